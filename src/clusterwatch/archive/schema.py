"""The tables of archive.db. They are created by numbered migrations, which are never edited after a release.

`PRAGMA user_version` is the number of the last migration. `PRAGMA application_id` marks the file as an archive.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from clusterwatch import urls
from clusterwatch.archive import published
from clusterwatch.archive.words import Words
from clusterwatch.errors import ArchiveError, NoArchive, NotCreated
from clusterwatch.features import SEARCH_FOLDS

_log = logging.getLogger("clusterwatch.archive")

APPLICATION_ID = 0x636C7761  # "clwa"
BUSY_TIMEOUT = 30  # seconds for which a statement waits while another program writes
CACHE = 16_384  # KB of pages of the file that a connection keeps in memory
CHECKPOINT = 4000  # pages of 4 KB in the WAL file before they are copied into the archive


def _folded(rows: str) -> str:
    """Return SQL that folds the letters in `title` and `body` of `rows` that the tokenizer does not fold.

    Each subquery replaces twelve letters, because SQLite's parser limits the nesting of calls.
    """
    for start in range(0, len(SEARCH_FOLDS), 12):
        title, body = "title", "body"
        for pair in SEARCH_FOLDS[start : start + 12]:
            title, body = (f"replace({c},'{pair[0]}','{pair[1:]}')" for c in (title, body))
        rows = f"SELECT id, {title} AS title, {body} AS body FROM ({rows})"
    return rows


def _indexed(row: str) -> str:
    add = _folded(f"SELECT {row}.id AS id, {row}.title AS title, {row}.body AS body")
    return f"INSERT INTO posts_fts (rowid, title, body) {add};"


def _unindexed(row: str) -> str:
    drop = _folded(f"SELECT {row}.id AS id, {row}.title AS title, {row}.body AS body")
    return f"INSERT INTO posts_fts (posts_fts, rowid, title, body) SELECT 'delete', id, title, body FROM ({drop});"


def _m001_first_tables(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE sources (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL, country TEXT, region TEXT, kind TEXT,
        sectors TEXT, languages TEXT, timezone TEXT, aliases TEXT, enabled INTEGER NOT NULL DEFAULT 1,
        first_seen TEXT NOT NULL, reason TEXT, strategies TEXT, strategies_reason TEXT, strategies_since TEXT,
        rules TEXT NOT NULL, walked TEXT
    );
    CREATE TABLE stories (
        id INTEGER PRIMARY KEY, fingerprint TEXT UNIQUE, first_post INTEGER, posts INTEGER NOT NULL DEFAULT 0,
        sources INTEGER NOT NULL DEFAULT 0, first_published TEXT, last_published TEXT
    );
    CREATE TABLE posts (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id), url TEXT NOT NULL, title TEXT,
        published TEXT, precision TEXT, language TEXT, body TEXT,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, last_changed TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 1, withdrawn TEXT, story INTEGER REFERENCES stories(id),
        flags TEXT, fingerprint TEXT NOT NULL, UNIQUE (source, url)
    );
    CREATE INDEX posts_published ON posts (published);
    CREATE INDEX posts_source_published ON posts (source, published);
    CREATE INDEX posts_source_fingerprint ON posts (source, fingerprint);
    CREATE INDEX posts_story ON posts (story);
    CREATE TABLE sightings (
        url TEXT NOT NULL, post INTEGER REFERENCES posts(id), source TEXT NOT NULL REFERENCES sources(id),
        status TEXT NOT NULL, key TEXT NOT NULL, mark TEXT, listed_on TEXT,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, checked TEXT, next_check TEXT,
        tries INTEGER NOT NULL DEFAULT 0, message TEXT, PRIMARY KEY (source, key)
    ) WITHOUT ROWID;
    CREATE INDEX sightings_post ON sightings (post);
    CREATE INDEX sightings_due ON sightings (source, next_check) WHERE next_check IS NOT NULL;
    CREATE INDEX sightings_listed_on ON sightings (source, listed_on) WHERE listed_on IS NOT NULL;
    CREATE TABLE evidence (
        post INTEGER NOT NULL REFERENCES posts(id), field TEXT NOT NULL, method TEXT NOT NULL, raw TEXT,
        value TEXT, location TEXT, reason TEXT, rejected TEXT, PRIMARY KEY (post, field)
    ) WITHOUT ROWID;
    CREATE TABLE revisions (
        post INTEGER NOT NULL REFERENCES posts(id), revision INTEGER NOT NULL, seen TEXT NOT NULL,
        title TEXT, published TEXT, body TEXT, precision TEXT, language TEXT, replaced TEXT NOT NULL,
        changed TEXT NOT NULL, PRIMARY KEY (post, revision)
    );
    CREATE TABLE pages (
        url TEXT NOT NULL, fetched TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
        kind TEXT NOT NULL, digest TEXT NOT NULL, source TEXT NOT NULL REFERENCES sources(id),
        PRIMARY KEY (source, url, fetched, kind)
    );
    CREATE TABLE furniture (
        source TEXT NOT NULL REFERENCES sources(id), mark TEXT NOT NULL, line TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (source, mark)
    ) WITHOUT ROWID;
    CREATE TABLE validators (
        source TEXT NOT NULL REFERENCES sources(id), url TEXT NOT NULL, etag TEXT, last_modified TEXT,
        stored TEXT NOT NULL, PRIMARY KEY (source, url)
    ) WITHOUT ROWID;
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY, robots TEXT, robots_status INTEGER, robots_fetched TEXT, not_before TEXT
    ) WITHOUT ROWID;
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, status TEXT NOT NULL, version TEXT NOT NULL
    );
    CREATE TABLE outcomes (
        run INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL REFERENCES sources(id), state TEXT NOT NULL,
        found INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL, same INTEGER NOT NULL,
        copies INTEGER NOT NULL, gone INTEGER NOT NULL, failed INTEGER NOT NULL, requests INTEGER NOT NULL,
        seconds REAL NOT NULL, messages TEXT NOT NULL, PRIMARY KEY (run, source)
    ) WITHOUT ROWID;
    CREATE INDEX outcomes_source ON outcomes (source, run);
    """,
    )
    _run_script(
        db,
        f"""
    CREATE VIEW posts_folded AS {_folded("SELECT id, title, body FROM posts")};
    CREATE VIRTUAL TABLE posts_fts USING fts5(
        title, body, content='posts_folded', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='3'
    );
    CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN {_indexed("new")} END;
    CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN {_unindexed("old")} END;
    CREATE TRIGGER posts_fts_update AFTER UPDATE OF title, body ON posts BEGIN
        {_unindexed("old")} {_indexed("new")}
    END;
    """,
    )


