"""Recognise the page that a site shows in place of an index on which no posts were found.

page ─► empty? ─► only scripts? ─► words of its titles ─► short text? words of the text, form for a password
"""

from __future__ import annotations

import re
from typing import NamedTuple

from clusterwatch import charset, html_tree
from clusterwatch.extraction.pipeline import extract_post
from clusterwatch.extraction.wall import wall_on
from clusterwatch.models import Draft, Page, Reason
from clusterwatch.text import one_line

_EMPTY = 250  # characters: a page with less text may need JavaScript
_FEW = 5  # links: a page with more does not need JavaScript
_SHELL = re.compile(r"<(?:noscript|app-root)\b|id=[\"']?(?:root|app|__next|__nuxt)\b|ng-version=", re.I)
_SHORT = 800  # characters of a page with its menus
_OF_SERVERS = re.compile(r"it works!?|index of /.*", re.I)  # titles that say no more than that a server runs
_LONGEST_TITLE = 80  # characters that are quoted
# The edges of ordinary pages have such words, too, so that only short pages are walls because of them.
_AT_THE_EDGE = frozenset({Reason.COOKIES, Reason.LOGIN, Reason.SCRIPT, Reason.FOR_SALE})


class IndexPage(NamedTuple):
    """What stands at the address of an index without posts: `reason` is what it is if it is a wall, else None."""

    reason: Reason | None
    title: str | None


def read_index(page: Page) -> IndexPage:
    """Return what a page in place of an index is. It must be HTML, and no list of posts was found on it."""
    kind = page.headers.get("content-type")
    tree = html_tree.parse(charset.decode(page.body, kind))
    draft = extract_post(page.body, page.url, content_type=kind)
    head = tree.css_first("title")
    title = one_line(head.text() if head is not None else draft.title or "")
    reason = Reason.SCRIPT if needs_script(page) else _wall(draft, title, tree)
    return IndexPage(reason, title[:_LONGEST_TITLE] or None)


def needs_script(page: Page) -> bool:
    """Return True for a page that has a script and nearly no text or links."""
    html = charset.decode(page.body, page.headers.get("content-type"))
    tree = html_tree.parse(html)
    if tree.css_first("script") is None or len(tree.css("a[href]")) > _FEW:
        return False
    text = _visible(tree)
    return len(text) < _EMPTY and (not text or _SHELL.search(html) is not None)


def _wall(draft: Draft, title: str, tree: html_tree.Document) -> Reason | None:
    titles = [*draft.titles, title]
    of_titles = wall_on(titles, None)
    has_password = tree.css_first('input[type="password" i]') is not None
    visible = _visible(tree)
    if len(visible) > _SHORT:
        return None if of_titles in _AT_THE_EDGE else of_titles
    if any(_OF_SERVERS.fullmatch(text) for text in titles):
        return Reason.DEFAULT_PAGE
    said = of_titles or draft.interstitial or wall_on([], visible)
    return said or (Reason.LOGIN if has_password else None) or (None if visible else Reason.EMPTY)


def _visible(tree: html_tree.Document) -> str:
    """Return the text that a reader sees. The elements that hold no such text are removed from the tree."""
    for node in reversed(tree.css("script, style, noscript, template")):
        node.decompose()
    return one_line(tree.body.text() if tree.body else "")
