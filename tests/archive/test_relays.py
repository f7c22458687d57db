"""How long announcements take to be told elsewhere: a planted archive whose answers are known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import RELAY_LIMIT, Archive, By, RelayFilter, Relays
from clusterwatch.archive.relays import _POSTS
from tests.archive.made import rows
from tests.archive.planted import Planter

TODAY = date(2026, 11, 30)
START = date(2022, 1, 1)
# The country of each source, its language, the median of its days, and the share that it never relays.
PLANTED = {"de": ("DE", "de", 2, 0.2), "fr": ("FR", "fr", 9, 0.4), "pl": ("PL", "pl", 30, 0.75)}
STORIES = 400


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of calls that an office in Brussels tells in English, and that others relay as PLANTED says."""
    dice = random.Random(18)
    with Archive(tmp_path_factory.mktemp("planted") / "archive.db") as archive, archive.transaction():
        to = Planter(archive)
        to.source("eu", "BE")
        to.source("late", "LT")
        for name, (country, *_) in PLANTED.items():
            to.source(name, country)
        for number in range(STORIES):
            first = START + timedelta(days=4 * number)
            told = [("eu", first.isoformat(), "en"), ("eu", first.isoformat(), "fr")]
            for name, (_, language, days, never) in PLANTED.items():
                if dice.random() >= never:
                    # The share of 1/2 lies at the planted number of days.
                    later = round(days * dice.random() * 2)
                    told.append((name, f"{first + timedelta(days=later)}T09:00", language))
            if number % 50 == 0:
                told.append(("late", (first + timedelta(days=1200)).isoformat(), "lt"))
            to.tell(*told, kind="call" if number % 4 else "event", programme="life" if number % 2 else "")
        to.tell(("de", "2026-11-01", "de"))  # it may still be relayed
        to.tell(("fr", "2024-11", "fr"), ("de", "2024-11-20", "de"), kind="award")
        archive.db.execute("INSERT INTO runs VALUES (1, '2026-11-29T03:00:00.000Z', NULL, 'done', '0')")
        yield archive


def by_key(found: Relays, by: By) -> dict[str | None, Any]:
    return {group.key: group for group in found.groups[by]}


def test_a_planted_archive_is_recovered(planted: Archive) -> None:
    found = planted.relays(TODAY)
    countries = by_key(found, By.COUNTRY)
    assert [key for key in countries if key not in ("LT", "BE")] == ["DE", "FR", "PL"]  # the quickest first
    for country, _, days, never in PLANTED.values():
        group = countries[country]
        # Beside the calls there is an award. Those of 90 days and more before the first post of a country do not count.
        assert STORIES - 2 <= group.announcements <= STORIES + 1
        assert abs(group.days.value - days) <= 0.5
        assert group.days.low <= days <= group.days.high
        assert abs(group.never.value - never) < 0.05
        assert group.never.low <= never <= group.never.high
    assert found.whole is not None
    assert found.whole.announcements == STORIES + 1
    assert (found.first, found.last) == (START, date(2026, 8, 31))
    assert (found.young, found.undated) == (1, 1)


def test_relays_after_years_are_none(planted: Archive) -> None:
    assert planted.relays(TODAY).late == STORIES // 50
    assert by_key(planted.relays(TODAY), By.COUNTRY)["LT"].relayed == 0
    assert by_key(planted.relays(TODAY, RelayFilter(within=1200)), By.COUNTRY)["LT"].relayed > 0
    assert rows(planted, "SELECT max(days_later) AS days FROM relays")[0]["days"] <= RELAY_LIMIT


def test_a_country_counts_only_while_its_sources_were_read(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        to = Planter(archive)
        for name, country, watched in (("a", "AT", 1), ("b", "BG", 1), ("c", "CZ", 0)):
            to.source(name, country, watched)
        for year in range(2018, 2026):
            to.tell(("a", f"{year}-03-01", "de"))
        to.tell(("b", "2021-02-01", "bg"))
        for day in ("2019-05-01", "2023-05-01"):
            to.tell(("c", day, "cs"))
        counted = {g.key: g.announcements for g in archive.relays(TODAY).groups[By.COUNTRY]}
    # Bulgaria: the five of Austria and the one of Czechia since 2021. Czechia: 2019 to 2023, and that of Bulgaria.
    assert counted == {"AT": 3, "BG": 6, "CZ": 6}


def test_announcements_are_grouped_and_narrowed(planted: Archive) -> None:
    found = planted.relays(TODAY)
    assert {g.key: g.announcements for g in found.groups[By.ORIGIN]} == {"BE": STORIES, "DE": 1}
    assert {g.key: g.announcements for g in found.groups[By.KIND]} == {"call": 300, "event": 100, "award": 1}
    assert [(g.key, g.name, g.announcements) for g in found.groups[By.PROGRAMME]] == [("life", "Life", 200)]
    cases: tuple[tuple[dict[str, Any], int], ...] = (
        ({"kind": "event"}, 100),
        ({"programme": "LIFE"}, 200),
        ({"programme": "life", "kind": "event"}, 0),
        ({"since": date(2022, 1, 5), "until": date(2022, 1, 9)}, 2),
        ({"kind": "job"}, 0),
    )
    for wanted, count in cases:
        whole = planted.relays(TODAY, RelayFilter(**wanted)).whole
        assert (whole.announcements if whole else 0) == count, wanted


def test_of_the_posts_of_one_day_the_one_that_was_found_first_is_the_first(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        to = Planter(archive)
        for name, country in (("a", "AT"), ("z", "PL")):
            to.source(name, country)
        to.tell(("z", "2026-01-01", "pl"), ("a", "2026-01-01", "de"))
        (group,) = archive.relays(TODAY).groups[By.ORIGIN]
    assert (group.key, group.relayed, group.days and group.days.value) == ("PL", 1, 0)


def test_relays_in_another_language_only(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        to = Planter(archive)
        for name, country in (("a", "AT"), ("b", "DE"), ("c", "FR")):
            to.source(name, country)
        to.tell(("a", "2026-01-01", "de"), ("b", "2026-01-02", "de"), ("c", "2026-01-06", "fr"))
        to.tell(("a", "2026-01-01", "de"), ("a", "2026-01-01", "en"))
        every, across = (archive.relays(TODAY, RelayFilter(across_languages=a)).whole for a in (False, True))
        told = rows(archive, "SELECT * FROM stories_across_languages ORDER BY story")
        relayed = rows(archive, "SELECT first_language, language, first_country, country FROM relays")
    assert [one and one.days and one.days.value for one in (every, across)] == [1, 5]
    assert [(one["story"], one["languages"], one["sources"], one["days"]) for one in told] == [
        (1, "de, fr", 3, 5),
        (2, "de, en", 1, 0),
    ]
    assert relayed == [
        {"first_language": "de", "language": language, "first_country": "AT", "country": country}
        for language, country in (("de", "DE"), ("fr", "FR"))
    ]


def test_relays_are_counted_without_reading_texts(planted: Archive) -> None:
    plan = [row[3] for row in planted.db.execute(f"EXPLAIN QUERY PLAN {_POSTS}")]
    assert plan == ["SEARCH posts USING COVERING INDEX posts_story (story>?)"]
