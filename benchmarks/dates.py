"""Compare the speed and accuracy of parse_date with those of dateparser.

usage: python benchmarks/dates.py [--strings N]     (needs the `test` extra)

The strings are dates written by Babel, with labels and times around them. Both parsers read them in one process and
one thread. dateparser reads only a part of them, because it is slower.
"""

from __future__ import annotations

import argparse
import random
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import dateparser
from babel.dates import format_date
from dateparser.search import search_dates

from clusterwatch.dates import parse_date

LANGUAGES = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
    "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "nb", "is", "ca", "eu", "sr", "uk", "tr",
]  # fmt: skip
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AROUND = {
    "fr": ("Publié le {}", "Par la rédaction, le {} à 14h30"),
    "de": ("Veröffentlicht am {}", "{}, 14:30 Uhr"),
    "en": ("Submitted by A. Name-… on {}", "Published: {} at 2:30 pm"),
    "es": ("Publicado el {}", "{} - 14:30"),
    "it": ("Pubblicato il {}", "{} ore 14:30"),
    "pl": ("Opublikowano: {}", "Data dodania: {}, godz. 14:30"),
    "cs": ("Zveřejněno {}", "{} v 14:30"),
    "fi": ("Julkaistu {}", "{} klo 14.30"),
}
FORMATS = ("full", "long", "medium", "d MMMM y")
Row = tuple[str, str, str]


def rows(count: int) -> list[Row]:
    """Return (text, language, ISO day) for `count` strings. The result is the same at every call."""
    chance = random.Random(0)
    found = []
    for _ in range(count):
        language, day = chance.choice(LANGUAGES), date(2008, 1, 1) + timedelta(days=chance.randrange(6500))
        around = chance.choice(("{}", *AROUND.get(language, ("{} 14:30",))))
        text = around.format(format_date(day, chance.choice(FORMATS), locale=language))
        found.append((text, language, day.isoformat()))
    return found


def measure(name: str, sample: list[Row], read: Callable[[str, str], str | None]) -> None:
    """Print one line of the table: strings per second, and the shares of right, wrong and missing days."""
    for text, language, _ in sample[:300]:  # loads the tables of each language
        read(text, language)
    start = time.perf_counter()
    answers = [read(text, language) for text, language, _ in sample]
    spent = time.perf_counter() - start
    right = sum(answer == day for answer, (_, _, day) in zip(answers, sample, strict=True))
    missing = answers.count(None)
    total = len(sample)
    print(
        f"{name:<44}{total:>8}{total / spent:>12,.0f}{right / total:>9.1%}"
        f"{(total - right - missing) / total:>9.1%}{missing / total:>9.1%}"
    )


def day_of(found: object) -> str | None:
    """Return the ISO day of a result of dateparser."""
    return found.date().isoformat() if isinstance(found, datetime) else None


def clusterwatch(languages: Callable[[str], list[str]]) -> Callable[[str, str], str | None]:
    """Return a reader that calls parse_date with the languages for a string's language."""

    def read(text: str, language: str) -> str | None:
        found = parse_date(text, languages(language), now=NOW)
        return found.value[:10] if found else None

    return read


def first(found: Iterable[tuple[str, datetime]] | None) -> str | None:
    """Return the ISO day of the first date that search_dates found."""
    return next((day_of(when) for _, when in found or ()), None)


def main() -> None:
    """Print a table with one line per parser and choice of languages."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strings", type=int, default=20_000)
    count = parser.parse_args().strings
    warnings.simplefilter("ignore")
    sample = rows(count)
    settings = {"DATE_ORDER": "DMY"}
    print(f"{'reader':<44}{'strings':>8}{'a second':>12}{'right':>9}{'wrong':>9}{'missing':>9}")
    measure("clusterwatch, language known", sample, clusterwatch(lambda language: [language]))
    measure("clusterwatch, three candidates", sample, clusterwatch(lambda language: ["fr", "de", language]))
    measure("clusterwatch, language not known", sample, clusterwatch(lambda _: []))
    # dateparser.parse expects a bare date; search_dates finds dates within a text.
    measure(
        "dateparser.parse, language known",
        sample[: count // 10],
        lambda text, language: day_of(dateparser.parse(text, languages=[language], settings=settings)),
    )
    measure(
        "dateparser search_dates, language known",
        sample[: count // 40],
        lambda text, language: first(search_dates(text, languages=[language], settings=settings)),
    )
    measure(
        "dateparser.parse, language not known",
        sample[: count // 100],
        lambda text, _: day_of(dateparser.parse(text, settings=settings)),
    )


if __name__ == "__main__":
    main()
