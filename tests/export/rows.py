"""Rows of posts as a writer gets them from the archive."""

from __future__ import annotations

from typing import Any

from clusterwatch.models import FIELDS, Problem, ProblemCode

MOMENT = "2026-03-01T02:00:00.000Z"


ATTACHMENT = {
    "url": "https://alpha.example.org/call.pdf",
    "text": "The call",
    "kind": "attachment",
    "host": "alpha.example.org",
    "source": "alpha",
}


def post(number: int = 1, **values: Any) -> dict[str, Any]:
    """Return a post with a day, from a source with a time zone."""
    made = {
        **{field.name: None for field in FIELDS},
        "id": number,
        "source": "alpha",
        "source_name": "Alpha & Sons <cluster>",
        "source_url": "https://alpha.example.org/news",
        "kind": "cluster",
        "country": "FR",
        "region": None,
        "timezone": "Europe/Paris",
        "url": f"https://alpha.example.org/news/{number}?a=1&b=2",
        "title": "Twelve <b>chosen</b> & more",
        "published": "2026-02-20",
        "day": "2026-02-20",
        "published_utc": None,
        "precision": "day",
        "language": "en",
        "body": "The first line & more.\nThe <second> line.",
        "body_html": None,
        "links": [],
        "first_seen": MOMENT,
        "last_seen": MOMENT,
        "last_changed": MOMENT,
        "revision": 1,
        "withdrawn": None,
        "story": 7,
        "flags": [Problem(ProblemCode.LEGACY, detail={"text": "date ahead"})],
        "post_kind": "call",
        "kind_confidence": 0.934,
    }
    return made | values
