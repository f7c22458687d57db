"""The health of a source: ok, quiet, degraded, blocked, moved, dead or failed, compared with its own past. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clusterwatch.models import (
    FIELDS,
    FILE_REASONS,
    NO_FAULTS_OF_FILES,
    OWN_REASONS,
    Draft,
    Method,
    MethodKind,
    Outcome,
    Problem,
    ProblemCode,
    SelectorReason,
    State,
    Value,
)

DEAD_AFTER = 7  # runs in a row without an answer
QUIET_AFTER = 180  # days without a post
USUAL = 0.8  # a field is expected if this share of the earlier posts has it
ENOUGH = 5  # posts that are needed to know what is usual
MANY = 3  # failed pages: one or two failures are normal
SHORT = 0.25  # a body shorter than this share of the usual length is suspicious

FAILING: frozenset[State] = frozenset({"failed", "blocked", "dead"})

_SHUT = (401, 403, 407, 451)  # the site refuses access
_NONE: Mapping[str, int] = {}
_WITHOUT: Mapping[str, str] = {}
_SAYS = 20  # characters: shorter bodies may be the same by chance
MOST_QUOTED = 80  # characters of a text that many posts have


def of_failure(problem: Problem, history: Sequence[Outcome]) -> State:
    """Return the state of a source whose indexes could not be read. `history` has its outcomes, newest first."""
    status = problem.detail.get("status") if problem.code is ProblemCode.HTTP_STATUS else None
    if problem.code is ProblemCode.BLOCKED or status in _SHUT:
        return "blocked"
    failures = 0
    for outcome in history:
        if outcome.state not in ("failed", "dead"):
            break
        failures += 1
    silent = problem.code is ProblemCode.UNREACHABLE and problem.detail.get("reason") not in OWN_REASONS
    return "dead" if silent and failures + 1 >= DEAD_AFTER else "failed"


def state(outcome: Outcome, problems: Iterable[Problem], newest: str | None, today: date) -> State:
    """Return the state of a source whose indexes were read.

    `problems` are the problems of the source, without those of single posts. `newest` is the date of its newest post.
    """
    codes = {problem.code for problem in problems}
    if codes - {ProblemCode.MOVED} or of_failed_pages(outcome):
        return "degraded"
    if ProblemCode.MOVED in codes:
        return "moved"
    if (
        newest
        and len(newest) >= len("2026-11-22")
        and (today - date.fromisoformat(newest[:10])).days > QUIET_AFTER
    ):
        return "quiet"
    return "ok"


def of_failed_pages(outcome: Outcome, problems: Sequence[Problem] = ()) -> Problem | None:
    """Return a problem if at least half of the pages of new and changed posts could not be read.

    `problems` are those of the pages; the first one is told as an example.
    """
    visited = outcome.new + outcome.changed + outcome.failed
    if outcome.failed < MANY or outcome.failed * 2 < visited:
        return None
    detail: dict[str, Value] = {"of": visited}
    if not problems:
        return Problem(ProblemCode.PAGES_FAILED, count=outcome.failed, detail=detail)
    first = problems[0]
    detail = {**first.detail, **detail, "cause": first.code}
    return Problem(ProblemCode.PAGES_FAILED, url=first.url, count=outcome.failed, detail=detail)


def of_drafts(
    drafts: Sequence[Draft],
    usual: Mapping[str, float],
    usual_length: float | None,
    never_told: Mapping[str, int] = _NONE,
    selectors: Mapping[str, str] = _WITHOUT,
) -> list[Problem]:
    """Return the problems that many posts of a run have in common.

    `selectors` are those of sources.yaml by the name of their field.
    `usual` is the share of earlier posts of the source that have a field (empty for a new source). `usual_length` is
    the median length of their bodies in characters. `never_told` is the number of drafts, by field, that are known
    posts whose page did not tell the field before either, because only the index tells it.
    """
    problems = [*_lost_fields(drafts, usual, never_told), *_lost_selectors(drafts)]
    problems += _unused_selectors(drafts, selectors)
    doubtful = {problem.field for problem in problems if problem.code is ProblemCode.SELECTOR_DOUBTFUL}
    same = _same_texts("title", [draft.title for draft in drafts])
    titles = dict.fromkeys(draft.title for draft in drafts)
    # One post at several addresses has one body, too.
    if "body" in selectors and len(titles) > 1:
        same += _same_texts("body", _long_or_all_same([draft.body for draft in drafts]))
    problems += [problem for problem in same if problem.field not in doubtful]
    if usual_length is not None and (short := _short_bodies(drafts, usual_length)):
        problems.append(short)
    return [*problems, *_unread_files(drafts)]


def _unread_files(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """Yield a problem if the texts of files are missing by a fault of these files, with the first one as an example."""
    of = sum(_is_file(draft) for draft in drafts)
    faults = [
        (draft, problem)
        for draft in drafts
        for problem in draft.problems
        if problem.field == "body" and problem.detail.get("reason") in FILE_REASONS - NO_FAULTS_OF_FILES
    ]
    if faults:
        first, problem = faults[0]
        detail = {**problem.detail, "of": of}
        yield Problem(ProblemCode.FILES_UNREAD, "body", url=first.url, count=len(faults), detail=detail)


def _is_file(draft: Draft) -> bool:
    """Return whether a post is a file, of which the text was read or not."""
    body = draft.evidence.get("body")
    return body is not None and (body.method is Method.PDF or body.reason in FILE_REASONS)


def _long_or_all_same(bodies: Sequence[str | None]) -> list[str | None]:
    """Return the bodies without short ones, which may be the same by chance unless all bodies are."""
    if len(set(bodies)) == 1:
        return [*bodies]
    return [body if len(body or "") >= _SAYS else None for body in bodies]


def _same_texts(field: str, texts: Sequence[str | None]) -> list[Problem]:
    """Return a problem if more than half of the texts are the same."""
    problems = []
    counts = Counter(text for text in texts if text)
    for text, count in counts.items():
        if count >= MANY and count * 2 > len(texts):
            detail: dict[str, Value] = {"of": len(texts), "text": text[:MOST_QUOTED]}
            problems.append(Problem(ProblemCode.SAME_TEXT_ON_MANY, field, count=count, detail=detail))
    return problems


def _unused_selectors(drafts: Sequence[Draft], selectors: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the selectors that no post was read with, because its index has whole posts."""
    if len(drafts) < ENOUGH:
        return
    for field, css in selectors.items():
        found = [evidence for draft in drafts if (evidence := draft.evidence.get(field))]
        lost = any(p.field == field for draft in drafts for p in draft.problems)
        if found and not lost and all(e.method.kind is MethodKind.INDEX for e in found):
            reason = SelectorReason.NEVER_USED
            detail: dict[str, Value] = {"method": Method.SELECTOR, "reason": reason, "of": len(drafts)}
            yield Problem(ProblemCode.SELECTOR_DOUBTFUL, field, css, count=len(drafts), detail=detail)


