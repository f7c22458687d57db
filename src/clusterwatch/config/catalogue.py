"""The shipped catalogue, sources.yaml: what it must hold beyond a valid file, and the table of it for readers.

`python -m clusterwatch.config.catalogue > docs/sources.md` makes the table anew.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from itertools import groupby, pairwise
from pathlib import Path

from clusterwatch import urls
from clusterwatch.config.load import Sources, load_sources
from clusterwatch.config.models import Source, SourceKind

# From those that speak for many to those that speak for themselves.
KINDS: tuple[SourceKind, ...] = (
    "national-association",
    "network",
    "programme",
    "authority",
    "pole",
    "cluster",
)
# ISO 3166 code → name in English: the European Union and its neighbours, in which Europe's clusters are at home.
COUNTRIES = {
    "EU": "European bodies",
    "AL": "Albania",
    "AT": "Austria",
    "BE": "Belgium",
    "BA": "Bosnia and Herzegovina",
    "BG": "Bulgaria",
    "HR": "Croatia",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DK": "Denmark",
    "EE": "Estonia",
    "FI": "Finland",
    "FR": "France",
    "DE": "Germany",
    "GR": "Greece",
    "HU": "Hungary",
    "IS": "Iceland",
    "IE": "Ireland",
    "IT": "Italy",
    "XK": "Kosovo",
    "LV": "Latvia",
    "LI": "Liechtenstein",
    "LT": "Lithuania",
    "LU": "Luxembourg",
    "MT": "Malta",
    "MD": "Moldova",
    "ME": "Montenegro",
    "NL": "Netherlands",
    "MK": "North Macedonia",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "RS": "Serbia",
    "SK": "Slovakia",
    "SI": "Slovenia",
    "ES": "Spain",
    "SE": "Sweden",
    "CH": "Switzerland",
    "TR": "Türkiye",
    "UA": "Ukraine",
    "GB": "United Kingdom",
}
_PLACE = {code: place for place, code in enumerate(COUNTRIES)}
_HEAD = """\
# The catalogue

Made from `sources.yaml` by `python -m clusterwatch.config.catalogue > docs/sources.md`; edit the former, never this
page. {total} bodies in {countries} countries and at European level, {watched} of them watched by `clusterwatch run`.
*checked* is the day on which an address last led to the body's news; *never*: it was not tried yet. What the fields
mean: [configuration.md](configuration.md).
"""


def order(source: Source) -> tuple[int, int, str]:
    """The place of a source in the catalogue: by country (European bodies first), kind and id."""
    kind = KINDS.index(source.kind) if source.kind else len(KINDS)
    return _PLACE.get(source.country or "", len(_PLACE)), kind, source.id


def faults(sources: Sources, languages: Collection[str]) -> list[str]:
    """A sentence for each fault that a file may have and a catalogue may not, as `file:line: id: field: sentence`.

    `languages` are the codes of the languages whose dates are read. Nothing is asked of the web.
    """
    found = [
        f"{sources.where(source.id)}: {sentence}"
        for source in sources.values()
        for sentence in _source_faults(source, languages)
    ]
    seen: dict[str, str] = {}
    for source in sources.values():
        first = seen.setdefault(urls.key(source.url), source.id) if source.url else source.id
        if first != source.id:
            found.append(f"{sources.where(source.id)}: url: is that of {first} already")
    listed = list(sources.values())
    for before, after in pairwise(listed):
        if order(before) > order(after):
            found.append(f"{sources.where(after.id)}: belongs before {before.id}: by country, kind and id")
    return found


def _source_faults(source: Source, languages: Collection[str]) -> Iterator[str]:
    for field in ("name", "country", "kind", "languages", "timezone", "checked"):
        if not getattr(source, field):
            yield f"{field}: is missing"
    if source.country and source.country not in COUNTRIES:
        yield f"country: {source.country!r} has no name in config/catalogue.py"
    if source.region and source.region[:2] != ("EL" if source.country == "GR" else source.country):
        yield f"region: {source.region} is none of {source.country}"  # NUTS writes EL for Greece
    for language in source.languages:
        if language.split("-")[0] not in languages:
            yield f"languages: dates in {language!r} are not read"
    if source.enabled and source.reason:
        yield "reason: of a source that is enabled"
    if not source.enabled and not source.reason:
        yield "reason: is missing, of a source that is not enabled"


def table(sources: Sources) -> str:
    """The catalogue as Markdown: a table for each country, a row for each body, in the order of the file."""
    bodies = sorted(sources.values(), key=order)
    countries = {s.country for s in bodies} - {"EU", None}
    watched = sum(s.enabled for s in bodies)
    lines = [_HEAD.format(total=len(bodies), countries=len(countries), watched=watched)]
    for country, group in groupby(bodies, key=lambda s: s.country or ""):
        lines += [f"## {COUNTRIES.get(country, country or 'No country')}", ""]
        lines += [
            "| id | name | kind | sectors | languages | checked | not watched |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_row(source) for source in group]
        lines.append("")
    return "\n".join(lines)


def _row(source: Source) -> str:
    name = f"[{source.label}]({source.url})" if source.url else source.label
    formerly = f" ({', '.join(source.aliases)})" if source.aliases else ""
    cells = [
        f"`{source.id}`",
        name + formerly,
        source.kind or "",
        ", ".join(source.sectors),
        ", ".join(source.languages),
        source.checked or "",
        "" if source.enabled else source.reason or "not enabled",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Write the table of the file named, or of sources.yaml, to standard output."""
    sys.stdout.write(table(load_sources(Path(*sys.argv[1:2] or ["sources.yaml"]))))


if __name__ == "__main__":
    main()
