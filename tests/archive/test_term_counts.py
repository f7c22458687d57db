"""The rules by which words and pairs of words are terms, and which forms count together."""

from __future__ import annotations

from clusterwatch.archive.term_counts import CountedPost, Example, Stems, rising
from tests.tables import each

# Texts with the first and the last (excluded) announcement of the period that has them, and how many of the past do.
Uses = dict[str, tuple[int, int, int]]


@each(
    ("uses", "terms"),
    [
        ({"wasserstoff": (0, 10, 0)}, {"wasserstoff"}),
        ({"wasserstoff": (0, 4, 0)}, set()),
        ({"wasserstoff": (0, 10, 40)}, set()),
        ({"Wasserstoff": (0, 5, 0), "WASSERSTOFF": (5, 10, 0)}, {"wasserstoff"}),
        # Stop words, and pairs with them.
        ({"und": (0, 60, 31)}, set()),
        ({"und": (0, 60, 30)}, {"und"}),
        ({"wasserstoff und": (0, 10, 0), "und": (10, 60, 200)}, {"wasserstoff"}),
        # Months, single letters and signs are no terms; articles with an apostrophe are words of their own.
        ({"März": (0, 30, 0)}, set()),
        ({"k (": (0, 30, 0)}, set()),
        ({"KI": (0, 30, 0)}, {"ki"}),
        ({"l'hydrogène": (0, 30, 0)}, {"hydrogène"}),
        ({"start-up": (0, 30, 0)}, {"start-up"}),
        # Forms of a word count together, and the most common one is shown.
        ({"Förderungen": (0, 5, 0), "Förderung": (5, 11, 0)}, {"förderung"}),
        ({"grüner Allianzen": (0, 6, 0), "grüne Allianz": (6, 11, 0)}, {"grüner allianzen"}),
        # Pairs, and the words that stand in them.
        ({"grüne allianz": (0, 10, 0)}, {"grüne allianz"}),
        ({"grüne. allianz": (0, 10, 0)}, {"grüne", "allianz"}),
        ({"grüne allianz": (0, 8, 0), "allianz": (8, 10, 0)}, {"grüne allianz"}),
        ({"grüne allianz": (0, 8, 0), "allianz": (8, 11, 0)}, {"grüne allianz", "allianz"}),
        ({"neue allianz": (0, 8, 0), "allianz": (8, 40, 0)}, {"neue allianz", "allianz"}),
        ({"neue allianz": (0, 8, 0), "allianz": (8, 41, 0)}, {"neue", "allianz"}),
    ],
)
def test_rules_for_words_and_pairs(uses: Uses, terms: set[str]) -> None:
    group = rising(
        "de", _told(60, uses), _told(300, {text: (0, n, 0) for text, (_, _, n) in uses.items()}), 20
    )
    assert group is not None
    assert {one.term for one in group.terms} == terms


def _told(count: int, uses: Uses, sources: int = 3) -> list[tuple[CountedPost, ...]]:
    """Return announcements of one post each, whose lines are the texts that they use."""
    stems = Stems("de")
    return [
        (
            CountedPost.of(
                Example(number, f"s{number % sources}", "2026-03-01", None),
                [text for text, (first, last, _) in uses.items() if first <= number < last],
                stems,
            ),
        )
        for number in range(count)
    ]


@each(
    ("recent", "past", "sources", "terms"),
    [(10, 10, 3, 0), (9, 300, 3, None), (60, 9, 3, None), (60, 300, 1, 0), (60, 300, 2, 1)],
)
def test_a_language_needs_announcements_and_a_term_sources(
    recent: int, past: int, sources: int, terms: int | None
) -> None:
    group = rising("de", _told(recent, {"wasserstoff": (0, 10, 0)}, sources), _told(past, {}), 20)
    assert (None if group is None else len(group.terms)) == terms


@each(("uses", "terms"), [(4, 0), (5, 1)])
def test_a_term_needs_five_announcements(uses: int, terms: int) -> None:
    """A few uses may be a certain rise against one of 1,200: z is 3.6 for four."""
    words = {"wasserstoff": (0, uses, 1)}
    group = rising("de", _told(60, words), _told(1200, {"wasserstoff": (0, 1, 0)}), 20)
    assert group is not None
    assert len(group.terms) == terms
