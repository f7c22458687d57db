"""The HTML and the links of posts: their newest state, whose host it is, and what takes them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch import text
from clusterwatch.archive import Archive, delete_source, rename_source
from clusterwatch.archive.joining import merge_archives
from clusterwatch.config import Source
from clusterwatch.models import Draft, Evidence, Link, LinkKind, Method
from tests.archive.made import SITE, WORDS, draft, observed, page, record, register, row, rows

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, SECOND = WORDS.split("\n")
HTML = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
CALL = Link(f"{SITE}/call.pdf", "The call", LinkKind.ATTACHMENT, "alpha.example.org")
FORM = Link(f"{SITE}/form.docx", "The form", LinkKind.ATTACHMENT, "alpha.example.org")
BETA = Link("https://beta.example.org/x", "Beta", LinkKind.PAGE, "beta.example.org")
OWN = Link(f"{SITE}/b", "Before", LinkKind.PAGE, "alpha.example.org")
GAMMA = Link("https://gamma.example.net/", "Gamma", LinkKind.PAGE, "gamma.example.net")
LINKS = (CALL, BETA, OWN, GAMMA)


def linking(*links: Link, html: str = HTML, body: str = WORDS) -> Draft:
    return draft(body=body, body_html=html, links=links)


def kinds(archive: Archive) -> dict[str, tuple[str, str | None]]:
    """Return the kind and the source of each link, by its text."""
    return {r["text"]: (r["kind"], r["source"]) for r in rows(archive, "SELECT * FROM links ORDER BY rowid")}


def run(archive: Archive, read: Draft, when: datetime) -> int:
    """Record a draft in a run of its own, and return the number of the run."""
    with archive.transaction():
        number = archive.runs.begin(when, "0")
        archive.posts.record(observed(read=read), when)
        archive.runs.end(number, when, "done")
    return number


def state(archive: Archive) -> tuple[str | None, list[str], int]:
    """Return the HTML, the addresses of the links and the revision of the only post."""
    post = row(archive, "SELECT body_html, revision FROM posts")
    return (
        post["body_html"],
        [r["url"] for r in rows(archive, "SELECT url FROM links ORDER BY rowid")],
        post["revision"],
    )


def test_links_to_another_source_have_its_id(archive: Archive) -> None:
    record(archive, observed(read=linking(*LINKS)), NOW)
    assert kinds(archive) == {
        "The call": ("attachment", "alpha"),
        "Beta": ("source", "beta"),
        "Before": ("page", "alpha"),
        "Gamma": ("page", None),
    }
    explained = archive.explain("1")
    assert explained is not None
    assert explained["links"][1] == {
        "url": BETA.url,
        "text": "Beta",
        "kind": "source",
        "host": BETA.host,
        "source": "beta",
    }


def test_links_follow_the_sources(archive: Archive) -> None:
    record(archive, observed(read=linking(*LINKS)), NOW)
    urls = {
        "alpha": SITE,
        "gamma": "https://www.gamma.example.net/news",
        "b1": "https://beta.example.org/one",
    }
    with archive.transaction():
        archive.sources.register([Source(id=i, url=url) for i, url in urls.items()], NOW)
    # Two sources have the host of beta now.
    assert kinds(archive)["Gamma"] == ("source", "gamma")
    assert kinds(archive)["Beta"] == ("page", None)
    with archive.transaction():
        rename_source(archive.db, "gamma", "delta")
    assert kinds(archive)["Gamma"] == ("source", "delta")
    with archive.transaction():
        delete_source(archive.db, "delta")
    assert kinds(archive)["Gamma"] == ("page", None)
    with archive.transaction():
        delete_source(archive.db, "alpha")
    assert kinds(archive) == {}


def test_other_markup_and_links_make_no_revision(archive: Archive) -> None:
    record(archive, observed(read=draft()), NOW)  # as by an earlier version
    assert state(archive) == (None, [], 1)
    run(archive, linking(BETA), NOW + DAY)
    assert state(archive) == (HTML, [BETA.url], 1)
    other = HTML.replace("<p>", "<p><strong>", 1).replace("</p>", "</strong></p>", 1)
    assert run(archive, linking(GAMMA, html=other), NOW + 2 * DAY) == 2
    assert state(archive) == (other, [GAMMA.url], 1)
    assert rows(archive, "SELECT * FROM changes") == []


@pytest.mark.parametrize("links", [(CALL, FORM), (FORM,), ()])
def test_other_attachments_are_a_change_of_the_run(archive: Archive, links: tuple[Link, ...]) -> None:
    run(archive, linking(CALL), NOW)
    number = run(archive, linking(*links), NOW + DAY)
    assert state(archive) == (HTML, [link.url for link in links], 1)
    plan = archive.plan_undo(number)
    assert [change.what for change in plan.changes] == [("attachments",)]
    archive.undo(plan, NOW + DAY)
    assert state(archive) == (HTML, [CALL.url], 1)
    assert archive.plan_undo(number).changes == ()


def test_undo_of_an_edit_restores_html_and_links(archive: Archive) -> None:
    run(archive, linking(CALL, BETA), NOW)
    edited = linking(GAMMA, html=f"{HTML}\n<p>More.</p>", body=f"{WORDS}\nMore.")
    number = run(archive, edited, NOW + DAY)
    assert state(archive) == (edited.body_html, [GAMMA.url], 2)
    archive.undo(archive.plan_undo(number), NOW + DAY)
    assert state(archive) == (HTML, [CALL.url, BETA.url], 1)
    assert kinds(archive)["Beta"] == ("source", "beta")


def test_the_html_of_a_text_that_is_not_stored_is_not_stored(archive: Archive) -> None:
    record(archive, observed(read=linking(CALL)), NOW)
    other = linking(html="<p>Other</p>", body="Other")
    record(archive, observed(read=other, before=other), NOW + DAY)  # read differently by new rules
    assert state(archive) == (HTML, [CALL.url], 1)


def test_reread_fills_html_and_links(archive: Archive) -> None:
    record(archive, observed(read=draft()), NOW)
    with archive.transaction():
        judged = archive.posts.reread("alpha", 1, linking(CALL), NOW + DAY)
    assert judged is not None
    assert judged[2].kind == "same"
    assert state(archive) == (HTML, [CALL.url], 1)


def test_an_earlier_capture_leaves_html_and_links(archive: Archive) -> None:
    record(archive, observed(read=linking(CALL), page=page(fetched=NOW)), NOW)
    with archive.transaction():
        earlier = linking(html="<p>Before.</p>", body="Before.")
        archive.captures.record(observed(read=earlier, page=page(fetched=NOW - DAY)), NOW)
    assert state(archive) == (HTML, [CALL.url], 2)


def test_an_earlier_capture_fills_a_missing_body(archive: Archive) -> None:
    record(archive, observed(read=draft(body=None), page=page(fetched=NOW)), NOW)
    with archive.transaction():
        archive.captures.record(observed(read=linking(CALL), page=page(fetched=NOW - DAY)), NOW)
    assert state(archive)[:2] == (HTML, [CALL.url])


def test_boilerplate_is_removed_from_the_html(archive: Archive) -> None:
    generic = {"body": Evidence(Method.GENERIC, "", WORDS)}
    read = draft(body_html=HTML, evidence=generic)
    record(archive, observed(read=read), NOW)
    with archive.transaction():
        archive.boilerplate.keep("alpha", {text.fingerprint(SECOND): SECOND}, NOW)
        number = archive.runs.begin(NOW + DAY, "0")
        (batch,) = archive.boilerplate.batches("alpha")
        step = archive.boilerplate.clearing("alpha", {}, batch)
        archive.boilerplate.clear(step.function(*step.arguments))
        stripped = archive.boilerplate.strip("alpha", read)
    assert (stripped.body, stripped.body_html) == (FIRST, f"<p>{FIRST}</p>")
    post = row(archive, "SELECT body, body_html FROM posts")
    assert (post["body"], post["body_html"]) == (FIRST, f"<p>{FIRST}</p>")
    archive.undo(archive.plan_undo(number), NOW + DAY)
    post = row(archive, "SELECT body, body_html FROM posts")
    assert (post["body"], post["body_html"]) == (WORDS, HTML)


def test_merged_archives_have_the_html_and_links_of_the_current_body(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.db", "b.db")]
    new = linking(GAMMA, html=f"{HTML}\n<p>More.</p>", body=f"{WORDS}\nMore.")
    for path, read, when in zip(paths, (linking(CALL), new), (NOW, NOW + DAY), strict=True):
        with Archive(path) as one:
            register(one, NOW)
            record(one, observed(read=read), when)
    with Archive(paths[0]) as one, one.transaction():
        one.sources.register([Source(id="gamma", url=GAMMA.url)], NOW)
    merge_archives(paths, tmp_path / "c.db", lambda *_: None)
    with Archive(tmp_path / "c.db") as joined:
        assert state(joined) == (new.body_html, [GAMMA.url], 2)
        assert kinds(joined) == {"Gamma": ("source", "gamma")}
