"""Tests of certificates: each fault of a real TLS server has its reason, and an authority of one's own is trusted."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import certifi
import pytest

from clusterwatch.errors import NotSecure, UsageError
from clusterwatch.http import choose_trust
from clusterwatch.models import ProblemCode, Request
from tests.http.certificates import HOST, KINDS, bundle, server
from tests.http.fakeweb import Reply, World, in_loop, resolve, world


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve(monkeypatch, "127.0.0.1")


@pytest.fixture
def own(tmp_path: Path) -> ssl.SSLContext | None:
    """The authorities of Mozilla and our own."""
    return choose_trust(str(bundle(tmp_path)), {})


async def fetch(web: World, verify: bool = True) -> bytes:
    request = Request(web.url(host=HOST, scheme="https"), verify=verify)
    return (await web.client.get(request)).body


REASONS = {
    "expired": "certificate-expired",
    "not yet valid": "certificate-not-yet-valid",
    "of another host": "certificate-of-other-host",
    "self-signed": "self-signed",
}


@pytest.mark.parametrize("kind", REASONS)
@in_loop
async def test_a_wrong_certificate_has_its_reason(kind: str, own: ssl.SSLContext) -> None:
    async with world({"/": Reply(body=b"x")}, tls=server(kind), trust=own) as web:
        with pytest.raises(NotSecure) as caught:
            await fetch(web)
        assert (caught.value.code, caught.value.reason) == (ProblemCode.TLS, REASONS[kind])
        assert caught.value.url == web.url(host=HOST, scheme="https")
        assert (web.client.requests, web.server.seen) == (1, [])  # it is not tried again, and nothing is sent


@in_loop
async def test_an_authority_is_trusted_only_if_it_is_named(own: ssl.SSLContext) -> None:
    async with world({"/": Reply(body=b"x")}, tls=server()) as web:
        with pytest.raises(NotSecure, match="unknown-authority"):
            await fetch(web)
    async with world({"/": Reply(body=b"x")}, tls=server(), trust=own) as web:
        assert await fetch(web) == b"x"


@pytest.mark.parametrize("kind", KINDS)
@in_loop
async def test_a_certificate_can_be_left_unchecked(kind: str, own: ssl.SSLContext) -> None:
    async with world({"/": Reply(body=b"x")}, tls=server(kind), trust=own) as web:
        assert await fetch(web, verify=False) == b"x"
        if kind == "right":
            assert await fetch(web) == b"x"
        else:  # the open connection is not used for a request that asks for the check
            with pytest.raises(NotSecure):
                await fetch(web)


@in_loop
async def test_a_server_without_tls() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    plain = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with plain, world({}, tries=1) as web:
        with pytest.raises(NotSecure, match="encryption"):
            await web.fetch(f"https://{HOST}:{plain.sockets[0].getsockname()[1]}/")


def subjects(context: ssl.SSLContext | None) -> set[str]:
    """Return the organisations of the trusted authorities."""
    assert context is not None
    return {str(authority["subject"]) for authority in context.get_ca_certs()}


def test_the_environment_replaces_the_authorities_and_a_file_adds_to_them(tmp_path: Path) -> None:
    own = str(bundle(tmp_path))
    assert choose_trust(None, {}) is None
    (only,) = subjects(choose_trust(None, {"SSL_CERT_FILE": own}))
    mozilla = subjects(choose_trust(None, {"SSL_CERT_FILE": certifi.where()}))
    assert subjects(choose_trust(own, {})) == {*mozilla, only}
    assert subjects(choose_trust(own, {"SSL_CERT_FILE": own})) == {only}


@pytest.mark.parametrize(
    ("ca", "environ", "name"),
    [
        ("missing.pem", {}, "network.ca"),
        ("text", {}, "network.ca"),
        (None, {"SSL_CERT_FILE": "missing.pem"}, "SSL_CERT_FILE"),
        (None, {"SSL_CERT_FILE": "text"}, "SSL_CERT_FILE"),
    ],
)
def test_a_file_without_certificates_is_named(
    ca: str | None, environ: dict[str, str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text").write_text("no certificate")
    with pytest.raises(UsageError, match=f"{name}.*(No such file|no certificate)"):
        choose_trust(ca, environ)
