"""JSON-LD of a page: the objects that describe a piece of writing, also from JSON that is broken.

https://www.w3.org/TR/json-ld11/ and https://schema.org/Article; what pages really carry: `@graph`, lists, objects in
`mainEntity`, trailing commas, raw newlines, HTML entities, comments, two objects in one script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from clusterwatch.html_tree import Node
from clusterwatch.text import unescape

Item = dict[str, Any]

_LONGEST = 2_000_000  # characters of one script
_MOST = 100  # objects of a page
_WRITING = re.compile(r"(Article|Posting|Report|Review|Recipe|Thesis|HowTo|NewsMedia|SpecialAnnouncement)$")
_PAGE = frozenset(("WebPage", "ItemPage", "AboutPage", "CreativeWork", "VideoObject", "Event"))
_HOLDS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "@included")
_DECODER = json.JSONDecoder(strict=False)  # raw newlines and tabs in strings are the commonest fault
_MISSING = re.compile(
    r'"(headline|datePublished|dateCreated|dateModified|articleBody)"\s*:\s*"((?:[^"\\]|\\.)*)"', re.S
)


def read_scripts(scripts: Iterable[Node]) -> list[Item]:
    """The objects of schema.org types that are writings in a page's JSON-LD scripts, articles before web pages."""
    found: list[Item] = []
    for script in scripts:
        text = script.text()
        data = _loads(text[:_LONGEST])
        found += _salvage(text[:_LONGEST]) if data is None else _walk(data)
    found.sort(key=_rank)  # stable: document order within a rank
    return found[:_MOST]


def events_in(scripts: Iterable[Node]) -> list[Item]:
    """The objects of a page's JSON-LD scripts that are events with a start, whatever holds them."""
    found: list[Item] = []
    for script in scripts:
        text = script.text()
        if "startDate" in text and (data := _loads(text[:_LONGEST])) is not None:
            found += _walk_events(data)
    return found[:_MOST]


def _walk_events(data: Any, depth: int = 0) -> Iterator[Item]:
    if depth > 6:
        return
    if isinstance(data, list):
        for one in data:
            yield from _walk_events(one, depth + 1)
    elif isinstance(data, dict):
        if "startDate" in data and any(kind.endswith("Event") for kind in types_of(data)):
            yield data
        for value in data.values():
            if isinstance(value, (dict, list)):
                yield from _walk_events(value, depth + 1)


def types_of(item: Item) -> list[str]:
    """The item's types without their vocabulary: `https://schema.org/NewsArticle` is `NewsArticle`."""
    kinds = item.get("@type", ())
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [re.split(r"[/#:]", kind)[-1] for kind in listed if isinstance(kind, str)]


def _rank(item: Item) -> tuple[bool, bool]:
    kinds = types_of(item)
    return not any(map(_WRITING.search, kinds)), "Event" in kinds


def _loads(text: str) -> Any:
    """The value of a JSON text, repaired where that can be done without guessing; None if it cannot be repaired."""
    for attempt in (str, _stripped, _unescaped, _patched):
        text = attempt(text)
        try:
            return _DECODER.decode(text)
        except (ValueError, RecursionError):
            continue
    return _several(text)


def _stripped(text: str) -> str:
    text = re.sub(r"<!--|-->|<!\[CDATA\[|\]\]>", " ", text)
    text = re.sub(r"^\s*/\*.*?\*/|/\*.*?\*/\s*$|^\s*//.*$", " ", text, flags=re.M)
    return text.strip().rstrip(";")


def _unescaped(text: str) -> str:
    return unescape(text) if "&quot;" in text and '"' not in text else text


def _patched(text: str) -> str:
    """The text without trailing and doubled commas, and with stray backslashes doubled."""
    text = re.sub(r",(\s*[}\]])", r"\1", re.sub(r",(?:\s*,)+", ",", text))
    return re.sub(r'\\(?!["\\/bfnrtu])', r"\\\\", text)


def _several(text: str) -> Any:
    """Objects that stand one after the other in one script."""
    out: list[Any] = []
    at = 0
    while True:
        try:
            value, at = _DECODER.raw_decode(text, text.index("{", at))
        except (ValueError, RecursionError):
            return out or None
        out.append(value)


def _salvage(text: str) -> list[Item]:
    """Single fields of JSON that cannot be repaired: the first of each name."""
    item: Item = {}
    for name, value in _MISSING.findall(text):
        item.setdefault(name, unescape(value.replace('\\"', '"').replace("\\/", "/")))
    return [{**item, "@type": "Article"}] if item else []


def _walk(data: Any, depth: int = 0) -> Iterator[Item]:
    """Objects that are writings, not those in lists of other pages (ItemList, isPartOf, author …)."""
    if depth > 6:
        return
    if isinstance(data, list):
        for one in data:
            yield from _walk(one, depth + 1)
    elif isinstance(data, dict):
        kinds = types_of(data)
        if any(_WRITING.search(kind) or kind in _PAGE for kind in kinds):
            yield data
        for name in _HOLDS:
            if name in data and "ItemList" not in kinds:
                yield from _walk(data[name], depth + 1)
