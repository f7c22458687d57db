"""Tests of progress bars and colours on a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess

from clusterwatch.cli.options import wrapped
from tests.cli.workspace import AT_LAST, PROMPTLY, Web, Workspace

GREEN_OK = "\x1b[32mok"


class Terminal:
    """A terminal. `text` is everything that was written to it so far."""

    def __init__(self) -> None:
        self.controller, self.device = pty.openpty()
        self.text = ""

    def read_until(self, pattern: str) -> None:
        """Read until the text matches the pattern."""
        for _ in range(100):
            if re.search(pattern, self.text):
                return
            assert self._more(PROMPTLY), f"the output ended before {pattern}: {self.text[-1000:]!r}"
        raise AssertionError(f"{pattern} never came: {self.text[-1000:]!r}")

    def read_all(self) -> str:
        """Read until no process has the terminal open."""
        while self._more():
            pass
        os.close(self.controller)
        return self.text

    def _more(self, seconds: float = AT_LAST) -> bool:
        ready, _, _ = select.select([self.controller], [], [], seconds)
        assert ready, f"no more output: {self.text[-1000:]!r}"
        try:
            part = os.read(self.controller, 65536)
        except OSError:  # raised by Linux when the other end is closed
            return False
        self.text += part.decode("utf-8", "replace")
        return bool(part)


def test_progress_and_colour_on_a_terminal(workspace: Workspace, web: Web) -> None:
    out, err = Terminal(), Terminal()
    gate = web.gate("/news/lodz")
    with workspace.start("run", stdout=out.device, stderr=err.device) as process:
        os.close(out.device)
        os.close(err.device)
        assert gate.reached.wait(AT_LAST)
        try:
            err.read_until(r"vessel.*\d found, 2 new")
        finally:
            gate.opened.set()
        table = out.read_all()
        bars = err.read_all()
        assert process.wait(AT_LAST) == 0
    assert GREEN_OK in table
    assert "6" in table
    assert bars.rindex("\x1b[?25h") > bars.rindex("\x1b[?25l")  # the cursor is visible again
    assert "vessel" not in bars.rpartition("\x1b[2K")[2]  # the bar was erased
    assert "Traceback" not in bars


def test_quiet_prints_nothing_on_a_terminal(workspace: Workspace) -> None:
    terminal = Terminal()
    with workspace.start("run", "-q", stdout=terminal.device, stderr=subprocess.STDOUT) as process:
        os.close(terminal.device)
        assert terminal.read_all() == ""
        assert process.wait(AT_LAST) == 0


def test_sentences_are_wrapped_between_words_and_indented() -> None:
    url = f"https://a.example.org/{'path-' * 12}"
    text = f"alpha: 3 pages are held back since 2026-11-01, as on {url}. The next run tries again."
    lines = wrapped(text, 60).splitlines()
    assert lines == [
        "alpha: 3 pages are held back since 2026-11-01, as on",
        f"    {url}.",
        "    The next run tries again.",
    ]
    assert wrapped("  a held page", 60) == "  a held page"
