"""The command line: arguments, clock, printing, exit codes.

Exit codes: 0 all well; 1 some source failed; 2 usage or configuration; 3 another run holds the archive;
4 the output could not be written.
"""

from __future__ import annotations

import click

from clusterwatch import __version__
from clusterwatch.cli.group import CommandGroup


@click.group(
    cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="clusterwatch")
def main() -> None:
    """Watch the news pages of industrial clusters and archive their announcements.

    Begin with "clusterwatch demo"; it needs nothing but this machine.
    """
