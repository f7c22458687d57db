"""The checks on every supported Python, by one command: `nox`.

nox -l                         the sessions
nox -s tests-3.13              the tests on one Python
nox -s tests -- tests/dates    some of the tests, on each Python
nox -s lint wheel              the linter and the type checker; the built wheel in an empty environment

A session whose interpreter is not installed is skipped, and the summary at the end says so.
"""

from __future__ import annotations

from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run pytest; arguments after `--` go to it."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Run the linter, the formatter and the strict type checker."""
    session.install("-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def audit(session: nox.Session) -> None:
    """Look up the known vulnerabilities of all libraries."""
    session.install("-e", ".[browse,notify,parquet,warc]", "pip-audit")
    session.run("pip-audit", "--skip-editable", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build the source archive, and the wheel from it, into dist/."""
    session.install("build[uv]")
    for old in (ROOT / "dist").glob("clusterwatch-*"):
        old.unlink()
    session.run("python", "-m", "build", "--installer", "uv", "--outdir", "dist")


@nox.session(python=PYTHONS, requires=["build"])
def wheel(session: nox.Session) -> None:
    """Install the wheel alone in an empty environment, run the demo and import the API there."""
    (built,) = (ROOT / "dist").glob("clusterwatch-*.whl")
    session.install("--reinstall-package", "clusterwatch", str(built))
    session.cd(session.create_tmp())
    session.run("clusterwatch", "--version")
    session.run("clusterwatch", "demo", "demo", silent=True)
    session.run("clusterwatch", "status", "--db", "demo/archive.db", "--sources", "demo/sources.yaml")
    session.run("python", "-c", API)


API = """
from clusterwatch import Archive, extract_post, load_sources, parse_date
import clusterwatch

assert "site-packages" in clusterwatch.__file__, clusterwatch.__file__
assert parse_date("Posté le 10 septembre 2019", ["fr"]).value == "2019-09-10"
assert extract_post("<h1>A new press</h1>", "https://example.org/news/1").title == "A new press"
assert len(load_sources("demo/sources.yaml")) == 4
with Archive("demo/archive.db", readonly=True) as archive:
    assert archive.db["posts"].count == 48
"""
