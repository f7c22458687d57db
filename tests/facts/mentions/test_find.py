"""Tests of mentions and kind_of on announcements of invented clusters: announcements.toml has their labels."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from clusterwatch import read_facts
from clusterwatch.facts.mentions import all_mentions, each_once
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.models import Mention, MentionKind
from tests.tables import each

CASES = tomllib.loads(Path(__file__).with_name("announcements.toml").read_text(encoding="utf-8"))["case"]


@each("case", CASES, ids=lambda case: f"{case['language']} {case['title'][:40]}")
def test_mentions(case: dict[str, Any]) -> None:
    facts = read_facts(case["title"], case["body"], case["language"], "2026-01-10")
    of = {kind: [mention for mention in facts.mentions if mention.kind is kind] for kind in MentionKind}
    amounts = [(value, currency) for value, currency in case.get("amounts", ())]
    assert sorted((m.value, m.currency) for m in of[MentionKind.AMOUNT]) == sorted(amounts)
    assert [m.raw for m in of[MentionKind.CALL_ID]] == case.get("calls", [])
    assert sorted({m.id for m in of[MentionKind.BODY] if m.id}) == sorted(case.get("bodies", []))
    assert [m.raw for m in of[MentionKind.BODY] if not m.id] == case.get("organisations", [])
    assert _unexpected(of[MentionKind.PROGRAMME], case.get("programmes", ())) == ([], [])
    assert _unexpected(of[MentionKind.PLACE], case.get("places", ())) == ([], [])
    assert "kind" not in case or facts.kind == case["kind"]


def _unexpected(found: list[Mention], expected: list[str]) -> tuple[list[str], list[str]]:
    """Return what was found although it was not expected, and what was not found. One may be a part of the other."""
    raws = [mention.raw for mention in found]
    wrong = [raw for raw in raws if not any(raw in one or one in raw for one in expected)]
    return wrong, [one for one in expected if not any(raw in one or one in raw for raw in raws)]


def test_a_mention_names_its_place_in_the_text() -> None:
    paragraphs = paragraphs_of("New call", "A first line.\n\nThe call has EUR 5,000 for Lisbon.")
    amount, place = each_once(all_mentions(paragraphs, "en"))
    assert (amount.paragraph, amount.span, amount.raw) == (2, (13, 22), "EUR 5,000")
    assert paragraphs[2].text[slice(*place.span)] == place.raw == "Lisbon"
    assert (place.id, place.name) == ("PT", "Lisbon")


def test_each_thing_is_mentioned_once_where_it_is_named_most_fully() -> None:
    paragraphs = paragraphs_of(
        "ERDF call", "The European Regional Development Fund pays 5,000 euros.\nThe ERDF pays €5,000."
    )
    assert [(m.kind, m.raw) for m in each_once(all_mentions(paragraphs, "en"))] == [
        (MentionKind.PROGRAMME, "European Regional Development Fund"),
        (MentionKind.AMOUNT, "5,000 euros"),
    ]


def test_an_acronym_in_brackets_is_a_mention_of_its_own() -> None:
    paragraphs = paragraphs_of("", "The European Regional Development Fund (ERDF) pays.")
    assert [m.raw for m in each_once(all_mentions(paragraphs, "en"))] == [
        "European Regional Development Fund",
        "ERDF",
    ]
