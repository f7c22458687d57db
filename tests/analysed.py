"""A small archive for analysts, written row by row, so that the answers to their questions are known.

Three sources tell five announcements in nine posts. Three runs read them in January 2026; there is none in the week of
12 January. In the last one, beta fails. One call is open until 2998, one closed in 2026, and an event takes place in
December.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clusterwatch.archive import Archive
from clusterwatch.archive.published import published_columns

SOURCES = (
    # id, country, sectors, time zone
    ("alpha", "FR", '["photonics"]', "Europe/Paris"),
    ("beta", "DE", '["hydrogen"]', None),
    ("gamma", "ES", '["photonics"]', "Europe/Madrid"),
)
POSTS = (
    # source, published, language, story, title
    ("alpha", "2026-01-05T09:30", "fr", 1, "Appel photonique"),
    ("beta", "2026-01-07", "de", 1, "Aufruf Photonik"),
    ("gamma", "2026-01-13T10:00", "es", 1, "Convocatoria fotónica"),
    ("alpha", "2026-01-06", "fr", 2, "Journée des lasers"),
    ("beta", "2026-01-10T08:00+01:00", "de", 2, "Tag der Laser"),
    ("alpha", "2022-03-01", "fr", 3, "Nouvelle charte"),
    ("beta", "2026-01-20", "de", 3, "Neue Charta"),
    ("gamma", "2026-01", "es", 4, "Nuevo socio"),
    ("gamma", None, "es", 5, "Feria"),
)
SEEN = "2026-01-21T03:00:00.000Z"
DAYS = (
    # post, kind, start
    (1, "deadline", "2998-06-30"),
    (7, "deadline", "2026-02-01"),
    (4, "event", "2026-12-04"),
    (5, "event", "2027-01-04"),
)
BODIES = (
    (1, "clustero", "CLUSTERO"),
    (4, "clustero", "CLUSTERO"),
    (2, "clustero", "CLUSTERO"),
    (2, "eismea", "EISMEA"),
)
RUNS = (
    # started, states of the sources
    ("2026-01-05", {"alpha": "ok", "beta": "ok"}),
    ("2026-01-09", {"alpha": "ok", "beta": "quiet", "gamma": "ok"}),
    ("2026-01-21", {"alpha": "ok", "beta": "failed", "gamma": "degraded"}),
)
COUNTS = dict.fromkeys(
    ("found", "new", "changed", "same", "copies", "gone", "failed", "requests", "seconds"), 1
)


def fill(path: Path) -> None:
    """Write the archive."""
    with Archive(path) as archive, archive.transaction():
        _write_posts(archive)
        _write_facts(archive)
        _write_runs(archive)
        for story in sorted({post[3] for post in POSTS}):
            _tell(archive, story)


def _write_posts(archive: Archive) -> None:
    for source, country, sectors, zone in SOURCES:
        row: dict[str, Any] = {"id": source, "name": source.title(), "url": f"https://{source}.example/news"}
        row |= {"country": country, "sectors": sectors, "kind": "cluster", "timezone": zone}
        _insert(archive, "sources", {**row, "first_seen": "2026-01-05", "rules": ""})
    for number, (source, published, language, _, title) in enumerate(POSTS, 1):
        row = {"id": number, "source": source, "url": f"https://{source}.example/{number}", "title": title}
        row |= {"body": f"{title} in the harbour.", "language": language, "published": published}
        row |= {"precision": published and {4: "year", 7: "month", 10: "day"}.get(len(published), "minute")}
        row |= published_columns(archive.db, source, published)
        row |= dict.fromkeys(("first_seen", "last_seen", "last_changed"), SEEN)
        _insert(archive, "posts", {**row, "fingerprint": str(number)})


def _write_facts(archive: Archive) -> None:
    for post, kind, start in DAYS:
        row = {"post": post, "number": 1, "kind": kind, "start": start, "until": start, "raw": start}
        _insert(archive, "days", {**row, "method": "text", "superseded": 0})
    for number, (post, body, name) in enumerate(BODIES, 1):
        row = {"post": post, "number": number, "kind": "body", "id": body, "name": name, "raw": name}
        _insert(archive, "mentions", {**row, "paragraph": 1, "position": 0, "method": "name"})
    _insert(archive, "evidence", {"post": 9, "field": "published", "method": "none", "reason": "no-date"})
    flag = {"code": "date-doubtful", "field": "published", "detail": {"reason": "future"}}
    archive.db.execute("UPDATE posts SET flags = ? WHERE id = 6", [json.dumps([flag])])


def _write_runs(archive: Archive) -> None:
    for run, (day, states) in enumerate(RUNS, 1):
        times = {"started": f"{day}T03:00:00.000Z", "ended": f"{day}T03:05:00.000Z"}
        _insert(archive, "runs", {"id": run, **times, "status": "done", "version": "0"})
        for source, state in states.items():
            _insert(archive, "outcomes", {"run": run, "source": source, "state": state, **COUNTS})


def _tell(archive: Archive, story: int) -> None:
    """Write a story, which begins with its first post."""
    numbers = [number for number, post in enumerate(POSTS, 1) if post[3] == story]
    days = [day for number in numbers if (day := POSTS[number - 1][1])]
    row = {"id": story, "fingerprint": str(story), "first_post": numbers[0], "posts": len(numbers)}
    row |= {"sources": len(numbers), "first_published": min(days, default=None)}
    _insert(archive, "stories", {**row, "last_published": max(days, default=None)})
    for number in numbers:
        archive.db.execute("UPDATE posts SET story = ? WHERE id = ?", [story, number])


def _insert(archive: Archive, table: str, row: Mapping[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    archive.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
