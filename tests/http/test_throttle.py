"""Tests of throttling: one request at a time per host, delays, Crawl-delay and Retry-After, and many hosts at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest

from clusterwatch.errors import BadStatus, Deferred, FetchError, Forbidden
from clusterwatch.http import Client, ForgetfulMemory, Settings
from clusterwatch.models import Problem, ProblemCode, Request
from tests.http.fakeweb import START, FakeTime, Reply, Seen, in_loop, resolve, until, world


def robots(text: str) -> Reply:
    return Reply(body=f"User-agent: *\n{text}\n".encode())


def slow(time: FakeTime, seconds: float) -> object:
    """Return a route whose response takes `seconds` on the fake clock."""

    def answer(seen: Seen) -> Reply:
        time.now += timedelta(seconds=seconds)
        return Reply(body=b"x")

    return answer


@pytest.mark.parametrize(
    ("settings_delay", "delay", "crawl_delay", "expected"),
    [
        (1.0, None, "", 1.0),
        (1.0, 0.25, "", 0.25),
        (1.0, 5.0, "", 5.0),
        (1.0, None, "Crawl-delay: 2.5", 2.5),
        (1.0, 3.0, "Crawl-delay: 2.5", 3.0),
        (0.0, None, "Crawl-delay: 0.5", 0.5),
        (0.0, None, "", 0.0),
        (1.0, None, "Crawl-delay: soon", 1.0),
        (1.0, None, "Crawl-delay: -9", 1.0),
        (0.0, 120.0, "", 120.0),  # the delay that a person configured has no upper limit
        (0.0, 120.0, "Crawl-delay: 90", 120.0),
    ],
)
@in_loop
async def test_the_delay_is_between_the_end_of_a_request_and_the_next_start(
    settings_delay: float, delay: float | None, crawl_delay: str, expected: float
) -> None:
    time = FakeTime()
    routes = {"/robots.txt": robots(crawl_delay), "/a": slow(time, 7.0), "/b": slow(time, 7.0)}
    async with world(routes, time=time, delay=settings_delay) as web:  # type: ignore[arg-type]
        await web.get("/a", delay=delay)
        await web.get("/b", delay=delay)
        assert time.slept == ([expected, expected] if expected else [])
        starts = [seen.at for seen in web.server.pages()]
        assert starts[1] - starts[0] == timedelta(seconds=expected + 7.0)


@in_loop
async def test_elapsed_time_counts() -> None:
    async with world({"/": Reply()}, delay=3.0) as web:
        await web.get()
        web.time.now += timedelta(seconds=1)
        await web.get()
        web.time.now += timedelta(hours=1)
        await web.get()
        assert web.time.slept == [3.0, 2.0]


@in_loop
async def test_a_clock_that_is_set_back_does_not_extend_the_delay() -> None:
    async with world({"/": Reply()}, delay=3.0) as web:
        await web.get()
        web.time.now -= timedelta(hours=5)
        await web.get()
        assert web.time.slept == [
            3.0,
            3.0,
            3.0,
        ]  # robots.txt, which now seems to be from the future, is read again


@in_loop
async def test_one_request_at_a_time_per_host() -> None:
    async with world({f"/{n}": Reply(body=b"x") for n in range(6)}, delay=1.0) as web:
        await asyncio.gather(*(web.get(f"/{n}") for n in range(6)))
        assert web.server.most_open == 1
        assert web.server.paths.count("/robots.txt") == 1
        assert [s.at for s in web.server.pages()] == [START + timedelta(seconds=n) for n in range(1, 7)]


class Sent:
    """A transport that records requests with their time. `most` is the maximum number of simultaneous requests."""

    def __init__(self, time: FakeTime, answer: Callable[[httpx.URL], httpx.Response]) -> None:
        self.seen: list[tuple[str, float]] = []
        self.most = self._open = 0
        self._time = time
        self._answer = answer

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append((str(request.url), (self._time.now - START).total_seconds()))
        self._open += 1
        self.most = max(self.most, self._open)
        for _ in range(20):
            await asyncio.sleep(0)
        self._open -= 1
        return self._answer(request.url)


@asynccontextmanager
async def no_network(
    answer: Callable[[httpx.URL], httpx.Response], memory: ForgetfulMemory, delay: float = 2.0
) -> AsyncIterator[tuple[Client, Sent]]:
    """Start a client whose requests are answered by `answer`, without a network."""
    time = FakeTime()
    sent = Sent(time, answer)
    transport = httpx.MockTransport(sent)
    async with Client(
        Settings(delay=delay), memory, clock=time.clock, sleep=time.sleep, transport=transport
    ) as client:
        yield client, sent


def no_robots(url: httpx.URL) -> httpx.Response:
    return httpx.Response(404 if url.path == "/robots.txt" else 200)


TWINS = [
    ("http://one.test/a", "https://one.test/a"),
    ("https://one.test/a", "https://www.one.test/a"),
    ("http://www.one.test/a", "https://one.test./a"),
    ("http://one.test:443/a", "https://one.test:80/a"),
]
OTHERS = [
    ("https://one.test/a", "https://news.one.test/a"),
    ("https://one.test/a", "https://one.test:8443/a"),
    ("http://one.test:8080/a", "http://one.test:8081/a"),
]


@pytest.mark.parametrize(
    ("one", "other", "same"), [*((*t, True) for t in TWINS), *((*o, False) for o in OTHERS)]
)
@in_loop
async def test_a_host_is_the_same_for_all_schemes(one: str, other: str, same: bool) -> None:
    memory = ForgetfulMemory()
    async with no_network(no_robots, memory) as (client, sent):
        await asyncio.gather(client.get(Request(one)), client.get(Request(other)))
        starts = sorted(at for _, at in sent.seen)
        assert len(starts) == 4
        assert sent.most == (1 if same else 2)
        assert (min(b - a for a, b in pairwise(starts)) == 2.0) is same
        assert len(memory.texts) == 2  # each origin has its own rules


@in_loop
async def test_robots_txt_is_stored_per_origin() -> None:
    def answer(url: httpx.URL) -> httpx.Response:
        if url.path == "/robots.txt" and url.scheme == "https":
            return httpx.Response(200, text="User-agent: *\nDisallow: /a")
        return no_robots(url)

    async with no_network(answer, ForgetfulMemory()) as (client, _):
        await client.get(Request("http://one.test/a"))
        with pytest.raises(Forbidden):
            await client.get(Request("https://one.test/a"))
        await client.get(Request("https://www.one.test/b"))


@in_loop
async def test_the_limits_of_one_origin_apply_to_the_host() -> None:
    def answer(url: httpx.URL) -> httpx.Response:
        if url.path == "/busy":
            return httpx.Response(429, headers={"Retry-After": "3600"})
        return no_robots(url)

    memory = ForgetfulMemory()
    async with no_network(answer, memory) as (client, sent):
        with pytest.raises(Deferred):
            await client.get(Request("http://www.one.test/busy"))
        with pytest.raises(Deferred):
            await client.get(Request("https://one.test/a"))
        assert [url for url, _ in sent.seen] == ["http://www.one.test/robots.txt", "http://www.one.test/busy"]
        assert list(memory.times) == ["one.test"]
    async with no_network(answer, memory) as (client, sent):
        with pytest.raises(Deferred):
            await client.get(Request("https://www.one.test:443/a"))
        assert sent.seen == []


@pytest.mark.parametrize(("concurrency", "expected"), [(32, 5), (2, 2)])
@in_loop
async def test_many_hosts_at_once(concurrency: int, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    time, memory = FakeTime(), ForgetfulMemory()
    async with world({"/": Reply(hang=True, length=9)}, memory, time, concurrency=concurrency) as web:
        for n in range(5):
            memory.keep_robots(web.origin(f"h{n}.test"), time.now, 404, "")
        tasks = [asyncio.create_task(web.get("/", host=f"h{n}.test")) for n in range(5)]
        await until(lambda: web.server.open >= expected)
        for _ in range(200):
            await asyncio.sleep(0)
        assert web.server.most_open == expected
        for task in tasks:
            task.cancel()
        assert all(
            isinstance(r, asyncio.CancelledError)
            for r in await asyncio.gather(*tasks, return_exceptions=True)
        )


@in_loop
async def test_a_get_waits_until_its_answer_can_be_used() -> None:
    turns: asyncio.Queue[None] = asyncio.Queue()
    time = FakeTime()
    sent = Sent(time, no_robots)
    async with Client(
        Settings(delay=0),
        ForgetfulMemory(),
        clock=time.clock,
        sleep=time.sleep,
        ready=turns.get,
        transport=httpx.MockTransport(sent),
    ) as client:
        page = asyncio.create_task(client.get(Request("https://one.test/a")))
        for requests in range(3):
            for _ in range(50):
                await asyncio.sleep(0)
            assert len(sent.seen) == requests
            turns.put_nowait(None)
        assert (await page).status == 200


IN_10 = "Mon, 02 Mar 2026 03:00:10 GMT"


@pytest.mark.parametrize("status", [429, 503, 500, 408])
@pytest.mark.parametrize("value", ["10", IN_10])
@in_loop
async def test_a_short_retry_after_is_waited_for(status: int, value: str) -> None:
    async with world({"/": [Reply(status, headers={"Retry-After": value}), Reply(body=b"now")]}) as web:
        assert (await web.get()).body == b"now"
        assert web.time.slept == [10.0]
        assert web.memory.times == {web.host(): START + timedelta(seconds=10)}


@in_loop
async def test_retry_after_applies_to_all_pages_of_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    busy = [Reply(429, headers={"Retry-After": "30"}), Reply(body=b"a")]
    async with world({"/a": busy, "/b": Reply(body=b"b"), "/c": Reply(body=b"c")}) as web:
        await web.get("/c", host="other.test")
        await asyncio.gather(web.get("/a", host="one.test"), web.get("/b", host="one.test"))
        await web.get("/c", host="other.test")
        at = {(s.path, s.host[:3]): (s.at - START).total_seconds() for s in web.server.pages()}
        assert at == {("/a", "one"): 30.0, ("/b", "one"): 30.0, ("/c", "oth"): 30.0}
        assert web.time.slept == [30.0]
        assert list(web.memory.times) == [web.host("one.test")]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("61", 61), ("7200", 7200), ("Mon, 02 Mar 2026 05:00:00 GMT", 7200), ("9" * 30, 7 * 86400)],
)
@pytest.mark.parametrize("status", [429, 503])
@in_loop
async def test_a_long_retry_after_raises_deferred(status: int, value: str, seconds: int) -> None:
    async with world({"/": Reply(status, headers={"Retry-After": value}), "/b": Reply(body=b"b")}) as web:
        until = START + timedelta(seconds=seconds)
        with pytest.raises(Deferred, match=f"status={status}") as caught:
            await web.get()
        assert caught.value.not_before == until
        assert web.memory.times == {web.host(): until}
        with pytest.raises(Deferred) as caught:
            await web.get("/b")
        assert (caught.value.not_before, caught.value.url) == (until, web.url("/b"))
        assert len(web.server.pages()) == 1
        assert web.time.slept == []
        web.time.now = until
        assert (await web.get("/b")).body == b"b"


@in_loop
async def test_retry_after_is_remembered_by_the_next_run() -> None:
    memory = ForgetfulMemory()
    async with world({"/": Reply(body=b"x")}, memory) as web:
        memory.keep_not_before(web.host(), START + timedelta(hours=1))
        with pytest.raises(Deferred):
            await web.get()
        assert web.server.seen == []
        web.time.now += timedelta(minutes=59, seconds=30)
        assert (await web.get()).body == b"x"
        assert web.time.slept == [30.0]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 506, 507, 520, 525, 530, 599, 408, 425])
@in_loop
async def test_a_temporary_error_is_tried_four_times_with_growing_delays(status: int) -> None:
    async with world({"/": Reply(status), "/b": Reply(body=b"b")}) as web:
        with pytest.raises(BadStatus, match=f"status={status}") as caught:
            await web.get()
        assert caught.value.status == status
        assert len(web.server.pages()) == 4
        one, two, three = web.time.slept
        assert 1 <= one <= 2 <= two <= 3
        assert 4 <= three <= 5
        assert (await web.get("/b")).body == b"b"  # one failing page does not affect the host


@in_loop
async def test_the_second_try_can_succeed() -> None:
    async with world({"/": [Reply(502), Reply(body=b"x")]}, delay=3.0) as web:
        assert (await web.get()).body == b"x"
        starts = [s.at for s in web.server.pages()]
        assert starts[1] - starts[0] >= timedelta(seconds=3)  # the delay also applies to retries


@in_loop
async def test_429_without_retry_after_defers_the_host() -> None:
    async with world({"/": Reply(429), "/b": Reply()}) as web:
        with pytest.raises(Deferred) as caught:
            await web.get()
        assert len(web.server.pages()) == 4
        assert caught.value.not_before == web.time.now + timedelta(minutes=15)
        assert web.memory.times == {web.host(): caught.value.not_before}
        with pytest.raises(Deferred):
            await web.get("/b")
        assert len(web.server.pages()) == 4


@in_loop
async def test_repeated_retry_after_ends_with_an_error() -> None:
    async with world({"/": Reply(503, headers={"Retry-After": "20"})}) as web:
        with pytest.raises(Deferred) as caught:
            await web.get()
        assert web.time.slept == [20.0, 20.0, 20.0]
        assert caught.value.not_before == web.time.now + timedelta(seconds=20)


@pytest.mark.parametrize(
    ("asked", "delay", "waited", "reported"),
    [
        ("60", 0.0, 60, False),
        ("61", 0.0, 60, True),
        ("1000", 5.0, 60, True),
        ("1e9", 0.0, 60, True),
        ("1000", 60.0, 60, False),  # the keeper of the source has accepted the limit
        ("1000", 1000.0, 1000, False),
    ],
)
@in_loop
async def test_a_long_crawl_delay_is_shortened_and_reported(
    asked: str, delay: float, waited: float, reported: bool
) -> None:
    async with world({"/robots.txt": robots(f"Crawl-delay: {asked}"), "/": Reply(body=b"x")}) as web:
        pages = [await web.get(delay=delay) for _ in range(3)]
        assert web.time.slept == [waited] * 3
        assert web.memory.times == {}
        detail = {"seconds": float(asked), "waited": 60.0}
        problem = Problem(ProblemCode.CRAWL_DELAY, url=web.url("/robots.txt"), detail=detail)
        assert [page.warning for page in pages] == [problem if reported else None] * 3


@pytest.mark.parametrize(("days", "deferred"), [(7, True), (8, False)])
@in_loop
async def test_a_pause_that_a_wrong_clock_stored_is_ignored(days: int, deferred: bool) -> None:
    memory = ForgetfulMemory()
    async with world({"/": Reply(body=b"x")}, memory) as web:
        memory.keep_not_before(web.host(), START + timedelta(days=days))
        if deferred:
            with pytest.raises(Deferred):
                await web.get()
        else:
            assert (await web.get()).body == b"x"


@pytest.mark.parametrize("faults", [1, 3])
@in_loop
async def test_a_waiting_task_can_be_cancelled(faults: int) -> None:
    """Cancel a task that sleeps between tries, and one that waits for its host."""
    asleep = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    time = FakeTime()
    time.sleep = sleep  # type: ignore[method-assign]
    async with world({"/": Reply(503)}, time=time) as web:
        tasks = [asyncio.create_task(web.get()) for _ in range(faults)]
        await asleep.wait()
        for task in tasks:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in done)
        assert not any(isinstance(result, FetchError) for result in done)
        assert len(web.server.pages()) == 1
