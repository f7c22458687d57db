"""Archives that are merged: nothing is lost, stories are found across them, and their order does not matter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from clusterwatch import text
from clusterwatch.archive import Archive, schema
from clusterwatch.archive.joining import MergeReport, merge_archives
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.models import Evidence, Method, Note, NoteCode, Outcome, Problem, ProblemCode, State
from tests.archive.joining.filled import content, fill, tables
from tests.archive.made import WORDS, draft, entry, observed, page, record, register, row, rows

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
BETA = "https://beta.example.org"
LONG = f"{WORDS}\nThe twelve were chosen by a jury of harbour masters, shipwrights and investors from five countries."


def merged(*paths: Path, out: Path | None = None, force: bool = False) -> tuple[Archive, MergeReport]:
    """Merge archives and open the result."""
    out = out or paths[0].with_name("merged.db")
    report = merge_archives(paths, out, lambda posts, total: None, force=force)
    return Archive(out, readonly=True), report


@pytest.fixture
def pair(empty: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two archives with the same two sources and no posts."""
    return Path(shutil.copy(empty, tmp_path / "a.db")), Path(shutil.copy(empty, tmp_path / "b.db"))


def write(path: Path, *observations: Any, now: datetime = NOW) -> None:
    """Record observations in an archive, an hour apart."""
    with Archive(path) as archive:
        for number, seen in enumerate(observations):
            record(archive, seen, now + timedelta(hours=number))


def everything(path: Path) -> dict[str, list[Any]]:
    """Return all rows of all tables, with their numbers."""
    with Archive(path, readonly=True) as archive:
        return {name: sorted(map(repr, rows(archive, f"SELECT * FROM {name}"))) for name in tables(archive)}


def test_every_column_of_every_table_is_kept(tmp_path: Path) -> None:
    expected: dict[str, list[str]] = {}
    for name in ("a", "b"):
        with Archive(tmp_path / f"{name}.db") as archive:
            fill(archive, name)
            for table, found in content(archive).items():
                expected.setdefault(table, []).extend(found)
    archive, report = merged(tmp_path / "a.db", tmp_path / "b.db")
    expected["changes"] = []  # no run of a merged archive can be taken back
    expected["label_queue"] = []
    expected["labels"] = [  # the saved searches look at all posts again
        repr({"watch": f"watches.id {one}", "post": f"posts.url {one}", "since": f"posts.last_changed {one}"})
        for one in ("a1", "a2", "b1", "b2")
    ]
    # An archive that does not know a digest has told none of its posts.
    expected["digest_queue"] += [
        repr({"digest": f"digests.filters {one}{number}", "post": f"posts.url {other}{post}"})
        for one, other in ("ab", "ba")
        for number in (1, 2)
        for post in (1, 2)
    ]
    with archive:
        assert {table for table, found in expected.items() if len(found) != 4} == {
            "changes",
            "label_queue",
            "digest_queue",
        }
        assert content(archive) == {table: sorted(found) for table, found in expected.items()}
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert archive.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Archive(tmp_path / "merged.db") as archive:
        archive.db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
    assert (report.posts, report.joined, report.sources, report.stories) == (4, 0, 4, 4)


def test_a_relay_in_another_archive_belongs_to_the_story(pair: tuple[Path, Path]) -> None:
    one, other = pair
    write(
        one,
        observed(read=draft(body=LONG)),
        observed(f"{BETA}/x", "beta", draft(f"{BETA}/x", title="Other", body="Short.")),
    )
    relayed = draft(f"{BETA}/r", published="2026-02-22", body=f"{LONG}\nRead more on the site of Alpha.")
    write(other, observed(f"{BETA}/r", "beta", relayed), now=NOW + timedelta(days=1))
    archive, report = merged(one, other)
    with archive:
        (story,) = rows(archive, "SELECT * FROM stories_across_sources")
        assert (story["first_source"], story["posts"], story["sources"]) == ("alpha", 2, 2)
        assert [r["story_by"] for r in rows(archive, "SELECT story_by FROM posts ORDER BY id")] == [
            "alone",
            "alone",
            "near",
        ]
    assert (report.posts, report.stories, report.shared) == (3, 2, 1)


