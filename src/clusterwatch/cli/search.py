"""clusterwatch search: find posts by their words. It uses no network."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive, Hit, Selection, Suggestion, Translated, query, selected
from clusterwatch.cli.filters import (
    country_option,
    kind_option,
    known_country,
    language_option,
    since_option,
    source_option,
    until_option,
)
from clusterwatch.cli.options import (
    console,
    day,
    db_option,
    json_option,
    must_have_sources,
    now,
    plain,
    print_json,
    read_archive,
    shown,
    sources_option,
    sources_written,
)
from clusterwatch.errors import UsageError
from clusterwatch.stories.engine import missing


@click.command()
@click.argument("words", nargs=-1, required=True)
@sources_option
@db_option
@source_option
@country_option
@kind_option
@language_option
@since_option
@until_option
@click.option("--exact", is_flag=True, help="Find the words as they are typed, in no other form or language.")
@click.option(
    "--any-language",
    is_flag=True,
    help="Also list posts that mean the same, in any language; see embed.",
)
@click.option("--best", is_flag=True, help="Show the best matches first, instead of the newest.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of posts."
)
@json_option
def search(
    words: tuple[str, ...],
    sources_path: Path,
    db: Path | None,
    source: str | None,
    country: str | None,
    kind: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    exact: bool,
    any_language: bool,
    best: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Find posts that contain all WORDS, newest first.

    A word also finds its other forms: cluster finds clusters. Posts in other languages that have their own terms of
    the glossary for the words follow, up to as many: hydrogen finds wodór. Put a phrase in double quotes, type the
    beginning of a word with a star behind it (photon*), and put a minus before a word to exclude it. Put the whole
    query in single quotes, as in 'hydrogen "call for projects" -photonics'. Case and accents are ignored.
    """
    typed = " ".join(words)
    if not query(typed):
        raise UsageError(f"{typed!r} contains no word to search for")
    with read_archive(sources_path, db) as archive:
        must_have_sources(archive, [source] if source else [])
        first, last = day(since, "--since", now().date()), day(until, "--until", now().date())
        if first and last and last < first:
            raise UsageError(f"--until {last} is before --since {first}")
        selection = selected(source, known_country(archive, country), kind, language, first, last)
        hits = archive.find(typed, selection, exact=exact, best=best, limit=limit)
        others = Translated([]) if exact else archive.translated(typed, selection, limit)
        found = [*hits, *others.hits]
        alike = _alike(archive, typed, selection, limit, found) if any_language else []
        found += alike
        instead = [] if found or as_json else archive.suggestions(typed, selection, exact=exact)
    if as_json:
        print_json([asdict(hit) for hit in found])
        return
    _print(hits)
    if others.hits:
        console().print(f"[bold]{shown(sentences.of_translations(others.terms))}[/bold]\n")
        _print(others.hits)
    if alike:
        console().print(f"[bold]{sentences.BY_MEANING}[/bold]\n")
        _print(alike)
    if not found:
        click.echo("Nothing found.", err=True)
    for one in instead:
        said = sentences.of_suggestion(one.code, one.words, one.posts, has_more=one.has_more)
        click.echo(plain(f"  {said}: {command_of(one, sources_path, db)}"), err=True)


def command_of(suggestion: Suggestion, sources_path: Path, db: Path | None) -> str:
    """Return the command that searches as suggested, as one types it in a shell."""
    of = suggestion.selection
    options = {"--source": of.sources, "--country": of.countries, "--kind": of.kinds, "--lang": of.languages}
    days = {"--since": of.since, "--until": of.until, "--db": db}
    given = [(name, one) for name, values in options.items() for one in values]
    given += [(name, str(one)) for name, one in days.items() if one is not None]
    typed = "".join(f" {name} {shlex.quote(one)}" for name, one in given)
    exact = " --exact" if suggestion.exact else ""
    dashes = " --" if suggestion.words.startswith("-") else ""
    words = shlex.quote(suggestion.words)
    return f"clusterwatch search{sources_written(sources_path)}{typed}{exact}{dashes} {words}"


def _alike(archive: Archive, typed: str, selection: Selection, limit: int, found: Sequence[Hit]) -> list[Hit]:
    """Return the posts that are near by their meaning. Raise UsageError if there are no vectors."""
    meanings = archive.meanings()
    if meanings is None:
        why = missing()
        no_vectors = "There are no vectors: call `clusterwatch embed` first"
        raise UsageError(f"--any-language: {sentences.of_missing_engine(why) if why else no_vectors}")
    return archive.nearest(meanings, typed, selection, limit=limit, without={hit.id for hit in found})


def _print(hits: Sequence[Hit]) -> None:
    out = console()
    for hit in hits:
        out.print(f"[bold]{shown(hit.title or '(no title)')}[/bold]")
        out.print(
            f"  {sentences.of_published(hit.published)} · {hit.source} · {hit.language or '?'} · post {hit.id}"
            + (" · withdrawn" if hit.withdrawn else ""),
            style="dim",
        )
        out.print(f"  {shown(hit.url)}", style="dim", soft_wrap=True)
        out.print(f"  {_marked(hit)}\n")


def _marked(hit: Hit) -> str:
    """Return the snippet as rich markup, with the matches highlighted."""
    out, position = [], 0
    for start, end in hit.marks:
        out += [shown(hit.snippet[position:start]), f"[bold yellow]{shown(hit.snippet[start:end])}[/]"]
        position = end
    return "".join([*out, shown(hit.snippet[position:])])
