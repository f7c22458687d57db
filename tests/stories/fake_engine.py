"""An engine for tests: texts with a word of one topic have the same vector, all others have vectors of their own."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import pytest

from clusterwatch.stories import engine

TOPICS = ("voucher", "gutschein", "bon"), ("press", "presse"), ("forum",)


class FakeEngine:
    """Remembers the texts of which it made vectors. They are long, so that the means of languages do not matter."""

    dimension = 384

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str], *, query: bool = False) -> list[list[float]]:
        self.texts += texts
        return [[100.0 * (at == _place(text.lower())) for at in range(self.dimension)] for text in texts]


def used(patch: pytest.MonkeyPatch, fake: FakeEngine) -> FakeEngine:
    """Use `fake` as the engine."""
    patch.setattr(engine, "usable", lambda: fake.name)
    patch.setattr(engine, "engine", lambda: fake)
    return fake


def _place(text: str) -> int:
    for topic, words in enumerate(TOPICS):
        if any(word in text for word in words):
            return topic
    return len(TOPICS) + crc32(text.encode()) % (FakeEngine.dimension - len(TOPICS))
