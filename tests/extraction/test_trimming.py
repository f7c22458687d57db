"""What is cut from the box of a post, each limit at its edge."""

from __future__ import annotations

from tests.extraction.pages import P1, P2, P3, kept
from tests.tables import each


@each(
    ("last", "is_kept"),
    [
        ("<p>Office of the cluster</p>", True),
        ("<p>The office</p>", False),
        ("<p>The coastal office</p>", True),
        ("<hr><p>Office of the cluster</p>", False),
        ("<p>Updated by the office</p>", False),
        ("<div>Office of the cluster</div>", False),
        (f"<div>{'x' * 26} <a href=/x>y</a>.</div>", False),
        (f"<div>{'x' * 27} <a href=/x>y</a>.</div>", True),
        (f"<div>{'x' * 28} <a href=/x>y</a></div>", False),
        ("<div>Write to all of us, the towns: <a href=mailto:c@b.example>c@b.example</a></div>", True),
        ("<p>The <a href=/call.pdf>full call as a document</a></p>", True),
        ("<p>The <a href=/call>full call as a page</a></p>", False),
        ("<p>Office of the <a href=/x>cluster</a></p>", False),
        ("<blockquote>Office of the cluster</blockquote>", False),
        (f"<div>{'x' * 19}.</div>", True),
        (f"<div>{'x' * 18}.</div>", False),
        (f"<p><a rel=license href=/by>{'x' * 10}</a> {'y ' * 194}.</p>", False),
        (f"<p><a rel=license href=/by>{'x' * 11}</a> {'y ' * 194}.</p>", True),
    ],
)
def test_the_last_line(last: str, is_kept: bool) -> None:
    lines = kept(f"<article><h1>Call</h1><p>{P1}</p><p>{P2}</p>{last}</article>")
    assert (lines[-1] != P2) is is_kept


def article(inner: str) -> str:
    return f"<article><h1>Call</h1><div class=t>{inner}</div></article>"


HALF = "In spring the six towns count their instruments, and in autumn anyone may book one for a day."  # 93 letters


@each(
    ("before", "lines"),
    [
        ("<h2>Who takes part</h2>", ["Who takes part"]),
        ("<div><h2>Who takes part</h2></div>", ["Who takes part"]),
        ("<h2>Next meeting</h2><div>9 May 2026</div>", ["Next meeting"]),
        ("<h2>By Mary Example</h2>", []),
        ("<h2>The hall of the towns by the harbour, 9 May 2026.</h2>", []),
        ("<div>Who takes part</div>", []),
    ],
)
def test_a_heading_opens_the_text(before: str, lines: list[str]) -> None:
    assert kept(article(f"{before}<div><p>{P1}</p><p>{P2}</p></div>")) == [*lines, P1, P2]


@each(
    ("before", "behind", "count"),
    [
        (["Small firms can apply"], [], 1),
        (["Small firms"], [], 0),  # the mark of an agency or an author
        (["Important dates", "The call is open"], [], 2),
        ([], ["The office of towns", "Mill lane", "Ulm"], 3),
        ([], ["Mill lane"], 0),
        ([], ["Mill lane", "Ulm"], 2),
        (["4 March 2026"], [], 0),
        (["4 March 2026, 14:00 – 16:00"], [], 1),  # of an event
        (["4 March 2026 – 6 March 2026"], [], 1),
        (["4 lipiec 2026, ulica – 6 lipiec 2026, ulica"], [], 1),
        (["Open until 4 March 2026"], [], 1),
        (["4 March 2026", "The call is open", "9 May 2026", "It is closed now"], [], 4),  # a timetable
        (["4 March 2026", "A stage of the work", "4 March 2026"], [], 1),
        (["4 March 2026"], ["Apply by: 9 May 2026"], 1),  # a byline and a deadline
        (["Last updated on 9 May 2026", "4 March 2026"], [], 0),
        (["De Mary Example"], [], 0),
        (["See the film"], [], 1),
        (["Valid until", "4 March 2026"], [], 2),
        (["<a href=/x>The call is open</a>"], [], 0),
    ],
)
def test_short_paragraphs_beside_those_of_the_text(before: list[str], behind: list[str], count: int) -> None:
    inner = "".join(f"<p>{line}</p>" for line in [*before, P1, P2, *behind])
    assert len(kept(article(inner))) == 2 + count


