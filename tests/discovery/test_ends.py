"""A backfill finds all the posts that a list leads to, or says that there are more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from clusterwatch import urls
from clusterwatch.models import ProblemCode
from tests.discovery.ends import MAKES, SITE, Ending, draw
from tests.discovery.fakeweb import run_crawl

SEEDS = 3


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("make", MAKES, ids=lambda make: make.__name__)
def test_all_posts_or_a_word(make: Callable[[Ending], None], seed: int) -> None:
    site = draw(make, seed)
    result = run_crawl(site.web, urls.canonical(SITE + site.news), backfill=True)
    assert result.error is None
    found, said = set(result.urls), [b.problem.code for b in result.broken]
    assert found <= set(site.posts)
    assert said == ([] if site.readable else [ProblemCode.PAST_NOT_REACHED])
    assert not site.readable or found == set(site.posts)
