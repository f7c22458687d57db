"""From a page or an entry of a feed to a draft of the post, with the evidence for each field."""

from __future__ import annotations

from clusterwatch.extraction.declared.site import SiteSays, site_of
from clusterwatch.extraction.pipeline import entry_draft, extract_post
from clusterwatch.extraction.selectors.apply import cut, pick
from clusterwatch.extraction.selectors.learning import Example, derive, labelled

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