@each(
    ("line", "is_kept"),
    [
        ("<p><a href=https://portal.example/x>The full call</a></p>", True),
        ("<ul><li><a href=https://portal.example/x>The full call</a></li></ul>", True),
        ("<div><a href=https://portal.example/x>The full call</a></div>", False),
        ("<p><a href=/x>The full call</a></p>", False),
        ("<p><a href=https://portal.example/x>Also: the full call</a></p>", False),
        ("<p><a href=https://portal.example/x>Deadline: 30 May</a></p>", True),
        (
            "<div><p><a href=https://a.example/>The full call</a></p><p><a href=https://b.example/>Portal</a></p></div>",
            False,
        ),
    ],
)
def test_a_linked_line_among_paragraphs(line: str, is_kept: bool) -> None:
    assert (len(kept(article(f"<p>{P1}</p>{line}<p>{P2}</p>"))) > 2) is is_kept


@each(("letters", "is_kept"), [(12, True), (13, False)])
def test_a_box_that_is_mostly_links(letters: int, is_kept: bool) -> None:
    box = f"<div><p>xxxx</p><p>See <a href=/x>{'y' * letters}</a></p></div>"
    assert ("xxxx" in kept(article(f"<p>{P1}</p>{box}<p>{P2}</p>"))) is is_kept


@each(("size", "is_kept"), [(690, False), (691, True)])
def test_a_short_box_below_a_label_of_other_posts(size: int, is_kept: bool) -> None:
    box = f"<div><p>Read also:</p><p>{'x' * size}</p></div>"
    assert kept(article(f"<p>{P1}</p>{box}<p>{P2}</p>")) == [P1, *(["x" * size] if is_kept else []), P2]


def test_a_label_of_other_posts_that_is_an_item_of_a_list_leaves_the_list() -> None:
    items = "<ul><li>Read also:</li><li>the charter of the towns</li></ul>"
    assert kept(article(f"<p>{P1}</p>{items}<p>{P2}</p>")) == [P1, "the charter of the towns", P2]


@each(
    ("box", "is_kept"),
    [
        (f"<div class=photo>{HALF}</div>", False),
        (f"<div class=photo><p>{HALF}</p></div>", False),
        (f"<div class=photo><p>{HALF}</p><p>{HALF} Or two.</p></div>", False),
        (f"<div class=photo><p>{HALF}</p><p>{HALF} Or two.</p><p>{HALF} Or three.</p></div>", True),
        (f"<div class=photo><div><p>{HALF}</p></div></div>", True),
        (f"<div class=photo><h2>{HALF}</h2></div>", True),
        (f"<p>{HALF} (Photo: Mary Example)</p>", False),
        ("<h2>The towns in the picture (Photo: Mary Example)</h2>", True),
    ],
)
def test_a_line_of_a_picture(box: str, is_kept: bool) -> None:
    lines = kept(article(f"<div><p>{P1}</p></div>{box}<div><p>{P2}</p></div>"))
    assert (len(lines) > 2) is is_kept


