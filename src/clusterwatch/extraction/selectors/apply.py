"""Read the fields of a page with CSS selectors. A value found this way wins over the metadata of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusterwatch.extraction.blocks import line_of
from clusterwatch.extraction.class_signals import (
    BOILERPLATE,
    CONTENT,
    DECLARED_BODY,
    MENU,
    NEVER,
    read_attributes,
    read_names,
)
from clusterwatch.html_tree import Document, Node
from clusterwatch.models import Problem, ProblemCode, SelectorReason, Value
from clusterwatch.text import one_line

if TYPE_CHECKING:
    from clusterwatch.config import Pick
    from clusterwatch.models import LearnedSelector


_BESIDE, _PARTS = frozenset(("nav", "footer", "aside")), frozenset(("article", "main"))


@dataclass(frozen=True, slots=True)
class Picked:
    """The result of the first alternative that finds text.

    `css` is that alternative. `pick` sets `text` and `pick_nodes` sets `nodes`. If no alternative finds text,
    `css` is empty, and `problem` says why.
    """

    css: str
    nodes: tuple[Node, ...] = ()
    text: str | None = None
    problem: Problem | None = None


def pick(document: Document, choice: Pick | LearnedSelector) -> Picked:
    """Return the chosen text on one line: of the first element with text, or of all elements if they are to be joined.

    The alternatives are tried in order. If none of them gives a text, `problem` says why.
    """
    alone = choice.join is None and not choice.remove
    for css in choice.css:
        if alone:  # the first element is enough, and nearly always has text
            first = document.css_first(css)
            if first is None:
                continue
            if text := _text((first,), choice):
                return Picked(css, text=text)
        if text := _text(_found(document, css, choice), choice):
            return Picked(css, text=text)
    return Picked("", problem=_lost(document, choice))


def pick_nodes(document: Document, choice: Pick | LearnedSelector) -> Picked:
    """Return the chosen elements: all elements that the first alternative with text finds."""
    for css in choice.css:
        nodes = _found(document, css, choice)
        if any(node.text(deep=True).strip() for node in nodes):
            return Picked(css, tuple(nodes))
    return Picked("", problem=_lost(document, choice))


def _found(document: Document, css: str, choice: Pick | LearnedSelector) -> list[Node]:
    nodes = document.css(css)
    for unwanted in choice.remove:
        for node in reversed(nodes):
            cut(node, unwanted)
        nodes = document.css(css)  # some of them may have been removed
    return nodes


def _lost(document: Document, choice: Pick | LearnedSelector) -> Problem:
    """Return the problem of a selector without text: it finds nothing, or only elements without text."""
    css = ", ".join(choice.css)
    found = sum(len(document.css(one)) for one in choice.css)
    if not found:
        return lost(css, SelectorReason.NOTHING)
    return lost(css, SelectorReason.NO_TEXT, found=found, attr=choice.attr)


def lost(css: str, reason: SelectorReason, **detail: Value) -> Problem:
    """Return the problem of a selector that did not find the value of a field. The caller adds the field."""
    return Problem(ProblemCode.SELECTOR_LOST, selector=css, detail={"reason": reason, **detail})


def doubtful(css: str, reason: SelectorReason, **detail: Value) -> Problem:
    """Return the problem of a selector whose value is used and is probably not that of the field."""
    return Problem(ProblemCode.SELECTOR_DOUBTFUL, selector=css, detail={"reason": reason, **detail})


def is_beside_post(node: Node) -> bool:
    """Return whether an element is a menu, a footer or another part of the site, by its tag, its name or its place."""
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    signals = read_names(names) | read_attributes(node.attributes)
    if signals & (BOILERPLATE | MENU | NEVER) and not signals & (CONTENT | DECLARED_BODY):
        return True
    around: Node | None = node
    while around is not None and around.tag not in _PARTS:
        if around.tag in _BESIDE:
            return True
        around = around.parent
    return False


def leaves_out(nodes: Sequence[Node]) -> bool:
    """Return whether only paragraphs are chosen, and others beside them in the same element have more text."""
    if not nodes or any(node.tag != "p" for node in nodes) or (parent := nodes[0].parent) is None:
        return False
    chosen = {node.mem_id for node in nodes}
    others = [node for node in parent.iter() if node.tag == "p" and node.mem_id not in chosen]
    return sum(map(_length, others)) > sum(map(_length, nodes))


def _length(node: Node) -> int:
    return len(one_line(node.text(deep=True)))


def cut(root: Document | Node, css: str) -> None:
    """Remove the elements that `css` finds below `root`, the innermost first."""
    own = getattr(root, "mem_id", None)  # `css` may also find `root`
    for node in reversed(root.css(css)):
        if node.mem_id != own:
            node.decompose()


def _text(nodes: Iterable[Node], choice: Pick | LearnedSelector) -> str | None:
    """Return the text of the first node that has text, or of all nodes if they are to be joined."""
    texts: list[str] = []
    for node in nodes:
        raw = node.attributes.get(choice.attr) or "" if choice.attr else line_of(node)
        if text := one_line(raw):
            texts.append(text)
            if choice.join is None:
                break
    return (choice.join or " ").join(texts) or None
