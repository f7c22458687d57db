"""Incidents: a trouble of a source is opened once, renewed while it lasts, and closed only by proof. Pure.

A run that read nothing proves nothing. Which observation closes an incident depends on its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clusterwatch.models import Draft, Incident, Method, Problem, ProblemCode
from clusterwatch.pipeline.health import is_of_learned

_OF_SELECTORS = frozenset({Method.SELECTOR})


@dataclass(frozen=True, slots=True)
class Observed:
    """What one run saw of a source, as far as it can prove that a trouble is over.

    `answered` says that an index was read, also as unchanged; `listed` that an index had posts; `at_home` that the
    address of the source answered without leading elsewhere; `complete` that all indexes were read to their end.
    `drafts` are the posts that were read from pages.
    """

    answered: bool = False
    listed: bool = False
    at_home: bool = False
    complete: bool = False
    drafts: Sequence[Draft] = ()


def opens(problem: Problem) -> bool:
    """Return whether a problem of a source opens an incident. The program mends learned selectors itself."""
    return problem.code in _PROOFS and not is_of_learned(problem)


def is_over(incident: Incident, problems: Iterable[Problem], seen: Observed) -> bool:
    """Return whether a run proves that an incident is over. `problems` are those that the source has in this run."""
    lasting = any(
        (p.code, p.field, p.selector) == (incident.code, incident.field, incident.selector) for p in problems
    )
    return not lasting and _PROOFS[incident.code](incident, seen)


def _answered(_: Incident, seen: Observed) -> bool:
    return seen.answered


def _listed(_: Incident, seen: Observed) -> bool:
    return seen.listed


def _at_home(_: Incident, seen: Observed) -> bool:
    return seen.at_home


def _complete(_: Incident, seen: Observed) -> bool:
    return seen.complete


def _read(_: Incident, seen: Observed) -> bool:
    return any(draft.title and draft.body for draft in seen.drafts)


def _field_found(incident: Incident, seen: Observed) -> bool:
    return any(getattr(draft, incident.field or "", None) is not None for draft in seen.drafts)


def _selector_found(incident: Incident, seen: Observed) -> bool:
    found = (draft.evidence.get(incident.field or "") for draft in seen.drafts)
    return any(e is not None and e.value is not None and e.method in _OF_SELECTORS for e in found)


# What closes an incident, by its code. Problems with other codes are those of single posts or pages.
_PROOFS: dict[ProblemCode, Callable[[Incident, Observed], bool]] = {
    ProblemCode.UNREACHABLE: _answered,
    ProblemCode.TLS: _answered,
    ProblemCode.HTTP_STATUS: _answered,
    ProblemCode.NOT_A_PAGE: _answered,
    ProblemCode.LEADS_HOME: _answered,
    ProblemCode.DEFERRED: _answered,
    ProblemCode.BLOCKED: _answered,
    ProblemCode.ROBOTS_CLOSED: _answered,
    ProblemCode.REFUSED: _answered,
    ProblemCode.TOO_LARGE: _answered,
    ProblemCode.RESOURCES: _answered,
    ProblemCode.INTERNAL: _answered,
    ProblemCode.INDEX_EMPTY: _listed,
    ProblemCode.INDEX_BROKEN: _complete,
    ProblemCode.NEEDS_SCRIPT: _listed,
    ProblemCode.WORKER_LOST: _listed,
    ProblemCode.MOVED: _at_home,
    ProblemCode.PAST_NOT_REACHED: _complete,
    ProblemCode.POSTS_GONE_AT_ONCE: _listed,
    ProblemCode.FIELD_LOST: _field_found,
    ProblemCode.SELECTOR_LOST: _selector_found,
    ProblemCode.SAME_TEXT_ON_MANY: _read,
    ProblemCode.BODIES_SHORT: _read,
    ProblemCode.SITE_REBUILT: _read,
    ProblemCode.PAGES_FAILED: _read,
}
