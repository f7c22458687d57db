"""The name and languages of a site, as its pages give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from clusterwatch.extraction.language import language_code
from clusterwatch.extraction.page import PageView
from clusterwatch.models import Page
from clusterwatch.text import tidy

_PARTS = re.compile(r"\s+[|–—·•»-]\s+|\s*[|»]\s*")
_LONGEST = 80  # characters of a name


class SiteSays(NamedTuple):
    """The site's name, None where no page gives it, and its languages (ISO 639-1), likeliest first."""

    name: str | None
    languages: tuple[str, ...]


def site_of(page: Page, others: Iterable[Page] = ()) -> SiteSays:
    """The name and the languages of a site, as its front page or its page of news gives them.

    Where no page names the site outright, the part of their titles is its name that most of the `others` share.
    """
    view = _view(page)
    often = Counter(part for other in others for part in set(_parts(_view(other).head_title)))
    shared = [part for part, times in often.most_common() if times > 1]
    names = [tidy(name) for name in (*view.site_names, *shared, *_parts(view.head_title))]
    name = next((name for name in names if name and len(name) <= _LONGEST), None)
    codes = [code for tag in view.languages if (code := language_code(tag))]
    return SiteSays(name, tuple(dict.fromkeys(codes)))


def _view(page: Page) -> PageView:
    return PageView(page.body, page.url, page.headers.get("content-type"))


def _parts(title: str) -> list[str]:
    return [tidy(part) for part in _PARTS.split(title)]
