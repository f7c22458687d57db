"""Decide which posts are withdrawn, because their pages are not there: not found, gone, or a redirect elsewhere. Pure.

A single page is gone at once if no index lists it any more, or if other pages were read well. What the site
contradicts, or what is missing with many others, waits for another night.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clusterwatch.archive import MAX_TRIES
from clusterwatch.models import Problem, ProblemCode, UrlRecord

MANY_GONE = 3  # pages that are missing in one run: more suggest that the site is broken or was rebuilt
LATELY = timedelta(days=14)  # a post that was withdrawn and has returned may only seem to be gone again


@dataclass(slots=True, eq=False)
class MissingPage:
    """The page of a known post that was not there.

    `returned` says that the post was withdrawn lately and has returned, `listed` that an index still lists it, and
    `decided` whether it is withdrawn now.
    """

    url: str
    url_record: UrlRecord
    problem: Problem
    returned: bool = False
    listed: bool = False
    decided: bool | None = None

    @property
    def is_last_try(self) -> bool:
        """Whether the page would not be requested again."""
        return self.url_record.tries + 1 >= MAX_TRIES

    @property
    def is_redirect(self) -> bool:
        """Whether its address leads to another page, as it may do while a site is under maintenance."""
        return self.problem.code in (ProblemCode.LEADS_HOME, ProblemCode.LEADS_TO_OTHER_POST)

    def was_missing(self, now: datetime) -> bool:
        """Return whether it was missing at the visit before, too, and that was an earlier night."""
        due = self.url_record.next_check is not None and self.url_record.next_check <= now
        return self.url_record.was_missing and due


def is_withdrawn(
    one: MissingPage, missing: Sequence[MissingPage], same: int, read: int, now: datetime
) -> bool:
    """Return whether a post is withdrawn now. `missing` are all of the run.

    `same` are the posts that are there, also if only an index says so, and `read` the posts whose pages were read.
    """
    if one.is_last_try:
        return True
    if len(missing) >= read and any(other.listed and not other.is_last_try for other in missing):
        return False  # the index does not agree with the pages, and no other pages show that these are right
    if one.was_missing(now):
        return True
    return not (one.is_redirect or one.returned or are_many(len(missing), same))


def gone_at_once(missing: Sequence[MissingPage], earlier: int, same: int, read: int) -> Problem | None:
    """Return the problem of a source of which many posts are missing.

    `earlier` is the number of other posts that are missing since earlier runs and still wait. `same` are the posts that
    are there, also if only an index says so, and `read` the posts whose pages were read.
    """
    listed = [one for one in missing if one.listed]
    count = len(missing) + (earlier if listed else 0)
    if count < MANY_GONE or not are_many(count, read if listed else same):
        return None
    waiting = sum(not one.decided for one in missing)
    first = (listed or missing)[0]
    detail = {**first.problem.detail, "cause": first.problem.code, "listed": len(listed), "waiting": waiting}
    return Problem(ProblemCode.POSTS_GONE_AT_ONCE, url=first.url, count=count, detail=detail)


def are_many(missing: int, same: int) -> bool:
    """Return whether so many posts are missing that the site may be broken. `same` are those that are there."""
    return missing >= MANY_GONE and missing >= same
