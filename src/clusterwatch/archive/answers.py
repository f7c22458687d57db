"""Queries about one post, and about the health of the sources."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive.facts import FactRows
from clusterwatch.archive.incidents import Incidents
from clusterwatch.archive.links import LinkRows
from clusterwatch.archive.problems import Problems, flags_of
from clusterwatch.archive.story_links import StoryLinks

# A run that read posts, and held all of them back, was no success.
_ALL_HELD = """(g.failed > 1 AND g.new + g.changed + g.same = 0 AND EXISTS (
    SELECT 1 FROM problems h WHERE h.run = g.run AND h.source = g.source AND h.code = 'held-back'))"""
_STATUS = f"""
SELECT s.id, s.name, s.url, s.enabled, s.watched, s.reason, o.run, o.state, o.new, o.failed,
       (SELECT count(*) FROM posts WHERE source = s.id) AS posts,
       (SELECT substr(max(published), 1, 10) FROM posts WHERE source = s.id) AS newest,
       (SELECT r.started FROM outcomes g JOIN runs r ON r.id = g.run
        WHERE g.source = s.id AND g.state NOT IN ('failed', 'blocked', 'dead') AND NOT {_ALL_HELD}
        ORDER BY g.run DESC LIMIT 1) AS last_success,
       s.strategies, (SELECT max(undone) FROM undone u WHERE u.run = o.run AND u.source = s.id) AS undone
FROM sources s LEFT JOIN outcomes o ON o.source = s.id
     AND o.run = (SELECT max(run) FROM outcomes WHERE source = s.id)
"""


def status(db: Database, source: str | None = None) -> list[dict[str, Any]]:
    """Return the health of each source, or of one: parts of its row, its number of posts, newest day and last success.

    `state`, `new`, `failed`, `problems` and `notes` are those of its last run. `strategies` are those that were chosen
    automatically. `watched` is 0 if the source does not stand in sources.yaml any more. Sources are in the order in
    which they were added. `incidents` are the open ones. `undone` is when the last run was taken
    back, or None.
    """
    where = "WHERE s.id = ?" if source is not None else ""
    rows = db.query(f"{_STATUS} {where} ORDER BY s.rowid", [source] if source is not None else [])
    return [_with_problems(db, row) for row in rows]


def _with_problems(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    problems, run, incidents = Problems(db), row["run"], Incidents(db).open(row["id"])
    # A run that saw nothing wrong, because it read nothing, does not end an incident.
    state = "degraded" if incidents and row["state"] in ("ok", "quiet") else row["state"]
    return {
        **row,
        "state": state,
        "strategies": json.loads(row["strategies"] or "[]"),
        "problems": problems.of(run, row["id"]) if run is not None else (),
        "notes": problems.notes(run, row["id"]) if run is not None else (),
        "incidents": incidents,
    }


# The first post of each other story that names the same.
_RELATED = """
SELECT other AS post, json_group_array(DISTINCT name) AS names, source, language, published, title, url,
       min(coalesce(published, '9')) AS first
FROM related WHERE post = ? GROUP BY coalesce(other_story, -other) ORDER BY first, other LIMIT 20
"""


def shown_state(row: Mapping[str, Any]) -> str:
    """Return the state of a row of `status` for people: that of its last run, or why there is none."""
    if not row["watched"]:
        return "not watched"
    if not row["enabled"]:
        return "disabled"
    return str(row["state"] or "never run")


def explain(db: Database, post: str) -> dict[str, Any] | None:
    """Return everything known about a post, given its id or one of its URLs. Return None if there is no such post."""
    number = number_of(db, post)
    if number is None:
        return None
    row = next(db.query("SELECT * FROM posts WHERE id = ?", [number]))
    evidence = db.query("SELECT * FROM evidence WHERE post = ? ORDER BY field", [number])
    url_records = (
        "SELECT url, status, first_seen, last_seen, next_check, problem FROM sightings WHERE post = ?"
    )
    revisions = "SELECT * FROM revisions WHERE post = ? ORDER BY revision"
    relays = "SELECT id, source, url, published FROM posts WHERE story = ? AND id != ? ORDER BY published"
    return {
        **row,
        "flags": flags_of(row["flags"]),
        "evidence": {e["field"]: _with_rejected(e) for e in evidence},
        "sightings": list(db.query(url_records, [number])),
        "revisions": [{**r, "evidence": _of_revision(r["evidence"])} for r in db.query(revisions, [number])],
        "labels": [r[0] for r in db.execute("SELECT watch FROM labels WHERE post = ? ORDER BY 1", [number])],
        "links": LinkRows(db).objects(row["id"]),
        **FactRows(db).objects(row["id"]),
        "merges": list(db.query("SELECT * FROM merges WHERE post = ? ORDER BY merged", [number])),
        "relays": list(db.query(relays, [row["story"], number])),
        "related": [_related(row) for row in db.query(_RELATED, [number])],
        "story_links": StoryLinks(db).of(number),
        "story_decisions": StoryLinks(db).decisions(number),
    }


def _of_revision(evidence: str | None) -> dict[str, Any]:
    """Return the evidence of a revision by field; None for a field that had none."""
    found = json.loads(evidence or "{}")
    return {name: _with_rejected(one) if one else None for name, one in found.items()}


def _with_rejected(evidence: dict[str, Any]) -> dict[str, Any]:
    """Return a row of evidence with its rejected candidates as a list."""
    return {**evidence, "rejected": json.loads(evidence.get("rejected") or "[]")}


def _related(row: dict[str, Any]) -> dict[str, Any]:
    """Return an announcement on the same project, call or network. `names` are those that both posts have."""
    del row["first"]
    return {**row, "names": sorted(json.loads(row["names"]))}


def number_of(db: Database, post: str) -> int | None:
    """Return the number of a post, given its number or one of its URLs, or None if there is no such post."""
    if post.isdecimal():
        if len(post) >= 19:  # it does not fit an integer of SQLite
            return None
        row = db.execute("SELECT id FROM posts WHERE id = ?", [int(post)]).fetchone()
        return int(row[0]) if row else None
    try:
        keys = (urls.key(post), urls.key(urls.without_fragment(post)))
    except ValueError:
        return None
    sql = "SELECT post FROM sightings WHERE key IN (?, ?) AND post IS NOT NULL ORDER BY key = ? DESC"
    row = db.execute(sql, [*keys, keys[0]]).fetchone()
    return int(row[0]) if row else None
