"""Tests of find_places."""

from __future__ import annotations

import pytest

from clusterwatch.facts.mentions.places import find_places


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "w Zielonej Górze i w Poznaniu", [("Zielonej Górze", "PL43"), ("Poznaniu", "PL41")]),
        ("pl", "województwo lubuskie", [("województwo lubuskie", "PL43")]),
        ("sk", "v Košiciach", [("Košiciach", "SK042")]),
        ("cs", "v Brně", [("Brně", "CZ064")]),
        ("hr", "u Rijeci", [("Rijeci", "HR")]),
        ("sl", "v Kopru, v Barceloni", [("Kopru", "SI"), ("Barceloni", "ES51")]),
        ("lt", "Kaune", [("Kaune", "LT")]),
        ("lv", "Liepājā", [("Liepājā", "LV")]),
        ("fi", "Tampereella", [("Tampereella", "FI")]),
        ("hu", "Ausztriában", [("Ausztriában", "AT")]),
        ("et", "Soomest", [("Soomest", "FI")]),
        ("el", "στην Αθήνα", [("Αθήνα", "EL")]),
        ("ro", "Iașul găzduiește", [("Iașul", "RO")]),
        ("bg", "в Пловдив", [("Пловдив", "BG")]),
        ("de", "Treffen in Dresden", [("Dresden", "DED")]),
        ("sl", "Ljubljana, 16. maja", [("Ljubljana", "SI")]),
        ("pl", "z Wielkiej Brytanii", [("Wielkiej Brytanii", "UK")]),
        ("it", "in Emilia Romagna", [("Emilia Romagna", "ITH5")]),
        ("fr", "en Auvergne-Rhône-Alpes", [("Auvergne-Rhône-Alpes", "FRK")]),
    ],
)
def test_places(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.id) for one in find_places(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Pula środków dla przemysłu i Przemysłu 4.0"),
        ("cs", "Malé a střední podniky"),
        ("en", "Nice work, reading by Paris Hilton"),
        ("en", "the University of Warsaw"),
        ("de", "Technische Universität München"),
        ("de", "Universität München lädt ein"),
        ("pl", "prezes Tomasz Gdański"),
        ("en", "Energy Cluster Denmark"),
        ("lt", "Lietuvos energetikos institutas"),
        ("bg", "схема „Развитие на клъстерите в България“"),
        ("fr", "La réunion aura lieu à la Police"),
        ("pt", "o banco Santander"),
        ("en", "mail@Vienna.example, vienna-2026"),
    ],
)
def test_no_places(language: str, text: str) -> None:
    assert find_places(text, language) == ()
