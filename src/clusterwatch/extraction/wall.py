"""Recognise by its words a page that a site shows in place of its posts, with status 200.

Not found, maintenance, cookie consent, login, JavaScript, a domain for sale, an error of the database, a suspended
account, the default page of a server. Words alone decide nothing: a post may be
about such a page. `pipeline.quarantine` compares the page with the post that was expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from clusterwatch.models import Reason
from clusterwatch.text import words
from clusterwatch.vocab import phrases

_SHORT = 600  # characters: walls say little; a longer text is a text about something
_HEADING = 12  # words: a longer title is that of a post

# The first kind whose words stand on the page counts: many walls of other kinds mention cookies, too.
_KINDS: tuple[tuple[Reason, str], ...] = (
    (Reason.FOR_SALE, "parked"),
    (Reason.DATABASE, "database_errors"),
    (Reason.SUSPENDED, "suspended"),
    (Reason.NOT_FOUND, "not_found"),
    (Reason.MAINTENANCE, "maintenance"),
    (Reason.SCRIPT, "script_walls"),
    (Reason.LOGIN, "login_walls"),
    (Reason.COOKIES, "cookie_walls"),
    (Reason.DEFAULT_PAGE, "default_pages"),
)


def wall_on(titles: Iterable[str], body: str | None) -> Reason | None:
    """Return what a page with these titles and this text reads like if it is no post, or None."""
    if body is not None and len(body) > _SHORT:
        return None
    headings = [spoken for title in titles if len(spoken := words(title)) <= _HEADING]
    texts = [*headings, words(body or "")]
    return next((kind for kind, name in _KINDS if any(_says(text, name) for text in texts)), None)


def _says(text: list[str], name: str) -> bool:
    """Return whether a phrase of the set `name` is some of the words of a text in a row."""
    known = _by_first_word(name)
    return any(
        text[start : start + len(phrase)] == phrase
        for start, word in enumerate(text)
        for phrase in known.get(word, ())
    )


@cache
def _by_first_word(name: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases(name):
        spoken = words(phrase)
        found.setdefault(spoken[0], []).append(spoken)
    return found
