"""Posts that are sections of a page: a list of links to `#post-2`, or sections that link to themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.links import TOPS, Alone, Link, ancestors, text_of
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
_MOST_SIBLINGS = 200
_NAMED = "[id],a[name]"


def section_items(outline: Outline, url: str) -> list[ListItem]:
    """The posts of a page that are sections of it, or of one other page to which it links; else none.

    Tables of contents look the same. So most sections must have a date and a title of several words, and a text where
    they are on this page.
    """
    if not slugs("event_lists", "event_paths").isdisjoint(url_filter.segments(url)):
        return []
    pages = _links(outline, url)
    address, links = max(pages.items(), key=lambda page: len({k.url for k in page[1]}), default=("", []))
    if len({k.url for k in links}) < _FEW:
        return []
    own = urls.key(address) == urls.key(url)
    targets = _targets(outline) if own else {}
    items = [item for item in _items(links, outline, targets, own=own) if item.title]
    titles = {fold(item.title or "") for item in items}
    dated = sum(bool(item.date) for item in items)
    named = sum(len(title.split()) >= _WORDS for title in titles)
    enough = _MOST * len(items)
    if len(items) < _FEW or dated < enough or named < enough or len(titles) < enough:
        return []
    return items


def _links(outline: Outline, url: str) -> dict[str, list[Link]]:
    """The links of the page to sections, by the page that the sections are on."""
    out: dict[str, list[Link]] = defaultdict(list)
    for order, node in enumerate(outline.tree.css("a[href*='#']")[:MOST_LINKS]):
        href = (node.attributes.get("href") or "").strip()
        page = url if href.startswith("#") else urls.absolute(outline.base, href)
        target = urls.with_fragment(urls.without_fragment(page), href) if page else None
        if page is None or target is None or not urls.same_site(page, url) or urls.is_file(page):
            continue
        heading = any(a.tag in HEADINGS for a in ancestors(node, 3))
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
    named = {node.mem_id for node in targets.values()}
    first: dict[str, list[Link]] = {}
    for link in links:
        first.setdefault(link.url, []).append(link)
    out = []
    for url, same in first.items():
        top = alone.widest(same[0].node) or same[0].node
        item = ListItem(outline, same[0], (top,), tuple(same))
        if own:
            target = targets.get(f"#{url.partition('#')[2]}")
            parts = _section(target, named, outline) if target is not None else []
            if sum(outline.letters(part) or 0 for part in parts) < _LEAST:
                continue
            inside = any(a.mem_id == top.mem_id for a in (parts[0], *ancestors(parts[0])))
            if not item.date and not inside:
                item = ListItem(outline, same[0], (top, *parts[:_FIRST]), tuple(same))
        out.append(item)
    return out


def _section(target: html_tree.Node, named: set[int], outline: Outline) -> list[html_tree.Node]:
    """The elements of a section: the named element if it has the text, else what follows up to the next named one."""
    node = target
    if node.tag not in HEADINGS and (outline.letters(node) or 0) >= _LEAST:
        return [node]
    while (
        (parent := node.parent) is not None and parent.tag not in TOPS and not any(_following(node, outline))
    ):
        node = parent
    parts = [node]
    for after in islice(_following(node, outline), 50):
        if after.mem_id in named or (
            after.is_element_node and any(n.mem_id in named for n in after.css(_NAMED)[:_FIRST])
        ):
            break
        parts.append(after)
    return parts


def _following(node: html_tree.Node, outline: Outline) -> Iterator[html_tree.Node]:
    """The next siblings of a node that have letters; it looks at some only, as it is called for each section."""
    after = node.next
    for _ in range(_MOST_SIBLINGS):
        if after is None:
            return
        if outline.letters(after):
            yield after
        after = after.next
