"""Sections of a post below its text, in boxes of their own, each limit at its edge."""

from __future__ import annotations

from clusterwatch.extraction.body.sections import sections_below
from tests.extraction.pages import P1, P2, P3, kept, layout_of
from tests.tables import each

HEAD = "<div><h1>Call</h1></div>"


@each(
    ("inner", "weights", "lines"),
    [
        ("<div>B</div>", [0, 9, 0], []),
        ("<div>B 9 €</div>", [0, 9, 0], ["B 9 €"]),
        ("<div><h2>B</h2></div>", [0, 9, 0], ["B"]),
        ("<div><a href=/b.pdf>B</a></div>", [0, 9, 0], ["B"]),
        ("<div><a href=/b>B</a></div>", [0, 9, 0], []),
        ("<div><p>B</p><p>C</p></div>", [0, 9, 0, 0], ["B", "C"]),
        ("<div><p>B</p><p>C</p></div>", [0, 9, 5, -5], ["B", "C"]),
        ("<div><p>B</p><p>C</p></div>", [0, 9, 4, -5], []),
        ("<div>L</div><div><p>B</p><p>C</p></div>", [0, 9, -1, 0, 0], []),  # links end the post
        ("<div>L</div><div><p>B</p><p>C</p></div>", [0, 9, 0, 0, 0], ["B", "C"]),
        ("<h3>2 comments</h3><div><p>B</p><p>C</p></div>", [0, 9, 0, 0, 0], []),
        (
            "<div><p>Call</p><p>Licence A</p></div>",
            [0, 9, 0, 0],
            [],
        ),  # the title again, for those who cite it
        ("<div><p>https://www.cluster.example/news/call</p><p>Licence A</p></div>", [0, 9, 0, 0], []),
        ("<h3>Who</h3><form><p>B</p><p>C</p></form>", [0, 9, 0, 0, 0], ["Who"]),
    ],
)
def test_a_section_below_a_short_text(inner: str, weights: list[float], lines: list[str]) -> None:
    layout = layout_of(f"<main>{HEAD}<div>A</div>{inner}</main>")
    core = layout.blocks[1].box
    assert [layout.blocks[i].text for i in sections_below(layout, weights, core, 0)] == lines


def test_a_heading_within_the_text_ends_no_sections() -> None:
    layout = layout_of(f"<main>{HEAD}<div>A<h3>2 comments</h3></div><div>B 9 €</div></main>")
    assert sections_below(layout, [0, 9, 0, 0], layout.blocks[1].box, 0) == [3]


@each(
    ("text", "section", "is_kept"),
    [
        (599, "<div>", True),
        (600, "<div>", False),
        (600, "<div class=accordion>", True),
        (600, "<div class='second rte'>", True),
        (600, "<div class=second>", False),
        (600, "<div class=first>", False),
        (600, "<div class=wysiwyg>", False),  # of another kind than the text
    ],
)
def test_a_section_below_a_long_text(text: int, section: str, is_kept: bool) -> None:
    layout = layout_of(
        f"<main>{HEAD}<div class='first rte'>{'x' * text}</div>{section}<p>B</p><p>C</p></div></main>"
    )
    found = sections_below(layout, [0, text, 0, 0], layout.blocks[1].box, 0)
    assert (found == [2, 3]) is is_kept


SECTION = "<div><p>B</p><p>C</p></div>"


@each(
    ("inner", "core", "title_at", "count"),
    [
        (f"<main>{HEAD}<div><div>A</div></div>{SECTION}</main>", 1, 0, 2),
        (f"<main>{HEAD}<div><div>A</div>{SECTION}</div>{SECTION}</main>", 1, 0, 4),
        (f"<main>{HEAD}</main><div>A</div>{SECTION}", 1, 0, 0),  # beside the whole page
        (
            f"<main><section>{HEAD}<div>A</div></section>{SECTION}</main>",
            1,
            0,
            0,
        ),  # beside the box of the title
        (f"<main>{HEAD}<div>A</div>{SECTION}</main>", 1, None, 0),
        (f"<main><div>A</div>{HEAD}{SECTION}</main>", 0, 1, 0),
    ],
)
def test_where_sections_stand(inner: str, core: int, title_at: int | None, count: int) -> None:
    layout = layout_of(inner)
    weights = [9.0 if i == core else 0.0 for i in range(len(layout.blocks))]
    assert len(sections_below(layout, weights, layout.blocks[core].box, title_at)) == count


@each(
    ("section", "lines"),
    [
        (
            "<div class=panels><div class=panel-item><div>Who</div><div><p>Firms</p></div></div></div>",
            ["Who", "Firms"],
        ),
        (
            "<div class=w><div class=accordion-item><div>Who</div><div>Firms</div></div><div>Also</div></div>",
            ["Who", "Firms"],
        ),
        (
            "<div class=w><div class=toggler>Who</div><div class=accordion><p>Firms</p></div></div>",
            ["Who", "Firms"],
        ),
        (
            "<div><details class=panel><summary><div class=panel-title>Who</div></summary>Firms</details></div>",
            ["Who", "Firms"],
        ),
        (
            "<div class=w><button class=accordion>Who</button><div class=panel>Firms</div></div>",
            ["Who", "Firms"],
        ),
        (
            "<div class=w><div class=tab><p>Who is it that may take part?</p><p>Firms</p></div></div>",
            ["Who is it that may take part?", "Firms"],
        ),
        (
            "<div class=w><p>Mary Example</p><p><a href=mailto:m@c.example>m@c.example</a></p></div>",
            ["Mary Example", "m@c.example"],
        ),
        ("<div class=w><div>Who</div><div>Firms</div></div>", []),
        (
            "<div class=facts><div>Deadline</div><div>30 May</div><div>Who</div></div>",
            ["Deadline", "30 May", "Who"],
        ),
        (
            "<div class=table><table><caption>Prices</caption><tr><td>First</td><td>90</td></tr></table></div>",
            ["Prices", "First | 90"],
        ),
    ],
)
def test_the_lines_of_a_section(section: str, lines: list[str]) -> None:
    assert kept(f"<main>{HEAD}<div class=text><p>{P1}</p></div>{section}</main>") == [P1, *lines]


def test_other_posts_below_the_text_are_no_section() -> None:
    other = "<div class=more><h2>More</h2><h3><a href=/x>Another post of the six towns</a></h3><p>Its lead</p></div>"
    assert kept(f"<main>{HEAD}<div class=text><p>{P1}</p><p>{P2}</p><p>{P3}</p></div>{other}</main>") == [
        P1,
        P2,
        P3,
    ]
