"""Tests of redirects: every hop is checked and counted, and cookies and validators are sent only to their site."""

from __future__ import annotations

import pytest

from clusterwatch.errors import BadStatus, FetchError, Forbidden, Refused, TooLarge, Unreachable
from clusterwatch.http import guard
from tests.http.fakeweb import Reply, Routes, Seen, in_loop, resolve, world


def to(location: str, status: int = 302, cookie: str = "") -> Reply:
    cookies = {"Set-Cookie": cookie} if cookie else {}
    return Reply(status, b"elsewhere", {"Location": location, **cookies})


CHAINS: list[tuple[Routes, str, bool]] = [
    ({"/": to("/b", 301)}, "/b", True),
    ({"/": to("/b", 308)}, "/b", True),
    ({"/": to("b#part", 301)}, "/b", True),
    ({"/": to("/a", 301), "/a": to("/b", 308)}, "/b", True),
    ({"/": to("/b", 302)}, "/b", False),
    ({"/": to("/b", 303)}, "/b", False),
    ({"/": to("/b", 307)}, "/b", False),
    ({"/": to("/a", 301), "/a": to("/b", 302)}, "/b", False),
    ({"/": to("/a", 302), "/a": to("/b", 301)}, "/b", False),
    ({"/": to("/%C3%A9t%C3%A9?x=%26", 301)}, "/%C3%A9t%C3%A9?x=%26", True),
]


@pytest.mark.parametrize(("routes", "end", "moved"), CHAINS)
@in_loop
async def test_moved_is_set_only_by_permanent_redirects(routes: Routes, end: str, moved: bool) -> None:
    async with world({**routes, end: Reply(body=b"here")}) as web:
        page = await web.get("/")
        assert (page.url, page.requested, page.body) == (web.url(end), web.url("/"), b"here")
        assert page.moved == (web.url(end) if moved else None)


@in_loop
async def test_ten_redirects_are_followed_and_eleven_are_not() -> None:
    routes = {f"/{n}": to(f"/{n + 1}") for n in range(12)}
    async with world({**routes, "/12": Reply(body=b"end")}) as web:
        assert (await web.get("/2")).body == b"end"
        with pytest.raises(TooLarge, match="redirects most=10") as caught:
            await web.get("/1")
        assert caught.value.url == web.url("/1")
        assert web.url("/1") in str(caught.value)
        assert len(web.server.pages()) == 22


@pytest.mark.parametrize("routes", [{"/": to("/")}, {"/": to("/a"), "/a": to("/")}, {"/": to("/", 301)}])
@in_loop
async def test_a_redirect_loop_is_detected(routes: Routes) -> None:
    async with world(routes) as web:
        with pytest.raises(TooLarge, match="circle"):
            await web.get("/")
        assert len(web.server.pages()) == len(routes)


@in_loop
async def test_a_redirect_without_a_location_is_an_error() -> None:
    async with world({"/": Reply(302)}) as web:
        with pytest.raises(BadStatus, match="302"):
            await web.get("/")


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("file:///etc/passwd", Refused),
        ("ftp://example.org/", Refused),
        ("javascript:alert(1)", Refused),
        ("http://user:secret@127.0.0.1/", Refused),
        ("http://[", Refused),
    ],
)
@in_loop
async def test_a_redirect_to_an_invalid_address_is_refused(location: str, error: type[FetchError]) -> None:
    async with world({"/": to(location)}) as web:
        with pytest.raises(error) as caught:
            await web.get("/")
        assert caught.value.url == web.url("/")
        assert web.url("/") in str(caught.value)


PRIVATE = ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
PRIVATE += ["http://2130706433:{port}/", "http://0x7f.1:{port}/", "http://127.1:{port}/", "http://0:{port}/"]
PRIVATE += ["http://inside.test:{port}/", "http://169.254.169.254/latest/", "http://[::1]:{port}/"]


@pytest.mark.parametrize("url", PRIVATE)
@in_loop
async def test_private_addresses_are_refused_in_any_notation(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "127.0.0.1")
    async with world({"/": Reply(body=b"inside")}, allow_private=False) as web:
        with pytest.raises(Refused, match=r"private-address|not-an-address"):
            await web.fetch(url.format(port=web.server.port))
        assert web.server.seen == []
        assert web.time.slept == []


