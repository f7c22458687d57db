"""The links between posts of one story: by text, by facts, and by what a person decided.

queue ─► signatures ─► candidates by rare facts ─► comparisons ─► links ─► stories by average link
                                                       └─► vectors, where facts leave it open ─┘

Signatures and comparisons are pure and run in workers. A link by text ties a copy to the post with which it was
compared; posts that it ties count as one when stories are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlite_utils import Database

from clusterwatch.archive.times import stamp
from clusterwatch.models import Compute
from clusterwatch.stories.archived import (
    Stored,
    Text,
    compared,
    counted,
    embedded,
    identifiers,
    searched,
    signed,
)
from clusterwatch.stories.cluster import JOINED, stories_of
from clusterwatch.stories.score import Comparison

WINDOW = 45  # days between two posts that are compared
COMMON = 150  # posts in the window: a fact that more of them have finds no candidates
COMPARED = 10  # candidates that are compared, those whose common rare facts weigh most first
KEPT = 0.1  # probability from which a link is kept
NEIGHBOURS = 12  # posts of a source that show which paragraphs repeat
FIRST_COUNT = 2000  # posts from which it is counted which facts are common
_SAMPLE = 20_000  # posts in which they are counted
_TEXTS = """
SELECT id, source, title, body, language, published FROM posts
WHERE id IN (SELECT value FROM json_each(?)) AND story IS NOT NULL ORDER BY id
"""
_BODIES = "SELECT body FROM posts WHERE source = ? AND body IS NOT NULL ORDER BY published DESC LIMIT ?"
_FOUND = "SELECT post FROM story_facts WHERE fact = ? AND day BETWEEN ? AND ? LIMIT ?"
_SIGNATURES = """
SELECT s.post, s.day, s.language, s.kind, s.facts, s.names, s.searched, p.source
FROM signatures s JOIN posts p ON p.id = s.post WHERE s.post IN (SELECT value FROM json_each(?))
"""
_NEIGHBOURS = """
SELECT other FROM story_links WHERE one = :post AND (how = 'text' OR probability >= :least)
UNION SELECT one FROM story_links WHERE other = :post AND (how = 'text' OR probability >= :least)
UNION SELECT other FROM story_decisions WHERE one = :post AND together
UNION SELECT one FROM story_decisions WHERE other = :post AND together
"""
_AMONG = """
SELECT one, other, how, probability FROM story_links WHERE one IN (SELECT value FROM json_each(:posts))
AND other IN (SELECT value FROM json_each(:posts)) ORDER BY one, other, how
"""
_DECIDED = """
SELECT one, other, together FROM story_decisions WHERE one IN (SELECT value FROM json_each(:posts))
AND other IN (SELECT value FROM json_each(:posts)) ORDER BY one, other
"""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Posts that tell one announcement. `how` says for each why it is there, with a probability or None."""

    posts: tuple[int, ...]
    how: Mapping[int, tuple[str, float | None]]