@each(
    ("line", "is_kept"),
    [
        ("<div>Abierta hasta el 4 de marzo</div>", True),
        (f"<div>{'x' * 79}</div>", False),
        (f"<div>{'x' * 80}</div>", True),
        ("<p>The towns of the coast</p>", True),
        ("<pre>book(12)</pre>", True),
        ("<blockquote>The towns of the coast</blockquote>", True),
        ("<pre>book the hall</pre>", True),
        ("<ul><li>The towns of the coast</li></ul>", True),
        ("<h2>The towns of the coast</h2>", True),
        ("<div class=lead>The towns of the coast</div>", True),
        ("<div>The towns of the coast</div>", False),
        ("<div>The towns of the coast:</div>", True),
        ("<div>The towns (of the coast)</div>", True),
        ("<div>Write to call@cluster.example</div>", True),
        ("<div>The hall opens again on 30 May 2026</div>", True),
        ("<div>• a tent</div>", True),
        ("<p>Read also the conditions of it</p>", False),
        ("<p>Read also the story of the towns:</p>", False),
        ("<div><b>xxxxxxxx</b>yy</div>", False),
        ("<div><b>xxxxxxxxx</b>yy</div>", True),
        ("<div>• The towns of the coast</div>", True),
        ("<div>- The towns of the coast</div>", True),
        ("<div>– The towns of the coast</div>", True),
        ("<div>• • •</div>", False),
        ("<div>-</div>", False),
    ],
)
def test_a_short_line_between_paragraphs(line: str, is_kept: bool) -> None:
    assert (len(kept(article(f"<p>{P1}</p>{line}<p>{P2}</p>"))) > 2) is is_kept


@each(
    ("line", "is_kept"),
    [
        ("<div>The towns of the coast</div>", True),
        ("<div class=note>The towns of the coast</div>", False),
        ("<div>The towns of <a href=/x>the coast</a></div>", False),
        ("<div><img src=a.png>The towns of the coast</div>", False),
        ("<div>* * *</div>", False),
        ("<section><div>The towns of the coast</div></section>", False),
        ("<span>The towns of the coast</span>", False),
    ],
)
def test_a_short_line_between_paragraphs_that_are_boxes_without_a_name(line: str, is_kept: bool) -> None:
    box = "<div>{}</div>"
    assert (len(kept(article(box.format(P1) + line + box.format(P2)))) > 2) is is_kept


def test_one_paragraph_that_is_a_box_keeps_no_line_beside_it() -> None:
    line = "<div>The towns of the coast</div>"
    assert kept(article(f"<div>{P1}</div>{line}<p>{P2}</p>")) == [P1, P2]


@each(
    ("sizes", "count"),
    [
        ((200, 200, 200), 1),
        ((150, 150, 200), 1),
        ((150, 149, 200), 2),
        ((149, 149, 149), 2),
        ((150, 150, 149), 1),
        ((149, 149, 149, 149), 2),
        ((149, 149), 1),
    ],
)
def test_bylines_are_cut_above_the_second_long_paragraph_or_the_third(
    sizes: tuple[int, ...], count: int
) -> None:
    """`count`: behind so many paragraphs a line with an author is still one."""
    texts = [f"{n}{'x' * (size - 2)}." for n, size in enumerate(sizes)]
    for place in range(1, len(texts)):
        lines = [*texts[:place], "By Mary Example", *texts[place:]]
        found = kept(article("".join(f"<p>{line}</p>" for line in lines)))
        assert found == (texts if place <= count else lines)


@each("line", ["The hall opens again on 30 May 2026", "Wnioski do 17 marca, godz. 12.00"])
def test_a_line_that_says_what_its_day_is_is_no_byline(line: str) -> None:
    assert kept(article(f"<p>{P1}</p><p>{line}</p><p>{P2}</p>")) == [P1, line, P2]
    assert kept(article(f"<p>{line}</p><p>{P1}</p><p>{P2}</p>")) == [line, P1, P2]
    assert kept(article(f"<div><p>{line}</p></div><p>{P1}</p><p>{P2}</p>")) == [P1, P2]


@each(
    "line",
    [
        "Beslut: 15 april 2027",
        "Decision: 15 April 2027",
        "Décision : 15 avril 2027",
        "Entscheidung: 15. April 2027",
        "Päätös: 15.4.2027",
        "Resolución: 15 de abril de 2027",
        "Rozhodnutí: 15. 4. 2027",
        "Kick-off: 15 April 2027",
    ],
)
def test_the_day_of_a_decision_is_no_byline(line: str) -> None:
    assert kept(article(f"<p>{P1}</p><p>{line}</p><p>{P2}</p>")) == [P1, line, P2]
    assert kept(article(f"<p>{line}</p><p>{P1}</p><p>{P2}</p>")) == [line, P1, P2]


