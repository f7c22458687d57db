"""Tests of the tables that generate.py makes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from clusterwatch.facts.mentions import generate
from clusterwatch.facts.mentions.found import table
from tests.tables import each

ROOT = Path(__file__).parents[3]
SHIPPED = files("clusterwatch.facts.mentions")


def test_the_bodies_are_those_of_the_shipped_catalogue() -> None:
    made = generate.bodies(ROOT / "sources.yaml")
    assert json.loads(SHIPPED.joinpath("bodies.json").read_text(encoding="utf-8")) == json.loads(made)


def test_other_names_are_those_of_bodies_of_the_catalogue() -> None:
    ids = {row[0] for row in json.loads(SHIPPED.joinpath("bodies.json").read_text(encoding="utf-8"))}
    assert table("body_names").keys() - ids == set()


def test_countries_and_capitals_have_the_codes_of_nuts() -> None:
    places = json.loads(SHIPPED.joinpath("places.json").read_text(encoding="utf-8"))
    assert places["countries"]["de"]["Griechenland"] == "EL"
    assert places["capitals"]["fr"]["Londres"] == "UK"
    assert all(places["countries"][language] for language in generate.LANGUAGES)


def test_regions_of_the_union_have_the_codes_of_nuts_2024() -> None:
    places = json.loads(SHIPPED.joinpath("places.json").read_text(encoding="utf-8"))
    codes = places["regions"].keys() | set(places["countries"]["en"].values())
    assert {code for code in table("regions") if not code.startswith(("UK", "NO"))} - codes == set()
    assert {code for divisions in table("admin1").values() for code in divisions.values()} - codes == set()


@each(
    ("code", "label", "expected"),
    [
        ("ITC1", "Piemonte", ["Piemonte"]),
        ("EL611", "Καρδίτσα, Τρίκαλα", ["Καρδίτσα", "Τρίκαλα"]),
        ("BE22", "Prov. Limburg (BE)", ["Limburg"]),
        ("FRB", "Centre — Val de Loire", ["Centre-Val de Loire"]),
        ("ITF", "Sud", []),
        ("DED21", "Dresden, Kreisfreie Stadt", []),
        ("PL21", "Małopolskie", []),
    ],
)
def test_names_of_regions(code: str, label: str, expected: list[str]) -> None:
    assert generate.region_names(code, label) == expected


@each(
    ("country", "names", "expected"),
    [
        ("BG", ["Plowdiw", "Пловдив", "Пловдів", "PDV"], ["Пловдив"]),
        ("GR", ["Pireo", "Πειραιάς"], ["Πειραιάς"]),
        ("CZ", ["Брно", "Brünn"], []),
    ],
)
def test_names_at_home(country: str, names: list[str], expected: list[str]) -> None:
    assert generate.names_at_home(country, names) == expected


def test_small_towns_are_none_of_the_others() -> None:
    places = json.loads(SHIPPED.joinpath("places.json").read_text(encoding="utf-8"))
    small = json.loads(SHIPPED.joinpath("small_towns.json").read_text(encoding="utf-8"))
    known = {name for row in places["towns"] for name in row[3]}
    assert "Macael" in small["ES61"]
    assert not {name for names in small.values() for name in names} & known
