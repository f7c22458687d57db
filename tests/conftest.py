"""What tests share: a night that never ends, properties without a stop-watch, a site and a folder to run in."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
import warnings
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings
from sqlite_utils import Database

from clusterwatch.archive import Archive, schema
from clusterwatch.stories import engine
from tests.cli.workspace import Web, Workspace, listing, serving

# Datasette opens a connection when it is imported and another to ask SQLite for its version, and closes neither.
# Python 3.13 warns of that when they are collected.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)
    import datasette.app  # noqa: F401
    from datasette.utils.sqlite import sqlite_version

    sqlite_version()
    gc.collect()

# A test process, and each command that a test starts, would compile all modules again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Commands read pages in their own process, which is faster for a few pages. Tests of workers use --workers.
os.environ["CLUSTERWATCH_WORKERS"] = "0"

_TESTS = Path(__file__).parent
_LONGEST_NAME = 100  # characters of a literal in the name of a case

settings.register_profile(
    "patient", deadline=None
)  # no test asserts a duration, whatever else the machine does
settings.load_profile("patient")


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are processors: many tests wait for servers, browsers and commands."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Collect no garbage among modules and collected tests, which stay to the end, and little after that."""
    gc.disable()
    _compile_a_share(session.config)
    collected = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
    return collected


def _compile_a_share(config: pytest.Config) -> None:
    """Import the tests in another order than the other processes, so that each compiles a part of them for all."""
    given = getattr(config, "workerinput", None)
    if given is None or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    files = sorted(_TESTS.rglob("test_*.py"))
    start = len(files) * int(given["workerid"].removeprefix("gw")) // given["workercount"]
    for file in files[start:] + files[:start]:
        name = ".".join(file.relative_to(_TESTS.parent).with_suffix("").parts)
        with suppress(Exception, pytest.skip.Exception):  # it is raised again when the tests are collected
            import_module(name)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a case by its literals as they are written, so that the name of a test that fails says what it was given."""
    if not isinstance(val, str | bytes | list | tuple | dict) or val == "" or not _is_literal(val):
        return None  # pytest names it
    if isinstance(val, bytes) and not val.decode("latin-1").isprintable():
        return f"{len(val)} bytes"  # those of gzip have the time
    name = repr(val)[1:-1] if isinstance(val, str) else repr(val)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _is_literal(val: object) -> bool:
    """Return whether a value has the same `repr` in each process."""
    if isinstance(val, list | tuple):
        return all(map(_is_literal, val))
    if isinstance(val, dict):
        return all(_is_literal(part) for item in val.items() for part in item)
    return val is None or type(val) in (str, int, float, bool, bytes)


@pytest.fixture(scope="session", autouse=True)
def _no_engine() -> Iterator[None]:
    """Compare posts by facts alone, as without the extra `multilingual`. Tests of meaning use an engine of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "usable", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _archives_from_a_copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make each new archive from a copy of one that was made by all migrations, which take a tenth of a second."""
    upgrade, migrations, made = schema._upgrade, schema.MIGRATIONS, sqlite3.connect(":memory:")
    with Archive(tmp_path_factory.mktemp("schema") / "archive.db") as archive:
        archive.db.conn.backup(made)

    def copied(db: Database) -> None:
        if schema.MIGRATIONS is migrations and not db.table_names() and not schema._version(db):
            made.backup(db.conn)
        upgrade(db)

    with pytest.MonkeyPatch.context() as patch, closing(made):
        patch.setattr(schema, "_upgrade", copied)
        yield


@pytest.fixture
def now() -> datetime:
    """The moment at which every test takes place."""
    return datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[Web]:
    """A site with six posts."""
    with serving() as web:
        web.publish()
        yield web


@pytest.fixture
def workspace(tmp_path: Path, web: Web) -> Workspace:
    """A folder whose sources.yaml names the site as `vessel`."""
    workspace = Workspace(tmp_path)
    workspace.sources(listing(web))
    return workspace
