"""The address that a page declares as its own, if that can be right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from clusterwatch.urls import absolute, same_site

# What may follow the path of a post in the address of another view of it.
_VIEW = re.compile(r"(amp|print|page/\d+|feed|embed|\d+|index\.\w+|default\.\w+)/?$", re.I)
_HOME = re.compile(r"/?([a-z]{2}([-_][a-z]{2})?)?/?(index\.\w+|home)?/?$", re.I)


def canonical_address(claimed: Iterable[str], url: str) -> str | None:
    """The first claimed address on the same site that is neither its home page nor a section the page lies in."""
    for claim in claimed:
        address = absolute(url, claim)
        if address and same_site(address, url) and not _is_section(address, url):
            return address
    return None


def _is_section(address: str, url: str) -> bool:
    named, own = urlsplit(address), urlsplit(url)
    if named.query:
        return False
    path, mine = named.path.rstrip("/"), own.path.rstrip("/")
    if _HOME.fullmatch(path or "/"):
        # A home page is only the canonical address of a home page.
        return path != mine or bool(own.query)
    if mine.startswith(path + "/"):
        return not _VIEW.fullmatch(mine[len(path) + 1 :])
    return False
