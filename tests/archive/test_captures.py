"""Captures of a page beside visits: times, revisions, pages and addresses, whatever comes first."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive, stamp
from clusterwatch.models import Draft, Evidence, Method, Verdict
from tests.archive.made import SITE, WORDS, draft, http, observed, page, record, row, rows

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
A, B, C = WORDS, f"{WORDS} More of them.", f"{WORDS} All is over."
TEXTS = {"A": A, "B": B, "C": C}


def day(number: int) -> datetime:
    """Return a day of January 2020."""
    return datetime(2020, 1, number, tzinfo=UTC)


def capture(
    archive: Archive, when: datetime, body: str = A, url: str = f"{SITE}/a", **values: Any
) -> Verdict:
    """Record a capture of a page with a text."""
    raw = page(url, body.encode(), when)
    seen = observed(url, read=draft(url, body=body, published="2020-01-01", **values), page=raw)
    with archive.transaction():
        return archive.captures.record(seen, NOW)


def history(archive: Archive) -> list[tuple[str, str]]:
    """Return (day, text) of all versions of all posts, the present one last."""
    versions = rows(
        archive,
        "SELECT seen, body, post FROM revisions UNION ALL SELECT last_changed, body, id FROM posts ORDER BY post, seen",
    )
    names = {text: name for name, text in TEXTS.items()}
    return [(v["seen"][8:10], names[v["body"]]) for v in versions]


def test_a_new_post_has_the_time_of_its_capture(archive: Archive) -> None:
    assert capture(archive, day(5)).kind == "new"
    post = row(archive, "SELECT * FROM posts")
    assert {post[name] for name in ("first_seen", "last_seen", "last_changed")} == {stamp(day(5))}
    address = row(archive, "SELECT * FROM sightings")
    assert (address["status"], address["first_seen"], address["checked"]) == ("post", *[stamp(day(5))] * 2)
    assert address["next_check"] is None  # an old post is not fetched again
    assert row(archive, "SELECT fetched FROM pages")["fetched"] == stamp(day(5))


def test_a_young_post_is_fetched_again_as_if_it_was_seen_now(archive: Archive) -> None:
    with archive.transaction():
        when = NOW - timedelta(days=20)
        archive.captures.record(observed(page=page(fetched=when)), NOW)
    again = row(archive, "SELECT next_check FROM sightings")["next_check"]
    assert stamp(NOW) < again < stamp(NOW + timedelta(days=30))


@pytest.mark.parametrize(
    ("captures", "versions"),
    [
        ("1A 2A 3A", "1A"),
        ("1A 2B 3C", "1A 2B 3C"),
        ("1A 2A 3B", "1A 3B"),
        ("1A 2B 3B", "1A 2B"),
        ("1A 2B 3A", "1A 2B 3A"),
        ("1A 1A 2B", "1A 2B"),
    ],
)
def test_captures_in_any_order_give_the_same_archive(
    empty: Path, tmp_path: Path, captures: str, versions: str
) -> None:
    expected = [(f"0{v[0]}", v[1]) for v in versions.split()]
    made = [(day(int(c[0])), TEXTS[c[1]]) for c in captures.split()]
    for number, order in enumerate(permutations(made)):
        with Archive(shutil.copy(empty, tmp_path / f"{number}.db")) as archive:
            for when, body in order:
                capture(archive, when, body)
            check(archive, [when for when, _ in made], expected)


def check(archive: Archive, captured: list[datetime], expected: list[tuple[str, str]]) -> None:
    """Check the only post of an archive: its versions, times, pages and address."""
    assert history(archive) == expected
    post = row(archive, "SELECT * FROM posts")
    first, last = stamp(min(captured)), stamp(max(captured))
    assert (post["first_seen"], post["last_seen"], post["revision"]) == (first, last, len(expected))
    revisions = [r["revision"] for r in rows(archive, "SELECT revision FROM revisions")]
    assert revisions == list(range(1, len(expected)))
    stored = [r["fetched"][8:10] for r in rows(archive, "SELECT fetched FROM pages ORDER BY fetched")]
    if len({text for _, text in expected}) == len(expected):
        assert stored == [d for d, _ in expected]
    address = row(archive, "SELECT * FROM sightings")
    assert (address["first_seen"], address["checked"]) == (first, last)


@pytest.mark.parametrize(
    ("captured", "text", "kind", "versions"),
    [
        (1, "A", "same", [("01", "A")]),
        (1, "B", "changed", [("01", "B"), ("10", "A")]),
        (15, "A", "same", [("10", "A")]),
        (15, "B", "changed", [("10", "A"), ("15", "B"), ("20", "A")]),
        (25, "A", "same", [("10", "A")]),
        (25, "B", "changed", [("10", "A"), ("25", "B")]),
    ],
)
def test_a_capture_of_a_post_that_runs_have_seen(
    archive: Archive, captured: int, text: str, kind: str, versions: list[tuple[str, str]]
) -> None:
    """The page was fetched on the 10th and on the 20th, and it was listed on the 30th."""
    seen = observed(read=draft(body=A, published="2020-01-01"), page=page(body=A.encode(), fetched=day(10)))
    record(archive, seen, day(10))
    with archive.transaction():
        post = row(archive, "SELECT id FROM posts")["id"]
        archive.posts.unchanged("alpha", f"{SITE}/a", post, day(20))
        archive.db.execute("UPDATE posts SET last_seen = ?", [stamp(day(30))])
    assert capture(archive, day(captured), TEXTS[text]).kind == kind
    assert history(archive) == versions
    found = row(archive, "SELECT * FROM posts")
    assert found["body"] == TEXTS[versions[-1][1]]
    assert (found["first_seen"], found["last_seen"]) == (stamp(day(min(captured, 10))), stamp(day(30)))
    checked = row(archive, "SELECT checked FROM sightings")["checked"]
    assert checked == stamp(day(max(captured, 20)))


def test_an_older_capture_fills_what_is_missing_and_replaces_nothing(archive: Archive) -> None:
    seen = observed(read=draft(body=A, published=None, precision=None), page=page(fetched=day(10)))
    record(archive, seen, day(10))
    capture(archive, day(1), A, title="Twelve chosen")
    post = row(archive, "SELECT * FROM posts")
    assert (post["published"], post["precision"], post["revision"]) == ("2020-01-01", "day", 1)


def test_a_withdrawn_post_stays_withdrawn(archive: Archive) -> None:
    capture(archive, day(5))
    with archive.transaction():
        archive.posts.withdraw("alpha", f"{SITE}/a", day(20), http(404))
    capture(archive, day(3), B)
    capture(archive, day(15), C)
    found = row(archive, "SELECT withdrawn, body FROM posts")
    assert found == {"withdrawn": stamp(day(20)), "body": C}
    assert row(archive, "SELECT status, checked FROM sightings") == {
        "status": "gone",
        "checked": stamp(day(20)),
    }
    capture(archive, day(25), C)
    assert row(archive, "SELECT withdrawn FROM posts")["withdrawn"] is None


def test_an_address_that_failed_later_gets_its_post(archive: Archive) -> None:
    with archive.transaction():
        archive.url_records.failed("alpha", f"{SITE}/a", day(20), http(500))
    assert capture(archive, day(5)).kind == "new"
    found = row(archive, "SELECT status, post, checked, tries FROM sightings")
    assert found == {"status": "post", "post": 1, "checked": stamp(day(20)), "tries": 1}


def test_a_page_that_is_no_post_is_recorded_as_failed_unless_the_post_is_known(archive: Archive) -> None:
    nothing: dict[str, Any] = {"title": None}
    empty = Draft(f"{SITE}/b")
    with archive.transaction():
        verdict = archive.captures.record(observed(f"{SITE}/b", read=empty, page=page(fetched=day(5))), NOW)
    assert verdict.kind == "failed"
    capture(archive, day(5))
    gone = replace(draft(), body=None, **nothing)
    with archive.transaction():
        assert archive.captures.record(observed(read=gone, page=page(fetched=day(3))), NOW).kind == "failed"
    found = rows(archive, "SELECT url, status, tries FROM sightings ORDER BY url")
    assert found == [
        {"url": f"{SITE}/a", "status": "post", "tries": 0},
        {"url": f"{SITE}/b", "status": "failed", "tries": 1},
    ]


def test_another_address_of_a_post_is_a_copy_and_keeps_its_times(archive: Archive) -> None:
    capture(archive, day(10))
    capture(archive, day(5), url=f"{SITE}/print/a", canonical=f"{SITE}/a")
    assert row(archive, "SELECT first_seen, last_seen FROM posts") == {
        "first_seen": stamp(day(5)),
        "last_seen": stamp(day(10)),
    }
    found = rows(archive, "SELECT url, status, post, checked FROM sightings ORDER BY url")
    assert [(f["url"], f["status"], f["post"]) for f in found] == [
        (f"{SITE}/a", "post", 1),
        (f"{SITE}/print/a", "copy", 1),
    ]
    assert found[0]["checked"] == stamp(day(10))


def test_a_capture_that_todays_rules_read_like_the_stored_page_changes_nothing(archive: Archive) -> None:
    """The archive has what older rules read."""
    seen = observed(read=draft(body=A, title="Old rules"), page=page(body=b"one", fetched=day(10)))
    record(archive, seen, day(10))
    for when in (day(5), day(15)):
        new = draft(body=A, title="New rules")
        earlier = observed(read=new, page=page(body=b"two", fetched=when), before=new)
        with archive.transaction():
            neighbour = archive.captures.neighbour(earlier)
            assert neighbour is not None
            assert neighbour.page is not None
            assert archive.captures.record(earlier, NOW).kind == "same"
    assert row(archive, "SELECT title, revision FROM posts") == {"title": "Old rules", "revision": 1}


def test_the_neighbour_of_a_capture_is_the_page_before_it(archive: Archive) -> None:
    for number, body in ((10, A), (20, B)):
        capture(archive, day(number), body)
    found = {}
    for number in (5, 12, 20, 25):
        neighbour = archive.captures.neighbour(observed(page=page(fetched=day(number))))
        assert neighbour is not None
        assert neighbour.page is not None
        found[number] = neighbour.page.fetched.day
    assert found == {5: 10, 12: 10, 20: 20, 25: 20}
    unknown = observed(f"{SITE}/x", page=page(fetched=day(1)), read=draft("x", title="Q", body="q"))
    assert archive.captures.neighbour(unknown) is None


def test_what_is_usual_is_not_learned_from_the_past(archive: Archive) -> None:
    def found(where: str) -> dict[str, Evidence]:
        return {"body": Evidence(Method.GENERIC, "", "x", where)}

    with archive.transaction():
        archive.runs.begin(NOW, "1.0")
    for number in range(6):
        url, body = f"{SITE}/{number}", f"{WORDS} Number {number}."
        record(archive, observed(url, read=draft(url, body=body, evidence=found("new"))), NOW)
    usual = archive.sources.usual("alpha")
    for number in range(20):
        url = f"{SITE}/past/{number}"
        capture(archive, day(3), f"Short text {number}", url, title=f"Past {number}", evidence=found("old"))
    assert archive.sources.usual("alpha") == usual
    assert archive.sources.body_locations("alpha") == ["new"] * 6


def test_each_version_keeps_its_evidence_whatever_the_order_of_captures(archive: Archive) -> None:
    def read(number: int, body: str) -> None:
        evidence = {name: Evidence(Method.GENERIC, f"{name} {number}", "") for name in ("title", "body")}
        capture(archive, day(number), body, evidence=evidence)

    for number, body in ((1, A), (5, B), (3, C)):
        read(number, body)
    kept = [
        json.loads(r["evidence"]) for r in rows(archive, "SELECT evidence FROM revisions ORDER BY revision")
    ]
    assert [(one["body"]["raw"], one["title"]["raw"]) for one in kept] == [
        ("body 1", "title 1"),
        ("body 3", "title 3"),
    ]
    current = row(archive, "SELECT raw FROM evidence WHERE field = 'body'")
    assert current["raw"] == "body 5"
