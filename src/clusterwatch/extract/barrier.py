"""Pages that stand in front of a post: password forms, logins, checks for robots."""

from __future__ import annotations

import re

from clusterwatch.dom import Document

_SHORT = 800  # characters: a page with more prose shows its post, whatever else is on it
_EMPTY = 150  # characters: less is no post
_CHALLENGE = re.compile(
    r"just a moment|attention required|verif(?:y|ying) (?:that )?you are (?:a )?human|checking your browser|are you a robot"
    r"|security (?:check|verification)|ddos protection|pardon our interruption|access (?:to this page has been )?denied"
    r"|enable javascript and cookies|request unsuccessful|un instant|einen moment|bot verification|human verification",
    re.I,
)
_CHALLENGE_CODE = (
    "#challenge-form, #cf-challenge-running, #challenge-running, .cf-turnstile, .g-recaptcha, .h-captcha,"
    ' script[src*="challenge-platform"], script[src*="_Incapsula_Resource"], script[src*="captcha-delivery"],'
    ' iframe[src*="_Incapsula_Resource"], iframe[src*="captcha-delivery"]'
)


def barrier_on(document: Document, title: str, body: str) -> str | None:
    """Why the page is not the post but something in front of it, or None. `title` is the text of `<title>`."""
    if document.css_first("form.post-password-form") is not None:
        return "the post is protected by a password"
    if len(body) > _SHORT:
        return None
    if _CHALLENGE.search(title) or (_CHALLENGE.search(body) and document.css_first(_CHALLENGE_CODE) is not None):
        return "the page is a check for robots"
    password = document.css_first('input[type="password" i]')
    if password is not None and len(body) < _EMPTY:
        return "the page asks for a login"
    return None
