"""Long operations on the archive as generators: they yield pure computations and are sent their results.

SQL and short transactions run between the yields, so that a caller can leave the computations to workers. They yield
None before each transaction, so that a caller can wait until no other program writes to the archive.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

from clusterwatch.models import Compute

T = TypeVar("T")
Steps = Generator[Compute | None, Any, T]


def run_inline(steps: Steps[T]) -> T:
    """Run all computations in this process. Return what the generator returns."""
    result: object = None
    error: Exception | None = None
    while True:
        try:
            step = steps.throw(error) if error is not None else steps.send(result)
        except StopIteration as end:
            value: T = end.value
            return value
        result = error = None
        if step is None:
            continue
        try:
            result = step.function(*step.arguments)
        except Exception as caught:  # the generator decides
            error = caught
