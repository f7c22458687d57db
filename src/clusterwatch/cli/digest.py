"""clusterwatch digest: the announcements since a day, one line per story."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import click

from clusterwatch import sentences
from clusterwatch.cli.options import day, db_option, now, plain, read_archive, sources_option
from clusterwatch.cli.outputs import check_output, force_option
from clusterwatch.errors import UsageError
from clusterwatch.export import digest as digests
from clusterwatch.export import opened
from clusterwatch.models import CallState

FORMATS = {"markdown": digests.markdown, "html": digests.html}


@click.command()
@sources_option
@db_option
@click.option(
    "--since",
    metavar="DATE",
    default="7d",
    show_default=True,
    help="Stories first announced since this day, as YYYY-MM-DD, 7d or 2w.",
)
@click.option("--until", metavar="DATE", help="Last day.  [default: today]")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="markdown",
    show_default=True,
    help="Markdown, or an HTML page that can be mailed.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.  [default: standard output]",
)
@force_option
def digest(
    sources_path: Path,
    db: Path | None,
    since: str,
    until: str | None,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """Print the announcements since a day, one line per story.

    It begins with the calls that close within 14 days of the last day, and with the days that were moved since.
    """
    today = now().date()
    first = date.fromisoformat(day(since, "--since", today) or since)
    last = date.fromisoformat(day(until, "--until", today) or today.isoformat())
    if last < first:
        raise UsageError(f"--until {last} is before --since {first}")
    check_output(output, sources_path, db, force=force)
    with read_archive(sources_path, db) as archive:
        announcements = archive.announcements(first, last)
        closing = archive.calls(last, (CallState.OPEN,), closing=last + digests.CLOSING)
        midnight = datetime.combine(last, time.max, UTC)
        moved = archive.moved_days(datetime.combine(first, time.min, UTC), midnight)
        troubles = [
            (row["id"], row["state"], plain(_reason(row)))
            for row in archive.status()
            if row["enabled"] and row["state"] not in (None, "ok", "quiet")
        ]
    text = FORMATS[form](digests.Digest(first, last, announcements, troubles, closing, moved))
    with opened(output) as out:
        out.write(text.encode())


def _reason(row: dict[str, Any]) -> str:
    """Return what is wrong with a source: its oldest open incident, or the first problem of its last run."""
    if row["incidents"]:
        return sentences.of_problem(row["incidents"][0].evidence)
    return sentences.of_problem(row["problems"][0]) if row["problems"] else "no reason was recorded"
