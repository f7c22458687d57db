"""Decide which pages of a source are held back, because they are probably not the posts that they should be. Pure.

A page shows its post if it has the title that the index or the archive gives, or most words of the archived text. Other
pages are doubtful. They are compared with each other at the end of the run: a site that shows one text in place of many
posts has a bad night, whatever the text says. What a page says decides only about single pages.

    page ─► Visit ─► Quarantine.see ─► not doubtful: written at once
                               doubtful, or an edit ─► Quarantine.decide ─► written, held back, or a withdrawn post
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from clusterwatch import urls
from clusterwatch.models import (
    KnownPost,
    Problem,
    ProblemCode,
    Reason,
    Value,
)
from clusterwatch.pipeline.health import MOST_QUOTED
from clusterwatch.pipeline.rewritten import Change, Changes
from clusterwatch.pipeline.visit import REPLACED, Pair, Visit
from clusterwatch.text import words

ALIKE = 0.7  # share of common pairs of words; walls differ by a name, a clock or the number of a request
_COMPARED = 200  # doubtful pages of one run that others are compared with
_SHORT = 800  # characters: a longer text at two new addresses is a post with two addresses
_FEW = 5  # words: shorter texts are no evidence, unless their titles agree, too
_MANY_ADDRESSES = 3  # that show one text are no post with several addresses
_NIGHTS_ALONE = 3  # visits at which a single new page is held back; then it is a problem of the source
# How a problem tells that a site changes a field of many posts in the same manner, by the reasons.
_REWRITTEN: Mapping[tuple[ProblemCode, str], tuple[Reason, ...]] = {
    (ProblemCode.SAME_DAY_ON_ALL, "published"): (Reason.DAY_OF_VISIT, Reason.SAME_DAY),
    (ProblemCode.FIELD_REWRITTEN, "published"): (Reason.SWAPPED, Reason.FUTURE),
    (ProblemCode.SAME_TEXT_ON_MANY, "title"): (Reason.SAME_TITLE,),
    (ProblemCode.FIELD_REWRITTEN, "title"): (Reason.SAME_ENDING,),
    (ProblemCode.FIELD_REWRITTEN, "body"): (Reason.SHORTENED, Reason.REPLACED),
}
OF_FIELDS = frozenset(reason for reasons in _REWRITTEN.values() for reason in reasons)


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a page is held back. With `of_many`, the site shows it in place of its posts, which is an incident."""

    reason: Reason
    of_many: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """What is told of a page that was held back. A source may hold back thousands, so that nothing else is kept.

    `is_told` says whether it is a problem of its source, `is_complete` whether it is a complete entry of an index.
    `day` is the day that a known post would get. `title` and `text` are the beginnings of what the page shows.
    """

    url: str
    decision: Decision
    is_told: bool
    is_complete: bool
    day: str | None
    title: str
    text: str

    @classmethod
    def of(cls, visit: Visit, decision: Decision) -> _Held:
        """Return what is told of a page for which this was decided."""
        title = visit.draft.title or ""
        return cls(
            url=visit.url,
            decision=decision,
            is_told=decision.of_many or _is_stuck(visit, decision),
            is_complete=visit.entry is not None and visit.entry.complete,
            day=visit.jump,
            title=title[:MOST_QUOTED],
            text=(visit.draft.body or title)[:MOST_QUOTED],
        )


