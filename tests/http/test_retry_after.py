"""Tests of the values of Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.http.retry_after import retry_after
from tests.tables import each

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WEEK = timedelta(days=7)

TABLE: list[tuple[str | None, timedelta | None]] = [
    ("120", timedelta(seconds=120)),
    (" 5 ", timedelta(seconds=5)),
    ("0", timedelta(0)),
    ("2.5", timedelta(seconds=2.5)),
    ("Mon, 02 Mar 2026 03:10:00 GMT", timedelta(minutes=10)),
    ("Monday, 02-Mar-26 03:10:00 GMT", timedelta(minutes=10)),
    ("Mon Mar  2 03:10:00 2026", timedelta(minutes=10)),
    ("Mon, 02 Mar 2026 05:10:00 +0200", timedelta(minutes=10)),
    ("Sun, 01 Mar 2026 00:00:00 GMT", timedelta(0)),  # in the past
    ("Fri, 31 Dec 2099 23:59:59 GMT", WEEK),
    ("99999999999999999999999", WEEK),
    ("soon", None),
    ("-5", None),
    ("", None),
    (None, None),
]


@each(("value", "expected"), TABLE)
def test_retry_after(value: str | None, expected: timedelta | None) -> None:
    assert retry_after(value, NOW) == (None if expected is None else NOW + expected)


@given(st.text(max_size=60))
def test_any_text_is_at_most_a_week_or_none(value: str) -> None:
    when = retry_after(value, NOW)
    assert when is None or NOW <= when <= NOW + WEEK
