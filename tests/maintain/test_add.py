"""Tests of `clusterwatch add`: definitions that find all posts, and sites that are refused."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from clusterwatch import demo
from clusterwatch.cli import main
from clusterwatch.cli.add_many import say_patience
from clusterwatch.config import StrategySettings, load_sources
from clusterwatch.discovery import StrategyScore
from clusterwatch.extraction.index_wall import needs_script
from clusterwatch.maintain.add import PassedOver, Proposal, _languages, _passed_over, id_of
from clusterwatch.maintain.cms import cms_of
from clusterwatch.models import Draft, Page
from tests.cli.workspace import Web, serving
from tests.pdfs import pdf
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
HEAD = "# a file of my own\nnetwork: {allow_private: true}   # loopback\ndefaults:\n  delay: 0\nsources:   # none yet\n"


def call(*args: str, code: int = 0) -> tuple[str, str]:
    done = CliRunner().invoke(main, list(args))
    assert done.exit_code == code, done.output
    return done.stdout, done.stderr


def home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


@pytest.fixture(scope="module")
def sites() -> Iterator[demo.DemoSites]:
    with demo.serve() as served:
        yield served


def archived(db: Path) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(db)) as archive:
        return set(archive.execute("SELECT url, title, substr(published, 1, 10) FROM posts"))


def test_the_definitions_find_all_posts(sites: demo.DemoSites, tmp_path: Path) -> None:
    path, full = tmp_path / "sources.yaml", tmp_path / "full.yaml"
    full.write_text(sites.sources_yaml(), "utf-8")
    path.write_text(HEAD, "utf-8")
    for name, source in load_sources(full).items():
        out, _ = call("add", home(source.url), "--id", name, "--yes", "--json", "--sources", str(path))
        proposal = json.loads(out)
        assert proposal["requests"] <= 30
        assert proposal["fields"]["languages"][0] == source.languages[0]
    text = path.read_text("utf-8")
    assert text.startswith(HEAD)
    assert list(load_sources(path)) == list(load_sources(full))
    call("run", "--backfill", "-q", "--sources", str(path))
    call("run", "--backfill", "-q", "--sources", str(full), "--db", str(tmp_path / "full.db"))
    posts = archived(tmp_path / "archive.db")
    assert len(posts) == 48
    assert posts == archived(tmp_path / "full.db")


def test_the_proposal_is_printed(sites: demo.DemoSites, tmp_path: Path) -> None:
    full = tmp_path / "full.yaml"
    full.write_text(sites.sources_yaml(), "utf-8")
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD, "utf-8")
    out, _ = call("add", home(load_sources(full)["nordmark"].url), "--sources", str(path))
    assert "Posts are found by the feed " in out
    assert "Older posts are found by the list at " in out
    assert "  no known content management system, " in out
    assert "one per post" in out
    assert "Leitfaden für Rezyklate" in out
    assert "2026-11-10" in out
    assert "+    languages: [de]" in out
    assert path.read_text("utf-8") == HEAD  # nothing was confirmed
    assert out.endswith("Nothing was written. Use --yes to write it.\n")
    call("add", home(load_sources(full)["nordmark"].url), "--yes", "--sources", str(path))
    _, err = call("add", home(load_sources(full)["nordmark"].url), "--sources", str(path), code=2)
    assert "already watches this site" in err


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as served:
        yield served


def test_a_list_without_a_next_page_is_not_written(web: Web, tmp_path: Path) -> None:
    row = "<li><a href='/news/{0}-what-they-did'>What the members did, number {0}</a> {0:02}.03.2024</li>"
    items = [row.format(n) for n in range(12, 0, -1)]
    web.pages["/"] = f"<main><ul>{''.join(items[:6])}</ul></main><p><a href='/archive/'>Archive</a>"
    web.pages["/archive/"] = f"<main><ul>{''.join(items)}</ul></main>"
    for n in range(1, 13):
        text = f"<p>{f'The members of group {n} met and wrote a report of what they did. ' * 4}"
        web.pages[f"/news/{n}-what-they-did"] = (
            f"<main><h1>What the members did, number {n}</h1>{text}</main>"
        )
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD, "utf-8")
    call("add", f"{web.base}/", "--yes", "--sources", str(path))
    assert "discover" not in path.read_text("utf-8")
    call("run", "--backfill", "-q", "--sources", str(path))
    assert len(archived(tmp_path / "archive.db")) == 12


SHELL = "<!doctype html><title>News</title><div id=root></div><script src=/app.js></script>"


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"/": SHELL}, "shows nothing without JavaScript"),
        ({"/": "<title>A</title><h1>Nothing here</h1><p>Come back later.</p>"}, "No posts were found"),
        (
            {"/": "<title>Just a moment...</title><p>Checking your browser</p>"},
            "an access check",
        ),
        ({"/robots.txt": "User-agent: *\nDisallow: /\n", "/": "<p>x"}, "robots.txt does not allow programs"),
        ({}, "404"),
    ],
)
def test_refused_sites(web: Web, tmp_path: Path, pages: dict[str, str], reason: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD, "utf-8")
    web.pages.update(pages)
    _, err = call("add", f"{web.base}/", "--yes", "--sources", str(path), code=1)
    assert err.startswith("The site cannot be watched: ")
    assert reason in err
    assert path.read_text("utf-8") == HEAD


def test_no_file_is_created_for_a_refused_site(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    _, err = call("add", "http://127.0.0.1:9/", "--yes", "--sources", str(path), code=1)
    assert "private" in err
    assert not path.exists()


@pytest.mark.parametrize("url", ["http://", "ftp://x.example/", "x:99999999", "", "http://[::1"])
def test_invalid_addresses(tmp_path: Path, url: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD, "utf-8")
    _, err = call("add", url, "--yes", "--sources", str(path), code=2)
    assert "invalid address" in err


def test_temporary_copies_of_a_site_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    _, err = call("add", "new-2.portal.hosted-temp.com/news", "--yes", "--sources", str(path), code=2)
    assert "new-2.portal.hosted-temp.com is a temporary copy of a site" in err
    assert not path.exists()


@each(
    ("url", "name"),
    [
        ("https://www.alpha-beta.example/news", "alpha-beta"),
        ("https://news.cluster.example.org/", "example"),
        ("https://news.bcc.eu/", "bcc"),
        ("https://cluster.co.uk", "cluster"),
        ("https://klaster.org.pl/aktualnosci", "klaster"),
        ("https://Grün.example/", "grun"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("https://taken.example/", "taken-2"),
        ("https://клъстер.bg/", "klaster"),
        ("https://www.xn--mnchen-3ya.example/", "munchen"),
        ("https://xn--.example/", "xn"),
        ("https://www.xn--strae-oqa.example/", "strasse"),
    ],
)
def test_id_of(url: str, name: str) -> None:
    assert id_of(url, {"taken"}) == name


@each(
    ("site", "name"),
    [
        ("Pôle Lumière & Vie", "pole-lumiere-vie"),
        ("Øresund Łódź", "oresund-lodz"),
        ("Pôle des Métiers du Littoral et du Port", "harbour"),  # more than four words
        ("Wasserstofftechnologiecluster Nord", "harbour"),  # more than thirty letters
        ("Клъстер Родопи", "klaster-rodopi"),
        ("Клъстер за мехатроника", "klaster-za-mehatronika"),
        ("Щит и Южен Ямбол", "shtit-i-yuzhen-yambol"),
        ("Кластер Љубостиња", "klaster-ljubostinja"),
        ("Σχηματισμός Νερού", "schimatismos-nerou"),
        ("Ψηφιακή Θάλασσα ΕΛ", "psifiaki-thalassa-el"),
        ("Εύβοια Αυτόματα", "evvoia-aftomata"),
        ("Ναύπλιο Ηυξημένα", "nafplio-ifximena"),
        ("Μπλε Αγγελία", "ble-angelia"),
        ("Синьо Поморие", "sinyo-pomorie"),
        ("Айтос и София", "aytos-i-sofia"),
        ("Борщ Київ Кольцо", "borshch-kiiv-koltso"),
        ("Сільський борщ", "silskiy-borshch"),
        ("Клъстер 東京 ABC", "harbour"),  # not abc alone
        ("2026", "harbour"),
        ("Blog", "harbour"),
        ("taken", "taken-2"),
        (None, "harbour"),
    ],
)
def test_a_short_name_of_a_site_is_its_id(site: str | None, name: str) -> None:
    assert id_of("https://www.harbour.example/", {"taken"}, site) == name


@each(
    ("delay", "count", "is_terminal", "said"),
    [
        (1.0, 1, True, "Reading the site: up to about 30 requests, 1 s apart ...\n"),
        (0.5, 3, True, "Reading each of 3 sites: up to about 30 requests, 0.5 s apart ...\n"),
        (1.0, 0, True, ""),
        (0, 1, True, ""),
        (1.0, 1, False, ""),
    ],
)
def test_a_terminal_is_told_why_it_takes_time(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    delay: float,
    count: int,
    is_terminal: bool,
    said: str,
) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f"defaults: {{delay: {delay}}}\nsources:\n", "utf-8")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    say_patience(count, load_sources(path))
    assert capsys.readouterr().err == said


def test_strategies_with_a_higher_score_are_explained() -> None:
    feed, rest, sitemap, other = (
        StrategySettings(kind=kind, url=f"https://a.example/{kind}")
        for kind in ("feed", "wordpress", "sitemap", "listing")
    )
    scores = [
        StrategyScore(rest, 9, 1.0, 0.5, True),
        StrategyScore(other, 9, 1.0, 0.49, True),
        StrategyScore(feed, 9, 0.5, 1.0, False),
        StrategyScore(sitemap, 9, 0.0, 1.0, False),
    ]
    assert list(_passed_over(scores, [feed])) == [
        PassedOver(rest, feed, same_posts=True),
        PassedOver(other, feed, same_posts=False),
    ]
    assert list(_passed_over(scores, [feed, rest])) == []
    assert list(_passed_over(scores, [sitemap, rest])) == []


def test_what_a_person_knows_is_written(sites: demo.DemoSites, tmp_path: Path) -> None:
    full, path = tmp_path / "full.yaml", tmp_path / "sources.yaml"
    full.write_text(sites.sources_yaml(), "utf-8")
    path.write_text(HEAD, "utf-8")
    address = home(load_sources(full)["podhorsko"].url)
    known = (
        "--country",
        "CZ",
        "--kind",
        "cluster",
        "--sector",
        "machines",
        "--sector",
        "robots",
        "--language",
        "cs",
    )
    call("add", address, *known, "--name", "Podhorsko", "--yes", "--sources", str(path))
    source = load_sources(path)["podhorsko"]
    assert (source.name, source.country, source.kind) == ("Podhorsko", "CZ", "cluster")
    assert (source.sectors, source.languages) == (("machines", "robots"), ("cs",))
    assert source.timezone == "Europe/Prague"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["a.example", "--country", "Frankreich"],
            'https://a.example: country: write "FR" in place of "Frankreich"',
        ),
        (["a.example", "b.example", "--id", "x"], "--id and --name can only be used with one site"),
        ([], "give the address of a site, or a file of addresses with -f"),
        (["-f", "sites.doc"], "sites.doc: the name of the file must end in .csv, .opml, .tsv, .txt, .xml"),
        (["a.example", "--id", "A"], "--id A: use lowercase letters"),
    ],
)
def test_wrong_options(tmp_path: Path, args: list[str], message: str) -> None:
    _, err = call("add", *args, "--sources", str(tmp_path / "sources.yaml"), code=2)
    assert message in err


def test_many_sites_are_shown_in_one_table(sites: demo.DemoSites, web: Web, tmp_path: Path) -> None:
    full, path, listed = (tmp_path / name for name in ("full.yaml", "sources.yaml", "sites.txt"))
    full.write_text(sites.sources_yaml(), "utf-8")
    path.write_text(HEAD, "utf-8")
    homes = {name: home(source.url) for name, source in load_sources(full).items()}
    call("add", homes["almazul"], "--yes", "--sources", str(path))
    news = load_sources(full)["nordmark"].url  # another page of a site of the list
    # `web` has no pages and says so at once; a host that refuses connections would be tried again, after seconds.
    addresses = ["# our members", *homes.values(), "", homes["nordmark"], news, f"{web.base}/"]
    listed.write_text("\n".join(addresses), "utf-8")
    before = path.read_text("utf-8")
    out, _ = call("add", "-f", str(listed), "--sector", "test", "--sources", str(path), code=1)
    table = out[out.index("source ") :].splitlines()
    nordmark = "werkstoffcluster-nordmark"
    ids = ["pole-lumerance", nordmark, "-", "strojirensky-klastr-podhorsko", nordmark, "-", "-"]
    assert [line.split()[0] for line in table[1:8]] == ids
    assert table[6].endswith(f"{news}: watched already as {nordmark}")
    assert "watched already as " in table[3]
    assert table[-2:] == ["3 sources to add. Nothing was written.", "Use --yes to write them."]
    assert path.read_text("utf-8") == before
    out, _ = call("add", "-f", str(listed), "--sector", "test", "--yes", "--sources", str(path), code=1)
    assert out.endswith(f"Next: clusterwatch run {ids[0]} {nordmark} {ids[3]} --backfill --sources {path}\n")
    sources = load_sources(path)
    assert len(sources) == 4
    assert sources["werkstoffcluster-nordmark"].sectors == ("test",)
    out, _ = call("add", "-f", str(listed), "--json", "--sources", str(path), code=1)
    answers = json.loads(out)
    assert [answer["known"] is not None for answer in answers] == [True] * 6 + [False]
    assert [answer["problem"] is not None for answer in answers] == [False] * 6 + [True]


def test_a_fault_at_one_site_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def faulty(url: str, *_: object, **__: object) -> Proposal:
        if "bad" in url:
            raise ValueError("what nobody expected")
        return Proposal("good", {"url": url}, "custom", (), (), ())

    monkeypatch.setattr("clusterwatch.cli.add_many.propose", faulty)
    path = tmp_path / "sources.yaml"
    out, _ = call("add", "bad.example", "good.example", "--yes", "--sources", str(path), code=1)
    assert "A fault in clusterwatch itself, please report it: ValueError: what nobody expected" in out
    assert list(load_sources(path)) == ["good"]


@each(
    ("site", "of_posts", "written"),
    [
        (("fr", "en"), ("fr", "en", "fr", "en"), ["fr", "en"]),
        (("fr",), ("en", "en", "de"), ["en"]),
        (("fr",), (None, None), ["fr"]),
        (("xx",), ("xx", "xx", "cs", "cs"), ["cs"]),  # no code of a language, which sources.yaml cannot have
        (("cz",), (None,), []),
    ],
)
def test_languages_of_a_site(
    site: tuple[str, ...], of_posts: tuple[str | None, ...], written: list[str]
) -> None:
    drafts = tuple(Draft(f"https://a.example/{n}", language=code) for n, code in enumerate(of_posts))
    assert _languages(site, drafts) == written


@each(
    ("html", "headers", "name"),
    [
        ('<meta name="generator" content="WordPress 6.8">', {}, "WordPress"),
        ('<link href="/wp-content/themes/a/style.css">', {}, "WordPress"),
        ("<meta content='Drupal 10 (https://www.drupal.org)' name=generator>", {}, "Drupal"),
        ("<p>x", {"X-Generator": "Drupal 9"}, "Drupal"),
        ('<meta name="generator" content="TYPO3 CMS">', {}, "TYPO3"),
        ('<img src="/typo3temp/a.png">', {}, "TYPO3"),
        ('<meta name="generator" content="Joomla! - Open Source Content Management">', {}, "Joomla"),
        ("<p>x", {"Composed-By": "SPIP 4.2 @ www.spip.net"}, "SPIP"),
        ('<a href="spip.php?article3">a</a>', {}, "SPIP"),
        ('<link href="/extension/site/design/main/stylesheets/a.css">', {}, "eZ"),
        ('<meta name="generator" content="Wix.com Website Builder">', {}, "Wix"),
        ('<meta name="generator" content="HubSpot">', {}, "HubSpot"),
        ('<meta name="generator" content="Hugo 0.111.3">', {}, "Hugo"),
        ("<p>Our members use WordPress and Drupal.</p>", {}, "custom"),
    ],
)
def test_content_management_systems(html: str, headers: dict[str, str], name: str) -> None:
    page = Page("https://a.example/", "https://a.example/", 200, headers, html.encode(), NOW)
    assert cms_of(page) == name


@each(
    ("html", "empty"),
    [
        (SHELL, True),
        ("<script>go()</script><noscript>You need to enable JavaScript to run this app.</noscript>", True),
        ("<script>go()</script><p>" + "Words that anyone can read. " * 20, False),
        ("<div id=root></div>", False),
    ],
)
def test_pages_that_need_a_script(html: str, empty: bool) -> None:
    assert (
        needs_script(Page("https://a.example/", "https://a.example/", 200, {}, html.encode(), NOW)) is empty
    )


def test_a_list_of_files_is_proposed_with_the_key(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = ("The cluster opens a hall", "Twelve members share a test bench", "A new chair for the board")
    rows = "".join(
        f"<li>0{n}.03.2024 <a href=/files/{n}.pdf>{t} (PDF)</a></li>" for n, t in enumerate(titles, 1)
    )
    web.pages["/press"] = f"<html lang=en><body><main><h1>Press</h1><ul>{rows}</ul></main></body></html>"
    web.pages["/"] = "<html lang=en><body><a href=/press>Press</a> <a href=/about>About us</a></body></html>"
    for n, title in enumerate(titles, 1):
        web.pages[f"/files/{n}.pdf"] = pdf(
            [title, "", f"Release number {n} says what the members did."]
        ).decode()
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD, "utf-8")
    out, _ = call("add", f"{web.base}/", "--id", "files", "--yes", "--sources", str(path))
    assert "Twelve members share a test bench" in out
    assert load_sources(path)["files"].discover == (
        StrategySettings(kind="listing", url=f"{web.base}/press", files=True),
    )
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pypdf", None)
        for called in (("add", f"{web.base}/press", "--id", "more"), ("check", "files")):
            out, _ = call(*called, "--sources", str(path))
            assert out.count("The texts of PDF files are not read: install") == 1
            assert "No body was found" not in out
    checked, _ = call("check", "files", "--json", "--sources", str(path))
    result = json.loads(checked)["results"][0] if "results" in json.loads(checked) else json.loads(checked)[0]
    assert (result["state"], result["read"], result["problems"]) == ("quiet", 3, [])
    call("run", "files", "--sources", str(path))
    for command in (["why", "1"], ["export", "csv"]):
        call(*command, "--sources", str(path))
    assert {title for _, title, _ in archived(tmp_path / "archive.db")} == set(titles)
