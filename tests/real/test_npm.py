"""Sites built by generators from npm, with and without feeds and sitemap: a run finds every post and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.real import npm
from tests.real.built import Built
from tests.real.npm_sites import KINDS, Kind
from tests.real.watching import watched

pytestmark = pytest.mark.real


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Yield a site of each kind."""
    kind: Kind = request.param
    folder = tmp_path_factory.mktemp(kind.name)
    with npm.serving(folder) as site:
        truth = kind.build(kind, folder / "site", site.base, folder / "public")
        yield Built(site, folder / "public", truth)


@pytest.mark.parametrize("interfaces", ["feed-sitemap", "pages-only"])
def test_the_home_page_leads_to_every_post(
    built: Built, interfaces: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    built.switch(feeds=interfaces == "feed-sitemap")
    difference, output = watched(tmp_path, f"{built.site.base}/", built.truth, add=True)
    record_property("difference", difference.counts())
    assert difference.none(), (difference, output)
