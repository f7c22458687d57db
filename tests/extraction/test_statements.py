"""Which short lines say something of a post: by their form, and each limit at its edge."""

from __future__ import annotations

from clusterwatch.extraction.layout import Block
from clusterwatch.extraction.statements import (
    announced_items,
    announced_links,
    announces,
    is_fact_label,
    leads_out,
    names_limit,
    pairs_fact,
    states_fact,
    states_known_fact,
    tells_of_day,
)
from tests.extraction.pages import SITE, layout_of
from tests.tables import each


def line(text: str, tag: str = "p") -> Block:
    return Block(text, tag, 0, 0, 0, 0)


@each(
    ("text", "states"),
    [
        ("Deadline: 30 May 2026", True),
        ("Programme: ERDF", True),
        ("30 May 2026: end of the call", True),
        ("call@cluster.example", True),
        ("Write to call (at) cluster.example", True),
        ("Write to call [at] cluster.example", True),
        ("Write to call(at)cluster.example", True),
        ("The hall (at) the harbour", False),
        ("@cluster.example", False),
        ("call@the-cluster.example", True),
        ("+33 5 55 12 34 56", True),
        ("+49(30)1 2345", True),
        ("+49/30-1.2345", True),
        ("+493012345", True),
        ("+49301234", False),
        ("Room 2 + 2", False),
        ("The fee is €120", True),
        ("2 M€", True),
        ("500 zł", True),
        ("500 złazów", False),
        ("Norway pays 500 NOK", True),
        ("RSD 1.200", True),
        ("Фонд 2 млн грн", False),  # a scale of another script
        ("Фонд 2000 грн", True),
        ("ALL 27 MEMBERS ARE THERE", False),
        ("20 din membri", False),
        ("kr 500", False),
        ("The members met on Monday", False),
        ("Open from 14:30 to 17:00", False),  # no label: a time
        ("Frist：30. Mai", True),
        ("one two three four five six seven eight: nine", True),
        ("one two three four five six seven eight nine: ten", False),
        ("- Frist: 30. Mai", True),
        ("(Frist: 30. Mai", False),
        ("[Frist: 30. Mai", False),
        ("Frist; Ort: Ulm", False),
        ("Frist | Ort: Ulm", False),
        ("(Editor: Mary Example)", False),
        ("Author: Mary Example", False),
        ("Published: 12 May 2026", False),
        ("Views: 124", False),
        ("Tags: light", False),
    ],
)
def test_a_line_states_a_fact(text: str, states: bool) -> None:
    assert states_fact(line(text)) is states


@each(("size", "states"), [(300, True), (301, False)])
def test_a_paragraph_is_no_fact(size: int, states: bool) -> None:
    assert states_fact(line("Deadline: ".ljust(size, "x"))) is states
    assert states_fact(line("The fee is €120 ".ljust(size, "x"))) is states
    assert states_known_fact("Deadline: ".ljust(size, "x")) is states
    assert announces(line("x" * (size - 1) + ":")) is states


@each(("size", "is_label"), [(70, True), (71, False)])
def test_a_label_is_short(size: int, is_label: bool) -> None:
    assert is_fact_label("Deadline ".ljust(size, "x")) is is_label
    assert tells_of_day("Deadline 30 May ".ljust(size, "x")) is is_label


@each(
    ("label", "is_known"),
    [
        ("Sista dag", True),
        ("Sista dag i hamnen", True),
        ("Hamnens sista dag", True),
        ("Sista minuten", False),
        ("Hamnens dag", False),
        ("Data limita", True),
        ("Data curentă", False),
        ("Noua data limită", True),
        ("Datum konání", True),
    ],
)
def test_a_label_of_several_words_is_known_by_all_of_them(label: str, is_known: bool) -> None:
    assert is_fact_label(label) is is_known


@each(
    ("text", "known"),
    [
        ("Deadline: 30 May", True),
        ("Submission deadline: 30 May", True),
        ("Teilnahmegebühr: 120 Euro", True),
        ("30 May 2026: end of the call", True),
        ("Kind of the day: see below", False),
        ("12 May 2026, by Mary: news", False),
        ("12 May 2026 | by Mary: news", False),
        ("12 May 2026 - by Mary: news", False),
        ("12 May 2026 – by Mary: news", False),
        ("12 May 1999: news", True),
        ("12. 5.: news", True),
        ("12.05.: news", True),
        ("1.5.: news", True),
        ("Hall 20265: news", False),
        ("Hall A2026: news", False),
        ("Text: 2026", False),
    ],
)
def test_known_facts_have_the_words_of_one(text: str, known: bool) -> None:
    assert states_known_fact(text) is known


def test_a_row_of_a_table_has_its_label_in_a_cell() -> None:
    assert states_known_fact("Deadline | 30 May 2026", row=True)
    assert not states_known_fact("Deadline | 30 May 2026")


