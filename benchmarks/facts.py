"""Measure what the facts of a post cost: its days, whom and what it names, and its kind.

    python benchmarks/facts.py

The posts are those of the tests of facts and of stories, in 24 languages. Long posts are made of several of one
language. Each is read several times, and its least CPU time counts, since other work on the machine only adds to it.
The first reading of a language, which loads its words and places, is measured apart.
"""

from __future__ import annotations

import statistics
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clusterwatch import read_facts

TESTS = Path(__file__).parent.parent / "tests"
ROUNDS = 12
LONG = 2000  # characters of a long post


def posts() -> dict[str, list[dict[str, Any]]]:
    """Return the posts of both sets, and long ones made of them, by name."""
    facts = tomllib.loads((TESTS / "facts" / "announcements.toml").read_text("utf-8"))["post"]
    stories = tomllib.loads((TESTS / "stories" / "announcements.toml").read_text("utf-8"))["posts"]
    return {"tests of facts": facts, "tests of stories": stories, "long ones": [*_long(stories)]}


def _long(posts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield posts of LONG characters, each with the title of the first one that it is made of."""
    for language in sorted({post["language"] for post in posts}):
        begun: dict[str, Any] = {}
        for post in (post for post in posts if post["language"] == language):
            more = f"{begun['body']}\n{post['title']}\n{post['body']}" if begun else post["body"]
            begun = {**(begun or post), "body": more}
            if len(more) >= LONG:
                yield begun
                begun = {}


def cost(post: dict[str, Any]) -> float:
    """Return the milliseconds of CPU that reading the facts of one post takes."""
    start = time.process_time_ns()
    read_facts(post["title"], post["body"], post["language"], post.get("published"))
    return (time.process_time_ns() - start) / 1e6


def main() -> None:
    """Print the table."""
    sets = posts()
    first: dict[str, float] = {}
    for post in (post for listed in sets.values() for post in listed):
        first.setdefault(post["language"], cost(post))
    print(
        "| posts | number | characters of a post | ms per post | ms per 1,000 characters |\n|---|---|---|---|---|"
    )
    for name, listed in sets.items():
        sizes = [len(post["title"]) + len(post["body"]) for post in listed]
        least = [min(cost(post) for _ in range(ROUNDS)) for post in listed]
        mean, size = statistics.mean(least), statistics.mean(sizes)
        print(f"| {name} | {len(listed)} | {size:.0f} | {mean:.2f} | {mean / size * 1000:.2f} |")
    several = sorted(first.values())
    print(
        f"\nThe first post of a language: {statistics.median(several):.0f} ms (median), {several[-1]:.0f} ms (most)"
    )


if __name__ == "__main__":
    main()
