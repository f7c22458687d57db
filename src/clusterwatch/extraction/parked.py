"""Recognise the page of a domain that its owner has lost: parked, for sale, or expired.

Such a page loads the scripts of a parking service, or it is short and says so. A long page that speaks of the sale of a
domain is an article.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from clusterwatch import charset, urls
from clusterwatch.text import one_line, unescape
from clusterwatch.vocab import folded, phrases

# What only the pages of parking services and domain traders have in their code, in lower case.
_CODE: tuple[tuple[str, bytes], ...] = (
    ("Google AdSense for Domains", b"/adsense/domains/caf.js"),
    ("Google AdSense for Domains", b"data-adblockkey="),
    ("Sedo", b"sedoparking.com"),
    ("Sedo", b"sedo.com/search/details"),
    ("ParkingCrew", b"parkingcrew.net"),
    ("Bodis", b"bodiscdn.com"),
    ("ParkLogic", b"parklogic.com"),
    ("Above.com", b"parking.above.com"),
    ("Dan.com", b"dan.com/buy-domain"),
    ("Dan.com", b"cdn0.dan.com"),
    ("Afternic", b"afternic.com/forsale"),
    ("GoDaddy", b"wsimg.com/parking-lander"),
    ("GoDaddy", b'location.href="/lander"'),
    ("GoDaddy", b"location.href='/lander'"),
    ("HugeDomains", b"hugedomains.com/domain_profile"),
    ("DomainMarket", b"domainmarket.com/buynow"),
    ("BuyDomains", b"buydomains.com/lander"),
    ("Uniregistry", b"uniregistry.com/buy-domain"),
    ("Namecheap", b"parkingpage.namecheap.com"),
    ("NameBright", b"namebright.com/coming"),
    ("Skenzo", b"//skenzo.com"),
    ("DomainSponsor", b"domainsponsor.com"),
    ("Team Internet", b"d38psrni17bvxu.cloudfront.net"),
)
# Where the addresses of such domains lead.
_HOSTS = re.compile(
    r"(?:^|\.)(?:above|afternic|bodis|brandbucket|buydomains|dan|domainmarket|efty|hugedomains|parkingcrew|perfectdomain"
    r"|sedo|sedoparking|squadhelp|undeveloped)\.(?:com|net)$"
)
_LARGEST = 300_000  # bytes of a page; the scripts of some parking services stand in their pages
_FEW = 1_000  # characters of text, where only words say that the domain is parked
_MORE = 3_000  # characters, where code says it
_SILENT = re.compile(r"<(script|style|svg|template)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.S | re.I)
_TAG = re.compile(r"<[^<>]*>")
_DOMAIN = re.compile(r"\b(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")


def parked(body: bytes, url: str, requested: str, content_type: str | None = None) -> str | None:
    """Return by what a page shows that its domain is parked or for sale: a service, or words of the page. Else None.

    `requested` is the address that led to the page at `url`.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if not urls.same_site(url, requested) and _HOSTS.search(host):
        return host
    if len(body) > _LARGEST or not _may_be_parked(body, content_type):
        return None
    page = charset.decode(body, content_type)
    text = folded(unescape(_TAG.sub(" ", _SILENT.sub(" ", page))))
    code = body.lower()
    service = next((name for name, mark in _CODE if mark in code), None)
    if service is not None and len(text) <= _MORE:
        return service
    return _words_in(text) if len(text) <= _FEW else None


def _may_be_parked(body: bytes, content_type: str | None) -> bool:
    return "html" in (content_type or "html").lower() and body.lstrip()[:5].lower() != b"<?xml"


def _words_in(text: str) -> str | None:
    """Return the words of a text that say it. The name of the domain may stand anywhere in them."""
    without, named = (one_line(_DOMAIN.sub(word, text)) for word in (" ", "domain"))
    found = _pattern().search(without) or _pattern().search(named)
    return found[0] if found else None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(phrases("parked").pattern)
