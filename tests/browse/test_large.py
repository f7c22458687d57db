"""Pages of large archives: lists in parts, and counts that are kept until the archive changes."""

from __future__ import annotations

import asyncio
import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, RelayFilter, bounded, browsing
from clusterwatch.archive.mentioned import Named, Pair
from clusterwatch.archive.terms import TermFilter
from clusterwatch.browse.agenda import CALLS
from clusterwatch.browse.site import site
from clusterwatch.models import MentionKind
from tests.archive.planted import Planter

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
MADE = 2 * CALLS + 30


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of MADE calls whose deadlines are days in a row, all of which have passed but ten."""
    path = tmp_path_factory.mktemp("large") / "archive.db"
    with Archive(path) as archive, archive.transaction():
        to = Planter(archive)
        to.source("a", "AT")
        for number in range(MADE):
            to.tell(("a", "2025-06-01", "de"), kind="call")
            sql = "INSERT INTO days (post, number, kind, start, raw, method, superseded, until) "
            sql += "VALUES (?, 1, 'deadline', date('2026-06-10', ?), '', 'text', 0, date('2026-06-10', ?))"
            before = f"-{number} days"
            archive.db.execute(sql, [to.post, before, before])
            sql = "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
            for count, body in enumerate(("x", "y") if number % 2 else ("x",), 1):
                values = [to.post, count, body, f"Body {body}{number % 10}"]
                archive.db.execute(f"{sql} VALUES (?, ?, 'body', ?, ?, '', 1, 0, 'name')", values)
        archive.db.execute("UPDATE posts SET withdrawn = '2026' WHERE id = 2")
    return path


def test_calls_are_listed_in_pages(path: Path) -> None:
    with closing(site(path, lambda: NOW)) as shown:

        def deadlines(address: str) -> tuple[str, list[str]]:
            text = asyncio.run(shown.client.get(address)).text
            listed = text.partition("<ol")[2].partition("</ol>")[0]
            return text, re.findall(r'<span class="day"><span class="iso">([\d-]+)', listed)

        page, first = deadlines("/calls?show=all")
        _, second = deadlines(f"/calls?show=all&first={CALLS}")
        last, third = deadlines(f"/calls?show=all&first={2 * CALLS}&country=AT")
        _, still_open = deadlines("/calls")
    assert [len(first), len(second), len(third)] == [CALLS, CALLS, MADE - 1 - 2 * CALLS]
    listed = first + second + third
    coming = sorted(day for day in listed if day >= f"{NOW:%Y-%m-%d}")
    assert listed == [*coming, *sorted(set(listed) - set(coming), reverse=True)]
    assert f"{MADE - 1} calls" in page
    assert f"These are 1 to {CALLS}" in page
    assert f"first={CALLS}" in page
    assert f"first={CALLS}" in last
    assert "Next calls" not in last
    assert len(still_open) == 9


def test_counts_are_kept_until_the_archive_changes(path: Path) -> None:
    with closing(bounded.connection(path)) as conn:
        bodies, pairs = browsing.bodies(conn, 5)
        assert bodies == [
            Named(MentionKind.BODY, "x", "Body x9", MADE - 1, 1),
            Named(MentionKind.BODY, "y", "Body y9", MADE // 2 - 1, 1),
        ]
        assert pairs == [Pair("x", "Body x9", "y", "Body y9", MADE // 2 - 1, MADE // 2 - 1)]
        assert browsing.bodies(conn, 5)[0] is bodies
        counted = browsing.relays(conn, NOW.date(), RelayFilter())
        assert browsing.relays(conn, NOW.date(), RelayFilter()) is counted
        rising = browsing.terms(conn, NOW.date(), 30, TermFilter())[1]
        assert browsing.terms(conn, NOW.date(), 30, TermFilter())[1] is rising
        assert browsing.terms(conn, NOW.date(), 90, TermFilter())[1] is not rising
        with Archive(path) as archive:
            archive.db.execute("UPDATE posts SET withdrawn = NULL WHERE id = 2")
        assert browsing.bodies(conn, 5)[0][0].posts == MADE
        with Archive(path) as archive:
            archive.db.execute("UPDATE posts SET withdrawn = '2026' WHERE id = 2")


def test_all_posts_are_counted_however_large_their_table_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MOST_BYTES", 2000)
    with closing(bounded.connection(path)) as conn:
        whole = browsing.relays(conn, NOW.date(), RelayFilter()).whole
    assert whole is not None
    assert whole.announcements == MADE
