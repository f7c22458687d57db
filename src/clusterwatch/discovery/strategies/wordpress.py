"""Strategy `wordpress`: the REST interface of WordPress, page after page of a collection, newest first.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.full_text import is_full_text, plain
from clusterwatch.discovery.json_body import json_body, text_in
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.progress import Progress
from clusterwatch.discovery.site import Candidate, ParsedPage, Site, SitePage, home_of, of_parsed
from clusterwatch.discovery.steps import Steps, compute, fetch, is_gone, no_index, no_posts
from clusterwatch.discovery.strategies.base import Strategy
from clusterwatch.errors import BadStatus, FetchError, NothingFound
from clusterwatch.models import Entry, Method, Page
from clusterwatch.vocab import slugs

PAGE_SIZE, LARGEST_PAGE = 20, 100  # posts per page; WordPress gives no more than 100
_ACCEPT = "application/json,*/*;q=0.8"
_WORDPRESS = re.compile(r"/wp-(content|includes|json)/|content=[\"']WordPress", re.I)
_API = "https://api.w.org/"
_FIELDS = "id,date,modified,slug,link,guid,title,content,lang"
_ROUTE = re.compile(r"(/wp-json/?|[?&]rest_route=/?)", re.I)
# Types of content systems and plugins that are no posts.
_NO_POSTS = re.compile(
    r"^(attachment|media|pages?|blocks?|templates?|template-parts|navigation|menu-items|global-styles|font-.*|wp_.*"
    r"|elementor.*|e-.*|revision|nav_menu_item|patterns?|.*(event|member|partner|team|product|job|slide).*)$"
)


@dataclass(frozen=True, slots=True)
class Collection:
    """One page of a collection: its posts, the number of pages by the server, the number of objects (`raw`)."""

    entries: tuple[Entry, ...]
    pages: int | None
    raw: int


def collections(url: str) -> list[str]:
    """The addresses at which the posts of a site may be, likeliest first; `url` itself where it is a collection."""
    parts = urlsplit(url)
    route = _ROUTE.search(url)
    if route:
        if re.search(r"wp/v2/\w+", url):
            return [url]
        return [endpoint(url, "posts")]
    home = f"{parts.scheme}://{parts.netloc}/"
    out = [f"{home}wp-json/wp/v2/posts", f"{home}?rest_route=/wp/v2/posts"]
    first = next((s for s in parts.path.split("/") if s), None)
    if first and "." not in first:
        out.append(f"{home}{first}/wp-json/wp/v2/posts")
    return out


def endpoint(root: str, name: str) -> str:
    """The address of collection `name` below the REST root that a site names, in either of its two forms."""
    parts = urlsplit(root)
    query = dict(parse_qsl(parts.query))
    if "rest_route" in query:
        query["rest_route"] = f"/wp/v2/{name}"
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query, safe="/"), ""))
    path = re.sub(r"(/wp-json|/wp/v2).*$", "/wp-json", parts.path).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/wp/v2/{name}", parts.query, ""))


def sibling(collection: str, name: str) -> str:
    """The address of collection `name` on the site of another collection, without its parameters."""
    parts = urlsplit(collection)
    if "rest_route=" in parts.query:
        return endpoint(f"{parts.scheme}://{parts.netloc}{parts.path}?rest_route=/", name)
    return endpoint(f"{parts.scheme}://{parts.netloc}{parts.path}", name)


def page_address(collection: str, number: int, size: int) -> str:
    """Page `number` (from 1) of a collection, newest first, `size` posts a page, only the fields that are read."""
    parts = urlsplit(collection)
    ours = {
        "per_page": str(size),
        "page": str(number),
        "orderby": "date",
        "order": "desc",
        "_fields": _FIELDS,
    }
    query = [(n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if n not in ours] + list(
        ours.items()
    )
    text = urlencode(query, safe="/,[]", quote_via=quote)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, text, ""))


def read_collection(page: Page) -> Collection:
    """The posts on one page of a collection. Raises NothingFound when the body is not a list of them."""
    data = json_body(page)
    if not isinstance(data, list):
        raise no_index(page.url, "wordpress", "json")
    entries = [e for item in data if isinstance(item, dict) and (e := _entry(item, page))]
    if data and not entries and not any(isinstance(i, dict) and "link" in i for i in data):
        raise no_index(page.url, "wordpress", "objects-without-address")
    total = page.headers.get("x-wp-totalpages", "")
    pages = int(total) if re.fullmatch(r"\d{1,9}", total) else None
    return Collection(url_filter.filter_entries(entries, page.url, sure=True), pages, len(data))


def read_types(page: Page) -> list[str]:
    """The names (`rest_base`) of a site's own collections that may hold news, from `/wp/v2/types`."""
    data = json_body(page)
    out = []
    for kind in (data if isinstance(data, dict) else {}).values():
        base = kind.get("rest_base") if isinstance(kind, dict) else None
        if isinstance(base, str) and base and base != "posts" and not _is_no_posts(base.lower()):
            out.append(base)
    return out


