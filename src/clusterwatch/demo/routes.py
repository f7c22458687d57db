"""Find the response to a path and query of a site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

from clusterwatch.demo.answer import Answer, not_found, redirect
from clusterwatch.demo.feeds import feed
from clusterwatch.demo.pages import html_pages
from clusterwatch.demo.posts import Site
from clusterwatch.demo.rest import rest

Routes = Callable[[str], Answer]  # maps the target in the request line to a response


def routes(site: Site, base: str) -> Routes:
    """Return the function that answers all requests to a site. `base` is its address."""
    fixed = html_pages(site, base) | {"/robots.txt": _robots(site)}
    if "feed" in site.plan:
        fixed[site.plan["feed"]["path"]] = feed(site, base)
    short = {str(post.id): post.path for post in site.posts} if site.plan.get("rest") else {}

    def answer(target: str) -> Answer:
        parts = urlsplit(target)
        query = {n: v for n, v in parse_qsl(parts.query, keep_blank_values=True) if not n.startswith("utm_")}
        if short:
            if parts.path == "/" and query.get("p") in short:
                return redirect(base + short[query["p"]])
            if parts.path == "/" and "rest_route" in query:
                return rest(site, base, query["rest_route"], query)
            if parts.path.startswith("/wp-json"):
                return rest(site, base, parts.path.removeprefix("/wp-json"), query)
        path = f"{parts.path}?{urlencode(query)}" if query else parts.path
        return fixed.get(path) or not_found()

    return answer


def _robots(site: Site) -> Answer:
    text = f"User-agent: *\nDisallow: {site.plan['disallow']}\n"
    return Answer(text.encode(), "text/plain; charset=utf-8", modified=site.posts[-1].utc)
