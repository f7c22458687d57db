"""Tests of dates that are not the date of publication: changes, events, lists of events, and the current date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clusterwatch.extraction import extract_post
from clusterwatch.extraction.layout import Body
from clusterwatch.extraction.published.exclusion import apart, excluded, is_today, meaning_above
from clusterwatch.extraction.published.labels import (
    heads_events,
    meaning_alone,
    meaning_beside,
    meanings_of_times,
    names_step,
)
from clusterwatch.extraction.published.line import Form
from clusterwatch.extraction.published.vote import DateHabits
from clusterwatch.models import Draft, Reason
from tests.extraction.pages import P1, P2, PROSE, layout_of, page, post
from tests.tables import each

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
URL = "https://example.org/news/microscopes"
EVENT, LISTED, TODAY = Reason.EVENT, Reason.LIST_OF_EVENTS, Reason.TODAYS_DATE


SPRING = "<p>12 May 2026</p>"


@pytest.mark.parametrize(
    ("folder", "day"),
    [("events", None), ("termine/detail", None), ("sündmused", None), ("news", "2026-05-12"),
     ("news/events", "2026-05-12"), ("blog", "2026-05-12")],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "/"])
def test_a_day_below_an_address_of_events_is_that_of_the_event(
    folder: str, day: str | None, end: str
) -> None:
    url = f"https://example.org/{folder}/microscopes{end}"
    assert drafted(SPRING + PROSE, url=url).published == day
    assert drafted(f"<p>Published {SPRING[3:]}" + PROSE, url=url).published == "2026-05-12"


@each("end", ["", "/"])
def test_the_last_part_of_an_address_is_not_what_the_page_stands_below(end: str) -> None:
    assert drafted(SPRING + PROSE, url=f"https://example.org/towns/events{end}").published == "2026-05-12"


@each(("start", "day"), [("2026-05-12", None), ("2026-05-13", "2026-05-12")])
def test_a_day_on_which_an_event_of_the_page_begins_is_that_of_the_event(start: str, day: str | None) -> None:
    event = f'{{"@type": "Event", "name": "Open day", "startDate": "{start}T09:00:00+02:00"}}'
    head = f'<script type="application/ld+json">{event}</script>'
    assert drafted(SPRING + PROSE, head=head).published == day
    assert (drafted("<p>12 May 2026, 9:00</p>" + PROSE, head=head).published or "")[:10] == (day or "")
    assert drafted(f"<p>Published {SPRING[3:]}" + PROSE, head=head).published == "2026-05-12"
    filled = "<div><time datetime=2026-05-12T09:00></time></div>"
    assert (drafted(filled + PROSE, head=head).published or "")[:10] == (day or "")


OLD, NEW = "<time datetime='2026-05-12'>12 May 2026</time>", "<time datetime='2026-06-15'>15 June 2026</time>"


def drafted(inner: str = PROSE, *, head: str = "", url: str = URL, lang: str = "en", **around: str) -> Draft:
    return extract_post(page(post(inner, **around), head, lang), url, None, NOW)


def reasons(draft: Draft) -> list[tuple[str | None, str]]:
    return [(lost.value and lost.value[:10], lost.reason) for lost in draft.evidence["published"].rejected]


@each(
    "line",
    [
        f"<p>Updated {NEW} Published {OLD}</p>",
        f"<p>Published {OLD} Updated {NEW}</p>",
        f"<p>{OLD} (updated {NEW})</p>",
        "<p>Updated <time datetime='2026-06-15'>lately</time>"
        " Published <time datetime='2026-05-12'>in spring</time></p>",
        f"<p>Mis à jour le {NEW}, publié le {OLD}</p>",
        "<p>12 May 2026 (updated 15 June 2026)</p>",
        "<dl><dt>Last update</dt><dd>15 June 2026</dd><dt>Published</dt><dd>12 May 2026</dd></dl>",
        "<table><tr><th>Last update</th><td>15 June 2026</td></tr>"
        "<tr><th>Published</th><td>12 May 2026</td></tr></table>",
        "<div><span class=label>Updated</span><span>15 June 2026</span></div>"
        "<div><span class=label>Published</span><span>12 May 2026</span></div>",
        "<div><div>Last modified:</div><div>15 June 2026</div></div>"
        "<div><div>Posted:</div><div>12 May 2026</div></div>",
        "<dl><dt>Zuletzt aktualisiert</dt><dd>15.06.2026</dd><dt>Erstellt</dt><dd>12.05.2026</dd></dl>",
    ],
)
def test_the_publication_is_distinguished_from_the_last_change(line: str) -> None:
    draft = drafted(line + PROSE)
    assert draft.published == "2026-05-12"
    assert draft.evidence["published"].reason is None


@each(
    ("line", "behind", "is_day"),
    [
        (f"<p>Updated {NEW}</p>", "", False),
        (f"<p class=meta>Updated {NEW}</p>", "", False),
        ("<dl><dt>Last update</dt><dd>15 June 2026</dd></dl>", "", False),
        ("<div><div>Mise à jour</div><div>15 juin 2026</div></div>", "", False),
        ("<p class=meta>Aktualisiert am 15.06.2026, 14:05 Uhr</p>", "", False),
        ("<p class=meta>Ostatnia aktualizacja: 15.06.2026</p>", "", False),
        ("<p class=meta>Stand: 15.06.2026</p>", "", True),
        (f"<p>{P1}</p><p class=meta>Stand: 15.06.2026, {P2}</p>", "", True),
        ("", f"<div>Last edited {NEW}, 14:05</div>", False),
        ("", "<div>Stand: 15.06.2026</div>", False),
        ("", "<div>[Stand: 15.06.2026, 14:05 Uhr]</div>", True),
        (
            "",
            f"<div>Last edited {NEW}</div><a href='/w/index.php?title=Ulm&amp;action=history'>History</a>",
            True,
        ),
    ],
)
def test_a_last_change_is_no_day_but_that_of_a_report_or_a_wiki(line: str, behind: str, is_day: bool) -> None:
    draft = extract_post(page(post(line + PROSE) + behind), URL, None, NOW)
    assert (draft.published or "")[:10] == ("2026-06-15" if is_day else "")
    assert draft.evidence["published"].reason is (Reason.ONLY_CHANGED if is_day else Reason.NO_DATE)
    assert is_day or ("2026-06-15", Reason.LAST_CHANGE) in reasons(draft)


DEADLINES = [
    ("bg", "Краен срок: 15.06.2026"), ("hr", "Rok za prijavu: 15. 6. 2026."), ("cs", "Uzávěrka: 15. 6. 2026"),
    ("da", "Tilmeldingsfrist: 15. juni 2026"), ("nl", "Deadline: 15 juni 2026"), ("en", "Deadline: 15 June 2026"),
    ("et", "Tähtaeg: 15. juuni 2026"), ("fi", "Määräaika: 15.6.2026"), ("fr", "Date limite : 15 juin 2026"),
    ("de", "Anmeldeschluss: 15. Juni 2026"), ("el", "Προθεσμία: 15 Ιουνίου 2026"), ("hu", "Határidő: 2026. június 15."),
    ("ga", "Spriocdháta: 15 Meitheamh 2026"), ("it", "Scadenza: 15 giugno 2026"), ("lv", "Termiņš: 15.06.2026"),
    ("lt", "Terminas: 2026-06-15"), ("mt", "Skadenza: 15 ta' Ġunju 2026"), ("pl", "Termin składania: 15 czerwca 2026"),
    ("pt", "Prazo: 15 de junho de 2026"), ("ro", "Termen limită: 15 iunie 2026"), ("sk", "Uzávierka: 15. júna 2026"),
    ("sl", "Rok za prijavo: 15. junij 2026"), ("es", "Fecha límite: 15 de junio de 2026"),
    ("sv", "Sista anmälningsdag: 15 juni 2026"),
]  # fmt: skip
EVENTS = [
    ("en", "When: 15 June 2026"), ("en", "Date of event: 15 June 2026"), ("de", "Termin: 15. Juni 2026"),
    ("de", "Wann? Am 15. Juni 2026"), ("fr", "Échéance : 15/06/2026"), ("fr", "Inscriptions : 15 juin 2026"),
    ("es", "Cuándo: 15 de junio de 2026"), ("it", "Data dell’evento: 15 giugno 2026"), ("fi", "Milloin: 15.6.2026"),
    ("hu", "Időpont: 2026. június 15."), ("pl", "Kiedy: 15 czerwca 2026"), ("cs", "Datum konání: 15. 6. 2026"),
    ("lt", "Kada: 2026-06-15"), ("bg", "Кога: 15.06.2026"), ("el", "Πότε: 15 Ιουνίου 2026"),
]  # fmt: skip


@each(("lang", "line"), DEADLINES + EVENTS)
def test_the_date_of_an_event_is_rejected_with_the_reason(lang: str, line: str) -> None:
    above = drafted(f"<p>{line}</p><p>12.05.2026</p>" + PROSE, lang=lang)
    assert above.published == "2026-05-12"
    assert reasons(above) == [("2026-06-15", EVENT)]
    alone = drafted(f"<p>{line}</p>" + PROSE, lang=lang)
    assert alone.published is None
    assert reasons(alone) == [("2026-06-15", EVENT)]


@each(
    "line",
    [
        "<dl><dt>When</dt><dd>15 June 2026</dd></dl>",
        "<dl><dt>Deadline</dt><dd><time datetime='2026-06-15'>15 June</time></dd></dl>",
        "<table><tr><th>Termin:</th><td>15.06.2026</td></tr></table>",
        "<div><p>Application deadline:</p><p>15 June 2026</p></div>",
        f"<p>Save the date {NEW}</p>",
    ],
)
def test_labels_of_events(line: str) -> None:
    assert drafted(line + "<p>12 May 2026</p>" + PROSE).published == "2026-05-12"
    assert drafted(line + PROSE).published is None


@each(
    "line",
    [
        "<p>Published: 12 May 2026 in Events</p>",
        "<p>Event | 12 May 2026</p>",
        "<p><a href='/c/events'>Events</a></p><p>12 May 2026</p>",
        "<p>12 May 2026</p><p>Deadline: 15 June 2026</p>",
        "<p>Publié le 12 mai 2026 - date limite : 15 juin 2026</p>",
    ],
)
def test_the_name_of_a_section_excludes_no_date(line: str) -> None:
    assert drafted(line + PROSE).published == "2026-05-12"


LIST = "<h2>{}</h2><ul><li>21 September 2026</li><li>3 October 2026</li></ul>"


@each("name", ["Events", "Agenda", "Termine", "Kommende Veranstaltungen", "Wydarzenia", "Archive"])
def test_a_list_of_events_above_the_news_is_ignored(name: str) -> None:
    above = LIST.format(name)
    assert drafted("<p>12 May 2026</p>" + PROSE, before=above).published == "2026-05-12"
    draft = drafted(before=above)
    assert draft.published is None
    assert (("2026-10-03", LISTED)) in reasons(draft)


@each(
    "after",
    [
        "<div class=upcoming-events><p>17 February 2027</p><p>Day of light</p></div>",
        "<div class='widget archive'><h4>Archive</h4><ul><li>July 2018</li><li>August 2018</li></ul></div>",
        "<aside><h3>À venir</h3><p>17 février 2027</p></aside>",
    ],
)
def test_dates_below_the_post_are_ignored(after: str) -> None:
    assert drafted(after=after).published is None
    assert drafted("<p>12 May 2026</p>" + PROSE, after=after).published == "2026-05-12"


@each("label", ["Publié le", "Published on", "Publié le Mis à jour le"])
def test_an_empty_label_has_no_date(label: str) -> None:
    assert drafted(f"<p>{label}</p>" + PROSE).published is None
    draft = drafted(f"<p>{label}</p>" + PROSE, after="<div class=agenda><p>17 février 2027</p></div>")
    assert draft.published is None


TOPS = [
    "<header><div>Thursday, 26 November 2026</div></header>",
    "<div id=topbar><span>26.11.2026</span></div>",
    "<div id=topbar><span>26.11.2026, 9:30</span></div>",
    "<p>26 November 2026</p><ul><li>Home</li><li>News</li></ul>",
    "<div class=weather><time datetime='2026-11-26'>today</time> 6 °C</div>",
]


@each("top", TOPS)
def test_the_current_date_at_the_top_of_the_page_is_not_the_publication(top: str) -> None:
    draft = drafted(before=top)
    assert draft.published is None
    assert ("2026-11-26", TODAY) in reasons(draft)
    assert drafted("<p>12 May 2026</p>" + PROSE, before=top).published == "2026-05-12"


def test_the_current_date_in_the_head_of_a_page_may_stand_near_the_title() -> None:
    for role, day in (("banner", None), ("note", "2026-11-26")):
        html = page(f"<div><div role={role}><p>26 November 2026</p></div>{post()}</div>")
        assert extract_post(html, URL, None, NOW).published == day


def test_the_day_of_a_quotation_is_not_that_of_the_post() -> None:
    draft = drafted("<blockquote><p>12 May 2026</p></blockquote>" + PROSE)
    assert (draft.published, reasons(draft)) == (None, [("2026-05-12", Reason.OTHER_POST)])


@each(
    ("inner", "before"),
    [
        ("<p>26 November 2026</p>" + PROSE, ""),
        (PROSE, "<div><p>Published: 26 November 2026</p></div>"),
    ],
)
def test_a_post_published_today_keeps_its_date(inner: str, before: str) -> None:
    assert drafted(inner, before=before).published == "2026-11-26"


def test_the_date_above_the_title_in_the_article_may_be_today() -> None:
    html = page(f"<main><article><p>26 November 2026</p><h1>Six towns share</h1>{PROSE}</article></main>")
    assert extract_post(html, URL, None, NOW).published == "2026-11-26"


@each(
    ("before", "after", "meaning"),
    [
        ("Published: ", "", "published"),
        ("", " updated", "changed"),
        ("", " (updated 15 June 2026)", None),
        ("Updated 15 June 2026 Published ", "", "published"),
        ("Deadline 15 June 2026, published ", "", "published"),
        ("Deadline 15 June 2026. ", "", None),
        ("Mis à jour le ", "", "changed"),
        ("Mis en ligne le ", "", "published"),
        ("Frist ", "", "event"),
        ("Published 3 May. Deadline ", "", "event"),
        ("", " updated per Jo", "changed"),
        ("", " updated when", None),
        ("from ", "", None),
    ],
)
def test_the_meaning_of_words_next_to_a_date(before: str, after: str, meaning: str | None) -> None:
    assert meaning_beside(before, after) == meaning


def test_the_meaning_of_separate_lines() -> None:
    assert [meaning_alone(line) for line in ("Deadline", "When:", "When", "Last update", "A day out", "x" * 50)] == [
        "event", "event", None, "changed", None, None,
    ]  # fmt: skip
    assert meaning_alone("When", cell=True) == "event"
    assert meaning_alone("Valid up to") == "event"
    assert meaning_alone("Published, updated") == "changed"
    assert names_step("a b c d e f opens")
    assert not names_step("a b c d e f g opens")
    assert heads_events("UPCOMING EVENTS")
    assert not heads_events("Events of the year that was")
    assert meanings_of_times("Updated Published", 2) == ["changed", "published"]
    assert meanings_of_times("12 May 2026 and 15 June 2026", 2) == [None, None]


@each(
    ("tag", "label", "title", "meaning"),
    [
        ("p", "Last update", 5, "changed"),
        ("h2", "Last update", 5, None),  # it may head more than the day
        ("h2", "Offer valid until", 5, "event"),
        ("h2", "Opening of the call", None, None),  # it may be the title
        ("p", "Opening of the call", None, "other"),
        ("p", "Opening of the call", 5, "other"),
        ("h1", "Opening of the call", 0, None),
        ("p", "Lens day", 5, None),
    ],
)
def test_the_meaning_of_the_line_above_a_day(
    tag: str, label: str, title: int | None, meaning: str | None
) -> None:
    layout = layout_of(f"<{tag}>{label}</{tag}><p>12 May 2026</p>")
    assert meaning_above(layout, 1, "", title) == meaning


TEASER = "<h3><a href='/b'>Another story of spring</a></h3><time datetime='2021-02-03'>3 February 2021</time>"


@each(
    "teaser",
    [
        f"<div class=teaser>{TEASER}<p>Few words.</p></div>",
        f"<section><div>{TEASER}</div></section>",
        "<div class=related><a href='/b'>A story of spring</a> <time datetime='2021-02-03'>3.2.2021</time></div>",
        "<aside><div class=card><span>3 February 2021</span><a href='/b'>Another story of spring</a></div></aside>",
    ],
)
def test_the_date_of_a_single_teaser_is_ignored(teaser: str) -> None:
    assert drafted(PROSE, after=teaser).published is None


def test_a_date_next_to_links_of_tags_is_that_of_the_post_in_a_box_of_a_date() -> None:
    tags = "<a href='/t/a'>Research and its results</a> <span>3 February 2021</span></footer>"
    assert drafted(f"{PROSE}<footer class=meta>{tags}").published == "2021-02-03"
    assert drafted(f"{PROSE}<footer>{tags}").published is None


def test_the_order_of_numeric_dates_is_learned_from_other_dates() -> None:
    others = (
        "<ul><li><a href='/q'>One of them</a> 05/13/2026<li><a href='/r'>Another of them</a> 04/28/2026</ul>"
    )
    line = "<p class=date>05/04/2026</p>"
    assert drafted(line + PROSE, after=others).published == "2026-05-04"
    assert drafted(line + PROSE).published == "2026-04-05"


IMPORTED = (
    '<meta property="article:published_time" content="2023-06-01T10:00:00+02:00"><script type="application/ld+json">'
    '{"@type": "NewsArticle", "headline": "Microscopes", "datePublished": "2023-06-01T10:00:00+02:00"}</script>'
)


@each(
    ("path", "line", "day"),
    [
        ("2016/03/04/microscopes", "", "2016-03-04"),
        ("2016/03/04/microscopes", "<p class=date>1 June 2023</p>", "2023-06-01T10:00:00+02:00"),
        ("2023/05/20/microscopes", "", "2023-06-01T10:00:00+02:00"),
        ("2024/03/04/microscopes", "", "2023-06-01T10:00:00+02:00"),
        ("news/a-look-back-at-12-03-2016", "", "2023-06-01T10:00:00+02:00"),
    ],
)
def test_the_date_of_an_import_is_not_the_publication(path: str, line: str, day: str) -> None:
    """Metadata a month newer than the address, which no line confirms, is from the import into a new system."""
    assert drafted(line + PROSE, head=IMPORTED, url=f"https://example.org/{path}/").published == day


def test_a_line_with_the_same_day_keeps_the_time_of_the_metadata() -> None:
    draft = drafted("<p>Published 1 June 2023</p>" + PROSE, head=IMPORTED)
    assert draft.published == "2023-06-01T10:00:00+02:00"


def bare(inner: str) -> Draft:
    """The draft of a page that has only `inner`: no title, no menus."""
    return extract_post(f"<html lang=en><body>{inner}</body></html>", URL, None, NOW)


def test_a_page_without_a_post_has_no_other_posts_beside_it() -> None:
    assert reasons(bare("<div>26 November 2026</div>")) == [("2026-11-26", TODAY)]
    assert Reason.OTHER_POST not in [reason for _, reason in reasons(bare("<div>12 May 2026</div>"))]


@each(
    ("place", "where"),
    [(0, "before-title"), (1, "start"), (2, None), (3, None), (4, None)],
)
def test_a_date_of_a_text_without_a_title_stands_before_its_second_paragraph(
    place: int, where: str | None
) -> None:
    lines = [f"<p>{text}</p>" for text in (PROSE[3:150], PROSE[20:160], PROSE[10:140], PROSE[30:170])]
    lines.insert(place, "<p>12 May 2026</p>")
    evidence = bare(f"<div>{''.join(lines)}{PROSE}</div>").evidence["published"]
    assert (evidence.value, evidence.where) == ("2026-05-12" if where else None, where)


@each("day", ["2026-11-26", "2026-05-12"])
def test_a_date_in_the_menu_of_a_page_without_a_text_is_not_a_date_of_publication(day: str) -> None:
    assert bare(f"<nav><p><time datetime='{day}'>today</time></p></nav>").published is None


@each(
    ("start", "day"),
    [
        ("Graz, 8 April 2026 – Twelve towns", "2026-04-08"),
        ("Graz (8.4.2026). Twelve towns", "2026-04-08"),
        ("Graz, 8 April – 12 towns", None),  # no year
        ("Graz, 8 April 2026 was the day on which twelve towns", None),  # no mark after the day
        ("On 8 April 2026 – a Wednesday – twelve towns", None),  # no place
    ],
)
def test_a_long_paragraph_may_begin_with_the_line_of_an_agency(start: str, day: str | None) -> None:
    rest = "of the coast opened one register of instruments and agreed on what follows. " * 5
    assert drafted(f"<p>{start} {rest}</p>{PROSE}").published == day


@each("line", ["8 April", "8 April, 12 towns"])
def test_a_line_without_a_year_is_not_a_publication_date(line: str) -> None:
    assert drafted(f"<p>{line}</p>{PROSE}").published is None


def test_a_row_of_a_table_has_its_label_in_the_first_cell() -> None:
    row = "<table><tr><th>When</th><td>15 June 2026</td></tr></table>"
    assert reasons(drafted(row + PROSE)) == [("2026-06-15", EVENT)]


def test_the_first_line_of_a_page_may_be_a_label() -> None:
    draft = bare(f"<dl><dt>Deadline</dt><dd>15 June 2026</dd></dl>{PROSE}")
    assert draft.published is None
    assert reasons(draft) == [("2026-06-15", EVENT)]


@each(
    ("names", "line", "expected"),
    [
        ("events", "12 May 2026", None),
        ("events", "Published: 12 May 2026", "2026-05-12"),  # the label decides
        ("archive", "12 May 2026", None),
        ("archive", "Published: 12 May 2026", "2026-05-12"),
        (
            "date archive",
            "12 May 2026",
            "2026-05-12",
        ),  # a link to the archive of the day, in the line of the date
        ("date events", "12 May 2026", None),
    ],
)
def test_a_date_in_a_box_of_events_or_archives(names: str, line: str, expected: str | None) -> None:
    prose = f"<p>{'The partners of the cluster open a test bench that small companies may use. ' * 5}</p>"
    html = (
        "<html><body><article><h1>A test bench for composite parts</h1>"
        f'<div class="{names}"><p>{line}</p></div>{prose}{prose}</article></body></html>'
    )
    assert extract_post(html, "https://cluster.example/a-test-bench").published == expected


def timetable(*rows: str) -> str:
    return f"{PROSE}<h2>Course</h2><div>{''.join(f'<div class=row>{row}</div>' for row in rows)}</div>"


@each(
    ("rows", "day"),
    [
        (["<p>1 March 2026</p><p>Opens</p>", "<p>30 April 2026</p><p>Closes</p>"], None),
        (
            ["<p><a href=/b>1 March 2026</a></p><p>Opens</p>", "<p>30 April 2026</p><p>Closes</p>"],
            "2026-03-01",
        ),
        (["<p>1 March 2026</p><p>Opens</p>", "<p>The jury meets</p><p>Closes</p>"], "2026-03-01"),
        (["<p>1 March 2026</p><p>Opens</p>", "<p>1 March 2026</p><p>Opens</p>"], "2026-03-01"),
    ],
)
def test_rows_that_begin_with_days_are_a_timetable(rows: list[str], day: str | None) -> None:
    assert drafted(timetable(*rows)).published == day


def test_boxes_apart_hold_neither_the_title_nor_the_beginning_of_the_text() -> None:
    layout = layout_of(
        "<div><h1>Call</h1></div><div><p>One</p></div><div><p><b>Two</b></p><p>Three</p></div>"
    )
    title, first, second = (layout.blocks[i].box for i in (0, 1, 2))
    assert layout.blocks[2].text == "Two"
    around = layout.boxes[second].parent
    assert apart(layout, Body((1, 2, 3), 0, "", 0), 2) == (second, around)
    assert apart(layout, Body((2, 3), 0, "", 0), 3) == (layout.blocks[3].box,)
    assert apart(layout, Body((1, 2, 3), 0, "", 0), 3) == (layout.blocks[3].box, around)
    assert apart(layout, Body((1,), 0, "", None), 1) == layout.ancestors(first)
    assert apart(layout, Body((1,), 0, "", 0), 0) == (title, layout.boxes[title].parent)


HEAD = "<h1>Call</h1><p>One</p>"
ENTRY = "<p>12 May 2026</p><p><a href=/n/2>Rain and ice</a></p>"


@each(
    ("inner", "blocks", "number", "reason"),
    [
        # The post has its own foot, also where its text goes on elsewhere.
        (f"<article>{HEAD}<footer><p>Foot</p></footer></article><p>Two</p>", (1, 3), 2, None),
        (f"<div>{HEAD}<footer><p>Foot</p></footer></div><p>Two</p>", (1, 3), 2, Reason.OTHER_POST),
        # The last line of the text is not behind it.
        ("<main><h1>Call</h1></main><p>One</p><p>Two</p>", (1, 2), 2, None),
        ("<main><h1>Call</h1></main><p>One</p><p>Two</p>", (1,), 2, Reason.OTHER_POST),
        (f"<div>{HEAD}<h2>End</h2><p>Two</p></div>", (1, 2), 3, None),
        (f"<div>{HEAD}<h2>End</h2><p>Two</p></div>", (1,), 3, Reason.OTHER_POST),
        # One line with the title of another post is one of a list behind the post, and two are elsewhere.
        (f"<div>{HEAD}</div><div>{ENTRY}</div>", (1,), 2, Reason.OTHER_POST),
        (f"<div><h1>Call</h1></div><div>{ENTRY}</div>", (), 1, None),
        (f"<div>{HEAD}</div><div>{ENTRY}</div><p>Two</p>", (1, 4), 2, None),
        (f"<div>{HEAD}</div><div>{ENTRY}{ENTRY}</div><p>Two</p>", (1, 6), 2, Reason.OTHER_POST),
        (f"<div><h1>Call</h1></div><div><p>One</p>{ENTRY}{ENTRY}<p>Two</p></div>", (1, 6), 2, None),
    ],
)
def test_what_stands_beside_the_post(
    inner: str, blocks: tuple[int, ...], number: int, reason: Reason | None
) -> None:
    assert excluded(layout_of(inner), Body(blocks, 0, "", 0), number, Form.BARE) == reason


@each(
    ("zone", "usual", "day", "is_now"),
    [
        ("Europe/Paris", None, "2026-11-27", True),
        (None, "Europe/Paris", "2026-11-27", True),
        ("UTC", "Europe/Paris", "2026-11-27", False),
        (None, None, "2026-11-26", True),
    ],
)
def test_today_is_the_day_in_the_zone_of_the_site(
    zone: str | None, usual: str | None, day: str, is_now: bool
) -> None:
    late = DateHabits(timezone=zone, usual_zone=usual, now=datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    layout = layout_of(f"<header><p>Day</p></header>{HEAD}")
    assert is_today(layout, Body((2,), 0, "", 1), 0, day, late) is is_now


LINES = "<p>A</p><p>B</p>"


@each(
    ("inner", "number", "title", "is_now"),
    [
        # More than three lines above the title, or in the body of the page itself.
        (f"<div><p>Day</p>{LINES}<h1>Call</h1></div>", 0, 3, False),
        (f"<div><p>Day</p>{LINES}<p>C</p><h1>Call</h1></div>", 0, 4, True),
        (f"<article><p>Day</p>{LINES}<p>C</p><h1>Call</h1></article>", 0, 4, False),
        ("<p>Day</p><h1>Call</h1>", 0, 1, True),
        ("<h1>Call</h1><p>Day</p>", 1, 0, False),
        ("Call", 0, 0, False),
        # In the head of the page.
        ("<div><header><p>Day</p></header><h1>Call</h1></div>", 0, 1, True),
        ("<section><header><p>Day</p></header><h1>Call</h1></section>", 0, 1, False),
        ("<section><nav><p>Day</p></nav><h1>Call</h1></section>", 0, 1, True),
    ],
)
def test_where_sites_print_the_day_of_the_visit(inner: str, number: int, title: int, is_now: bool) -> None:
    habits = DateHabits(now=NOW)
    assert is_today(layout_of(inner), Body((), 0, "", title), number, "2026-11-26", habits) is is_now
    assert not is_today(layout_of(inner), Body((), 0, "", title), number, "2026-11-25", habits)
    assert not is_today(layout_of(inner), Body((), 0, "", title), number, "2026-11-26", DateHabits())
