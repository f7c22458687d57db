"""Strategy `sitemap`: the addresses of a sitemap that look like posts, with Google's news extension.

https://www.sitemaps.org/protocol.html. A sitemap is read with patterns, not as XML: 50,000 addresses take a fraction of
a second, and broken files are read as far as they go. `lastmod` says when a page was changed, never when it was
published.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from clusterwatch import charset, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, Site, home_of
from clusterwatch.discovery.steps import Broken, Readings, Steps, cut, fetch, is_gone, no_index, no_posts
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.errors import FetchError, NothingFound
from clusterwatch.models import CutReason, Entry, Method, Page
from clusterwatch.text import fold, tidy
from clusterwatch.vocab import slugs

_ACCEPT = "application/xml,text/xml,text/plain;q=0.9,*/*;q=0.8"
_DEPTH = 3  # of sitemaps in sitemaps
_LOCATION = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)
MAX_BYTES, MAX_URLS = 50_000_000, 50_000
_PIECE = re.compile(r"<(?:\w+:)?(url|sitemap)(?:\s[^<>]*)?>", re.I)
_VALUE = r"<{0}(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<text>[^<]*))"
_LOC = re.compile(_VALUE.format(r"(?:(?!image|video)\w+:)?loc"), re.I | re.S)
_LASTMOD = re.compile(_VALUE.format(r"(?:\w+:)?lastmod"), re.I | re.S)
_DATE = re.compile(_VALUE.format(r"\w+:publication_date"), re.I | re.S)
_TITLE = re.compile(_VALUE.format(r"news:title"), re.I | re.S)
_LANGUAGE = re.compile(_VALUE.format(r"news:language"), re.I | re.S)
# What content systems list beside posts.
_OTHERS = re.compile(
    r"(^|[^a-z])((pages?|(post_?)?tags?|users?|attachments?|images?|videos?|misc|portfolio)([^a-z]|$)"
    r"|taxonom|tribe_|template|elementor)"
)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The posts of a sitemap, newest change first, or the sitemaps of an index (`children`), likeliest first.

    `raw` is the number of its addresses, `cut` says that it has more than are read.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    raw: int = 0
    cut: bool = False


def is_sitemap(page: Page) -> bool:
    """True when the body begins like a sitemap or an index of sitemaps."""
    head = _unpacked(page.body)[:2000]
    return bool(re.search(rb"<(\w+:)?(urlset|sitemapindex)[\s>]", head, re.I))


def read_sitemap(page: Page, match: str | None = None) -> Sitemap:
    """The sitemap on a page. With `match`, its posts are the addresses in which the pattern is found."""
    text = charset.decode(_unpacked(page.body), None)
    if not re.search(r"<(\w+:)?(urlset|sitemapindex)[\s>]", text[:5000], re.I):
        return _plain_list(text, page, match)
    pieces = _PIECE.split(text)
    kinds, bodies = pieces[1::2], pieces[2::2]
    if "sitemap" in (k.lower() for k in kinds):
        return Sitemap(children=_children(bodies, page.url, match), raw=len(bodies))
    entries = [e for body in bodies[:MAX_URLS] if (e := _entry(body, page.url))]
    return Sitemap(_posts(entries, page.url, match), raw=len(entries), cut=len(bodies) > MAX_URLS)


def _plain_list(text: str, page: Page, match: str | None) -> Sitemap:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise no_index(page.url, "sitemap")
    addresses = [u for line in lines[:MAX_URLS] if (u := urls.absolute(page.url, line))]
    found = [Entry(url, Method.SITEMAP, page.url) for url in addresses]
    return Sitemap(_posts(found, page.url, match), raw=len(found), cut=len(lines) > MAX_URLS)


def _unpacked(body: bytes) -> bytes:
    """The body, decompressed if it is gzip, up to the limit of the protocol."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _children(bodies: Sequence[str], base: str, match: str | None) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for body in bodies[:MAX_URLS]:
        url = urls.absolute(base, _value(_LOC, body) or "")
        if url and urls.same_site(url, base):
            found.setdefault(url, _value(_LASTMOD, body) or "")
    newest = sorted(found, key=lambda u: found[u][:19], reverse=True)
    if match:  # the pattern is for addresses of posts, not of the files that list them
        return tuple(newest)
    wanted = [u for u in newest if not _lists_no_posts(_name(u))]
    preferred = [u for u in wanted if _lists_posts(_name(u))]
    return tuple(preferred or wanted or newest)


def _lists_posts(name: str) -> bool:
    return not url_filter.news_segments().isdisjoint(_words(name))


def _lists_no_posts(name: str) -> bool:
    """True for a sitemap of pages, categories, events, jobs, products or members; news of members are posts."""
    others = slugs("index_paths", "event_lists", "event_paths", "job_paths", "product_paths")
    if _OTHERS.search(name) or not others.isdisjoint(_words(name)):
        return True
    return not slugs("member_paths").isdisjoint(_words(name)) and not _lists_posts(name)


def _words(name: str) -> list[str]:
    return re.split(r"[\W_]+", name)


def _name(url: str) -> str:
    """The file name of a sitemap without the words that all of them have."""
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
        method=Method.SITEMAP,
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
        by_key = {urls.key(e.url): e for e in reversed(entries) if re.search(match, e.url)}
        chosen = list(reversed(by_key.values()))
    else:
        chosen = _like_posts(list(url_filter.filter_entries(entries, index)), index)
    return tuple(sorted(chosen, key=lambda e: (e.published or e.updated or "")[:19], reverse=True))


