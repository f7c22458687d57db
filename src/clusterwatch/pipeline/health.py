"""How a source is: ok, quiet, degraded, blocked, moved, dead or failed; judged against its own past. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from clusterwatch.errors import BadStatus, Blocked, Unreachable
from clusterwatch.models import Draft, Outcome, State
from clusterwatch.reasons import reason_sentence

DEAD_AFTER = 7  # runs in a row without an answer
QUIET_AFTER = 180  # days without a post
USUAL = 0.8  # a field filled this often in the past is expected
ENOUGH = 5  # posts: fewer say nothing of what is usual
MANY = 3  # failed pages: one or two are every night's weather
SHORT = 0.25  # a body shorter than this share of the usual length is suspicious

_SHUT = (401, 403, 407, 451)  # the site is there, but not for us

FAILING: frozenset[State] = frozenset({"failed", "blocked", "dead"})


def of_error(error: Exception, history: Sequence[Outcome]) -> State:
    """The state of a source whose index could not be read; `history` is newest first."""
    if isinstance(error, Blocked) or (isinstance(error, BadStatus) and error.status in _SHUT):
        return "blocked"
    gone = isinstance(error, Unreachable) or (isinstance(error, BadStatus) and error.status in (404, 410))
    failures = 0
    for outcome in history:
        if outcome.state not in ("failed", "dead"):
            break
        failures += 1
    return "dead" if gone and failures + 1 >= DEAD_AFTER else "failed"


def of_drafts(
    drafts: Sequence[Draft],
    usual: Mapping[str, float],
    usual_length: float | None,
    since: Callable[[str], str],
) -> list[str]:
    """What is wrong with the posts read in one run, a sentence each.

    `usual` is the share of the source's earlier posts that have a field (empty for a new source),
    `usual_length` the median length of their bodies in characters, `since` tells the day on which a fault of a
    selector was said first.
    """
    faults = []
    for field in ("title", "published", "body"):
        missing = [d for d in drafts if getattr(d, field) is None]
        expected = usual.get(field, 0.0 if field == "published" else 1.0) >= USUAL
        if expected and len(missing) * 2 > len(drafts):
            first = missing[0].evidence.get(field)
            why = f": {reason_sentence(first.reason)}" if first and first.reason else ""
            faults.append(f"no {_NAMES[field]} on {len(missing)} of {len(drafts)} pages{why}")
    faults += _of_selectors(drafts, since)
    titles = Counter(d.title for d in drafts if d.title)
    faults += [
        f'the same title "{t}" on {n} of {len(drafts)} pages' for t, n in titles.items() if _many(n, drafts)
    ]
    lengths = [len(d.body) for d in drafts if d.body]
    short = [n for n in lengths if usual_length and n < SHORT * usual_length]
    if len(short) >= 2 and len(short) * 2 > len(lengths):
        faults.append(f"bodies much shorter than usual on {len(short)} of {len(lengths)} pages")
    return faults


def _many(count: int, drafts: Sequence[Draft]) -> bool:
    return count >= MANY and count * 2 > len(drafts)


def _of_selectors(drafts: Sequence[Draft], since: Callable[[str], str]) -> list[str]:
    """The selectors that find nothing on most pages, and what was read by instead."""
    told: Counter[tuple[str, str, str]] = Counter()
    for draft in drafts:
        for warning in draft.warnings:
            field, _, fault = warning.partition(": ")
            if field in _FIELDS and fault.startswith(("selector ", _LEARNT)):
                evidence = draft.evidence.get(_FIELDS[field])
                method = f"by {evidence.method}" if evidence and evidence.value is not None else "missing"
                told[field, method, fault] += 1
    most = {key: n for key, n in told.items() if n * 2 > len(drafts)}
    learned = [key for key in most if key[2].startswith(_LEARNT)]
    if len(drafts) == 1 and len(learned) == 1:
        del most[learned[0]]  # one value missing on one page is an odd page, not another site
    return [
        f"{field} {method} on {n} of {len(drafts)} pages, {fault} since {since(fault)}"
        for (field, method, fault), n in most.items()
    ]


def is_of_learnt(fault: str) -> bool:
    """True for the fault of a selector that the site taught: the program can learn another by itself."""
    return f", {_LEARNT}" in fault


def of_places(drafts: Sequence[Draft], before: Sequence[str]) -> str | None:
    """Told once when bodies stand in another place than nearly all of the source's newest posts: a rebuilt site.

    `before` are the places in which general rules found those bodies; what is read now may still be right.
    """
    now = [e.where or "" for d in drafts if (e := d.evidence.get("body")) and e.method == "generic"]
    if len(now) < MANY or len(before) < ENOUGH:
        return None
    usual, n = Counter(before).most_common(1)[0]
    if n < USUAL * len(before) or now.count(usual) * 5 > len(now):
        return None
    where, n = Counter(now).most_common(1)[0]
    return f"bodies stand in {where} on {n} of {len(now)} pages, in {usual} before: was the site rebuilt?"


_LEARNT = "learnt selector "
_FIELDS = {"title": "title", "date": "published", "body": "body"}
_NAMES = {"title": "title", "published": "date", "body": "body"}


def state(
    outcome: Outcome, faults: Sequence[str], moved: str | None, newest: str | None, today: date
) -> State:
    """The state of a source whose index was read; `newest` is the day of its newest post."""
    looked = outcome.new + outcome.changed + outcome.failed
    if faults or (outcome.failed >= MANY and outcome.failed * 2 >= looked):
        return "degraded"
    if moved:
        return "moved"
    if newest and len(newest) >= 10 and (today - date.fromisoformat(newest[:10])).days > QUIET_AFTER:
        return "quiet"
    return "ok"
