"""Send one GET over the network, within limits of size and time; no throttling, retries or redirects."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from clusterwatch.errors import Refused, TooLarge, exhausted
from clusterwatch.http.content_coding import CodingError, Decoder, decoder
from clusterwatch.http.guard import PrivateAddress, is_local_name, public, socket_factory
from clusterwatch.http.resolver import Resolver
from clusterwatch.http.settings import Settings
from clusterwatch.http.trust import usual_trust
from clusterwatch.models import FetchReason, Value

_GOOD = frozenset({200, 203})
_REST = 131_072  # bytes kept of an answer without success: enough to recognise a wall
_HEADER_BYTES = 65_536  # the longest header line: real sites send more than the 8 KiB that aiohttp allows


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one GET. `headers` have lower-case names; `cookies` are the Set-Cookie fields.

    `body` is decompressed. It is cut short if `status` is not a success.
    """

    url: httpx.URL
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: list[str]


class Fault(Exception):
    """A transfer that failed. `connected` says whether the host was reached, `again` whether a retry can help.

    `detail` is what else is known, under the names of ProblemCode.UNREACHABLE.
    """

    def __init__(self, reason: FetchReason, *, connected: bool, again: bool = True, **detail: Value) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail
        self.connected = connected
        self.again = again


class Transport:
    """The connections to all hosts. `requests` counts GET requests, `bytes` the body bytes before decompression.

    `transport` replaces the network, and with it the address guard; the caller closes it.

    Sockets to servers are guarded. A proxy may have a private address, and connects to the server itself: before a
    request is sent to it, the host of the server is resolved here and must be public. A host that is unknown here is
    left to the proxy, as networks with a proxy often have no name server for the internet, unless its name cannot be
    public.
    """

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None) -> None:
        self.requests = 0
        self.bytes = 0
        self._settings = settings
        self._given = transport
        self._own: dict[tuple[str, httpx.Proxy | None, bool], AiohttpTransport] = {}
        self._open = False
        self._resolver = Resolver(settings.concurrency)
        self._may_be_public: dict[str, bool] = {}
        connect, read = settings.connect_timeout, settings.read_timeout
        self._timeouts = {"timeout": {"connect": connect, "pool": connect, "read": read, "write": read}}

    async def __aenter__(self) -> Self:
        self._open = True
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._open = False
        while self._own:
            _, transport = self._own.popitem()
            await transport.aclose()

    async def get(
        self, url: httpx.URL, headers: dict[str, str], cap: int, *, cut: bool = False, verify: bool = True
    ) -> Answer:
        """Fetch `url`. If the body has more than `cap` bytes, raise TooLarge, or with `cut` ignore the rest.

        Without `verify`, the certificate of the server is not checked. Raises Fault, or Refused for an address that is
        not public.
        """
        self.requests += 1
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                return await self._exchange(url, headers, cap, cut, verify)
        except TimeoutError as error:
            limit = self._settings.total_timeout
            raise Fault(FetchReason.TOO_SLOW, connected=True, again=False, seconds=limit) from error
        except (httpx.HTTPError, aiohttp.ClientError, OSError, UnicodeError) as error:
            raise _fault(url, error) from error

    async def _exchange(
        self, url: httpx.URL, headers: dict[str, str], cap: int, cut: bool, verify: bool
    ) -> Answer:
        transport = await self._route(url, verify)
        proxy: httpx.Proxy | None = getattr(transport, "proxy", None)
        if proxy is not None and url.scheme == "http":
            headers = {**headers, **proxy.headers}
        request = httpx.Request("GET", url, headers=headers, extensions=self._timeouts)
        # The transport is used directly: httpx.AsyncClient would handle redirects, cookies and proxies itself, and
        # would take as long again as the transfer.
        response = await transport.handle_async_request(request)
        received = _fields(response)
        try:
            if proxy is not None and response.status_code == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
                raise _proxy_fault(response.status_code)
            if response.status_code not in _GOOD and not (cut and 200 <= response.status_code < 300):
                body = await self._remains(response, received, url)
            elif not cut and _declared(received) > cap:
                raise _too_large(url, received, cap)
            else:
                body = await self._body(response, received, url, cap, cut)
            cookies = response.headers.get_list("set-cookie") if "set-cookie" in received else []
            return Answer(url, response.status_code, received, body, cookies)
        except CodingError as error:
            raise Fault(error.reason, connected=True, again=False, coding=error.coding) from error
        finally:
            await response.aclose()

    async def _route(self, url: httpx.URL, verify: bool) -> httpx.AsyncBaseTransport:
        """Return the connections for a request. Raises Refused if a proxy would connect to a private address."""
        if self._given is not None:
            return self._given
        if not self._open:
            raise RuntimeError("the client is used outside of its `async with`")
        proxy = self._settings.proxies.of(url) if self._settings.proxies is not None else None
        if proxy is not None and not self._settings.allow_private:
            await self._must_be_public(url)
        key = (url.scheme, proxy, verify)
        if key not in self._own:
            self._own[key] = self._connections(*key)
        return self._own[key]

    def _connections(self, scheme: str, proxy: httpx.Proxy | None, verify: bool) -> AiohttpTransport:
        """Open connections. The certificate authorities are loaded for the first https address."""
        secure = "https" in (scheme, proxy.url.scheme if proxy is not None else None)
        trust = (self._settings.trust or usual_trust()) if secure and verify else False
        connector = aiohttp.TCPConnector(
            limit=0,  # the client itself limits the number of connections
            ssl=trust,
            resolver=self._resolver,
            socket_factory=socket_factory(self._settings.allow_private or proxy is not None),
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            middlewares=(_once,),
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )
        return AiohttpTransport(verify=trust, client=session, proxy=proxy)

    async def _must_be_public(self, url: httpx.URL) -> None:
        host = url.raw_host.decode("ascii")
        if host not in self._may_be_public:
            try:
                async with asyncio.timeout(self._settings.connect_timeout):
                    found = await self._resolver.resolve(host, url.port or 0, socket.AF_UNSPEC)
                self._may_be_public[host] = all(public(address["host"]) for address in found)
            except (OSError, UnicodeError):
                self._may_be_public[host] = not is_local_name(host)
        if not self._may_be_public[host]:
            raise Refused(str(url), FetchReason.PRIVATE_ADDRESS)

    async def _remains(self, response: httpx.Response, received: Mapping[str, str], url: httpx.URL) -> bytes:
        """Return the start of the body of an answer without success; nothing if the transfer breaks off."""
        try:
            return await self._body(response, received, url, _REST, cut=True)
        except (CodingError, Fault, httpx.HTTPError):
            return b""

    async def _body(
        self, response: httpx.Response, received: Mapping[str, str], url: httpx.URL, cap: int, cut: bool
    ) -> bytes:
        coding: Decoder = decoder(received.get("content-encoding", ""))
        parts: list[bytes] = []
        size = transport = 0
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)  # noqa: S101 - for the type checker
        async for chunk in stream:
            transport += len(chunk)
            self.bytes += len(chunk)
            part = coding.feed(chunk, cap - size)
            parts.append(part)
            size += len(part)
            if size > cap or transport > cap:
                if cut:
                    return b"".join(parts)[:cap]
                raise _too_large(url, received, cap)
        if not coding.complete:
            raise Fault(FetchReason.BROKEN_OFF, connected=True)
        return b"".join(parts)


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from retrying by itself on a closed connection: that would be neither throttled nor counted."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise aiohttp.ClientConnectionError(str(error)) from error


