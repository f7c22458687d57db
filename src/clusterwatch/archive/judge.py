"""What an observation means: a new post, a changed one, the same, a copy of a known post, or no post. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from clusterwatch import text
from clusterwatch.models import FIELDS, Draft, KnownPost, MethodKind, Problem, ProblemCode, Verdict

REVISED = tuple(field.name for field in FIELDS if field.revised)  # another value makes a revision
ALIKE = 0.95
AKIN = 0.5  # of the words: an edit leaves at least so many, a text with fewer is another text
ENOUGH_WORDS = 20  # a text of fewer words says too little to tell copies by


def judge(draft: Draft, known: KnownPost | None, twin: KnownPost | None, before: Draft | None) -> Verdict:
    """`known` is the post this address led to before, `twin` a post of the source with the very same words.

    A missing value never replaces a known one, and a field that reads as it did in the page kept last time
    (`before`) was not changed by the site.
    """
    if draft.interstitial or (draft.title is None and draft.body is None):
        return Verdict("failed", known.id if known else None, problem=_why_failed(draft))
    if known is None:
        if twin is not None and _same_post(draft, twin):
            return Verdict("copy", twin.id)
        return Verdict("new")
    changed = tuple(f for f in REVISED if _changed(f, draft, known, before))
    return Verdict("changed" if changed else "same", known.id, changed)


def fingerprint(draft: Draft | KnownPost) -> str:
    """Equal for posts that say the same: of the body, and of title and day as well where the body is short."""
    return _fingerprint(draft.title or "", (draft.published or "")[:10], draft.body or "")


@lru_cache(maxsize=4)  # a post is asked for several times while it is judged and written
def _fingerprint(title: str, day: str, body: str) -> str:
    return text.fingerprint(body if has_words(body) else f"{title}\n{day}\n{body}")


def is_version(draft: Draft, known: KnownPost) -> bool:
    """True when a page that names the address of a known post for its own says what that post says, edits allowed.

    An equal title alone says nothing: some sites have a notice with the same title every month.
    """
    if fingerprint(draft) == fingerprint(known):
        return True
    bodies = (draft.body, known.body)
    return _same_post(draft, known) and (
        None in bodies or _shared(draft.body or "", known.body or "") >= AKIN
    )


def is_copy(draft: Draft, known: KnownPost) -> bool:
    """True when a page says the very words of a known post, under the same title and of the same day."""
    return fingerprint(draft) == fingerprint(known) and _same_post(draft, known)


def unless_reworded(draft: Draft, known: KnownPost) -> Draft:
    """The draft of the first page of a post that came whole with its index, as the page would have been then.

    Fields that say what the post says, if in other mark-up, stay, and so do those that say something else altogether:
    there the page was read wrongly. A title or text that was reworded is the site's edit; the index knows the day best.
    """
    title = known.title if _reworded(draft.title, known.title) else draft.title
    body = known.body if _reworded(draft.body, known.body) else draft.body
    return replace(draft, title=title, body=body)


def _reworded(one: str | None, other: str | None) -> bool:
    return AKIN <= _shared(one or "", other or "") < ALIKE


def _shared(one: str, other: str) -> float:
    """The share of the longer text's words that both have; captions or a signature may stand beside a text."""
    a, b = Counter(text.words(one)), Counter(text.words(other))
    return (a & b).total() / (max(a.total(), b.total()) or 1)


def has_words(body: str | None) -> bool:
    """True when `body` is long enough to tell a copy by."""
    return len(text.words(body or "")) >= ENOUGH_WORDS


def _changed(field: str, draft: Draft, known: KnownPost, before: Draft | None) -> bool:
    value = getattr(draft, field)
    if value is None or value == getattr(known, field):
        return False
    if field == "published" and _less_precise(value, known.published):
        return False
    return before is None or (
        value != getattr(before, field) and not _lost_its_selector(field, draft, before)
    )


def _lost_its_selector(field: str, draft: Draft, before: Draft) -> bool:
    """A value that a selector gave is not replaced by what general rules read once it finds nothing any more."""
    now, then = draft.evidence.get(field), before.evidence.get(field)
    if now is None or then is None:
        return False
    return then.method.kind is MethodKind.SELECTOR and now.method.kind is not MethodKind.SELECTOR


def _less_precise(value: str, known: str | None) -> bool:
    """The same moment written shorter: an index that prints the day only says nothing new."""
    return known is not None and known.startswith(value)


def _same_post(draft: Draft, twin: KnownPost) -> bool:
    if text.words(draft.title or "") != text.words(twin.title or ""):
        return False
    days = {(p or "")[:10] for p in (draft.published, twin.published)} - {""}
    return len(days) < 2


def _why_failed(draft: Draft) -> Problem:
    """The problem of a page that is no post: something stands before it, or it has neither title nor body."""
    reasons = (
        draft.interstitial,
        *(e.reason for f in FIELDS if f.required and (e := draft.evidence.get(f.name))),
    )
    return Problem(
        ProblemCode.PAGE_EMPTY, url=draft.url, detail={"reason": next(filter(None, reasons), None)}
    )
