"""The item of a listing around a link → its title and date as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import urlsplit

from clusterwatch import html_tree
from clusterwatch.dates import connectives, parse_date
from clusterwatch.discovery.listing.links import (
    TITLE_CLASS,
    Link,
    beginning,
    descendants,
    is_generic,
    pieces,
    title_of_file,
)
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.text import tidy
from clusterwatch.vocab import by_language, class_pattern, folded, phrases

_GLUE, _MARK = connectives("glue"), connectives("mark")
_MONTH = r"[^\W\d_]{3,}\.?"
DATE = re.compile(
    rf"(?<![\d.])\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:\d{{4}}|\d{{2}})(?!\d)"
    r"|(?<![\d|])(?<!\|\s)\d\d\s?\|\s?\d\d\s?\|\s?(?:19|20)\d\d(?!\s?[\d|])"
    rf"|(?<!\d)(?:19|20)\d\d\s?[./-]\s?\d{{1,2}}\s?[./-]\s?\d{{1,2}}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:\.|er|st|nd|rd|th|º|-?go)?\s?(?:{_GLUE}(?:\s|['’]\s?))?{_MONTH},?\s(?:del?\s)?(?:19|20)\d\d(?!\d)"
    rf"|(?<!\w){_MONTH}\s\d{{1,2}}(?:st|nd|rd|th|\.)?(?:\sd\.)?,?\s(?:19|20)\d\d(?!\d)"
    rf"|(?<!\d)(?:19|20)\d\d\.?\s?(?:{_MARK}\.?)?\s?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.\s?{_MONTH})(?!\d)"
)
_DATELINE = re.compile(rf"[^\d]{{0,25}}?(?P<date>{DATE.pattern})\)?\s*[–—:|-]")
_DATE_CLASS = re.compile(rf"{class_pattern('item_date')}|date$|^date|datum", re.I)
_UPDATED_CLASS = re.compile(r"updated|modified", re.I)
_BLOCKS = frozenset({"div", "p", "ul", "section", "figure", "header", "article", "table", *HEADINGS})
_BOLD = frozenset({"strong", "b"})
LONGEST_DATE, _SHORT_DATE, _LONGEST_TITLE = 60, 24, 300
_LETTERS_OF_NUMBER = 20  # of a link such as `Press release no. 12`
_MOST_ELEMENTS = 5_000  # of an item
_MOST_TEXTS = 5_000  # the same
_MOST_IMAGES = 50  # of a link
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/")


@dataclass(frozen=True, eq=False)
class ListItem:
    """The part of a listing that belongs to one post. `nodes` are adjacent nodes, `link` leads to the post.

    `links` are the links of the item that lead to the post, or all of them.
    """

    outline: Outline
    link: Link
    nodes: tuple[html_tree.Node, ...]
    links: tuple[Link, ...] = ()

    @cached_property
    def title(self) -> str | None:
        """The title as the item shows it."""
        return title_of(self)

    @cached_property
    def date(self) -> str | None:
        """The date as the item shows it."""
        return date_of(self)

    @cached_property
    def everything(self) -> list[html_tree.Node]:
        """The nodes of the item and all elements in them, as many as are looked at."""
        return list(islice((n for top in self.nodes for n in (top, *descendants(top))), _MOST_ELEMENTS))

    @property
    def dated(self) -> bool:
        """True when the item shows a date with its year."""
        return self.date is not None and bool(DATE.search(self.date) or re.search(r"\d{4}", self.date))

    def texts(self, most: int) -> list[str]:
        """The texts of the item that have at most so many characters, one for each text node."""
        return [text for text in _texts(self) if len(text) <= most]

    def length(self) -> int:
        """The number of characters of the item."""
        return sum(self.outline.size(n) for n in self.nodes)

    def text(self, node: html_tree.Node, most: int) -> str:
        """The text of a node as one line; empty if it has more than `most` letters."""
        return self.outline.text(node, most) or ""


def title_of(item: ListItem) -> str | None:
    """The title of an item: its heading, the text of the link, or another text that names the post."""
    own = sorted(
        {k.order: k for k in (item.link, *item.links) if k.url == item.link.url}.values(),
        key=lambda k: k.order,
    )
    words = [(k, _own_words(item, k)) for k in sorted(own, key=lambda k: not k.heading)]
    cells: Iterable[str] = _cells(item) if any(k.numbered for k in own) else ()
    named = [*_headings(item, own), *cells, *(text for k, text in words if not k.button)]
    bare = title_of_file if item.link.document else str
    named = [bare(text) for text in named]
    for refused in (
        is_date,
        _is_bare_date,
    ):  # "Save the date: 12.03.2026" is a title where there is no better
        for candidate in named:
            if not is_generic(candidate) and not refused(candidate) and len(candidate) <= _LONGEST_TITLE:
                return candidate
    texts = [text for _, text in words]
    others = (*_attributes(own), *(line for line in _lines(item) if line not in texts), *texts)
    for candidate in map(bare, others):
        if not is_generic(candidate) and not is_date(candidate) and 3 <= len(candidate) <= _LONGEST_TITLE:
            return candidate
    return None


def _cells(item: ListItem) -> Iterator[str]:
    """The texts beside a link that is a number, as in a table of notices: those in other cells of the row."""
    if sum(c.isalpha() for c in item.link.text) > _LETTERS_OF_NUMBER:
        return
    for node in item.everything:
        if node.tag != "td" and node.attributes.get("role") not in {"cell", "gridcell"}:
            continue
        text = item.text(node, _LONGEST_TITLE)
        if (
            text != item.link.text
            and len(text.split()) > 1
            and any(len(w) > 2 and w.isalpha() for w in text.split())
        ):
            read = parse_date(text)
            if read is None or len(read.raw) < len(text):  # a month is no title
                yield text


def _own_words(item: ListItem, link: Link) -> str:
    """The text of a link without a date in it; for a link around a whole card, its first text."""
    node = link.node
    while (inner := _only_child(item.outline, node)) is not None:
        node = inner
    parts: list[tuple[str, str]] = []
    child = node.child
    while child is not None:
        # Of a very long part only the beginning is read, since it is no title.
        text = " ".join(beginning(child, 2 * _LONGEST_TITLE))
        if text and not is_date(text) and not is_generic(text):
            parts.append((child.tag or "", text))
        child = child.next
    whole = tidy(" ".join(text for _, text in parts))
    card = any(tag in _BLOCKS for tag, _ in parts) or len(whole) > 140 or (parts and len(parts[-1][1]) >= 60)
    if card:
        bold = [text for tag, text in parts if tag in _BOLD and " " in text]
        return next((text for text in bold or (t for _, t in parts) if len(text) >= 12 or " " in text), whole)
    return whole or link.text


def _only_child(outline: Outline, node: html_tree.Node) -> html_tree.Node | None:
    """The only child element with text, where the node has no text of its own."""
    found = None
    child = node.child
    while child is not None:
        # Characters that nobody sees are letters to the outline.
        if child.tag != "-comment" and outline.text(child, _LONGEST_TITLE, "") != "":
            if found is not None or not child.is_element_node:
                return None
            found = child
        child = child.next
    return found


def _headings(item: ListItem, own: Sequence[Link]) -> Iterator[str]:
    """Headings in the links of the post, around them, then elsewhere in the item."""
    for link in own:
        yield from _titles_below(item, [link.node, *descendants(link.node)])
    for link in own:
        parent: html_tree.Node | None = link.node
        for _ in range(4):
            parent = parent.parent if parent is not None else None
            if parent is not None and parent.tag in HEADINGS:
                yield item.text(parent, _LONGEST_TITLE)
    if all(_is_no_title(link) for link in own):
        yield from _titles_below(item, item.everything)


def _is_no_title(link: Link) -> bool:
    """True when the text of a link is no title: `Read more about …`, a whole card, a date."""
    start = " ".join(folded(link.text).split()[:2])
    return (
        link.generic or len(link.text) > _LONGEST_TITLE or is_date(link.text) or start in phrases("read_more")
    )


def _titles_below(item: ListItem, found: Sequence[html_tree.Node]) -> Iterator[str]:
    yield from (item.text(n, _LONGEST_TITLE) for n in found if n.tag in HEADINGS)
    names = item.outline.names
    yield from (item.text(n, _LONGEST_TITLE) for n in found if n.tag != "a" and TITLE_CLASS.search(names(n)))


def _attributes(own: Sequence[Link]) -> Iterator[str]:
    for link in own:
        attributes = link.node.attributes
        yield tidy(attributes.get("title") or "")
        yield tidy(attributes.get("aria-label") or "")
        for image in link.node.css("img[alt]")[:_MOST_IMAGES]:
            yield tidy(image.attributes.get("alt") or "")


def _lines(item: ListItem) -> Iterator[str]:
    """The texts of the block's leaves, bold ones first."""
    yield from (item.text(n, _LONGEST_TITLE) for n in item.everything if n.tag in {"strong", "b"})
    yield from _texts(item)


