"""Tests of redirects to other sites: which of them mean that a site has moved, and to which address."""

from __future__ import annotations

from datetime import UTC, date, datetime

from clusterwatch.config import make_source
from clusterwatch.models import Entry, Method, Page
from clusterwatch.pipeline.moves import Moves, refresh
from tests.tables import each

URL = "https://www.old.example/news"
FEED = "https://www.old.example/feed"
TODAY, YESTERDAY = date(2026, 3, 2), "2026-03-01"


def moves() -> Moves:
    """Return the redirects of a run with a source that has met none."""
    return Moves(make_source({"url": URL}))


def page(requested: str, url: str, *, permanent: bool = True, body: bytes = b"") -> Page:
    """Return a page that was found at `url`."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Page(url, requested, 200, {}, body, now, moved=url if permanent and url != requested else None)


def posts(index: str, host: str) -> list[Entry]:
    """Return the posts of an index, which are on a host."""
    return [Entry(f"https://{host}/news/{n}", Method.FEED, index) for n in range(3)]


def target(seen: Moves, before: str | None = None, day: str | None = None) -> object:
    """Return the address to which the site has moved, or None."""
    problem, _ = seen.lasting(before, day, TODAY)
    return problem.detail["target"] if problem else None


@each(
    "url",
    [
        "https://old.example/news",
        "http://www.old.example/news/",
        "https://old.example/en/news",
        "https://news.old.example/",
    ],
)
def test_a_redirect_within_the_site_is_no_move(url: str) -> None:
    seen = moves()
    seen.see(page(URL, url))
    assert (seen.lasting(None, None, TODAY), seen.at_home) == ((None, None), True)


def test_the_address_of_the_source_decides_at_once() -> None:
    seen = moves()
    seen.see(page(URL, "https://new.example/aktuelles"))
    assert (target(seen), seen.at_home) == ("https://new.example/aktuelles", False)


@each(
    ("led", "expected"),
    [
        ("https://new.example/feed/", "https://new.example/news"),
        ("https://new.example/rss.xml", "https://new.example/"),
    ],
)
def test_another_index_decides_where_the_posts_moved_too(led: str, expected: str) -> None:
    seen = moves()
    seen.see(page(FEED, led))
    assert target(seen) is None
    seen.listed(led, posts(led, "new.example"))
    assert target(seen) == expected


def test_addresses_that_the_keeper_wrote_for_the_old_site_are_named() -> None:
    for discover, named in (({"kind": "feed", "url": FEED}, 1), ({"kind": "listing"}, None)):
        seen = Moves(make_source({"url": URL, "discover": discover}))
        seen.see(page(URL, "https://new.example/"))
        problem, _ = seen.lasting(None, None, TODAY)
        assert problem is not None
        assert problem.detail.get("discover") == named


def test_a_feed_that_a_service_delivers_is_no_move() -> None:
    seen, led = moves(), "https://feeds.example.net/old"
    seen.see(page(FEED, led))
    seen.listed(led, posts(led, "www.old.example"))
    assert seen.lasting(None, None, TODAY) == (None, None)


def test_an_index_on_a_site_of_the_keepers_choice_may_lead_anywhere() -> None:
    seen, led = moves(), "https://other.example.net/2"
    seen.see(page("https://feeds.example.net/old", led))
    seen.listed(led, posts(led, "other.example.net"))
    assert target(seen) is None


def test_a_temporary_redirect_is_a_move_on_its_second_night() -> None:
    seen, led = moves(), "https://new.example/news"
    seen.see(page(URL, led, permanent=False))
    assert seen.lasting(None, None, TODAY) == (None, None)
    seen.listed(led, posts(led, "new.example"))
    assert seen.lasting(None, None, TODAY) == (None, led)
    assert target(seen, led, TODAY.isoformat()) is None
    assert target(seen, "https://elsewhere.example/", YESTERDAY) is None
    unchanged = moves()
    unchanged.see(page(URL, led, permanent=False))
    problem, remembered = unchanged.lasting(led, YESTERDAY, TODAY)
    assert problem is not None
    assert (problem.detail, remembered) == ({"target": led, "temporary": 1}, led)


def test_a_temporary_redirect_is_forgotten_when_the_address_answers() -> None:
    seen = moves()
    assert seen.lasting("https://new.example/", YESTERDAY, TODAY) == (None, "https://new.example/")
    seen.see(page(URL, URL))
    assert seen.lasting("https://new.example/", YESTERDAY, TODAY) == (None, None)


@each(
    ("element", "expected"),
    [
        ('<meta http-equiv="refresh" content="0; url=https://new.example/">', "https://new.example/"),
        ("<META content='3;URL=\"//new.example/a\"' HTTP-EQUIV=Refresh>", "https://new.example/a"),
        ('<meta http-equiv="refresh" content="5">', None),
        ('<meta http-equiv="refresh" content="300; url=https://new.example/">', None),
        ('<meta name="refresh" content="0; url=https://new.example/">', None),
    ],
)
def test_a_refresh_is_read(element: str, expected: str | None) -> None:
    assert refresh(page(URL, URL, body=f"<head>{element}</head>".encode())) == expected


def test_a_refresh_is_a_move_on_its_second_night() -> None:
    body = b'<meta http-equiv="refresh" content="0; url=https://new.example/">'
    seen = moves()
    seen.see(page(URL, URL, body=body))
    assert seen.lasting(None, None, TODAY) == (None, "https://new.example/")
    assert target(seen, "https://new.example/", YESTERDAY) == "https://new.example/"


def test_a_post_at_the_same_path_of_the_new_site_has_its_former_address() -> None:
    seen = Moves(make_source({"url": URL}), [("https://old.example/news", "https://new.example/x")])
    (entry, *_) = posts(URL, "new.example")
    assert seen.with_former(entry).twins == ("https://old.example/news/0",)
    (other, *_) = posts(URL, "third.example")
    assert seen.with_former(other) == other
