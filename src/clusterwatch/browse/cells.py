"""Format values for pages. Scraped values are escaped, and links lead to http(s) addresses only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup, escape

from clusterwatch import body_html, sentences
from clusterwatch.archive import Sought, flags_of
from clusterwatch.models import MentionKind

_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
# The punctuation after an address is that of the sentence.
_IN_SENTENCE = re.compile(
    r"https?://[^\s\x00-\x1f\x7f\"'`<>]*[^\s\x00-\x1f\x7f\"'`<>.,:;)}\]]", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<!\d)\d{4}-\d\d(?:-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?(?!\d)"
)
_HEADING = re.compile("<h([1-6])>")
_PART = re.compile(r'<(?:[^<>"]|"[^"]*")*>|&\w+;|&#\w+;|(\w+)')  # a tag, a character reference, or a word
_HEADING_TAG = re.compile("(</?h)([1-6])>")
_ENDING = re.compile(r"/[^/]*\.([A-Za-z0-9]{2,5})$")
_LINK = Markup('<a href="{}" rel="noopener nofollow">{}</a>')
_WITHDRAWN = Markup(
    ' <span class="state s-withdrawn" title="The page was found to be gone on {}">withdrawn</span>'
)
_UNBROKEN = Markup('<span class="iso">{}</span>')
_CODE = Markup('<span title="{}">{}</span>')
_PAGE = Markup('<a href="{}">{}</a>')
_MAX_ADDRESS = 80  # characters of an address that are shown
_POSTS = ("post", "first_post")
_SOURCES = ("source", "first_source")


def web(url: str | None) -> str | None:
    """Return `url` if it is an http(s) address, otherwise None. Other addresses must not become links."""
    return url if url and _WEB.fullmatch(url) else None


def linked(sentence: str) -> Markup:
    """Return a sentence with links in place of its http(s) addresses, and with dates that no line breaks."""
    parts, at = [], 0
    for found in _IN_SENTENCE.finditer(sentence):
        parts += [dated(sentence[at : found.start()]), _LINK.format(found[0], _short(found[0]))]
        at = found.end()
    return Markup("").join([*parts, dated(sentence[at:])])


def dated(text: str) -> Markup:
    """Return a text whose dates (ISO 8601, with a time or without) are not broken between two lines."""
    parts, at = [], 0
    for found in _DATE.finditer(text):
        parts += [escape(text[at : found.start()]), _UNBROKEN.format(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def post_body(html: str | None, text: str | None, sought: Sought | None) -> Markup:
    """Return the body of a post for its page, from its HTML or else its text, with the words that a search looks for.

    The HTML is cleaned again: whoever can write to the archive must not be able to add anything to the pages. The title
    of the page is the only heading of the first level.
    """
    if not html:
        lines = (text or "").split("\n") if text else []
        return highlighted(Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines), sought)
    levels = sorted(set(_HEADING.findall(html)))
    lower = {level: min(2 + number, 6) for number, level in enumerate(levels)}
    safe = body_html.cleaned(html, rel="noopener nofollow")
    return highlighted(Markup(_HEADING_TAG.sub(lambda tag: f"{tag[1]}{lower.get(tag[2], 6)}>", safe)), sought)


def highlighted(html: Markup, sought: Sought | None) -> Markup:
    """Return safe HTML with `<mark>` around the words that a search looks for."""
    if sought is None:
        return html
    return Markup(
        _PART.sub(
            lambda part: f"<mark>{part[0]}</mark>" if part[1] and sought.has(part[1]) else part[0], html
        )
    )


def file_type(url: str) -> str:
    """Return the type of a file by the ending of its address, as in `PDF`."""
    found = _ENDING.search(unquote(url.partition("?")[0]))
    return found[1].upper() if found else "file"


def day(published: str | None) -> str:
    """Return a date without its time."""
    return (published or "")[:10] or "no date"


def when(moment: str | None) -> str:
    """Return a timestamp of the archive (UTC) up to the minute, as in `2026-11-23 03:15`."""
    return (moment or "")[:16].replace("T", " ") or "never"


def withdrawn_mark(when: str | None) -> Markup:
    """Return the mark after the title of a post whose page was found to be gone, or nothing."""
    return _WITHDRAWN.format(day(when)) if when else Markup("")


def shown(row: Mapping[str, Any], value: Any, column: str, table: str | None) -> Markup | str | None:
    """Return a table cell as markup or text. None leaves it to Datasette, which escapes it."""
    if value is None:
        return None
    if isinstance(value, int) and (column in _POSTS or (column == "id" and table == "posts")):
        return _PAGE.format(f"/post/{value}", value)
    if not isinstance(value, str):
        return None
    if column == "region" or (column == "id" and _of(row, "kind") == MentionKind.PLACE):
        return _CODE.format(sentences.of_region(value) or value, value)
    if column == "flags":
        return "; ".join(map(sentences.of_problem, flags_of(value)))
    if column in _SOURCES or (column == "id" and table == "sources"):
        return _PAGE.format(f"/source/{quote(value, safe='')}", value)
    if column == "title" and (number := _post_of(row, table)) is not None:
        return _PAGE.format(f"/post/{number}", value) + withdrawn_mark(_of(row, "withdrawn"))
    if column == "title" and isinstance(story := _of(row, "story"), int):
        return _PAGE.format(f"/story/{story}", value)
    if _DATE.fullmatch(value):
        return _UNBROKEN.format(value)
    if address := web(value.strip()):
        return _LINK.format(address, _short(address))
    return _list(value) if value.startswith("[") else None


def unmarked_post(row: Mapping[str, Any], column: str, table: str | None) -> int | None:
    """Return the number of the post of a title, if its table does not say whether the post is withdrawn."""
    return _post_of(row, table) if column == "title" and "withdrawn" not in set(row.keys()) else None


def _short(address: str) -> str:
    return address if len(address) <= _MAX_ADDRESS else address[: _MAX_ADDRESS - 1] + "…"


def _post_of(row: Mapping[str, Any], table: str | None) -> int | None:
    for column in (*_POSTS, *(("id",) if table == "posts" else ())):
        if isinstance(number := _of(row, column), int):
            return number
    return None


def _of(row: Mapping[str, Any], column: str) -> Any:
    """Return the value of a column, or None if the table does not have it. A row of SQLite has no `get`."""
    return row[column] if column in set(row.keys()) else None


def _list(value: str) -> str | None:
    """Return a JSON list of strings as text, separated by semicolons."""
    try:
        items = json.loads(value)
    except ValueError:
        return None
    if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
        return None
    return "; ".join(items) or " "
