"""Read what an announcement says. This module combines the steps.

title, body ─► paragraphs ─► mentions ─► with those of links
                          ─► days ─► with the places of mentions ─► with those that the page declares
                          ─► kind, by the words of what is announced, the days and the mentions
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clusterwatch.facts.boilerplate import announced
from clusterwatch.facts.days import find_days
from clusterwatch.facts.days.declared import with_declared
from clusterwatch.facts.days.places import with_places
from clusterwatch.facts.kind import kind_of
from clusterwatch.facts.mentions import all_mentions, each_once
from clusterwatch.facts.mentions.linked import with_linked
from clusterwatch.facts.paragraphs import paragraphs_of
from clusterwatch.models import Facts, Link, StatedDay
from clusterwatch.vocab.languages import base_language, likely_language


def read_facts(
    title: str | None,
    body: str | None,
    language: str | None = None,
    published: str | None = None,
    now: datetime | None = None,
    *,
    declared: Sequence[StatedDay] = (),
    links: Sequence[Link] = (),
) -> Facts:
    """Return what an announcement says: its days, who and what it names, and what kind of announcement it is.

    `language` is a BCP 47 tag; the default is the language whose common words the text has, else all languages.
    `published` is the date of publication (ISO 8601), from which years that are not written are counted. Without it
    they are counted from `now`, the time at which the post was first seen, and without both from the complete dates
    beside them. `declared` are the days that data of the page state (`Draft.declared_days`).
    `links` are the links of the post to other sites (`Draft.links`): those to the site of a body mention it.
    """
    paragraphs = paragraphs_of(title, body)
    code = base_language(language) if language else likely_language("\n".join(p.text for p in paragraphs))
    found = tuple(all_mentions(paragraphs, code))
    mentions = each_once(found)
    if links:
        mentions = with_linked(mentions, paragraphs, links)
    days = with_declared(
        with_places(find_days(paragraphs, code, published, now), found, paragraphs, code), declared
    )
    seen = now.isoformat() if now else None
    kind, confidence = kind_of(announced(paragraphs), code, days, mentions, published or seen)
    return Facts(days, mentions, kind, confidence)
