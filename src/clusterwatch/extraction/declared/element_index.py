"""The elements with metadata, found in one pass: each CSS query walks the whole tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clusterwatch.html_tree import LINKS_TO_PARTS, Document, Node, stands_in_heading, tag_numbers

_MOST = 300  # elements of a kind that are read
_HEADINGS = 4
_CALENDAR = "data:text/calendar"
(_META,) = tag_numbers(("meta",))
_PUBLISHED, _UPDATED = frozenset(("published", "dt-published")), frozenset(("updated", "dt-updated"))
_CSS = ", ".join(
    (
        'script[type*="ld+json" i], meta[content], link[rel~="canonical" i][href], title, h1, [itemprop]',
        "form.post-password-form",
        "base[href]",
        ".vevent, .h-event",
        'a[href^="data:text/calendar" i]',
        LINKS_TO_PARTS,
        *(f".{name}" for name in sorted(_PUBLISHED | _UPDATED)),
    )
)


Element = tuple[Node, Mapping[str, str | None]]  # an element and its attributes, read once


@dataclass(frozen=True, slots=True)
class ElementIndex:
    """The elements by kind, in document order. They are valid until something is cut from the page."""

    scripts: list[Element] = field(default_factory=list)
    metas: list[Element] = field(default_factory=list)
    canonical: list[Element] = field(default_factory=list)
    properties: list[Element] = field(default_factory=list)
    published: list[Element] = field(default_factory=list)
    updated: list[Element] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    titles: list[Element] = field(default_factory=list)
    passwords: list[Element] = field(default_factory=list)
    bases: list[Element] = field(default_factory=list)
    links_in_headings: list[Node] = field(default_factory=list)
    events: list[Element] = field(default_factory=list)  # of h-event and hCalendar
    calendars: list[Element] = field(default_factory=list)  # links that contain one


def index_elements(document: Document) -> ElementIndex:
    """All such elements of a page, of each kind the first few hundred at most."""
    out = ElementIndex()
    last: int | None = None
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
    elif tag == "script":
        _add(out.scripts, (node, attributes))
    elif tag == "link" and "href" in attributes and "canonical" in _words(attributes.get("rel")):
        _add(out.canonical, (node, attributes))
    elif tag == "title":
        _add(out.titles, (node, attributes))
    elif tag == "base":
        _add(out.bases, (node, attributes))
    elif tag == "a":
        _sort_link(node, attributes, out)


def _sort_link(node: Node, attributes: Mapping[str, str | None], out: ElementIndex) -> None:
    href = attributes.get("href") or ""
    if href[: len(_CALENDAR)].lower() == _CALENDAR:
        _add(out.calendars, (node, attributes))
    elif "#" in href and stands_in_heading(node):
        out.links_in_headings.append(node)


def _sort_by_class(element: Element, names: list[str], out: ElementIndex) -> None:
    if not _PUBLISHED.isdisjoint(names):
        _add(out.published, element)
    if not _UPDATED.isdisjoint(names):
        _add(out.updated, element)
    if "vevent" in names or "h-event" in names:
        _add(out.events, element)
    if "post-password-form" in names:
        _add(out.passwords, element)


def _words(value: str | None) -> list[str]:
    return value.lower().split() if value else []


def _add(listed: list[Element], element: Element, most: int = _MOST) -> None:
    if len(listed) < most:
        listed.append(element)
