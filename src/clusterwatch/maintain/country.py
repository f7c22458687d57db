"""The country of a site, by what its pages say of their owner: postal addresses and telephone numbers."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from clusterwatch import charset, html_tree, urls
from clusterwatch.config.codes import country_names
from clusterwatch.models import Page
from clusterwatch.text import fold
from clusterwatch.vocab import slugs
from clusterwatch.vocab.countries import COUNTRIES

# Top-level domains of countries that are sold as abbreviations of something else.
_NO_COUNTRY = frozenset(("ai", "cc", "co", "fm", "io", "me", "tv", "ws"))
_TOP = {"UK": "GB"}
_DECLARED = re.compile(r'"addressCountry"\s*:\s*(?:\{[^{}]*?"name"\s*:\s*)?"([^"]{2,40})"')
# A number as +33 (0)5 57 ... or 0033 5 57 ...
_NUMBER = re.compile(r"(?<![\w+])(?:\+|00)[ .]?(\d[\d ()./-]{7,18}\d)")
# A postal code, and the town in at most three words. No letter can stand in two of the parts, so that long lines of
# underscores take no longer than others.
_POSTCODE = r"\b\d{2}[\d -]{1,4}\d\b(?:[\W\d_]{1,5}[^\W\d_]+){1,3}[\W_]{1,5}"


def country_of(home: str, pages: Iterable[Page]) -> str | None:
    """Return the country (ISO 3166-1) of the site at `home`, or None.

    It is that of its top-level domain. Otherwise it is the one that most addresses and telephone numbers of its `pages`
    name.
    """
    top = urls.site(home).partition(":")[0].rpartition(".")[2]
    code = _TOP.get(top.upper(), top.upper())
    if code in COUNTRIES and code != "EU" and top not in _NO_COUNTRY:
        return code
    said: Counter[str] = Counter()
    for page in pages:
        said += _said(page)
    (first, most), (_, second) = (*said.most_common(2), ("", 0), ("", 0))[:2]
    return first if most > second else None


def page_of_owner(home: Page) -> str | None:
    """Return the address of the page that says who owns a site, such as its imprint, as its home page links to it."""
    document = html_tree.parse(charset.decode(home.body, home.headers.get("content-type")))
    for link in document.css("a[href]"):
        url = urls.absolute(home.url, link.attributes.get("href") or "")
        segments = [part for part in unquote(urlsplit(url or "").path).lower().split("/") if part]
        named = bool(segments) and urls.without_ending(segments[-1]) in slugs("owner_paths")
        if url and named and urls.same_site(url, home.url):
            return url
    return None


def _said(page: Page) -> Counter[str]:
    """Return how often a page names each country: in what it declares, in addresses and in telephone numbers."""
    html = charset.decode(page.body, page.headers.get("content-type"))
    document = html_tree.parse(html)
    dialled = " ; ".join(
        unquote(link.attributes.get("href") or "") for link in document.css("a[href^='tel:']")
    )
    text = document.body.text(separator=" ") if document.body is not None else ""
    said = Counter(code for name in _DECLARED.findall(html) if (code := _called(name)))
    numbers = {
        re.sub(r"\D", "", number) for number in _NUMBER.findall(f"{text}\n{dialled.replace('tel:', '')}")
    }
    said.update(code for number in numbers if (code := _calls(number)))
    said.update(_codes_by_name()[name] for name in _address().findall(fold(text)))
    return said


def _called(name: str) -> str | None:
    """Return the country of a code or a name, or None."""
    if name.upper() in COUNTRIES:
        return name.upper()
    return _codes_by_name().get(fold(name))


def _calls(digits: str) -> str | None:
    """Return the country of an international telephone number, or None."""
    codes = _calling_codes()
    return next((codes[digits[:length]] for length in (3, 2) if digits[:length] in codes), None)


@cache
def _calling_codes() -> Mapping[str, str]:
    return tomllib.loads(files(__package__).joinpath("calling_codes.toml").read_text("utf-8"))


@cache
def _address() -> re.Pattern[str]:
    """Return what finds a postal code and a town before the folded name of a country, as group 1."""
    names = sorted(_codes_by_name(), key=len, reverse=True)
    return re.compile(f"{_POSTCODE}({'|'.join(map(re.escape, names))})\\b")


@cache
def _codes_by_name() -> Mapping[str, str]:
    return {fold(name): code for code in COUNTRIES if code != "EU" for name in country_names()[code]}
