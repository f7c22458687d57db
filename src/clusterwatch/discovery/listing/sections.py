"""Posts that are sections of a page: a list of links to `#post-2`, or sections that link to themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.links import TOPS, Alone, Link, ancestors, is_heading, text_of
from clusterwatch.discovery.listing.list_item import ListItem
from clusterwatch.discovery.listing.outline import MOST_LINKS, Outline
from clusterwatch.html_tree import HEADINGS
from clusterwatch.text import fold
from clusterwatch.vocab import slugs

_FEW = 3  # sections: fewer are no list
_MOST = 2 / 3  # of the sections must have a date, and a title of several words
_WORDS = 3  # of a title
_LEAST = 40  # letters of the text of a post
_FIRST = 3  # elements at the beginning of a section, in which its date may be
_MOST_SIBLINGS = 200  # in which the text of a section is looked for
_NAMED = "[id],a[name]"


def section_items(outline: Outline, url: str) -> list[ListItem]:
    """The posts of a page that are sections of it, or of one other page to which it links; else none.

    Tables of contents look the same. So most sections must have a date and a title of several words, and a text where
    they are on this page.
    """
    if not slugs("event_lists", "event_paths").isdisjoint(url_filter.segments(url)):
        return []
    pages = _links(outline, url)
    if not pages:
        return []
    address = max(pages, key=lambda page: len({k.url for k in pages[page]}))
    links = pages[address]
    own = urls.key(address) == urls.key(url)
    targets = _targets(outline) if own else {}
    items = [item for item in _items(links, outline, targets, own=own) if item.title]
    titles = {fold(item.title or "") for item in items}
    dated = sum(bool(item.date) for item in items)
    named = sum(len(title.split()) >= _WORDS for title in titles)
    enough = _MOST * len(items)
    return items if len(items) >= _FEW and dated >= enough and named >= enough else []


def _links(outline: Outline, url: str) -> dict[str, list[Link]]:
    """The links of the page to sections, by the page that the sections are on."""
    out: dict[str, list[Link]] = defaultdict(list)
    for order, node in enumerate(outline.tree.css("a[href*='#']")[:MOST_LINKS]):
        href = (node.attributes.get("href") or "").strip()
        page = url if href.startswith("#") else urls.absolute(outline.base, href)
        target = urls.with_fragment(urls.without_fragment(page), href) if page else None
        if page is None or target is None or not urls.same_site(page, url) or urls.is_file(page):
            continue
        heading = is_heading(outline, node)
        out[urls.without_fragment(page)].append(Link(node, target, text_of(outline, node), heading, order))
    return out


def _targets(outline: Outline) -> dict[str, html_tree.Node]:
    found: dict[str, html_tree.Node] = {}
    for node in outline.tree.css(_NAMED):
        for name in (node.attributes.get("id"), node.attributes.get("name")):
            if name:
                found.setdefault(urls.with_fragment("", f"#{name}") or "", node)
    return found


def _items(
    links: Sequence[Link], outline: Outline, targets: dict[str, html_tree.Node], *, own: bool
) -> list[ListItem]:
    """An item for each section: what stands around its link, and if that has no date, how the section begins."""
    alone = Alone(links, TOPS)
    named = sorted(number for number, _ in map(outline.span, targets.values()))
    first: dict[str, list[Link]] = {}
    for link in links:
        first.setdefault(link.url, []).append(link)
    out = []
    for url, same in first.items():
        link, *_ = same
        top = alone.widest(link.node) or link.node
        item = ListItem(outline, link, (top,), tuple(same))
        if own:
            target = targets.get(f"#{url.partition('#')[2]}")
            parts = _section(target, named, outline) if target is not None else []
            if not _is_text(parts, outline):
                continue
            start, _ = outline.span(parts[0])
            if not item.date and start not in range(*outline.span(top)):
                item = ListItem(outline, link, (top, *parts[:_FIRST]), tuple(same))
        out.append(item)
    return out


def _section(target: html_tree.Node, named: Sequence[int], outline: Outline) -> list[html_tree.Node]:
    """The elements of a section: the named element if it has the text, else what follows up to the next named one.

    `named` are the numbers of the named elements in the document, in order.
    """
    if target.tag not in HEADINGS and _is_text([target], outline):
        return [target]
    above = takewhile(lambda node: node.tag not in TOPS, ancestors(target))
    node = next((node for node in (target, *above) if any(_following(node, outline))), target)
    parts = [node]
    for after in _following(node, outline):
        start, end = outline.span(after)
        if bisect_left(named, start) != bisect_left(named, end):
            break
        parts.append(after)
    return parts


def _is_text(parts: Iterable[html_tree.Node], outline: Outline) -> bool:
    return sum(filter(None, map(outline.letters, parts))) >= _LEAST


def _following(node: html_tree.Node, outline: Outline) -> Iterator[html_tree.Node]:
    """The next siblings of a node that have letters; it looks at some only, as it is called for each section."""
    after = node.next
    for _ in range(_MOST_SIBLINGS):
        if after is None:
            return
        if outline.letters(after):
            yield after
        after = after.next
