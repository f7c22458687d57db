"""What a source's own index teaches of its pages: a feed's titles, days and texts are labels for selectors.

    feed or REST entries ─► their pages ─► selectors that give exactly these ─► pages that no feed lists any more

Learnt only when pages without an entry of their own are about to be read, for then it is worth a few requests.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from clusterwatch import extraction, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.errors import FetchError
from clusterwatch.models import Draft, Entry, LearnedSelector, Page, Request

ENOUGH = 5  # pages to be read without an entry, and pages that teach
MOST = 8  # pages that teach: more cost requests and say nothing new
AGAIN = timedelta(days=90)  # after that, what could not be learnt is tried anew
_TEACHERS = ("feed", "rest")  # listings and sitemaps say less than their pages
_FIELDS = ("title", "date", "body")


@dataclass(slots=True)
class SelectorLearning:
    """The selectors learnt for one source, and what they can be learnt from in this run; `get` fetches, paced."""

    source: Source
    archive: Archive
    clock: Callable[[], datetime]
    get: Callable[[Request], Awaitable[Page]]
    known: dict[str, LearnedSelector] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _pages: dict[str, tuple[Page, Draft]] = field(default_factory=dict)

    def begin(self) -> None:
        """Take up what earlier runs learnt."""
        self.known = self._without_written(self.archive.learned.of(self.source.id))

    def meet(self, entries: Sequence[Entry]) -> None:
        """Entries of an index: those that carry a title may teach."""
        for entry in entries:
            if entry.method in _TEACHERS and entry.title:
                self._entries.setdefault(urls.key(entry.url), entry)

    def see(self, page: Page, entry: Entry | None, order: str | None) -> None:
        """A page that was fetched, with what its index said of it."""
        if entry is None or entry.method not in _TEACHERS or not entry.title or len(self._pages) >= MOST:
            return
        known = extraction.entry_draft(entry, self.source, self.clock(), order=order)
        if not entry.complete:
            known = Draft(known.url, known.title, known.published, known.precision)
        self._pages[urls.key(entry.url)] = (page, known)

    async def learn(self, strangers: int, order: str | None) -> str | None:
        """Learn when `strangers`, pages without a teacher's entry, are to be read; what was learnt, for people."""
        if strangers < ENOUGH or not self._wanted():
            return None
        for key, entry in list(self._entries.items()):
            if len(self._pages) >= MOST:
                break
            if key not in self._pages:
                try:
                    self.see(await self.get(Request(entry.url, fresh=True)), entry, order)
                except FetchError:  # its post is looked at elsewhere, and the fault told there
                    continue
        if len(self._pages) < ENOUGH:
            return None
        examples = [
            extraction.labelled(page, known, self.source, order) for page, known in self._pages.values()
        ]
        self.known = self._without_written(extraction.derive(examples))
        with self.archive.transaction():
            self.archive.learned.keep(self.source.id, self.known, _FIELDS, self.clock())
        told = [f'{name} "{one.css[0]}"' for name, one in self.known.items()]
        return f"learnt from {len(examples)} pages of the feed: {', '.join(told)}" if told else None

    def forget(self) -> None:
        """The site was rebuilt: what was learnt holds no more, and may be learnt anew."""
        self.known = {}
        with self.archive.transaction():
            self.archive.learned.forget(self.source.id)

    def _wanted(self) -> bool:
        if self.known or not self._entries or self._written() == set(_FIELDS):
            return False
        tried = self.archive.learned.tried(self.source.id)
        return tried is None or self.clock() - datetime.fromisoformat(tried) >= AGAIN

    def _written(self) -> set[str]:
        """The fields that a person's selectors give."""
        select = self.source.select
        return {name for name in _FIELDS if select and getattr(select, name)}

    def _without_written(self, found: dict[str, LearnedSelector]) -> dict[str, LearnedSelector]:
        return {name: one for name, one in found.items() if name not in self._written()}
