"""The command line: arguments, clock, printing, exit codes.

Exit codes: 0 all well; 1 some source failed; 2 usage or configuration; 3 another run holds the archive;
4 the output could not be written.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from clusterwatch import __version__
from clusterwatch.cli.add import add
from clusterwatch.cli.archived import search, status, why
from clusterwatch.cli.check import check
from clusterwatch.cli.demo import demo
from clusterwatch.cli.digest import digest
from clusterwatch.cli.export import export
from clusterwatch.cli.extract import extract
from clusterwatch.cli.printing import print_any_letter, printing
from clusterwatch.cli.record import record
from clusterwatch.cli.reextract import reextract
from clusterwatch.cli.repair import repair
from clusterwatch.cli.run import run
from clusterwatch.cli.schema import schema
from clusterwatch.cli.serve import serve
from clusterwatch.cli.slim import slim
from clusterwatch.errors import ConfigError, Locked, UsageError


class _Group(click.Group):
    """A group that turns the errors a person can mend into a sentence and an exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        print_any_letter()
        with printing():
            return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with printing():  # here too: click ends with 1 where a pipe is closed
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with printing():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo("\n".join(error.faults), err=True)
            count = len(error.faults)
            click.echo(f"{count} fault{'s' if count > 1 else ''}; nothing was done", err=True)
            sys.exit(2)
        except UsageError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)
        except Locked as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(3)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clusterwatch")
def main() -> None:
    """Watch the news pages of industrial clusters and archive their announcements.

    Begin with "clusterwatch demo"; it needs nothing but this machine.
    """


for command in (
    run,
    demo,
    add,
    check,
    repair,
    record,
    extract,
    why,
    status,
    search,
    digest,
    export,
    serve,
    slim,
    reextract,
    schema,
):
    main.add_command(command)
