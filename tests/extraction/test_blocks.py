"""Tests of the parts of a page that are left out, with pages that once lost their text or date."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.config import Source
from clusterwatch.extraction import entry_draft, extract_post
from clusterwatch.extraction.blocks import line_of, read_blocks
from clusterwatch.extraction.class_signals import HIDDEN
from clusterwatch.html_tree import parse
from clusterwatch.models import Draft, Entry, Method, Problem, ProblemCode, SelectorReason
from tests.extraction.pages import P1, P2, P3, PROSE, layout_of, page
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
URL = "https://example.org/news/six-towns"
H = "<h1>Six towns share their microscopes</h1>"
DIVS = PROSE.replace("<p>", "<div>").replace("</p>", "</div>")
WHOLE = f"{P1}\n{P2}\n{P3}"


def drafted(markup: str, *, url: str = URL, head: str = "", **select: object) -> Draft:
    source = Source.model_validate({"url": "https://example.org/", "languages": ["en"], "select": select})
    return extract_post(page(markup, head), url, source, NOW)


@each(
    "body",
    [
        f'<div id="wrapper" style="display:none">{H}{DIVS}</div>',
        f"<div hidden>{H}<ul><li>{P1}</li><li>{P2}</li><li>{P3}</li></ul></div>",
        f"{H}<aside>{DIVS}</aside>",
        f'{H}<div role="complementary">{DIVS}</div>',
        f'{H}<div itemprop="articleBody" style="display:none">{DIVS}</div>',
        f'<div id="app" class="cookie-bar-visible">{H}{PROSE}</div>',
        f'<div class="wrapper cookies-accepted">{H}{PROSE}</div>',
        f'<main>{H}<p>{P1}</p><div style="display:none"><p>{P2}</p><p>{P3}</p></div></main>',
        f"<main>{H}<p>{P1}</p><div hidden><div>{P2}</div><div>{P3}</div></div></main>",
    ],
)
def test_a_post_is_found_in_a_box_that_looks_like_boilerplate(body: str) -> None:
    assert drafted(body).body == WHOLE


@each(
    "body",
    [
        f"{H}{PROSE}<aside><p>{P1[::-1]}</p></aside>",
        f"{H}{PROSE}<footer><p>{P1[::-1]}</p></footer>",
        f'{H}{PROSE}<div hidden><p>{P1[::-1]}</p></div><div role="search"><p>{P2[::-1]}</p></div>',
        f'{H}{PROSE}<div class="comments"><p>{P1[::-1]}</p><p>{P2[::-1]}</p><p>{P3[::-1]}</p></div>',
    ],
)
def test_boxes_next_to_the_post_are_left_out(body: str) -> None:
    assert drafted(body).body == WHOLE


@each(
    "inner",
    [
        f"<p>{P1}</p><p>{P2}</p><aside><p>{P3}</p></aside>",
        f'<p>{P1}</p><div style="display:none"><p>{P2}</p><p>{P3}</p></div>',
        f'<p>{P1}</p><div role="complementary"><p>{P2}</p><p>{P3}</p></div>',
        f"<aside><p>{P1}</p><p>{P2}</p><p>{P3}</p></aside>",
    ],
)
def test_selected_elements_are_kept(inner: str) -> None:
    body = f'<div class="x">{inner}</div>'
    assert drafted(H + body, body=".x").body == WHOLE
    entry = Entry(url=URL, method=Method.FEED, index="https://example.org/feed", body=inner)
    assert entry_draft(entry, None, NOW).body == WHOLE


@each(
    ("body", "head", "url"),
    [
        (f"<main>{H}{PROSE}<div><p>Date: 12 May 2022</p></div></main>", "", "/2022/05/six-towns"),
        (f"<main>{H}{PROSE}<aside><p>Published: 12 May 2022</p></aside></main>", "", "/2022/05/six-towns"),
        (f"<main>{H}{PROSE}<footer><p>Published: 12 May 2022</p></footer></main>", "", "/2022/05/six-towns"),
        (
            f"{H}{PROSE}<aside><p>Published 12 May 2022</p></aside>",
            '<meta property="article:modified_time" content="2023-09-01">',
            "/six",
        ),
        (
            f"<main>{H}<aside>Published: 12 May 2022</aside>{PROSE}<p>Founded on 3 April 2019</p></main>",
            "",
            "/six",
        ),
        (f'<header role="banner">{H}<p>12 May 2022</p></header><main>{PROSE}</main>', "", "/six"),
    ],
)
def test_the_date_is_found_in_a_box_next_to_the_post(body: str, head: str, url: str) -> None:
    assert drafted(body, head=head, url=f"https://example.org{url}").published == "2022-05-12"


def test_the_title_may_be_in_the_banner() -> None:
    html = page(
        f'<header role="banner"><h2>Six towns share</h2></header><main>{PROSE}<h2>Contact</h2></main>', ""
    )
    assert extract_post(html, URL, None, NOW).title == "Six towns share"


def test_a_body_selector_that_finds_only_boilerplate_is_a_problem() -> None:
    draft = drafted(f'{H}<div class="x"><nav><p>{P1}</p></nav></div>{PROSE}', body=".x")
    detail = {"method": "selector", "reason": SelectorReason.ONLY_BOILERPLATE}
    assert draft.problems == (Problem(ProblemCode.SELECTOR_LOST, "body", ".x", detail=detail),)
    assert draft.body == WHOLE


def test_any_number_of_days_may_touch_each_other() -> None:
    body = drafted(f"{H}<p>{P1}</p><p>{'<i>2026</i>' * 1100}</p>").body
    assert body is not None
    assert body.split("\n")[1] == " ".join(["2026"] * 1100)


def test_a_link_that_leads_nowhere_is_text() -> None:
    parts = "".join(
        f"<div class=item><div role=button><a tabindex=0>{name}</a></div><div><p>{text}</p></div></div>"
        for name, text in (
            ("Who can apply?", "Firms of the valley that have fewer than ten people."),
            ("What is paid?", "Half of what the first year of work costs them."),
        )
    )
    kept = [
        *(P1, "Who can apply?", "Firms of the valley that have fewer than ten people."),
        *("What is paid?", "Half of what the first year of work costs them."),
    ]
    assert drafted(f"<main>{H}<div><p>{P1}</p>{parts}</div></main>").body == "\n".join(kept)


def line_rows(inner: str) -> list[tuple[str, str, int, int, int]]:
    """The lines of a page: tag, text, linked letters, links, bold letters."""
    return [(b.tag, b.text, b.linked, b.links, b.bold) for b in layout_of(inner).blocks]


@each(
    ("inner", "lines"),
    [
        ("<p>a <a href=/x>bc</a> d</p>", [("p", "a bc d", 2, 1, 0)]),
        (
            "<a href=/x>a<div>bc</div>d</a>e",
            [("body", "a", 1, 1, 0), ("div", "bc", 2, 1, 0), ("body", "de", 1, 1, 0)],
        ),
        (
            "<b>a<div>bc</div>d</b>e",
            [("body", "a", 0, 0, 1), ("div", "bc", 0, 0, 2), ("body", "de", 0, 0, 1)],
        ),
        ("<b>a</b>bc<br>d<b>e</b><strong>fg</strong>", [("body", "abc", 0, 0, 1), ("body", "defg", 0, 0, 3)]),
        ("<p><i>a<b>b</b></i>c</p>", [("p", "abc", 0, 0, 1)]),
        ("<p>a <a>bc</a></p>", [("p", "a bc", 0, 0, 0)]),
        ("<p><a href=/x>a</a> <a href=/y>b <i>c</i></a></p>", [("p", "a b c", 3, 2, 0)]),
        (
            "<h2><a href=#x>abc</a></h2><p><a href=#x>ab</a></p>",
            [("h2", "abc", 0, 0, 0), ("p", "ab", 2, 1, 0)],
        ),
        ("<h2>a<a href=#x>¶#</a></h2>", [("h2", "a", 0, 0, 0)]),
        ("<h2>a<a href=#x><i>¶#</i></a></h2>", [("h2", "a", 0, 0, 0)]),
        ("<h2>a<a href=#x>abc</a></h2>", [("h2", "aabc", 0, 0, 0)]),
        ("<h2>a <a href=/x>¶</a></h2>", [("h2", "a ¶", 1, 1, 0)]),
        ("<p>a <a href=#x>¶</a></p>", [("p", "a ¶", 1, 1, 0)]),
        ("<p><a href=/x>a <span class='y sr-only'>b</span></a></p>", [("p", "a", 1, 1, 0)]),
        ("<p><a href=/x>a <span class=sr-only><i>b</i></span></a></p>", [("p", "a", 1, 1, 0)]),
        ("<p><a href=/x><i>a</i> <span class=sr-only>b</span></a></p>", [("p", "a", 1, 1, 0)]),
        ("<p><a href=/x><span class=sr-only>ab</span></a></p>", [("p", "ab", 2, 1, 0)]),
        ("<p><a href=/x>a <i><span class=sr-only>b</span></i></a></p>", [("p", "a b", 2, 1, 0)]),
        ("<p><a href=/x><i>a <span class=sr-only>b</span></i></a></p>", [("p", "a b", 2, 1, 0)]),
        (
            "<p><span class=sr-only>a</span> <span class=y>b</span> <span>c</span></p>",
            [("p", "a b c", 0, 0, 0)],
        ),
        ("<p><a href=/x>a <span class=y>b</span></a></p>", [("p", "a b", 2, 1, 0)]),
        # A link that opens a panel is none.
        ("<p><a class=accordion-toggle href=#x>ab</a></p>", [("p", "ab", 0, 0, 0)]),
        ("<ul><li class=tab><a href=#x>ab</a></ul>", [("li", "ab", 0, 0, 0)]),
        ("<p><a class=accordion-toggle href=/x>ab</a></p>", [("p", "ab", 2, 1, 0)]),
        ("<p><a class=y href=#x>ab</a></p>", [("p", "ab", 2, 1, 0)]),
        ("<p>a<button>b</button><img>c</p>", [("p", "ac", 0, 0, 0)]),
        (
            "<h3><button>b</button></h3><details><summary><button>c</button></summary></details>",
            [("h3", "b", 0, 0, 0), ("summary", "c", 0, 0, 0)],
        ),
        ("<p><i>2026</i><i>12</i></p>", [("p", "2026 12", 0, 0, 0)]),
        ("<p><i>a</i><i>2026</i><i>1 May</i></p>", [("p", "a2026 1 May", 0, 0, 0)]),
        ("<p><i>09:30</i><i>12</i><i>4.3.26</i><i>1</i></p>", [("p", "09:30 124.3.26 1", 0, 0, 0)]),
        ("<p><i>12026</i><i>1</i><i>2026</i><i>a</i></p>", [("p", "1202612026a", 0, 0, 0)]),
        ("<table><tr><td>a<td><b>b</b> <a href=/x>cd</a></table>", [("tr", "a | b cd", 2, 1, 1)]),
        (
            "<table><tr><td>a<br>b<td>c</table>",
            [("td", "a", 0, 0, 0), ("td", "b", 0, 0, 0), ("td", "c", 0, 0, 0)],
        ),
        ("<table><tr><td><p>a</p><p>b</p></table>", [("tr", "a | b", 0, 0, 0)]),
        ("<table><tr><td>a</table>", [("td", "a", 0, 0, 0)]),
        (f"<table><tr><td>{'a' * 160}<td>b</table>", [("tr", f"{'a' * 160} | b", 0, 0, 0)]),
        (f"<table><tr><td>{'a' * 161}<td>b</table>", [("td", "a" * 161, 0, 0, 0), ("td", "b", 0, 0, 0)]),
        ("<p> </p><p>a</p>", [("p", "a", 0, 0, 0)]),
        ("<p><a href=/>aa<br>bbb<i>cc</i></a>", [("p", "aa", 2, 1, 0), ("p", "bbbcc", 5, 1, 0)]),
        ("<p><b>aa<br>bbb<i>cc</i></b>", [("p", "aa", 0, 0, 2), ("p", "bbbcc", 0, 0, 5)]),
        ("<h2>a <a href=#a><i>more of a</i></a></h2>", [("h2", "a more of a", 0, 0, 0)]),
        ("<p><a href=/><span class=sr-only><i>a</i></span></a>", [("p", "a", 1, 1, 0)]),
    ],
)
def test_the_lines_of_a_page(inner: str, lines: list[tuple[str, str, int, int, int]]) -> None:
    assert line_rows(inner) == lines


def test_the_last_link_of_a_row_and_of_a_line_is_kept() -> None:
    for inner in (
        "<tr><td><a href=/a>a</a><td><a href=/b>b</a><td>c",
        "<td><a href=/a>a</a> <a href=/b>b</a> c",
    ):
        link = layout_of(f"<table>{inner}</table>").blocks[0].link
        assert link is not None
        assert link.attributes["href"] == "/b"


@each(
    ("inner", "boxes"),
    [
        ("<div><p></p><ul><li></ul></div><p>a</p>", ["body", "p"]),
        ("<div> <p>a</p> </div>", ["body", "div", "p"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ["body", "table", "tbody", "tr", "tr", "td"]),
        ("<div></div>", ["body"]),
    ],
)
def test_boxes_without_text_are_forgotten(inner: str, boxes: list[str]) -> None:
    assert [box.tag for box in layout_of(inner).boxes] == boxes


def test_times_and_rules_are_noted_with_the_block_behind_them() -> None:
    layout = layout_of(
        "<p>a <time datetime=1>b</time></p><time datetime=2></time><time>x</time><hr>c<hr><hr>d"
    )
    assert layout.times == [(0, "1"), (1, "2")]
    assert layout.empty_times == [(1, "2")]
    assert [layout.blocks[i].text for i in layout.rules] == ["c", "d", "d"]


SHARE = "<div class=share>{}</div>"
THREE = "<p>a</p><p>b</p><p>c</p>"
# Of a side box so many characters are read for facts that the day in the first one is still seen.
EDGES = [("x" * 2988, f"{'x' * 2988}Deadline: 3"), ("x" * 2989, "")]


def shown(inner: str, *, chosen: bool = False) -> list[str]:
    """The lines that are read of a page without its boilerplate."""
    root = parse(f"<html><body>{inner}</body></html>").body
    assert root is not None
    return [block.text for block in read_blocks(root, URL, with_boilerplate=False, chosen=chosen).blocks]


@each(
    ("inner", "lines", "chosen"),
    [
        ("<nav>x</nav><p>y</p>", "y", "y"),
        ("<main><nav>x</nav><p>y</p></main>", "y", "y"),
        (f"<nav>{THREE}</nav><p>y</p>", "y", "y"),
        ("<aside>x</aside><p>y</p>", "y", "xy"),
        ("<footer>x</footer><p>y</p>", "y", "xy"),
        ("<main><aside>x</aside><p>y</p></main>", "xy", "xy"),
        ("<article><div><footer>x</footer></div><p>y</p></article>", "xy", "xy"),
        ("<div role=search>x</div><p>y</p>", "y", "xy"),
        ("<div hidden>x</div><p>y</p>", "y", "xy"),
        ("<main><div hidden>x</div><p>y</p></main>", "xy", "xy"),
        (f"{SHARE.format('x')}<p>y</p>", "y", "y"),
        (f"<main>{SHARE.format('x')}<p>y</p></main>", "y", "y"),
        *((f"<div class='share {name}'>x</div><p>y</p>", "xy", "xy") for name in ("date", "content", "lead")),
        ("<div class=share itemprop=articleBody>x</div><p>y</p>", "xy", "xy"),
        ("<article class=share>x</article><main class=share>y</main>", "xy", "xy"),
        # Side boxes of the main part with facts.
        ("<main><div class=sidebar>Deadline: 30 May</div></main>", "Deadline: 30 May", "Deadline: 30 May"),
        (
            "<main><div class=sidebar><p>x</p><p>Deadline: 30 May</p></div></main>",
            "xDeadline: 30 May",
            "xDeadline: 30 May",
        ),
        ("<main><div class=sidebar>Deadlines</div></main>", "", ""),
        ("<div><div class=sidebar>Deadline: 30 May</div></div>", "", ""),
        ("<main><div class='sidebar menu'>Deadline: 30 May</div></main>", "", ""),
        ("<main><div class='sidebar comments'>Deadline: 30 May</div></main>", "", ""),
        ("<main><div class=share>Deadline: 30 May</div></main>", "", ""),
        *(
            (f"<main><div class=sidebar><p>{x}</p>Deadline: 3</div></main>", lines, lines)
            for x, lines in EDGES
        ),
        # Boxes with much of the paragraphs.
        (f"{SHARE.format(THREE)}{'<p>y</p>' * 6}", "abcyyyyyy", "abcyyyyyy"),
        (f"{SHARE.format(THREE)}{'<p>y</p>' * 7}", "yyyyyyy", "yyyyyyy"),
        (f"{SHARE.format('<p>a</p><p>b</p>')}<p>y</p>", "y", "y"),
        (f"<div class=comments>{THREE}</div><p>y</p>", "y", "y"),
        ("<div class=comments><h1>x</h1></div><p>y</p>", "xy", "xy"),
        ("<div class=share>" * 7 + f"{THREE}</div>{'</div>' * 6}{SHARE.format('z')}", "abc", "abc"),
        ("<div class=share>" * 8 + f"{THREE}</div>{'</div>' * 7}{SHARE.format('z')}", "abcz", "abcz"),
    ],
)
def test_what_is_read_without_boilerplate(inner: str, lines: str, chosen: str) -> None:
    assert "".join(shown(inner)) == lines
    assert "".join(shown(inner, chosen=True)) == chosen


@each(
    ("inner", "is_read"),
    [
        ("<div hidden>x</div>", False),
        ("<div hidden class=panel>x</div>", True),
        ("<div hidden id=p>x</div>", False),
        ("<button aria-controls=p>y</button><div hidden id=p>x</div>", True),
        ("<button aria-controls=q>y</button><div hidden id=p>x</div>", False),
        ("<div hidden id=p>x</div><a href=#p>y</a>", True),
        ("<div hidden id=p>x</div><a href=#pp>y</a>", False),
        ("<div hidden>x</div><a href=#>y</a>", False),
        ("<h2>y</h2><div hidden>x</div>", True),
        ("<details><summary>y</summary><div hidden>x</div></details>", True),
        ("<p>y</p><div hidden>x</div>", False),
        ("<h2>y</h2>z<div hidden>x</div>", False),
        ("<div><h2>y</h2></div><div hidden>x</div>", False),
    ],
)
def test_a_hidden_box_that_a_reader_opens_is_read(inner: str, is_read: bool) -> None:
    assert ("x" in shown(f"<div>{inner}</div>")) is is_read
    names = [box.signals & HIDDEN for box in layout_of(f"<div>{inner}</div>").boxes]
    assert any(names) is not is_read


def test_what_is_chosen_must_be_said() -> None:
    root = parse("<aside>x</aside><p>y</p>").body
    assert root is not None
    assert [block.text for block in read_blocks(root, with_boilerplate=False).blocks] == ["y"]


def test_a_hidden_root_is_hidden() -> None:
    node = parse("<div hidden>x</div>").css_first("div")
    assert node is not None
    assert read_blocks(node).boxes[0].signals == HIDDEN


def test_an_element_that_is_read_alone_is_the_main_part_itself() -> None:
    node = parse("<article>x<aside>y</aside></article>").css_first("article")
    assert node is not None
    assert [block.text for block in read_blocks(node, with_boilerplate=False).blocks] == ["x", "y"]


def test_a_page_is_read_up_to_its_limits() -> None:
    assert len(layout_of("<p>a</p>" * 12_001).blocks) == 12_000
    assert sum(len(block.text) for block in layout_of("<i>a</i>" * 30_000 + "b").blocks) == 30_000


@each(
    ("html", "line"),
    [
        ("<h2>a <b>b</b></h2>", "a b"),
        ("<h2>a<br>b</h2>", "a b"),
        ("<div>a<p>b</p></div>", "a b"),
        ("<h2>a <script>b</script> <button>c</button></h2>", "a c"),
        (f"<h2>{'a' * 5001}</h2>", "a" * 5000),
        (f"<h2>{'a' * 2500}<br>{'b' * 2501}</h2>", f"{'a' * 2500} {'b' * 2499}"),
    ],
)
def test_the_line_of_an_element(html: str, line: str) -> None:
    node = parse(html).css_first("h2, div")
    assert node is not None
    assert line_of(node) == line