def _m002_views_of_stories(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE INDEX stories_shared ON stories (first_published) WHERE sources > 1;
    CREATE VIEW stories_across_sources AS
        SELECT s.id AS story, p.title, p.source AS first_source, p.url AS first_url, s.posts, s.sources,
               s.first_published, s.last_published,
               CAST(julianday(substr(s.last_published, 1, 10)) - julianday(substr(s.first_published, 1, 10))
                    AS INTEGER) AS days
        FROM stories s JOIN posts p ON p.id = s.first_post WHERE s.sources > 1;
    CREATE VIEW relays AS
        SELECT s.id AS story, f.source AS first_source, f.id AS first_post, p.source, p.id AS post, p.title, p.url,
               p.published, CAST(julianday(substr(p.published, 1, 10)) - julianday(substr(f.published, 1, 10))
                                 AS INTEGER) AS days_later
        FROM stories s JOIN posts f ON f.id = s.first_post
        JOIN posts p ON p.story = s.id AND p.source != f.source WHERE s.sources > 1;
    """,
    )


def _m003_learnt_selectors(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE learnt (
        source TEXT NOT NULL REFERENCES sources(id), field TEXT NOT NULL, css TEXT, attr TEXT,
        agreed INTEGER NOT NULL, pages INTEGER NOT NULL, since TEXT NOT NULL, PRIMARY KEY (source, field)
    ) WITHOUT ROWID;
    """,
    )


def _m004_cause_of_revisions(db: Database) -> None:
    _run_script(db, "ALTER TABLE revisions ADD COLUMN cause TEXT NOT NULL DEFAULT 'edit'")


def _m005_sketches(db: Database) -> None:
    _run_script(
        db,
        """
    ALTER TABLE posts ADD COLUMN story_by TEXT;
    ALTER TABLE posts ADD COLUMN similarity REAL;
    CREATE INDEX posts_unsorted ON posts (id) WHERE story_by IS NULL;
    CREATE TABLE sketches (
        hash INTEGER NOT NULL, post INTEGER NOT NULL REFERENCES posts(id), PRIMARY KEY (hash, post)
    ) WITHOUT ROWID;
    CREATE INDEX sketches_post ON sketches (post);
    """,
    )


def _m006_announcements(db: Database) -> None:
    # The index covers the columns that queries count by, so that counting reads no bodies.
    _run_script(
        db,
        """
    CREATE INDEX posts_counted ON posts (language, source, published);
    CREATE VIEW announcements AS
        SELECT p.id AS post, p.published,
               CASE WHEN length(p.published) >= 7 THEN substr(p.published, 1, 7) END AS month, p.title, p.source,
               s.country, s.kind, s.sectors, p.language, p.story, p.withdrawn, p.url
        FROM posts p JOIN sources s ON s.id = p.source;
    """,
    )


def _m007_amp_in_keys(db: Database) -> None:
    # `/x/amp` and `/x` had the same key. The key is restored from the URL.
    _run_script(
        db,
        """
    CREATE TEMP TABLE amp AS
        SELECT source, key, substr(path, -4) AS ending, instr(key || '?', '?') AS cut
        FROM (SELECT source, key, rtrim(substr(url, 1, instr(url || '?', '?') - 1), '/') AS path FROM sightings)
        WHERE path LIKE '%_/amp' AND substr(key, 1, instr(key || '?', '?') - 1) NOT LIKE '%/amp';
    UPDATE OR IGNORE sightings SET key = (
        SELECT substr(amp.key, 1, cut - 1) || ending || substr(amp.key, cut)
        FROM amp WHERE amp.source = sightings.source AND amp.key = sightings.key)
    WHERE (source, key) IN (SELECT source, key FROM amp);
    DROP TABLE amp;
    """,
    )


def _m008_former_strategies(db: Database) -> None:
    _run_script(
        db,
        """
    ALTER TABLE sources ADD COLUMN strategies_former TEXT;
    ALTER TABLE sources ADD COLUMN strategies_missing TEXT;
    """,
    )


def _m009_merges(db: Database) -> None:
    # An earlier version could assign the URL of a post to another post. Such records are restored.
    _run_script(
        db,
        """
    CREATE TABLE merges (
        post INTEGER NOT NULL REFERENCES posts(id), into_post INTEGER NOT NULL REFERENCES posts(id),
        reason TEXT NOT NULL, merged TEXT NOT NULL, undone TEXT, PRIMARY KEY (post, into_post)
    ) WITHOUT ROWID;
    CREATE INDEX merges_into_post ON merges (into_post);
    UPDATE sightings SET status = 'post', next_check = last_seen, tries = 0, post =
        (SELECT p.id FROM posts p WHERE p.source = sightings.source AND p.url = sightings.url)
    WHERE EXISTS (SELECT 1 FROM posts p WHERE p.source = sightings.source AND p.url = sightings.url
                  AND p.id IS NOT sightings.post);
    """,
    )


def _m010_problems(db: Database) -> None:
    # Sentences in outcomes and posts are kept as problems with the code `legacy`.
    _run_script(
        db,
        """
    CREATE TABLE problems (
        run INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL REFERENCES sources(id), code TEXT NOT NULL,
        field TEXT, selector TEXT, url TEXT, count INTEGER, since TEXT, detail TEXT
    );
    CREATE INDEX problems_source ON problems (source, run, code);
    CREATE INDEX problems_run ON problems (run);
    CREATE TABLE notes (
        run INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL REFERENCES sources(id), code TEXT NOT NULL,
        field TEXT, selector TEXT, url TEXT, count INTEGER, detail TEXT
    );
    CREATE INDEX notes_source ON notes (source, run);
    CREATE INDEX notes_run ON notes (run);
    INSERT INTO problems (run, source, code, detail)
        SELECT o.run, o.source, 'legacy', json_object('text', m.value)
        FROM outcomes o, json_each(o.messages) m ORDER BY o.run, o.source, m.key;
    ALTER TABLE outcomes DROP COLUMN messages;
    UPDATE posts SET flags = (
        SELECT json_group_array(json_object('code', 'legacy', 'detail', json_object('text', f.value)))
        FROM json_each(posts.flags) f) WHERE flags IS NOT NULL;
    ALTER TABLE sightings RENAME COLUMN message TO problem;
    UPDATE sightings SET problem = json_object('code', 'legacy', 'detail', json_object('text', problem))
        WHERE problem IS NOT NULL;
    UPDATE evidence SET method = 'learned' WHERE method = 'learnt';
    UPDATE evidence SET rejected = replace(rejected, '"method": "learnt"', '"method": "learned"')
        WHERE rejected LIKE '%"method": "learnt"%';
    ALTER TABLE sources DROP COLUMN strategies_reason;
    """,
    )


def _m011_digests_of_indexes(db: Database) -> None:
    _run_script(db, "ALTER TABLE validators ADD COLUMN digest TEXT")


def _m012_index_written_by_the_program(db: Database) -> None:
    # Folding letters in SQL takes longer than writing the post. The program folds them in a worker and writes the index
    # before the post; the trigger remains for rows that are inserted in another way. Sketches are written with the
    # post; those of posts that were edited in a run that was killed are not up to date.
    _run_script(
        db,
        f"""
    DELETE FROM sketches WHERE post IN (SELECT id FROM posts WHERE story_by IS NULL);
    DROP TRIGGER posts_fts_insert;
    CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts
        WHEN NOT EXISTS (SELECT 1 FROM posts_fts_docsize WHERE id = new.id) BEGIN {_indexed("new")} END;
    """,
    )