class Quarantine:
    """What a source showed in one run."""

    def __init__(self) -> None:
        self.good = 0  # pages and entries of posts that are as they should be
        self._unchanged = 0  # of them, known posts whose pages have not changed
        self._seen: set[int] = set()  # known posts whose pages have changed
        self._doubted: set[int] = set()  # of them, those whose pages are doubtful
        self._doubtful: deque[Visit] = deque(maxlen=_COMPARED)
        # The posts that would get a text, each with its archived text.
        self._edits: dict[str, dict[int, str | None]] = {}
        self._changes = Changes()
        # Reasons of changes that the keeper acknowledged for good.
        self.accepted: frozenset[str] = frozenset()
        # When the run began that found the oldest problem with contents that is not over yet.
        self.since: str | None = None
        self._not_found: set[int] = set()
        self._held: list[_Held] = []

    def see(self, visit: Visit) -> bool:
        """Remember a page. Return whether the pages that are read later may show that it is not its post."""
        if visit.known is not None:
            self._see_known(visit, visit.known)
        if visit.is_sure:
            self.good += 1
            return visit.is_edit or bool(visit.changes)
        self._doubtful.append(visit)
        return True

    def see_unchanged(self) -> None:
        """Count the unchanged page of a known post."""
        self.good += 1
        self._unchanged += 1

    def _see_known(self, visit: Visit, known: KnownPost) -> None:
        self._seen.add(known.id)
        if self.since is not None and known.first_seen >= self.since:
            self._changes.doubtful.add(known.id)
        if visit.is_edit:
            self._edits.setdefault(visit.exact, {})[known.id] = visit.archived
        for change in visit.changes:
            self._changes.see(known.id, change)
        if not visit.is_sure:
            self._doubted.add(known.id)
            if visit.says is Reason.NOT_FOUND and not known.withdrawn:
                self._not_found.add(known.id)

    def decide(self, visit: Visit) -> Decision | None:
        """Return why a page is held back, or None. All pages that were seen count."""
        return self._of_new(visit) if visit.known is None else self._of_known(visit, visit.known)

    def hold(self, visit: Visit, decision: Decision) -> None:
        """Remember that a page was held back."""
        self._held.append(_Held.of(visit, decision))

    @property
    def told(self) -> int:
        """The number of pages that were held back and that `problems` tells."""
        return sum(int(problem.detail["held"] or 0) for problem in self.problems())

    @property
    def held(self) -> int:
        """The number of pages that were held back."""
        return len(self._held)

    @property
    def held_entries(self) -> bool:
        """Whether complete entries of indexes were held back, which nothing else keeps for the next night."""
        return any(one.is_complete for one in self._held)

    def problems(self) -> list[Problem]:
        """Return the problems of the source: what it shows in place of its posts."""
        told = [(one, one.decision.reason) for one in self._held if one.is_told]
        walls = Counter(
            reason for _, reason in told if reason is not Reason.SAME_TEXT and reason not in OF_FIELDS
        )
        found = []
        if walls:
            first = next(one for one, reason in told if reason in walls)
            [(kind, _)] = walls.most_common(1)
            detail: dict[str, Value] = {"reason": kind, "held": walls.total()}
            found.append(Problem(ProblemCode.BLOCKED, url=first.url, count=walls.total(), detail=detail))
        same = [one for one, reason in told if reason is Reason.SAME_TEXT]
        if same:
            detail = {"reason": Reason.SAME_TEXT, "text": same[0].text, "held": len(same)}
            found.append(
                Problem(
                    ProblemCode.SAME_TEXT_ON_MANY, "body", url=same[0].url, count=len(same), detail=detail
                )
            )
        found += self._rewritten()
        cut = [one for one in self._held if one.decision.reason is Reason.CUT]
        if len(cut) > 1:
            detail = {"held": len(cut)}
            found.append(Problem(ProblemCode.PAGE_CUT, url=cut[0].url, count=len(cut), detail=detail))
        return found

    @property
    def shows_day_of_visit(self) -> bool:
        """Whether pages were held back, because the site shows the day of the visit as the date of many posts."""
        return any(one.decision == Decision(Reason.DAY_OF_VISIT, of_many=True) for one in self._held)

    def _rewritten(self) -> list[Problem]:
        """Return a problem for each field that the site changes on many posts in the same manner."""
        found = []
        for (code, field_name), reasons in _REWRITTEN.items():
            same = [one for one in self._held if one.decision.of_many and one.decision.reason in reasons]
            if same:
                first = same[0]
                detail: dict[str, Value] = {"reason": first.decision.reason, "held": len(same)}
                if code is ProblemCode.SAME_DAY_ON_ALL:
                    detail["day"] = first.day
                if code is ProblemCode.SAME_TEXT_ON_MANY:
                    detail["text"] = first.title
                found.append(Problem(code, field_name, url=first.url, count=len(same), detail=detail))
        return found

    def _of_change(self, visit: Visit, change: Change) -> Decision | None:
        if change.reason in self.accepted:
            return None
        if change.reason is Reason.SAME_ENDING and self._are_few(self._changes.posts(change)):
            return None  # a few events that are fully booked, for example
        many = self._changes.judge(change, visit.earlier)
        return None if many is None else Decision(change.reason, of_many=many)

    def _of_known(self, visit: Visit, known: KnownPost) -> Decision | None:
        if visit.is_cut_short:
            return Decision(Reason.CUT, of_many=False)
        says = None if visit.akin else visit.says
        if says is Reason.NOT_FOUND and not self._are_many_not_found():
            return Decision(says, of_many=False)
        partners = [] if visit.akin else self._partners(visit)
        is_edit = self._is_edit_of_few(visit, partners)
        if not is_edit and self._has_text_of_other(visit, known):
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        for change in visit.changes:
            of_wall = change is REPLACED or (says and change.field == "body")
            if not of_wall and (decision := self._of_change(visit, change)):
                return decision
        if visit.akin or is_edit:
            return None
        if partners:
            return Decision(says or _said(partners) or Reason.SAME_TEXT, of_many=True)
        if says is not None:
            return Decision(says, of_many=True)
        return self._of_change(visit, REPLACED) if REPLACED in visit.changes else None

    def _of_new(self, visit: Visit) -> Decision | None:
        if visit.is_sure:
            return None
        if visit.is_cut_short:
            return Decision(Reason.CUT, of_many=False)
        partners = self._partners(visit)
        says = visit.says or _said(partners)
        addresses = {urls.key(one.url) for one in (visit, *partners)}
        if any(one.known is not None for one in partners):
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        if visit.named:
            many = len(addresses) >= (2 if says else _MANY_ADDRESSES)
        elif visit.named is False:
            many = len(addresses) > 1
        else:
            few = 2 if not visit.is_dated and len(visit.draft.body or "") < _SHORT else _MANY_ADDRESSES
            many = len(addresses) >= few
        if many:
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        is_alone = visit.named is False or (visit.named is None and not visit.is_dated)
        return Decision(visit.says, of_many=False) if visit.says and is_alone else None

    def _has_text_of_other(self, visit: Visit, known: KnownPost) -> bool:
        """Return whether a known post would get the text that another one has, or would get in this run."""
        changed_title = words(visit.draft.title or "") != words(known.title or "")
        of_other = visit.is_twin and (changed_title or not visit.akin)
        return visit.is_edit and (len(set(self._edits.get(visit.exact, {}).values())) > 1 or of_other)

    def _is_edit_of_few(self, visit: Visit, partners: Iterable[Visit]) -> bool:
        """Return whether a text that several posts share is an edit of them, as of events that were cancelled.

        They have said the same since an earlier visit, and most other known posts read well, or the keeper accepts it.
        """
        if not visit.may_be_edit or any(one.draft.wall is not None for one in partners):
            return False
        posts = self._doubted | self._edits.get(visit.exact, {}).keys()
        return Reason.SAME_TEXT in self.accepted or self._are_few(posts)

    def _are_few(self, posts: Collection[int]) -> bool:
        """Return whether known posts are fewer than half of those that were read in this run."""
        return 2 * len(posts) < len(self._seen) + self._unchanged

    def _are_many_not_found(self) -> bool:
        """Return whether so many known posts are not found that the site is broken, as far as other pages show."""
        missing = len(self._not_found)
        return missing > 1 and missing >= self.good

    def _partners(self, visit: Visit) -> list[Visit]:
        return [one for one in self._doubtful if one is not visit and _are_one_text(visit, one)]


