"""What an announcement means, in any language, as a vector.

title and first words ─► engine ─► less what all texts of its language have in common ─► 8-bit numbers

Vectors of an engine lie near each other by their language more than by their meaning. The mean of each language is
subtracted first. The means are those of the labelled announcements of the tests, not those of an archive, so that what
two posts have in common does not depend on the posts that came before. `python -m tests.stories.learn` writes
`meaning.json`.
"""

from __future__ import annotations

import json
import math
import struct
from array import array
from base64 import b64decode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul

from clusterwatch.facts.boilerplate import announced
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.stories import engine
from clusterwatch.vocab.languages import base_language, likely_language

MOST = 3.0  # evidence for or against a pair, in nats. A pair whose facts say more is decided by them.
_MADE = 1  # grows with each change of the means or of the text, so that vectors of before are not compared
_WORDS = 60  # words of the body
_LONGEST = 1000  # characters of the text
SCALE = 400  # per unit; the largest number of a vector is about a quarter


@dataclass(frozen=True, slots=True)
class Learned:
    """The means by language, that of all languages as "", and the two numbers of the evidence."""

    means: Mapping[str, Sequence[float]]
    weight: float
    neutral: float


def current() -> str | None:
    """Return the name under which vectors are stored now, or None if none can be made here."""
    name = engine.usable()
    return f"{name}-{_MADE}" if name else None


def opening(title: str | None, body: str | None, repeated: Collection[str] = frozenset()) -> str:
    """Return the text of which a vector is made. `repeated` are fingerprints of paragraphs of the source."""
    kept = announced(paragraphs_of(title, body), repeated)
    words = " ".join(one.text for one in kept if one.number).split()
    return f"{title or ''}\n{' '.join(words[:_WORDS])}"[:_LONGEST].strip()


def vectors(texts: Sequence[tuple[str, str | None]]) -> list[bytes]:
    """Return the vectors of texts, each with its language (BCP 47) if that is known."""
    made = engine.engine().embed([text for text, _ in texts])
    return [centred(one, _language(*text)) for one, text in zip(made, texts, strict=True)]


def vector_of_query(text: str) -> bytes:
    """Return the vector of what a person seeks."""
    (made,) = engine.engine().embed([text], query=True)
    return centred(made, _language(text, None))


def centred(vector: Sequence[float], language: str | None) -> bytes:
    """Return a vector of the engine without what its language (ISO 639-1) adds, of unit length, as 8-bit integers."""
    means = learned().means
    mean = means.get(language or "", means[""])
    rest = [one - usual for one, usual in zip(vector, mean, strict=True)]
    length = math.hypot(*rest) or 1.0
    return array("b", [max(-127, min(127, round(SCALE * one / length))) for one in rest]).tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Return the cosine of two vectors: about 0 for different announcements, more than 0.35 for the same one."""
    first, second = array("b", one), array("b", other)
    lengths = math.sqrt(sum(map(mul, first, first)) * sum(map(mul, second, second)))
    return round(sum(map(mul, first, second)) / lengths, 3) if lengths else 0.0


def evidence(cosine: float) -> float:
    """Return what the likeness of two posts says for, or if negative against, the same announcement, in nats."""
    numbers = learned()
    return max(-MOST, min(MOST, numbers.weight * (cosine - numbers.neutral)))


@cache
def learned() -> Learned:
    """Return what was learned from labelled announcements."""
    read = json.loads(files(__package__).joinpath("meaning.json").read_text(encoding="utf-8"))
    means = {language: _numbers(b64decode(packed)) for language, packed in read["means"].items()}
    return Learned(means, read["weight"], read["neutral"])


def _numbers(packed: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(packed) // 2}e", packed)


def _language(text: str, tag: str | None) -> str | None:
    return base_language(tag) if tag else likely_language(text)
