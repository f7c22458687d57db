"""The part of the WordPress REST API that reads posts.

See https://developer.wordpress.org/rest-api/reference/posts/.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from clusterwatch.demo.answer import Answer, as_json
from clusterwatch.demo.pages import body_html
from clusterwatch.demo.posts import Post, Site

_MAX_PER_PAGE = 100
_ROUTES = ("/wp/v2/posts", "/wp/v2/posts/(?P<id>[\\d]+)", "/wp/v2/types")
_ORDERS = {"date", "modified", "id"}  # the order is the same for all of them in the demo


def rest(site: Site, base: str, route: str, query: Mapping[str, str]) -> Answer:
    """Return the response to a request. `base` is the address of the site, `route` a path such as `/wp/v2/posts`."""
    modified = site.posts[0].utc
    route = route.rstrip("/")
    if not route:
        routes = {name: {"methods": ["GET"]} for name in _ROUTES}
        index = {"name": site.plan["name"], "home": base, "namespaces": ["wp/v2"], "routes": routes}
        return as_json(index, modified)
    if route == "/wp/v2/types":
        types = {name: {"slug": name, "rest_base": f"{name}s"} for name in ("post", "page")}
        return as_json(types, modified)
    if route == "/wp/v2/posts":
        return _collection(site, base, query)
    for post in site.posts:
        if route == f"/wp/v2/posts/{post.id}":
            return as_json(_selected_fields(_post(post, base), query), post.utc)
    return _error("rest_no_route", HTTPStatus.NOT_FOUND)


def _collection(site: Site, base: str, query: Mapping[str, str]) -> Answer:
    size, number = _number(query, "per_page", 10), _number(query, "page", 1)
    order = query.get("order", "desc")
    known = query.get("orderby", "date") in _ORDERS and order in ("asc", "desc")
    if not known or size is None or number is None or size > _MAX_PER_PAGE:
        return _error("rest_invalid_param", HTTPStatus.BAD_REQUEST)
    posts = site.posts if order == "desc" else site.posts[::-1]
    total = -(-len(posts) // size)
    if number > total:
        return _error("rest_post_invalid_page_number", HTTPStatus.BAD_REQUEST)
    headers = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(total)}
    if number < total:
        headers["Link"] = f'<{base}/wp-json/wp/v2/posts?per_page={size}&page={number + 1}>; rel="next"'
    items = [
        _selected_fields(_post(post, base), query) for post in posts[(number - 1) * size : number * size]
    ]
    return as_json(items, site.posts[0].utc, headers=headers)


def _number(query: Mapping[str, str], name: str, default: int) -> int | None:
    text = query.get(name, str(default))
    return int(text) if text.isdecimal() and int(text) > 0 else None


def _post(post: Post, base: str) -> dict[str, Any]:
    local, gmt = (moment.replace(tzinfo=None).isoformat() for moment in (post.published, post.utc))
    return {
        "id": post.id,
        "date": local,
        "date_gmt": gmt,
        "guid": {"rendered": f"{base}/?p={post.id}"},
        "modified": local,
        "modified_gmt": gmt,
        "slug": post.path.rstrip("/").rpartition("/")[2],
        "status": "publish",
        "type": "post",
        "link": base + post.path,
        "title": {"rendered": post.title},
        "content": {"rendered": body_html(post.body), "protected": False},
        "excerpt": {"rendered": f"<p>{post.lead.removesuffix(' …')} [&hellip;]</p>", "protected": False},
    }


def _selected_fields(item: dict[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    names = {name.strip() for name in query.get("_fields", "").split(",")} - {""}
    return {name: value for name, value in item.items() if not names or name in names}


def _error(code: str, status: HTTPStatus) -> Answer:
    return as_json({"code": code, "message": status.phrase, "data": {"status": status.value}}, status=status)
