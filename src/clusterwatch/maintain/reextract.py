"""Extract all archived posts again by the current rules, from their raw pages and without requests.

raw pages (archive) ─► workers: extract ─► judge against the post ─► revisions marked `reextracted`
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from clusterwatch import dates, extraction
from clusterwatch.archive import Archive, Raw
from clusterwatch.config import Source
from clusterwatch.errors import StepLost, internal
from clusterwatch.models import Draft, KnownPost, LearnedSelector, MethodKind, Problem, Verdict
from clusterwatch.pipeline.ordered import in_order
from clusterwatch.pipeline.steps import read_page
from clusterwatch.pipeline.workers import Workers, run_steps

_log = logging.getLogger("clusterwatch.maintain")

BATCH = 25  # posts that a worker gets at once
AT_ONCE = 16  # batches that are read while others are written
EXAMPLES = 3  # per field and source

Results = list[tuple[int, Draft]]


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
    """The result for one source: the number of posts, of changed posts, and of changes of each field.

    `problems` has one problem for each page that could not be read. Its post is unchanged.
    """

    source: str
    posts: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, known: KnownPost, draft: Draft, verdict: Verdict) -> None:
        """Count a post and its changes."""
        self.posts += 1
        self.changed += verdict.kind == "changed"
        for name in verdict.changed:
            self.fields[name] = self.fields.get(name, 0) + 1
            if self.fields[name] <= EXAMPLES:
                was, now = getattr(known, name), getattr(draft, name)
                self.examples.append(Example(known.id, known.url, name, was, now))


async def reextract(
    sources: Sequence[Source],
    archive: Archive,
    clock: Callable[[], datetime],
    progress: Callable[[str, int], None],
    workers: Workers,
) -> list[Reread]:
    """Extract all posts of the sources again, in small transactions, and return the changes of each source.

    `progress` is called with a source and the number of posts that were just read. `workers` read the pages. The
    stories of changed posts are found at the end.
    """
    results = [await _source(source, archive, clock, progress, workers) for source in sources]
    await run_steps(archive.story_steps(), workers, archive.unlocked)
    return results


async def _source(
    source: Source,
    archive: Archive,
    clock: Callable[[], datetime],
    progress: Callable[[str, int], None],
    workers: Workers,
) -> Reread:
    result = Reread(source.id)
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    step = _Step(workers, source, order, archive.learned.of(source.id))
    jobs = (step.read(batch) for batch in _batches(source.id, archive))
    async with aclosing(in_order(jobs, AT_ONCE)) as batches:
        async for drafts, problems in batches:
            result.problems += problems
            await _write(archive, drafts, result, clock())
            progress(source.id, len(drafts) + len(problems))
    return result


def _batches(source: str, archive: Archive) -> Iterator[list[Raw]]:
    after = 0
    while batch := archive.pages.raw(source, after, BATCH):
        yield batch
        after = batch[-1].post


async def _write(archive: Archive, drafts: Results, result: Reread, now: datetime) -> None:
    async with archive.writing():
        for post, draft in drafts:
            judged = archive.posts.reread(result.source, post, draft, now)
            if judged is not None:
                result.note(*judged)


@dataclass(frozen=True, slots=True)
class _Step:
    """Reads the pages of one source in the workers."""

    workers: Workers
    source: Source
    order: str | None
    learned: Mapping[str, LearnedSelector]

    async def read(self, batch: Sequence[Raw]) -> tuple[Results, list[Problem]]:
        """Return the drafts of a batch, and the problems of the pages that could not be read.

        A batch that fails is read again page by page, so that one bad page does not cost the others.
        """
        try:
            return await self.workers.run(read_again, batch, self.source, self.order, self.learned), []
        except Exception as error:
            if len(batch) == 1:
                url = batch[0].url
                _log.error("a page could not be read again", extra={"url": url}, exc_info=error)
                return [], [error.problem(url) if isinstance(error, StepLost) else internal(error, url)]
        parts = [await self.read([raw]) for raw in batch]
        return [d for drafts, _ in parts for d in drafts], [p for _, problems in parts for p in problems]


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
    draft = read_page(raw.page(), source, entry, order, learned)
    if entry is None:  # values from the index are not on the page
        indexed = [name for name, method in raw.methods.items() if method.kind is MethodKind.INDEX]
        missing: dict[str, Any] = dict.fromkeys(indexed)
        draft = replace(draft, **missing)
    return draft
