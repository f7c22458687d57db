"""Which posts the saved searches of sources.yaml find: the tables `watches` and `labels`.

Triggers queue each post that is new or whose text, language or kind changed. What is queued is labelled at the end of
the same transaction, so that a post and its labels are written together, whoever writes it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from clusterwatch.archive.selection import MATCHING, ONE_BY_ONE, Selection, sources

if TYPE_CHECKING:
    from clusterwatch.config import Watch

_MANY = 1000  # queued posts that are found sooner among all that match than one by one
_WAITING = "SELECT count(*) FROM (SELECT 1 FROM label_queue LIMIT ?)"
_QUEUED = "p.id IN (SELECT post FROM label_queue)"
_ADD = (
    "INSERT OR IGNORE INTO labels (watch, post, since) SELECT ?, p.id, p.{since} FROM posts p WHERE {found}"
)
_REMOVE = (
    "DELETE FROM labels WHERE watch = ? AND post IN (SELECT p.id FROM posts p WHERE {among}) "
    "AND post NOT IN (SELECT p.id FROM posts p WHERE {found})"
)


class Labels:
    """The saved searches and the posts that they find."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def register(self, watches: Mapping[str, Watch]) -> None:
        """Update the saved searches, which are all of sources.yaml, in the open transaction.

        The posts of the past are labelled for those that are new or that find other sources than before.
        """
        known = self._db.execute("SELECT id, settings, sources FROM watches").fetchall()
        before = {row[0]: (row[1], row[2]) for row in known}
        for name in before.keys() - watches.keys():
            self._db.execute("DELETE FROM labels WHERE watch = ?", [name])
            self._db.execute("DELETE FROM watches WHERE id = ?", [name])
        for name, watch in watches.items():
            settings = watch.model_dump(mode="json", exclude_defaults=True)
            selection = selection_of(settings)
            row = (json.dumps(settings, ensure_ascii=False), json.dumps(sources(self._db, selection)))
            if before.get(name) != row:
                sql = (
                    "INSERT INTO watches (id, settings, sources) VALUES (?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, sources = excluded.sources"
                )
                self._db.execute(sql, [name, *row])
                self._label(name, selection, "1", "first_seen", MATCHING)

    def settle(self) -> None:
        """Label the queued posts, at the end of the open transaction, and take them out of the queue."""
        (waiting,) = self._db.conn.execute(_WAITING, [_MANY]).fetchone()
        if not waiting:
            return
        matching = MATCHING if waiting >= _MANY else ONE_BY_ONE
        for name, settings in self._db.conn.execute("SELECT id, settings FROM watches").fetchall():
            self._label(name, selection_of(json.loads(settings)), _QUEUED, "last_changed", matching)
        self._db.conn.execute("DELETE FROM label_queue")

    def _label(self, name: str, selection: Selection, among: str, since: str, matching: str) -> None:
        """Label the posts among some that a search finds; others among them lose the label. `since` is a column.

        `matching` is how their words are looked up; see `Selection.conditions`.
        """
        conditions, values = selection.conditions(self._db, matching)
        found = f"{among} AND {conditions}"
        self._db.conn.execute(_REMOVE.format(among=among, found=found), [name, *values])
        self._db.conn.execute(_ADD.format(since=since, found=found), [name, *values])


def selection_of(settings: Mapping[str, Any]) -> Selection:
    """Return the selection of a saved search, given as an object of its settings."""

    def listed(name: str) -> tuple[str, ...]:
        found: Sequence[str] = settings.get(name, ())
        return tuple(found)

    return Selection(
        listed("source"),
        listed("lang"),
        countries=listed("country"),
        kinds=listed("kind"),
        words=settings.get("search"),
    )
