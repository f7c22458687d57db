"""Tests of OPML: what is written is read back, and other files are read as feed readers write them."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.errors import UsageError
from clusterwatch.export import opml
from clusterwatch.export.opml import Subscription
from clusterwatch.maintain.source_lists import from_csv, from_opml
from tests.tables import each

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LISTED = (
    Subscription(
        "alpha", 'Alpha & "Co" <ł>', "https://alpha.example/news", "https://alpha.example/feed?a=1&b=2", "fr"
    ),
    Subscription("beta", "Beta", "https://beta.example/", None, None),
)


def test_what_is_written_is_read_back() -> None:
    out = io.BytesIO()
    assert opml.write(LISTED, out, title="clusterwatch: all sources", now=NOW) == 2
    assert list(from_opml(out.getvalue())) == [
        {
            "id": "alpha",
            "name": 'Alpha & "Co" <ł>',
            "languages": ["fr"],
            "url": "https://alpha.example/news",
            "discover": {"kind": "feed", "url": "https://alpha.example/feed?a=1&b=2"},
        },
        {"id": "beta", "name": "Beta", "url": "https://beta.example/"},
    ]


@given(st.text(), st.text())
def test_any_name_is_written_as_xml(name: str, language: str) -> None:
    out = io.BytesIO()
    opml.write([Subscription("a", name, "https://a.example/", None, language)], out, title=name, now=NOW)
    assert len(list(from_opml(out.getvalue()))) == 1


def test_nested_folders_and_a_feed_without_a_page() -> None:
    text = b"""<?xml version="1.0"?><OPML version="1.0"><body><outline text="France"><outline text="A"
    type="rss" xmlUrl="https://a.example/x/feed.xml"/><outline text="empty"/></outline></body></OPML>"""
    feed = {"kind": "feed", "url": "https://a.example/x/feed.xml"}
    assert list(from_opml(text)) == [{"name": "A", "url": "https://a.example/", "discover": feed}]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "is not valid XML"),
        (b"<rss/>", "is not OPML"),
        (b"<opml>", "is not valid XML"),
        (
            b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
            + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 40) for n in range(8))
            + b"]><opml><body>&i;</body></opml>",
            "is not valid XML",
        ),
    ],
    ids=["empty", "rss", "cut", "entities that grow"],
)
def test_files_that_are_not_opml(text: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        list(from_opml(text))


@each(
    ("text", "read"),
    [
        ("url\nhttps://a.example/\n\n", [{"url": "https://a.example/"}]),
        (
            '\ufeffName;URL;languages\r\n"A; B";https://a.example/;"fr, en"\r\n',
            [{"name": "A; B", "languages": ["fr", "en"], "url": "https://a.example/"}],
        ),
        (
            "feed\tcountry\nhttps://a.example/feed\tFR\n",
            [
                {
                    "country": "FR",
                    "url": "https://a.example/",
                    "discover": {"kind": "feed", "url": "https://a.example/feed"},
                }
            ],
        ),
    ],
)
def test_csv(text: str, read: list[dict[str, object]]) -> None:
    assert list(from_csv(text.encode())) == read


@each(
    ("text", "words"),
    [
        (b"", "no column url"),
        (b"name\nA\n", "no column url"),
        (b"url,colour\n", "unknown columns: colour"),
        (b"url\nhttps://a.example/,b\n", "line 2 has more values"),
        (b"url\n\xff\n", "not UTF-8"),
    ],
)
def test_files_that_are_not_a_list_of_sites(text: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        list(from_csv(text))
