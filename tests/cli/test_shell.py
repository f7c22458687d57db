"""Completion in shells, and the manual page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from clusterwatch.cli import main
from clusterwatch.cli.manual import manual
from tests.cli.commands import COMMANDS
from tests.cli.workspace import Workspace, environment

SOURCES = (
    "sources:\n  dock: {url: 'https://dock.example/', name: Dock}\n  drone: {url: 'https://drone.example/'}\n"
)


def completed(line: str) -> list[tuple[str, str | None]]:
    """Return the completions of the last word of a line, with their help."""
    *words, last = line.split(" ")
    found = ShellComplete(main, {}, "clusterwatch", "_CLUSTERWATCH_COMPLETE").get_completions(words[1:], last)
    return [(item.value, item.help) for item in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("clusterwatch ba", ["backfill", "backup"]),
        ("clusterwatch --vers", ["--version"]),
        ("clusterwatch run --rech", ["--recheck"]),
        ("clusterwatch run --log-format j", ["json"]),
        ("clusterwatch story s", ["split"]),
        ("clusterwatch run d", ["dock", "drone"]),
        ("clusterwatch run dock dr", ["drone"]),
        ("clusterwatch export csv --source do", ["dock"]),
        ("clusterwatch run --sources other.yaml ", ["vessel"]),
        ("clusterwatch run --sources broken.yaml ", []),
        ("clusterwatch run --sources missing.yaml ", []),
        ("clusterwatch completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_words_are_completed(
    line: str, expected: list[str], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.folder)
    workspace.write("sources.yaml", SOURCES)
    workspace.write("other.yaml", "sources: {vessel: {url: 'https://vessel.example/'}}\n")
    workspace.write("broken.yaml", "sources: [")
    assert [value for value, _ in completed(line)] == expected


def test_completions_are_explained(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.folder)
    workspace.write("sources.yaml", SOURCES)
    assert ("dock", "Dock") in completed("clusterwatch run ")
    assert ("status", COMMANDS["status"].get_short_help_str(200)) in completed("clusterwatch st")


def test_completing_a_command_imports_none() -> None:
    code = (
        "import sys; from click.shell_completion import ShellComplete; from clusterwatch.cli import main; "
        "found = ShellComplete(main, {}, 'clusterwatch', 'X').get_completions([], 'rest'); "
        "print([item.value for item in found], "
        "[name for name in ('sqlite3', 'pydantic', 'clusterwatch.cli.run') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['restore'] []\n"


def test_bash_completes_by_the_printed_lines(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None, "bash is missing: apt-get install bash"
    program = tmp_path / "clusterwatch"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m clusterwatch "$@"\n')
    program.chmod(0o755)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    lines = (
        'eval "$(clusterwatch completion bash)"; COMP_WORDS=(clusterwatch run dr); COMP_CWORD=2; '
        '_clusterwatch_completion clusterwatch; echo "${COMPREPLY[@]}"; complete -p clusterwatch'
    )
    env = environment()
    env["PATH"] = f"{tmp_path}:{env['PATH']}"
    done = subprocess.run(
        [bash, "-c", lines], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    assert first == "drone"
    assert re.fullmatch(r"complete .*-F _clusterwatch_completion clusterwatch", second)


def test_the_manual_has_each_command_and_option() -> None:
    page = manual(main, {"All": list(COMMANDS)})
    plain = page.replace("\\-", "-")
    for name, command in COMMANDS.items():
        assert f'.SS "clusterwatch {name} ' in plain, name
        for param in command.params:
            if isinstance(param, click.Option):
                assert f"\\fB{param.opts[0]}" in plain or f", {param.opts[0]}" in plain, (
                    f"{name} {param.opts}"
                )
    assert re.findall(r"^\.SH (.*)", page, re.M) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ALL", "EXIT STATUS", "FILES",
    ]  # fmt: skip


def test_man_shows_the_page_without_a_warning(workspace: Workspace) -> None:
    man = shutil.which("man")
    if man is None:
        pytest.fail("man is missing: apt-get install man-db")
    page, _ = workspace.call("man")
    env = {**environment(), "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [man, "--warnings", "-l", "-"], input=page, env=env, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "clusterwatch - watch the news pages of industrial clusters" in re.sub(r"\s+", " ", done.stdout)
    assert "--log-format [text|json]" in done.stdout