def _m013_warc_files(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE warc_files (
        location TEXT PRIMARY KEY, size INTEGER NOT NULL, version TEXT NOT NULL, selection TEXT NOT NULL,
        position INTEGER NOT NULL, read TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    )


def _m014_watched(db: Database) -> None:
    _run_script(db, "ALTER TABLE sources ADD COLUMN watched INTEGER NOT NULL DEFAULT 1")


def _m015_incidents(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE incidents (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(id), code TEXT NOT NULL, field TEXT,
        selector TEXT, opened_run INTEGER NOT NULL REFERENCES runs(id), opened TEXT NOT NULL, last_seen TEXT NOT NULL,
        closed_run INTEGER REFERENCES runs(id), closed TEXT, acknowledged TEXT, acknowledged_until TEXT,
        acknowledged_why TEXT, evidence TEXT NOT NULL, count INTEGER NOT NULL DEFAULT 1
    );
    CREATE INDEX incidents_source ON incidents (source, closed);
    CREATE UNIQUE INDEX incidents_open ON incidents (source, code, ifnull(field, ''), ifnull(selector, ''))
        WHERE closed IS NULL;
    CREATE INDEX incidents_opened_run ON incidents (opened_run);
    CREATE INDEX incidents_closed_run ON incidents (closed_run);
    """,
    )


def _m016_redirects(db: Database) -> None:
    _run_script(db, "ALTER TABLE sources ADD COLUMN leads_to TEXT")


def _m017_incidents_of_targets(db: Database) -> None:
    # SQLite cannot drop the NOT NULL of a column. No table refers to incidents.
    _run_script(
        db,
        """
    ALTER TABLE incidents RENAME TO incidents_before;
    CREATE TABLE incidents (
        id INTEGER PRIMARY KEY, source TEXT REFERENCES sources(id), code TEXT NOT NULL, field TEXT,
        selector TEXT, opened_run INTEGER NOT NULL REFERENCES runs(id), opened TEXT NOT NULL, last_seen TEXT NOT NULL,
        closed_run INTEGER REFERENCES runs(id), closed TEXT, acknowledged TEXT, acknowledged_until TEXT,
        acknowledged_why TEXT, evidence TEXT NOT NULL, count INTEGER NOT NULL DEFAULT 1, target TEXT
    );
    INSERT INTO incidents SELECT *, NULL FROM incidents_before;
    DROP TABLE incidents_before;
    CREATE INDEX incidents_source ON incidents (source, closed);
    CREATE UNIQUE INDEX incidents_open
        ON incidents (ifnull(source, ''), code, ifnull(field, ''), ifnull(selector, ''), ifnull(target, ''))
        WHERE closed IS NULL;
    CREATE INDEX incidents_target ON incidents (target) WHERE target IS NOT NULL;
    CREATE INDEX incidents_opened_run ON incidents (opened_run);
    CREATE INDEX incidents_closed_run ON incidents (closed_run);
    """,
    )


def _m018_second_looks(db: Database) -> None:
    _run_script(
        db,
        """
    ALTER TABLE sources ADD COLUMN second_look TEXT;
    ALTER TABLE sources ADD COLUMN without_validators TEXT;
    """,
    )


def _m019_changes_of_runs(db: Database) -> None:
    # Runs before this migration did not record what they changed: they have no rows in `changes`.
    _run_script(
        db,
        """
    CREATE TABLE changes (
        run INTEGER NOT NULL REFERENCES runs(id), post INTEGER NOT NULL REFERENCES posts(id),
        revision INTEGER NOT NULL, before TEXT, PRIMARY KEY (run, post)
    ) WITHOUT ROWID;
    CREATE INDEX changes_post ON changes (post);
    CREATE TABLE undone (
        run INTEGER NOT NULL REFERENCES runs(id), source TEXT NOT NULL REFERENCES sources(id), undone TEXT NOT NULL,
        new INTEGER NOT NULL, changed INTEGER NOT NULL, gone INTEGER NOT NULL, others INTEGER NOT NULL,
        PRIMARY KEY (run, source, undone)
    ) WITHOUT ROWID;
    CREATE INDEX undone_source ON undone (source);
    ALTER TABLE revisions ADD COLUMN evidence TEXT;
    """,
    )


def _m020_index_of_active_days(db: Database) -> None:
    _run_script(db, "CREATE INDEX posts_seen ON posts (source, first_seen, published)")


def _m021_notices(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE notify_targets (id TEXT PRIMARY KEY, served TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE notices (
        target TEXT NOT NULL, incident INTEGER NOT NULL REFERENCES incidents(id) ON DELETE CASCADE,
        ended INTEGER NOT NULL, PRIMARY KEY (target, incident)
    ) WITHOUT ROWID;
    CREATE INDEX notices_incident ON notices (incident);
    """,
    )


def _m022_guids_and_parameters(db: Database) -> None:
    # Parameters that only track readers are a list now, and keys of addresses are computed again. If two posts would
    # get the same key, each keeps its own.
    _run_script(
        db,
        """
    ALTER TABLE sightings ADD COLUMN guid TEXT;
    CREATE INDEX sightings_guid ON sightings (source, guid) WHERE guid IS NOT NULL;
    """,
    )
    rows = list(db.execute("SELECT source, url, key FROM sightings WHERE instr(url, '?')"))
    changed = [(key, source, before) for source, url, before in rows if (key := urls.key(url)) != before]
    for values in changed:
        db.execute("UPDATE OR IGNORE sightings SET key = ? WHERE source = ? AND key = ?", values)


def _m023_returns_of_incidents(db: Database) -> None:
    _run_script(db, "ALTER TABLE incidents ADD COLUMN returns INTEGER NOT NULL DEFAULT 0")


def _m024_html_and_links(db: Database) -> None:
    # `reextract` fills both from the raw pages; the next visit of a post does, too.
    _run_script(
        db,
        """
    ALTER TABLE posts ADD COLUMN body_html TEXT;
    CREATE TABLE links (
        post INTEGER NOT NULL REFERENCES posts(id), url TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
        host TEXT NOT NULL, source TEXT REFERENCES sources(id), PRIMARY KEY (post, url)
    );
    CREATE INDEX links_source ON links (source) WHERE source IS NOT NULL;
    """,
    )


def _m025_facts(db: Database) -> None:
    # Posts from before this migration have no facts until `reextract` reads them. Keys of `days` and `mentions` count
    # the rows of a post. `until` is the last day that a row may mean, so that one range of the index has the calls that
    # are open on a day.
    _run_script(
        db,
        """
    ALTER TABLE posts ADD COLUMN kind TEXT;
    ALTER TABLE posts ADD COLUMN kind_confidence REAL;
    ALTER TABLE posts ADD COLUMN facts_revision INTEGER;
    CREATE INDEX posts_without_facts ON posts (id) WHERE facts_revision < revision;
    CREATE INDEX posts_kind ON posts (kind, published) WHERE kind IS NOT NULL;
    CREATE TABLE days (
        post INTEGER NOT NULL REFERENCES posts(id), number INTEGER NOT NULL, kind TEXT NOT NULL, start TEXT, "end" TEXT,
        time TEXT, zone TEXT, "of" TEXT, raw TEXT NOT NULL, place TEXT, paragraph INTEGER, position INTEGER,
        method TEXT NOT NULL, assumed TEXT, superseded INTEGER NOT NULL, until TEXT, PRIMARY KEY (post, number)
    ) WITHOUT ROWID;
    CREATE INDEX days_until ON days (kind, superseded, until);
    CREATE TABLE mentions (
        post INTEGER NOT NULL REFERENCES posts(id), number INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT,
        name TEXT NOT NULL, raw TEXT NOT NULL, paragraph INTEGER NOT NULL, position INTEGER NOT NULL,
        method TEXT NOT NULL, value REAL, currency TEXT, PRIMARY KEY (post, number)
    ) WITHOUT ROWID;
    CREATE INDEX mentions_id ON mentions (kind, id) WHERE id IS NOT NULL;
    CREATE INDEX mentions_name ON mentions (kind, name) WHERE id IS NULL AND kind != 'amount';
    CREATE TABLE moved_days (
        post INTEGER NOT NULL REFERENCES posts(id), kind TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        seen TEXT NOT NULL, stated INTEGER NOT NULL, PRIMARY KEY (post, kind, before, after, seen)
    ) WITHOUT ROWID;
    CREATE INDEX moved_days_seen ON moved_days (seen);
    """,
    )


def _m026_views_of_facts(db: Database) -> None:
    # A call is a post with a deadline whose kind is call, or uncertain: people also register for events and apply for
    # jobs by a deadline. Without a last day it counts as open for a year. A post without a date may be of any age if
    # its source was first read on the day on which it was found: then a year that is not written is not known. The +
    # makes SQLite look up the other bodies of a pair by their post, and not by all ids behind that of the first one.
    _run_script(
        db,
        """
    CREATE VIEW calls AS
        SELECT p.id AS post, d.number, p.title, p.source, s.country, p.language, p.published,
               (SELECT min(o.start) FROM days o WHERE o.post = p.id AND o.kind = 'opens' AND o.superseded = 0) AS opens,
               d.start AS deadline, d.until, d.time, d.zone, d.assumed,
               (SELECT group_concat(m.name, ', ') FROM mentions m WHERE m.post = p.id AND m.kind = 'programme')
               AS programmes,
               p.story, p.url
        FROM days d JOIN posts p ON p.id = d.post JOIN sources s ON s.id = p.source
        WHERE d.kind = 'deadline' AND d.superseded = 0 AND p.withdrawn IS NULL AND (p.kind = 'call' OR p.kind IS NULL)
          AND (d.assumed IS NULL OR p.published IS NOT NULL
               OR substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10));
    CREATE VIEW open_calls AS
        SELECT * FROM calls
        WHERE (until >= date('now') OR (until IS NULL AND published >= date('now', '-1 year')))
          AND (opens IS NULL OR opens <= date('now'));
    CREATE VIEW events AS
        SELECT p.id AS post, d.number, p.title, p.source, s.country, p.language, p.published, d.start, d.until, d.time,
               d.zone, d.place, d.assumed, p.story, p.url
        FROM days d JOIN posts p ON p.id = d.post JOIN sources s ON s.id = p.source
        WHERE d.kind = 'event' AND d.superseded = 0 AND p.withdrawn IS NULL
          AND (d.assumed IS NULL OR p.published IS NOT NULL
               OR substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10));
    CREATE VIEW upcoming_events AS SELECT * FROM events WHERE until >= date('now');
    CREATE VIEW body_mentions AS
        SELECT m.id AS body, m.name, p.source, s.country, p.published, p.id AS post, p.title, m.raw, m.method, p.story,
               p.url
        FROM mentions m JOIN posts p ON p.id = m.post JOIN sources s ON s.id = p.source
        WHERE m.kind = 'body' AND m.id IS NOT NULL AND p.withdrawn IS NULL;
    CREATE VIEW co_mentions AS
        SELECT a.id AS body, b.id AS other, min(a.name) AS name, min(b.name) AS other_name,
               count(DISTINCT p.id) AS posts, count(DISTINCT coalesce(p.story, -p.id)) AS stories,
               min(p.published) AS first, max(p.published) AS last
        FROM mentions a JOIN mentions b ON b.post = a.post AND +b.kind = 'body' AND +b.id > a.id
        JOIN posts p ON p.id = a.post
        WHERE a.kind = 'body' AND a.id IS NOT NULL AND p.withdrawn IS NULL GROUP BY a.id, b.id;
    CREATE VIEW programme_months AS
        SELECT m.id AS programme, min(m.name) AS name, substr(p.published, 1, 7) AS month,
               count(DISTINCT p.id) AS posts, count(DISTINCT coalesce(p.story, -p.id)) AS stories,
               count(DISTINCT p.source) AS sources
        FROM mentions m JOIN posts p ON p.id = m.post
        WHERE m.kind = 'programme' AND p.withdrawn IS NULL AND length(p.published) >= 7
        GROUP BY m.id, substr(p.published, 1, 7);
    """,
    )


def _m027_links_of_stories(db: Database) -> None:
    # Posts from before this migration have no signature until `stories rebuild` makes it. Their texts tie them to the
    # first posts of their stories. The facts by which a post is found go with its signature.
    _run_script(
        db,
        """
    CREATE TABLE signatures (
        post INTEGER PRIMARY KEY REFERENCES posts(id), near INTEGER NOT NULL, day INTEGER, language TEXT, kind TEXT,
        facts TEXT NOT NULL, names TEXT NOT NULL, searched TEXT NOT NULL
    );
    CREATE TABLE story_facts (
        fact INTEGER NOT NULL, day INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (fact, day, post)
    ) WITHOUT ROWID;
    CREATE TRIGGER signatures_deleted AFTER DELETE ON signatures BEGIN
        DELETE FROM story_facts WHERE fact IN (SELECT value FROM json_each(OLD.searched)) AND day = OLD.near
        AND post = OLD.post;
    END;
    CREATE TABLE story_links (
        one INTEGER NOT NULL REFERENCES posts(id), other INTEGER NOT NULL REFERENCES posts(id), how TEXT NOT NULL,
        probability REAL NOT NULL, shared TEXT NOT NULL, against TEXT NOT NULL, PRIMARY KEY (one, other, how)
    ) WITHOUT ROWID;
    CREATE INDEX story_links_other ON story_links (other);
    CREATE TABLE story_decisions (
        one INTEGER NOT NULL REFERENCES posts(id), other INTEGER NOT NULL REFERENCES posts(id),
        together INTEGER NOT NULL, decided TEXT NOT NULL, PRIMARY KEY (one, other)
    ) WITHOUT ROWID;
    CREATE INDEX story_decisions_other ON story_decisions (other);
    CREATE TABLE story_queue (post INTEGER PRIMARY KEY REFERENCES posts(id));
    CREATE TABLE common_facts (fact TEXT PRIMARY KEY, share REAL NOT NULL) WITHOUT ROWID;
    INSERT INTO story_links
        SELECT min(p.id, s.first_post), max(p.id, s.first_post), 'text', coalesce(p.similarity, 1.0), '[]', '[]'
        FROM posts p JOIN stories s ON s.id = p.story WHERE s.posts > 1 AND p.id != s.first_post;
    """,
    )


def _m028_index_of_names(db: Database) -> None:
    # The index before left out amounts, so that a query for a name without an id could not use it.
    _run_script(
        db,
        """
    DROP INDEX mentions_name;
    CREATE INDEX mentions_name ON mentions (kind, name) WHERE id IS NULL;
    """,
    )


def _m029_days_of_publication(db: Database) -> None:
    # Tools that list no generated columns, such as DuckDB, see stored ones. The index covers what posts are counted by,
    # since a column behind the texts is slow to read. The view has no column behind them but `published_utc`.
    _run_script(
        db,
        """
    ALTER TABLE posts ADD COLUMN day TEXT;
    ALTER TABLE posts ADD COLUMN published_utc TEXT;
    DROP VIEW announcements;
    CREATE VIEW announcements AS
        SELECT p.id AS post, p.published,
               CASE WHEN length(p.published) >= 10 THEN substr(p.published, 1, 10) END AS day,
               CASE WHEN length(p.published) >= 7 THEN substr(p.published, 1, 7) END AS month, p.title, p.source,
               s.country, s.kind, s.sectors, p.language, p.story, p.withdrawn, p.url, p.published_utc
        FROM posts p JOIN sources s ON s.id = p.source;
    """,
    )
    for (source,) in db.execute("SELECT id FROM sources").fetchall():
        published.refresh(db, source)
    db.execute("CREATE INDEX posts_day ON posts (day, source, language)")


def _m030_relays_across_languages(db: Database) -> None:
    # The index has all that is counted of the posts of a story. A post that another site has more than 90 days later is
    # no relay (`relays.LIMIT`); one whose day is not known may be.
    _run_script(
        db,
        """
    DROP INDEX posts_story;
    CREATE INDEX posts_story ON posts (story, published, source, language, kind);
    CREATE INDEX stories_several ON stories (last_published) WHERE posts > 1;
    DROP VIEW relays;
    CREATE VIEW relays AS
        SELECT s.id AS story, f.source AS first_source, f.id AS first_post, p.source, p.id AS post, p.title, p.url,
               p.published, CAST(julianday(substr(p.published, 1, 10)) - julianday(substr(f.published, 1, 10))
                                 AS INTEGER) AS days_later,
               f.language AS first_language, p.language, a.country AS first_country, b.country
        FROM stories s JOIN posts f ON f.id = s.first_post
        JOIN posts p ON p.story = s.id AND p.source != f.source
        JOIN sources a ON a.id = f.source JOIN sources b ON b.id = p.source
        WHERE s.sources > 1
          AND coalesce(julianday(substr(p.published, 1, 10)) - julianday(substr(f.published, 1, 10)), 0) <= 90;
    CREATE VIEW stories_across_languages AS
        SELECT s.id AS story, p.title, p.source AS first_source, p.language AS first_language,
               (SELECT group_concat(language, ', ') FROM (
                   SELECT DISTINCT language FROM posts WHERE story = s.id AND language IS NOT NULL ORDER BY 1))
               AS languages,
               s.posts, s.sources, s.first_published, s.last_published,
               CAST(julianday(substr(s.last_published, 1, 10)) - julianday(substr(s.first_published, 1, 10))
                    AS INTEGER) AS days
        FROM stories s JOIN posts p ON p.id = s.first_post
        WHERE s.posts > 1 AND (SELECT count(DISTINCT language) FROM posts WHERE story = s.id) > 1;
    """,
    )


def _m031_coverage_lags_and_doubts(db: Database) -> None:
    # SQLite before 3.46 has no format for ISO weeks: a week has the number of its Thursday. A source that is no longer
    # watched is expected up to its last outcome. Quartiles are values that occur, the least one that a quarter of the
    # values do not exceed. SQLite before 3.38 could not open a file with `->>` in a view: it is json_extract here.
    monday = "date({}, '-6 days', 'weekday 1')"
    _run_script(
        db,
        f"""
    CREATE VIEW coverage_by_source AS
        WITH RECURSIVE
        span (first, last) AS (SELECT {monday.format("min(started)")}, {monday.format("max(started)")} FROM runs),
        weeks (monday) AS (
            SELECT first FROM span WHERE first IS NOT NULL
            UNION ALL SELECT date(monday, '+7 days') FROM weeks, span WHERE monday < last),
        outcome (source, monday, runs, read, new) AS (
            SELECT o.source, {monday.format("r.started")}, count(*),
                   sum(o.state NOT IN ('failed', 'blocked', 'dead') AND u.run IS NULL), sum(o.new)
            FROM outcomes o JOIN runs r ON r.id = o.run
            LEFT JOIN undone u ON u.run = o.run AND u.source = o.source GROUP BY 1, 2),
        expected (source, country, first, last) AS (
            SELECT s.id, s.country, {monday.format("s.first_seen")},
                   CASE WHEN s.enabled AND s.watched THEN (SELECT last FROM span)
                        ELSE (SELECT max(monday) FROM outcome WHERE source = s.id) END
            FROM sources s)
        SELECT strftime('%Y', w.monday, '+3 days') || '-W' ||
               substr('0' || ((strftime('%j', w.monday, '+3 days') - 1) / 7 + 1), -2) AS week,
               w.monday, e.source, e.country, coalesce(o.runs, 0) AS runs, coalesce(o.read, 0) AS read,
               coalesce(o.new, 0) AS new
        FROM weeks w JOIN expected e ON w.monday BETWEEN e.first AND e.last
        LEFT JOIN outcome o ON o.source = e.source AND o.monday = w.monday;
    CREATE VIEW coverage AS
        SELECT c.week, c.monday,
               (SELECT count(*) FROM runs WHERE started >= c.monday AND started < date(c.monday, '+7 days')) AS runs,
               count(*) AS sources, sum(c.read > 0) AS read, sum(c.read = 0) AS not_read, sum(c.new) AS new
        FROM coverage_by_source c GROUP BY c.week, c.monday;
    CREATE VIEW relay_lags AS
        WITH ranked AS (
            SELECT first_source, source, days_later AS days,
                   row_number() OVER (PARTITION BY first_source, source ORDER BY days_later) AS rank,
                   count(*) OVER (PARTITION BY first_source, source) AS relays
            FROM relays WHERE days_later IS NOT NULL)
        SELECT first_source, source, count(*) AS relays, min(days) AS shortest,
               max(CASE WHEN rank = (relays + 3) / 4 THEN days END) AS first_quartile,
               avg(CASE WHEN rank IN ((relays + 1) / 2, (relays + 2) / 2) THEN days END) AS median,
               max(CASE WHEN rank = (3 * relays + 3) / 4 THEN days END) AS third_quartile, max(days) AS longest
        FROM ranked GROUP BY first_source, source;
    CREATE VIEW doubtful AS
        WITH reasons (post, reason) AS (
            SELECT post, reason FROM evidence WHERE field = 'published' AND reason IS NOT NULL
            UNION SELECT p.id, coalesce(json_extract(f.value, '$.detail.reason'), json_extract(f.value, '$.code'))
            FROM posts p, json_each(p.flags) f
            WHERE p.flags IS NOT NULL AND json_extract(f.value, '$.field') = 'published'
            UNION SELECT id, 'only-' || precision FROM posts WHERE precision IN ('month', 'year'))
        SELECT r.post, p.source, s.country, p.published, p.day, r.reason, p.title, p.url
        FROM reasons r JOIN posts p ON p.id = r.post JOIN sources s ON s.id = p.source;
    """,
    )


def _m032_what_posts_mean(db: Database) -> None:
    # A vector is that of the current text of its post.
    _run_script(
        db,
        """
    CREATE TABLE embeddings (
        post INTEGER NOT NULL REFERENCES posts(id), engine TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (post, engine)
    ) WITHOUT ROWID;
    CREATE TRIGGER embeddings_outdated AFTER UPDATE OF title, body, language ON posts
    WHEN OLD.title IS NOT NEW.title OR OLD.body IS NOT NEW.body OR OLD.language IS NOT NEW.language BEGIN
        DELETE FROM embeddings WHERE post = NEW.id;
    END;
    ALTER TABLE story_links ADD COLUMN meaning REAL;
    """,
    )


def _m033_unchanged_indexes(db: Database) -> None:
    _run_script(db, "ALTER TABLE outcomes ADD COLUMN unchanged_indexes INTEGER NOT NULL DEFAULT 0;")


def _m034_words(db: Database) -> None:
    # Without rowid: the table is its only index.
    _run_script(
        db,
        """
    CREATE TABLE words (
        folded TEXT NOT NULL, language TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (folded, language, word)
    ) WITHOUT ROWID;
    """,
    )
    words = Words(db)
    for language, title, body in db.conn.execute("SELECT language, title, body FROM posts"):
        words.note(language, title, body)
        words.write()
        words.written()


def _m035_digests(db: Database) -> None:
    _run_script(
        db,
        """
    CREATE TABLE digests (id INTEGER PRIMARY KEY, filters TEXT NOT NULL UNIQUE, told TEXT NOT NULL);
    CREATE TABLE digest_queue (
        digest INTEGER NOT NULL REFERENCES digests(id), post INTEGER NOT NULL REFERENCES posts(id),
        PRIMARY KEY (digest, post)
    ) WITHOUT ROWID;
    CREATE INDEX digest_queue_post ON digest_queue (post);
    CREATE TRIGGER posts_queued AFTER INSERT ON posts BEGIN
        INSERT INTO digest_queue SELECT id, NEW.id FROM digests;
    END;
    """,
    )


def _m036_related_announcements(db: Database) -> None:
    # A name that more than thirty posts have is that of an organisation or a programme. The subquery is evaluated once
    # per name of a post.
    _run_script(
        db,
        """
    CREATE TABLE identifiers (
        name TEXT NOT NULL, post INTEGER NOT NULL REFERENCES posts(id), PRIMARY KEY (name, post)
    ) WITHOUT ROWID;
    CREATE INDEX identifiers_post ON identifiers (post);
    INSERT OR IGNORE INTO identifiers
        SELECT substr(value, instr(value, ' ') + 1), post FROM signatures, json_each(facts)
        WHERE value GLOB 'id ?*' OR value GLOB 'acronym ?????*';
    CREATE TRIGGER signatures_unnamed AFTER DELETE ON signatures BEGIN
        DELETE FROM identifiers WHERE post = OLD.post;
    END;
    CREATE VIEW related AS
        SELECT a.post, a.name, b.post AS other, p.story, q.story AS other_story, q.source, q.language, q.published,
               q.title, q.url
        FROM identifiers a JOIN posts p ON p.id = a.post
        JOIN identifiers b ON b.name = a.name AND b.post != a.post JOIN posts q ON q.id = b.post
        WHERE q.story IS NOT p.story
          AND (SELECT count(*) FROM (SELECT 1 FROM identifiers WHERE name = a.name LIMIT 31)) <= 30;
    """,
    )


def _m037_labels(db: Database) -> None:
    # The queue is empty between transactions. The kind of a post is written when its facts are read.
    _run_script(
        db,
        """
    CREATE TABLE watches (id TEXT PRIMARY KEY, settings TEXT NOT NULL, sources TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE labels (
        watch TEXT NOT NULL, post INTEGER NOT NULL REFERENCES posts(id), since TEXT NOT NULL,
        PRIMARY KEY (watch, post)
    ) WITHOUT ROWID;
    CREATE INDEX labels_post ON labels (post);
    CREATE INDEX labels_since ON labels (watch, since);
    CREATE TABLE label_queue (post INTEGER PRIMARY KEY REFERENCES posts(id));
    CREATE TRIGGER labels_of_new AFTER INSERT ON posts WHEN EXISTS (SELECT 1 FROM watches) BEGIN
        INSERT OR IGNORE INTO label_queue VALUES (NEW.id);
    END;
    CREATE TRIGGER labels_of_changed AFTER UPDATE OF title, body, language, kind ON posts
    WHEN EXISTS (SELECT 1 FROM watches) BEGIN
        INSERT OR IGNORE INTO label_queue VALUES (NEW.id);
    END;
    """,
    )


def _m038_faster_views(db: Database) -> None:
    # The week of a run is computed once, not for each of its sources: LIMIT -1 keeps SQLite from merging the queries.
    # Flags and evidence stand behind long texts, so that the few rows with doubts have indexes of their own.
    _run_script(
        db,
        """
    DROP VIEW coverage;
    DROP VIEW coverage_by_source;
    CREATE VIEW coverage_by_source AS
        WITH RECURSIVE
        run_weeks (run, monday) AS (SELECT id, date(started, '-6 days', 'weekday 1') FROM runs LIMIT -1),
        span (first, last) AS (SELECT min(monday), max(monday) FROM run_weeks),
        mondays (monday) AS (
            SELECT first FROM span WHERE first IS NOT NULL
            UNION ALL SELECT date(monday, '+7 days') FROM mondays, span WHERE monday < last),
        weeks (monday, week) AS (
            SELECT monday, strftime('%Y', monday, '+3 days') || '-W' ||
                   substr('0' || ((strftime('%j', monday, '+3 days') - 1) / 7 + 1), -2) FROM mondays LIMIT -1),
        outcome (source, monday, runs, read, new) AS (
            SELECT o.source, w.monday, count(*),
                   sum(o.state NOT IN ('failed', 'blocked', 'dead') AND u.run IS NULL), sum(o.new)
            FROM run_weeks w JOIN outcomes o ON o.run = w.run
            LEFT JOIN undone u ON u.run = o.run AND u.source = o.source GROUP BY 1, 2),
        expected (source, country, first, last) AS (
            SELECT s.id, s.country, date(s.first_seen, '-6 days', 'weekday 1'),
                   CASE WHEN s.enabled AND s.watched THEN (SELECT last FROM span)
                        ELSE (SELECT max(monday) FROM outcome WHERE source = s.id) END
            FROM sources s)
        SELECT w.week, w.monday, e.source, e.country, coalesce(o.runs, 0) AS runs, coalesce(o.read, 0) AS read,
               coalesce(o.new, 0) AS new
        FROM weeks w JOIN expected e ON w.monday BETWEEN e.first AND e.last
        LEFT JOIN outcome o ON o.source = e.source AND o.monday = w.monday;
    CREATE VIEW coverage AS
        SELECT c.week, c.monday, coalesce(r.runs, 0) AS runs, count(*) AS sources, sum(c.read > 0) AS read,
               sum(c.read = 0) AS not_read, sum(c.new) AS new
        FROM coverage_by_source c
        LEFT JOIN (SELECT date(started, '-6 days', 'weekday 1') AS monday, count(*) AS runs FROM runs GROUP BY 1) r
               ON r.monday = c.monday
        GROUP BY c.week, c.monday;
    DROP VIEW doubtful;
    CREATE INDEX posts_flagged ON posts (id) WHERE flags IS NOT NULL;
    CREATE INDEX evidence_doubts ON evidence (reason, post) WHERE field = 'published' AND reason IS NOT NULL;
    CREATE VIEW doubtful AS
        WITH reasons (post, reason) AS (
            SELECT post, reason FROM evidence WHERE field = 'published' AND reason IS NOT NULL
            UNION SELECT p.id, coalesce(json_extract(f.value, '$.detail.reason'), json_extract(f.value, '$.code'))
            FROM posts p, json_each(p.flags) f
            WHERE p.flags IS NOT NULL AND json_extract(f.value, '$.field') = 'published'
            UNION SELECT id, 'only-' || precision FROM posts WHERE day IS NULL AND precision IN ('month', 'year'))
        SELECT r.post, p.source, s.country, p.published, p.day, r.reason, p.title, p.url
        FROM reasons r JOIN posts p ON p.id = r.post JOIN sources s ON s.id = p.source;
    """,
    )


def _m039_index_of_finds(db: Database) -> None:
    _run_script(db, "CREATE INDEX posts_found ON posts (substr(first_seen, 1, 10), coalesce(published, ''))")


def _m040_names_of_sources(db: Database) -> None:
    # A name that most posts of a source have is that of the source. It is asked of names of few posts only.
    _run_script(
        db,
        """
    DROP VIEW related;
    CREATE VIEW related AS
        SELECT a.post, a.name, b.post AS other, p.story, q.story AS other_story, q.source, q.language, q.published,
               q.title, q.url
        FROM identifiers a JOIN posts p ON p.id = a.post
        JOIN identifiers b ON b.name = a.name AND b.post != a.post JOIN posts q ON q.id = b.post
        WHERE q.story IS NOT p.story
          AND CASE WHEN (SELECT count(*) FROM (SELECT 1 FROM identifiers WHERE name = a.name LIMIT 31)) > 30 THEN 0
              ELSE NOT EXISTS (
                  SELECT 1 FROM identifiers i JOIN posts o ON o.id = i.post WHERE i.name = a.name GROUP BY o.source
                  HAVING count(*) >= 5 AND 2 * count(*) > (SELECT count(*) FROM posts WHERE source = o.source)) END;
    """,
    )


def _m041_related_in_less_time(db: Database) -> None:
    # No more posts of a source are counted than can be twice thirty, the most that have a name.
    _run_script(
        db,
        """
    DROP VIEW related;
    CREATE VIEW related AS
        SELECT a.post, a.name, b.post AS other, p.story, q.story AS other_story, q.source, q.language, q.published,
               q.title, q.url
        FROM identifiers a JOIN posts p ON p.id = a.post
        JOIN identifiers b ON b.name = a.name AND b.post != a.post JOIN posts q ON q.id = b.post
        WHERE q.story IS NOT p.story
          AND CASE WHEN (SELECT count(*) FROM (SELECT 1 FROM identifiers WHERE name = a.name LIMIT 31)) > 30 THEN 0
              ELSE NOT EXISTS (
                  SELECT 1 FROM identifiers i JOIN posts o ON o.id = i.post WHERE i.name = a.name GROUP BY o.source
                  HAVING count(*) >= 5 AND 2 * count(*) > (
                      SELECT count(*) FROM (SELECT 1 FROM posts WHERE source = o.source LIMIT 61))) END;
    """,
    )


def _m042_numbers_of_posts(db: Database) -> None:
    # The story and the state of a post stand behind its text, which SQLite would have to read to look them up. Queries
    # name this index, since the optimiser takes the way to a row by its number for the shorter one.
    _run_script(db, "CREATE INDEX posts_numbers ON posts (id, source, story, withdrawn)")


def _m043_calls_of_events(db: Database) -> None:
    # One registers for an event before it, so that a deadline behind its days is that of the call it explains.
    _run_script(
        db,
        """
    DROP VIEW open_calls;
    DROP VIEW calls;
    CREATE VIEW calls AS
        SELECT p.id AS post, d.number, p.title, p.source, s.country, p.language, p.published,
               (SELECT min(o.start) FROM days o WHERE o.post = p.id AND o.kind = 'opens' AND o.superseded = 0) AS opens,
               d.start AS deadline, d.until, d.time, d.zone, d.assumed,
               (SELECT group_concat(m.name, ', ') FROM mentions m WHERE m.post = p.id AND m.kind = 'programme')
               AS programmes,
               p.story, p.url
        FROM days d JOIN posts p ON p.id = d.post JOIN sources s ON s.id = p.source
        WHERE d.kind = 'deadline' AND d.superseded = 0 AND p.withdrawn IS NULL
          AND (p.kind = 'call' OR p.kind IS NULL OR (p.kind = 'event' AND d.until > (
              SELECT max(e.until) FROM days e WHERE e.post = p.id AND e.kind = 'event' AND e.superseded = 0)))
          AND (d.assumed IS NULL OR p.published IS NOT NULL
               OR substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10));
    CREATE VIEW open_calls AS
        SELECT * FROM calls
        WHERE (until >= date('now') OR (until IS NULL AND published >= date('now', '-1 year')))
          AND (opens IS NULL OR opens <= date('now'));
    """,
    )


def _m044_end_times(db: Database) -> None:
    # Until `reextract` reads an archive again, the events in it have no time at which they end.
    _run_script(
        db,
        """
    ALTER TABLE days ADD COLUMN end_time TEXT;
    DROP VIEW upcoming_events;
    DROP VIEW events;
    CREATE VIEW events AS
        SELECT p.id AS post, d.number, p.title, p.source, s.country, p.language, p.published, d.start, d.until, d.time,
               d.end_time, d.zone, d.place, d.assumed, p.story, p.url
        FROM days d JOIN posts p ON p.id = d.post JOIN sources s ON s.id = p.source
        WHERE d.kind = 'event' AND d.superseded = 0 AND p.withdrawn IS NULL
          AND (d.assumed IS NULL OR p.published IS NOT NULL
               OR substr(p.first_seen, 1, 10) > substr(s.first_seen, 1, 10));
    CREATE VIEW upcoming_events AS SELECT * FROM events WHERE until >= date('now');
    """,
    )


MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    _m001_first_tables,
    _m002_views_of_stories,
    _m003_learnt_selectors,
    _m004_cause_of_revisions,
    _m005_sketches,
    _m006_announcements,
    _m007_amp_in_keys,
    _m008_former_strategies,
    _m009_merges,
    _m010_problems,
    _m011_digests_of_indexes,
    _m012_index_written_by_the_program,
    _m013_warc_files,
    _m014_watched,
    _m015_incidents,
    _m016_redirects,
    _m017_incidents_of_targets,
    _m018_second_looks,
    _m019_changes_of_runs,
    _m020_index_of_active_days,
    _m021_notices,
    _m022_guids_and_parameters,
    _m023_returns_of_incidents,
    _m024_html_and_links,
    _m025_facts,
    _m026_views_of_facts,
    _m027_links_of_stories,
    _m028_index_of_names,
    _m029_days_of_publication,
    _m030_relays_across_languages,
    _m031_coverage_lags_and_doubts,
    _m032_what_posts_mean,
    _m033_unchanged_indexes,
    _m034_words,
    _m035_digests,
    _m036_related_announcements,
    _m037_labels,
    _m038_faster_views,
    _m039_index_of_finds,
    _m040_names_of_sources,
    _m041_related_in_less_time,
    _m042_numbers_of_posts,
    _m043_calls_of_events,
    _m044_end_times,
)


