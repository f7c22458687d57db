"""Tests of settings that contradict the posts of a source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from clusterwatch.config import Source
from clusterwatch.models import Draft, Evidence, Method, Problem, ProblemCode
from clusterwatch.pipeline.settings import contradictions, is_settled, selectors, written

TEXT = "Six towns share their microscopes. " * 8


def source(url: str = "https://klaster.example/news", **settings: Any) -> Source:
    return Source.model_validate({"url": url, **settings})


def draft(language: str | None = None, raw: str = "", body: str = TEXT) -> Draft:
    evidence = {"published": Evidence(Method.FEED, raw, raw, "feed")} if raw else {}
    return Draft("https://klaster.example/1", body=body, language=language, evidence=evidence)


def told(found: Sequence[Problem]) -> list[tuple[object, ...]]:
    assert all(one.code is ProblemCode.SETTING_DIFFERS for one in found)
    return [
        (one.field, one.detail["written"], one.detail["says"], one.count, one.detail["of"]) for one in found
    ]


@pytest.mark.parametrize(
    ("languages", "of_posts", "expected"),
    [
        (["fr"], ["pl"] * 5, [("languages", "fr", "pl", 5, 5)]),
        (["fr"], ["pl"] * 4, []),
        (["fr"], ["pl"] * 4 + ["fr"], [("languages", "fr", "pl", 4, 5)]),
        (["fr"], ["pl"] * 7 + ["fr"] * 2, []),
        (["fr", "pl"], ["pl"] * 9, []),
        (["fr-BE"], ["fr"] * 9, []),
        (["fr"], [None] * 9, []),
        ([], ["pl"] * 9, []),
    ],
)
def test_languages(languages: list[str], of_posts: list[str | None], expected: list[Any]) -> None:
    assert told(contradictions(source(languages=languages), [draft(one) for one in of_posts])) == expected


def test_the_language_of_a_short_text_says_nothing() -> None:
    assert contradictions(source(languages=["fr"]), [draft("pl", body="Nowy klaster.")] * 9) == []


@pytest.mark.parametrize(
    ("url", "country", "language", "expected"),
    [
        ("https://klaster.pl/news", "FR", "pl", [("country", "FR", "PL", 5, 5)]),
        ("https://klaster.pl/news", "PL", "pl", []),
        ("https://klaster.pl/news", "EU", "pl", []),
        ("https://klaster.pl/news", "FR", "en", []),  # many clusters write in English
        ("https://klaster.eu/news", "FR", "pl", []),  # the host is of no country
        ("https://klaster.pl/news", "FR", "de", []),  # a Polish host and German texts: nothing is sure
        ("https://cluster.at/news", "AT", "de", []),
        ("https://cluster.be/news", "BE", "fr", []),
    ],
)
def test_countries(url: str, country: str, language: str, expected: list[Any]) -> None:
    assert told(contradictions(source(url, country=country), [draft(language)] * 5)) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-03-01T10:00:00+01:00", []),
        ("2026-07-01T10:00:00+02:00", []),
        ("2026-03-01T08:00:00Z", []),
        ("2026-03-01T08:00:00+00:00", []),
        ("2026-03-01", []),
        ("2026-03-01T10:00:00+05:00", [("timezone", "Europe/Warsaw", "+05:00", 5, 5)]),
        ("2026-07-01T10:00:00+0300", [("timezone", "Europe/Warsaw", "+03:00", 5, 5)]),
        ("Sun, 01 Mar 2026 10:00:00 -0500", [("timezone", "Europe/Warsaw", "-05:00", 5, 5)]),
        ("Sun, 01 Mar 2026 10:00:00 +0100", []),
        ("2026-02-30T10:00:00+05:00", []),  # no such day
        ("2026-13-01T99:99:00+05:00", []),
        ("2026-05-01T24:00:00+02:00", []),
        ("0000-00-00T00:00:00+05:00", []),
    ],
)
def test_time_zones(raw: str, expected: list[Any]) -> None:
    assert told(contradictions(source(timezone="Europe/Warsaw"), [draft(raw=raw)] * 5)) == expected


def test_selectors_by_their_field() -> None:
    select = {"title": ["h1", ".head"], "date": ".day", "remove": ["nav"]}
    assert selectors(source(select=select)) == {"title": "h1, .head", "published": ".day"}
    assert selectors(source()) == {}


@pytest.mark.parametrize(("letters", "count"), [(199, 0), (200, 1)])
def test_how_long_a_text_must_be(letters: int, count: int) -> None:
    drafts = [draft("pl", body="a" * letters)] * 5
    assert len(contradictions(source(languages=["fr"]), drafts)) == count


def test_the_most_frequent_contradiction_is_told() -> None:
    drafts = [draft(one) for one in ("pl", "pl", "pl", "pl", "cs")]
    assert told(contradictions(source(languages=["fr"]), drafts)) == [("languages", "fr", "pl", 4, 5)]


def test_what_settles_a_contradiction() -> None:
    settings = written(source(languages=["fr"], country="FR"))
    assert settings == {"languages": "fr", "country": "FR"}
    assert not is_settled("languages", "fr", settings, [draft("pl")] * 4)
    assert is_settled("languages", "fr", settings, [draft("fr")] * 5)
    assert is_settled("languages", "de", settings, [])
    assert is_settled("timezone", "Europe/Paris", settings, [])
