"""Tests of the pages: they show the archive, and scraped content cannot run scripts."""

from __future__ import annotations

import asyncio
import builtins
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clusterwatch import browse
from clusterwatch.archive import Archive, bounded
from clusterwatch.browse import cells, charts, metadata
from clusterwatch.browse.queries import add_functions, canned
from clusterwatch.browse.site import Site, site
from clusterwatch.errors import ArchiveError, UsageError
from clusterwatch.stories import meaning
from tests.browse.conftest import ATTACK, clock
from tests.stories.fake_engine import FakeEngine, used
from tests.tables import each

TABLES = [name for name, table in metadata.tables().items() if not table.get("hidden")]
PAGES = (
    "/", "/search", "/search?q=deadline", "/post/1", "/post/2", "/post/4", "/source/alpha", "/source/hostile",
    "/sources", "/calls", "/calls?show=all&country=FR&programme=life&sector=optics", "/events", "/events?month=2026-04",
    "/relays?by=kind&kind=call&programme=life&across=1", "/terms", "/terms?days=365&lang=fr&sector=optics&country=FR",
    "/story/2", "/bodies", "/watches", "/watch/twelve", "/watch/hostile",
    "/body/clustero", "/body/beta", "/archive", "/archive/posts/1", "/archive/sources/hostile", "/nope",
    "/archive?sql=select+title+from+posts",
)  # fmt: skip
ADDRESSES = (*PAGES, *(f"/archive/{name}" for name in (*TABLES, *canned())))
# What must stand on a page.
CONTENTS: list[tuple[str, list[str]]] = [
    (
        "/",
        [
            "1 open incident<",
            "incident 1: ",
            "Open since <time>2026-03-02</time>",
            "A call",
            "New since yesterday",
            "<h2>Posts per month and country</h2>",
            "4 of 5 posts; not shown: 1 without a date.",
            "<b>3 sources</b>: 2 ok, 1 degraded.",
            "5 posts found since <time>2026-03-01</time>",
            "Closing soon",
            "No open call closes within 14 days. The next ones:",
            '<a href="/calls?closing=month">this month</a>',
            "Deadlines that moved",
            '<ins class="iso">2026-03-20 17:00</ins>',
            "Relayed since yesterday",
            "2</b> countries",
            '<a href="/relays">How news travels</a>',
            "degraded",
        ],
    ),
    ("/?since=2026-03-02", ["No post was found since <time>2026-03-02</time>", "Newest stories"]),
    ("/?since=2026-03-03", ["New since yesterday"]),
    (
        "/?since=soon&chart=years",
        [
            "Posts per year and country",
            "The years 2026 to 2026",
            "The last months",
            "Invalid date &#39;soon&#39;; use YYYY-MM-DD.",
        ],
    ),
    (
        "/chart.csv?chart=years",
        ['"year","country","name","posts"', '"2026","FR","France",3', '"2026","PL","Poland",1'],
    ),
    (
        "/chart.csv",
        ['"2026-01","FR","France",0', '"2026-02","FR","France",3', '"2026-02","PL","Poland",1'],
    ),
    ("/search?q=DEADLINE", ["1 post<", "<mark>deadline</mark>"]),
    ("/search?q=nosuchword", ["Nothing found"]),
    (
        "/search?q=deadlnes&language=pl&best=1",
        ["Nothing found", "Nothing found"],
    ),
    (
        "/search?q=deadline+nosuchword",
        ['<li><a href="/search?q=deadline">With fewer words: deadline (1 post)</a></li>'],
    ),
    (
        "/search?q=deadline&until=2020-01-01&best=1",
        ['<li><a href="/search?q=deadline&amp;best=1">On all days (1 post)</a></li>'],
    ),
    ("/search?q=twelve", ['<h3><a href="/post/2?q=twelve"']),
    ("/post/2?q=companies", ["<h2>Twelve <mark>companies</mark></h2>"]),
    (
        "/post/2?q=company+amp+noopener",
        ["<h2>Twelve <mark>companies</mark></h2>", 'rel="noopener nofollow"'],
    ),
    ("/search?q=a&since=soon", ["Invalid date &#39;"]),
    ("/search?q=a&since=20260101", ["Invalid date &#39;"]),
    ("/search?q=a&since=2026-W01-4", ["Invalid date &#39;"]),
    ("/search?q=--", ["contains no word to search for"]),
    ("/search?q=deadlines", ["1 post<", "<mark>deadline</mark>"]),
    ("/search?q=deadlines&exact=1", ["Nothing found"]),
    ("/search?q=lejárat", ["Nothing found"]),
    (
        "/search?q=Einreichungsfrist",
        [
            "No posts with these words",
            "In other words and languages: deadline<",
            "Only the posts with the words themselves, so far none, as a feed or table: ",
        ],
    ),
    (
        "/search?q=harbour",
        [
            '<dt>Source</dt><dd><a href="/search?q=harbour&amp;source=alpha">',
            '<a href="/search?q=harbour&amp;country=FR">France</a>&nbsp;<span class="quiet">',
        ],
    ),
    (
        "/search?q=twelve&watch=twelve&body=clustero&year=1999",
        [
            "1 post<",
            '<a href="/search?q=twelve&amp;watch=twelve" aria-label="Body: clustero, remove">',
            '<a href="/search?q=twelve&amp;body=clustero" aria-label="Saved search: twelve, remove">',
            '<input type="hidden" name="watch" value="twelve">',
        ],
    ),
    (
        "/search?q=harbour&country=FR&until=2026-12-31&best=1",
        [
            '<a href="/search?q=harbour&amp;until=2026-12-31&amp;best=1" aria-label="Country: France, remove">',
            '<input type="hidden" name="country" value="FR">',
        ],
    ),
    ("/post/2", ["Also announced by", 'href="/post/3"', "This post came first"]),
    (
        "/post/2",
        ["<h2>Twelve companies</h2>", "<li><strong>Six</strong> from", "<th>Fee</th><td>none</td>"],
    ),
    (
        "/post/2",
        [
            '<a href="https://beta.example.org/call.pdf" rel="noopener nofollow" dir="auto">Text of the call</a>',
            'PDF · beta.example.org · <a href="/source/beta">beta</a>',
            "<h2>Register, apply or submit</h2>",
        ],
    ),
    ("/post/4", ["Related announcements", 'href="/post/2"', 'href="/post/1"', "fibretest, too"]),
    ("/post/4", ["<del> 1 March.</del>", "<ins> 9 April.</ins>"]),
    (
        "/source/alpha",
        [
            "Newest posts",
            "A call",
            "optics",
            "ok, taken back 2026-03-02",
            "ok since <time>2026-03-01<",
            "<time>2026-03-03 02:00<",
        ],
    ),
    (
        "/sources",
        [
            "3 sources: 2 ok, 1 degraded. Those with problems come first.",
            'data-label="since"><time>2026-03-02<',
            'data-label="since"><time>2026-03-01<',
            "<li>Incident 1: selector-lost: title: ",
            'href="/source/alpha"',
            'data-label="last post"><time>2026-02-20<',
            '<a href="/sources?state=degraded">degraded</a> <span class="n">1<',
            'aria-label="2 posts from 2024-04 to 2026-03, most in 2026-02: 2"',
            'data-label="next check"><time>2026-03-03 02:00<',
            'data-label="next check">next run<',
        ],
    ),
    ("/sources?state=silent", ["No source is silent."]),
    ("/sources?state=degraded", ['href="/source/hostile"', "<b>degraded</b>"]),
    ("/source/hostile", ["<b>Incident 1</b>: ", "<h2>Incidents</h2>", "selector-lost: title: "]),
    (
        "/calls",
        [
            "2 open calls<",
            "2026-03-20 17:00",
            "also beta",
            "Moved from 2026-03-13, seen on 2026-03-01",
            "As of 2026-03-02.",
            'closing=month">this month, March 2026</a> <span class="n">1</span>',
            'closing=next-month">next month, April 2026</a> <span class="n">1</span>',
            "country=PL&amp;",
            "country=FR&amp;",
            "LIFE",
            "Deadlines that moved in the last 30 days",
            '<del class="iso">2026-03-13</del>',
            'href="/calls.ics?country=&amp;sector=&amp;programme=&amp;source="',
        ],
    ),
    ("/calls?country=PL", ["1 open call,", "2026-03-21"]),
    ("/calls?country=FR", ["Deadlines that moved in the last 30 days"]),
    (
        "/calls?programme=life&sector=optics&closing=30d",
        ["1 open call that closes within 30 days, optics, life<", "2026-03-20 17:00"],
    ),
    ("/calls?closing=7d", ["No open call was found that closes within 7 days"]),
    ("/calls?show=all", ["2 calls<"]),
    ("/calls?closing=next-month", ["1 open call that closes next month, April 2026<", "2026-04-09"]),
    (
        "/calls?closing=7d&country=FR",
        ["<b>France</b>", 'aria-label="Remove France"', '<span class="n">0</span>'],
    ),
    ("/calls?closing=month&country=pl", ["1 open call that closes this month, March 2026, Poland<"]),
    ("/archive/stories_across_sources", ['<a href="/story/2">Twelve chosen</a>']),
    (
        "/source/alpha",
        ["<dt>sectors</dt><dd>optics, electronics <", "the industrial ecosystems of the EU"],
    ),
    ("/archive/posts?_sort=title", ['aria-sort="ascending"', ">title ▲</a>"]),
    ("/archive/posts?_sort_desc=title", ['aria-sort="descending"', ">title ▼</a>"]),
    ("/events", ["Events, March 2026", '<td class="today"><span class="date">2<', "1 event<", "Łódź"]),
    ("/events?month=2026-04&country=FR", ["April 2026", "month=2026-03", "month=2026-05", "1 event<"]),
    (
        "/events?month=2026-13",
        ["Events, March 2026", "Invalid month &#39;2026-13&#39;; use YYYY-MM."],
    ),
    (
        "/events?month=2026-02",
        ["No event was found in February 2026", 'month=2026-03">2026-03-02</a>'],
    ),
    (
        "/calls?closing=foo&show=bar",
        [
            "Invalid closing &#39;foo&#39;; use 7d, month, next-month, 30d, 90d.",
            "Invalid show &#39;bar&#39;",
        ],
    ),
    ("/calls?closing=7d", [">Poland</a>", ">optics</a>", "events, too"]),
    ("/terms?days=45", ["Invalid days &#39;45&#39;; use 30, 90, 365."]),
    ("/relays?kind=foo&by=bar", ["Invalid kind &#39;foo&#39;; use ", "Invalid by &#39;bar&#39;; use "]),
    (
        "/bodies",
        [
            'class="chart graph"',
            "3 bodies that are named together, with 2 lines",
            "Romanian Cluster Association and National Cluster Association: 1 story<",
            '<a href="/body/clustero">',
            "3 bodies<",
        ],
    ),
    (
        "/body/clustero",
        [
            "3 posts of 3 sources name it.",
            "Who names it",
            "</a> · as <q>&lt;script&gt;",
            "Named together with it",
            'href="/body/nca-cz"',
        ],
    ),
    ("/body/beta", ["It is a source of this archive", "1 post of 1 source names it.", "Whom it names"]),
    ("/post/2", ["What it says", "deadline 2026-03-20 17:00", 'href="/body/clustero"', "by an edit"]),
    (
        "/source/beta",
        [
            "<h2>Held back</h2>",
            'href="https://beta.example.org/held"',
            "since 2026-03-01: the page asks for consent to cookies",
        ],
    ),
    (
        "/archive/widest_stories",
        [
            "Announcements of all years.",
            "Posts from 2026-02-20 to 2026-02-23, as of the run of 2026-03-02 02:00 UTC.",
        ],
    ),
    ("/watches", ['<a href="/watch/twelve">twelve</a>', "<td>twelve · France</td><td>1</td>"]),
    ("/watch/twelve", ["<h2>1 post</h2>", "Twelve chosen", 'href="/archive/labels?watch=twelve"']),
    ("/post/2", ['Saved searches: <a href="/watch/twelve">twelve</a>']),
    ("/archive/undone", ["Runs that were taken back", "2026-03-02"]),
    ("/archive/moved_deadlines", ["The deadline is 1 March.", "The deadline is 9 April."]),
    ("/archive/announcements?country=PL", ["Undated", "Poland"]),
]


