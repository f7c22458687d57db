"""Run the command line on a home page."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from clusterwatch.cli import main
from tests.real.truth import Difference, Published, compare

HEAD = "network: {allow_private: true}\ndefaults: {delay: 0}\nsources:\n"


def watched(folder: Path, url: str, truth: list[Published], *, add: bool) -> tuple[Difference, str]:
    """Run `run --backfill` and compare the archive with the truth. Return the differences and the output.

    The source is made by `add` if `add` is true. Otherwise it has nothing but a URL.
    """
    path = folder / "sources.yaml"
    path.write_text(HEAD + ("" if add else f"  site:\n    url: {url}\n"), "utf-8")
    output = call("add", url, "--yes", "--id", "site", "--sources", path) if add else ""
    output += call("run", "--backfill", "-v", "--sources", path)
    return compare(truth, folder), output


def call(*args: str | Path) -> str:
    """Run a command that must succeed. Return its output."""
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exit_code == 0, result.output
    return result.output
