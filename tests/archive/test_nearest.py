"""Posts that are near to a query by their meaning, with an engine for tests: words of one topic mean the same."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from clusterwatch.archive import Archive, Meanings, Selection, nearest
from clusterwatch.maintain.embedding import Embedded, embed
from clusterwatch.pipeline.workers import InlineWorkers
from clusterwatch.stories import engine, meaning
from tests.archive.made import SITE, draft, observed, record, record_texts
from tests.stories.fake_engine import FakeEngine, used

POSTS = {
    "en": "Vouchers for sensors",
    "de": "Neue Gutscheine",
    "fr": "Un bon pour chacun",
    "it": "La presse idraulica",
    "pl": "Nic takiego",
}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    return used(monkeypatch, FakeEngine())


@pytest.fixture
def filled(archive: Archive, now: datetime, fake: FakeEngine) -> Archive:
    record_texts(archive, {language: (title, f"{title}.") for language, title in POSTS.items()}, now)
    return archive


def made(archive: Archive) -> Embedded:
    name = meaning.current()
    assert name is not None
    return asyncio.run(embed(archive, InlineWorkers(), name))


def meanings(archive: Archive) -> Meanings:
    found = archive.meanings()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "selection", "limit", "languages"),
    [
        ("voucher", Selection(), 20, {"en", "de", "fr"}),
        ('"voucher*" -presse', Selection(), 20, {"en", "de", "fr"}),
        ("Presse", Selection(), 20, {"it"}),
        ("voucher", Selection(languages=("de", "pl")), 20, {"de"}),
        ("voucher", Selection(since="2026-02-03"), 20, {"fr"}),
        ("voucher", Selection(), 2, {"en", "de"}),
        ("something else", Selection(), 20, set()),
        ("-voucher", Selection(), 20, set()),
    ],
)
def test_posts_that_mean_the_same(
    filled: Archive, words: str, selection: Selection, limit: int, languages: set[str]
) -> None:
    made(filled)
    found = filled.nearest(meanings(filled), words, selection, limit=limit)
    assert {hit.language for hit in found} == languages
    assert {hit.found_by for hit in found} <= {"meaning"}


def test_posts_that_are_listed_already_are_left_out(filled: Archive) -> None:
    made(filled)
    found = filled.nearest(meanings(filled), "voucher", Selection(), without={1, 2})
    assert [hit.language for hit in found] == ["fr"]


def test_more_posts_are_read_if_few_of_the_nearest_are_selected(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_FIRST", 1)
    monkeypatch.setattr(nearest, "_BATCH", 2)
    made(filled)
    found = filled.nearest(meanings(filled), "voucher", Selection(languages=("fr",)))
    assert [hit.language for hit in found] == ["fr"]


def test_at_most_some_vectors_are_made(filled: Archive) -> None:
    name = meaning.current()
    assert name is not None
    assert asyncio.run(embed(filled, InlineWorkers(), name, 2)) == Embedded(2, 2, 5)
    assert made(filled) == Embedded(5, 3, 5)


def test_vectors_are_made_once(filled: Archive, fake: FakeEngine, now: datetime) -> None:
    assert made(filled) == Embedded(5, 5, 5)
    texts = len(fake.texts)
    assert made(filled) == Embedded(5, 0, 5)
    assert len(fake.texts) == texts
    url = f"{SITE}/pl"
    record(filled, observed(url, read=draft(url, title="Voucher", body="Voucher.", language="pl")), now)
    assert {hit.id for hit in filled.nearest(meanings(filled), "bon", Selection())} == {1, 2, 3}
    assert made(filled) == Embedded(5, 1, 5)
    assert {hit.id for hit in filled.nearest(meanings(filled), "bon", Selection())} == {1, 2, 3, 5}


def test_the_file_is_that_of_one_moment(filled: Archive) -> None:
    made(filled)
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:

        def delete_first(statement: str) -> None:
            if "vector" in statement:  # the numbers of the posts were read already
                other.execute("DELETE FROM embeddings WHERE post = 1")

        filled.db.conn.set_trace_callback(delete_first)
        assert nearest.write(filled.db, filled.path, meaning.current() or "") == 5
        filled.db.conn.set_trace_callback(None)
    assert [hit.id for hit in filled.nearest(meanings(filled), "presse", Selection())] == [4]


def test_the_file_may_be_missing_damaged_empty_or_of_another_engine(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.meanings() is None
    made(filled)
    path = nearest.path_of(filled.path)
    assert path.name == f"{filled.path.name}-vectors"
    used(monkeypatch, FakeEngine("another"))
    assert filled.meanings() is None
    assert made(filled).new == 5
    path.write_bytes(b"{")
    assert filled.meanings() is None
    filled.db.execute("DELETE FROM embeddings")
    assert nearest.write(filled.db, filled.path, "another-1") == 0
    assert filled.meanings() is None
    monkeypatch.setattr(engine, "usable", lambda: None)
    assert filled.meanings() is None
