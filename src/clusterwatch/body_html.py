"""The body of a post as HTML: what it may contain, and its lines. This is the only module that imports nh3.

Each line of it has the markup and the text of one line of the body, so that lines can be removed from both.

    <h2>Who can apply</h2>                    Who can apply
    <ul><li>Small firms</li>         ←→       Small firms
    <li><a href="…">Hubs</a></li></ul>        Hubs
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from html import escape

import nh3

from clusterwatch.text import join_lines, tidy, unescape

_TAGS = frozenset((
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "strong", "em", "code",
))  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_SCHEMES = {"http", "https", "mailto"}
_TAG = re.compile(r"<[^>]*>")
_EMPTY_CELL = re.compile(r"<t[dh][^>]*></t[dh]>")
_NEXT_CELL = re.compile(r"</t[dh]>(?=<t[dh])")
_EMPTY = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*></\1>")
_TEXT = re.compile(r"[^<>]+(?=<|$)")


def cleaned(html: str, rel: str | None = None) -> str:
    """Return `html` with only headings, paragraphs, lists, tables, quotes, code, links, emphasis and line breaks.

    Links lead to http(s) and mail addresses only; `rel` is written on each of them.
    """
    return str(_cleaner(rel).clean(html))


@cache
def _cleaner(rel: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=rel)


def from_text(body: str) -> str:
    """Return a body without markup as paragraphs."""
    return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in body.split("\n"))


def text_of(html: str) -> str:
    """Return the body of which `html` is the markup: one line per line, and the cells of a row divided by ` | `."""
    cells = _NEXT_CELL.sub(" | ", _EMPTY_CELL.sub("", html)).replace("<br>", " ")
    lines = (tidy(unescape(line)) for line in _TAG.sub("", cells).split("\n"))
    return join_lines([line for line in lines if line])


def without_lines(html: str, gone: Container[int]) -> str:
    """Return `html` without the text of the lines with these numbers. Elements that are left empty are removed."""
    out: list[str] = []
    opened = ""  # tags of lines that are gone, for the next line
    for number, line in enumerate(html.split("\n")):
        if number not in gone:
            out.append(opened + line)
            opened = ""
            continue
        if out and not line.endswith("<br>"):
            out[-1] = out[-1].removesuffix("<br>")
        # Only tags are left that the line opens, or else only tags that it closes.
        tags = _without_empty(_TEXT.sub("", opened + line).replace("<br>", ""))
        if tags.startswith("</") and out:
            out[-1] += tags
            opened = ""
        else:
            opened = tags
    return "\n".join(out)


def _without_empty(tags: str) -> str:
    while (rest := _EMPTY.sub("", tags)) != tags:
        tags = rest
    return tags
