"""Parse HTML into a tree for CSS selectors. This is the only module that imports selectolax (Lexbor)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from operator import sub

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Node = LexborNode
Document = LexborHTMLParser

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_EMPTY = "<html></html>"
# The parser takes quadratic time in the depth of the tree and in the number of attributes of an element: 100,000
# nested `<div>` take 20 s. Browsers stop at a depth of 512.
MOST_DEPTH, _MANY_TAGS = 500, 3_900
_MAX_ATTRIBUTES, _LONG_TAG = 500, 20_000
_TAG = re.compile(r"<(?:(?P<end>/)?(?P<name>[a-zA-Z][^\s/<>]*)|(?P<comment>!--))")
_RAW = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "textarea", "title", "xmp")}
_COMMENT_END = re.compile("-->")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>=][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
# Void elements, and elements that the next one of their kind closes. They do not add to the depth of the tree.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    "path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use", "stop",
))  # fmt: skip
# Elements that the parser opens anew in each following paragraph until they are closed (section 13.2.4.3).
_STYLES = frozenset((
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_MOST_STYLES = 100
_MOST_STEPS = 1_000  # tags: pages may invent any number
# The parser also takes quadratic time in the number of options of a list.
_OPTION, _MOST_OPTIONS = re.compile("<option", re.I), 3_000
_TAG_OF_OPTIONS = re.compile(r"</?(?:option|optgroup)\b[^<>]*>?", re.I)
# How links of headings to themselves end, as documentation generators write them.
_PERMALINKS = ("¶", "&para;", "&#182;", "#", "§", "🔗", "&#128279;", "⚓")
LINKS_TO_PARTS = "a[href*='#']"
# Finds the tags with their slash. Comments and raw text are found as "".
_OUTLINE = re.compile(
    r"<(?=[a-zA-Z/!])(?:!--.*?(?:-->|\Z)|(?:script|style|textarea|title|xmp)\b"
    r"[^<]*(?:<(?!/(?:script|style|textarea|title|xmp))[^<]*)*"
    r"|(/?[a-zA-Z][^\s/<>]*))",
    re.I | re.S,
)


def tag_numbers(tags: Iterable[str]) -> list[int]:
    """Return the `tag_id` numbers that the parser uses for these tags, in order."""
    document = LexborHTMLParser(_EMPTY)
    return [document.create_node(tag).tag_id for tag in tags]


# The `tag_id` of text nodes.
TEXT = next(LexborHTMLParser("a").css("body")[0].iter(include_text=True)).tag_id


def parse(html: str, utf8: bytes | None = None) -> Document:
    """Parse `html`. Any text gives a tree (HTML Living Standard, section 13.2).

    Tags at a depth of more than 500, attributes after the 500th of an element and tags of options after the 3,000th
    are removed. `utf8` is the same text in UTF-8, if the caller has it; the parser would otherwise encode it again.
    """
    safe = html
    if html.count("<") > _MANY_TAGS:
        safe = _with_few_options(html)
        if _is_deep(safe):
            safe = _shallow(safe)
    safe = _lean(safe)
    return LexborHTMLParser((utf8 if utf8 and safe is html else safe) or _EMPTY)


def drop_permalinks(links: Iterable[Node], html: str) -> bool:
    """Remove the links of headings to themselves, `¶` or `#`, from the tree of `html`. Return whether there were any.

    `links` are those of the `LINKS_TO_PARTS` of the tree that stand in headings.
    """
    without_words = [node for node in links if not any(map(str.isalnum, node.text()))]
    if not without_words or not _has_permalinks(html):
        return False
    for node in reversed(without_words):  # an inner link before the one around it
        node.decompose()
    return True


def stands_in_heading(node: Node) -> bool:
    """Return whether one of the elements around a node is a heading."""
    around = node.parent
    while around is not None and around.tag not in HEADINGS:
        around = around.parent
    return around is not None


def _has_permalinks(html: str) -> bool:
    """Return whether a link ends as one of a heading to itself. One search is faster than one for each ending."""
    at = html.find("</a>")
    while at >= 0:
        if html.endswith(_PERMALINKS, 0, at):
            return True
        at = html.find("</a>", at + 4)
    return False


def _with_few_options(html: str) -> str:
    """Return `html` without the tags of options after the 3,000th."""
    surplus = next(islice(_OPTION.finditer(html), _MOST_OPTIONS, None), None)
    if surplus is None:
        return html
    end = surplus.start()
    return html[:end] + _TAG_OF_OPTIONS.sub("", html[end:])


def _is_deep(html: str) -> bool:
    """Return whether elements may be nested too deeply. This test is cheaper than `_shallow`."""
    opened = list(accumulate(map(_STEPS.__getitem__, _OUTLINE.findall(html)), initial=0))
    # An end tag without an element to close does not count: a level is as far above the lowest one before it.
    deepest: int = max(map(sub, opened, accumulate(opened, min)))
    return deepest > MOST_DEPTH


class _Steps(dict[str, int]):
    """By how much a tag, given as `div` or `/div`, changes the depth. An entry is made when a tag is first met."""

    def __missing__(self, tag: str) -> int:
        name = tag.removeprefix("/")
        step = 0 if name.lower() in _FLAT else -1 if name != tag else 1
        if len(self) >= _MOST_STEPS:
            self.clear()
            self[""] = 0
        self[tag] = step
        return step


_STEPS = _Steps({"": 0})  # of comments and raw text


def _shallow(html: str) -> str:
    """Return `html` without the tags that are nested too deeply."""
    depth = styles = copied = skip = 0
    out: list[str] = []
    for tag in _TAG.finditer(html):
        if tag.start() < skip:
            continue
        name = (tag["name"] or "").lower()
        closing = _COMMENT_END if tag["comment"] else None if tag["end"] else _RAW.get(name)
        if closing is not None:  # comments and raw text contain no tags
            end = closing.search(html, tag.end())
            if end is None:
                break
            skip = end.start()
            continue
        if name in _FLAT:
            continue
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        deep = depth > MOST_DEPTH or (tag["end"] and depth == MOST_DEPTH)
        if name in _STYLES:
            styles = max(0, styles - 1) if tag["end"] else styles + 1
            deep = deep or styles > _MOST_STYLES or (tag["end"] and styles == _MOST_STYLES)
        if deep:
            out.append(html[copied : tag.start()])
            copied = skip = html.find(">", tag.end()) + 1 or len(html)
    return "".join(out) + html[copied:] if out else html


def _long_tags(html: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each tag with more than 20,000 characters."""
    half = _LONG_TAG // 2  # at least one window of this size within a long tag has no bracket
    at = 0
    while at < len(html) - half:
        if html.find(">", at, at + half) < 0:
            end = html.find(">", at + half)
            end = len(html) if end < 0 else end
            start = html.rfind("<", 0, end)  # `end` may be in a quoted value; `_surplus` finds the real end
            if start >= 0 and end - start > _LONG_TAG:
                yield start, end
            at = end - end % half  # the windows before it are done
        at += half


def _lean(html: str) -> str:
    """Return `html` without the attributes after the 500th of each element."""
    out: list[str] = []
    copied = 0
    for start, _ in _long_tags(html):
        first, last = _surplus(html, start + 1)
        if last > first:
            out.append(html[copied:first])
            copied = last
    return "".join(out) + html[copied:] if out else html


def _surplus(html: str, at: int) -> tuple[int, int]:
    """Return where the surplus attributes of a tag begin and end; (0, 0) if there are none.

    `at` is the position after the `<` of the tag.
    """
    first = count = 0
    while (attribute := _ATTRIBUTE.match(html, at)) is not None:
        at = attribute.end()
        count += 1
        if count == _MAX_ATTRIBUTES:
            first = at
    return (first, at) if count > _MAX_ATTRIBUTES else (0, 0)


def is_selector(css: str) -> bool:
    """True for a valid CSS selector.

    selectolax reports errors only when a selector is used, so it is tried on an empty document.
    """
    if not css.strip():
        return False
    try:
        parse(_EMPTY).css(css)
    except (SelectolaxError, ValueError):
        return False
    return True
