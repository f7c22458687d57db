"""How much it says that two posts share a fact: the rarer the fact, the more.

A weight is the negative logarithm of the share of posts that have the fact (its surprisal, in nats). In an archive the
share is counted; without one, or for facts that few posts have, it is what announcements usually have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

_PRIOR = 300  # posts that the usual share counts for beside those of the archive
# The usual share of posts that have one fact of a kind.
_SHARES = {
    "day": 0.003, "month": 0.01, "year": 0.08, "name": 0.012, "stem": 0.03, "place": 0.01, "programme": 0.02,
    "body": 0.01, "id": 0.0005, "host": 0.003,
}  # fmt: skip
_TERM = 0.01  # a day on which terms end: the first, the fifteenth and the last two of a month
_TERM_DAYS = frozenset({"01", "15", "30", "31"})
_COUNTRY, _LONG_ACRONYM, _SHORT_ACRONYM, _INTERNATIONAL = 0.1, 0.0015, 0.012, 0.15
_STEM = 6  # letters of a stem (see `signature`)
_SHORTEST_LONG = 5  # letters of an acronym that was invented for one project
# Beginnings of words that announcements have in many languages.
_STEMS = frozenset({
    "asokia", "bruks", "bruksel", "digita", "direkt", "europe", "evropa", "evrope", "evrops", "finank", "fotoni",
    "hidrog", "indust", "inform", "inovak", "inskri", "intere", "intern", "kandid", "klaste", "klastr", "klasze",
    "kluste", "komisi", "kompan", "konfer", "konkur", "konsor", "maksim", "memora", "milioi", "milion", "minist",
    "organi", "partne", "podpis", "presen", "presid", "proekt", "progra", "proiek", "region", "regist", "semina",
    "tehnik", "tehnol", "univer",
})  # fmt: skip


class Rarity:
    """The weights of facts in an archive of `posts` posts, of which `counts` have each fact."""

    def __init__(self, posts: int = 0, counts: Mapping[str, int] | None = None) -> None:
        self._posts = posts
        self._counts = counts or {}
        self._weights: dict[str, float] = {}

    def weight(self, fact: str) -> float:
        """Return how much it says that two posts share this fact, in nats."""
        weight = self._weights.get(fact)
        if weight is None:
            seen = self._counts.get(fact, 0) + _PRIOR * usual_share(fact)
            weight = self._weights[fact] = -math.log(seen / (self._posts + _PRIOR))
        return weight


def usual_share(fact: str) -> float:
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
        return 0.03 if number < 10_000 else 0.015
    if digits == 2:
        return 0.012 if number < 10_000 else 0.006
    return 0.002
