"""Tests of the help texts: all commands and options are explained, and the lines fit a terminal."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from clusterwatch import __version__
from clusterwatch.cli import group, main
from tests.cli.commands import COMMANDS
from tests.cli.workspace import Workspace
from tests.tables import each

NAMES = sorted(COMMANDS)
SHELL = {"completion", "man"}  # they read neither sources nor archive
PRODUCTS = {"digest", "export", "schedule", "serve"}  # their output has another format


@pytest.mark.parametrize("name", ["", *NAMES])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_fits_a_terminal(name: str, flag: str) -> None:
    result = CliRunner().invoke(main, [*filter(None, [name]), flag], terminal_width=80)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("Usage: ")
    assert max(map(len, result.stdout.splitlines())) <= 80


@each("name", NAMES)
def test_every_option_and_argument_is_explained(name: str) -> None:
    command = COMMANDS[name]
    text = command.help or ""
    assert text.strip().split("\n")[0].endswith(".")
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, f"{name}: {param.opts} has no help"
            assert re.fullmatch(r".*(\.|\S  ?\[default: .+\])", param.help), (
                f"{name}: {param.opts} does not end with a full stop"
            )


@each("name", [n for n in NAMES if n not in ("demo", "diff", "schema", *SHELL)])
def test_commands_share_their_options(name: str) -> None:
    options = {o for p in COMMANDS[name].params for o in p.opts}
    assert "--sources" in options
    assert "--json" in options or name in PRODUCTS
    assert "--db" in options or name in ("add", "extract", "import", "record", "merge")  # these name none


def test_version_and_unknown_commands(workspace: Workspace) -> None:
    assert workspace.call("--version") == (f"clusterwatch, version {__version__}\n", "")
    out, err = workspace.call("runn", code=2)
    assert out == ""
    assert "No such command 'runn'. Did you mean 'run'?" in err
    assert workspace.call("searhc", code=2)[1].endswith("No such command 'searhc'. Did you mean 'search'?\n")
    assert "No such command 'event'. Did you mean 'events' or" in workspace.call("event", code=2)[1]
    assert workspace.call("quite-another", code=2)[1].endswith("No such command 'quite-another'.\n")


def test_the_help_of_the_program_repeats_the_summary_of_each_command() -> None:
    for part in group.COMMANDS.values():
        for name, summary in part.items():
            assert (COMMANDS[name].help or "").split("\n\n")[0].replace("\n", " ") == summary.text
