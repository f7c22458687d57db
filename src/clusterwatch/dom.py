"""HTML as a tree that CSS selects from: the one place that knows selectolax (Lexbor)."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Node = LexborNode
Document = LexborHTMLParser

_EMPTY = "<html></html>"


def parse(html: str) -> Document:
    """The tree of any text at all: HTML is never refused (HTML Living Standard, section 13.2)."""
    return LexborHTMLParser(html or _EMPTY)


def selector_fault(css: str) -> str | None:
    """Why `css` is not a usable CSS selector, or None when it is one.

    selectolax raises only when a selector is used, so it is tried on an empty document.
    """
    if not css.strip():
        return "it is empty"
    try:
        parse(_EMPTY).css(css)
    except (SelectolaxError, ValueError) as error:
        return str(error)
    return None
