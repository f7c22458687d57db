"""Check the catalogue that is shipped as sources.yaml, and print it as a table.

Run `python -m clusterwatch.config.catalogue > docs/sources.md` after each change of the catalogue.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Container, Iterator
from itertools import groupby, pairwise
from pathlib import Path

from clusterwatch import urls
from clusterwatch.config.load import Sources, load_sources
from clusterwatch.config.models import Source, SourceKind
from clusterwatch.vocab.countries import COUNTRIES

# The order of the catalogue: umbrella organisations first, single clusters last.
KINDS: tuple[SourceKind, ...] = (
    "national-association",
    "network",
    "programme",
    "authority",
    "pole",
    "cluster",
)
_COUNTRY_ORDER = {code: number for number, code in enumerate(COUNTRIES)}
_HEAD = """\
# The catalogue

This page is generated from `sources.yaml` by `python -m clusterwatch.config.catalogue > docs/sources.md`. Do not edit
it. The catalogue has {total} organisations in {countries} countries and at European level, of which `clusterwatch run`
watches {watched}. *checked* is the day on which posts were last read from an address; *never* means that it was not
tried yet. `clusterwatch check --all --write` tries all. [configuration.md](configuration.md) explains the fields.
"""


def order(source: Source) -> tuple[int, int, str]:
    """Return the sort key of a source: by country (European bodies first), kind and id."""
    kind = KINDS.index(source.kind) if source.kind else len(KINDS)
    return _COUNTRY_ORDER.get(source.country or "", len(_COUNTRY_ORDER)), kind, source.id


def faults(sources: Sources, languages: Collection[str], only: Container[str] | None = None) -> list[str]:
    """Return the errors of a catalogue, as `file:line: id: field: sentence`.

    A catalogue has more rules than other files.

    `languages` are the codes of the languages in which dates are supported, `only` the ids of the sources whose errors
    are wanted (None: all). No address is fetched.
    """
    found = [
        (source.id, sentence) for source in sources.values() for sentence in _source_faults(source, languages)
    ]
    seen: dict[str, str] = {}
    for source in sources.values():
        first = seen.setdefault(urls.key(source.url), source.id) if source.url else source.id
        if first != source.id:
            found.append((source.id, f"url: is also the address of {first}"))
    listed = list(sources.values())
    for before, after in pairwise(listed):
        if order(before) > order(after):
            found.append(
                (after.id, f"must come before {before.id}; sources are sorted by country, kind and id")
            )
    return [f"{sources.where(one)}: {text}" for one, text in found if only is None or one in only]


def _source_faults(source: Source, languages: Collection[str]) -> Iterator[str]:
    for field in ("name", "country", "kind", "languages", "timezone", "checked"):
        if not getattr(source, field):
            yield f"{field}: is missing"
    if source.country and source.country not in COUNTRIES:
        yield f"country: {source.country!r} has no name in config/codes.py"
    if source.region and source.region[:2] != ("EL" if source.country == "GR" else source.country):
        yield f"region: {source.region} is not in {source.country}"  # NUTS writes EL for Greece
    for language in source.languages:
        if language.split("-")[0] not in languages:
            yield f"languages: dates in {language!r} are not supported"
    if source.enabled and source.reason:
        yield "reason: must be empty for an enabled source"
    if not source.enabled and not source.reason:
        yield "reason: is missing for a source that is not enabled"


def table(sources: Sources) -> str:
    """Return the catalogue as Markdown: one table per country, one row per source, in the order of the catalogue."""
    catalogue = sorted(sources.values(), key=order)
    countries = {s.country for s in catalogue} - {"EU", None}
    watched = sum(s.enabled for s in catalogue)
    lines = [_HEAD.format(total=len(catalogue), countries=len(countries), watched=watched)]
    for country, group in groupby(catalogue, key=lambda s: s.country or ""):
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
    aliases = f" ({', '.join(source.aliases)})" if source.aliases else ""
    cells = [
        f"`{source.id}`",
        name + aliases,
        source.kind or "",
        ", ".join(source.sectors),
        ", ".join(source.languages),
        source.checked or "",
        "" if source.enabled else source.reason or "not enabled",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    """Print the table of the file in the first argument, or of sources.yaml."""
    sys.stdout.write(table(load_sources(Path(*sys.argv[1:2] or ["sources.yaml"]))))


if __name__ == "__main__":
    main()
