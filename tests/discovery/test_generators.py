"""A backfill on the home page of sites of many makes finds every post with its title and day, and nothing else."""

from __future__ import annotations

import pytest

from clusterwatch import urls
from clusterwatch.extraction.pipeline import extract_post
from tests.discovery import archives, pagers
from tests.discovery.fakeweb import NOW, run_crawl, source
from tests.discovery.generators import SITE, Make

_READ = 7  # every so many pages of posts are read


@pytest.mark.parametrize("feeds", [True, False], ids=["with a feed", "without"])
@pytest.mark.parametrize("make", [*pagers.MAKES, *archives.MAKES], ids=lambda make: make.name)
def test_backfill_on_the_home_page(make: Make, feeds: bool) -> None:
    layout = make.draw()
    result = run_crawl(layout.web(feeds=feeds), f"{SITE}/", backfill=True, languages=list(layout.languages))
    posts = {urls.key(SITE + post.path): post for post in layout.posts}
    found = {urls.key(entry.url): entry for entry in result.entries}
    assert set(found) == set(posts)
    assert not result.broken
    for key, entry in list(found.items())[:: _READ if feeds else len(found)]:
        site = source(f"{SITE}/", languages=list(layout.languages))
        draft = extract_post(layout.pages[posts[key].path], entry.url, site, NOW, entry=entry)
        assert draft.title == posts[key].title
        assert (draft.published or "")[:10] == posts[key].day.isoformat()
