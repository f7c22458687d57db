"""The health of a source, from the pages that a run read: lost selectors and fields, repeated titles, rebuilt sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clusterwatch.models import Draft, Evidence, Method, Outcome, Problem, ProblemCode, Reason
from clusterwatch.pipeline import health
from tests.tables import each

URL = "https://cluster.example.org/news"
UNKNOWN: dict[str, float] = {}


def lost(field: str = "title", method: Method = Method.SELECTOR, selector: str = "h1") -> Problem:
    """The problem of a page on which a selector found nothing usable."""
    return Problem(ProblemCode.SELECTOR_LOST, field, selector, detail={"method": method, "found": 3})


def page(
    *problems: Problem, by: Method | None = Method.GENERIC, number: int = 0, body: str | None = None
) -> Draft:
    """A draft whose title was found by `by` after the selector failed. If `by` is None, nothing was found."""
    title = None if by is None else f"Title {number}"
    evidence = {"title": Evidence(by or Method.NONE, title or "", title)}
    return Draft(
        URL,
        title=title or f"Other {number}",
        body=body or f"b{number}",
        published="2026-02-20",
        evidence=evidence,
        problems=problems,
    )


def pages(broken: int, whole: int, *problems: Problem, by: Method | None = Method.GENERIC) -> list[Draft]:
    return [page(*problems, by=by, number=n) for n in range(broken)] + [
        page(number=-1 - n) for n in range(whole)
    ]


@each(
    ("broken", "whole", "reported"),
    [(1, 0, True), (1, 1, False), (2, 1, True), (2, 2, False), (3, 2, True), (3, 3, False), (2, 3, False)],
)
def test_a_selector_that_fails_on_most_pages_is_reported(broken: int, whole: int, reported: bool) -> None:
    found = health.of_drafts(pages(broken, whole, lost()), UNKNOWN, None)
    assert [(p.code, p.field, p.selector, p.count) for p in found] == (
        [(ProblemCode.SELECTOR_LOST, "title", "h1", broken)] if reported else []
    )


@each("by", [Method.GENERIC, Method.JSON_LD, None])
def test_a_lost_selector_is_reported_with_the_method_that_was_used_instead(by: Method | None) -> None:
    (found,) = health.of_drafts(pages(3, 0, lost(), by=by), UNKNOWN, None)
    assert found.detail == {"method": Method.SELECTOR, "instead": by, "of": 3, "example": URL}


def test_a_selector_that_fails_in_several_ways_is_reported_once_with_the_most_frequent_one() -> None:
    ways = ("finds-nothing", "finds-no-text", "finds-no-text", "finds-no-text", "finds-nothing")
    drafts = [page(replace(lost(), detail={"reason": way}), number=n) for n, way in enumerate(ways)]
    (found,) = health.of_drafts(drafts, UNKNOWN, None)
    assert (found.count, found.detail["reason"], found.detail["of"]) == (5, "finds-no-text", 5)


def test_failures_of_different_selectors_are_counted_separately() -> None:
    drafts = pages(2, 0, lost(selector="h1")) + pages(2, 0, lost(selector="h2"))
    assert health.of_drafts(drafts, UNKNOWN, None) == []


def test_other_problems_of_a_page_are_not_reported_as_lost_selectors() -> None:
    assert health.of_drafts(pages(3, 0, Problem(ProblemCode.DATE_DOUBTFUL, "published")), UNKNOWN, None) == []


@each(
    ("problems", "broken", "reported"),
    [
        ([lost("title", Method.LEARNED)], 1, 0),  # a single page may be an exception
        ([lost("title", Method.LEARNED)], 2, 1),
        (
            [lost("title", Method.LEARNED), lost("body", Method.LEARNED)],
            1,
            2,
        ),  # two failures mean that the site has changed
        ([lost("title", Method.LEARNED), lost("body")], 1, 1),
        ([lost("title"), lost("body")], 1, 2),
    ],
)
def test_a_learned_selector_may_fail_on_one_page(problems: list[Problem], broken: int, reported: int) -> None:
    found = health.of_drafts(pages(broken, 0, *problems), UNKNOWN, None)
    assert len(found) == reported
    assert all(p.count == broken for p in found)
    if len(problems) == 2 and reported == 1:
        assert found[0].field == "body"


@each(
    ("problem", "learned"),
    [
        (lost("title", Method.LEARNED), True),
        (lost("title", Method.SELECTOR), False),
        (Problem(ProblemCode.FIELD_LOST, "title", detail={"method": Method.LEARNED}), False),
        (Problem(ProblemCode.SELECTOR_LOST, "title"), False),
    ],
)
def test_only_a_lost_learned_selector_can_be_learned_again(problem: Problem, learned: bool) -> None:
    assert health.is_of_learned(problem) is learned


def bodies(*places: str | None, by: Method = Method.GENERIC) -> list[Draft]:
    return [
        Draft(URL, title=str(n), evidence={"body": Evidence(by, "b", "b", where)})
        for n, where in enumerate(places)
    ]


BEFORE = ["main"] * 8 + ["aside"] * 2


@each(
    ("now", "before", "reported"),
    [
        (["div"] * 3, BEFORE, ("div", 3, 3)),
        (["div"] * 3, ["main"] * 5, ("div", 3, 3)),
        (["div"] * 3, ["main"] * 4, None),  # too little is known
        (["div"] * 2, BEFORE, None),  # too few pages
        (["div"] * 3, ["main"] * 7 + ["aside"] * 3, None),  # the bodies were never in one place
        (["main"] * 3, BEFORE, None),
        (["div"] * 4 + ["main"], BEFORE, ("div", 4, 5)),  # a fifth may still be in the old place
        (["div"] * 3 + ["main"], BEFORE, None),
        (["div"] * 8 + ["main"] * 2, BEFORE, ("div", 8, 10)),
        (["div"] * 7 + ["main"] * 2, BEFORE, None),
        (["div", "div", "td"], BEFORE, ("div", 2, 3)),
        ([None] * 3, BEFORE, ("", 3, 3)),
    ],
)
def test_a_site_is_rebuilt_when_bodies_are_in_another_place(
    now: Sequence[str | None], before: list[str], reported: tuple[str, int, int] | None
) -> None:
    found = health.of_body_locations(bodies(*now), before)
    if reported is None:
        assert found is None
    else:
        assert found is not None
        assert found.code is ProblemCode.SITE_REBUILT
        assert (found.detail["now"], found.count, found.detail["of"]) == reported
        assert found.detail["before"] == "main"


def test_bodies_found_by_selectors_do_not_indicate_a_rebuilt_site() -> None:
    assert health.of_body_locations(bodies("div", "div", "div", by=Method.SELECTOR), BEFORE) is None
    assert health.of_body_locations([*bodies("div", "div"), Draft(URL), Draft(URL)], BEFORE) is None


@each(
    ("same", "others", "reported"),
    [(2, 0, False), (3, 0, True), (3, 2, True), (3, 3, False), (4, 3, True), (4, 4, False)],
)
def test_a_title_that_most_pages_share_is_reported(same: int, others: int, reported: bool) -> None:
    drafts = [Draft(URL, title="News", body="b")] * same
    drafts += [Draft(URL, title=str(n), body="b") for n in range(others)]
    found = health.of_drafts(drafts, UNKNOWN, None)
    assert [(p.code, p.count) for p in found] == ([(ProblemCode.SAME_TEXT_ON_MANY, same)] if reported else [])


@each(("share", "reported"), [(0.79, False), (0.8, True), (1.0, True)])
def test_a_field_that_four_posts_in_five_have_is_expected(share: float, reported: bool) -> None:
    drafts = [Draft(URL, title=str(n), body="b") for n in range(3)]
    found = health.of_drafts(drafts, {"published": share}, None)
    assert [(p.code, p.field) for p in found] == ([(ProblemCode.FIELD_LOST, "published")] if reported else [])


def test_a_lost_field_carries_the_reason_of_the_first_page_without_it() -> None:
    nothing = Evidence(Method.NONE, "", reason=Reason.SELECTOR_FAILED)
    drafts = [Draft(URL, body="b", evidence=evidence) for evidence in ({"title": nothing}, {}, {})]
    (found,) = health.of_drafts(drafts, UNKNOWN, None)
    assert (found.count, found.detail) == (3, {"of": 3, "reason": Reason.SELECTOR_FAILED})
    (found,) = health.of_drafts(drafts[::-1], UNKNOWN, None)
    assert (found.count, found.detail) == (3, {"of": 3, "reason": None})


@each("status", [401, 403, 407, 451])
def test_a_site_that_refuses_access_is_blocked(status: int) -> None:
    problem = Problem(ProblemCode.HTTP_STATUS, url=URL, detail={"status": status})
    assert health.of_failure(problem, [Outcome("alpha", "failed")] * 20) == "blocked"


@each(
    ("status", "state"),
    [(400, "failed"), (402, "failed"), (404, "failed"), (408, "failed"), (410, "failed"), (450, "failed")],
)
def test_only_a_page_that_is_gone_makes_a_source_dead(status: int, state: str) -> None:
    problem = Problem(ProblemCode.HTTP_STATUS, url=URL, detail={"status": status})
    assert health.of_failure(problem, [Outcome("alpha", "failed")] * 20) == state


@each(
    ("read", "failed", "state"),
    [(3, 3, "degraded"), (4, 3, "ok"), (4, 4, "degraded"), (5, 4, "ok"), (2, 2, "ok")],
)
def test_a_source_is_degraded_when_half_of_its_pages_fail(read: int, failed: int, state: str) -> None:
    outcome = Outcome("alpha", "ok", new=read, failed=failed)
    assert health.state(outcome, [], "2026-02-20", date(2026, 3, 1)) == state


def test_an_unrecognized_language_is_not_a_lost_field() -> None:
    drafts = [Draft(URL, title=str(n), body="b") for n in range(3)]
    assert health.of_drafts(drafts, {"title": 1.0, "body": 1.0, "language": 1.0}, None) == []