def test_the_order_of_the_archives_does_not_matter(pair: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = pair
    write(one, observed(page=page(fetched=NOW), entry=entry()), observed(f"{BETA}/x", "beta"))
    write(other, observed(read=draft(title="Twelve were chosen"), page=page(body=b"<p>b</p>", fetched=NOW)))
    write(other, observed(f"{BETA}/y", "beta"))
    for archive in (one, other):
        with Archive(archive) as opened, opened.transaction():
            run = opened.runs.begin(NOW, "1.0")
            problem = Problem(ProblemCode.BLOCKED, url=archive.name)
            opened.runs.add(run, Outcome("alpha", "failed", found=len(archive.name), problems=(problem,)))
            opened.runs.end(run, NOW, "failed")
    merge_archives([one, other], tmp_path / "1.db", lambda posts, total: None)
    merge_archives([other, one], tmp_path / "2.db", lambda posts, total: None)
    assert everything(tmp_path / "1.db") == everything(tmp_path / "2.db")


def test_a_post_of_both_has_the_revisions_of_both(pair: tuple[Path, Path]) -> None:
    one, other = pair
    write(one, observed(), observed(read=draft(title="Third")), now=NOW)
    late = replace(draft(), published=None, precision=None)
    write(other, observed(read=replace(late, title="Second")), now=NOW + timedelta(minutes=30))
    write(other, observed(read=replace(late, title="Fourth")), now=NOW + timedelta(hours=2))
    archive, report = merged(one, other)
    with archive:
        post = row(archive, "SELECT * FROM posts")
        titles = rows(
            archive, "SELECT title, revision, cause, seen, replaced FROM revisions ORDER BY revision"
        )
        evidence = rows(archive, "SELECT field FROM evidence")
    assert (post["title"], post["revision"], post["published"]) == ("Fourth", 4, "2026-02-20")
    assert [(r["title"], r["revision"], r["cause"]) for r in titles] == [
        ("Twelve chosen", 1, "merged"),
        ("Second", 2, "edit"),
        ("Third", 3, "edit"),
    ]
    assert [r["replaced"] for r in titles] == [r["seen"] for r in titles[1:]] + [post["last_changed"]]
    assert (post["first_seen"], post["last_seen"]) == ("2026-03-01T02:00:00.000Z", "2026-03-01T04:00:00.000Z")
    assert report.joined == 1
    assert evidence == []


def test_the_facts_are_those_of_the_current_version_and_the_moved_days_of_all(
    pair: tuple[Path, Path],
) -> None:
    one, other = pair
    write(one, observed(), now=NOW)
    write(other, observed(read=draft(title="New")), now=NOW + timedelta(hours=1))
    for path, kind, revision, stated in ((one, "call", 1, 0), (other, "event", 1, 1)):
        with Archive(path) as archive:
            archive.db.execute("UPDATE posts SET kind = ?, facts_revision = ?", [kind, revision])
            archive.db.execute(
                "INSERT INTO days (post, number, kind, raw, method, superseded) "
                "VALUES (1, 1, 'deadline', ?, 'text', 0)",
                [kind],
            )
            archive.db.execute(
                "INSERT INTO moved_days VALUES (1, 'deadline', '2026', '2027', '2026', ?)", [stated]
            )
    archive, _ = merged(one, other)
    with archive:
        assert row(archive, "SELECT kind, facts_revision FROM posts") == {
            "kind": "event",
            "facts_revision": 2,
        }
        assert row(archive, "SELECT raw FROM days") == {"raw": "event"}
        assert row(archive, "SELECT stated FROM moved_days") == {"stated": 1}
    with Archive(other) as archive:
        archive.db.execute("UPDATE posts SET facts_revision = 0")
    archive, _ = merged(one, other, force=True)
    with archive:
        # Facts that were read from no current version are read when the archives are merged.
        assert row(archive, "SELECT kind, facts_revision FROM posts") == {"kind": None, "facts_revision": 2}
        assert rows(archive, "SELECT raw FROM days") == []


def test_urls_with_other_spellings_are_one_post(pair: tuple[Path, Path]) -> None:
    one, other = pair
    old, new = "http://www.alpha.example.org/a/", "https://alpha.example.org/a"
    write(one, observed(old, read=draft(old), page=page(old, fetched=NOW)))
    later = NOW + timedelta(days=1)
    write(other, observed(new, read=draft(new, title="New"), page=page(new, b"b", later)), now=later)
    archive, _ = merged(one, other)
    with archive:
        assert row(archive, "SELECT url FROM posts") == {"url": new}
        assert row(archive, "SELECT url, status FROM sightings") == {"url": new, "status": "post"}
        pages = list(archive.pages.history("alpha", new))
    assert [(found.url, found.body) for found in pages] == [(new, b"b"), (old, b"<p>a</p>")]


def test_the_archive_that_looked_last_knows_whether_a_post_is_withdrawn(pair: tuple[Path, Path]) -> None:
    gone = Problem(ProblemCode.HTTP_STATUS, url="x", detail={"status": 404})
    for path in pair:
        write(path, observed(), observed(f"{BETA}/x", "beta"))
    for path, url, source in ((pair[0], draft().url, "alpha"), (pair[1], f"{BETA}/x", "beta")):
        with Archive(path) as archive, archive.transaction():
            archive.posts.withdraw(source, url, NOW + timedelta(days=1), gone)
    with Archive(pair[1]) as archive, archive.transaction():
        archive.posts.unchanged("alpha", draft().url, 1, NOW + timedelta(days=2))
    archive, _ = merged(*pair)
    with archive:
        states = rows(
            archive, "SELECT p.source, withdrawn, status FROM posts p JOIN sightings s ON s.post = p.id"
        )
    assert {(r["source"], r["withdrawn"], r["status"]) for r in states} == {
        ("alpha", None, "post"),
        ("beta", "2026-03-02T02:00:00.000Z", "gone"),
    }


def test_boilerplate_that_one_archive_knows_is_removed(pair: tuple[Path, Path]) -> None:
    line = "Subscribe to our newsletter to stay informed"
    read = Evidence(Method.GENERIC, "", None)
    write(pair[0], observed(read=draft(body=f"{WORDS}\n{line}", evidence={"body": read})))
    write(pair[1], observed(read=draft(evidence={"body": read})))
    with Archive(pair[1]) as archive, archive.transaction():
        archive.boilerplate.keep("alpha", {text.fingerprint(line): line}, NOW)
    archive, _ = merged(*pair)
    with archive:
        assert row(archive, "SELECT body, revision FROM posts") == {"body": WORDS, "revision": 1}


def test_a_run_of_copies_is_one_run(pair: tuple[Path, Path]) -> None:
    """Two archives that continue copies of one archive have its runs in common."""
    nights: tuple[tuple[State, ...], ...] = (("ok", "failed"), ("ok", "ok"))
    for path, states in zip(pair, nights, strict=True):
        with Archive(path) as archive, archive.transaction():
            for night, state in enumerate(states):
                run = archive.runs.begin(NOW + timedelta(days=night), "1.0")
                note = Note(NoteCode.BOILERPLATE_LEFT_OUT, count=night)
                archive.runs.add(run, Outcome("alpha", state, notes=(note,)))
                archive.runs.end(run, NOW + timedelta(days=night, hours=1), "done")
    archive, _ = merged(*pair)
    with archive:
        outcomes = rows(archive, "SELECT run, state FROM outcomes ORDER BY run")
        assert [(o["run"], o["state"]) for o in outcomes] in (
            [(1, "ok"), (2, "failed"), (3, "ok")],
            [(1, "ok"), (2, "ok"), (3, "failed")],
        )
        assert [r["count"] for r in rows(archive, "SELECT count FROM notes ORDER BY run")] == [0, 1, 1]


def test_merges_that_exclude_each_other(pair: tuple[Path, Path]) -> None:
    """The later of two active merges remains, and a merge that was undone stays undone."""
    urls = [f"https://alpha.example.org/{n}" for n in range(4)]
    merges: list[dict[tuple[int, int], str | None]] = [
        {(0, 1): None, (2, 3): None},
        {(1, 0): None, (2, 3): "2026"},
    ]
    for path, known in zip(pair, merges, strict=True):
        texts = [draft(url, title=url, body=f"Text {url}") for url in urls]
        write(path, *(observed(one.url, read=one) for one in texts))
        with Archive(path) as archive:
            for n, ((post, into), undone) in enumerate(known.items()):
                archive.db.execute(
                    "INSERT INTO merges VALUES (?, ?, 'canonical', ?, ?)",
                    [post + 1, into + 1, f"2026-{path.name}-{n}", undone],
                )
    archive, _ = merged(*pair)
    with archive:
        found = rows(archive, "SELECT post, into_post, undone FROM merges ORDER BY post")
        assert [(m["post"], m["into_post"], m["undone"] is None) for m in found] == [
            (1, 2, False),
            (2, 1, True),
            (3, 4, False),
        ]
        assert [r["id"] for r in rows(archive, "SELECT id FROM posts WHERE withdrawn IS NOT NULL")] == [2]


def test_an_older_archive_is_upgraded_in_a_copy(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old.db"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:5])
        with Archive(old) as archive:
            archive.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
            )
            archive.db.execute(
                "INSERT INTO posts (source, url, title, first_seen, last_seen, last_changed, fingerprint) "
                "VALUES ('s', 'https://s.example/1', 'Old', '2026', '2026', '2026', '')"
            )
    before = old.read_bytes()
    write(pair[0], observed())
    archive, report = merged(pair[0], old)
    with archive:
        assert {r["title"] for r in rows(archive, "SELECT title FROM posts")} == {"Old", "Twelve chosen"}
    assert [one.upgraded for one in report.archives] == [False, True]
    assert old.read_bytes() == before


def test_the_inputs_are_not_changed_and_their_journal_is_read(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    write(pair[1], observed(f"{BETA}/x", "beta"))
    with Archive(pair[0]) as writer:
        record(writer, observed(), NOW)
        journal = tmp_path / "a.db-wal"
        before = [path.read_bytes() for path in (*pair, journal)]
        assert len(before[2]) > 0
        archive, report = merged(*pair)
        archive.close()
        assert [path.read_bytes() for path in (*pair, journal)] == before
    assert report.posts == 2


def _missing(folder: Path) -> tuple[Path, str]:
    return folder / "none.db", "no such archive"


def _text(folder: Path) -> tuple[Path, str]:
    path = folder / "text.db"
    path.write_text("not a database, but long enough to be read as one" * 9)
    return path, "cannot be used as an archive"


def _empty(folder: Path) -> tuple[Path, str]:
    path = folder / "empty.db"
    path.touch()
    return path, "not an archive"


def _damaged(folder: Path) -> tuple[Path, str]:
    path = folder / "damaged.db"
    with Archive(path) as archive:
        register(archive, NOW)
        for n in range(40):
            url = f"https://alpha.example.org/{n}"
            record(archive, observed(url, read=draft(url, title=url, body=f"{url} {WORDS}")), NOW)
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root, size = archive.db.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'posts'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x99" * size
    path.write_bytes(content)
    return path, "damaged.db: cannot be read"


@pytest.mark.parametrize("made", [_missing, _text, _empty, _damaged])
def test_an_archive_that_cannot_be_read(
    pair: tuple[Path, Path], tmp_path: Path, made: Callable[[Path], tuple[Path, str]]
) -> None:
    path, message = made(tmp_path)
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(ArchiveError, match=message):
        merged(pair[0], path)
    assert [
        n for n in sorted(p.name for p in tmp_path.iterdir()) if not n.endswith(("-wal", "-shm"))
    ] == before


def test_the_output_is_written_as_a_whole(pair: tuple[Path, Path], tmp_path: Path) -> None:
    def stop(posts: int, total: int) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "merged.db"
    with pytest.raises(KeyboardInterrupt):
        merge_archives(pair, out, stop)
    assert not out.exists()
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.endswith(("-wal", "-shm"))) == [
        "a.db",
        "b.db",
    ]
    out.write_text("another file")
    with pytest.raises(UsageError, match="already exists; use --force"):
        merged(*pair, out=out)
    with pytest.raises(UsageError, match="is the archive itself"):
        merged(*pair, out=pair[1], force=True)
    with pytest.raises(UsageError, match="is given twice"):
        merged(pair[0], pair[0])
    archive, _ = merged(*pair, out=out, force=True)
    with archive:
        assert archive.db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
