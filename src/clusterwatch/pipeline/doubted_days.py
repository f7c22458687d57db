"""Days that are probably not those of their posts, because of the days of other posts. They are flagged and kept."""

from __future__ import annotations

from collections.abc import Mapping

from clusterwatch import dates, discovery
from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.models import Entry, Problem, ProblemCode, Reason, UrlRecord, Value
from clusterwatch.pipeline import rewritten
from clusterwatch.pipeline.post_fetcher import PostFetcher

_COMPARED = 20  # entries of an index whose days are compared with those of the archive


class DoubtedDays:
    """Compares the days of the posts of one source."""

    def __init__(self, source: Source, archive: Archive, fetcher: PostFetcher) -> None:
        self._source, self._archive, self._fetcher = source, archive, fetcher
        self._index_of_today: str | None = None  # an index that gives its posts the day of the visit

    def see(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> None:
        """Flag posts whose date is far from those of their neighbours in a list, within a transaction.

        `known` are the records of the entries after the posts were written.
        """
        if self._index_of_today is None and self._gives_day_of_visit(found, known):
            self._index_of_today = found.index
        listed = [s.post for e in found.entries if (s := known.get(e.url)) is not None and s.post is not None]
        days = self._archive.posts.days(listed)
        for number in dates.far_from_neighbours(days):
            detail = {"value": days[number], "index": found.index}
            doubt = Problem(ProblemCode.DATE_FAR_FROM_NEIGHBOURS, "published", detail=detail)
            self._archive.posts.flag(listed[number], doubt)

    def _gives_day_of_visit(self, found: discovery.Found, known: Mapping[str, UrlRecord]) -> bool:
        """Return whether an index gives the day of the visit to posts of which the archive knows other days."""
        today, dated = self._fetcher.today(), [e for e in found.entries if e.published and e.url in known]
        archived = self._archive.posts.days([known[e.url].post or 0 for e in dated])
        older = [e for e, day in zip(dated, archived, strict=True) if day is not None and day not in today]
        return len(older) >= rewritten.MANY and all(self._day_of(e) in today for e in older[:_COMPARED])

    async def problem(self, *, whole: bool) -> Problem | None:
        """Flag new posts whose date is the day of the visit, if the site shows this day for its other posts, too.

        Return the problem of the source, unless held pages tell it. `whole` says whether the run fetches all posts.
        """
        fetcher = self._fetcher
        posts, known_ones = fetcher.dated_today, fetcher.quarantine.shows_day_of_visit
        place = self._index_of_today
        if whole and self._are_all_of_today():
            place = self._source.url
        elif not known_ones:
            posts = {post: of_index for post, of_index in posts.items() if of_index and place}
        if not posts:
            return None
        detail: dict[str, Value] = {"value": max(fetcher.today()), "reason": Reason.DAY_OF_VISIT}
        async with self._archive.writing():
            for post in posts:
                self._archive.posts.flag(post, Problem(ProblemCode.DATE_DOUBTFUL, "published", detail=detail))
        if known_ones:
            return None
        detail = {"day": detail["value"], "reason": Reason.DAY_OF_VISIT}
        code = ProblemCode.SAME_DAY_ON_ALL
        return Problem(code, "published", url=place, count=len(posts), detail=detail)

    def _are_all_of_today(self) -> bool:
        """Return whether all posts of a source are new, and have the day of the visit."""
        posts = len(self._fetcher.dated_today)
        return (
            rewritten.ENOUGH <= posts == self._fetcher.dated == self._archive.sources.posts(self._source.id)
        )

    def _day_of(self, entry: Entry) -> str | None:
        read = self._fetcher.date_of(entry.published)
        return rewritten.day_of(read.value) if read is not None else None
