"""The commands of the program, all imported."""

from __future__ import annotations

import click

from clusterwatch.cli import main


def _commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


COMMANDS = _commands()
