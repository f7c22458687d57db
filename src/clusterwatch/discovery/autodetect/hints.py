"""A page of a site → what it says about the ways to its posts: feeds, the REST interface, the news page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from clusterwatch import charset, html_tree, urls
from clusterwatch.discovery import url_filter, words
from clusterwatch.discovery.listing import list_context
from clusterwatch.discovery.listing.links import ancestors, base_of, prepare
from clusterwatch.discovery.strategies.wordpress import endpoint
from clusterwatch.models import Page
from clusterwatch.text import fold, tidy

_FEED_TYPE = re.compile(r"(rss|atom)\+xml|feed\+json|^(application|text)/xml$", re.I)
_FEED_ADDRESS = re.compile(
    r"(/feed/?$|/rss/?$|/atom/?$|\.rss$|(rss|atom|feed)\w{0,40}\.(xml|php|json)$|[?&](format|type|feed)=(feed|rss\w*|atom))",
    re.I,
)
_COMMENTS = re.compile(
    r"comment|kommentar|komentar|koment|comentari|comentário|commenti|reacties|hozzaszol|σχολι|коментар|yorum|kommentti",
    re.I,
)
_OTHER_FEED = re.compile(
    r"oembed|ical|\.ics|podcast|calendar|/events?/|agenda|evenement|veranstaltung|tribe|wlwmanifest|opensearch|jobs?/",
    re.I,
)
_CATEGORY_FEED = re.compile(
    r"/(category|tag|author|kategorie|categorie|taxonomy)/|category|kategor|tag feed|flux de la categorie",
    re.I,
)
_WORDPRESS = re.compile(r"/wp-(content|includes|json)/|content=[\"']WordPress", re.I)
_SURE = 9.0
_TERM = 8.0  # what a category called news is less than the page of all news
_API = "https://api.w.org/"


@dataclass(frozen=True, slots=True)
class Hints:
    """Feeds likeliest first, REST collections likeliest first, addresses of news pages likeliest first.

    `sure_news` is how many of the news pages are called so outright (not `press`, not `blog`).
    """

    feeds: tuple[str, ...]
    rest: tuple[str, ...]
    news: tuple[str, ...]
    sure_news: int
    wordpress: bool


def hints(page: Page) -> Hints:
    """Everything that a page says in its head, its links and its headers."""
    url, html = page.url, charset.decode(page.body, page.headers.get("content-type"))
    tree = prepare(html)
    base = base_of(tree, url)
    news = _news(tree, base, url)
    rest = _rest(tree, base, page.headers)
    return Hints(
        _feeds(tree, base, url),
        rest,
        tuple(u for u, _ in news),
        sum(weight >= _SURE for _, weight in news),
        bool(rest) or bool(_WORDPRESS.search(html[:200_000])),
    )


def _feeds(tree: html_tree.Document, base: str, url: str) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for node in tree.css("link[rel~=alternate][href],link[rel~=feed][href],a[href]"):
        attributes = node.attributes
        target = urls.absolute(base, attributes.get("href") or "")
        kind = attributes.get("type") or ""
        head = node.tag == "link"
        if not target or not (_FEED_TYPE.search(kind) if head else _FEED_ADDRESS.search(target)):
            continue
        name = fold(f"{attributes.get('title') or ''} {target} {'' if head else tidy(node.text())}")
        if _COMMENTS.search(name) or _OTHER_FEED.search(name) or "/wp-json/" in target:
            continue
        weight = 3.0 if head else 2.0 if urls.same_site(target, url) else 0.5
        weight -= 2 if _CATEGORY_FEED.search(name) else 0
        weight += 2 if _below(target, url) else 0
        weight -= 0.1 * len(weights)
        weights[target] = max(weight, weights.get(target, 0.0))
    return tuple(sorted(weights, key=lambda u: -weights[u]))


def _below(target: str, url: str) -> bool:
    """True when the feed lies beneath the page, where the page is more than a home page."""
    own = url_filter.segments(url)
    return bool(own) and url_filter.segments(target)[: len(own)] == own


def _rest(tree: html_tree.Document, base: str, headers: Mapping[str, str]) -> tuple[str, ...]:
    """The collection of the page's own category first, where WordPress names it, then that of all posts."""
    out = []
    for node in tree.css("link[rel~=alternate][type='application/json'][href]"):
        target = urls.absolute(base, node.attributes.get("href") or "") or ""
        found = re.search(r"^(.*wp/v2/)(categories|tags)/(\d+)$", target)
        if found:
            posts = endpoint(target, "posts")
            out.append(f"{posts}{'&' if '?' in posts else '?'}{found[2]}={found[3]}")
    roots = [
        m[1] for m in re.finditer(r"<([^<>]+)>\s*;\s*rel=\"?" + re.escape(_API), headers.get("link", ""))
    ]
    roots += [n.attributes.get("href") or "" for n in tree.css(f'link[rel="{_API}"][href]')]
    out += [endpoint(root, "posts") for r in roots if (root := urls.absolute(base, r))]
    return tuple(dict.fromkeys(out))