def _is_stuck(visit: Visit, decision: Decision) -> bool:
    """Return whether a new page shows a wall for some nights. Without an incident nobody would hear of its post."""
    return decision.reason is not Reason.CUT and visit.known is None and visit.tries + 1 >= _NIGHTS_ALONE


def _said(partners: Iterable[Visit]) -> Reason | None:
    return next((one.says for one in partners if one.says is not None), None)


def _are_one_text(one: Visit, other: Visit) -> bool:
    """Return whether two doubtful pages show the same, apart from numbers and their addresses."""
    if one.day and other.day and one.day != other.day:
        return False
    same_title = _are_alike(one.heading, other.heading)
    if one.known is not None and other.known is not None:
        if one.known.id == other.known.id:
            return False
        if same_title and not (one.named or other.named):
            return True
        return one.text.total() >= _FEW and _are_alike(one.text, other.text)
    exactly = one.named is None or other.named is None or one.named or other.named
    if exactly and one.title_words != other.title_words:
        return False
    if not same_title or _are_two_addresses(one, other):
        return False
    return _are_alike(one.text, other.text) or not (one.text or other.text)


def _are_two_addresses(one: Visit, other: Visit) -> bool:
    """Return whether the index gives one post with two addresses, or a page names the other as its own address."""
    titles = [words(s.entry.title) for s in (one, other) if s.entry and s.entry.title]
    if len(titles) == 2 and titles[0] == titles[1] and one.named and other.named and not one.says:
        return not (one.entry and one.entry.complete)
    canonical = {urls.key(s.draft.canonical) for s in (one, other) if s.draft.canonical}
    return len(canonical) == 1 and canonical <= {urls.key(s.url) for s in (one, other)}


def _are_alike(one: Counter[Pair], other: Counter[Pair]) -> bool:
    least, most = sorted((one.total(), other.total()))
    return least > 0 and least >= ALIKE * most and (one & other).total() >= ALIKE * most
