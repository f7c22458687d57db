"""The labelled announcements of these tests.

The tests read those in eight languages, since the words of each language take a fifth of a second to load. `python -m
tests.stories` reads all.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from clusterwatch.stories import meaning
from clusterwatch.stories.cluster import stories_of
from clusterwatch.stories.score import compare, with_meaning
from clusterwatch.stories.signature import Signature, signature_of


@dataclass(frozen=True, slots=True)
class Told:
    """A post that tells the announcement `story`."""

    story: str
    source: str
    language: str
    published: str
    title: str
    body: str


LANGUAGES = frozenset({"cs", "de", "el", "es", "fr", "it", "pl", "sk"})


@cache
def told(*, everywhere: bool = False) -> tuple[Told, ...]:
    """Return the labelled posts in LANGUAGES, or in all languages."""
    with Path(__file__).with_name("announcements.toml").open("rb") as file:
        posts = [Told(**row) for row in tomllib.load(file)["posts"]]
    return tuple(post for post in posts if everywhere or post.language in LANGUAGES)


@cache
def signatures(posts: tuple[Told, ...]) -> tuple[Signature, ...]:
    """Return the signatures of posts, in the same order."""
    return tuple(signature_of(p.title, p.body, p.language, p.published) for p in posts)


@cache
def probabilities(posts: tuple[Told, ...]) -> dict[tuple[int, int], float]:
    """Return the probabilities of all pairs of posts of different sources, by position."""
    made = signatures(posts)
    return {
        (one, other): compare(made[one], made[other]).probability
        for one, other in combinations(range(len(posts)), 2)
        if posts[one].source != posts[other].source
    }


def meant(posts: tuple[Told, ...]) -> dict[tuple[int, int], float]:
    """Return `probabilities` with the meaning of the posts whose facts leave it open. Needs an engine."""
    made = signatures(posts)
    pairs = dict(probabilities(posts))
    for one, other in pairs:
        found = compare(made[one], made[other])
        if found.is_open:
            texts = [(meaning.opening(p.title, p.body), p.language) for p in (posts[one], posts[other])]
            pairs[one, other] = with_meaning(found, meaning.likeness(*meaning.vectors(texts))).probability
    return pairs


def joined(posts: tuple[Told, ...], *, by_meaning: bool = False) -> set[tuple[int, int]]:
    """Return the pairs of posts, by position, that are in one story."""
    groups = stories_of(range(len(posts)), meant(posts) if by_meaning else probabilities(posts))
    return {pair for group in groups for pair in combinations(group, 2)}


def labelled(posts: tuple[Told, ...]) -> set[tuple[int, int]]:
    """Return the pairs of posts, by position, that tell one announcement."""
    return {(a, b) for a, b in combinations(range(len(posts)), 2) if posts[a].story == posts[b].story}
