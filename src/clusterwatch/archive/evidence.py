"""The evidence for the values of a post: one row per field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlite_utils import Database

from clusterwatch.models import Evidence, Rejected

_REJECTED = tuple(field.name for field in fields(Rejected))
_COLUMNS = ("method", "raw", "value", "location", "reason", "rejected")
_WITH = {"body": ("body", "language")}  # values that change together


def write_evidence(db: Database, post: int, evidence: Mapping[str, Evidence]) -> None:
    """Write the evidence of the given fields, replacing earlier evidence. Other fields keep theirs."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO evidence (post, field, method, raw, value, location, reason, rejected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(post, field, *_row(e)) for field, e in evidence.items()],
    )


def evidence_of(db: Database, post: int, changed: Iterable[str]) -> str:
    """Return the evidence for the fields of a post that are about to change, as JSON for `revisions.evidence`.

    A value that equals that of the post is left out: the revision has it.
    """
    found = {}
    for name in _changing(changed):
        sql = (
            f"SELECT {', '.join(_COLUMNS)}, value IS (SELECT {name} FROM posts WHERE id = post) FROM evidence"
        )
        row = db.conn.execute(f"{sql} WHERE post = ? AND field = ?", [post, name]).fetchone()
        found[name] = _packed(row[:-1], same=bool(row[-1])) if row else None
    return json.dumps(found, ensure_ascii=False)


def evidence_for(
    changed: Iterable[str], known: Mapping[str, Any], following: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the part of the `known` evidence of a version that the next version replaces.

    That is the evidence of the fields that change, and of others whose evidence in the `following` version differs.
    """
    changing = set(_changing(changed))
    return {
        name: row
        for name, row in known.items()
        if name in changing or (name in following and following[name] != row)
    }


def renewed(db: Database, post: int, evidence: Mapping[str, Evidence]) -> list[str]:
    """Return the fields of which the archive has other evidence than this."""
    stored = dict(_rows(db, post))
    return [field for field, e in evidence.items() if stored.get(field) != tuple(_row(e))]


def _rows(db: Database, post: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    sql = f"SELECT field, {', '.join(_COLUMNS)} FROM evidence WHERE post = ?"
    for field, *row in db.conn.execute(sql, [post]):
        yield field, tuple(row)


def _changing(changed: Iterable[str]) -> list[str]:
    return [name for field in changed for name in _WITH.get(field, (field,))]


def evidence_in(draft: Mapping[str, Evidence], values: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the evidence of a draft with these values, as `evidence_of` writes it, by field."""
    rows = ((name, _row(evidence)) for name, evidence in draft.items())
    return {name: _packed(row, same=row[2] == values.get(name)) for name, row in rows}


def restore_evidence(db: Database, post: int, evidence: str | None, values: Mapping[str, str | None]) -> None:
    """Write evidence that `evidence_of` returned. `values` are the values of the post by field."""
    for name, kept in json.loads(evidence or "{}").items():
        db.conn.execute("DELETE FROM evidence WHERE post = ? AND field = ?", [post, name])
        if kept is not None:
            row = {"post": post, "field": name, **kept}
            row["value"] = kept.get("value", values.get(name))
            marks = ", ".join("?" * len(row))
            db.conn.execute(f"INSERT INTO evidence ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def _packed(row: Sequence[Any], *, same: bool) -> dict[str, Any]:
    """Return a row of evidence without what is missing, and without the value if the post has the same."""
    kept = {name: text for name, text in zip(_COLUMNS, row, strict=True) if text is not None}
    if same:
        kept.pop("value", None)
    elif "value" not in kept:
        kept["value"] = None
    return kept


def storable(text: str) -> str:
    """Return `text` without lone surrogates, which UTF-8 cannot encode."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _row(e: Evidence) -> list[str | None]:
    rejected = [{name: _text(getattr(r, name)) for name in _REJECTED} for r in e.rejected]
    as_json = json.dumps(rejected, ensure_ascii=False) if rejected else None
    return [*map(_text, (e.method, e.raw, e.value, e.where, e.reason)), as_json]


def _text(value: str | None) -> str | None:
    if value is None or not value.isascii():
        return value if value is None else storable(value)
    return str(value)  # not a member of an enumeration, which SQLite would look up an adapter for