def get(path: Path, address: str) -> Any:
    with closing(site(path, clock)) as shown:
        return asyncio.run(shown.client.get(address))


async def _all(path: Path, addresses: Iterable[str]) -> list[Any]:
    with closing(site(path, clock)) as shown:
        return [await shown.client.get(address) for address in addresses]


@pytest.fixture(scope="module")
def answers(served: Path) -> dict[str, Any]:
    """The pages of one site by their addresses, since to start a site takes longer than to show a page."""
    with pytest.MonkeyPatch.context() as patch:
        # as for the tests: tests/browse/conftest.py
        patch.setattr("datasette.facets.detect_json1", lambda: True)
        addresses = dict.fromkeys((*ADDRESSES, *(address for address, _ in CONTENTS)))
        return dict(zip(addresses, asyncio.run(_all(served, addresses)), strict=True))


@each("address", ADDRESSES)
def test_a_page_has_no_script_but_that_of_the_keys(answers: dict[str, Any], address: str) -> None:
    answer = answers[address]
    assert answer.status_code == (404 if address == "/nope" else 200)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    (allowed,) = re.findall("script-src '(sha256-[^' ]+)'(?:;|$)", policy)
    assert "unsafe" not in policy
    own = rf'<script src="/assets/keys\.js\?[0-9a-f]{{12}}" integrity="{re.escape(allowed)}" defer></script>'
    shown, count = re.subn(own, "", answer.text)
    assert count == 1
    for forbidden in ("<script", "<img", " style=", "onerror=alert(2)>", 'href="javascript:'):
        assert forbidden not in shown, forbidden
    tags = re.sub(r"\"[^\"]*\"", "", shown)  # quoted text is the value of an attribute
    assert not re.search(r"<[^>]* on\w+=", tags)


