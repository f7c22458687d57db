"""What was wrong in each run, and what it did by itself: one row per problem and per note of a source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlite_utils import Database

from clusterwatch.archive.evidence import storable
from clusterwatch.models import Note, NoteCode, Problem, ProblemCode

_COLUMNS = ("code", "field", "selector", "url", "count", "detail")
_SINCE = """
SELECT min(substr(r.started, 1, 10)) FROM problems p JOIN runs r ON r.id = p.run
WHERE {same} AND p.run > coalesce((
    SELECT max(o.run) FROM outcomes o WHERE o.source = :source AND (o.new > 0 OR NOT :of_pages)
    AND NOT EXISTS (SELECT 1 FROM problems p WHERE p.run = o.run AND {same})), 0)
"""
_SAME = "p.source = :source AND p.code = :code AND p.field IS :field AND p.selector IS :selector AND p.url IS :url"
_Told = TypeVar("_Told", Problem, Note)


class Problems:
    """The `problems` and `notes` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, run: int, source: str, problems: Iterable[Problem], notes: Iterable[Note]) -> None:
        """Write what one run met in one source."""
        for problem in problems:
            row = {"run": run, "source": source, "since": problem.since, **_row(problem)}
            self._insert("problems", row)
        for note in notes:
            self._insert("notes", {"run": run, "source": source, **_row(note)})

    def since(self, source: str, problem: Problem) -> str | None:
        """The day of the first of the runs that met this problem without interruption; None when none did.

        It is the same problem when code, field, selector and address are the same. A run without it ends it. The
        problem of a field shows only on pages, so that a run that read no new page says nothing about it.
        """
        values = {
            "source": source,
            "of_pages": int(problem.field is not None),
            **{name: getattr(problem, name) for name in ("code", "field", "selector", "url")},
        }
        day: str | None = self._db.execute(_SINCE.format(same=_SAME), values).fetchone()[0]
        return day

    def of(self, run: int, source: str) -> tuple[Problem, ...]:
        """The problems that a run met in a source, in their order."""
        sql = "SELECT * FROM problems WHERE run = ? AND source = ? ORDER BY rowid"
        return tuple(_problem(row) for row in self._db.query(sql, [run, source]))

    def notes(self, run: int, source: str) -> tuple[Note, ...]:
        """The notes of a run about a source, in their order."""
        sql = "SELECT * FROM notes WHERE run = ? AND source = ? ORDER BY rowid"
        return tuple(_made(Note, NoteCode(row["code"]), row) for row in self._db.query(sql, [run, source]))

    def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def flags_of(text: str | None) -> list[Problem]:
    """The problems of a post, as `posts.flags` holds them."""
    return [_problem(row) for row in json.loads(text or "[]")]


def as_flags(problems: Iterable[Problem]) -> str | None:
    """Problems as `posts.flags` holds them: a JSON list of objects without empty members; None for no problem."""
    objects = [as_object(problem) for problem in problems]
    return f"[{', '.join(objects)}]" if objects else None


def as_object(problem: Problem) -> str:
    """A problem as a JSON object without empty members."""
    given = {name: value for name, value in _given(problem).items() if value not in (None, {})}
    return storable(json.dumps(given, ensure_ascii=False))


def _given(what: Problem | Note) -> dict[str, Any]:
    return {name: getattr(what, name) for name in _COLUMNS} | {"detail": dict(what.detail)}


def _row(what: Problem | Note) -> dict[str, Any]:
    detail = json.dumps(dict(what.detail), ensure_ascii=False) if what.detail else None
    row = {**_given(what), "detail": detail}
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _problem(row: Mapping[str, Any]) -> Problem:
    return _made(Problem, ProblemCode(row["code"]), row, since=row.get("since"))


def _made(kind: type[_Told], code: Any, row: Mapping[str, Any], **more: Any) -> _Told:
    detail = row.get("detail") or {}
    given = {name: row.get(name) for name in ("field", "selector", "url", "count")}
    return kind(code, **given, detail=json.loads(detail) if isinstance(detail, str) else detail, **more)
