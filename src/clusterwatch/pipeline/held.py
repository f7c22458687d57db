"""Decide which pages of a source are held back, because they are probably not the posts that they should be. Pure.

A page shows its post if it has the title that the index or the archive gives, or most words of the archived text. Other
pages are doubtful. They are compared with each other at the end of the run: a site that shows one text in place of many
posts has a bad night, whatever the text says. What a page says decides only about single pages.

    page ─► Sight ─► Night.see ─► not doubtful: written at once
                                  doubtful, or an edit ─► Night.decide ─► written, held back, or a withdrawn post
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import pairwise

from clusterwatch import charset, urls
from clusterwatch.archive.judge import judge
from clusterwatch.models import (
    Draft,
    Entry,
    KnownPost,
    Method,
    MethodKind,
    Page,
    Problem,
    ProblemCode,
    Reason,
    Value,
)
from clusterwatch.pipeline.rewritten import Change, Changes, jump, of_body, of_day, of_title
from clusterwatch.text import hash_of_words, unescape, words

AKIN = 0.5  # share of common words; an edited text keeps at least this share
ALIKE = 0.7  # share of common pairs of words; walls differ by a name, a clock or the number of a request
_COMPARED = 200  # doubtful pages of one run that others are compared with
_SHORT = 800  # characters: a longer text at two new addresses is a post with two addresses
_FEW = 5  # words: shorter texts are no evidence, unless their titles agree, too
_NAMED = 0.75  # share of the words of an expected title that stand in a title of the page
_MANY_ADDRESSES = 3  # that show one text are no post with several addresses
_MOST_CUT = 7  # visits at which a new page ended in the middle; then it is written as it is
_NIGHTS_ALONE = 3  # visits at which a single new page is held back; then it is a problem of the source
_MOST_QUOTED = 80  # characters of a text that many pages show
# How a problem tells that a site changes a field of many posts in the same manner, by the reasons.
_REWRITTEN: Mapping[tuple[ProblemCode, str], tuple[Reason, ...]] = {
    (ProblemCode.SAME_DAY_ON_ALL, "published"): (Reason.DAY_OF_VISIT, Reason.SAME_DAY),
    (ProblemCode.FIELD_REWRITTEN, "published"): (Reason.SWAPPED, Reason.FUTURE),
    (ProblemCode.SAME_TEXT_ON_MANY, "title"): (Reason.SAME_TITLE,),
    (ProblemCode.FIELD_REWRITTEN, "title"): (Reason.SAME_ENDING,),
    (ProblemCode.FIELD_REWRITTEN, "body"): (Reason.SHORTENED, Reason.REPLACED),
}
OF_FIELDS = frozenset(reason for reasons in _REWRITTEN.values() for reason in reasons)
_REPLACED = Change("body", Reason.REPLACED, "", "")
_DIGIT = re.compile(r"\d")
# Each of these reads a page once, whatever is left unclosed: scripts, styles and comments end with the page, and a link
# without an end is no more than its tag and the text up to the next one.
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<]*(?:(?:<(?!/?a\b)[^<]*)*</a\s*>)?", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MOST_SEARCHED = 500_000  # bytes of a page in which the expected title is searched
Pair = tuple[str, str]

_ENDINGS = re.compile(r"\.\w{1,5}$")


@dataclass(slots=True, eq=False)
class Sight:
    """One page, or one complete entry of an index, that was read and is not written yet.

    `draft` is what stands there; `before` is what the same rules read from the archived page of the `known` post.
    `is_twin` says whether another post has this text in the archive, `cut` whether the page ends in the middle.
    `earlier` is the reason why the page was held back at an earlier visit, if the time has come to decide about it.
    `tries` is the number of earlier visits at which nothing was written of a new page. `today` are the days of the
    visit, in UTC and where the source is. `listed` is the title that an index gives the known post now. `page` is what
    was read, in which the expected title is searched; it is not kept. `changes` are those that nobody makes on several
    posts. `is_stable` says whether the page was held back at an earlier visit and said the same, apart from numbers.
    """

    url: str
    draft: Draft
    entry: Entry | None = None
    known: KnownPost | None = None
    before: Draft | None = None
    is_twin: bool = False
    cut: bool = False
    earlier: Reason | None = None
    tries: int = 0
    today: frozenset[str] = frozenset()
    listed: str | None = None
    is_stable: bool = False
    page: InitVar[Page | None] = None
    named: bool | None = field(init=False)
    akin: bool = field(init=False)
    title_words: list[str] = field(init=False)
    heading: Counter[Pair] = field(init=False)
    text: Counter[Pair] = field(init=False)
    changes: tuple[Change, ...] = field(init=False)

    def __post_init__(self, page: Page | None) -> None:
        self.named = self._is_named(page)
        self.akin = self.known is not None and self._is_akin(self.known)
        own = frozenset(words(self.url))
        self.title_words = words(self._own_title())
        self.heading = _pairs(self.title_words, own)
        self.changes = tuple(self._changes_of(self.known)) if self.known is not None else ()
        self.text = Counter() if self.is_sure else _pairs(words(self.draft.body or ""), own)

    @property
    def is_sure(self) -> bool:
        """Whether the page shows its post, as far as can be seen without other pages."""
        if self.known is not None:
            return self.akin and not self.is_cut_short
        complete = self.entry is not None and self.entry.complete
        return bool(self.named) and self.draft.wall is None and not complete and not self._is_cut_anew

    @property
    def _is_cut_anew(self) -> bool:
        return self.cut and self.tries < _MOST_CUT

    @property
    def is_edit(self) -> bool:
        """Whether title or text of a known post would change."""
        if self.known is None:
            return False
        return any(_differs(name, self.draft, self.known, self.before) for name in ("title", "body"))

    @property
    def jump(self) -> str | None:
        """The day that a known post would get in place of its own, or None."""
        if self.known is None:
            return None
        formers = [self.known.published, self.before.published if self.before else None]
        return jump(self.draft.published, formers)

    @property
    def may_be_edit(self) -> bool:
        """Whether the page has the title of its known post, says the same as at an earlier visit, and is no wall."""
        has_title = bool(self.named) or bool(self.listed and names(self.draft.titles, self.listed))
        return self.is_stable and has_title and self.draft.wall is None

    @property
    def is_dated(self) -> bool:
        """Whether the page itself says when it was published."""
        return self.day is not None

    @property
    def day(self) -> str | None:
        """The day that the page itself gives, or None."""
        found = self.draft.evidence.get("published")
        if found is None or found.value is None:
            return None
        of_index = found.method.kind is MethodKind.INDEX or found.method is Method.URL
        return None if of_index else found.value[:10]

    @property
    def exact(self) -> str:
        """A hash of the text of the page, or of its title if it has no text."""
        return hash_of_words(words(self.draft.body or self.draft.title or ""))

    @property
    def archived(self) -> str | None:
        """The same hash of the known post."""
        return hash_of_words(words(self.known.body or self.known.title or "")) if self.known else None

    @property
    def is_cut_short(self) -> bool:
        """Whether the page ends in the middle and has less text than the archived post, or is new."""
        if self.known is None:
            return self._is_cut_anew
        then = (self.before.body if self.before else None) or (self.known.body if self.known else None) or ""
        return self.cut and len(words(self.draft.body or "")) < len(words(then))

    @property
    def says(self) -> Reason | None:
        """What the words of the page are, unless the archived post has such words, too."""
        if self.draft.wall is None or (self.before is not None and self.before.wall is not None):
            return None
        return self.draft.wall

    def _changes_of(self, known: KnownPost) -> Iterator[Change]:
        draft, before = self.draft, self.before
        changed = judge(draft, known, None, before).changed
        if "published" in changed and (day := self.jump) is not None:
            change = of_day(day, known.published, self.today)
            if change is not None:
                yield change
        if self.akin and "title" in changed:
            now, was, listed = (words(title or "") for title in (draft.title, known.title, self.listed))
            is_kept = names([draft.title or ""], known.title or "")
            if change := of_title(now, was, is_kept, now == listed):
                yield change
        if self.named and "body" in changed:
            whole = (before.body if before else None) or known.body or ""
            if change := of_body(words(draft.body or ""), words(whole), known.id):
                yield change
        if self.is_edit and not self.akin and not self.named:
            yield _REPLACED

    def _own_title(self) -> str:
        """Return the title that the page itself gives; that of the draft may be the title of the entry."""
        chosen = self.draft.evidence.get("title")
        if chosen is not None and chosen.method.kind is MethodKind.INDEX:
            return self.draft.titles[0] if self.draft.titles else ""
        return self.draft.title or ""

    def _is_named(self, page: Page | None) -> bool | None:
        """Return whether a title of the page is the expected one; None if nothing says what to expect."""
        if self.known is not None:
            expected = [self.known.title, self.before.title if self.before else None]
        else:
            expected = [self.entry.title if self.entry else None]
        known = [title for title in expected if title and words(title)]
        if known:
            return any(names(self.draft.titles, title) for title in known) or (
                page is not None and _shows(page, known)
            )
        return True if self.known is None and _is_in_address(self.draft.titles, self.url) else None

    def _is_akin(self, known: KnownPost) -> bool:
        then = (self.before.body if self.before else None) or known.body
        if then is None or (self.draft.body is None and known.body is None):
            return self.named is not False
        return _shared(words(self.draft.body or ""), words(then)) >= AKIN


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
    def of(cls, sight: Sight, decision: Decision) -> _Held:
        """Return what is told of a page for which this was decided."""
        title = sight.draft.title or ""
        return cls(
            url=sight.url,
            decision=decision,
            is_told=decision.of_many or _is_stuck(sight, decision),
            is_complete=sight.entry is not None and sight.entry.complete,
            day=sight.jump,
            title=title[:_MOST_QUOTED],
            text=(sight.draft.body or title)[:_MOST_QUOTED],
        )


class Night:
    """What a source showed in one run."""

    def __init__(self) -> None:
        self.good = 0  # pages and entries of posts that are as they should be
        self._unchanged = 0  # of them, known posts whose pages have not changed
        self._seen: set[int] = set()  # known posts whose pages have changed
        self._doubted: set[int] = set()  # of them, those whose pages are doubtful
        self._doubtful: deque[Sight] = deque(maxlen=_COMPARED)
        # The posts that would get a text, each with its archived text.
        self._edits: dict[str, dict[int, str | None]] = {}
        self._changes = Changes()
        # Reasons of changes that the keeper acknowledged for good.
        self.accepted: frozenset[str] = frozenset()
        # When the run began that found the oldest problem with contents that is not over yet.
        self.since: str | None = None
        self._not_found: set[int] = set()
        self._held: list[_Held] = []

    def see(self, sight: Sight) -> bool:
        """Remember a page. Return whether the pages that are read later may show that it is not its post."""
        if sight.known is not None:
            self._see_known(sight, sight.known)
        if sight.is_sure:
            self.good += 1
            return sight.is_edit or bool(sight.changes)
        self._doubtful.append(sight)
        return True

    def see_unchanged(self) -> None:
        """Count the unchanged page of a known post."""
        self.good += 1
        self._unchanged += 1

    def _see_known(self, sight: Sight, known: KnownPost) -> None:
        self._seen.add(known.id)
        if self.since is not None and known.first_seen >= self.since:
            self._changes.doubtful.add(known.id)
        if sight.is_edit:
            self._edits.setdefault(sight.exact, {})[known.id] = sight.archived
        for change in sight.changes:
            self._changes.see(known.id, change)
        if not sight.is_sure:
            self._doubted.add(known.id)
            if sight.says is Reason.NOT_FOUND and not known.withdrawn:
                self._not_found.add(known.id)

    def decide(self, sight: Sight) -> Decision | None:
        """Return why a page is held back, or None. All pages that were seen count."""
        return self._of_new(sight) if sight.known is None else self._of_known(sight, sight.known)

    def hold(self, sight: Sight, decision: Decision) -> None:
        """Remember that a page was held back."""
        self._held.append(_Held.of(sight, decision))

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

    def _of_change(self, sight: Sight, change: Change) -> Decision | None:
        if change.reason in self.accepted:
            return None
        if change.reason is Reason.SAME_ENDING and self._are_few(self._changes.posts(change)):
            return None  # a few events that are fully booked, for example
        many = self._changes.judge(change, sight.earlier)
        return None if many is None else Decision(change.reason, of_many=many)

    def _of_known(self, sight: Sight, known: KnownPost) -> Decision | None:
        if sight.is_cut_short:
            return Decision(Reason.CUT, of_many=False)
        says = None if sight.akin else sight.says
        if says is Reason.NOT_FOUND and not self._are_many_not_found():
            return Decision(says, of_many=False)
        partners = [] if sight.akin else self._partners(sight)
        is_edit = self._is_edit_of_few(sight, partners)
        if not is_edit and self._has_text_of_other(sight, known):
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        for change in sight.changes:
            of_wall = change is _REPLACED or (says and change.field == "body")
            if not of_wall and (decision := self._of_change(sight, change)):
                return decision
        if sight.akin or is_edit:
            return None
        if partners:
            return Decision(says or _said(partners) or Reason.SAME_TEXT, of_many=True)
        if says is not None:
            return Decision(says, of_many=True)
        return self._of_change(sight, _REPLACED) if _REPLACED in sight.changes else None

    def _of_new(self, sight: Sight) -> Decision | None:
        if sight.is_sure:
            return None
        if sight.is_cut_short:
            return Decision(Reason.CUT, of_many=False)
        partners = self._partners(sight)
        says = sight.says or _said(partners)
        addresses = {urls.key(one.url) for one in (sight, *partners)}
        if any(one.known is not None for one in partners):
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        if sight.named:
            many = len(addresses) >= (2 if says else _MANY_ADDRESSES)
        elif sight.named is False:
            many = len(addresses) > 1
        else:
            few = 2 if not sight.is_dated and len(sight.draft.body or "") < _SHORT else _MANY_ADDRESSES
            many = len(addresses) >= few
        if many:
            return Decision(says or Reason.SAME_TEXT, of_many=True)
        is_alone = sight.named is False or (sight.named is None and not sight.is_dated)
        return Decision(sight.says, of_many=False) if sight.says and is_alone else None

    def _has_text_of_other(self, sight: Sight, known: KnownPost) -> bool:
        """Return whether a known post would get the text that another one has, or would get in this run."""
        changed_title = words(sight.draft.title or "") != words(known.title or "")
        of_other = sight.is_twin and (changed_title or not sight.akin)
        return sight.is_edit and (len(set(self._edits.get(sight.exact, {}).values())) > 1 or of_other)

    def _is_edit_of_few(self, sight: Sight, partners: Iterable[Sight]) -> bool:
        """Return whether a text that several posts share is an edit of them, as of events that were cancelled.

        They have said the same since an earlier visit, and most other known posts read well, or the keeper accepts it.
        """
        if not sight.may_be_edit or any(one.draft.wall is not None for one in partners):
            return False
        posts = self._doubted | self._edits.get(sight.exact, {}).keys()
        return Reason.SAME_TEXT in self.accepted or self._are_few(posts)

    def _are_few(self, posts: Collection[int]) -> bool:
        """Return whether known posts are fewer than half of those that were read in this run."""
        return 2 * len(posts) < len(self._seen) + self._unchanged

    def _are_many_not_found(self) -> bool:
        """Return whether so many known posts are not found that the site is broken, as far as other pages show."""
        missing = len(self._not_found)
        return missing > 1 and missing >= self.good

    def _partners(self, sight: Sight) -> list[Sight]:
        return [one for one in self._doubtful if one is not sight and _are_one_text(sight, one)]


def names(titles: Iterable[str], expected: str) -> bool:
    """Return whether one of the titles of a page is the expected one: cut short, longer, or with most of its words."""
    wanted = words(expected)
    numbers = {word for word in wanted if _DIGIT.search(word)}
    stem = "".join(wanted)
    for title in titles:
        spoken = words(title)
        if not spoken or not numbers <= set(spoken):
            continue
        if len(stem) >= _FEW and "".join(spoken).startswith(stem):
            return True
        if _contains(spoken, wanted) or (_contains(wanted, spoken) and 2 * len(spoken) >= len(wanted)):
            return True
        common = (Counter(wanted) & Counter(spoken)).total()
        if len(wanted) > 2 and common >= _NAMED * len(wanted):
            return True
    return False


def say_the_same(one: Draft, other: Draft) -> bool:
    """Return whether two drafts have the same title and text, apart from numbers."""
    return _without_numbers(one) == _without_numbers(other)


def _without_numbers(draft: Draft) -> list[list[str]]:
    texts = (words(text or "") for text in (draft.title, draft.body))
    return [[word for word in spoken if not _DIGIT.search(word)] for spoken in texts]


def _shows(page: Page, titles: Sequence[str]) -> bool:
    """Return whether a title stands somewhere on a page. Links do not count: a wall may list the newest posts."""
    body = page.body
    if len(body) > _MOST_SEARCHED:
        tag = body.rfind(b"<", 0, _MOST_SEARCHED)  # the end is not in the middle of a character
        body = body[: tag if tag > 0 else _MOST_SEARCHED]
    markup = _LINK.sub(" ", _SILENT.sub(" ", charset.decode(body, page.headers.get("content-type"))))
    text = f" {' '.join(words(unescape(_TAG.sub(' ', markup))))} "
    return any(f" {' '.join(words(title))} " in text for title in titles)


def _contains(text: list[str], part: list[str]) -> bool:
    return any(text[start : start + len(part)] == part for start in range(len(text) - len(part) + 1))


def _is_in_address(titles: Sequence[str], url: str) -> bool:
    """Return whether an address is made of the words of a title of the page."""
    last = _ENDINGS.sub("", url.partition("?")[0].rstrip("/").rpartition("/")[2])
    spelt = [word for word in words(last.replace("_", "-")) if len(word) > 3 and not _DIGIT.search(word)]
    return len(spelt) > 1 and any(
        sum(word in spoken for word in spelt) >= _NAMED * len(spelt)
        for spoken in (set(words(title)) for title in titles)
    )


def _differs(name: str, draft: Draft, known: KnownPost, before: Draft | None) -> bool:
    value = getattr(draft, name)
    return value not in (None, getattr(known, name), getattr(before, name, None))


def _is_stuck(sight: Sight, decision: Decision) -> bool:
    """Return whether a new page shows a wall for some nights. Without an incident nobody would hear of its post."""
    return decision.reason is not Reason.CUT and sight.known is None and sight.tries + 1 >= _NIGHTS_ALONE


def _said(partners: Iterable[Sight]) -> Reason | None:
    return next((one.says for one in partners if one.says is not None), None)


def _are_one_text(one: Sight, other: Sight) -> bool:
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


def _are_two_addresses(one: Sight, other: Sight) -> bool:
    """Return whether the index gives one post with two addresses, or a page names the other as its own address."""
    titles = [words(s.entry.title) for s in (one, other) if s.entry and s.entry.title]
    if len(titles) == 2 and titles[0] == titles[1] and one.named and other.named and not one.says:
        return not (one.entry and one.entry.complete)
    canonical = {urls.key(s.draft.canonical) for s in (one, other) if s.draft.canonical}
    return len(canonical) == 1 and canonical <= {urls.key(s.url) for s in (one, other)}


def _are_alike(one: Counter[Pair], other: Counter[Pair]) -> bool:
    least, most = sorted((one.total(), other.total()))
    return least > 0 and least >= ALIKE * most and (one & other).total() >= ALIKE * most


def _pairs(spoken: Sequence[str], own: frozenset[str]) -> Counter[Pair]:
    """Return the pairs of neighbouring words without numbers and without the words of the address, `own`."""
    kept = [word for word in spoken if not _DIGIT.search(word) and word not in own]
    return Counter(pairwise(["", *kept])) if kept else Counter()


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the longer text's words that both texts contain."""
    a, b = Counter(one), Counter(other)
    return (a & b).total() / (max(a.total(), b.total()) or 1)
