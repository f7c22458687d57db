"""Read what an announcement says. This module combines the steps.

title, body ─► paragraphs ─► days
                          ─► mentions
                          ─► kind
"""

from __future__ import annotations

from datetime import datetime

from clusterwatch.facts.days import find_days
from clusterwatch.facts.days.places import with_places
from clusterwatch.facts.kind import kind_of
from clusterwatch.facts.mentions import find_mentions
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.models import Facts
from clusterwatch.vocab.languages import base_language, likely_language


def read_facts(
    title: str | None,
    body: str | None,
    language: str | None = None,
    published: str | None = None,
    now: datetime | None = None,
) -> Facts:
    """Return what an announcement says: its days, who and what it names, and what kind of announcement it is.

    `language` is a BCP 47 tag; the default is the language whose common words the text has, else all languages.
    `published` is the date of publication (ISO 8601), from which years that are not written are counted. Without it
    they are counted from `now`, the time at which the post was first seen, and without both from the complete dates
    beside them.
    """
    paragraphs = paragraphs_of(title, body)
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    code = base_language(language) if language else likely_language(text)
    days = find_days(paragraphs, code, published, now)
    mentions = find_mentions(paragraphs, code)
    kind, confidence = kind_of(paragraphs, code, days, mentions)
    return Facts(with_places(days, mentions), mentions, kind, confidence)
