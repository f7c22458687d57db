"""A second look at a source whose index shows nothing new: is it quiet, or is its index frozen?

quiet for a week, and its weekday ─► discovery.second_look ─► compared with the archive ─► posts, strategy, problem
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from clusterwatch import discovery
from clusterwatch.archive import Archive
from clusterwatch.config import Source, StrategySettings
from clusterwatch.errors import DomainLost, FetchError, NothingFound
from clusterwatch.models import Compute, Entry, FrozenReason, Problem, ProblemCode, Request, Value
from clusterwatch.pipeline.frozen import COMPARED, Looked, Newer, Post, compare, is_due
from clusterwatch.pipeline.moves import Moves
from clusterwatch.pipeline.post_fetcher import Clock, PostFetcher
from clusterwatch.pipeline.rewritten import day_of
from clusterwatch.text import fingerprint

if TYPE_CHECKING:
    from clusterwatch.discovery.second_look import Listed

_TITLES = 300  # of the newest posts


@dataclass(slots=True)
class SecondLook:
    """The second look of one run of a source.

    `found` stores the posts of an index, `choose` stores strategies. `not_modified` are the addresses for which the
    server said in this run that they have not changed. `gap` is set if older posts may be missing.
    """

    source: Source
    archive: Archive
    post_fetcher: PostFetcher
    clock: Clock
    moves: Moves
    found: Callable[[discovery.Found], Awaitable[object]]
    choose: Callable[[discovery.Chosen], Awaitable[None]]
    compute: Callable[[Compute], Awaitable[object]]
    not_modified: set[str] = field(default_factory=set)
    gap: bool = False
    _before: Looked = field(default_factory=Looked)
    _suspected: str | None = None

    def is_due(self) -> bool:
        """Return whether the source gets a second look tonight, if its index shows nothing new."""
        self._before = Looked(*self.archive.sources.looked(self.source.id))
        born, newest = self.archive.sources.ages(self.source.id)
        return is_due(self.source.id, self.clock(), born, newest, self._before)

    async def problem(self, used: Sequence[StrategySettings]) -> Problem | None:
        """Look at the site, take posts that are missing, and return the problem of the index in use, if it has one."""
        # A run without news need not load them.
        from clusterwatch.discovery.second_look import Listed, second_look
        from clusterwatch.discovery.strategies import BY_KIND

        newest = used[0]
        first = BY_KIND[newest.kind].first_page(newest)
        look = second_look(self.source.url, newest, unconditional=first in self.not_modified)
        problem: Problem | None = None
        answer: object = None
        failure: FetchError | NothingFound | None = None
        while True:
            try:
                step = look.throw(failure) if failure else look.send(answer)
            except (StopIteration, FetchError):
                break
            answer, failure = None, None
            if isinstance(step, Listed):
                problem = await (self._of_index_in_use if step.in_use else self._of_other)(step, used)
                answer = problem is not None
            elif isinstance(step, Request | Compute):
                try:
                    answer = await self._read(step)
                except (FetchError, NothingFound) as error:
                    failure = error
        async with self.archive.writing():
            self.archive.sources.set_looked(self.source.id, self.clock(), self._suspected)
        return problem

    async def _read(self, step: Request | Compute) -> object:
        if isinstance(step, Request):
            return await self.post_fetcher.get(replace(step, fresh=True))
        return await self.compute(step)

    async def _of_index_in_use(self, listed: Listed, used: Sequence[StrategySettings]) -> Problem | None:
        """Return the problem of a server that says 304 although the index has other posts than the archive knows."""
        entries = [self.moves.with_former(entry) for entry in listed.entries[:COMPARED]]
        known = self.archive.url_records.known(self.source.id, entries)
        if len(known) == len({entry.url for entry in entries}):
            return None
        says_unchanged = await self._says_unchanged()
        await self.found(discovery.Found(listed.entries, listed.index))
        self.gap = entries[-1].url not in known
        if not says_unchanged:  # it was changed just now
            return None
        async with self.archive.writing():
            self.archive.sources.set_without_validators(self.source.id, self.clock())
        detail: dict[str, Value] = {"reason": FrozenReason.NOT_MODIFIED}
        return Problem(ProblemCode.INDEX_FROZEN, url=used[0].url, detail=detail)

    async def _says_unchanged(self) -> bool:
        """Return whether the server still says that the indexes in use have not changed."""
        for url in self.not_modified:
            etag, modified = self.archive.validators(self.source.id, url)
            try:
                page = await self.post_fetcher.get(Request(url, etag=etag, last_modified=modified))
            except FetchError:
                return False
            if page.status != 304:
                return False
        return True

    async def _of_other(self, listed: Listed, used: Sequence[StrategySettings]) -> Problem | None:
        """Return the problem of an index in use that lists nothing new, if another one has newer posts."""
        today = self.clock().date()
        newest = self.archive.sources.newest(self.source.id, today)
        posts = self._posts(listed.entries)
        suspected = self._before.suspected == listed.settings.url
        verdict = compare(posts, newest, today, named=listed.named, suspected=suspected)
        if verdict is Newer.PERHAPS:
            self._suspected = listed.settings.url
        if verdict is not Newer.YES:
            return None
        try:
            await self.found(discovery.Found(listed.entries, listed.index))
        except DomainLost:  # another site on the same host
            return None
        chosen_by_program = not self.source.discover
        if chosen_by_program:
            self.gap = not posts[-1].known
            older = (
                discovery.ChosenStrategy(one, discovery.Role.OLDER) for one in used if one != listed.settings
            )
            first = discovery.ChosenStrategy(listed.settings, discovery.Role.NEWEST, len(listed.entries))
            await self.choose(discovery.Chosen((first, *older)))
        detail: dict[str, Value] = {
            "reason": FrozenReason.NEWER_ELSEWHERE,
            "other": listed.settings.url,
            "kind": listed.settings.kind,
            "newest": newest,
            "used": int(chosen_by_program),
        }
        return Problem(ProblemCode.INDEX_FROZEN, url=used[0].url, detail=detail)

    def _posts(self, entries: Sequence[Entry]) -> list[Post]:
        """Return the posts of another index as they compare with the archive; a known title is a known post."""
        entries = [self.moves.with_former(entry) for entry in entries[:COMPARED]]
        known = self.archive.url_records.known(self.source.id, entries)
        titles = set(map(fingerprint, self.archive.sources.titles(self.source.id, _TITLES)))
        return [
            Post(
                entry.url in known or (entry.title is not None and fingerprint(entry.title) in titles),
                self._day(entry),
            )
            for entry in entries
        ]

    def _day(self, entry: Entry) -> str | None:
        read = self.post_fetcher.date_of(entry.published or entry.updated)
        return day_of(read.value) if read is not None else None
