"""Shared by the commands that choose posts: the options that narrow them, and the checks of their values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from clusterwatch import facts
from clusterwatch.archive import Archive, Wanted
from clusterwatch.cli.options import SOURCE_ID, must_have_sources
from clusterwatch.errors import UsageError
from clusterwatch.models import AnnouncementKind, MentionKind

_COUNTRY = 2  # letters of the code of a country

source_option = click.option("--source", type=SOURCE_ID, metavar="ID", help="Posts of this source.")
country_option = click.option(
    "--country", metavar="CODE", help="Posts of sources in this country, such as FR."
)


def _of_language(_ctx: click.Context, _param: click.Parameter, value: Any) -> Any:
    """Return one or more codes of languages in small letters. Raise BadParameter for anything else."""
    if not value:
        return value
    from clusterwatch.config.codes import language  # the commands that read the archive start without it

    try:
        return (
            language(value.lower())
            if isinstance(value, str)
            else tuple(language(one.lower()) for one in value)
        )
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


language_option = click.option(
    "--lang",
    "language",
    metavar="CODE",
    callback=_of_language,
    help="Posts in this language, such as fr.",
)
sector_option = click.option(
    "--sector", metavar="NAME", help="Posts of sources with this sector, such as photonics."
)
kind_option = click.option(
    "--kind",
    metavar="KIND",
    type=click.Choice([kind.value for kind in AnnouncementKind]),
    help="Announcements of this kind, such as call.",
)
since_option = click.option("--since", metavar="DATE", help="Posts since this day, as YYYY-MM-DD, 7d or 2w.")
until_option = click.option("--until", metavar="DATE", help="Posts until the end of this day.")

source_ids_option = click.option(
    "--source",
    "ids",
    type=SOURCE_ID,
    multiple=True,
    metavar="ID",
    help="Posts of this source; can be repeated.",
)
languages_option = click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="CODE",
    callback=_of_language,
    help="Posts in this language, such as fr; can be repeated.",
)
countries_option = click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Posts of sources in this country, such as FR; can be repeated.",
)


def known_country(archive: Archive, country: str | None) -> str | None:
    """Return the code of a country in capitals. Raise UsageError if no source is there."""
    known = [code for code, _ in archive.agenda_choices("country")] if country else []
    if country and country.upper() not in known:
        there_are = f"there are {', '.join(known) or 'none, as no source has `country` in sources.yaml'}"
        code = country.upper() if len(country) == _COUNTRY else f"{country}; write its code of two letters"
        raise UsageError(f"{archive.path}: no source in the country {code}; {there_are}")
    return country and country.upper()


def known_countries(archive: Archive, countries: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of countries in capitals. Raise UsageError if no source is in one of them."""
    return tuple(filter(None, (known_country(archive, one) for one in countries)))


def posts_of(
    archive: Archive,
    source: str | None,
    country: str | None,
    language: str | None = None,
    sector: str | None = None,
    programme: str | None = None,
) -> Wanted:
    """Return the filter. Raise UsageError for a value that the archive does not have."""
    must_have_sources(archive, [source] if source else [])
    country, key = known_country(archive, country), _key(programme)
    sectors = [known for known, _ in archive.agenda_choices("sector")] if sector else []
    if sector and sector not in sectors:
        there_are = f"there are {', '.join(sectors) or 'none'}"
        raise UsageError(f"{archive.path}: no source with the sector {sector}; {there_are}")
    if key:
        names = {name.casefold() for pair in archive.agenda_choices("programme") for name in pair}
        if key.casefold() not in names:
            raise UsageError(f"{archive.path}: no post names the programme {programme}")
    return Wanted((source,) if source else None, country, (language,) if language else None, key, sector)


def _key(programme: str | None) -> str | None:
    """Return the key of a programme that is given by any of its names; other names are taken as they are."""
    named = facts.read_facts(None, programme).mentions if programme else ()
    return next((one.id or one.name for one in named if one.kind is MentionKind.PROGRAMME), programme)
