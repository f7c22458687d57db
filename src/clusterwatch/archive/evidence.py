"""The evidence for the values of a post: one row per field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields

from sqlite_utils import Database

from clusterwatch.models import Evidence, Rejected

_REJECTED = tuple(field.name for field in fields(Rejected))


def write_evidence(db: Database, post: int, evidence: Mapping[str, Evidence]) -> None:
    """Write the evidence of the given fields, replacing earlier evidence. Other fields keep theirs."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO evidence (post, field, method, raw, value, location, reason, rejected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(post, field, *_row(e)) for field, e in evidence.items()],
    )


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
