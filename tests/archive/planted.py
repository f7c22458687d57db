"""Write stories whose answers are known into an archive: sources, and posts without texts."""

from __future__ import annotations

from clusterwatch.archive import Archive


class Planter:
    """Writes sources, stories and posts without texts."""

    def __init__(self, archive: Archive) -> None:
        self.db = archive.db.conn
        self.post = self.story = 0

    def source(self, name: str, country: str | None, watched: int = 1) -> None:
        sql = "INSERT INTO sources (id, name, url, country, first_seen, rules, watched) "
        self.db.execute(f"{sql} VALUES (?, '', '/', ?, '', '', ?)", [name, country, watched])

    def tell(self, *posts: tuple[str, str | None, str], kind: str | None = None, programme: str = "") -> None:
        """Write a story of posts (source, day, language)."""
        self.story += 1
        days = [day for _, day, _ in posts if day]
        values = [self.story, self.post + 1, len(posts), len({s for s, _, _ in posts}), min(days), max(days)]
        sql = "INSERT INTO stories (id, first_post, posts, sources, first_published, last_published) "
        self.db.execute(f"{sql} VALUES (?, ?, ?, ?, ?, ?)", values)
        for source, day, language in posts:
            self.post += 1
            sql = "INSERT INTO posts (id, source, url, published, language, kind, first_seen, last_seen, last_changed, "
            sql += "story, fingerprint) VALUES (?, ?, ?, ?, ?, ?, '', '', '', ?, '')"
            self.db.execute(sql, [self.post, source, str(self.post), day, language, kind, self.story])
        if programme:
            sql = "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
            self.db.execute(
                f"{sql} VALUES (?, 1, 'programme', ?, ?, '', 0, 0, '')", [self.post, programme, "Life"]
            )
