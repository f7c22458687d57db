"""Stories by average link: precision and recall on labelled posts, and what no order and no chain may change."""

from __future__ import annotations

import random

from clusterwatch.stories.cluster import stories_of
from tests.stories.made import joined, labelled, probabilities, told
from tests.tables import each


def test_precision_and_recall() -> None:
    posts = told()
    found, same = joined(posts), labelled(posts)
    assert found - same == set()
    assert len(found & same) / len(same) >= 0.85


@each("seed", range(3))
def test_the_order_changes_nothing(seed: int) -> None:
    likely = probabilities(told())
    posts = list(range(len(told())))
    pairs = [((b, a) if (a + b) % 2 else (a, b), p) for (a, b), p in likely.items()]
    shuffler = random.Random(seed)
    shuffler.shuffle(posts)
    shuffler.shuffle(pairs)
    assert stories_of(posts, dict(pairs)) == stories_of(range(len(posts)), likely)


def test_a_chain_never_ties_two_announcements() -> None:
    """Each post is like the next one only, as if a report were rewritten again and again."""
    chain = {(n, n + 1): 0.95 for n in range(9)}
    assert max(map(len, stories_of(range(10), chain))) == 2


@each(
    ("pairs", "apart", "stories"),
    [
        ({}, [], [(1,), (2,), (3,)]),
        ({(1, 2): 0.5}, [], [(1, 2), (3,)]),
        ({(1, 2): 0.49}, [], [(1,), (2,), (3,)]),
        ({(1, 2): 0.9, (2, 3): 0.8, (3, 1): 0.3}, [], [(1, 2, 3)]),
        ({(1, 2): 0.9, (2, 3): 0.8, (3, 1): 0.1}, [], [(1, 2), (3,)]),
        ({(1, 2): 0.8, (2, 3): 0.8}, [], [(1, 2), (3,)]),
        ({(1, 2): 0.9, (2, 3): 0.8, (1, 3): 0.7}, [(1, 2)], [(1,), (2, 3)]),
        ({(1, 2): 0.9, (2, 3): 0.8, (1, 3): 0.7}, [(3, 1)], [(1, 2), (3,)]),
    ],
)
def test_stories(
    pairs: dict[tuple[int, int], float], apart: list[tuple[int, int]], stories: list[tuple[int, ...]]
) -> None:
    assert stories_of([3, 1, 2], pairs, apart) == stories
