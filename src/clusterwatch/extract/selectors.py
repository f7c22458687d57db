"""Fields picked by the CSS of sources.yaml: what a person chose beats what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusterwatch.dom import Document, Node

if TYPE_CHECKING:
    from clusterwatch.config import Pick


@dataclass(frozen=True, slots=True)
class Picked:
    """What the first alternative that found anything gave: `css` is that selector, `fault` why there is nothing."""

    css: str
    nodes: tuple[Node, ...] = ()
    text: str | None = None
    fault: str | None = None


def pick(document: Document, choice: Pick) -> Picked:
    """Try the alternatives in order; a selector that finds nothing, or nothing with text, is said, not passed over."""
    for css in choice.css:
        nodes = document.css(css)
        text = _text(nodes, choice)
        if text:
            return Picked(css, tuple(nodes), text)
    tried = ", ".join(f'"{css}"' for css in choice.css)
    found = sum(len(document.css(css)) for css in choice.css)
    what = f'attribute "{choice.attr}"' if choice.attr else "text"
    fault = f"selector {tried} finds nothing" if not found else f"selector {tried} finds {found}, none with {what}"
    return Picked(choice.css[-1], (), None, fault)


def _text(nodes: list[Node], choice: Pick) -> str | None:
    texts = []
    for node in nodes if choice.join is not None else nodes[:1]:
        raw = node.attributes.get(choice.attr) if choice.attr else node.text(deep=True)
        if raw and raw.strip():
            texts.append(" ".join(raw.split()))
    return (choice.join or " ").join(texts) or None
