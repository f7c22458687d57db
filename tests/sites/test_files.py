"""Posts that are files: archived with title, date and text, looked at again, and told where they have no text."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import Source
from clusterwatch.errors import StepLost
from clusterwatch.maintain.reextract import read_again
from clusterwatch.models import LostReason, NoteCode, Outcome, ProblemCode
from clusterwatch.pipeline.source_run import Options
from clusterwatch.pipeline.steps import read_document
from clusterwatch.pipeline.workers import InlineWorkers
from tests.pdfs import pdf
from tests.sites.serving import Clock, Site, posts, served, watch

HTML = {"Content-Type": "text/html; charset=utf-8"}
PDF = {"Content-Type": "application/pdf", "ETag": '"1"'}
TITLES = {
    "hall": "The cluster opens a hall for rotor blades",
    "bench": "Twelve members share a test bench",
    "chair": "A new chair for the board",
    "academy": "The summer academy begins in Exampletown",
}
TEXT = (
    "The cluster has opened a hall for rotor blades in the north harbour, and twelve of its",
    "members will share the machines and the costs of their repair.",
)


class Web:
    """A site with a list of press releases, and the nights on which it is read."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site, self.clock = folder, site, Clock()
        self.defaults, self.discover = "delay: 0", "{files: true}"

    def file(self, name: str, body: bytes, kind: str = ".pdf", **headers: str) -> None:
        self.site.answers[f"/files/{name}{kind}"] = (200, {**PDF, **headers}, body)

    def list(self, *names: str, kind: str = ".pdf", **titles: str) -> None:
        """Serve a list of files, each with a title and a date."""
        rows = "".join(
            f"<li>0{n}.10.2026 <a href=/files/{name}{kind}>{titles.get(name) or TITLES[name]} (PDF, 1.2 MB)</a></li>"
            for n, name in enumerate(names, 1)
        )
        page = f"<html lang=en><body><main><h1>Press releases</h1><ul>{rows}</ul></main></body></html>"
        self.site.answers["/press/"] = (200, HTML, page.encode())

    def night(self, **options: Any) -> Outcome:
        yaml = f"sources:\n  s:\n    url: {self.site.base}/press/\n    discover: {self.discover}\n"
        outcome = watch(self.folder, yaml, self.clock, defaults=self.defaults, **options)["s"]
        self.clock.forward(days=1)
        return outcome

    def posts(self) -> dict[str, dict[str, Any]]:
        return {p["url"].rpartition("/")[2]: p for p in posts(self.folder)}

    def evidence(self, name: str) -> dict[str, tuple[str, str | None]]:
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            sql = "SELECT field, method, reason FROM evidence JOIN posts ON posts.id = post WHERE url LIKE ?"
            return {f: (m, r) for f, m, r in archive.db.execute(sql, [f"%{name}"])}


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site") as site:
        web = Web(tmp_path, site)
        web.list(*TITLES)
        for name in TITLES:
            web.file(
                name, pdf([f"Release about the {name}", "", *TEXT, f"It is number {len(name)} of the year."])
            )
        yield web


def test_a_list_of_files_is_told_without_the_key(web: Web) -> None:
    web.discover = "{kind: listing}"
    outcome = web.night()
    assert (outcome.state, outcome.new) == ("failed", 0)
    assert [(p.code, p.detail["files"]) for p in outcome.problems] == [(ProblemCode.INDEX_EMPTY, 4)]


def test_files_are_posts(web: Web) -> None:
    outcome = web.night()
    assert (outcome.state, outcome.new, outcome.problems) == ("ok", 4, ())
    hall = web.posts()["hall.pdf"]
    assert (hall["title"], hall["published"], hall["language"]) == (TITLES["hall"], "2026-10-01", "en")
    assert hall["body"].splitlines()[:2] == ["Release about the hall", " ".join(TEXT)]
    assert web.evidence("hall.pdf") == {
        "title": ("listing", None),
        "published": ("listing", None),
        "body": ("pdf", None),
        "language": ("text", None),
    }
    outcome = web.night()
    assert (outcome.state, outcome.new, outcome.changed, outcome.failed) == ("ok", 0, 0, 0)


def test_files_are_looked_at_again(web: Web) -> None:
    web.night()
    web.file("hall", pdf(["Release about the hall", "", *TEXT, "The opening is in June."]), ETag='"2"')
    web.file("chair", pdf(["Release about the chair", "", *TEXT, "It is number 5 of the year."], tail=b"%x"))
    web.list(*TITLES, bench="Fifteen members share a test bench")
    outcome = web.night(options=Options(recheck=True))
    assert (outcome.state, outcome.changed, outcome.failed) == ("ok", 2, 0)
    found = web.posts()
    assert (found["hall.pdf"]["revision"], found["hall.pdf"]["title"]) == (2, TITLES["hall"])
    assert found["hall.pdf"]["body"].endswith("The opening is in June.")
    assert (found["bench.pdf"]["revision"], found["bench.pdf"]["title"]) == (
        2,
        "Fifteen members share a test bench",
    )
    assert found["bench.pdf"]["body"] is not None
    assert found["chair.pdf"]["revision"] == 1
    outcome = web.night(options=Options(recheck=True))
    assert (outcome.changed, outcome.failed) == (0, 0)


