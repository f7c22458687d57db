"""The vote on the date of a post: which claims agree, which outweigh others, which are flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from clusterwatch.extraction.published.vote import DateClaim, DateHabits, Standing, choose_date, is_settled
from clusterwatch.models import Method, Reason
from tests.tables import each

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HABITS = DateHabits(languages=("en",), now=NOW)
Claims = list[tuple[str, str, float]]


def claims(*values: tuple[str, str, float]) -> list[DateClaim]:
    return [DateClaim(Method(method), raw, "somewhere", weight) for method, raw, weight in values]


def chosen(*values: tuple[str, str, float], habits: DateHabits = HABITS) -> str | None:
    return choose_date(claims(*values), habits)[0].value


@each(
    ("instant", "day", "confirmed"),
    [
        # Noon in UTC is still the day before only at twelve hours west, and the next day at twelve hours east.
        ("2024-05-06T11:59:00Z", "2024-05-05", True),
        ("2024-05-06T12:00:00Z", "2024-05-05", False),
        ("2024-05-06T10:00:00Z", "2024-05-07", True),
        ("2024-05-06T09:59:00Z", "2024-05-07", False),
        ("2024-05-06T10:00:00+00:00", "2024-05-07", True),
        ("2024-05-06T10:00:00Z", "2024-05-08", False),
        ("2024-05-06T10:00:00Z", "2024-05-04", False),
        ("2024-05-06T10:00:00+02:00", "2024-05-07", False),  # not an instant in UTC
        # A time on the page confirms it where a zone lies between the two.
        ("2024-05-06T10:00:00Z", "2024-05-06T12:00", True),
        ("2024-05-06T23:00:00Z", "2024-05-07T01:00", True),
        ("2024-05-06T23:00:00Z", "2024-05-07T13:00", True),  # fourteen hours east
        ("2024-05-06T23:00:00Z", "2024-05-07T14:00", False),
        ("2024-05-07T01:00:00Z", "2024-05-06T13:00", True),  # twelve hours west
        ("2024-05-07T01:00:00Z", "2024-05-06T12:00", False),
        ("2024-05-06T23:00:00Z", "2024-05-07T01:45", True),  # quarters of an hour
        ("2024-05-06T23:00:00Z", "2024-05-07T01:50", True),  # a few minutes between the stamps
        ("2024-05-06T23:00:00Z", "2024-05-07T01:52", False),
        ("2024-05-06T23:00:00Z", "2024-05-07T01:05", True),
        ("2024-05-06T23:00:00Z", "2024-05-07T01:06", False),
        ("2024-05-06T23:00:00Z", "2024-05-07T01:00:20", True),
    ],
)
def test_a_time_in_utc_confirms_the_day_on_the_page(instant: str, day: str, confirmed: bool) -> None:
    """The weight of a third claim is greater than each of the two, and less than their sum."""
    weight = 1.5 if "T" in day else 1.2
    values: Claims = [("json-ld", instant, 1.0), ("text", day, 1.0), ("meta", "2023-01-01", weight)]
    expected = day if confirmed else "2023-01-01"
    same_day = instant[:10] == day[:10]
    assert chosen(*values) == (instant if same_day and confirmed else expected)


@pytest.mark.parametrize(
    ("shown", "weight", "confirmed"),
    [
        (0.6, 1.5, True),
        (0.6, 1.7, False),
        (0.5, 0.9, True),
        (0.5, 1.1, False),
        (0.55, 1.04, True),
        (0.55, 1.06, False),
    ],
)
@pytest.mark.parametrize(
    ("instant", "day"), [("2024-05-06T10:00:00Z", "2024-05-07"), ("2024-05-06T10:00:00Z", "2024-05-05")]
)
def test_an_instant_in_utc_counts_half_for_a_doubtful_day_before_or_after(
    instant: str, day: str, shown: float, weight: float, confirmed: bool
) -> None:
    values: Claims = [("json-ld", instant, 1.0), ("text", day, shown), ("meta", "2023-01-01", weight)]
    other = instant if weight < 1.0 else "2023-01-01"
    assert chosen(*values) == (day if confirmed and shown > 0.5 else other)


PARIS = DateHabits(languages=("fr",), usual_zone="Europe/Paris", now=NOW)


@each(
    ("instant", "day", "moves"),
    [
        ("2024-05-31T22:30:00Z", "2024-05-31", True),  # half past midnight in Paris
        ("2024-06-01T01:59:00Z", "2024-05-31", True),
        ("2024-06-01T02:00:00Z", "2024-05-31", False),
        ("2024-06-01T02:00:00Z", "2024-06-02", False),
        ("2024-05-31T08:30:00Z", "2024-06-01", False),
        ("2024-05-31T18:00:00Z", "2024-06-01", True),
        ("2024-05-31T17:59:00Z", "2024-06-01", False),
        ("2024-05-31T22:30:00Z", "2024-06-02", False),
        ("2024-06-01T00:30:00+02:00", "2024-05-31", False),  # the offset is written
    ],
)
def test_the_printed_day_tells_the_zone_of_an_instant_near_midnight(
    instant: str, day: str, moves: bool
) -> None:
    values: Claims = [("json-ld", instant, 1.0), ("meta", instant, 1.0), ("text", day, 0.9)]
    assert (chosen(*values, habits=PARIS) == day) is moves
    assert is_settled(claims(*values), PARIS) is not moves or not moves
    paris = replace(PARIS, timezone="Europe/Paris")
    assert chosen(*values, habits=paris) != day


def test_a_utc_instant_is_not_that_of_a_printed_edition_where_the_page_shows_the_next_day() -> None:
    instant = "2024-05-31T22:30:00Z"
    assert (
        chosen(("json-ld", instant, 1.0), ("meta", instant, 1.0), ("text", "2024-06-01", 0.9)) == "2024-06-01"
    )


@pytest.mark.parametrize(
    ("raw", "known", "value"),
    [
        ("21/11/22", "2021-11-22", "2021-11-22"),
        ("3/4/22", "2022-03-04", "2022-03-04"),
        ("21/11/22", "2022-11-21", "2022-11-21"),
        ("21/11/22", "2020-01-01", "2022-11-21"),
        ("03/04/2022", "2022-03-04", "2022-03-04"),
        ("03.04.22", "2022-03-04", "2022-03-04"),
        ("03.04.22", "2022-04", "2022-04-03"),
        ("13/04/2022", "2022-04-13", "2022-04-13"),
    ],
)
@pytest.mark.parametrize("method", ["listing", "text"])
def test_another_place_decides_the_order_of_numbers(method: str, raw: str, known: str, value: str) -> None:
    for other in ("meta", "url"):
        assert chosen((method, raw, 1.5), (other, known, 0.6)) == value


def test_a_date_of_the_page_takes_no_order_from_a_date_that_may_have_either() -> None:
    assert chosen(("listing", "03/04/2022", 1.5), ("text", "04/03/2022", 0.6)) == "2022-03-04"
    assert chosen(("text", "03/04/2022", 1.5), ("meta", "04/03/2022", 0.6)) == "2022-04-03"


def test_places_that_agree_are_not_rejected() -> None:
    evidence, _ = choose_date(claims(("meta", "2024-05-06", 1.0), ("text", "6 May 2024", 0.9)), HABITS)
    assert evidence.rejected == ()


@each(("value", "reason"), [("2024-06-01", Reason.ONLY_CHANGED), ("2026-04-01", Reason.FUTURE)])
def test_a_day_of_the_last_change_alone_is_flagged(value: str, reason: Reason) -> None:
    changed = DateClaim(Method.META, value, "somewhere", 1.0, modified=True)
    assert choose_date([changed], HABITS)[0].reason is reason


def test_standings() -> None:
    stated, doubtful, candidate = claims(
        ("text", "2024-05-06", 0.5), ("text", "2024-05-07", 0.5), ("text", "2024-05-08", 0.5)
    )
    doubtful = replace(doubtful, standing=Standing.DOUBTFUL)
    candidate = replace(candidate, standing=Standing.CANDIDATE)
    evidence, _ = choose_date([stated, doubtful, candidate], HABITS)
    assert (evidence.value, evidence.reason) == ("2024-05-06", None)
    evidence, _ = choose_date([doubtful, candidate], HABITS)
    assert (evidence.value, evidence.reason) == ("2024-05-07", Reason.UNMARKED)
    evidence, parsed = choose_date([candidate], HABITS)
    assert (evidence.value, evidence.reason, parsed) == (None, Reason.NO_DATE, None)
    assert [(one.value, one.reason) for one in evidence.rejected] == [("2024-05-08", Reason.UNMARKED)]


def test_doubtful_days_that_differ_give_none_unless_one_is_better() -> None:
    one, other = (
        replace(claim, standing=Standing.DOUBTFUL)
        for claim in claims(("text", "2024-05-07", 0.5), ("text", "2024-05-08", 0.5))
    )
    assert choose_date([one, other], HABITS)[0].value is None
    assert choose_date([one, replace(other, weight=0.4)], HABITS)[0].value == "2024-05-07"
    assert choose_date([one, replace(one, raw="2024-05-07T10:00")], HABITS)[0].value == "2024-05-07"


def test_a_candidate_confirms_a_day_and_a_doubtful_day_completes_a_month() -> None:
    (candidate,) = claims(("text", "2024-05-07", 0.5))
    candidate = replace(candidate, standing=Standing.CANDIDATE)
    given = claims(("meta", "2024-05-07", 0.6), ("json-ld", "2024-06-01", 1.0))
    assert choose_date(given, HABITS)[0].value == "2024-06-01"
    assert choose_date([*given, candidate], HABITS)[0].value == "2024-05-07"
    month = claims(("url", "2024-05", 0.6))
    assert choose_date([*month, candidate], HABITS)[0].value == "2024-05"
    doubtful = replace(candidate, standing=Standing.DOUBTFUL)
    assert choose_date([*month, doubtful], HABITS)[0].value == "2024-05-07"
    assert choose_date([*claims(("url", "2024-06", 0.6)), doubtful], HABITS)[0].value == "2024-06"
    whole = claims(("meta", "2024-06-09", 0.7))
    assert choose_date([*month, *whole, doubtful], HABITS)[0].value == "2024-06-09"
    changed = replace(whole[0], modified=True)
    assert choose_date([*month, changed, doubtful], HABITS)[0].value == "2024-05-07"
    coarse = replace(candidate, raw="2024-05")
    assert choose_date([*given, coarse], HABITS)[0].value == "2024-05-07"


@each(
    ("instant", "day", "printed"),
    [
        ("2024-05-06T17:00:00+02:00", "2024-05-07", True),
        ("2024-05-06T23:59:00+02:00", "2024-05-07", True),
        ("2024-05-06T16:59:00+02:00", "2024-05-07", False),
        ("2024-05-06T17:00:00+02:00", "2024-05-08", False),
        ("2024-05-06T17:00:00+02:00", "2024-05-05", False),
        ("2024-05-06T17:00", "2024-05-07", False),  # no instant
    ],
)
def test_the_day_of_the_printed_edition_confirms_the_evening_before(
    instant: str, day: str, printed: bool
) -> None:
    values: Claims = [("json-ld", instant, 1.0), ("text", day, 0.9), ("meta", "2023-01-01", 1.5)]
    assert chosen(*values) == (instant if printed else "2023-01-01")


@each(
    "raw",
    [
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1970-01-01T12:00",
        "1969-12-31T19:00:00-05:00",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1 January 1970",
        "Dec 31, 1969 4:00 pm",
        "1900-01-01",
        "January 1, 1900",
    ],
)
def test_the_zero_of_a_clock_is_no_day_of_publication(raw: str) -> None:
    evidence, parsed = choose_date(claims(("feed", raw, 1.0), ("meta", raw, 1.0)), HABITS)
    assert (evidence.value, evidence.reason, parsed) == (None, Reason.PLACEHOLDER, None)
    assert {one.reason for one in evidence.rejected} == {Reason.PLACEHOLDER}
    assert not is_settled(claims(("feed", raw, 1.0), ("meta", raw, 1.0)), HABITS)
    assert chosen(("meta", raw, 5.0), ("text", "2020-05-04", 0.2)) == "2020-05-04"


@each("raw", ["0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "-0001-11-30"])
def test_placeholders_before_1900_are_not_read_as_dates(raw: str) -> None:
    evidence, _ = choose_date(claims(("meta", raw, 1.0)), HABITS)
    assert (evidence.value, evidence.rejected[0].reason) == (None, Reason.UNREADABLE)


def test_a_selector_that_finds_the_zero_of_a_clock_decides_nothing() -> None:
    (sure,) = claims(("selector", "1970-01-01", 5.0))
    given = [replace(sure, sure=True), *claims(("text", "2020-05-04", 0.2))]
    assert (is_settled(given, HABITS), choose_date(given, HABITS)[0].value) == (False, "2020-05-04")


@each(
    ("value", "reason"),
    [
        ("2026-03-01", None),
        ("2026-03-02", None),  # a day of grace for zones far ahead
        ("2026-03-03", Reason.FUTURE),
        ("2026-04", Reason.FUTURE),
        ("2026-03", None),
        ("2027-01-01", Reason.FUTURE),
        ("1990-01-01", None),
        ("1990", None),
        ("1989", Reason.BEFORE_1990),
        ("1989-12-31", Reason.BEFORE_1990),
    ],
)
def test_an_implausible_date_is_kept_and_flagged(value: str, reason: Reason | None) -> None:
    evidence, _ = choose_date(claims(("text", value, 1.0)), HABITS)
    assert (evidence.value, evidence.reason) == (value, reason)
    # Any other date is chosen in its place.
    other = chosen(("text", value, 1.0), ("url", "2020-01-01", 0.2))
    assert other == ("2020-01-01" if reason or len(value) < 10 else value)


@each(
    ("address", "stated", "others", "value"),
    [
        ("2019/03/04", "2019-04-04", [], "2019-03-04"),  # 31 days: imported into another system
        ("2019/03/04", "2019-04-03", [], "2019-04-03"),
        ("2019/03/04", "2024-05-06", [], "2019-03-04"),
        (
            "2019/03/04",
            "2024-05-06",
            [("text", "2024-05-06", 0.9)],
            "2024-05-06",
        ),  # a line of the page says so too
        ("2019/03/04", "2024-05-06", [("json-ld", "2019-03-20", 1.0)], "2024-05-06"),
        ("2019-03-04", "2024-05-06", [], "2024-05-06"),  # a day in a slug may be an event's
    ],
)
def test_a_day_in_the_address_wins_over_the_day_of_an_import(
    address: str, stated: str, others: Claims, value: str
) -> None:
    values: Claims = [("meta", stated, 2.0), ("url", address, 0.3), *others]
    assert chosen(*values) == value


@each(
    ("values", "value"),
    [
        (
            [("text", "2024-05-06", 0.9), ("meta", "2024-05-06T07:08", 1.0)],
            "2024-05-06T07:08",
        ),  # the same day, finer
        ([("text", "2024-05-06", 0.9), ("text", "2024-05-06T07:08", 0.9)], "2024-05-06"),
        ([("text", "2024-05-06", 1.2), ("meta", "2024-05-06T07:08", 0.9)], "2024-05-06"),
        ([("text", "2024-05-06", 1.2), ("meta", "2024-05-06T07:08", 1.0)], "2024-05-06T07:08"),
        (
            [("text", "2024-05-06", 0.3), ("url", "2024-05-06", 0.304), ("meta", "2024-05-07", 0.6)],
            "2024-05-06",
        ),
        ([("text", "2024-05-06", 0.9), ("url", "2024-05-07", 0.8)], "2024-05-06"),
        (
            [("text", "2024-05-06", 0.9), ("url", "2024-05-07", 0.5), ("meta", "2024-05-07", 0.5)],
            "2024-05-07",
        ),
        # Light claims stay light, however many agree.
        (
            [("text", "2024-05-06", 0.4), ("url", "2024-05-06", 0.4), ("meta", "2024-05-07", 1.0)],
            "2024-05-07",
        ),
        # An address has the day of the site's own clock: an instant in UTC confirms it fully.
        (
            [
                ("json-ld", "2024-05-06T16:00:00Z", 1.0),
                ("url", "2024-05-07", 0.6),
                ("text", "2023-01-01", 1.4),
            ],
            "2024-05-07",
        ),
        (
            [
                ("json-ld", "2024-05-06T16:00:00Z", 1.0),
                ("url", "2024-05-07", 0.6),
                ("text", "2023-01-01", 1.6),
            ],
            "2023-01-01",
        ),
        # Places of one kind are one witness.
        ([("text", "2024-05-06", 0.9), ("url", "2024-05-07", 0.5), ("url", "2024-05-07", 0.5)], "2024-05-06"),
        # A month counts half for the days in it, and is chosen only where no day is values.
        ([("text", "2024-05-06", 0.5), ("url", "2024-05", 0.9), ("meta", "2024-06-07", 0.8)], "2024-06-07"),
        ([("url", "2024-05", 0.9)], "2024-05"),
        ([("url", "2024-05", 0.9), ("text", "2024-06-07", 0.1)], "2024-06-07"),
    ],
)
def test_the_day_that_most_places_agree_on(values: Claims, value: str) -> None:
    assert chosen(*values) == value


def test_claims_beyond_the_sixtieth_are_not_read() -> None:
    noise: Claims = [("text", "no date", 1.0)] * 59
    assert chosen(*noise, ("text", "2024-05-06", 1.0)) == "2024-05-06"
    assert chosen(*noise, ("text", "no date", 1.0), ("text", "2024-05-06", 1.0)) is None


@each(
    ("values", "settled"),
    [
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-06", 1.0)], True),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-07", 1.0)], False),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-06", 0.9)], False),
        ([("meta", "2024-05-06", 1.0), ("meta", "2024-05-06", 1.0)], False),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-06T23:30:00Z", 1.0)], False),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-06T23:30:00+02:00", 1.0)], True),
        ([("meta", "2024-05-06", 1.0)], False),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "soon", 1.0)], False),
        ([("meta", "2024-05", 1.0), ("json-ld", "2024-05", 1.0), ("url", "2019/03/04", 0.6)], True),
        ([("meta", "2024-05-06", 1.0), ("json-ld", "2024-05-06", 1.0), ("url", "2019/03/04", 0.6)], False),
    ],
)
def test_two_strong_witnesses_of_one_day_settle_it(values: Claims, settled: bool) -> None:
    assert is_settled(claims(*values), HABITS) is settled


def test_a_selector_alone_settles_the_date() -> None:
    sure = DateClaim(Method.SELECTOR, "6 May 2024", ".date", 1.0, sure=True)
    assert is_settled([sure], HABITS)
    assert not is_settled([DateClaim(Method.SELECTOR, "soon", ".date", 1.0, sure=True)], HABITS)
    assert choose_date([*claims(("meta", "2020-01-01", 9.0)), sure], HABITS)[0].value == "2024-05-06"
    finer = claims(("meta", "2024-05-06T07:08", 1.0))
    assert choose_date([*finer, sure], HABITS)[0].value == "2024-05-06"


def test_the_time_of_the_last_change_is_not_that_of_the_publication() -> None:
    changed = DateClaim(Method.META, "2024-05-06T07:08", "somewhere", 1.0, modified=True)
    assert choose_date([*claims(("text", "2024-05-06", 1.2)), changed], HABITS)[0].value == "2024-05-06"


@each(
    ("line", "weight", "stated", "change", "value"),
    [
        ("2024-06-01", 1.1, "2024-05-06", "2024-06-01", "2024-05-06"),  # the line repeats the last change
        ("2024-06-01", 1.2, "2024-05-06", "2024-06-01", "2024-06-01"),  # a label makes it heavier
        ("2024-06-02", 1.1, "2024-05-06", "2024-06-01", "2024-06-02"),
        ("2024-05-06", 1.1, "2024-05-06", "2024-05-06", "2024-05-06"),
    ],
)
def test_a_line_that_repeats_the_last_change_is_not_the_publication(
    line: str, weight: float, stated: str, change: str, value: str
) -> None:
    changed = DateClaim(Method.META, change, "somewhere", 1.0, modified=True)
    values = claims(("text", line, weight), ("json-ld", stated, 1.0))
    assert choose_date([*values, changed], HABITS)[0].value == value
    weaker = claims(("text", line, weight), ("json-ld", stated, 0.9))
    assert choose_date([*weaker, changed], HABITS)[0].value == line


@each(
    ("instant", "reason"),
    [
        ("2024-05-06T16:00:00Z", Reason.SAME_MOMENT),
        ("2024-05-08T03:00:00Z", Reason.SAME_MOMENT),
        ("2024-05-05T16:00:00Z", Reason.WEAKER),
        ("2024-05-09T03:00:00Z", Reason.WEAKER),
        ("2024-05-06T03:00:00Z", Reason.WEAKER),
        ("2024-05-08T16:00:00Z", Reason.WEAKER),
    ],
)
def test_a_rejected_instant_is_the_same_moment_only_where_a_zone_allows_it(
    instant: str, reason: Reason
) -> None:
    evidence, _ = choose_date(claims(("text", "2024-05-07", 9.0), ("json-ld", instant, 1.0)), HABITS)
    assert [lost.reason for lost in evidence.rejected] == [reason]


def test_evidence_keeps_two_hundred_characters_of_a_value() -> None:
    long = "6 May 2024" + " and so on" * 30
    values = claims(("text", long, 1.0), ("meta", long.replace("6", "7"), 0.5), ("meta", "x" * 300, 0.5))
    excluded = DateClaim(Method.TIME, long, "somewhere", 1.0, excluded=Reason.EVENT)
    evidence, _ = choose_date([*values, excluded], HABITS)
    assert len(evidence.raw) == 200
    assert [len(lost.raw) for lost in evidence.rejected] == [200, 200, 200]


def test_a_line_with_the_day_of_the_last_change_counts_where_no_metadata_has_another_day() -> None:
    changed = DateClaim(Method.META, "2024-06-01", "somewhere", 1.0, modified=True)
    values = claims(("text", "2024-06-01", 1.1), ("url", "2024-05-06", 0.6))
    assert choose_date([*values, changed], HABITS)[0].value == "2024-06-01"


def test_claims_of_a_change_or_of_an_event_settle_nothing() -> None:
    (strong,) = claims(("meta", "2024-05-06", 1.0))
    changed = DateClaim(Method.JSON_LD, "2024-05-06", "somewhere", 1.0, modified=True)
    event = DateClaim(Method.TIME, "2024-05-06", "somewhere", 1.0, excluded=Reason.EVENT)
    assert not is_settled([strong, changed], HABITS)
    assert not is_settled([strong, event], HABITS)


@each(("shown", "reason"), [("2024-05-07T13:00", Reason.SAME_MOMENT), ("2024-05-07T14:00", Reason.WEAKER)])
def test_a_rejected_instant_is_the_same_moment_only_within_fourteen_hours(shown: str, reason: Reason) -> None:
    evidence, _ = choose_date(claims(("text", shown, 9.0), ("json-ld", "2024-05-06T23:00:00Z", 1.0)), HABITS)
    assert [lost.reason for lost in evidence.rejected] == [reason]