def _news(tree: html_tree.Document, base: str, url: str) -> list[tuple[str, float]]:
    weights: dict[str, float] = {}
    addresses: dict[str, str] = {}
    linked = [(urls.absolute(base, n.attributes.get("href") or ""), n) for n in tree.css("a[href]")]
    links = [(t, n) for t, n in linked if t and (not url_filter.never(t, url) or _own_host(t, url))]
    own = _language(url) or _language_within(tree, [t for t, _ in links])
    for target, node in links:
        weight = _called_news(fold(tidy(node.text(separator=" "))), target)
        if _language(target) not in (None, own):
            weight -= 10
        if _is_term(node, target, base):
            weight -= _TERM
        if weight > 0:
            key = urls.key(target)
            addresses.setdefault(key, target)
            weights[key] = max(weight, weights.get(key, 0.0))
    best = sorted(weights, key=lambda k: -weights[k])
    return [(addresses[k], weights[k]) for k in best]


def _is_term(node: html_tree.Node, target: str, base: str) -> bool:
    """True for a category named beneath a post or in a list of the site's categories: a part of its posts only."""
    if not _of_index(target):
        return False
    if "tag" in (node.attributes.get("rel") or "").lower().split():  # https://microformats.org/wiki/rel-tag
        return True
    around = next((a for a in ancestors(node, 3) if a.tag in {"ul", "ol"}), None)
    hrefs = [a.attributes.get("href") or "" for a in around.css("a[href]")] if around is not None else []
    return len(hrefs) > 1 and all(_of_index(urls.absolute(base, href) or "") for href in hrefs)


def _of_index(url: str) -> bool:
    return any(part in words.INDEX_SEGMENTS for part in url_filter.segments(url))


def _called_news(text: str, target: str) -> float:
    parts = url_filter.segments(target)
    bare = re.sub(r"[^\w\s'’-]", " ", text).strip()
    bare = re.sub(r"\s+", " ", bare)
    last = re.sub(r"\.(html?|php|aspx?)$", "", parts[-1]) if parts else ""
    if any(p in words.EVENT_SEGMENTS for p in parts) and last not in words.NEWS_PATH:
        return 0.0
    weight = _wording(bare, last)
    if not weight or len(bare) > 60:
        return 0.0
    weight -= 0.5 * max(0, len(parts) - 1)
    if _of_index(target):
        weight -= 1.5
    return weight


def _wording(text: str, last: str) -> float:
    """What the words of a link and the end of its address say; beyond `_SURE` only when they speak of news outright."""
    short = len(text.split()) <= 4
    if text in words.NEWS:
        weight = 16.0
    elif short and list_context.says(text, words.NEWS):
        weight = 14.0
    elif text in words.NEARLY_NEWS or (short and list_context.says(text, words.NEARLY_NEWS)):
        weight = 5.0
    else:
        weight = 0.0
    if last.replace("-", " ") in words.NEWS and len(text.split()) <= 6:
        return max(weight, 11.0) + 1
    return weight + 2 if last in words.NEWS_PATH and len(text.split()) <= 6 else weight


def _own_host(target: str, url: str) -> bool:
    """True for the front page of another host of the site, where a newsroom may live: press.example.org."""
    return url_filter.is_home(target) and urls.same_site(target, url) and urls.site(target) != urls.site(url)


def _language_within(tree: html_tree.Document, targets: Sequence[str]) -> str | None:
    """The language of a page whose address names none: that of most of its links, or what its markup says."""
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


def home_of(url: str) -> str:
    """The front page of the host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
