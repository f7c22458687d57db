"""Read parts of a large file on a web server (RFC 9110 section 14), for code that is not asynchronous.

read ─► address guard ─► GET with Range ─► redirects, each hop guarded ─► bytes
                             ▲         │
                             └─────────┘ Retry-After, 5xx, a broken transfer

robots.txt is not asked: a person named this file, and it is no page.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from clusterwatch.errors import BadStatus, FetchError, TooLarge, Unreachable
from clusterwatch.http.redirects import RedirectChain, user_agent
from clusterwatch.http.retry_after import retry_after
from clusterwatch.http.settings import Settings
from clusterwatch.http.transport import Answer, Fault, Transport
from clusterwatch.models import FetchReason, Request

_PARTIAL = 206
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_LENGTH = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_FIRST_PAUSE = 1.0  # seconds before the second try; it doubles

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file. `size` is that of the whole file. `version` is its ETag or the time of its last change."""

    body: bytes
    size: int
    version: str


class RangeClient:
    """Fetches parts of files, in a thread of its own. `sleep` waits for a number of seconds. Close it at the end."""

    def __init__(
        self,
        settings: Settings,
        sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings, self._sleep, self._clock = settings, sleep, clock
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._transport = Transport(settings, None)
        self._run(self._transport.__aenter__())

    def close(self) -> None:
        """Close the connections and end the thread."""
        self._run(self._transport.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def get(self, url: str, start: int, size: int) -> Part:
        """Return up to `size` bytes from `start` on. Raises FetchError, also if the server does not send parts."""
        try:
            return self._run(self._part(url, start, size))
        except FetchError as error:
            error.came_from(url)
            raise

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _part(self, url: str, start: int, size: int) -> Part:
        for number in range(self._settings.tries):
            last = number + 1 == self._settings.tries
            pause = _FIRST_PAUSE * 2**number
            try:
                answer = await self._follow(url, {"range": f"bytes={start}-{start + size - 1}"}, size)
            except Fault as fault:
                if last or not fault.again:
                    raise Unreachable(url, fault.reason, **fault.detail) from fault
            else:
                if answer.status not in _PASSING or last:
                    return _part_of(url, answer, start)
                until = retry_after(answer.headers.get("retry-after"), self._clock())
                pause = max(pause, (until - self._clock()).total_seconds() if until else 0.0)
                if pause > self._settings.longest_wait:
                    raise BadStatus(url, answer.status)
            await self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    async def _follow(self, url: str, wanted: dict[str, str], size: int) -> Answer:
        chain = RedirectChain(Request(url, accept="*/*"))
        for _ in range(self._settings.max_redirects + 1):
            fields = {
                **chain.fields(user_agent(self._settings.contact)),
                "accept-encoding": "identity",
                **wanted,
            }
            answer = await self._transport.get(chain.url, fields, size, cut=True)
            if not chain.follow(answer):
                return answer
        raise TooLarge(url, FetchReason.REDIRECTS, most=self._settings.max_redirects)


def _part_of(url: str, answer: Answer, start: int) -> Part:
    found = _LENGTH.fullmatch(answer.headers.get("content-range", ""))
    if answer.status != _PARTIAL or found is None or int(found[1]) != start:
        raise BadStatus(url, answer.status)
    version = answer.headers.get("etag") or answer.headers.get("last-modified") or ""
    return Part(answer.body, int(found[3]), version)
