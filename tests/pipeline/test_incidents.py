"""Tests of what opens an incident, and of what proves that one is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.models import Draft, Evidence, Incident, Method, PastReason, Problem, ProblemCode, Reason
from clusterwatch.pipeline.incidents import Observed, is_of_contents, is_over, opens
from tests.tables import each

P = ProblemCode
ROOT = Path(__file__).parents[2]
HOME = "https://a.example/"
H1 = frozenset({"h1"})
NOTHING = Observed(selectors=H1)
UNCHANGED = Observed(answered=True, selectors=H1)
LISTED = Observed(answered=True, listed=True, complete=True, selectors=H1)


def draft(**found: Method | None) -> Draft:
    """Return a draft whose fields were found by these methods; None is a field that was not found."""
    values: dict[str, Any] = {name: (name if method else None) for name, method in found.items()}
    evidence = {name: Evidence(method or Method.GENERIC, "", values[name]) for name, method in found.items()}
    return Draft("https://a.example/1", **values, evidence=evidence)


def reading(*drafts: Draft) -> Observed:
    """Return what a run saw that read these posts."""
    return Observed(answered=True, listed=True, complete=True, drafts=drafts, usual_length=16, selectors=H1)


def incident(
    code: ProblemCode, field: str | None = None, selector: str | None = None, **detail: str | int
) -> Incident:
    """Return an open incident."""
    problem = Problem(code, field, selector, HOME, detail=detail)
    return Incident(
        1, "a", code, field, selector, 1, "2026-03-01", "2026-03-01", None, None, None, None, None, problem, 1
    )


FULL = draft(title=Method.SELECTOR, body=Method.SELECTOR)


@pytest.mark.parametrize(
    ("of", "seen", "over"),
    [
        (incident(P.UNREACHABLE), NOTHING, False),
        (incident(P.UNREACHABLE), UNCHANGED, True),
        (incident(P.BLOCKED), UNCHANGED, True),
        (incident(P.TLS), NOTHING, False),
        (incident(P.BLOCKED, held=3), replace(UNCHANGED, held=True), False),
        (incident(P.BLOCKED, held=3), UNCHANGED, True),
        (incident(P.BLOCKED), replace(UNCHANGED, held=True), True),
        (incident(P.SAME_TEXT_ON_MANY, "body", text="News", held=3), replace(LISTED, held=True), False),
        (incident(P.SAME_TEXT_ON_MANY, "body", text="News", held=3), LISTED, True),
        (incident(P.PAGE_CUT, held=3), replace(LISTED, held=True), False),
        (incident(P.PAGE_CUT, held=3), NOTHING, False),
        (incident(P.INDEX_EMPTY, selector="h2 a"), UNCHANGED, False),
        (incident(P.INDEX_EMPTY, selector="h2 a"), LISTED, True),
        (incident(P.WORKER_LOST), UNCHANGED, False),
        (incident(P.PAST_NOT_REACHED), Observed(answered=True, listed=True), False),
        (incident(P.PAST_NOT_REACHED), LISTED, True),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.PAGES), LISTED, False),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.PAGES), replace(LISTED, backfill=True), True),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.PAGES), Observed(backfill=True), False),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.GAP), LISTED, False),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.GAP), replace(LISTED, before_gap=True), True),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.GAP), Observed(before_gap=True), False),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.GAP), replace(LISTED, backfill=True), True),
        (incident(P.PAST_NOT_REACHED, reason=PastReason.PAGES), replace(LISTED, before_gap=True), False),
        (incident(P.MOVED), LISTED, False),
        (incident(P.MOVED), Observed(url=HOME, answered=True, at_home=True), False),
        (incident(P.MOVED), Observed(url=f"{HOME}news"), True),
        (incident(P.MOVED, temporary="1"), Observed(url=HOME, answered=True, at_home=True), True),
        (incident(P.INDEX_FROZEN), Observed(answered=True, listed=True, newest_index=HOME), False),
        (incident(P.INDEX_FROZEN), Observed(answered=True, newest_index=HOME, lists_new=True), True),
        (incident(P.INDEX_FROZEN), Observed(answered=True, newest_index=f"{HOME}news"), True),
        (incident(P.INDEX_FROZEN), Observed(newest_index=f"{HOME}news"), False),
        (incident(P.INDEX_FROZEN, reason="not-modified"), UNCHANGED, False),
        (
            incident(P.INDEX_FROZEN, reason="not-modified"),
            Observed(answered=True, newest_index=HOME, unconditional=True),
            True,
        ),
        (incident(P.SELECTOR_LOST, "title", "h1"), LISTED, False),
        (
            incident(P.SELECTOR_LOST, "title", "h1"),
            reading(draft(title=Method.META, body=Method.SELECTOR)),
            False,
        ),
        (incident(P.SELECTOR_LOST, "title", "h1"), reading(FULL), True),
        (incident(P.FIELD_LOST, "published"), reading(FULL), False),
        (incident(P.FIELD_LOST, "title"), reading(FULL), True),
        (incident(P.SELECTOR_LOST, "published", "h1", key="discover.date"), reading(FULL), True),
        (incident(P.SELECTOR_LOST, None, "h1", key="discover.next"), UNCHANGED, False),
        (incident(P.SELECTOR_LOST, None, "h1", key="discover.next"), LISTED, True),
        (incident(P.SELECTOR_DOUBTFUL, None, "h1", key="discover.link"), UNCHANGED, False),
        (incident(P.SELECTOR_DOUBTFUL, None, "h1", key="discover.link"), LISTED, True),
        (incident(P.SELECTOR_LOST, "title", "h9"), NOTHING, False),
        (incident(P.SELECTOR_LOST, "title", "h9"), UNCHANGED, True),  # it is not in sources.yaml any more
        (incident(P.SAME_TEXT_ON_MANY, "title", text="News"), LISTED, False),
        (incident(P.SAME_TEXT_ON_MANY, "title", text="title"), reading(FULL, FULL), False),
        (incident(P.SAME_TEXT_ON_MANY, "title", text="News"), reading(FULL), True),
        (incident(P.BODIES_SHORT, "body"), LISTED, False),
        (incident(P.BODIES_SHORT, "body"), reading(replace(FULL, body="new")), False),
        (incident(P.BODIES_SHORT, "body"), reading(FULL), True),
        (incident(P.FILES_UNREAD, "body"), reading(FULL), False),
        (incident(P.FILES_UNREAD, "body"), reading(draft(body=Method.PDF)), True),
        (incident(P.SITE_REBUILT, "body"), reading(FULL, FULL), False),
        (incident(P.SITE_REBUILT, "body"), reading(FULL, FULL, FULL), True),
        (incident(P.PAGES_FAILED), replace(reading(FULL), failed=1), False),
        (incident(P.PAGES_FAILED), reading(FULL), True),
        (incident(P.PAGES_FAILED), Observed(answered=True, read=1, failing=2), True),
        (incident(P.PAGES_FAILED), Observed(answered=True, read=1, failing=3), False),
        (incident(P.PAGES_FAILED), Observed(answered=True, failing=2), False),
        (incident(P.POSTS_GONE_AT_ONCE), Observed(answered=True, missing=3), False),
        (incident(P.POSTS_GONE_AT_ONCE), Observed(answered=True, missing=2), True),
        (incident(P.SILENT, newest="2026-03-01"), LISTED, False),
        (incident(P.SILENT, newest="2026-03-01"), replace(LISTED, newest=date(2026, 3, 1)), False),
        (incident(P.SILENT, newest="2026-03-01"), replace(LISTED, newest=date(2026, 5, 2)), True),
        (incident(P.INDEX_CUT), UNCHANGED, False),
        (incident(P.INDEX_CUT), LISTED, True),
    ],
    ids=lambda value: value.code if isinstance(value, Incident) else "",
)
def test_an_incident_ends_only_by_proof(of: Incident, seen: Observed, over: bool) -> None:
    assert is_over(of, [], seen) is over


def test_an_incident_lasts_while_its_problem_does() -> None:
    lost = Problem(P.SELECTOR_LOST, "title", "h1", count=2)
    seen = reading(FULL)
    assert not is_over(incident(P.SELECTOR_LOST, "title", "h1"), [lost], seen)
    assert is_over(incident(P.SELECTOR_LOST, "title", "h2"), [lost], seen)
    assert is_over(incident(P.FIELD_LOST, "title"), [lost], seen)


def test_which_incidents_may_have_left_wrong_contents_in_the_archive() -> None:
    assert is_of_contents(incident(P.FIELD_REWRITTEN, "body"))
    assert is_of_contents(incident(P.BLOCKED, reason=Reason.LOGIN, held=4))
    assert not is_of_contents(incident(P.BLOCKED))
    assert not is_of_contents(incident(P.PAGES_FAILED))


def test_problems_that_the_program_mends_or_that_are_of_one_post_open_nothing() -> None:
    assert opens(Problem(P.SELECTOR_LOST, "title", "h1", detail={"method": "selector"}))
    assert not opens(Problem(P.SELECTOR_LOST, "title", "h1", detail={"method": "learned"}))
    assert not opens(Problem(P.DATE_DOUBTFUL, "published"))


OF_ONE_PAGE_OR_COMMAND = {
    P.LEADS_TO_OTHER_POST: "a post",
    P.PAGE_EMPTY: "a post",
    P.ITEMS_LEFT_OUT: "items of an index that are no posts",
    P.HELD_BACK: "a post",
    P.FIELD_MISSING: "a post",
    P.DATE_DOUBTFUL: "a post",
    P.DATE_FAR_FROM_NEIGHBOURS: "a post",
    P.STRATEGIES_DIFFER: "add",
    P.TOO_FEW_POSTS: "check",
    P.TOO_FEW_EXAMPLES: "repair",
    P.NO_SELECTOR_FITS: "repair",
    P.NO_INDEX_FITS: "repair",
    P.RECORD_DAMAGED: "backfill",
    P.NOTICE_FAILED: "the notices, whose incidents the run itself opens and ends",
    P.HEARTBEAT_FAILED: "the heartbeat, whose incidents the run itself opens and ends",
    P.LEGACY: "an older version",
}


@each("code", [code for code in P if code not in OF_ONE_PAGE_OR_COMMAND])
def test_each_problem_of_a_source_is_an_incident_that_the_documents_list(code: ProblemCode) -> None:
    assert opens(Problem(code))
    rows = (ROOT / "docs" / "running.md").read_text("utf-8").splitlines()
    assert [row.count("|") for row in rows if row.startswith(f"| `{code}` |")] == [5]


@each("code", OF_ONE_PAGE_OR_COMMAND)
def test_other_problems_open_no_incident_of_a_source(code: ProblemCode) -> None:
    assert not opens(Problem(code))