def _short_bodies(drafts: Sequence[Draft], usual_length: float) -> Problem | None:
    lengths = [len(draft.body) for draft in drafts if draft.body]
    short = sum(length < SHORT * usual_length for length in lengths)
    if short < 2 or short * 2 <= len(lengths):
        return None
    return Problem(ProblemCode.BODIES_SHORT, "body", count=short, detail={"of": len(lengths)})


def _lost_fields(
    drafts: Sequence[Draft], usual: Mapping[str, float], never_told: Mapping[str, int]
) -> Iterable[Problem]:
    """Yield the expected fields that are missing on most pages."""
    for field in FIELDS:
        if field.select is None:
            continue
        told = [draft for draft in drafts if not _is_of_file(draft, field.name)]
        missing = [draft for draft in told if getattr(draft, field.name) is None]
        expected = usual.get(field.name, float(field.required)) >= USUAL
        never = never_told.get(field.name, 0)
        lost, of = len(missing) - never, len(told) - never
        if expected and lost * 2 > of:
            first = missing[0].evidence.get(field.name)
            detail: dict[str, Value] = {"of": of, "reason": first.reason if first else None}
            yield Problem(ProblemCode.FIELD_LOST, field.name, count=lost, detail=detail)


def _is_of_file(draft: Draft, name: str) -> bool:
    """Return whether a field is missing because the post is a file, which is told of each file."""
    found = draft.evidence.get(name)
    return found is not None and found.reason in FILE_REASONS


def _lost_selectors(drafts: Sequence[Draft]) -> list[Problem]:
    """Return the selectors that fail on most pages, with the method that found the value instead.

    The first page is an example. If a selector fails in several ways, the most frequent one is told.
    """
    failed: dict[tuple[ProblemCode, str | None, str | None, Value], list[tuple[Problem, str]]] = {}
    for draft in drafts:
        for problem in draft.problems:
            if problem.code in (ProblemCode.SELECTOR_LOST, ProblemCode.SELECTOR_DOUBTFUL):
                key = (problem.code, problem.field, problem.selector, problem.detail.get("method"))
                failed.setdefault(key, []).append((_without_page(problem, draft), draft.url))
    most = [found for found in failed.values() if 2 * len(found) > len(drafts)]
    match [found for found in most if is_of_learned(found[0][0])]:
        case [odd] if len(drafts) == 1:
            # A single missing value on a single page does not mean that the site has changed.
            most.remove(odd)
    problems = []
    for found in most:
        [(usual, _)] = Counter(problem for problem, _ in found).most_common(1)
        example = next(url for problem, url in found if problem == usual)
        detail = {**usual.detail, "of": len(drafts), "example": example}
        problems.append(replace(usual, count=len(found), detail=detail))
    return problems


def _without_page(problem: Problem, draft: Draft) -> Problem:
    """Return the problem of a selector without what is of its page alone, with the method that was used instead."""
    if problem.code is ProblemCode.SELECTOR_DOUBTFUL:
        return replace(problem, url=None)
    evidence = draft.evidence.get(problem.field or "")
    instead = evidence.method if evidence and evidence.value is not None else None
    detail = {name: value for name, value in problem.detail.items() if name != "found"}
    return replace(problem, url=None, count=None, detail={**detail, "instead": instead})


def is_of_learned(problem: Problem) -> bool:
    """Return True if the problem concerns a learned selector. The program can learn another one."""
    return problem.code is ProblemCode.SELECTOR_LOST and problem.detail.get("method") == Method.LEARNED


def of_body_locations(drafts: Sequence[Draft], before: Sequence[str]) -> Problem | None:
    """Return a problem if bodies are found in another location than those of nearly all of the newest posts.

    `before` has the locations where general rules found those bodies. The new bodies may still be correct.
    """
    now = [e.where or "" for d in drafts if (e := d.evidence.get("body")) and e.method is Method.GENERIC]
    if len(now) < MANY or len(before) < ENOUGH:
        return None
    [(usual, count)] = Counter(before).most_common(1)
    if count < USUAL * len(before) or now.count(usual) * 5 > len(now):
        return None
    [(where, count)] = Counter(now).most_common(1)
    detail: dict[str, Value] = {"of": len(now), "now": where, "before": usual}
    return Problem(ProblemCode.SITE_REBUILT, "body", count=count, detail=detail)
