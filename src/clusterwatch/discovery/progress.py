"""The state of a crawl, and the rule that says whether to read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from clusterwatch import urls
from clusterwatch.discovery.age import day_of
from clusterwatch.discovery.steps import Broken, Found, Readings, Steps, in_turns, turn_after
from clusterwatch.models import Entry, Page, PastReason, Problem, ProblemCode, Value

if TYPE_CHECKING:
    from clusterwatch.config import Source

MOST_PAGES = 5_000  # of a backfill; a safeguard that no real site should meet


class Progress:
    """The state of one crawl: what was shown, what of it the archive knew, how far to go."""

    def __init__(
        self,
        source: Source,
        *,
        backfill: bool,
        since: str | None,
        max_pages: int,
        now: datetime,
        newest: str | None = None,
    ) -> None:
        self.source = source
        self.backfill = backfill
        self.since = since
        self.now = now
        self.max_pages = MOST_PAGES if backfill else max_pages
        self.cache: dict[str, Page] = {}
        self.readings = Readings()
        self.shown: set[str] = set()
        self.known: set[str] = set()
        self.unchanged = False
        # The day up to which the archive has the posts, if an earlier run has read them all.
        self.newest = newest
        self.open_end = False  # no strategy has said that nothing older is missing
        self.unlinked: list[Entry] = []  # what was shown before a known post, if the archive has posts
        self.postponed: list[Steps[None]] = []  # what is read only if no strategy reaches back far enough
        self.doubts: list[Problem] = []  # of a backfill: what speaks of posts that were not reached
        self.limited: set[str] = set()  # keys of indexes that were read to the limit without a known post
        self.heads: list[list[set[str]]] = []  # of each strategy, the keys of the posts on its first page

    @property
    def first_run(self) -> bool:
        """True when posts were shown and the archive knew none of them."""
        return bool(self.shown) and not self.known

    def show(self, entries: Sequence[Entry], index: str, listed: set[str]) -> Steps[bool]:
        """Show the posts of a page; True when older ones are wanted. `listed` holds what this strategy has shown.

        A page without a new address ends a crawl, because then the pager runs in a circle. So does a page on which
        the archive knows every post, and one that is older than `since`. A post that is pinned on top of every page
        neither ends nor prolongs it.
        """
        keyed = yield from in_turns(entries, lambda e: (e, self._keys(e)), _size)
        new = [(e, keys) for e, keys in keyed if not (keys & listed)]
        yield from turn_after(len(entries))
        if not new:
            return False
        if not listed:
            self.heads.append([keys for _, keys in new])
        listed.update(k for _, keys in new for k in keys)
        yield from turn_after(len(entries))
        answer = yield Found(tuple(entries), index)
        if not isinstance(answer, frozenset):
            raise TypeError(f"a Found is answered with a frozenset, not with {answer!r}")
        known = set((yield from in_turns(answer, urls.key, len)))
        yield from turn_after(len(entries))
        # A post that an earlier index of this crawl has shown may be in the archive by now; it still counts as new.
        fresh = [keys for _, keys in new if not (keys & self.shown)]
        self.shown.update(k for keys in fresh for k in keys)
        self.known.update(k for keys in fresh if keys & known for k in keys)
        if self.newest is not None and not self.known:
            self.unlinked += (replace(entry, body=None) for entry, _ in new)
        yield from turn_after(len(entries))
        if not self.backfill and all(keys & self.known for _, keys in new):
            return False
        return not (yield from self._too_old([e for e, _ in new]))

    def at_limit(self, url: str, read: int, following: str) -> Steps[bool]:
        """Report that an index at `url` goes on at `following` after `read` pages; True if no other index is needed.

        Nothing is reported if a known post was shown. If the archive has the posts up to a day, the gap up to that day
        is reported at the end of the crawl instead.
        """
        if self.known and not self.backfill:
            return True
        self.limited.add(urls.key(url))
        detail: dict[str, Value] = {
            "reason": PastReason.LIMIT,
            "read": read,
            "next": following,
            "source": self.source.id,
        }
        problem = Problem(ProblemCode.PAST_NOT_REACHED, url=url, detail=detail)
        if self.backfill:
            self.doubts.append(problem)
            return False
        if self.newest is not None and not self.since:
            return False
        yield Broken(problem, gap=False, of_index=False)
        return True

    def days(self, entries: Sequence[Entry]) -> Steps[list[str | None]]:
        """The day of each entry, or None."""
        return (yield from in_turns(entries, lambda e: day_of(e, self.source, self.now), _effort))

    def all_known(self, entries: Iterable[Entry]) -> bool:
        """True when the archive knew every one of these posts when they were shown."""
        return all(self._keys(e) & self.known for e in entries)

    def _too_old(self, entries: Sequence[Entry]) -> Steps[bool]:
        if not self.since:
            return False
        days = yield from self.days(entries)
        dated = [d for d in days if d]
        return bool(dated) and all(d < self.since for d in dated)

    @staticmethod
    def _keys(entry: Entry) -> set[str]:
        return {urls.key(u) for u in (entry.url, *entry.twins)}


def _size(entry: Entry) -> int:
    """The number of characters in the addresses of an entry."""
    return len(entry.url) + sum(map(len, entry.twins))


def _effort(entry: Entry) -> int:
    """The number of characters of addresses that are normalised in the time in which the date of an entry is read."""
    return 50 + 10 * len(entry.published or entry.updated or "")