def test_a_line_with_a_day_above_the_box_of_the_text_is_a_byline() -> None:
    line = "Ulm – the towns of the valley, 4 March 2026"
    assert kept(f"<article><h1>Call</h1><p>{line}</p><div><p>{P1}</p><p>{P2}</p></div></article>") == [P1, P2]


@each(
    ("above", "below", "is_kept"),
    [("Deadline: 30 May 2026", "", True), ("", "Deadline: 30 May 2026", True), ("", "", False)],
)
def test_a_byline_beside_a_fact_is_kept_between_paragraphs(above: str, below: str, is_kept: bool) -> None:
    line = "By Mary Example"
    inner = "".join(f"<p>{text}</p>" for text in (P1, "Come all.", above, line, below, P2, P3) if text)
    assert (line in kept(article(inner))) is is_kept


def test_the_smallest_fact_opens_a_text() -> None:
    assert kept(article(f"<p>5 €</p><p>{P1}</p><p>{P2}</p>")) == ["5 €", P1, P2]


def test_a_byline_that_is_as_long_as_a_paragraph() -> None:
    line, fact = "By Mary Example and the editors of the towns", "Deadline: 30 May 2026"
    assert kept(article(f"<p>{P1}</p><p>{line}</p>")) == [P1, line]
    assert kept(article(f"<div><p>{P1}</p></div><div><p>{line}</p></div>")) == [P1, line]
    assert kept(article(f"<p>{line}</p><p>{fact}</p><p>{P1}</p><p>{P2}</p>")) == [fact, P1, P2]
    assert kept(article(f"<p>By Mary</p><p>{fact}</p><p>{P1}</p><p>{P2}</p>")) == [fact, P1, P2]
    row = "The editors12.03.2026Five minutes of reading"
    assert kept(article(f"<p>{P1}</p><p>{row}</p>")) == [P1, row]


def test_short_lines_at_the_beginning_of_panels_are_kept_and_those_below_headings_only_at_the_end() -> None:
    panel = "<div class=panel><div>One</div><div>Two</div><div>Three</div></div>"
    assert kept(article(f"<p>{P1}</p>{panel}<p>{P2}</p>")) == [P1, "One", P2]
    below = "<h2>The towns</h2><div>Ulm and Brest</div>"
    assert kept(article(f"<p>{P1}</p>{below}<p>{P2}</p>")) == [P1, "The towns", P2]
    assert kept(article(f"<h2>The towns</h2><div>Ulm</div><p>{P1}</p>")) == ["The towns", P1]
    last = f"<p>{P1}</p><p>{P2}</p><h2>The towns</h2><div>{'x' * 50}</div>"
    assert kept(article(last)) == [P1, P2, "The towns", "x" * 50]
    assert kept(f"<p>{P1}</p><div>xxxx</div>") == [P1]


def test_a_short_paragraph_below_a_text_that_is_no_paragraph_is_cut() -> None:
    assert kept(article(f"<div>{P1}</div><div>{P2}</div><p>Office of the cluster</p>")) == [P1, P2]


def test_links_are_cut_in_each_box_of_the_text() -> None:
    links = "<p><a href=/x>Deadline: 30 May 2026</a></p>"
    assert kept(article(f"{links}<p>{P1}</p><p>{P2}</p>")) == [P1, P2]
    document = "<p><a href=/x.pdf>Topic: the harbours of the towns</a></p>"
    assert kept(article(f"<div><p>{P1}</p><p>{P2}</p></div>{document}")) == [P1, P2]


def test_links_above_a_line_that_names_links_are_cut() -> None:
    named = "Winners: Harbour School, Museum of boats, Ulm and Brest"
    links = (
        "Winners: <a href=/a>Harbour School</a>, <a href=/b>Museum of boats</a>, <a href=/c>Ulm and Brest</a>"
    )
    inner = f"<p>{P1}</p><p><a href=/x>All the news of the towns</a></p><p>{links}</p><p>{P2}</p>"
    assert kept(article(inner)) == [P1, named, P2]


