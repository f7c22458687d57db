"""Put posts into stories by average link, so that a chain of similar posts never ties two announcements.

Average link (Sokal and Michener, 1958): the two groups whose posts are likeliest to tell one announcement, on average
over all pairs between them, are joined, as long as that probability is at least JOINED. The result depends on the pairs
only, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

JOINED = 0.5
_Sums = dict[int, dict[int, float]]


def stories_of(
    posts: Iterable[int], pairs: Mapping[tuple[int, int], float], apart: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """Return the groups of posts that tell one announcement, each sorted.

    `pairs` are the probabilities of pairs of posts, in either order; those that are missing are 0. No group holds both
    posts of a pair of `apart`.
    """
    sums: _Sums = {post: {} for post in posts}
    for (one, other), probability in sorted(pairs.items()):
        sums[one][other] = sums[other][one] = probability
    barred = {pair for one, other in apart for pair in ((one, other), (other, one))}
    return sorted(group for linked in _linked(sums) for group in _groups(linked, sums, barred))


def _linked(sums: _Sums) -> Iterator[frozenset[int]]:
    """Yield the posts that likely pairs connect. No group reaches beyond them."""
    left = set(sums)
    while left:
        found, waiting = set(), {min(left)}
        while waiting:
            post = waiting.pop()
            found.add(post)
            waiting |= {other for other, probability in sums[post].items() if probability >= JOINED} - found
        left -= found
        yield frozenset(found)


def _groups(linked: frozenset[int], sums: _Sums, barred: set[tuple[int, int]]) -> Iterable[tuple[int, ...]]:
    groups: dict[int, tuple[int, ...]] = {post: (post,) for post in linked}
    among = {
        post: {other: sums[post][other] for other in sums[post].keys() & linked} for post in sorted(linked)
    }
    while best := _best(groups, among, barred):
        _join(groups, among, *best)
    return groups.values()


def _best(
    groups: Mapping[int, tuple[int, ...]], sums: _Sums, barred: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the two groups to join next: the likeliest, and of equally likely ones the first."""
    best: tuple[float, int, int] | None = None
    for one, others in sums.items():
        for other, total in others.items():
            average = round(total / (len(groups[one]) * len(groups[other])), 9)
            if one > other or average < JOINED or (best and best <= (-average, one, other)):
                continue
            if not barred or barred.isdisjoint(product(groups[one], groups[other])):
                best = (-average, one, other)
    return best[1:] if best else None


def _join(groups: dict[int, tuple[int, ...]], sums: _Sums, one: int, other: int) -> None:
    groups[one] = tuple(sorted((*groups[one], *groups.pop(other))))
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
