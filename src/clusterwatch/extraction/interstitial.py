"""Pages that stand in front of a post: password forms, logins, checks for robots."""

from __future__ import annotations

import re
from functools import cache

from clusterwatch.extraction.layout import size_of
from clusterwatch.extraction.statements import names_limit, states_known_fact
from clusterwatch.html_tree import Document
from clusterwatch.models import Reason
from clusterwatch.vocab import Phrases, folded, phrases

_SHORT = 800  # characters: a page with more prose shows its post
_EMPTY = 150  # characters: a shorter text is no post
_SEEN = 5000  # characters of the text of a page that are searched
_CHALLENGE_CODE = (
    "#challenge-form, #cf-challenge-running, #challenge-running, .cf-turnstile, .g-recaptcha, .h-captcha,"
    ' script[src*="challenge-platform"], script[src*="_Incapsula_Resource"], script[src*="captcha-delivery"],'
    ' iframe[src*="_Incapsula_Resource"], iframe[src*="captcha-delivery"]'
)


def interstitial_on(document: Document, title: str, body: str, protected: bool) -> Reason | None:
    """The reason why the page is not the post but something in front of it, or None.

    `title` is the text of `<title>`; `protected`: there is a form for the password of the post.
    """
    if protected:
        return Reason.PASSWORD
    if len(body) > _SHORT:
        return None
    if _asks_for_a_human(title) or _shows_challenge(document):
        return Reason.CHALLENGE
    if _says_little(body) and document.css_first('input[type="password" i]') is not None:
        return Reason.LOGIN
    return None


def _says_little(body: str) -> bool:
    """True for a short text without a deadline or the like: sites whose members log in have short posts, too."""
    return size_of(body) < _EMPTY and not any(
        states_known_fact(line) or names_limit(line) for line in body.split("\n")
    )


def _shows_challenge(document: Document) -> bool:
    root = document.body
    if root is None or document.css_first(_CHALLENGE_CODE) is None:
        return False
    return _asks_for_a_human(root.text(deep=True)[:_SEEN])


def _asks_for_a_human(text: str) -> bool:
    return _challenges().search(folded(text)) is not None


@cache
def _challenges() -> re.Pattern[str]:
    return re.compile(Phrases(phrase.rstrip(".") for phrase in phrases("challenges")).pattern)
