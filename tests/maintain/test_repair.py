"""Tests of repair: the proposed selectors are exact, or there are none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.config import Source, load_sources
from clusterwatch.errors import BadStatus, FetchError, Unreachable
from clusterwatch.extraction import extract_post
from clusterwatch.maintain.repair import ENOUGH, Example, patched, suggest_selectors, why_not
from clusterwatch.models import Draft, FetchReason, Page, Problem, ProblemCode
from tests.cli.workspace import Web, Workspace, serving
from tests.maintain.redesigns import COUNT, POSTS, REDESIGNS, old, post
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
SELECT = "{title: h1.title, date: p.date, body: div.text}"


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "guild.yaml"
    path.write_text(f"sources: {{guild: {{url: https://guild.example/, languages: [en], select: {SELECT}}}}}")
    return load_sources(path)["guild"]


def pairs(html: dict[int, str]) -> list[Example]:
    out = []
    for n, text in html.items():
        url = f"https://guild.example/n/{n}"
        page = Page(url, url, 200, {"content-type": "text/html"}, text.encode(), NOW)
        out.append(
            (page, Draft(url, POSTS[n].title, POSTS[n].day, "day", "en", "\n".join(POSTS[n].paragraphs)))
        )
    return out


@pytest.mark.parametrize("name", REDESIGNS)
def test_a_rebuilt_site_is_repaired_exactly(name: str, source: Source) -> None:
    made = suggest_selectors(source, pairs({p.number: REDESIGNS[name](p) for p in POSTS}))
    assert made.problems == ()
    assert {one.field for one in made.repaired} | set(made.unchanged) == {"title", "date", "body"}
    assert all(one.learned.agreed >= ENOUGH and one.right == one.tested > 0 for one in made.repaired)
    for one in made.repaired:
        source = patched(source, one.field, one.learned)
    for n in range(COUNT, COUNT + 4):  # posts that were not used for the repair
        new = post(n)
        draft = extract_post(REDESIGNS[name](new), f"https://guild.example/n/{n}", source, NOW)
        assert (draft.title, draft.published) == (new.title, new.day)
        assert draft.body == "\n".join(new.paragraphs)


def test_an_unchanged_site_needs_no_repair(source: Source) -> None:
    made = suggest_selectors(source, pairs({p.number: old(p) for p in POSTS}))
    assert (made.repaired, made.problems, made.unchanged) == ((), (), ("title", "date", "body"))


def test_five_posts_are_too_few(source: Source) -> None:
    made = suggest_selectors(source, pairs({p.number: REDESIGNS["bem"](p) for p in POSTS[:5]}))
    assert made.repaired == ()
    assert [(p.code, p.field, p.count, p.detail["needed"]) for p in made.problems] == [
        (ProblemCode.TOO_FEW_EXAMPLES, field, 5, 6) for field in ("title", "published", "body")
    ]


@each(
    ("failures", "has_examples", "expected"),
    [
        ([], True, ["no-index-fits", "too-few-examples"]),
        ([Unreachable("https://guild.example/n/1", FetchReason.CONNECTION_REFUSED)], False, ["unreachable"]),
        (
            [Unreachable("https://guild.example/n/1", FetchReason.CONNECTION_REFUSED)],
            True,
            ["unreachable", "no-index-fits", "too-few-examples"],
        ),
        (
            [BadStatus("https://guild.example/n/1", 404)],
            False,
            ["http-status", "no-index-fits", "too-few-examples"],
        ),
    ],
)
def test_the_reason_stands_first_and_alone_if_the_host_gives_no_page(
    failures: list[FetchError], has_examples: bool, expected: list[str]
) -> None:
    lost = [Problem(ProblemCode.NO_INDEX_FITS, count=0, detail={"needed": 3})]
    of_fields = [Problem(ProblemCode.TOO_FEW_EXAMPLES, "title", count=0, detail={"needed": 6})]
    assert [one.code for one in why_not(lost, of_fields, failures, has_examples)] == expected


def test_a_selector_that_fails_on_some_posts_is_not_proposed(source: Source) -> None:
    """Half of the addresses have other posts since the redesign."""
    html = {p.number: REDESIGNS["bem"](p if p.number % 2 else post(p.number + 20)) for p in POSTS}
    made = suggest_selectors(source, pairs(html))
    assert made.repaired == ()
    assert [p.code for p in made.problems] == [ProblemCode.NO_SELECTOR_FITS] * 3


@pytest.fixture
def guild(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def publish(web: Web, redesign: str | None = None) -> None:
    items = "".join(f'<li><h2><a href="/n/{p.number}">{p.title}</a></h2></li>' for p in POSTS)
    web.pages["/news"] = f"<html lang=en><body><h1>News</h1><ul class=list>{items}</ul></body></html>"
    for p in POSTS:
        web.pages[f"/n/{p.number}"] = (REDESIGNS[redesign] if redesign else old)(p)


def test_a_proposal_is_written_only_with_yes(guild: Workspace) -> None:
    with serving() as web:
        publish(web)
        guild.sources(
            f"  guild:  # the guild's own\n    url: {web.base}/news\n    languages: [en]\n"
            f'    discover: {{kind: listing, link: ".list a"}}\n    select: {SELECT}\n'
        )
        guild.call("run", "-q")
        publish(web, "bem")
        guild.call(
            "run", "--recheck", "-q", code=1
        )  # the values that general rules read are not used as labels
        before, rows = (guild.folder / "sources.yaml").read_text(), guild.dump()
        out, _ = guild.call("repair", "guild")
        assert "8 of 8 posts agree, 4 of 4 others are read correctly" in out
        assert "+    select: " in out or "+      title: " in out
        assert (guild.folder / "sources.yaml").read_text() == before
        guild.call("repair", "guild", "--yes")
        assert guild.dump() == rows
        assert "# the guild's own" in (guild.folder / "sources.yaml").read_text()
        assert "ok" in guild.call("check", "guild", "--posts", "12")[0]
        assert "already read correctly: title, date, body" in guild.call("repair", "guild")[0]


@pytest.mark.parametrize("redesign", ["bem", None])
def test_indexes_and_fields_are_repaired_together(guild: Workspace, redesign: str | None) -> None:
    """The list has other classes since the redesign, and so do the posts or do not."""
    with serving() as web:
        publish(web)
        discover = '{kind: listing, link: "ul.list h2 a"}'
        guild.sources(
            f"  guild:\n    url: {web.base}/news\n    languages: [en]\n"
            f"    discover: {discover}\n    select: {SELECT}\n"
        )
        guild.call("run", "-q")
        publish(web, redesign)
        web.pages["/news"] = web.pages["/news"].replace("class=list", "class=entries")
        guild.call("run", "-q", code=1)
        out, _ = guild.call("repair", "guild", "--yes")
        assert f"discover: listing {web.base}/news lists 12 archived posts among 12" in out
        assert discover not in (guild.folder / "sources.yaml").read_text()
        assert "ok" in guild.call("check", "guild", "--posts", "12")[0]
        assert "  discover:" not in guild.call("repair", "guild")[0]


def test_a_site_without_its_posts_is_not_repaired(guild: Workspace) -> None:
    with serving() as web:
        publish(web)
        guild.sources(
            f"  guild:\n    url: {web.base}/news\n    discover: {{kind: listing, link: ul.list h2 a}}\n"
            f"    select: {SELECT}\n"
        )
        guild.call("run", "-q")
        web.pages["/news"] = "<html lang=en><body><h1>News</h1><p>We are moving.</p></body></html>"
        out, _ = guild.call("repair", "guild", code=1)
        assert "`discover` cannot be repaired" in out
        assert "already read correctly: title, date, body" in out


FOOTER = "<footer><p>Guild of the coast, 3 quai des Mesures.</p></footer>"


def with_frame(html: str, number: int) -> str:
    """Return a page with the name of its site and a footer."""
    return html.replace("<body>", f'<body><p class="brand">Guild {number % 2}</p>') + FOOTER


def test_selectors_that_are_not_needed_are_taken_out(source: Source) -> None:
    """Nothing is known of the title and the body, which wrong selectors have read from the beginning."""
    wrong = load(source, {"title": ".brand", "date": "p.date", "body": "footer"})
    known = pairs({p.number: with_frame(old(p), p.number) for p in POSTS})
    unknown = [(page, replace(draft, title=None, body=None)) for page, draft in known]
    made = suggest_selectors(wrong, unknown)
    assert [(one.field, one.pages, one.known) for one in made.removed] == [("title", 12, 0), ("body", 12, 0)]
    assert (made.repaired, made.unchanged, made.problems) == ((), ("date",), ())
    assert made.changes == {"select": {"title": None, "body": None}}
    assert [one.sample for one in made.removed] == [POSTS[0].title, POSTS[0].paragraphs[0][:60]]


def test_a_selector_is_not_taken_out_for_other_values_than_the_archived_ones(source: Source) -> None:
    wrong = load(source, {"title": ".brand"})
    pages = [page for page, _ in pairs({p.number: with_frame(old(p), p.number) for p in POSTS})]
    drafts = [Draft(page.url, title=f"Another title {n}") for n, page in enumerate(pages)]
    made = suggest_selectors(wrong, list(zip(pages, drafts, strict=True)))
    assert made.removed == ()
    assert ("title", ProblemCode.NO_SELECTOR_FITS) in [(one.field, one.code) for one in made.problems]


@pytest.mark.parametrize("same", [2, 3])
def test_a_text_of_the_site_is_no_reason_to_take_a_selector_out(source: Source, same: int) -> None:
    """General rules read the same title on some pages."""
    wrong = load(source, {"title": ".brand"})
    title = re.compile('(?<=class="title">)[^<]+')
    html = {p.number: title.sub("The same on all", old(p)) if p.number < same else old(p) for p in POSTS}
    examples = [(page, replace(draft, title=None)) for page, draft in pairs(html)]
    assert len(suggest_selectors(wrong, examples).removed) == (same < 3)


def load(source: Source, select: dict[str, str]) -> Source:
    """Return the source with other selectors."""
    return Source.model_validate({"url": source.url, "languages": ["en"], "select": select})


def test_a_wrong_selector_for_links_is_repaired_and_what_remains_is_told(guild: Workspace) -> None:
    with serving() as web:
        publish(web)
        menu = '<nav><a href="/about">About our guild</a> <a href="/board">The board of the guild</a></nav>'
        web.pages["/news"] = web.pages["/news"].replace("<body>", f"<body>{menu}")
        web.pages["/about"] = web.pages["/board"] = (
            "<html lang=en><body><h1>About</h1><p>We.</p></body></html>"
        )
        guild.sources(
            f"  guild:\n    url: {web.base}/news\n    languages: [en]\n"
            f'    discover: {{kind: listing, link: "nav a"}}\n    select: {SELECT}\n'
        )
        _, err = guild.call("run", "-q", code=1)
        assert "`discover.link` finds a menu" in err
        out, _ = guild.call("repair", "guild", "--yes", code=1)
        assert f"discover: listing {web.base}/news lists 0 archived posts among 12" in out
        assert "The title cannot be repaired: " in out
        assert out.endswith("then clusterwatch run guild, then clusterwatch repair guild\n")
        guild.call("run", "-q")
        assert "already read correctly: title, date, body" in guild.call("repair", "guild")[0]


def test_a_wrong_selector_is_replaced_and_reextract_ends_its_incidents(guild: Workspace) -> None:
    """The values of doubtful selectors are no examples; those from before the selector was written are."""
    with serving() as web:
        publish(web)
        for p in POSTS:
            web.pages[f"/n/{p.number}"] += FOOTER
        lines = f"  guild:\n    url: {web.base}/news\n    languages: [en]\n"
        guild.sources(f"{lines}    select: {{title: h1.title, date: p.date, body: footer}}\n")
        _, err = guild.call("run", "-q", code=1)
        assert "finds a menu, a footer" in err
        out, _ = guild.call("repair", "guild", "--yes")
        assert "already read correctly: title, date\n" in out
        assert f'body: no selector is needed: it is read on {COUNT} of {COUNT} pages: "' in out
        assert out.endswith("Next: clusterwatch check guild, then clusterwatch reextract guild\n")
        guild.call("reextract", "guild")
        assert len(set(guild.column("SELECT body FROM posts"))) == COUNT
        _, err = guild.call("run", "-q")
        assert "The incident is over" in err or "over" in err
        assert guild.column("SELECT code FROM incidents WHERE closed IS NULL") == []
        guild.sources(f"{lines}    select: {{title: h1.title, date: p.date, body: div.typo}}\n")
        out, _ = guild.call("repair", "guild")
        assert "12 archived posts compared" in out
        assert "body:" in out
