"""Saved searches: the labels of posts are written with the posts, whoever writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive, Selection
from clusterwatch.archive import labels as labels_
from clusterwatch.archive.joining.merge import merge_archives
from clusterwatch.config import Watch
from tests.archive.made import draft, observed, register, row, rows

HARBOUR = Watch(search="harbour -tests")
FRENCH = Watch(lang=("fr",))


def write(
    archive: Archive, now: datetime, name: str, title: str, source: str = "alpha", **values: Any
) -> None:
    """Write a post in a transaction, and nothing after it."""
    url = f"https://{source}.example.org/{name}"
    with archive.transaction():
        archive.posts.record(
            observed(url, source, draft(url, title=title, body=f"{title} {name} " * 20, **values)), now
        )


def watch(archive: Archive, **watches: Watch) -> None:
    with archive.transaction():
        archive.labels.register(watches)


def labels(archive: Archive) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in rows(archive, "SELECT watch, post FROM labels ORDER BY watch, post"):
        found.setdefault(one["watch"], []).append(one["post"])
    return found


def test_a_post_is_labelled_in_its_transaction(archive: Archive, now: datetime) -> None:
    watch(archive, harbour=HARBOUR, french=FRENCH)
    for name, title, language in (
        ("a", "The harbour", "en"),
        ("b", "Harbour tests", "en"),
        ("c", "Le port", "fr"),
    ):
        write(archive, now, name, title, language=language)
    assert labels(archive) == {"french": [3], "harbour": [1]}
    assert rows(archive, "SELECT * FROM label_queue") == []


@pytest.mark.parametrize("many", [2, 3])
def test_posts_get_the_same_labels_however_many_are_queued(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    for name, title in (("a", "The harbour"), ("b", "Harbour tests"), ("c", "The port")):
        write(archive, now, name, title)
    watch(archive, harbour=HARBOUR)
    asked: list[str] = []
    archive.db.conn.set_trace_callback(asked.append)
    monkeypatch.setattr(labels_, "_MANY", many)
    with archive.transaction():
        archive.db.execute("UPDATE labels SET post = 3")
        archive.db.execute("INSERT INTO label_queue VALUES (1), (3)")
    assert labels(archive) == {"harbour": [1]}
    assert any("posts_fts.rowid = p.id" in one for one in asked) == (many == 3)


def test_nothing_is_left_of_a_transaction_that_fails(archive: Archive, now: datetime) -> None:
    watch(archive, harbour=HARBOUR)
    read = draft(title="The harbour")
    with pytest.raises(ZeroDivisionError), archive.transaction():
        assert archive.posts.record(observed(read=read), now).post / 0  # type: ignore[operator]
    assert labels(archive) == {}
    with archive.dry_run():
        write(archive, now, "a", "The harbour")
        assert labels(archive) == {"harbour": [1]}
    assert labels(archive) == {}


def test_the_past_is_labelled_when_a_search_is_added_or_changed(archive: Archive, now: datetime) -> None:
    write(archive, now, "a", "The harbour")
    write(archive, now + timedelta(days=1), "b", "A harbour of the north", "beta")
    watch(archive, harbour=HARBOUR)
    assert [one["since"] for one in rows(archive, "SELECT since FROM labels ORDER BY post")] == [
        "2026-03-01T02:00:00.000Z", "2026-03-02T02:00:00.000Z"
    ]  # fmt: skip
    watch(archive, harbour=Watch(search="harbour", source=("beta",)))
    assert labels(archive) == {"harbour": [2]}
    watch(archive)
    assert (labels(archive), rows(archive, "SELECT * FROM watches")) == ({}, [])


def test_a_search_follows_the_settings_of_its_sources(archive: Archive, now: datetime) -> None:
    write(archive, now, "a", "The harbour")
    northern = Watch(country=("NO",))
    watch(archive, northern=northern)
    assert labels(archive) == {}
    archive.db.execute("UPDATE sources SET country = 'NO' WHERE id = 'alpha'")
    watch(archive, northern=northern)
    assert labels(archive) == {"northern": [1]}


def test_an_edit_gives_and_takes_labels(archive: Archive, now: datetime) -> None:
    watch(archive, harbour=HARBOUR)
    write(archive, now, "a", "The quay")
    assert labels(archive) == {}
    later = now + timedelta(days=3)
    write(archive, later, "a", "The harbour")
    assert row(archive, "SELECT since FROM labels")["since"] == "2026-03-04T02:00:00.000Z"
    write(archive, later + timedelta(days=1), "a", "Harbour tests")
    assert labels(archive) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda archive: archive.db.execute("UPDATE posts SET kind = 'call'"),  # as when facts are read later
        lambda archive: archive.db.execute("UPDATE posts SET language = 'fr'"),
        lambda archive: archive.db.execute("UPDATE posts SET title = 'The old harbour'"),
    ],
)
def test_whoever_changes_a_post(archive: Archive, now: datetime, change: Callable[[Archive], None]) -> None:
    write(archive, now, "a", "The quay")
    watch(archive, calls=Watch(kind=("call",)), french=FRENCH, harbour=HARBOUR)
    assert labels(archive) == {}
    with archive.transaction():
        change(archive)
    assert list(labels(archive).values()) == [[1]]


def test_a_word_that_only_the_new_post_has_is_found(archive: Archive, now: datetime) -> None:
    watch(archive, port=Watch(search="harbour"))
    write(archive, now, "a", "Two harbours")
    assert labels(archive) == {"port": [1]}


def test_labels_go_with_their_posts(archive: Archive, now: datetime) -> None:
    watch(archive, harbour=HARBOUR)
    with archive.transaction():
        run = archive.runs.begin(now, "0")
    write(archive, now, "a", "The harbour")
    archive.undo(archive.plan_undo(run), now)
    assert labels(archive) == {}
    assert rows(archive, "PRAGMA foreign_key_check") == []


def test_the_searches_of_all_archives_find_the_posts_of_all(
    archive: Archive, now: datetime, tmp_path: Path
) -> None:
    with Archive(tmp_path / "other.db") as other:
        register(other, now)
        write(other, now, "b", "The harbour")
    write(archive, now, "a", "Another harbour")
    watch(archive, harbour=HARBOUR)
    merge_archives([archive.path, tmp_path / "other.db"], tmp_path / "merged.db", lambda done, all_: None)
    with closing(sqlite3.connect(tmp_path / "merged.db")) as merged:
        assert merged.execute("SELECT count(*) FROM labels").fetchone() == (2,)


def test_what_saved_searches_find_since_a_time(archive: Archive, now: datetime) -> None:
    write(archive, now, "a", "The old harbour")
    watch(archive, harbour=HARBOUR, french=FRENCH)
    day = timedelta(days=1)
    write(archive, now + day, "b", "The new harbour")
    write(archive, now + day, "c", "Le port", "beta", language="fr")
    write(archive, now + 2 * day, "a", "The old harbour, again")
    archive.sort_stories()

    def found(*watches: str, sources: tuple[str, ...] = ()) -> list[str | None]:
        return [one.title for one in archive.watched(now, now + 3 * day, watches, sources)]

    assert found("harbour") == ["The new harbour"]
    assert sorted(map(str, found("harbour", "french"))) == ["Le port", "The new harbour"]
    assert found("harbour", "french", sources=("beta",)) == ["Le port"]
    (one,) = archive.announcements(
        now.date() - 30 * day, now.date() + 9 * day, Selection(watches=("french",))
    )
    assert (one.title, one.watches) == ("Le port", ("french",))
