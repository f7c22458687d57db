"""clusterwatch ack, and what a run prints about incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from clusterwatch import sentences
from clusterwatch.archive import Archive
from clusterwatch.cli.options import (
    archive_path,
    db_option,
    exact_day,
    json_option,
    now,
    print_json,
    say,
    sources_option,
    write_archive,
)
from clusterwatch.errors import UsageError
from clusterwatch.models import Incident


@dataclass(frozen=True, slots=True)
class NightReport:
    """The incidents that opened, worsened and ended since the last run that told, and the open ones that are not known.

    `unfinished` has the start and the status of the run before, if it did not come to its end.
    """

    unfinished: tuple[str, str] | None
    opened: list[Incident]
    worsened: list[Incident]
    closed: list[Incident]
    open: list[Incident]

    @classmethod
    def of(cls, archive: Archive, today: date) -> NightReport:
        """Return the incidents of the last run."""
        first = archive.runs.first_untold() or 0
        still = [one for one in archive.incidents.open() if not one.is_acknowledged(today)]
        newest, of = archive.runs.newest() or 0, archive.incidents
        return cls(
            archive.runs.unfinished_before(newest),
            of.opened_since(first),
            of.worsened_in(newest),
            of.closed_since(first),
            still,
        )

    def print(self, today: date, *, weekly: bool) -> None:
        """Print what opened, worsened and ended, and `weekly` what is still open, as cron mails it."""
        lines = [sentences.of_unfinished_run(*self.unfinished)] if self.unfinished else []
        lines += [sentences.of_incident(one) for one in self.opened]
        lines += [sentences.of_worse_incident(one) for one in self.worsened]
        lines += [sentences.of_closed_incident(one) for one in self.closed]
        if weekly:
            known = {one.id for one in (*self.opened, *self.worsened)}
            lines += [sentences.of_open_incident(one, today) for one in self.open if one.id not in known]
        for line in lines:
            say(line, err=True)


@click.command()
@click.argument("number", metavar="INCIDENT", type=click.IntRange(1))
@sources_option
@db_option
@click.option(
    "--until", metavar="DATE", help="Until this day, as YYYY-MM-DD; without it, until the incident ends."
)
@click.option("--why", metavar="TEXT", help="The reason, which status shows.")
@json_option
def ack(
    number: int, sources_path: Path, db: Path | None, until: str | None, why: str | None, as_json: bool
) -> None:
    """Acknowledge INCIDENT: it is known, and is not reported again.

    `clusterwatch status` shows the numbers of the open incidents. A new incident of the same source is reported.
    """
    day = exact_day(until, "--until")
    if day and day <= now().date():
        raise UsageError(f"--until {day} is not in the future")
    path = archive_path(sources_path, db)
    with write_archive(path, create=False) as archive, archive.transaction():
        is_known = archive.incidents.is_acknowledged(number)
        incident = archive.incidents.acknowledge(number, now(), day, why)
    if incident is None:
        raise UsageError(f"{number}: there is no open incident with this number; see clusterwatch status")
    if as_json:
        print_json(incident)
    else:
        end = f"until {day}" if day else "until it ends"
        said = "Was acknowledged already; now" if is_known else "Acknowledged"
        why = f" ({incident.acknowledged_why})" if incident.acknowledged_why else ""
        say(f"{said} {end}{why}: {sentences.of_incident(incident)}")
