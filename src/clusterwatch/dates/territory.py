"""Guess the time zone of a site, to convert instants in UTC if its time zone is not configured."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

# Languages whose country has the same code, and the countries of other languages. English is left out, because its
# countries are in too many zones.
_SAME_CODE = frozenset(
    {
        "bg",
        "de",
        "es",
        "fi",
        "fr",
        "hr",
        "hu",
        "is",
        "it",
        "lt",
        "lv",
        "mt",
        "nl",
        "pl",
        "pt",
        "ro",
        "sk",
        "tr",
    }
)
_COUNTRIES = {
    "ca": "ES",
    "cs": "CZ",
    "da": "DK",
    "el": "GR",
    "et": "EE",
    "eu": "ES",
    "ga": "IE",
    "gl": "ES",
    "nb": "NO",
}
_COUNTRIES |= {"nn": "NO", "no": "NO", "sl": "SI", "sr": "RS", "sv": "SE", "uk": "UA"}
_TOP_LEVEL = {"uk": "GB"}
# National domains that sites everywhere use.
_GENERIC = frozenset(("ai", "cc", "co", "fm", "gg", "io", "to", "tv", "ws"))
# The countries in which a language is official, or that of a part. Others, as English, say nothing of a country.
_SPOKEN = {
    "bg": "BG",
    "ca": "AD ES FR IT",
    "cs": "AT CZ SK",
    "da": "DE DK FO GL",
    "de": "AT BE CH DE DK IT LI LU",
    "el": "CY GR",
    "et": "EE",
    "eu": "ES FR",
    "fi": "FI SE",
    "gl": "ES",
    "hr": "AT BA HR HU IT ME RS",
    "hu": "AT HR HU RO RS SI SK UA",
    "is": "IS",
    "it": "CH HR IT MT SI SM VA",
    "lt": "LT PL",
    "lv": "LV",
    "mt": "MT",
    "nb": "NO SJ",
    "nl": "AW BE BQ CW NL SR SX",
    "nn": "NO SJ",
    "pl": "CZ LT PL",
    "pt": "AO BR CV GQ GW LU MO MZ PT ST TL",
    "ro": "MD RO RS UA",
    "sk": "CZ HU RS SK",
    "sl": "AT HR HU IT SI",
    "sv": "AX FI SE",
    "uk": "UA",
}


def usual_zone(country: str | None, languages: Sequence[str], host: str) -> str | None:
    """Return the IANA name of the most likely zone, or None.

    It is the zone of `country` (ISO 3166), otherwise of the national top-level domain of `host`, otherwise of the first
    language with a country (`fr`, `fr-BE`).
    """
    zones = _zones()
    countries = [country, country_of_host(host), *map(country_of_language, languages)]
    return next((zones[code] for code in countries if code in zones), None)


def country_of_host(host: str) -> str | None:
    """Return the country (ISO 3166) of a national top-level domain, or None."""
    last = host.partition(":")[0].rpartition(".")[2].lower()
    if last in _GENERIC:
        return None
    code = _TOP_LEVEL.get(last, last.upper())
    return code if code in _zones() else None


def country_of_language(tag: str) -> str | None:
    """Return the country of a language tag: that of its region, or the one in which nearly all its readers live."""
    code, _, region = tag.lower().partition("-")
    if len(region) == 2:
        return region.upper()
    return code.upper() if code in _SAME_CODE else _COUNTRIES.get(code)


def countries_of_language(language: str) -> frozenset[str]:
    """Return the countries in which a language (ISO 639-1) is official, none for one of very many countries."""
    return frozenset(_SPOKEN.get(language, "").split())


@cache
def _zones() -> dict[str, str]:
    """Return the zone of each country, or of the largest part of it. Other countries with several zones are left out.

    The data is zone.tab of the IANA time zone database, from the tzdata package.
    """
    rows: dict[str, list[tuple[str, str]]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *comment = line.split("\t")
            rows.setdefault(country, []).append((zone, comment[0] if comment else ""))
    found = {}
    for country, zones in rows.items():
        main = [z for z, comment in zones if comment.startswith("most of") or "mainland" in comment]
        if len(zones) == 1 or len(main) == 1:
            found[country] = main[0] if main else zones[0][0]
    return found
