"""Extract all archived posts again by the current rules, from their raw pages and without requests.

raw pages (archive) ─► all cores: extract ─► judge against the post ─► revisions marked `reextracted`
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from clusterwatch import dates, extraction
from clusterwatch.archive import Archive, Raw
from clusterwatch.config import Source
from clusterwatch.models import Draft, KnownPost, LearnedSelector, MethodKind, Verdict

BATCH = 25  # posts that a process gets at once
FEW = 8 * BATCH  # posts: for fewer, starting processes takes longer than reading
EXAMPLES = 3  # per field and source

Results = list[tuple[int, Draft]]
Job = Callable[[Sequence[Raw]], "Future[Results] | Results"]


@dataclass(frozen=True, slots=True)
class Example:
    """A value that the current rules read differently."""

    post: int
    url: str
    field: str
    was: str | None
    now: str | None


@dataclass(slots=True)
class Reread:
    """The result for one source: the number of posts, of changed posts, and of changes of each field."""

    source: str
    posts: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)

    def note(self, known: KnownPost, draft: Draft, verdict: Verdict) -> None:
        """Count a post and its changes."""
        self.posts += 1
        self.changed += verdict.kind == "changed"
        for name in verdict.changed:
            self.fields[name] = self.fields.get(name, 0) + 1
            if self.fields[name] <= EXAMPLES:
                was, now = getattr(known, name), getattr(draft, name)
                self.examples.append(Example(known.id, known.url, name, was, now))


def reextract(
    sources: Sequence[Source],
    archive: Archive,
    clock: Callable[[], datetime],
    progress: Callable[[str, int], None],
    workers: int | None = None,
) -> list[Reread]:
    """Extract all posts of the sources again, in small transactions, and return the changes of each source.

    `progress` is called with a source and the number of posts that were just read. `workers` is the number of
    processes; the default is one per core.
    """
    with _workers(archive, sources, workers or os.cpu_count() or 1) as start:
        return [_source(source, archive, clock, progress, start) for source in sources]


def _source(
    source: Source,
    archive: Archive,
    clock: Callable[[], datetime],
    progress: Callable[[str, int], None],
    start: Callable[[Source, str | None, Mapping[str, LearnedSelector]], Job],
) -> Reread:
    result = Reread(source.id)
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    job = start(source, order, archive.learned.of(source.id))
    waiting: deque[Future[Results] | Results] = deque()
    for batch in _batches(source.id, archive):
        waiting.append(job(batch))
        if len(waiting) > 2 * (os.cpu_count() or 1):
            _write(archive, waiting.popleft(), result, clock(), progress)
    while waiting:
        _write(archive, waiting.popleft(), result, clock(), progress)
    return result


def _batches(source: str, archive: Archive) -> Iterator[list[Raw]]:
    after = 0
    while batch := archive.pages.raw(source, after, BATCH):
        yield batch
        after = batch[-1].post


def _write(
    archive: Archive,
    done: Future[Results] | Results,
    result: Reread,
    now: datetime,
    progress: Callable[[str, int], None],
) -> None:
    results = done.result() if isinstance(done, Future) else done
    with archive.transaction():
        for post, draft in results:
            judged = archive.posts.reread(result.source, post, draft, now)
            if judged is not None:
                result.note(*judged)
    archive.sort_stories()
    progress(result.source, len(results))


@contextmanager
def _workers(
    archive: Archive, sources: Sequence[Source], count: int
) -> Iterator[Callable[[Source, str | None, Mapping[str, LearnedSelector]], Job]]:
    """Yield a function that reads batches, in this process for a few posts, in `count` processes for many."""
    posts = sum(archive.sources.posts(source.id) for source in sources)
    if count < 2 or posts <= FEW:
        yield lambda source, order, learned: lambda batch: read_again(batch, source, order, learned)
        return
    # A forked process would share the file handle of the archive, which SQLite does not allow.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield (
            lambda source, order, learned: (
                lambda batch: pool.submit(read_again, batch, source, order, learned)
            )
        )


def read_again(
    batch: Sequence[Raw], source: Source, order: str | None, learned: Mapping[str, LearnedSelector]
) -> Results:
    """Return (number of the post, new draft) for raw pages, with the time of their fetching as the current time."""
    return [(raw.post, _draft(raw, source, order, learned)) for raw in batch]


def _draft(raw: Raw, source: Source, order: str | None, learned: Mapping[str, LearnedSelector]) -> Draft:
    entry = raw.entry()
    fetched = datetime.fromisoformat(raw.fetched)
    if raw.kind == "entry" and entry is not None:
        return extraction.entry_draft(entry, source, fetched, order=order)
    page = raw.page()
    kind = page.headers.get("content-type")
    draft = extraction.extract_post(
        page.body, page.url, source, fetched, entry=entry, content_type=kind, order=order, learned=learned
    )
    if entry is None:  # values from the index are not on the page
        indexed = [name for name, method in raw.methods.items() if method.kind is MethodKind.INDEX]
        missing: dict[str, Any] = dict.fromkeys(indexed)
        draft = replace(draft, **missing)
    return draft
