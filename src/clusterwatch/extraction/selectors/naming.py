"""Write CSS selectors for a node from its id, classes, properties, position and ancestors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from clusterwatch.html_tree import Node

_LEVELS = 6  # of ancestors that a selector may name
_CLASSES = 4  # of a node that are tried
_NTH = 6  # positions among siblings that are tried
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
_NUMBERED = re.compile(r"\d{2,}")  # as in post-1234, which is different on each page
_PROPERTIES = ("itemprop", "property", "name", "rel")
# The cost of a selector. It is low if changes of a site seldom break the selector.
_ID, _PROPERTY, _CLASS, _TAG, _POSITION, _WITHIN, _CHILD = 1.0, 1.0, 1.5, 3.0, 3.0, 0.5, 0.75
_SEMANTIC = frozenset(("article", "main", "time", "h1", "address"))  # tags with a specific meaning


def selectors_for(node: Node) -> Iterator[tuple[float, str]]:
    """Yield (cost, CSS) of selectors that find `node` and perhaps other nodes. Cheap ones are likely to last."""
    own = list(_simple(node))
    yield from own
    parent = node.parent
    around = list(_simple(parent, bare=False)) if parent is not None else []
    position = _position(node)
    row = _position(parent) if parent is not None and parent.tag == "tr" else None
    for cost, css in around:
        yield from ((cost + c + _CHILD, f"{css} > {one}") for c, one in own)
        if position:
            yield cost + _POSITION + _CHILD, f"{css} > {position}"
    for level, ancestor in enumerate(islice(_ancestors(node), 1, _LEVELS), 1):
        for cost, css in _simple(ancestor, bare=False):
            yield from ((cost + c + _WITHIN + level / 10, f"{css} {one}") for c, one in own)
            if position and parent is not None and (tag := parent.tag):
                yield cost + _TAG + _POSITION + level / 10, f"{css} {tag} > {position}"
            if row:  # the row identifies the cell
                yield from ((cost + _POSITION + c + level / 10, f"{css} {row} > {one}") for c, one in own)


def _simple(node: Node, *, bare: bool = True) -> Iterator[tuple[float, str]]:
    """Yield selectors of one node without its ancestors. `bare` includes its tag alone."""
    tag, attributes = node.tag or "", node.attributes
    if not _NAME.fullmatch(tag) or tag in ("html", "body"):
        return
    mark = attributes.get("id") or ""
    if _NAME.fullmatch(mark) and not _NUMBERED.search(mark):
        yield _ID, f"#{mark}"
    for name in _PROPERTIES:
        value = attributes.get(name) or ""
        if re.fullmatch(r"[\w:.-]+", value):
            yield _PROPERTY, f'{tag}[{name}="{value}"]'
    classes = [c for c in (attributes.get("class") or "").split() if _NAME.fullmatch(c)][:_CLASSES]
    for name in classes:
        yield _CLASS, f"{tag}.{name}"
    for one, other in pairwise(classes):
        yield _CLASS + 0.5, f"{tag}.{one}.{other}"
    if bare or tag in _SEMANTIC:
        yield _CLASS if tag in _SEMANTIC else _TAG, tag


def _position(node: Node) -> str | None:
    """Return a selector for the position of the node among siblings with the same tag."""
    tag, number = node.tag or "", 1
    before = node.prev
    while before is not None and number <= _NTH:
        number += before.tag == tag
        before = before.prev
    return f"{tag}:nth-of-type({number})" if number <= _NTH and _NAME.fullmatch(tag) else None


def _ancestors(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None and parent.tag not in (None, "html", "body", "-undef"):
        yield parent
        parent = parent.parent