def must_exist(path: Path) -> None:
    """Raise NotCreated if there is no file at `path`."""
    if not path.exists():
        raise NotCreated(f"{path}: no such archive")


def connect(
    path: Path,
    *,
    readonly: bool = False,
    older: bool = False,
    any_thread: bool = False,
    factory: type[sqlite3.Connection] = sqlite3.Connection,
) -> Database:
    """Open the archive at `path`. Unless `readonly` is true, create it or upgrade it to the current schema.

    An archive that is opened for reading must have the current schema, or with `older` any that was in use.
    Symbolic links are followed, so that the write-ahead log is beside the file itself. With `any_thread`, other
    threads may use the connection, one at a time; its class is `factory`. Raises ArchiveError with advice if the file
    cannot be used.
    """
    if readonly:
        must_exist(path)
    try:
        conn = sqlite3.connect(
            f"file:{_quoted(path)}?mode={'ro' if readonly else 'rwc'}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT,
            check_same_thread=not any_thread,
            factory=factory,
        )
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: cannot be used as an archive: {error}") from error
    try:
        return _ready(Database(conn, execute_plugins=False), path, readonly=readonly, older=older)
    except (sqlite3.Error, ArchiveError) as error:
        conn.close()
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(f"{path}: cannot be used as an archive: {error}") from error


