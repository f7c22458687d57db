"""Where clusterwatch goes: http and https, without credentials, to public addresses only.

The address is judged when the socket is made, on what is really connected to: a name that resolves to another
address the second time (DNS rebinding), a redirect and an address written as a number all pass through here.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import httpx

from clusterwatch import urls
from clusterwatch.errors import Refused

AddrInfo = tuple[Any, Any, int, str, tuple[Any, ...]]  # as socket.getaddrinfo gives them

# The registries of special-purpose addresses (RFC 6890 and its successors). Written out, because the verdicts of
# `ipaddress` differ between releases of Python.
_CLOSED_V4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
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
_OPEN_V6 = ipaddress.IPv6Network("2000::/3")  # global unicast, RFC 4291; all else is local or reserved
_CLOSED_V6 = [ipaddress.IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes


class PrivateAddress(OSError):
    """The name leads to an address that is not public.

    Its text is the same for all addresses: aiohappyeyeballs raises the first of several errors only where they
    read the same, and else one that has lost its type.
    """

    def __init__(self) -> None:
        super().__init__("not a public address")


def public(address: str) -> bool:
    """True when the IP address belongs to the public internet; an embedded IPv4 address decides for IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _CLOSED_V4)
    return ip in _OPEN_V6 and not any(ip in network for network in _CLOSED_V6)


def socket_factory(allow_private: bool) -> Callable[[AddrInfo], socket.socket]:
    """Make the sockets of a connector; raises PrivateAddress in place of one that would leave the internet."""

    def make(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not public(str(address[0])):
            raise PrivateAddress
        return socket.socket(family, kind, protocol)

    return make


def destination(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """`url` (relative to `base`) as an address to go to, without its fragment; raises Refused when it is none."""
    url = urls.as_browsers_read(url, str(base)) if base is not None else url.strip()
    try:
        target = base.join(url) if base is not None else httpx.URL(url)
        if target.fragment:
            target = target.copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(url, f"{url!r} is not an address ({error}): correct the link.") from error
    if target.scheme not in ("http", "https") or not target.raw_host:
        raise Refused(url, f"{url} is not an http or https address: clusterwatch goes to no other.")
    if b"%" in target.raw_host:
        raise Refused(url, f"{url} names no host that could be: correct the link.")
    if target.port is not None and not 0 < target.port < 65536:
        raise Refused(url, f"{url} names a port that cannot be: correct the link.")
    if target.userinfo:
        raise Refused(url, f"{target.host} was given a user name in its address: leave it out.")
    return target


def origin(url: httpx.URL) -> str:
    """The authority that robots.txt belongs to: scheme, host and port, always written."""
    port = url.port or (443 if url.scheme == "https" else 80)
    return f"{url.scheme}://{_name(url)}:{port}"


def host_of(url: httpx.URL) -> str:
    """The host that is paced: one for http and https and for the name with `www.`; another port is another host."""
    host = _name(url).removeprefix("www.")
    return host if url.port in (None, 80, 443) else f"{host}:{url.port}"


def _name(url: httpx.URL) -> str:
    host = url.raw_host.decode("ascii").rstrip(".")
    return f"[{host}]" if ":" in host else host
