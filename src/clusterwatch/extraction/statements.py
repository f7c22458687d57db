"""Short lines that say something of the post: a deadline, a place, a price, a contact, a timetable.

    "Deadline: 30 May 2026"   "30 May 2026: end of the call"   "info@cluster.example"   "Fee | 120 €"

They are read by their form: a label and a value, an address to write to, a sum. Words of `vocab` are asked only where a
line stands apart from the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from clusterwatch.dates import parse_date
from clusterwatch.extraction.boilerplate.phrases import is_page_label, opens_byline
from clusterwatch.extraction.layout import Block, Layout
from clusterwatch.extraction.links import kind_of
from clusterwatch.extraction.published.labels import meaning_alone
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import LinkKind
from clusterwatch.urls import is_attachment, same_site
from clusterwatch.vocab import folded, phrases
from clusterwatch.vocab.currencies import currencies

LONGEST_FACT = 300  # characters: a longer line is a paragraph
_LONGEST_LABEL = 70  # characters
_MOST_WORDS = 8  # of a label
_MOST_OF_PAIR = 5  # words of a label on a line of its own
# A label ends with a colon that is no part of a time or an address.
_LABELLED = re.compile(r"[^\w(（\[]*(?P<label>\w[^:;|]*?)\s*(?::(?=\s)|：)\s*(?P<value>\S.*)")
_CELLS = re.compile(r"(?P<label>[^|]*\w[^|]*?) \| (?P<value>.*\w.*)")
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\d\. ?\d\d?\.")
_ADDRESS = re.compile(r"(?<=\w)(?:@|\s?[(\[]at[)\]]\s?)[\w-]+\.\w")
_ADDRESS_SIGN = re.compile(r"@|[(\[]at[)\]]")  # to search for it first takes less time
_TELEPHONE = re.compile(r"\+\d[\d\s()/.-]{7,}\d")
ITEMS = frozenset(("li", "tr", "td", "dd", "dt"))
_NAME = 60  # letters: a longer link within the site is the title of another post
_SOME_LINKS, _SHORT_NAME = 2, 40  # links in a line; letters of each on average
_LINKED = 0.5  # of a line: with more it is a link
_PARTS = re.compile(r",\s+|\s[-–]\s")  # divide the parts of a line of day, section and author
_QUERY = re.compile(r"[?#]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SMALL = 4  # letters of a word that is no name
_WORD = re.compile(r"[^\W\d_]+")
_FACTS = ("deadlines", "event_labels", "fact_labels", "step_labels")
_LEAST_ENDING = 4  # letters: a shorter phrase is compared with whole words only


def states_fact(block: Block) -> bool:
    """True for a short line with a label and a value, an address to write to, a telephone number or a sum of money."""
    line = block.text
    if len(line) > LONGEST_FACT:
        return False
    labelled = label_and_value(line, row=block.tag == "tr")
    if labelled is not None:
        return not is_page_label(labelled[0])
    return _has_sign(line)


def states_known_fact(line: str, *, row: bool = False) -> bool:
    """True for a labelled line whose label is a day, or a word of deadlines, places, prices or contacts.

    In a `row` of a table the label is the first cell.
    """
    labelled = label_and_value(line, row=row)
    if labelled is None or any(map(opens_byline, _PARTS.split(labelled[0]))):
        return False
    return holds_day(labelled[0]) or is_fact_label(labelled[0])


def holds_day(line: str) -> bool:
    """True for a line with a year or with the numbers of a day and a month."""
    return _DAY.search(line) is not None


def tells_of_day(line: str, *, labelled: bool = False) -> bool:
    """True for a short line with a day and words that are none of a byline: "Stängd 20 mars 2024".

    If it must be `labelled`, one of them is a word of deadlines, places, prices or contacts.
    """
    if len(line) > _LONGEST_LABEL or (number := _DIGIT.search(line)) is None:
        return False
    if phrases("deadlines").starts(line):
        return not opens_byline(line)
    if _YEAR.search(line) is None or (labelled and not is_fact_label(line[: number.start()])):
        return False
    day = parse_date(line)
    before, _, behind = line.partition(day.raw) if day is not None else ("", "", "")
    if is_page_label(before + behind):
        return False
    if is_fact_label(before):
        return True
    return not labelled and any(
        len(word) >= _SMALL and word[0].islower() for word in _WORD.findall(f"{before} {behind}")
    )


def names_limit(line: str) -> bool:
    """True for a line with a word such as `until` or `from` before a number: "Applications until 17 April"."""
    return _DIGIT.search(line) is not None and _limits().search(folded(line)) is not None


@cache
def _limits() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrases('limits').pattern}\s+(?:[^\W\d]{{1,3}}\s+)?\d")


def label_and_value(line: str, *, row: bool = False) -> tuple[str, str] | None:
    """The two parts of a short labelled line. In a `row` of a table the label is the first cell."""
    if len(line) > LONGEST_FACT or not (row or ":" in line or "：" in line):
        return None
    found = (_CELLS if row else _LABELLED).match(line)
    return (found["label"], found["value"]) if found is not None and _is_label(found["label"]) else None


def is_fact_label(line: str) -> bool:
    """True for a label of a deadline, a place, a price or a contact, with or without a colon."""
    return _is_of(line, *_FACTS)


def labels_day(line: str) -> bool:
    """True for a line with a label of a day and its value: "Date: 9 February 2027"."""
    labelled = label_and_value(line)
    return labelled is not None and holds_day(labelled[1])


def labels_event(line: str) -> bool:
    """True for a labelled line whose label is one of an event: "Venue: Town hall"."""
    labelled = label_and_value(line)
    return labelled is not None and _is_of(labelled[0], "event_labels")


def pairs_fact(label: str, value: str) -> bool:
    """True for a label of a day or place with a number, and for one of a price or contact with a sum or an address."""
    if label.count(" ") >= _MOST_OF_PAIR or _DIGIT.search(label) is not None:
        return False
    is_of_day = _is_of(label, "deadlines", "event_labels", "step_labels") or (
        len(value) <= _LONGEST_LABEL and holds_day(value) and meaning_alone(label) == "event"
    )
    if is_of_day:
        # The address of a post, as boxes with its licence show it, has numbers that are no day.
        return any(map(str.isdigit, value)) and "://" not in value and not is_page_label(label)
    return _is_of(label, "fact_labels") and _has_sign(value)


def _has_sign(line: str) -> bool:
    if _ADDRESS_SIGN.search(line) is not None and _ADDRESS.search(line) is not None:
        return True
    if _DIGIT.search(line) is None:  # as in most lines
        return False
    return _sum().search(line) is not None or ("+" in line and _TELEPHONE.search(line) is not None)


@cache
def _sum() -> re.Pattern[str]:
    """A number with the code or sign of a currency. Abbreviations such as `kr` stand behind the number only."""
    every = {one for currency in currencies().values() for one in currency.of_lines()}
    before = every & {*currencies()} | {one for one in every if not one.isalpha()}
    return re.compile(rf"{_any_of(before)}\s?\d|\d\s?(?:m|M|k|Mio\.?|mln\.?)?\s?{_any_of(every)}")


def _any_of(names: Collection[str]) -> str:
    words = "|".join(sorted(re.escape(name) for name in names if name.isalpha()))
    signs = "|".join(sorted(re.escape(name) for name in names if not name.isalpha()))
    return rf"(?:{signs}|\b(?:{words})\b)"


@lru_cache(maxsize=1 << 12)
def _is_of(line: str, *sets: str) -> bool:
    label = folded(line).strip(" :*-–•,;|")
    if not _is_label(label):
        return False
    words: list[str] = _WORD.findall(label)
    if not words:
        return False
    known = _known(*sets)
    # To look up the words first saves time: few lines have them.
    begins = words[0] in known.firsts and known.beginning.match(label) is not None
    if begins or (words[-1] in known.lasts and known.end.search(label) is not None):
        return True
    return words[0].endswith(known.endings) or words[-1].endswith(known.endings)


def _is_label(label: str) -> bool:
    return len(label) <= _LONGEST_LABEL and len(label.split()) <= _MOST_WORDS


def announced_links(layout: Layout) -> frozenset[int]:
    """The blocks of lists, tables and paragraphs of links that a line announces: "The winners are:"."""
    found: set[int] = set()
    before: Block | None = None
    for i, block in enumerate(layout.blocks):
        is_announced = i - 1 in found
        if is_announced or block.linked:  # as few lines
            follows = before is not None and _follows(block, before, is_announced, layout.url)
            if follows or names_linked(block):
                found.add(i)
        before = block
    return frozenset(i for i in found if layout.blocks[i].links)


def announced_items(layout: Layout) -> frozenset[int]:
    """The items of lists and tables without links below a line that announces them, and this line."""
    found: set[int] = set()
    before: Block | None = None
    for i, block in enumerate(layout.blocks):
        if before is not None and block.tag in ITEMS and not block.links:
            if i - 1 in found:
                found.add(i)
            elif announces(before):
                found.update((i - 1, i))
        before = block
    return frozenset(found)


def _follows(block: Block, above: Block, is_announced: bool, page: str) -> bool:
    """True for a line of links below the line that announces it, or below another such line."""
    if is_announced:
        begins = block.tag in ITEMS or block.tag == above.tag
    elif block.linked <= _LINKED * len(block.text):
        return False
    else:
        begins = announces(above) or (above.tag in HEADINGS and block.tag in ITEMS and leads_out(block, page))
    return begins and (block.linked <= _NAME or leads_out(block, page))


def names_linked(block: Block) -> bool:
    """True for a line that announces the names it links: `The winners are: Alpha, Beta`."""
    size = len(block.text)
    if not _LINKED * size < block.linked <= _SHORT_NAME * block.links or block.links < _SOME_LINKS:
        return False
    labelled = label_and_value(block.text)
    if labelled is None or "|" in labelled[1] or block.linked > size - len(labelled[0]):
        return False
    return is_own_label(labelled[0])


def announces(block: Block) -> bool:
    """True for a line of the post that ends in a colon and is no label of the page."""
    line = block.text
    if not line.endswith((":", "：")) or block.linked or len(line) > LONGEST_FACT:
        return False
    return is_own_label(line.rstrip(" :："))


def is_own_label(label: str) -> bool:
    """True for a label or heading of the post, not of the page and not of a box beside it."""
    return names_documents(label) or not (is_page_label(label) or phrases("asides").within(folded(label)))


def names_documents(label: str) -> bool:
    """True for a label that names the conditions, forms or rules of a call: "Read also the conditions:"."""
    return phrases("call_documents").within(folded(label).strip(" :"))


def leads_out(block: Block, page: str | None) -> bool:
    """True if the link of a line leads to a document, to somebody to write to, or to another site than `page`."""
    href = (block.link.attributes.get("href") or "").strip() if block.link is not None else ""
    scheme = href.partition(":")[0].lower()
    if scheme in ("mailto", "tel"):
        return True
    away = page is not None and scheme in ("http", "https") and not same_site(href, page)
    if not away and not is_attachment(_QUERY.split(href)[0]):
        return False
    return kind_of(href) not in (LinkKind.SOCIAL, None)


class _Known(NamedTuple):
    """The phrases with which a label begins or ends, their first and last words, and the words that end a compound."""

    beginning: re.Pattern[str]
    end: re.Pattern[str]
    firsts: frozenset[str]
    lasts: frozenset[str]
    endings: tuple[str, ...]


@cache
def _known(*sets: str) -> _Known:
    every = phrases(*sets)
    spelt = [*map(_WORD.findall, every)]
    return _Known(
        re.compile(rf"{every.pattern}(?!\w)"),
        re.compile(rf"(?<!\w){every.pattern}$"),
        frozenset(words[0] for words in spelt),
        frozenset(words[-1] for words in spelt),
        tuple(phrase for phrase in every if len(phrase) >= _LEAST_ENDING and _WORD.fullmatch(phrase)),
    )
