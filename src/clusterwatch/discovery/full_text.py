"""The HTML of a post in an index → its text, and whether it is the full text of the post."""

from __future__ import annotations

import re
from functools import cache

from clusterwatch import html_tree
from clusterwatch.text import tidy
from clusterwatch.vocab import folded, phrases

_CUT = re.compile(r"(\[\s*(…|\.\.\.|&hellip;|&#8230;)\s*\]|(…|\.\.\.|→|»|>>|&raquo;|&rarr;)\s*)$", re.I)
_END = " .…[]"
_BREAKS = re.compile(r"(?=<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|figure|blockquote|section)|br)\b)", re.I)


def is_full_text(body: str, summary: str = "") -> bool:
    """True unless the HTML is cut: it ends with an ellipsis or `Read more`, or is no longer than the summary."""
    text, short = plain(body) or "", plain(summary) or ""
    if len(text) < 200 or "post-password-form" in body or re.search(r"\[/?(vc_|et_pb_|fusion_)", text):
        return False
    same = short.rstrip(_END) == text.rstrip(_END)  # some systems end every summary with an ellipsis
    if short and not same and len(text) <= len(short):
        return False
    if same and not re.search(r"</(p|div|ul|h[2-6])>", body):
        return False
    end = text[-400:]
    if _CUT.search(end) or _feed_endings().search(folded(end)):
        return False
    return not phrases("read_more").ends(folded(end).rstrip(" .»›→>"))


@cache
def _feed_endings() -> re.Pattern[str]:
    return re.compile(phrases("feed_endings").pattern)


def plain(markup: str | None) -> str | None:
    """HTML or text as one line of text; None where nothing is left."""
    if not markup:
        return None
    if "<" not in markup and "&" not in markup:
        return tidy(markup) or None
    tree = html_tree.parse(f"<body>{_BREAKS.sub(' ', markup)}")
    tree.strip_tags(["script", "style"])
    return tidy(tree.body.text()) or None if tree.body else None
