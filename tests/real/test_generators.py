"""Sites built by generators of Debian, npm and PyPI, with and without feeds: a run finds every post and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.real import debian_sites, hexo_sites, hugo_sites, npm_sites, pypi_sites
from tests.real.built import Built, building
from tests.real.watching import watched

pytestmark = pytest.mark.real
KINDS = (*hugo_sites.KINDS, *hexo_sites.KINDS, *npm_sites.KINDS, *pypi_sites.KINDS, *debian_sites.KINDS)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Yield a site of each kind."""
    with building(request.param, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.mark.parametrize("first", ["bare", "add"])
@pytest.mark.parametrize("feeds", [True, False], ids=["feed", "no-feed"])
def test_the_home_page_leads_to_every_post(
    built: Built, feeds: bool, first: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    built.switch(feeds=feeds)
    difference, output = watched(tmp_path, f"{built.site.base}/", built.truth, add=first == "add")
    record_property("difference", difference.counts())
    assert difference.none(), (difference, output)
