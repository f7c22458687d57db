"""Learn what stories need to compare posts by meaning: `python -m tests.stories.learn` writes `meaning.json`.

Needs the extra `multilingual`. The means are those of all announcements with labels in the tests. The two numbers of
the evidence are fitted to pairs of `announcements.toml`, beside what their facts say.
"""

from __future__ import annotations

import json
import math
import struct
import tomllib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from clusterwatch.stories import meaning
from clusterwatch.stories.engine import engine
from clusterwatch.stories.score import compare
from tests.stories.made import signatures, told

_Vector = list[float]
OUT = Path(meaning.__file__).with_name("meaning.json")
TESTS = Path(__file__).parents[1]
ALL = ""  # the mean of all languages
SHRINKS = 5  # posts of all languages that are added to those of each, which are few
WINDOW = 45  # days between posts that are compared
FALSE = 5.0  # a false join is as bad as so many that are missed
STEPS = 100


def main() -> None:
    """Write the means of the languages and the numbers of the evidence, and print these."""
    own = [(meaning.opening(post.title, post.body), post.language) for post in told(everywhere=True)]
    texts = [*own, *_others()]
    made = engine().embed([text for text, _ in texts])
    means = means_of([(language, vector) for (_, language), vector in zip(texts, made, strict=True)])
    _write(means, 0.0, 0.0)  # vectors are made with these means
    weight, neutral = fitted(
        list(_pairs([meaning.centred(v, t[1]) for v, t in zip(made, own, strict=False)]))
    )
    _write(means, round(weight, 1), round(neutral, 2))
    print(f"{len(texts)} texts in {len(means) - 1} languages; weight {weight:.1f}, neutral {neutral:.2f}")


def means_of(vectors: Iterable[tuple[str, _Vector]]) -> dict[str, _Vector]:
    """Return the mean vector of each language and of all."""
    of: dict[str, list[_Vector]] = {ALL: []}
    for language, vector in vectors:
        of[ALL].append(vector)
        of.setdefault(language, []).append(vector)
    every = [math.fsum(column) / len(of[ALL]) for column in zip(*of[ALL], strict=True)]
    shrunk = {
        language: [
            (math.fsum(column) + SHRINKS * usual) / (len(listed) + SHRINKS)
            for column, usual in zip(zip(*listed, strict=True), every, strict=True)
        ]
        for language, listed in sorted(of.items())
    }
    return shrunk | {ALL: every}


def fitted(pairs: Sequence[tuple[float, float, bool]]) -> tuple[float, float]:
    """Return the weight of a cosine and the cosine that says nothing, by logistic regression (Newton's method).

    Pairs are what facts say, in nats, the cosine, and whether they tell the same announcement.
    """
    weight = bias = 0.0
    for _ in range(STEPS):
        slope = [0.0, 0.0]
        curve = [1e-9, 0.0, 1e-9]
        for facts, cosine, same in pairs:
            p = 1 / (1 + math.exp(-(facts + weight * cosine + bias)))
            counts = 1.0 if same else FALSE
            slope[0] += counts * (p - same) * cosine
            slope[1] += counts * (p - same)
            for at, value in enumerate((cosine * cosine, cosine, 1.0)):
                curve[at] += counts * p * (1 - p) * value
        determinant = curve[0] * curve[2] - curve[1] ** 2
        weight -= (curve[2] * slope[0] - curve[1] * slope[1]) / determinant
        bias -= (curve[0] * slope[1] - curve[1] * slope[0]) / determinant
    return weight, -bias / weight


def _pairs(vectors: Sequence[bytes]) -> Iterator[tuple[float, float, bool]]:
    posts = told(everywhere=True)
    made = signatures(posts)
    days = [date.fromisoformat(post.published[:10]) for post in posts]
    for at, one in enumerate(posts):
        for other in range(at):
            if one.source != posts[other].source and abs((days[at] - days[other]).days) <= WINDOW:
                found = compare(made[at], made[other]).evidence
                cosine = meaning.likeness(vectors[at], vectors[other])
                yield found, cosine, one.story == posts[other].story


def _others() -> Iterator[tuple[str, str]]:
    """Yield the texts and languages of the announcements whose days and mentions have labels."""
    for path, key in (("facts/announcements.toml", "post"), ("facts/mentions/announcements.toml", "case")):
        for row in tomllib.loads((TESTS / path).read_text("utf-8"))[key]:
            yield meaning.opening(row["title"], row["body"]), row["language"]


def _write(means: Mapping[str, _Vector], weight: float, neutral: float) -> None:
    packed = {
        language: b64encode(struct.pack(f"<{len(mean)}e", *mean)).decode() for language, mean in means.items()
    }
    lines = [f'  "{language}": "{text}"' for language, text in packed.items()]
    head = f'{{"weight": {json.dumps(weight)}, "neutral": {json.dumps(neutral)}, "means": {{\n'
    OUT.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    meaning.learned.cache_clear()


if __name__ == "__main__":
    main()