@pytest.mark.parametrize("keep", [0, 1_000_000])
def test_the_bytes_of_files_are_kept_up_to_a_size(web: Web, keep: int) -> None:
    web.defaults = f"delay: 0, keep_files: {keep}"
    web.night()
    web.file("hall", pdf(["Release about the hall", "", *TEXT, "The opening is in June."]), ETag='"2"')
    assert web.night(options=Options(recheck=True)).changed == 1
    assert web.night(options=Options(recheck=True)).changed == 0
    with Archive(web.folder / "archive.db", readonly=True) as archive:
        source = Source.model_validate({"id": "s", "url": f"{web.site.base}/press/"})
        again = dict(read_again(archive.pages.raw("s", 0, 10), source, None, {}))
        kinds = [kind for (kind,) in archive.db.execute("SELECT DISTINCT kind FROM pages ORDER BY kind")]
        stored = archive.db.execute("SELECT id, title, published, body, revision FROM posts").fetchall()
    assert kinds == (["index", "page"] if keep else ["hash", "index"])
    assert max(revision for *_, revision in stored) == 2
    read = {post: (draft.title, draft.published, draft.body) for post, draft in again.items()}
    assert read == ({post: tuple(values) for post, *values, _ in stored} if keep else {})


def test_a_version_that_is_not_kept_is_a_version(web: Web) -> None:
    def hall(version: int, last: str) -> tuple[int, int, str]:
        web.file("hall", pdf(["About the hall", "", *TEXT, last]), ETag=f'"{version}"')
        outcome = web.night(options=Options(recheck=True))
        return outcome.changed, outcome.failed, web.posts()["hall.pdf"]["body"].splitlines()[-1]

    web.list("hall", "bench", "chair")
    assert hall(1, "It opens in May.")[1:] == (0, "It opens in May.")
    web.defaults = "delay: 0, keep_files: 0"
    assert hall(2, "It opens in June.") == (1, 0, "It opens in June.")
    web.defaults = "delay: 0"
    assert hall(3, "It opens in May.") == (1, 0, "It opens in May.")
    assert hall(4, "It opens in May.") == (0, 0, "It opens in May.")


def faulty() -> dict[str, bytes]:
    """Return files without a text that can be read, by the reason."""
    whole = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(list(TEXT))))
    whole.encrypt("secret", "owner", algorithm="AES-256")
    locked = io.BytesIO()
    whole.write(locked)
    return {
        "encrypted": locked.getvalue(),
        "damaged-file": pdf(list(TEXT))[:200],
        "scanned": pdf([], []),
        "many-pages": pdf(*[["A page"]] * 61),
        "file-too-large": b"%PDF-" + b" " * 10_000_001,
    }


def test_files_without_a_text_are_kept_and_told(web: Web) -> None:
    files = faulty()
    names = dict.fromkeys(files, "A title of four words")
    web.list(*files, **{name: f"A title of the {name} file" for name in names})
    for name, body in files.items():
        web.file(name, body)
    outcome = web.night()
    assert (outcome.new, outcome.failed, outcome.state) == (5, 0, "degraded")
    told = {
        p.url.rpartition("/")[2]: (p.code, p.field, p.detail["reason"], p.detail.get("most"))
        for p in outcome.problems
        if p.url and p.code is not ProblemCode.FILES_UNREAD
    }
    assert [p.count for p in outcome.problems if p.code is ProblemCode.FILES_UNREAD] == [len(files)]
    limits = {"many-pages": 60, "file-too-large": 10_000_000}
    assert told == {
        f"{name}.pdf": (ProblemCode.FIELD_MISSING, "body", name, limits.get(name)) for name in files
    }
    for name in files:
        post = web.posts()[f"{name}.pdf"]
        assert (post["title"], post["body"]) == (f"A title of the {name} file", None)
        assert web.evidence(f"{name}.pdf")["body"] == ("none", name)
    outcome = web.night(options=Options(recheck=True))
    assert (outcome.new, outcome.changed, outcome.failed, outcome.problems) == (0, 0, 0, ())


def test_other_kinds_of_files_have_no_body(web: Web) -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    web.list(*TITLES, kind=".docx")
    for name in TITLES:
        web.file(name, f"PK {name}".encode(), ".docx", **{"Content-Type": word})
    outcome = web.night()
    assert (outcome.state, outcome.new, outcome.problems) == ("ok", 4, ())
    assert web.posts()["hall.docx"]["published"] == "2026-10-01"
    assert web.evidence("hall.docx")["body"] == ("none", "no-pdf")


class Slow(InlineWorkers):
    """Workers that are killed while they read the text of a file."""

    async def run(self, step: Any, *args: Any, **kwargs: Any) -> Any:
        if step is read_document and len(args) < 6:
            raise StepLost(LostReason.CPU)
        return await super().run(step, *args, **kwargs)


