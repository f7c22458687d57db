"""The score of two posts: what they share, what speaks against, and that the order of the two does not matter."""

from __future__ import annotations

import math

import pytest

from clusterwatch.stories.rarity import Rarity, common_facts
from clusterwatch.stories.score import Against, compare
from clusterwatch.stories.signature import Signature, signature_of
from tests.stories.made import probabilities, signatures, told

CALL = signature_of(
    "FIBRETEST offers vouchers",
    "Small firms may apply for vouchers of 12,500 euros until 30 April 2025. There are 64 vouchers.",
    "en",
    "2025-03-03",
)
RELAY = "Les PME peuvent demander un chèque FIBRETEST de 12 500 euros jusqu'au {day}. Il y en a {number}."


def relay(day: str = "30 avril 2025", number: str = "64", published: str = "2025-03-10") -> Signature:
    return signature_of("Des chèques pour les PME", RELAY.format(day=day, number=number), "fr", published)


def test_the_score_is_symmetric() -> None:
    made = signatures(told())
    for one, other in list(probabilities(told()))[::40]:
        assert compare(made[one], made[other]) == compare(made[other], made[one])


def test_a_relay_in_another_language_is_explained() -> None:
    found = compare(CALL, relay())
    assert found.probability > 0.9
    assert {"number 12500", "number 64", "day 2025-04-30", "acronym fibretest"} <= set(found.shared)
    assert found.against == ()


@pytest.mark.parametrize(
    ("other", "against"),
    [
        (relay(day="15 mai 2025"), {Against.DEADLINE, Against.DAYS}),
        (relay(published="2026-03-10", day="30 avril 2026"), {Against.DEADLINE, Against.DAYS, Against.TIME}),
        (
            relay(number="12").__class__(CALL.day, "fr", None, frozenset({"id A-1", "number 4711"})),
            {Against.NUMBERS},
        ),
    ],
)
def test_what_speaks_against(other: Signature, against: set[Against]) -> None:
    found = compare(CALL, other)
    assert found.probability < compare(CALL, relay()).probability
    assert against <= set(found.against)


def test_other_identifiers_are_other_calls() -> None:
    one = Signature(1, "de", None, frozenset({"id SMP-2025-A-01", "number 4711", "day 2025-04-30"}))
    other = Signature(1, "it", None, frozenset({"id SMP-2025-A-02", "number 4711", "day 2025-04-30"}))
    assert Against.IDENTIFIER in compare(one, other).against
    assert compare(one, one).probability > 0.5 > compare(one, other).probability


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ("Varna", "Varnában", True),
        ("Варна", "Βάρνα", True),
        ("Klaipėda", "Klaipedoje", True),
        ("Łódź", "Lodz", True),
        ("Eindhoven", "Eindhovnu", True),
        ("Leipzig", "Leipheim", False),
        ("Parma", "Palermo", False),
    ],
)
def test_names_in_all_cases_and_alphabets(one: str, other: str, is_shared: bool) -> None:
    first, second = (signature_of(None, f"x {name} x") for name in (one, other))
    assert any(fact.startswith("name ") for fact in compare(first, second).shared) == is_shared


def test_a_fact_that_many_posts_have_says_less() -> None:
    archived = [{"acronym fibretest", "number 12500"}] * 40 + [{"number 12500", "deadline 2025-04-30"}] * 20
    shares = common_facts([*archived, *[{"day 2025-04-30"}] * 9, *[set[str]()] * 131])
    assert shares == {"acronym fibretest": 0.2, "number 12500": 0.3}
    common = Rarity(shares)
    assert compare(CALL, relay(), common).probability < compare(CALL, relay()).probability
    assert common.weight("acronym fibretest") < common.weight("acronym teksprobe")


def test_a_large_archive_demands_more_evidence() -> None:
    """Facts that are shared by chance make more pairs there, while an announcement has no more posts."""
    assert Rarity({}, 10_000).prior == 0
    assert Rarity({}, 100_000).prior == pytest.approx(-math.log(10))
    few = signature_of("Ein Treffen", "Am 2. März 2026 und am 4. Mai 2026 in Ulm.", "de", "2026-01-07")
    pair = (few, signature_of("A meeting", "On 2 March 2026 and 4 May 2026 in Ulm.", "en", "2026-01-07"))
    small, large = (compare(*pair, Rarity({}, posts)).probability for posts in (10_000, 100_000))
    assert small == compare(*pair).probability
    odds = [p / (1 - p) for p in (small, large)]
    assert odds[0] / odds[1] == pytest.approx(10, rel=0.2)


def test_days_alone_are_not_enough() -> None:
    """Many calls end on the same days."""
    one = signature_of(
        "A course", "It is on 2 March 2026 and 4 May 2026, apply by 30 January 2026.", "en", "2026-01-07"
    )
    other = signature_of(
        "Ein Treffen",
        "Am 2. März 2026 und am 4. Mai 2026, Anmeldung bis 30. Januar 2026.",
        "de",
        "2026-01-09",
    )
    assert compare(one, other).probability < 0.5


def test_posts_without_a_day_are_compared() -> None:
    assert compare(CALL, relay(published="")).probability > 0.5
