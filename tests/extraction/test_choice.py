"""Which blocks of a page are the post: the weight of a block, and the title above it, each limit at its edge."""

from __future__ import annotations

import pytest

from clusterwatch.extraction.body.choice import find_body, weight_of
from clusterwatch.extraction.layout import Block, Body
from tests.extraction.pages import P1, P2, P3, kept, layout_of
from tests.tables import each


@each(
    ("size", "linked", "links", "tag", "weight"),
    [
        (80, 0, 0, "p", 80.0),
        (80, 40, 1, "p", 40.0),
        (80, 41, 1, "p", -30.0),
        (79, 0, 0, "p", 31.6),
        (40, 10, 1, "p", 12.0),
        (39, 10, 1, "p", -8.0),
        (39, 0, 0, "p", 7.8),
        (20, 0, 0, "p", 4.0),
        (19, 0, 0, "p", 0.0),
        (80, 0, 0, "h2", 0.0),
        (80, 41, 1, "h2", -30.0),
    ],
)
def test_the_weight_of_a_block(size: int, linked: int, links: int, tag: str, weight: float) -> None:
    block = Block("x" * (size - 1) + ".", tag, 0, linked, links, 0)
    assert weight_of(block, size) == pytest.approx(weight)


def test_the_weight_of_a_short_line() -> None:
    assert weight_of(Block("x" * 39, "p", 0, 0, 0, 0), 39) == 0.0
    assert weight_of(Block("Fee: 120 €", "p", 0, 0, 0, 0), 10) == pytest.approx(2.0)
    assert weight_of(Block("会" * 34, "p", 0, 0, 0, 0), 85) == pytest.approx(85.0)


def test_a_line_that_leads_out_says_nothing_of_its_box() -> None:
    block = layout_of("<p><a href=/call.pdf>The call</a></p>").blocks[0]
    assert weight_of(block, 8) == 0.0


def title_at(inner: str, title: str = "Call of the towns") -> int | None:
    return find_body(layout_of(inner), title).title_at


T200 = "x" * 199 + "."


@each(
    ("inner", "at"),
    [
        (f"<h1>Call of the towns</h1><p>{P1}</p>", 0),
        (f"<h1>Call of the towns: all news</h1><p>{P1}</p>", 0),
        (f"<h2>Call of the towns: all news</h2><p>{P1}</p>", None),
        (f"<h1>«Call of the towns»</h1><p>{P1}</p>", 0),
        (f"<div>Call of the towns</div><h2>Call of the towns</h2><p>{P1}</p>", 1),
        (f"<div>Call of the towns</div><p>{P1}</p>", 0),
        (f"<h2>Call of the towns</h2><h1>Call of the towns</h1><p>{P1}</p>", 1),
        (f"<h1>Call of the towns</h1><h2>Call of the towns</h2><p>{P1}</p>", 0),
        (f"<h2>Call of the towns</h2><h2>Call of the towns</h2><p>{P1}</p>", 1),
        (f"<div>Call of the towns</div><div>Call of the towns: all news</div><p>{P1}</p>", 0),
        (f"<div>Calls of the towns</div><p>{P1}</p>", None),
        (f"<h1>Another heading</h1><p>{P1}</p>", 0),
        (f"<h1><a href=/>Another heading</a></h1><p>{P1}</p>", None),
        # The last before two fifths of the prose; otherwise the first before four fifths.
        (
            f"<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 3}<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 2}",
            0,
        ),
        (f"{f'<p>{T200}</p>' * 3}<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 5}", 3),
        (
            f"<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 3}<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 5}",
            4,
        ),
        (
            f"<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 2}<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 3}",
            0,
        ),
        # Lines without weight, and lines of links, which have a negative one.
        (f"{'<p>x</p>' * 400}<h2>Call of the towns</h2><p>{T200[:100]}</p>", 400),
        (
            f"<p>{T200[:100]}</p><h2>Call of the towns</h2><p>{T200}</p>{'<p><a href=/x>x</a></p>' * 400}",
            1,
        ),
        (f"{f'<p>{T200}</p>' * 3}<h2>Call of the towns</h2><p>{T200}</p>", 3),
        (f"{f'<p>{T200}</p>' * 4}<h2>Call of the towns</h2><p>{T200}</p>", None),
        (
            f"{f'<p>{T200}</p>' * 5}<h2>Call of the towns</h2>{f'<p>{T200}</p>' * 4}"
            f"<h2>Call of the towns</h2><p>{T200}</p>",
            5,
        ),
    ],
)
def test_the_title_above_the_post(inner: str, at: int | None) -> None:
    assert title_at(f"<div>{inner}</div>") == at


def test_a_page_without_a_title_or_without_text() -> None:
    linked = layout_of(f"<h1><a href=/>Another heading</a></h1><p>{P1}</p>")
    assert find_body(linked, None).title_at is None
    assert find_body(layout_of(""), "Call") == Body((), 0, "")


