"""Learn selectors from the feed of a source. Its titles, dates and texts are the labels for the pages that it lists.

    feed or REST entries ─► their pages ─► selectors that find exactly these values ─► pages that no feed lists

This needs a few requests. It is done only if there are new pages without a feed entry.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from clusterwatch import extraction, urls
from clusterwatch.archive import Archive
from clusterwatch.compression import content_hash
from clusterwatch.config import Source
from clusterwatch.errors import FetchError, StepLost
from clusterwatch.models import FIELDS, Entry, LearnedSelector, Note, NoteCode, Page, Request
from clusterwatch.pipeline.steps import learn_selectors
from clusterwatch.pipeline.workers import Workers

ENOUGH = 5  # pages without a feed entry, and example pages, that are needed
MOST = 8  # example pages: more pages need more requests and do not improve the result
AGAIN = timedelta(days=90)  # after that, failed learning is tried again
_KEYS = tuple(field.select for field in FIELDS if field.select)  # of `select:` in sources.yaml


@dataclass(slots=True)
class SelectorLearning:
    """The learned selectors of one source, and the examples of this run. `get` fetches with the delay of the source."""

    source: Source
    archive: Archive
    clock: Callable[[], datetime]
    get: Callable[[Request], Awaitable[Page]]
    workers: Workers
    known: dict[str, LearnedSelector] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _pages: dict[str, tuple[Page, Entry]] = field(default_factory=dict)

    def load(self) -> None:
        """Load the selectors that earlier runs learned."""
        self.known = self._without_written(self.archive.learned.of(self.source.id))

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Add the entries of an index. Entries with a title can be examples."""
        for entry in entries:
            if entry.method.full_text and entry.title:
                self._entries.setdefault(urls.key(entry.url), entry)

    def add_page(self, page: Page, entry: Entry | None) -> None:
        """Add a page with its index entry. Entries of listings and sitemaps have too little data; files none."""
        if entry is None or not entry.method.full_text or not entry.title or len(self._pages) >= MOST:
            return
        if extraction.is_document(page):
            return
        self._pages[urls.key(entry.url)] = (page, entry)

    async def learn(self, unlisted: int, order: str | None) -> list[Note]:
        """Learn selectors if enough pages have no feed entry. Return a note for each learned selector.

        `unlisted` is the number of new pages without a feed entry.
        """
        if unlisted < ENOUGH or not self._can_learn():
            return []
        for key, entry in list(self._entries.items()):
            if len(self._pages) >= MOST:
                break
            if key not in self._pages:
                try:
                    self.add_page(await self.get(Request(entry.url, fresh=True)), entry)
                except FetchError:  # recorded when the post itself is fetched
                    continue
        if len(self._pages) < ENOUGH:
            return []
        examples = list(self._pages.values())
        if len({content_hash(page.body) for page, _ in examples}) < len(examples):
            return []  # the site shows another page in place of its posts; the next run tries again
        try:
            found = await self.workers.run(learn_selectors, examples, self.source, self.clock(), order)
        except StepLost:  # the next run tries again
            return []
        self.known = self._without_written(found)
        async with self.archive.writing():
            self.archive.learned.keep(self.source.id, self.known, _KEYS, self.clock())
        return [
            Note(NoteCode.SELECTOR_LEARNED, field.name, ", ".join(selector.css), count=len(examples))
            for field in FIELDS
            if field.select and (selector := self.known.get(field.select))
        ]

    async def forget(self) -> None:
        """Forget the selectors, because the site was rebuilt. Others can be learned."""
        self.known = {}
        async with self.archive.writing():
            self.archive.learned.forget(self.source.id)

    def _can_learn(self) -> bool:
        if self.known or not self._entries or self._written() == set(_KEYS):
            return False
        tried = self.archive.learned.tried(self.source.id)
        # A time in the future was written while the clock was wrong.
        return tried is None or not timedelta() <= self.clock() - datetime.fromisoformat(tried) < AGAIN

    def _written(self) -> set[str]:
        """Return the keys that have selectors in sources.yaml."""
        select = self.source.select
        return {name for name in _KEYS if select and getattr(select, name)}

    def _without_written(self, found: dict[str, LearnedSelector]) -> dict[str, LearnedSelector]:
        return {name: selector for name, selector in found.items() if name not in self._written()}
