"""The score of two posts: what they share, what speaks against, and that the order of the two does not matter."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from clusterwatch.models import AnnouncementKind
from clusterwatch.stories.rarity import Rarity, common_facts
from clusterwatch.stories.score import Against, Comparison, compare
from clusterwatch.stories.signature import Signature, signature_of
from tests.stories.made import probabilities, signatures, told
from tests.tables import each

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


@each(
    ("other", "against"),
    [
        (relay(day="15 mai 2025"), {Against.DEADLINE, Against.DAYS}),
        (relay(published="2026-03-10", day="30 avril 2026"), {Against.DEADLINE, Against.DAYS, Against.TIME}),
        (Signature(CALL.day, "fr", None, frozenset({"id A-1", "number 4711"})), {Against.NUMBERS}),
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


def test_a_number_and_a_day_among_many_are_shared_by_chance() -> None:
    def post(language: str, *facts: str) -> Signature:
        return Signature(739_000, language, None, frozenset({"number 4711", "day 2025-04-30", *facts}))

    def told(first: Signature, second: Signature) -> float:
        return compare(first, second).probability

    few, many = (), tuple(f"number {n}" for n in range(1101, 1106))
    others = tuple(f"number {n}" for n in range(2101, 2106))
    assert told(post("de", *few), post("it", *few)) > 0.8
    # The numbers that only the longer post has say nothing.
    assert told(post("de", *few), post("it", *others)) == told(post("de", *few), post("it", *few))
    assert told(post("de", *many), post("it", *others)) < 0.4
    # The more of them are shared, the less they are shared by chance.
    assert told(post("de", *many), post("it", *many)) > 0.99
    # Numbers and days that many announcements have do not count among them.
    usual = ("number 5", "number 12")
    assert told(post("de", *usual), post("it", "number 3", "number 7")) == told(post("de"), post("it"))


def test_a_day_says_less_if_both_posts_do_not_call_it_the_same() -> None:
    def told(first: str, second: str, language: str = "it", *more: str) -> float:
        facts = ({"number 4711", "day 2025-04-30", f"{kind} 2025-04-30", *more} for kind in (first, second))
        one, other = (
            Signature(739_000, code, None, frozenset(f))
            for code, f in zip(("de", language), facts, strict=True)
        )
        return compare(one, other).evidence

    same, none = told("deadline", "deadline"), told("year", "month")
    assert told("event", "event") == same
    assert none < same - 0.5
    # What has a name needs no such day.
    assert told("year", "month", "it", "body alpha") > none + 0.75
    assert told("year", "month", "de") == pytest.approx(told("deadline", "deadline", "de"))


# What two posts have in common that may or may not tell the same announcement.
DOUBTFUL = ("number 5", "month 2025-06", "programme life")


def doubtful(*facts: str, language: str = "de", **values: object) -> Signature:
    """Return the signature of a post with the DOUBTFUL facts and others."""
    made = Signature(739_000, language, None, frozenset({*DOUBTFUL, *facts}))
    return replace(made, **values)  # type: ignore[arg-type]


PLAIN, ABROAD = doubtful(), doubtful(language="it")
UNSURE = compare(PLAIN, ABROAD).probability


@each(
    "fact",
    [
        "number 980",
        "day 2025-05-13",
        "month 2025-07",
        "acronym ipc",
        "id SMP-2025-A-01",
        "host call.example",
        "body eccp",
        "programme eic",
        "place PTI15 Faro",
        "stem kontai",
    ],
)
def test_each_kind_of_shared_fact_makes_it_likelier(fact: str) -> None:
    assert 0.5 < UNSURE < compare(doubtful(fact), doubtful(fact, language="it")).probability


@each(
    ("against", "one", "other"),
    [
        (Against.DEADLINE, doubtful("deadline 2025-05-13"), doubtful("deadline 2025-05-20", language="it")),
        (Against.EVENT, doubtful("event 2025-05-13"), doubtful("event 2025-05-20", language="it")),
        (Against.ACRONYM, doubtful("acronym teksa"), doubtful("acronym lasat", language="it")),
        (Against.IDENTIFIER, doubtful("id A-1"), doubtful("id A-2", language="it")),
        (
            Against.KIND,
            doubtful(kind=AnnouncementKind.CALL),
            doubtful(kind=AnnouncementKind.EVENT, language="it"),
        ),
    ],
)
def test_each_conflict_makes_it_less_likely(against: Against, one: Signature, other: Signature) -> None:
    found = compare(one, other)
    assert found.against == (against,)
    assert found.probability < UNSURE


def test_the_acronym_of_one_project_has_five_letters() -> None:
    assert compare(doubtful("acronym teks"), doubtful("acronym lasa", language="it")).against == ()


def words(first: int, count: int, *facts: str) -> Signature:
    """Return the signature of a German post with `count` words from a list, and other facts."""
    stems = (f"stem word{n:02}" for n in range(first, first + count))
    return Signature(PLAIN.day, "de", None, frozenset({*stems, *facts}))


def test_the_words_of_texts_in_one_language() -> None:
    """Twenty words each: with few in common it is less likely, with more it is likelier, up to a copy."""
    shared = (0, 5, 6, 12, 13, 20)
    likely = [compare(words(0, 20), words(20 - n, 20)).probability for n in shared]
    few = compare(words(0, 11), words(11, 11)).probability  # so few say nothing
    assert few == compare(words(0, 0), words(0, 0)).probability
    assert likely[0] < likely[1] < few < likely[2] < likely[3] < 0.5 < likely[4] == likely[5]


def test_other_values_in_the_same_words_are_a_template() -> None:
    one, other = words(0, 20, "number 3"), words(0, 20, "number 4")
    assert compare(one, one).probability > 0.9
    assert compare(one, other).probability < 0.1
    assert compare(one, other).against == (Against.TEMPLATE,)
    assert compare(one, words(0, 20)).against == ()  # a missing number is not another one


def test_the_words_of_one_name_say_less_than_two_names() -> None:
    names = ((("harbin",),), (("harbin", "lombar"),), (("harbin",), ("lombar",)))
    signatures = [
        doubtful(*(f"name {word}" for run in runs for word in run), names=runs, language=language)
        for runs in names
        for language in ("de", "it")
    ]
    one, both, two = (
        compare(*pair).probability for pair in zip(signatures[::2], signatures[1::2], strict=True)
    )
    assert UNSURE < one < both < two


def test_the_days_between_two_posts() -> None:
    def later(days: int | None) -> Comparison:
        day = None if days is None else (PLAIN.day or 0) + days
        return compare(PLAIN, doubtful(language="it", day=day))

    assert later(None) == later(10)
    assert later(0).probability > later(10).probability > later(45).probability
    assert [later(days).against for days in (45, 46)] == [(), (Against.TIME,)]


@each(
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
    assert Rarity({}, 20_000).prior == 0
    assert Rarity({}, 200_000).prior == pytest.approx(-math.log(10))
    few = signature_of("Ein Treffen", "Am 2. März 2026 und am 4. Mai 2026 in Ulm.", "de", "2026-01-07")
    pair = (few, signature_of("A meeting", "On 2 March 2026 and 4 May 2026 in Ulm.", "en", "2026-01-07"))
    small, large = (compare(*pair, Rarity({}, posts)).probability for posts in (20_000, 200_000))
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
