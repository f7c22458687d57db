"""Recognise challenges, cookie walls and denials that a server sends instead of the page.

A page is `blocked` when it has a header that only a wall sends, or when a short page with little text has the signature
of a wall. A long article about such walls is an article. Nothing here evades a wall. A wall is reported, so that an
empty result is never mistaken for a site without news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from clusterwatch.text import unescape
from clusterwatch.vocab import by_language, folded

# The wall, a header, a part of its value, and the statuses for which it counts (none means all).
_HEADERS: tuple[tuple[str, str, str, frozenset[int]], ...] = (
    ("Cloudflare", "cf-mitigated", "challenge", frozenset()),
    ("AWS WAF", "x-amzn-waf-action", "", frozenset()),
    ("SiteGround", "sg-captcha", "challenge", frozenset()),
    ("Vercel", "x-vercel-mitigated", "", frozenset()),
    ("Sucuri", "x-sucuri-block", "", frozenset()),
    ("DataDome", "x-datadome", "", frozenset({401, 403, 429})),
    ("DataDome", "x-dd-b", "", frozenset({401, 403, 429})),
    ("DDoS-Guard", "server", "ddos-guard", frozenset({403})),
    ("Akamai", "server", "akamaighost", frozenset({403})),
    ("Imunify360", "server", "imunify360-webshield", frozenset()),
)

# Code that only the page of the wall contains, in lower case. Scripts that walls also add to ordinary pages
# (/cdn-cgi/challenge-platform/, /_Incapsula_Resource, js.datadome.co) do not count.
_CODE: tuple[tuple[str, bytes], ...] = (
    ("Cloudflare", b"_cf_chl_opt"),
    ("Cloudflare", b"cf-browser-verification"),
    ("Anubis", b'id="anubis_challenge"'),
    ("Anubis", b"/.within.website/x/cmd/anubis/"),
    ("Sucuri", b"sucuri_cloudproxy_js"),
    ("DataDome", b"captcha-delivery.com/captcha"),
    ("DataDome", b"geo.captcha-delivery.com"),
    ("SiteGround", b"/.well-known/sgcaptcha/"),
    ("AWS WAF", b"window.gokuprops"),
    ("DDoS-Guard", b"check.ddos-guard.net/check.js"),
    ("Akamai", b"sec-if-cpt-container"),
    ("Akamai", b"errors.edgesuite.net"),
    ("cookie wall", b"slowaes.decrypt"),
)

_STATUSES = frozenset({200, 202, 203, 401, 403, 405, 406, 415, 429, 503})
_SHORT = 32_768  # bytes of a page with status 200; walls rarely have more inline content
_LONGER = 100_000  # bytes of a page with another status
_HEAD = 8_192  # bytes that are searched
_FEW_WORDS = 600  # characters of text, where only words suggest a wall
_MORE_WORDS = 3_000  # characters, where code or the status suggests a wall
_SILENT = re.compile(r"<(script|style|svg|template)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.S | re.I)


def blocked(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the name of the wall that answered instead of the page, or None. `headers` have lower-case names."""
    for wall, name, part, statuses in _HEADERS:
        if name in headers and part in headers[name].lower() and (not statuses or status in statuses):
            return wall
    is_html = "html" in headers.get("content-type", "html").lower()
    if not is_html or status not in _STATUSES or len(body) > (_SHORT if status < 400 else _LONGER):
        return None
    head = body[:_HEAD].lower()
    code = next((wall for wall, mark in _CODE if mark in head), None)
    if code is None and not _mentions_wall(head):
        return None
    texts = _texts(body)
    written = sum(map(len, texts))
    if code is not None and written <= _MORE_WORDS:
        return code
    if written > (_FEW_WORDS if status < 400 else _MORE_WORDS):
        return None
    return next((wall for wall, words in _words() if any(text.startswith(words) for text in texts)), None)


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The walls, each with the folded first words of a title, heading or paragraph on its page."""
    walls = by_language("challenges").items()
    return tuple((wall, folded(words)) for wall, listed in walls if wall != "any" for words in listed)


def _mentions_wall(head: bytes) -> bool:
    text = folded(unescape(head.decode("utf-8", "replace")))
    return any(words in text for _, words in _words())


def _texts(body: bytes) -> list[str]:
    """Return the folded texts between the tags of a page."""
    visible = _SILENT.sub("<>", body.decode("utf-8", "replace"))
    runs = (folded(unescape(run)) for run in re.split(r"<[^<>]*>", visible))
    return [run for run in runs if run]
