"""The section of a page that a fragment of an address names, as a page of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from clusterwatch import charset
from clusterwatch.html_tree import HEADINGS, Node, parse

if TYPE_CHECKING:
    from clusterwatch.models import Page

_NAMED = "[id],a[name]"
_LEAST = 40  # letters of an element that is a section itself and not its heading
_TOP = ("body", "html", "main")


def section_of(page: Page) -> str | None:
    """Return the HTML of the section that the fragment of the page's address names, or None if there is none.

    A section is an element with a text, or a heading or anchor with what follows up to the next one of its kind.
    """
    document = parse(charset.decode(page.body, page.headers.get("content-type")))
    fragment = unquote(page.url.partition("#")[2])
    named = (
        n for n in document.css(_NAMED) if fragment in (n.attributes.get("id"), n.attributes.get("name"))
    )
    target = next(named, None)
    if target is None:
        return None
    language = document.root.attributes.get("lang") if document.root else None
    parts = "".join(node.html or "" for node in _parts(target, _kind(fragment)))
    return f'<html lang="{language or ""}"><body><main>{parts}</main></body></html>'


def _kind(name: str) -> str:
    """Return what the names of the sections of a page have in common: `post-12` is like `post-7`."""
    return re.sub(r"\d+", "0", name)


def _parts(target: Node, kind: str) -> list[Node]:
    node = target
    if node.tag not in HEADINGS and len(node.text(strip=True)) >= _LEAST:
        return [node]
    while (parent := node.parent) is not None and parent.tag not in _TOP and not _following(node):
        node = parent  # an anchor in a heading, a heading in a header
    parts, level = [node], _level(node)
    for after in _following(node):
        other = _level(after)
        if _names_another(after, kind) or (level and other and other <= level):
            break
        level = level or other
        parts.append(after)
    return parts


def _following(node: Node) -> list[Node]:
    """Return the elements and texts after a node that have the same parent."""
    out, after = [], node.next
    while after is not None:
        if after.text(strip=True):
            out.append(after)
        after = after.next
    return out


def _level(node: Node) -> str:
    """Return the tag of the first heading of an element, or nothing."""
    first = node.css_first("h1,h2,h3,h4,h5,h6")
    return (first.tag or "") if first else ""


def _names_another(node: Node, kind: str) -> bool:
    """Return whether an element has the name of another section, with digits in the place of the digits."""
    names = (named.attributes.get("id") or named.attributes.get("name") or "" for named in node.css(_NAMED))
    return any(_kind(name) == kind for name in names)
