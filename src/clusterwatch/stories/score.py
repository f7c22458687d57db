"""The probability that two posts tell the same announcement, from the facts that they share and those that differ.

A logistic model: shared facts of each kind add their weight up to a limit, and each conflict takes some away. What the
posts mean is added where facts leave it open. The numbers of facts were fitted to announcements in 22 languages and
then rounded; see docs/decisions.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from clusterwatch.stories import meaning
from clusterwatch.stories.rarity import Rarity
from clusterwatch.stories.signature import Signature

USUAL = Rarity()
_NOTHING_SHARED = -6.0
_PER_GAP, _GAP = -1.8, 10.0  # per unit of log(1 + days / _GAP)
_UNKNOWN_GAP = 10  # days that are assumed if a day of publication is missing
# Two posts in different languages share a day and a number by chance in some thousand pairs of a month.
_FEW = 2  # facts, none of which identifies something: a pair that shares no more is thin
_THIN = -1.5  # evidence against a thin pair
_UNNAMED = -0.75  # evidence against a pair that shares no name, and no day that means the same in both
# Posts with many numbers or days share some by chance: one of six is six times as likely to be shared as the only one.
# Those of the shorter post that are not shared speak against the pair as well.
_PER_CHOICE = 2.0  # evidence against a pair, per unit of the logarithm of such facts per shared one
_CHOSEN = 3.0  # weight from which a number or a day counts among them
_IDENTIFYING = ("acronym ", "id ", "host ", "body ")
_NAMING = (*_IDENTIFYING, "programme ", "deadline ", "event ")
_FAR = 45  # days from which the distance is told as a reason
# Groups of kinds: the part of their weight that counts, and the most weight that counts.
_NUMBERS, _DAYS, _ACRONYMS, _OTHERS, _STEMS = (1.0, 18.0), (0.8, 7.0), (0.5, 14.0), (0.2, 12.0), (0.25, 14.0)
_GROUPS = {
    "number": _NUMBERS,
    "day": _DAYS,
    "month": _DAYS,
    "acronym": _ACRONYMS,
    "id": _ACRONYMS,
    "place": _OTHERS,
    "programme": _OTHERS,
    "body": _OTHERS,
    "host": _OTHERS,
    "stem": _STEMS,
}
_NAMES, _NEXT_WORD = (0.2, 12.0), 1.0  # the second word of a name adds less than the first
PREFIX, _ENDING = 4, 2  # letters that two forms of a name share at least; those in which they differ at most
# Texts in one language share words. The share of the shorter one's stems that both have says how alike they are.
_ENOUGH = 12  # stems of the shorter text; fewer say nothing
_ALIKE = 0.27  # texts that tell different announcements share less
_COPIED = 0.65  # texts that share as much are copies, or a template that was filled in again
_PER_LACK = 30.0  # evidence against a pair, per unit of the share below _ALIKE
_PER_SHARE = 8.0  # evidence for a pair, per unit of the share between _ALIKE and _COPIED
_COPY = 6.0  # further evidence for a pair from _COPIED on
_RARE = 4.0  # weight from which two posts on the same announcement would share a number
INVENTED = 5  # letters of an acronym that names one project


class Against(StrEnum):
    """What speaks against the same announcement."""

    DEADLINE = "deadline"
    EVENT = "event"
    DAYS = "days"
    NUMBERS = "numbers"
    ACRONYM = "acronym"
    IDENTIFIER = "identifier"
    KIND = "kind"
    TEMPLATE = "template"
    TIME = "time"
    MEANING = "meaning"


_COSTS: Mapping[Against, float] = {
    Against.DEADLINE: -1.1,
    Against.EVENT: -0.8,
    Against.DAYS: -1.6,
    Against.NUMBERS: -2.0,
    Against.ACRONYM: -1.1,
    Against.IDENTIFIER: -4.0,
    Against.KIND: -1.5,
    Against.TEMPLATE: -9.0,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How likely two posts tell the same announcement, which facts they share, and what speaks `against` it.

    The facts that say most come first. `evidence` is the logarithm of the odds, and `meaning` the likeness of what both
    posts mean, if that was compared.
    """

    evidence: float
    shared: tuple[str, ...] = ()
    against: tuple[Against, ...] = ()
    meaning: float | None = None

    @property
    def probability(self) -> float:
        """The probability that both posts tell one announcement."""
        return round(1 / (1 + math.exp(-self.evidence)), 4)

    @property
    def is_open(self) -> bool:
        """Whether the meaning of the posts may still decide, and was not compared yet."""
        return self.meaning is None and abs(self.evidence) < meaning.MOST


def compare(one: Signature, other: Signature, rarity: Rarity = USUAL) -> Comparison:
    """Compare the signatures of two posts. Their order does not matter."""
    shared = one.facts & other.facts
    names = _shared_names(one, other)
    gap = _UNKNOWN_GAP if one.day is None or other.day is None else abs(one.day - other.day)
    conflicts = tuple(_conflicts(one, other, rarity))
    evidence = (
        _NOTHING_SHARED
        + rarity.prior
        + _of_facts(one, other, shared, rarity)
        + _of_names(names, one, other, rarity)
        + _PER_GAP * math.log1p(gap / _GAP)
        + sum(_COSTS[conflict] for conflict in conflicts)
    )
    facts = [fact for fact in shared if not fact.startswith(("stem ", "name ", "deadline ", "event "))]
    if one.language != other.language:
        evidence += _THIN if _is_thin(facts) else 0.0
        evidence += 0.0 if names or any(fact.startswith(_NAMING) for fact in shared) else _UNNAMED
    said = sorted(
        {*facts, *(f"name {name}" for name in names)}, key=lambda fact: (-rarity.weight(fact), fact)
    )
    far = (Against.TIME,) if gap > _FAR else ()
    return Comparison(evidence, tuple(said), (*conflicts, *far))


