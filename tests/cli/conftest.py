"""An archive that is made once, for tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.workspace import POSTS, Web, Workspace, listing, serving


@pytest.fixture(scope="package")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Web]]:
    """A folder with the archive of two sites; the second relays a post of the first. Tests must not change it."""
    with serving() as web, serving() as other:
        web.publish()
        other.publish(tuple((slug, title, "2026-11-20", first) for slug, title, _, first in POSTS[:1]))
        workspace = Workspace(tmp_path_factory.mktemp("archived"))
        workspace.sources(listing(web), listing(other, "relay"))
        workspace.call("run", "-q")
        yield workspace, web
