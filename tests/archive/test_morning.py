"""What was found since a time: new stories, late finds and relays, by the time at which posts were found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, browsing, morning

YESTERDAY = datetime(2026, 3, 9, tzinfo=UTC)
# id, source, published, story, first seen, withdrawn
POSTS = (
    (1, "alpha", "2026-03-01", 1, "2026-03-01", None),  # seen long ago
    (2, "beta", "2026-03-09", 1, "2026-03-09", None),  # relays post 1
    (3, "alpha", "2026-03-09", 3, "2026-03-09", None),
    (4, "beta", "2026-03-08", 3, "2026-03-10", None),  # both posts of this story are new
    (5, "alpha", "2025-01-01", 5, "2026-03-10", None),  # a late find
    (6, "gamma", "2025-02-01", 6, "2026-03-10", None),  # what a new source had before
    (7, "gamma", "2026-03-03", 7, "2026-03-10", None),
    (8, "alpha", None, 8, "2026-03-09", None),
    (14, "gamma", None, 14, "2026-03-10", None),  # may be of any age
    (15, "alpha", "2026-02", 15, "2026-03-10", None),  # of a month, the last day counts
    (16, "alpha", "2026-01", 16, "2026-03-10", None),
    (9, "alpha", "2026-03-09", 9, "2026-03-09", "2026-03-10"),  # withdrawn
    (10, "alpha", "2026", None, "2026-03-10", None),  # its story was not looked for yet
    (11, "alpha", "2026-03-10", 1, "2026-03-10", None),  # the source of post 1 tells it again
    (12, "beta", "2026-03-08", 12, "2026-03-08T23:59:59.999Z", None),
    (13, "beta", "2020-03-08", 5, "2026-03-10", None),  # a late find of the same story as 5
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path: Path = tmp_path_factory.mktemp("morning") / "archive.db"
    with Archive(path) as made:
        for source, seen in (("alpha", "2026-01-01"), ("beta", "2026-01-01"), ("gamma", "2026-03-10")):
            made.db.execute(
                "INSERT INTO sources (id, name, url, country, first_seen, rules) VALUES (?, ?, '/', 'FR', ?, '')",
                [source, source.title(), f"{seen}T02:00:00.000Z"],
            )
        for id_, source, published, story, seen, withdrawn in POSTS:
            made.db.execute("INSERT OR IGNORE INTO stories (id) VALUES (?)", [story or 99])
            made.db.execute(
                "INSERT INTO posts (id, source, url, title, published, story, first_seen, last_seen, last_changed, "
                "fingerprint, withdrawn) VALUES (?, ?, ?, 'A', ?, ?, ?, '', '', '', ?)",
                [
                    id_,
                    source,
                    f"/{id_}",
                    published,
                    story,
                    seen if "T" in seen else f"{seen}T02:00:00.000Z",
                    withdrawn,
                ],
            )
        made.db.conn.commit()
        yield made


def test_what_was_found_since_a_time(archive: Archive) -> None:
    found = morning.found(archive.db.conn, YESTERDAY, 8)
    listed = {name: [post.id for post in getattr(found, name)] for name in ("fresh", "late", "relayed")}
    assert listed == {"fresh": [3, 7, 15, 10, 8], "late": [16, 5], "relayed": [2]}
    assert (found.posts, found.earlier) == (14, 2)
    assert found.fresh[0].relays == ("Beta",)
    assert found.relayed[0].relays == ("Alpha",)


def test_lists_are_limited(archive: Archive) -> None:
    found = morning.found(archive.db.conn, YESTERDAY, 2)
    assert [post.id for post in found.fresh] == [3, 7]
    assert found.posts == 14


def test_nothing_is_new(archive: Archive) -> None:
    found = morning.found(archive.db.conn, datetime(2026, 3, 11, tzinfo=UTC), 8)
    assert found == morning.Found(0, 0, (), (), ())


@pytest.mark.parametrize(
    ("first", "last", "shown", "older", "later", "coarse", "undated"),
    [
        ("2026-03", "2026-03", 8, 5, 0, 1, 2),
        ("2025-02", "2025-12", 1, 2, 11, 0, 2),
        ("2020", "2025", 3, 0, 11, 0, 2),
        ("2026", "2026", 11, 3, 0, 0, 2),
    ],
)
def test_posts_that_a_chart_does_not_show_are_counted(
    archive: Archive, first: str, last: str, shown: int, older: int, later: int, coarse: int, undated: int
) -> None:
    dating = browsing.dating(archive.db.conn, first, last)
    counts = (dating.shown, dating.older, dating.later, dating.coarse, dating.undated)
    assert counts == (shown, older, later, coarse, undated)
    assert dating.posts == 16
    assert sum(n for _, _, n in browsing.by_period_and_country(archive.db.conn, first, last)) == dating.shown
