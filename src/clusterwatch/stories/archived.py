"""The steps of stories as an archive runs them in workers: signatures of posts, comparisons with candidates, vectors.

Signatures travel as they are stored, since most of them are compared more than once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from clusterwatch.facts.boilerplate import repeated_paragraphs
from clusterwatch.models import AnnouncementKind
from clusterwatch.stories import meaning
from clusterwatch.stories.letters import plain
from clusterwatch.stories.rarity import Rarity, common_facts, usual_weight
from clusterwatch.stories.score import INVENTED, Comparison, compare
from clusterwatch.stories.signature import Signature, signature_of

_SEARCHED = frozenset({"number", "day", "month", "acronym", "id", "host", "body", "place"})
_RARE = 3.0  # weight from which a fact finds candidates
_BYTES = 6  # bytes of a hash: a size of integer that SQLite stores without waste


class Text(NamedTuple):
    """What a signature and a vector are made of: a post and the texts of its source in `source`."""

    post: int
    source: str
    title: str | None
    body: str | None
    language: str | None
    published: str | None


class Stored(NamedTuple):
    """A signature as it is stored. `facts`, `names` and `searched`, the hashes of its rare facts, are JSON."""

    day: int | None
    language: str | None
    kind: str | None
    facts: str
    names: str
    searched: str

    def signature(self) -> Signature:
        """Return the signature."""
        return Signature(
            self.day,
            self.language,
            AnnouncementKind(self.kind) if self.kind else None,
            frozenset(json.loads(self.facts)),
            tuple(map(tuple, json.loads(self.names))),
        )


def stored(signature: Signature) -> Stored:
    """Return a signature as it is stored."""
    facts = _json(sorted(signature.facts))
    return Stored(
        signature.day,
        signature.language,
        signature.kind,
        facts,
        _json(signature.names),
        _json(sorted(searched(facts))),
    )


def signed(texts: Sequence[Text], neighbours: Mapping[str, Sequence[str]]) -> list[Stored]:
    """Return the signatures of posts. `neighbours` are bodies of each source, which show what repeats there."""
    repeated = _repeated(neighbours)
    return [
        stored(signature_of(one.title, one.body, one.language, one.published, repeated[one.source]))
        for one in texts
    ]


def embedded(texts: Sequence[Text], neighbours: Mapping[str, Sequence[str]]) -> list[bytes] | None:
    """Return the vectors of posts, or None if no engine can be used here. See `signed` for `neighbours`."""
    if meaning.current() is None:
        return None
    repeated = _repeated(neighbours)
    return meaning.vectors(
        [(meaning.opening(one.title, one.body, repeated[one.source]), one.language) for one in texts]
    )


def compared(
    pairs: Sequence[tuple[int, int]],
    signatures: Mapping[int, Stored],
    shares: Mapping[str, float],
    posts: int,
) -> list[Comparison]:
    """Compare pairs of posts in an archive of so many `posts`.

    `shares` are those of the facts that are more common there than usual.
    """
    rarity = Rarity(shares, posts)
    read = {post: one.signature() for post, one in signatures.items()}
    return [compare(read[one], read[other], rarity) for one, other in pairs]


def counted(facts: Sequence[str]) -> dict[str, float]:
    """Return the shares of the facts that are more common in these posts than usual. Each text is JSON."""
    return common_facts([json.loads(one) for one in facts])


def searched(facts: str) -> dict[int, float]:
    """Return the hashes of the rare facts of a signature, whose facts are JSON, with their weights."""
    return {_hash(fact): usual_weight(fact) for fact in json.loads(facts) if _finds(fact)}


def _repeated(neighbours: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {source: repeated_paragraphs(bodies) for source, bodies in neighbours.items()}


def identifiers(facts: str) -> list[str]:
    """Return the names of projects and calls among facts, as JSON: long acronyms, but not those of known bodies."""
    values: dict[str, set[str]] = {}
    for fact in json.loads(facts):
        kind, _, value = fact.partition(" ")
        values.setdefault(kind, set()).add(value)
    known = chain(values.get("body", ()), values.get("programme", ()))
    words = tuple(plain(word) for one in known for word in one.split("-") if len(word) >= INVENTED)
    acronyms = {
        one for one in values.get("acronym", ()) if len(one) >= INVENTED and not one.startswith(words)
    }
    return sorted(acronyms | values.get("id", set()))


def _finds(fact: str) -> bool:
    return fact.partition(" ")[0] in _SEARCHED and usual_weight(fact) >= _RARE


def _hash(fact: str) -> int:
    return int.from_bytes(blake2b(fact.encode(), digest_size=_BYTES).digest())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
