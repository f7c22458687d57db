"""Stories across languages in a large archive: what a post costs, what the tables take, and how often links are wrong.

    python benchmarks/story_links.py                    # 100,000 posts of ten years
    python benchmarks/story_links.py --posts 1000000

The signatures are drawn at random, each post telling an announcement of its own: round and small numbers, the first and
last days of months, countries and usual words are as common as in announcements, and half of the days are called
deadlines or events, as in those of tests/stories. The posts have twice as many numbers as these, since they are short.
Every link is wrong. The posts to add have such signatures, too, so that their cost is that of candidates, comparisons
and stories. They are compared by their facts alone, since they have no texts. It is counted for how many vectors would
be made.

The pairs of a month are drawn from all pairs of posts that were published within 30 days, as a small archive compares
them and as this one does, with its common facts and its number of posts.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

from clusterwatch.archive import Archive
from clusterwatch.archive.steps import run_inline
from clusterwatch.models import AnnouncementKind
from clusterwatch.stories import engine
from clusterwatch.stories.archived import Stored, Text, stored
from clusterwatch.stories.cluster import JOINED
from clusterwatch.stories.rarity import Rarity
from clusterwatch.stories.score import compare, with_meaning
from clusterwatch.stories.signature import Signature

SOURCES, DAYS, MONTH, ADDED, PAIRS = 100, 3650, 30, 1000, 400_000
LANGUAGES = ("bg", "cs", "de", "el", "en", "es", "fr", "hr", "hu", "it", "lt", "lv", "nl", "pl", "pt", "sv")
KINDS = tuple(AnnouncementKind)
LIKENESS = 0.05, 0.09  # mean and deviation for pairs of labelled announcements that are not the same
START = date(2016, 1, 1).toordinal()


def signature(dice: random.Random, day: int) -> Signature:
    """Return the signature of an announcement that no other post tells."""
    facts = {f"number {_number(dice)}" for _ in range(dice.randint(1, 6))}
    for _ in range(dice.randint(0, 3)):
        stated = date.fromordinal(day + dice.randint(-10, 90))
        if dice.random() < 0.2:
            stated = stated.replace(day=dice.choice((1, 15, 28)))
        facts.add(f"day {stated.isoformat()}")
        meaning = dice.choices(("deadline", "event", None), (28, 22, 50))[0]
        if meaning:
            facts.add(f"{meaning} {stated.isoformat()}")
    if dice.random() < 0.2:
        facts.add(f"year {2016 + day % 10}")
    if dice.random() < 0.5:
        facts.add(f"acronym {_word(_rank(dice, 20_000, 50))}")
    facts |= {f"place X{_rank(dice, 40)}" for _ in range(dice.randint(0, 3))}
    facts |= {f"place X{_rank(dice, 300)} Town" for _ in range(dice.randint(0, 2))}
    language = dice.choice(LANGUAGES)
    # Most words are those of one language.
    facts |= {f"stem {language if dice.random() < 0.6 else 'x'}{_rank(dice, 5000, 20)}" for _ in range(40)}
    names = tuple((_word(_rank(dice, 5000, 20)),) for _ in range(6))
    facts |= {f"name {name}" for (name,) in names}
    kind = dice.choice(KINDS) if dice.random() < 0.55 else None
    return Signature(day, language, kind, frozenset(facts), names)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=100_000)
    posts = parser.parse_args().posts
    dice = random.Random(1)
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "archive.db") as archive,
        patch.object(engine, "usable", return_value=None),
    ):
        _fill(archive, dice, posts)
        before = _bytes(archive)
        made = {posts + 1 + n: stored(signature(dice, START + dice.randrange(DAYS))) for n in range(ADDED)}
        _insert(archive, posts + 1, ADDED)
        run_inline(archive.story_steps())  # counts which facts are common
        start = time.process_time()
        _link(archive, made)
        used = time.process_time() - start
        joined = archive.db.execute("SELECT count(*) FROM posts WHERE story_by = 'facts'").fetchone()[0]
        print(f"{posts:,} posts: {1000 * used / ADDED:.2f} ms of CPU per added post, {joined} posts joined")
        print(f"{_open(archive, list(made))} of the added posts have a pair that their facts leave open")
        for table, size in before.items():
            print(f"{table:22} {size / posts:6.0f} bytes per post")
        print(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:6} MB")
        for name, rarity in (("small archive", Rarity()), ("this archive", _rarity(archive))):
            wrong, meant = _wrong_pairs(dice, rarity)
            print(f"{name}: {wrong} of {PAIRS:,} pairs of a month would be joined, {meant} with meaning")


def _rarity(archive: Archive) -> Rarity:
    """Return the weights of facts with which an archive compares posts."""
    return Rarity(archive.stories.links.shares(), archive.stories.links.counted_posts())


def _wrong_pairs(dice: random.Random, rarity: Rarity) -> tuple[int, int]:
    """Return how many of PAIRS pairs of posts of one month are joined, by their facts and by their meaning, too.

    Each of the posts tells something of its own.
    """
    wrong = meant = 0
    likeness = random.Random(1)
    made = [signature(dice, START + dice.randrange(MONTH)) for _ in range(2000)]
    for _ in range(PAIRS):
        one, other = dice.sample(made, 2)
        found = compare(one, other, rarity)
        wrong += found.probability >= JOINED
        if found.is_open:
            found = with_meaning(found, likeness.gauss(*LIKENESS))
        meant += found.probability >= JOINED
    return wrong, meant


def _number(dice: random.Random) -> str:
    digits = dice.choice((1, 1, 2, 2, 2, 3, 4))
    scale = dice.choice((1, 1, 10, 100, 1000, 1_000_000))
    return str(dice.randrange(10 ** (digits - 1), 10**digits) * scale)


def _word(number: int) -> str:
    """Return a name of its own for a number."""
    return "".join(chr(97 + (number * 7919 // 26**place + place * number) % 26) for place in range(7))


def _rank(dice: random.Random, most: int, least: int = 1) -> int:
    """Return a number from `least` to `most`, small ones more often, as words are distributed."""
    return int(least * (most / least) ** dice.random())


def _fill(archive: Archive, dice: random.Random, posts: int) -> None:
    db = archive.db.conn
    with archive.transaction():
        db.executemany(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES (?, '', '/', '', '')",
            [(f"s{n}",) for n in range(SOURCES)],
        )
    _insert(archive, 1, posts)
    for first in range(1, posts + 1, 10_000):
        numbers = range(first, min(first + 10_000, posts + 1))
        made = [stored(signature(dice, START + dice.randrange(DAYS))) for _ in numbers]
        with archive.transaction():
            archive.stories.links.sign([_text(post) for post in numbers], made)


def _insert(archive: Archive, first: int, count: int) -> None:
    numbers = range(first, first + count)
    with archive.transaction():
        archive.db.conn.executemany(
            "INSERT INTO stories (id, first_post, posts) VALUES (?, ?, 1)", ((n, n) for n in numbers)
        )
        archive.db.conn.executemany(
            "INSERT INTO posts (id, source, url, first_seen, last_seen, last_changed, story, story_by, fingerprint) "
            "VALUES (?, ?, ?, '2026-01-01', '', '', ?, 'alone', '')",
            ((n, _text(n).source, str(n), n) for n in numbers),
        )


def _text(post: int) -> Text:
    """Return what is read of a post to make its signature: its text has no words."""
    return Text(post, f"s{post % SOURCES}", None, None, None, None)


def _link(archive: Archive, made: dict[int, Stored]) -> None:
    links = archive.stories.links
    with archive.transaction():
        links.sign([_text(post) for post in made], list(made.values()))
        links.queue(made)
    run_inline(archive.story_steps())


def _open(archive: Archive, posts: list[int]) -> int:
    """Return how many of `posts` would be compared by their meaning."""
    pairs, step = archive.stories.links.comparing(posts)
    found = step.function(*step.arguments)
    left = {post for pair, one in zip(pairs, found, strict=True) if one.is_open for post in pair}
    return len(left & set(posts))


def _bytes(archive: Archive) -> dict[str, int]:
    names = ("signatures", "story_facts")
    return dict(_sizes(archive, names))


def _sizes(archive: Archive, names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for name in names:
        (size,) = archive.db.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", [name]).fetchone()
        yield name, size or 0


if __name__ == "__main__":
    main()