def test_headings_of_a_body_follow_that_of_the_page() -> None:
    html = '<h1>a</h1>\n<h4>b</h4>\n<h1>c</h1>\n<p><a href="https://a.example/">d</a><script>e</script></p>'
    assert cells.post_body(html, None, None) == (
        "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n"
        '<p><a href="https://a.example/" rel="noopener nofollow">d</a></p>'
    )


@each(
    ("text", "html"),
    [
        ("moved to 2026-04-09", 'moved to <span class="iso">2026-04-09</span>'),
        ("2026-03-20 17:00 (open)", '<span class="iso">2026-03-20 17:00</span> (open)'),
        ("2026-03", '<span class="iso">2026-03</span>'),
        ("2026-03-01T02:00:00.000Z", '<span class="iso">2026-03-01T02:00:00.000Z</span>'),
        ("2026", "2026"),
        ("tel. 12026-03-201 & <b>", "tel. 12026-03-201 &amp; &lt;b&gt;"),
    ],
)
def test_a_date_stays_on_one_line(text: str, html: str) -> None:
    assert cells.dated(text) == html


def test_a_withdrawn_post_is_marked_in_lists_and_tables() -> None:
    row = {"post": 7, "title": "Gone & lost", "withdrawn": "2026-03-01T02:00:00.000Z"}
    mark = (
        '<span class="state s-withdrawn" title="The page was found to be gone on 2026-03-01">withdrawn</span>'
    )
    shown = cells.shown(row, row["title"], "title", None)
    assert shown == f'<a href="/post/7">Gone &amp; lost</a> {mark}'
    assert cells.shown({**row, "withdrawn": None}, "A", "title", None) == '<a href="/post/7">A</a>'


