"""The region of a page that holds the post, by the weights of its blocks, each limit at its edge."""

from __future__ import annotations

from collections.abc import Sequence

from clusterwatch.extraction.body.region import post_region
from tests.extraction.pages import layout_of
from tests.tables import each


def region(inner: str, weights: Sequence[float], title_at: int | None = None) -> tuple[str, list[str]]:
    """The tag and the names of the core of a page, and the lines of its region."""
    layout = layout_of(inner)
    core, numbers = post_region(layout, weights, title_at)
    box = layout.boxes[core]
    return f"{box.tag} {box.names}".strip(), [layout.blocks[i].text for i in numbers]


@each(("weight", "chosen"), [(96, "B"), (95, "A")])
def test_a_box_that_is_named_after_its_content_counts_for_a_little_more(weight: float, chosen: str) -> None:
    inner = "<div>A</div><nav>M</nav><div class=content>B</div>"
    assert region(inner, [100, -200, weight])[1] == [chosen]


@each(("weights", "core"), [((51, 49), "div a"), ((50, 50), "div o")])
def test_the_core_holds_more_than_half_of_the_prose(weights: Sequence[float], core: str) -> None:
    assert region("<div id=o><div id=a>A</div><div id=b>B</div></div>", weights) == (core, ["A", "B"])


@each(
    ("tag", "is_core"),
    [
        *((tag, True) for tag in ("article", "center", "div", "fieldset", "form", "main", "section")),
        *((tag, False) for tag in ("p", "ul", "blockquote", "aside", "li")),
    ],
)
def test_only_some_boxes_hold_whole_posts(tag: str, is_core: bool) -> None:
    core, _ = region(f"<div id=o><{tag}>A</{tag}><p>B</p></div>", [100, 1])
    assert core == (tag if is_core else "div o")


def test_the_last_box_of_a_page_may_be_the_core_and_the_first_one_a_part() -> None:
    assert region("<div id=o><p>B</p><div id=a>A</div></div>", [1, 100]) == ("div a", ["B", "A"])


def test_a_cell_of_a_table_may_hold_the_post() -> None:
    cells = f"<td id=m>{'m' * 200}</td><td id=a>A</td>"
    assert region(f"<table><tr>{cells}</tr></table>", [-10, 100])[0] == "td a"


@each(("weight", "is_part"), [(30, True), (29.9, False)])
def test_a_box_with_much_prose_is_another_part_of_the_post(weight: float, is_part: bool) -> None:
    inner = "<div id=o><div id=w><div id=a>A</div></div><div id=b>B</div></div>"
    assert region(inner, [100, weight])[1] == (["A", "B"] if is_part else ["A"])


@each(
    ("tag", "other", "weight", "is_part"),
    [
        ("div", "w", 3.1, True),
        ("div", "w", 3.0, False),
        ("div", "v", 3.1, False),
        ("article", "w", 3.1, False),
    ],
)
def test_a_box_of_the_same_kind_needs_less_prose(tag: str, other: str, weight: float, is_part: bool) -> None:
    inner = f"<{tag} class=w><div class=x>A</div></{tag}><{tag} class={other}>B</{tag}>"
    assert region(f"<div id=o>{inner}</div>", [100, weight])[1] == (["A", "B"] if is_part else ["A"])


@each(
    ("beside", "is_part"),
    [
        *((f"<{tag}>B</{tag}>", True) for tag in ("h2", "h6", "p", "ul", "ol", "dl", "blockquote", "pre")),
        ("<table><tr><td>B</td></tr></table>", True),
        ("<div class='x y'>B</div>", True),
        ("<div class=y>B</div>", False),
        ("<section class=x>B</section>", False),
        ("<address>B</address>", False),
    ],
)
def test_what_stands_beside_the_core(beside: str, is_part: bool) -> None:
    lines = ["A", "B"] if is_part else ["A"]
    assert region(f"<div id=o><div class=x>A</div>{beside}<p>C</p></div>", [100, 0, 1])[1] == [*lines, "C"]
    named = f"<div id=o><div class='x z'>A</div>{beside}<p>C</p></div>"
    assert region(named, [100, 0, 1])[1] == [*lines, "C"]
    # Further outwards only boxes of the same kind are parts.
    outer = f"<div id=o><div class=w><div class=v>A</div><p>C</p></div>{beside}</div>"
    assert region(outer, [100, 1, 0])[1] == ["A", "C"]


def test_lines_beside_a_paragraph_that_outweighs_them() -> None:
    inner = "<p>A</p><div>B</div><div><p>C</p><p>D</p></div><ul><li>E</li></ul>"
    assert region(f"<section>{inner}</section>", [100, -1, -1, -1, -1]) == ("p", ["A", "B", "E"])


@each(
    ("title_at", "lines"),
    [(0, ["B", "A"]), (1, ["A"]), (2, []), (None, ["A"])],
)
def test_the_region_begins_behind_the_title(title_at: int | None, lines: list[str]) -> None:
    assert region("<h1>T</h1><p>B</p><div id=a>A</div>", [0, -5, 100], title_at)[1] == lines


FRAME = '<div class="frame {kind}" id=c{n}><div>{text}</div></div>'


@each(
    ("kind", "between", "behind", "lines"),
    [
        ("frame-text", "B", "C", ["A", "B", "D"]),
        ("frame-list", "B", "C", ["A", "D"]),
        ("frame-text", "B", "Deadline: 30 May 2026", ["A", "B", "D", "Deadline: 30 May 2026"]),
        ("frame-text", "B", "Closed 30 March 2026", ["A", "B", "D", "Closed 30 March 2026"]),
        ("frame-list", "B", "Deadline: 30 May 2026", ["A", "D"]),
        ("frame-text", "B", "The hall opens again on 30 May 2026", ["A", "B", "D"]),
        ("frame-text", "B", "<table><tr><td>Fee<td>5 €</table>", ["A", "B", "D", "Fee | 5 €"]),
    ],
)
def test_a_short_box_between_parts_of_its_kind_is_a_part_and_one_of_a_fact_behind_them(
    kind: str, between: str, behind: str, lines: list[str]
) -> None:
    texts = (("frame-text", "A"), (kind, between), ("frame-text", "D"), (kind, behind))
    frames = "".join(FRAME.format(kind=name, n=n, text=text) for n, (name, text) in enumerate(texts))
    assert region(f"<main>{frames}</main>", [100, 0, 40, 0])[1] == lines


def test_a_box_of_links_ends_the_boxes_between_parts() -> None:
    frames = "".join(FRAME.format(kind="text", n=n, text=text) for n, text in enumerate("ABCDE"))
    assert region(f"<main>{frames}</main>", [100, 0, -1, 0, 40])[1] == ["A", "E"]


def test_boxes_without_a_name_of_their_own_are_of_no_kind() -> None:
    frames = "".join(f"<div id=c{n}><div>{text}</div></div>" for n, text in enumerate("ABC"))
    assert region(f"<main>{frames}</main>", [100, 0, 40])[1] == ["A", "C"]
