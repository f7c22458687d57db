"""Which facts say more than others where nothing is known of an archive."""

from __future__ import annotations

from clusterwatch.stories.rarity import usual_weight
from tests.tables import each


@each(
    "facts",
    [
        ("number 12", "number 31", "number 500", "number 45", "number 45000", "number 451"),
        ("day 2025-04-30", "day 2025-04-17", "id A-1"),
        ("year 2025", "stem kontai", "month 2025-04", "host a.example"),
        ("place FR", "place FRI15 Pau"),
        ("acronym ipcx", "acronym teksa"),
        ("stem europe", "stem kontai", "name harbin"),
        ("programme life", "body eccp"),
    ],
)
def test_each_fact_says_more_than_the_one_before(facts: tuple[str, ...]) -> None:
    weights = [usual_weight(fact) for fact in facts]
    assert weights == sorted(set(weights))
