"""Write the merged archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from clusterwatch.archive.joining.inputs import Input
from clusterwatch.archive.joining.numbers import number_posts
from clusterwatch.archive.joining.posts import merge_posts
from clusterwatch.archive.joining.runs import merge_incidents, merge_notices, merge_runs, merge_undone
from clusterwatch.archive.joining.stories import KeptStories
from clusterwatch.archive.joining.tables import (
    RULES,
    merge_by_rule,
    merge_digests,
    merge_merges,
    merge_pages,
    merge_sources,
    merge_words,
    respell_urls,
)
from clusterwatch.archive.links import reassign
from clusterwatch.archive.new_file import new_archive
from clusterwatch.archive.published import refresh
from clusterwatch.archive.schema import connect_upgraded
from clusterwatch.archive.store import Archive
from clusterwatch.errors import UsageError
from clusterwatch.files import same_file

_COUNTS = """
SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM posts),
       (SELECT count(*) FROM stories), (SELECT count(*) FROM stories WHERE sources > 1)
"""
_CACHE = 64_000  # KB of each file that are held in memory


@dataclass(frozen=True, slots=True)
class MergedArchive:
    """An archive that was merged. `upgraded` is True if it has an older schema; a copy was upgraded."""

    path: Path
    posts: int
    upgraded: bool


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The result of a merge. `joined` is the number of posts that several archives had, `shared` that of stories with
    posts of several sources. `bytes` is the size of the new file.
    """

    path: Path
    bytes: int
    archives: tuple[MergedArchive, ...]
    sources: int
    posts: int
    joined: int
    stories: int
    shared: int


def merge_archives(
    paths: Sequence[Path], out: Path, progress: Callable[[int, int], None], *, force: bool = False
) -> MergeReport:
    """Write all that the archives `paths` contain into the new archive `out`.

    The archives are opened read-only. `progress` is called with the number of posts that were just written and the
    number of all posts. An existing `out` is replaced only if `force` is true. Raises UsageError or ArchiveError.
    """
    for number, path in enumerate(paths):
        if any(same_file(path, other) for other in paths[:number]):
            raise UsageError(f"{path} is given twice")
    with (
        new_archive(out, paths, force=force) as part,
        _opened(paths, part.parent) as inputs,
        Archive(part) as archive,
    ):
        joined = _merge(archive, inputs, progress)
        merged = tuple(
            MergedArchive(one.path, int(one.value("SELECT count(*) FROM posts")), one.upgraded)
            for one in inputs
        )
        sources, posts, stories, shared = archive.db.execute(_COUNTS).fetchone()
    return MergeReport(out, out.stat().st_size, merged, sources, posts, joined, stories, shared)


@contextmanager
def _opened(paths: Sequence[Path], folder: Path) -> Iterator[list[Input]]:
    """Open the inputs, each in one transaction. Older ones are copied to `folder` and upgraded there."""
    with ExitStack() as stack:
        inputs = []
        for number, path in enumerate(paths):
            db, upgraded = connect_upgraded(path, folder / f"{number}.db")
            stack.callback(db.conn.close)
            db.conn.execute(f"PRAGMA cache_size = -{_CACHE}")
            db.conn.execute("BEGIN")
            inputs.append(Input(path, db, upgraded))
        yield inputs


def _merge(archive: Archive, inputs: list[Input], progress: Callable[[int, int], None]) -> int:
    """Fill the new archive, and return how many posts are in several inputs."""
    db = archive.db
    # The file is worthless until it is complete, so that it needs neither a journal on disk nor to be synchronized.
    for pragma in (
        "journal_mode = memory",
        "synchronous = off",
        "foreign_keys = off",
        f"cache_size = -{_CACHE}",
    ):
        db.conn.execute(f"PRAGMA {pragma}")
    db.conn.execute("BEGIN")
    shared_sources = merge_sources(db, inputs)
    merge_runs(db, inputs)
    merge_incidents(db, inputs)
    merge_notices(db, inputs)
    merge_undone(db, inputs)
    count = number_posts(db, inputs)
    stories = KeptStories(inputs, count)
    stories.write(db)
    joined = merge_posts(db, inputs, stories, lambda posts: progress(posts, count))
    stories.write_links(db)
    for table in RULES:
        merge_by_rule(db, inputs, table)
    merge_digests(db, inputs)
    merge_pages(db, inputs)
    merge_words(db, inputs)
    respell_urls(db, inputs)
    merge_merges(db, inputs)
    reassign(db, {})
    for source in shared_sources:
        refresh(db, source)
    db.conn.execute("INSERT INTO posts_fts (posts_fts) VALUES ('optimize')")
    db.conn.execute("INSERT INTO label_queue SELECT id FROM posts WHERE EXISTS (SELECT 1 FROM watches)")
    archive.labels.settle()
    db.conn.execute("COMMIT")
    for source in shared_sources:
        _remove_boilerplate(archive, source)
    archive.derive()
    db.conn.execute("PRAGMA optimize")
    db.conn.execute("PRAGMA journal_mode = delete")
    return joined


def _remove_boilerplate(archive: Archive, source: str) -> None:
    """Remove the lines that any of the inputs knew from all posts of a source."""
    for batch in archive.boilerplate.batches(source):
        step = archive.boilerplate.clearing(source, {}, batch)
        archive.boilerplate.clear(step.function(*step.arguments))
