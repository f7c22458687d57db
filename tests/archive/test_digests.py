"""What a digest tells: each post once, whatever its dates and the clock say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive, Found, Selection, delete_source, rename_source
from clusterwatch.archive.joining.merge import merge_archives
from tests.archive.made import draft, observed, record

EVERYTHING = Selection()


def post(archive: Archive, now: datetime, name: str, source: str = "alpha", **values: Any) -> None:
    url = f"https://{source}.example.org/{name}"
    values = {"title": name, "body": f"{name.rstrip('+')} " * 25, "published": f"{now:%Y-%m-%d}"} | values
    record(archive, observed(url, source, draft(url, **values)), now)


def told(archive: Archive, now: datetime, selection: Selection = EVERYTHING) -> dict[str, list[str | None]]:
    """Return the titles that the digest tells now, and keep that it told them."""
    found = archive.digests.news(selection, now)
    with archive.transaction():
        archive.digests.tell(selection, now)
    return titles(found)


def titles(found: Found) -> dict[str, list[str | None]]:
    listed = {name: [one.title for one in getattr(found, name)] for name in ("new", "relayed", "late")}
    return {name: ones for name, ones in listed.items() if ones}


@pytest.fixture
def begun(archive: Archive, now: datetime) -> datetime:
    """Return a time at which the first digest was told: the sources are known since the day before."""
    post(archive, now, "first")
    later = now + timedelta(days=1)
    assert told(archive, later) == {"new": ["first"]}
    return later


def test_each_post_is_told_once(archive: Archive, begun: datetime) -> None:
    assert told(archive, begun) == {}
    dates: dict[str, dict[str, Any]] = {
        "today": {},
        "ahead": {"published": f"{begun + timedelta(days=90):%Y-%m-%dT17:00}", "precision": "minute"},
        "undated": {"published": None, "precision": None},
        "old": {"published": "2019-01-01"},
        "this-month": {"published": f"{begun:%Y-%m}", "precision": "month"},
        "last-year": {"published": "2025", "precision": "year"},
        "a-month-ago": {"published": f"{begun - timedelta(days=30):%Y-%m-%d}"},
        "longer-ago": {"published": f"{begun - timedelta(days=31):%Y-%m-%d}"},
    }
    for name, values in dates.items():
        post(archive, begun, name, **values)
    found = told(archive, begun)
    assert sorted(map(str, found["new"])) == ["a-month-ago", "ahead", "this-month", "today", "undated"]
    assert sorted(map(str, found["late"])) == ["last-year", "longer-ago", "old"]
    assert told(archive, begun) == {}


def test_the_clock_does_not_matter(archive: Archive, begun: datetime) -> None:
    post(archive, begun - timedelta(days=300), "clock was set back")
    assert told(archive, begun) == {"new": ["clock was set back"]}


def test_nothing_is_kept_unless_it_is_told(archive: Archive, begun: datetime) -> None:
    post(archive, begun, "new")
    for _ in range(2):
        assert titles(archive.digests.news(EVERYTHING, begun)) == {"new": ["new"]}
    assert archive.digests.told(EVERYTHING) == begun


def test_a_relay_of_what_was_told_is_told_as_such(archive: Archive, begun: datetime) -> None:
    post(archive, begun, "first+", "beta")
    (one,) = archive.digests.news(EVERYTHING, begun).relayed
    assert (one.title, one.sources, one.before) == ("first+", ("beta.example.org",), "alpha.example.org")
    assert told(archive, begun) == {"relayed": ["first+"]}
    # For a digest of beta alone, nobody told it before.
    assert titles(archive.digests.news(Selection(("beta",)), begun)) == {"new": ["first+"]}


def test_a_story_of_new_posts_is_told_once(archive: Archive, begun: datetime) -> None:
    post(archive, begun, "both")
    post(archive, begun, "both+", "beta")
    (one,) = archive.digests.news(EVERYTHING, begun).new
    assert (one.title, one.sources, one.posts) == ("both", ("alpha.example.org", "beta.example.org"), (2, 3))


def test_older_posts_of_a_story_count_for_the_source_of_each(archive: Archive, now: datetime) -> None:
    for source, names in (("alpha", ["one"]), ("beta", ["one+", "two", "three"])):
        for name in names:
            post(archive, now, name, source, published="2019-01-01")
    found = archive.digests.news(EVERYTHING, now)
    assert [(one.source, one.posts) for one in found.older] == [
        ("alpha.example.org", 1),
        ("beta.example.org", 3),
    ]


def test_digests_of_different_filters_do_not_take_from_each_other(archive: Archive, begun: datetime) -> None:
    french = Selection(languages=("fr",))
    assert told(archive, begun, french) == {}
    post(archive, begun, "english")
    post(archive, begun, "french", language="fr")
    assert told(archive, begun, french) == {"new": ["french"]}
    assert sorted(map(str, told(archive, begun)["new"])) == ["english", "french"]
    assert told(archive, begun, french) == {}
    one, other = Selection(("alpha", "beta"), ("fr",)), Selection(("beta", "alpha"), ("fr",))
    told(archive, begun, one)
    assert archive.digests.told(other) == begun


def test_texts_among_the_filters_count_as_they_are_written(archive: Archive, begun: datetime) -> None:
    told(archive, begun, Selection(words="listen", exact=True))
    others = (Selection(words="silent", exact=True), Selection(words="listen"))
    assert [archive.digests.told(one) for one in others] == [None, None]


def test_a_digest_of_a_renamed_source_goes_on(archive: Archive, begun: datetime) -> None:
    told(archive, begun, Selection(("beta", "alpha")))
    post(archive, begun, "new")
    with archive.transaction():
        rename_source(archive.db, "alpha", "zeta")
    assert told(archive, begun, Selection(("zeta", "beta"))) == {"new": ["new"]}
    assert told(archive, begun, Selection(("beta", "zeta"))) == {}


def test_the_digests_of_a_deleted_source_are_deleted(archive: Archive, begun: datetime) -> None:
    told(archive, begun, Selection(("beta", "alpha")))
    told(archive, begun, Selection(("beta",)))
    post(archive, begun, "new", "beta")
    with archive.transaction():
        delete_source(archive.db, "alpha")
    assert archive.digests.told(Selection(("beta", "alpha"))) is None
    assert archive.digests.told(Selection(("beta",))) == begun
    assert archive.db.execute("SELECT count(*) FROM digest_queue").fetchone() == (2,)


def test_withdrawn_posts_are_told_when_they_return(archive: Archive, begun: datetime) -> None:
    post(archive, begun, "gone")
    archive.db.execute("UPDATE posts SET withdrawn = '2026-03-02T02:00:00.000Z' WHERE title = 'gone'")
    assert told(archive, begun) == {}
    archive.db.execute("UPDATE posts SET withdrawn = NULL")
    assert told(archive, begun) == {"new": ["gone"]}


def test_the_past_of_a_new_source_is_counted(archive: Archive, begun: datetime) -> None:
    archive.db.execute("UPDATE sources SET first_seen = ? WHERE id = 'beta'", [begun.isoformat()])
    for number, day in enumerate(("2012-05-01", None, "2025-07-02")):
        post(archive, begun, f"past {number}", "beta", published=day, precision="day" if day else None)
    found = archive.digests.news(EVERYTHING, begun)
    assert titles(found) == {}
    (older,) = found.older
    assert (older.source, older.posts, older.first, older.last) == (
        "beta.example.org", 3, "2012-05-01", "2025-07-02"
    )  # fmt: skip


def test_many_late_finds_of_a_source_are_counted(archive: Archive, begun: datetime) -> None:
    for number in range(21):
        post(archive, begun, f"{'x' * number}late", published="2019-01-01")
    found = archive.digests.news(EVERYTHING, begun)
    assert (titles(found), [one.posts for one in found.older]) == ({}, [21])


def test_what_is_taken_back_is_not_told(archive: Archive, begun: datetime) -> None:
    with archive.transaction():
        run = archive.runs.begin(begun, "0")
    post(archive, begun, "wrong")
    archive.undo(archive.plan_undo(run), begun)
    assert told(archive, begun) == {}
    post(archive, begun, "right")  # it gets the number of the post that was taken back
    assert told(archive, begun) == {"new": ["right"]}


def test_merged_archives_tell_what_any_of_them_has_not_told(
    archive: Archive, begun: datetime, tmp_path: Path
) -> None:
    post(archive, begun, "queued")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as target:
        archive.db.conn.backup(target)
    with Archive(tmp_path / "copy.db") as copy:
        copy.db.execute("DELETE FROM digest_queue")
        copy.db.execute("DELETE FROM digests")
        post(copy, begun - timedelta(days=9), "before the digest")
        post(copy, begun + timedelta(seconds=1), "after the digest")
    merge_archives([archive.path, tmp_path / "copy.db"], tmp_path / "merged.db", lambda done, all_: None)
    with Archive(tmp_path / "merged.db") as merged:
        found = told(merged, begun)
        assert sorted(map(str, found["new"])) == ["after the digest", "queued"]
        assert told(merged, begun) == {}
