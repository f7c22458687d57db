"""Fields picked by the CSS of sources.yaml: what a person chose beats what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusterwatch.dom import Document, Node

if TYPE_CHECKING:
    from clusterwatch.config import Pick
    from clusterwatch.model import Learnt


@dataclass(frozen=True, slots=True)
class Picked:
    """What the first alternative that found anything gave: `css` is that selector, `fault` why there is nothing."""

    css: str
    nodes: tuple[Node, ...] = ()
    text: str | None = None
    fault: str | None = None


def pick(document: Document, choice: Pick | Learnt) -> Picked:
    """Try the alternatives in order; a selector that finds nothing, or nothing with text, is said, not passed over."""
    for css in choice.css:
        nodes = document.css(css)
        for unwanted in choice.remove:
            for node in reversed(nodes):
                cut(node, unwanted)
            nodes = document.css(css)  # one of them may be gone
        text = _text(nodes, choice)
        if text:
            return Picked(css, tuple(nodes), text)
    tried = ", ".join(f'"{css}"' for css in choice.css)
    found = sum(len(document.css(css)) for css in choice.css)
    what = f'attribute "{choice.attr}"' if choice.attr else "text"
    fault = (
        f"selector {tried} finds nothing"
        if not found
        else f"selector {tried} finds {found}, none with {what}"
    )
    return Picked(choice.css[-1], (), None, fault)


def cut(root: Document | Node, css: str) -> None:
    """Cut what `css` selects below `root` from the tree, inmost first: a node dies with the one around it."""
    own = getattr(root, "mem_id", None)  # a node is among what is selected below it
    for node in reversed(root.css(css)):
        if node.mem_id != own:
            node.decompose()


def _text(nodes: list[Node], choice: Pick | Learnt) -> str | None:
    """The text of the first node that has any; of all of them where they are to be joined."""
    texts: list[str] = []
    for node in nodes:
        raw = node.attributes.get(choice.attr) if choice.attr else node.text(deep=True)
        if raw and raw.strip():
            texts.append(" ".join(raw.split()))
            if choice.join is None:
                break
    return (choice.join or " ").join(texts) or None
