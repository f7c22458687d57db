"""The command line.

Exit codes: 0 success; 1 a source failed; 2 wrong usage or configuration; 3 another run holds the archive; 4 the archive
could not be read or written, or the output could not be written.
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

    Start with "clusterwatch demo". It runs without the internet.
    """