def test_a_withdrawn_post_is_marked_in_views_that_do_not_tell_it(served: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(served.read_bytes())
    with Archive(path) as archive:
        archive.db.execute("UPDATE posts SET withdrawn = '2026-03-01T02:00:00.000Z' WHERE id = 3")
        archive.db.conn.commit()
    for address, marks in (
        ("/archive/relays", 1),
        ("/archive/body_mentions?body=nca-cz", 0),
        ("/source/beta", 1),
    ):
        assert get(path, address).text.count('class="state s-withdrawn"') == marks, address


def test_calls_that_open_later_stand_below_the_open_ones(served: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(served.read_bytes())
    assert "opens later" not in get(path, "/calls").text
    with Archive(path) as archive:
        archive.db.execute(
            "INSERT INTO days (post, number, kind, start, raw, method, superseded, until) "
            "SELECT post, 90, 'opens', '2026-03-18', '', 'text', 0, '2026-03-18' FROM days "
            "WHERE kind = 'deadline' AND until = '2026-03-20'"
        )
        archive.db.conn.commit()
    shown, _, later = get(path, "/calls").text.partition('<section class="card" id="later">')
    assert "<h2>1 call opens later</h2>" in later
    assert "2026-03-20" in later
    assert "2026-03-20" not in shown
    assert "opens later" not in get(path, "/calls?show=all").text
    assert "opens later" not in get(path, "/calls?first=100").text


@each(
    ("url", "kind"),
    [
        ("https://a.example/b/Call.pdf?v=1.2", "PDF"),
        ("https://a.example/b%20c.docx", "DOCX"),
        ("https://a.example/get/12", "file"),
        ("https://a.example", "file"),
    ],
)
def test_type_of_a_file(url: str, kind: str) -> None:
    assert cells.file_type(url) == kind


@each(("address", "words"), CONTENTS)
def test_contents_of_pages(answers: dict[str, Any], address: str, words: list[str]) -> None:
    text = re.sub('<span class="iso">(.*?)</span>', r"\1", answers[address].text)
    assert [w for w in words if w not in text] == []


@each("name", sorted(set(canned()) - {"silent_sources", "withdrawn_posts", "doubtful_dates"}))
def test_a_query_returns_rows(answers: dict[str, Any], name: str) -> None:
    assert "<td" in answers[f"/archive/{name}"].text


@each(
    ("line", "named"),
    [
        ("The deadline is 1 March.", 1), ("Antragsfrist: 1. März", 1), ("ÉCHÉANCE : 1er mars", 1),
        ("Uzávěrka 1. března", 1), ("Καταληκτική ημερομηνία: 1 Μαρτίου", 1),
        ("A cascade of lasers", 0), ("", 0), (None, 0),
    ],
)  # fmt: skip
def test_lines_with_a_deadline_in_sql(line: str | None, named: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection)
        assert connection.execute("select names_deadline(?)", [line]).fetchone() == (named,)


def test_words_are_folded_in_sql(served: Path) -> None:
    sql = "select fold('Οδός Ø'), fold(null), fold(7)"
    answer = get(served, f"/archive.json?_shape=arrays&sql={sql}")
    assert answer.json()["rows"] == [["οδοσ o", None, "7"]]


def test_a_word_for_deadlines_is_compared_without_case_and_accents(served: Path) -> None:
    assert "The deadline is 9 April." in get(served, "/archive/moved_deadlines?word=D%C3%A9ADline").text


def test_queries_and_tables_have_different_names() -> None:
    assert len(canned()) >= 12
    assert not set(canned()) & set(metadata.tables())


def test_every_column_of_the_schema_is_described(served: Path) -> None:
    with Archive(served, readonly=True) as archive:
        names = [
            n
            for n in (*archive.db.table_names(), *archive.db.view_names())
            if not re.match("posts_fts_|sqlite_", n)
        ]
        tables = {n: {r[1] for r in archive.db.execute(f"PRAGMA table_info([{n}])")} for n in names}
    described = metadata.tables()
    assert set(described) == set(tables)
    for name, columns in tables.items():
        assert described[name]["title"]
        assert described[name]["description"]
        assert columns - set(described[name]["columns"]) == set(), name
        assert set(described[name]["columns"]) - columns <= {"posts_fts", "rank"}, name


def test_facets_are_counted(served: Path) -> None:
    found = get(served, "/archive/announcements.json?_size=0").json()["facet_results"]
    counted = {name: {str(v["value"]): v["count"] for v in facet["results"]} for name, facet in found.items()}
    assert set(counted) == {"source", "country", "kind", "sectors", "language", "month"}
    assert counted["country"] == {"FR": 3, "PL": 2}
    assert counted["sectors"] == {"optics": 4, "electronics": 4, ATTACK: 1}
    assert counted["month"]["2026-02"] == 4
    page = get(served, "/archive/announcements?_facet=country").text
    assert page.count('id="facet-country') == 1


def test_what_closes_this_month_in_a_sector_and_country_is_three_links_away(served: Path) -> None:
    address = "/"
    for label in ("this month", "France", "optics"):
        (link,) = re.findall(f'<a href="(/calls[^"]*)">{label}</a>', get(served, address).text)
        address = link.replace("&amp;", "&")
    page = get(served, address).text
    assert "1 open call that closes this month, March 2026, France, optics<" in page
    assert re.findall('class="title" href="([^"]*)"', page.partition('id="moved"')[0]) == ["/post/2"]


def test_moved_deadlines_are_filtered_like_the_calls(served: Path) -> None:
    assert "Deadlines that moved" not in get(served, "/calls?country=PL").text


def test_a_calendar_program_subscribes_to_the_page_of_calls(served: Path) -> None:
    answer = get(served, "/calls.ics?country=FR")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert re.findall("DTSTART;[^\r]*", answer.text) == [
        "DTSTART;VALUE=DATE:20260302",
        "DTSTART;TZID=Europe/Paris:20260320T170000",
        "DTSTART;VALUE=DATE:20260409",
        "DTSTART;VALUE=DATE:20260409",
    ]
    assert "\r\nURL:javascript" not in answer.text.replace("\r\n ", "")
    assert get(served, "/body/nobody").status_code == 404


def test_new_rows_are_visible_and_the_archive_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path).close()

    async def watch(shown: Site) -> list[str]:
        before = (await shown.client.get("/archive/sources.json?_shape=array")).text
        with Archive(path) as writer:
            writer.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '', '')"
            )
        after = (await shown.client.get("/archive/sources.json?_shape=array")).text
        with pytest.raises(PermissionError):
            await shown.get_database("archive").execute_write("DELETE FROM sources")
        return [before, after]

    with closing(site(path, clock)) as shown:
        before, after = asyncio.run(watch(shown))
    assert before == "[]"
    assert '"id": "s"' in after


