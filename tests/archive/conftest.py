"""An archive file with two sources for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from tests.archive.made import register


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive without posts. It is created once and copied for each test."""
    path = tmp_path_factory.mktemp("archive") / "empty.db"
    with Archive(path) as made:
        register(made, datetime(2026, 3, 1, 2, 0, tzinfo=UTC))
    return path


@pytest.fixture
def archive(empty: Path, tmp_path: Path) -> Iterator[Archive]:
    """Yield an open archive with two sources and no posts."""
    with Archive(shutil.copy(empty, tmp_path / "archive.db")) as made:
        yield made
