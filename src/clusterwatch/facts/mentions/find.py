"""Find what a post names. This module combines the finders.

paragraphs ─► bodies ─► identifiers ─► programmes ─► places, amounts ─► one mention of each
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clusterwatch.facts.mentions.amounts import find_amounts
from clusterwatch.facts.mentions.bodies import Bodies, shipped_bodies
from clusterwatch.facts.mentions.found import Found, Taken
from clusterwatch.facts.mentions.identifiers import find_identifiers
from clusterwatch.facts.mentions.organisations import find_organisations
from clusterwatch.facts.mentions.places import find_places
from clusterwatch.facts.mentions.programmes import find_programmes
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import Mention, MentionKind

_BRACKET = 3  # characters between a name and the acronym that stands in brackets behind it


def each_once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return one mention of each thing, in the order of the text: that where it is named most fully."""
    return tuple(sorted(_fullest(mentions), key=lambda one: (one.paragraph, one.span)))


def all_mentions(
    paragraphs: Sequence[Paragraph], language: str | None = None, catalogue: Bodies | None = None
) -> Iterator[Mention]:
    """Yield what a post names, as often as it does, by paragraphs and kinds.

    `catalogue` are the bodies that are looked for, by default those of the shipped catalogue.
    """
    bodies = (catalogue or shipped_bodies()).find([paragraph.text for paragraph in paragraphs], language)
    for paragraph, of_catalogue in zip(paragraphs, bodies, strict=True):
        text = paragraph.text
        named = (*of_catalogue, *find_organisations(text, of_catalogue))
        identifiers = find_identifiers(text)
        programmes = tuple(_apart(text, find_programmes(text, language), named, identifiers))
        places = find_places(text, language, (*named, *programmes, *identifiers))
        yield from _mentions(MentionKind.BODY, named, paragraph)
        yield from _mentions(MentionKind.PROGRAMME, programmes, paragraph)
        yield from _mentions(MentionKind.CALL_ID, identifiers, paragraph)
        yield from _mentions(MentionKind.AMOUNT, find_amounts(text, language), paragraph)
        yield from _mentions(MentionKind.PLACE, places, paragraph)


def _apart(
    text: str, programmes: Iterable[Found], bodies: Sequence[Found], identifiers: Sequence[Found]
) -> Iterator[Found]:
    """Yield the programmes that are no part of the name of a body. The name of one may begin an identifier.

    Some bodies are programmes, so that both are mentioned.
    """
    of_bodies = {(one.start, one.end) for one in bodies}
    names = Taken(len(text), of_bodies)
    codes = Taken(len(text), ((one.start, one.end) for one in identifiers))
    for one in programmes:
        span = (one.start, one.end)
        is_of_body = names.covers(*span) and span not in of_bodies
        if not is_of_body and (one.method == "name" or not codes.covers(*span)):
            yield one


def _mentions(kind: MentionKind, found: Iterable[Found], paragraph: Paragraph) -> Iterator[Mention]:
    for one in found:
        raw = paragraph.text[one.start : one.end]
        yield Mention(
            kind,
            one.id,
            one.name,
            raw,
            paragraph.number,
            (one.start, one.end),
            one.method,
            one.value,
            one.currency,
        )


def _fullest(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Return one mention of each thing: the longest, which says most, and the first of several that are as long.

    The acronym that stands in brackets behind a name is a mention too, as it says what the acronym means.
    """
    found: dict[object, Mention] = {}
    previous: Mention | None = None
    for one in mentions:
        named = (one.value, one.currency) if one.kind is MentionKind.AMOUNT else _key(one)
        if one.method == "acronym" and previous and _is_introduced(one, previous):
            named = one.raw
        known = found.get((one.kind, named))
        if known is None or len(one.raw) > len(known.raw):
            found[one.kind, named] = one
        previous = one
    return found.values()


def _is_introduced(acronym: Mention, name: Mention) -> bool:
    """Return whether an acronym follows the name for which it stands: "European Regional Development Fund (ERDF)"."""
    return (acronym.kind, acronym.id, acronym.paragraph) == (name.kind, name.id, name.paragraph) and (
        0 < acronym.span[0] - name.span[1] <= _BRACKET
    )


def _key(mention: Mention) -> str:
    """Return what all mentions of one thing have in common. Towns of a region share its code."""
    if mention.kind is MentionKind.PLACE:
        return f"{mention.id} {mention.name}"
    return mention.id or mention.name.casefold()