@pytest.mark.parametrize(
    ("today", "address", "is_listed"),
    [
        ("2026-03-30", "/events?month=2026-03", True),
        ("2026-03-30", "/events?month=2026-03&country=PL", False),
        ("2026-03-09", "/events?month=2026-03", False),
        ("2026-03-10", "/events?month=2026-03", True),
        ("2026-03-30", "/events?month=2026-02", False),
    ],
)
def test_the_events_of_the_next_days_stand_below_those_of_this_month(
    served: Path, today: str, address: str, is_listed: bool
) -> None:
    with closing(site(served, lambda: datetime.fromisoformat(f"{today}T08:00:00+00:00"))) as shown:
        page = asyncio.run(shown.client.get(address)).text
    assert ("<h2>Soon after March 2026</h2>" in page) == is_listed
    assert ("2026-04-09" in page) == is_listed
    assert ("The next one begins" in page) == ("2026-02" in address)


@pytest.mark.parametrize(
    ("today", "address", "month"),
    [
        ("2026-02-27", "/events", "March"),
        ("2026-03-02", "/events", "March"),
        ("2026-03-03", "/events", "April"),
        ("2026-03-03", "/events?month=2026-13", "April"),
        ("2026-03-03", "/events?country=PL", "March"),  # no event there is to come
        ("2026-05-01", "/events", "May"),
    ],
)
def test_the_page_of_events_opens_on_the_month_of_the_next_one(
    served: Path, today: str, address: str, month: str
) -> None:
    with closing(site(served, lambda: datetime.fromisoformat(f"{today}T08:00:00+00:00"))) as shown:
        page = asyncio.run(shown.client.get(address)).text
    assert f"<h1>Events, {month} 2026</h1>" in page