def test_the_evidence_names_the_box_by_its_first_class() -> None:
    assert (
        find_body(layout_of(f"<h1>Call</h1><div class='a b'><p>{P1}</p><p>{P2}</p></div>"), "Call").where
        == "div.a"
    )


LINE = f"<p>{'x' * 40}</p>"  # of 16


@each(
    ("inner", "lines"),
    [
        # Boilerplate and lines above the title are neither for nor against a box.
        (f"<h1>Call</h1><div class=comments>{'<p>x</p>' * 600}</div><div><p>{P1}</p></div>", [P1]),
        (
            f"<h1>Call</h1><div><div><p>{P1}</p><p>{P2}</p></div><nav>{'<p>x</p>' * 400}</nav>"
            f"<section><p>{P3}</p></section></div>",
            [P1, P2, P3],
        ),
        (f"<div>{'<p>x</p>' * 20}</div><h1>Call</h1><div><p>Fee: 120 €</p></div>", ["Fee: 120 €"]),
        (
            f"<main>{'<p>x</p>' * 20}<h1>Call</h1><div>{LINE}</div><section>{LINE}</section></main>",
            ["x" * 40] * 2,
        ),
        # A list that a line announces counts, even if its items are short.
        (
            "<h1>Call</h1><div><p>The winners are:</p><ul><li>Harbour School</li><li>Museum of boats</li>"
            "</ul></div><section>Fee: 120 €</section>",
            ["The winners are:", "Harbour School", "Museum of boats"],
        ),
        # So are lines behind the article.
        (f"<article><h1>Call</h1><div>{LINE}</div></article>{'<p>x</p>' * 20}", ["x" * 40]),
    ],
)
def test_what_does_not_count(inner: str, lines: list[str]) -> None:
    assert kept(inner) == lines


def test_what_stands_above_the_title_is_no_post() -> None:
    above = f"<div>{f'<p>{P1}</p><p>{P2}</p>' * 2}</div>"
    assert kept(f"{above}<h1>Call</h1><div><p>{P3}</p></div>") == [P3]


@each(("size", "is_cut"), [(103, True), (102, False)])
def test_the_article_of_the_title_is_the_post_if_it_has_enough(size: int, is_cut: bool) -> None:
    beside = f"<div><p>{'y' * 239}.</p></div>"
    lines = kept(f"<div><article><h1>Call</h1><p>{'x' * (size - 1)}.</p></article>{beside}</div>")
    assert (lines == [f"{'x' * (size - 1)}."]) is is_cut


def test_an_article_with_three_tenths_of_the_text_does_not_have_enough() -> None:
    beside = f"<div><p>{'y' * 349}.</p></div>"
    lines = kept(f"<div><article><h1>Call</h1><p>{'x' * 149}.</p></article>{beside}</div>")
    assert lines == [f"{'x' * 149}.", f"{'y' * 349}."]


def test_only_a_heading_that_is_the_title_makes_a_footer_below_it_one_of_the_page() -> None:
    footer = f"<footer><p>{P1}</p><p>{P2}</p></footer>"
    assert kept(f"<div>Call</div>{footer}") == [P1, P2]
    assert kept(f"<h2>Call</h2>{footer}") == []


SIDES = "".join(f"<div class=sidebar><p>{text}</p></div>" for text in (P1, P2, P3))


@each(("size", "is_searched"), [(149, True), (150, False)])
def test_a_short_body_is_searched_again_among_boxes_with_any_name(size: int, is_searched: bool) -> None:
    first = f"{'x' * (size - 1)}."
    lines = kept(f"<h1>Call</h1><div><p>{first}</p></div><div>{SIDES}</div>")
    assert (lines != [first]) is is_searched


def test_a_short_text_in_a_marked_box_is_searched_again_unless_the_box_stands_below_the_title() -> None:
    marked = "<div class=entry-content><p>Come all to the harbour.</p></div>"
    assert kept(f"<h1>Call</h1><div>{marked}</div><div>{SIDES}</div>") == ["Come all to the harbour."]
    assert kept(f"<div>{marked}</div><div>{SIDES}</div>")[-1] == P3
    within = f"<div class=entry-content><h1>Call</h1><p>Come all to the harbour.</p></div><div>{SIDES}</div>"
    assert kept(within)[-1] == P3
    links = "<div class=entry-content><p><a href=/a>The towns of the coast</a></p></div>"
    assert kept(f"<h1>Call</h1><div>{links}</div><div>{SIDES}</div>")[-1] == P3


@each(("size", "is_better"), [(99, False), (100, False), (101, True)])
def test_the_second_search_must_find_twice_as_much(size: int, is_better: bool) -> None:
    first = f"{'x' * 99}."
    side = f"<div class=sidebar><p>{'y' * (size - 1)}.</p></div>" * 2
    lines = kept(f"<h1>Call</h1><div><p>{first}</p></div><div>{side}</div>")
    assert (lines != [first]) is is_better