def _is_no_posts(name: str) -> bool:
    """True for a type of other objects than posts, as `members`, `tribe_events` or `evenements`."""
    words = set(re.split(r"[\W_]+", name))
    others = slugs("event_lists", "event_paths", "member_paths", "job_paths", "product_paths")
    return bool(_NO_POSTS.match(name)) or bool(words & others and not words & url_filter.news_segments())


def _entry(item: dict[str, Any], page: Page) -> Entry | None:
    content = item.get("content")
    content = content if isinstance(content, dict) else {}
    link = text_in(item.get("link"))
    url = urls.absolute(page.url, link) if link else None
    if url is None or content.get("protected"):
        return None
    guid = _rendered(item.get("guid"))
    twin = urls.absolute(page.url, guid) if guid and guid.startswith("http") else None
    body = _rendered(content)
    language = text_in(item.get("lang"))
    return Entry(
        url=url,
        method=Method.REST,
        index=page.url,
        title=plain(_rendered(item.get("title"))),
        published=text_in(item.get("date")),
        updated=text_in(item.get("modified")),
        body=body if body and body.strip() else None,
        complete=is_full_text(body or ""),
        language=language[:2].lower() if language and len(language) >= 2 else None,
        twins=(twin,)
        if twin and twin != url and urls.same_site(twin, url) and not url_filter.is_home(twin)
        else (),
    )


def _rendered(value: object) -> str | None:
    return text_in(value.get("rendered")) if isinstance(value, dict) else None


class WordPressStrategy(Strategy):
    """A REST collection, which has every post of the site with its text."""

    kind = "wordpress"
    states_posts = True

    def reads(self, page: Page) -> bool:
        """True for JSON at an address of the REST interface."""
        return page.body.lstrip()[:1] in {b"[", b"{"} and bool(
            re.search(r"wp-json|rest_route", page.requested)
        )

    def entries(self, page: Page, settings: StrategySettings) -> tuple[Entry, ...]:
        """The posts on one page of a collection."""
        return read_collection(page).entries

    def addresses(self, pages: Mapping[str, Page], home: SitePage | None) -> Iterable[str]:
        """The collections that the home page names, and those at the usual addresses."""
        return [] if home is None else [*home.named["wordpress"], *collections(home_of(home.url))[:2]]

    def first_page(self, settings: StrategySettings) -> str:
        """The address of the newest posts of a collection."""
        return page_address(settings.url, 1, PAGE_SIZE)

    def crawl(self, settings: StrategySettings, progress: Progress) -> Steps[bool]:
        """Show the collection until a page is known; True if all that is needed was read: it has every post."""
        address, page, size = yield from _first(settings.url, progress)
        if page.status == 304:
            progress.unchanged = True
            return True
        listed: set[str] = set()
        number = 1
        while True:
            found = yield from compute(read_collection, page)
            if number == 1 and not found.entries:
                raise no_posts(page.url, "wordpress", objects=found.raw)
            more = yield from progress.show(found.entries, page.url, listed)
            skipped = bool(found.raw) and not found.entries  # a page of protected posts only ends nothing
            if _last(found, number, size) or not (more or skipped):
                return True
            if number >= progress.max_pages:
                following_url = page_address(address, number + 1, size)
                return (yield from progress.at_limit(settings.url, number, following_url))
            if size == PAGE_SIZE and number == 1 and progress.first_run:
                # Nothing is known: read the same posts again, in fewer requests.
                size, number = LARGEST_PAGE, 0
            number += 1
            following = yield from _page(address, number, size)
            if following is None:
                return True
            page = following

    def named_by(self, page: ParsedPage) -> tuple[str, ...]:
        """The collections that the page names."""
        return rest_links(page)

    def made(self, page: ParsedPage) -> bool:
        """True for a page of WordPress."""
        return is_wordpress(page)

    def probe(self, site: Site) -> Steps[Candidate | None]:
        """The collection whose newest posts are those of the news page."""
        named = tuple(dict.fromkeys((*site.news.named["wordpress"], *site.home.named["wordpress"])))
        if not named and "wordpress" in site.news.systems | site.home.systems:
            named = tuple(collections(home_of(site.home.url))[:2])
        answered = None
        for url in named[:3]:
            entries = yield from _probe(url, site)
            if page_address(url, 1, PAGE_SIZE) in site.budget.closed:
                break  # the site refuses: its other address for the same collection is not tried
            if entries is None:
                continue
            answered = answered or url
            if entries and (site.has_news(entries) if site.yardstick else len(entries) > 1):
                return _candidate(url, entries)
        return (yield from _own_type(answered, site)) if answered and site.yardstick else None


