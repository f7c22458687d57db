"""Listings of many makes: every post, no boilerplate, with title and date."""

from __future__ import annotations

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import read_listing
from tests.discovery import markups
from tests.discovery.fakeweb import page
from tests.discovery.markups import EVENTS, MARKUPS, SAME_EVENTS, SIDE, Markup
from tests.discovery.more_markups import MORE

AROUND = {
    "alone": ("", ""),
    "sidebar after": ("", SIDE),
    "events before": (EVENTS, SIDE),
    "same events before": (SAME_EVENTS, ""),
}
FORMS = {"date in three elements": "long", "months as headlines": "long"}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(("form", "count"), [("long", 10), ("dots", 9), ("slashes", 4), ("iso", 5)])
@pytest.mark.parametrize("markup", [*MARKUPS, *MORE], ids=lambda m: m.name)
def test_every_post_and_nothing_else(markup: Markup, form: str, count: int, around: str) -> None:
    listed = markups.items(markup.words, FORMS.get(markup.name, form), count)
    before, after = AROUND[around]
    html = markups.render(markup, listed, before, after)
    found = read_listing(page(html, markup.url), StrategySettings(kind="listing", url=markup.url)).entries
    assert [e.title for e in found] == [i.title for i in listed]
    if markup.dated:
        assert all(e.published for e in found), [e.published for e in found]
