"""Measure the cost of recording a post, of a search and of the home page of `clusterwatch serve` as an archive grows.

    python benchmarks/growth.py [POSTS…] [--keep FILE]       # 10000 100000 1000000

The posts consist of sentences of invented words with the frequencies of a natural language (Zipf): some words occur in
every post, others in a few. They are written directly into the tables, together with their sketches. Every tenth post
relays the one before, and some posts state a deadline or the day of an event, and name bodies and a programme. The
operations that are measured use the normal code. Times are milliseconds of CPU time of the process.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from clusterwatch.archive import Archive
from clusterwatch.archive.facts import columns_of
from clusterwatch.archive.words import Words
from clusterwatch.browse.site import site
from clusterwatch.config import Source
from clusterwatch.features import SKETCH, features_of
from clusterwatch.models import (
    AnnouncementKind,
    DayKind,
    Draft,
    Facts,
    Mention,
    MentionKind,
    Observation,
    StatedDay,
)

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
COUNTRIES = (
    "FR",
    "DE",
    "ES",
    "IT",
    "PL",
    "AT",
    "BE",
    "CZ",
    "DK",
    "FI",
    "GR",
    "HU",
    "LT",
    "LV",
    "NL",
    "PT",
    "RO",
    "SE",
)
LANGUAGES = (
    "fr",
    "de",
    "es",
    "it",
    "pl",
    "de",
    "nl",
    "cs",
    "da",
    "fi",
    "el",
    "hu",
    "lt",
    "lv",
    "nl",
    "pt",
    "ro",
    "sv",
)
KINDS = ("pole", "cluster", "national-association", "network", "programme", "authority")
SOURCES, WORDS, SENTENCES, SENTENCES_PER_POST = 300, 30_000, 40_000, 7
RECORDED, SEARCHED, OPENED = 300, 60, 20  # posts, searches and home pages that are timed
BATCH = 10_000
BODIES, PROGRAMMES = 300, 40
RELAYED, LATEST_RELAY = 10, 60  # one post of so many relays the one before; the most days until then


class Generator:
    """A generator of posts. It makes the same archive each time."""

    def __init__(self) -> None:
        self.dice = random.Random(5)
        self.facts_dice = random.Random(6)
        letters = "aeiou", "bcdfglmnprstv"
        self.words = sorted(
            {
                "".join(self.dice.choice(letters[(n + k) % 2]) for k in range(3 + n % 7))
                for n in range(WORDS * 2)
            },
            key=lambda w: (len(w), w),
        )[:WORDS]
        weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        drawn = self.dice.choices(self.words, cum_weights=weights, k=SENTENCES * 22)
        self.sentences = [" ".join(drawn[i * 22 : (i + 1) * 22]).capitalize() + "." for i in range(SENTENCES)]

    def sources(self, archive: Archive) -> None:
        """Register the sources."""
        made = [
            Source(
                id=f"s{n}",
                url=f"https://s{n}.example/news",
                name=f"Cluster {n}",
                country=COUNTRIES[n % 18],
                languages=(LANGUAGES[n % 18],),
                kind=KINDS[n % 6],
                sectors=(f"sector {n % 12}",),
            )
            for n in range(SOURCES)
        ]
        with archive.transaction():
            archive.sources.register(made, NOW)

    def draft(self, number: int) -> tuple[str, Draft]:
        """Return a source and a post of it. Recent days are more frequent than old ones."""
        n = self.dice.randrange(SOURCES)
        day = date(2026, 11, 25) - timedelta(days=int(5000 * self.dice.random() ** 1.5))
        sentences = self.dice.choices(self.sentences, k=SENTENCES_PER_POST)
        title = " ".join(sentences[0].split()[:8])
        url = f"https://s{n}.example/news/{number}"
        return f"s{n}", Draft(url, title, day.isoformat(), "day", LANGUAGES[n % 18], "\n".join(sentences))

    def fill(self, archive: Archive, first: int, last: int) -> None:
        """Write the posts with the numbers `first` + 1 to `last`, each in a story of its own."""
        for start in range(first, last, BATCH):
            numbers = range(start + 1, min(start + BATCH, last) + 1)
            with archive.transaction():
                archive.db.conn.executemany(
                    "INSERT INTO stories (id, first_post, posts, sources) VALUES (:id, :id, 1, 1)",
                    ({"id": n} for n in numbers),
                )
                archive.db.conn.executemany(
                    "INSERT INTO posts (id, source, url, title, published, precision, language, body, first_seen, "
                    "last_seen, last_changed, fingerprint, story, story_by) "
                    "VALUES (?, ?, ?, ?, ?, 'day', ?, ?, ?, ?, ?, ?, ?, 'alone')",
                    self._rows(numbers, archive.words),
                )
                archive.db.conn.executemany(
                    "INSERT OR IGNORE INTO sketches VALUES (?, ?)",
                    ((self.dice.getrandbits(44), n) for n in numbers for _ in range(SKETCH)),
                )

    def tell(self, archive: Archive, first: int, last: int) -> None:
        """Write what these posts say, and put every tenth of them into the story of the one before."""
        for start in range(first, last, BATCH):
            with archive.transaction():
                for n in range(start + 1, min(start + BATCH, last) + 1):
                    self._tell(archive, n)

    def _tell(self, archive: Archive, n: int) -> None:
        db = archive.db.conn
        if n > 1 and n % RELAYED == 0:
            day, source = db.execute("SELECT published, source FROM posts WHERE id = ?", [n - 1]).fetchone()
            relayed = date.fromisoformat(day) + timedelta(days=self.facts_dice.randrange(LATEST_RELAY))
            row = relayed.isoformat(), f"s{(int(source[1:]) + 1) % SOURCES}", n - 1, n
            db.execute(
                "UPDATE posts SET published = ?, source = ?, story = ?, story_by = 'facts' WHERE id = ?", row
            )
            db.execute("UPDATE stories SET posts = 2, sources = 2 WHERE id = ?", [n - 1])
            db.execute("DELETE FROM stories WHERE id = ?", [n])
        seen, day = db.execute("SELECT first_seen, published FROM posts WHERE id = ?", [n]).fetchone()
        facts = self._facts(date.fromisoformat(day))
        archive.facts.add(n, facts, seen)
        kind = "UPDATE posts SET kind = ?, kind_confidence = ?, facts_revision = 1 WHERE id = ?"
        db.execute(kind, [*columns_of(facts), n])

    def _facts(self, published: date) -> Facts:
        """Return facts: a fifth of the posts are calls, a tenth events, half of them name bodies."""
        dice = self.facts_dice
        kind = dice.choices((AnnouncementKind.CALL, AnnouncementKind.EVENT, None), (2, 1, 7))[0]
        days: tuple[StatedDay, ...] = ()
        if kind:
            stated = (published + timedelta(days=dice.randrange(90))).isoformat()
            meaning = DayKind.DEADLINE if kind is AnnouncementKind.CALL else DayKind.EVENT
            days = (StatedDay(meaning, stated, stated, 1, (0, len(stated))),)
        named = [(MentionKind.BODY, "Body", rank(dice, BODIES)) for _ in range(dice.choice((0, 0, 1, 2)))]
        named += [(MentionKind.PROGRAMME, "Programme", rank(dice, PROGRAMMES))] * dice.choice((0, 0, 0, 1))
        mentions = (Mention(of, f"{of}-{k}", f"{word} {k}", word, 1, (0, len(word))) for of, word, k in named)
        return Facts(days, tuple(mentions), kind, 1.0 if kind else 0.0)

    def _rows(self, numbers: Sequence[int], words: Words) -> Iterator[tuple[object, ...]]:
        for n in numbers:
            source, d = self.draft(n)
            words.note(d.language, d.title, d.body)
            seen = f"{d.published}T03:00:00.000Z"
            yield n, source, d.url, d.title, d.published, d.language, d.body, seen, seen, seen, f"{n}", n


def rank(dice: random.Random, most: int) -> int:
    """Return a number from 1 to `most`, small ones more often, as names are distributed."""
    return int(most ** dice.random())


def timed(jobs: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Run the jobs and return the median and the 95th percentile of their CPU times in milliseconds."""
    spent = []
    for job in jobs:
        start = time.process_time()
        job()
        spent.append(1000 * (time.process_time() - start))
    spent.sort()
    return spent[len(spent) // 2], spent[int(len(spent) * 0.95)]


def record(
    archive: Archive, generator: Generator, first: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Measure the recording of new posts, and the search for the story of each. They are rolled back.

    The features of a post are computed beforehand, as a worker does.
    """
    made = (generator.draft(first + n) for n in range(RECORDED))
    observations = [Observation(s, d.url, replace(d, features=features_of(d))) for s, d in made]
    archive.db.execute("BEGIN")
    recorded = timed([lambda o=o: archive.record(o, NOW) for o in observations])  # type: ignore[misc]
    posts = archive.stories.unsorted()
    found = timed([lambda post=post: archive.stories.place([post]) for post in posts])  # type: ignore[misc]
    archive.db.rollback()
    return recorded, found


def home(path: Path) -> tuple[float, float]:
    """Measure the home page, requested in the process. It is requested once before the measurement."""
    client = site(path, lambda: NOW).client

    async def opened() -> None:
        answer = await client.get("/")
        assert answer.status_code == 200, answer.text

    with asyncio.Runner() as runner:
        runner.run(opened())
        return timed([lambda: runner.run(opened())] * OPENED)


def main(sizes: list[int], path: Path) -> None:
    """Print a table with one block of lines for each size of the archive."""
    generator = Generator()
    common, middling, rare = generator.words[0], generator.words[300], generator.words[20_000]
    searches = {
        "common word": [common],
        "two common words": [f"{generator.words[1]} {generator.words[3]}"],
        "middling word": [middling],
        "middling word, exact": [f'"{middling}"'],
        "rare word": [rare],
        "prefix": [f"{generator.words[40][:3]}*"],
        "phrase": [f'"{" ".join(generator.sentences[n].split()[3:5])}"' for n in range(10)],
        "common without rare": [f"{common} -{rare}"],
    }
    with Archive(path) as archive:
        generator.sources(archive)
        have = 0
        print("| posts | operation | median ms | p95 ms |\n|---|---|---|---|")
        for size in sorted(sizes):
            start = time.process_time()
            generator.fill(archive, have, size)
            each = 1000 * (time.process_time() - start) / (size - have)
            print(f"| {size:,} | insert a post of the filling | {each:.2f} | |", flush=True)
            generator.tell(archive, have, size)
            have = size
            recorded, found = record(archive, generator, 10_000_000)
            results = {"record one more post": recorded, "find the story of one more post": found}
            for name, queries in searches.items():
                jobs = [lambda q=q: archive.search(q) for q in queries * (SEARCHED // len(queries))]  # type: ignore[misc]
                results[f"search: {name}"] = timed(jobs)
            results["home page"] = home(path)
            for name, (median, late) in results.items():
                print(f"| {size:,} | {name} | {median:.1f} | {late:.1f} |", flush=True)


if __name__ == "__main__":
    args = sys.argv[1:]
    keep = Path(args.pop(args.index("--keep") + 1)) if "--keep" in args else None
    counts = [int(n) for n in args if n != "--keep"] or [10_000, 100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        main(counts, keep or Path(folder) / "archive.db")
