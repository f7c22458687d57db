"""On a terminal a run shows its progress and colours its table; a person who waits sees that something happens."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess

from tests.cli.place import AT_LAST, PROMPTLY, Place, Web

GREEN_OK = "\x1b[32mok"


class Terminal:
    """A terminal of 100 columns; `text` is all that was written to it so far."""

    def __init__(self) -> None:
        self.ours, self.theirs = pty.openpty()
        self.text = ""

    def read_until(self, pattern: str) -> None:
        """Read until the pattern stands there, which must be soon: a bar is drawn ten times a second."""
        for _ in range(100):
            if re.search(pattern, self.text):
                return
            assert self._more(PROMPTLY), f"the end came before {pattern}: {self.text[-1000:]!r}"
        raise AssertionError(f"{pattern} never came: {self.text[-1000:]!r}")

    def read_all(self) -> str:
        """Read until the last process that could write has ended."""
        while self._more():
            pass
        os.close(self.ours)
        return self.text

    def _more(self, seconds: float = AT_LAST) -> bool:
        ready, _, _ = select.select([self.ours], [], [], seconds)
        assert ready, f"nothing more came: {self.text[-1000:]!r}"
        try:
            part = os.read(self.ours, 65536)
        except OSError:  # what Linux says when the other end is closed
            return False
        self.text += part.decode("utf-8", "replace")
        return bool(part)


def test_progress_and_colour_on_a_terminal(place: Place, web: Web) -> None:
    out, err = Terminal(), Terminal()
    gate = web.gate("/news/lodz")
    with place.start("run", stdout=out.theirs, stderr=err.theirs) as process:
        os.close(out.theirs)
        os.close(err.theirs)
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
    assert bars.rindex("\x1b[?25h") > bars.rindex("\x1b[?25l")  # the cursor is back
    assert "vessel" not in bars.rpartition("\x1b[2K")[2]  # and the bar is wiped
    assert "Traceback" not in bars


def test_quiet_is_quiet_on_a_terminal_too(place: Place) -> None:
    terminal = Terminal()
    with place.start("run", "-q", stdout=terminal.theirs, stderr=subprocess.STDOUT) as process:
        os.close(terminal.theirs)
        assert terminal.read_all() == ""
        assert process.wait(AT_LAST) == 0
