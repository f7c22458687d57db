"""Tests of the health of a source, from the outcome of a run and from earlier runs."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from clusterwatch.errors import (
    BadStatus,
    Blocked,
    Deferred,
    FetchError,
    Forbidden,
    NothingFound,
    Refused,
    TooLarge,
    Unreachable,
)
from clusterwatch.models import (
    Draft,
    Evidence,
    FetchReason,
    Method,
    Outcome,
    Problem,
    ProblemCode,
    Reason,
    State,
)
from clusterwatch.pipeline import health
from tests.tables import each

URL = "https://cluster.example.org/news"
TODAY = date(2026, 3, 1)
FAILED: list[State] = ["failed"]
DEAD: list[State] = ["dead"]
LOST = Problem(ProblemCode.FIELD_LOST, "title", count=3, detail={"of": 3})
MOVED = Problem(ProblemCode.MOVED, detail={"target": "https://new.example.org/"})


def past(*states: State) -> list[Outcome]:
    return [Outcome("alpha", state) for state in states]


@pytest.mark.parametrize(
    ("error", "history", "state"),
    [
        (Blocked(URL, FetchReason.WALL), [], "blocked"),
        (Blocked(URL, FetchReason.WALL), past(*FAILED * 20), "blocked"),
        (Unreachable(URL, FetchReason.CONNECTION_REFUSED), [], "failed"),
        (Unreachable(URL, FetchReason.CONNECTION_REFUSED), past(*FAILED * (health.DEAD_AFTER - 2)), "failed"),
        (Unreachable(URL, FetchReason.CONNECTION_REFUSED), past(*FAILED * (health.DEAD_AFTER - 1)), "dead"),
        (Unreachable(URL, FetchReason.CONNECTION_REFUSED), past(*DEAD * 3, *FAILED * 6, "ok"), "dead"),
        (Unreachable(URL, FetchReason.CONNECTION_REFUSED), past(*FAILED * 5, "ok", *FAILED * 10), "failed"),
        (BadStatus(URL, 404), past(*FAILED * 6), "failed"),
        (BadStatus(URL, 410), past(*FAILED * 6), "failed"),
        (BadStatus(URL, 404), past("ok"), "failed"),
        (BadStatus(URL, 500), past(*FAILED * 20), "failed"),
        (NothingFound(Problem(ProblemCode.INDEX_EMPTY, url=URL)), past(*FAILED * 20), "failed"),
        (Forbidden(URL), past(*FAILED * 20), "failed"),
        (Refused(URL, FetchReason.PRIVATE_ADDRESS), [], "failed"),
        (TooLarge(URL, FetchReason.BYTES), [], "failed"),
    ],
)
def test_the_state_after_an_error(
    error: FetchError | NothingFound, history: list[Outcome], state: State, now: datetime
) -> None:
    assert health.of_failure(error.problem, history) == state
    assert state in health.FAILING


def test_a_host_that_asks_for_a_pause_is_not_dead(now: datetime) -> None:
    error = Deferred(URL, now + timedelta(days=1), status=503)
    assert health.of_failure(error.problem, past(*FAILED * 20)) == "failed"


@each(
    ("outcome", "problems", "newest", "state"),
    [
        (Outcome("a", "ok", found=10, same=10), [], "2026-02-20", "ok"),
        (Outcome("a", "ok"), [], None, "ok"),
        (Outcome("a", "ok", new=3), [LOST], "2026-02-20", "degraded"),
        (Outcome("a", "ok", new=3, failed=3), [], "2026-02-20", "degraded"),
        (Outcome("a", "ok", new=1, failed=1), [], "2026-02-20", "ok"),
        (Outcome("a", "ok", new=2, changed=1, failed=2), [], "2026-02-20", "ok"),
        (Outcome("a", "ok", same=50, failed=1), [], "2026-02-20", "ok"),
        (Outcome("a", "ok", same=10), [MOVED], "2026-02-20", "moved"),
        (Outcome("a", "ok", failed=3), [MOVED], None, "degraded"),
        (Outcome("a", "ok", same=10), [MOVED], "2020-01-01", "moved"),
        (Outcome("a", "ok", same=50), [Problem(ProblemCode.HTTP_STATUS)], "2026-02-20", "degraded"),
        (Outcome("a", "ok"), [Problem(ProblemCode.PAST_NOT_REACHED)], "2026-02-20", "degraded"),
        (Outcome("a", "ok", same=10), [], "2025-09-02", "ok"),
        (Outcome("a", "ok", same=10), [], "2025-09-01", "quiet"),
        (Outcome("a", "ok", same=10), [], "2025-09-01T10:21", "quiet"),
        (Outcome("a", "ok", same=10), [], "2019", "ok"),
        (Outcome("a", "ok", same=10), [], "2019-09", "ok"),
        (Outcome("a", "ok", same=10), [], "2031-01-01", "ok"),
    ],
)
def test_the_state_after_a_run(
    outcome: Outcome, problems: list[Problem], newest: str | None, state: State
) -> None:
    assert health.state(outcome, problems, newest, TODAY) == state
    assert state not in health.FAILING


NUMBERS = itertools.count()


def draft(
    title: str | None = "…", published: str | None = "2026-02-20", body: str | None = "x" * 1000
) -> Draft:
    number = next(NUMBERS)
    title = f"Title {number}" if title == "…" else title
    body = f"{number:04}{body[4:]}" if body is not None else None
    reason = Evidence(Method.SELECTOR, "", reason=Reason.SELECTOR_FAILED)
    return Draft(
        URL, title=title, published=published, body=body, evidence={} if title else {"title": reason}
    )


def lost(field: str, count: int, of: int, reason: Reason | None = None) -> Problem:
    return Problem(ProblemCode.FIELD_LOST, field, count=count, detail={"of": of, "reason": reason})


def same(count: int, of: int) -> Problem:
    return Problem(ProblemCode.SAME_TEXT_ON_MANY, "title", count=count, detail={"of": of, "text": "News"})


def short(count: int, of: int) -> Problem:
    return Problem(ProblemCode.BODIES_SHORT, "body", count=count, detail={"of": of})


USUAL = {"title": 1.0, "published": 0.9, "body": 1.0}


@each(
    ("drafts", "usual", "length", "problems"),
    [
        ([], USUAL, 1000.0, []),
        ([draft()], USUAL, 1000.0, []),
        ([draft("News")] * 3, USUAL, 1000.0, [same(3, 3)]),
        ([draft("News")] * 2 + [draft(str(n)) for n in range(9)], USUAL, 1000.0, []),
        (
            [draft(title=None)] * 3,
            USUAL,
            1000.0,
            [lost("title", 3, 3, Reason.SELECTOR_FAILED)],
        ),
        ([draft(title=None), draft()], USUAL, 1000.0, []),  # half is not most
        (
            [draft(title=None), draft(title=None), draft()],
            USUAL,
            1000.0,
            [lost("title", 2, 3, Reason.SELECTOR_FAILED)],
        ),
        ([draft("A", None), draft("B", None)], USUAL, 1000.0, [lost("published", 2, 2)]),
        (
            [draft("A", None), draft("B", None)],
            {**USUAL, "published": 0.5},
            1000.0,
            [],
        ),  # half its posts never had one
        ([draft("A", None), draft("B", None)], {}, None, []),  # nothing is known of a new source
        ([draft(body=None)] * 2, {}, None, [lost("body", 2, 2)]),
        ([draft(title=None)], {"title": 0.1, "published": 0.0, "body": 1.0}, None, []),
        (
            [draft(body="x" * 100), draft(body="x" * 100)],
            USUAL,
            1000.0,
            [short(2, 2)],
        ),
        (
            [draft(body="x" * 249), draft(), draft(body="x" * 249)],
            USUAL,
            1000.0,
            [short(2, 3)],
        ),
        ([draft(body="x" * 250)] * 2, USUAL, 1000.0, []),
        ([draft(body="x" * 100)], USUAL, 1000.0, []),  # one short post is a short post
        ([draft(body="x" * 100), draft(body="x" * 100)] + [draft()] * 2, USUAL, 1000.0, []),
        ([draft(body="x")] * 2, {}, None, []),
        (
            [draft(title=None, published=None, body=None)],
            USUAL,
            1000.0,
            [
                lost("title", 1, 1, Reason.SELECTOR_FAILED),
                lost("published", 1, 1),
                lost("body", 1, 1),
            ],
        ),
    ],
)
def test_problems_of_the_posts_of_a_run(
    drafts: list[Draft], usual: dict[str, float], length: float | None, problems: list[Problem]
) -> None:
    assert health.of_drafts(drafts, usual, length) == problems


@each(("never_told", "problems"), [(2, [lost("published", 2, 2)]), (3, [lost("published", 1, 1)]), (4, [])])
def test_a_field_that_only_the_index_tells_is_not_lost(never_told: int, problems: list[Problem]) -> None:
    drafts = [draft(title, None) for title in "ABCD"]
    assert health.of_drafts(drafts, USUAL, 1000.0, {"published": never_told}) == problems


def file(*, reason: Reason | None = None, most: int | None = None) -> Draft:
    """A post that is a file, with its text or the reason why it has none."""
    method = Method.NONE if reason else Method.PDF
    body = Evidence(method, "", None if reason else "A call.", None, reason)
    detail = {"reason": reason, **({"most": most} if most else {})}
    problems = (Problem(ProblemCode.FIELD_MISSING, "body", detail=detail),) if reason else ()
    return Draft(f"{URL}/{reason}.pdf", body=body.value, evidence={"body": body}, problems=problems)


@each(
    ("drafts", "told"),
    [
        ([file(), file(reason=Reason.DAMAGED), Draft(URL)], [(1, {"of": 2, "reason": Reason.DAMAGED})]),
        (
            [file(reason=Reason.MANY_PAGES, most=9), file(reason=Reason.SCANNED)],
            [(2, {"of": 2, "reason": Reason.MANY_PAGES, "most": 9})],
        ),
        ([file()], []),
        (
            [
                Draft(
                    URL,
                    problems=(
                        Problem(ProblemCode.FIELD_MISSING, "body", detail={"reason": Reason.NO_PROSE}),
                    ),
                )
            ],
            [],
        ),
        # What is no fault of the file is told of the machine, or is not read by design.
        ([replace(file(reason=one), problems=()) for one in (Reason.NOT_INSTALLED, Reason.OTHER_FILE)], []),
    ],
)
def test_files_whose_text_cannot_be_read(
    drafts: list[Draft], told: list[tuple[int, dict[str, object]]]
) -> None:
    found = [p for p in health.of_drafts(drafts, {}, None) if p.code is ProblemCode.FILES_UNREAD]
    assert [(one.count, one.detail) for one in found] == told
    assert {one.url for one in found} <= {draft.url for draft in drafts if draft.problems}
