"""Jobs that run at once: results in the order of the jobs, in bounded memory."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import aclosing

import pytest

from clusterwatch.pipeline.ordered import in_order

AT_ONCE = 3


def test_results_come_in_the_order_of_the_jobs() -> None:
    async def check() -> None:
        later = asyncio.Event()

        async def first() -> int:
            await later.wait()
            return 0

        async def last(number: int) -> int:
            later.set()
            return number

        jobs = [first(), *(last(n) for n in range(1, 9))]
        assert [result async for result in in_order(jobs, AT_ONCE)] == list(range(9))

    asyncio.run(check())


def test_a_job_is_taken_only_when_there_is_room() -> None:
    taken: list[int] = []

    async def job(number: int) -> int:
        return number

    def jobs() -> Iterator[Coroutine[None, None, int]]:
        for number in range(100):
            taken.append(number)
            yield job(number)

    async def check() -> None:
        async with aclosing(in_order(jobs(), AT_ONCE)) as results:
            async for result in results:
                assert len(taken) <= result + 1 + AT_ONCE

    asyncio.run(check())
    assert len(taken) == 100


def test_the_jobs_that_were_started_are_cancelled_after_an_error() -> None:
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    async def fails() -> None:
        raise ValueError("broken")

    async def check() -> None:
        with pytest.raises(ValueError, match="broken"):
            async for _ in in_order([fails(), waits(), waits(), waits()], AT_ONCE):
                pass
        assert ended == ["cancelled"] * 3

    asyncio.run(check())


def test_the_jobs_have_ended_when_the_caller_goes_on() -> None:
    """A job may need time to end, and may fail while it does."""
    ended: list[str] = []

    async def first() -> None:
        await asyncio.sleep(0)

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(5):
                await asyncio.sleep(0)
            ended.append("cleaned up")
            raise ValueError("broken while it ended")

    async def check() -> None:
        async with aclosing(in_order([first(), waits(), waits()], AT_ONCE)) as results:
            async for _ in results:
                break
        assert ended == ["cleaned up"] * 2

    asyncio.run(check())
