"""clusterwatch schema: the JSON Schema of sources.yaml, for editors."""

from __future__ import annotations

import json
import sys

import click

from clusterwatch.cli.printing import is_utf8
from clusterwatch.config.schema import schema as json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of sources.yaml."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=not is_utf8(sys.stdout)))
