"""Compute what the archive compares and searches of a post. Pure, so that a worker computes it once per page.

Draft ─► features_of ─► fingerprint (equal for copies), sketch (shared by similar texts), searchable text
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

from clusterwatch import text
from clusterwatch.models import Draft, Features, KnownPost

T = TypeVar("T")

MIN_WORDS = 20  # fewer words are not enough to recognize a copy by its body
SKETCH = 12  # hashes kept per text
SKETCH_WORDS = 40  # shorter texts have no sketch: they contain too little to recognize a reworded copy
_SHINGLE = 3  # words; too few longer shingles survive if a tenth of the words change
_BYTES = 6  # bytes of a hash: a size of integer that SQLite stores without waste
# Letters that FTS5's tokenizer unicode61 (remove_diacritics 2) does not fold; see text.FOLDS.
SEARCH_FOLDS = (  # noqa: SIM905 - a table is easier to read than forty quoted pairs
    "łl ŁL øo ØO đd ĐD ðd ÐD ħh ĦH ŧt ŦT ıi ŋn ŊN ßss ẞSS æae ÆAE œoe ŒOE þth ÞTH ςσ "
    "άα έε ήη ίι όο ύυ ώω ϊι ϋυ ΐι ΰυ ΆΑ ΈΕ ΉΗ ΊΙ ΌΟ ΎΥ ΏΩ ΪΙ ΫΥ "
    "₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ²2 ³3"
).split()
_SEARCH_TABLE = str.maketrans({pair[0]: pair[1:] for pair in SEARCH_FOLDS})
_LATIN = re.compile("([a-z])[\u0300-\u036f]+")  # decomposed letters with accents
_SEARCH_LETTER = re.compile(f"[{''.join(pair[0] for pair in SEARCH_FOLDS)}]")


def features_of(post: Draft | KnownPost) -> Features:
    """Return the features of a post: those that its draft has, unless its values were changed since."""
    made = post.features if isinstance(post, Draft) else None
    day = (post.published or "")[:10]
    if made is not None and (made.title, made.day, made.body) == (post.title, day, post.body):
        return made
    return _features(post.title, day, post.body)


def features_of_body(body: str | None) -> Features:
    """Return the features of a post without title and day. Its fingerprint is of use only if it is long enough."""
    return _features(None, "", body)


def fingerprint(post: Draft | KnownPost) -> str:
    """Return a fingerprint of the body, or of title, day and body if the body is short. Copies have the same one."""
    return features_of(post).fingerprint


def searchable(value: str | None) -> str | None:
    """Return a title or body as the search index contains it, without letters that its tokenizer does not fold."""
    if value is None or value.isascii() or not _SEARCH_LETTER.search(value):
        return value
    return value.translate(_SEARCH_TABLE)


def fold(words: str) -> str:
    """Return words as a query of `posts_fts` needs them: in lower case, without accents, with l for ł and ss for ß.

    Nothing more is folded than in the index: й and ё stay.
    """
    lowered = text.tidy(words).lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFC", _LATIN.sub(r"\1", unicodedata.normalize("NFD", lowered)))
    return searchable(plain) or ""


def sketch(body: str | None) -> tuple[int, ...]:
    """Return the smallest hashes of the shingles of a text in ascending order; empty if the text is too short.

    This is a bottom-k sketch (Broder, "On the resemblance and containment of documents", 1997). It needs one hash per
    shingle where MinHash needs a hundred, and a text that was cut shares the smallest hashes of the rest.
    """
    return _sketch(text.words(body or ""))


def shingles(words: Sequence[str]) -> Iterator[str]:
    """Yield all runs of three words."""
    return map(" ".join, _runs(words))


@lru_cache(maxsize=4)  # of a post whose draft has none, they are needed several times
def _features(title: str | None, day: str, body: str | None) -> Features:
    words = text.words(body or "")
    compared = words if len(words) >= MIN_WORDS else text.words(f"{title or ''}\n{day}\n{body or ''}")
    return Features(
        title,
        day,
        body,
        fingerprint=text.hash_of_words(compared),
        long_enough=len(words) >= MIN_WORDS,
        sketch=_sketch(words),
        searchable_title=searchable(title),
        searchable_body=searchable(body),
    )


def _runs(words: Sequence[T]) -> Iterator[tuple[T, ...]]:
    return zip(*(words[first:] for first in range(_SHINGLE)), strict=False)


def _sketch(words: Sequence[str]) -> tuple[int, ...]:
    if len(words) < SKETCH_WORDS:
        return ()
    # Digests sort like the numbers that they are the big-endian bytes of.
    in_bytes = " ".join(words).encode().split(b" ")  # folded words contain no space
    digests = {blake2b(shingle, digest_size=_BYTES).digest() for shingle in map(b" ".join, _runs(in_bytes))}
    return tuple(int.from_bytes(digest) for digest in sorted(digests)[:SKETCH])
