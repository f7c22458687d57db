"""Real servers, started once per session or module, and a summary of the differences from what was published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.wordpress_site import KINDS, WordPress, database, wordpress

_COLUMNS = ("missing", "extra", "titles", "days", "bodies")


@pytest.fixture(scope="session")
def maria(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the socket of a running MariaDB."""
    with database(tmp_path_factory.mktemp("maria")) as sock:
        yield sock


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def blog(
    request: pytest.FixtureRequest, maria: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WordPress]:
    """Yield a running WordPress of each kind."""
    with wordpress(tmp_path_factory.mktemp("wordpress"), maria, request.param) as site:
        yield site


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the number of differences for each test."""
    reports = [r for outcome in ("passed", "failed") for r in terminalreporter.getreports(outcome)]
    rows = [
        (r.nodeid, dict(r.user_properties)["difference"])
        for r in reports
        if "difference" in dict(r.user_properties)
    ]
    if not rows:
        return
    terminalreporter.section("archive against what was published")
    terminalreporter.write_line(f"{'':64}{''.join(f'{c:>9}' for c in _COLUMNS)}")
    for name, counts in sorted(rows):
        terminalreporter.write_line(f"{name.rpartition('::')[2]:64}{''.join(f'{c:9}' for c in counts)}")
