"""Tests of why, status, search and schema."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive
from clusterwatch.extraction import extract_post
from clusterwatch.models import Evidence, Method, Problem, ProblemCode, Reason, Rejected
from tests.archive.made import draft, observed, record, register
from tests.cli.workspace import POSTS, Web, Workspace

SCHEMA = Path(__file__).parents[2] / "sources.schema.json"
Archived = tuple[Workspace, Web]


def found(workspace: Workspace, *words: str) -> list[str]:
    """Return the titles that a search finds on the first site, in order."""
    return [
        hit["title"]
        for hit in json.loads(workspace.call("search", "--json", "--source", "vessel", *words)[0])
    ]


def test_why_accepts_a_number_or_any_address_of_a_post(archived: Archived) -> None:
    workspace, web = archived
    ((number, url),) = workspace.rows(
        "SELECT id, url FROM posts WHERE url LIKE '%/news/lodz' AND source = 'vessel'"
    )
    assert url == f"{web.base}/news/lodz"
    out, err = workspace.call("why", str(number))
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "Partners from Łódź join the test bench"
    assert lines[1].startswith(f"post {number} of vessel, revision 1, story ")
    assert lines[2] == url
    fields = {line.split()[0]: i for i, line in enumerate(lines) if line and not line.startswith(" ")}
    assert {"title", "published", "body", "language"} <= set(fields)
    assert lines[fields["published"]] == "published  2026-10-30"
    assert lines[fields["published"] + 1].startswith("  found by selector ")
    assert max(map(len, (line for line in lines if "://" not in line))) < 160
    for address in (url, f"{url}?utm_source=letter&utm_medium=mail", f"{url}/", f"{url}#top"):
        assert workspace.call("why", address)[0] == out, address


def test_why_lists_the_other_sources_of_a_story(archived: Archived) -> None:
    workspace, web = archived
    out, _ = workspace.call("why", f"{web.base}/news/composites")
    relay = workspace.rows("SELECT url FROM posts WHERE source = 'relay'")[0][0]
    lines = out.splitlines()
    assert lines[-5:-3] == ["Also announced by", f"  relay  2026-11-20  {relay}"]
    assert lines[-2] == "Compared with"
    assert lines[-1].endswith("100% of the words are the same")


def test_why_shows_shared_names_as_the_post_writes_them(own_archive: Archived) -> None:
    workspace, web = own_archive
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        sql = (
            "INSERT INTO story_links SELECT 0, id, 'facts', 0.9, '[\"name lodz\"]', '[]', 0.45 FROM posts "
            "WHERE url = ?"
        )
        db.execute(sql, [f"{web.base}/news/lodz"])
    assert (
        "; both have: name Łódź; likeness of meaning: 0.45, where more than 0.35 speaks for it\n"
        in workspace.call("why", f"{web.base}/news/lodz")[0]
    )


def test_why_lists_related_announcements(own_archive: Archived) -> None:
    workspace, web = own_archive
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        for path in ("lodz", "harbour"):
            sql = "INSERT INTO identifiers SELECT 'fibretest', id FROM posts WHERE url = ?"
            db.execute(sql, [f"{web.base}/news/{path}"])
        (number, title) = db.execute("SELECT id, title FROM posts WHERE url LIKE '%/news/harbour'").fetchone()
        db.execute("UPDATE posts SET body = 'Łódź joins FIBRETEST.' WHERE url LIKE '%/news/lodz'")
    said = workspace.call("why", f"{web.base}/news/lodz")[0].split("Related announcements\n")[1].splitlines()
    assert said[0].startswith(f"  post {number}: vessel, ")
    assert said[0].endswith(f", names FIBRETEST, too: {title}")


def test_why_lists_attachments_and_portals(own_archive: Archived) -> None:
    workspace, web = own_archive
    links = (("a.pdf", "The call", "attachment"), ("join", "Register", "portal"), ("more", "More", "page"))
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        for path, text, kind in links:
            sql = "INSERT INTO links (post, url, text, kind, host) SELECT id, ?, ?, ?, '' FROM posts WHERE url = ?"
            db.execute(sql, [f"https://alpha.example/{path}", text, kind, f"{web.base}/news/lodz"])
    out = workspace.call("why", f"{web.base}/news/lodz")[0]
    assert "\nAttachments\n  The call  https://alpha.example/a.pdf\n" in out
    assert "\nRegister, apply or submit\n  Register  https://alpha.example/join\n" in out
    assert "https://alpha.example/more" not in out


def test_why_shows_what_a_post_says(own_archive: Archived) -> None:
    workspace, web = own_archive
    url = f"{web.base}/news/lodz"
    with closing(sqlite3.connect(workspace.folder / "archive.db")) as db, db:
        db.execute("UPDATE posts SET kind = 'call', kind_confidence = 0.934 WHERE url = ?", [url])
        (post,) = db.execute("SELECT id FROM posts WHERE url = ?", [url]).fetchone()
        day = "INSERT INTO days VALUES (?, ?, ?, ?, ?, ?, ?, 'until', ?, ?, ?, 12, ?, ?, ?, NULL, NULL)"
        until = ("17:00", "CET", "12 May", None, 2, "text", "year", 1)
        fair = (None, None, "2026-06-01", "Riga", None, "json-ld", None, 0)
        db.execute("DELETE FROM days")
        db.execute("DELETE FROM mentions")
        db.execute(day, (post, 1, "deadline", "2026-05-12", None, *until))
        db.execute(day, (post, 2, "event", "2026-06-01", "2026-06-03", *fair))
        mention = "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, 0, 4, 'name', ?, ?)"
        db.execute(mention, (post, 1, "amount", None, "2 M€", "2 M€", 2e6, "EUR"))
        db.execute(mention, (post, 2, "programme", "life", "LIFE", "LIFE", None, None))
        db.execute(
            "INSERT INTO moved_days VALUES (?, 'deadline', '2026-05-05', '2026-05-12', '2026-03-01T02', 0)",
            [post],
        )
    out = workspace.call("why", url)[0]
    assert "\nkind  call, by its words and days (probability 93%)\n" in out
    assert (
        "\nDays\n  deadline 2026-05-12 17:00 CET, the year is not written, replaced by a later day\n"
        "    as written: 12 May  in line 2 of the body\n"
        "  event 2026-06-01 to 2026-06-03, in Riga\n"
        "    as written: 2026-06-01  in the data of the page (json-ld)\n"
        "  deadline moved from 2026-05-05 to 2026-05-12 by an edit, seen on 2026-03-01\n"
        "\nMentions\n  amount 2 M€ (2,000,000 EUR)\n"
        "    as written: 2 M€  in the title\n  programme LIFE (life)\n"
    ) in out


def test_why_shows_where_each_revision_had_its_values_from(tmp_path: Path) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with Archive(tmp_path / "archive.db") as archive:
        register(archive, now)
        for n, day in enumerate(("2026-05-30", "2026-06-15", "2026-07-01")):
            lost = Rejected(Method.TEXT, f"Until {day}", day, Reason.EVENT)
            date = Evidence(Method.META, "2026-02-20", "2026-02-20", "date", None, (lost,))
            title = Evidence(Method.HEADING, f"Call {n}", f"Call {n}", "h1")
            read = draft(title=title.value, evidence={"published": date, "title": title})
            record(archive, observed(read=read), now)
    out, _ = Workspace(tmp_path).call("why", "1")
    lines = [line.strip() for line in out.splitlines()]
    event = "it is the day of an event or a deadline"
    assert [line for line in lines if line.startswith("rejected")] == [
        f"rejected: Until {day} (text): {event}" for day in ("2026-07-01", "2026-05-30", "2026-06-15")
    ]
    assert [line for line in lines if line.startswith("found by heading")] == ["found by heading h1"] * 3


def test_why_says_where_a_title_that_is_no_heading_stands(tmp_path: Path) -> None:
    now, title = datetime(2026, 3, 1, tzinfo=UTC), "Six towns share their microscopes"
    text = "The lenses are shared. " * 9
    line = f'<h1 class="sr-only">Main content</h1><p>{title}</p><p>{text}</p>'
    with Archive(tmp_path / "archive.db") as archive:
        register(archive, now)
        for main in (line, line.replace("<p>", '<p role="heading" aria-level="1">', 1)):
            html = f"<title>{title} - Tal - City of Tal</title>{main}"
            read = extract_post(html, "https://tal.example/a")
            record(archive, observed(read=draft(title=read.title, body=main, evidence=read.evidence)), now)
    lines = [line.strip() for line in Workspace(tmp_path).call("why", "1")[0].splitlines()]
    assert "found by text in a line that <title> repeats" in lines
    assert "found by heading marked as the title" in lines
    hidden = "it is hidden, or the heading of something else, such as a greeting or a dialog"
    assert f"rejected: Main content (heading): {hidden}" in lines


def test_why_as_json(archived: Archived) -> None:
    workspace, web = archived
    url = f"{web.base}/news/lodz"
    post: dict[str, Any] = json.loads(workspace.call("why", url, "--json")[0])
    assert (post["url"], post["published"], post["language"]) == (url, "2026-10-30", "en")
    assert post["evidence"]["published"]["raw"] == "2026-10-30"
    assert [s["status"] for s in post["sightings"]] == ["post"]
    assert (post["revisions"], post["relays"], post["flags"]) == ([], [], [])


@pytest.mark.parametrize(
    "post", ["99999", "0", "9" * 30, "https://nowhere.example.org/", "no address", "http://[", "-1", "", "½"]
)
def test_why_of_an_unknown_post_is_an_error(archived: Archived, post: str) -> None:
    workspace, _ = archived
    out, err = workspace.call("why", "--", post, code=2)
    assert (out, err) == ("", f"Error: no post {post} in the archive\n")


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        (("hydrogene",), "hydrogen"),
        (("HYDROGÈNE", "pôle"), "hydrogen"),
        (("lodz",), "lodz"),
        (("Łódź",), "lodz"),
        (("three", "bench"), "lodz"),
        (("three",), "lodz board-elected"),
        (('"three years"',), "board-elected"),
        (('"years three"',), ""),
        (("instrum*",), "harbour"),
        (("--", "three", "-bench"), "board-elected"),
        (('an " unclosed AND (quote',), ""),
        (("NEAR(",), ""),
        (("partner", "zeppelin"), ""),
    ],
)
def test_search(archived: Archived, words: tuple[str, ...], slugs: str) -> None:
    workspace, _ = archived
    titles = {slug: title for slug, title, _, _ in POSTS}
    assert found(workspace, *words) == [titles[slug] for slug in slugs.split()]


def test_search_prints_the_newest_posts_first(archived: Archived) -> None:
    workspace, web = archived
    out, err = workspace.call("search", "three", "--source", "vessel")
    assert err == ""
    lines = [line for line in out.splitlines() if line]
    assert [line for line in lines if not line.startswith(" ")] == [POSTS[2][1], POSTS[4][1]]
    assert lines[1].startswith("  2026-10-30 · vessel · en · post ")
    assert lines[2] == f"  {web.base}/news/lodz"
    assert lines[3].startswith("  Three partners share one test bench.")


def test_search_filters_limits_and_empty_results(archived: Archived) -> None:
    workspace, _ = archived
    everywhere = json.loads(workspace.call("search", "press", "--json")[0])
    assert [hit["source"] for hit in everywhere] == ["relay", "vessel"]
    assert len(json.loads(workspace.call("search", "work", "--limit", "2", "--json")[0])) == 2
    assert workspace.call("search", "zeppelin") == ("", "Nothing found.\n")
    assert workspace.call("search", "zeppelin", "--json") == ("[]\n", "")
    assert workspace.call("search", "work", "--source", "nobody", code=2)[1].endswith(
        "no source named nobody\n"
    )
    assert workspace.call("search", "work", "--lang", "FR")[1].startswith("Nothing found.\n")
    unknown = "Error: Invalid value for '--lang': \"xx\" is no code of a language (ISO 639-1), such as fr\n"
    for command in (("search", "work"), ("calls",), ("events",), ("digest",), ("export", "csv"), ("terms",)):
        assert workspace.call(*command, "--lang", "xx", code=2)[1].endswith(unknown), command
    days = ("--since", "2026-12-01", "--until", "2026-11-01")
    error = "Error: --until 2026-11-01 is before --since 2026-12-01\n"
    assert workspace.call("search", "work", *days, code=2) == ("", error)
    assert "contains no word to search for" in workspace.call("search", "*", code=2)[1]
    assert "Missing argument" in workspace.call("search", code=2)[1]
    assert "not in the range" in workspace.call("search", "work", "--limit", "0", code=2)[1]


def test_status_shows_the_state_of_each_source(workspace: Workspace, web: Web) -> None:
    workspace.sources(
        f"  vessel:\n    url: {web.base}/news\n    discover: {{kind: listing, link: article h2 a}}\n",
        f"  nowhere:\n    url: {web.base}/nowhere\n    discover: {{kind: listing, link: h2 a}}\n",
        f"  asleep:\n    url: {web.base}/asleep\n    enabled: false\n",
    )
    workspace.call("status", code=2)
    workspace.call("run", "vessel", "nowhere", code=1)
    out, err = workspace.call("status")
    assert err == ""
    head, *rows, message = out.splitlines()
    assert head.split() == ["source", "state", "posts", "newest", "post", "last", "success"]
    vessel, nowhere, asleep = (row.split() for row in rows)
    assert vessel[:4] == ["vessel", "ok", "6", "2026-11-19"]
    assert nowhere[:4] == ["nowhere", "failed", "0", "never"]
    assert message.startswith("nowhere: ")
    assert "404" in message
    assert asleep[:2] == ["asleep", "disabled"]
    sources = json.loads(workspace.call("status", "--json")[0])
    assert [(s["id"], s["state"], s["posts"], s["newest"]) for s in sources] == [
        ("vessel", "ok", 6, "2026-11-19"),
        ("nowhere", "failed", 0, None),
        ("asleep", None, 0, None),
    ]
    assert sources[1]["last_success"] is None
    (problem,) = sources[1]["problems"]
    assert (problem["code"], problem["url"]) == ("http-status", f"{web.base}/nowhere")
    assert problem["detail"] == {"status": 404}
    assert problem["sentence"].startswith(f"{web.base}/nowhere answers 404 Not Found since ")


def test_the_schema_file_is_up_to_date(workspace: Workspace) -> None:
    out, err = workspace.call("schema")
    assert err == ""
    assert out == SCHEMA.read_text("utf-8")


def test_status_lists_the_pages_of_a_source_that_are_held_back(workspace: Workspace, web: Web) -> None:
    discover = "discover: {kind: listing, link: article h2 a}"
    workspace.sources(f"  vessel:\n    url: {web.base}/news\n    {discover}\n")
    workspace.call("run", "--limit", "1")
    held = Problem(ProblemCode.HELD_BACK, url=f"{web.base}/held", detail={"reason": Reason.COOKIES})
    with Archive(workspace.folder / "archive.db") as archive, archive.transaction():
        archive.url_records.hold("vessel", held.url or "", datetime(2026, 11, 20, tzinfo=UTC), held, None)
    out, _ = workspace.call("status", "vessel")
    assert out.splitlines()[-2:] == [
        "Held back:",
        f"  {web.base}/held: the page asks for consent to cookies",
    ]
    assert "Held back" not in workspace.call("status")[0]
    (page,) = json.loads(workspace.call("status", "vessel", "--json")[0])["held"]
    assert (page["url"], page["detail"]) == (held.url, {"reason": "cookies"})
