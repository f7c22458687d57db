"""Runs with their outcomes, problems, notes and incidents. A run that two archives have in common is one run."""

from __future__ import annotations

from sqlite_utils import Database

from clusterwatch.archive.joining.inputs import Found, Input, Row, by_key, insert, latest

_PARTS = {"outcomes": "", "problems": "ORDER BY rowid", "notes": "ORDER BY rowid"}
_STATUS = (
    "done",
    "interrupted",
    "failed",
    "killed",
)  # of a run that ended differently in two archives, the last here
_Content = dict[str, list[tuple[str, Row]]]  # (table, row) of a run, by source


def merge_runs(db: Database, inputs: list[Input]) -> None:
    """Write the runs of all inputs with new numbers, in the order of their start.

    Archives that continue copies of one archive have runs in common. Runs with the same start and version are one run
    if they say the same about each source that is in both.
    """
    number = 0
    for same_start in by_key(inputs, "runs", ("started",)):
        for group in _groups(same_start):
            number += 1
            insert(db, "runs", _joined(number, [found.row for found, _ in group]))
            told: _Content = {}
            for found, content in group:
                found.origin.runs[found.row["id"]] = number
                told = {**content, **told}
            for table, row in (part for rows in told.values() for part in rows):
                insert(db, table, {**row, "run": number})


def merge_incidents(db: Database, inputs: list[Input]) -> None:
    """Write the incidents with new numbers, in the order in which they were opened, after the runs.

    One that several archives have, because they continue copies of one archive, is one incident: the archive that saw
    it last says how it ended. Open incidents of one problem are one.
    """
    rows: dict[tuple[str, ...], list[Found]] = {}
    for one in inputs:
        for row in one.rows("SELECT * FROM incidents ORDER BY id"):
            key = tuple(
                str(row[name]) for name in ("opened", "source", "target", "code", "field", "selector")
            )
            rows.setdefault(key, []).append(Found(one, row))
    problems: dict[tuple[str, ...], list[list[Found]]] = {}
    for key, same in sorted(rows.items()):
        closed = latest(same, "closed", "last_seen").row["closed"]
        problems.setdefault(key if closed else key[1:], []).append(same)
    for number, groups in enumerate(problems.values(), 1):
        seen = [latest(same, "closed", "last_seen") for same in groups]
        first, last = seen[0], latest(seen, "last_seen")
        insert(
            db,
            "incidents",
            {
                **last.row,
                "id": number,
                "opened": first.row["opened"],
                "opened_run": first.origin.runs.get(first.row["opened_run"]),
                "closed_run": last.origin.runs.get(last.row["closed_run"]),
                "count": sum(one.row["count"] for one in seen),
            },
        )
        for found in (found for same in groups for found in same):
            found.origin.incidents[found.row["id"]] = number


def merge_notices(db: Database, inputs: list[Input]) -> None:
    """Write what the targets of notices were told, after the incidents. What any archive told a target is told."""
    told: dict[tuple[str, int], int] = {}
    for one in inputs:
        for target, incident, ended in one.tuples("SELECT target, incident, ended FROM notices"):
            key = (target, one.incidents[incident])
            told[key] = max(ended, told.get(key, 0))
    for (target, incident), ended in sorted(told.items()):
        insert(db, "notices", {"target": target, "incident": incident, "ended": ended})


def merge_undone(db: Database, inputs: list[Input]) -> None:
    """Write which runs were taken back, after the runs. What they changed, in `changes`, is not merged.

    It is what must be written to take back a run in one archive, with the numbers of that archive.
    """
    rows = {
        (row["run"], row["source"], row["undone"]): row
        for one in inputs
        for old in one.rows("SELECT * FROM undone")
        for row in [{**old, "run": one.runs[old["run"]]}]
    }
    for _, row in sorted(rows.items()):
        insert(db, "undone", row)


def _groups(found: list[Found]) -> list[list[tuple[Found, _Content]]]:
    """Return the runs that are one run together, each with its content."""
    groups: list[list[tuple[Found, _Content]]] = []
    for run, content in sorted(((run, _content(run)) for run in found), key=_order):
        for group in groups:
            if all(_is_same(run, content, *other) for other in group):
                group.append((run, content))
                break
        else:
            groups.append([(run, content)])
    return groups


def _order(run: tuple[Found, _Content]) -> str:
    return repr((sorted(run[1].items()), {**run[0].row, "id": None}))


def _is_same(run: Found, content: _Content, other: Found, other_content: _Content) -> bool:
    both = content.keys() & other_content.keys()
    return (
        run.origin is not other.origin
        and run.row["version"] == other.row["version"]
        and all(content[source] == other_content[source] for source in both)
    )


def _content(run: Found) -> _Content:
    content: _Content = {}
    for table, order in _PARTS.items():
        for row in run.origin.rows(f"SELECT * FROM {table} WHERE run = ? {order}", [run.row["id"]]):
            content.setdefault(row["source"], []).append((table, {**row, "run": None}))
    return content


def _joined(number: int, rows: list[Row]) -> Row:
    ended = max(filter(None, (row["ended"] for row in rows)), default=None)
    states = ["killed" if row["status"] == "running" else row["status"] for row in rows]
    if ended is not None:
        states = [s for s, row in zip(states, rows, strict=True) if row["ended"]]
    status = max(states, key=lambda s: (_STATUS.index(s) if s in _STATUS else -1, s))
    return {**max(rows, key=repr), "id": number, "ended": ended, "status": status}
