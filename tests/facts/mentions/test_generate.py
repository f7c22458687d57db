"""Tests of the tables that generate.py makes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from clusterwatch.facts.mentions import generate
from clusterwatch.facts.mentions.found import table

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
