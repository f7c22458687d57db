"""A page → its links, each with its text and place, and steps through the tree around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from clusterwatch import charset, html_tree, urls
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.outline import Nearest, Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.models import Page
from clusterwatch.text import tidy
from clusterwatch.vocab import class_names, class_pattern, folded, phrases

TOPS = frozenset({"body", "html", "main", "-document"})  # elements that never are that of one post
_UNSEEN = ["script", "style", "template", "noscript", "svg", "iframe", "object"]
# Texts for screen readers beside the visible ones: "Opens the article: …".
_SCREEN_READER = ",".join(f".{name}" for name in sorted(class_names("spoken")))
TITLE_CLASS = re.compile(rf"{class_pattern('item_title')}|title$", re.I)

_KIND = rf"(?:{urls.DOCUMENTS})"
_PROGRAM = r"(?:word|acrobat)"  # kinds of files, too, but also words of titles
_SIZE = r"\d++(?:[.,]\d++)?\s?(?:[kmg]i?[bo]|[кмkм][бb]|bytes?|octets)\b"
_KINDS = re.compile(rf"\b(?:{_KIND}|{_PROGRAM})\b", re.I)
_PROGRAMS, _SIZES = re.compile(rf"\b{_PROGRAM}\b", re.I), re.compile(rf"(?<!\d){_SIZE}", re.I)
# What may stand after the title of a file: its kinds and sizes.
_FILE_NOTE = re.compile(
    rf"(?<![^\s,;:|/·–—(\[-])(?:(?:{_SIZE}|(?:{_KIND}|{_PROGRAM})\b)[\s,;:|/·–—()\[\]-]*+)++$", re.I
)
_FILE_KIND = re.compile(rf"^{_KIND}(?:\s*[:|·–—]|\s+-)\s*|^[(\[]\s*(?:{_KIND}|{_PROGRAM})\s*[)\]]\s*", re.I)
_LONGEST_NOTE = 80  # characters
_BETWEEN = " ,;:|/·–—-"  # signs between a title and what stands after it
_DIGITS = re.compile(r"\d+")
_LONGEST = 1_000  # letters of a link: the text of a longer one is no title, and is cut
_LONGEST_PIECE = 20_000  # characters of one text
_REPEATED = 3  # pages to which links with one text lead, if it is a button
_PUNCTUATION_BEFORE, _PUNCTUATION_AFTER = " .…«»‹›←→<>+[]()|", " .…»›→>+[]()|:"


@dataclass(frozen=True, eq=False)
class Link:
    """A link of the page. `heading` is True when it is in a heading or contains one.

    `button` says that links to other pages have the same text, `numbered` that theirs differ by a number only.
    """

    node: html_tree.Node
    url: str
    text: str
    heading: bool
    order: int
    button: bool = False
    numbered: bool = False

    @cached_property
    def generic(self) -> bool:
        """True when the text is no title (`Read more`, an image), so that the title must be elsewhere."""
        return self.button or is_generic(title_of_file(self.text) if self.document else self.text)

    @cached_property
    def document(self) -> bool:
        """True when it leads to a file that may be the text of a post."""
        return urls.is_document(self.url)

    @cached_property
    def key(self) -> str:
        """A string that is equal for addresses of one page."""
        return urls.key(self.url) if "#" in self.url else urls.key_of_canonical(self.url)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments of the address, folded."""
        return url_filter.segments(self.url)

    @cached_property
    def directory(self) -> str:
        """The address up to its last segment, without numbers: the posts of one index have it in common."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/").rsplit("/", 1)[0]
        return _DIGITS.sub("#", f"{parts.netloc.removeprefix('www.')}{path}")


class Alone:
    """Finds the elements that hold the links of one post only.

    Each element is looked at once, however many links lie in it: one with links to several posts says the same of all
    elements above it. `tops` are tags of elements that are never the element of a post.
    """

    def __init__(self, links: Iterable[Link], tops: Container[str | None]) -> None:
        self._tops = tops
        self._address: dict[
            int, str | None
        ] = {}  # of the only post in an element; None where there are several
        for link in links:
            self._climb(link)
        self._nearest = Nearest(self._is_widest)

    def _climb(self, link: Link) -> None:
        """Note the address of a link for the elements around it."""
        address = self._address
        node: html_tree.Node | None = link.node
        while node is not None:
            number = node.mem_id
            if number not in address:
                address[number] = link.url
            elif address[number] is None or address[number] == link.url:
                return
            else:
                address[number] = None
            node = node.parent

    def _is_widest(self, node: html_tree.Node) -> bool:
        if self._address.get(node.mem_id) is None:
            return False
        above = node.parent
        return above is None or above.tag in self._tops or self._address.get(above.mem_id) is None

    def widest(self, node: html_tree.Node) -> html_tree.Node | None:
        """The widest element around a node that holds the links of one post only; None where there is none."""
        return self._nearest.of(node)

    def has_links(self, node: html_tree.Node) -> bool:
        """True for an element that is a link or holds one."""
        return node.mem_id in self._address


def is_generic(text: str) -> bool:
    """True for `Read more` and the like in many languages, for an empty text and for punctuation only."""
    bare = folded(text).rstrip(_PUNCTUATION_AFTER).lstrip(_PUNCTUATION_BEFORE)
    return not bare or bare in phrases("read_more") or not any(c.isalpha() for c in bare)


def title_of_file(text: str) -> str:
    """The text of a link to a file without the kind and the size of the file: `Title (PDF, 1.2 MB)`; empty if it says
    nothing else than that there is a file.
    """
    title = _without_note(_FILE_KIND.sub("", text)).strip()
    bare = " ".join(folded(_KINDS.sub(" ", _SIZES.sub(" ", title))).split()).strip(
        f"{_PUNCTUATION_BEFORE}{_PUNCTUATION_AFTER}"
    )
    return "" if not bare or bare in phrases("downloads") else title


def _without_note(text: str) -> str:
    """The text of a link to a file without the kinds and sizes at its end.

    They are in brackets, or a kind and a size stand together, or a kind stands behind a separator. All else may be
    words of the title: `In a word`, `Why PDF`, `A cloud of 5 GB`.
    """
    note = _FILE_NOTE.search(text, max(0, len(text) - _LONGEST_NOTE))
    if note is None:
        return text
    before = text[: note.start()].rstrip(_BETWEEN)
    bare = before.rstrip("([")
    if bare == before or not note[0].rstrip().endswith((")", "]")):
        between = text[len(before) : note.start()]
        sized, kinds = bool(_SIZES.search(note[0])), bool(_KINDS.search(note[0]))
        apart = between.strip() not in ("", "-") or (between != between.lstrip() and between.strip() == "-")
        if not kinds or not (sized or (apart and not _PROGRAMS.search(note[0]))):
            return text
    return bare.rstrip(_BETWEEN)


def prepare(html: str) -> html_tree.Document:
    """The tree of a page without the elements that no reader sees."""
    tree = html_tree.parse(html)
    tree.strip_tags(_UNSEEN)
    permalinks = filter(html_tree.stands_in_heading, tree.css(html_tree.LINKS_TO_PARTS))
    html_tree.drop_permalinks(permalinks, html)
    nodes = tree.css(_SCREEN_READER)
    if not nodes:
        return tree
    outline, hidden = Outline(tree, ""), {node.mem_id for node in nodes}
    around = Nearest(lambda node: node.mem_id in hidden)
    letters: dict[int, int] = {}  # of each parent, the number that is left
    for node in [n for n in nodes if around.of(n.parent) is None]:  # those in them go with them
        parent, own = node.parent, outline.letters(node)
        whole = outline.letters(parent) if parent is not None else None
        if parent is None or own is None or whole is None:
            continue
        left = letters.get(parent.mem_id, whole)
        if left > own:
            letters[parent.mem_id] = left - own
            node.decompose()
    return tree


def outline_of(page: Page) -> Outline:
    """The outline of a page without the elements that no reader sees."""
    return Outline(prepare(charset.decode(page.body, page.headers.get("content-type"))), page.url)


def gather(outline: Outline, url: str) -> list[Link]:
    """Every link that may lead to a post of the site, in the order of the page."""
    return links_to(outline, lambda target: not url_filter.never(target, url))


def links_to(outline: Outline, wanted: Callable[[str], bool]) -> list[Link]:
    """The links of the page whose address is wanted, in its order."""
    links = [
        Link(node, target, text_of(outline, node), is_heading(outline, node), order)
        for order, (node, target) in enumerate(outline.links)
        if wanted(target)
    ]
    shaped = [(link, _shape(link)) for link in links]
    pages: dict[str, set[str]] = defaultdict(set)
    for link, shape in shaped:
        if not link.heading:
            pages[shape].add(link.key)
    return [
        replace(link, button="#" not in shape, numbered="#" in shape)
        if shape and not link.heading and len(pages[shape]) >= _REPEATED
        else link
        for link, shape in shaped
    ]


def _shape(link: Link) -> str:
    """The text of a link without its numbers."""
    text = _without_note(link.text) if link.document else link.text
    return _DIGITS.sub("#", folded(text))


def text_of(outline: Outline, link: html_tree.Node) -> str:
    """The text of a link as one line; of a very long one only the beginning."""
    text = outline.text(link, _LONGEST)
    return text if text is not None else " ".join(beginning(link, _LONGEST))


def beginning(node: html_tree.Node, letters: int) -> Iterator[str]:
    """The first texts of an element, up to about this number of letters."""
    for text in pieces(node):
        yield text[:letters]
        letters -= len(text)
        if letters <= 0:
            return


def is_heading(outline: Outline, node: html_tree.Node) -> bool:
    """True for a link in a heading, for one that contains a heading, and for one that has the class of a title."""
    if any(a.tag in HEADINGS for a in ancestors(node, 4)):
        return True
    return any(d.tag in HEADINGS for d in descendants(node)) or bool(TITLE_CLASS.search(outline.names(node)))


def ancestors(node: html_tree.Node, limit: int | None = None) -> Iterator[html_tree.Node]:
    """The elements above a node, nearest first, at most `limit`."""
    return islice(_above(node), limit)


def _above(node: html_tree.Node) -> Iterator[html_tree.Node]:
    parent = node.parent
    while parent is not None and parent.tag != "-document":
        yield parent
        parent = parent.parent


def descendants(node: html_tree.Node) -> Iterator[html_tree.Node]:
    """The elements below a node, in document order; however deep they lie."""
    waiting = list(node.iter())[::-1]
    while waiting:
        child = waiting.pop()
        yield child
        waiting += list(child.iter())[::-1]


def pieces(node: html_tree.Node) -> Iterator[str]:
    """The texts of a node, one for each text node, of a very long one only the beginning."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.tag_id == html_tree.TEXT:
            text = tidy((one.text_content or "")[:_LONGEST_PIECE])
            if text:
                yield text
        else:
            waiting += list(one.iter(include_text=True))[::-1]
