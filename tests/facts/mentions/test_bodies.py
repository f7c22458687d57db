"""Tests of the bodies of a catalogue."""

from __future__ import annotations

from clusterwatch.facts.mentions.bodies import read_bodies, shipped_bodies
from tests.tables import each

INVENTED = read_bodies(
    [
        ("glass", "CZ", ["Klastr Chytré sklo", "KCS"]),
        ("boats", "LV", ["Baltijas laivu klasteris"]),
        ("dream", "FR", ["Dream"]),
        ("sensors", "FI", ["Sensoriverkko"]),
    ]
)


@each(
    ("language", "text", "expected"),
    [
        ("cs", "Za Klastr Chytré sklo promluvil předseda", ["glass"]),
        ("cs", "s Klastrem Chytré sklo", ["glass"]),
        ("cs", "Klastr Chytré sklo (KCS)", ["glass", "glass"]),
        ("cs", "klastr KCS", ["glass"]),
        ("cs", "KCS má nový web", []),
        ("en", "the cluster KCS", []),
        ("lv", "Baltijas laivu klastera biedri", ["boats"]),
        ("lv", "baltijas laivu klasteri", []),
        ("fr", "Dream a dit oui", []),
        ("fi", "Sensoriverkko kasvaa", ["sensors"]),
    ],
)
def test_bodies(language: str, text: str, expected: list[str]) -> None:
    assert [one.id for one in INVENTED.find([text], language)[0]] == expected


def test_an_acronym_counts_in_a_post_that_names_the_body_in_full() -> None:
    title, body = INVENTED.find(["KCS slaví", "Klastr Chytré sklo slaví"], "en")
    assert ([one.method for one in title], [one.method for one in body]) == (["acronym"], ["name"])


@each(
    ("language", "text", "expected"),
    [
        ("pl", "prezes Związku Pracodawców Klastry Polskie", "klastry-polskie"),
        ("ro", "Asociația Română a Clusterelor", "clustero"),
        ("bg", "Асоциацията на бизнес клъстерите", "abc-bg"),
        ("en", "Directorate-General: DG GROWTH", "dg-grow"),
        ("en", "Lithuanian Clusters Network", "lithuanian-clusters-network"),
        ("lt", "Lietuvos klasterių tinklo nariai", "lithuanian-clusters-network"),
        # A long acronym in a language of its country.
        ("hu", "az IKOSZ közgyűlése", "ikosz"),
        ("el", "μνημόνιο με την Corallia", "corallia"),
    ],
)
def test_shipped_bodies(language: str, text: str, expected: str) -> None:
    assert [one.id for one in shipped_bodies().find([text], language)[0]] == [expected]
