"""HTML as a tree that CSS selects from: the one place that knows selectolax (Lexbor)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Node = LexborNode
Document = LexborHTMLParser

_EMPTY = "<html></html>"
# The time of the parser grows with the square of the depth of a tree and of the attributes of an element:
# 100,000 nested `<div>` take 20 s. Browsers stop at a depth of 512.
_DEEPEST, _MANY_TAGS = 500, 8_000
_ATTRIBUTES, _LONG_TAG = 500, 20_000
_TAG = re.compile(r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][^\s/<>]*)|(?P<comment>!--))")
_RAW = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "textarea", "title", "xmp")}
_COMMENT_END = re.compile("-->")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
# Elements without content, and those that the next of their kind closes: neither makes a tree deep.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    "path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use", "stop",
))  # fmt: skip
# The same at once: comments, what is no markup and what makes no depth are passed over.
_OUTLINE = re.compile(
    r"<(?:(!--.*?(?:-->|\Z)|(?:script|style|textarea|title|xmp)\b.*?(?=</(?:script|style|textarea|title|xmp)|\Z))"
    rf"|(/?)(?!(?:{'|'.join(sorted(_FLAT))})[\s/<>])([a-zA-Z][^\s/<>]*))",
    re.I | re.S,
)


def tag_numbers(tags: Iterable[str]) -> list[int]:
    """The numbers (`tag_id`) that the parser gives these tags, in order."""
    document = LexborHTMLParser(_EMPTY)
    return [document.create_node(tag).tag_id for tag in tags]


# The number of texts, where elements have that of their tag.
TEXT = next(LexborHTMLParser("a").css("body")[0].iter(include_text=True)).tag_id


def parse(html: str, utf8: bytes | None = None) -> Document:
    """The tree of any text at all: HTML is never refused (HTML Living Standard, section 13.2).

    Elements nested more than 500 deep lose their tags, elements with more than 500 attributes the rest of them.
    `utf8` is the same text in bytes, where they are at hand: what the parser works on.
    """
    kept = html
    if html.count("<") > _MANY_TAGS and _is_deep(html):
        kept = _shallow(html)
    kept = _lean(kept)
    return LexborHTMLParser((utf8 if utf8 and kept is html else kept) or _EMPTY)


def _is_deep(html: str) -> bool:
    """True when elements may nest deeper than is good; cheaper than to look at each tag, as `_shallow` does."""
    depth = 0
    for raw, slash, _ in _OUTLINE.findall(html):
        if raw:
            continue
        if slash:
            if depth:
                depth -= 1
        else:
            depth += 1
            if depth > _DEEPEST:
                return True
    return False


def _shallow(html: str) -> str:
    """`html` without the tags that would make its tree too deep."""
    depth = kept = skip = 0
    out: list[str] = []
    for tag in _TAG.finditer(html):
        if tag.start() < skip:
            continue
        name = (tag["name"] or "").lower()
        closing = _COMMENT_END if tag["comment"] else None if tag["end"] else _RAW.get(name)
        if closing is not None:  # what looks like tags in there is none
            end = closing.search(html, tag.end())
            if end is None:
                break
            skip = end.start()
            continue
        if name in _FLAT:
            continue
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if depth > _DEEPEST or (tag["end"] and depth == _DEEPEST):
            out.append(html[kept : tag.start()])
            kept = skip = html.find(">", tag.end()) + 1 or len(html)
    return "".join(out) + html[kept:] if out else html


def _long_tags(html: str) -> Iterator[tuple[int, int]]:
    """Where tags begin and end that are longer than a tag may be."""
    half = _LONG_TAG // 2  # a long tag leaves at least one such window without a bracket
    at = 0
    while at < len(html) - half:
        if html.find(">", at, at + half) < 0:
            end = html.find(">", at + half)
            end = len(html) if end < 0 else end
            start = html.rfind("<", 0, end)  # a bracket in a quoted value does not end its tag
            if start >= 0 and end - start > _LONG_TAG:
                yield start, end
            at = end - end % half  # the windows before have been seen
        at += half


def _lean(html: str) -> str:
    """`html` without the attributes of an element that come after the first hundreds."""
    out: list[str] = []
    kept = 0
    for start, _ in _long_tags(html):
        first, last = _surplus(html, start + 1)
        if last > first:
            out.append(html[kept:first])
            kept = last
    return "".join(out) + html[kept:] if out else html


def _surplus(html: str, at: int) -> tuple[int, int]:
    """Where in the tag that opens at `at` the attributes begin that are too many, and where they end."""
    first = count = 0
    while (attribute := _ATTRIBUTE.match(html, at)) is not None:
        at = attribute.end()
        count += 1
        if count == _ATTRIBUTES:
            first = at
    return (first, at) if count > _ATTRIBUTES else (0, 0)


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
