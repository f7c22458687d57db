"""A feed → its posts: RSS 0.9x, 1.0, 2.0, Atom, JSON Feed, well-formed or not; the one module that knows feedparser.

Dates stay the text they were (feedparser misreads those that are not RFC 822 or 3339).
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import feedparser

from clusterwatch import charset, urls
from clusterwatch.discovery import url_filter, words
from clusterwatch.discovery.full_text import is_whole, plain
from clusterwatch.discovery.json_body import json_body, text_in
from clusterwatch.discovery.steps import no_index
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Page
from clusterwatch.text import fold, tidy

_START = re.compile(rb"<\?xml\s|<rss[\s>]|<(?:\w+:)?feed[\s>]|<rdf:RDF[\s>]", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_ROOT = re.compile(r"<(rss|(?:\w+:)?feed|rdf:RDF|channel)[\s>]", re.I)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_ENTITY = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEFAULT_LANGUAGE = {"en", "en-us"}  # what generators write where nobody chose
_INLINE = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|img|mark|p|q|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: its posts, the address of its next page (RFC 5005), its generator."""

    entries: tuple[Entry, ...]
    next: str | None = None
    generator: str = ""


def is_feed(page: Page) -> bool:
    """True when the body, whatever its media type says, begins like a feed."""
    head = _narrow(page)[:_HEAD]
    start = _START.search(head)
    if start:
        html = _HTML.search(head)
        if html and html.start() < start.start():
            return False
        return bool(_ROOT.search(head[start.start() :].decode("latin-1")))
    return head.lstrip()[:1] == b"{" and b"jsonfeed.org/version" in head


def read_feed(page: Page) -> Feed:
    """The feed that `page` holds. Raises NothingFound with the reason when it holds none."""
    if page.body.lstrip()[:1] == b"{":
        return _json_feed(page)
    if not is_feed(page):
        raise no_index(page.url, "feed", "html" if _HTML.search(page.body[:_HEAD]) else None)
    parsed: Any = feedparser.parse(
        io.BytesIO(_clean(page)),
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
        url_filter.posts_only([e for e in entries if e], page.url),
        _relation(links, "next", page.url),
        _get(parsed.feed, "generator") or "",
    )


def feed_of(page: Page | None) -> Feed | None:
    """The feed that `page` holds; None where it holds none."""
    try:
        return read_feed(page) if page else None
    except NothingFound:
        return None


def _narrow(page: Page) -> bytes:
    """The body in an encoding in which tags can be seen: UTF-16 as UTF-8."""
    if b"\x00" not in page.body[:200]:
        return page.body
    return charset.decode(page.body, page.headers.get("content-type")).encode("utf-8", "ignore")


def _clean(page: Page) -> bytes:
    """The feed as UTF-8 from its first tag on: nothing before the declaration, no stray `&`, no control characters."""
    body = _narrow(page)
    start = _START.search(body[:_HEAD])
    body = body[start.start() :] if start else body
    kind = "charset=utf-8" if b"\x00" in page.body[:200] else page.headers.get("content-type")
    text = _CONTROL.sub("", charset.decode(body, kind))
    text = _DECLARATION.sub("", text)
    return ('<?xml version="1.0" encoding="utf-8"?>' + _escaped(text).lstrip()).encode("utf-8", "ignore")


def _escaped(text: str) -> str:
    """`text` with its stray `&` escaped, but not in CDATA; a CDATA that is not closed is none."""
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
        published, updated = updated, None  # dc:date is all that RSS 1.0 has
    body, complete = _body(item)
    twin = own if own and own != url and guids[guid] == 1 and not url_filter.is_home(own) else None
    return Entry(
        url=url,
        method="feed",
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
    """The title without markup. RSS does not say whether it is text or HTML: only known tags are markup there."""
    title = _get(item, "title") or ""
    if rss:
        return tidy(html.unescape(_INLINE.sub("", title))) or None
    kind = (item.get("title_detail") or {}).get("type")
    return tidy(title) or None if kind == "text/plain" else plain(title)


def _is_protected(item: Any) -> bool:
    """True for a post that asks for a password: WordPress lists it with a form or a sentence in place of its text."""
    texts = [c.get("value") or "" for c in item.get("content", [])] or [_get(item, "summary") or ""]
    if any("post-password-form" in text for text in texts):
        return True
    before, colon, _ = (_get(item, "title") or "").partition(":")
    return bool(colon) and fold(before).strip() in words.PROTECTED and len(max(texts, key=len)) < 200


def _body(item: Any) -> tuple[str | None, bool]:
    """The longest HTML that an item carries, and whether that is the whole post."""
    summary = _get(item, "summary") or ""
    contents = [c.get("value") or "" for c in item.get("content", [])]
    body = max(contents, key=len, default="") or summary
    if not body.strip():
        return None, False
    return body, bool(contents) and is_whole(body, summary)


def _get(item: Any, name: str) -> str | None:
    """A text field; feedparser's own lookup answers `updated` with `published`, so it is passed by."""
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
    for item in (i for i in items if isinstance(i, dict)):
        link = text_in(item.get("url")) or text_in(item.get("id"))
        url = urls.absolute(page.url, link) if link else None
        if url:
            entries.append(_json_entry(item, url, page, text_in(data.get("language"))))
    following = text_in(data.get("next_url"))
    return Feed(
        url_filter.posts_only(entries, page.url), urls.absolute(page.url, following) if following else None
    )


def _json_entry(item: dict[str, Any], url: str, page: Page, language: str | None) -> Entry:
    body = text_in(item.get("content_html")) or text_in(item.get("content_text")) or ""
    summary = text_in(item.get("summary")) or ""
    return Entry(
        url=url,
        method="feed",
        index=page.url,
        title=plain(text_in(item.get("title"))),
        published=text_in(item.get("date_published")),
        updated=text_in(item.get("date_modified")),
        body=body or summary or None,
        complete=bool(body) and is_whole(body, summary),
        language=_language(text_in(item.get("language")) or language),
    )
