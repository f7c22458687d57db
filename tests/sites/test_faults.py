"""Faults of real sites: each is reported as a problem, and no data is lost."""

from __future__ import annotations

import random
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.errors import ArchiveError
from clusterwatch.models import FetchReason, Note, NoteCode, ProblemCode
from clusterwatch.pipeline.source_run import Options
from tests.http.certificates import server
from tests.sites.serving import Clock, Site, posts, served, watch, written_later

HTML = {"Content-Type": "text/html; charset=utf-8"}
LEAD = (
    "Die Mitglieder des Netzwerks haben in ihrer Sitzung beschlossen, die gemeinsame Werkstatt zu erweitern und die "
    "neuen Prüfstände allen Betrieben der Region zu öffnen."
)
MORE = (
    "Die Arbeiten beginnen im Frühjahr; bis dahin können Betriebe ihren Bedarf anmelden, damit die Ausstattung zu dem "
    "passt, was in den Werkhallen wirklich gebraucht wird."
)


def page(number: int, more: str = MORE, day: int | None = None) -> str:
    """Return the page of a post."""
    day = day or 28 - number
    return (
        f"<!doctype html><html lang=de><head><title>Nachricht Nummer {number} | Netz</title></head><body>"
        "<header><nav><a href=/>Start</a> <a href=/kontakt.html>Kontakt</a></nav></header><main><article>"
        f"<h1>Nachricht Nummer {number} aus dem Netzwerk</h1><p class=datum>{day}. Oktober 2026</p>"
        f"<p>{LEAD} Dies ist die Meldung {number}.</p><p>{more}</p></article></main>"
        "<footer>Impressum</footer></body></html>"
    )


def index(numbers: list[int]) -> str:
    """Return the index page with these posts."""
    items = "".join(
        f"<article><h2><a href=/news/meldung-{n}.html>Nachricht Nummer {n} aus dem Netzwerk</a></h2>"
        f"<p class=datum>{28 - n}. Oktober 2026</p><p>{LEAD[:90]} …</p></article>"
        for n in numbers
    )
    head = "<!doctype html><html lang=de><title>Aktuelles</title><body><h1>Aktuelles</h1>"
    return f"{head}<main>{items}</main></body></html>"


def write(root: Path, numbers: list[int]) -> None:
    """Write the index and the pages of these posts."""
    (root / "news").mkdir(parents=True, exist_ok=True)
    put(root / "news" / "index.html", index(numbers))
    for n in numbers:
        put(root / "news" / f"meldung-{n}.html", page(n))


def put(path: Path, text: str) -> None:
    """Write a file with a new modification time."""
    path.write_text(text, "utf-8")
    written_later(path)


def yaml(site: Site, more: str = "") -> str:
    """Return the sources: the site, with further lines."""
    return f"sources:\n  netz:\n    url: {site.base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n{more}"


def test_a_broken_page_affects_only_that_page(tmp_path: Path, site: Site) -> None:
    site.answers["/news/meldung-4.html"] = (500, HTML, b"oops")
    clock = Clock()
    outcome = watch(tmp_path, yaml(site), clock)["netz"]
    assert (outcome.new, outcome.failed, outcome.state) == (7, 1, "ok")
    (problem,) = outcome.problems
    assert (problem.code, problem.detail) == (ProblemCode.HTTP_STATUS, {"status": 500})
    assert problem.url == f"{site.base}/news/meldung-4.html"
    del site.answers["/news/meldung-4.html"]
    assert watch(tmp_path, yaml(site), clock)["netz"].new == 0  # it is not retried in the same night
    clock.forward(days=1.1)
    assert watch(tmp_path, yaml(site), clock)["netz"].new == 1
    assert len(posts(tmp_path)) == 8


def test_a_certificate_is_left_unchecked_for_one_source_only(tmp_path: Path) -> None:
    write(tmp_path / "site", list(range(1, 4)))
    with served(tmp_path / "site", server("self-signed")) as site:
        url = f"languages: [de], url: {site.base}/news/"
        sources = f"sources:\n  checked: {{{url}}}\n  unchecked: {{{url}?all=1, tls: {{verify: false}}}}\n"
        outcomes = watch(tmp_path, sources, Clock())
    (problem,) = outcomes["checked"].problems
    assert (outcomes["checked"].state, problem.code) == ("failed", ProblemCode.TLS)
    assert problem.detail["reason"] == FetchReason.SELF_SIGNED
    assert (outcomes["unchecked"].state, outcomes["unchecked"].new) == ("ok", 3)
    assert Note(NoteCode.NOT_VERIFIED) in outcomes["unchecked"].notes


