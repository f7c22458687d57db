"""Tests of a page with typical difficulties: all fields, and the reasons for rejected values."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from tests.extraction.pages import SEED

URL = "https://www.vallee-optique.example.org/fre/les-articles/-alliance-of-valleys-345"
SOURCE = Source(
    url="https://www.vallee-optique.example.org/", languages=("fr", "en"), timezone="Europe/Paris"
)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_all_fields_are_correct() -> None:
    draft = extract_post(SEED, URL, SOURCE, NOW)
    assert draft.title == "Alliance of Valleys founded in Tallinn"
    assert draft.published == "2019-09-10"
    assert draft.precision == "day"
    assert draft.language == "en"
    assert draft.canonical == URL
    assert draft.problems == ()


def test_the_body_is_exactly_the_announcement() -> None:
    body = extract_post(SEED, URL, SOURCE, NOW).body
    assert body is not None
    lines = body.split("\n")
    assert lines[0].startswith("On 9 September 2019 in Tallinn")
    assert lines[1:4] == [
        "Network of Northern Valleys",
        "Littoral des Vallées (LV)",
        "Union of the Eastern Valleys and Rivers",
    ]
    assert lines[-1] == "who also presides over the French group of the valleys (FGV)"
    assert len(lines) == 7


def test_the_result_is_the_same_without_a_source_and_without_the_current_time() -> None:
    bare, full = extract_post(SEED, URL), extract_post(SEED, URL, SOURCE, NOW)
    assert (bare.title, bare.published, bare.language, bare.body) == (
        full.title,
        full.published,
        full.language,
        full.body,
    )


def test_the_evidence_of_the_date() -> None:
    evidence = extract_post(SEED, URL, SOURCE, NOW).evidence["published"]
    assert evidence.method == "text"
    assert evidence.raw == "Posté le 10 septembre 2019"
    assert evidence.where == "after-title"
