"""The names of countries and regions by the codes that mentions of places have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from clusterwatch.facts.mentions.found import table
from clusterwatch.vocab.countries import country_name

COUNTRY = 2  # characters of the code of a country
ISO = {"EL": "GR", "UK": "GB"}  # NUTS has codes of its own


def region_name(code: str) -> str | None:
    """Return the name of a NUTS region with its country, or of a country alone, by its code.

    A region without a name of its own is called by the region around it. An unknown code has no name.
    """
    iso = ISO.get(code[:COUNTRY], code[:COUNTRY])
    country = country_name(iso)
    if country == iso:
        return None
    around = (code[:length] for length in range(len(code), COUNTRY, -1))
    region = next((name for one in around if (name := _names().get(one))), None)
    return f"{region}, {country}" if region else country


def is_country(name: str, language: str | None) -> bool:
    """Return whether the usual name of a place is that of a country, in a language or in English."""
    countries = gazette()["countries"]
    return any(name in countries.get(code, ()) for code in (language, "en"))


@cache
def _names() -> Mapping[str, str]:
    return {code: names[0] for code, names in gazette()["regions"].items() if names} | dict(usual_names())


@cache
def usual_names() -> Mapping[str, str]:
    """Return the usual name of each region of regions.toml by its code."""
    return {code: names[0] for code, names in table("regions").items() if len(code) > COUNTRY}


@cache
def gazette() -> dict[str, Any]:
    """Return the content of places.json."""
    places: dict[str, Any] = json.loads(
        files(__package__).joinpath("places.json").read_text(encoding="utf-8")
    )
    return places
