"""Strategy `feed`: RSS 0.9x, 1.0, 2.0, Atom, CDF, JSON Feed, well-formed or not. Only this module uses feedparser.

One request gives the newest posts. Dates stay the text they were: feedparser misreads those that are not RFC 822
or 3339. An item that cannot be a post, because it has no address, is a file or lies on another site, is reported.
"""

from __future__ import annotations

import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
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
from clusterwatch.discovery.site import (
    SAME_LIST,
    Candidate,
    ParsedPage,
    Site,
    SitePage,
    home_of,
    of_parsed,
    overlap,
)
from clusterwatch.discovery.steps import Broken, Readings, Steps, compute, cut, fetch, no_index, no_posts
from clusterwatch.discovery.strategies.base import ROUND_IN_FEED, Strategy
from clusterwatch.discovery.xml_text import head_of
from clusterwatch.errors import BadStatus, NothingFound
from clusterwatch.models import (
    CutReason,
    Entry,
    LeftOutReason,
    Method,
    Page,
    PastReason,
    Problem,
    ProblemCode,
    Value,
)
from clusterwatch.text import fold, tidy, unescape, without_endless_numbers
from clusterwatch.vocab import folded, phrases, slugs

_ACCEPT = "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8"
_PREFIX = r"(?:[a-z][\w.-]*:)?"
_START = re.compile(rf"<\?xml\s|<{_PREFIX}(?:rss|feed|RDF)[\s>]|<channel[\s>]".encode(), re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_ROOT = re.compile(rf"<({_PREFIX}(?:rss|feed|RDF)|channel)[\s>]", re.I)
_PREFIXED = re.compile(r"<([a-z][\w.-]*:)rss[\s>]", re.I)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_ENTITY = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_CAPITAL_X = re.compile(r"&#X(?=[0-9a-fA-F]+;)")
# A text that the document type declares, without references to others.
_DECLARED = re.compile(r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"&%<]{0,200})"|'([^'&%<]{0,200})')\s*>""")
_MOST_REFERENCES = 1000  # to declared texts
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEFAULT_LANGUAGE = {"en", "en-us"}  # the default of generators
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|img|mark|p|q|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
# The tags of blocks that systems leave in titles. Other words in angle brackets may be part of a title.
_BLOCK = re.compile(r"</?(?:br|div|h[1-6]|li|ol|p|ul)(?:\s[^<>]*)?/?>", re.I)
_SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_PAIR = re.compile(r"<(\w+)(?:\s[^<>]*)?>([^<>]*)</\1>")
_ESCAPED = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.I)
_TIMES_ESCAPED = 3
_BARE_HOST = re.compile(r"www\.[\w-]+\.[\w.-]+(?:[/?]|$)", re.I)
_NAME = re.compile(rf"<({_PREFIX}(?:guid|id))(?:\s[^<>]*)?>(?!\s*(?:<!\[CDATA\[)?\s*(?:https?:/|/))", re.I)
_CHANNEL_LINK = re.compile(rf"<{_PREFIX}link(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?\s*(https?://[^\s<\]]+)", re.I)
_ALTERNATE = re.compile(rf"<{_PREFIX}link\s[^<>]*>", re.I)
_ATTRIBUTE = re.compile(r"""\s([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SINCE_1970 = re.compile(r"([1-9]\d{9})(?:\d{3})?")
_NUMBERED_MONTH = re.compile(r"[^\W\d]{2,4}\.?, (\d\d) (0\d|1[0-2]) (\d{4}) (\d\d:\d\d.*)")
MOST_ITEMS = 2_000  # of a feed
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_ITEM_END = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(</(?:\w+:)?(?:item|entry)\s*>)", re.I | re.S
)
_FEED_TYPE = re.compile(r"(rss|atom)\+xml|feed\+json|^(application|text)/xml$", re.I)
_FEED_ADDRESS = re.compile(
    r"(/feed/?$|/rss/?$|/atom/?$|\.rss$|(rss|atom|feed)\w{0,40}\.(xml|php|json)$|[?&](format|type|feed)=(feed|rss\w*|atom))",
    re.I,
)
_NO_PAGE = 2  # the rank of a link to a feed or to data
_NAMED = "link[rel~=alternate][href],link[rel~=feed][href]"
_MOST_NAMED = 500  # feeds of a page, in its head and in its text
_LONGEST = 300  # letters of a link to a feed
_OTHER_FEED = re.compile(r"oembed|ical|\.ics|podcast|/events?/|tribe|wlwmanifest|opensearch", re.I)
_MOST_PROBED = 4  # feeds
_SURE = 0.9  # the share of the newest posts with which a feed needs no other beside it
_UNMEASURED = 0.6  # the share that is assumed where the news page is not trusted


@dataclass(frozen=True, slots=True)
class Feed:
    """The posts of a feed, the address of its next page (RFC 5005), its generator.

    `cut` says why it is read in part. `left_out` are the problems of the items that are no posts, and `items` is the
    number of all items.
    """

    entries: tuple[Entry, ...]
    next: str | None = None
    generator: str = ""
    cut: CutReason | None = None
    left_out: tuple[Problem, ...] = ()
    items: int = 0


@cache
def _named(phrase_set: str) -> re.Pattern[str]:
    """The pattern that finds the phrases of a set in the name of a feed."""
    return re.compile(phrases(phrase_set).pattern)


def is_feed(page: Page) -> bool:
    """True when the body begins like a feed; the media type is often wrong."""
    body = _narrow(page)
    head = head_of(body)
    start = _START.search(head)
    if start:
        html = _HTML.search(head)
        if html and html.start() < start.start():
            return False
        return bool(_ROOT.search(head[start.start() :].decode("latin-1")))
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b"jsonfeed.org/version" in body


def read_feed(page: Page, files: bool = False) -> Feed:
    """The feed on a page. Raises NothingFound where there is none. With `files`, its items may be files."""
    if page.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(page, files)
    if not is_feed(page):
        raise no_index(page.url, "feed", "html" if _HTML.search(head_of(page.body)) else None)
    import feedparser  # a run in which no feed has changed does not need it

    text, cut_because = _first_items(_clean(page))
    site = _site_of(text, page.url)
    base = page.url if urls.same_site(site, page.url) else site
    parsed: Any = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "ignore")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise no_index(page.url, "feed", "unreadable")
    guids = Counter(_get(item, "id") for item in parsed.entries)
    language = _get(parsed.feed, "language")
    rss = not str(parsed.get("version") or "").startswith("atom")
    items = [
        _item(item, page, base, language, rss, guids, files)
        for item in parsed.entries
        if not _is_protected(item)
    ]
    links = parsed.feed.get("links", [])
    entries, left_out = _posts(items, page, site, files)
    return Feed(
        entries,
        _relation(links, "next", page.url),
        _get(parsed.feed, "generator") or "",
        cut_because,
        left_out,
        len(parsed.entries),
    )


_Missing = tuple[LeftOutReason, str | None, str | None]  # why, the title, the address


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a feed: its title, its address as written, and its post. Any of them may be missing."""

    title: str | None
    href: str | None
    entry: Entry | None


def _posts(
    items: Sequence[_Item], page: Page, site: str, files: bool
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The posts among the items, and the problems of the others. `site` is the address of the site of the feed."""
    homes = {urls.key(address) for address in (site, page.url, urls.absolute(site, "/") or site)}
    shared = Counter(urls.key(i.entry.url) for i in items if i.entry)
    found = []
    for item in items:
        if item.entry is None:
            continue
        key = urls.key(item.entry.url)
        # Posts that are sections of one page differ in their fragments alone.
        section = urls.with_fragment(item.entry.url, item.href) if shared[key] > 1 or key in homes else None
        found.append(replace(item.entry, url=section) if section else item.entry)
    entries = url_filter.filter_entries(found, page.url, files=files)
    kept = {id(e) for e in entries}
    titles = {urls.key(e.url): e.title for e in entries}
    index = url_filter.site_index(found, page.url)
    of_others = ((_why(e, titles, index, files), e.title, e.url) for e in found if id(e) not in kept)
    missing: list[_Missing] = [
        *((LeftOutReason.NO_ADDRESS, i.title, i.href) for i in items if i.entry is None),
        *((reason, title, url) for reason, title, url in of_others if reason),
    ]
    reasons = dict.fromkeys(reason for reason, _, _ in missing)
    return entries, tuple(_left_out(page.url, reason, missing) for reason in reasons)


def _why(entry: Entry, titles: Mapping[str, str | None], index: str, files: bool) -> LeftOutReason | None:
    """Why an item is not among the posts; None if it is there already, or about an event, a job or the like.

    `titles` has the titles of the posts by the keys of their addresses.
    """
    if reason := url_filter.left_out(entry.url, index, files=files):
        return reason
    same = titles.get(key := urls.key(entry.url))
    if key in titles:
        return LeftOutReason.SHARED if entry.title and same and entry.title != same else None
    return LeftOutReason.INDEX if url_filter.never(entry.url, index, files=files) else None


def _left_out(feed: str, reason: LeftOutReason, missing: Sequence[_Missing]) -> Problem:
    """The problem of the items that are no posts for one reason, with the first of them as an example."""
    same = [(title, href) for why, title, href in missing if why == reason]
    title, href = same[0]
    detail: dict[str, Value] = {"reason": reason, "text": title, "target": href}
    if href and _is_document(href):
        detail["kind"] = "feed"
    return Problem(ProblemCode.ITEMS_LEFT_OUT, url=feed, count=len(same), detail=detail)


def _narrow(page: Page) -> bytes:
    """The body in an encoding that contains ASCII: UTF-16 is converted to UTF-8."""
    if b"\x00" not in page.body[:200]:
        return page.body
    return charset.decode(page.body, page.headers.get("content-type")).encode("utf-8", "ignore")


def _first_items(text: str) -> tuple[str, CutReason | None]:
    """The feed with its first items only, and why these are not all. An item that ends in the middle is none."""
    further = next(islice(_ITEM.finditer(text), MOST_ITEMS, None), None)
    root = _ROOT.search(text)
    if further is None and (root is None or _ended(root[1]).search(text, root.end())):
        return text, None
    if further:
        end = further.start()
    else:
        closed = deque((found.end() for found in _ITEM_END.finditer(text) if found[1]), maxlen=1)
        first = _ITEM.search(text)
        end = closed[0] if closed else first.start() if first else len(text)
    channel = "</channel>" if root and root[1].lower() == "rss" else ""
    ends = f"{channel}</{root[1]}>" if root else ""
    return f"{text[:end]}{ends}", CutReason.POSTS if further else CutReason.END


@cache
def _ended(root: str) -> re.Pattern[str]:
    """The tag at the end of a feed whose first element is `root`."""
    return re.compile(rf"</{'(?:rss|channel)' if root.lower() == 'rss' else re.escape(root)}\s*>", re.I)


def _clean(page: Page) -> str:
    """The feed from its first tag on, without stray `&` and control characters."""
    body = _narrow(page)
    start = _START.search(body)
    first = start.start() if start else 0
    kind = "charset=utf-8" if b"\x00" in page.body[:200] else page.headers.get("content-type")
    text = without_endless_numbers(
        _CONTROL.sub("", charset.decode(body[first:], kind))
    )  # feedparser fails on them
    text = _with_declared(body[:first].decode("utf-8", "replace"), _DECLARATION.sub("", text))
    text = _CAPITAL_X.sub("&#x", text)
    prefixed = _PREFIXED.search(text)
    if prefixed:
        text = re.sub(rf"(</?){re.escape(prefixed[1])}", r"\1", text)
    text = _NAME.sub(r'<\1 isPermaLink="false">', text)  # feedparser would make addresses of names
    return '<?xml version="1.0" encoding="utf-8"?>' + _escaped(text).lstrip()


def _with_declared(before: str, text: str) -> str:
    """The feed with the texts that the document type declares; it may stand in what is `before` the feed."""
    root = _ROOT.search(text)
    head = before + text[: root.start() if root else 0]
    declared = {name: double or single for name, double, single in _DECLARED.findall(head)}
    if not declared:
        return text
    names = "|".join(map(re.escape, declared))
    return re.sub(rf"&({names});", lambda found: declared[found[1]], text, count=_MOST_REFERENCES)


def _escaped(text: str) -> str:
    """`text` with stray `&` escaped, except in CDATA sections. An unclosed section is no section."""
    out, at = [], 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        out += [_ENTITY.sub("&amp;", text[at:start]), text[start : end + 3]]
        at = end + 3
    return "".join((*out, _ENTITY.sub("&amp;", text[at:])))


def _site_of(text: str, url: str) -> str:
    """The address of the site that a feed names before its items; its own address if it names none."""
    first = _ITEM.search(text)
    head = text[: first.start() if first else None]
    for tag in _ALTERNATE.findall(head):
        attributes = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(tag)}
        href = attributes.get("href", "")
        if attributes.get("rel", "alternate") == "alternate" and re.match(r"https?://", href, re.I):
            return urls.absolute(url, unescape(href)) or url
    named = _CHANNEL_LINK.search(head)
    return (urls.absolute(url, unescape(named[1])) if named else None) or url


def _item(
    item: Any, page: Page, base: str, language: str | None, rss: bool, guids: Counter[str | None], files: bool
) -> _Item:
    guid = _get(item, "id")
    title = _title(item, rss)
    base = next(
        (d["base"] for d in (item.get("title_detail"), item.get("summary_detail")) if d and d.get("base")),
        base,
    )
    own = urls.absolute(base, guid) if guid and re.match(r"https?:/", guid, re.I) else None
    href = _link(item, base) or (_document(item) if files and own is None else None)
    url = (urls.absolute(base, href) if href else None) or own
    if own and url and not urls.same_site(url, base) and urls.same_site(own, base) and guids[guid] == 1:
        url, href = own, guid  # the link leads to another site, and the permalink to the page of the post
    if not url:
        return _Item(title or plain(_body(item)[0]), href or _enclosed(item), None)
    published = _date(_get(item, "published") or _get(item, "created"), page)
    updated = _date(_get(item, "updated"), page)
    if rss and not published:
        published, updated = updated, None  # RSS 1.0 has dc:date only
    body, complete = _body(item)
    unique = guid is not None and guids[guid] == 1
    twin = own if own and own != url and unique and not url_filter.is_home(own) else None
    entry = Entry(
        url=url,
        method=Method.FEED,
        index=page.url,
        title=title,
        published=published,
        updated=updated,
        body=body,
        complete=complete and not urls.is_document(url),
        language=_language_of(item, language),
        twins=(twin,) if twin and urls.same_site(twin, url) else (),
        guid=guid if unique and own is None else None,
    )
    return _Item(title, href, entry)


def _link(item: Any, base: str) -> str | None:
    """The link of an item to its page."""
    links = item.get("links", [])
    link = _get(item, "feedburner_origlink") or _alternate(links) or _elsewhere(item) or _get(item, "link")
    if link and _BARE_HOST.match(written := link.removeprefix(base.rpartition("/")[0] + "/")):
        return f"{urlsplit(base).scheme}://{written}"
    return link


def _alternate(links: Sequence[Any]) -> str | None:
    """The best of the links to the page of an item: a page before other types, and those before another feed."""
    named = [link for link in links if _relation_of(link) == "alternate" and link.get("href")]
    best = min(named, key=lambda link: _rank(link.get("type") or "text/html"), default=None)
    return best["href"] if best and _rank(best.get("type") or "text/html") < _NO_PAGE else None


def _relation_of(link: Any) -> str:
    """The relation of a link; RFC 4287 also allows its name as an address."""
    return str(link.get("rel") or "alternate").rpartition("/")[2]


def _rank(media_type: str) -> int:
    if "html" in media_type:
        return 0
    return _NO_PAGE if "xml" in media_type or "json" in media_type else 1


def _elsewhere(item: Any) -> str | None:
    """The page that has the content of an Atom entry, if the entry only names it (RFC 4287, section 4.1.3.2)."""
    return next((c["src"] for c in item.get("content", []) if c.get("src")), None)


def _enclosed(item: Any) -> str | None:
    """The file of an item without a link."""
    return next((e["href"] for e in item.get("enclosures", []) if e.get("href")), None)


def _document(item: Any) -> str | None:
    """The first file of an item that may be the text of a post."""
    files = (str(e.get("href") or "") for e in item.get("enclosures", []))
    return next(filter(_is_document, files), None)


def _is_document(href: str) -> bool:
    """True when a link as it is written leads to a file that may be the text of a post."""
    try:
        return urls.is_document(href)
    except ValueError:
        return False


def _title(item: Any, rss: bool) -> str | None:
    """The title without markup. RSS does not say whether it is text or HTML, so only known tags are removed."""
    title = _SECTION.sub(r"\1", _get(item, "title") or "")
    kind = (item.get("title_detail") or {}).get("type")
    if not rss and kind != "text/plain":
        return plain(title)
    if not rss:
        return tidy(_unescaped(title)) or None
    return _without_tags(title)


def _without_tags(title: str) -> str | None:
    """A title without the tags that are markup in most titles. Other words in angle brackets are part of it."""
    return tidy(_unescaped(_INLINE.sub("", _BLOCK.sub(" ", title)))) or None


def _unescaped(title: str) -> str:
    """A title whose markup was escaped once or more often than its format needs."""
    for _ in range(_TIMES_ESCAPED):
        if not _ESCAPED.search(title):
            break
        title = _SECTION.sub(r"\1", unescape(title))
        title = _PAIR.sub(lambda pair: pair[2] if _INLINE.match(f"<{pair[1]}>") else pair[0], title)
    return title


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
    contents = [_SECTION.sub(r"\1", c.get("value") or "") for c in item.get("content", [])]
    body = max(contents, key=len, default="") or summary
    if not body.strip():
        return None, False
    return body, bool(contents) and is_full_text(body, summary)


def _get(item: Any, name: str) -> str | None:
    """A text field; feedparser's lookup returns `published` for `updated`, so it is avoided."""
    value = dict.get(item, name)
    return value.strip() or None if isinstance(value, str) else None


def _date(value: object, page: Page) -> str | None:
    """The text of a date. Seconds or milliseconds since 1970, and a number for the month in RFC 822, are rewritten.

    Digits that would be a time after the page was fetched are something else and stay as they are.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else text_in(value)
    if text is None:
        return None
    if since := _SINCE_1970.fullmatch(text):
        time = datetime.fromtimestamp(int(since[1]), UTC)
        return time.isoformat() if time <= page.fetched + timedelta(days=1) else text
    numbers = _NUMBERED_MONTH.fullmatch(text)
    return f"{numbers[3]}-{numbers[2]}-{numbers[1]} {numbers[4]}" if numbers else text


def _relation(links: Iterable[Any], rel: str, base: str) -> str | None:
    named = (link["href"] for link in links if _relation_of(link) == rel and link.get("href"))
    return next((urls.absolute(base, href) for href in named), None)


def _language_of(item: Any, of_feed: str | None) -> str | None:
    """The language of an item: that of its text before that of its title, and both before that of the feed."""
    details = (*item.get("content", []), item.get("summary_detail"), item.get("title_detail"))
    own = _get(item, "language") or next((d["language"] for d in details if d and d.get("language")), None)
    return _language(own, of_feed) if own else _language(of_feed)


def _language(value: str | None, of_feed: str | None = None) -> str | None:
    """A language code in lower case. English is none, unless the feed has another language: it is often a default."""
    code, other = ((v or "").strip().lower().replace("_", "-") for v in (value, of_feed))
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code):
        return None
    return None if code in _DEFAULT_LANGUAGE and other.partition("-")[0] in ("", "en") else code


def _json_feed(page: Page, files: bool) -> Feed:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/"""
    data = json_body(page)
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in (text_in(data.get("version")) or ""):
        raise no_index(page.url, "feed", "json")
    site = urls.absolute(page.url, text_in(data.get("home_page_url")) or "") or page.url
    base = page.url if urls.same_site(site, page.url) else site
    found = [i for i in items[:MOST_ITEMS] if isinstance(i, dict)]
    guids = Counter(_json_id(i) for i in found)
    read = [_json_item(i, page, base, text_in(data.get("language")), guids, files) for i in found]
    entries, left_out = _posts(read, page, site, files)
    following = text_in(data.get("next_url"))
    return Feed(
        entries,
        urls.absolute(page.url, following) if following else None,
        cut=CutReason.POSTS if len(items) > MOST_ITEMS else None,
        left_out=left_out,
        items=len(found),
    )


def _json_id(item: dict[str, Any]) -> str | None:
    """The id of an item. Version 1.0 says that a number is to be read as text."""
    value = item.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text_in(value)


def _json_item(
    item: dict[str, Any],
    page: Page,
    base: str,
    language: str | None,
    guids: Counter[str | None],
    files: bool,
) -> _Item:
    guid, title = _json_id(item), _without_tags(text_in(item.get("title")) or "")
    is_address = guid is not None and re.match(r"https?:/", guid, re.I) is not None
    # `external_url` is the page that an item is about. Items without a page of their own have no other address.
    href = text_in(item.get("url")) or (guid if is_address else None) or text_in(item.get("external_url"))
    attached = _attached(item)
    href = href or (attached if files and attached and _is_document(attached) else None)
    url = urls.absolute(base, href) if href else None
    body = text_in(item.get("content_html")) or text_in(item.get("content_text")) or ""
    summary = text_in(item.get("summary")) or ""
    if url is None:
        return _Item(title or plain(body or summary), href or attached, None)
    own = urls.absolute(base, guid) if guid and is_address and guids[guid] == 1 else None
    entry = Entry(
        url=url,
        method=Method.FEED,
        index=page.url,
        title=title,
        published=_date(item.get("date_published"), page),
        updated=_date(item.get("date_modified"), page),
        body=body or summary or None,
        complete=bool(body) and is_full_text(body, summary) and not urls.is_document(url),
        language=_language(text_in(item.get("language")) or language, language),
        twins=(own,)
        if own and own != url and urls.same_site(own, url) and not url_filter.is_home(own)
        else (),
        guid=guid if guid and not is_address and guids[guid] == 1 else None,
    )
    return _Item(title, href, entry)


def _attached(item: dict[str, Any]) -> str | None:
    """The file of an item: the first one that may be a text, else the first."""
    attachments = item.get("attachments")
    found = [a for a in attachments if isinstance(a, dict)] if isinstance(attachments, list) else []
    links = [href for a in found if (href := text_in(a.get("url")))]
    return next(filter(_is_document, links), links[0] if links else None)


class FeedStrategy(Strategy):
    """The newest posts in one request, and older pages of the feed where nothing else has them."""

    kind = "feed"
    states_posts = True

    def reads(self, page: Page) -> bool:
        """True when the body begins like a feed."""
        return is_feed(page)

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts of a feed."""
        return read_feed(page, settings.files).entries

    def read(self, page: Page, settings: StrategySettings, readings: Readings) -> Steps[tuple[Entry, ...]]:
        """As `entries`, in a worker."""
        return (yield from readings.read(read_feed, page, settings.files)).entries

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
        feed = yield from progress.readings.read(read_feed, page, settings.files)
        if feed.cut:
            most = MOST_ITEMS if feed.cut is CutReason.POSTS else None
            yield Broken(cut(page.url, feed.cut, most), gap=False)
        for problem in feed.left_out:
            yield Broken(problem, gap=False, of_index=False)
        if not feed.entries:
            raise no_posts(page.url, "feed", items=feed.items or None)
        listed: set[str] = set()
        yield from progress.show(feed.entries, page.url, listed)
        progress.postponed.append(_older_pages(feed, settings, page.url, listed, progress))
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
                feed = (yield from site.budget.readings.read(read_feed, page, False)) if page else None
            except NothingFound:
                continue
            if feed is None or not feed.entries:
                continue
            share = overlap(feed.entries, site.yardstick) if site.yardstick else _UNMEASURED
            if best is None or share > best[0]:
                best = (share, url, feed)
            if share >= _SURE or not site.yardstick:
                break
        if best is None or best[0] < SAME_LIST:
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


def _older_pages(
    feed: Feed, settings: StrategySettings, first: str, listed: set[str], progress: Progress
) -> Steps[None]:
    """Show older pages of the feed. A backfill notes where it ends as if the feed had a limit."""
    before = len(listed)
    yield from _further_pages(_next_page(feed, first), settings, first, listed, progress)
    if not progress.backfill or feed.items not in ROUND_IN_FEED or len(listed) > before:
        return
    oldest = {urls.key(u) for u in (feed.entries[-1].url, *feed.entries[-1].twins)}
    listings = sum(any(keys & oldest for keys in head) for head in progress.heads)
    days = yield from progress.days(feed.entries)
    reaches_since = progress.since and any(day and day < progress.since for day in days)
    if not reaches_since and listings < 2:
        detail: dict[str, Value] = {
            "reason": PastReason.FEED,
            "posts": feed.items,
            "list": progress.source.url,
        }
        progress.doubts.append(Problem(ProblemCode.PAST_NOT_REACHED, url=first, detail=detail))


def _further_pages(
    url: str | None, settings: StrategySettings, first: str, listed: set[str], progress: Progress
) -> Steps[None]:
    """Show older pages of the feed, page after page."""
    read, seen = 1, set[str]()
    while url and url not in seen and read < progress.max_pages:
        seen.add(url)
        read += 1
        try:
            page = yield from fetch(url, _ACCEPT)
            feed = yield from compute(read_feed, page, settings.files)
        except NothingFound:
            return
        except BadStatus as error:
            if error.status not in {400, 404, 410}:
                raise
            return
        if not (yield from progress.show(feed.entries, page.url, listed)):
            return
        url = feed.next or (_paged(url) if "paged=" in url else None)
    if url and url not in seen and seen:
        yield from progress.at_limit(first, read, url)