def with_meaning(found: Comparison, cosine: float) -> Comparison:
    """Return a comparison by facts together with the likeness of what both posts mean."""
    said = meaning.evidence(cosine)
    against = (*found.against, Against.MEANING) if said < 0 else found.against
    return replace(found, evidence=found.evidence + said, against=against, meaning=cosine)


def _is_thin(facts: Sequence[str]) -> bool:
    return len(facts) <= _FEW and not any(fact.startswith(_IDENTIFYING) for fact in facts)


def _of_facts(one: Signature, other: Signature, shared: Iterable[str], rarity: Rarity) -> float:
    sums: dict[tuple[float, float], float] = {}
    for fact in shared:
        group = _GROUPS.get(fact.partition(" ")[0])
        if group:
            sums[group] = sums.get(group, 0.0) + rarity.weight(fact)
    if one.language == other.language:
        sums.pop(_STEMS, None)
    evidence = sum(_limited(group, weight) for group, weight in sums.items())
    for kind in ("number", "day"):
        choice = _choice(one.of_kind(kind), other.of_kind(kind), kind, rarity)
        evidence -= _GROUPS[kind][0] * _PER_CHOICE * choice
    return evidence + (_of_words(one, other) if one.language == other.language else 0.0)


def _choice(one: Iterable[str], other: Iterable[str], kind: str, rarity: Rarity) -> float:
    """Return the logarithm of how many facts of a kind the post with fewer has for each shared one, summed over these.

    Facts that most announcements have do not count.
    """
    first, second = (
        {v for v in values if rarity.weight(f"{kind} {v}") >= _CHOSEN} for values in (one, other)
    )
    shared = len(first & second)
    return shared * math.log(min(len(first), len(second)) / shared) if shared else 0.0


def _limited(group: tuple[float, float], weight: float) -> float:
    part, most = group
    return part * min(weight, most)


def _of_words(one: Signature, other: Signature) -> float:
    """Return the evidence of the words of two texts in one language."""
    share = _likeness(one, other)
    if share is None:
        return 0.0
    if share < _ALIKE:
        return _PER_LACK * (share - _ALIKE)
    return _PER_SHARE * (min(share, _COPIED) - _ALIKE) + (_COPY if share >= _COPIED else 0.0)


def _likeness(one: Signature, other: Signature) -> float | None:
    """Return which share of the shorter text's stems both texts have, or None if it has too few."""
    first, second = one.of_kind("stem"), other.of_kind("stem")
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter >= _ENOUGH else None


def _is_template(one: Signature, other: Signature) -> bool:
    """Return whether one text is the other with other numbers, days or names filled in."""
    if one.language != other.language or (_likeness(one, other) or 0.0) < _COPIED:
        return False
    values = [
        {fact for fact in each.facts if fact.startswith(("number ", "day ", "year "))}
        for each in (one, other)
    ]
    return _each_has_more(*values) or _each_has_more(one.of_kind("name"), other.of_kind("name"))


def _each_has_more(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return bool(one - other) and bool(other - one)


def _shared_names(one: Signature, other: Signature) -> frozenset[str]:
    """Return the beginnings of the names that both posts have, in whatever case: Varna, Varni, Varnában."""
    known: dict[str, list[str]] = {}
    for name in other.of_kind("name"):
        known.setdefault(name[:PREFIX], []).append(name)
    return frozenset(
        common
        for name in one.of_kind("name")
        for same in known.get(name[:PREFIX], ())
        if (common := common_beginning(name, same))
    )


def common_beginning(one: str, other: str) -> str:
    """Return the common beginning of two forms of a name, or an empty text if they are two names."""
    length = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[:length] if length >= max(PREFIX, min(len(one), len(other)) - _ENDING) else ""


def _of_names(names: frozenset[str], one: Signature, other: Signature, rarity: Rarity) -> float:
    if not names:
        return 0.0
    return _limited(_NAMES, min(_weight_of(names, each.names, rarity) for each in (one, other)))


def _weight_of(names: frozenset[str], runs: Iterable[tuple[str, ...]], rarity: Rarity) -> float:
    """Return the weight of the shared names of a post. The words of one name say little more than its first."""
    total = 0.0
    left = set(names)
    for run in runs:
        found = {name for name in left if any(word.startswith(name) for word in run)}
        if found:
            left -= found
            total += max(rarity.weight(f"name {name}") for name in found) + _NEXT_WORD * (len(found) - 1)
    return total


def _conflicts(one: Signature, other: Signature, rarity: Rarity) -> Iterator[Against]:
    for against, kind in (
        (Against.DEADLINE, "deadline"),
        (Against.EVENT, "event"),
        (Against.DAYS, "day"),
        (Against.IDENTIFIER, "id"),
    ):
        if _differ(one.of_kind(kind), other.of_kind(kind)):
            yield against
    numbers = [
        {value for value in each.of_kind("number") if rarity.weight(f"number {value}") >= _RARE}
        for each in (one, other)
    ]
    if _differ(*numbers):
        yield Against.NUMBERS
    if _differ(
        *({name for name in each.of_kind("acronym") if len(name) >= INVENTED} for each in (one, other))
    ):
        yield Against.ACRONYM
    if one.kind is not None and other.kind is not None and one.kind != other.kind:
        yield Against.KIND
    if _is_template(one, other):
        yield Against.TEMPLATE


def _differ(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    return bool(one) and bool(other) and not one & other
