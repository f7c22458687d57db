"""A page of an index → the address of the next, older one.

A pager may have any words in any language, or none. So its addresses count first: those that differ from the address
of the page by a number only, and agree with the numbers that their links show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import gcd
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from clusterwatch import html_tree, urls
from clusterwatch.dates.url import YEARS
from clusterwatch.discovery.listing.links import ancestors
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.listing.page_addresses import (
    WORD_AND_NUMBER,
    Slot,
    bare,
    differs_in_query,
    is_before,
    is_paged,
    leads_back,
    number_of,
    numbers_of_files,
    own_value,
    slot_of,
    without_file,
)
from clusterwatch.discovery.listing.url_filter import PAGE_PARAMETER
from clusterwatch.text import tidy
from clusterwatch.vocab import class_pattern, folded, only_words, phrases

# The double ones may mean the last page.
_NEXT_MARKS = ("›", "→", ">", "❯", "▶", "►", "⟩", "〉", "⇒", "»", ">>")
_PREVIOUS_MARKS = ("‹", "←", "«", "<", "❮", "◀", "◄", "⟨", "〈")
_PAGER = re.compile(class_pattern("pager"), re.I)
_NEXT_CLASS = re.compile(class_pattern("next_link"), re.I)
_NOT_NEXT = re.compile(class_pattern("other_link"), re.I)
_CURRENT = ".current,.active,.selected,.is-active,[aria-current],.pager-current,.page-current,.on"
_WORD = phrases("page_numbers").pattern
_LABEL = re.compile(rf"(?:(?:{_WORD}|{phrases('page_words').pattern})\s)?\[?(\d{{1,5}})\]?")
_POSTS = re.compile(r"(\d{1,5})\s?[-–]\s?(\d{1,5})")
_OF = re.compile(rf"(?<!/)(?<!/\s)\b\d{{1,4}}\s*(?:/|{phrases('page_counts').pattern})\s*\d{{1,4}}\b(?!\s?/)")

_OLDER = re.compile(rf"(?<!\w){phrases('older').pattern}(?!\w)")
_MORE_CLASS = re.compile(class_pattern("more_button"), re.I)
_NEXT_ICON = re.compile(class_pattern("next_icon"), re.I)
# Words of attributes with the address of more posts: `data-next-url`, `data-href`.
_OF_ADDRESS = frozenset({"url", "href", "next", "more", "link", "path", "src"})
_ADDRESS = re.compile(r"(?:https?://|\.?\.?/|\?)[^\s'\"<>]+|[\w.-]+(?:/[\w.-]*)*\?[^\s'\"<>]+")
_WRITTEN_ADDRESS = re.compile(r"['\"]((?:https?://|/|\?)[^\s'\"<>]+)['\"]")
_CONTROLS = (
    "button,[class*=more],[class*=next],[class*=load],[class*=pag],[id*=more],[hx-get],[data-next],[data-url]"
)
_DIGITS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")

_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)/", re.I)

_LONGEST = 60  # letters of a link to another page
_LONGEST_CURRENT = 20  # of an element with the number of the page itself
_LONGEST_COUNT = 80  # of an element that says `Page 2 of 9`
_REACH = 5  # boxes between a link and its pager
_MOST_ELEMENTS = 20_000  # inspected in pagers
_MOST_CONTROLS = 500  # of one kind
_WORDS = 5  # of a link that says `Show older news`


@dataclass(frozen=True, slots=True)
class NextPage:
    """The address of the next page; `guessed` when the page only shows that there is one, not where.

    `other` is the numbered file on the other side: some sites call the newer page the next one.
    """

    url: str
    guessed: bool = False
    other: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """A link to another page: `number` is the number that its text is, as in `2`, `[2]` or `Page 2`."""

    url: str
    text: str
    names: str
    node: html_tree.Node
    number: int | None


def next_page(outline: Outline, url: str, selector: str | None = None) -> NextPage | None:
    """The page after the one at `url`: by `selector` alone where there is one, else by all signs of a pager."""
    tree = outline.tree
    base = outline.base
    if selector is not None:
        return _selected(tree, base, url, selector)
    pagers = _Pagers(outline)
    named = [
        target
        for n in tree.css("a[rel~=next],link[rel~=next]")
        if (target := _target(n, base, url)) and not leads_back(target, url)
    ]
    for target in named:
        if is_paged(target, url):
            return NextPage(target, other=_other_side(outline, target, url))
    steps = _with_numbers(_steps(outline, url))
    links = [s for s in steps if s.node.tag == "a" and not leads_back(s.url, url)]
    within = [s for s in links if pagers.have(s.node) or is_paged(s.url, url)]
    found = (
        _numbered(steps, outline, url, pagers)
        or _named(within, links, url)
        or _successor(links, url)
        or _by_address(links, url)
        or _beside(links, url)
        or _control(outline, base, url)
        or next((target for target in named if re.search(r"\d", target.removeprefix(url))), None)
    )
    if found or any(is_paged(s.url, url) for s in within):
        return NextPage(found, other=_other_side(outline, found, url)) if found else None
    return _guess(outline, url)


def last_number(outline: Outline, url: str) -> int | None:
    """The highest number of a page that a pager links to; None where there is none."""
    series, numbers = _numbers(_with_numbers(_steps(outline, url)), url, _Pagers(outline))
    return None if series.offset else max(numbers, default=None)


def scripted_number(outline: Outline) -> int | None:
    """The highest of the numbers 2, 3 and so on whose links are scripts; None where there are none."""
    nodes = outline.tree.css("a[href^='javascript:']")[:_MOST_CONTROLS]
    texts = {outline.text(node, _LONGEST, "") for node in nodes}
    number = 1
    while str(number + 1) in texts:
        number += 1
    return number if number > 1 else None


def _is_more(node: html_tree.Node, names: str) -> bool:
    """True for a button whose class is a word for more. The class of a link is that of `Read more` too."""
    return not node.attributes.get("href") and bool(_MORE_CLASS.search(names))


def more_and_pager(outline: Outline) -> tuple[bool, bool]:
    """Whether a page shows something for the next page or for more posts, and whether it has a pager at all.

    The pager may be empty, and the address of the next page need not be readable.
    """
    marks = _marks(outline)
    buttons = outline.tree.css("button,[role=button]")[:_MOST_CONTROLS]
    more = _show_next(outline, marks) or any(
        says_next(outline.text(node, _LONGEST, "") or "") or _is_more(node, outline.names(node))
        for node in buttons
    )
    return more, bool(marks)


def _marks(outline: Outline) -> list[html_tree.Node]:
    """The elements of the main part that are named as a pager or show the numbers of one."""
    elements = outline.tree.css("button,a,nav,ul,div")
    return [
        n
        for n in elements
        if (_PAGER.search(outline.names(n)) or _numbers_without_links(outline, n)) and not _elsewhere(n)
    ]


def _numbers_without_links(outline: Outline, node: html_tree.Node) -> bool:
    """True for `1 2 3 Next`, each in an element of its own, none of them a link: a script turns the pages."""
    if outline.text(node, _LONGEST) is None or node.css_first("a[href]") is not None:
        return False
    parts = {outline.text(child, _LONGEST) or "" for child in node.iter()}
    return parts.issuperset(("1", "2")) and any(says_next(part) or part in _NEXT_MARKS for part in parts)


def _steps(outline: Outline, url: str) -> Iterator[_Step]:
    """The links of a page within its site, and what acts as a link: choices, buttons of a form, scripts of a link."""
    here = urls.canonical(url)
    acting = [
        (node, urls.absolute(outline.base, node.attributes.get("value") or ""))
        for node in outline.tree.css("select option[value]")[:_MOST_CONTROLS]
        if _ADDRESS.fullmatch(node.attributes.get("value") or "")
    ]
    acting += [
        (node, target)
        for node in outline.tree.css("form button[name][value]")[:_MOST_CONTROLS]
        if (target := _submitted(node, outline.base))
    ]
    acting += [
        (node, urls.absolute(outline.base, written[1].replace("\\u0026", "&")))
        for node in outline.tree.css("a[onclick]")[:_MOST_CONTROLS]
        if not _leads(node.attributes.get("href") or "")
        and (written := _WRITTEN_ADDRESS.search(node.attributes.get("onclick") or ""))
    ]
    for node, target in (*outline.links, *acting):
        if (
            target
            and target != here
            and urls.same_site(target, url)
            and (step := _step(outline, node, target))
        ):
            yield step


def _leads(href: str) -> bool:
    """True for the address of another page; False for `#` and for a script."""
    return bool(href) and not href.startswith(("#", "javascript:"))


def _submitted(button: html_tree.Node, base: str) -> str | None:
    """The address that a button with a number requests, if its form has no other fields."""
    form = next(a for a in ancestors(button) if a.tag == "form")
    name, value = button.attributes.get("name") or "", button.attributes.get("value") or ""
    if not value.isdigit() or (form.attributes.get("method") or "get").lower() != "get":
        return None
    action = urls.absolute(base, form.attributes.get("action") or "") or base
    return f"{action.split('?')[0]}?{urlencode({name: value})}"


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
    text = text or tidy(attributes.get("aria-label") or attributes.get("title") or _alternative(node))
    above = node.parent
    parent = outline.names(above) if above is not None and above.tag in {"li", "span", "div"} else ""
    icons = "".join(f" {outline.names(n)}" for n in node.css("i,span,em,b,img"))
    names = f"{outline.names(node)} {parent} {attributes.get('rel') or ''}{icons}"
    number = _LABEL.fullmatch(_label(text))
    return _Step(target, text, names, node, int(number[1]) if number else None)


def _label(text: str) -> str:
    return folded(text).strip(" .…-–")


def _with_numbers(steps: Iterable[_Step]) -> list[_Step]:
    """The links with the numbers of their pages: `8-14` has that of the second page, and a year has none."""
    return _without_years(_with_ranges(list(steps)))


def _without_years(steps: Sequence[_Step]) -> list[_Step]:
    """The links, without each number that is a year: all addresses that differ in this place alone have years there."""
    if not any(step.number in YEARS for step in steps):
        return list(steps)
    places: dict[str, set[int]] = {}
    for url in {step.url for step in steps}:
        for number in _DIGITS.finditer(url):
            places.setdefault(_place(url, number), set()).add(int(number[0]))

    def is_year(step: _Step) -> bool:
        return number_of(step.url) != step.number and any(
            int(number[0]) == step.number and places[_place(step.url, number)].issubset(YEARS)
            for number in _DIGITS.finditer(step.url)
        )

    return [replace(step, number=None) if is_year(step) else step for step in steps]


def _place(url: str, number: re.Match[str]) -> str:
    """The address without one of its numbers."""
    return f"{url[: number.start()]}#{url[number.end() :]}"


def _with_ranges(steps: Sequence[_Step]) -> list[_Step]:
    """The links, of which those to ranges of posts have the number of the page.

    The first range begins with 1, and the last may have fewer posts.
    """
    ranges = {step.url: posts for step in steps if (posts := _range(step))}
    if not ranges:
        return list(steps)
    size = max(last - first + 1 for first, last in ranges.values())
    lowest, _ = min(ranges.values())
    # The range of the page itself may be no link: then the lowest of the others begins after its posts.
    if lowest not in {1, size + 1}:
        return list(steps)
    numbers = {url: (first - 1) // size + 1 for url, (first, _) in ranges.items() if first % size == 1 % size}
    return [replace(step, number=numbers[step.url]) if step.url in numbers else step for step in steps]


def _range(step: _Step) -> tuple[int, int] | None:
    """The first and the last number of a link that says `8-14`."""
    posts = _POSTS.fullmatch(_label(step.text))
    if posts is None:
        return None
    first, last = int(posts[1]), int(posts[2])
    return (first, last) if first <= last else None


def _alternative(node: html_tree.Node) -> str:
    image = node.css_first("img[alt]")
    return (image.attributes.get("alt") or "")[:_LONGEST] if image is not None else ""


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
    text = outline.text(node, _LONGEST_COUNT) if node.tag in {"nav", "ul", "div", "p", "td"} else None
    return bool(_OF.search(folded(text or "")))


def _successor(steps: list[_Step], url: str) -> str | None:
    """The link to the file that is numbered after this one, as static sites do: `news.html` → `news2.html`.

    The first file has no number, the second has 2 or 1. The text of the link must be a number, an arrow or a word for
    next, because posts may be numbered as well. Some sites call the older page the previous one.
    """
    found: dict[int, str] = {}
    current: int | None = None
    for step in steps:
        own, number = numbers_of_files(step.url, url)
        named = says_next(step.text) or _says_previous(step.text) or not re.search(r"[^\W\d]", step.text)
        if number and named:
            current = own or None
            found.setdefault(number, step.url)
    return _after(found, current)


def _after(targets: Mapping[int, str], own: int | None) -> str | None:
    """The page after the one with this number. Where the first page has none, the second has 2, or 1."""
    wanted = (2, 1) if own is None else (own + 1,)
    return next((targets[number] for number in wanted if number in targets), None)


def _other_side(outline: Outline, found: str, url: str) -> str | None:
    """The file that is numbered after this one, where `found` is the one before it."""
    own, number = numbers_of_files(found, url)
    if number != own - 1:
        return None
    return next((t for _, t in outline.links if numbers_of_files(t, url) == (own, own + 1)), None)


def _beside(steps: Sequence[_Step], url: str) -> str | None:
    """The one link to `/older/2` or `?sheet=2` beside the page at `/news`, or from there to the page after it.

    Where more numbers follow the same word, they may be those of posts. A year is no number of a page.
    """
    path = urlsplit(url).path
    own = WORD_AND_NUMBER.fullmatch(path)
    numbers: dict[str, dict[int, str]] = {}
    for step in steps:
        slot = slot_of(step.url, url)
        if slot is not None and slot.name != "/":
            numbers.setdefault(f"?{slot.name}", {})[slot.value] = step.url
        elif (found := WORD_AND_NUMBER.fullmatch(urlsplit(step.url).path)) and (
            found[1] == own[1] if own else found[1].rpartition("/")[0] == without_file(path)
        ):
            numbers.setdefault(found[1], {})[int(found[2])] = step.url
    for place, targets in numbers.items():
        now = (own_value(place[1:], url) or 1) if place.startswith("?") else int(own[2]) if own else 1
        if now + 1 in targets and {now - 1, now, now + 1}.difference(YEARS).issuperset(targets):
            return targets[now + 1]
    return None


def _numbered(steps: Sequence[_Step], outline: Outline, url: str, pagers: _Pagers) -> str | None:
    """The link whose text is the number after the current one, or the next offset."""
    series, numbers = _numbers(steps, url, pagers)
    if series.offset:
        return numbers.get((series.own or 0) + series.offset)
    current = _current(outline, pagers) or series.current or number_of(url) or _left_out(numbers) or 1
    return numbers.get(current + 1)


def _numbers(steps: Sequence[_Step], url: str, pagers: _Pagers) -> tuple[_Series, dict[int, str]]:
    """The addresses of the links of pagers whose text is a number, and the series that most of them are."""
    numbered = [(s.number, slot_of(s.url, url), s) for s in steps if s.number is not None]
    series = _Series([(number, slot) for number, slot, _ in numbered if slot], url)
    within: dict[int, str] = {}
    for number, slot, step in numbered:
        if pagers.have(step.node) or is_paged(step.url, url) or series.has(number, slot):
            within.setdefault(number, step.url)
    return series, within


class _Series:
    """The addresses of a pager that agree with the numbers of its links.

    They name the page (2 → 2), the page from nought (2 → 1) or the first post on it (2 → 10). Some pagers show the
    number of the first post itself (10 → 10): then `offset` is the number of posts on a page, else 0. `own` is what
    the address of the page at `url` has in this place.
    """

    def __init__(self, pairs: Sequence[tuple[int, Slot]], url: str) -> None:
        by_name: dict[str, list[tuple[int, int]]] = {}
        for number, slot in pairs:
            by_name.setdefault(slot.name, []).append((number, slot.value))
        self._name = max(by_name, key=lambda name: len(by_name[name]), default="")
        of_name = by_name.get(self._name, [])
        self.own = own_value(self._name, url) if self._name else None
        same = [n for n, v in of_name if n == v]
        step = gcd(self.own or 0, *same)
        counts_posts = len(same) == len(of_name) and not PAGE_PARAMETER.search(f"{self._name}=1")
        self.offset = step if step > 1 and counts_posts else 0
        # The first number of each address for one page more, and 0 where the address has the number of the page.
        sizes = [0] * len(same) + [v // (n - 1) for n, v in of_name if n - 1 and v and v % (n - 1) == 0]
        counted = Counter(sizes)
        size = max(counted, key=counted.__getitem__, default=0)
        self._agreeing = {n for n, v in of_name if v == ((n - 1) * size if size else n)}
        # More than half must agree. A number at the end of a path may be of anything, so one alone says nothing.
        self._sure = len(self._agreeing) > (len(of_name) // 2 or self._name == "/")
        self.current: int | None = None
        if self._sure and self.own is not None:
            self.current = self.own // size + 1 if size else self.own

    def has(self, number: int, slot: Slot | None) -> bool:
        """True for a link of the series."""
        return self._sure and slot is not None and slot.name == self._name and number in self._agreeing


def _left_out(numbers: Iterable[int]) -> int | None:
    """The one number between others that is no link: the current page."""
    have = set(numbers)
    gaps = [n + 1 for n in have if n + 1 not in have and n + 2 in have]
    return gaps.pop() if len(gaps) == 1 else None


def _current(outline: Outline, pagers: _Pagers) -> int | None:
    """The number that a pager marks as the current one."""
    for node in outline.tree.css(f"{_CURRENT},strong,b,span"):
        number = re.search(r"(?:^|\s)(\d{1,4})$", outline.text(node, _LONGEST_CURRENT, "") or "")
        if number and pagers.have(node) and (node.tag not in {"strong", "b", "span"} or not _links(node)):
            return int(number[1])
    return None


def _links(node: html_tree.Node) -> bool:
    return node.css_first("a[href]") is not None or any(a.tag == "a" for a in ancestors(node, _REACH))


def _named(pagers: list[_Step], steps: list[_Step], url: str) -> str | None:
    """The link to the next page by a word for next, by its class, by an arrow or by an icon."""
    now = number_of(url)

    def forward(step: _Step) -> bool:
        number = number_of(step.url)
        if _NOT_NEXT.search(step.names) or is_before(step.url, url):
            return False
        return now is None or number is None or number >= now

    inside, everywhere = [s for s in pagers if forward(s)], [s for s in steps if forward(s)]
    signs: tuple[tuple[list[_Step], Callable[[_Step], object]], ...] = (
        (inside, lambda s: says_next(s.text)),
        (everywhere, lambda s: says_next(s.text) and (is_paged(s.url, url) or _NEXT_CLASS.search(s.names))),
        (everywhere, lambda s: says_next(s.text) and differs_in_query(s.url, url)),
        (inside, lambda s: _NEXT_CLASS.search(s.names) and not _says_previous(s.text)),
        *((inside, partial(_shows, mark)) for mark in _NEXT_MARKS),
        (everywhere, lambda s: _NEXT_ICON.search(s.names) and is_paged(s.url, url)),
    )
    return next((s.url for among, sign in signs for s in among if sign(s)), None)


def _shows(mark: str, step: _Step) -> bool:
    """True when the text of a link is this arrow, or several of it."""
    return set(step.text) == set(mark)


def _by_address(steps: Sequence[_Step], url: str) -> str | None:
    """The link whose address names the page after this one, whatever its text is."""
    numbers: dict[int, str] = {}
    for step in steps:
        number = number_of(step.url)
        if number is not None and is_paged(step.url, url) and step.number != 1:
            numbers.setdefault(number, step.url)
    return _after(numbers, number_of(url))


def _has_address(key: str) -> bool:
    """Return whether an attribute of this name may hold the address of more posts."""
    first, *words = key.split("-")
    return key in ("hx-get", "up-href") or (first == "data" and not _OF_ADDRESS.isdisjoint(words))


def _control(outline: Outline, base: str, url: str) -> str | None:
    """The address in an attribute of a button for more posts."""
    for node in outline.tree.css(_CONTROLS)[:_MOST_CONTROLS]:
        names, text = outline.names(node), outline.text(node, _LONGEST) or ""
        if _elsewhere(node) or _NOT_NEXT.search(names):
            continue
        more = bool(
            _PAGER.search(names) or _NEXT_CLASS.search(names) or says_next(text) or _is_more(node, names)
        )
        for key, value in node.attributes.items():
            if not value or not (_has_address(key) or (key == "onclick" and more)):
                continue
            written = _WRITTEN_ADDRESS.search(value) if key == "onclick" else _ADDRESS.fullmatch(value)
            target = urls.absolute(base, written[written.lastindex or 0]) if written else None
            if not target or not urls.same_site(target, url) or target == urls.canonical(url):
                continue
            if more or re.search(r"next|more", key) or is_paged(target, url):
                return target
    return None


def says_next(text: str) -> bool:
    """True for the text of a link to the next page or to older posts, in any of the languages."""
    bare = only_words(text)
    return bare in phrases("next_page") or (len(bare.split()) <= _WORDS and bool(_OLDER.search(bare)))


def _says_previous(text: str) -> bool:
    return any(mark in text for mark in _PREVIOUS_MARKS) and not says_next(text)


def _guess(outline: Outline, url: str) -> NextPage | None:
    """Where a page shows a pager that works by script only, the address that its system would use."""
    tree = outline.tree
    if not _show_next(outline, _marks(outline)):
        return None
    number = (number_of(url) or 1) + 1
    parts = urlsplit(url)
    wordpress = bool(_WORDPRESS.search((tree.html or "")[:50_000]))
    if wordpress and not parts.query:
        path = f"{bare(url).rstrip('/')}/page/{number}/"
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
        if re.search(r"load-?more", outline.names(node), re.I) or says_next(
            outline.text(node, _LONGEST, "") or ""
        ):
            return True
        inside = node.css("button,span,li,a,div")[:left] if left else []
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
        if text == "2" or says_next(text):
            return not inner.attributes.get("disabled")
    return False


def _elsewhere(node: html_tree.Node) -> bool:
    return any(a.tag in {"aside", "footer", "header"} for a in ancestors(node, 6))
