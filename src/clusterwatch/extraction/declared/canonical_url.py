"""The address that a page declares as its own, if that can be right.

It cannot be the home page, a section in which the page lies, or the page in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from clusterwatch.urls import absolute, same_site

# What may follow the path of a post in the address of another view of it.
_VIEW = re.compile(r"(amp|print|page/\d+|feed|embed|\d+|index\.\w+|default\.\w+)/?$", re.I)
_TAG = re.compile(r"[a-z]{2}([-_][a-z]{2})?", re.I)
_HOME = re.compile(r"/?([a-z]{2}([-_][a-z]{2})?)?/?(index\.\w+|home)?/?$", re.I)


def canonical_address(claimed: Iterable[str], url: str) -> str | None:
    """The first claimed address on the same site that can be that of this page."""
    for claim in claimed:
        address = absolute(url, claim)
        if not address or not same_site(address, url):
            continue
        if not _is_section(address, url) and not _is_in_other_language(address, url):
            return address
    return None


def _is_in_other_language(address: str, url: str) -> bool:
    """Return whether the addresses have different languages in the same place of the path: /en/a, /fr/a."""
    named, own = (urlsplit(a).path.strip("/").split("/")[:-1] for a in (address, url))
    differ = [(one, other) for one, other in zip(named, own, strict=False) if one != other]
    return bool(differ) and all(map(_TAG.fullmatch, differ[0]))


def _is_section(address: str, url: str) -> bool:
    named, own = urlsplit(address), urlsplit(url)
    if named.query:
        return False
    path, mine = named.path.rstrip("/"), own.path.rstrip("/")
    if _HOME.fullmatch(path):
        # A home page is only the canonical address of a home page.
        return path != mine or bool(own.query)
    if mine.startswith(path + "/"):
        return not _VIEW.fullmatch(mine[len(path) + 1 :])
    return False
