"""Tests of the addresses that clusterwatch may fetch."""

from __future__ import annotations

import socket

import httpx
import pytest

from clusterwatch.errors import Refused
from clusterwatch.http.guard import (
    PrivateAddress,
    destination,
    host_of,
    is_local_name,
    origin,
    public,
    socket_factory,
)
from tests.http.fakeweb import Reply, in_loop, world
from tests.tables import each

PUBLIC = [
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.167.1.1",
    "223.255.255.255",
]
PUBLIC += ["2a00:1450:4001::200e", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]

CLOSED = {
    "this host": ["0.0.0.0", "0.1.2.3", "::"],
    "private": ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1"],
    "loopback": ["127.0.0.1", "127.255.0.9", "::1"],
    "link-local, cloud metadata": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
    "carrier": ["100.64.0.1", "100.127.255.254"],
    "unique local, site-local": ["fc00::1", "fd12:3456::1", "fec0::1"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1"],
    "reserved, broadcast": ["240.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "4000::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "IPv4 inside IPv6": ["::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::127.0.0.1"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"],
    "6to4, Teredo": ["2002:7f00:1::1", "2002:c0a8:101::1", "2001:0:53aa:64c::1"],
}


@each("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert public(address)


@each("address", [a for addresses in CLOSED.values() for a in addresses])
def test_other_addresses_are_refused(address: str) -> None:
    assert not public(address)


@each(
    ("host", "local"),
    [
        ("intranet", True),
        ("intranet.", True),
        ("LOCALHOST", True),
        ("a.localhost", True),
        ("a.local", True),
        ("a.Internal", True),
        ("a.home.arpa", True),
        ("home.arpa.", True),
        ("a.home", False),
        ("a.arpa", False),
        ("a.example.org", False),
        ("local.example", False),
        ("home.arpa.example", False),
    ],
)
def test_names_that_cannot_be_public(host: str, local: bool) -> None:
    assert is_local_name(host) is local


def test_the_address_is_checked_before_the_socket_is_created() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))
    with pytest.raises(PrivateAddress):
        socket_factory(allow_private=False)(info)
    with socket_factory(allow_private=True)(info) as created:
        assert created.family == socket.AF_INET


REFUSED = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "data:text/html,x",
    "javascript:alert(1)",
    "//example.org/",
    "/only/a/path",
    "http://",
    "http:///path",
    "",
    "http://[::1/",
    "http://example.org:99999999/",
    "http://example.org:65536/",
    "http://example.org:0/",
    "http://user:secret@example.org/",
    "https://user@example.org/",
    "http://exa\x00mple.org/",
]


@each("url", REFUSED)
def test_invalid_destinations(url: str) -> None:
    with pytest.raises(Refused) as caught:
        destination(url)
    assert caught.value.url == url
    assert "secret" not in str(caught.value)


@in_loop
async def test_the_client_refuses_before_the_request() -> None:
    async with world({"/": Reply()}) as web:
        for url in REFUSED:
            with pytest.raises(Refused) as caught:
                await web.fetch(url)
            assert caught.value.url == url
            assert "secret" not in str(caught.value)
        assert web.client.requests == 0


@each(
    ("base", "location", "expected"),
    [
        ("https://a.test/x/y", "z", "https://a.test/x/z"),
        ("https://a.test/x/y", "//b.test/z", "https://b.test/z"),
        ("https://a.test/x/y?q=1", "?q=2", "https://a.test/x/y?q=2"),
        ("https://a.test/x", " /two\r\n words ", "https://a.test/two%20words"),
        ("https://a.test/x", "/é#part", "https://a.test/%C3%A9"),
        ("https://a.test/x/y", "\\z\\w?q=\\", "https://a.test/z/w?q=\\"),
        ("https://a.test/x/y", "\\\\b.test\\z", "https://b.test/z"),
        ("https://a.test/x", "https:\\\\b.test\\@c.test", "https://b.test/@c.test"),
        ("https://a.test/x", "https://straße.test/", "https://xn--strae-oqa.test/"),
        ("https://a.test/x", "/a%2Fb?c=%26", "https://a.test/a%2Fb?c=%26"),
    ],
)
def test_a_location_is_resolved(base: str, location: str, expected: str) -> None:
    assert str(destination(location, httpx.URL(base))) == expected


@each("port", [1, 22, 8080, 65535])
def test_any_valid_port_is_allowed(port: int) -> None:
    assert destination(f"http://example.org:{port}/").port == port


@each(
    ("url", "expected"),
    [
        ("http://Example.org/x", "http://example.org:80"),
        ("https://example.org./x", "https://example.org:443"),
        ("https://example.org:8443/", "https://example.org:8443"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]:80"),
        ("https://münchen.test/", "https://xn--mnchen-3ya.test:443"),
    ],
)
def test_the_origin_is_scheme_host_and_port(url: str, expected: str) -> None:
    assert origin(httpx.URL(url)) == expected


@each(
    ("url", "expected"),
    [
        ("http://Example.org/x", "example.org"),
        ("https://www.example.org./x", "example.org"),
        ("http://example.org:443/", "example.org"),
        ("https://example.org:80/", "example.org"),
        ("https://example.org:8443/", "example.org:8443"),
        ("http://www.example.org:8443/", "example.org:8443"),
        ("https://news.example.org/", "news.example.org"),
        ("https://wwwexample.org/", "wwwexample.org"),
        ("http://[2001:db8::1]/", "[2001:db8::1]"),
        ("http://[2001:db8::1]:81/", "[2001:db8::1]:81"),
    ],
)
def test_the_host_is_the_same_for_all_its_origins(url: str, expected: str) -> None:
    assert host_of(httpx.URL(url)) == expected