def _fields(response: httpx.Response) -> dict[str, str]:
    """Return the header fields with lower-case names. `httpx.Headers` looks for their encoding at each access."""
    return dict(response.headers.items())


def _too_large(url: httpx.URL, headers: Mapping[str, str], cap: int) -> TooLarge:
    return TooLarge(str(url), FetchReason.BYTES, media_type=headers.get("content-type"), most=cap)


def _declared(headers: Mapping[str, str]) -> int:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


# Errors of getaddrinfo that do not say whether the host exists.
_NO_ANSWER = frozenset({socket.EAI_AGAIN, socket.EAI_MEMORY, socket.EAI_SYSTEM})
# The codes of X509_V_ERR in OpenSSL (x509_vfy.h).
_CERTIFICATES = {
    2: FetchReason.UNKNOWN_AUTHORITY,
    9: FetchReason.CERTIFICATE_NOT_YET_VALID,
    10: FetchReason.CERTIFICATE_EXPIRED,
    18: FetchReason.SELF_SIGNED,
    19: FetchReason.UNKNOWN_AUTHORITY,
    20: FetchReason.UNKNOWN_AUTHORITY,
    21: FetchReason.UNKNOWN_AUTHORITY,
    62: FetchReason.CERTIFICATE_OF_OTHER_HOST,
    64: FetchReason.CERTIFICATE_OF_OTHER_HOST,
}
# Exception types, the reason they stand for, and whether the host was reached and a retry can help. First match wins.
_FAULTS: tuple[tuple[tuple[type[BaseException], ...], FetchReason, bool, bool], ...] = (
    ((ssl.SSLError,), FetchReason.ENCRYPTION, False, True),
    ((aiohttp.ClientProxyConnectionError,), FetchReason.PROXY_UNREACHABLE, False, True),
    ((socket.gaierror, UnicodeError), FetchReason.NO_HOST, False, False),
    ((aiohttp.SocketTimeoutError, httpx.ReadTimeout), FetchReason.SILENT, True, True),
    ((TimeoutError,), FetchReason.NOT_IN_TIME, False, True),
    ((ConnectionRefusedError,), FetchReason.CONNECTION_REFUSED, False, True),
    ((aiohttp.ClientConnectorError,), FetchReason.NO_ROUTE, False, True),
    ((aiohttp.ClientResponseError,), FetchReason.NOT_HTTP, True, True),
    ((aiohttp.ClientError,), FetchReason.BROKEN_OFF, True, True),
    ((httpx.ConnectError, httpx.ConnectTimeout), FetchReason.NO_ROUTE, False, True),
)


