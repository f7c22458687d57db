"""clusterwatch digest: the announcements since the last digest or since a day, one line per story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click

from clusterwatch.archive import FIRST_DIGEST, Archive, Call, Found, Selection, Wanted, stamp
from clusterwatch.cli.filters import countries_option, known_countries, languages_option, source_ids_option
from clusterwatch.cli.options import (
    archive_path,
    day,
    db_option,
    json_option,
    must_have_sources,
    now,
    read_archive,
    sources_option,
    write_archive,
)
from clusterwatch.cli.outputs import check_output, force_option, output_option
from clusterwatch.errors import UsageError
from clusterwatch.export import digest as digests
from clusterwatch.export import opened
from clusterwatch.models import AnnouncementKind, CallState, Incident

FORMATS = {"markdown": digests.markdown, "html": digests.html}


@click.command()
@sources_option
@db_option
@click.option(
    "--since",
    metavar="DATE",
    help="Stories first announced since this day, as YYYY-MM-DD, 7d or 2w, whatever was told before.",
)
@click.option("--until", metavar="DATE", help="Last day, with --since.  [default: today]")
@source_ids_option
@languages_option
@countries_option
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    type=click.Choice([*map(str, AnnouncementKind), *filter(None, digests.KINDS)]),
    help="Posts of this kind, such as call, or of sources of this kind, such as pole; can be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Leave for the next digest what this one tells.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="markdown",
    show_default=True,
    help="Markdown, or an HTML page that can be mailed.",
)
@output_option
@force_option
@json_option
def digest(
    sources_path: Path,
    db: Path | None,
    since: str | None,
    until: str | None,
    ids: tuple[str, ...],
    languages: tuple[str, ...],
    countries: tuple[str, ...],
    kinds: tuple[str, ...],
    dry_run: bool,
    form: str,
    output: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Print what was found since the last digest, one line per story.

    The archive keeps what was told, for each set of --source, --lang, --country and --kind by itself, so that each post
    is told once. The first digest tells of the last 7 days. With --since, the days of publication count, and nothing
    is kept.

    A digest begins with the calls that close within 14 days, the days that were moved, and what saved searches find.
    At its end are relays of what was told before, late finds, other open calls, and open incidents.
    """
    started = now()
    first, last = _days(since, until, started.date())
    check_output(output, sources_path, db, force=force)
    keeps = first is None and not dry_run
    with _archive(sources_path, db, keeps=keeps) as archive:
        must_have_sources(archive, ids)
        places = known_countries(archive, countries)
        selection = Selection(ids, languages, countries=places, kinds=kinds)
        if first is None:
            made = _news(archive, selection, started)
        else:
            made = _announced(archive, selection, first, last)
        text = digests.json_text(made) if as_json else FORMATS[form](made)
        with opened(output) as out:
            out.write(text.encode())
        if keeps:  # what was not written is told again
            with archive.transaction():
                archive.digests.tell(selection, started)


@contextmanager
def _archive(sources_path: Path, db: Path | None, *, keeps: bool) -> Iterator[Archive]:
    """Open the archive; for a digest that is kept, hold its lock, so that nothing is found meanwhile."""
    if keeps:
        with write_archive(archive_path(sources_path, db), create=False) as archive:
            yield archive
    else:
        with read_archive(sources_path, db) as archive:
            yield archive


def _days(since: str | None, until: str | None, today: date) -> tuple[date | None, date]:
    """Return the days of --since and --until."""
    first, last = day(since, "--since", today), day(until, "--until", today) or today.isoformat()
    if first is None:
        if until is not None:
            raise UsageError(
                "--until needs --since; without both, the digest tells what is new since the last"
            )
        return None, today
    if last < first:
        raise UsageError(f"--until {last} is before --since {first}")
    return date.fromisoformat(first), date.fromisoformat(last)


def _news(archive: Archive, selection: Selection, now: datetime) -> digests.Digest:
    """Return the digest of what was not told yet."""
    since = archive.digests.told(selection) or now - FIRST_DIGEST
    found = archive.digests.news(selection, now)
    made = digests.Digest(since.date(), now.date(), found, by_finding=True)
    made = _with_agenda(archive, selection, made, since, now)
    return replace(made, open_calls=_open_calls(archive, selection, last=now.date(), since=since))


def _open_calls(archive: Archive, selection: Selection, *, last: date, since: datetime) -> list[Call]:
    """Return the calls found since then that are not over."""
    if not _has_calls(selection):
        return []
    wanted = Wanted(archive.sources_of(selection), languages=selection.languages or None)
    calls = archive.calls(last, (CallState.OPEN, CallState.UPCOMING), wanted=wanted)
    return [call for call in calls if call.told.first_seen > stamp(since)]


def _has_calls(selection: Selection) -> bool:
    kinds = selection.announcement_kinds
    return not kinds or AnnouncementKind.CALL in kinds


def _announced(archive: Archive, selection: Selection, first: date, last: date) -> digests.Digest:
    """Return the digest of the stories that were published in some days, and of the late finds of these days."""
    begin, end = datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
    new = archive.announcements(first, last, selection)
    found = archive.found_since(begin - timedelta(milliseconds=1), end, selection)
    late = tuple(one for one in (*found.new, *found.late) if one.day < first.isoformat())
    made = digests.Digest(first, last, Found(tuple(new), late=late))
    return _with_agenda(archive, selection, made, begin, end)


def _with_agenda(
    archive: Archive, selection: Selection, made: digests.Digest, since: datetime, until: datetime
) -> digests.Digest:
    """Return the digest with what closes soon, the days that were moved, the events to come, and the open incidents."""
    ids = archive.sources_of(selection)
    wanted = Wanted(ids, languages=selection.languages or None)
    kinds, last = selection.announcement_kinds, made.until
    days = {"call", "event"} & {*kinds} or not kinds
    return replace(
        made,
        closing=archive.calls(last, (CallState.OPEN,), closing=last + digests.CLOSING, wanted=wanted)
        if _has_calls(selection)
        else (),
        moved=archive.moved_days(since, until, wanted=wanted) if days else (),
        events=archive.events(last, wanted=wanted) if days else (),
        incidents=[one for one in archive.incidents.open() if _is_told(one, ids, last)],
    )


def _is_told(incident: Incident, ids: list[str], today: date) -> bool:
    return incident.source in ids and not incident.is_acknowledged(today)
