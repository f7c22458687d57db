"""Completion in zsh and fish, by the lines that `clusterwatch completion` prints."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.real


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which `clusterwatch` is this program, and the folder of a file with two sources."""
    program = tmp_path / "clusterwatch"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m clusterwatch "$@"\n')
    program.chmod(0o755)
    (tmp_path / "sources.yaml").write_text(
        "sources: {dock: {url: 'https://a.example/'}, drone: {url: 'https://b.example/'}}"
    )
    return {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "dumb"}


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: apt-get install {name}")
    return found


def test_fish(env: dict[str, str], tmp_path: Path) -> None:
    lines = 'clusterwatch completion fish | source; complete -C "clusterwatch run dr"; complete -C "clusterwatch backu"'
    call = [shell("fish"), "--no-config", "-c", lines]
    done = subprocess.run(call, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert first.split("\t")[0] == "drone"
    assert second.startswith("backup\tCopy the archive to FILE")


def test_zsh(env: dict[str, str], tmp_path: Path) -> None:
    with interactive(shell("zsh"), "-f", "-i", cwd=tmp_path, env={**env, "PS1": "ready> "}) as zsh:
        zsh.read_to("ready> ")
        zsh.type(
            'autoload -Uz compinit && compinit -D && eval "$(clusterwatch completion zsh)" && PS1="s""et> "\n'
        )
        zsh.read_to("set> ")
        zsh.type("clusterwatch run dr\t")
        assert "drone" in zsh.read_to("one ")
        zsh.type("\x15clusterwatch backu\t")
        assert "backup " in zsh.read_to("backup ")


@dataclass(frozen=True)
class Terminal:
    """The screen and keyboard of an interactive shell."""

    end: int

    def type(self, text: str) -> None:
        """Type keys."""
        os.write(self.end, text.encode())

    def read_to(self, text: str) -> str:
        """Return what the shell prints up to a text. Fail if that does not come within a minute."""
        printed = ""
        while text not in printed:
            ready, _, _ = select.select([self.end], [], [], 60)
            assert ready, printed
            printed += os.read(self.end, 1024).decode("utf-8", "replace").replace("\r", "")
        return printed


@contextmanager
def interactive(*command: str, cwd: Path, env: dict[str, str]) -> Iterator[Terminal]:
    """Start a shell in a terminal of its own, and end it afterwards."""
    end, inner = pty.openpty()
    with subprocess.Popen(
        command, cwd=cwd, env=env, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
    ) as run:
        os.close(inner)
        try:
            yield Terminal(end)
        finally:
            run.kill()
            os.close(end)
