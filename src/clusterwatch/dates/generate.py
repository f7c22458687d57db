"""Generate `cldr.json`, the words of dates by language, from the packages Babel (CLDR) and dateparser.

Run `python -m clusterwatch.dates.generate` after an update of either package. At run time only the file is used. Words
that neither package has are added by hand in `words.toml`.
"""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_PLAIN = (
    "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr",
    "hu", "is", "it", "lb", "lt", "lv", "mk", "mt", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
    "sv", "tr", "uk",
)  # fmt: skip
# For each language, the locales of CLDR and of dateparser that are merged.
LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **{language: ((language,), (language,)) for language in _PLAIN},
    "nb": (("nb", "nn"), ("nb", "nn")),
    "sr": (("sr", "sr_Latn"), ("sr-Cyrl", "sr-Latn")),
    "bs": (("bs", "bs_Cyrl"), ("bs", "bs-Cyrl")),
}
MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
]  # fmt: skip
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
UNITS = ["second", "minute", "hour", "day", "week", "month", "year"]
_VAGUE = {"till date", "geçen gün", "huomenna"}
FILE = Path(__file__).with_name("cldr.json")


def main() -> None:
    """Write the table to the directory of this module, with one language per line."""
    lines = [f'"{lang}": {json.dumps(table(lang), ensure_ascii=False)}' for lang in sorted(LANGUAGES)]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def table(lang: str) -> dict[str, Any]:
    """Return the words of `lang`: months and weekdays by number, halves of the day, units, and words for `ago`."""
    cldr_names, other_names = LANGUAGES[lang]
    data = [importlib.import_module(f"dateparser.data.date_translation_data.{n}").info for n in other_names]
    found: dict[str, Any] = {
        "months": [[*_cldr(cldr_names, "months", i + 1), *_each(data, m)] for i, m in enumerate(MONTHS)],
        "days": [[*_cldr(cldr_names, "days", i), *_each(data, d)] for i, d in enumerate(DAYS)],
        "halves": [[*_cldr(cldr_names, "day_periods", h), *_each(data, h)] for h in ("am", "pm")],
        "past": [
            [w for i in data for w in i.get("relative-type", {}).get(f"{n} day ago", ())] for n in (0, 1, 2)
        ],
        "year_first": any(i.get("date_order") == "YMD" for i in data) and lang not in ("sv", "eu"),
    }
    found |= _relative(cldr_names, data)
    found["zones"] = zone_names(cldr_names[0])
    for key in ("months", "days", "halves", "past"):
        found[key] = [_clean(words) for words in found[key]]
    # Roman numerals are months in all languages. `the other day` is not a day.
    found["months"] = [[w for w in words if not re.fullmatch("[ivx]+", w)] for words in found["months"]]
    found["past"] = [[w for w in words if w not in _VAGUE] for words in found["past"]]
    return found


def _cldr(names: Iterable[str], field: str, key: int | str) -> Iterator[str]:
    from babel import Locale  # imported here because only this script needs it

    for name in names:
        for context in getattr(Locale.parse(name), field).values():
            yield from (
                context[width][key] for width in ("wide", "abbreviated") if key in context.get(width, ())
            )


