"""Listings of many makes: every post, no boilerplate, with title and date."""

from __future__ import annotations

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.listing_page import read_listing
from tests.discovery import markups
from tests.discovery.fakeweb import page
from tests.discovery.markups import EVENTS, MARKUPS, SAME_EVENTS, SIDE, Markup
from tests.discovery.more_markups import MORE
from tests.tables import each

AROUND = {
    "alone": ("", ""),
    "sidebar after": ("", SIDE),
    "events before": (EVENTS, SIDE),
    "same events before": (SAME_EVENTS, ""),
}
FORMS = {"date in three elements": "long", "months as headlines": "long"}


FORMS_AND_COUNTS = (("long", 10), ("dots", 9), ("slashes", 4), ("iso", 5))
# Each markup with each form of dates and with each surrounding; which form goes with which surrounding, changes.
CASES = [
    (markup, form, count, list(AROUND)[(number + place) % len(AROUND)])
    for place, markup in enumerate([*MARKUPS, *MORE])
    for number, (form, count) in enumerate(FORMS_AND_COUNTS)
]


@each(
    ("markup", "form", "count", "around"),
    CASES,
    ids=lambda case: f"{case[0].name}, {case[1]}, {case[3]}",
)
def test_every_post_and_nothing_else(markup: Markup, form: str, count: int, around: str) -> None:
    listed = markups.items(markup.words, FORMS.get(markup.name, form), count)
    before, after = AROUND[around]
    html = markups.render(markup, listed, before, after)
    found = read_listing(page(html, markup.url), StrategySettings(kind="listing", url=markup.url)).entries
    assert [e.title for e in found] == [i.title for i in listed]
    if markup.dated:
        assert all(e.published for e in found), [e.published for e in found]