def _fault(url: httpx.URL, error: Exception) -> Exception:
    """Return the cause of an exception of httpx, aiohttp or the system, which wrap one another."""
    causes = list(_causes(error))
    if any(isinstance(cause, PrivateAddress) for cause in causes):
        return Refused(str(url), FetchReason.PRIVATE_ADDRESS)
    if any(isinstance(cause, aiohttp.InvalidURL) for cause in causes):
        return Refused(str(url), FetchReason.NOT_AN_ADDRESS)
    if (lack := exhausted(error)) is not None:
        return Fault(lack, connected=False)
    host = url.raw_host.decode("ascii")
    if any(isinstance(cause, aiohttp.ClientConnectorDNSError) and cause.host != host for cause in causes):
        return Fault(FetchReason.PROXY_UNREACHABLE, connected=False)
    if any(isinstance(cause, socket.gaierror) and cause.errno in _NO_ANSWER for cause in causes):
        return Fault(FetchReason.NO_NAME_SERVER, connected=False)
    for cause in causes:
        # aiohttp has an exception of this type without the code.
        if isinstance(cause, ssl.SSLCertVerificationError) and hasattr(cause, "verify_code"):
            reason = _CERTIFICATES.get(cause.verify_code, FetchReason.CERTIFICATE)
            detail = {"openssl": cause.verify_message} if reason is FetchReason.CERTIFICATE else {}
            return Fault(reason, connected=False, again=False, **detail)
        if isinstance(cause, aiohttp.ClientHttpProxyError):
            return _proxy_fault(cause.status)
    for kinds, reason, connected, again in _FAULTS:
        for cause in causes:
            if isinstance(cause, kinds):
                return Fault(reason, connected=connected, again=again)
    return Fault(FetchReason.BROKEN_OFF, connected=True)


def _proxy_fault(status: int) -> Fault:
    """Return the fault of a proxy that does not connect to the server. An error of the proxy may be temporary."""
    return Fault(FetchReason.PROXY_REFUSES, connected=False, again=status >= 500, proxy_status=status)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
