"""A listing page → the items of its posts, found without selectors.

Every list that the page may hold gets a score from its items and from its place on the page; the best one is taken.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import mean
from urllib.parse import urlsplit

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import list_context, url_filter
from clusterwatch.discovery.listing.links import TOPS, Alone, Link, ancestors, gather, links_to
from clusterwatch.discovery.listing.list_candidates import (
    ListCandidate,
    directory_of_list,
    list_candidates,
)
from clusterwatch.discovery.listing.list_item import ListItem, is_date
from clusterwatch.discovery.listing.outline import Nearest, Outline
from clusterwatch.text import fold
from clusterwatch.vocab import folded, phrases, slugs

_ENOUGH = 0.55  # the lowest average score of items that can be posts
_COPY = re.compile(r"-\d{1,2}(?=(?:\.\w{1,5})?/?$)")  # the end of the address of a copy
_MOST = 2 / 3  # the share of the items of a list that lie in one folder
_FEW = 3  # posts: fewer are no list of files or of another site
_SURE = 1.5  # a list with this score is taken without a second search


@dataclass(frozen=True, slots=True)
class DetectedList:
    """The items of a list of posts; `links` is how many links of the page were considered.

    Where the list that looks most like posts leads elsewhere, there are no items: `files` is how many of its posts are
    files, `elsewhere` how many are on another site, `host`. `file_rows` are the rows of a list of pages that lead to
    files alone.
    """

    items: tuple[ListItem, ...]
    links: int
    weight: float = 0.0
    files: int = 0
    elsewhere: int = 0
    host: str | None = None
    file_rows: tuple[ListItem, ...] = ()

    @property
    def sure(self) -> bool:
        """True when the list looks so much like posts that no other kind of list is looked for."""
        dated = sum(bool(item.date) for item in self.items) * 2 > len(self.items)
        return dated and self.weight >= _SURE


@dataclass(frozen=True, slots=True)
class ListMake:
    """How the list on the first of several pages is made.

    `places` are those of its links in the markup, `tops` those of the elements that are its items.
    """

    places: frozenset[str]
    tops: frozenset[str]
    addresses: tuple[str, ...]


def detect_list(
    outline: Outline, url: str, first: ListMake | None = None, *, files: bool = False
) -> DetectedList:
    """The list of posts on a page; without items where there is none.

    A later page shows the list of the `first` one, even if another list on it looks more like posts. With `files`,
    files may be posts.
    """
    everything = gather(outline, url)
    likely = _outside_bodies([k for k in everything if not url_filter.unlikely(k.url, url)])
    search = _Search(outline, url)
    found = search.best(likely)
    posts = [item.link.url for item in found.items]
    if also := url_filter.alike(posts, {k.url for k in everything} - {k.url for k in likely}, url):
        likely = sorted([*likely, *(k for k in everything if k.url in also)], key=lambda k: k.order)
        found = search.best(likely)
    if found.weight < _SURE and len(likely) < len(everything):
        found = max(found, search.best(everything), key=lambda one: one.weight)
    if first is not None:
        found = search.continued(found, everything, first)
    found = replace(found, links=len(everything))
    later = bool(found.items) and first is not None
    documents = _documents(outline, url)
    if not later and (found.weight < _SURE or not _in_main_part(found)):
        of_files = _Search(outline, url).best(documents) if len(documents) >= _FEW else DetectedList((), 0)
        if of_files.weight > found.weight and len(of_files.items) >= _FEW:
            if not files:
                return DetectedList((), found.links, files=len(of_files.items))
            pages = _rows_beside(of_files.items, likely, search.headings)
            return replace(of_files, items=_in_order((*of_files.items, *pages)), links=found.links)
    rows = _rows_beside(found.items, documents, search.headings) if found.items and documents else []
    if files:
        return replace(found, items=_in_order((*found.items, *rows)))
    return replace(found, file_rows=tuple(rows)) if found.items else _on_other_sites(outline, url, found)


def _in_main_part(found: DetectedList) -> bool:
    """True when a list lies in an element that says that it is the content of the page."""
    return bool(found.items) and any(a.tag in {"main", "article"} for a in ancestors(found.items[0].nodes[0]))


def _documents(outline: Outline, url: str) -> list[Link]:
    """The links to files that may be posts: those of the site, else of others.

    Of several forms of a text, PDF counts, and of several languages that of the page or the first.
    """
    links = links_to(outline, urls.is_document)
    own = [k for k in links if urls.same_site(k.url, url)]
    root = outline.tree.root
    language = ((root.attributes.get("lang") if root is not None else None) or "")[:2].lower()
    texts = _texts_of_rows([k for k in own or links if k.button])
    forms: dict[tuple[str, int], Link] = {}
    for link in sorted(own or links, key=lambda k: (*_rank_of_form(k.url, language), k.order)):
        forms.setdefault(texts.get(link.order) or (_name(link), 0), link)
    chosen = {link.url for link in forms.values()}
    return [k for k in own or links if k.url in chosen]


def _texts_of_rows(buttons: Sequence[Link]) -> dict[int, tuple[str, int]]:
    """The text that files in several languages are, such as `FR` and `EN` in each row, by the order of their links.

    These files are in one element, their names differ by codes of languages only, and their links have different words.
    """
    stems = [replace(k, url=url_filter.without_language(_name(k))[0]) for k in buttons]
    alone = Alone(stems, TOPS)
    rows: dict[tuple[str, int], list[Link]] = defaultdict(list)
    for link, stem in zip(buttons, stems, strict=True):
        row = alone.widest(link.node) or link.node
        rows[stem.url, row.mem_id].append(link)
    return {
        link.order: text
        for text, same in rows.items()
        if 1 < len({_name(one) for one in same}) <= len({folded(one.text) for one in same})
        for link in same
    }


def _name(link: Link) -> str:
    """The address of a file without its ending."""
    return link.url.rpartition(".")[0]


def _rank_of_form(url: str, language: str) -> tuple[bool, bool]:
    _, languages = url_filter.without_language(url.rpartition(".")[0])
    return bool(languages) and language not in languages, not url.lower().endswith(".pdf")


def _rows_beside(
    items: Sequence[ListItem], links: Sequence[Link], headings: list_context.SectionHeadings
) -> list[ListItem]:
    """The items of rows that have the make of those of a list, and one of other links: files beside pages."""
    outline = headings.outline
    best = ListCandidate(items[0].nodes[0], list(items))
    growing = _GrowingList(best, outline)
    button = sum(item.link.generic for item in items) * 2 > len(items)
    starts = [outline.span(link.node)[0] for link in links]
    out = []
    for row in _rows(best, headings):
        start, end = outline.span(row)
        inside = links[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside or growing.has(row) or not outline.again(row):
            continue
        link = next((k for k in inside if k.heading), inside[0])
        link = replace(link, button=link.button or (button and not link.heading))
        item = ListItem(outline, link, (row, *_beside(row, items, outline)), (link,))
        if item.title and (item.date or not growing.dated):
            out.append(item)
    return out


def _beside(row: html_tree.Node, items: Sequence[ListItem], outline: Outline) -> Sequence[html_tree.Node]:
    """The element before or after a row that belongs to it, where the items of the list have such an element."""
    pairs = [(outline.span(i.nodes[0])[0], outline.span(i.nodes[1])[0]) for i in items if len(i.nodes) > 1]
    if len(pairs) * 2 <= len(items):
        return ()
    before = sum(second < first for first, second in pairs) * 2 > len(pairs)
    node = row.prev if before else row.next
    while node is not None and (not node.is_element_node or outline.letters(node) == 0):
        node = node.prev if before else node.next
    return () if node is None else (node,)


def _in_order(items: Iterable[ListItem]) -> tuple[ListItem, ...]:
    return tuple(sorted(items, key=lambda item: item.link.order))


def _on_other_sites(outline: Outline, url: str, found: DetectedList) -> DetectedList:
    """The empty list, with the number of posts in a list of links to another site, if there is one."""
    links = links_to(outline, lambda target: not (urls.same_site(target, url) or urls.is_file(target)))
    if len(links) < _FEW:
        return found
    items = _Search(outline, url).best([k for k in links if not url_filter.unlikely(k.url, url)]).items
    if len(items) < _FEW:
        return found
    host = Counter(urlsplit(item.link.url).netloc for item in items).most_common(1)[0][0]
    return replace(found, elsewhere=len(items), host=host)


def _outside_bodies(links: Sequence[Link]) -> list[Link]:
    """The links that are not in the text of a post, where a page shows full posts, each in an `article`."""
    articles = Nearest(lambda node: node.tag == "article")
    around = {k.order: articles.of(k.node.parent) for k in links}
    within = {order: node.mem_id if node is not None else None for order, node in around.items()}
    headed: dict[int, set[str]] = {}
    for link in links:
        article = within[link.order]
        if article is not None and link.heading and len(link.text.split()) >= 3:
            headed.setdefault(article, set()).add(link.key)
    whole = {article: keys for article, keys in headed.items() if len(keys) == 1}
    if len(whole) < 2:
        return list(links)
    return [k for k in links if (titles := whole.get(within[k.order] or 0)) is None or k.key in titles]


class _Search:
    """The search for the best list of one page."""

    def __init__(self, outline: Outline, url: str) -> None:
        self._outline, self._url = outline, url
        self._own = url_filter.segments(url)
        about_events = bool(set(self._own) & slugs("event_lists", "event_paths"))
        self.headings = list_context.SectionHeadings(outline)
        self._context = list_context.ListContext(outline, self.headings, about_events)
        self._scores: dict[ListItem, float] = {}

    def best(self, links: Sequence[Link]) -> DetectedList:
        """The best list that these links make, with the posts that stand beside it."""
        lists = list_candidates(links, self.headings)
        scored = [(self._list_score(c), c) for c in lists]
        weight, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or weight <= 0:
            return DetectedList((), 0)
        items = _without_menu(_with_neighbours(best, lists, links, self.headings))
        return DetectedList(tuple(items), 0, weight)

    def continued(self, found: DetectedList, links: Sequence[Link], first: ListMake) -> DetectedList:
        """What was `found`, if it is the list that was `first`; else the links in the same places, or no items."""

        def same(items: Iterable[ListItem]) -> list[ListItem]:
            placed = [item for item in items if self._outline.path(item.link.node) in first.places]
            return [self._within(item, first.tops) for item in placed]

        if (items := same(found.items)) and len(found.items) > 1:
            # The links of a pager, which have no titles, may have the make of a single post.
            return replace(found, items=tuple(item for item in found.items if item.title))
        if items:
            return replace(found, items=tuple(items))
        lists = [same(one.items) for one in list_candidates(links, self.headings)]
        items = max(lists, key=len, default=[])
        if not items:
            shape = url_filter.AddressShape(first.addresses)
            fitting = sum(shape.fits(item.link.url) for item in found.items)
            return found if fitting * 2 > len(found.items) else DetectedList((), 0)
        return DetectedList(tuple(items), 0, found.weight)

    def _within(self, item: ListItem, tops: frozenset[str]) -> ListItem:
        """The item as one of these elements: a single one on its page may have grown over all that is beside it."""
        if self._outline.path(item.nodes[0]) in tops:
            return item
        around = (item.link.node, *ancestors(item.link.node))
        top = next((node for node in around if self._outline.path(node) in tops), None)
        if top is None:
            return item
        start, end = self._outline.span(top)
        links = tuple(k for k in item.links if start <= self._outline.span(k.node)[0] < end)
        return ListItem(self._outline, item.link, (top,), links)

    def _list_score(self, one: ListCandidate) -> float:
        """How much a list looks like the posts of a page; 0 for a list that cannot be that."""
        for item in one.items:
            if item not in self._scores:
                self._scores[item] = _item_score(item, self._own)
        average = mean(self._scores[b] for b in one.items)
        if average < _ENOUGH:
            return 0.0
        titles = _titles(one.items)
        if len(set(titles)) * 2 <= len(titles):
            return 0.0
        standing = self._context.factor([b.nodes[0] for b in one.items])
        number = len(one.items)
        if number == 1 and (average < 1.2 or not one.items[0].date):
            return 0.0
        return average * math.log2(1 + min(number, 60)) * standing


def _item_score(item: ListItem, own: Sequence[str]) -> float:
    """How much an item looks like a post: by its title, heading, date, teaser and address.

    `own` are the segments of the address of the page.
    """
    title = item.title or ""
    count = len(title.split())
    value = 0.0 if count < 2 else 0.3 if count < 4 else 0.55
    value += 0.25 if item.link.heading else -0.4 if _in_running_text(item.link) else 0.0
    value += 0.5 if item.date else 0.0
    value += 0.2 if item.length() > len(title) + 60 else 0.0
    parts = item.link.segments
    if own and parts[: len(own)] == own and len(parts) > len(own):
        value += 0.3
    elif not url_filter.news_segments().isdisjoint(parts[:-1]):
        value += 0.2
    last = parts[-1] if parts else ""
    if len(re.findall(r"[^\W_]+", last)) >= 4 or re.search(r"\d", f"{last}{urlsplit(item.link.url).query}"):
        value += 0.2
    return value


def _titles(items: Sequence[ListItem]) -> list[str]:
    """The titles of a list, without those of copies: an import that ran twice makes `/a-title-2` of `/a-title`."""
    titled = [(item.link.url, fold(item.title or "")) for item in items]
    known = set(titled)
    originals = ((_COPY.sub("", url), title) for url, title in titled)
    return [
        t for (url, t), first in zip(titled, originals, strict=True) if first[0] == url or first not in known
    ]


def _in_running_text(link: Link) -> bool:
    """True when text of the same sentence precedes the link, so that it is a reference and not a title."""
    before = link.node.prev
    if before is None or before.tag != "-text" or link.generic:
        return False
    text = (before.text_content or "").strip()
    return len(text) >= 15 and text[-1] not in ".:–—|-" and not is_date(text)


def _with_neighbours(
    best: ListCandidate,
    lists: Sequence[ListCandidate],
    links: Sequence[Link],
    headings: list_context.SectionHeadings,
) -> list[ListItem]:
    """The list, with posts that are shown larger above it, stand alone in a row, or have short titles."""
    outline = headings.outline
    growing = _GrowingList(best, outline)
    starts = [outline.span(link.node)[0] for link in links]
    for row in [row for row in _rows(best, headings) if not growing.has(row)]:
        if not outline.again(row):
            break
        start, end = outline.span(row)
        inside = links[bisect_left(starts, start) : bisect_left(starts, end)]
        growing.add(_main_item(outline, row, inside, growing))
    for item in (b for other in lists for b in other.items):
        top = item.nodes[0]
        if (
            growing.has(item.link.node)
            or item.link.directory != growing.directory
            or not list_context.in_same_section(best.container, top, headings)
        ):
            continue
        alone = any(outline.path(n) in growing.paths for n in (item.link.node, *_up_to(item.link.node, top)))
        if alone or (item.link.heading and (bool(item.date) or not growing.dated)):
            growing.add(item)
    return sorted(growing.items, key=lambda b: b.link.order)


def _without_menu(items: Sequence[ListItem]) -> Sequence[ListItem]:
    """The items without links to other parts of the site, which have the make of the posts where none has a date.

    They lie in other folders than most items, and their addresses are made of no title.
    """
    if sum(bool(item.date) for item in items) * 2 >= len(items):
        return items
    folder, count = Counter(item.link.directory for item in items).most_common(1)[0]
    if count < _MOST * len(items):
        return items
    return [i for i in items if i.date or _is_below(i.link.directory, folder) or _has_slug(i.link)]


def _is_below(directory: str, folder: str) -> bool:
    """True for the folder itself and those in it; all of a site lies below its root, which says nothing."""
    return directory == folder or ("/" in folder and directory.startswith(f"{folder}/"))


def _has_slug(link: Link) -> bool:
    """True for an address that ends with a title or a number."""
    last = link.segments[-1] if link.segments else ""
    return url_filter.is_titled(last) or bool(re.search(r"\d", f"{last}{urlsplit(link.url).query}"))


class _GrowingList:
    """The items of a list as it grows. No element and no address is taken twice."""

    def __init__(self, best: ListCandidate, outline: Outline) -> None:
        self.items = list(best.items)
        self.directory = directory_of_list(best)
        self.dated = sum(bool(b.date) for b in best.items) * 2 > len(best.items)
        self.shape = url_filter.AddressShape([b.link.url for b in best.items])
        self.links = {outline.path(b.link.node) for b in best.items}
        self.paths = {outline.path(b.nodes[0].parent) for b in best.items if b.nodes[0].parent is not None}
        self._outline = outline
        self._taken = bytearray(outline.span(None)[1])  # 1 for each node of the page that lies in an item
        self._keys = {b.link.key for b in best.items}
        for item in best.items:
            self._take(item)

    def _take(self, item: ListItem) -> None:
        start, end = self._outline.span(item.nodes[0])
        self._taken[start:end] = b"\1" * (end - start)

    def has(self, node: html_tree.Node) -> bool:
        """True when an element is an item or lies in one."""
        start, end = self._outline.span(node)
        return start == end or bool(self._taken[start])

    def add(self, item: ListItem | None) -> None:
        """Take an item that has a title and an address that is new."""
        if item is None or item.link.key in self._keys or not item.title:
            return
        self.items.append(item)
        self._keys.add(item.link.key)
        self._take(item)


def _rows(best: ListCandidate, headings: list_context.SectionHeadings) -> list[html_tree.Node]:
    """The elements in the containers of the list that have the tag and classes of its items."""
    classes = headings.outline.classes
    makes = {(b.nodes[0].tag, classes(b.nodes[0])) for b in best.items}
    parents = {
        b.nodes[0].parent.mem_id: b.nodes[0].parent for b in best.items if b.nodes[0].parent is not None
    }
    children = (c for p in parents.values() for c in p.iter())
    alike = [c for c in children if (c.tag, classes(c)) in makes and (c.tag != "a" or classes(c))]
    other = phrases("event_lists", "seminars", "archive_lists", "asides")
    if other.within(folded(headings.of(best.items[0].nodes[0]))):
        return alike
    return [c for c in alike if not other.within(folded(headings.of(c)))]


def _main_item(
    outline: Outline, row: html_tree.Node, inside: Sequence[Link], growing: _GrowingList
) -> ListItem | None:
    """The item of a row by its likeliest link: a heading, or one in the directory or place of the other links."""
    wanted = [k for k in inside if k.directory == growing.directory] or [k for k in inside if k.heading]
    best = next((k for k in wanted if k.heading), wanted[0] if wanted else None)
    if best is not None:
        return ListItem(outline, best, (row,), tuple(inside))
    for link in inside:
        if outline.path(link.node) in growing.links:
            item = ListItem(outline, link, (row,), tuple(inside))
            return item if item.date or (not growing.dated and growing.shape.fits(link.url)) else None
    return None


def _up_to(node: html_tree.Node, top: html_tree.Node) -> Iterable[html_tree.Node]:
    """The elements above `node` up to `top`, which contains this one item only."""
    if node.mem_id == top.mem_id:
        return
    for parent in ancestors(node):
        yield parent
        if parent.mem_id == top.mem_id:
            return
