"""Inside the box that holds the post: what is still not the post is cut away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from clusterwatch.extraction.boilerplate.phrases import (
    is_byline,
    is_caption,
    is_page_label,
    is_row_of_facts,
    is_stock_phrase,
)
from clusterwatch.extraction.class_signals import LEAD, PANEL, PICTURE
from clusterwatch.extraction.layout import Block, Layout
from clusterwatch.extraction.published.line import tells_of_event
from clusterwatch.extraction.statements import (
    ITEMS,
    announces,
    holds_day,
    is_fact_label,
    label_and_value,
    labels_day,
    labels_event,
    leads_out,
    names_documents,
    names_limit,
    pairs_fact,
    states_fact,
    states_known_fact,
    tells_of_day,
)
from clusterwatch.extraction.timetable import is_row, may_be_date
from clusterwatch.html_tree import HEADINGS
from clusterwatch.text import CAPITAL

_PAIR = 2  # lines of a row: a label and a value
_ROW = 3  # boxes between a date and its row, with both
_LIST = 700  # letters: a box of links with its label is shorter
_CAPTION = 2  # lines of a caption at most
_LICENCE = 400  # letters
_LABEL = 80  # letters: a caption's or a label's line is shorter
_LINK_BOX = 0.6  # of a box: more is a list of links
_LINKED = 0.5  # of a line: more is a link to another page
_CLOSING = 3  # words: a line with fewer is the mark of an agency or an author
_LEAST_SENTENCE = 30  # letters: a shorter one with a link is none of the post at its end
# Captions are those of tables here: those of pictures are left out before.
_QUOTED_OR_CAPTION = frozenset(("pre", "blockquote", "caption", "figcaption"))
# A short word and a name: `От Jane Holt`. The words for `by` of several languages have other meanings, too.
_AUTHOR = re.compile(rf"[^\W\d_]{{1,3}}(?: {CAPITAL}[^\W\d_]+){{2,3}}")
_BULLETS = ("• ", "- ", "– ", "▪ ", "· ")  # of a list that only its signs show
_ENDS = tuple('.!?…:;。！？」』”"»“)')


def keep_blocks(
    layout: Layout,
    region: Sequence[int],
    dropped: Sequence[bool],
    weights: Sequence[float],
    announced: frozenset[int],
) -> list[int]:
    """The numbers of the blocks of the region that are the post, in order.

    `announced` are links that a line of the post announces.
    """
    if not region:
        return []
    best = _around(layout, region)
    stock = [i for i in region if _is_stock(layout.blocks[i])]
    cut = _link_boxes(layout, best) | _after_labels(layout, best, stock)
    cut -= announced | {i - 1 for i in announced if announces(layout.blocks[i - 1])}
    cut.update(stock)
    of_pictures = _boxes_of_pictures(layout)
    numbers = [i for i in region if not (dropped[i] or i in cut or _is_of_picture(layout, i, of_pictures))]
    facts = _facts(layout, numbers)
    prose = [i for i in numbers if weights[i] > 0 and i not in facts]
    if not prose:
        return [i for i in numbers if i in facts or not _is_meta_line(layout.blocks[i].text)]
    beside = _paragraphs_beside(layout, numbers, prose)
    begins = beside | {prose[0]}
    first = next(
        i
        for i in numbers
        if i in begins
        or _opens(layout.blocks[i])
        or _is_document(layout, i, prose[0])
        or _leads_in(layout, i, prose[0])
    )
    last = max([_end(layout, numbers, prose[-1], announced), *facts, *beside])
    numbers = [i for i in numbers if first <= i <= last or i in facts]
    numbers = _without_labels(layout, numbers, prose, facts)
    return _once(layout, numbers)


def _paragraphs_beside(layout: Layout, numbers: Sequence[int], prose: Sequence[int]) -> set[int]:
    """The short paragraphs that stand in one box with those that are `prose`: an author wrote them with the text.

    One of two words alone is the mark of an agency or an author. What stands below a rule is none of the text.
    """
    blocks, boxes = layout.blocks, layout.boxes
    around = {boxes[blocks[i].box].parent for i in prose if blocks[i].tag == "p"}
    beside = {
        i
        for i in numbers
        if blocks[i].tag == "p" and boxes[blocks[i].box].parent in around and not blocks[i].links
    }
    written, end = set(prose), next((i for i in layout.rules if i > prose[-1]), len(blocks))
    return {
        i
        for i in beside - written
        if i < end
        and not _is_meta_line(blocks[i].text)
        and not (i < prose[0] and _AUTHOR.fullmatch(blocks[i].text))
        and (
            len(blocks[i].text.split()) >= _CLOSING
            or not beside.difference(written).isdisjoint((i - 1, i + 1))
        )
    }


def _is_meta_line(line: str, *, above: bool = False) -> bool:
    """True for a byline. It may have a day, but says nothing else of it."""
    return is_byline(line) and not _says_what_day(line, above=above)


def _says_what_day(line: str, *, above: bool = False) -> bool:
    """True for a line with a day and words about it: "Open until 4 March 2026".

    `above` the box of the text only a limit or an event counts: other words beside a day say something of the page.
    """
    return names_limit(line) or tells_of_event(line) or (not above and tells_of_day(line))


def _is_document(layout: Layout, number: int, prose: int) -> bool:
    """True for a paragraph beside the first `prose` that links to a document or an address: "The report (PDF)"."""
    block, boxes = layout.blocks[number], layout.boxes
    beside = boxes[block.box].parent == boxes[layout.blocks[prose].box].parent
    return beside and block.tag == "p" and bool(block.links) and leads_out(block, None)


def _leads_in(layout: Layout, number: int, prose: int) -> bool:
    """True for a line that ends in a colon above the first `prose`, in its box or the one around it."""
    block, box = layout.blocks[number], layout.blocks[prose].box
    return (
        block.text.endswith(":")
        and block.box in (box, layout.boxes[box].parent)
        and not _is_meta_line(block.text)
    )


def _is_stock(block: Block) -> bool:
    """True for a line that belongs to the page: a stock phrase, or the name of a licence that links to it."""
    if block.link is not None and "license" in (block.link.attributes.get("rel") or "").split():
        return len(block.text) <= _LICENCE
    return is_stock_phrase(block.text) and not (announces(block) and names_documents(block.text))


def _facts(layout: Layout, numbers: Sequence[int]) -> frozenset[int]:
    """The lines with a deadline, a place, a price or a contact, and those that are the label or the value of one."""
    blocks, last = layout.blocks, len(layout.blocks) - 1
    out = {i for i in numbers if _is_fact(blocks[i])}
    pairs = [i for i in numbers if i < last and pairs_fact(blocks[i].text, blocks[i + 1].text)]
    dates = [i for i in numbers if may_be_date(blocks[i].text)]
    out.update([at for i in pairs if i not in out for at in (i, i + 1)])
    out.update([at for i in dates for at in _row(layout, i)])
    # "Date: 9 February 2027" above "Venue: Copenhagen" is the day of an event, and no byline.
    out.update(
        [i for i in numbers if i < last and labels_event(blocks[i + 1].text) and labels_day(blocks[i].text)]
    )
    out.update(_dates_of_column(layout, dates), _rows_of_boxes(layout, pairs))
    return frozenset(out.intersection(numbers))


def _rows_of_boxes(layout: Layout, pairs: Sequence[int]) -> set[int]:
    """The lines of boxes with a label and a value, where a box of this kind beside them has a deadline or the like.

    `pairs` are the labels of such lines.
    """
    blocks, boxes = layout.blocks, layout.boxes
    kinds = set()
    for i in pairs:
        row = next(box for box in layout.ancestors(blocks[i].box) if boxes[box].holds(i + 1))
        if boxes[row].end - boxes[row].start == _PAIR:
            kinds.add((boxes[row].parent, boxes[row].tag, boxes[row].names))
    found: set[int] = set()
    for box in boxes if kinds else ():
        if box.end - box.start == _PAIR and (box.parent, box.tag, box.names) in kinds:
            label = blocks[box.start]
            if not label.links and len(label.text) <= _LABEL and not is_page_label(label.text):
                found.update((box.start, box.start + 1))
    return found


def _dates_of_column(layout: Layout, dates: Sequence[int]) -> set[int]:
    """Those of the `dates` that are paragraphs, where one box has several: a timetable, with what happens between.

    A date with a label is none of its lines: it is a deadline, or that of the last change.
    """
    columns: dict[int, dict[str, set[int]]] = {}
    for i in dates:
        block = layout.blocks[i]
        bare = block.tag == "p" and not block.links and ": " not in block.text
        if bare and not is_page_label(block.text):
            column = columns.setdefault(layout.boxes[block.box].parent, {})
            column.setdefault(block.text, set()).add(i)
    return {i for column in columns.values() if len(column) > 1 for at in column.values() for i in at}


def _row(layout: Layout, number: int) -> Sequence[int]:
    """The lines of the row of a timetable that a date begins. One with links is an entry of a list of posts."""
    for around in layout.ancestors(layout.blocks[number].box)[:_ROW]:
        box = layout.boxes[around]
        if is_row(layout, around, number) and not any(b.linked for b in layout.blocks[box.start : box.end]):
            return range(box.start, box.end)
    return ()


def _is_fact(block: Block) -> bool:
    return states_known_fact(block.text, row=block.tag == "tr") or tells_of_day(block.text, labelled=True)


def _end(layout: Layout, numbers: Sequence[int], last: int, announced: frozenset[int]) -> int:
    """The number of the block with which the post ends: the last that says something, however short.

    That is a sentence, an item of a list or a table, a fact, or what stands below a heading of its own.
    """
    section = _heads(layout, last)
    for i in [i for i in numbers if i > last]:
        block = layout.blocks[i]
        if _heads(layout, i):
            section = True
        elif i in announced:
            last = i
        elif block.linked > _LINKED * len(block.text):
            last = i if leads_out(block, None) else last
        elif section or block.tag in ITEMS or states_fact(block) or _is_sentence(block.text):
            last = i
    return last


def _heads(layout: Layout, number: int) -> bool:
    """True for a heading, and for the line that a reader clicks to open the rest of its panel or the one behind it."""
    block, boxes = layout.blocks[number], layout.boxes
    if block.tag in HEADINGS:
        return True
    behind = layout.outside(number + 1, number) if number + 1 < len(layout.blocks) else ()
    panels = [boxes[around] for around in behind if boxes[around].signals & PANEL]
    if any(panel.parent == block.box for panel in panels):
        return True
    for around in layout.ancestors(block.box):
        box = boxes[around]
        if box.start != number:
            return False
        if box.signals & PANEL and (panels or box.end > number + 1):
            return True
    return False


def _is_sentence(text: str) -> bool:
    return len(text) >= _LEAST_SENTENCE and text.endswith((".", "!", "?", "…"))


def _boxes_of_pictures(layout: Layout) -> set[int]:
    """The boxes that are named after a picture and have only its caption."""
    return {
        number
        for number, box in enumerate(layout.boxes)
        if box.signals & PICTURE and box.end - box.start <= _CAPTION
    }


def _is_of_picture(layout: Layout, number: int, of_pictures: Container[int]) -> bool:
    """True for the caption or credit of a picture, by its words or by the boxes around it."""
    block = layout.blocks[number]
    if block.tag in HEADINGS:
        return False
    return block.box in of_pictures or layout.boxes[block.box].parent in of_pictures or is_caption(block.text)


def _opens(block: Block) -> bool:
    """True for a heading with which the text begins. One with a day tells of the page or of an event."""
    return block.tag in HEADINGS and not holds_day(block.text)


def _around(layout: Layout, region: Sequence[int]) -> int:
    """The innermost box around the whole region."""
    around = layout.ancestors(layout.blocks[region[0]].box)
    return next(number for number in around if layout.boxes[number].end > region[-1])


def _link_boxes(layout: Layout, best: int) -> set[int]:
    """Blocks in boxes that are mostly links."""
    out: set[int] = set()
    linked, sizes = layout.linked_before, layout.letters_before
    for inner in layout.within(best):
        size, links = sizes[inner.end] - sizes[inner.start], linked[inner.end] - linked[inner.start]
        one = inner.end - inner.start == 1
        if links > _LINK_BOX * size and not (one and _is_linked_line(layout, inner.start)):
            out.update(range(inner.start, inner.end))
    return out


def _is_linked_line(layout: Layout, number: int) -> bool:
    """True for a line that is a link to a document, to another site or to somebody to write to."""
    block = layout.blocks[number]
    labelled = label_and_value(block.text)
    return (labelled is None or is_fact_label(labelled[0])) and leads_out(block, layout.url)


def _after_labels(layout: Layout, best: int, labels: Sequence[int]) -> set[int]:
    """A box that opens with a label of other posts ("Read also") is left out as a whole if it is short."""
    out: set[int] = set()
    letters = layout.letters_before
    for i in labels:
        if layout.blocks[i].tag in ITEMS:
            continue
        outermost = None
        for number in layout.ancestors(layout.blocks[i].box):
            box = layout.boxes[number]
            if number <= best or box.start < i or letters[box.end] - letters[box.start] > _LIST:
                break
            outermost = box
        if outermost is not None:
            out.update(range(outermost.start, outermost.end))
    return out


def _without_labels(layout: Layout, numbers: list[int], prose: list[int], facts: frozenset[int]) -> list[int]:
    """Without bylines at the head, and short lines that are no sentence, no item and no fact: captions, credits."""
    long = [i for i in prose if len(layout.blocks[i].text) >= 150]
    head = long[1] if len(long) > 1 else prose[min(2, len(prose) - 1)]
    beside = {layout.blocks[i].box for i in long}  # lines between paragraphs that only breaks divide
    parents = {i: layout.boxes[layout.blocks[i].box].parent for i in numbers}
    among = {parents[i] for i in prose}
    text = {parents[i] for i in prose if not is_byline(layout.blocks[i].text)}
    written = _lines_of_boxes(layout, numbers, prose)

    def is_extra(i: int) -> bool:
        block = layout.blocks[i]
        if i < head and is_row_of_facts(block.text):
            return True
        if (
            i in facts
            or len(block.text) >= _LABEL
            or block.tag in ITEMS
            or _is_quoted_or_caption(layout, block)
        ):
            return False
        if i < head and _is_meta_line(block.text):
            own = i > prose[0] and parents[i] in among
            return not own or facts.isdisjoint((i - 1, i + 1))
        above = i < head and parents[i] not in text
        if above and _is_meta_line(block.text, above=True):
            return True
        if (
            block.box in beside
            or i in written
            or _heads(layout, i)
            or (i >= prose[-1] and _heads(layout, i - 1))
        ):
            return False
        return _is_label(layout, block)

    return [i for i in numbers if not is_extra(i)]


def _lines_of_boxes(layout: Layout, numbers: Sequence[int], prose: Sequence[int]) -> set[int]:
    """The lines without links in boxes without a name, where the paragraphs of the text beside them are such boxes."""
    boxes = layout.boxes

    def is_plain(i: int) -> bool:
        return layout.blocks[i].tag == "div" and not boxes[layout.blocks[i].box].names

    texts = Counter(boxes[layout.blocks[i].box].parent for i in prose if is_plain(i))
    among = {box for box, count in texts.items() if count > 1}
    return {
        i
        for i in numbers
        if not layout.blocks[i].links
        and is_plain(i)
        and boxes[layout.blocks[i].box].parent in among
        and boxes[layout.blocks[i].box].node.css_first("img") is None
        and any(map(str.isalnum, layout.blocks[i].text))
    }


def _is_quoted_or_caption(layout: Layout, block: Block) -> bool:
    """True for a line of code or of a quotation, its source, and the caption of a table."""
    return block.tag in _QUOTED_OR_CAPTION or layout.boxes[layout.boxes[block.box].parent].tag == "blockquote"


def _is_label(layout: Layout, block: Block) -> bool:
    if (
        block.tag in HEADINGS
        or block.text.endswith(_ENDS)
        or (block.text.startswith(_BULLETS) and block.text[2:3].isalnum())
        or states_fact(block)
        or _says_what_day(block.text)
    ):
        return False
    if block.tag == "p" or bool(layout.boxes[block.box].signals & LEAD):
        return False
    return not block.bold > 0.8 * len(block.text)


def _once(layout: Layout, numbers: list[int]) -> list[int]:
    """A long text that stands twice is given once."""
    seen: set[str] = set()
    out = []
    for i in numbers:
        text = layout.blocks[i].text
        if len(text) >= 60:
            if text in seen:
                continue
            seen.add(text)
        out.append(i)
    return out
