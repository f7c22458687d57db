"""Sources that are run apart on two machines: the merged archive is that of one machine."""

from __future__ import annotations

import re
from pathlib import Path

from clusterwatch.archive.joining import merge_archives
from clusterwatch.demo import serve
from tests.demo.nights import Nights

_TIME = re.compile(r"T[\d:]{8}\.\d{3}Z")
# What an analyst reads, without the numbers of posts, stories and runs.
VIEWS = {
    "sources": "SELECT * FROM sources",
    "posts": "SELECT source, url, title, published, precision, language, body, first_seen, last_seen, last_changed, "
    "revision, withdrawn, flags, fingerprint, story_by, similarity FROM posts",
    "stories": "SELECT group_concat(source || ' ' || url, ' ') AS posts, s.sources, first_published, last_published "
    "FROM (SELECT * FROM posts ORDER BY source, url) p JOIN stories s ON s.id = p.story GROUP BY s.id",
    "relays": "SELECT first_source, source, title, url, published, days_later FROM relays",
    "evidence": "SELECT p.source, p.url, e.field, method, raw, value, location, reason, rejected "
    "FROM evidence e JOIN posts p ON p.id = e.post",
    "sightings": "SELECT s.source, s.url, key, status, mark, listed_on, s.last_seen, next_check, p.url AS post "
    "FROM sightings s LEFT JOIN posts p ON p.id = s.post",
    "pages": "SELECT source, url, fetched, status, json_remove(headers, '$.date'), body, kind, digest FROM pages",
    "outcomes": "SELECT r.started, r.ended, r.status, r.version, o.source, state, found, new FROM outcomes o "
    "JOIN runs r ON r.id = o.run",
    "notes": "SELECT source, code, field, selector, url, count, detail FROM notes",
    **{name: f"SELECT * FROM {name}" for name in ("learnt", "furniture", "validators", "hosts", "revisions")},
    "search": "SELECT p.url FROM posts_fts f JOIN posts p ON p.id = f.rowid WHERE posts_fts MATCH 'cluster'",
}


def view(nights: Nights) -> dict[str, list[str]]:
    """Return the rows of each view, sorted, without times of day: these depend on the waits between requests."""
    return {name: sorted(_TIME.sub("", repr(row)) for row in nights.rows(sql)) for name, sql in VIEWS.items()}


def test_sources_that_were_run_apart_and_merged(tmp_path: Path) -> None:
    with serve() as sites:
        names = ("one", "a", "b", "merged")
        machines = {name: Nights(tmp_path / name, sites.sources_yaml()) for name in names}
        machines["one"].run()
        machines["a"].run(ids=tuple(sites.bases)[::2])
        machines["b"].run(ids=tuple(sites.bases)[1::2])
    parts = [machines[name].archive for name in ("a", "b")]
    report = merge_archives(parts, machines["merged"].archive, lambda posts, total: None)
    merged, one = view(machines["merged"]), view(machines["one"])
    for name in VIEWS:
        assert merged[name] == one[name], name
    assert report.shared > 0
