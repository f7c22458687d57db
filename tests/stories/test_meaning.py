"""What announcements mean: their texts, their vectors, and what these say for and against a pair."""

from __future__ import annotations

import pytest

from clusterwatch.stories import engine, meaning, same_story
from clusterwatch.stories.score import Against, Comparison, with_meaning
from tests.stories.fake_engine import FakeEngine, used

EN = ("New vouchers for sensors", "Small firms may now ask FIBRETEST for money.")
DE = ("Gutscheine", "FIBRETEST fördert Betriebe.")
LOOK_ALIKE = ("FIBRETEST", "FIBRETEST zieht um.")


def post(text: tuple[str, str], language: str) -> dict[str, str]:
    return {"title": text[0], "body": text[1], "language": language, "published": "2026-02-20"}


def test_the_text_is_the_title_and_the_first_words_without_boilerplate() -> None:
    body = (
        "The call opens.\nAbout the Wood Cluster: we are 40 firms.\n" + " ".join(["word"] * 80) + "\nThe end."
    )
    text = meaning.opening("A call", body)
    assert text == "A call\nThe call opens. " + " ".join(["word"] * 57)
    assert meaning.opening(None, "One.") == "One."
    assert meaning.opening("Title", None) == "Title"
    assert len(meaning.opening("Title", "https://example.org/" + "a" * 5000)) == 1000


def test_a_vector_is_its_distance_from_the_mean_of_the_language() -> None:
    means = meaning.learned().means
    towards = [1.0] + [0.0] * 383
    moved = [mean + step for mean, step in zip(means["de"], towards, strict=True)]
    vector = meaning.centred(moved, "de")
    assert len(vector) == 384
    assert vector[0] == 127  # the largest number; a real one is a quarter of the length at most
    assert not any(vector[1:])
    assert meaning.centred(moved, "xx") == meaning.centred(moved, None) != vector
    assert len(means) == 25  # 24 languages, and all of them
    assert {len(mean) for mean in means.values()} == {384}


def test_likeness() -> None:
    assert meaning.likeness(bytes([100, 0]), bytes([50, 0])) == 1.0
    assert meaning.likeness(bytes([100, 0]), bytes([0, 50])) == 0.0
    assert meaning.likeness(bytes([100, 0]), bytes([256 - 50, 0])) == -1.0
    assert meaning.likeness(bytes(2), bytes([1, 1])) == 0.0


def test_likeness_is_evidence_up_to_a_limit() -> None:
    neutral = meaning.learned().neutral
    assert meaning.evidence(neutral) == pytest.approx(0.0)
    assert meaning.evidence(0.0) < -1 < 1 < meaning.evidence(2 * neutral)
    assert (meaning.evidence(-1.0), meaning.evidence(1.0)) == (-meaning.MOST, meaning.MOST)


def test_meaning_is_added_to_what_facts_leave_open() -> None:
    facts = Comparison(-1.0, ("number 64",), (Against.KIND,))
    assert facts.is_open
    assert not Comparison(3.0).is_open
    assert not Comparison(-3.0).is_open
    alike, unlike = with_meaning(facts, 0.9), with_meaning(facts, 0.0)
    assert (alike.evidence, alike.meaning, alike.against) == (2.0, 0.9, (Against.KIND,))
    assert unlike.against == (Against.KIND, Against.MEANING)
    assert unlike.probability < facts.probability < 0.5 < alike.probability
    assert not alike.is_open


def test_same_story_asks_the_engine_only_where_facts_leave_it_open(monkeypatch: pytest.MonkeyPatch) -> None:
    by_facts = same_story(post(EN, "en"), post(DE, "de"))
    assert 0.05 < by_facts < 0.5
    fake = used(monkeypatch, FakeEngine())
    assert same_story(post(EN, "en"), post(DE, "de")) == same_story(post(DE, "de"), post(EN, "en")) > 0.5
    assert fake.texts == [f"{EN[0]}\n{EN[1]}", f"{DE[0]}\n{DE[1]}"]
    assert same_story(post(EN, "en"), post(LOOK_ALIKE, "de")) < by_facts
    fake.texts.clear()
    assert same_story(post(EN, "en"), post(("Neue Leitung", "Ada Kern leitet das Büro."), "de")) < 0.01
    assert fake.texts == []


@pytest.mark.skipif(engine.missing() is not None, reason="needs the extra multilingual and AVX2")
def test_the_real_engine_tells_what_is_the_same_in_other_languages() -> None:
    director = [
        ("The cluster has a new director", "en"),
        ("Das Cluster hat eine neue Leiterin", "de"),
        ("Klaster ma nową dyrektorkę", "pl"),
    ]
    vouchers = ("Chèques pour les PME qui essaient des capteurs", "fr")
    *same, other = meaning.vectors([*director, vouchers])
    alike = [meaning.likeness(same[0], one) for one in same[1:]]
    assert min(alike) > 0.1 + max(meaning.likeness(other, one) for one in same)
