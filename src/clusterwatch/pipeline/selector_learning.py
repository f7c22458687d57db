"""Selectors learned from the feed of a source: its titles, days and texts are the labels for pages that it lists.

    feed or REST entries ─► their pages ─► selectors that give exactly these ─► pages that no feed lists

This is done only when pages without an entry of their own are about to be read: then it is worth a few requests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from clusterwatch import extraction, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.errors import FetchError
from clusterwatch.models import FIELDS, Draft, Entry, LearnedSelector, Note, NoteCode, Page, Request

ENOUGH = 5  # pages to be read without an entry, and example pages
MOST = 8  # example pages: more cost requests and add nothing
AGAIN = timedelta(days=90)  # after that, what could not be learned is tried again
_KEYS = tuple(field.select for field in FIELDS if field.select)  # of `select:` in sources.yaml


@dataclass(slots=True)
class SelectorLearning:
    """The selectors learned for one source, and the examples of this run; `get` fetches at the pace of the source."""

    source: Source
    archive: Archive
    clock: Callable[[], datetime]
    get: Callable[[Request], Awaitable[Page]]
    known: dict[str, LearnedSelector] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _pages: dict[str, tuple[Page, Draft]] = field(default_factory=dict)

    def load(self) -> None:
        """Load what earlier runs learned."""
        self.known = self._without_written(self.archive.learned.of(self.source.id))

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Add the entries of an index: those with a title may serve as examples."""
        for entry in entries:
            if entry.method.full_text and entry.title:
                self._entries.setdefault(urls.key(entry.url), entry)

    def add_page(self, page: Page, entry: Entry | None, order: str | None) -> None:
        """Add a page that was fetched, with what its index said of it. Listings and sitemaps say too little."""
        if entry is None or not entry.method.full_text or not entry.title or len(self._pages) >= MOST:
            return
        known = extraction.entry_draft(entry, self.source, self.clock(), order=order)
        if not entry.complete:
            known = Draft(known.url, known.title, known.published, known.precision)
        self._pages[urls.key(entry.url)] = (page, known)

    async def learn(self, unlisted: int, order: str | None) -> list[Note]:
        """Learn when so many pages are to be read that no feed lists; a note for each selector that was learned."""
        if unlisted < ENOUGH or not self._wanted():
            return []
        for key, entry in list(self._entries.items()):
            if len(self._pages) >= MOST:
                break
            if key not in self._pages:
                try:
                    self.add_page(await self.get(Request(entry.url, fresh=True)), entry, order)
                except FetchError:  # the visit of its post records the problem
                    continue
        if len(self._pages) < ENOUGH:
            return []
        examples = [
            extraction.labelled(page, known, self.source, order) for page, known in self._pages.values()
        ]
        self.known = self._without_written(extraction.derive(examples))
        with self.archive.transaction():
            self.archive.learned.keep(self.source.id, self.known, _KEYS, self.clock())
        return [
            Note(NoteCode.SELECTOR_LEARNED, field.name, ", ".join(one.css), count=len(examples))
            for field in FIELDS
            if field.select and (one := self.known.get(field.select))
        ]

    def forget(self) -> None:
        """Forget the selectors: the site was rebuilt, and others may be learned."""
        self.known = {}
        with self.archive.transaction():
            self.archive.learned.forget(self.source.id)

    def _wanted(self) -> bool:
        if self.known or not self._entries or self._written() == set(_KEYS):
            return False
        tried = self.archive.learned.tried(self.source.id)
        return tried is None or self.clock() - datetime.fromisoformat(tried) >= AGAIN

    def _written(self) -> set[str]:
        """The keys for which a person wrote selectors."""
        select = self.source.select
        return {name for name in _KEYS if select and getattr(select, name)}

    def _without_written(self, found: dict[str, LearnedSelector]) -> dict[str, LearnedSelector]:
        return {name: one for name, one in found.items() if name not in self._written()}
