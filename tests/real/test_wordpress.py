"""WordPress in three languages and themes, its feeds, REST interface and sitemap open or closed: every post."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real.watching import watched
from tests.real.wordpress_site import WordPress

pytestmark = pytest.mark.real
WAYS = {
    "feed-rest-sitemap": (True, True, True),
    "feed-sitemap": (True, False, True),
    "rest-sitemap": (False, True, True),
    "sitemap": (False, False, True),
    "feed": (True, False, False),
    "pages-only": (False, False, False),
}


@pytest.mark.parametrize("first", ["bare", "add"])
@pytest.mark.parametrize("ways", WAYS)
def test_home_page_brings_every_post(
    blog: WordPress, ways: str, first: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    feed, rest, sitemap = WAYS[ways]
    blog.switch(feed=feed, rest=rest, sitemap=sitemap)
    difference, told = watched(tmp_path, f"{blog.base}/", blog.truth, add=first == "add")
    record_property("difference", difference.counts())
    assert difference.none(), (difference, told)
