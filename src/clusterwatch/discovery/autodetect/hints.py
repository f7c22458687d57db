"""A page of a site → the links that may lead to its news page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from clusterwatch import html_tree, urls
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.links import ancestors
from clusterwatch.discovery.listing.outline import Outline
from clusterwatch.discovery.listing.past import archive_links
from clusterwatch.discovery.site import NewsLinks, ParsedPage
from clusterwatch.vocab import folded, only_words, phrases, slugs

_LONGEST = 300  # letters of a link: one with more names no page
_SURE = 9.0
_LABELS = 3  # links of one make to one category: so many posts have it as a label
_TERM = 8.0  # subtracted from a category called news, which lists a part of the posts only


def news_links(page: ParsedPage) -> NewsLinks:
    """The links of a page that may lead to the news page of the site."""
    found = _news(page.outline, page.url)
    named = tuple(url for url, _ in found)
    archives = tuple(a for a in archive_links(page.outline, page.url) if a not in named)
    return NewsLinks(named, sum(weight >= _SURE for _, weight in found), archives)


def _news(outline: Outline, url: str) -> list[tuple[str, float]]:
    terms = _Terms(outline)
    weights: dict[str, float] = {}
    addresses: dict[str, str] = {}
    categories: set[str] = set()
    links = [(t, n) for n, t in outline.links if not url_filter.never(t, url) or _own_host(t, url)]
    own = _language(url) or _language_within(outline.tree, [t for t, _ in links])
    for target, node in links:
        text = outline.text(node, _LONGEST)
        weight = _weight_of_link(text, target) if text is not None else 0.0
        if not weight:
            continue
        if _language(target) not in (None, own):
            weight -= 10
        key = urls.key_of_canonical(target)
        if terms.have(node, target):
            weight -= _TERM
            categories.add(key)
        if weight > 0:
            addresses.setdefault(key, target)
            weights[key] = max(weight, weights.get(key, 0.0))
    best = sorted(weights, key=lambda k: -weights[k])
    found = [(addresses[k], weights[k]) for k in best]
    if found and best[0] in categories:
        # The archive of a site without a news page has all posts, the category only a part of them.
        archives = dict.fromkeys(t for t, node in links if _is_archive(outline.text(node, _LONGEST), t))
        return [*((t, found[0][1]) for t in archives), *found]
    return found


def _is_archive(text: str | None, target: str) -> bool:
    """True for a link to the archive of the site, such as `Archives` or /archives.html."""
    if url_filter.is_home(target):
        return False
    named = folded(text or "") in phrases("archive_pages")
    return named or url_filter.last_name(target) in slugs("archive_pages")


class _Terms:
    """The categories of one page: links with a part of the posts only."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        # By place in the markup, the indexes to which the links there lead.
        self._labels: dict[str, list[str]] = {}
        for node, target in outline.links:
            if _of_index(target):
                self._labels.setdefault(outline.path(node), []).append(target)

    def have(self, node: html_tree.Node, target: str) -> bool:
        """True for a category that is named in or below a post or beside other categories."""
        if not _of_index(target):
            return False
        # https://microformats.org/wiki/rel-tag
        if "tag" in (node.attributes.get("rel") or "").lower().split():
            return True
        if any(above.tag == "article" for above in ancestors(node)):
            return True
        named = self._labels[self._outline.path(node)]
        return len(set(named)) > 1 or len(named) >= _LABELS


def _of_index(url: str) -> bool:
    return not slugs("index_paths").isdisjoint(url_filter.segments(url))


def _weight_of_link(text: str, target: str) -> float:
    parts = url_filter.segments(target)
    bare, last = only_words(text), url_filter.last_name(target)
    if not slugs("event_lists", "event_paths").isdisjoint(parts) and last not in url_filter.news_segments():
        return 0.0
    weight = _weight_of_words(bare, last)
    if not weight or len(bare) > 60:
        return 0.0
    weight -= 0.5 * max(0, len(parts) - 1)
    if _of_index(target):
        weight -= 1.5
    return weight


def _weight_of_words(text: str, last: str) -> float:
    """The weight of the text of a link and the end of its address; above `_SURE` only where they name news."""
    short = len(text.split()) <= 4
    news, press = phrases("news_pages"), phrases("press_pages")
    if text in news:
        weight = 16.0
    elif short and news.within(text):
        weight = 14.0
    elif text in press or (short and press.within(text)):
        weight = 5.0
    else:
        weight = 0.0
    if last.replace("-", " ") in news and len(text.split()) <= 6:
        return max(weight, 11.0) + 1
    return weight + 2 if last in url_filter.news_segments() and len(text.split()) <= 6 else weight


def _own_host(target: str, url: str) -> bool:
    """True for the front page of another host of the site, such as press.example.org."""
    return url_filter.is_home(target) and urls.same_site(target, url) and urls.site(target) != urls.site(url)


def _language_within(tree: html_tree.Document, targets: Sequence[str]) -> str | None:
    """The language of a page whose address names none: that of most of its links, or of its `lang` attribute."""
    for language, times in Counter(map(_language, targets)).most_common(1):
        if language and times * 2 > len(targets):
            return language
    root = tree.css_first("html[lang]")
    return re.split(r"[-_]", (root.attributes.get("lang") or "") if root else "")[0].lower() or None


def _language(url: str) -> str | None:
    """The language that an address names by its first segment."""
    parts = url_filter.segments(url)
    first = parts[0] if parts else ""
    return first if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", first) else None