def test_bodies_without_mentions_say_where_they_come_from(tmp_path: Path) -> None:
    Archive(tmp_path / "a.db").close()
    with closing(site(tmp_path / "a.db", clock)) as shown:
        page = asyncio.run(shown.client.get("/bodies")).text
    assert "No post of this archive names one yet." in page
    assert '<a href="/search">search</a>' in page


def test_a_closed_site_has_no_open_connections(served: Path) -> None:
    with closing(site(served, clock)) as shown:
        asyncio.run(shown.client.get("/archive/posts"))
    assert len(shown.connections) > 1  # to the archive and to the internal database of Datasette
    for connection in shown.connections:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_errors_of_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchiveError, match="no such archive"):
        bounded.check_readable(tmp_path / "none.db")
    found = builtins.__import__

    def missing(name: str, *args: Any, **named: Any) -> Any:
        if name == "datasette":
            raise ImportError(name)
        return found(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError, match=r"pip install 'clusterwatch\[browse\]'"):
        browse.serve(tmp_path / "a.db", "127.0.0.1", 0, clock, print)


@each(("most", "step"), [(0, 1), (4, 1), (5, 1), (6, 2), (11, 5), (60, 20), (420, 100), (5001, 2000)])
def test_a_scale_has_at_most_five_lines(most: int, step: int) -> None:
    assert charts.tick(most) == step


def test_a_search_by_meaning(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = Path(shutil.copy(served, tmp_path / "copy.db"))
    assert "any_language" not in get(copy, "/search?q=nosuchword").text
    used(monkeypatch, FakeEngine())
    engine = meaning.current()
    assert engine is not None
    with Archive(copy) as archive:
        archive.embeddings.keep({2: meaning.vector_of_query("nosuchword")}, engine)
        archive.write_meanings(engine)
    page = get(copy, "/search?q=nosuchword&any_language=1").text
    assert "By meaning, in any language" in page
    assert '<a href="/post/2?q=nosuchword"' in page
    assert "any_language" in get(copy, "/search?q=nosuchword").text