def connect_upgraded(path: Path, copy: Path) -> tuple[Database, bool]:
    """Open the archive at `path` for reading, whatever its schema. Return it, and whether it had an older schema.

    The file is not changed. An older archive is copied to the file `copy`, which is upgraded and opened in its place.
    Raises ArchiveError if `path` is not an archive.
    """
    if not path.exists():
        raise NoArchive(f"{path}: no such archive; give the path of a snapshot, a copy or an archive")
    db = connect(path, readonly=True, older=True)
    if _version(db) == len(MIGRATIONS):
        return db, False
    try:
        with closing(sqlite3.connect(copy)) as target:
            db.conn.backup(target)
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: cannot be used as an archive: {error}") from error
    finally:
        db.conn.close()
    return connect(copy), True


def _ready(db: Database, path: Path, *, readonly: bool, older: bool) -> Database:
    _check(db, path)
    if not readonly:
        _upgrade(db)
    elif older and _version(db) == 0:
        raise ArchiveError(f"{path}: not an archive of clusterwatch")
    elif not older and _version(db) < len(MIGRATIONS):
        raise ArchiveError(f"{path}: made by an older clusterwatch; upgrade it with: clusterwatch run")
    return db


def _quoted(path: Path) -> str:
    return os.path.realpath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check(db: Database, path: Path) -> None:
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    if mark not in (0, APPLICATION_ID) or (mark == 0 and db.table_names()):
        raise ArchiveError(f"{path}: a SQLite file, but not an archive of clusterwatch; use another --db")
    if _version(db) > len(MIGRATIONS):
        raise ArchiveError(
            f"{path}: made by a newer clusterwatch (schema {_version(db)}, this one knows {len(MIGRATIONS)}); "
            "install the newer version; nothing was changed"
        )


