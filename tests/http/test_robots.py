"""Tests of robots.txt (RFC 9309): its rules, encodings, redirects, lifetime and errors."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from clusterwatch.errors import Blocked, Deferred, Forbidden, Refused, Unreachable
from clusterwatch.http import ForgetfulMemory
from clusterwatch.http.robots import read_robots, robots_text
from tests.http.fakeweb import START, Reply, Routes, in_loop, resolve, world
from tests.tables import each

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


CLOSED = "User-agent: *\nDisallow: /a\n"
LONG = "/long/" + "x" * (8 * 2083)

# What Google's parser makes of such files (github.com/google/robotstxt), and what RFC 9309 says: the file, then the
# paths that are allowed and those that are not.
FILES: dict[str, tuple[str, str, str]] = {
    "no file": ("", "/ /news", ""),
    "one group": ("user-agent: clusterwatch\ndisallow: /", "", "/ /news"),
    "unknown keys": ("agent: clusterwatch\npath: /", "/news", ""),
    "no colon": ("user-agent clusterwatch\ndisallow /", "", "/news"),
    "no colon, two values": ("user-agent: *\ndisallow / /news", "/news", ""),
    "typing errors": (
        "Useragent: *\nDissalow: /a\nDisalow: /b\nDiasllow: /c\nDisallaw: /d",
        "/e",
        "/a /b /c /d",
    ),
    "rules before a group": ("disallow: /news\n\nuser-agent: *\ndisallow: /b", "/news", "/b"),
    "capitals": ("USER-AGENT: ClusterWATCH\nALLOW: /news\nDISALLOW: /", "/news", "/b"),
    "case of a path": ("user-agent: *\ndisallow: /News", "/news", "/News"),
    "groups of one agent": (
        "user-agent: clusterwatch\ndisallow: /\nallow: /a/\nuser-agent: other\ndisallow: /a/\n\n"
        "user-agent: third\n\nuser-agent: clusterwatch\nallow: /b/\ndisallow: /",
        "/a/1 /b/1",
        "/c/1",
    ),
    "an empty line between agents": (
        "user-agent: clusterwatch\n\n\nuser-agent: other\ndisallow: /a",
        "/b",
        "/a",
    ),
    "a sitemap between agents": (
        "user-agent: clusterwatch\nsitemap: /s\nuser-agent: other\ndisallow: /a",
        "/b",
        "/a",
    ),
    "an unknown line between agents": (
        "user-agent: clusterwatch\nnoindex: /\nuser-agent: x\ndisallow: /a",
        "/b",
        "/a",
    ),
    "an unknown line between rules": (
        "user-agent: *\ndisallow: /a\nhost: a.example\ndisallow: /b",
        "/c",
        "/a /b",
    ),
    "the group of the agent, not of all": (
        "user-agent: *\ndisallow: /a\nuser-agent: clusterwatch\nallow: /",
        "/a",
        "",
    ),
    "an empty group of the agent": (
        "user-agent: *\ndisallow: /\nuser-agent: clusterwatch\ndisallow:",
        "/ /a",
        "",
    ),
    "the group of others": ("user-agent: other\ndisallow: /", "/a", ""),
    "the first name of an agent": ("user-agent: cluster\ndisallow: /", "/a", ""),
    "a longer name": ("user-agent: clusterwatch-images\ndisallow: /", "/a", ""),
    "a version": ("user-agent: clusterwatch/0.1\ndisallow: /", "", "/a"),
    "a comment in brackets": ("user-agent: clusterwatch (+https://a.example)\ndisallow: /", "", "/a"),
    "a second word": (
        "user-agent: *\ndisallow: /\nuser-agent: clusterwatch news\nallow: /a\ndisallow: /",
        "/a",
        "/b",
    ),
    "an asterisk and a word": ("user-agent: * all\ndisallow: /a", "/b", "/a"),
    "an asterisk in a word": ("user-agent: *watch\ndisallow: /a", "/a", ""),
    "a name that is none": ("user-agent: *\ndisallow: /a\nuser-agent: 5e\ndisallow: /b", "/b", "/a"),
    "no name": ("user-agent: *\ndisallow: /a\nuser-agent:\ndisallow: /b", "/b", "/a"),
    "the longest pattern": ("user-agent: *\ndisallow: /a/1.html\nallow: /a/", "/a/ /a/2", "/a/1.html"),
    "the longest pattern allows": ("user-agent: *\nallow: /a/1.html\ndisallow: /a/", "/a/1.html", "/a/ /a/2"),
    "equal patterns": ("user-agent: *\ndisallow: /a\nallow: /a", "/a", ""),
    "empty patterns": ("user-agent: *\ndisallow:\nallow:", "/a", ""),
    "a folder and its slash": ("user-agent: *\ndisallow: /a\nallow: /a/", "/a/", "/a"),
    "a longer pattern with an asterisk": (
        "user-agent: *\nallow: /page\ndisallow: /*.html",
        "/page",
        "/page.html",
    ),
    "a shorter pattern with an asterisk": (
        "user-agent: *\nallow: /x/page.\ndisallow: /*.html",
        "/x/page.html",
        "/x/y.html",
    ),
    "an asterisk at the end": (
        "user-agent: *\ndisallow: /\nallow: /fish*",
        "/fish /fishes/a",
        "/Fish /a?b=fish",
    ),
    "an asterisk in the middle": (
        "user-agent: *\ndisallow: /\nallow: /f*.php",
        "/f.php /fs/c.php?p",
        "/F.PHP /f",
    ),
    "an ending": (
        "user-agent: *\ndisallow: /\nallow: /*.php",
        "/a.php /b/a.php /a.php?p /a?b=.php",
        "/php /a.PHP",
    ),
    "an ending with a dollar": (
        "user-agent: *\ndisallow: /\nallow: /*.php$",
        "/a.php",
        "/a.php?p /a.php/ /a.php5",
    ),
    "a dollar": ("user-agent: *\ndisallow: /a$", "/a/ /ab", "/a"),
    "the home page only": ("user-agent: *\nallow: /$\ndisallow: /", "/", "/a"),
    "index.html": (
        "user-agent: *\nallow: /a/index.html\ndisallow: /",
        "/a/ /a/index.html",
        "/a/index.htm /b",
    ),
    "a comment": ("user-agent: * # all\n# disallow: /\ndisallow: /a#b", "/c", "/a"),
    "a query": ("user-agent: *\ndisallow: /\nallow: /a?b=c&d=http://e?f&g", "/a?b=c&d=http://e?f&g", "/a"),
    "a letter beyond ASCII": ("user-agent: *\ndisallow: /é", "/e", "/%C3%A9"),
    "an encoded letter": ("user-agent: *\ndisallow: /%c3%a9", "/e", "/%C3%A9"),
    "an encoded letter of ASCII": ("user-agent: *\ndisallow: /%62", "/a", "/b /%62"),
    "an encoded slash": ("user-agent: *\ndisallow: /a%2Fb", "/a/b", "/a%2Fb"),
    "line ends of Windows": ("user-agent: *\r\ndisallow: /a\r\n", "/b", "/a"),
    "line ends of a Mac": ("user-agent: *\rdisallow: /a\r", "/b", "/a"),
    "a line that is too long": (f"user-agent: *\ndisallow: {LONG}", "/long/x", LONG),
    "Crawl-delay ends the agents": (
        "user-agent: *\ncrawl-delay: 9\n\nuser-agent: other\ndisallow: /",
        "/a",
        "",
    ),
}


@each("name", FILES)
def test_files(name: str) -> None:
    text, allowed, closed = FILES[name]
    rules = read_robots(START, 200, text)
    addresses = {path: rules.allows(f"https://a.example{path}") for path in f"{allowed} {closed}".split()}
    assert addresses == dict.fromkeys(allowed.split(), True) | dict.fromkeys(closed.split(), False)


@pytest.mark.parametrize("status", [200, 201, 203, 206])
@pytest.mark.parametrize(
    "body",
    [
        CLOSED.encode(),
        b"\xef\xbb\xbf" + CLOSED.encode(),
        b"\xef\xbb" + CLOSED.encode(),
        b"\xef" + CLOSED.encode(),
        CLOSED.encode("utf-16"),
        b"\xfe\xff" + CLOSED.encode("utf-16-be"),
        CLOSED.encode() + bytes(200_000).replace(b"\0", b"\n") + b"disallow: /b",
    ],
    ids=[
        "UTF-8",
        "a mark",
        "two bytes of a mark",
        "one byte of a mark",
        "UTF-16",
        "UTF-16, big-endian",
        "long",
    ],
)
@in_loop
async def test_a_robots_txt_is_read_in_each_encoding_and_with_each_status_of_success(
    body: bytes, status: int
) -> None:
    async with world({**PAGES, "/robots.txt": Reply(status, body)}) as web:
        with pytest.raises(Forbidden):
            await web.get("/b" if len(body) > 1000 else "/a")


def test_bytes_that_are_not_utf_8_match_the_same_bytes_of_an_address() -> None:
    rules = read_robots(START, 200, robots_text("user-agent: *\ndisallow: /café".encode("latin-1")))
    assert not rules.allows("https://a.example/caf%E9")
    assert rules.allows("https://a.example/caf%C3%A9")


DELAYS: list[tuple[str, float]] = [
    ("user-agent: *\ncrawl-delay: 10", 10),
    ("user-agent: *\ncrawl-delay: 2.5", 2.5),
    ("user-agent: *\ncrawl-delay: 1,5", 1.5),
    ("user-agent: *\ncrawl-delay: 10s", 10),
    ("user-agent: *\ncrawl-delay: 10 seconds", 10),
    ("user-agent: *\ncrawl-delay 10", 10),
    ("user-agent: *\ncrawl-delay: 1e9", 1e9),
    (f"user-agent: *\ncrawl-delay: {'9' * 400}", 1e9),
    ("user-agent: *\ncrawl-delay: soon", 0),
    ("user-agent: *\ncrawl-delay: -1", 0),
    ("user-agent: *\ncrawl-delay: nan", 0),
    ("user-agent: *\ncrawl-delay: 3\ndisallow: /a\ncrawl-delay: 2", 3),
    ("user-agent: *\ncrawl-delay: 9\nuser-agent: clusterwatch/0.2\ndisallow: /a", 0),
    ("user-agent: other\ncrawl-delay: 9\nuser-agent: *\ndisallow: /a", 0),
    ("user-agent: other\nuser-agent: *\ncrawl-delay: 9", 9),
]


@each(("text", "seconds"), DELAYS)
def test_crawl_delay(text: str, seconds: float) -> None:
    assert read_robots(START, 200, text).delay == seconds


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


@pytest.mark.parametrize(
    ("age", "fetched"),
    [(timedelta(hours=23), 0), (timedelta(hours=24), 1), (timedelta(days=-9000), 1)],  # a clock was set back
)
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
