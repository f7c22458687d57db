"""miniflux: the feeds, dates and tracking parameters in its tests, which are Go.

Debian has the source package. The tests follow one pattern, so that regular expressions find the feed, its address
and what is expected of its entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from clusterwatch import dates, urls
from tests.suites import feeds
from tests.suites.cases import Comparison, debian_source

RELEASE = "trixie"
_READER = "internal/reader"
_FIELDS = {"URL": "link", "Title": "title", "Content": "body"}
_DATA = re.compile(r"\bdata := `([^`]*)`\n")
_ADDRESS = re.compile(r'Parse\("([^"]+)"')
_STRING = r'"(?:[^"\\]|\\.)*"|`[^`]*`'
_VARIABLE = re.compile(rf"(\w+) := ({_STRING})")
_VALUE = re.compile(rf"if feed\.Entries\[(\d)\]\.(URL|Title|Content) != ({_STRING}|\w+) {{")
_GO_DATE = r"time\.Date\((\d+), time\.(\w+), (\d+), (\d+), (\d+), (\d+), 0, time\.UTC\)"
_DATE = re.compile(rf"if !feed\.Entries\[(\d)\]\.Date\.Equal\({_GO_DATE}\)")
_NUMBER = re.compile(r"if len\(feed\.Entries\) != (\d+)")
_TEXTS = re.compile(r"dates := \[\]string\{(.*?)\n\t\}", re.S)
_CLEANED = re.compile(rf"input:\s+({_STRING}),\s+expected:\s+({_STRING})")
_LANGUAGES = ("en", "fr", "de")
_ABOUT = "an item of RSS 1.0 without a link has its own address in rdf:about"
_NO_TITLE = "a title that is missing is read on the page, and not made of the text or the address"


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per value of an entry that clusterwatch reads too, and per address of a feed."""
    source = debian_source("miniflux", RELEASE, folder) / _READER
    for kind in ("atom", "rdf", "rss", "json"):
        for file in sorted((source / kind).glob("*_test.go")):
            for test in re.split(r"^func Test", file.read_text("utf-8"), flags=re.M)[1:]:
                yield from _of_test(f"{kind} {test.partition('(')[0]}", test)


def texts_of_dates(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per text that is the date of a feed: it must be read as a month or a day."""
    source = debian_source("miniflux", RELEASE, folder) / _READER
    found = _TEXTS.search((source / "date" / "parser_test.go").read_text("utf-8"))
    for literal in re.findall(r'"(?:[^"\\]|\\.)*"', found[1] if found else ""):
        text = str(json.loads(literal))
        item = f"<item><link>https://example.org/news/1</link><pubDate>{text}</pubDate></item>"
        (post,) = feeds.read(
            f"<rss><channel>{item}</channel></rss>".encode(), "https://example.org/feed"
        ).posts
        read = dates.parse_date(post.published or "", _LANGUAGES, now=feeds.NOW)
        yield Comparison(f"a date: {text!r}", True, read is not None)


def tracking(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per address whose tracking parameters are removed."""
    source = debian_source("miniflux", RELEASE, folder) / _READER
    for written, expected in _CLEANED.findall(
        (source / "urlcleaner" / "urlcleaner_test.go").read_text("utf-8")
    ):
        address, cleaned = str(json.loads(written)), str(json.loads(expected))
        if address.startswith("http"):
            yield Comparison(address, urls.absolute("", cleaned), urls.absolute("", address))


def _of_test(name: str, test: str) -> Iterator[Comparison]:
    for part in re.split(r"(?=\bdata := )", test):
        yield from _of_feed(name, part)


def _of_feed(name: str, test: str) -> Iterator[Comparison]:
    data, address = _DATA.search(test), _ADDRESS.search(test)
    if not data or not address:
        return
    body, url = data[1].encode(), address[1]
    variables = {found[1]: _literal(found[2]) for found in _VARIABLE.finditer(test)}
    read = feeds.read(body, url)
    number = _NUMBER.search(test)
    if number and not read.told:
        yield Comparison(f"{name} items", int(number[1]), len(read.posts))
    for found in _VALUE.finditer(test):
        expected = variables.get(found[3]) if found[3].isidentifier() else _literal(found[3])
        if expected is not None:
            yield from _compared(f"{name} {found[2]}", read, int(found[1]), _FIELDS[found[2]], expected, url)
    for found in _DATE.finditer(test):
        text = f"{found[2]} {found[3]} {found[4]} {found[5]}:{found[6]}:{found[7]} +0000"
        when = datetime.strptime(text, "%Y %B %d %H:%M:%S %z").astimezone(UTC)
        yield from _compared(f"{name} Date", read, int(found[1]), "date", when, url)


def _compared(
    name: str, read: feeds.Read, number: int, field: str, expected: object, url: str
) -> Iterator[Comparison]:
    post = read.posts[number] if number < len(read.posts) else None
    comparison = feeds.compared(name, field, expected, post, url)
    if comparison:
        missing = field == "title" and post is not None and post.title is None
        reason = (
            _NO_TITLE if missing else feeds.TOLD if read.told else _ABOUT if name.startswith("rdf") else ""
        )
        yield Comparison(name, comparison.expected, comparison.found, reason)


def _literal(text: str) -> str:
    return text[1:-1] if text.startswith("`") else str(json.loads(text))
