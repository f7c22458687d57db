"""Write posts as a JSON Feed (https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from clusterwatch.export.feed import Feed, id_of_entry, instant, is_web

TYPE = "application/feed+json"
# Keys that begin with _ are for programs that know them. `kind` is that of the announcement.
_OWN = {"post": "id", "source": "source", "country": "country", "kind": "post_kind"}
_OWN |= {name: name for name in ("published", "precision", "story", "first_seen", "withdrawn")}
_ANY_FILE = "application/octet-stream"


def write(posts: Iterable[Mapping[str, Any]], out: BinaryIO, feed: Feed) -> int:
    """Write posts to `out` as a feed. Return the number of posts."""
    items = [_item(post) for post in posts]
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.self_link,
        "next_url": feed.next,
        "items": items,
    }
    out.write(json.dumps(_present(made), ensure_ascii=False).encode("utf-8", "replace"))
    return len(items)


def _item(post: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item of a post. The author is the source, since the announcement is its own."""
    return _present(
        {
            "id": id_of_entry(post),
            "url": post["url"] if is_web(post["url"]) else None,
            "title": post["title"],
            "content_html": post["body_html"] or None,
            "content_text": None if post["body_html"] else post["body"] or "",
            "date_published": instant(post["published"], post["timezone"]),
            "date_modified": post["last_changed"],
            "authors": [{"name": post["source_name"], "url": post["source_url"]}],
            "tags": [tag for tag in (post["post_kind"], "withdrawn" if post["withdrawn"] else None) if tag],
            "language": post["language"],
            "attachments": [_attachment(one) for one in post["links"] if one["kind"] == "attachment"] or None,
            "_clusterwatch": {key: post[name] for key, name in _OWN.items()},
        }
    )


def _attachment(link: Mapping[str, Any]) -> dict[str, str]:
    path = link["url"].partition("?")[0]
    return {
        "url": link["url"],
        "mime_type": mimetypes.guess_type(path)[0] or _ANY_FILE,
        "title": link["text"],
    }


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
