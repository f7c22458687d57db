"""Extract all archived posts again by the current rules, from their raw pages and without requests.

raw pages (archive) ─► workers: extract ─► judge against the post ─► revisions marked `reextracted`
texts of all posts (archive) ─► workers: read facts ─► the tables of facts
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from clusterwatch import dates, extraction
from clusterwatch.archive import Archive, Raw
from clusterwatch.config import Source
from clusterwatch.errors import StepLost, internal
from clusterwatch.facts.versions import PostText, read_versions
from clusterwatch.models import (
    Draft,
    Facts,
    KnownPost,
    LearnedSelector,
    MethodKind,
    MovedDay,
    Problem,
    StatedDay,
    Verdict,
)
from clusterwatch.pipeline.ordered import in_order
from clusterwatch.pipeline.steps import read_page
from clusterwatch.pipeline.workers import Workers, run_steps

_log = logging.getLogger("clusterwatch.maintain")

BATCH = 25  # posts that a worker gets at once
AT_ONCE = 16  # batches that are read while others are written
EXAMPLES = 3  # per field and source

Results = list[tuple[int, Draft]]
Read = list[tuple[PostText, Facts, tuple[MovedDay, ...]]]
B = TypeVar("B")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Example:
    """A value that the current rules read differently. `field` is a field of the post, or days, mentions or kind."""

    post: int
    url: str
    field: str
    was: str | None
    now: str | None


@dataclass(slots=True)
class Reread:
    """The result for one source: the number of posts, of changed posts, and of changes of each field.

    Days, mentions and the kind of a post count as fields. `problems` has one problem for each page or text that could
    not be read. Its post is unchanged.
    """

    source: str
    posts: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Count:
    """Counts each post of a source once, whatever is read of it."""

    result: Reread
    posts: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)

    def fields(self, known: KnownPost, draft: Draft, verdict: Verdict) -> None:
        """Count a post that was read from its page, and the fields that have changed."""
        self._post(known.id)
        for name in verdict.changed:
            self._change(known.id, known.url, name, getattr(known, name), getattr(draft, name))

    def facts(self, text: PostText, was: Facts, now: Facts) -> None:
        """Count a post whose facts were read, and those that have changed."""
        self._post(text.post)
        for name, before, after in (
            ("kind", was.kind, now.kind),
            ("days", _days(was), _days(now)),
            ("mentions", _mentions(was), _mentions(now)),
        ):
            if before != after:
                self._change(text.post, text.url, name, before or None, after or None)

    def _post(self, post: int) -> None:
        self.posts.add(post)
        self.result.posts = len(self.posts)

    def _change(self, post: int, url: str, name: str, was: str | None, now: str | None) -> None:
        self.changed.add(post)
        self.result.changed = len(self.changed)
        count = self.result.fields[name] = self.result.fields.get(name, 0) + 1
        if count <= EXAMPLES:
            self.result.examples.append(Example(post, url, name, was, now))


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
    count = _Count(result)
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    step = _Step(workers, source, order, archive.learned.of(source.id))
    days: dict[int, tuple[StatedDay, ...]] = {}
    jobs = (step.read(batch) for batch in _batches(source.id, archive))
    async with aclosing(in_order(jobs, AT_ONCE)) as batches:
        async for drafts, problems in batches:
            result.problems += problems
            await _write(archive, drafts, count, clock())
            days |= {post: draft.declared_days for post, draft in drafts if draft.declared_days}
            progress(source.id, len(drafts))
    # Text that is archived without its page is read, too, and every text as it is archived now.
    declared = {post: days.get(post, ()) for post in count.posts}
    texts = (_read_texts(workers, batch) for batch in _texts(source.id, archive, declared))
    async with aclosing(in_order(texts, AT_ONCE)) as read:
        async for facts, problems in read:
            result.problems += problems
            before = len(count.posts)
            await _keep(archive, facts, count)
            if len(count.posts) > before:
                progress(source.id, len(count.posts) - before)
    return result


def _texts(
    source: str, archive: Archive, declared: Mapping[int, tuple[StatedDay, ...]]
) -> Iterator[list[PostText]]:
    """Yield the texts of a source. `declared` are the days that the pages state that were read."""
    posts = archive.facts.posts_of(source)
    for start in range(0, len(posts), BATCH):
        texts = archive.facts.texts(posts[start : start + BATCH])
        yield [replace(text, declared=declared.get(text.post, text.declared)) for text in texts]


async def _keep(archive: Archive, facts: Read, count: _Count) -> None:
    async with archive.writing():
        for text, now, moved in facts:
            was = archive.facts.keep(text, now, moved)
            if was is not None:
                count.facts(text, was, now)


def _batches(source: str, archive: Archive) -> Iterator[list[Raw]]:
    after = 0
    while batch := archive.pages.raw(source, after, BATCH):
        yield batch
        after = batch[-1].post


async def _write(archive: Archive, drafts: Results, count: _Count, now: datetime) -> None:
    async with archive.writing():
        for post, draft in drafts:
            judged = archive.posts.reread(count.result.source, post, draft, now)
            if judged is not None:
                count.fields(*judged)


@dataclass(frozen=True, slots=True)
class _Step:
    """Reads the pages of one source in the workers."""

    workers: Workers
    source: Source
    order: str | None
    learned: Mapping[str, LearnedSelector]

    async def read(self, batch: Sequence[Raw]) -> tuple[Results, list[Problem]]:
        """Return the drafts of a batch, and the problems of the pages that could not be read."""

        async def run(part: Sequence[Raw]) -> Results:
            return await self.workers.run(read_again, part, self.source, self.order, self.learned)

        return await _each(batch, run, lambda raw: raw.url)


async def _read_texts(workers: Workers, batch: Sequence[PostText]) -> tuple[Read, list[Problem]]:
    """Return the facts of a batch of posts, and the problems of those that could not be read."""

    async def run(part: Sequence[PostText]) -> Read:
        read = await workers.run(read_versions, part)
        return [(text, facts, moved) for text, (facts, moved) in zip(part, read, strict=True)]

    return await _each(batch, run, lambda text: text.url)


async def _each(
    batch: Sequence[B], run: Callable[[Sequence[B]], Awaitable[list[R]]], url: Callable[[B], str]
) -> tuple[list[R], list[Problem]]:
    """Return what `run` returns for a batch, and the problems of what could not be read. `url` is that of its post.

    A batch that fails is read again one by one, so that one bad page does not cost the others.
    """
    try:
        return await run(batch), []
    except Exception as error:
        if len(batch) == 1:
            where = url(batch[0])
            _log.error("a page could not be read again", extra={"url": where}, exc_info=error)
            return [], [error.problem(where) if isinstance(error, StepLost) else internal(error, where)]
    parts = [await _each([one], run, url) for one in batch]
    return [found for read, _ in parts for found in read], [p for _, problems in parts for p in problems]


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


def _days(facts: Facts) -> str:
    """Return the days of a post as a text that shows how they differ."""
    return "; ".join(map(_day, facts.days))


def _day(day: StatedDay) -> str:
    parts = [str(day.kind), day.start or day.raw, f"to {day.end}" if day.end else None, day.zone, day.place]
    return " ".join(filter(None, [*parts, "superseded" if day.superseded else None]))


def _mentions(facts: Facts) -> str:
    """Return the mentions of a post as a text that shows how they differ."""
    return "; ".join(
        f"{one.kind} {one.name}" + (f" ({one.id})" if one.id and one.id != one.name else "")
        for one in facts.mentions
    )
