"""How a source is, from what one run did and from its own past."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest

from clusterwatch.errors import (
    BadStatus,
    Blocked,
    ClusterwatchError,
    Deferred,
    Forbidden,
    NothingFound,
    Refused,
    TooLarge,
    Unreachable,
)
from clusterwatch.models import Draft, Evidence, Outcome, Problem, ProblemCode, Reason, State
from clusterwatch.pipeline import health

URL = "https://cluster.example.org/news"
TODAY = date(2026, 3, 1)
FAILED: list[State] = ["failed"]
DEAD: list[State] = ["dead"]


def past(*states: State) -> list[Outcome]:
    return [Outcome("alpha", state) for state in states]


@pytest.mark.parametrize(
    ("error", "history", "state"),
    [
        (Blocked(URL, "a challenge"), [], "blocked"),
        (Blocked(URL, "a challenge"), past(*FAILED * 20), "blocked"),
        (Unreachable(URL, "refused"), [], "failed"),
        (Unreachable(URL, "refused"), past(*FAILED * (health.DEAD_AFTER - 2)), "failed"),
        (Unreachable(URL, "refused"), past(*FAILED * (health.DEAD_AFTER - 1)), "dead"),
        (Unreachable(URL, "refused"), past(*DEAD * 3, *FAILED * 6, "ok"), "dead"),
        (Unreachable(URL, "refused"), past(*FAILED * 5, "ok", *FAILED * 10), "failed"),
        (BadStatus(URL, 404), past(*FAILED * 6), "dead"),
        (BadStatus(URL, 410), past(*FAILED * 6), "dead"),
        (BadStatus(URL, 404), past("ok"), "failed"),
        (BadStatus(URL, 500), past(*FAILED * 20), "failed"),
        (NothingFound(Problem(ProblemCode.INDEX_EMPTY, url=URL)), past(*FAILED * 20), "failed"),
        (Forbidden(URL, "robots.txt"), past(*FAILED * 20), "failed"),
        (Refused(URL, "private"), [], "failed"),
        (TooLarge(URL, "11 MB"), [], "failed"),
    ],
)
def test_the_state_after_an_error(
    error: ClusterwatchError, history: list[Outcome], state: State, now: datetime
) -> None:
    assert health.of_error(error, history) == state
    assert state in health.FAILING


def test_a_host_that_asks_for_patience_is_not_dead(now: datetime) -> None:
    error = Deferred(URL, "503", now + timedelta(days=1))
    assert health.of_error(error, past(*FAILED * 20)) == "failed"


@pytest.mark.parametrize(
    ("outcome", "faults", "moved", "newest", "state"),
    [
        (Outcome("a", "ok", found=10, same=10), [], None, "2026-02-20", "ok"),
        (Outcome("a", "ok"), [], None, None, "ok"),
        (Outcome("a", "ok", new=3), ["no title on 3 of 3 pages"], None, "2026-02-20", "degraded"),
        (Outcome("a", "ok", new=3, failed=3), [], None, "2026-02-20", "degraded"),
        (Outcome("a", "ok", new=1, failed=1), [], None, "2026-02-20", "ok"),
        (Outcome("a", "ok", new=2, changed=1, failed=2), [], None, "2026-02-20", "ok"),
        (Outcome("a", "ok", same=50, failed=1), [], None, "2026-02-20", "ok"),
        (Outcome("a", "ok", same=10), [], "https://new.example.org/", "2026-02-20", "moved"),
        (Outcome("a", "ok", failed=3), [], "https://new.example.org/", None, "degraded"),
        (Outcome("a", "ok", same=10), [], "https://new.example.org/", "2020-01-01", "moved"),
        (Outcome("a", "ok", same=10), [], None, "2025-09-02", "ok"),
        (Outcome("a", "ok", same=10), [], None, "2025-09-01", "quiet"),
        (Outcome("a", "ok", same=10), [], None, "2025-09-01T10:21", "quiet"),
        (Outcome("a", "ok", same=10), [], None, "2019", "ok"),
        (Outcome("a", "ok", same=10), [], None, "2019-09", "ok"),
        (Outcome("a", "ok", same=10), [], None, "2031-01-01", "ok"),
    ],
)
def test_the_state_after_a_run(
    outcome: Outcome, faults: list[str], moved: str | None, newest: str | None, state: State
) -> None:
    assert health.state(outcome, faults, moved, newest, TODAY) == state
    assert state not in health.FAILING


NUMBERS = itertools.count()


def draft(
    title: str | None = "…", published: str | None = "2026-02-20", body: str | None = "x" * 1000
) -> Draft:
    title = f"Title {next(NUMBERS)}" if title == "…" else title
    reason = Evidence("selector", "", reason=Reason.SELECTOR_FAILED)
    return Draft(
        URL, title=title, published=published, body=body, evidence={} if title else {"title": reason}
    )


USUAL = {"title": 1.0, "published": 0.9, "body": 1.0}


@pytest.mark.parametrize(
    ("drafts", "usual", "length", "faults"),
    [
        ([], USUAL, 1000.0, []),
        ([draft()], USUAL, 1000.0, []),
        ([draft("News")] * 3, USUAL, 1000.0, ['the same title "News" on 3 of 3 pages']),
        ([draft("News")] * 2 + [draft(str(n)) for n in range(9)], USUAL, 1000.0, []),
        (
            [draft(title=None)] * 3,
            USUAL,
            1000.0,
            ["no title on 3 of 3 pages: the selector found nothing usable"],
        ),
        ([draft(title=None), draft()], USUAL, 1000.0, []),  # half is not most
        (
            [draft(title=None), draft(title=None), draft()],
            USUAL,
            1000.0,
            ["no title on 2 of 3 pages: the selector found nothing usable"],
        ),
        ([draft("A", None), draft("B", None)], USUAL, 1000.0, ["no date on 2 of 2 pages"]),
        (
            [draft("A", None), draft("B", None)],
            {**USUAL, "published": 0.5},
            1000.0,
            [],
        ),  # half its posts never had one
        ([draft("A", None), draft("B", None)], {}, None, []),  # nothing is known of a new source
        ([draft(body=None)] * 2, {}, None, ["no body on 2 of 2 pages"]),
        ([draft(title=None)], {"title": 0.1, "published": 0.0, "body": 1.0}, None, []),
        (
            [draft(body="x" * 100), draft(body="x" * 100)],
            USUAL,
            1000.0,
            ["bodies much shorter than usual on 2 of 2 pages"],
        ),
        (
            [draft(body="x" * 249), draft(), draft(body="x" * 249)],
            USUAL,
            1000.0,
            ["bodies much shorter than usual on 2 of 3 pages"],
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
                "no title on 1 of 1 pages: the selector found nothing usable",
                "no date on 1 of 1 pages",
                "no body on 1 of 1 pages",
            ],
        ),
    ],
)
def test_what_is_wrong_with_the_posts_of_a_run(
    drafts: list[Draft], usual: dict[str, float], length: float | None, faults: list[str]
) -> None:
    assert health.of_drafts(drafts, usual, length, lambda _: "2026-03-01") == faults
