"""clusterwatch schedule: print what makes cron or systemd run the program every night."""

from __future__ import annotations

import os
import re
import shlex
import sys
from datetime import time
from pathlib import Path
from typing import Literal

import click

from clusterwatch.cli.options import archive_path, db_option, sources_option
from clusterwatch.config import load_sources
from clusterwatch.errors import UsageError
from clusterwatch.maintain.schedule import crontab, service, timer

_ADDRESS = re.compile(r"[^\s,]+(,[^\s,]+)*")
_UNITS = Path("~/.config/systemd/user")


@click.command()
@click.argument("manager", type=click.Choice(["cron", "systemd"]))
@sources_option
@db_option
@click.option("--at", default="03:15", show_default=True, metavar="HH:MM", help="Time of the run.")
@click.option("--mail", metavar="ADDRESS", help="With cron: where messages are sent.")
def schedule(
    manager: Literal["cron", "systemd"], sources_path: Path, db: Path | None, at: str, mail: str | None
) -> None:
    """Print the lines that make cron or systemd run the program every night.

    Nothing is installed. For cron, add the lines with "crontab -e". For systemd, write each unit to the file that the
    line above it names.
    """
    if mail and manager == "systemd":
        raise UsageError("--mail is for cron; systemd keeps what a run prints in its journal")
    if mail and not _ADDRESS.fullmatch(mail):
        raise UsageError(f"--mail: invalid address {mail!r}; use one or several, separated by commas")
    variables = load_sources(sources_path).variables
    when, folder = _time(at), sources_path.absolute().parent
    archive = archive_path(sources_path, db).absolute()
    command = [_program(), "run", "-q", "--sources", sources_path.name]
    if db is not None:
        command += ["--db", str(archive)]
    if manager == "cron":
        click.echo(crontab(command, folder, when, mail, variables), nl=False)
        return
    click.echo(f"# {_UNITS}/clusterwatch.service")
    secrets = folder / "secrets" if variables else None
    click.echo(service(command, folder, archive.parent, secrets))
    click.echo(f"# {_UNITS}/clusterwatch.timer")
    click.echo(timer(when))
    if variables:
        lines = ", ".join(f"{name}=…" for name in variables)
        click.echo(
            f"# First: write {lines} to {secrets}, one per line, and chmod 600 {shlex.quote(str(secrets))}"
        )
    click.echo("# Then: systemctl --user daemon-reload && systemctl --user enable --now clusterwatch.timer")
    click.echo('# To let it run while you are logged out: loginctl enable-linger "$USER"')


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--at: invalid time {text!r}; use HH:MM") from error


def _program() -> str:
    """Return the absolute path of the installed program."""
    return str(Path(sys.executable).with_name(f"clusterwatch{'.exe' if os.name == 'nt' else ''}"))
