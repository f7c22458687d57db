"""Tests of what a command imports: only what it needs, because imports take most of the time of a short command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.calls import Archived
from tests.cli.workspace import Workspace

CODE = """
import sys
from clusterwatch.cli import main
try:
    main(sys.argv[2:])
except SystemExit as end:
    assert not end.code, end.code
imported = [name for name in sys.argv[1].split(",") if name in sys.modules]
sys.exit(", ".join(imported) or 0)
"""
NETWORK = ("httpx", "aiohttp", "tenacity", "protego")
READING = (
    "clusterwatch.extraction.pipeline",
    "clusterwatch.dates.parse",
    "clusterwatch.dates.search",
    "clusterwatch.facts.read",
    "feedparser",
    "chardet",
    "py3langid",
)
SOURCES = ("pydantic", "ruamel")
NUMBERS = ("numpy", "pandas")


def imported(workspace: Workspace, modules: tuple[str, ...], *arguments: str) -> str:
    """Run a command in a process of its own. Return which of the modules it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, ",".join(modules), *arguments],
        cwd=workspace.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or "Traceback" not in done.stderr, done.stderr
    return done.stderr.strip() if done.returncode else ""


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_no_command(workspace: Workspace, option: str) -> None:
    libraries = (*NETWORK, *READING, *SOURCES, *NUMBERS, "selectolax", "sqlite_utils", "rich", "asyncio")
    assert imported(workspace, libraries, option) == ""


@pytest.mark.parametrize("command", [("status",), ("search", "bench"), ("digest", "--since", "2026-01-01")])
def test_commands_that_read_the_archive_import_neither_network_code_nor_the_code_of_sources(
    archived: Archived, command: tuple[str, ...]
) -> None:
    workspace, _ = archived
    libraries = (*NETWORK, *READING, *SOURCES, *NUMBERS, "selectolax", "rapidfuzz", "asyncio")
    assert imported(workspace, libraries, *command) == ""


def test_a_run_with_nothing_new_imports_no_code_that_reads_pages_and_starts_no_process(
    own_archive: Archived,
) -> None:
    workspace, web = own_archive
    web.log.clear()
    reading = (
        *READING,
        "clusterwatch.discovery.listing.detection",
        "clusterwatch.discovery.autodetect.choice",
    )
    notices = ("apprise", "clusterwatch.notify")
    unused = (*reading, *NUMBERS, *notices, "ruamel", "rapidfuzz", "rich", "multiprocessing.forkserver")
    assert imported(workspace, unused, "run", "-q", "--workers", "2") == ""
    assert web.requested() == ["/news"]


def test_a_run_with_nothing_to_tell_does_not_import_apprise(own_archive: Archived) -> None:
    workspace, _ = own_archive
    assert imported(workspace, ("apprise", "requests"), "run", "-q", "--sources", "notifying.yaml") == ""