class StoryLinks:
    """The tables `signatures`, `story_facts`, `story_links`, `story_decisions`, `story_queue` and `common_facts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def queued(self) -> list[int]:
        """Return the posts whose links must be found."""
        return [row[0] for row in self._db.conn.execute("SELECT post FROM story_queue ORDER BY post")]

    def renew(self, post: int) -> None:
        """Let the signature of a post that changed be made again, and its links be found."""
        self._db.conn.execute("DELETE FROM signatures WHERE post = ?", [post])
        self.queue([post])

    def queue(self, posts: Iterable[int]) -> None:
        """Let the links of posts be found again."""
        self._db.conn.executemany("INSERT OR IGNORE INTO story_queue VALUES (?)", [(post,) for post in posts])

    def renew_all(self) -> None:
        """Let the signatures of all posts be made again, and their links be found."""
        self._db.conn.execute("DELETE FROM story_facts")
        self._db.conn.execute("DELETE FROM signatures")
        self._db.conn.execute("DELETE FROM story_links WHERE how = 'facts'")
        self._db.conn.execute("DELETE FROM common_facts")
        self._db.conn.execute(
            "INSERT OR IGNORE INTO story_queue SELECT id FROM posts WHERE story IS NOT NULL"
        )

    def texts(self, posts: Sequence[int]) -> list[Text]:
        """Return what the signatures of posts are made of."""
        return [Text(*row) for row in self._db.conn.execute(_TEXTS, [json.dumps(posts)])]

    def unsigned(self, texts: Sequence[Text]) -> list[Text]:
        """Return the texts of the posts that have no signature."""
        known = self._signed(one.post for one in texts)
        return [one for one in texts if one.post not in known]

    def signing(self, texts: Sequence[Text]) -> Compute:
        """Return the step that makes the signatures of posts."""
        return Compute(signed, (texts, self._neighbouring(texts)))

    def embedding(self, texts: Sequence[Text]) -> Compute:
        """Return the step that makes the vectors of posts."""
        return Compute(embedded, (texts, self._neighbouring(texts)))

    def sign(self, texts: Sequence[Text], signatures: Sequence[Stored]) -> None:
        """Store signatures with the facts by which they are found and related, unless the text changed meanwhile."""
        current = set(self.texts([one.post for one in texts]))
        for one, made in zip(texts, signatures, strict=True):
            if one not in current:
                continue
            day = made.day or self._first_seen(one.post)
            values = [one.post, day, *made]
            self._db.conn.execute(f"INSERT INTO signatures VALUES ({', '.join('?' * len(values))})", values)
            self._db.conn.executemany(
                "INSERT OR IGNORE INTO story_facts VALUES (?, ?, ?)",
                [(fact, day, one.post) for fact in json.loads(made.searched)],
            )
            self._db.conn.executemany(
                "INSERT OR IGNORE INTO identifiers VALUES (?, ?)",
                [(name, one.post) for name in identifiers(made.facts)],
            )

    def comparing(self, posts: Sequence[int]) -> tuple[list[tuple[int, int]], Compute]:
        """Return the pairs of posts and candidates, the smaller number first, and the step that compares them."""
        signatures = self._signatures(posts)
        wanted = {post: self._candidates(post, signatures[post][0]) for post in posts if post in signatures}
        signatures |= self._signatures(sorted({other for found in wanted.values() for other in found}))
        pairs = sorted(
            {
                (min(post, other), max(post, other))
                for post, found in wanted.items()
                for other in found
                if other in signatures and _may_relay(signatures[post], signatures[other])
            }
        )
        used = {post: signatures[post][0] for pair in pairs for post in pair}
        return pairs, Compute(compared, (pairs, used, self.shares(), self.counted_posts()))

    def link(
        self, posts: Sequence[int], pairs: Sequence[tuple[int, int]], comparisons: Sequence[Comparison]
    ) -> set[int]:
        """Store the links of posts by facts. Return these posts and those whose stories may change with them.

        Posts that changed since they were compared have no signature now. They stay in the queue, and no link of them
        is stored.
        """
        signed_now = self._signed(chain(posts, chain.from_iterable(pairs)))
        current = [post for post in posts if post in signed_now]
        touched = set(current)
        for post in current:
            touched |= self._neighbours(post)
            for column in ("one", "other"):
                self._db.conn.execute(f"DELETE FROM story_links WHERE {column} = ? AND how = 'facts'", [post])
        rows = [
            (
                one,
                other,
                "facts",
                found.probability,
                json.dumps(found.shared, ensure_ascii=False),
                json.dumps(found.against),
                found.meaning,
            )
            for (one, other), found in zip(pairs, comparisons, strict=True)
            if found.probability >= KEPT and signed_now.issuperset((one, other))
        ]
        self._db.conn.executemany("INSERT OR REPLACE INTO story_links VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.conn.executemany("DELETE FROM story_queue WHERE post = ?", [(post,) for post in current])
        return touched | {post for row in rows for post in row[:2]}

    def tie(self, post: int, other: int | None, similarity: float) -> None:
        """Tie a post to the one whose text it has, or to none, and let its links by facts be found.

        Posts that were tied to it keep together without it.
        """
        tied = "SELECT one FROM story_links WHERE other = :post AND how = 'text' UNION SELECT other FROM story_links "
        tied += "WHERE one = :post AND how = 'text'"
        left = sorted(row[0] for row in self._db.conn.execute(tied, {"post": post}))
        for column in ("one", "other"):
            self._db.conn.execute(f"DELETE FROM story_links WHERE {column} = ? AND how = 'text'", [post])
        ties = [(left[0], later, 1.0) for later in left[1:]]
        if other is not None:
            ties.append((min(post, other), max(post, other), similarity))
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO story_links VALUES (?, ?, 'text', ?, '[]', '[]', NULL)", ties
        )
        self.renew(post)
        self.queue(left)

    def decide(self, pairs: Iterable[tuple[int, int]], now: datetime, *, together: bool) -> None:
        """Store that a person put the posts of each pair together, or apart."""
        rows = [(min(pair), max(pair), together, stamp(now)) for pair in pairs]
        self._db.conn.executemany("INSERT OR REPLACE INTO story_decisions VALUES (?, ?, ?, ?)", rows)

    def groups(self, posts: Iterable[int]) -> Iterator[Grouped]:
        """Yield the groups that these posts, and all that links connect with them, make up now."""
        left = set(posts)
        while left:
            component = self._component(min(left))
            left -= component
            yield from self._groups(component)

    def of(self, post: int) -> list[dict[str, object]]:
        """Return the links of a post, likeliest first: the other post, what speaks for the link and what against."""
        sql = """
        SELECT CASE one WHEN :post THEN other ELSE one END AS post, how, probability, shared, against, meaning
        FROM story_links WHERE one = :post OR other = :post ORDER BY probability DESC, post
        """
        rows = self._db.query(sql, {"post": post})
        return [
            {**row, "shared": json.loads(row["shared"]), "against": json.loads(row["against"])}
            for row in rows
        ]

    def decisions(self, post: int) -> list[dict[str, object]]:
        """Return what a person decided about a post."""
        sql = """
        SELECT CASE one WHEN :post THEN other ELSE one END AS post, together, decided FROM story_decisions
        WHERE one = :post OR other = :post ORDER BY decided, post
        """
        return [{**row, "together": bool(row["together"])} for row in self._db.query(sql, {"post": post})]

    def shares(self) -> dict[str, float]:
        """Return the shares of the facts that are more common in the archive than usual."""
        return dict(self._db.conn.execute("SELECT fact, share FROM common_facts WHERE fact != ''").fetchall())

    def counted_posts(self) -> int:
        """Return up to which post it was counted which facts are common; 0 before the first count."""
        sql = "SELECT coalesce(sum(share), 0) FROM common_facts WHERE fact = ''"
        return int(self._db.conn.execute(sql).fetchone()[0])

    def counting(self) -> tuple[int, Compute] | None:
        """Return the step that counts which facts are common, if the archive has doubled since it was done.

        The first value says up to which post they are counted.
        """
        (posts,) = self._db.conn.execute("SELECT coalesce(max(post), 0) FROM signatures").fetchone()
        if posts < max(FIRST_COUNT, 2 * self.counted_posts()):
            return None
        sql = "SELECT facts FROM signatures WHERE post % ? = 0"
        return posts, Compute(
            counted, ([row[0] for row in self._db.conn.execute(sql, [max(1, posts // _SAMPLE)])],)
        )

    def keep_shares(self, posts: int, shares: Mapping[str, float]) -> None:
        """Store which facts are common. The row without a fact has the number of the last post that was counted."""
        self._db.conn.execute("DELETE FROM common_facts")
        rows = [("", float(posts)), *sorted(shares.items())]
        self._db.conn.executemany("INSERT INTO common_facts VALUES (?, ?)", rows)

    def _neighbouring(self, texts: Sequence[Text]) -> dict[str, list[str]]:
        """Return bodies of the sources of posts, which show what repeats there."""
        return {
            source: [row[0] for row in self._db.conn.execute(_BODIES, [source, NEIGHBOURS])]
            for source in {one.source for one in texts}
        }

    def _signed(self, posts: Iterable[int]) -> set[int]:
        """Return those of `posts` that have a signature."""
        sql = "SELECT post FROM signatures WHERE post IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._db.conn.execute(sql, [json.dumps(sorted(set(posts)))])}

    def _first_seen(self, post: int) -> int:
        (seen,) = self._db.conn.execute("SELECT first_seen FROM posts WHERE id = ?", [post]).fetchone()
        return date.fromisoformat(seen[:10]).toordinal()

    def _signatures(self, posts: Sequence[int]) -> dict[int, tuple[Stored, str]]:
        """Return the signatures of posts, each with the source of the post."""
        rows = self._db.conn.execute(_SIGNATURES, [json.dumps(posts)])
        return {post: (Stored(*values), source) for post, *values, source in rows}

    def _candidates(self, post: int, signature: Stored) -> list[int]:
        """Return the posts within the window that have most rare facts in common with a post."""
        (day,) = self._db.conn.execute("SELECT near FROM signatures WHERE post = ?", [post]).fetchone()
        shared: dict[int, float] = {}
        for fact, weight in searched(signature.facts).items():
            values = [fact, day - WINDOW, day + WINDOW, COMMON + 1]
            found = self._db.conn.execute(_FOUND, values).fetchall()
            if len(found) <= COMMON:
                for (other,) in found:
                    shared[other] = shared.get(other, 0.0) + weight
        shared.pop(post, None)
        likely = [(-weight, other) for other, weight in shared.items()]
        return [other for _, other in sorted(likely)[:COMPARED]]

    def _neighbours(self, post: int) -> set[int]:
        return {row[0] for row in self._db.conn.execute(_NEIGHBOURS, {"post": post, "least": JOINED})}

    def _component(self, post: int) -> set[int]:
        found: set[int] = set()
        waiting = {post}
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting |= self._neighbours(one) - found
        return found

    def _groups(self, component: set[int]) -> Iterator[Grouped]:
        """Yield the groups of connected posts."""
        params = {"posts": json.dumps(sorted(component))}
        links = self._db.conn.execute(_AMONG, params).fetchall()
        decided = self._db.conn.execute(_DECIDED, params).fetchall()
        apart = [(one, other) for one, other, together in decided if not together]
        units = _Units(component, apart)
        for one, other, together in decided:
            if together:
                units.join(one, other)
        for one, other, how, _ in links:
            if how == "text":
                units.join(one, other)
        pairs: dict[tuple[int, int], float] = {}
        for one, other, how, probability in links:
            pair = units.pair(one, other)
            if how == "facts" and pair[0] != pair[1]:
                pairs[pair] = max(pairs.get(pair, 0.0), probability)
        barred = [units.pair(one, other) for one, other in apart]
        for group in stories_of(units.of, pairs, barred):
            posts = tuple(sorted(post for unit in group for post in units.of[unit]))
            yield Grouped(posts, dict(_reasons(posts, links, decided)))


class _Units:
    """Posts that count as one: those that a person or their texts tie, unless a person put two of them apart."""

    def __init__(self, posts: Iterable[int], apart: Iterable[tuple[int, int]]) -> None:
        self.of = {post: {post} for post in posts}
        self._unit = {post: post for post in self.of}
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, one: int, other: int) -> None:
        """Make one unit of those of two posts, unless a person put a post of one and a post of the other apart."""
        first, second = self.pair(one, other)
        if first == second or any(self._apart.get(post, set()) & self.of[second] for post in self.of[first]):
            return
        moved = self.of.pop(second)
        self.of[first] |= moved
        self._unit.update(dict.fromkeys(moved, first))

    def pair(self, one: int, other: int) -> tuple[int, int]:
        """Return the units of two posts, the smaller one first."""
        first, second = self._unit[one], self._unit[other]
        return (first, second) if first <= second else (second, first)


def _reasons(
    posts: Sequence[int],
    links: Iterable[tuple[int, int, str, float]],
    decided: Iterable[tuple[int, int, int]],
) -> Iterator[tuple[int, tuple[str, float | None]]]:
    """Yield each post of a group with the reason why it is there: its best link to the others."""
    inside = set(posts)
    best: dict[int, tuple[int, float, str]] = {}
    person = [(one, other, "person", 1.0) for one, other, together in decided if together]
    for one, other, how, probability in (*links, *person):
        if one in inside and other in inside:
            rank = {"person": 2, "text": 1, "facts": 0}[how]
            for post in (one, other):
                best[post] = max(best.get(post, (-1, 0.0, "")), (rank, probability, how))
    for post in posts:
        found = best.get(post)
        yield post, (found[2], found[1]) if found else ("alone", None)


def _may_relay(one: tuple[Stored, str], other: tuple[Stored, str]) -> bool:
    """Return whether two posts may tell one announcement: those of one source do in different languages only."""
    return one[1] != other[1] or one[0].language != other[0].language
