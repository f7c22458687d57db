"""Tests of fetching one page: the request, the result, other responses, and the limits."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import tracemalloc
from collections import Counter
from collections.abc import Callable

import brotli
import httpx
import pytest

from clusterwatch.errors import BadStatus, Blocked, FetchError, TooLarge, Unreachable
from clusterwatch.http import Client, ForgetfulMemory, Settings
from clusterwatch.models import Request
from tests.http.fakeweb import START, FakeTime, Reply, Routes, Seen, in_loop, world

TEXT = "Réunion du pôle, œuvres et façades – 10 €".encode("cp1252")


@in_loop
async def test_a_page_is_returned_as_it_was_sent() -> None:
    headers = (
        ("Content-Type", "text/html; charset=Windows-1252"),
        ("ETag", '"a1"'),
        ("X-Two", "1"),
        ("X-Two", "2"),
    )
    async with world({"/news?page=2": Reply(body=TEXT, headers=headers)}) as web:
        page = await web.get("/news?page=2")
        assert (page.status, page.body, page.fetched, page.moved) == (200, TEXT, START, None)
        assert page.url == page.requested == web.url("/news?page=2")
        assert page.headers["content-type"] == "text/html; charset=Windows-1252"
        assert (page.headers["etag"], page.headers["x-two"]) == ('"a1"', "1, 2")
        assert type(page.headers) is dict
        assert web.server.paths == ["/robots.txt", "/news?page=2"]
        assert (web.client.requests, web.client.bytes) == (2, len(TEXT))


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("watch@example.org", "(+watch@example.org)"),
        ("https://example.org/bot", "(+https://example.org/bot)"),
        ("a\r\nX-Evil: 1", "(+aX-Evil: 1)"),
        ("é", "(+clusterwatch, announcements of clusters)"),
        (None, "(+clusterwatch, announcements of clusters)"),
    ],
)
@in_loop
async def test_the_user_agent_names_the_program(contact: str | None, expected: str) -> None:
    async with world({"/": Reply()}, contact=contact) as web:
        await web.get(accept="application/rss+xml")
        for seen in web.server.seen:
            name, _, rest = seen.headers["user-agent"].partition(" ")
            assert name.startswith("clusterwatch/")
            assert rest == expected
            assert seen.headers["accept-encoding"] == "gzip, deflate, br"
        assert web.server.seen[-1].headers["accept"] == "application/rss+xml"
        assert "x-evil" not in web.server.seen[-1].headers


@pytest.mark.parametrize(("coding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress)])
@in_loop
async def test_a_compressed_page_is_decompressed(coding: str, encode: Callable[[bytes], bytes]) -> None:
    body = encode(TEXT * 1000)
    async with world({"/": Reply(body=body, headers={"Content-Encoding": coding})}) as web:
        assert (await web.get()).body == TEXT * 1000
        assert web.client.bytes == len(body)


@in_loop
async def test_long_header_lines_are_accepted() -> None:
    async with world({"/": Reply(body=b"x", headers={"Content-Security-Policy": "a" * 30_000})}) as web:
        assert (await web.get()).body == b"x"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        *((n, BadStatus) for n in (201, 204, 206, 300, 301, 400, 402, 403, 404, 410, 451, 501, 505, 999)),
        (401, Blocked),
    ],
)
@in_loop
async def test_other_responses_raise_an_error_without_a_retry(status: int, error: type[FetchError]) -> None:
    async with world({"/": Reply(status, b"<h1>no</h1>" if status != 204 else b"")}) as web:
        with pytest.raises(error) as caught:
            await web.get()
        assert caught.value.url == web.url()
        assert web.url() in str(caught.value)
        if isinstance(caught.value, BadStatus):
            assert caught.value.status == status
            assert str(status) in str(caught.value)
        assert len(web.server.pages()) == 1
        assert web.time.slept == []


@in_loop
async def test_203_is_a_page() -> None:
    async with world({"/": Reply(203, b"by way of a proxy")}) as web:
        page = await web.get()
        assert (page.status, page.body) == (200, b"by way of a proxy")


def revalidate(seen: Seen) -> Reply:
    same = seen.headers.get("if-none-match") == '"a1"' or "if-modified-since" in seen.headers
    return Reply(304, headers={"ETag": '"a1"'}) if same else Reply(body=b"new", headers={"ETag": '"a1"'})


@pytest.mark.parametrize(
    "validators",
    [
        {"etag": '"a1"'},
        {"last_modified": "Mon, 02 Mar 2026 00:00:00 GMT"},
        {"etag": '"a1"', "last_modified": "x"},
    ],
)
@in_loop
async def test_304_is_returned_for_current_validators(validators: dict[str, str]) -> None:
    async with world({"/": revalidate}) as web:
        page = await web.client.get(Request(web.url(), **validators))  # type: ignore[arg-type]
        assert (page.status, page.body, page.headers["etag"]) == (304, b"", '"a1"')


@pytest.mark.parametrize("etag", ['"old"', '"\u20ac"', '"a1"\r\nX-Evil: 1'])
@in_loop
async def test_the_page_is_returned_for_outdated_or_unusable_validators(etag: str) -> None:
    async with world({"/": revalidate}) as web:
        assert (await web.get(etag=etag)).body == b"new"
        assert "x-evil" not in web.server.seen[-1].headers


@in_loop
async def test_304_without_validators_is_an_error() -> None:
    async with world({"/": Reply(304)}) as web:
        with pytest.raises(BadStatus, match="304"):
            await web.get()


@in_loop
async def test_a_wall_raises_an_error_without_a_retry() -> None:
    wall = Reply(503, b"<title>Just a moment...</title>", {"Content-Type": "text/html", "Retry-After": "5"})
    async with world({"/": wall}) as web:
        with pytest.raises(Blocked, match="Cloudflare"):
            await web.get()
        assert len(web.server.pages()) == 1
        assert web.memory.times == {}


CAP = 200_000
BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=bytes(CAP + 1)),
        Reply(body=bytes(CAP + 1), cut=True),  # no Content-Length; the body ends with the connection
        Reply(body=b"", length=10**12, hang=True),  # the header is enough
        Reply(body=BOMB, headers={"Content-Encoding": "gzip"}),
        Reply(body=brotli.compress(bytes(50_000_000), quality=1), headers={"Content-Encoding": "br"}),
    ],
    ids=["length", "no length", "declared", "gzip bomb", "brotli bomb"],
)
@in_loop
async def test_a_body_above_the_limit_is_not_read(reply: Reply) -> None:
    async with world({"/": reply, "/small": Reply(body=b"x")}, max_bytes=CAP, read_timeout=1.0) as web:
        await web.get("/small")
        tracemalloc.start()
        with pytest.raises(TooLarge, match="bytes most=200000"):
            await web.get()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 20 * CAP
        assert len(web.server.pages("/")) == 1
        assert (await web.get("/small")).body == b"x"


@in_loop
async def test_a_body_at_the_limit_is_read() -> None:
    async with world({"/": Reply(body=bytes(CAP))}, max_bytes=CAP) as web:
        assert len((await web.get()).body) == CAP


@in_loop
async def test_the_body_of_an_error_is_not_read_completely() -> None:
    bomb = Reply(404, BOMB, {"Content-Encoding": "gzip"})
    broken = Reply(410, b"not gzip", {"Content-Encoding": "gzip"})
    async with world({"/": bomb, "/gone": broken}) as web:
        for path, status in (("/", 404), ("/gone", 410)):
            with pytest.raises(BadStatus) as caught:
                await web.get(path)
            assert caught.value.status == status


@in_loop
async def test_a_transport_replaces_the_network() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "down.test":
            raise httpx.ConnectError("down", request=request)
        return httpx.Response(404 if request.url.path == "/robots.txt" else 200, content=b"hello")

    time = FakeTime()
    transport = httpx.MockTransport(answer)
    async with Client(
        Settings(), ForgetfulMemory(), clock=time.clock, sleep=time.sleep, transport=transport
    ) as client:
        assert (await client.get(Request("https://a.test/"))).body == b"hello"
        with pytest.raises(Unreachable, match="no-route"):
            await client.get(Request("https://down.test/"))


@in_loop
async def test_the_caller_learns_the_number_of_requests() -> None:
    hop = Reply(302, headers={"Location": "/end"})
    routes: Routes = {
        "/robots.txt": [Reply(503), Reply(404)],
        "/": [Reply(502), hop],
        "/end": Reply(body=b"x"),
        "/gone": Reply(404),
        "/closed": Reply(500),
    }
    async with world(routes) as web:
        spent: Counter[str] = Counter()

        async def get(path: str) -> None:
            with contextlib.suppress(BadStatus):
                await web.client.get(Request(web.url(path)), spent=lambda: spent.update([path]))

        await get("/")
        assert spent == {
            "/": 5
        }  # two requests for robots.txt, two for the page, one for the target of the redirect
        await asyncio.gather(*map(get, ("/end", "/gone", "/closed")))
        assert spent == {"/": 5, "/end": 1, "/gone": 1, "/closed": 4}
        assert spent.total() == web.client.requests
        await web.get("/end")
        assert spent.total() == web.client.requests - 1


@in_loop
async def test_nothing_is_fetched_outside_of_async_with() -> None:
    time = FakeTime()
    client = Client(Settings(), ForgetfulMemory(), clock=time.clock, sleep=time.sleep)
    with pytest.raises(RuntimeError, match="async with"):
        await client.get(Request("https://a.test/"))
