"""Backfill from WARC files: what is written, in which order, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import errno
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from clusterwatch.archive import Archive
from clusterwatch.cli.workers import page_workers
from clusterwatch.config import Source
from clusterwatch.errors import ArchiveError, StepLost, WorkersGone
from clusterwatch.models import DamageReason, Draft, LostReason, Page, ProblemCode
from clusterwatch.pipeline import section
from clusterwatch.pipeline.backfill import BackfillOptions, FileResult, backfill
from clusterwatch.pipeline.change_filter import filter_changes
from clusterwatch.pipeline.section import next_page, read_section
from clusterwatch.pipeline.steps import read_page
from clusterwatch.pipeline.workers import InlineWorkers, Workers
from clusterwatch.warc import files_of
from tests.warc.made import packed, record

P = ParamSpec("P")
T = TypeVar("T")
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
SITE = "https://alpha.example/news"
SOURCES = [Source(id="alpha", url=SITE), Source(id="beta", url="https://beta.example/news")]


def html(title: str, day: str = "2020-01-01", *more: str) -> bytes:
    text = "".join(
        f"<p>{line}</p>"
        for line in (
            f"The cluster reports on {title.lower()} and names the partners of the project.",
            "They will meet again in autumn to show what they have learned from each other.",
            *more,
        )
    )
    return (
        f"<html><head><title>{title}</title></head><body><main><article><h1>{title}</h1>"
        f'<time datetime="{day}">{day}</time>{text}</article></main></body></html>'
    ).encode()


def captured(name: str, month: int = 1, *more: str, url: str | None = None, **fields: Any) -> bytes:
    """Return a record with the capture of a post in a month of 2020."""
    page = html(f"A report on {name}", "2020-01-01", *more)
    return record(url or f"{SITE}/{name}", page, date=f"2020-{month:02}-05T00:00:00Z", **fields)


def written(path: Path, *records: bytes) -> str:
    path.write_bytes(b"".join(packed(r, ".gz") for r in records))
    return str(path)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db") as archive:
        yield archive


def run(
    archive: Archive, *files: str, workers: Workers | None = None, cpu: float = 1e9, **options: Any
) -> list[FileResult]:
    return asyncio.run(
        backfill(
            files_of(files),
            SOURCES,
            archive,
            lambda: NOW,
            BackfillOptions(cpu=cpu, **options),
            _ignore,
            workers or InlineWorkers(),
        )
    )


def counts(results: list[FileResult]) -> dict[str, int]:
    total: Counter[str] = sum((r.counts for r in results), Counter())
    return dict(+total)


def titles(archive: Archive) -> list[str]:
    return [
        row["title"].removeprefix("A report on ") for row in archive.db["posts"].rows_where(order_by="title")
    ]


def state(archive: Archive) -> list[list[tuple[object, ...]]]:
    """Return what the archive has, without numbers of rows."""
    posts = "source, url, title, published, body, language, first_seen, last_seen, last_changed, revision"
    return [
        sorted(archive.db.execute(sql), key=str)
        for sql in (
            f"SELECT {posts} FROM posts",
            "SELECT p.url, r.revision, r.seen, r.replaced, r.body FROM revisions r JOIN posts p ON p.id = r.post",
            "SELECT source, url, status, first_seen, last_seen, checked, next_check FROM sightings",
            "SELECT source, url, fetched, digest FROM pages",
        )
    ]


def test_pages_of_sources_become_posts(tmp_path: Path, archive: Archive) -> None:
    file = written(
        tmp_path / "a.warc.gz",
        captured("harbours"),
        captured("looms", url="https://www.beta.example/news/looms"),
        captured("strangers", url="https://gamma.example/news/x"),
        captured("tags", url="https://alpha.example/tag/harbours"),
        record(f"{SITE}/gone", status="404 Not Found"),
    )
    results = run(archive, file)
    assert titles(archive) == ["harbours", "looms"]
    assert counts(results) == {"records": 5, "pages": 3, "new": 2, "other": 1, "not_ok": 1}
    (post,) = archive.db["posts"].rows_where("source = 'beta'")
    assert post["first_seen"] == post["last_seen"] == "2020-01-05T00:00:00.000Z"
    assert post["published"] == "2020-01-01"
    assert archive.db.execute("SELECT count(*) FROM posts WHERE story IS NULL").fetchone() == (0,)


def test_captures_of_one_page_are_one_post_in_any_order_of_files(tmp_path: Path) -> None:
    records = {
        "a": captured("looms", 3, "The third of them has a hall."),
        "b": captured("looms", 1),
        "c": captured("looms", 2),
        "d": captured(
            "looms",
            4,
            "The third of them has a hall.",
            "The hall burned down in spring and will be built again by the members.",
        ),
        "e": captured("looms", 1, url=f"{SITE}/looms?utm_source=x"),
    }
    states = []
    for number, order in enumerate(("abcde", "edcba", "cadbe")):
        with Archive(tmp_path / f"{number}.db") as archive:
            run(archive, *(written(tmp_path / f"{number}{n}.warc.gz", records[n]) for n in order))
            states.append(state(archive))
    assert states[0] == states[1] == states[2]
    (posts, revisions, _, pages) = states[0]
    assert [(p[2], p[-1]) for p in posts] == [("A report on looms", 3)]
    assert [str(r[2])[:7] for r in revisions] == ["2020-01", "2020-03"]
    assert len(pages) == 3


@pytest.mark.parametrize("options", [{}, {"section": 300}, {"at_once": 1}, {"cpu": 0.0}], ids=str)
def test_sections_and_parts_change_nothing(tmp_path: Path, archive: Archive, options: dict[str, Any]) -> None:
    names = [f"subject {n}" for n in range(12)]
    file = written(
        tmp_path / "a.warc.gz", *(captured(name, url=f"{SITE}/{n}") for n, name in enumerate(names))
    )
    assert counts(run(archive, file, **options)) == {"records": 12, "pages": 12, "new": 12}
    ids = [row[0] for row in archive.db.execute("SELECT url FROM posts ORDER BY id")]
    assert ids == [f"{SITE}/{n}" for n in range(12)]


def test_posts_before_a_day_are_left_out(tmp_path: Path, archive: Archive) -> None:
    days = {
        "looms": "2020-02-15",
        "cars": "2020-02",
        "boats": "2020",
        "harbours": "2020-02-14",
        "drones": "2020-01",
    }
    pages = [record(f"{SITE}/{name}", html(f"A report on {name}", day)) for name, day in days.items()]
    file = written(tmp_path / "a.warc.gz", *pages)
    assert counts(run(archive, file, since="2020-02-15")) == {
        "records": 5,
        "pages": 5,
        "new": 3,
        "too_old": 2,
    }
    assert titles(archive) == ["boats", "cars", "looms"]


def test_a_file_is_not_read_again_unless_it_or_the_selection_changes(
    tmp_path: Path, archive: Archive
) -> None:
    file = written(tmp_path / "a.warc.gz", captured("harbours"))
    assert counts(run(archive, file))["new"] == 1
    (result,) = run(archive, file)
    assert (result.read, counts([result])) == (False, {})
    assert counts(run(archive, file, again=True)) == {"records": 1, "pages": 1, "same": 1}
    assert counts(run(archive, file, since="2019-01-01"))["same"] == 1
    written(tmp_path / "a.warc.gz", captured("harbours"), captured("looms"))
    assert counts(run(archive, file)) == {"records": 2, "pages": 2, "same": 1, "new": 1}


class StoppedWorkers:
    """Workers that are interrupted at the section with a number."""

    def __init__(self, number: int) -> None:
        self.left = number

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if step is read_section:
            self.left -= 1
            if self.left < 0:
                raise asyncio.CancelledError
        return step(*args, **kwargs)


def test_an_interrupted_backfill_continues_where_it_stopped(tmp_path: Path, archive: Archive) -> None:
    names = [f"subject {n}" for n in range(6)]
    file = written(
        tmp_path / "a.warc.gz", *(captured(name, url=f"{SITE}/{n}") for n, name in enumerate(names))
    )
    with pytest.raises(asyncio.CancelledError):
        run(archive, file, workers=StoppedWorkers(4), section=300, at_once=1)
    first = len(titles(archive))
    assert 0 < first < 6
    rest = counts(run(archive, file, section=300))
    assert (rest["new"], rest.get("same", 0)) == (6 - first, 0)
    assert len(titles(archive)) == 6


def test_no_section_is_read_any_more_when_the_archive_cannot_be_written(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(InlineWorkers):
        """Workers with which the first section is read at once, and the others never."""

        def __init__(self) -> None:
            self.waiting = 0

        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            if step is read_section and "0.warc.gz" not in str(args[0]):
                self.waiting += 1
                try:
                    await asyncio.Event().wait()
                finally:
                    self.waiting -= 1
            return await super().run(step, *args, **kwargs)

    def full(*_: object) -> None:
        raise ArchiveError("the archive cannot be written")

    async def check() -> None:
        options = BackfillOptions(cpu=1e9, at_once=3)
        with pytest.raises(ArchiveError):
            await backfill(
                files_of(files), SOURCES, archive, lambda: NOW, options, lambda result, _: None, slow
            )
        assert slow.waiting == 0

    files = [written(tmp_path / f"{n}.warc.gz", captured(f"subject {n}")) for n in range(6)]
    monkeypatch.setattr(archive.captures, "record", full)
    slow = Slow()
    asyncio.run(check())


class LosingWorkers:
    """Workers that raise `error` for each section or page that contains the address `url`."""

    def __init__(self, url: str, error: Exception, always: bool = False) -> None:
        self.url, self.error, self.always = url, error, always

    async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        result = step(*args, **kwargs)
        if step is next_page and self.always:
            raise self.error
        if step is read_section:
            seen = getattr(result, "seen")  # noqa: B009 - the type of the result is not known here
            if any(one.url == self.url for one in seen):
                raise self.error
        return result


ERRORS = [
    (StepLost(LostReason.CPU), ProblemCode.WORKER_LOST, "lost"),
    (ValueError("a fault"), ProblemCode.INTERNAL, "failed"),
]


@pytest.mark.parametrize(("error", "code", "count"), ERRORS)
def test_a_page_that_costs_its_worker_or_raises_is_left_out(
    tmp_path: Path, archive: Archive, error: Exception, code: ProblemCode, count: str
) -> None:
    file = written(tmp_path / "a.warc.gz", *(captured(n) for n in ("boats", "cars", "drones", "engines")))
    (result,) = run(archive, file, workers=LosingWorkers(f"{SITE}/cars", error))
    assert titles(archive) == ["boats", "drones", "engines"]
    (problem,) = result.problems
    assert (problem.code, problem.url) == (code, f"{SITE}/cars")
    assert (result.counts["new"], result.counts[count]) == (3, 1)


@pytest.mark.parametrize(("error", "code", "count"), ERRORS)
def test_a_section_that_cannot_be_skipped_is_left_out(
    tmp_path: Path, archive: Archive, error: Exception, code: ProblemCode, count: str
) -> None:
    file = written(tmp_path / "a.warc.gz", *(captured(n) for n in ("boats", "cars", "drones")))
    other = written(tmp_path / "b.warc.gz", captured("engines"))
    result, _ = run(archive, file, other, workers=LosingWorkers(f"{SITE}/cars", error, always=True))
    assert titles(archive) == ["boats", "engines"]
    assert [(p.code, p.url) for p in result.problems] == [(code, result.location)]
    assert result.counts[count] == 1


def test_a_page_whose_rules_raise_is_left_out(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(page: Page, *rest: Any) -> Draft:
        if page.url.endswith("cars"):
            raise ValueError("a fault")
        return read_page(page, *rest)

    monkeypatch.setattr(section, "read_page", read)
    file = written(tmp_path / "a.warc.gz", *(captured(n) for n in ("boats", "cars", "drones")))
    (result,) = run(archive, file)
    assert titles(archive) == ["boats", "drones"]
    (problem,) = result.problems
    assert (problem.code, problem.url) == (ProblemCode.INTERNAL, f"{SITE}/cars")
    assert "tests/pipeline/test_backfill.py:" in str(problem.detail["place"])
    assert counts([result]) == {"records": 3, "pages": 3, "new": 2, "failed": 1}


def test_a_page_whose_comparison_raises_is_left_out(tmp_path: Path, archive: Archive) -> None:
    class Comparing(InlineWorkers):
        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            if step is filter_changes:
                raise ValueError("a fault")
            return await super().run(step, *args, **kwargs)

    captures = [captured("looms"), captured("looms", 2, "One more line by the editors."), captured("boats")]
    (result,) = run(archive, written(tmp_path / "a.warc.gz", *captures), workers=Comparing())
    assert titles(archive) == ["boats", "looms"]
    assert [(p.code, p.url) for p in result.problems] == [(ProblemCode.INTERNAL, f"{SITE}/looms")]
    assert counts([result]) == {"records": 3, "pages": 3, "new": 2, "failed": 1}


def test_a_file_that_disappears_while_its_pages_are_read_one_by_one_is_reported(
    tmp_path: Path, archive: Archive
) -> None:
    class Vanishing(LosingWorkers):
        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return await super().run(step, *args, **kwargs)
            except ValueError:
                (tmp_path / "a.warc.gz").unlink()
                raise

    file = written(tmp_path / "a.warc.gz", captured("boats"), captured("cars"))
    other = written(tmp_path / "b.warc.gz", captured("drones"))
    result, _ = run(archive, file, other, workers=Vanishing(f"{SITE}/cars", ValueError("a fault")))
    assert titles(archive) == ["drones"]
    assert (result.broken, [p.code for p in result.problems]) == (True, [ProblemCode.RECORD_DAMAGED])


@pytest.mark.parametrize(
    "error",
    [OSError(errno.EMFILE, "Too many open files"), WorkersGone("the scheduler is gone")],
    ids=["a lack of this machine", "no workers"],
)
def test_an_error_of_no_page_ends_the_backfill(tmp_path: Path, archive: Archive, error: Exception) -> None:
    """The next call continues there."""
    file = written(tmp_path / "a.warc.gz", captured("boats"), captured("cars"))
    with pytest.raises(type(error)):
        run(archive, file, workers=LosingWorkers(f"{SITE}/cars", error))
    assert counts(run(archive, file))["new"] == 2


def test_damage_is_reported_with_file_and_offset_and_the_rest_is_read(
    tmp_path: Path, archive: Archive
) -> None:
    good, bad, last = (packed(captured(n), ".gz") for n in ("boats", "cars", "drones"))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(good + bad[:100] + b"\xff\xff" + bad[102:] + last)
    empty = tmp_path / "b.warc.gz"
    empty.write_bytes(b"")
    results = run(archive, str(path), str(empty))
    assert titles(archive) == ["boats", "drones"]
    found = [(p.url, p.detail["offset"], p.detail["reason"]) for r in results for p in r.problems]
    assert found == [
        (str(path), len(good), DamageReason.UNREADABLE),
        (str(empty), 0, DamageReason.EMPTY),
    ]


def test_a_file_that_disappears_is_reported(tmp_path: Path, archive: Archive) -> None:
    class Vanishing(InlineWorkers):
        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            (tmp_path / "a.warc.gz").unlink(missing_ok=True)
            return await super().run(step, *args, **kwargs)

    files = [written(tmp_path / f"{n}.warc.gz", captured(s)) for n, s in (("a", "boats"), ("b", "cars"))]
    results = run(archive, *files, workers=Vanishing())
    assert titles(archive) == ["cars"]
    assert [len(r.problems) for r in results] == [1, 0]


def test_only_a_few_sections_are_read_ahead(tmp_path: Path, archive: Archive) -> None:
    """The writer is slow: it writes each section before the next but three is begun."""
    begun: list[int] = []
    ahead: list[int] = []

    class Counting(InlineWorkers):
        async def run(self, step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            if step is read_section:
                begun.append(1)
            return await super().run(step, *args, **kwargs)

    files = [written(tmp_path / f"{n}.warc.gz", captured(f"subject {n}")) for n in range(12)]
    asyncio.run(
        backfill(
            files_of(files),
            SOURCES,
            archive,
            lambda: NOW,
            BackfillOptions(at_once=3),
            lambda result, position: ahead.append(len(begun)),
            Counting(),
        )
    )
    assert len(ahead) == len(begun) == 12
    assert max(there - number for number, there in enumerate(ahead)) <= 5


def test_a_known_post_is_compared_with_its_stored_page(tmp_path: Path, archive: Archive) -> None:
    """Values that other rules read do not become edits."""
    run(archive, written(tmp_path / "a.warc.gz", captured("looms", 2)))
    archive.db.execute("UPDATE posts SET title = 'As older rules read it'")
    later = captured("looms", 3, "One more line has been written by the editors of the site.")
    earlier = captured("looms", 1, "A line that was removed from the page by its editors later.")
    assert counts(run(archive, written(tmp_path / "b.warc.gz", later, earlier)))["changed"] == 2
    versions = archive.db.execute(
        "SELECT title, changed FROM revisions UNION ALL SELECT title, NULL FROM posts"
    ).fetchall()
    assert versions == [("As older rules read it", '["body"]')] * 2 + [("As older rules read it", None)]


CLOCKS = [
    captured("looms", n, f"Today is 5 {name} 2020.")
    for n, name in enumerate(("January", "February", "March"), 1)
]


@pytest.mark.parametrize("count", [0, 2])
def test_files_and_workers_do_not_decide_what_is_an_edit(tmp_path: Path, count: int) -> None:
    """A line with the day of the capture is not edited, also if all captures of a post are in one batch."""
    link = f'<link rel="canonical" href="{SITE}/looms"></head>'.encode()
    page = html("A report on looms", "2020-01-01", "Today is 5 April 2020.").replace(b"</head>", link)
    captures = [
        *CLOCKS,
        record(f"{SITE}/weaving", page, date="2020-04-05T00:00:00Z"),  # has the same canonical address
        captured("looms", 5, "Today is 5 May 2020.", url=f"{SITE}/looms?utm_source=x"),
        captured("boats"),
    ]
    one = [written(tmp_path / "all.warc.gz", *captures)]
    many = [written(tmp_path / f"{n}.warc.gz", capture) for n, capture in enumerate(captures)]
    states = []

    async def check() -> None:
        async with page_workers(count, 1e9) as workers:
            for files in (one, many):
                with Archive(tmp_path / f"{len(files)}.db") as archive:
                    found = counts(
                        await backfill(
                            files_of(files),
                            SOURCES,
                            archive,
                            lambda: NOW,
                            BackfillOptions(cpu=1e9),
                            _ignore,
                            workers,
                        )
                    )
                    assert (found["new"], found.get("changed", 0)) == (2, 0)
                    states.append(state(archive))

    asyncio.run(check())
    assert states[0] == states[1]


def _ignore(result: FileResult, position: int) -> None:
    """No progress is shown."""