def test_a_file_that_takes_too_long_is_read_without_its_text(web: Web) -> None:
    outcome = web.night(workers=Slow())
    assert (outcome.new, outcome.failed) == (4, 0)
    assert web.evidence("hall.pdf")["body"] == ("none", "file-too-slow")


def test_what_to_install_is_said_once(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pypdf", None)
        outcome = web.night()
    assert (outcome.state, outcome.new, outcome.problems) == ("ok", 4, ())
    assert [note.code for note in outcome.notes] == [NoteCode.PDF_NOT_READ]
    assert {post["body"] for post in web.posts().values()} == {None}
    outcome = web.night(options=Options(recheck=True))
    assert (outcome.changed, outcome.notes) == (0, ())


def test_a_row_of_a_list_of_pages_that_is_a_file(web: Web) -> None:
    pages = "".join(
        f"<li>0{n}.10.2026 <a href=/press/{n}-about-the-{name}>{TITLES[name]}</a></li>"
        for n, name in enumerate(TITLES, 1)
        if name != "chair"
    )
    row = f"<li>03.10.2026 <a href=/files/chair.pdf>{TITLES['chair']}</a></li>"
    web.site.answers["/press/"] = (
        200,
        HTML,
        f"<html lang=en><main><h1>Press</h1><ul>{pages}{row}</ul></main>".encode(),
    )
    for n, name in enumerate(TITLES, 1):
        text = f"<main><h1>{TITLES[name]}</h1><p>About the {name}: {' '.join(TEXT)}</p></main>"
        web.site.answers[f"/press/{n}-about-the-{name}"] = (200, HTML, text.encode())
    web.discover = "{kind: listing}"
    outcome = web.night()
    assert (outcome.state, outcome.new) == ("ok", 3)
    assert [(p.code, p.count, p.detail["text"]) for p in outcome.problems] == [
        (ProblemCode.ITEMS_LEFT_OUT, 1, TITLES["chair"])
    ]
    web.discover, web.defaults = "{files: true}", "delay: 0, keep_files: 0"
    outcome = web.night()
    assert (outcome.state, outcome.new, outcome.problems) == ("ok", 1, ())
    assert web.posts()["chair.pdf"]["published"] == "2026-10-03"
    web.discover = "{kind: listing}"
    web.file("chair", pdf(["About the chair", "", *TEXT, "It begins in June."]), ETag='"2"')
    outcome = web.night(options=Options(recheck=True))
    assert (outcome.changed, outcome.failed) == (1, 0)


def test_a_file_that_is_too_large_at_an_address_without_an_ending(web: Web) -> None:
    rows = "".join(
        f"<li>0{n}.10.2026 <a href=/press/{n}-about-the-{name}>{TITLES[name]}</a></li>"
        for n, name in enumerate(TITLES, 1)
    )
    page = f"<html lang=en><main><h1>Press</h1><ul>{rows}</ul></main>"
    web.site.answers["/press/"] = (200, HTML, page.encode())
    large = b"%PDF-" + b" " * 10_000_001
    for n, name in enumerate(TITLES, 1):
        kind = HTML if name == "hall" else PDF
        web.site.answers[f"/press/{n}-about-the-{name}"] = (
            200,
            kind,
            large if name != "bench" else pdf([*TEXT]),
        )
    outcome = web.night()
    told = {(p.code, p.detail["reason"]) for p in outcome.problems}
    assert told == {
        (ProblemCode.FILES_UNREAD, "file-too-large"),
        (ProblemCode.FIELD_MISSING, "file-too-large"),
        (ProblemCode.TOO_LARGE, "bytes"),
    }
    assert {name[2:]: bool(post["body"]) for name, post in web.posts().items()} == {
        "about-the-bench": True,
        "about-the-chair": False,
        "about-the-academy": False,
    }


def test_items_of_a_feed_that_are_files(web: Web) -> None:
    items = "".join(
        f"<item><title>{TITLES[name]}</title>{link.format(u=f'{web.site.base}/files/{name}.pdf')}"
        f"<description>A sentence about it.</description><pubDate>0{n} Oct 2026 08:00:00 GMT</pubDate></item>"
        for n, (name, link) in enumerate(
            zip(
                TITLES,
                ["<link>{u}</link>", "<enclosure url='{u}' type='application/pdf' length='9'/>"] * 2,
                strict=True,
            ),
            1,
        )
    )
    feed = f"<rss version='2.0'><channel><title>N</title><link>{web.site.base}/</link>{items}</channel></rss>"
    web.site.answers["/feed.xml"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    web.discover = f"{{kind: feed, url: {web.site.base}/feed.xml, files: true}}"
    outcome = web.night()
    assert (outcome.state, outcome.new, outcome.problems) == ("ok", 4, ())
    bench = web.posts()["bench.pdf"]
    assert (bench["title"], bench["published"][:10]) == (TITLES["bench"], "2026-10-02")
    assert bench["body"].startswith("Release about the bench")
    web.discover = f"{{kind: feed, url: {web.site.base}/feed.xml}}"
    assert {p.code for p in web.night().problems} >= {ProblemCode.ITEMS_LEFT_OUT}
