"""Incidents: a problem of a source is opened once, renewed while it lasts, and closed only by proof. Pure.

A run that read nothing proves nothing. Which observation closes an incident depends on its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from clusterwatch.models import Draft, FrozenReason, Incident, Method, PastReason, Problem, ProblemCode
from clusterwatch.pipeline.health import MANY, SHORT, is_of_learned
from clusterwatch.pipeline.rewritten import day_of
from clusterwatch.pipeline.settings import is_settled

_MOST_NIGHTS = 7  # for which a problem that comes and goes must stay away


@dataclass(frozen=True, slots=True)
class Observed:
    """What one run saw of a source, as far as it can prove that a problem is over.

    `url` is the address of the source in sources.yaml. `answered` says that an index was read, also as unchanged;
    `listed` that an index had posts; `at_home` that the address of the source answered without leading elsewhere;
    `complete` that all indexes were read to their end, `backfill` that the run was one, `before_gap` that an index has
    shown a known post from before a gap. `drafts` are the posts that
    were read, and `failed` is the count of pages that could not be read. `held` says that a page which was held back,
    in this run or earlier, has not shown its post since. `missing` is the count of posts whose pages were not there,
    and which are not withdrawn yet, `failing` that of all addresses that will be retried, and `read` that of the pages
    that showed their posts. `usual_length` is the median length of earlier bodies in characters. `newest` is the last
    day on which the source had a post. `selectors` are those of the source in sources.yaml. `newest_index` is the index
    that it reads first, `lists_new` says that an index in use has shown a new post, and `unconditional` that no
    validators were sent. `settings` are those that posts may contradict, and enough posts were `compared` with
    some of them. `differing` are the fields of which the
    archive has no longer one text on many posts. `today` are the days of the visit, in UTC and where the source is.
    """

    url: str | None = None
    answered: bool = False
    listed: bool = False
    at_home: bool = False
    complete: bool = False
    before_gap: bool = False
    backfill: bool = False
    drafts: Sequence[Draft] = ()
    failed: int = 0
    held: bool = False
    missing: int = 0
    failing: int = 0
    read: int = 0
    usual_length: float | None = None
    newest_index: str | None = None
    lists_new: bool = False
    unconditional: bool = False
    newest: date | None = None
    today: frozenset[str] = frozenset()
    selectors: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)
    compared: frozenset[str] = frozenset()
    differing: frozenset[str] = frozenset()


def opens(problem: Problem) -> bool:
    """Return whether a problem of a source opens an incident. The program mends learned selectors itself."""
    return problem.code in _PROOFS and not is_of_learned(problem)


def is_over(incident: Incident, problems: Iterable[Problem], seen: Observed) -> bool:
    """Return whether a run proves that an incident is over. `problems` are those that the source has in this run."""
    lasting = any(
        (p.code, p.field, p.selector) == (incident.code, incident.field, incident.selector) for p in problems
    )
    return not lasting and _PROOFS[incident.code](incident, seen)


def has_stayed_away(incident: Incident, now: datetime) -> bool:
    """Return whether an incident that came back was not seen for more than one night, and one more for each return."""
    nights = min(incident.returns, _MOST_NIGHTS)
    return nights == 0 or now - datetime.fromisoformat(incident.last_seen) > timedelta(days=nights + 0.5)


def is_of_contents(incident: Incident) -> bool:
    """Return whether the pages of an incident showed wrong contents, some of which may have been written."""
    return _is_of_held(incident) or incident.code in _OF_CONTENTS


def last_evidence(incident: Incident, seen: Observed) -> Problem:
    """Return the problem of an incident that is over. It says if the selector was only taken out of sources.yaml."""
    problem = incident.evidence
    if incident.code is ProblemCode.SELECTOR_LOST and incident.selector not in seen.selectors:
        return replace(problem, detail={**problem.detail, "removed": 1})
    return problem


def _answered(_: Incident, seen: Observed) -> bool:
    return seen.answered


def _listed(_: Incident, seen: Observed) -> bool:
    return seen.listed


def _few_missing(_: Incident, seen: Observed) -> bool:
    return seen.answered and seen.missing < MANY


def _lists_again(incident: Incident, seen: Observed) -> bool:
    """Return whether the index lists new posts again, or another one is used, or validators are not used any more."""
    if incident.evidence.detail.get("reason") == FrozenReason.NOT_MODIFIED:
        return seen.answered and seen.unconditional
    return seen.answered and (seen.lists_new or seen.newest_index != incident.evidence.url)


def _newer_post(incident: Incident, seen: Observed) -> bool:
    before = str(incident.evidence.detail.get("newest", ""))
    return seen.newest is not None and seen.newest.isoformat() > before


def _other_address(incident: Incident, seen: Observed) -> bool:
    """Return whether sources.yaml has another address. A redirect that was temporary may also just end."""
    if seen.url is not None and incident.evidence.url is not None and seen.url != incident.evidence.url:
        return True
    return seen.at_home and bool(incident.evidence.detail.get("temporary"))


def _complete(_: Incident, seen: Observed) -> bool:
    return seen.complete


def _not_walled(incident: Incident, seen: Observed) -> bool:
    return seen.answered and not (_is_of_held(incident) and seen.held)


def _is_of_held(incident: Incident) -> bool:
    return "held" in incident.evidence.detail


def _past_reached(incident: Incident, seen: Observed) -> bool:
    """Return whether the older posts were read. Only a backfill looks for what no link leads to.

    A gap also ends when an index shows posts again that were archived before it.
    """
    if incident.evidence.detail.get("reason") == PastReason.GAP and seen.before_gap:
        return seen.complete
    return seen.complete and (seen.backfill or "reason" not in incident.evidence.detail)


def _other_text(incident: Incident, seen: Observed) -> bool:
    if _is_of_held(incident):
        return _not_walled(incident, seen)
    if incident.field in seen.differing:
        return seen.answered
    before = str(incident.evidence.detail.get("text"))
    values = (getattr(draft, incident.field or "title", None) for draft in seen.drafts)
    return any(value is not None and not value.startswith(before) for value in values)


def _other_day(incident: Incident, seen: Observed) -> bool:
    if _is_of_held(incident):
        return _not_walled(incident, seen)
    doubtful = {None, incident.evidence.detail.get("day"), *seen.today}
    return any(day_of(draft.published) not in doubtful for draft in seen.drafts)


def _usual_body(_: Incident, seen: Observed) -> bool:
    least = SHORT * (seen.usual_length or 0)
    return any(draft.body and len(draft.body) >= least for draft in seen.drafts)


def _bodies_compared(_: Incident, seen: Observed) -> bool:
    """Return whether enough bodies were read to see that they are found in their usual place again."""
    return sum(draft.body is not None for draft in seen.drafts) >= MANY


def _mostly_read(_: Incident, seen: Observed) -> bool:
    """Return whether most pages could be read, or known pages could, and few addresses are left that cannot."""
    return len(seen.drafts) > seen.failed or (seen.failing < MANY and seen.read > seen.failed)


def _field_found(incident: Incident, seen: Observed) -> bool:
    return any(getattr(draft, incident.field or "", None) is not None for draft in seen.drafts)


def _selector_found(incident: Incident, seen: Observed) -> bool:
    """Return whether a selector found something again, or was taken out of sources.yaml."""
    if incident.selector not in seen.selectors:
        return seen.answered
    if str(incident.evidence.detail.get("key", "")).startswith("discover."):
        return seen.listed
    found = (draft.evidence.get(incident.field or "") for draft in seen.drafts)
    return any(e is not None and e.value is not None and e.method is Method.SELECTOR for e in found)


def _setting_fits(incident: Incident, seen: Observed) -> bool:
    detail = incident.evidence.detail
    return is_settled(str(detail.get("key")), str(detail.get("written")), seen.settings, seen.compared)


def _selector_sure(incident: Incident, seen: Observed) -> bool:
    """Return whether a selector was taken out of sources.yaml, or a page was read with it and without a doubt."""
    if incident.selector not in seen.selectors:
        return seen.answered
    if str(incident.evidence.detail.get("key", "")).startswith("discover."):
        return seen.listed
    return any(
        (e := draft.evidence.get(incident.field or "")) is not None
        and e.method is Method.SELECTOR
        and not any(p.code is incident.code and p.field == incident.field for p in draft.problems)
        for draft in seen.drafts
    )


def _file_read(_: Incident, seen: Observed) -> bool:
    bodies = (draft.evidence.get("body") for draft in seen.drafts)
    return any(body is not None and body.method is Method.PDF for body in bodies)


_OF_CONTENTS = (
    ProblemCode.SAME_TEXT_ON_MANY,
    ProblemCode.SAME_DAY_ON_ALL,
    ProblemCode.FIELD_REWRITTEN,
    ProblemCode.BODIES_SHORT,
)
# What closes an incident, by its code. Problems with other codes are of single posts, or of `add` and `check`.
_PROOFS: dict[ProblemCode, Callable[[Incident, Observed], bool]] = {
    ProblemCode.UNREACHABLE: _answered,
    ProblemCode.TLS: _answered,
    ProblemCode.HTTP_STATUS: _answered,
    ProblemCode.NOT_A_PAGE: _answered,
    ProblemCode.LEADS_HOME: _answered,
    ProblemCode.DEFERRED: _answered,
    ProblemCode.BLOCKED: _not_walled,
    ProblemCode.PAGE_CUT: _not_walled,
    ProblemCode.ROBOTS_CLOSED: _answered,
    ProblemCode.CRAWL_DELAY: _answered,
    ProblemCode.REFUSED: _answered,
    ProblemCode.TOO_LARGE: _answered,
    ProblemCode.RESOURCES: _answered,
    ProblemCode.INTERNAL: _answered,
    ProblemCode.INDEX_EMPTY: _listed,
    ProblemCode.INDEX_BROKEN: _complete,
    ProblemCode.INDEX_FROZEN: _lists_again,
    ProblemCode.INDEX_CUT: _complete,
    ProblemCode.NEEDS_SCRIPT: _listed,
    ProblemCode.WORKER_LOST: _listed,
    ProblemCode.MOVED: _other_address,
    ProblemCode.PAST_NOT_REACHED: _past_reached,
    ProblemCode.DOMAIN_LOST: _answered,
    ProblemCode.POSTS_GONE_AT_ONCE: _few_missing,
    ProblemCode.SILENT: _newer_post,
    ProblemCode.FIELD_LOST: _field_found,
    ProblemCode.SELECTOR_LOST: _selector_found,
    ProblemCode.SELECTOR_DOUBTFUL: _selector_sure,
    ProblemCode.SAME_TEXT_ON_MANY: _other_text,
    ProblemCode.SAME_DAY_ON_ALL: _other_day,
    ProblemCode.FIELD_REWRITTEN: _not_walled,
    ProblemCode.BODIES_SHORT: _usual_body,
    ProblemCode.FILES_UNREAD: _file_read,
    ProblemCode.SETTING_DIFFERS: _setting_fits,
    ProblemCode.SITE_REBUILT: _bodies_compared,
    ProblemCode.PAGES_FAILED: _mostly_read,
}
