"""Run several jobs at once, and use their results in order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def in_order(jobs: Iterable[Coroutine[Any, Any, T]], at_once: int) -> AsyncGenerator[T, None]:
    """Yield the results of the jobs in the order of `jobs`, while up to `at_once` further jobs run or are done.

    The next job is taken only when there is room for it, so that memory stays bounded. Raises what a job raises. The
    jobs that were started are cancelled, and have ended, when this generator is closed. A caller that may not take all
    results closes it with `aclosing`.
    """
    started: deque[asyncio.Task[T]] = deque()
    try:
        for job in jobs:
            started.append(asyncio.create_task(job))
            if len(started) > at_once:
                yield await started.popleft()
        while started:
            yield await started.popleft()
    finally:
        for task in started:
            task.cancel()
        await asyncio.gather(*started, return_exceptions=True)
