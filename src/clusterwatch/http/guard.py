"""Allow only http and https, without credentials, and only public addresses.

The address is checked when the socket is created, so the check applies to the real destination of the connection. It
covers names that resolve differently the second time (DNS rebinding), redirects, and addresses written as numbers.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import httpx

from clusterwatch import urls
from clusterwatch.errors import Refused
from clusterwatch.models import FetchReason

AddrInfo = tuple[Any, Any, int, str, tuple[Any, ...]]  # an entry of the result of socket.getaddrinfo

# The registries of special-purpose addresses (RFC 6890 and its successors). They are written out because the results of
# `ipaddress` differ between releases of Python.
_CLOSED_V4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers (CGNAT)
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
]
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")  # global unicast, RFC 4291; everything else is local or reserved
_CLOSED_V6 = [ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes

_LOCAL_DOMAINS = frozenset({"localhost", "local", "internal"})


class PrivateAddress(OSError):
    """The host name resolves to an address that is not public.

    The message is the same for all addresses, because aiohappyeyeballs keeps the type of the error only if the
    messages of all attempts are equal.
    """

    def __init__(self) -> None:
        super().__init__("not a public address")


def public(address: str) -> bool:
    """Return whether the IP address is public. An IPv4 address inside an IPv6 address decides."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _CLOSED_V4)
    return ip in _OPEN_V6 and not any(ip in network for network in _CLOSED_V6)


def is_local_name(host: str) -> bool:
    """Return whether a name cannot be public: it has no dot, or its domain is for local use (RFC 6761, 6762, 8375)."""
    labels = host.rstrip(".").lower().split(".")
    return len(labels) == 1 or labels[-1] in _LOCAL_DOMAINS or labels[-2:] == ["home", "arpa"]


def socket_factory(allow_private: bool) -> Callable[[AddrInfo], socket.socket]:
    """Return a factory for the sockets of a connector. It raises PrivateAddress for an address that is not public."""

    def make(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not public(str(address[0])):
            raise PrivateAddress
        return socket.socket(family, kind, protocol)

    return make


def destination(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return `url` (relative to `base`) without its fragment. Raises Refused if it must not be fetched."""
    url = urls.as_browsers_read(url, str(base)) if base is not None else url.strip()
    try:
        target = base.join(url) if base is not None else httpx.URL(url)
        if target.fragment:
            target = target.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(url, FetchReason.NOT_AN_ADDRESS) from error
    if target.scheme not in ("http", "https") or not target.raw_host:
        raise Refused(url, FetchReason.SCHEME)
    if b"%" in target.raw_host:
        raise Refused(url, FetchReason.HOST)
    if target.port is not None and not 0 < target.port < 65536:
        raise Refused(url, FetchReason.PORT)
    if target.userinfo:
        raise Refused(url, FetchReason.USER_NAME)
    return target


def origin(url: httpx.URL) -> str:
    """Return scheme, host and port, which a robots.txt applies to; the port is always written."""
    port = url.port or (443 if url.scheme == "https" else 80)
    return f"{url.scheme}://{_name(url)}:{port}"


def host_of(url: httpx.URL) -> str:
    """Return the host for throttling: http, https and `www.` count as one host; another port is another host."""
    host = _name(url).removeprefix("www.")
    return host if url.port in (None, 80, 443) else f"{host}:{url.port}"


def _name(url: httpx.URL) -> str:
    host = url.raw_host.decode("ascii").rstrip(".")
    return f"[{host}]" if ":" in host else host
