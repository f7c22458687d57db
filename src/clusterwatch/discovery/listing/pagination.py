"""A page of an index → the address of the next, older one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing.links import ancestors
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.text import tidy
from clusterwatch.vocab import class_pattern, folded, phrases

# The double ones may mean the last page.
_NEXT_MARKS = (
    "›",
    "→",
    ">",
    "❯",
    "▶",
    "►",
    "⟩",
    "〉",
    "⇒",
    "»",
    ">>",
)
_PREVIOUS_MARKS = ("‹", "←", "«", "<", "❮", "◀", "◄", "⟨", "〈")
_PAGER = re.compile(class_pattern("pager"), re.I)
_NEXT_CLASS = re.compile(class_pattern("next_link"), re.I)
_NOT_NEXT = re.compile(class_pattern("other_link"), re.I)
_CURRENT = ".current,.active,.selected,.is-active,[aria-current],.pager-current,.page-current,.on"
_WORD = phrases("page_numbers").pattern
_PARAMETER = re.compile(
    rf"(?:^|[?&])(?:\w+%5B|\w+\[)?(?:current_?page|paged|pg?|pageno|page_no|pagenum|{_WORD})(?:%5D|\])?=(\d{{1,9}})(?!\d)",
    re.I,
)
_PATH = re.compile(rf"/(?:p|{_WORD})[/-]?(\d{{1,9}})/?$", re.I)
_FILE = re.compile(r"(.*?)[-_]?(\d{0,4})(\.\w{2,5}|)")
_OF = re.compile(rf"\b\d{{1,4}}\s*(?:/|{phrases('page_counts').pattern})\s*\d{{1,4}}\b")

_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)/", re.I)

_LONGEST = 60  # letters of a link to another page
_REACH = 5  # boxes between a link and its pager
_MOST_ELEMENTS = 20_000  # inspected in pagers


@dataclass(frozen=True, slots=True)
class NextPage:
    """The address of the next page; `guessed` when the page only shows that there is one, not where."""

    url: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    url: str
    text: str
    names: str
    node: html_tree.Node


def next_page(outline: Outline, url: str, selector: str | None = None) -> NextPage | None:
    """The page after the one at `url`: by `selector` alone where there is one, else by all signs of a pager."""
    tree = outline.tree
    base = outline.base
    if selector is not None:
        return _selected(tree, base, url, selector)
    pagers = _Pagers(outline)
    for node in tree.css("a[rel~=next],link[rel~=next]"):
        target = _target(node, base, url)
        if target and (node.tag == "link" or _paged(target, url) or pagers.have(node)):
            return NextPage(target)
    here = urls.canonical(url)
    of_site = [(n, t) for n, t in outline.links if t != here and urls.same_site(t, url)]
    steps = [s for node, target in of_site if (s := _step(outline, node, target))]
    within = [s for s in steps if pagers.have(s.node) or (s.text.isdigit() and _paged(s.url, url))]
    found = _numbered(within, outline, url, pagers) or _named(within, steps, url) or _successor(steps, url)
    if found or any(_paged(s.url, url) for s in within):
        return NextPage(found) if found else None
    return _guess(outline, url)


def _selected(tree: html_tree.Document, base: str, url: str, selector: str) -> NextPage | None:
    for node in tree.css(selector):
        inner = node if node.attributes.get("href") else node.css_first("a[href]")
        target = _target(inner, base, url) if inner else None
        if target:
            return NextPage(target)
    return None


def _target(node: html_tree.Node, base: str, url: str) -> str | None:
    target = urls.absolute(base, node.attributes.get("href") or "")
    return target if target and urls.same_site(target, url) and target != urls.canonical(url) else None


def _step(outline: Outline, node: html_tree.Node, target: str) -> _Step | None:
    text = outline.text(node, _LONGEST)
    if text is None or len(text) > _LONGEST:
        return None
    attributes = node.attributes
    text = text or tidy(attributes.get("aria-label") or attributes.get("title") or "")
    above = node.parent
    parent = outline.names(above) if above is not None and above.tag in {"li", "span", "div"} else ""
    return _Step(target, text, f"{outline.names(node)} {parent} {attributes.get('rel') or ''}", node)


class _Pagers:
    """The elements of one page that are pagers. The result for each element is kept."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._known: dict[int, bool] = {}

    def have(self, node: html_tree.Node) -> bool:
        """True when `node` lies in a pager."""
        for parent in ancestors(node, _REACH):
            if parent.tag in {"body", "main", "html"}:
                return False
            if parent.mem_id not in self._known:
                self._known[parent.mem_id] = _is_pager(self._outline, parent)
            if self._known[parent.mem_id]:
                return True
        return False


def _is_pager(outline: Outline, node: html_tree.Node) -> bool:
    names = (
        f"{outline.names(node)} {node.attributes.get('aria-label') or ''} {node.attributes.get('role') or ''}"
    )
    return bool(_PAGER.search(names)) or _counts(outline, node)


def _counts(outline: Outline, node: html_tree.Node) -> bool:
    """True for a short element with a text such as `Page 2 of 9`."""
    text = (outline.text(node, 80) if node.tag in {"nav", "ul", "div", "p", "td"} else None) or ""
    return len(text) <= 80 and bool(_OF.search(folded(text)))


def _paged(target: str, url: str) -> bool:
    """True when two addresses differ by a number of pages or posts only."""
    one, other = urlsplit(target), urlsplit(url)
    if number_of(target) is not None and _bare(target).startswith(_bare(url).rstrip("/")):
        return True
    offsets = {"start", "limitstart", "offset", "from", "skip", "b_start:int", "debut_articles"}
    named = {n for n, v in parse_qsl(one.query) if v.isdigit() and (n in offsets or n.startswith("debut"))}
    return bool(named) and one.path.rstrip("/") == other.path.rstrip("/")


