"""Sums over the blocks of a page, and the boxes around them."""

from __future__ import annotations

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.layout import Layout, sums_of
from clusterwatch.html_tree import parse
from tests.extraction.pages import layout_of
from tests.tables import each

ROW = "<p>a</p><div><p>bc <a href=/x>de</a></p><p>f</p></div><p>g</p>"


def test_the_boxes_within_a_box() -> None:
    layout = layout_of("<p>a</p><div><p>b</p><ul><li>c</li></ul></div><table><tr><td>d</table>")
    assert [box.tag for box in layout.within(2)] == ["p", "ul", "li"]
    assert [box.tag for box in layout.within(1)] == []
    assert len(layout.within(0)) == len(layout.boxes) - 1


def test_sums_of_values() -> None:
    assert sums_of([2, 3]) == [0, 2, 5]
    assert sums_of(()) == [0]


def test_letters_and_linked_letters_are_summed_before_each_block() -> None:
    layout = layout_of(ROW)
    assert layout.letters_before == [0, 1, 6, 7, 8]
    assert layout.linked_before == [0, 0, 2, 2, 2]


@each(
    ("number", "other", "boxes"), [(1, 0, ["p", "div"]), (1, 2, ["p"]), (2, 1, ["p"]), (2, 3, ["p", "div"])]
)
def test_the_boxes_around_a_block_that_do_not_hold_another(number: int, other: int, boxes: list[str]) -> None:
    layout = layout_of(ROW)
    assert [layout.boxes[box].tag for box in layout.outside(number, other)] == boxes


@each(
    ("inner", "letters"),
    [
        ("<div class=share>abc</div>", 3),
        ("<div class=share><p>abc <a href=/x>d<i>e</i></a></p></div>", 4),
        ("<div class=share>abc<script>de</script></div><div class=share>f</div>", 4),
        ("<nav>abc</nav>", 0),
    ],
)
def test_the_letters_that_were_left_out(inner: str, letters: int) -> None:
    root = parse(f"<html><body>{inner}<p>x</p></body></html>").body
    assert root is not None
    layout: Layout = read_blocks(root, with_boilerplate=False)
    assert layout.prose_left_out() == letters
