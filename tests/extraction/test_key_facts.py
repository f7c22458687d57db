"""Key facts beside the text of a post: which boxes have them, and which of their lines are the post's."""

from __future__ import annotations

from tests.extraction.pages import P1, P2, P3, kept
from tests.tables import each

LINES = f"<p>{'x' * 36}</p>" * 19  # 684 letters
ARTICLE = f"<article><h1>Call</h1><div class=t><p>{P1}</p><p>{P2}</p><p>{P3}</p><p>{'x' * 200}</p></div>{{}}</article>"


@each(
    ("box", "is_kept"),
    [
        ("<div>Deadline: 30 May</div>", True),
        (f"<div>Deadline: 30 May{LINES}</div>", True),
        (f"<div>Deadline: 30 May{LINES}<p>x</p></div>", False),
        (f"<div>Deadline: 30 May<p><a href=/a>{'x' * 6}</a></p></div>", True),
        (f"<div>Deadline: 30 May<p>xxxx <a href=/a>{'x' * 9}</a></p></div>", True),
        (f"<div>Deadline: 30 May<p><a href=/a>{'x' * 8}</a></p></div>", False),  # a teaser of another call
        ("<form><div>Deadline: 30 May</div></form>", False),
        ("<nav><div>Deadline: 30 May</div></nav>", False),
        ("<menu><div>Deadline: 30 May</div></menu>", False),
        ("<footer><div>Deadline: 30 May</div></footer>", False),
        ("<figcaption><div>Deadline: 30 May</div></figcaption>", False),
        ("<div class=newsletter>Deadline: 30 May</div>", False),
        ("<div class=sidebar>Deadline: 30 May</div>", True),
        ("<div class='sidebar related-posts'>Deadline: 30 May</div>", False),
        ("<div style='display: none'>Deadline: 30 May</div>", False),
        ("<div style='display: none'><div><div>Deadline: 30 May</div></div></div>", False),
    ],
)
def test_a_box_of_facts_beside_the_text(box: str, is_kept: bool) -> None:
    assert ("Deadline: 30 May" in kept(ARTICLE.format(box))) is is_kept


@each(
    ("box", "lines"),
    [
        ("<aside><div>Deadline</div><div>30 May</div></aside>", ["Deadline", "30 May"]),
        ("<aside><div>Deadline</div></aside><div>30 May</div>", []),
        ("<aside><div><a href=/d>Deadline</a></div><div>30 May</div>News of the towns</aside>", []),
        ("<aside class=facts>Everyone may come</aside>", ["Everyone may come"]),
        ("<aside>Everyone may come</aside>", []),
        ("<aside>Deadline: 30 May<p>Published: 12 May</p></aside>", ["Deadline: 30 May"]),
        ("<aside>Deadline: 30 May<p>By Mary Example</p></aside>", ["Deadline: 30 May"]),
        (
            "<aside>Deadline: 30 May<table><tr><td>Published</td><td>12 May</td></tr></table></aside>",
            ["Deadline: 30 May"],
        ),
        (
            "<aside>Deadline: 30 May<table><tr><td>First published</td><td>12 May</td></tr></table></aside>",
            ["Deadline: 30 May"],
        ),
        ("<aside>Deadline: 30 May<p>First published: 12 May</p></aside>", ["Deadline: 30 May"]),
        ("<aside><h1>Call</h1>Deadline: 30 May</aside>", []),
    ],
)
def test_the_lines_of_a_box_of_facts(box: str, lines: list[str]) -> None:
    found = kept(f"<article><div><h1>Call</h1></div>{box}<div class=t><p>{P1}</p><p>{P2}</p></div></article>")
    assert found == [*lines, P1, P2]


def test_facts_in_the_first_box_and_in_a_box_that_is_named_like_boilerplate() -> None:
    text = f"<div><h1>Call</h1></div><div class=t><p>{P1}</p><p>{P2}</p></div>"
    side = "<aside>Deadline: 30 May</aside>"
    assert kept(f"<article>{side}{text}</article>") == ["Deadline: 30 May", P1, P2]
    assert kept(f"<div class=newsletter>{text}{side}</div>") == [P1, P2, "Deadline: 30 May"]


def test_the_facts_of_a_page_without_a_box_around_the_post_are_not_read() -> None:
    text = f"<div class=t><p>{P1}</p><p>{P2}</p></div>"
    side = "<aside>Deadline: 30 May</aside>"
    assert kept(f"<div><h1>Call</h1></div>{text}{side}") == [P1, P2]
    assert kept(f"<div><div><h1>Call</h1></div>{text}{side}</div>") == [P1, P2, "Deadline: 30 May"]
    assert kept(f"<div>{text}{side}</div>") == [P1, P2]
