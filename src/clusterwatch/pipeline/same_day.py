"""Recognise dates that are not those of the posts: the day of the visit, or one day on many posts. Pure.

After an import, a change of theme or a lost column, a site may show one day as the date of all its posts. The days
that the archive knows are better, so that such pages are held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from clusterwatch.models import Reason

MANY = 3  # known posts that get one day; two may be corrected together
ENOUGH = 5  # posts of a first run; fewer may all be of one day
_LENGTH = len("2026-11-22")


def day_of(published: str | None) -> str | None:
    """Return the day of a date, or None if it has no day."""
    return published[:_LENGTH] if published and len(published) >= _LENGTH else None


def jump(published: str | None, formers: Iterable[str | None]) -> str | None:
    """Return the day that a date gives in place of those of `formers`, or None. A more precise date is no jump."""
    day = day_of(published)
    return (
        None if day is None or any(former and day.startswith(former[:_LENGTH]) for former in formers) else day
    )


class SameDays:
    """The days that known posts would get in one run, with the days that they had."""

    def __init__(self) -> None:
        self._formers: dict[str, dict[int, str]] = {}

    def see(self, post: int, former: str | None, day: str) -> None:
        """Remember that the page of a post gives another day than before."""
        self._formers.setdefault(day, {})[post] = (former or "")[:_LENGTH]

    def judge(self, day: str, today: Collection[str], earlier: Reason | None) -> tuple[Reason, bool] | None:
        """Return why a day is not that of its post, and whether the site shows it for many. None if it may be right.

        `today` are the days of the visit, in UTC and where the source is. `earlier` is the reason why the page was held
        back at an earlier visit. The day of one visit may be that of an edit. The next visit is on another day.
        """
        formers = self._formers.get(day, {})
        if day in today:
            return Reason.DAY_OF_VISIT, len(formers) > 1 or earlier is Reason.DAY_OF_VISIT
        if len(formers) >= MANY and len(set(formers.values())) > 1:
            return Reason.SAME_DAY, True
        return None
