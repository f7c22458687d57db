"""What one page, or one complete entry of an index, showed at a visit, compared with its known post. Pure.

A page shows its post if it has the title that the index or the archive gives, or most words of the archived text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import pairwise

from clusterwatch import charset
from clusterwatch.archive.judge import AKIN, judge
from clusterwatch.models import (
    Draft,
    Entry,
    KnownPost,
    Method,
    MethodKind,
    Page,
    Reason,
)
from clusterwatch.pipeline.rewritten import Change, jump, of_body, of_day, of_title
from clusterwatch.text import hash_of_words, shared_words, unescape, words

_SHORTEST_STEM = 5  # letters: a title that begins with less is no evidence
_NAMED = 0.75  # share of the words of an expected title that stand in a title of the page
_MOST_CUT = 7  # visits at which a new page ended in the middle; then it is written as it is
# A page without the title and the words of its known post.
REPLACED = Change("body", Reason.REPLACED, "", "")
_DIGIT = re.compile(r"\d")
# Each of these reads a page once, whatever is left unclosed: scripts, styles and comments end with the page, and a link
# without an end is no more than its tag and the text up to the next one.
_SILENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<]*(?:(?:<(?!/?a\b)[^<]*)*</a\s*>)?", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MOST_SEARCHED = 500_000  # bytes of a page in which the expected title is searched
_ENDINGS = re.compile(r"\.\w{1,5}$")
Pair = tuple[str, str]


@dataclass(slots=True, eq=False)
class Visit:
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
        self.heading = pairs(self.title_words, own)
        self.changes = tuple(self._changes_of(self.known)) if self.known is not None else ()
        self.text = Counter() if self.is_sure else pairs(words(self.draft.body or ""), own)

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
            yield REPLACED

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
        return shared_words(self.draft.body or "", then) >= AKIN


def names(titles: Iterable[str], expected: str) -> bool:
    """Return whether one of the titles of a page is the expected one: cut short, longer, or with most of its words."""
    wanted = words(expected)
    numbers = {word for word in wanted if _DIGIT.search(word)}
    stem = "".join(wanted)
    for title in titles:
        spoken = words(title)
        if not spoken or not numbers <= set(spoken):
            continue
        if len(stem) >= _SHORTEST_STEM and "".join(spoken).startswith(stem):
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


def pairs(spoken: Sequence[str], own: frozenset[str]) -> Counter[Pair]:
    """Return the pairs of neighbouring words without numbers and without the words of the address, `own`."""
    kept = [word for word in spoken if not _DIGIT.search(word) and word not in own]
    return Counter(pairwise(["", *kept])) if kept else Counter()
