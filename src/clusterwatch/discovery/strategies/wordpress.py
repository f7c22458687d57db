"""The REST interface of WordPress → posts: addresses of a collection, what its pages hold.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from clusterwatch import urls
from clusterwatch.discovery import url_filter
from clusterwatch.discovery.full_text import is_whole, plain
from clusterwatch.discovery.json_body import json_body, text_in
from clusterwatch.discovery.steps import no_index
from clusterwatch.models import Entry, Page

NIGHTLY, WHOLE = 20, 100  # posts a page; WordPress gives no more than 100
_FIELDS = "id,date,modified,slug,link,guid,title,content,lang"
_ROUTE = re.compile(r"(/wp-json/?|[?&]rest_route=/?)", re.I)
_NO_POSTS = re.compile(
    r"^(attachment|media|pages?|blocks?|templates?|template-parts|navigation|menu-items|global-styles|font-.*|wp_.*"
    r"|elementor.*|e-.*|revision|nav_menu_item|patterns?|.*(event|agenda|member|adherent|partner|team|product|job|slide).*)$"
)


@dataclass(frozen=True, slots=True)
class Collection:
    """One page of a collection: its posts, and how many pages the server says there are."""

    entries: tuple[Entry, ...]
    pages: int | None
    raw: int


def collections(url: str) -> list[str]:
    """Where the posts of the site of `url` may be had, likeliest first; `url` itself where it is a collection."""
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
    return Collection(url_filter.posts_only(entries, page.url, sure=True), pages, len(data))


def read_types(page: Page) -> list[str]:
    """The names (`rest_base`) of a site's own collections that may hold news, from `/wp/v2/types`."""
    data = json_body(page)
    out = []
    for kind in (data if isinstance(data, dict) else {}).values():
        base = kind.get("rest_base") if isinstance(kind, dict) else None
        if isinstance(base, str) and base and base != "posts" and not _NO_POSTS.match(base.lower()):
            out.append(base)
    return out


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
        method="rest",
        index=page.url,
        title=plain(_rendered(item.get("title"))),
        published=text_in(item.get("date")),
        updated=text_in(item.get("modified")),
        body=body if body and body.strip() else None,
        complete=bool(body) and is_whole(body or ""),
        language=language[:2].lower() if language and len(language) >= 2 else None,
        twins=(twin,)
        if twin and twin != url and urls.same_site(twin, url) and not url_filter.is_home(twin)
        else (),
    )


def _rendered(value: object) -> str | None:
    return text_in(value.get("rendered")) if isinstance(value, dict) else None
