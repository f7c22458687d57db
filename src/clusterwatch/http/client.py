"""Fetch one page politely: check the address, robots.txt and the delay, then send the GET.

get ─► address guard ─► robots.txt ─► turn of the host ─► delay ─► GET ─► Page
  ▲                                                        ▲        │
  │                                                        └────────┤ Retry-After, 5xx, a broken transfer
  └─────────────────────────────────────────────────────────────────┘ redirect: each hop from the start
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Self

import httpx

from clusterwatch.errors import (
    BadStatus,
    Blocked,
    Deferred,
    FetchError,
    Forbidden,
    Refused,
    TooLarge,
    Unreachable,
)
from clusterwatch.http.host_memory import HostMemory
from clusterwatch.http.redirects import RedirectChain, user_agent
from clusterwatch.http.retrying import REST, Retrying, Terms
from clusterwatch.http.robots import MAX_REDIRECTS, Robots, read_robots, robots_text
from clusterwatch.http.settings import Settings
from clusterwatch.http.throttle import Origin, Throttle
from clusterwatch.http.transport import Answer, Fault, Transport
from clusterwatch.models import FetchReason, Page, Problem, ProblemCode, Request


class Client:
    """Fetch pages. An async context manager; a run uses one client.

    `clock` returns the time in UTC, and `sleep` waits for a number of seconds. `ready`, if given, is awaited before
    each GET: it returns when the answer can be used soon. `transport` replaces the network, and with it the guard
    against private addresses; the caller closes it.
    """

    def __init__(
        self,
        settings: Settings,
        memory: HostMemory,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        ready: Callable[[], Awaitable[None]] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._clock = clock
        self._agent = user_agent(settings.contact)
        self._transport = Transport(settings, transport)
        self._throttle = Throttle(settings, memory, clock, sleep)
        self._retrying = Retrying(settings, self._transport, self._throttle, clock, sleep, ready)

    @property
    def requests(self) -> int:
        """The number of GET requests sent so far, including those for robots.txt."""
        return self._transport.requests

    @property
    def bytes(self) -> int:
        """The number of body bytes received so far, before decompression."""
        return self._transport.bytes

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._transport.__aexit__(*exc)

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        """Fetch a page and follow redirects. `delay` (seconds) overrides the delay in the settings.

        `spent` is called for each GET, including robots.txt, redirects and retries. Raises FetchError, whose `url` is
        the address of the request; `via` in its problem is the one that failed.
        """
        chain = RedirectChain(request)
        try:
            terms = Terms(
                self._settings.delay if delay is None else delay, spent or _uncounted, request.verify
            )
            answer, robots = await self._follow(chain, terms)
            warning = self._shortened(chain.url, robots.delay, terms.delay)
            return self._page(request, chain, answer, warning)
        except FetchError as error:
            error.came_from(request.url)
            raise

    async def _follow(self, chain: RedirectChain, terms: Terms) -> tuple[Answer, Robots]:
        """Follow redirects to the final answer, and return it with the rules of its origin.

        Each hop is checked, allowed by robots.txt and throttled.
        """
        seen: set[tuple[str, str]] = set()
        for _ in range(self._settings.max_redirects + 1):
            url = str(chain.url)
            origin = self._throttle.origin(chain.url)
            robots = await self._robots(origin, chain.url, terms)
            if not robots.allows(url):
                raise Forbidden(url)
            fields = chain.fields(self._agent)
            if (url, fields.get("cookie", "")) in seen:
                raise TooLarge(url, FetchReason.REDIRECT_CIRCLE)
            seen.add((url, fields.get("cookie", "")))
            answer = await self._retrying.get(origin, chain.url, fields, terms, crawl_delay=robots.delay)
            if not chain.follow(answer):
                return answer, robots
        raise TooLarge(str(chain.url), FetchReason.REDIRECTS, most=self._settings.max_redirects)

    def _shortened(self, url: httpx.URL, crawl_delay: float, delay: float) -> Problem | None:
        """Return the problem of a Crawl-delay that is shortened, unless the source has a long delay of its own."""
        longest = self._settings.longest_crawl_delay
        if not delay < longest < crawl_delay:
            return None
        detail = {"seconds": crawl_delay, "waited": longest}
        return Problem(ProblemCode.CRAWL_DELAY, url=str(url.join("/robots.txt")), detail=detail)

    def _page(self, request: Request, chain: RedirectChain, answer: Answer, warning: Problem | None) -> Page:
        """Return the page of an answer. Raises BadStatus or Blocked if there is none."""
        url, status = str(chain.url.copy_with(fragment=None)), answer.status
        if status == 401:
            raise Blocked(url, FetchReason.LOGIN)
        conditional = request.etag is not None or request.last_modified is not None
        if status not in (200, 203) and not (status == 304 and conditional):
            raise BadStatus(url, status)
        return Page(
            url=url,
            requested=request.url,
            # 203 is a 200 that passed a proxy (RFC 9110 section 15.3.4).
            status=304 if status == 304 else 200,
            headers=answer.headers,
            body=answer.body if status != 304 else b"",
            fetched=self._clock(),
            moved=chain.moved,
            warning=warning,
        )

    async def _robots(self, origin: Origin, url: httpx.URL, terms: Terms) -> Robots:
        """Return the robots.txt rules of an origin: from this run, from memory, or fetched now.

        They are valid for a day.
        """
        if origin.robots is not None and origin.robots.fresh(self._clock()):
            return origin.robots
        async with origin.reading:
            if origin.robots is None and (remembered := self._memory.robots(origin.name)) is not None:
                origin.robots = read_robots(*remembered)
            if origin.robots is None or not origin.robots.fresh(self._clock()):
                status, text = await self._robots_txt(origin, url.join("/robots.txt"), terms)
                fetched = self._clock()
                self._memory.keep_robots(origin.name, fetched, status, text)
                origin.robots = read_robots(fetched, status, text)
            return origin.robots

    async def _robots_txt(self, origin: Origin, url: httpx.URL, terms: Terms) -> tuple[int, str]:
        """Fetch a robots.txt and return its status and text; the text is empty if there is none (RFC 9309 section
        2.3.1).

        Raises Deferred if the host answers but cannot send the file: it is not asked again for a while. Raises
        Unreachable if there is no such host.
        """
        chain = RedirectChain(Request(str(url), accept="text/plain,*/*;q=0.8"))
        for hop in range(MAX_REDIRECTS + 1):
            try:
                at = self._throttle.origin(chain.url)
                answer = await self._retrying.get(
                    at, chain.url, chain.fields(self._agent), terms, robots=True
                )
            except Refused:
                if hop == 0:
                    raise
                break
            except (BadStatus, Unreachable) as error:
                if isinstance(error.__cause__, Fault) and not error.__cause__.connected:
                    raise
                until = self._clock() + REST
                self._throttle.leave_alone(origin.host, until)
                detail = {k: v for k, v in error.problem.detail.items() if k in ("status", "reason")}
                raise Deferred(str(url), until, robots=error.code, **detail) from error
            try:
                if not chain.follow(answer):
                    found = 200 <= answer.status < 300
                    return answer.status, robots_text(answer.body) if found else ""
            except Refused:
                break
        return 404, ""  # redirects that lead nowhere count as no robots.txt


def _uncounted() -> None:
    """Do nothing: the caller does not count requests."""
