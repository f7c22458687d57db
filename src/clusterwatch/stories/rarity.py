"""How much it says that two posts share a fact: the rarer the fact, the more.

A weight is the negative logarithm of the share of posts that have the fact (its surprisal, in nats). That is what
announcements usually have, unless it is more common in an archive: the weight of a fact is never higher there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_LEAST = 10  # posts that have a fact: fewer do not show that it is common
# The usual share of posts that have one fact of a kind.
_SHARES = {
    "day": 0.003, "month": 0.01, "year": 0.08, "name": 0.012, "stem": 0.03, "place": 0.01, "programme": 0.02,
    "body": 0.01, "id": 0.0005, "host": 0.003,
}  # fmt: skip
_COUNTED = frozenset(_SHARES) | {"number", "acronym"}
_FEW_POSTS = 20_000  # posts of an archive in which facts that are shared by chance seldom make a pair
_TERM = 0.01  # a day on which terms end: the first, the fifteenth and the last two of a month
_TERM_DAYS = frozenset({"01", "15", "30", "31"})
_COUNTRY = 0.1  # a place that is a whole country
_SHORTEST_LONG = 5  # letters of an acronym that was invented for one project
_LONG_ACRONYM, _SHORT_ACRONYM = 0.0015, 0.012
_STEM = 6  # letters of a stem (see `signature`)
_INTERNATIONAL = 0.15  # a word whose beginning is one of _STEMS
# Beginnings of words that announcements have in many languages.
_STEMS = frozenset({
    "asokia", "bruks", "bruksel", "digita", "direkt", "europe", "evropa", "evrope", "evrops", "finank", "fotoni",
    "hidrog", "indust", "inform", "inovak", "inskri", "intere", "intern", "kandid", "klaste", "klastr", "klasze",
    "kluste", "komisi", "kompan", "konfer", "konkur", "konsor", "maksim", "memora", "milioi", "milion", "minist",
    "organi", "partne", "podpis", "presen", "presid", "proekt", "progra", "proiek", "region", "regist", "semina",
    "tehnik", "tehnol", "univer",
})  # fmt: skip


class Rarity:
    """The weights of facts in an archive in which the facts of `shares` are more common than usual.

    `prior` is the evidence against a pair that comes from the number of `posts` alone, in nats: the more posts stand
    beside each other, the more of them share facts by chance, while the posts of one announcement remain as few.
    """

    def __init__(self, shares: Mapping[str, float] | None = None, posts: int = 0) -> None:
        self.prior = -math.log(max(1.0, posts / _FEW_POSTS))
        self._shares = shares or {}
        self._weights: dict[str, float] = {}

    def weight(self, fact: str) -> float:
        """Return how much it says that two posts share this fact, in nats."""
        weight = self._weights.get(fact)
        if weight is None:
            weight = usual_weight(fact)
            if fact in self._shares:
                weight = min(weight, -math.log(self._shares[fact]))
            self._weights[fact] = weight
        return weight


def common_facts(posts: Sequence[Iterable[str]]) -> dict[str, float]:
    """Return the shares of the facts that are more common in these posts than usual."""
    counts = Counter(fact for facts in posts for fact in facts if fact.partition(" ")[0] in _COUNTED)
    return {
        fact: times / len(posts)
        for fact, times in sorted(counts.items())
        if times >= _LEAST and times / len(posts) > _usual_share(fact)
    }


def usual_weight(fact: str) -> float:
    """Return the weight of a fact where nothing is known of an archive."""
    return -math.log(_usual_share(fact))


def _usual_share(fact: str) -> float:
    """Return the share of announcements that usually have this fact."""
    kind, _, value = fact.partition(" ")
    if kind == "number":
        return _share_of_number(value)
    if kind == "day" and value[-2:] in _TERM_DAYS:
        return _TERM
    if kind == "acronym":
        return _LONG_ACRONYM if len(value) >= _SHORTEST_LONG else _SHORT_ACRONYM
    if kind == "place" and " " not in value:
        return _COUNTRY
    if kind in ("stem", "name") and value[:_STEM] in _STEMS:
        return _INTERNATIONAL
    return _SHARES[kind]


def _share_of_number(value: str) -> float:
    """Return the share for a number: small and round ones are usual, those of several digits are not."""
    number = float(value)
    if number <= 12:
        return 0.12
    if number <= 31:
        return 0.04
    digits = len(value.replace(".", "").strip("0"))
    if digits <= 1:
        return 0.03
    if digits == 2:
        return 0.015 if number < 10_000 else 0.01
    return 0.002
