"""The text of an XML file without its comments. Feeds and sitemaps are read although they are not well-formed."""

from __future__ import annotations

import re

_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_COMMENT_OR_SECTION = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.S)
_HEAD = 4096  # bytes


def head_of(body: bytes) -> bytes:
    """The first bytes of a file, without the comments among them, however long these are."""
    if b"<!--" not in body[:_HEAD]:
        return body[:_HEAD]
    out, at = b"", 0
    for comment in _COMMENT.finditer(body):
        out += body[at : min(comment.start(), at + _HEAD)]
        at = comment.end()
        if len(out) >= _HEAD:
            break
    return (out + body[at : at + _HEAD])[:_HEAD]


def without_comments(text: str) -> str:
    """The text without comments. What looks like one in a CDATA section is kept."""
    if "<!--" not in text:
        return text
    return _COMMENT_OR_SECTION.sub(lambda m: "" if m[0].startswith("<!--") else m[0], text)
