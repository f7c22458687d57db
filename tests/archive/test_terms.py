"""Terms that rise: planted ones are found, and what recurs by chance, by season or on one site is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import log, sqrt

import pytest
from sqlite_utils import Database

from clusterwatch.archive import Archive
from clusterwatch.archive.estimates import rise
from clusterwatch.archive.terms import RisingTerms, TermFilter, rising_terms
from tests.archive.planted_terms import FIRST, LAST, STORIES, plant
from tests.tables import each


@each(
    ("part", "whole", "past_part", "past_whole"),
    [(12, 80, 12, 400), (4, 40, 0, 400), (0, 40, 30, 400), (80, 80, 0, 400)],
)
def test_the_log_odds_ratio_is_that_of_monroe_and_others(
    part: int, whole: int, past_part: int, past_whole: int
) -> None:
    """Compute it in the notation of the paper: y, n and the prior alpha of the word and of all words."""
    alpha_0 = 50.0
    alpha = alpha_0 * (part + past_part) / (whole + past_whole)
    odds = [log((y + alpha) / (n + alpha_0 - y - alpha)) for y, n in ((part, whole), (past_part, past_whole))]
    variance = 1 / (part + alpha) + 1 / (past_part + alpha)
    ratio, z = rise(part, whole, past_part, past_whole)
    assert ratio == pytest.approx(odds[0] - odds[1])
    assert z == pytest.approx((odds[0] - odds[1]) / sqrt(variance))


def test_a_word_of_all_announcements_does_not_rise() -> None:
    assert rise(80, 80, 400, 400) == (0.0, 0.0)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return an archive whose rising terms are known."""
    path = tmp_path_factory.mktemp("terms") / "archive.db"
    plant(path)
    with Archive(path, readonly=True) as archive:
        yield archive.db


def found(planted: Database, **told: str) -> dict[str, tuple[int, int, int]]:
    """Return the terms with the announcements now and before, and the sources."""
    (group,) = rising_terms(planted, FIRST, LAST, TermFilter(**told)).groups
    return {one.term: (one.recent, one.past, one.sources) for one in group.terms}


def test_planted_terms_are_found_and_nothing_else(planted: Database) -> None:
    assert found(planted) == {
        "fotonik": (10, 0, 3),
        "wasserstoff": (9, 0, 3),
        "grüne allianz": (8, 0, 3),
        "hallenplan": (6, 0, 3),
    }


def test_terms_have_examples_and_their_numbers(planted: Database) -> None:
    terms = rising_terms(planted, FIRST, LAST)
    (group,) = terms.groups
    first = next(one for one in group.terms if one.term == "wasserstoff")
    assert (group.language, group.recent, group.past) == ("de", STORIES - 1, 12 * STORIES)
    assert (first.log_odds, first.z) == rise(9, STORIES - 1, 0, 12 * STORIES)
    assert [example.day for example in first.examples] == ["2026-03-29", "2026-03-25", "2026-03-21"]
    assert terms.past_first == FIRST - timedelta(days=365)
    assert terms.left_out == ("new",)
    assert len(rising_terms(planted, FIRST, LAST, limit=1).groups[0].terms) == 1


@each(
    ("told", "groups"),
    [
        (TermFilter(sector="energy"), 1),
        (TermFilter(sector="photonics"), 1),
        (TermFilter(language="fr"), 0),
        (TermFilter(country="FR"), 1),
        (TermFilter(country="ES"), 0),
    ],
)
def test_filters_choose_posts(planted: Database, told: TermFilter, groups: int) -> None:
    terms: RisingTerms = rising_terms(planted, FIRST, LAST, told)
    assert len(terms.groups) == groups
    if groups and told.sector != "energy":  # one source is not enough
        assert not terms.groups[0].terms


def test_a_period_without_a_past_has_no_terms(planted: Database) -> None:
    assert rising_terms(planted, FIRST, LAST, past=3).groups == ()
    assert rising_terms(planted, FIRST - timedelta(days=400), LAST).groups == ()