def _each(data: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    for info in data:
        yield from info.get(key, ())


def territory_names(language: str) -> dict[str, str]:
    """Return the names of countries and continents in a language, by ISO 3166 or M49 code, as CLDR has them."""
    from babel import Locale

    codes = Locale(language).territories
    return {
        code: name for code, name in codes.items() if re.fullmatch("[A-Z]{2}", code) or code in _CONTINENTS
    }


# Africa, America, South America, Latin America and Asia. Europe is also the name of institutions and programmes.
_CONTINENTS = frozenset({"002", "003", "005", "019", "142", "419"})


def capital_names(language: str) -> dict[str, str]:
    """Return the names of the towns that name time zones, by ISO 3166 code: capitals and large towns."""
    from babel import Locale

    zones = Locale(language).time_zones
    english = Locale("en").time_zones
    found = {}
    for code, zone in _CAPITALS.items():
        named = zones.get(zone, {}).get("city") or english.get(zone, {}).get("city") or zone.split("/")[1]
        found[code] = str(named)
    return found


def zone_names(language: str) -> dict[str, str]:
    """Return the last word of the names of European cities by their zones."""
    from babel import Locale

    zones, english = Locale(language).time_zones, Locale("en").time_zones
    found = {}
    european = {zone for zone in _CAPITALS.values() if zone.startswith("Europe/")}
    for zone in sorted(european | _OTHER_ZONES):
        city = (zones.get(zone) or english.get(zone) or {}).get("city") or zone.split("/")[1]
        name = str(city).split()[-1]
        # Irish names have an article here, which changes the first letter: `an Bhruiséil`.
        found[zone] = re.sub(r"^([A-Z])h", r"\1", name) if language == "ga" and " " in str(city) else name
    return found


# Zones that are named after no capital of a country in Europe, or lie outside it.
_OTHER_ZONES = {
    "Asia/Nicosia",
    "Atlantic/Azores",
    "Atlantic/Canary",
    "Atlantic/Madeira",
    "Atlantic/Reykjavik",
    "Europe/Luxembourg",
}
# The time zones that are named after capitals and large towns, by ISO 3166 code.
_CAPITALS = {
    "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BA": "Europe/Sarajevo", "BE": "Europe/Brussels",
    "BG": "Europe/Sofia", "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
    "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens", "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest", "IE": "Europe/Dublin", "IT": "Europe/Rome", "LT": "Europe/Vilnius",
    "LV": "Europe/Riga", "MD": "Europe/Chisinau", "MK": "Europe/Skopje", "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm", "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava", "UA": "Europe/Kyiv", "TR": "Europe/Istanbul",
    "AE": "Asia/Dubai", "AM": "Asia/Yerevan", "AZ": "Asia/Baku", "BR": "America/Sao_Paulo", "BY": "Europe/Minsk",
    "CA": "America/Toronto", "CH": "Europe/Zurich", "CN": "Asia/Shanghai", "EG": "Africa/Cairo",
    "GE": "Asia/Tbilisi", "HK": "Asia/Hong_Kong", "ID": "Asia/Jakarta", "IL": "Asia/Jerusalem",
    "IS": "Atlantic/Reykjavik", "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KE": "Africa/Nairobi",
    "KR": "Asia/Seoul", "KZ": "Asia/Almaty", "LB": "Asia/Beirut", "ME": "Europe/Podgorica",
    "MX": "America/Mexico_City", "RU": "Europe/Moscow", "SA": "Asia/Riyadh", "TH": "Asia/Bangkok",
    "TN": "Africa/Tunis", "TW": "Asia/Taipei", "US": "America/New_York", "UZ": "Asia/Tashkent",
    "ZA": "Africa/Johannesburg",
}  # fmt: skip


def _relative(names: Iterable[str], data: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return units by name, and the words for `ago` before and after a count, from patterns such as `vor {0} Tagen`."""
    patterns = [(u, p) for u in UNITS for p in _patterns(names, data, u)]
    ends: Counter[str] = Counter()
    for _, words in {(u, " ".join(p.partition("{0}")[2].split()[-n:])) for u, p in patterns for n in (1, 2)}:
        ends[words] += 1
    after = sorted({e for e, n in ends.items() if n >= 4 and e}, key=len, reverse=True)
    units: dict[str, list[str]] = {u: [] for u in UNITS}
    before: list[str] = []
    since: dict[str, list[str]] = {u: [] for u in UNITS}
    used: list[str] = []
    for unit, pattern in patterns:
        head, _, tail = (part.strip() for part in pattern.partition("{0}"))
        end = next((e for e in after if tail.endswith(" " + e)), "")
        word = re.sub(r"^(de|-il) ", "", tail.removesuffix(end).strip())
        if head and not re.fullmatch(r"\W+", head):
            before.append(head)
        elif end:
            used.append(end)
        if word:
            (units if head or end else since)[unit].append(word)
    for unit in UNITS:
        units[unit] += [p.partition("{0}")[2] for p in _counted(names, unit)]
    return {
        "units": {u: _clean(w) for u, w in units.items()},
        "since": {u: _clean(w) for u, w in since.items() if w},
        "before": _clean(before),
        "after": _clean(used),
    }


def _patterns(names: Iterable[str], data: Iterable[Mapping[str, Any]], unit: str) -> Iterator[str]:
    from babel import Locale

    for name in names:
        for style in ("", "-short"):
            past = Locale.parse(name)._data["date_fields"].get(unit + style, {}).get("past", {})
            yield from (
                str(p) for p in dict(past).values() if "{0}" in p and not p.startswith(("-", "−", "–"))
            )
    for info in data:
        for pattern in info.get("relative-type-regex", {}).get(f"\\1 {unit} ago", ()):
            # dateparser writes a count as a group and spaces as \s*.
            plain = re.sub(r"\(\\d[^)]*\)", " {0} ", pattern).replace("\\s*", " ")
            if not re.search(r"[\\()−–]", plain):
                yield " ".join(plain.split())


def _counted(names: Iterable[str], unit: str) -> Iterator[str]:
    """Yield the patterns of a count without `ago`: `{0} tundi`."""
    from babel import Locale

    for name in names:
        for style in ("long", "short"):
            patterns = Locale.parse(name)._data["unit_patterns"].get(f"duration-{unit}", {}).get(style, {})
            yield from (str(p) for plural, p in dict(patterns).items() if plural != "per" and "{0}" in p)


def _clean(words: Iterable[str]) -> list[str]:
    """Return words in lower case, without final dots, numerals, punctuation and duplicates, in order."""
    plain = (re.sub(r"\s+", " ", w).strip().lower().removesuffix(".") for w in words)
    plain = (re.sub(r"^(de |d’|d'|e )(?=\w{3})", "", w) for w in plain)
    return list(dict.fromkeys(w for w in plain if w and not re.fullmatch(r"[\d\W]+", w)))


if __name__ == "__main__":
    main()
