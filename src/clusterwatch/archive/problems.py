"""The problems and notes of each run: what was wrong with a source, and what was decided automatically."""

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
_Report = TypeVar("_Report", Problem, Note)


class Problems:
    """The `problems` and `notes` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, run: int, source: str, problems: Iterable[Problem], notes: Iterable[Note]) -> None:
        """Write the problems and notes of a run about one source."""
        for problem in problems:
            row = {"run": run, "source": source, "since": problem.since, **_row(problem)}
            self._insert("problems", row)
        for note in notes:
            self._insert("notes", {"run": run, "source": source, **_row(note)})

    def since(self, source: str, problem: Problem) -> str | None:
        """Return the day of the first of the consecutive runs with this problem, or None if no run had it.

        Two problems are the same if code, field, selector and URL are equal. A run without the problem ends it. The
        problem of a field is only visible on pages, so that runs that read no new page are skipped for it.
        """
        values = {
            "source": source,
            "of_pages": int(problem.field is not None),
            **{name: getattr(problem, name) for name in ("code", "field", "selector", "url")},
        }
        day: str | None = self._db.execute(_SINCE.format(same=_SAME), values).fetchone()[0]
        return day

    def of(self, run: int, source: str) -> tuple[Problem, ...]:
        """Return the problems of a run with a source in the order in which they were added."""
        sql = "SELECT * FROM problems WHERE run = ? AND source = ? ORDER BY rowid"
        return tuple(problem_of(row) for row in self._db.query(sql, [run, source]))

    def notes(self, run: int, source: str) -> tuple[Note, ...]:
        """Return the notes of a run about a source in the order in which they were added."""
        sql = "SELECT * FROM notes WHERE run = ? AND source = ? ORDER BY rowid"
        return tuple(_made(Note, NoteCode(row["code"]), row) for row in self._db.query(sql, [run, source]))

    def _insert(self, table: str, row: Mapping[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        self._db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def flags_of(text: str | None) -> list[Problem]:
    """Return the problems in a value of `posts.flags`."""
    return [problem_of(row) for row in json.loads(text or "[]")]


def as_flags(problems: Iterable[Problem]) -> str | None:
    """Return problems as a value of `posts.flags`: a JSON list of objects without empty members, or None."""
    objects = [as_object(problem) for problem in problems]
    return f"[{', '.join(objects)}]" if objects else None


def as_object(problem: Problem) -> str:
    """Return a problem as a JSON object without empty members."""
    members = {name: value for name, value in _members(problem).items() if value not in (None, {})}
    return storable(json.dumps(members, ensure_ascii=False))


def _members(report: Problem | Note) -> dict[str, Any]:
    return {name: getattr(report, name) for name in _COLUMNS} | {"detail": dict(report.detail)}


def _row(report: Problem | Note) -> dict[str, Any]:
    detail = json.dumps(dict(report.detail), ensure_ascii=False) if report.detail else None
    row = {**_members(report), "detail": detail}
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def problem_of(row: Mapping[str, Any]) -> Problem:
    """Return the problem that `as_object` wrote, or a row of the table."""
    return _made(Problem, ProblemCode(row["code"]), row, since=row.get("since"))


def _made(kind: type[_Report], code: Any, row: Mapping[str, Any], **more: Any) -> _Report:
    detail = row.get("detail") or {}
    members = {name: row.get(name) for name in ("field", "selector", "url", "count")}
    return kind(code, **members, detail=json.loads(detail) if isinstance(detail, str) else detail, **more)
