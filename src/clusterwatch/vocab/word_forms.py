"""How words change in some languages: Irish ones at their beginning, and several languages join words to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

MUTATING = frozenset({"ga"})  # languages in which the first letters of a word change
COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "nb", "nl", "sv"})  # languages that join words to one
# Irish: cruinniú, "an chruinnithe", "i gcruinniú".
_MUTATED = re.compile(
    r"(?:bh(?=f)|(?P<soft>[bcdfgmpst])h|m(?=b)|g(?=c)|n(?=[dg])|b(?=p)|d(?=t)|t(?=s))(?=[a-z])"
)


def unmutated(words: Sequence[str], language: str | None) -> Sequence[str]:
    """Return folded words without the change of their first letters, if the language has one."""
    return [without_mutation(word) for word in words] if language in MUTATING else words


@lru_cache(maxsize=1 << 12)
def without_mutation(word: str) -> str:
    """Return a folded Irish word without the change of its first letters.

    >>> without_mutation("gcomhdhail"), without_mutation("chomhdhail"), without_mutation("bhfianaise")
    ('comhdhail', 'comhdhail', 'fianaise')
    """
    return _MUTATED.sub(lambda match: match["soft"] or "", word, count=1) if _MUTATED.match(word) else word
