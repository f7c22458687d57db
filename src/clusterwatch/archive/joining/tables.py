"""The tables whose rows two archives may have under one key, with the rule that decides between them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from sqlite_utils import Database

from clusterwatch.archive.joining.inputs import Found, Input, Row, by_key, earliest, insert, latest, newest
from clusterwatch.archive.joining.numbers import key_of
from clusterwatch.archive.times import moment, stamp

_LAST_RUN = "SELECT max(r.started) FROM outcomes o JOIN runs r ON r.id = o.run WHERE o.source = ?"
_OWNERS = ("post", "gone")  # status of a URL that belongs to a post


def merge_sources(db: Database, inputs: list[Input]) -> list[str]:
    """Write the sources and return those that several inputs have. The settings are those of the latest run."""
    rows = [(found, _source(found)) for found in by_key(inputs, "sources", ("id",))]
    order = {row["id"]: min(found.origin.value(_PLACE, [row["id"]]) for found in same) for same, row in rows}
    for _, row in sorted(rows, key=lambda one: (one[1]["first_seen"], order[one[1]["id"]], one[1]["id"])):
        insert(db, "sources", row)
    return [row["id"] for same, row in rows if len(same) > 1]


_PLACE = "SELECT rowid FROM sources WHERE id = ?"


def _source(found: list[Found]) -> Row:
    def order(one: Found) -> tuple[str, str, str]:
        return (
            one.origin.value(_LAST_RUN, [one.row["id"]]) or "",
            one.row["strategies_since"] or "",
            repr(one.row),
        )

    return {**max(found, key=order).row, "first_seen": earliest(found, "first_seen")}


def _sighting(found: list[Found]) -> Row:
    """Return what is known about a URL. A post keeps its own URL; otherwise the latest request decides."""

    def order(one: Found) -> tuple[bool, bool, bool, str, str]:
        row = one.row
        own = one.origin.value("SELECT url FROM posts WHERE id = ?", [row["post"]]) if row["post"] else None
        return (
            own is not None and key_of(own) == row["key"],
            row["status"] in _OWNERS,
            row["post"] is not None,
            row["checked"] or row["last_seen"],
            repr({**row, "post": None}),
        )

    chosen = max(found, key=order) if len(found) > 1 else found[0]
    listed = latest(found, "last_seen").row if len(found) > 1 else chosen.row
    return {
        **chosen.row,
        "post": chosen.origin.post(chosen.row["post"]),
        "first_seen": earliest(found, "first_seen"),
        "last_seen": listed["last_seen"],
        "mark": listed["mark"],
        "listed_on": listed["listed_on"],
    }


def _boilerplate(found: list[Found]) -> Row:
    return min((one.row for one in found), key=lambda row: (row["since"], repr(row)))


def _validators(found: list[Found]) -> Row:
    return latest(found, "stored").row


def _selector(found: list[Found]) -> Row:
    return latest(found, "since").row


def _warc_file(found: list[Found]) -> Row:
    return latest(found, "read").row


def _target(found: list[Found]) -> Row:
    # Rather twice than never: what one archive found may have been told to nobody.
    return {**found[0].row, "served": earliest(found, "served")}


def _host(found: list[Found]) -> Row:
    return {**latest(found, "robots_fetched").row, "not_before": newest(found, "not_before")}


def _watch(found: list[Found]) -> Row:
    return max((one.row for one in found), key=repr)


def _common_fact(found: list[Found]) -> Row:
    return {**found[0].row, "share": max(one.row["share"] for one in found)}


RULES: dict[str, tuple[tuple[str, ...], Callable[[list[Found]], Row]]] = {
    "sightings": (("source", "key"), _sighting),
    "furniture": (("source", "mark"), _boilerplate),
    "validators": (("source", "url"), _validators),
    "hosts": (("host",), _host),
    "learnt": (("source", "field"), _selector),
    "warc_files": (("location",), _warc_file),
    "notify_targets": (("id",), _target),
    "watches": (("id",), _watch),
    "common_facts": (("fact",), _common_fact),
}


def merge_by_rule(db: Database, inputs: list[Input], table: str) -> None:
    """Write one row for each key of a table."""
    key, rule = RULES[table]
    for found in by_key(inputs, table, key):
        insert(db, table, rule(found))


def merge_pages(db: Database, inputs: list[Input]) -> None:
    """Write the raw pages. Of equal pages that follow each other, as in one archive, only the first is kept."""
    for found in by_key(inputs, "pages", ("source", "url")):
        if len({id(one.origin) for one in found}) == 1:
            for one in found:
                insert(db, "pages", one.row)
        else:
            for row in _history([one.row for one in found]):
                insert(db, "pages", row)


def _history(rows: list[Row]) -> list[Row]:
    """Return the different pages of one URL. A page that was fetched in the same millisecond as another moves on."""
    last: dict[str, str] = {}
    times: set[tuple[str, str]] = set()
    kept = []
    for row in sorted(rows, key=lambda row: (row["fetched"], row["kind"], row["digest"])):
        if last.get(row["kind"]) == row["digest"]:
            continue
        last[row["kind"]] = row["digest"]
        fetched = row["fetched"]
        while (fetched, row["kind"]) in times:
            fetched = _later(fetched)
        times.add((fetched, row["kind"]))
        kept.append({**row, "fetched": fetched})
    return kept


def _later(time: str) -> str:
    when = moment(time)
    assert when is not None  # noqa: S101 - the column is NOT NULL
    return stamp(when + timedelta(milliseconds=1))


def merge_digests(db: Database, inputs: list[Input]) -> None:
    """Write the digests, each with the posts that any archive has not told.

    An archive without the digest has told nothing: its posts count from the time when another one told them last.
    """
    known = [(one, {row["filters"]: row for row in one.rows("SELECT * FROM digests")}) for one in inputs]
    for filters in sorted({name for _, own in known for name in own}):
        told = min(own[filters]["told"] for _, own in known if filters in own)
        insert(db, "digests", {"filters": filters, "told": told})
        for one, own in known:
            rows = (
                one.tuples("SELECT post FROM digest_queue WHERE digest = ?", [own[filters]["id"]])
                if filters in own
                else one.tuples("SELECT id FROM posts WHERE first_seen > ?", [told])
            )
            db.conn.executemany(_QUEUE, [(one.post(row[0]), filters) for row in rows])


_QUEUE = "INSERT OR IGNORE INTO digest_queue SELECT id, ? FROM digests WHERE filters = ?"


def respell_urls(db: Database, inputs: list[Input]) -> None:
    """Give the pages and the address of a post its new URL, if another archive spells it in another way."""
    for source, own, url in (change for one in inputs for change in one.changed_urls):
        located = (
            "json_set(headers, '$.\"content-location\"', coalesce(headers ->> '$.\"content-location\"', url))"
        )
        sql = f"UPDATE OR IGNORE pages SET headers = {located}, url = ? WHERE source = ? AND url = ?"
        db.conn.execute(sql, [url, source, own])
        db.conn.execute(
            "UPDATE sightings SET url = ? WHERE source = ? AND key = ?", [url, source, key_of(url)]
        )


def merge_words(db: Database, inputs: list[Input]) -> None:
    """Write the words of all archives."""
    for one in inputs:
        words = one.tuples("SELECT folded, language, word FROM words")
        db.conn.executemany("INSERT OR IGNORE INTO words (folded, language, word) VALUES (?, ?, ?)", words)


def merge_merges(db: Database, inputs: list[Input]) -> None:
    """Write the merges of posts. One that was undone in any archive stays undone.

    Of active merges that exclude each other, the latest remains.
    """
    rows: dict[tuple[int, int], list[Found]] = {}
    for one in inputs:
        for row in one.rows("SELECT * FROM merges"):
            new = {**row, "post": one.posts[row["post"]], "into_post": one.posts[row["into_post"]]}
            rows.setdefault((new["post"], new["into_post"]), []).append(Found(one, new))
    joined = [
        {
            **latest(found, "merged").row,
            "merged": earliest(found, "merged"),
            "undone": newest(found, "undone"),
        }
        for _, found in sorted(rows.items())
    ]
    copies: set[int] = set()
    targets: set[int] = set()
    for row in sorted(joined, key=lambda row: (row["merged"], row["post"], row["into_post"]), reverse=True):
        if row["undone"] is None:
            if {row["post"], row["into_post"]} & copies or row["post"] in targets:
                row["undone"] = row["merged"]
            else:
                copies.add(row["post"])
                targets.add(row["into_post"])
        insert(db, "merges", row)
    # A merged post counts as withdrawn.
    db.conn.execute(
        "UPDATE posts SET withdrawn = coalesce(withdrawn, (SELECT merged FROM merges m WHERE m.post = posts.id AND "
        "m.undone IS NULL)) WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(copies))],
    )