@pytest.mark.parametrize(("delay", "reported"), [("", True), ("    delay: 60\n", False)])
def test_a_very_long_crawl_delay_does_not_stop_the_source_and_is_reported(
    tmp_path: Path, site: Site, delay: str, reported: bool
) -> None:
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nCrawl-delay: 1e9\n")
    clock = Clock()
    outcome = watch(tmp_path, yaml(site, delay), clock)["netz"]
    assert outcome.new == 8
    assert outcome.state == ("degraded" if reported else "ok")
    assert [p.code for p in outcome.problems] == ([ProblemCode.CRAWL_DELAY] if reported else [])
    clock.forward(days=1)
    again = watch(tmp_path, yaml(site, delay), clock)["netz"]
    assert (again.failed, again.state) == (0, outcome.state)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, HTML, b"gone"), ProblemCode.HTTP_STATUS),
        ((200, HTML, b""), ProblemCode.INDEX_EMPTY),
        (
            (200, HTML, b"<html><body><h1>Aktuelles</h1><p>Derzeit keine Meldungen.</p></body></html>"),
            ProblemCode.INDEX_EMPTY,
        ),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 \x00\x01"), ProblemCode.INDEX_EMPTY),
    ],
    ids=["gone", "empty", "no list", "pdf"],
)
def test_an_index_without_posts_is_an_error_and_does_not_change_posts(
    tmp_path: Path, site: Site, answer: tuple[int, dict[str, str], bytes], code: ProblemCode
) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    before = posts(tmp_path)
    for path in ("/", "/sitemap.xml", "/sitemap_index.xml"):
        site.answers[path] = (404, HTML, b"")
    site.answers["/news/"] = answer
    clock.forward(hours=1)
    outcome = watch(tmp_path, yaml(site), clock)["netz"]
    assert outcome.state == "failed"
    assert [problem.code for problem in outcome.problems] == [code]
    assert site.base in (outcome.problems[0].url or "")
    assert outcome.problems[0].detail.get("known") == (8 if code is ProblemCode.INDEX_EMPTY else None)
    assert posts(tmp_path) == before


