"""Send a GET when it is the turn of its host, and retry where that can help (RFC 9110 section 10.2.3)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    wait_exponential_jitter,
)

from clusterwatch.errors import (
    BadStatus,
    Blocked,
    Deferred,
    Exhausted,
    FetchError,
    NotSecure,
    Unreachable,
    exhausted,
)
from clusterwatch.http.challenges import blocked
from clusterwatch.http.retry_after import retry_after
from clusterwatch.http.robots import MAX_BYTES
from clusterwatch.http.settings import Settings
from clusterwatch.http.throttle import Host, Origin, Throttle
from clusterwatch.http.transport import Answer, Fault, Transport
from clusterwatch.models import TLS_REASONS, FetchReason

_log = logging.getLogger("clusterwatch.http")

REST = timedelta(minutes=15)  # the pause of a host that refuses without Retry-After

_PASSING = frozenset({408, 425, 429, *range(500, 600)} - {501, 505})  # temporary: a retry can help
_BACKOFF = wait_exponential_jitter(initial=1, max=30, jitter=1)  # seconds


class _Passing(Exception):
    """A temporary failure; `until` is the time of its Retry-After."""

    def __init__(self, status: int, until: datetime | None) -> None:
        super().__init__(status)
        self.status = status
        self.until = until


@dataclass(frozen=True, slots=True)
class Terms:
    """What a caller sets for its requests: the delay in seconds, and a function called for each GET.

    `verify` says whether the certificate of the server is checked.
    """

    delay: float
    spent: Callable[[], None]
    verify: bool = True


class Retrying:
    """Send GET requests: to many hosts at once, one at a time to each host."""

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        throttle: Throttle,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        ready: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._throttle = throttle
        self._clock = clock
        self._ready = ready
        self._slots = asyncio.Semaphore(settings.concurrency)

        async def nap(seconds: float) -> None:
            if seconds > 0:
                await sleep(seconds)

        self._retry = AsyncRetrying(
            stop=stop_after_attempt(settings.tries),
            wait=_wait,
            retry=retry_if_exception(_again),
            sleep=nap,
            reraise=True,
        )

    async def get(
        self,
        origin: Origin,
        url: httpx.URL,
        fields: dict[str, str],
        terms: Terms,
        *,
        crawl_delay: float = 0.0,
        robots: bool = False,
    ) -> Answer:
        """Return the answer of `origin` for `url`, with any status that is not temporary. Raises FetchError.

        `crawl_delay` is the delay in seconds that the origin asks for. `robots` is set for a robots.txt, which has its
        own size limit and counts as missing only if the server does not fail.
        """
        host = origin.host

        async def once() -> Answer:
            await self._throttle.wait(origin, str(url), terms.delay, crawl_delay)
            async with self._slots:
                if self._ready is not None:
                    await self._ready()
                terms.spent()
                started = self._clock()
                _log.debug("request", extra={"url": str(url)})
                try:
                    most = MAX_BYTES if robots else self._settings.max_bytes
                    answer = await self._transport.get(url, fields, most, cut=robots, verify=terms.verify)
                except Fault as fault:
                    _log.debug(
                        "no answer", extra={"url": str(url), "reason": str(fault), "again": fault.again}
                    )
                    raise
                finally:
                    host.ended = self._clock()
            _log_answer(answer, (host.ended - started).total_seconds())
            # A wall in place of robots.txt counts as no robots.txt, and RFC 9309 then allows everything.
            passing = answer.status in _PASSING
            fails = passing or answer.status >= 500
            if not robots or fails:
                self._look_for_wall(answer)
            if passing:
                raise self._passing(host, answer)
            if robots and fails:
                raise BadStatus(str(url), answer.status)
            return answer

        async with host.turn:
            try:
                return await self._until_it_succeeds(once)
            except Fault as fault:
                raise _error(fault)(str(url), fault.reason, **fault.detail) from fault
            except _Passing as passing:
                raise self._given_up(host, str(url), passing) from None

    async def _until_it_succeeds(self, once: Callable[[], Awaitable[Answer]]) -> Answer:
        """Call `once`, and leave it to tenacity only if it fails: that costs as much as a tenth of the request."""
        try:
            return await once()
        except (Fault, _Passing) as error:
            first: list[Exception] = [error]

        async def again() -> Answer:
            if first:
                raise first.pop()
            return await once()

        return await self._retry.copy()(again)

    def _look_for_wall(self, answer: Answer) -> None:
        if wall := blocked(answer.status, answer.headers, answer.body):
            raise Blocked(str(answer.url), FetchReason.WALL, wall=wall)

    def _passing(self, host: Host, answer: Answer) -> Exception:
        """Return the error that causes a retry, or Deferred if the retry would be too late for this run."""
        now = self._clock()
        until = retry_after(answer.headers.get("retry-after"), now)
        passing = _Passing(answer.status, until)
        if until is None:
            return passing
        self._throttle.leave_alone(host, until)
        late = (until - now).total_seconds() > self._settings.longest_wait
        return self._given_up(host, str(answer.url), passing) if late else passing

    def _given_up(self, host: Host, url: str, passing: _Passing) -> FetchError:
        until = passing.until
        if until is None and passing.status == HTTPStatus.TOO_MANY_REQUESTS:
            until = self._clock() + REST
            self._throttle.leave_alone(host, until)
        if until is None:
            return BadStatus(url, passing.status)
        return Deferred(url, until, status=passing.status)


def _error(fault: Fault) -> type[FetchError]:
    """Return the type of error for a transfer that failed for good."""
    if exhausted(fault.__cause__) is not None:
        return Exhausted
    return NotSecure if fault.reason in TLS_REASONS else Unreachable


def _log_answer(answer: Answer, seconds: float) -> None:
    size = len(answer.body)
    _log.debug(
        "answer", extra={"url": str(answer.url), "status": answer.status, "bytes": size, "seconds": seconds}
    )


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome is not None else None
    has_retry_after = isinstance(error, _Passing) and error.until is not None
    return 0.0 if has_retry_after else _BACKOFF(state)  # the throttle waits for Retry-After


def _again(error: BaseException) -> bool:
    return isinstance(error, _Passing) or (isinstance(error, Fault) and error.again)
