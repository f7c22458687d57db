"""The program called on a home page as a person calls it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from clusterwatch.cli import main
from tests.real.truth import Difference, Published, compare

HEAD = "network: {allow_private: true}\ndefaults: {delay: 0}\nsources:\n"


def watched(folder: Path, url: str, truth: list[Published], *, add: bool) -> tuple[Difference, str]:
    """The archive after `run --backfill`, against the truth; the source is a bare address or what `add` makes of it."""
    path = folder / "sources.yaml"
    path.write_text(HEAD + ("" if add else f"  site:\n    url: {url}\n"), "utf-8")
    told = call("add", url, "--yes", "--id", "site", "--sources", path) if add else ""
    told += call("run", "--backfill", "-v", "--sources", path)
    return compare(truth, folder), told


def call(*args: str | Path) -> str:
    """What a command prints, which must end well."""
    done = CliRunner().invoke(main, [str(a) for a in args])
    assert done.exit_code == 0, done.output
    return done.output
