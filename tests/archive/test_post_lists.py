"""Posts in lists of the pages: one per story."""

from __future__ import annotations

from pathlib import Path

from clusterwatch.archive import Archive, browsing
from tests.archive.planted import Planter


def test_posts_whose_stories_were_not_looked_for_yet_are_listed_each(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        with archive.transaction():
            to = Planter(archive)
            to.source("a", "AT")
            to.source("b", "FR")
            to.tell(("a", "2025-06-01", "de"), ("b", "2025-06-02", "de"))
            to.tell(("a", "2025-06-03", "de"))
            to.tell(("a", "2025-06-04", "de"))
            archive.db.execute("UPDATE posts SET story = NULL WHERE published > '2025-06-02'")
        found = browsing.newest_stories(archive.db.conn, "2025-06-30", 5)
        assert [(post.published, post.relays) for post in found] == [
            ("2025-06-04", ()),
            ("2025-06-03", ()),
            ("2025-06-02", ("",)),
        ]
        assert len(browsing.newest_stories(archive.db.conn, "2025-06-30", 2)) == 2
