"""Tests of robots.txt (RFC 9309): its rules, redirects, lifetime and errors."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from clusterwatch.errors import Blocked, Deferred, Forbidden, Refused, Unreachable
from clusterwatch.http import ForgetfulMemory
from tests.http.fakeweb import START, Reply, Routes, in_loop, resolve, world

PAGES: Routes = {
    "/": Reply(body=b"x"),
    "/a": Reply(body=b"x"),
    "/b": Reply(body=b"x"),
    "/?q": Reply(body=b"x"),
}

RULES: list[tuple[str, str, bool]] = [
    ("User-agent: *\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a", "/b", True),
    ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
    ("User-agent: clusterwatch\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
    ("User-agent: clusterwatch\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
    ("User-agent: ClusterWatch\nDisallow: /", "/a", False),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /?", "/", True),
    ("User-agent: *\nDisallow: /?", "/?q", False),
    ("User-agent: *\nDisallow: /*b$", "/b", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
    ("User-agent: *\rDisallow: /a\r", "/a", False),
    ("<html><body>User-agent: *\nDisallow: /</body></html>", "/a", True),
    ("", "/a", True),
]


@pytest.mark.parametrize(("text", "path", "allowed"), RULES)
@in_loop
async def test_rules(text: str, path: str, allowed: bool) -> None:
    async with world({**PAGES, "/robots.txt": Reply(body=text.encode())}) as web:
        if allowed:
            assert (await web.get(path)).body == b"x"
            return
        with pytest.raises(Forbidden, match="robots-closed") as caught:
            await web.get(path)
        assert caught.value.url == web.url(path)
        assert web.server.paths == ["/robots.txt"]


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 451])
@in_loop
async def test_everything_is_allowed_without_robots_txt(status: int) -> None:
    async with world({**PAGES, "/robots.txt": Reply(status)}) as web:
        assert (await web.get("/a")).body == b"x"
        assert web.memory.texts == {web.origin(): (START, status, "")}


@pytest.mark.parametrize(
    ("status", "tries"),
    [
        *((n, 4) for n in (429, 500, 502, 503, 504, 507, 520, 521, 522, 525, 530, 599)),
        *((n, 1) for n in (501, 505, 600, 999)),
    ],
)
@in_loop
async def test_a_failing_robots_txt_defers_the_host(status: int, tries: int) -> None:
    async with world({**PAGES, "/robots.txt": Reply(status)}) as web:
        with pytest.raises(Deferred, match=r"robots\.txt") as caught:
            await web.get("/a")
        assert caught.value.url == web.url("/a")
        assert caught.value.not_before == web.time.now + timedelta(minutes=15)
        assert web.server.paths == ["/robots.txt"] * tries
        with pytest.raises(Deferred):
            await web.get("/b")
        assert web.server.paths == ["/robots.txt"] * tries
        assert web.memory.texts == {}
        web.server.routes["/robots.txt"] = Reply(404)
        web.time.now = caught.value.not_before
        assert (await web.get("/b")).body == b"x"


@in_loop
async def test_retry_after_of_robots_txt_is_obeyed() -> None:
    busy = [Reply(503, headers={"Retry-After": "30"}), Reply(503, headers={"Retry-After": "3600"})]
    async with world({**PAGES, "/robots.txt": busy}) as web:
        with pytest.raises(Deferred) as caught:
            await web.get("/a")
        assert web.time.slept == [30.0]
        assert caught.value.not_before == START + timedelta(seconds=3630)


@in_loop
async def test_a_truncated_robots_txt_defers_the_host() -> None:
    async with world({**PAGES, "/robots.txt": Reply(body=b"User-", length=99, cut=True)}) as web:
        with pytest.raises(Deferred, match="broken-off"):
            await web.get("/a")
        assert web.server.pages() == []


@in_loop
async def test_a_host_that_does_not_exist_is_unreachable() -> None:
    async with world({}) as web:
        port = web.server.port
    async with world({}) as other:
        with pytest.raises(Unreachable, match="refused"):
            await other.fetch(f"http://127.0.0.1:{port}/a")
        assert other.memory.times == {}


@in_loop
async def test_a_wall_instead_of_robots_txt() -> None:
    for status in (501, 503):
        wall = Reply(status, b"", {"cf-mitigated": "challenge"})
        async with world({**PAGES, "/robots.txt": wall}) as web:
            with pytest.raises(Blocked, match="Cloudflare"):
                await web.get("/a")


@in_loop
async def test_robots_txt_is_fetched_once_a_day() -> None:
    memory = ForgetfulMemory()
    robots = Reply(body=b"User-agent: *\nDisallow: /b")
    async with world({**PAGES, "/robots.txt": robots}, memory) as web:
        await web.get("/a")
        await web.get("/a")
        origin = web.origin()
        assert memory.texts == {origin: (START, 200, "User-agent: *\nDisallow: /b")}
        web.time.now += timedelta(hours=23)
        await web.get("/a")
        assert web.server.paths.count("/robots.txt") == 1
        web.time.now += timedelta(hours=1)
        await web.get("/a")
        assert web.server.paths.count("/robots.txt") == 2
        assert memory.texts[origin][0] == START + timedelta(days=1)


@pytest.mark.parametrize(("age", "fetched"), [(timedelta(hours=23), 0), (timedelta(hours=24), 1)])
@in_loop
async def test_a_stored_robots_txt_is_valid_for_a_day(age: timedelta, fetched: int) -> None:
    memory = ForgetfulMemory()
    async with world(PAGES, memory) as web:
        memory.keep_robots(web.origin(), START - age, 200, "User-agent: *\nDisallow: /b")
        if fetched:
            await web.get("/b")
        else:
            with pytest.raises(Forbidden):
                await web.get("/b")
        assert web.server.paths.count("/robots.txt") == fetched


def chain(length: int, end: Reply) -> Routes:
    """Return routes with robots.txt after `length` redirects."""
    steps = ["/robots.txt", *(f"/r{n}" for n in range(1, length)), "/end"]
    hops = {a: Reply(301, headers={"Location": b}) for a, b in pairwise(steps)}
    return {**PAGES, **hops, "/end": end}


@pytest.mark.parametrize(("length", "closed"), [(1, True), (5, True), (6, False)])
@in_loop
async def test_five_redirects_are_followed(length: int, closed: bool) -> None:
    async with world(chain(length, Reply(body=b"User-agent: *\nDisallow: /"))) as web:
        if closed:
            with pytest.raises(Forbidden):
                await web.get("/a")
        else:
            assert (await web.get("/a")).body == b"x"


@in_loop
async def test_a_redirected_robots_txt_applies_to_the_original_host(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    async with world({**PAGES, "/rules": Reply(body=b"User-agent: *\nDisallow: /")}) as web:
        web.server.routes["/robots.txt"] = Reply(
            302, headers={"Location": f"http://b.test:{web.server.port}/rules"}
        )
        with pytest.raises(Forbidden):
            await web.get("/a", host="a.test")
        assert list(web.memory.texts) == [web.origin("a.test")]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://user@x/"])
@in_loop
async def test_a_robots_txt_with_an_invalid_redirect_is_ignored(location: str) -> None:
    async with world({**PAGES, "/robots.txt": Reply(302, headers={"Location": location})}) as web:
        assert (await web.get("/a")).body == b"x"


@in_loop
async def test_a_private_host_is_refused_before_its_robots_txt() -> None:
    async with world(PAGES, allow_private=False) as web:
        with pytest.raises(Refused, match="private-address"):
            await web.get("/a")
        assert web.server.seen == []


@in_loop
async def test_at_most_500_kib_are_read() -> None:
    filler = b"# filler\n" * 60_000
    text = b"User-agent: *\nDisallow: /a\n" + filler + b"Disallow: /b\n"
    async with world({**PAGES, "/robots.txt": Reply(body=text)}) as web:
        assert (await web.get("/b")).body == b"x"
        with pytest.raises(Forbidden):
            await web.get("/a")
        assert len(web.memory.texts[web.origin()][2]) == 500 * 1024
