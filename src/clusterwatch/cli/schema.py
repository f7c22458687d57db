"""clusterwatch schema: what may stand in sources.yaml, for editors."""

from __future__ import annotations

import json
import sys

import click

from clusterwatch.cli.printing import is_utf8
from clusterwatch.config import schema as made


@click.command()
def schema() -> None:
    """Print the JSON Schema of sources.yaml."""
    click.echo(json.dumps(made(), indent=2, ensure_ascii=not is_utf8(sys.stdout)))
