"""Strategy `feed`: RSS 0.9x, 1.0, 2.0, Atom, JSON Feed, well-formed or not. Only this module uses feedparser.

One request gives the newest posts. Dates stay the text they were: feedparser misreads those that are not RFC 822
or 3339.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from clusterwatch import charset, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.full_text import is_full_text, plain
from clusterwatch.discovery.json_body import json_body, text_in
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, ParsedPage, Site, SitePage, home_of, of_parsed, overlap
from clusterwatch.discovery.steps import Broken, Readings, Steps, compute, cut, fetch, no_index, no_posts
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.errors import BadStatus, NothingFound
from clusterwatch.models import CutReason, Entry, Method, Page
from clusterwatch.text import fold, tidy
from clusterwatch.vocab import folded, phrases, slugs

_ACCEPT = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"
_START = re.compile(rb"<\?xml\s|<rss[\s>]|<(?:\w+:)?feed[\s>]|<rdf:RDF[\s>]", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_ROOT = re.compile(r"<(rss|(?:\w+:)?feed|rdf:RDF|channel)[\s>]", re.I)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_ENTITY = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEFAULT_LANGUAGE = {"en", "en-us"}  # the default of generators
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|img|mark|p|q|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_HEAD = 4096
MOST_ITEMS = 2_000  # of a feed
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_FEED_TYPE = re.compile(r"(rss|atom)\+xml|feed\+json|^(application|text)/xml$", re.I)
_FEED_ADDRESS = re.compile(
    r"(/feed/?$|/rss/?$|/atom/?$|\.rss$|(rss|atom|feed)\w{0,40}\.(xml|php|json)$|[?&](format|type|feed)=(feed|rss\w*|atom))",
    re.I,
)
_NAMED = "link[rel~=alternate][href],link[rel~=feed][href]"
_MOST_NAMED = 500  # feeds of a page, in its head and in its text
_LONGEST = 300  # letters of a link to a feed
_OTHER_FEED = re.compile(r"oembed|ical|\.ics|podcast|/events?/|tribe|wlwmanifest|opensearch", re.I)
_MOST_PROBED = 4  # feeds
_SURE, _HALF, _UNMEASURED = 0.9, 0.5, 0.6  # shares of the news page that a feed must have


@dataclass(frozen=True, slots=True)
class Feed:
    """The posts of a feed, the address of its next page (RFC 5005), its generator.

    `cut` says that it has more posts than are read.
    """

    entries: tuple[Entry, ...]
    next: str | None = None
    generator: str = ""
    cut: bool = False


@cache
def _named(phrase_set: str) -> re.Pattern[str]:
    """The pattern that finds the phrases of a set in the name of a feed."""
    return re.compile(phrases(phrase_set).pattern)


def is_feed(page: Page) -> bool:
    """True when the body begins like a feed; the media type is often wrong."""
    head = _narrow(page)[:_HEAD]
    start = _START.search(head)
    if start:
        html = _HTML.search(head)
        if html and html.start() < start.start():
            return False
        return bool(_ROOT.search(head[start.start() :].decode("latin-1")))
    return head.lstrip()[:1] == b"{" and b"jsonfeed.org/version" in head


def read_feed(page: Page) -> Feed:
    """The feed on a page. Raises NothingFound where there is none."""
    if page.body.lstrip()[:1] == b"{":
        return _json_feed(page)
    if not is_feed(page):
        raise no_index(page.url, "feed", "html" if _HTML.search(page.body[:_HEAD]) else None)
    import feedparser  # a run in which no feed has changed does not need it

    text, whole = _first_items(_clean(page))
    parsed: Any = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "ignore")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": page.url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise no_index(page.url, "feed", "unreadable")
    guids = Counter(_get(item, "id") for item in parsed.entries)
    language = _get(parsed.feed, "language")
    rss = not str(parsed.get("version") or "").startswith("atom")
    entries = [_entry(item, page, language, rss, guids) for item in parsed.entries]
    links = parsed.feed.get("links", [])
    return Feed(
        url_filter.filter_entries([e for e in entries if e], page.url),
        _relation(links, "next", page.url),
        _get(parsed.feed, "generator") or "",
        not whole,
    )


def _narrow(page: Page) -> bytes:
    """The body in an encoding that contains ASCII: UTF-16 is converted to UTF-8."""
    if b"\x00" not in page.body[:200]:
        return page.body
    return charset.decode(page.body, page.headers.get("content-type")).encode("utf-8", "ignore")


def _first_items(text: str) -> tuple[str, bool]:
    """The feed with its first items only, and whether these are all that it has."""
    further = next(islice(_ITEM.finditer(text), MOST_ITEMS, None), None)
    if further is None:
        return text, True
    root = _ROOT.search(text)
    channel = "</channel>" if root and root[1].lower() == "rss" else ""
    return f"{text[: further.start()]}{channel}</{root[1]}>" if root else text[: further.start()], False


def _clean(page: Page) -> str:
    """The feed from its first tag on, without stray `&` and control characters."""
    body = _narrow(page)
    start = _START.search(body[:_HEAD])
    body = body[start.start() :] if start else body
    kind = "charset=utf-8" if b"\x00" in page.body[:200] else page.headers.get("content-type")
    text = _CONTROL.sub("", charset.decode(body, kind))
    text = _DECLARATION.sub("", text)
    return '<?xml version="1.0" encoding="utf-8"?>' + _escaped(text).lstrip()


def _escaped(text: str) -> str:
    """`text` with stray `&` escaped, except in CDATA sections. An unclosed section is no section."""
    out, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        out += [_ENTITY.sub("&amp;", text[at:start]), text[start : end + 3]]
        at = end + 3
    return "".join((*out, _ENTITY.sub("&amp;", text[at:])))


def _entry(
    item: Any, page: Page, language: str | None, rss: bool, guids: Counter[str | None]
) -> Entry | None:
    guid = _get(item, "id")
    link = _get(item, "feedburner_origlink") or _relation(item.get("links", []), "alternate", page.url)
    link = link or _get(item, "link")
    base = next(
        (d["base"] for d in (item.get("title_detail"), item.get("summary_detail")) if d and d.get("base")),
        page.url,
    )
    own = urls.absolute(base, guid) if guid and re.match(r"https?:/", guid.strip(), re.I) else None
    url = (urls.absolute(base, link) if link else None) or own
    if not url or _is_protected(item):
        return None
    published, updated = _get(item, "published"), _get(item, "updated")
    if rss and not published:
        published, updated = updated, None  # RSS 1.0 has dc:date only
    body, complete = _body(item)
    twin = own if own and own != url and guids[guid] == 1 and not url_filter.is_home(own) else None
    return Entry(
        url=url,
        method=Method.FEED,
        index=page.url,
        title=_title(item, rss),
        published=published,
        updated=updated,
        body=body,
        complete=complete,
        language=_language(
            _get(item, "language") or (item.get("title_detail") or {}).get("language") or language
        ),
        twins=(twin,) if twin and urls.same_site(twin, url) else (),
    )


def _title(item: Any, rss: bool) -> str | None:
    """The title without markup. RSS does not say whether it is text or HTML, so only known tags are removed."""
    title = _get(item, "title") or ""
    if rss:
        return tidy(html.unescape(_INLINE.sub("", title))) or None
    kind = (item.get("title_detail") or {}).get("type")
    return tidy(title) or None if kind == "text/plain" else plain(title)


def _is_protected(item: Any) -> bool:
    """True for a post that needs a password: WordPress lists it with a form or a sentence instead of its text."""
    texts = [c.get("value") or "" for c in item.get("content", [])] or [_get(item, "summary") or ""]
    if any("post-password-form" in text for text in texts):
        return True
    before, colon, _ = (_get(item, "title") or "").partition(":")
    return bool(colon) and folded(before) in phrases("protected") and len(max(texts, key=len)) < 200


def _body(item: Any) -> tuple[str | None, bool]:
    """The longest HTML of an item, and whether it is the full text."""
    summary = _get(item, "summary") or ""
    contents = [c.get("value") or "" for c in item.get("content", [])]
    body = max(contents, key=len, default="") or summary
    if not body.strip():
        return None, False
    return body, bool(contents) and is_full_text(body, summary)


def _get(item: Any, name: str) -> str | None:
    """A text field; feedparser's lookup returns `published` for `updated`, so it is avoided."""
    value = dict.get(item, name)
    return value.strip() or None if isinstance(value, str) else None


