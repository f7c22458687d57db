"""WordPress in several languages and themes, with its feeds, REST API and sitemap on or off: a run finds every post."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real.watching import watched
from tests.real.wordpress_site import WordPress

pytestmark = pytest.mark.real
INTERFACES = {
    "feed-rest-sitemap": (True, True, True),
    "feed-sitemap": (True, False, True),
    "rest-sitemap": (False, True, True),
    "sitemap": (False, False, True),
    "feed": (True, False, False),
    "pages-only": (False, False, False),
}


@pytest.mark.parametrize("first", ["bare", "add"])
@pytest.mark.parametrize("interfaces", INTERFACES)
def test_the_home_page_leads_to_every_post(
    blog: WordPress,
    interfaces: str,
    first: str,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    feed, rest, sitemap = INTERFACES[interfaces]
    blog.switch(feed=feed, rest=rest, sitemap=sitemap)
    difference, output = watched(tmp_path, f"{blog.base}/", blog.truth, add=first == "add")
    record_property("difference", difference.counts())
    assert difference.none(), (difference, output)
