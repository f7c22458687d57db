"""Find the bodies of the catalogue to whose sites a post links, where the text does not name them otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clusterwatch.facts.mentions.bodies import shipped_hosts
from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.models import Link, LinkKind, Mention, MentionKind

_SHORTEST = 3  # letters of the text of a link
_KINDS = (LinkKind.PAGE, LinkKind.SOURCE)


def with_linked(
    mentions: Sequence[Mention],
    paragraphs: Sequence[Paragraph],
    links: Sequence[Link],
    hosts: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Mention, ...]:
    """Return `mentions` and those of the bodies on whose site a link leads, in the order of the text.

    The evidence is the text of the link, which must stand in a paragraph. `hosts` has the id and the usual name of each
    body by its host, by default those of the shipped catalogue. A body that is named already is not mentioned again.
    """
    known = {mention.id for mention in mentions if mention.kind is MentionKind.BODY}
    found = list(mentions)
    for link in links:
        body, name = (shipped_hosts() if hosts is None else hosts).get(link.host, ("", ""))
        if not body or body in known or link.kind not in _KINDS:
            continue
        for number, span in _places(link.text.strip(), paragraphs):
            if not any(_touches(one, number, span) for one in mentions):
                found.append(
                    Mention(MentionKind.BODY, body, name, link.text.strip(), number, span, method="link")
                )
                known.add(body)
                break
    return tuple(sorted(found, key=lambda one: (one.paragraph, one.span)))


def _places(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the paragraphs of the body in which a text stands, each with the first span of it."""
    if len(text) >= _SHORTEST:
        for paragraph in paragraphs:
            at = paragraph.text.find(text) if paragraph.number else -1
            if at >= 0:
                yield paragraph.number, (at, at + len(text))


def _touches(mention: Mention, paragraph: int, span: tuple[int, int]) -> bool:
    """Return whether a mention of a body stands at a span: the link is that of another body then."""
    is_there = mention.paragraph == paragraph and mention.kind is MentionKind.BODY
    return is_there and mention.span[0] < span[1] and span[0] < mention.span[1]
