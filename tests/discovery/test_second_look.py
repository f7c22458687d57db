"""Tests of a second look: which indexes of a site it reads, in which order, and within how many requests."""

from __future__ import annotations

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.second_look import MOST_REQUESTS, Listed, second_look
from clusterwatch.errors import Deferred, FetchError, NothingFound
from clusterwatch.models import Compute, Page, Request
from tests.discovery.fakeweb import NOW
from tests.tables import each

SITE = "https://netz.example"
NEWS, FEED = f"{SITE}/news/", f"{SITE}/feed.xml"
USED_FEED, USED_LIST = StrategySettings(kind="feed", url=FEED), StrategySettings(kind="listing", url=NEWS)


def listing(folder: str, head: str = "") -> str:
    """Return a page with a list of five posts."""
    items = "".join(
        f"<article><h2><a href=/{folder}/bericht-{n}>Bericht Nummer {n} aus dem Netzwerk</a></h2>"
        f"<p>{n}. Oktober 2026</p></article>"
        for n in range(9, 4, -1)
    )
    return f"<html lang=de><head><title>Aktuelles</title>{head}</head><main>{items}</main></html>"


NAMES_FEED = f"<link rel=alternate type=application/rss+xml href={FEED}>"
RSS = (
    "<rss version='2.0'><channel><title>Netz</title><item><title>Bericht</title>"
    f"<link>{NEWS}bericht-9</link></item></channel></rss>"
)
FRONT = (
    "<html lang=de><title>Netz</title><a href=/news/>Aktuelles</a><a href=/aktuelles/>Aktuelles</a></html>"
)


def look(
    web: dict[str, str], used: StrategySettings, *, unconditional: bool = False, stop: int = 9
) -> tuple[list[str], list[str]]:
    """Return the requested addresses and those of the lists, of a look that is stopped after `stop` lists."""
    steps = second_look(NEWS, used, unconditional=unconditional)
    requested: list[str] = []
    listed: list[str] = []
    answer: object = None
    fault: FetchError | NothingFound | None = None
    while True:
        try:
            step = steps.throw(fault) if fault else steps.send(answer)
        except StopIteration:
            return requested, listed
        answer, fault = None, None
        if isinstance(step, Request):
            assert step.fresh
            requested.append(step.url)
            body = web.get(step.url)
            if body is None:
                fault = FetchError(step.url)
            elif body == "busy":
                fault = Deferred(step.url, NOW)
            else:
                answer = Page(step.url, step.url, 200, {"content-type": "text/html"}, body.encode(), NOW)
        elif isinstance(step, Compute):
            try:
                answer = step.function(*step.arguments)
            except NothingFound as nothing:
                fault = nothing
        elif isinstance(step, Listed):
            listed.append(step.settings.url)
            answer = len(listed) >= stop


def test_a_feed_is_compared_with_the_pages_of_the_site() -> None:
    web = {NEWS: listing("news", NAMES_FEED), f"{SITE}/": FRONT, f"{SITE}/aktuelles/": listing("aktuelles")}
    requested, listed = look(web, USED_FEED)
    assert requested == [NEWS, f"{SITE}/", f"{SITE}/aktuelles/"]
    assert listed == [NEWS, f"{SITE}/aktuelles/"]


def test_a_list_is_compared_with_the_feed_that_it_names() -> None:
    web = {NEWS: listing("news", NAMES_FEED), FEED: RSS, f"{SITE}/": FRONT}
    requested, listed = look(web, USED_LIST)
    assert requested[:3] == [NEWS, FEED, f"{SITE}/"]
    assert listed == [FEED]


def test_a_look_ends_when_it_has_found_enough() -> None:
    assert look({NEWS: listing("news"), f"{SITE}/": FRONT}, USED_FEED, stop=1) == ([NEWS], [NEWS])


@each("used", [USED_FEED, USED_LIST])
def test_a_look_makes_few_requests(used: StrategySettings) -> None:
    links = "".join(f"<a href=/news-{n}/>Aktuelles</a>" for n in range(20))
    web = {NEWS: listing("news", NAMES_FEED), f"{SITE}/": f"<html lang=de>{links}</html>", FEED: RSS}
    requested, listed = look(web, used, unconditional=True)
    assert len(requested) == len(set(requested)) == MOST_REQUESTS
    assert listed[0] == used.url


def test_a_feed_of_another_site_is_not_read() -> None:
    head = NAMES_FEED.replace("netz.example", "other.example")
    requested, listed = look({NEWS: listing("news", head)}, USED_LIST)
    assert (requested, listed) == ([NEWS, f"{SITE}/"], [])


def test_a_host_that_asks_to_be_left_alone_is() -> None:
    with pytest.raises(Deferred):
        look({NEWS: "busy"}, USED_FEED)
