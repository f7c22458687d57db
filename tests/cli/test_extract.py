"""Tests of extract with files and addresses, as text and as JSON."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import pytest

from clusterwatch import body_html
from tests.cli import seed
from tests.cli.workspace import Web, Workspace

ANY = "  any:\n    url: https://any.example.org/\n"
URL = "https://valbrune.example.org/fre/les-articles/campus"


def objects(out: str) -> list[dict[str, Any]]:
    """Parse the output: one JSON object per line."""
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def page(workspace: Workspace) -> Workspace:
    """A folder with seed.html and without sources.yaml."""
    workspace.write("seed.html", seed.PAGE)
    (workspace.folder / "sources.yaml").unlink()
    return workspace


def test_json_has_the_documented_keys(page: Workspace) -> None:
    out, err = page.shell("extract", "seed.html", "--url", URL, "--json")
    assert err == ""
    (read,) = objects(out)
    body, evidence = read.pop("body"), read.pop("evidence")
    contract = {"url": URL, "title": seed.TITLE, "published": seed.DAY, "precision": "day", "language": "en"}
    assert {k: read[k] for k in contract} == contract
    assert body.split("\n") == list(seed.BODY)
    assert set(evidence) >= {"title", "published", "language", "body"}
    assert all(isinstance(e["method"], str) and isinstance(e["raw"], str) for e in evidence.values())
    assert "10 septembre 2019" in evidence["published"]["raw"]
    assert body_html.text_of(read["body_html"]) == body
    assert all(set(link) == {"url", "text", "kind", "host"} for link in read["links"])
    assert ("event", "2019-09-09") in {(day["kind"], day["start"]) for day in read["days"]}
    assert set(read) >= {"kind", "kind_confidence", "mentions"}


def test_text_output(page: Workspace) -> None:
    out, err = page.call("extract", "seed.html", "--url", URL)
    assert err == ""
    lines = out.splitlines()
    assert lines[:3] == [seed.TITLE, "2019-09-10 · en", URL]
    assert set(seed.BODY) <= set(lines)
    assert any(line.startswith("published: ") and "10 septembre 2019" in line for line in lines)
    assert any(line.startswith("event 2019-09-09") for line in lines)


def test_several_and_compressed_files(page: Workspace) -> None:
    page.write("page.html.gz", gzip.compress(seed.PAGE.encode()))
    page.write("utf-16.html", seed.PAGE.encode("utf-16"))
    names = ("seed.html", "page.html.gz", "utf-16.html")
    read = objects(page.call("extract", *names, "--json")[0])
    assert [r["url"] for r in read] == [(page.folder / name).as_uri() for name in names]
    assert [(r["title"], r["published"], r["body"]) for r in read] == [
        (seed.TITLE, seed.DAY, "\n".join(seed.BODY))
    ] * 3


def test_an_address(page: Workspace, web: Web) -> None:
    web.pages["/campus"] = seed.PAGE
    page.sources(ANY)
    (read,) = objects(page.shell("extract", f"{web.base}/campus", "--json")[0])
    assert (read["url"], read["title"], read["published"]) == (f"{web.base}/campus", seed.TITLE, seed.DAY)
    assert read["body"].split("\n") == list(seed.BODY)
    out, err = page.call("extract", f"{web.base}/missing", f"{web.base}/campus", "--json", code=1)
    assert [r["title"] for r in objects(out)] == [seed.TITLE]
    assert err == f"Error: {web.base}/missing answers 404 Not Found. The page is gone.\n"
    assert [line for line in web.log if "robots" in line] == ["404 /robots.txt"] * 2  # once per call


def test_a_private_address_is_refused_unless_allowed(page: Workspace, web: Web) -> None:
    web.pages["/campus"] = seed.PAGE
    out, err = page.call("extract", f"{web.base}/campus", code=1)
    assert out == ""
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    assert f"{web.base}/campus" in err
    assert "allow_private" in err
    assert web.log == []


def test_the_selectors_languages_and_time_zone_of_a_source_are_used(page: Workspace, web: Web) -> None:
    page.sources(
        "  campus:\n    url: https://campus.example.org/\n    timezone: Europe/Athens\n    languages: [en]\n"
        "    select: {title: .head, date: .when, body: .text}\n"
    )
    page.write(
        "page.html",
        "<title>Campus</title><h1>Campus</h1><p class=head>The hall is open</p><p class=when>05/04/2026</p>"
        "<div class=text><p>Everyone may come in.</p></div>",
    )
    (read,) = objects(page.call("extract", "page.html", "--source", "campus", "--json")[0])
    assert (read["title"], read["body"]) == ("The hall is open", "Everyone may come in.")
    assert {f: read["evidence"][f]["method"] for f in ("title", "published", "body")} == dict.fromkeys(
        ("title", "published", "body"), "selector"
    )
    out, err = page.call("extract", "page.html", "--source", "camp", code=2)
    assert (out, err) == ("", "Error: sources.yaml: no source named camp; did you mean campus?\n")


def test_given_sources_must_exist(page: Workspace) -> None:
    for more in (("--sources", "typo.yaml"), ("--source", "campus")):
        out, err = page.call("extract", "seed.html", *more, code=2)
        assert out == ""
        assert "no such file" in err


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06"
ZIPPED = gzip.compress(seed.PAGE.encode(), mtime=0)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("missing.html", None, ": cannot be read: No such file or directory"),
        (".", None, ": cannot be read: Is a directory"),
        ("cut.gz", ZIPPED[:200], ": cannot be read: Compressed file ended"),
        ("header.gz", ZIPPED[:5], ": cannot be read: Compressed file ended"),
        ("wrong.gz", ZIPPED[:-8] + b"\0" * 8, ": cannot be read: CRC check failed"),
        ("mangled.gz", ZIPPED[:10] + b"\xff" + ZIPPED[11:], ": cannot be read: Error -3 while decompressing"),
        ("picture.png", PNG, " is binary data, not a web page"),
        ("report.pdf", PDF, " is binary data, not a web page"),
        ("report.pdf.gz", gzip.compress(PDF, mtime=0), " is binary data, not a web page"),
        ("zlib.bin", b"\x01\x02" + zlib.compress(seed.PAGE.encode()), " is binary data, not a web page"),
    ],
)
def test_a_file_that_is_not_a_page_is_reported_and_the_others_are_read(
    page: Workspace, name: str, content: bytes | None, word: str
) -> None:
    if content is not None:
        page.write(name, content)
    out, err = page.call("extract", name, "seed.html", "--json", code=2)
    assert [r["title"] for r in objects(out)] == [seed.TITLE]
    assert err.count("\n") == 1
    assert err.startswith(f"Error: {name}{word}")
    assert err.endswith("; give a saved page or an http(s) address\n")


def test_binary_data_at_an_address(page: Workspace, web: Web) -> None:
    page.sources(ANY)
    web.pages["/report"] = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    out, err = page.call("extract", f"{web.base}/report", "--json", code=1)
    assert out == ""
    assert err.startswith(f"Error: {web.base}/report is not a web page but binary data. Correct the address")


@pytest.mark.parametrize("content", ["", " \n", "<html></html>"])
def test_a_page_without_a_post_has_reasons_instead_of_values(page: Workspace, content: str) -> None:
    page.write("empty.html", content)
    (read,) = objects(page.call("extract", "empty.html", "--json")[0])
    fields = ("title", "published", "precision", "language", "body")
    assert {f: read[f] for f in fields} == dict.fromkeys(fields)
    assert all(read["evidence"][f]["reason"] for f in ("title", "published", "language", "body"))
    out, err = page.call("extract", "empty.html")
    assert out.splitlines()[:2] == ["(no title)", "no date · unknown language"]
    assert err == ""


def test_a_call_without_pages_is_an_error(page: Workspace) -> None:
    assert "Missing argument 'FILE|URL...'" in page.call("extract", code=2)[1]