def _candidate(url: str, entries: tuple[Entry, ...]) -> Candidate:
    return Candidate(StrategySettings(kind="wordpress", url=url), entries, full_text=True, reaches_back=True)


def _probe(url: str, site: Site) -> Steps[tuple[Entry, ...] | None]:
    """The newest posts of a collection; None where there is no collection."""
    page = yield from site.budget.attempt(page_address(url, 1, PAGE_SIZE), _ACCEPT)
    try:
        return (yield from compute(read_collection, page)).entries if page else None
    except NothingFound:
        return None


def _own_type(collection: str, site: Site) -> Steps[Candidate | None]:
    """A collection of the site's own post type that has the posts of the news page."""
    page = yield from site.budget.attempt(sibling(collection, "types"), _ACCEPT)
    try:
        names = (yield from compute(read_types, page)) if page else []
    except NothingFound:
        names = []
    paths = " ".join(urlsplit(e.url).path for e in site.yardstick)
    for name in sorted(names, key=lambda n: n.rstrip("s") not in paths)[:3]:
        url = sibling(collection, name)
        entries = yield from _probe(url, site)
        if entries and site.has_news(entries):
            return _candidate(url, entries)
    return None


def is_wordpress(page: ParsedPage) -> bool:
    """True when a page names the REST interface or files of WordPress."""
    return bool(rest_links(page)) or bool(_WORDPRESS.search(page.html[:200_000]))


def rest_links(page: ParsedPage) -> tuple[str, ...]:
    """The collections that a page names: that of its own category first, then that of all posts."""
    out = []
    for node in page.tree.css("link[rel~=alternate][type='application/json'][href]"):
        target = urls.absolute(page.base, node.attributes.get("href") or "") or ""
        found = re.search(r"^(.*wp/v2/)(categories|tags)/(\d+)$", target)
        if found:
            posts = endpoint(target, "posts")
            out.append(f"{posts}{'&' if '?' in posts else '?'}{found[2]}={found[3]}")
    roots = [
        m[1]
        for m in re.finditer(r"<([^<>]+)>\s*;\s*rel=\"?" + re.escape(_API), page.page.headers.get("link", ""))
    ]
    roots += [n.attributes.get("href") or "" for n in page.tree.css(f'link[rel="{_API}"][href]')]
    out += [endpoint(root, "posts") for r in roots if (root := urls.absolute(page.base, r))]
    return tuple(dict.fromkeys(out))


def _last(found: Collection, number: int, size: int) -> bool:
    return number >= found.pages if found.pages is not None else found.raw < size


def _first(url: str, progress: Progress) -> Steps[tuple[str, Page, int]]:
    """Address, first page and page size of the first collection that answers; else raises the last error."""
    failure: FetchError | None = None
    candidates = collections(url)
    for address in candidates:
        sizes = [LARGEST_PAGE, PAGE_SIZE] if progress.backfill or progress.first_run else [PAGE_SIZE]
        if page_address(address, 1, PAGE_SIZE) in progress.cache and not progress.backfill:
            sizes = [PAGE_SIZE]
        for size in sizes:
            try:
                page = yield from fetch(page_address(address, 1, size), _ACCEPT, progress.cache)
                if page.status == 200:
                    yield from compute(read_collection, page)
                return address, page, size
            except NothingFound:
                break
            except FetchError as error:
                if not is_gone(error):
                    raise
                failure = error
        if isinstance(failure, BadStatus) and failure.status in {401, 403}:
            break  # the site refuses: its other address for the same collection is not tried
    named = yield from _named_by(url, candidates, progress)
    if named:
        return named
    raise failure or no_index(candidates[0], "wordpress")


def _named_by(url: str, tried: list[str], progress: Progress) -> Steps[tuple[str, Page, int] | None]:
    """The first page of the collection that the page at `url` names, unless it was tried already."""
    if url in tried:
        return None
    try:
        page = yield from fetch(url, cache=progress.cache)
        for address in (yield from compute(of_parsed, page, rest_links))[:1]:
            if address not in tried:
                return (
                    address,
                    (yield from fetch(page_address(address, 1, PAGE_SIZE), _ACCEPT, progress.cache)),
                    PAGE_SIZE,
                )
    except FetchError as error:
        if not is_gone(error):
            raise
    return None


def _page(address: str, number: int, size: int) -> Steps[Page | None]:
    """A later page; None after the last one, where WordPress answers 400."""
    try:
        page = yield from fetch(page_address(address, number, size), _ACCEPT)
    except BadStatus as error:
        if error.status in {400, 404, 410}:
            return None
        raise
    return page if page.status == 200 else None
