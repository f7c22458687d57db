"""What a walk knows so far, and the rule that says whether to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from clusterwatch import urls
from clusterwatch.discovery.age import day_of
from clusterwatch.discovery.steps import Found, Steps
from clusterwatch.models import Entry, Page

if TYPE_CHECKING:
    from clusterwatch.config import Source

MOST_PAGES = 5_000  # of a walk to the beginning: a safety, not a limit that any site meets


class Progress:
    """The state of one walk: what was shown, what of it the archive knew, how far to go."""

    def __init__(
        self, source: Source, *, backfill: bool, since: str | None, max_pages: int, now: datetime
    ) -> None:
        self.source = source
        self.backfill = backfill
        self.since = since
        self.now = now
        self.max_pages = MOST_PAGES if backfill else max_pages
        self.cache: dict[str, Page] = {}
        self.shown: set[str] = set()
        self.known: set[str] = set()
        self.unchanged = False
        self.next_feed: str | None = None
        self.feed_here: set[str] = set()

    @property
    def first_run(self) -> bool:
        """True when posts were shown and the archive knew none of them."""
        return bool(self.shown) and not self.known

    def show(self, entries: Sequence[Entry], index: str, here: set[str]) -> Steps[bool]:
        """Show a page's posts; True when older ones are wanted. `here` holds what this strategy has shown before.

        A page without a new address ends a walk (a pager in a circle); so does one that the archive knows whole
        (posts pinned on top are known on every page: they neither end nor prolong it) or that is older than `since`.
        """
        new = [e for e in entries if not (self._keys(e) & here)]
        if not new:
            return False
        here.update(k for e in new for k in self._keys(e))
        answer = yield Found(tuple(entries), index)
        if not isinstance(answer, frozenset):
            raise TypeError(f"a Found is answered with a frozenset, not with {answer!r}")
        known = {urls.key(u) for u in answer}
        # What an earlier index of this walk has shown may be in the archive by now, but was not when the walk began.
        fresh = [e for e in new if not (self._keys(e) & self.shown)]
        self.shown.update(k for e in fresh for k in self._keys(e))
        self.known.update(k for e in fresh if self._keys(e) & known for k in self._keys(e))
        if not self.backfill and self.all_known(new):
            return False
        return not self._too_old(new)

    def all_known(self, entries: Iterable[Entry]) -> bool:
        """True when the archive knew every one of these posts when they were shown."""
        return all(self._keys(e) & self.known for e in entries)

    def _too_old(self, entries: Iterable[Entry]) -> bool:
        if not self.since:
            return False
        days = [day_of(e, self.source, self.now) for e in entries]
        dated = [d for d in days if d]
        return bool(dated) and all(d < self.since for d in dated)

    @staticmethod
    def _keys(entry: Entry) -> set[str]:
        return {urls.key(u) for u in (entry.url, *entry.twins)}
