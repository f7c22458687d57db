"""A page or a feed's entry in, a draft of the post out, with the evidence for each field."""

from __future__ import annotations

from clusterwatch.extract.derive import Example, derive, labelled
from clusterwatch.extract.post import entry_draft, extract_post
from clusterwatch.extract.selectors import cut, pick
from clusterwatch.extract.site import SiteSays, site_of

__all__ = [
    "Example",
    "SiteSays",
    "cut",
    "derive",
    "entry_draft",
    "extract_post",
    "labelled",
    "pick",
    "site_of",
]
