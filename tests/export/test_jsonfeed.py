"""JSON Feed: what an item has, whatever is missing of its post."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from clusterwatch.export import jsonfeed
from clusterwatch.export.feed import Feed
from tests.export.rows import ATTACHMENT, MOMENT, post


def written(*posts: dict[str, Any], feed: Feed) -> dict[str, Any]:
    out = io.BytesIO()
    assert jsonfeed.write(posts, out, feed) == len(posts)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def test_what_is_missing_is_left_out(now: datetime) -> None:
    bare = post(
        title=None, body=None, language=None, url="javascript:alert(1)", post_kind=None, withdrawn=MOMENT
    )
    timed = post(
        2, published="2026-02-20T10:21", links=[ATTACHMENT | {"url": "https://a.example/file?v=1.pdf"}]
    )
    made = written(bare, timed, feed=Feed("All", now))
    assert set(made) == {"version", "title", "items"}
    first, second = made["items"]
    assert set(first) == {"id", "content_text", "date_modified", "authors", "tags", "_clusterwatch"}
    assert (first["content_text"], first["tags"]) == ("", ["withdrawn"])
    assert second["date_published"] == "2026-02-20T10:21:00+01:00"
    assert second["attachments"][0]["mime_type"] == "application/octet-stream"
    assert first["id"] != second["id"]


def test_a_feed_without_items_is_valid(now: datetime) -> None:
    feed = Feed(
        "All",
        now,
        self_link="https://a.example/f.json",
        home="https://a.example/",
        next="https://a.example/2",
    )
    assert written(feed=feed) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "All",
        "home_page_url": "https://a.example/",
        "feed_url": "https://a.example/f.json",
        "next_url": "https://a.example/2",
        "items": [],
    }
