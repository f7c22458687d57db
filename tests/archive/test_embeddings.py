"""What posts mean in an archive: vectors where facts leave it open, kept as long as the text stays."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.archive.joining.merge import merge_archives
from clusterwatch.archive.slim import slim
from clusterwatch.stories import archived, engine, meaning
from tests.archive.made import row, rows
from tests.archive.test_story_links import CALL, OTHER, RELAY, add, found, registered
from tests.stories.fake_engine import FakeEngine, used

# Only an acronym is shared, which leaves it open.
OPEN = ("alpha", "en", "New vouchers for sensors", "Small firms may now ask FIBRETEST for money.")
RELAYED = ("beta", "de", "Gutscheine", "FIBRETEST fördert Betriebe.")
LOOK_ALIKE = ("gamma", "de", "FIBRETEST", "FIBRETEST zieht um.")
APART = {frozenset({1}), frozenset({2}), frozenset({3})}


@pytest.fixture
def archive(archive: Archive, now: datetime) -> Archive:
    """Return an archive with three sources."""
    registered(archive, now, "alpha", "beta", "gamma")
    return archive


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """Return the engine that is used."""
    return used(monkeypatch, FakeEngine())


def vectors(archive: Archive) -> list[int]:
    return [one["post"] for one in rows(archive, "SELECT post FROM embeddings ORDER BY post")]


def test_posts_whose_facts_leave_it_open_are_compared_by_meaning(
    archive: Archive, now: datetime, fake: FakeEngine
) -> None:
    for post in (OPEN, RELAYED, LOOK_ALIKE):
        add(archive, now, post)
    assert found(archive) == {frozenset({1, 2}), frozenset({3})}
    assert sorted(fake.texts) == sorted(f"{post[2]}\n{post[3]}" for post in (OPEN, RELAYED, LOOK_ALIKE))
    assert row(archive, "SELECT engine, length(vector) AS size FROM embeddings WHERE post = 1") == {
        "engine": meaning.current(),
        "size": 384,
    }
    explained = archive.explain("1")
    assert explained is not None
    links = {one["post"]: (one["meaning"], "meaning" in one["against"]) for one in explained["story_links"]}
    assert links[2] == (1.0, False)


@pytest.mark.parametrize("why", list(engine.Missing))
def test_without_an_engine_facts_decide(
    archive: Archive,
    now: datetime,
    why: engine.Missing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("clusterwatch.archive.store.missing", lambda: why)
    for post in (OPEN, RELAYED, LOOK_ALIKE):
        add(archive, now, post)
    assert found(archive) == APART
    assert vectors(archive) == []
    assert ("not compared" in caplog.text) == (why is engine.Missing.PROCESSOR)


def test_no_vector_is_made_where_facts_decide(archive: Archive, now: datetime, fake: FakeEngine) -> None:
    for post in (CALL, RELAY, OTHER):
        add(archive, now, post)
    assert found(archive) == {frozenset({1, 2}), frozenset({3})}
    assert (fake.texts, vectors(archive)) == ([], [])


def test_order_of_arrival_changes_nothing(
    tmp_path: Path, now: datetime, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [OPEN, RELAYED, LOOK_ALIKE, CALL, RELAY, OTHER]
    stories = set()
    for turn in range(4):
        random.Random(turn).shuffle(posts)
        with Archive(tmp_path / f"{turn}.db") as one:
            registered(one, now, "alpha", "beta", "gamma")
            for post in posts:
                add(one, now, post)
                if turn % 2:
                    one.sort_stories()
            titles = {each["id"]: each["title"] for each in rows(one, "SELECT id, title FROM posts")}
            stories.add(frozenset(frozenset(titles[post] for post in story) for story in found(one)))
    assert len(stories) == 1


def test_a_vector_lasts_as_long_as_the_text(archive: Archive, now: datetime, fake: FakeEngine) -> None:
    for post in (OPEN, RELAYED):
        add(archive, now, post)
    assert found(archive) == {frozenset({1, 2})}
    fake.texts.clear()
    archive.renew_stories()
    assert found(archive) == {frozenset({1, 2})}
    assert fake.texts == []
    with archive.transaction():
        archive.db.execute("UPDATE posts SET title = title, last_seen = '2027' WHERE id = 2")
    assert vectors(archive) == [1, 2]
    for column in ("title", "body", "language"):
        with archive.transaction():
            archive.db.execute(f"UPDATE posts SET {column} = 'fr' WHERE id = 2")
        assert vectors(archive) == [1], column
        archive.embeddings.keep({2: bytes(384)}, meaning.current() or "")


def test_vectors_of_another_engine_are_replaced(
    archive: Archive, now: datetime, fake: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for post in (OPEN, RELAYED):
        add(archive, now, post)
    found(archive)
    assert archive.embeddings.missing([1, 2, 9], meaning.current() or "") == [9]
    assert archive.embeddings.missing([1, 2, 9], "another-1") == [1, 2, 9]
    other = used(monkeypatch, FakeEngine("another"))
    archive.renew_stories()
    assert found(archive) == {frozenset({1, 2})}
    assert len(other.texts) == 2
    assert {one["engine"] for one in rows(archive, "SELECT engine FROM embeddings")} == {meaning.current()}


@pytest.mark.parametrize("fault", [ValueError("broken"), None])
def test_facts_decide_if_a_worker_has_no_engine(
    archive: Archive,
    now: datetime,
    fake: FakeEngine,
    fault: Exception | None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def step(*_: object) -> None:
        if fault:
            raise fault

    monkeypatch.setattr("clusterwatch.archive.story_links.embedded", step)
    for post in (OPEN, RELAYED, LOOK_ALIKE):
        add(archive, now, post)
    assert found(archive) == APART
    assert ("what posts mean was not read" in caplog.text) == (fault is not None)
    assert vectors(archive) == []


def test_a_step_in_a_process_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "usable", lambda: None)
    assert archived.embedded([], {}) is None


def test_a_text_that_changes_meanwhile_gets_no_vector(
    archive: Archive, now: datetime, fake: FakeEngine
) -> None:
    for post in (OPEN, RELAYED):
        add(archive, now, post)
    archive.sort_stories()
    archive.db.execute("DELETE FROM embeddings")
    steps = archive.embedding_steps([1, 2], meaning.current() or "")
    step = next(steps)
    assert step is not None
    with archive.transaction():
        archive.db.execute("UPDATE posts SET body = 'Other words.' WHERE id = 2")
    steps.send(step.function(*step.arguments))
    assert list(steps) == []
    assert vectors(archive) == [1]


def test_copies_for_readers_and_merges(
    archive: Archive, now: datetime, fake: FakeEngine, tmp_path: Path
) -> None:
    for post in (OPEN, RELAYED):
        add(archive, now, post)
    found(archive)
    slim(archive.path, tmp_path / "slim.db")
    with Archive(tmp_path / "slim.db") as copy:
        assert vectors(copy) == []
    with Archive(tmp_path / "other.db") as other:
        registered(other, now, "gamma")
        add(other, now, LOOK_ALIKE)
    fake.texts.clear()
    merge_archives([tmp_path / "other.db", archive.path], tmp_path / "merged.db", lambda *_: None)
    with Archive(tmp_path / "merged.db") as merged:
        assert vectors(merged) == [1, 2, 3]
        assert sorted(map(len, found(merged))) == [1, 2]
    assert len(fake.texts) == 1