def _successor(steps: list[_Step], url: str) -> str | None:
    """The link to the file that is numbered after this one, as static sites do: `news.html` → `news2.html`.

    The text of the link must be a number, an arrow or a word for next, because posts may be numbered as well.
    """
    path = urlsplit(url).path
    here = _FILE.fullmatch(f"{path}index.html" if path.endswith("/") else path)
    if here is None:
        return None
    stem, number, ending = here.groups()
    after = str(int(number or 1) + 1)
    for step in steps:
        target = urlsplit(step.url).path
        written = re.fullmatch(re.escape(stem) + r"[-_]?(\d{1,4})" + re.escape(ending), target)
        if (
            written
            and written[1] == after
            and (_says_next(step.text) or not re.search(r"[^\W\d]", step.text))
        ):
            return step.url
    return None


def _bare(url: str) -> str:
    return _PATH.sub("", urlsplit(url).path).rstrip("/") or "/"


def number_of(url: str) -> int | None:
    """The number of the page that an address names, or None."""
    found = _PATH.search(urlsplit(url).path) or _PARAMETER.search(urlsplit(url).query)
    return int(found[1]) if found else None


def _numbered(within: Iterable[_Step], outline: Outline, url: str, pagers: _Pagers) -> str | None:
    """The link whose text is the number after the current one."""
    numbers = {int(s.text): s.url for s in reversed(list(within)) if re.fullmatch(r"\d{1,4}", s.text)}
    return numbers.get((_current(outline, pagers) or number_of(url) or 1) + 1) if numbers else None


def _current(outline: Outline, pagers: _Pagers) -> int | None:
    """The number that a pager marks as the current one."""
    for node in outline.tree.css(f"{_CURRENT},strong,b,span"):
        text = outline.text(node, 20, "") or ""
        number = re.search(r"(?:^|\s)(\d{1,4})$", text) if len(text) <= 20 else None
        if number and pagers.have(node) and (node.tag not in {"strong", "b", "span"} or not _links(node)):
            return int(number[1])
    return None


def _links(node: html_tree.Node) -> bool:
    return node.css_first("a[href]") is not None or any(a.tag == "a" for a in ancestors(node, _REACH))


def _named(pagers: list[_Step], steps: list[_Step], url: str) -> str | None:
    """The link to the next page by a word for next, by its class or by an arrow."""
    now = number_of(url)

    def forward(step: _Step) -> bool:
        number = number_of(step.url)
        return not _NOT_NEXT.search(step.names) and (now is None or number is None or number >= now)

    for step in pagers:
        if forward(step) and _says_next(step.text):
            return step.url
    for step in steps:
        if (
            forward(step)
            and _says_next(step.text)
            and (_paged(step.url, url) or _NEXT_CLASS.search(step.names))
        ):
            return step.url
    for step in pagers:
        if forward(step) and _NEXT_CLASS.search(step.names) and not _says_previous(step.text):
            return step.url
    for mark in _NEXT_MARKS:
        for step in pagers:
            if forward(step) and step.text.strip() == mark:
                return step.url
    return None


def _says_next(text: str) -> bool:
    return " ".join(re.sub(r"[^\w\s'-]", " ", folded(text)).split()) in phrases("next_page")


def _says_previous(text: str) -> bool:
    return any(mark in text for mark in _PREVIOUS_MARKS) and not _says_next(text)


def _guess(outline: Outline, url: str) -> NextPage | None:
    """Where a page shows a pager that works by script only, the address that its system would use."""
    tree = outline.tree
    elements = tree.css("button,a,nav,ul,div")
    marks = [n for n in elements if _PAGER.search(outline.names(n)) and not _elsewhere(n)]
    if not _show_next(outline, marks):
        return None
    number = (number_of(url) or 1) + 1
    parts = urlsplit(url)
    wordpress = bool(_WORDPRESS.search((tree.html or "")[:50_000]))
    if wordpress and not parts.query:
        path = f"{_bare(url).rstrip('/')}/page/{number}/"
        return NextPage(urlunsplit((parts.scheme, parts.netloc, path, "", "")), guessed=True)
    name = "paged" if wordpress else "page"
    query = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != name]
    return NextPage(
        urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*query, (name, str(number))]), "")),
        guessed=True,
    )


def _show_next(outline: Outline, marks: Iterable[html_tree.Node]) -> bool:
    """True when one of these elements is or contains a control for the next page. They may be nested."""
    left = _MOST_ELEMENTS
    for node in marks:
        if re.search(r"load-?more", outline.names(node), re.I) or _says_next(
            outline.text(node, _LONGEST, "") or ""
        ):
            return True
        inside = node.css("button,span,li,a")[:left] if left else []
        left -= len(inside)
        if _has_next(outline, inside):
            return True
    return False


def _has_next(outline: Outline, inside: Iterable[html_tree.Node]) -> bool:
    """True when the elements of a pager are the number 2 or something for the next page, without an address."""
    for inner in inside:
        if inner.attributes.get("href") or inner.css_first("a[href]"):
            continue
        text = outline.text(inner, _LONGEST, "") or ""
        if text == "2" or _says_next(text):
            return not inner.attributes.get("disabled")
    return False


def _elsewhere(node: html_tree.Node) -> bool:
    return any(a.tag in {"aside", "footer", "header"} for a in ancestors(node, 6))