@pytest.fixture
def half_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat 127.0.0.1 as a public address and all others as private."""
    monkeypatch.setattr(guard, "public", lambda address: address == "127.0.0.1")


@pytest.mark.usefixtures("half_open")
@pytest.mark.parametrize(
    "inside", ["http://127.0.0.2:{port}/x", "http://[::1]:{port}/x", "http://in.test:{port}/x"]
)
@in_loop
async def test_a_redirect_to_a_private_address_is_refused(
    inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "127.0.0.2")
    async with world({"/x": Reply(body=b"inside")}, allow_private=False) as web:
        web.server.routes["/"] = to(inside.format(port=web.server.port))
        with pytest.raises(Refused, match="private-address") as caught:
            await web.get("/")
        assert caught.value.url == web.url("/")
        assert web.server.paths == ["/robots.txt", "/"]


@pytest.mark.usefixtures("half_open")
@in_loop
async def test_dns_rebinding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names = resolve(monkeypatch, "127.0.0.1", "127.0.0.2")
    async with world({}, allow_private=False) as web:
        web.server.routes["/"] = to(f"http://rebind.test:{web.server.port + 1}/")
        with pytest.raises(Refused, match="private-address"):
            await web.get("/", host="rebind.test")
        assert names == ["rebind.test", "rebind.test"]


@pytest.mark.usefixtures("half_open")
@pytest.mark.parametrize(
    ("addresses", "error"),
    [("127.0.0.2,127.0.0.1", None), ("127.0.0.2,::1", Refused), ("127.0.0.3,127.0.0.2", Refused)],
)
@in_loop
async def test_only_the_public_addresses_of_a_name_are_tried(
    addresses: str, error: type[FetchError] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, addresses)
    async with world({"/": Reply(body=b"public")}, allow_private=False) as web:
        if error is None:
            assert (await web.get("/", host="both.test")).body == b"public"
        else:
            with pytest.raises(error):
                await web.get("/", host="both.test")
            assert web.server.seen == []


@in_loop
async def test_each_hop_is_delayed_and_checked_with_robots_txt(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    async with world({"/x": Reply(body=b"x")}, delay=3.0) as web:
        web.server.routes["/"] = to("/a")
        web.server.routes["/a"] = to(f"http://other.test:{web.server.port}/x")
        await web.get("/", host="one.test")
        assert [(s.path, s.host.split(".")[0]) for s in web.server.seen] == [
            ("/robots.txt", "one"),
            ("/", "one"),
            ("/a", "one"),
            ("/robots.txt", "other"),
            ("/x", "other"),
        ]
        assert web.time.slept == [3.0, 3.0, 3.0]


@in_loop
async def test_robots_txt_of_the_target_host_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")

    def robots(seen: Seen) -> Reply:
        return Reply(body=b"User-agent: *\nDisallow: /") if seen.host.startswith("other") else Reply(404)

    async with world({"/robots.txt": robots}) as web:
        web.server.routes["/"] = to(f"http://other.test:{web.server.port}/x", 301)
        with pytest.raises(Forbidden, match=r"other\.test"):
            await web.get("/", host="one.test")
        assert web.server.paths == ["/robots.txt", "/", "/robots.txt"]


@in_loop
async def test_cookies_are_limited_to_one_fetch_and_one_host(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")

    def cookie_check(seen: Seen) -> Reply:
        """Redirect to itself until the cookie is sent back, then to another host."""
        if "pass=1" not in seen.headers.get("cookie", ""):
            return to("/", cookie="pass=1; Path=/")
        return to(f"http://b.test:{web.server.port}/end")

    async with world({"/": cookie_check, "/end": Reply(body=b"in")}) as web:
        for _ in range(2):
            assert (await web.get("/", host="a.test")).body == b"in"
        cookies = [s.headers.get("cookie") for s in web.server.pages()]
        assert cookies == [None, "pass=1", None] * 2


@in_loop
async def test_validators_are_sent_only_to_their_site(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")
    async with world({"/c": Reply(body=b"x")}) as web:
        web.server.routes["/"] = to(f"http://www.a.test:{web.server.port}/b")
        web.server.routes["/b"] = to(f"http://b.test:{web.server.port}/c")
        await web.get("/", host="a.test", etag='"1"', last_modified="Mon, 02 Mar 2026 00:00:00 GMT")
        sent = [
            (s.headers.get("if-none-match"), "if-modified-since" in s.headers) for s in web.server.pages()
        ]
        assert sent == [('"1"', True), ('"1"', True), (None, False)]


@in_loop
async def test_an_error_after_a_redirect_names_both_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    async with world({"/": to("http://nowhere.invalid/x")}) as web:
        monkeypatch.setattr("socket.getaddrinfo", _no_such_host)
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1.*via=\S*nowhere\.invalid/robots\.txt") as caught:
            await web.get("/")
        assert caught.value.url == web.url("/")


def _no_such_host(*args: object, **kwargs: object) -> None:
    import socket

    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.usefixtures("half_open")
@in_loop
async def test_a_robots_txt_that_redirects_to_a_private_address_is_ignored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolve(monkeypatch, "127.0.0.2")
    async with world({"/": Reply(body=b"x")}, allow_private=False) as web:
        web.server.routes["/robots.txt"] = to(f"http://in.test:{web.server.port}/robots.txt")
        assert (await web.get("/")).body == b"x"
        assert web.server.paths == ["/robots.txt", "/"]
