"""Strategy `sitemap`: the addresses of a sitemap that look like posts, with Google's news extension.

https://www.sitemaps.org/protocol.html. A sitemap is read with patterns, not as XML: 50,000 addresses take a fraction of
a second, and broken files are read as far as they go. `lastmod` says when a page was changed, never when it was
published. A sitemap lists only addresses of its own site; the files that an index lists may lie on another host if
robots.txt or a person names the index.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from clusterwatch import charset, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.probe_budget import ProbeBudget
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, Site, home_of
from clusterwatch.discovery.steps import Broken, Readings, Steps, cut, fetch, is_gone, no_index, no_posts
from clusterwatch.discovery.strategies import feed
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.discovery.xml_text import head_of, without_comments
from clusterwatch.errors import FetchError, NothingFound
from clusterwatch.models import CutReason, Entry, Method, Page
from clusterwatch.text import fold, tidy, unescape
from clusterwatch.vocab import slugs

_ACCEPT = "application/xml,text/xml,text/plain;q=0.9,*/*;q=0.8"
_DEPTH = 3  # of sitemaps in sitemaps
_LOCATION = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*(\S+)", re.I | re.M)
MAX_BYTES, MAX_URLS = 52_428_800, 50_000
_TAIL = 2000  # characters at the end, in which the root element ends
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(r"<((?:\w+:)?(?:urlset|sitemapindex))[\s>]", re.I)
_PIECE = re.compile(r"<(?:\w+:)?(url|sitemap)(?:\s[^<>]*)?>", re.I)
_VALUE = r"<{0}(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<text>[^<]*)(?=<))"
_LOC = re.compile(_VALUE.format(r"(?:(?!image|video)\w+:)?loc"), re.I | re.S)
_LASTMOD = re.compile(_VALUE.format(r"(?:\w+:)?lastmod"), re.I | re.S)
_DATE = re.compile(_VALUE.format(r"(?!image|video)\w+:publication_date"), re.I | re.S)
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

    `raw` is the number of its addresses, `cut` says why it is read in part.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()
    raw: int = 0
    cut: CutReason | None = None


class Origin(NamedTuple):
    """The address of the site whose sitemap is read, and whether robots.txt or a person names the sitemap."""

    site: str
    named: bool


def is_sitemap(page: Page) -> bool:
    """True when the body begins like a sitemap or an index of sitemaps."""
    return bool(_ROOT.search(head_of(_unpacked(page.body)[0]).decode("latin-1")))


def read_sitemap(page: Page, match: str | None = None, origin: Origin | None = None) -> Sitemap:
    """The sitemap on a page. With `match`, its posts are the addresses in which the pattern is found."""
    origin = origin or Origin(page.url, named=False)
    if feed.is_feed(page):  # the protocol allows feeds too
        found = feed.read_feed(page)
        posts = _posts(list(found.entries), _index(page, origin), match)
        return Sitemap(posts, raw=len(found.entries), cut=found.cut)
    body, whole = _unpacked(page.body)
    text = without_comments(charset.decode(body, None))
    root = _ROOT.search(text[:5000])
    if root is None:
        return _plain_list(text, page, match, origin)
    pieces = _PIECE.split(text)
    kinds, bodies = pieces[1::2], pieces[2::2]
    cut = CutReason.ADDRESSES if len(bodies) > MAX_URLS else None
    if cut is None and not (whole and re.search(rf"</{root[1]}\s*>", text[-_TAIL:], re.I)):
        cut = CutReason.END
    if "sitemap" in (k.lower() for k in kinds):
        return Sitemap(children=_children(bodies, page.url, match, origin), raw=len(bodies), cut=cut)
    entries = [e for body in bodies[:MAX_URLS] if (e := _entry(body, page.url))]
    return Sitemap(_posts(entries, _index(page, origin), match), raw=len(entries), cut=cut)


def _index(page: Page, origin: Origin) -> str:
    """The address whose site the posts of a sitemap belong to: its own, or that of the site which it is made for."""
    return page.url if urls.same_site(page.url, origin.site) else origin.site


def _plain_list(text: str, page: Page, match: str | None, origin: Origin) -> Sitemap:
    """A text file with one address per line. A few lines may be something else."""
    lines = [line.strip().lstrip("\ufeff") for line in text.splitlines() if line.strip()]
    addresses = [line for line in lines if re.match(r"https?://\S+$", line, re.I)]
    if not addresses or text.lstrip("\ufeff \r\n").startswith("<") or len(addresses) * 2 < len(lines):
        raise no_index(page.url, "sitemap")
    listed = [u for line in addresses[:MAX_URLS] if (u := urls.absolute(page.url, line))]
    found = [Entry(url, Method.SITEMAP, page.url) for url in listed]
    cut = CutReason.ADDRESSES if len(addresses) > MAX_URLS else None
    return Sitemap(_posts(found, _index(page, origin), match), raw=len(found), cut=cut)


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """The body, decompressed if it is gzip, up to the limit of the protocol, and whether it is whole.

    A gzip file may have several members (RFC 1952, section 2.2). A damaged file is read up to the damage.
    """
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES], len(body) <= MAX_BYTES
    out, left = b"", body
    while left.startswith(_GZIP) and len(out) < MAX_BYTES:
        member = zlib.decompressobj(wbits=31)
        try:
            out += member.decompress(left, MAX_BYTES - len(out))
        except zlib.error:
            return out, False
        if not member.eof:
            return out, False
        left = member.unused_data
    return out, len(out) < MAX_BYTES


def _children(bodies: Sequence[str], base: str, match: str | None, origin: Origin) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for body in bodies[:MAX_URLS]:
        url = urls.absolute(base, _value(_LOC, body) or "")
        if url and (origin.named or urls.same_site(url, base)):
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
    value = found["cdata"] if found["cdata"] is not None else unescape(found["text"])
    return value.strip() or None


def _posts(entries: list[Entry], index: str, match: str | None) -> tuple[Entry, ...]:
    if match:
        own = (e for e in reversed(entries) if re.search(match, e.url) and urls.same_site(e.url, index))
        by_key = {urls.key(e.url): e for e in own}
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
        """Show the posts of a sitemap or of those below it; True if all that is needed was read: it has every post."""
        url = settings.url
        named = bool(re.search(r"\.(xml|txt|gz)$|sitemap", url, re.I))
        written = Named((url,), by_robots=True)
        found = written if named else (yield from sitemaps(url, ProbeBudget(progress.cache, left=1)))
        origin = Origin(progress.source.url, found.by_robots)
        failure: FetchError | NothingFound = no_index(url, "sitemap")
        for candidate in found.urls[:3]:
            try:
                return (yield from _crawl(candidate, settings, progress, origin))
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
        named = yield from sitemaps(site.home.url, site.budget)
        for address in named.urls[:3]:
            found = yield from _probe(address, match, site, Origin(site.home.url, named.by_robots))
            if found is None:
                continue
            keys = {urls.key(e.url) for e in found.entries}
            shared = sum(urls.key(e.url) in keys for e in site.yardstick)
            if (shared * 2 >= len(site.yardstick)) if site.yardstick else (len(found.entries) >= 3):
                settings = StrategySettings(kind="sitemap", url=address, match=match)
                return Candidate(settings, found.entries, full_text=False, reaches_back=True)
        return None


def _probe(address: str, match: str | None, site: Site, origin: Origin) -> Steps[Sitemap | None]:
    """The sitemap at an address, or the first of those that it lists; None where there is none."""
    found = None
    for _ in range(2):
        page = yield from site.budget.attempt(address, _ACCEPT)
        try:
            found = (
                (yield from site.budget.readings.read(read_sitemap, page, match, origin)) if page else None
            )
        except NothingFound:
            found = None
        if found is None or not found.children:
            break
        address = found.children[0]
    return found


class Named(NamedTuple):
    """Addresses of sitemaps, and whether robots.txt names them. These may lie on another host."""

    urls: tuple[str, ...]
    by_robots: bool


def sitemaps(url: str, budget: ProbeBudget) -> Steps[Named]:
    """The addresses of the sitemaps of a site: those in robots.txt, else the usual ones."""
    home = home_of(url)
    page = yield from budget.attempt(f"{home}robots.txt", "text/plain,*/*;q=0.8")
    text = charset.decode(page.body, page.headers.get("content-type")) if page else ""
    named = tuple(dict.fromkeys(u for m in _LOCATION.finditer(text) if (u := urls.absolute(home, m[1]))))
    # Those on the host of the site first: they are more often the whole.
    own = sorted(named, key=lambda u: not urls.same_site(u, home))
    return Named(tuple(own) or (f"{home}sitemap.xml", f"{home}sitemap_index.xml"), by_robots=bool(named))


def pattern(yardstick: Sequence[Entry]) -> str | None:
    """A pattern for the directory or script that all posts of the news page have; None where they have none."""
    if (of_script := _script(yardstick)) is not None:
        return of_script
    paths = [urlsplit(e.url).path.split("/")[1:-1] for e in yardstick]
    common: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1 or re.fullmatch(r"\d+", level[0]):
            break
        common.append(level[0])
    if not common or (len(common) == 1 and re.fullmatch(r"[a-z]{2}", common[0])):
        return None
    return "/" + "/".join(re.escape(c) for c in common) + "/[^?]"


def _script(yardstick: Sequence[Entry]) -> str | None:
    """The pattern for posts that are all one script with different parameters, such as `/post.aspx?id=63`."""
    paths = {urlsplit(e.url).path for e in yardstick}
    queries = [dict(parse_qsl(urlsplit(e.url).query)) for e in yardstick]
    names = sorted(set.intersection(*map(set, queries))) if len(paths) == 1 else []
    values = {name: {query[name] for query in queries} for name in names}
    if not any(len(found) > 1 for found in values.values()):
        return None
    conditions = ""
    for name, found in values.items():
        value = f"{min(found)}(?:&|$)" if len(found) == 1 and re.fullmatch(r"[\w-]+", min(found)) else ""
        conditions += rf"(?=[^#]*[?&]{re.escape(name)}={value})"
    return rf"{re.escape(paths.pop())}{conditions}\?"


def _crawl(url: str, settings: StrategySettings, progress: Progress, origin: Origin) -> Steps[bool]:
    listed: set[str] = set()
    waiting, done, read, addresses = [(url, 0)], {url}, 0, 0
    while waiting and read < progress.max_pages:
        address, depth = waiting.pop(0)
        try:
            page = yield from fetch(address, _ACCEPT, progress.cache)
            read += 1
            found = None
            if page.status == 200:
                found = yield from progress.readings.read(read_sitemap, page, settings.match, origin)
                if found.cut:
                    most = MAX_URLS if found.cut is CutReason.ADDRESSES else None
                    yield Broken(cut(page.url, found.cut, most), gap=False)
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
            waiting.clear()
    if not listed and not progress.unchanged:
        raise no_posts(url, "sitemap", match=settings.match, addresses=addresses)
    return not waiting or (yield from progress.at_limit(url, read, waiting[0][0]))


def _below(found: Sitemap, depth: int, done: set[str]) -> list[tuple[str, int]]:
    new = [u for u in found.children if u not in done] if depth < _DEPTH else []
    done.update(new)
    return [(u, depth + 1) for u in new]
