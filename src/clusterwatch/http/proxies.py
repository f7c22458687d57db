"""Choose the proxy of a request: from sources.yaml or, as curl does, from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY.

A proxy connects to the servers itself, so the guard of sockets does not see their addresses; see `Transport`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import unquote_to_bytes

import httpx

from clusterwatch.errors import UsageError

_LOOPBACK = ("localhost", "127.0.0.0/8", "::1")  # of this machine, not of the proxy


@dataclass(frozen=True, slots=True)
class Proxies:
    """Proxies by the scheme of the address. `direct` lists the hosts that are asked directly, as NO_PROXY does."""

    by_scheme: Mapping[str, httpx.Proxy] = field(repr=False)
    direct: tuple[str, ...] = ()

    def of(self, url: httpx.URL) -> httpx.Proxy | None:
        """Return the proxy for an address, or None if its host is asked directly."""
        return None if any(_names(entry, url) for entry in self.direct) else self.by_scheme.get(url.scheme)


def choose_proxies(configured: str | None, environ: Mapping[str, str]) -> Proxies | None:
    """Return the proxies of a run. `configured` is for all addresses; without it, the environment is used.

    Raises UsageError for a proxy that is not supported. It does not repeat the address, which may have a password.
    """
    direct = (*_LOOPBACK, *_variable(environ, "no_proxy")[1].lower().replace(",", " ").split())
    if configured is not None:
        proxy = _proxy("network.proxy", configured)
        return Proxies({"http": proxy, "https": proxy}, direct)
    found = {}
    for scheme in ("http", "https"):
        name, value = _variable(environ, f"{scheme}_proxy")
        if not value:
            name, value = _variable(environ, "all_proxy")
        if value:
            found[scheme] = _proxy(name, value)
    return Proxies(found, direct) if found else None


def _variable(environ: Mapping[str, str], name: str) -> tuple[str, str]:
    """Return the name and the value of a variable, which is written in small letters or in capitals."""
    for spelling in (name, name.upper()):
        if value := environ.get(spelling, "").strip():
            return spelling, value
    return name, ""


def _proxy(name: str, address: str) -> httpx.Proxy:
    try:
        url = httpx.URL(address if "://" in address else f"http://{address}")
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        known = "expected an address such as http://proxy.example.org:3128"
        raise UsageError(f"{name}: not an http or https proxy; {known}")
    # The header is written here: aiohttp deprecates its own way.
    headers = {}
    if url.userinfo:
        secret = base64.b64encode(unquote_to_bytes(url.userinfo)).decode("ascii")
        headers = {"Proxy-Authorization": f"Basic {secret}"}
    return httpx.Proxy(url.copy_with(userinfo=b""), headers=headers)


def _names(entry: str, url: httpx.URL) -> bool:
    """Return whether an entry of NO_PROXY names the host of an address.

    An entry is `*`, a domain with or without a dot before it, an IP address or a network; a port may follow.
    """
    name, colon, port = entry.rpartition(":")
    if colon and port.isdigit() and (":" not in name or name.endswith("]")):
        if int(port) != (url.port or (443 if url.scheme == "https" else 80)):
            return False
        entry = name
    if entry == "*":
        return True
    host = url.raw_host.decode("ascii")
    try:
        return ip_address(host) in ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        domain = entry.removeprefix("*").removeprefix(".")
        return bool(domain) and (host == domain or host.endswith(f".{domain}"))