def _texts(item: ListItem) -> Iterable[str]:
    return islice((text for top in item.nodes for text in pieces(top)), _MOST_TEXTS)


def is_date(text: str) -> bool:
    """True when the text is a date with little else: a label such as `Published`, or a name after it."""
    found = DATE.search(text) if len(text) <= LONGEST_DATE else None
    if found is None or not _has_month(found[0]):
        return False
    return len(text) - len(found[0]) <= 24 or phrases("published").starts(text)


@lru_cache(maxsize=1 << 12)
def _has_month(written: str) -> bool:
    """False for what has the form of a date, but no month: `4 Gala 2024`.

    `lis` is October in Croatian and November in Polish.
    """
    return parse_date(written) is not None or any(
        parse_date(written, languages=(language,)) for language in by_language("published")
    )


def _is_bare_date(text: str) -> bool:
    return is_date(text) and sum(c.isalpha() for c in DATE.sub("", text)) <= 3


def date_of(item: ListItem) -> str | None:
    """The date as the item shows it: `datetime` of a `<time>`, an element for dates, or a short text that is one."""
    everything, names = item.everything, item.outline.names
    times = [n for n in everything if n.tag == "time"]
    times.sort(key=lambda n: bool(_UPDATED_CLASS.search(names(n))) and "published" not in names(n))
    for node in times:
        stamp = tidy((node.attributes.get("datetime") or node.attributes.get("title") or "")[:_LONGEST_TITLE])
        written = stamp if re.match(r"\d{4}-\d\d", stamp) else item.text(node, _LONGEST_TITLE)
        if any(c.isdigit() for c in written):
            return written
    for node in everything:
        if node.tag != "a" and _DATE_CLASS.search(names(node)):
            written = item.text(node, LONGEST_DATE)
            if any(c.isdigit() for c in written):
                return written
    return _short_date(item)


def _short_date(item: ListItem) -> str | None:
    """A short text that is a date, or the dateline of a teaser; never a date in a title or in a sentence."""
    for text in _short_dates(item):
        if not _contradicted(text, item.link.url):
            return text
    return None


def _short_dates(item: ListItem) -> Iterator[str]:
    title = item.title or ""
    texts = [text for text in _texts(item) if text not in title]
    yield from (text for text in texts if is_date(text))
    yield from (found["date"] for text in texts if (found := _DATELINE.match(text)))
    for node in item.everything:
        written = item.text(node, _SHORT_DATE)  # day, month and year in elements of their own
        if is_date(written) and written not in title:
            yield written


def _contradicted(text: str, url: str) -> bool:
    """True when the folders of the address are another day: full posts on a list mention days of events."""
    folders = _DATED_ADDRESS.search(urlsplit(url).path)
    if not folders:
        return False
    year, month, day = map(int, folders.groups())
    numbers = set(map(int, re.findall(r"\d{1,4}", text)))
    days = {(date(year, month, 1) + timedelta(days=day - 1 + step)).day for step in (-1, 0, 1)}
    return not (numbers & days and numbers & {year, year % 100})