@each(
    ("label", "value", "pairs"),
    [
        ("Deadline", "30 May", True),
        ("Deadline", "soon", False),
        ("Fee", "120 €", True),
        ("Fee", "120", False),
        ("The deadline for your applications", "30 May", False),  # no word of a deadline begins or ends it
        ("Deadline for all our applications", "30 May", True),
        ("Deadline for all of our applications", "30 May", False),  # too many words for a label
        ("Deadline 2", "30 May", False),
        ("Wo", "Halle 3", True),
        ("Also", "Halle 3", False),  # a short word is compared as a whole
        ("Sport", "Halle 3", False),
        ("Kursende", "30. Mai", True),
        ("Kursende der Gruppe", "30. Mai", True),
        ("Gruppe und Kursende", "30. Mai", True),
        ("Tag und Ort", "Halle 3", True),
        ("Text", "120 €", False),
    ],
)
def test_a_label_and_its_value_on_lines_of_their_own(label: str, value: str, pairs: bool) -> None:
    assert pairs_fact(label, value) is pairs


@each(
    ("text", "labelled", "tells"),
    [
        ("Stängd 20 mars 2024", True, True),
        ("Deadline 30 May", True, True),
        ("Submission deadline – 30 May 2026, noon", True, True),
        ("Mary Example 30 May 2026", False, False),
        ("The hall opens again on 30 May 2026", False, True),
        ("The hall opens again on 30 May", False, False),
        ("The hall opens again on 30 May 12026", False, False),
        ("The plan 1999x of the town", False, False),
        ("The place where we met on 30 May 2026", True, False),
        ("Ort und Tag: 30. Mai 1998", True, True),
        ("Mary van Example 30 May 2026", False, False),
        ("Eine Halle wird 20.03.2024", False, True),
        ("updated 30 May 2026 again", False, False),
        ("Kursende 30. Mai 1998", True, True),
        ("Kursende, 30. Mai 1998", True, True),
        ("Élodie Martin 20 mars 2024", False, False),
        ("Østergård Larsen 20 mars 2024", False, False),
        ("Żaneta Nowak, 20.03.2024", False, False),
        ("Wieder geöffnet 20. März 2024", False, True),
        ("The hall was built in 30 May 2026", True, False),
        ("12 towns met at the venue 30 May 2026", True, False),
        ("Updated 30 May 2026", False, False),
        ("30 May 2026", False, False),
    ],
)
def test_a_line_tells_of_a_day(text: str, labelled: bool, tells: bool) -> None:
    assert tells_of_day(text, labelled=labelled) is tells


@each(
    ("text", "names"),
    [
        ("Applications until 17 April, 12.00", True),
        ("Pieteikumi līdz 17. aprīlim plkst. 12.00", True),
        ("Bis 17. April", True),
        ("Solicitudes hasta el 20 de marzo a las 14:00", True),
        ("Until next 20 April", False),
        ("Mary Example, 17 April, 12.00", False),
        ("Until April", False),
    ],
)
def test_a_line_names_a_limit(text: str, names: bool) -> None:
    assert names_limit(text) is names


@each(
    ("text", "does"),
    [
        ("The winners are:", True),
        ("Die Gewinner：", True),
        ("The winners", False),
        ("Read also:", False),
        ("Tags:", False),
        ("Partners:", False),
        ("Author:", False),
        ("Share this:", False),
    ],
)
def test_a_line_announces(text: str, does: bool) -> None:
    assert announces(line(text)) is does


