"""The elements that speak to machines, found in one pass: each query of CSS costs a walk of the whole tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clusterwatch.html_tree import Document, Node, tag_numbers

_MOST = 300  # elements of a kind that are looked at
_HEADINGS, _CANONICAL = 4, 3
(_META,) = tag_numbers(("meta",))
_PUBLISHED, _UPDATED = frozenset(("published", "dt-published")), frozenset(("updated", "dt-updated"))
_CSS = ", ".join(
    (
        'script[type*="ld+json" i], meta[content], link[rel~="canonical" i][href], title, h1, [itemprop]',
        "form.post-password-form",
        *(f".{name}" for name in sorted(_PUBLISHED | _UPDATED)),
    )
)


Place = tuple[Node, Mapping[str, str | None]]  # an element and its attributes, read once


@dataclass(frozen=True, slots=True)
class ElementIndex:
    """The elements by what they are, in document order. They live only as long as nothing is cut from the page."""

    scripts: list[Place] = field(default_factory=list)
    metas: list[Place] = field(default_factory=list)
    canonical: list[Place] = field(default_factory=list)
    properties: list[Place] = field(default_factory=list)
    published: list[Place] = field(default_factory=list)
    updated: list[Place] = field(default_factory=list)
    headings: list[Place] = field(default_factory=list)
    titles: list[Place] = field(default_factory=list)
    passwords: list[Place] = field(default_factory=list)


def index_elements(document: Document) -> ElementIndex:
    """All such elements of a page, of each kind the first few hundred at most."""
    out = ElementIndex()
    last = 0
    for node in document.css(_CSS):
        if node.mem_id == last:  # a node that several selectors find comes several times in a row
            continue
        last = node.mem_id
        attributes = node.attributes
        if node.tag_id == _META and "content" in attributes:
            _add(out.metas, (node, attributes))
        else:
            _sort_in(node, attributes, out)
        if "itemprop" in attributes:
            _add(out.properties, (node, attributes))
        if named := attributes.get("class"):
            _sort_by_class((node, attributes), named.lower().split(), out)
    return out


def _sort_in(node: Node, attributes: Mapping[str, str | None], out: ElementIndex) -> None:
    tag = node.tag
    if tag == "h1":
        _add(out.headings, (node, attributes), _HEADINGS)
    elif tag == "script" and "ld+json" in (attributes.get("type") or "").lower():
        _add(out.scripts, (node, attributes))
    elif tag == "link" and "href" in attributes and "canonical" in _words(attributes.get("rel")):
        _add(out.canonical, (node, attributes), _CANONICAL)
    elif tag == "title":
        _add(out.titles, (node, attributes), 1)


def _sort_by_class(place: Place, names: list[str], out: ElementIndex) -> None:
    if not _PUBLISHED.isdisjoint(names):
        _add(out.published, place)
    if not _UPDATED.isdisjoint(names):
        _add(out.updated, place)
    if "post-password-form" in names and place[0].tag == "form":
        _add(out.passwords, place, 1)


def _words(value: str | None) -> list[str]:
    return value.lower().split() if value else []


def _add(listed: list[Place], place: Place, most: int = _MOST) -> None:
    if len(listed) < most:
        listed.append(place)
