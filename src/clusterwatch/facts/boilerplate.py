"""Remove what is no part of an announcement: who publishes it, who pays, other news, the newsletter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from clusterwatch.facts.paragraphs import Paragraph
from clusterwatch.text import fingerprint
from clusterwatch.vocab import by_language, folded, pattern_of, phrases

REPEATED = 3  # posts of a source: a paragraph that so many have belongs to the source
_LONGEST_HEADING = 70  # characters before the colon: "About the Northern Wood Cluster:"
_OF_ABOUT, _OF_NEWSLETTER = 2, 2  # words that show what a paragraph is for
_OPENING = 200  # characters of a paragraph in which it says what it is
_REST_OF_ADDRESS = 3  # characters behind an address with which a paragraph closes
# Most paragraphs have no mark within a word. To see that is faster than to look for an address.
_MAY_BE_CONTACT = re.compile(r"[@.][\w-]")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w./-]+|www\.[\w./-]+|(?<![\w.])[\w-]{3,}\.(?:[a-z]{2,3}|example|info|coop)(?![\w.]\w)"
)


def announced(
    paragraphs: Sequence[Paragraph], repeated: Collection[str] = frozenset()
) -> tuple[Paragraph, ...]:
    """Return the paragraphs that belong to the announcement: always the title and the first of the body.

    `repeated` holds fingerprints of paragraphs that belong to the source (see `repeated_paragraphs`).
    """
    first = next((one.number for one in paragraphs if one.number), 0)
    return tuple(one for one in paragraphs if one.number <= first or not _is_other(one.text, repeated))


def repeated_paragraphs(bodies: Iterable[str]) -> frozenset[str]:
    """Return the fingerprints of the paragraphs that REPEATED bodies of one source or more have."""
    counts = Counter(mark for body in bodies for mark in {fingerprint(line) for line in body.splitlines()})
    return frozenset(mark for mark, times in counts.items() if times >= REPEATED)


def _is_other(text: str, repeated: Collection[str]) -> bool:
    line = folded(text)
    return (
        _presents(line)
        or _patterns("disclaimers").search(line[:_OPENING]) is not None
        or phrases("other_news", "stock_openings").starts(text)
        or _times("newsletters", line) >= _OF_NEWSLETTER
        or (bool(repeated) and fingerprint(text) in repeated)
    )


def _presents(line: str) -> bool:
    """Return whether a paragraph presents its publisher: by its heading, or by its address and such words."""
    heading, colon, _ = line.partition(":")
    if colon and len(heading) <= _LONGEST_HEADING and phrases("about_us").starts(heading):
        return True
    contacts = list(_CONTACT.finditer(line)) if _MAY_BE_CONTACT.search(line) else ()
    if not contacts:
        return False
    closes = len(line) - contacts[-1].end() <= _REST_OF_ADDRESS
    return _times("about_words", line) >= (1 if closes else _OF_ABOUT)


def _times(name: str, line: str) -> int:
    return len(set(_patterns(name).findall(line)))


@cache
def _patterns(name: str) -> re.Pattern[str]:
    """Return a pattern of the phrases of a set in all languages, each as whole words."""
    written = (folded(one) for listed in by_language(name).values() for one in listed)
    return re.compile(rf"(?<!\w){pattern_of(written)}(?!\w)")
