"""A URL belongs to one post, and a merge of two posts is recorded and can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, schema
from clusterwatch.models import Draft
from tests.archive.made import SITE, WORDS, draft, entry, http, observed, page, record, row, rows

A, B = f"{SITE}/a", f"{SITE}/b"
OTHER = " ".join(f"word{n}" for n in range(40))
DAY = timedelta(days=1)


def addresses(archive: Archive) -> dict[str, tuple[int, str]]:
    found = rows(archive, "SELECT url, post, status FROM sightings")
    return {r["url"].removeprefix(SITE): (r["post"], r["status"]) for r in found}


def merges(archive: Archive) -> list[tuple[int, int, bool]]:
    found = rows(archive, "SELECT post, into_post, undone FROM merges ORDER BY merged")
    return [(r["post"], r["into_post"], r["undone"] is not None) for r in found]


def withdrawn(archive: Archive) -> list[bool]:
    return [r["withdrawn"] is not None for r in rows(archive, "SELECT withdrawn FROM posts ORDER BY id")]


def two_posts(archive: Archive, now: datetime, body: str = OTHER) -> None:
    """Record two posts with the same title and different texts."""
    record(archive, observed(A), now)
    record(archive, observed(B, read=draft(B, body=body)), now)
    assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}


@pytest.mark.parametrize("body", [OTHER, WORDS.replace("twelve", "thirteen")], ids=["other words", "an edit"])
def test_a_post_whose_canonical_url_is_another_post_keeps_its_url(
    archive: Archive, now: datetime, body: str
) -> None:
    two_posts(archive, now, body)
    for night in range(3):
        seen = observed(B, read=draft(B, body=body, canonical=A))
        assert record(archive, seen, now + night * DAY).kind == "same"
    assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}
    assert [p["body"] for p in rows(archive, "SELECT body FROM posts ORDER BY id")] == [WORDS, body]
    with archive.transaction():
        assert archive.posts.withdraw("alpha", A, now + 3 * DAY, http(404)) is True
    assert withdrawn(archive) == [True, False]
    assert merges(archive) == []


@pytest.mark.parametrize("how", ["canonical", "redirect", "twin"])
def test_the_url_of_a_post_is_never_assigned_to_another_post(
    archive: Archive, now: datetime, how: str
) -> None:
    two_posts(archive, now)
    read = draft(B, body=OTHER, canonical=A if how == "canonical" else None)
    listed = entry(B, twins=(A,)) if how == "twin" else None
    fetched = page(A if how == "redirect" else B, b"<p>b</p>", now)
    assert record(archive, observed(B, read=read, entry=listed, page=fetched), now).post == 2
    assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}


def test_an_equal_title_is_not_enough_for_a_copy(archive: Archive, now: datetime) -> None:
    record(archive, observed(A), now)
    seen = observed(B, read=draft(B, body=OTHER, canonical=A))
    assert record(archive, seen, now).kind == "new"
    assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}
    assert row(archive, "SELECT revision, body FROM posts WHERE id = 1") == {"revision": 1, "body": WORDS}


def test_a_post_with_another_day_is_not_a_copy(archive: Archive, now: datetime) -> None:
    record(archive, observed(A), now)
    monthly = draft(B, published="2026-03-20", body=f"{WORDS}\nIn March.", canonical=A)
    assert record(archive, observed(B, read=monthly), now).kind == "new"


def same_words(archive: Archive, now: datetime) -> Draft:
    """Record two posts; then give the second one the text and the canonical URL of the first."""
    two_posts(archive, now)
    copy = draft(B, canonical=A)
    assert record(archive, observed(B, read=copy, page=page(B, b"<p>b</p>", now)), now).kind == "copy"
    assert merges(archive) == [(2, 1, False)]
    assert withdrawn(archive) == [False, True]
    assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}
    assert row(archive, "SELECT body, revision FROM posts WHERE id = 2") == {"body": OTHER, "revision": 1}
    return copy


def test_a_post_with_the_text_of_its_canonical_post_is_merged(archive: Archive, now: datetime) -> None:
    copy = same_words(archive, now)
    assert record(archive, observed(B, read=copy), now + DAY).kind == "same"
    with archive.transaction():
        archive.posts.unchanged("alpha", B, 2, now + 2 * DAY)
    assert (merges(archive), withdrawn(archive)) == ([(2, 1, False)], [False, True])
    explained = archive.explain("2")
    assert explained is not None
    assert [(m["into_post"], m["reason"], m["undone"]) for m in explained["merges"]] == [
        (1, "canonical", None)
    ]


@pytest.mark.parametrize("read", [draft(B, body=OTHER), draft(B), draft(B, body=OTHER, canonical=A)])
def test_a_merge_is_undone_if_the_page_changes(archive: Archive, now: datetime, read: Draft) -> None:
    copy = same_words(archive, now)
    assert record(archive, observed(B, read=read), now + DAY).post == 2
    assert (merges(archive), withdrawn(archive)) == ([(2, 1, True)], [False, False])
    record(archive, observed(B, read=copy), now + 2 * DAY)  # they are never merged again
    assert (merges(archive), withdrawn(archive)) == ([(2, 1, True)], [False, False])


def test_a_merge_is_undone_if_the_other_post_is_gone(archive: Archive, now: datetime) -> None:
    copy = same_words(archive, now)
    with archive.transaction():
        assert archive.posts.withdraw("alpha", A, now + DAY, http(404)) is True
    assert (merges(archive), withdrawn(archive)) == ([(2, 1, True)], [True, False])
    record(archive, observed(B, read=copy), now + 2 * DAY)
    assert withdrawn(archive) == [True, False]


def test_unmerge_undoes_a_merge_for_good(archive: Archive, now: datetime) -> None:
    copy = same_words(archive, now)
    with archive.transaction():
        assert archive.posts.unmerge(2, now) is True
        assert archive.posts.unmerge(2, now) is False
        assert archive.posts.unmerge(1, now) is False
    assert withdrawn(archive) == [False, False]
    assert record(archive, observed(B, read=copy), now + DAY).kind == "changed"
    assert merges(archive) == [(2, 1, True)]


def test_of_two_posts_that_name_each_other_one_stays(archive: Archive, now: datetime) -> None:
    same_words(archive, now)
    assert record(archive, observed(A, read=draft(A, canonical=B)), now).kind == "same"
    assert (merges(archive), withdrawn(archive)) == ([(2, 1, False)], [False, True])


def test_urls_that_an_earlier_version_reassigned_are_restored(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:8])
        with Archive(path) as old:
            old.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('alpha', 'A', '/', '', '')"
            )
            for number, url in ((1, A), (2, B)):
                old.db.execute(
                    "INSERT INTO posts (id, source, url, title, first_seen, last_seen, last_changed, fingerprint) "
                    "VALUES (?, 'alpha', ?, 't', '2026-01-01', '2026-01-01', '2026-01-01', '')",
                    [number, url],
                )
                old.db.execute(
                    "INSERT INTO sightings (url, source, status, key, post, first_seen, last_seen) "
                    "VALUES (?, 'alpha', ?, ?, 1, '2026-01-01', '2026-01-01')",
                    [url, "post" if number == 1 else "copy", url.removeprefix("https://")],
                )
    with Archive(path) as archive:
        assert addresses(archive) == {"/a": (1, "post"), "/b": (2, "post")}
        assert [r.url for r in archive.url_records.due("alpha", now, 9)] == [B]
        with archive.transaction():
            assert archive.posts.withdraw("alpha", A, now, http(404)) is True
