"""Recognise fields of known posts that change in a manner in which nobody edits several posts. Pure.

A single edit is ordinary. A site that gives one title to several posts, shortens several texts to their beginning,
replaces them, or moves several days in the same manner has a fault. A single change that looks like this waits for the
next night, in which pages of further posts may show that it is not the only one.

    sight of a known post ─► Change ─► Changes.see ─► Changes.judge: written, held back, or an incident
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from clusterwatch.models import Reason

ENOUGH = 5  # posts of a first run; fewer may all be of one day
MANY = 3  # posts; two may be edited together
SHORTENED = 0.5  # share of the words of the archived text; a longer text is an edited one
_BEGINNING = 6  # words at the beginning of a text that is left of another one
_LENGTH = len("2026-11-22")
_OF_ONE_VALUE = (
    Reason.SAME_DAY,
    Reason.SAME_TITLE,
)  # posts that shared the former value may share the new one


@dataclass(frozen=True, slots=True)
class Change:
    """How a field of a known post would change. Changes with the same reason and `mark` are of one manner.

    `few` is the number of posts up to which it may be right. With `waits`, it is held back for a night even alone.
    """

    field: str
    reason: Reason
    mark: str
    former: str
    few: int = 1
    waits: bool = True


def day_of(published: str | None) -> str | None:
    """Return the day of a date, or None if it has no day."""
    return published[:_LENGTH] if published and len(published) >= _LENGTH else None


def jump(published: str | None, formers: Iterable[str | None]) -> str | None:
    """Return the day that a date gives in place of those of `formers`, or None. A more precise date is no jump."""
    day = day_of(published)
    return (
        None if day is None or any(former and day.startswith(former[:_LENGTH]) for former in formers) else day
    )


def of_day(day: str, former: str | None, today: Collection[str]) -> Change | None:
    """Return how a day changes, or None if a day that was in the future is corrected.

    `today` are the days of the visit, in UTC and where the source is.
    """
    was = (former or "")[:_LENGTH]
    if was > max(today, default=was):
        return None
    if day in today:
        return Change("published", Reason.DAY_OF_VISIT, day, was)
    if was[5:7] != was[8:] and day == f"{was[:4]}-{was[8:]}-{was[5:7]}":
        return Change("published", Reason.SWAPPED, "", was)
    if day > max(today, default=day):
        return Change("published", Reason.FUTURE, "", was)
    return Change("published", Reason.SAME_DAY, day, was, few=MANY - 1, waits=False)


def of_title(now: list[str], was: list[str], is_kept: bool, is_listed: bool) -> Change | None:
    """Return how a title changes, given as words. `is_kept`: it has most words of the former one.

    `is_listed`: the index gives the new title, too.
    """
    if not now or not was or now == was:
        return None
    mark, former = " ".join(now), " ".join(was)
    if now[: len(was)] == was:
        return Change("title", Reason.SAME_ENDING, " ".join(now[len(was) :]), former, waits=False)
    if is_listed:
        return Change("title", Reason.SAME_TITLE, mark, former, few=MANY - 1, waits=False)
    return Change("title", Reason.SAME_TITLE, mark, former, waits=not is_kept)


def of_body(now: list[str], was: list[str], post: int) -> Change | None:
    """Return how a text changes, given as words, if it is cut down to its beginning."""
    if not now or len(now) >= SHORTENED * len(was):
        return None
    first = min(_BEGINNING, len(now))
    return Change("body", Reason.SHORTENED, "", str(post)) if now[:first] == was[:first] else None


class Changes:
    """The changes that the pages of known posts would make in one run.

    `doubtful` are the posts that were stored while the site had such a fault: what they get now may be the correction.
    """

    def __init__(self) -> None:
        self.doubtful: set[int] = set()
        self._formers: dict[tuple[Reason, str], dict[int, str]] = {}
        self._marks: dict[tuple[Reason, str], set[str]] = {}

    def see(self, post: int, change: Change) -> None:
        """Remember how the page of a post would change a field."""
        self._formers.setdefault((change.reason, change.mark), {})[post] = change.former
        self._marks.setdefault((change.reason, change.former), set()).add(change.mark)

    def posts(self, change: Change) -> frozenset[int]:
        """Return the posts of which a field would change in this manner."""
        return frozenset(self._formers.get((change.reason, change.mark), ()))

    def judge(self, change: Change, earlier: Reason | None) -> bool | None:
        """Return None if a change may be an edit. Otherwise it is held back; True if it is one of many.

        `earlier` is the reason why the page was held back at an earlier visit.
        """
        formers = self._formers.get((change.reason, change.mark), {})
        if formers and self.doubtful.issuperset(formers):
            return None
        of_one = change.reason in _OF_ONE_VALUE and len(set(formers.values())) < 2
        if len(formers) > change.few and not of_one:
            return True
        again = earlier is change.reason
        if again and change.reason is Reason.DAY_OF_VISIT:
            return True  # the day of the earlier visit would be another one now
        # Posts that shared one title and get one each are those that a fault of the site gave that title.
        apart = change.reason is Reason.SAME_TITLE and len(self._marks[change.reason, change.former]) > 1
        return False if change.waits and not again and not apart else None
