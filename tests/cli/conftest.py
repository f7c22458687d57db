"""An archive that is made once, for tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.workspace import POSTS, Place, Web, listing, serving


@pytest.fixture(scope="package")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Web]]:
    """A folder with the archive of two sites; the second relays a post of the first. Tests must not change it."""
    with serving() as web, serving() as other:
        web.publish()
        other.publish(tuple((slug, title, "2026-11-20", first) for slug, title, _, first in POSTS[:1]))
        place = Place(tmp_path_factory.mktemp("archived"))
        place.sources(listing(web), listing(other, "relay"))
        place.call("run", "-q")
        yield place, web
