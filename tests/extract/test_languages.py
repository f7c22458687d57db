"""The language of the post, not of its site."""

from __future__ import annotations

import pytest

from clusterwatch.extract.language import language_code, language_of

TEXTS = {
    "fr": "Les laboratoires de six villes portuaires partageront un registre commun de leurs instruments de mesure.",
    "de": "Die Labore von sechs Hafenstädten führen künftig ein gemeinsames Verzeichnis ihrer Messgeräte.",
    "pl": "Laboratoria sześciu miast portowych będą prowadzić wspólny rejestr swoich przyrządów pomiarowych.",
    "fi": "Kuuden satamakaupungin laboratoriot pitävät vastedes yhteistä luetteloa mittalaitteistaan.",
    "el": "Τα εργαστήρια έξι πόλεων με λιμάνι θα τηρούν κοινό μητρώο των οργάνων μέτρησής τους.",
    "bg": "Лабораториите на шест пристанищни града ще водят общ регистър на измервателните си уреди.",
    "hu": "Hat kikötőváros laboratóriumai közös nyilvántartást vezetnek majd mérőműszereikről.",
    "lt": "Šešių uostamiesčių laboratorijos tvarkys bendrą matavimo prietaisų registrą.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_the_text_decides_whatever_the_site_says(code: str, text: str) -> None:
    assert language_of(None, text * 2, ["en"]).value == code


def test_a_language_that_is_not_the_sites_is_said() -> None:
    evidence = language_of(None, TEXTS["de"] * 2, ["fr", "en"])
    assert evidence.reason == "not a language of the site (fr, en)"


@pytest.mark.parametrize(("text", "prior"), [("12 | 34", "sl"), ("", "fr"), ("OK", "mt")])
def test_too_little_text_is_left_to_the_site(text: str, prior: str) -> None:
    evidence = language_of(text, None, [prior])
    assert (evidence.value, evidence.method) == (prior, "prior")


def test_nothing_at_all_is_no_language() -> None:
    assert language_of(None, None).value is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [("fr-FR", "fr"), ("pt_BR", "pt"), ("EN", "en"), ("no", "nb"), ("", None), ("english", None)],
)
def test_language_tags(tag: str, code: str | None) -> None:
    assert language_code(tag) == code