def _run_script(db: Database, script: str) -> None:
    """Run the statements of a script in the open transaction. Every statement starts on a line of its own.

    `Database.executescript` looks for the end of a statement after each character, which takes a second for all
    migrations.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    if statement.strip():
        db.execute(statement)


def _upgrade(db: Database) -> None:
    """Configure the connection and run the migrations that are missing.

    With WAL, readers can read while the one writer writes. With `synchronous = normal`, a power failure loses at most
    the last commits.

    The hashes of a sketch are spread over the whole index, so that a post touches dozens of pages: SQLite's usual cache
    of 2 MB would read them again and again, and its usual checkpoints would copy each of them many times.
    """
    if db.journal_mode != "wal":
        db.execute("PRAGMA journal_mode = wal")
    db.execute("PRAGMA synchronous = normal")
    db.execute(f"PRAGMA cache_size = -{CACHE}")
    db.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    db.execute("PRAGMA foreign_keys = on")
    before = _version(db)
    for number, migrate in enumerate(MIGRATIONS[before:], before + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            if _version(db) < number:  # another process may have done it meanwhile
                migrate(db)
                db.execute(f"PRAGMA user_version = {number}")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    if 0 < before < len(MIGRATIONS):
        _log.info("archive upgraded", extra={"from": before, "to": len(MIGRATIONS)})
