"""Tests of the days that announcements state: a table of announcements in 24 languages, and what each day has."""

from __future__ import annotations

import tomllib
from pathlib import Path

from clusterwatch.facts import read_facts
from clusterwatch.models import DayKind
from tests.facts.stated import days, summary
from tests.tables import each

POSTS = tomllib.loads(Path(__file__).with_name("announcements.toml").read_text("utf-8"))["post"]


@each("post", POSTS, ids=lambda post: f"{post['language']}-{post['title']}")
def test_the_days_of_an_announcement(post: dict[str, str]) -> None:
    assert sorted(days(post["body"], post["language"], post["published"], post["title"])) == sorted(
        post["days"]
    )


def test_the_announcements_are_in_all_official_languages_and_in_norwegian() -> None:
    languages = {post["language"] for post in POSTS}
    assert len(languages - {"nb", "nn", "no"}) == 24
    assert {"nb", "nn", "no"} <= languages


@each(
    ("text", "start", "zone"),
    [
        ("Apply by 5 May 2026 at 17:00 CET.", "2026-05-05T17:00", "CET"),
        ("Apply by 5 May 2026, 5 pm.", "2026-05-05T17:00", None),
        ("Apply by 17:00 on 5 May 2026.", "2026-05-05T17:00", None),
        ("Apply by 5 May 2026, 17:00 Europe/Brussels.", "2026-05-05T17:00", "Europe/Brussels"),
        ("Apply by 5 May 2026 at 23:59:59 (AoE).", "2026-05-05T23:59:59", "AoE"),
        ("Apply by 5 May 2026.", "2026-05-05", None),
    ],
)
def test_times_and_zones(text: str, start: str, zone: str | None) -> None:
    (day,) = read_facts("", text, "en").days
    assert (day.start, day.zone) == (start, zone)


def test_a_part_of_a_month_is_no_day() -> None:
    assert days("Anträge können bis Mitte Dezember eingereicht werden.", "de", title="Förderaufruf") == []
    assert days("Apply by mid-December, or early in January 2027.", "en", title="Call for robots") == []


def test_a_call_may_be_open_until_its_funds_are_used_up() -> None:
    text = "Open until funds are exhausted."
    assert days(text) == ["deadline -"]


def test_a_day_has_its_text_and_place_in_the_paragraph() -> None:
    body = "The cluster grows.\n\nApplications close on 5 May 2026."
    (day,) = read_facts("A call", body, "en").days
    assert day.paragraph == 2
    assert day.span is not None
    assert body.split("\n\n")[1][slice(*day.span)] == day.raw == "on 5 May 2026"
    assert (day.kind, day.of) == (DayKind.DEADLINE, "close")


def test_the_title_is_paragraph_0() -> None:
    (day,) = read_facts("Call open until 5 May 2026", None, "en").days
    assert (day.paragraph, day.kind) == (0, "deadline")


def test_a_day_is_stated_once_with_its_time_and_end() -> None:
    text = "Apply by 5 May 2026.\nDeadline: 5 May 2026, 17:00\nThe fair opens on 8 June 2026.\nFair: 8–9 June 2026"
    found = read_facts("", text, "en").days
    assert [(day.start, day.end) for day in found] == [
        ("2026-05-05T17:00", None),
        ("2026-06-08", "2026-06-09"),
    ]


def test_the_language_is_guessed() -> None:
    text = "Die Anträge können vom 1. März bis zum 30. April 2026 eingereicht werden, und die Jury ist mit dabei."
    assert [summary(day) for day in read_facts("", text).days] == ["opens 2026-03-01", "deadline 2026-04-30"]


@each("text", ["", "\u00ad", "31 31 31", "5 May 5 May 5 May " * 300, "until " * 500, "(" * 500])
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_facts(text, text, "en", "not a day").days, tuple)
