"""Read lists of sites: OPML of feed readers, CSV of spreadsheets, and addresses on lines of their own.

OPML 2.0: http://opml.org/spec2.opml. CSV: RFC 4180, with the names of the fields of sources.yaml in the first line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from clusterwatch.errors import UsageError

_LISTS = ("sectors", "languages", "aliases")
_FIELDS = ("name", "country", "region", "kind", "timezone", *_LISTS)
COLUMNS = ("id", "url", "feed", *_FIELDS)


def read_list(path: Path) -> list[dict[str, Any]]:
    """Return the fields of a source for each site of a file, whose ending tells its format.

    Raises UsageError if the file cannot be read or is not what its ending says.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path}: the name of the file must end in {', '.join(sorted(_READERS))}")
    try:
        return list(reader(path.read_bytes()))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error


def from_lines(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the fields of a source for each line with an address. Empty lines and those that begin with # are left out.

    Raises UsageError for text that is not UTF-8.
    """
    for line in _decoded(content).splitlines():
        address = line.strip()
        if address and not address.startswith("#"):
            yield {"url": address if "://" in address else f"https://{address}"}


def from_opml(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the fields of a source for each feed or link of an OPML file, with its `id` if the file has one.

    The news page is the site of the feed, and the posts are found by the feed. Raises UsageError if it is not OPML.
    """
    try:
        # expat itself limits how much text entities can become.
        root = ElementTree.fromstring(content)  # noqa: S314
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UsageError(f"is not valid XML: {error}") from error
    if root.tag.lower() != "opml":
        raise UsageError(f"is not OPML: its first element is <{root.tag}>")
    for outline in root.iter("outline"):
        values = {key.lower(): value.strip() for key, value in outline.attrib.items()}
        feed, page = values.get("xmlurl"), values.get("htmlurl") or values.get("url")
        if feed or page:
            name = values.get("title") or values.get("text")
            yield _fields(values.get("id"), page, feed, {"name": name, "languages": values.get("language")})


def from_csv(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the fields of a source for each line of a CSV file, with its `id` if the line has one.

    The first line has the names of the columns, see COLUMNS; `url` or `feed` is needed. Values of a list are separated
    by commas or semicolons. Raises UsageError for other columns and for text that is not UTF-8.
    """
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    names = [name.strip().lower() for name in rows.fieldnames or ()]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or not {"url", "feed"} & set(names):
        wrong = f"has unknown columns: {', '.join(unknown)}" if unknown else "has no column url or feed"
        raise UsageError(f"{wrong}; the columns are {', '.join(COLUMNS)}")
    rows.fieldnames = names
    for row in rows:
        if None in row:
            raise UsageError(f"line {rows.line_num} has more values than the first line")
        values = {name: value.strip() for name, value in row.items()}
        if values.get("url") or values.get("feed"):
            yield _fields(values.get("id"), values.get("url"), values.get("feed"), values)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8; save it in UTF-8") from error


def _fields(
    source_id: str | None, page: str | None, feed: str | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Return the fields in the order of sources.yaml. Without a page, the site of the feed is the page."""
    fields: dict[str, Any] = {"id": source_id} if source_id else {}
    for name in _FIELDS:
        value = values.get(name)
        if value and name in _LISTS:
            fields[name] = [word.strip() for word in value.replace(";", ",").split(",") if word.strip()]
        elif value:
            fields[name] = value
    fields["url"] = page or urljoin(feed or "", "/")
    if feed:
        fields["discover"] = {"kind": "feed", "url": feed}
    return fields


_READERS: dict[str, Callable[[bytes], Iterator[dict[str, Any]]]] = {
    ".csv": from_csv,
    ".opml": from_opml,
    ".tsv": from_csv,
    ".txt": from_lines,
    ".xml": from_opml,
}
