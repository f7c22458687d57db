"""The dates that a reader sees on a page: which may be the day of publication, and with which reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.body.choice import find_body
from clusterwatch.extraction.layout import Body
from clusterwatch.extraction.published.visible import day_left_out, visible_dates
from clusterwatch.extraction.published.vote import DateClaim, DateHabits, Standing
from clusterwatch.html_tree import parse
from clusterwatch.models import Reason
from tests.extraction.pages import PROSE, layout_of
from tests.tables import each

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


def read(inner: str, *, elsewhere: bool = False) -> list[DateClaim]:
    """The claims of a page with `inner` in its body."""
    root = parse(f"<html lang=en><body>{inner}</body></html>").body
    assert root is not None
    layout = read_blocks(root)
    return visible_dates(layout, find_body(layout, TITLE), HABITS, elsewhere=elsewhere)


def taken(claims: list[DateClaim]) -> list[DateClaim]:
    """The claims that may be the day of publication."""
    return [claim for claim in claims if claim.standing is not Standing.CANDIDATE and not claim.excluded]


def boxes(first: int, last: int) -> str:
    """Boxes with the days `first` to `last` of May 2024."""
    return "".join(f"<div>{day} May 2024</div>" for day in range(first, last + 1))


def by_day(claims: list[DateClaim]) -> dict[int, DateClaim]:
    return {int(claim.raw.split()[0]): claim for claim in claims}


def lead(line: str, tag: str = "p") -> str:
    """The standing of a line among the paragraphs of a post, before the first."""
    claims = taken(read(f"<article><h1>{TITLE}</h1><div><{tag}>{line}</{tag}>{PROSE}</div></article>"))
    return claims[0].standing.value if claims else "none"


def weight(line: str, *, above: bool = False) -> float:
    """The weight of a line in a box of its own below the title, or above it; 0 if it cannot be the date."""
    around = f"{line}<h1>{TITLE}</h1>" if above else f"<h1>{TITLE}</h1>{line}"
    claims = taken(read(f"<article>{around}<div>{PROSE}</div></article>"))
    return max((claim.weight for claim in claims if claim.standing is Standing.STATED), default=0.0)


def test_lines_near_the_title_and_the_text_are_read() -> None:
    claims = by_day(read(f"<article><h1>{TITLE}</h1>{boxes(1, 20)}<div>{PROSE}</div></article>"))
    assert [day for day in claims if claims[day].where == "after-title"] == list(range(1, 13))
    assert [day for day in claims if claims[day].where == "before-body"] == list(range(20, 14, -1))
    assert {13, 14}.isdisjoint(claims)


def test_six_lines_above_the_title_are_read_and_count_less_than_those_below() -> None:
    claims = by_day(
        read(f"{boxes(1, 8)}<article><h1>{TITLE}</h1>{boxes(20, 20)}<div>{PROSE}</div></article>")
    )
    assert [day for day in claims if claims[day].where == "before-title"] == [8, 7, 6, 5, 4, 3]
    assert {1, 2}.isdisjoint(claims)
    assert claims[8].weight < claims[20].weight


def test_fifteen_lines_after_the_end_are_read_and_doubtful() -> None:
    claims = read(f"<article><h1>{TITLE}</h1>{LONG}</article><div>{boxes(1, 20)}</div>")
    assert [claim.raw.split()[0] for claim in claims if claim.where == "end"] == [
        str(n) for n in range(1, 16)
    ]
    assert {claim.standing for claim in claims} == {Standing.DOUBTFUL}


def test_what_stands_beside_a_date_decides_its_weight() -> None:
    bare, above = weight("<div>12 June 2024</div>"), weight("<div>12 June 2024</div>", above=True)
    assert bare == weight("<h2>12 June 2024</h2>") == weight("<div>Upper Ulm, 12 June 2024</div>")
    divided = weight("<div>Upper Ulm now, 12 June 2024</div>")
    assert (
        divided
        == weight("<div>12 June 2024 | Ulm</div>")
        == weight("<div>By Jane Holt on 12 June 2024 | Ulm</div>")
    )
    named = weight("<div>Town of Ulm 12 June 2024</div>")
    labelled = weight("<div>Published by the towns 12 June 2024</div>")
    marked = weight("<p class=date>Town of Ulm 12 June 2024</p>")
    assert 0 < named < divided < above < bare < labelled < marked
    assert weight("<div>Published 12 June 2024</div>", above=True) == labelled
    assert weight("<h2>Town of Ulm 12 June 2024</h2>") == 0
    # What a page declares weakly has 0.6, strongly 1.0; an entry of a list has 0.91.
    assert divided > 0.6
    assert bare < 0.91 < labelled < 1.0 < marked


@each(
    ("line", "is_taken"),
    [
        # 45 characters beside the date, and 46.
        (f"{'x' * 44} 12 June 2024", True),
        (f"{'x' * 45} 12 June 2024", False),
        (f"{'x' * 80} published 12 June 2024", True),
        (f"Published {'x' * 80} 12 June 2024", False),  # the label is too far away
        # Six words between marks, and seven.
        ("one two three four five six | 12 June 2024", True),
        ("one two three four five six seven | 12 June 2024", False),
        # 300 characters in all.
        (f"{'x' * 278} published 12 June 2024", False),
        (f"{'x' * 277} published 12 June 2024", True),
        # A month may have 10 characters beside it.
        ("June 2024 in Ulm (A)", False),
        ("Of Ulms | June 2024", True),
        ("Of Ulmsx | June 2024", False),
        ("2024", False),
        ("12 June", False),
        ("Project: 12 June 2024", False),
        ("12 June 2024: kick-off", False),
        ("Date: 12 June 2024", True),
        ("27 November 2026", True),  # the next day, in a zone far ahead
        ("28 November 2026", True),  # an odd day is kept, with a flag
        ("27 November 2026 | Ulm", True),
        ("28 November 2026 | Ulm", False),
    ],
)
def test_which_lines_in_a_box_of_their_own_are_taken(line: str, is_taken: bool) -> None:
    assert (weight(f"<div>{line}</div>") > 0) is is_taken


@each(
    ("line", "standing"),
    [
        ("12 June 2024", "stated"),
        ("Ulm, 12 June 2024", "stated"),
        ("Published: 12 June 2024", "stated"),
        ("Date of publication: 12 June 2024", "stated"),
        ("By Jane Holt on 12 June 2024", "stated"),
        ("Published by Jane Holt, 12 June 2024", "stated"),
        ("Submitted by Jane Holt on 12 June 2024", "stated"),
        ("12 June 2024 published", "stated"),
        ("Press release of 12 June 2024", "stated"),
        ("The call was published on 12 June 2024", "none"),
        ("Publication of the results: 12 June 2024", "none"),
        ("Date: 12 June 2024", "none"),
        ("Town of Ulm 12 June 2024", "none"),
        ("Updated 12 June 2024", "none"),
        ("until 12 June 2024", "none"),
        ("up to 12 June 2024", "none"),
        ("12 June 2024 until noon", "none"),
        ("12 June 2024, 9:00 to 17:00", "none"),
        ("9-11 am, 12 June 2024", "none"),
        ("12 June 2024, Wednesday – 14 June 2024, Friday", "none"),
        ("12 June 2024 at 17:00", "stated"),
        ("No. 123 of 12 June 2024", "none"),
    ],
)
def test_lines_among_the_paragraphs(line: str, standing: str) -> None:
    assert lead(line) == standing


def test_a_list_of_days_in_lines_of_one_form_is_a_timetable() -> None:
    lines = "<p>{} May 2024 | opening</p><p>{} May 2024 | end</p>"
    head = f"<article><h1>{TITLE}</h1><div>"
    assert taken(read(f"{head}{lines.format(12, 13)}{PROSE}</div></article>")) == []
    assert len(taken(read(f"{head}{lines.format(12, 12)}{PROSE}</div></article>"))) == 2
    assert (
        len(taken(read(f"{head}<p>1 May 2024</p><p>12 May 2024 | opening</p>{PROSE}</div></article>"))) == 2
    )


def test_a_bare_date_may_stand_behind_the_first_paragraph_of_a_text() -> None:
    first, *rest = PROSE.split("</p>")
    head = f"<article><h1>{TITLE}</h1><div>{first}</p>"
    for line, count in (("12 May 2024", 1), ("12 May 2024 | the opening", 0)):
        assert len(taken(read(f"{head}<p>{line}</p>{'</p>'.join(rest)}</div></article>"))) == count
    second = "</p>".join((rest[0], "<p>12 May 2024", *rest[1:]))
    assert taken(read(f"{head}{second}</div></article>")) == []


def test_a_label_leaves_nothing_to_other_lines() -> None:
    claims = read(
        f"<article><h1>{TITLE}</h1><p class=date>1 May 2024</p>{PROSE}<div>Published: 2 May 2024</div></article>"
    )
    assert [claim.raw for claim in taken(claims)] == ["Published: 2 May 2024"]


def test_where_other_posts_have_their_day_elsewhere_only_a_label_states_one() -> None:
    inner = f"<article><h1>{TITLE}</h1><p class=date>{{}}1 May 2024</p>{PROSE}</article>"
    assert [c.standing for c in read(inner.format(""), elsewhere=True)] == [Standing.DOUBTFUL]
    assert [c.standing for c in read(inner.format("Published "), elsewhere=True)] == [Standing.STATED]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("Lyon, 8 April 2026 – {}", "dateline"),
        ("LYON (8 April 2026). {}", "dateline"),
        ("Lyon, le 8 April 2026: {}", "dateline"),
        ("8 April 2026 - {}", "dateline"),
        ("On 8 April 2026 – a Wednesday – {}", None),
        (f"L{'y' * 54}, 8 April 2026 – {{}}", None),  # too long for the name of a place
        ("Lyon, 8 April – 12 {}", None),
        ("Lyon, April 2026 – {}", None),
        ("Lyon, 8 April 2026 {}", None),
    ],
)
@pytest.mark.parametrize("length", [20, 70])
def test_reports_begin_with_a_place_and_a_day(line: str, where: str | None, length: int) -> None:
    claims = taken(read(f"<article><h1>{TITLE}</h1><p>{line.format('word ' * length)}</p>{PROSE}</article>"))
    assert [claim.where for claim in claims] == ([where] if where else [])
    assert all(claim.weight < weight("<div>12 June 2024</div>", above=True) for claim in claims)


def test_a_dateline_stands_in_one_of_the_first_two_paragraphs() -> None:
    line = f"<p>Lyon, 8 April 2026 – {'word ' * 20}</p>"
    one, two = f"<p>{'Words that go on ' * 8}</p>", f"<p>{'Other words go on ' * 8}</p>"
    for before, count in ((one, 1), (one + two, 0)):
        assert len(taken(read(f"<article><h1>{TITLE}</h1>{before}{line}{PROSE}</article>"))) == count
    (short,) = taken(read(f"<article><h1>{TITLE}</h1><p>Lyon, 8 April 2026 – it met</p>{PROSE}</article>"))
    assert short.where == "after-title"


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


@each(("line", "found"), TIMES)
def test_times_of_a_line_with_their_labels(line: str, found: list[tuple[str, bool]]) -> None:
    claims = read(f"<article><h1>{TITLE}</h1><p>{line}</p>{PROSE}</article>")
    assert [(claim.raw, claim.modified) for claim in claims] == found


def test_a_label_in_the_line_above_a_time() -> None:
    for label, modified, excluded in (("Last update", True, None), ("Deadline", False, Reason.EVENT)):
        (claim,) = read(
            f"<article><h1>{TITLE}</h1><dl><dt>{label}<dd><time datetime=2026-06-15>b</time></dl>{PROSE}</article>"
        )
        assert (claim.modified, claim.excluded) == (modified, excluded)


@each(
    ("value", "standing"),
    [
        ("2026-05-13", "stated"),
        ("2026-05-13T09:00", "stated"),
        ("2026-05-14", "candidate"),
        ("2026-06", "stated"),
        ("spring", "stated"),
    ],
)
def test_the_day_that_readers_see_wins_over_that_of_the_time_element(value: str, standing: str) -> None:
    time, text = read(
        f"<article><h1>{TITLE}</h1><div><time datetime={value}>12 May 2026</time></div><div>{PROSE}</div></article>"
    )
    assert (time.standing.value, text.standing.value) == (standing, "stated")


def test_times_in_sentences_comments_and_menus_are_no_days_of_the_post() -> None:
    time = "<time datetime=2026-05-12>12 May</time>"
    for far in (
        f"<p>The towns and the firms of the valley meet again on {time} in the old customs house</p>",
        f"<div class=comments><p>{time}</p></div>",
        f"<nav>{time}</nav>",
        f"<aside>{time}</aside>",
    ):
        assert taken(read(f"<article><h1>{TITLE}</h1>{PROSE}</article>{far}")) == []


@each(
    ("lines", "days"),
    [
        (["12 May 2026"], ["2026-05-12"]),
        (["12 May 2026 14:30", "12 May 2026"], ["2026-05-12T14:30", "2026-05-12"]),
        (["May 2026"], ["2026-05"]),
        (["Published: 12 May 2026"], ["2026-05-12"]),
        (["Town of Ulm 12 May 2026"], []),
    ],
)
def test_a_line_anywhere_on_the_page_is_doubtful(lines: list[str], days: list[str]) -> None:
    far = "".join(f"<div>{line}</div>{FILLER}" for line in lines)
    claims = taken(read(f"{far}{FILLER * 20}<article><h1>{TITLE}</h1>{PROSE}</article>"))
    assert [claim.read and claim.read.value for claim in claims] == days
    assert all(claim.where == "elsewhere" for claim in claims)
    assert all((claim.standing is Standing.STATED) is claim.raw.startswith("Published") for claim in claims)


def test_lines_far_from_the_post_are_not_read_if_a_day_is_stated_near_it() -> None:
    far = f"<div>12 May 2026</div>{FILLER * 20}"
    claims = read(f"{far}<article><h1>{TITLE}</h1><p>1 May 2024</p>{PROSE}</article>")
    assert [claim.raw for claim in claims] == ["1 May 2024"]


def test_lines_of_teasers_and_menus_are_not_read() -> None:
    claims = read(f"<article><h1>{TITLE}</h1>{PROSE}</article><div class=comments><p>12 May 2026</p></div>")
    assert claims == []


@each(
    ("after", "reason"),
    [
        ("<footer><p>25 November 2026</p></footer>", Reason.OTHER_POST),
        ("<footer><p>Published: 26 November 2026</p></footer>", None),
        ("<aside><p>12 May 2026</p></aside>", Reason.OTHER_POST),
        ("<blockquote><p>12 May 2026</p></blockquote>", Reason.OTHER_POST),
        ("<div><p>26 November 2026</p></div>", None),
        ("<h2>Also of interest</h2><p>12 May 2026</p>", Reason.OTHER_POST),
        ("<h2>Facts</h2><p>Date: 12 May 2026</p>", None),
        ("<div class=card><a href=/b>A story of rain</a> 12 May 2026</div>", Reason.OTHER_POST),
        # A teaser has at most 600 characters, 27 of them in its line.
        (
            f"<div class=card><a href=/b>A story of rain</a> 12 May 2026<p>{'x' * 573}</div>",
            Reason.OTHER_POST,
        ),
        (f"<div class=card><a href=/b>A story of rain</a> 12 May 2026<p>{'x' * 574}</div>", None),
        # A title has three words; outside of named boxes it is a heading.
        ("<div class=card><a href=/b>Rain and</a><p>12 May 2026</div>", None),
        ("<div class=card><a href=/b>Rain and ice</a><p>12 May 2026</div>", Reason.OTHER_POST),
        ("<div><a href=/b>Rain and ice</a><p>12 May 2026</div>", None),
        ("<div><h3><a href=/b>Rain and ice</a></h3><p>12 May 2026</div>", Reason.OTHER_POST),
        # A link to all posts belongs to the line above it, not to the one before that.
        ("<div><p>12 May 2026<h4>Rain, ice</h4><a href=/>To all news</a></div>", Reason.OTHER_POST),
    ],
)
def test_dates_below_the_post_that_are_excluded(after: str, reason: Reason | None) -> None:
    first, *_ = read(f"<div><article><h1>{TITLE}</h1>{PROSE}</article>{after}</div>")
    assert first.excluded == reason


def test_the_foot_of_an_article_is_part_of_the_post() -> None:
    for tag in ("footer", "aside"):
        claims = read(f"<article><h1>{TITLE}</h1>{PROSE}<{tag}><p>12 May 2026</p></{tag}></article>")
        assert [claim.standing for claim in taken(claims)] == [Standing.DOUBTFUL]


def test_a_date_in_the_title_is_that_of_an_event_unless_it_is_an_element_of_its_own() -> None:
    for title, count in (
        (f"{TITLE} 12 May 2026", 0),
        (f"{TITLE} – 12 May 2026", 0),
        (f"{TITLE}, published 12 May 2026", 1),
        (f"<span>12.05.2026</span>{TITLE}", 1),
        (f"<span><b>12.05.2026</b></span>{TITLE}", 1),
    ):
        assert len(taken(read(f"<article><h1>{title}</h1>{PROSE}</article>"))) == count


def test_the_line_of_a_picture_states_no_day() -> None:
    for box in ("<div class=photo-box>{}</div>", "<figure><p>{}</p></figure>"):
        assert weight(box.format("Ulm, 12 May 2026")) == 0


def test_the_heading_of_a_list_of_events_is_searched_in_twelve_lines() -> None:
    claims = by_day(read(f"<h2>Events</h2>{boxes(1, 14)}<article><h1>{TITLE}</h1>{PROSE}</article>"))
    assert [day for day in claims if claims[day].excluded is Reason.LIST_OF_EVENTS] == [12, 11, 10, 9]
    assert [day for day in claims if claims[day].excluded is None] == [14, 13]


@each(
    ("label", "reason"),
    [
        ("<div><p>Deadline</p><p>12 June 2026</p></div>", Reason.EVENT),
        ("<div><p><a href=/d>Deadline</a></p><p>12 June 2026</p></div>", None),  # a section of the site
        ("<div><h3>Deadline</h3><p>12 June 2026</p></div>", Reason.EVENT),
        ("<div><h3>Events</h3><p>12 June 2026</p></div>", Reason.LIST_OF_EVENTS),
        ("<p>Deadline</p><div><div><div><p>12 June 2026</p></div></div></div>", None),  # not beside it
        ("<div><p>Deadline of the fair in Ulm</p><p>12 June 2026</p></div>", None),  # a sentence
        ("<div><p>When</p><p>12 June 2026</p></div>", Reason.EVENT),
        ("<div><p>Deadline</p><p>12 June 2026, Ulm</p></div>", Reason.EVENT),
        ("<div><div><p>Deadline</p></div><div><p>12 June 2026</p></div></div>", Reason.EVENT),
        ("<div><p class=label>When</p><p>12 June 2026</p></div>", Reason.EVENT),
        # A label and its day stand in one box, or in boxes of boxes that touch.
        ("<div><p>Deadline</p><div><p>12 June 2026</p></div></div>", Reason.EVENT),
        ("<div><p>Deadline</p><div><div><p>12 June 2026</p></div></div></div>", None),
        ("<div><div><p>Deadline</p></div><p>12 June 2026</p></div>", Reason.EVENT),
        ("<div><div><div><p>Deadline</p></div></div><p>12 June 2026</p></div>", None),
    ],
)
def test_the_line_before_a_date_may_be_its_label(label: str, reason: Reason | None) -> None:
    first, *_ = read(f"<article><h1>{TITLE}</h1>{label}{PROSE}</article>")
    assert first.excluded == reason


@each(
    ("label", "is_taken"),
    [("<dt>Funding", False), ("<dt>Date", True), ("<dt>Published", True), ("<dt class=x>Start", False)],
)
def test_a_cell_labels_the_date_behind_it(label: str, is_taken: bool) -> None:
    claims = read(f"<article><h1>{TITLE}</h1><dl>{label}<dd>12 June 2026</dl><div>{PROSE}</div></article>")
    assert bool(taken(claims)) is is_taken


@each(
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


@each("title", ["The guide was updated", "New guide published"])
def test_a_title_is_no_label_of_the_day_below_it(title: str) -> None:
    (claim,) = read(f"<article><h1>{title}</h1><p>12 May 2026</p>{PROSE}</article>")
    assert (claim.modified, claim.weight) == (False, weight("<div>12 May 2026</div>"))


def test_a_label_above_a_line_that_has_words_of_its_own_is_not_its_label() -> None:
    (claim,) = read(
        f"<article><h1>{TITLE}</h1><div><p>Last update</p><p>Ulm, 12 May 2026</p></div>{PROSE}</article>"
    )
    assert not claim.modified


@each("last", ["<p>Deadline</p>", "<h2>Events</h2>"])
def test_the_label_of_the_last_line_does_not_apply_to_the_first(last: str) -> None:
    first, *_ = read(f"<p>12 May 2026</p><h1>{TITLE}</h1>{PROSE}{last}")
    assert (first.raw, first.excluded) == ("12 May 2026", None)


@each(
    ("box", "is_day"),
    [
        ("", False),
        ("<p>12 May 2026</p>", False),  # this line is read
        ("<aside>12 May 2026</aside>", True),
        ("<aside><div><p>12 May 2026</p></div></aside>", True),
        ("<aside>Rain and ice</aside><aside>12.05.26</aside>", True),
        ("<aside><time datetime=2026-05-12>spring</time></aside>", True),
        ("<aside>Rain and ice</aside>", False),
        ("<aside>Spring of 2026</aside>", False),
        ("<aside>3 towns, 12 firms</aside>", False),
        ("<aside>3 towns<p>© 2026 Alpha</p></aside>", False),
    ],
)
def test_boxes_that_were_left_out_may_contain_a_day(box: str, is_day: bool) -> None:
    root = parse(f"<html><body><h1>{TITLE}</h1>{PROSE}{box}</body></html>").body
    assert root is not None
    assert day_left_out(read_blocks(root, with_boilerplate=False), HABITS) is is_day


def test_a_day_that_is_a_heading_of_its_own_stands_in_the_list_of_events_above_it() -> None:
    first, *_ = read(f"<h2>Events</h2><h3>12 May 2026</h3><article><h1>{TITLE}</h1>{PROSE}</article>")
    assert (first.raw, first.excluded) == ("12 May 2026", Reason.LIST_OF_EVENTS)


FULL = ("The towns of the valley share their tools and books. " * 3)[:80]


@each(
    ("between", "count"),
    [
        # A paragraph has 80 letters: behind it, a line with more than a day is one of the text.
        (f"<p>{FULL}</p><p>12 May 2024 | Ulm</p>", 0),
        (f"<p>{FULL[:79]}</p><p>12 May 2024 | Ulm</p>", 1),
        # Points between the paragraphs are lines of the text, and several days in them are a timetable.
        ("<ul><li>12 May 2024 – the opening</li><li>13 May 2024 – the end</li></ul>", 0),
        ("<ul><li>12 May 2024 – the opening</li><li>12 May 2024 – the end</li></ul>", 2),
        ("<ul><li>Date: 12 May 2024</li></ul>", 0),
        ("<p>12 May 2024 9:30 | the opening</p><p>12 May 2024 | the hall</p>", 2),
    ],
)
def test_lines_between_the_paragraphs(between: str, count: int) -> None:
    claims = read(f"<article><h1>{TITLE}</h1><div>{between}{PROSE}</div></article>")
    assert len(taken(claims)) == count


def test_of_two_paragraphs_the_second_may_have_a_day_above_it() -> None:
    one, two, _ = PROSE.split("</p>")[:3]
    claims = read(f"<article><h1>{TITLE}</h1><div>{one}</p><p>12 May 2024</p>{two}</p></div></article>")
    assert len(taken(claims)) == 1


@each(("letters", "count"), [(25, 1), (26, 0)])
def test_a_long_link_above_the_title_is_that_of_another_post(letters: int, count: int) -> None:
    line = f"<div><a href=/b>{'Towns and their microscopes'[:letters]}</a> 12 May 2024</div>"
    assert len(taken(read(f"{line}<article><h1>{TITLE}</h1>{PROSE}</article>"))) == count


@each(
    ("lines", "days"),
    [
        (["Deadline: 1 May 2024", "Rain", "2 May 2024", "Ice", "Deadline: 3 May 2024"], 0),
        (["Deadline: 1 May 2024", "Rain", "Ice", "2 May 2024", "Deadline: 3 May 2024"], 1),
        (["Deadline: 1 May 2024", "2 May 2024", "Rain", "Ice", "Deadline: 3 May 2024"], 1),
    ],
)
def test_a_day_between_those_of_events_is_one_of_them(lines: list[str], days: int) -> None:
    claims = read(
        f"<article><h1>{TITLE}</h1>{''.join(f'<div>{line}</div>' for line in lines)}{PROSE}</article>"
    )
    assert len(taken(claims)) == days


@each(("letters", "is_taken"), [(70, True), (71, False)])
def test_a_line_with_a_short_year_has_seventy_letters(letters: int, is_taken: bool) -> None:
    line = f"9 mar 26 | {'Jane' * 15}"[:letters].ljust(letters, "e")
    assert (weight(f"<div>{line}</div>") > 0) is is_taken


@each(("letters", "count"), [(45, 1), (46, 0)])
def test_a_line_around_a_time_element_has_forty_five_letters(letters: int, count: int) -> None:
    line = f"<p>{'x' * (letters - 7)} <time datetime=2026-05-12>spring</time></p>"
    assert len(taken(read(f"<article><h1>{TITLE}</h1>{line}{PROSE}</article>"))) == count


@each(("letters", "count"), [(80, 1), (81, 0)])
def test_a_month_in_a_longer_line_is_not_read(letters: int, count: int) -> None:
    line = f"In May 2026 {'the towns share their tools and books, ' * 2}"[: letters - 1] + "."
    assert len(read(f"<article><h1>{TITLE}</h1><p>{line}</p>{PROSE}</article>")) == count


def test_a_page_with_a_title_and_no_text_has_no_lines_above_its_text() -> None:
    layout = layout_of(f"<h1>{TITLE}</h1>{FILLER * 14}")
    assert visible_dates(layout, Body((), 0, "", 0), HABITS) == []


def test_the_only_paragraph_of_a_post_may_be_the_line_of_its_day() -> None:
    (claim,) = taken(read(f"<article><h1>{TITLE}</h1><p class=date>{LINE}</p></article>"))
    assert claim.weight > weight("<div>12 May 2024</div>") - 0.3


LINE = f"12 May 2024 | {'Jane' * 10} | {'Holt' * 10}"


def test_the_last_paragraph_is_not_behind_the_post() -> None:
    assert taken(read(f"<article><h1>{TITLE}</h1><div>{PROSE}<p>{LINE}</p></div></article>")) == []


def test_behind_the_post_a_line_with_nothing_but_its_day_weighs_more() -> None:
    bare, divided = (
        taken(read(f"<article><h1>{TITLE}</h1><div>{PROSE}</div></article><div>{line}</div>"))[0]
        for line in ("12 May 2024", "12 May 2024 | Ulm")
    )
    assert bare.weight > divided.weight


@each(("letters", "where"), [(79, "after-title"), (80, "dateline")])
def test_a_paragraph_of_a_report_has_eighty_letters(letters: int, where: str) -> None:
    line = f"Lyon, 8 April 2026 – {'word ' * 20}"[: letters - 1] + "."
    (claim,) = [
        c
        for c in read(f"<article><h1>{TITLE}</h1><p>{line}</p>{PROSE}</article>")
        if c.raw.startswith("Lyon")
    ]
    assert claim.where == where


def test_days_in_boxes_like_those_of_the_text_are_a_timetable_also_at_the_top_of_a_page() -> None:
    def box(line: str) -> str:
        return f"<div class=w><div class=c>{line}</div></div>"

    one, two = "12 May 2024 | the opening", "13 May 2024 | the end"
    text = [
        f"{town} keeps its own microscopes, and lends them to the firms of the valley, as all do."
        for town in ("Ulm", "Graz")
    ]
    assert taken(read(box(one) + f"<h1>{TITLE}</h1>" + "".join(map(box, (two, *text))))) == []
