"""How many calls the values of a filter leave, on the archive of the tests of the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from clusterwatch.archive import Archive, Period, Wanted, agenda
from clusterwatch.archive.call_counts import call_counts
from clusterwatch.models import CallState
from tests.archive.test_agenda import TODAY, archive  # noqa: F401 - a fixture

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
ANY = (None, None)
PERIODS: dict[str, Period] = {"march": MARCH, "april": APRIL, "any": ANY}
EVERY, OPEN = tuple(CallState), (CallState.OPEN,)


@pytest.mark.parametrize("states", [OPEN, EVERY])
@pytest.mark.parametrize("period", [MARCH, APRIL, ANY])
@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(country="PL"), Wanted(sector="optics"), Wanted(country="XX")]
)
def test_a_count_is_the_length_of_the_list_that_its_value_gives(
    archive: Archive,  # noqa: F811
    states: tuple[CallState, ...],
    period: Period,
    wanted: Wanted,
) -> None:
    counts = call_counts(archive.db, TODAY, states, period, PERIODS, wanted)

    def listed(values: Mapping[str, str], of: Period = period) -> int:
        among = Wanted(**{"country": wanted.country, "sector": wanted.sector, **values})
        first, last = of
        return len(agenda.calls(archive.db, TODAY, states, closing_from=first, closing=last, wanted=among))

    assert counts.period == {name: listed({}, of) for name, of in PERIODS.items()}
    for filter_, values in (("country", ("FR", "PL", "XX")), ("sector", ("optics", "hydrogen"))):
        expected = {v: listed({filter_: v}) for v in values}
        chosen = getattr(wanted, filter_)
        assert getattr(counts, filter_) == {v: n for v, n in expected.items() if n or v == chosen}


def test_a_call_of_two_countries_counts_in_both(archive: Archive) -> None:  # noqa: F811
    counts = call_counts(archive.db, TODAY, OPEN, APRIL, {}, Wanted())
    assert counts.country == {"FR": 1, "PL": 1}
