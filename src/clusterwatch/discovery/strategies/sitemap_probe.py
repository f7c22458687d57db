"""Where the sitemaps of a site are, and which of them has the posts of its news page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from clusterwatch import charset, urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.hints import home_of
from clusterwatch.discovery.autodetect.probe_budget import ProbeBudget
from clusterwatch.discovery.steps import XML, Steps
from clusterwatch.discovery.strategies.sitemap import read_sitemap
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry

_LOCATION = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)


def choose_sitemap(
    url: str, yardstick: Sequence[Entry], budget: ProbeBudget
) -> Steps[StrategySettings | None]:
    """A sitemap that has the posts of the news page, or posts at all where there is no news page."""
    match = pattern(yardstick)
    if budget.left < 3:
        return None
    for address in (yield from sitemaps(url, budget))[:3]:
        page = yield from budget.attempt(address, XML)
        for _ in range(2):
            try:
                found = read_sitemap(page, match) if page else None
            except NothingFound:
                found = None
            if found is None or not found.children:
                break
            page = yield from budget.attempt(found.children[0], XML)
        if found is None:
            continue
        have = {urls.key(e.url) for e in found.entries}
        shared = sum(urls.key(e.url) in have for e in yardstick)
        if (shared * 2 >= len(yardstick)) if yardstick else (len(found.entries) >= 3):
            return StrategySettings(kind="sitemap", url=address, match=match)
    return None


def sitemaps(url: str, budget: ProbeBudget) -> Steps[list[str]]:
    """Where the sitemaps of a site may be: as robots.txt says, else at the usual addresses."""
    home = home_of(url)
    page = yield from budget.attempt(f"{home}robots.txt", "text/plain,*/*;q=0.8")
    text = charset.decode(page.body, page.headers.get("content-type")) if page else ""
    named = [
        u for m in _LOCATION.finditer(text) if (u := urls.absolute(home, m[1])) and urls.same_site(u, home)
    ]
    return list(dict.fromkeys(named)) or [f"{home}sitemap.xml", f"{home}sitemap_index.xml"]


def pattern(yardstick: Sequence[Entry]) -> str | None:
    """A pattern for the addresses that the posts of the news page have in common, where they have a directory."""
    paths = [urlsplit(e.url).path.split("/")[1:-1] for e in yardstick]
    common: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1 or re.fullmatch(r"\d+", level[0]):
            break
        common.append(level[0])
    if not common or (len(common) == 1 and re.fullmatch(r"[a-z]{2}", common[0])):
        return None
    return "/" + "/".join(re.escape(c) for c in common) + "/[^?]"