def _like_posts(entries: list[Entry], index: str) -> list[Entry]:
    """The entries with a word for news or a date in the address; else all in a file of posts; else the long slugs."""
    news = [e for e in entries if e.published or url_filter.is_news_address(e.url)]
    if news:
        return news
    if _lists_posts(_name(index)):
        return entries
    return [e for e in entries if len(re.findall(r"[^\W_]+", url_filter.segments(e.url)[-1])) >= 4]


class SitemapStrategy(Strategy):
    """The site's own list of addresses, newest change first."""

    kind = "sitemap"

    def reads(self, page: Page) -> bool:
        """True when the body begins like a sitemap."""
        return is_sitemap(page)

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts of a sitemap; none for an index of sitemaps."""
        return read_sitemap(page, settings.match).entries

    def read(self, page: Page, settings: StrategySettings, readings: Readings) -> Steps[tuple[Entry, ...]]:
        """As `entries`, in a worker."""
        return (yield from readings.read(read_sitemap, page, settings.match)).entries

    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show the posts of a sitemap or of the sitemaps below it; always True: it has every post."""
        url = settings.url
        named = bool(re.search(r"\.(xml|txt|gz)$|sitemap", url, re.I))
        candidates = [url] if named else (yield from sitemaps(url, ProbeBudget(progress.cache, left=1)))
        failure: FetchError | NothingFound = no_index(url, "sitemap")
        for candidate in candidates[:3]:
            try:
                yield from _crawl(candidate, settings, progress)
                return True
            except FetchError as error:
                if not is_gone(error):
                    raise
                failure = error
            except NothingFound as empty:
                failure = empty
        raise failure

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """A sitemap that has the posts of the news page, or posts at all where there is no news page."""
        if site.budget.left < 3:
            return None
        match = pattern(site.yardstick)
        for address in (yield from sitemaps(site.home.url, site.budget))[:3]:
            found = yield from _probe(address, match, site)
            if found is None:
                continue
            keys = {urls.key(e.url) for e in found.entries}
            shared = sum(urls.key(e.url) in keys for e in site.yardstick)
            if (shared * 2 >= len(site.yardstick)) if site.yardstick else (len(found.entries) >= 3):
                settings = StrategySettings(kind="sitemap", url=address, match=match)
                return Candidate(settings, found.entries, full_text=False, reaches_back=True)
        return None


def _probe(address: str, match: str | None, site: Site) -> Steps[Sitemap | None]:
    """The sitemap at an address, or the first of those that it lists; None where there is none."""
    found = None
    for _ in range(2):
        page = yield from site.budget.attempt(address, _ACCEPT)
        try:
            found = (yield from site.budget.readings.read(read_sitemap, page, match)) if page else None
        except NothingFound:
            found = None
        if found is None or not found.children:
            break
        address = found.children[0]
    return found


def sitemaps(url: str, budget: ProbeBudget) -> Steps[list[str]]:
    """The addresses of the sitemaps of a site: those in robots.txt, else the usual ones."""
    home = home_of(url)
    page = yield from budget.attempt(f"{home}robots.txt", "text/plain,*/*;q=0.8")
    text = charset.decode(page.body, page.headers.get("content-type")) if page else ""
    named = [
        u for m in _LOCATION.finditer(text) if (u := urls.absolute(home, m[1])) and urls.same_site(u, home)
    ]
    return list(dict.fromkeys(named)) or [f"{home}sitemap.xml", f"{home}sitemap_index.xml"]


def pattern(yardstick: Sequence[Entry]) -> str | None:
    """A pattern for the directory that the posts of the news page have in common; None where they have none."""
    paths = [urlsplit(e.url).path.split("/")[1:-1] for e in yardstick]
    common: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1 or re.fullmatch(r"\d+", level[0]):
            break
        common.append(level[0])
    if not common or (len(common) == 1 and re.fullmatch(r"[a-z]{2}", common[0])):
        return None
    return "/" + "/".join(re.escape(c) for c in common) + "/[^?]"


def _crawl(url: str, settings: StrategySettings, progress: Progress) -> Steps[None]:
    listed: set[str] = set()
    waiting, done, read, addresses = [(url, 0)], {url}, 0, 0
    while waiting and read < progress.max_pages:
        address, depth = waiting.pop(0)
        try:
            page = yield from fetch(address, _ACCEPT, progress.cache)
            read += 1
            found = None
            if page.status == 200:
                found = yield from progress.readings.read(read_sitemap, page, settings.match)
                if found.cut:
                    yield Broken(cut(page.url, CutReason.ADDRESSES, MAX_URLS), gap=False)
        except (FetchError, NothingFound) as error:
            if depth == 0 or (isinstance(error, FetchError) and not is_gone(error)):
                raise
            continue  # one file of many that is missing
        if found is None:
            progress.unchanged = True
            continue
        addresses += found.raw
        waiting = _below(found, depth, done) + waiting
        if found.entries and not (yield from progress.show(found.entries, page.url, listed)):
            break
    if not listed and not progress.unchanged:
        raise no_posts(url, "sitemap", match=settings.match, addresses=addresses)


def _below(found: Sitemap, depth: int, done: set[str]) -> list[tuple[str, int]]:
    new = [u for u in found.children if u not in done] if depth < _DEPTH else []
    done.update(new)
    return [(u, depth + 1) for u in new]
