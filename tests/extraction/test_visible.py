"""The dates that a reader sees on a page: which of them are read, and which count for more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.body.choice import find_body
from clusterwatch.extraction.published.visible import day_left_out, visible_dates
from clusterwatch.extraction.published.vote import DateClaim, DateHabits
from clusterwatch.html_tree import parse
from clusterwatch.models import Reason
from tests.extraction.pages import PROSE

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HABITS = DateHabits(languages=("en",), now=NOW)
TITLE = "Six towns share their microscopes"
FILLER = "<p>Twelve towns agreed</p>"
LONG = "".join(
    f"<p>{town} keeps its own microscopes, and lends them to the firms of the valley.</p>"
    for town in (
        "Ulm", "Graz", "Lyon", "Turku", "Porto", "Split", "Ghent", "Cork", "Brno", "Vigo", "Lund", "Bari", "Linz",
        "Metz",
    )
)  # fmt: skip


def read(inner: str) -> list[DateClaim]:
    """The claims of a page with `inner` in its body."""
    root = parse(f"<html lang=en><body>{inner}</body></html>").body
    assert root is not None
    layout = read_blocks(root)
    return visible_dates(layout, find_body(layout, TITLE), HABITS)


def days(first: int, last: int) -> str:
    """Lines with the days `first` to `last` of May 2024."""
    return "".join(f"<p>{day} May 2024</p>" for day in range(first, last + 1))


def by_day(claims: list[DateClaim]) -> dict[int, DateClaim]:
    return {int(claim.raw.split()[0]): claim for claim in claims}


def weight(line: str, *, above: bool = False) -> float:
    """The weight of a line below the title, or above it; 0 if it is not read as a date."""
    around = f"{line}<h1>{TITLE}</h1>" if above else f"<h1>{TITLE}</h1>{line}"
    claims = read(f"<article>{around}{PROSE}</article>")
    return max((claim.weight for claim in claims), default=0.0)


def test_lines_near_the_title_and_the_text_are_read() -> None:
    claims = by_day(read(f"<article><h1>{TITLE}</h1>{days(1, 20)}{PROSE}</article>"))
    assert [day for day in claims if claims[day].where == "after-title"] == list(range(1, 13))
    assert [day for day in claims if claims[day].where == "before-body"] == list(range(20, 14, -1))
    assert {13, 14}.isdisjoint(claims)
    near, far, last = claims[4].weight, claims[5].weight, claims[15].weight
    assert near > far == last
    assert {claims[day].weight for day in range(1, 5)} == {near}


def test_six_lines_above_the_title_are_read_and_count_less_than_those_below() -> None:
    claims = by_day(read(f"{days(1, 8)}<article><h1>{TITLE}</h1>{days(20, 20)}{PROSE}</article>"))
    assert [day for day in claims if claims[day].where == "before-title"] == [8, 7, 6, 5, 4, 3]
    assert {1, 2}.isdisjoint(claims)
    assert claims[8].weight < claims[20].weight


def test_fifteen_lines_after_the_end_are_read_and_count_least() -> None:
    claims = by_day(read(f"<article><h1>{TITLE}</h1>{LONG}</article><div>{days(1, 20)}</div>"))
    assert list(claims) == list(range(1, 16))
    assert {claim.where for claim in claims.values()} == {"end"}
    assert max(claim.weight for claim in claims.values()) < weight("<p>1 May 2024</p>", above=True)


def test_the_text_beside_a_date_decides_its_weight() -> None:
    bare, above = weight("<p>12 June 2024</p>"), weight("<p>12 June 2024</p>", above=True)
    assert (
        bare == weight("<h2>12 June 2024</h2>") == weight("<p>Fair of Ulm 12 June 2024</p>")
    )  # 12 characters
    sentence = weight("<p>Fair of Ulms 12 June 2024</p>")
    heading = weight("<h2>Fair of Ulms 12 June 2024</h2>")
    named = weight("<p class=date>Fair of Ulms 12 June 2024</p>")
    labelled = weight("<p>Published by the towns 12 June 2024</p>")
    assert 0 < heading < sentence < above < bare < labelled < named
    # A labelled line above the title counts as much as one below it, and a bare one in a box of a date does not.
    assert above < weight("<p class=date>12 June 2024</p>", above=True) < bare
    assert weight("<p>Published 12 June 2024</p>", above=True) == labelled
    assert weight("<h2>Fair of Ulm 12 June 2024</h2>", above=True) == above


@pytest.mark.parametrize(
    ("line", "is_read"),
    [
        # 45 characters beside the date, and 46.
        (f"{'x' * 44} 12 June 2024", True),
        (f"{'x' * 45} 12 June 2024", False),
        # More if the line is labelled, or opens with the date and a mark: 120 characters, and 121.
        (f"Published {'x' * 80} 12 June 2024", False),  # the label is too far away
        (f"{'x' * 80} published 12 June 2024", True),
        (f"12 June 2024 - {'x' * 117}", True),
        (f"12 June 2024 - {'x' * 118}", False),
        (f"12 June 2024 {'x' * 60}", False),
        (f"x 12 June 2024 - {'x' * 60}", False),
        # 300 characters in all.
        (f"{'x' * 278} published 12 June 2024", False),
        (f"{'x' * 277} published 12 June 2024", True),
        # A month may have 10 characters beside it.
        ("June 2024 in Ulm (A)", False),
        ("June 2024 in Ulm, A", True),
        ("2024", False),
        ("12 June", False),
    ],
)
def test_which_lines_are_read(line: str, is_read: bool) -> None:
    assert (weight(f"<p>{line}</p>") > 0) is is_read


@pytest.mark.parametrize(("letters", "is_read"), [(400, True), (587, True), (588, False)])
def test_a_box_named_after_a_date_may_be_twice_as_long(letters: int, is_read: bool) -> None:
    assert (weight(f"<p class=date>{'x' * letters} 12 June 2024</p>") > 0) is is_read


def test_long_lines_count_less_than_short_ones() -> None:
    bare, above = weight("<p>12 June 2024</p>"), weight("<p>12 June 2024</p>", above=True)
    opening = weight(f"<p>12 June 2024 - {'x' * 60}</p>")
    labelled = weight(f"<p>{'x' * 80} published 12 June 2024</p>")
    assert opening < above < labelled < bare


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Lyon, 8 April 2026 – {}", "dateline"),
        ("LYON (8 April 2026). {}", "dateline"),
        ("Lyon, le 8 April 2026: {}", "dateline"),
        (f"L{'y' * 54}, 8 April 2026 – {{}}", None),  # too long for the name of a place
        ("Lyon, 8 April – 12 {}", None),
        ("Lyon, April 2026 – {}", None),
        ("Lyon, 8 April 2026 {}", None),
    ],
)
def test_agency_reports_begin_with_a_place_and_a_day(line: str, where: str | None) -> None:
    claims = read(f"<article><h1>{TITLE}</h1><p>{line.format('word ' * 70)}</p>{PROSE}</article>")
    assert [claim.where for claim in claims] == ([where] if where else [])
    assert all(claim.weight < weight("<p>12 June 2024</p>", above=True) for claim in claims)


TIMES = [
    ("<time datetime=2026-05-12>spring</time>", [("2026-05-12", False)]),
    # Without labels only the first counts.
    ("<time datetime=2026-05-12>a</time> <time datetime=2026-06-15>b</time>", [("2026-05-12", False)]),
    (
        "Published <time datetime=2026-05-12>a</time> updated <time datetime=2026-06-15>b</time>",
        [("2026-05-12", False), ("2026-06-15", True)],
    ),
    (
        "<time datetime=2026-05-12>a</time> (updated <time datetime=2026-06-15>b</time>)",
        [("2026-05-12", False), ("2026-06-15", True)],
    ),
    ("Updated <time datetime=2026-06-15>b</time>", [("2026-06-15", True)]),
]


@pytest.mark.parametrize(("line", "found"), TIMES)
def test_times_of_a_line_with_their_labels(line: str, found: list[tuple[str, bool]]) -> None:
    claims = read(f"<article><h1>{TITLE}</h1><p>{line}</p>{PROSE}</article>")
    assert [(claim.raw, claim.modified) for claim in claims] == found


def test_a_label_in_the_line_above_a_time() -> None:
    (claim,) = read(
        f"<article><h1>{TITLE}</h1><dl><dt>Last update<dd><time datetime=2026-06-15>b</time></dl>{PROSE}</article>"
    )
    assert claim.modified


def test_the_first_time_of_a_page_is_read_if_there_is_no_other_date() -> None:
    far = f"{FILLER * 20}<div><time datetime=2026-05-12>a</time></div><div><time datetime=2026-06-15>b</time></div>"
    claims = read(f"<article><h1>{TITLE}</h1>{PROSE}</article>{far}{FILLER * 20}")
    assert [(claim.raw, claim.where) for claim in claims] == [("2026-05-12", "first-time")]
    claims = read(f"<article><h1>{TITLE}</h1><p>1 May 2024</p>{PROSE}</article>{far}{FILLER * 20}")
    assert [claim.raw for claim in claims] == ["1 May 2024"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["12 May 2026"], "2026-05-12"),
        (["12 May 2026", "12 May 2026"], "2026-05-12"),
        (["12 May 2026 14:30", "12 May 2026"], "2026-05-12T14:30"),
        (["12 May 2026", "13 May 2026"], None),  # two lines that disagree
        (["May 2026"], None),
        (["12 May 2026", "May 2026"], "2026-05-12"),
        ([f"12 May 2026 - {'x' * 106}"], "2026-05-12"),  # 120 characters
        ([f"12 May 2026 - {'x' * 107}"], None),
    ],
)
def test_a_line_anywhere_on_the_page_if_all_such_lines_agree(lines: list[str], day: str | None) -> None:
    far = "".join(f"<p>{line}</p>{FILLER}" for line in lines)
    claims = read(f"{far}{FILLER * 20}<article><h1>{TITLE}</h1>{PROSE}</article>")
    assert [claim.read and claim.read.value for claim in claims] == ([day] if day else [])
    assert all(claim.where == "elsewhere" for claim in claims)


def test_lines_of_teasers_and_menus_are_not_read() -> None:
    claims = read(f"<article><h1>{TITLE}</h1>{PROSE}</article><div class=comments><p>12 May 2026</p></div>")
    assert claims == []


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ("<footer><p>26 November 2026</p></footer>", Reason.TODAYS_DATE),
        ("<div><p>26 November 2026</p></div>", None),
        ("<footer><p>25 November 2026</p></footer>", None),
        ("<footer><p>Published: 26 November 2026</p></footer>", None),
        ("<div class=card><a href=/b>A story of rain</a> 12 May 2026</div>", Reason.OTHER_POST),
        ("<div class=card><a href=/b>A tale of rain</a> 12 May 2026</div>", None),
        # A teaser has at most 600 characters, 27 of them in its line.
        (
            f"<div class=card><a href=/b>A story of rain</a> 12 May 2026<p>{'x' * 573}</div>",
            Reason.OTHER_POST,
        ),
        (f"<div class=card><a href=/b>A story of rain</a> 12 May 2026<p>{'x' * 574}</div>", None),
        # A title has three words and nearly all of its line; outside of named boxes it is a heading.
        ("<div class=card><a href=/b>Rain and snow</a> 12 May 2026</div>", None),
        ("<div class=card><a href=/b>Rain and</a><p>12 May 2026</div>", None),
        ("<div class=card><a href=/b>Rain and ice</a><p>12 May 2026</div>", Reason.OTHER_POST),
        ("<div><a href=/b>Rain and ice</a><p>12 May 2026</div>", None),
        ("<div><h3><a href=/b>Rain and ice</a></h3><p>12 May 2026</div>", Reason.OTHER_POST),
        ("<div><h3><a href=/b>Rain and ice</a> on the sea</h3><p>12 May 2026</div>", None),
    ],
)
def test_dates_below_the_post_that_are_excluded(after: str, reason: Reason | None) -> None:
    first, *_ = read(f"<div><article><h1>{TITLE}</h1>{PROSE}</article>{after}</div>")
    assert first.excluded == reason


def test_the_heading_of_a_list_of_events_is_searched_in_twelve_lines() -> None:
    claims = by_day(read(f"<h2>Events</h2>{days(1, 14)}<article><h1>{TITLE}</h1>{PROSE}</article>"))
    assert [day for day in claims if claims[day].excluded is Reason.LIST_OF_EVENTS] == [12, 11, 10, 9]
    assert [day for day in claims if claims[day].excluded is None] == [14, 13]


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("<div><p>Deadline</p><p>12 June 2026</p></div>", Reason.EVENT),
        ("<div><p><a href=/d>Deadline</a></p><p>12 June 2026</p></div>", None),  # a section of the site
        ("<div><h3>Deadline</h3><p>12 June 2026</p></div>", None),  # a heading
        ("<p>Deadline</p><div><div><div><p>12 June 2026</p></div></div></div>", None),  # not beside it
        ("<div><p>Deadline of the fair in Ulm</p><p>12 June 2026</p></div>", None),  # a sentence
        ("<div><p>When</p><p>12 June 2026</p></div>", None),
        ("<div><p>Deadline</p><p>12 June 2026, Ulm</p></div>", Reason.EVENT),
        ("<div><div><p>Deadline</p></div><div><p>12 June 2026</p></div></div>", Reason.EVENT),
        ("<div><p class=label>When</p><p>12 June 2026</p></div>", Reason.EVENT),
    ],
)
def test_the_line_before_a_date_may_be_its_label(label: str, reason: Reason | None) -> None:
    first, *_ = read(f"<article><h1>{TITLE}</h1>{label}{PROSE}</article>")
    assert first.excluded == reason


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        # Nearer than four blocks, a line of today in the box of the post is its day.
        (f"<p>26 November 2026</p>{FILLER * 2}", None),
        (f"<p>26 November 2026</p>{FILLER * 3}", Reason.TODAYS_DATE),
        ("<header><p>26 November 2026</p></header>", Reason.TODAYS_DATE),
        ("<div class=topbar><p>26 November 2026</p></div>", Reason.TODAYS_DATE),
        ("<div class='topbar date'><p>26 November 2026</p></div>", None),
    ],
)
def test_today_above_the_title(before: str, reason: Reason | None) -> None:
    first, *_ = read(f"<div>{before}<div><h1>{TITLE}</h1>{PROSE}</div></div>")
    assert first.excluded == reason


def test_a_page_that_begins_with_today_is_of_today() -> None:
    (claim,) = read("26 November 2026")
    assert claim.excluded is None
    assert claim.weight == weight("<p>26 November 2026</p>", above=True)


def test_a_date_elsewhere_counts_less_than_one_at_the_end_and_more_than_a_sentence_there() -> None:
    (elsewhere,) = read(f"<p>12 May 2026</p>{FILLER * 20}<article><h1>{TITLE}</h1>{PROSE}</article>")
    (end,) = read(f"<article><h1>{TITLE}</h1>{LONG}</article><p>12 May 2026</p>")
    (sentence,) = read(f"<article><h1>{TITLE}</h1>{LONG}</article><p>Six towns met, 12 May 2026</p>")
    assert sentence.weight < elsewhere.weight < end.weight


def test_a_label_above_a_line_that_has_words_of_its_own_is_not_its_label() -> None:
    (claim,) = read(
        f"<article><h1>{TITLE}</h1><div><p>Last update</p><p>Ulm, 12 May 2026</p></div>{PROSE}</article>"
    )
    assert not claim.modified


@pytest.mark.parametrize("last", ["<p>Deadline</p>", "<h2>Events</h2>"])
def test_the_label_of_the_last_line_does_not_apply_to_the_first(last: str) -> None:
    first, *_ = read(f"<p>12 May 2026</p><h1>{TITLE}</h1>{PROSE}{last}")
    assert (first.raw, first.excluded) == ("12 May 2026", None)


@pytest.mark.parametrize(
    ("box", "is_day"),
    [
        ("", False),
        ("<p>12 May 2026</p>", False),  # this line is read
        ("<aside>12 May 2026</aside>", True),
        ("<aside>Rain and ice</aside><aside>12.05.26</aside>", True),
        ("<aside><time datetime=2026-05-12>spring</time></aside>", True),
        ("<aside>Rain and ice</aside>", False),
        ("<aside>Spring of 2026</aside>", False),
        ("<aside>3 towns, 12 firms</aside>", False),
    ],
)
def test_boxes_that_were_left_out_may_contain_a_date(box: str, is_day: bool) -> None:
    root = parse(f"<html><body><h1>{TITLE}</h1>{PROSE}{box}</body></html>").body
    assert root is not None
    assert day_left_out(read_blocks(root, with_boilerplate=False)) is is_day


def test_a_day_that_is_a_heading_of_its_own_stands_in_the_list_of_events_above_it() -> None:
    first, *_ = read(f"<h2>Events</h2><h3>12 May 2026</h3><article><h1>{TITLE}</h1>{PROSE}</article>")
    assert (first.raw, first.excluded) == ("12 May 2026", Reason.LIST_OF_EVENTS)


def test_a_line_at_the_end_counts_as_much_as_a_sentence_above_the_title() -> None:
    (end,) = read(f"<article><h1>{TITLE}</h1>{LONG}</article><p>12 May 2026</p>")
    assert end.weight == weight("<p>Six towns met, 12 May 2026</p>", above=True)