def _relation(links: Iterable[Any], rel: str, base: str) -> str | None:
    for link in links:
        kind = link.get("type") or "text/html"
        if (
            link.get("rel", "alternate") == rel
            and link.get("href")
            and (rel != "alternate" or "html" in kind or "xml" not in kind)
        ):
            return urls.absolute(base, link["href"])
    return None


def _language(value: str | None) -> str | None:
    value = (value or "").strip().lower().replace("_", "-")
    return (
        value
        if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", value) and value not in _DEFAULT_LANGUAGE
        else None
    )


def _json_feed(page: Page) -> Feed:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/"""
    data = json_body(page)
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in (text_in(data.get("version")) or ""):
        raise no_index(page.url, "feed", "json")
    entries = []
    for item in (i for i in items[:MOST_ITEMS] if isinstance(i, dict)):
        link = text_in(item.get("url")) or text_in(item.get("id"))
        url = urls.absolute(page.url, link) if link else None
        if url:
            entries.append(_json_entry(item, url, page, text_in(data.get("language"))))
    following = text_in(data.get("next_url"))
    return Feed(
        url_filter.filter_entries(entries, page.url),
        urls.absolute(page.url, following) if following else None,
        cut=len(items) > MOST_ITEMS,
    )


def _json_entry(item: dict[str, Any], url: str, page: Page, language: str | None) -> Entry:
    body = text_in(item.get("content_html")) or text_in(item.get("content_text")) or ""
    summary = text_in(item.get("summary")) or ""
    return Entry(
        url=url,
        method=Method.FEED,
        index=page.url,
        title=plain(text_in(item.get("title"))),
        published=text_in(item.get("date_published")),
        updated=text_in(item.get("date_modified")),
        body=body or summary or None,
        complete=bool(body) and is_full_text(body, summary),
        language=_language(text_in(item.get("language")) or language),
    )


class FeedStrategy(Strategy):
    """The newest posts in one request, and older pages of the feed where nothing else has them."""

    kind = "feed"
    states_posts = True

    def reads(self, page: Page) -> bool:
        """True when the body begins like a feed."""
        return is_feed(page)

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts of a feed."""
        return read_feed(page).entries

    def read(self, page: Page, settings: StrategySettings, readings: Readings) -> Steps[tuple[Entry, ...]]:
        """As `entries`, in a worker."""
        return (yield from readings.read(read_feed, page)).entries

    def addresses(self, pages: Mapping[str, Page], home: SitePage | None) -> Iterable[str]:
        """The fetched pages that are feeds."""
        return [url for url, page in pages.items() if page.status == 200 and is_feed(page)]

    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show the feed; True when no post can have fallen off its end since the last run."""
        page = yield from fetch(settings.url, _ACCEPT, progress.cache)
        if page.status == 304:
            progress.unchanged = True
            return not progress.backfill
        if not is_feed(page) and settings.url == progress.source.url:
            page = yield from _named_by(page, progress)
        feed = yield from progress.readings.read(read_feed, page)
        if not feed.entries:
            raise no_posts(page.url, "feed")
        if feed.cut:
            yield Broken(cut(page.url, CutReason.POSTS, MOST_ITEMS), gap=False)
        listed: set[str] = set()
        yield from progress.show(feed.entries, page.url, listed)
        progress.postponed.append(_older_pages(_next_page(feed, page.url), listed, progress))
        return not progress.backfill and (yield from _no_gap(feed.entries, progress))

    def named_by(self, page: ParsedPage) -> tuple[str, ...]:
        """The feeds that the page names in its head or links to."""
        return feed_links(page)

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """The feed whose newest posts are those of the news page."""
        best: tuple[float, str, Feed] | None = None
        for url in _candidates(site)[:_MOST_PROBED]:
            page = yield from site.budget.attempt(url, _ACCEPT)
            try:
                feed = (yield from site.budget.readings.read(read_feed, page)) if page else None
            except NothingFound:
                continue
            if feed is None or not feed.entries:
                continue
            share = overlap(feed.entries, site.yardstick) if site.yardstick else _UNMEASURED
            if best is None or share > best[0]:
                best = (share, url, feed)
            if share >= _SURE or not site.yardstick:
                break
        if best is None or best[0] < _HALF:
            return None
        entries = best[2].entries
        full_text = all(entry.complete for entry in entries)
        return Candidate(StrategySettings(kind="feed", url=best[1]), entries, full_text, reaches_back=False)


def _candidates(site: Site) -> list[str]:
    """The feeds that the news page and the home page name, else those that WordPress has without naming them."""
    named = list(dict.fromkeys((*site.news.named["feed"], *site.home.named["feed"])))
    if named or "wordpress" not in site.news.systems | site.home.systems:
        return named
    below = [] if urlsplit(site.news.url).query else [f"{site.news.url.rstrip('/')}/feed/"]
    return list(dict.fromkeys((*below, f"{home_of(site.home.url)}feed/")))


def feed_links(page: ParsedPage) -> tuple[str, ...]:
    """The feeds that a page names in its head or links to, likeliest first."""
    weights: dict[str, float] = {}
    named = [(n, urls.absolute(page.base, n.attributes.get("href") or "")) for n in page.tree.css(_NAMED)]
    linked = [(n, target) for n, target in page.outline.links if _FEED_ADDRESS.search(target)]
    for node, target in (*named[:_MOST_NAMED], *linked[:_MOST_NAMED]):
        attributes = node.attributes
        head = node.tag == "link"
        if not target or (head and not _FEED_TYPE.search(attributes.get("type") or "")):
            continue
        text = "" if head else page.outline.text(node, _LONGEST, "") or ""
        name = fold(f"{attributes.get('title') or ''} {target} {text}")
        if _has_no_news(name, target):
            continue
        weight = 3.0 if head else 2.0 if urls.same_site(target, page.url) else 0.5
        weight -= 2 if _named("feed_categories").search(name) or _has_segment(target, "index_paths") else 0
        weight += 2 if _below(target, page.url) else 0
        weight -= 0.1 * len(weights)
        weights[target] = max(weight, weights.get(target, 0.0))
    return tuple(sorted(weights, key=lambda u: -weights[u]))


def _has_no_news(name: str, url: str) -> bool:
    """True for a feed of comments, events or jobs, and for addresses of interfaces. `name` has its title and `url`."""
    return (
        any(pattern.search(name) for pattern in (_named("feed_comments"), _named("feed_events"), _OTHER_FEED))
        or "/wp-json/" in url
        or _has_segment(url, "event_paths", "job_paths")
    )


def _has_segment(url: str, *names: str) -> bool:
    return not slugs(*names).isdisjoint(url_filter.segments(url))


def _below(target: str, url: str) -> bool:
    """True when the feed is below the page in the path, and the page is not the home page."""
    own = url_filter.segments(url)
    return bool(own) and url_filter.segments(target)[: len(own)] == own


def _named_by(page: Page, progress: Progress) -> Steps[Page]:
    """The feed that a page names, where a person wrote `feed` with the address of the page."""
    for url in (yield from compute(of_parsed, page, feed_links))[:1]:
        return (yield from fetch(url, _ACCEPT, progress.cache))
    return page


def _no_gap(entries: Sequence[Entry], progress: Progress) -> Steps[bool]:
    """True when the oldest post of the feed was known: the last one, or the first in ascending order."""
    days = yield from progress.days(entries)
    dated = [d for d in days if d]
    ascending = len(dated) > 1 and dated == sorted(dated) and dated[0] < dated[-1]
    return progress.all_known([entries[0] if ascending else entries[-1]])


def _next_page(feed: Feed, url: str) -> str | None:
    """The page with older posts: by the link in the feed, or by the convention of WordPress."""
    if feed.next or "wordpress" not in feed.generator.lower():
        return feed.next
    return _paged(url)


def _paged(url: str) -> str:
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    number = next((int(v) for n, v in query if n == "paged" and re.fullmatch(r"\d{1,6}", v)), 1)
    query = [(n, v) for n, v in query if n != "paged"]
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path, urlencode([*query, ("paged", str(number + 1))]), "")
    )


def _older_pages(url: str | None, listed: set[str], progress: Progress) -> Steps[None]:
    """Show older pages of the feed, page after page."""
    read, seen = 1, set[str]()
    while url and url not in seen and read < progress.max_pages:
        seen.add(url)
        read += 1
        try:
            page = yield from fetch(url, _ACCEPT)
            feed = yield from compute(read_feed, page)
        except NothingFound:
            return
        except BadStatus as error:
            if error.status not in {400, 404, 410}:
                raise
            return
        if not (yield from progress.show(feed.entries, page.url, listed)):
            return
        url = feed.next or (_paged(url) if "paged=" in url else None)
