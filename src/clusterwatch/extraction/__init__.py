"""From a page or an entry of a feed to a draft of the post, with the evidence for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterwatch.lazy import attributes

if TYPE_CHECKING:
    from clusterwatch.extraction.declared.site import SiteSays, site_of
    from clusterwatch.extraction.document import document_draft
    from clusterwatch.extraction.document_kind import is_document
    from clusterwatch.extraction.language import language_of, may_be_read_as
    from clusterwatch.extraction.pipeline import entry_draft, extract_post
    from clusterwatch.extraction.section import section_of
    from clusterwatch.extraction.selectors.apply import cut, pick
    from clusterwatch.extraction.selectors.learning import Example, derive, labelled

__all__ = [
    "Example",
    "SiteSays",
    "cut",
    "derive",
    "document_draft",
    "entry_draft",
    "extract_post",
    "is_document",
    "labelled",
    "language_of",
    "may_be_read_as",
    "pick",
    "section_of",
    "site_of",
]

__getattr__ = attributes(
    __name__,
    {
        **dict.fromkeys(("SiteSays", "site_of"), "declared.site"),
        **dict.fromkeys(("entry_draft", "extract_post"), "pipeline"),
        "document_draft": "document",
        "is_document": "document_kind",
        **dict.fromkeys(("language_of", "may_be_read_as"), "language"),
        "section_of": "section",
        **dict.fromkeys(("cut", "pick"), "selectors.apply"),
        **dict.fromkeys(("Example", "derive", "labelled"), "selectors.learning"),
    },
)