@each(
    ("inner", "count"),
    [
        (
            "<p>The winners are:</p><ul><li><a href=/a>Alpha</a></li><li>Beta</li><li><a href=/c>Gamma</a></li></ul>",
            2,
        ),
        (f"<p>The winners are:</p><p><a href=/a>{'x' * 60}</a></p>", 1),
        (f"<p>The winners are:</p><p><a href=/a>{'x' * 61}</a></p>", 0),  # the title of another post
        (f"<p>The winners are:</p><p><a href=https://a.example/>{'x' * 61}</a></p>", 1),
        ("<p>The winners are:</p><p><a href=/a>Alpha</a> won it all</p>", 0),  # a sentence
        ("<p>The winners are:</p><p><a href=/a>Alpha</a> won!</p>", 0),
        ("<p>The winners are:</p><p><a href=/a>Alpha</a> won</p>", 1),
        (
            "<p>The winners:</p><div><a href=/a>Alpha</a></div><p><a href=/b>Beta</a></p>",
            1,
        ),  # not of one kind
        ("<h2>Winners</h2><ul><li><a href=https://a.example/>Alpha</a></li></ul>", 1),
        ("<h2>Winners</h2><ul><li><a href=/a>Alpha</a></li></ul>", 0),
        ("<p>Winners</p><ul><li><a href=https://a.example/>Alpha</a></li></ul>", 0),
        ("<h2>Winners</h2><p><a href=https://a.example/>Alpha</a></p>", 0),
        ("<p>The winners are:</p><p><a href=/a>Alpha</a></p><p><a href=/b>Beta</a></p>", 2),
        (
            "<p>The winners are:</p><dl><dt><a href=/a>Alpha</a></dt><dd><a href=/b>Beta</a></dd></dl>",
            2,
        ),
        ("<p><a href=/x>The winners are:</a></p><p><a href=/a>Alpha</a></p>", 0),
        ("<p>Tags: <a href=/a>Alpha Optics</a>, <a href=/b>Beta Fuels</a></p>", 0),
        ("<p>Winners: <a href=/a>Alpha</a>, <a href=/b>Beta</a></p>", 0),  # more is label than link
        ("<p>Winners: <a href=/a>Alpha Optics</a>, <a href=/b>Beta Fuels</a></p>", 1),
        ("<p>Winner: <a href=/a>Alpha Optics</a></p>", 0),
        ("<p>Winner: <a href=/a>Alpha</a>, <a href=/b>Betas</a></p>", 0),
        ("<p>Winner: <a href=/a>Alpha</a>, <a href=/b>Betasy</a></p>", 1),
        ("<p>Winners<a href=/a>: Alpha Optics</a><a href=/b>, Beta Fuels</a></p>", 1),
        (f"<p>Winners: <a href=/a>{'x' * 40}</a>, <a href=/b>{'x' * 40}</a></p>", 1),
        (f"<p>Winners: <a href=/a>{'x' * 41}</a>, <a href=/b>{'x' * 40}</a></p>", 0),
        ("<p>Winners: <a href=/a>Alpha Optics</a> | <a href=/b>Beta Fuels</a></p>", 0),  # a row of navigation
        ("<p><a href=/a>Winners: Alpha Optics</a>, <a href=/b>Beta Fuels</a></p>", 0),
    ],
)
def test_links_that_are_announced(inner: str, count: int) -> None:
    assert len(announced_links(layout_of(inner))) == count


@each(
    ("href", "out"),
    [
        ("mailto:a@b.example", True),
        ("tel:+33555", True),
        ("/files/call.PDF?x=1", True),
        ("/files/call.pdf#page=2", True),
        ("https://portal.example/x", True),
        ("https://www.cluster.example/x", False),
        ("/register", False),
        ("https://www.linkedin.com/x", False),
        ("https://vimeo.com/1", False),
        ("https://t.co.portal.example/x", True),
    ],
)
def test_links_that_lead_out(href: str, out: bool) -> None:
    (block,) = layout_of(f"<p><a href='{href}'>Text of the call</a></p>").blocks
    assert leads_out(block, SITE) is out


def test_a_line_without_an_address_leads_nowhere() -> None:
    (block,) = layout_of("<p><a href>Text of the call</a></p>").blocks
    assert not leads_out(block, SITE)
    assert not leads_out(line("Text of the call"), SITE)
    (block,) = layout_of("<p><a href=https://portal.example/x>Text of the call</a></p>").blocks
    assert not leads_out(block, None)  # the address of the page is not known


@each("label", ["Posted", "Published", "Veröffentlicht", "Publié le", "Author", "Tags:", "Updated"])
def test_a_label_of_the_page_makes_no_fact(label: str) -> None:
    assert not pairs_fact(label, "1 May 2026")


@each(("size", "pairs"), [(70, True), (71, False)])
def test_the_day_of_a_limit_stands_on_a_short_line(size: int, pairs: bool) -> None:
    assert pairs_fact("Galioja iki", "2026-05-15 ".ljust(size, "x")) is pairs


@each(
    ("inner", "found"),
    [
        (
            "<p>The winners are:</p><ul><li>a</li><li>b</li><li><a href=/c>c</a></li><li>d</li></ul>",
            {0, 1, 2},
        ),
        ("<ul><li>a</li><li>b</li></ul>", set()),
        ("<p>The winners are:</p><p>a</p>", set()),
        ("<p>x</p><p>The winners are:</p><table><tr><td>a<td>b<tr><td>c<td>d</table>", {1, 2, 3}),
    ],
)
def test_items_that_are_announced(inner: str, found: set[int]) -> None:
    assert announced_items(layout_of(inner)) == found


def test_an_address_is_no_day_of_an_event() -> None:
    assert pairs_fact("Opening", "8 May 2026")
    assert not pairs_fact("Opening", "https://lumen.example.org/2026/05/opening.html")
    assert pairs_fact("Galioja iki", "2026-05-15")
    assert not pairs_fact("Galioja iki", "https://lumen.example.org/2026/05/opening.html")
