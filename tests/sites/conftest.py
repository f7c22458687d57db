"""The site that most tests of this folder watch: an index with eight posts, in German."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.serving import Site, served
from tests.sites.test_faults import write


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    write(tmp_path / "site", list(range(1, 9)))
    with served(tmp_path / "site") as site:
        yield site
