"""Decide what an observation means: a new post, a changed one, an unchanged one, a copy, or no post. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from clusterwatch import text
from clusterwatch.features import fingerprint
from clusterwatch.models import FIELDS, Draft, KnownPost, MethodKind, Problem, ProblemCode, Verdict

REVISED = tuple(field.name for field in FIELDS if field.revised)  # a change of these makes a revision
ALIKE = 0.95  # share of common words; two texts with more are the same text in other markup
AKIN = 0.5  # share of common words; an edit leaves at least this share, and with less it is another text


def judge(draft: Draft, known: KnownPost | None, twin: KnownPost | None, before: Draft | None) -> Verdict:
    """Return the verdict on a draft.

    `known` is the post that this URL led to before, and `twin` a post of the same source with the same text. `before`
    is what today's rules read from the stored page of the known post. A missing value never replaces a known one. A
    field with the same value as in `before` was not changed by the site.
    """
    if draft.interstitial or (draft.title is None and draft.body is None):
        return Verdict("failed", known.id if known else None, problem=_why_failed(draft))
    if known is None:
        if twin is not None and _same_post(draft, twin):
            return Verdict("copy", twin.id)
        return Verdict("new")
    changed = tuple(f for f in REVISED if _changed(f, draft, known, before))
    return Verdict("changed" if changed else "same", known.id, changed)


def is_version(draft: Draft, known: KnownPost) -> bool:
    """Return whether a page whose canonical URL is that of a known post is a version of this post.

    The title must be equal and the text similar. An equal title alone is not enough: some sites publish a notice with
    the same title every month.
    """
    if fingerprint(draft) == fingerprint(known):
        return True
    bodies = (draft.body, known.body)
    return _same_post(draft, known) and (
        None in bodies or text.shared_words(draft.body or "", known.body or "") >= AKIN
    )


def is_another_post(draft: Draft, known: KnownPost) -> bool:
    """Return whether a page shows another post than the known one and not a version of it.

    It has another day, or other words.
    """
    if fingerprint(draft) == fingerprint(known):
        return False
    days = {(p or "")[:10] for p in (draft.published, known.published)} - {""}
    if len(days) > 1:
        return True
    return (
        None not in (draft.body, known.body) and text.shared_words(draft.body or "", known.body or "") < AKIN
    )


def is_copy(draft: Draft, known: KnownPost) -> bool:
    """Return whether a page has the same text, title and day as a known post."""
    return fingerprint(draft) == fingerprint(known) and _same_post(draft, known)


def is_excerpt(body: str | None, whole: str | None) -> bool:
    """Return whether `body` has at most two thirds of the words of `whole`, and most of its words are among them."""
    words, all_words = Counter(text.words(body or "")), Counter(text.words(whole or ""))
    among = (words & all_words).total()
    return words.total() * 3 <= all_words.total() * 2 and among * 10 >= words.total() * 9


def undo_rewording(draft: Draft, known: KnownPost) -> Draft:
    """Return what the page of a post probably contained when its index was read.

    A post may be known from its index alone. `draft` is read from its page, which is fetched for the first time. A
    title or body that was reworded is an edit of the site, so that the known value is used in its place. A value with
    nearly the same words differs in markup only, and a value with other words was read wrongly; these are kept, so
    that they do not count as edits.
    """
    title = known.title if _reworded(draft.title, known.title) else draft.title
    body = known.body if _reworded(draft.body, known.body) else draft.body
    return replace(draft, title=title, body=body, body_html=draft.body_html if body == draft.body else None)


def _reworded(one: str | None, other: str | None) -> bool:
    return AKIN <= text.shared_words(one or "", other or "") < ALIKE


def _changed(field: str, draft: Draft, known: KnownPost, before: Draft | None) -> bool:
    value = getattr(draft, field)
    if value is None or value == getattr(known, field):
        return False
    if field == "published" and is_less_precise(value, known.published):
        return False
    return before is None or (
        value != getattr(before, field) and not _lost_its_selector(field, draft, before)
    )


def _lost_its_selector(field: str, draft: Draft, before: Draft) -> bool:
    """Return whether a selector gave the earlier value and no longer matches. Its value is then not replaced."""
    now, then = draft.evidence.get(field), before.evidence.get(field)
    if now is None or then is None:
        return False
    return then.method.kind is MethodKind.SELECTOR and now.method.kind is not MethodKind.SELECTOR


def is_less_precise(value: str, known: str | None) -> bool:
    """Return whether `value` is the known date with less precision. An index that shows only the day is no news."""
    return known is not None and known.startswith(value)


def _same_post(draft: Draft, twin: KnownPost) -> bool:
    if text.words(draft.title or "") != text.words(twin.title or ""):
        return False
    days = {(p or "")[:10] for p in (draft.published, twin.published)} - {""}
    return len(days) < 2


def _why_failed(draft: Draft) -> Problem:
    """Return the problem of a page that is not a post: an interstitial, or neither title nor body was found."""
    reasons = (
        draft.interstitial,
        *(e.reason for f in FIELDS if f.required and (e := draft.evidence.get(f.name))),
    )
    return Problem(
        ProblemCode.PAGE_EMPTY, url=draft.url, detail={"reason": next(filter(None, reasons), None)}
    )
