"""Which entries of an index the archive knows, also at addresses that they had before."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from clusterwatch import discovery, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.models import Entry, UrlRecord
from clusterwatch.pipeline.moves import Moves
from clusterwatch.pipeline.post_fetcher import PostFetcher

MOST_AT_ONCE = 2000  # entries that are looked up without a pause, which takes about 20 ms


class KnownEntries:
    """Looks up the entries of the indexes of one source."""

    def __init__(self, source: Source, archive: Archive, fetcher: PostFetcher, moves: Moves) -> None:
        self._source, self._archive, self._fetcher, self._moves = source, archive, fetcher, moves

    async def of(self, entries: Sequence[Entry]) -> dict[str, UrlRecord]:
        """Return the records of entries by their addresses. The loop goes on between two parts of a long index."""
        known: dict[str, UrlRecord] = {}
        for start in range(0, len(entries), MOST_AT_ONCE):
            known |= self._archive.url_records.known(self._source.id, entries[start : start + MOST_AT_ONCE])
            await asyncio.sleep(0)
        return known

    async def with_former_addresses(
        self, found: discovery.Found, known: dict[str, UrlRecord]
    ) -> tuple[discovery.Found, dict[str, UrlRecord]]:
        """Add the former addresses of posts that are listed at another one, and their records.

        An address may have parameters that were taken for tracking when its post was archived; if those of several
        entries differ in such parameters alone, they select a page.

        A name in a feed shows that two addresses are of one post, if the former is no longer listed and leads to the
        new one or is gone. Names that count the items of a feed do not pass this.
        """
        of_urls = [(e, urls.former(e.url)) for e in found.entries if e.url not in known and "?" in e.url]
        shared = Counter(address for _, address in of_urls)
        before = {e.url: address for e, address in of_urls if address and shared[address] == 1}
        if before:
            found = _with_twins(found, before)
            known |= await self.of([e for e in found.entries if e.url in before])
        unknown = [entry for entry in found.entries if entry.url not in known and entry.guid]
        if not unknown:
            return found, known
        records = self._archive.url_records.by_guid(self._source.id, [e.guid for e in unknown if e.guid])
        listed = {urls.key(entry.url) for entry in found.entries}
        former: dict[str, UrlRecord] = {}
        for entry in unknown:
            record = records.get(entry.guid or "")
            if record is None or record.own is None or urls.key(record.own) in listed:
                continue
            if await self._fetcher.leads_to(record.own, entry.url):
                former[entry.url] = record
        return _with_twins(found, {url: record.own or url for url, record in former.items()}), known | former

    async def note_moved(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> None:
        """Record the addresses that known posts have on the site to which the source has moved."""
        moved = [
            (entry, record.post)
            for entry in found.entries
            if self._moves.is_new(entry.url)
            and (record := known.get(entry.url)) is not None
            and record.post is not None
            and urls.key(record.url) != urls.key(entry.url)
        ]
        if moved:
            async with self._archive.writing():
                for entry, post in moved:
                    self._archive.url_records.write(
                        self._source.id, entry.url, "copy", self._fetcher.clock(), post=post, entry=entry
                    )


def claimed_by_others(entries: Sequence[Entry], known: Mapping[str, UrlRecord]) -> frozenset[str]:
    """Return addresses that no index has listed before and that lead to a post which another entry leads to as well.

    The page of that entry has named such an address as its canonical one, and nobody has seen what is there.
    """
    records = [known[entry.url] for entry in entries if entry.url in known]
    posts = Counter(record.post for record in records)
    named = (record.mark is None and record.post is not None and posts[record.post] > 1 for record in records)
    return frozenset(record.url for record, is_named in zip(records, named, strict=True) if is_named)


def _with_twins(found: discovery.Found, twins: Mapping[str, str]) -> discovery.Found:
    """Return the posts of an index with a further address for some of them, by their address."""
    entries = (replace(e, twins=(*e.twins, twins[e.url])) if e.url in twins else e for e in found.entries)
    return replace(found, entries=tuple(entries))