def test_a_text_that_is_mostly_documents() -> None:
    documents = [f"The rules of the call, part {n}" for n in range(4)]
    links = "".join(f"<p><a href=/{n}.pdf>{text}</a></p>" for n, text in enumerate(documents))
    assert kept(article(f"<p>Six towns share all of their instruments.</p>{links}"))[1:] == documents


def test_a_name_between_paragraphs_is_no_byline() -> None:
    assert kept(article(f"<p>{P1}</p><p>De Mary Example</p><p>{P2}</p>")) == [P1, "De Mary Example", P2]


def test_only_a_rule_below_the_text_ends_it() -> None:
    last = "<p>Office of the cluster</p>"
    assert kept(article(f"<p>{P1}</p><hr><p>{P2}</p>{last}")) == [P1, P2, "Office of the cluster"]


def test_a_document_beside_the_first_paragraph_opens_the_text() -> None:
    document = "<p><a href=/call.pdf>The whole call</a></p>"
    inner = f"<div>{document}<p>{P1}</p></div><div><p>{P2}</p><p>{P3}</p></div>"
    assert kept(article(inner)) == ["The whole call", P1, P2, P3]


def test_a_label_of_other_posts_above_the_whole_text_is_cut_alone() -> None:
    assert kept(article(f"<p>Read also:</p><p>{P1}</p>")) == [P1]


def test_a_row_of_facts_is_cut_at_the_head_only() -> None:
    row = "The editors12.03.2026Five minutes"
    assert kept(article(f"<p>{P1}</p><p>{row}</p><p>{P2}</p><p>{row}</p><p>{P3}</p>")) == [P1, P2, row, P3]


def test_the_source_of_a_quotation_is_kept() -> None:
    quote = "<blockquote><p>We share what we have.</p><footer>Mary Example, mayor</footer></blockquote>"
    lines = ["We share what we have.", "Mary Example, mayor"]
    assert kept(article(f"<p>{P1}</p>{quote}<p>{P2}</p>")) == [P1, *lines, P2]


def test_the_line_that_announces_links_in_a_box_is_kept() -> None:
    links = "<div class=x><p>You need these:</p><ul><li><a href=/a>The rules of the call</a></li></ul></div>"
    assert kept(article(f"<p>{P1}</p>{links}<p>{P2}</p>")) == [
        P1,
        "You need these:",
        "The rules of the call",
        P2,
    ]


@each(
    ("label", "is_kept"),
    [
        ("Read also the conditions:", True),
        ("Lees ook de voorwaarden:", True),
        ("Read also:", False),
        ("Read also the story of the towns:", False),
        ("Read also the conditions", False),
    ],
)
def test_links_below_a_label_of_documents_are_kept(label: str, is_kept: bool) -> None:
    links = (
        "<ul><li><a href=/a>The rules of the call of the towns</a></li><li><a href=/b>A budget</a></li></ul>"
    )
    lines = kept(article(f"<p>{P1}</p><div><p>{label}</p>{links}</div><p>{P2}</p>"))
    assert lines == [
        P1,
        *([label, "The rules of the call of the towns", "A budget"] if is_kept else []),
        P2,
    ]


@each(("size", "times"), [(60, 1), (59, 2)])
def test_a_long_text_that_stands_twice_is_given_once(size: int, times: int) -> None:
    text = f"{'x' * (size - 1)}."
    assert kept(article(f"<p>{text}</p><p>{P1}</p><p>{text}</p><p>{P2}</p>")).count(text) == times


@each(
    ("lines", "left"),
    [
        (["Mary, 12:30", "Deadline: 30 May 2026"], ["Deadline: 30 May 2026"]),
        (["Come all", "Deadline: 30 May 2026"], ["Come all", "Deadline: 30 May 2026"]),
    ],
)
def test_a_post_without_prose(lines: list[str], left: list[str]) -> None:
    assert kept(article("".join(f"<p>{line}</p>" for line in lines))) == left


