"""Challenges, cookie walls and denials that stand where the page should be, told by their marks.

A page is `blocked` by a header that only a wall sends, or by a mark in a short page with hardly any text: an
article that tells of such walls is an article. Nothing here evades a wall; it is named, so that zero results
never pass for news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# wall, header, what its value contains, the statuses with which it is a mark (none: with all)
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

# Code that only the wall's own page carries, in lower case. Scripts that walls also put into ordinary pages
# (/cdn-cgi/challenge-platform/, /_Incapsula_Resource, js.datadome.co) are no marks.
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

# Words with which a text of the wall's page begins (its title, a heading, a paragraph), in lower case.
_WORDS: tuple[tuple[str, str], ...] = (
    ("Cloudflare", "just a moment..."),
    ("Cloudflare", "just a moment…"),
    ("Cloudflare", "attention required! | cloudflare"),
    ("Cloudflare", "performing security verification"),
    ("Cloudflare", "checking your browser before accessing"),
    ("Cloudflare", "checking if the site connection is secure"),
    ("Cloudflare", "enable javascript and cookies to continue"),
    ("human check", "verify you are human"),
    ("human check", "verifying you are human"),
    ("human check", "please verify you are a human"),
    ("human check", "please verify that you are not a robot"),
    ("Anubis", "making sure you're not a bot"),
    ("Anubis", "making sure you&#39;re not a bot"),
    ("DDoS-Guard", "ddos-guard"),
    ("Sucuri", "sucuri website firewall"),
    ("Imperva", "request unsuccessful. incapsula incident id"),
    ("Imunify360", "one moment, please..."),
    ("DataDome", "please enable js and disable any ad blocker"),
)

_STATUSES = frozenset({200, 202, 203, 401, 403, 405, 406, 415, 429, 503})
_SHORT = 32_768  # bytes of a page that says that all is well; walls hardly carry more in line
_LONGER = 100_000  # bytes of one that does not
_HEAD = 8_192  # bytes looked at
_FEW_WORDS = 600  # characters of text on a page of words alone
_MORE_WORDS = 3_000  # characters where code marks the wall, or the status says that it is no article
_SILENT = re.compile(r"<(script|style|svg|template)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.S | re.I)


def blocked(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The name of the wall that answered in place of the page, or None. `headers` have lower-case names."""
    for wall, name, part, statuses in _HEADERS:
        if name in headers and part in headers[name].lower() and (not statuses or status in statuses):
            return wall
    html = "html" in headers.get("content-type", "html").lower()
    if not html or status not in _STATUSES or len(body) > (_SHORT if status < 400 else _LONGER):
        return None
    head = body[:_HEAD].lower()
    code = next((wall for wall, mark in _CODE if mark in head), None)
    if code is None and not any(words.encode() in head for _, words in _WORDS):
        return None
    texts = _texts(body)
    written = sum(map(len, texts))
    if code is not None and written <= _MORE_WORDS:
        return code
    if written > (_FEW_WORDS if status < 400 else _MORE_WORDS):
        return None
    return next((wall for wall, words in _WORDS if any(text.startswith(words) for text in texts)), None)


def _texts(body: bytes) -> list[str]:
    """The runs of text between the tags of a page, in lower case, blanks collapsed."""
    visible = _SILENT.sub("<>", body.decode("utf-8", "replace"))
    runs = (" ".join(run.split()).lower() for run in re.split(r"<[^>]*>", visible))
    return [run for run in runs if run]
