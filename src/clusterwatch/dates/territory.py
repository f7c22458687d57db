"""The time zone a site most likely lives in: for instants written in UTC, where the site's zone is not known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

# Languages at home in the country of the same two letters, and those whose country is written otherwise.
# English is at home in too many zones to say.
_SAME = frozenset(
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
_HOMES = {
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
_HOMES |= {"nn": "NO", "no": "NO", "sl": "SI", "sr": "RS", "sv": "SE", "uk": "UA"}
_TOP_LEVEL = {"uk": "GB"}


def usual_zone(country: str | None, languages: Sequence[str], host: str) -> str | None:
    """The IANA zone of `country` (ISO 3166), else of the host's national domain, else of the first language at home
    in one country (`fr`, `fr-BE`); None when all of them leave it open.
    """
    zones = _zones()
    last = host.partition(":")[0].rpartition(".")[2].lower()
    homes = [country or "", _TOP_LEVEL.get(last, last.upper())]
    for language in languages:
        code, _, region = language.lower().partition("-")
        home = code.upper() if code in _SAME else _HOMES.get(code, "")
        homes.append(region.upper() if len(region) == 2 else home)
    return next((zones[home] for home in homes if home in zones), None)


@cache
def _zones() -> dict[str, str]:
    """Country → its zone, or the zone of most of it; countries of several equal zones are left out.

    From zone.tab of the IANA time zone database, as the tzdata package ships it.
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
