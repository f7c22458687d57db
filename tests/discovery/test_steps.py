"""Tests of what the steps of a crawl keep."""

from __future__ import annotations

from clusterwatch.discovery import steps
from clusterwatch.models import Compute, Page
from tests.discovery.fakeweb import page


def read(of: Page) -> int:
    return len(of.body)


def test_only_the_last_readings_are_kept_however_many_pages_a_backfill_reads() -> None:
    known = steps.Readings()
    pages = [page(str(number)) for number in range(steps.READINGS + 1)]
    for one in pages:
        known.note(read, one, result=7)
    assert isinstance(next(known.read(read, pages[0])), Compute)  # it was forgotten, and is read again
    assert next(known.read(read, pages[1]), None) is None