def feed(site: Site, numbers: list[int]) -> bytes:
    """Return an RSS feed with these posts."""
    items = "".join(
        f"<item><title>Nachricht Nummer {n} aus dem Netzwerk</title><link>{site.base}/news/meldung-{n}.html</link>"
        f"<pubDate>{28 - n:02} Oct 2026 08:00:00 +0000</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


RSS = {"Content-Type": "application/rss+xml"}
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"


def remembered(folder: Path) -> tuple[list[str], list[str], int]:
    """Return the chosen strategies, the former ones, and the number of days on which one was missing."""
    with Archive(folder / "archive.db", readonly=True) as archive:
        rows = archive.sources
        today = datetime(2030, 1, 1, tzinfo=UTC).date()
        chosen: list[str] = [s.kind for s in rows.strategies("netz")]
        former: list[str] = [s.kind for s in rows.former("netz")]
        return chosen, former, rows.missing("netz", today)


@pytest.fixture
def by_feed(tmp_path: Path, site: Site) -> Site:
    """Return the site with a feed that its index links to."""
    named = index(list(range(1, 9))).replace(
        "<body>", "<link rel=alternate type=application/rss+xml href=/feed.xml><body>"
    )
    put(tmp_path / "site" / "news" / "index.html", named)
    site.answers["/feed.xml"] = (200, RSS, feed(site, list(range(1, 9))))
    return site


@pytest.mark.parametrize(
    "answer",
    [
        *((status, HTML, b"oops") for status in (500, 502, 503, 403, 404)),
        (429, {"Retry-After": "3600"}, b""),
        (403, {"Server": "cloudflare", "cf-mitigated": "challenge"}, CHALLENGE),
        (200, HTML, b"<!DOCTYPE html><html><body><h1>Wartung</h1><p>Gleich zur\xc3\xbcck.</p></body></html>"),
        (200, RSS, b""),
        (301, {"Location": "http://127.0.0.1:9/feed.xml"}, b""),
    ],
    ids=["500", "502", "503", "403", "404", "429", "challenge", "HTML page", "empty", "no host"],
)
def test_one_bad_night_of_a_feed_does_not_change_the_strategies(
    tmp_path: Path, by_feed: Site, answer: tuple[int, dict[str, str], bytes]
) -> None:
    clock = Clock()
    assert watch(tmp_path, yaml(by_feed), clock)["netz"].new == 8
    before = remembered(tmp_path)
    assert before[0][0] == "feed"
    usual, by_feed.answers["/feed.xml"] = by_feed.answers["/feed.xml"], answer
    clock.forward(days=1)
    watch(tmp_path, yaml(by_feed), clock)
    assert remembered(tmp_path)[:2] == before[:2]
    by_feed.answers["/feed.xml"] = usual
    clock.forward(days=1)
    outcome = watch(tmp_path, yaml(by_feed), clock)["netz"]
    assert (outcome.state, outcome.failed) == ("ok", 0), outcome
    assert remembered(tmp_path) == before


def test_a_feed_is_replaced_after_three_nights_and_used_again_when_it_is_back(
    tmp_path: Path, by_feed: Site
) -> None:
    clock = Clock()
    watch(tmp_path, yaml(by_feed), clock)
    before = remembered(tmp_path)[0]
    usual, by_feed.answers["/feed.xml"] = by_feed.answers["/feed.xml"], (404, HTML, b"")
    nights: list[int] = []
    for night in (1, 1, 2, 3):  # two runs on the first day, which counts once
        clock.forward(days=1 if night == len(set(nights)) + 1 else 0)
        watch(tmp_path, yaml(by_feed), clock)
        nights.append(night)
        chosen, former, missing = remembered(tmp_path)
        assert (chosen == before, missing) == ((True, night) if night < 3 else (False, 0))
    assert "feed" not in chosen
    assert former == before
    by_feed.log.clear()
    clock.forward(days=1)
    assert watch(tmp_path, yaml(by_feed), clock)["netz"].state == "ok"
    assert "/feed.xml" in by_feed.pages()  # it was tried and is still missing
    assert remembered(tmp_path) == (chosen, before, 0)
    by_feed.answers["/feed.xml"] = usual
    put(tmp_path / "site" / "news" / "index.html", index(list(range(1, 9))))
    clock.forward(days=1)
    outcome = watch(tmp_path, yaml(by_feed), clock)["netz"]
    chosen_again = [(note.url, note.detail["role"]) for note in outcome.notes]
    assert (f"{by_feed.base}/feed.xml", "again") in chosen_again
    assert remembered(tmp_path) == (before, [], 0)


def test_html_in_place_of_a_feed_fails(tmp_path: Path, site: Site) -> None:
    site.answers["/feed"] = (200, HTML, index([1, 2, 3]).encode())
    outcome = watch(
        tmp_path, yaml(site, f"    discover: {{kind: feed, url: '{site.base}/feed'}}\n"), Clock()
    )["netz"]
    assert outcome.state == "failed"
    assert [problem.url for problem in outcome.problems] == [f"{site.base}/feed"]


def test_a_selector_without_matches_is_reported(tmp_path: Path, site: Site) -> None:
    more = f"    discover: {{kind: listing, url: '{site.base}/news/', link: '.teaser a'}}\n"
    outcome = watch(tmp_path, yaml(site, more), Clock())["netz"]
    assert outcome.state == "failed"
    assert ".teaser a" in str(outcome.problems), outcome.problems


def test_an_unreachable_host_fails_and_the_others_continue(tmp_path: Path, site: Site) -> None:
    more = "  tot:\n    url: http://127.0.0.1:9/news/\n"
    outcomes = watch(tmp_path, yaml(site, more), Clock())
    assert (outcomes["netz"].state, outcomes["netz"].new) == ("ok", 8)
    assert outcomes["tot"].state == "failed"
    (problem,) = outcomes["tot"].problems
    assert (problem.code, problem.url) == (ProblemCode.UNREACHABLE, "http://127.0.0.1:9/news/")


def test_a_host_that_is_unreachable_for_a_week_is_dead(tmp_path: Path) -> None:
    clock = Clock()
    states = []
    for _ in range(8):
        states.append(watch(tmp_path, "sources:\n  tot:\n    url: http://127.0.0.1:9/\n", clock)["tot"].state)
        clock.forward(days=1)
    assert states == ["failed"] * 6 + ["dead"] * 2


def test_a_challenge_is_blocked_and_not_a_post(tmp_path: Path, site: Site) -> None:
    wall = b"<html><title>Just a moment...</title><body>Verify you are human</body></html>"
    site.answers["/news/"] = (403, {**HTML, "cf-mitigated": "challenge"}, wall)
    outcome = watch(tmp_path, yaml(site), Clock())["netz"]
    assert (outcome.state, outcome.new) == ("blocked", 0)


def test_a_full_disk_ends_the_run_and_keeps_committed_posts(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, full = Clock(), tmp_path / "archive.db"
    watch(tmp_path, yaml(site), clock)
    before = posts(tmp_path)
    with Archive(full) as archive:
        archive.db.vacuum()
        pages = archive.db.execute("PRAGMA page_count").fetchone()[0]
    noise = random.Random(0)
    put(tmp_path / "site" / "news" / "index.html", index(list(range(1, 20))))
    for n in range(9, 20):  # random words cannot be compressed much
        put(
            tmp_path / "site" / "news" / f"meldung-{n}.html",
            page(n, " ".join(f"{noise.random()}" for _ in range(2000))),
        )
    opened = Archive.__init__

    def small(self: Archive, path: Path, *, readonly: bool = False) -> None:
        opened(self, path, readonly=readonly)
        self.db.execute(f"PRAGMA max_page_count = {pages + 150}")

    monkeypatch.setattr(Archive, "__init__", small)
    with pytest.raises(ArchiveError, match=r"archive\.db: cannot be written: .*full"):
        watch(tmp_path, yaml(site), clock)
    monkeypatch.undo()
    with sqlite3.connect(full) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    stored = {row["url"]: row["body"] for row in posts(tmp_path)}
    assert all(stored[row["url"]] == row["body"] for row in before)
    assert len(stored) > len(before)
    assert watch(tmp_path, yaml(site), clock)["netz"].state == "ok"  # with more space, the rest is fetched
    assert len(posts(tmp_path)) == 19


def test_an_edit_makes_a_revision_and_a_deleted_post_is_withdrawn(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    put(
        tmp_path / "site" / "news" / "meldung-3.html", page(3, "Der Termin wurde auf Mai verschoben. " + MORE)
    )
    (tmp_path / "site" / "news" / "meldung-5.html").unlink()
    put(tmp_path / "site" / "news" / "index.html", index([1, 2, 3, 4, 6, 7, 8]))
    clock.forward(days=40)
    outcome = watch(tmp_path, yaml(site), clock)["netz"]
    assert (outcome.new, outcome.changed, outcome.gone, outcome.failed) == (0, 1, 1, 0), outcome
    rows = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert rows["3.html"]["revision"] == 2
    assert "auf Mai verschoben" in rows["3.html"]["body"]
    assert rows["5.html"]["withdrawn"] is not None
    assert [r["revision"] for n, r in rows.items() if n != "3.html"] == [1] * 7
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        revisions = list(archive.db["revisions"].rows)
    assert [(r["revision"], r["changed"]) for r in revisions] == [(1, '["body"]')]
    clock.forward(hours=1)
    again = watch(tmp_path, yaml(site), clock)["netz"]
    assert (again.changed, again.gone) == (0, 0)


def test_a_deadline_that_moves_is_a_revision_and_is_found(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "site" / "news" / "meldung-3.html"
    line = "</p><p><strong>Einsendeschluss: {}. Mai 2026, 17:00 Uhr</strong></p><p>"
    put(path, page(3, line.format(15) + MORE))
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    put(path, page(3, line.format(30) + MORE))
    clock.forward(days=40)
    assert watch(tmp_path, yaml(site), clock)["netz"].changed == 1
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        (before,) = archive.db["revisions"].rows
        (hit,) = archive.search('einsendeschluss "30. Mai"')
        assert hit.url.endswith("/news/meldung-3.html")
        assert archive.search('einsendeschluss "15. Mai"') == []
    assert before["changed"] == '["body"]'
    assert "Einsendeschluss: 15. Mai 2026, 17:00 Uhr" in before["body"].splitlines()


def test_a_night_with_a_clock_a_year_ahead_does_not_end_the_visits_of_its_posts(
    tmp_path: Path, site: Site
) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    clock.forward(days=365)
    watch(tmp_path, yaml(site), clock, Options(recheck=True))
    clock.forward(days=-364)
    put(tmp_path / "site" / "news" / "meldung-3.html", page(3, "Der Termin wurde auf den Mai verlegt."))
    outcome = watch(tmp_path, yaml(site), clock)["netz"]
    assert (outcome.new, outcome.changed, outcome.same) == (0, 1, 7)
    for _ in range(4):
        clock.forward(days=7)
        put(tmp_path / "site" / "news" / "meldung-3.html", page(3, f"Der Termin ist am {clock():%d.}"))
        watch(tmp_path, yaml(site), clock)
    assert {post["url"][-6]: post["revision"] for post in posts(tmp_path)}["3"] > 2


def test_a_post_with_two_urls_is_one_post_with_two_records(tmp_path: Path, site: Site) -> None:
    twin = page(2)
    put(tmp_path / "site" / "news" / "druck-2.html", twin)
    listed = index([1, 2, 3, 4, 5, 6, 7, 8]).replace(
        "</main>",
        "<article><h2><a href=/news/druck-2.html>Nachricht Nummer 2 aus dem Netzwerk</a></h2>"
        f"<p class=datum>26. Oktober 2026</p><p>{LEAD[:90]} …</p></article></main>",
    )
    put(tmp_path / "site" / "news" / "index.html", listed)
    outcome = watch(tmp_path, yaml(site), Clock())["netz"]
    assert (outcome.new, outcome.copies) == (8, 1), outcome
    with Archive(tmp_path / "archive.db", readonly=True) as archive:
        found = archive.explain(f"{site.base}/news/druck-2.html")
    assert found is not None
    assert sorted(s["status"] for s in found["sightings"]) == ["copy", "post"]


def test_a_file_that_is_not_an_archive_is_left_unchanged(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(yaml(site))
    (tmp_path / "archive.db").write_bytes(b"this is a letter, not a database" * 50)
    with pytest.raises(ArchiveError, match=r"archive\.db"):
        watch(tmp_path, yaml(site), Clock())
    assert (tmp_path / "archive.db").read_bytes() == b"this is a letter, not a database" * 50


def paged(root: Path) -> None:
    """Write an index with eight posts on two pages."""
    for number, (numbers, more) in enumerate(
        [((1, 2, 3, 4), "<a rel=next href=/news/seite2.html>2</a>"), ((5, 6, 7, 8), "")], 1
    ):
        name = "index.html" if number == 1 else f"seite{number}.html"
        put(
            root / "news" / name,
            index(list(numbers)).replace("</main>", f"</main><nav class=pagination>{more}</nav>"),
        )


@pytest.mark.parametrize("status", [404, 503])
def test_an_index_that_fails_on_its_second_page_is_reported_and_completed_later(
    tmp_path: Path, site: Site, status: int
) -> None:
    paged(tmp_path / "site")
    site.answers["/news/seite2.html"] = (status, HTML, b"")
    clock = Clock()
    for expected in (4, 0):
        outcome = watch(tmp_path, yaml(site), clock)["netz"]
        assert (outcome.new, outcome.state) == (expected, "degraded" if status == 404 else "failed")
        assert "seite2.html" in str(outcome.problems), outcome.problems
        clock.forward(days=1)
    del site.answers["/news/seite2.html"]
    assert watch(tmp_path, yaml(site), clock)["netz"].new == 4
    site.log.clear()
    assert watch(tmp_path, yaml(site), clock)["netz"].state == "ok"
    assert site.pages() == ["/news/"]


def test_a_first_run_with_limits_is_completed_by_later_ones(tmp_path: Path, site: Site) -> None:
    paged(tmp_path / "site")
    clock = Clock()
    watch(tmp_path, yaml(site), clock, Options(since="2026-10-25"))
    assert len(posts(tmp_path)) == 3
    watch(tmp_path, yaml(site), clock, Options(limit=2))
    assert len(posts(tmp_path)) == 5
    assert watch(tmp_path, yaml(site), clock)["netz"].new == 3
    assert len(posts(tmp_path)) == 8


def test_two_sources_with_the_same_posts_each_read_them(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    assert watch(tmp_path, yaml(site), clock)["netz"].new == 8
    more = f"  zwei:\n    url: {site.base}/news/?all=1\n"
    outcomes = watch(tmp_path, yaml(site, more), clock)
    assert (outcomes["netz"].new, outcomes["zwei"].new) == (0, 8)


def test_changed_settings_are_applied_although_the_server_answers_304(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    more = f"    discover: {{kind: listing, url: '{site.base}/news/', link: '.nope a'}}\n"
    assert watch(tmp_path, yaml(site, more), clock)["netz"].state == "failed"
    assert watch(tmp_path, yaml(site, more), clock)["netz"].state == "failed"
    assert watch(tmp_path, yaml(site), clock)["netz"].state == "ok"


def test_selectors_without_matches_degrade_the_source(tmp_path: Path, site: Site) -> None:
    more = "    select: {title: .nope, date: .datum, body: .weg}\n"
    outcome = watch(tmp_path, yaml(site, more), Clock())["netz"]
    assert (outcome.new, outcome.state) == (8, "degraded")
    assert [
        (p.code, p.field, p.selector, p.count, p.since, p.detail["instead"]) for p in outcome.problems
    ] == [
        (ProblemCode.SELECTOR_LOST, "title", ".nope", 8, "2026-11-23", "heading"),
        (ProblemCode.SELECTOR_LOST, "body", ".weg", 8, "2026-11-23", "generic"),
    ]
    assert all(row["title"] and row["body"] for row in posts(tmp_path))


def test_a_withdrawn_post_that_is_listed_again_is_restored_at_once(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    (tmp_path / "site" / "news" / "meldung-5.html").unlink()
    put(tmp_path / "site" / "news" / "index.html", index([1, 2, 3, 4, 6, 7, 8]))
    assert watch(tmp_path, yaml(site), clock)["netz"].gone == 1
    write(tmp_path / "site", list(range(1, 9)))
    watch(tmp_path, yaml(site), clock)
    assert [row["withdrawn"] for row in posts(tmp_path)] == [None] * 8


def test_the_entry_of_a_failed_page_is_used_when_it_is_retried(tmp_path: Path, site: Site) -> None:
    dateless = page(4).replace("<p class=datum>24. Oktober 2026</p>", "")
    put(tmp_path / "site" / "news" / "meldung-4.html", dateless)
    site.answers["/news/meldung-4.html"] = (500, HTML, b"oops")
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    del site.answers["/news/meldung-4.html"]
    clock.forward(days=2)
    watch(tmp_path, yaml(site), clock)
    days = {row["url"].rsplit("-", 1)[1]: row["published"] for row in posts(tmp_path)}
    assert days["4.html"] == "2026-10-24"


def test_redirects_to_the_home_page_during_maintenance_withdraw_nothing(tmp_path: Path, site: Site) -> None:
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    put(tmp_path / "site" / "index.html", "<html><body><h1>Wir bauen um</h1></body></html>")
    for n in range(1, 9):
        site.answers[f"/news/meldung-{n}.html"] = (302, {"Location": "/"}, b"")
    for _ in range(2):
        clock.forward(days=30)
        outcome = watch(tmp_path, yaml(site), clock)["netz"]
        assert (outcome.gone, outcome.failed, outcome.state) == (0, 8, "degraded"), outcome
        assert ProblemCode.POSTS_GONE_AT_ONCE in {problem.code for problem in outcome.problems}


def test_two_sources_each_see_the_edit_of_a_page_they_share(tmp_path: Path, site: Site) -> None:
    clock, more = Clock(), f"  zwei:\n    url: {site.base}/news/?all=1\n"
    watch(tmp_path, yaml(site, more), clock)
    put(
        tmp_path / "site" / "news" / "meldung-3.html", page(3, "Der Termin wurde auf Mai verschoben. " + MORE)
    )
    outcomes = watch(tmp_path, yaml(site, more), clock, Options(recheck=True))
    assert [outcomes[s].changed for s in ("netz", "zwei")] == [1, 1]


def test_one_failed_night_does_not_cause_a_complete_walk(tmp_path: Path, site: Site) -> None:
    paged(tmp_path / "site")
    clock = Clock()
    watch(tmp_path, yaml(site), clock)
    site.answers["/news/"] = (503, {**HTML, "Retry-After": "1"}, b"")
    clock.forward(days=1)
    assert watch(tmp_path, yaml(site), clock)["netz"].state == "failed"
    site.answers.clear()
    clock.forward(days=1)
    site.log.clear()
    assert watch(tmp_path, yaml(site), clock)["netz"].state == "ok"
    assert [p for p in site.pages() if "meldung" not in p] == ["/news/"]


def test_an_edit_of_a_post_that_was_complete_in_its_feed_is_found_on_its_page(
    tmp_path: Path, site: Site
) -> None:
    def item(n: int) -> str:
        body = f"<p>{LEAD} Dies ist die Meldung {n}.</p><p>{MORE}</p>"
        day = f"{28 - n} Oct 2026 09:00:00 +0200"
        return (
            f"<item><title>Nachricht Nummer {n} aus dem Netzwerk</title><link>{site.base}/news/meldung-{n}.html</link>"
            f"<pubDate>{day}</pubDate><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        )

    def feed(numbers: range) -> bytes:
        items = "".join(map(item, numbers))
        space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        return f"<?xml version='1.0'?><rss version='2.0' {space}><channel>{items}</channel></rss>".encode()

    rss = {"Content-Type": "application/rss+xml"}
    more = f"    discover: {{kind: feed, url: '{site.base}/feed'}}\n"
    site.answers["/feed"] = (200, rss, feed(range(3, 9)))
    clock = Clock()
    watch(tmp_path, yaml(site, more), clock)
    site.answers["/feed"] = (200, rss, feed(range(1, 7)))  # the feed no longer contains 7 and 8
    put(
        tmp_path / "site" / "news" / "meldung-8.html",
        page(8, "Der Termin wurde auf Mai verschoben. " + MORE[:60]),
    )
    clock.forward(days=40)
    outcome = watch(tmp_path, yaml(site, more), clock)["netz"]
    assert (outcome.new, outcome.changed) == (2, 1), outcome
    rows = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert "auf Mai verschoben" in rows["8.html"]["body"]
    assert rows["7.html"]["revision"] == 1


def test_the_order_of_day_and_month_is_learned_from_the_dates_of_the_site(tmp_path: Path, site: Site) -> None:
    days = {
        n: f"{10 if n % 2 else 9}/{28 - 3 * n:02d}/2026" for n in range(1, 9)
    }  # 10/25/2026 shows that the month comes first
    listed = index(list(range(1, 9)))
    for n, day in days.items():
        listed = listed.replace(f"{28 - n}. Oktober 2026", day)
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", page(n).replace(f"{28 - n}. Oktober 2026", day))
    put(tmp_path / "site" / "news" / "index.html", listed)
    watch(tmp_path, yaml(site), Clock())
    found = {int(re.findall(r"-(\d)", row["url"])[0]): row["published"] for row in posts(tmp_path)}
    assert found == {n: f"2026-{10 if n % 2 else 9:02d}-{28 - 3 * n:02d}" for n in days}


def test_a_redesign_loses_no_post_and_is_reported_with_its_day(tmp_path: Path, site: Site) -> None:
    more = "    select: {title: h1, date: .datum, body: article}\n"
    clock = Clock()
    assert watch(tmp_path, yaml(site, more), clock)["netz"].state == "ok"
    for n in range(9, 13):
        html = (
            page(n).replace("article>", "section>").replace("class=datum", "class=tag").replace("h1>", "h2>")
        )
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", html)
    put(tmp_path / "site" / "news" / "index.html", index([12, 11, 10, 9, *range(1, 9)]))
    clock.forward(days=1)
    outcome = watch(tmp_path, yaml(site, more), clock)["netz"]
    assert (outcome.new, outcome.state) == (4, "degraded")
    assert ("article", "2026-11-24") in {(p.selector, p.since) for p in outcome.problems}
    rows = {row["url"].rsplit("-", 1)[1]: row for row in posts(tmp_path)}
    assert all(
        (rows[f"{n}.html"]["published"], MORE in rows[f"{n}.html"]["body"]) == (f"2026-10-{28 - n:02d}", True)
        for n in range(9, 13)
    )
    clock.forward(days=1)
    again = watch(tmp_path, yaml(site, more), clock)["netz"]
    assert (again.new, again.state) == (0, "ok")
    put(
        tmp_path / "site" / "news" / "meldung-13.html",
        html.replace("Nummer 12", "Nummer 13").replace("Meldung 12", "Meldung 13"),
    )
    put(tmp_path / "site" / "news" / "index.html", index([13, 12, 11, 10, 9, *range(1, 9)]))
    later = watch(tmp_path, yaml(site, more), clock)["netz"]
    assert ("article", "2026-11-24") in {(p.selector, p.since) for p in later.problems}
