"""feedparser's feeds: each file has an expectation in a comment, such as `entries[0]['title'] == 'A title'`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from clusterwatch import charset
from clusterwatch.text import tidy, unescape
from tests.suites import feeds
from tests.suites.cases import Comparison, sdist

REQUIREMENT = "feedparser==6.0.14"
_RUNNER = "runtests.py"
# The folders of the suite that are about something else: HTML that is stored, and the HTTP client.
_OTHERS = {"sanitize", "compression", "http"}
_EXPECTATION = re.compile(r"Expect:\s*(.*?)\s*-->", re.S)
_HEADER = re.compile(r"^Header:\s+([^:]+):\s*(.+?)\s*$", re.M)
_FIELDS = {
    "title": "title", "title_detail.value": "title", "link": "link", "links.0.href": "link", "id": "id", "guid": "id",
    "description": "body", "summary": "body", "summary_detail.value": "body", "content.0.value": "body",
    "title_detail.language": "language", "content.0.language": "language", "summary_detail.language": "language",
    "published": "published", "updated": "updated",
    "published_parsed": "date", "updated_parsed": "date", "created_parsed": "date",
}  # fmt: skip
_ENGLISH = "English is the default of many systems, and says nothing about a text"
_HOME = re.compile(rb"(https?://[\w.]+\.(?:com|org|test))/?(?=[\"'<\s])", re.I)
# feedparser returns None, or an instant in UTC.
_DATE_REASONS = (
    (
        r"^-?\d{4,6}$|^-?\d\d-\d\d(-\d\d)?$",
        "digits without a year of four: no date, or day first as in Europe",
    ),
    (
        r"1:2:3:4|zz|xx|T25|:61|-27-01|Textra",
        "an invalid time or offset does not hide the day that is written",
    ),
    (r" [ACEMP]T$", "two letters are not taken for an American time zone; the day is the same"),
    (r"-01:01$|-00:20$|július", "an offset of a form that no place has is not read; the day is the same"),
    (r"-012-|년| 0100 ", "Korean, a month of three digits, and a year before 1990"),
)
_REASONS = (
    (
        r"_(content|summary|description)_and_(content|summary|description).* body",
        "of two texts, the longer one is read",
    ),
    (
        r"^encoding/x80_(\w*\d{3,4}|cp_is|cspc\w+|koi8-t|mac\S+|ms-cyrl|tcvn\S*|viscii)\.xml",
        "names of encodings (of DOS, of old Macs) that browsers do not know",
    ),
    (r"^entities/[lr]ang\.xml", "`&lang;` is the character that HTML 5 says, not that of HTML 4"),
    (r"rel_license", "a link with another relation is not that to the post"),
    (
        r"entry_title_base64_2",
        "a title of type text may have words in angle brackets, so that only known tags are removed",
    ),
    (r"title_xml_lang_inherit_[34]\.xml", "the language of a text is not that of its title"),
    (r"not_a_doctype", "`<!` begins a comment, which is no text"),
    (r"bozo_linenoise", "the bytes are in no encoding; both guess"),
)


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per value of an entry that clusterwatch reads too."""
    tests = sdist(REQUIREMENT, folder) / "tests"
    for file in sorted(tests.rglob("*.xml")):
        if not _OTHERS & set(file.relative_to(tests).parts):
            yield from _of_file(file, str(file.relative_to(tests)))


def dates(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per text of a date that the suite reads with one of its parsers."""
    source = (sdist(REQUIREMENT, folder) / "tests" / _RUNNER).read_text("utf-8")
    table = next(
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Dict)
        and "date_tests" in ast.dump(node.targets[0])
    )
    for row in table.values:
        for text, value in ast.literal_eval(row):
            reason = next((reason for pattern, reason in _DATE_REASONS if re.search(pattern, text)), "")
            yield feeds.instant(f"a date: {text!r}", _instant(value), text, reason)


def _of_file(file: Path, name: str) -> Iterator[Comparison]:
    body = _HOME.sub(rb"\1/news/a-post-with-a-title", file.read_bytes())  # a home page is no post
    said = body.replace(b"\0", b"").decode("latin-1")
    found = _EXPECTATION.search(said)
    expected = list(_expected(found[1])) if found else []
    if not expected:
        return
    headers = {key.lower(): value for key, value in _HEADER.findall(said)}
    links = [str(value) for _, field, value in expected if field in ("link", "id") and "://" in str(value)]
    local = "http://127.0.0.1:8097" if "127.0.0.1:8097" in said else "http://example.com"
    host = "/".join(links[0].split("/")[:3]) if links else local
    url = headers.get("content-location", f"{host}/tests/{name}")
    read = feeds.read(body, url, headers)
    if len(read.posts) <= max(index for index, _, _ in expected) and not _asks_for_links(expected):
        read = feeds.read(feeds.with_links(body, host), url, headers)
    for index, field, value in expected:
        case = f"{name} {field}"
        if index < 0:
            if name.startswith(("encoding", "entities")):
                yield _decoded(case, file.read_bytes(), headers, str(value))
            continue
        reason = next((reason for pattern, reason in _REASONS if re.search(pattern, case)), "")
        post = read.posts[index] if index < len(read.posts) else None
        if post is None and read.told:
            reason = feeds.TOLD
        comparison = feeds.compared(case, field, value, post, url)
        if comparison:
            english = field == "language" and comparison.found is None and str(value).lower().startswith("en")
            yield replace(comparison, reason=_ENGLISH if english else reason)


def _decoded(case: str, body: bytes, headers: Mapping[str, str], title: str) -> Comparison:
    """Compare the letters of the title of a feed. clusterwatch does not read it, but decodes it with the rest."""
    text = unescape(re.sub(r"<!--.*?-->", "", charset.decode(body, headers.get("content-type")), flags=re.S))
    found = re.search(r"<title[^<>]*>(.*?)</title>", text, re.S)
    read = tidy(found[1]) if found else ""
    reason = next((reason for pattern, reason in _REASONS if re.search(pattern, case)), "")
    return Comparison(
        case, tidy(title) or None, tidy(title) if found and tidy(title) in read else read, reason
    )


def _asks_for_links(expected: list[tuple[int, str, object]]) -> bool:
    return any(
        field in ("link", "id") and str(value).lower().startswith("http") for _, field, value in expected
    )


def _expected(text: str) -> Iterator[tuple[int, str, object]]:
    """Yield the number of an entry, the field and the value of each comparison in an expectation."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
            continue
        path = ".".join(_path(node.left))
        root, index, *rest = [*path.split(".", 2), "", ""]
        field = _FIELDS.get(rest[0]) if root == "entries" and index.isdigit() else None
        field = "title of the feed" if path == "feed.title" else field
        if not field:
            continue
        try:
            value = ast.literal_eval(node.comparators[0])
        except ValueError:
            continue
        yield int(index) if index.isdigit() else -1, field, _instant(value) if field == "date" else value


def _instant(value: tuple[int, ...] | None) -> datetime | None:
    """Return the instant of a `struct_time` in UTC."""
    if value is None:
        return None
    year, month, day, hour, minute, second = value[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _path(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), str(node.slice.value)]
    return [""]