@each(
    ("last", "is_kept"),
    [
        ("<ul><li>xx <a href=/x>yyyy</a></li></ul>", False),
        ("<ul><li>xxx <a href=/x>yyyy</a></li></ul>", True),
        ("<h2>The towns</h2><div>xxxx</div>", True),
        (f"<h2>The towns</h2><div>{'x' * 50}</div>", True),
        ("<div>The towns</div><div>xxxx</div>", False),
        ("<div>Write to call@cluster.example</div>", True),
        ("<h2>The towns</h2>", False),
        ("<h2>Deadline: 30 May</h2>", True),
        ("<div>Deadline</div><div>30 May</div>", True),
        ("<p><a href=/x>Deadline: 30 May 2026</a></p>", False),
    ],
)
def test_what_ends_a_post(last: str, is_kept: bool) -> None:
    assert (kept(article(f"<p>{P1}</p><p>{P2}</p>{last}"))[-1] != P2) is is_kept


ROWS = "<div class=row><div>{}</div><div>{}</div></div>"


@each(
    ("row", "is_kept"),
    [
        (ROWS.format("Programme", "Regions of the valley"), True),
        (ROWS.format("Author", "Mary Example"), False),
        (ROWS.format("<a href=/x>Programme</a>", "Regions of the valley"), False),
        (ROWS.format("x" * 80, "Regions of the valley"), True),
        (ROWS.format("x" * 81, "Regions of the valley"), False),
        ("<div class=line><div>Programme</div><div>Regions of the valley</div></div>", False),
        ("<div class=row><div>Programme</div><div>Regions</div><div>of the valley</div></div>", False),
        ("<section class=row><div>Programme</div><div>Regions of the valley</div></section>", False),
        (f"<div>{ROWS.format('Programme', 'Regions of the valley')}</div>", False),
    ],
)
def test_a_row_of_boxes_beside_one_with_a_deadline(row: str, is_kept: bool) -> None:
    due = ROWS.format("Deadline", "30 May 2026")
    lines = kept(article(f"<p>{P1}</p>{row}{due}<p>{P2}</p>"))
    assert lines[-3:] == ["Deadline", "30 May 2026", P2]
    assert ("Regions of the valley" in lines) is is_kept
    assert "Regions of the valley" not in kept(article(f"<p>{P1}</p>{row}<p>{P2}</p>"))


@each(
    ("inner", "is_kept"),
    [
        (f"The day of the towns<br>{P1}", False),
        (f"The day of <a href=/x>the towns</a>:<br>{P1}", True),
        (f"By Mary and her friends<br>{P1}", False),
        (f"The <a href=/x>towns</a> said:<p>{P1}</p>", True),
        (f"The towns said so<p>{P1}</p>", False),
        (f"<div>The <a href=/x>towns</a> said:</div><p>{P1}</p>", False),
    ],
)
def test_the_line_above_the_first_paragraph(inner: str, is_kept: bool) -> None:
    assert (
        kept(f"<article><h1>Call</h1><div class=t>{inner}</div><p>{P2}</p></article>")[0] != P1
    ) is is_kept


@each(
    ("lines", "is_kept"),
    [
        ("<p>Date: 9 February 2027</p><p>Venue: Copenhagen</p>", True),
        ("<p>Datum: 9. Februar 2027</p><p>Ort: Kiel</p>", True),
        ("<p>Date : 9 février 2027</p><p>Lieu : Lyon</p>", True),
        ("<p>Date: 9 February 2027</p><p>Author: the office</p>", False),
        ("<p>Date: 9 February 2027</p>", False),
    ],
)
def test_a_day_above_a_place_is_that_of_an_event(lines: str, is_kept: bool) -> None:
    found = kept(article(f"<p class=meta>26 November 2026</p>{lines}<p>{P1}</p><p>{P2}</p>"))
    assert (len([line for line in found if line.startswith("Dat")]) == 1) is is_kept
