"""A sitemap → addresses that look like posts (https://www.sitemaps.org/protocol.html), with Google's news extension.

Read with patterns, not as XML: 50,000 addresses take a fraction of a second, broken files are read as far as they go.
`lastmod` says when a page was changed, never when it was published.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from clusterwatch import charset, urls
from clusterwatch.discovery import url_filter, words
from clusterwatch.discovery.steps import no_index
from clusterwatch.models import Entry, Page
from clusterwatch.text import fold, tidy

MAX_BYTES, MAX_URLS = 50_000_000, 50_000
_PIECE = re.compile(r"<(?:\w+:)?(url|sitemap)(?:\s[^<>]*)?>", re.I)
_VALUE = r"<{0}(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<text>[^<]*))"
_LOC = re.compile(_VALUE.format(r"(?:(?!image|video)\w+:)?loc"), re.I | re.S)
_LASTMOD = re.compile(_VALUE.format(r"(?:\w+:)?lastmod"), re.I | re.S)
_DATE = re.compile(_VALUE.format(r"\w+:publication_date"), re.I | re.S)
_TITLE = re.compile(_VALUE.format(r"news:title"), re.I | re.S)
_LANGUAGE = re.compile(_VALUE.format(r"news:language"), re.I | re.S)
_POSTS = re.compile(
    r"(^|[^a-z])(posts?|news|articles?|blog|actu\w*|aktu\w*|nieuws|press?e?|noticias?|novice|beitr\w+)([^a-z]|$)"
)
_NOT_POSTS = re.compile(
    r"(^|[^a-z])(pages?|categor\w*|kategor\w*|(post_?)?tags?|authors?|users?|products?|produit\w*|attachments?|images?|videos?"
    r"|taxonom\w+|events?|tribe_\w+|agenda|archives?|template\w*|elementor\w*|misc|authors?|members?|portfolio)([^a-z]|$)"
)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Either the posts of a set of addresses, newest change first, or the sitemaps of an index, likeliest first."""

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    raw: int = 0


def is_sitemap(page: Page) -> bool:
    """True when the body begins like a sitemap or an index of sitemaps."""
    head = _unpacked(page.body)[:2000]
    return bool(re.search(rb"<(\w+:)?(urlset|sitemapindex)[\s>]", head, re.I))


def read_sitemap(page: Page, match: str | None = None) -> Sitemap:
    """What the sitemap on `page` holds; with `match`, every address that the pattern finds. Raises NothingFound."""
    text = charset.decode(_unpacked(page.body), None)
    if not re.search(r"<(\w+:)?(urlset|sitemapindex)[\s>]", text[:5000], re.I):
        return _plain_list(text, page, match)
    pieces = _PIECE.split(text)
    kinds, bodies = pieces[1::2], pieces[2::2]
    if "sitemap" in (k.lower() for k in kinds):
        return Sitemap(children=_children(bodies, page.url, match), raw=len(bodies))
    entries = [e for body in bodies[:MAX_URLS] if (e := _entry(body, page.url))]
    return Sitemap(_posts(entries, page.url, match), raw=len(entries))


def _plain_list(text: str, page: Page, match: str | None) -> Sitemap:
    lines = [line.strip() for line in text.splitlines()[:MAX_URLS] if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise no_index(page.url, "sitemap")
    found = [Entry(u, "sitemap", page.url) for line in lines if (u := urls.absolute(page.url, line))]
    return Sitemap(_posts(found, page.url, match), raw=len(found))


def _unpacked(body: bytes) -> bytes:
    """The body, or what its gzip holds, up to the cap of the protocol."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _children(bodies: Iterable[str], base: str, match: str | None) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for body in bodies:
        url = urls.absolute(base, _value(_LOC, body) or "")
        if url and urls.same_site(url, base):
            found.setdefault(url, _value(_LASTMOD, body) or "")
    newest = sorted(found, key=lambda u: found[u][:19], reverse=True)
    if match:  # the person's pattern speaks of posts, not of the files they are listed in
        return tuple(newest)
    wanted = [u for u in newest if not _NOT_POSTS.search(_name(u))]
    preferred = [u for u in wanted if _POSTS.search(_name(u))]
    return tuple(preferred or wanted or newest)


def _name(url: str) -> str:
    """What the file name of a child says, without the words that all of them have."""
    parts = urlsplit(url)
    name = fold(f"{parts.path.rsplit('/', 1)[-1]} {parts.query}")
    name = re.sub(
        r"wp-sitemap-(posts|taxonomies|users)-?", lambda m: "" if m[1] == "posts" else f" {m[1]} ", name
    )
    return re.sub(r"posttype-|post-type-|page=?\d+|\d+|sitemap|\.xml|\.gz", " ", name).replace(
        "taxonomies", "taxonomy"
    )


def _entry(body: str, base: str) -> Entry | None:
    url = urls.absolute(base, _value(_LOC, body) or "")
    if not url:
        return None
    title = _value(_TITLE, body)
    return Entry(
        url=url,
        method="sitemap",
        index=base,
        title=tidy(title) if title else None,
        published=_value(_DATE, body),
        updated=_value(_LASTMOD, body),
        language=_value(_LANGUAGE, body),
    )


def _value(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    if not found:
        return None
    value = found["cdata"] if found["cdata"] is not None else html.unescape(found["text"])
    return value.strip() or None


def _posts(entries: list[Entry], index: str, match: str | None) -> tuple[Entry, ...]:
    if match:
        kept = {urls.key(e.url): e for e in reversed(entries) if re.search(match, e.url)}
        chosen = list(reversed(kept.values()))
    else:
        chosen = _like_posts(list(url_filter.posts_only(entries, index)), index)
    return tuple(sorted(chosen, key=lambda e: (e.published or e.updated or "")[:19], reverse=True))


def _like_posts(entries: list[Entry], index: str) -> list[Entry]:
    """Those with a word for news or a date in their address; else, in a file of posts, all; else the long names."""
    news = [e for e in entries if e.published or is_news_address(e.url)]
    if news:
        return news
    if _POSTS.search(_name(index)):
        return entries
    return [e for e in entries if len(re.findall(r"[^\W_]+", url_filter.segments(e.url)[-1])) >= 4]


def is_news_address(url: str) -> bool:
    """True when a segment above the last is a word for news, or the path has a date."""
    parts = url_filter.segments(url)
    return any(p in words.NEWS_PATH for p in parts[:-1]) or bool(re.search(r"/(19|20)\d\d/\d\d?/.", url))
