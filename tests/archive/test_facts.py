"""The facts of posts: written with the post, read later from its texts, replaced by edits and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clusterwatch import facts, text
from clusterwatch.archive import Archive
from clusterwatch.facts.versions import with_facts
from clusterwatch.models import DayKind, Draft, Evidence, Facts, Method, Problem, ProblemCode, StatedDay
from tests.archive.made import SITE, draft, observed, page, row, rows

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LINE = "Subscribe to our newsletter to stay informed"
CALL = (
    "The cluster invites small companies to apply for support of up to 20,000 euros.\n"
    "The deadline for applications is {} at 17:00.\n"
    "The programme Horizon Europe pays for the work of twelve months in three regions."
)
MAY = CALL.format("12 May 2026")
JUNE = CALL.format("12 June 2026")


def read(body: str = MAY, now: datetime = NOW, **values: Any) -> Draft:
    """Return a draft with its facts, as a worker makes it."""
    return with_facts(draft(body=body, title="Call for projects", **values), now)


def run(archive: Archive, seen: Draft, now: datetime, derive: bool = True) -> int:
    """Record a draft in a run of its own, and return the number of the run."""
    with archive.transaction():
        number = archive.runs.begin(now, "0")
        archive.posts.record(observed(read=seen), now)
        archive.runs.end(number, now, "done")
    if derive:
        archive.derive()
    return number


def deadlines(archive: Archive) -> list[str]:
    return [
        r["start"] for r in rows(archive, "SELECT start FROM days WHERE kind = 'deadline' ORDER BY number")
    ]


def moved(archive: Archive) -> list[tuple[str, str, str, int]]:
    found = rows(archive, "SELECT before, after, seen, stated FROM moved_days ORDER BY seen")
    return [(r["before"], r["after"], r["seen"][:10], r["stated"]) for r in found]


def state(archive: Archive) -> tuple[str | None, int | None]:
    post = row(archive, "SELECT kind, facts_revision FROM posts")
    return post["kind"], post["facts_revision"]


def test_facts_are_written_with_the_post(archive: Archive) -> None:
    run(archive, read(), NOW, derive=False)
    assert state(archive) == ("call", 1)
    assert row(archive, "SELECT * FROM days") == {
        "post": 1,
        "number": 1,
        "kind": "deadline",
        "start": "2026-05-12",
        "end": None,
        "time": "17:00",
        "zone": None,
        "of": row(archive, 'SELECT "of" FROM days')["of"],
        "raw": MAY.split("\n")[1][33:53],
        "place": None,
        "paragraph": 2,
        "position": 33,
        "method": "text",
        "assumed": None,
        "superseded": 0,
        "until": "2026-05-12",
        "end_time": None,
    }
    found = {(r["kind"], r["raw"], r["value"]) for r in rows(archive, "SELECT * FROM mentions")}
    assert found == {("amount", "20,000 euros", 20000.0), ("programme", "Horizon Europe", None)}
    made = read().facts
    assert made is not None
    assert archive.facts.of(1) == made.facts


def test_the_end_of_an_event_is_kept(archive: Archive) -> None:
    body = "The seminar on lasers takes place on 12 May 2026 from 13:00 to 17:00 in Graz."
    run(archive, read(body), NOW)
    assert row(archive, "SELECT time, end_time FROM days") == {"time": "13:00", "end_time": "17:00"}
    assert row(archive, "SELECT start, time, end_time FROM events")["end_time"] == "17:00"
    assert [day.end_time for day in archive.facts.of(1).days] == ["17:00"]
    (event,) = archive.events(NOW.date())
    assert (event.time, event.end_time) == ("13:00", "17:00")
    assert [day.end_time for day in archive.calendar_days()] == ["17:00"]


@pytest.mark.parametrize(
    ("place", "written", "name"),
    [
        ("w Łodzi", "Łodzi", "Łódź"),
        ("", None, None),
    ],
)
def test_the_usual_name_of_the_place_of_an_event(
    archive: Archive, place: str, written: str | None, name: str | None
) -> None:
    body = f"Seminarium o laserach odbędzie się 12 maja 2026 r. {place}."
    run(archive, read(body, language="pl"), NOW)
    (event,) = archive.events(NOW.date())
    assert (event.place, event.place_name) == (written, name)
    assert [(day.place, day.place_name) for day in archive.calendar_days()] == [(written, name)]


def test_facts_of_another_text_than_the_archived_one_are_read_from_the_archive(archive: Archive) -> None:
    with archive.transaction():
        archive.boilerplate.keep("alpha", {text.fingerprint(LINE): LINE}, NOW)
    seen = read(f"{LINE}\n{MAY}", evidence={"body": Evidence(Method.GENERIC, "", None)})
    run(archive, seen, NOW, derive=False)
    assert (state(archive), deadlines(archive)) == ((None, 0), [])
    archive.derive()
    assert (state(archive), deadlines(archive)) == (("call", 1), ["2026-05-12"])
    assert row(archive, "SELECT paragraph FROM days") == {"paragraph": 2}


@pytest.mark.parametrize("with_page", [True, False])
def test_an_edit_replaces_the_facts_and_records_what_it_moved(archive: Archive, with_page: bool) -> None:
    run(archive, read(), NOW)
    later = read(JUNE) if with_page else draft(body=JUNE, title="Call for projects")
    number = run(archive, later, NOW + DAY)
    assert (state(archive), deadlines(archive)) == (("call", 2), ["2026-06-12"])
    assert moved(archive) == [("2026-05-12T17:00", "2026-06-12T17:00", "2026-03-02", 0)]
    run(archive, read(JUNE), NOW + 2 * DAY)
    assert len(moved(archive)) == 1
    archive.undo(archive.plan_undo(number), NOW + 3 * DAY)
    assert (state(archive), deadlines(archive), moved(archive)) == (("call", 1), ["2026-05-12"], [])


def test_a_text_that_states_an_extension_has_the_day_before(archive: Archive) -> None:
    extended = CALL.format("extended from 12 May 2026 to 12 June 2026")
    run(archive, read(extended), NOW)
    assert moved(archive) == [("2026-05-12", "2026-06-12T17:00", "2026-03-01", 1)]
    open_calls = rows(archive, "SELECT start FROM days WHERE kind = 'deadline' AND superseded = 0")
    assert open_calls == [{"start": "2026-06-12"}]


def test_posts_from_before_get_their_facts_at_the_next_visit(archive: Archive) -> None:
    run(archive, draft(body=MAY, title="Call for projects"), NOW, derive=False)
    archive.db.execute("UPDATE posts SET facts_revision = NULL")  # as the migration leaves it
    archive.derive()
    assert deadlines(archive) == []
    run(archive, read(), NOW + DAY, derive=False)
    assert (state(archive), deadlines(archive)) == (("call", 1), ["2026-05-12"])


def test_years_are_counted_from_the_first_visit_if_no_day_is_known(archive: Archive) -> None:
    body = CALL.format("12 May")
    run(archive, read(body, published=None, precision=None), NOW)
    later = read(body, NOW + 200 * DAY, published=None, precision=None, language="en")
    run(archive, later, NOW + 200 * DAY)
    assert deadlines(archive) == ["2026-05-12"]


def test_a_fault_in_one_text_does_not_cost_the_others(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with archive.transaction():
        for name in ("a", "b"):
            url = f"{SITE}/{name}"
            seen = draft(url, body=MAY.replace("companies", f"companies of {name}"), title=name)
            archive.posts.record(observed(url, read=seen), NOW)

    real = facts.read_facts

    def failing(title: str, *values: Any, **more: Any) -> Facts:
        if title == "a":
            raise ValueError("no")
        return real(title, *values, **more)

    monkeypatch.setattr(facts, "read_facts", failing)
    archive.derive()
    assert "the facts of post 1 were not read" in caplog.text
    assert [r["facts_revision"] for r in rows(archive, "SELECT facts_revision FROM posts ORDER BY id")] == [
        0,
        1,
    ]


FAIR = StatedDay(DayKind.EVENT, "2026-05-20", "2026-05-20", None, None, place="Riga", method="json-ld")


def events(archive: Archive) -> list[tuple[str, str]]:
    return [
        (r["start"], r["method"])
        for r in rows(archive, "SELECT start, method FROM days WHERE kind = 'event'")
    ]


def test_days_that_the_page_declares_follow_the_page(archive: Archive) -> None:
    run(archive, read(declared_days=(FAIR,)), NOW)
    assert events(archive) == [("2026-05-20", "json-ld")]
    later = replace(FAIR, start="2026-06-20", raw="2026-06-20")
    run(archive, read(declared_days=(later,)), NOW + DAY)
    assert events(archive) == [("2026-06-20", "json-ld")]
    assert moved(archive) == [("2026-05-20", "2026-06-20", "2026-03-02", 0)]
    archive.facts.outdate(1)
    archive.derive()  # no version has the former day, so that only the archived row knows it
    assert moved(archive) == [("2026-05-20", "2026-06-20", "2026-03-02", 0)]
    run(archive, read(), NOW + 2 * DAY)
    assert events(archive) == []
    assert state(archive) == ("call", 1)


def test_other_rules_move_no_days_that_the_page_declares(archive: Archive) -> None:
    run(archive, read(declared_days=(FAIR,)), NOW)
    again = read(declared_days=(replace(FAIR, start="2026-06-20", raw="2026-06-20"),))
    with archive.transaction():
        archive.posts.reread("alpha", 1, again, NOW + DAY)
    assert (events(archive), moved(archive)) == ([("2026-06-20", "json-ld")], [])


def test_a_page_that_is_held_back_changes_nothing(archive: Archive) -> None:
    run(archive, read(), NOW)
    before = [
        rows(archive, f"SELECT * FROM {table}") for table in ("posts", "days", "mentions", "moved_days")
    ]
    problem = Problem(ProblemCode.HELD_BACK, url=f"{SITE}/a")
    with archive.transaction():
        archive.posts.hold("alpha", f"{SITE}/a", page(fetched=NOW + DAY), problem, None, NOW + DAY)
    archive.derive()
    assert before == [
        rows(archive, f"SELECT * FROM {table}") for table in ("posts", "days", "mentions", "moved_days")
    ]


def test_declared_days_wait_with_the_text(archive: Archive) -> None:
    with archive.transaction():
        archive.boilerplate.keep("alpha", {text.fingerprint(LINE): LINE}, NOW)
    body = f"{LINE}\n{MAY}\nThe conference takes place on 20 May 2026 in Riga."
    seen = read(body, declared_days=(FAIR,), evidence={"body": Evidence(Method.GENERIC, "", None)})
    run(archive, seen, NOW)
    assert events(archive) == [("2026-05-20", "text+json-ld")]
    archive.facts.outdate(1)
    archive.derive()  # the archive has no page to read them from
    assert events(archive) == [("2026-05-20", "text+json-ld")]
