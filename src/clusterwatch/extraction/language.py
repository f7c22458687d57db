"""The language of a post, which is often not that of its site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from clusterwatch.extraction.compare import word_set
from clusterwatch.models import Evidence, Location, Method, Reason
from clusterwatch.vocab.languages import confirmed_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 240  # characters that are read: more do not change the result
_LETTERS = 20  # a text with fewer is too short to tell
_SHORT = 100  # characters: for a shorter text the languages of the site count for more than the detector
_CODE = re.compile(r"^\s*([A-Za-z]{2,3})(?![A-Za-z])")
# The languages of the Union, its neighbours and partners, and the largest others.
_KNOWN = word_set(
    "ar bg bs ca cs cy da de el en es et eu fi fr ga gl he hi hr hu id is it ja ka ko lb lt lv mk mt nb nl nn no pl pt"
    " ro ru sk sl sq sr sv tr uk vi zh"
)

# Languages that the detector takes for one another.
_ALIKE = (frozenset(("nb", "nn")), frozenset(("bs", "cnr", "hr", "sh", "sr")))


def language_of(title: str | None, body: str | None, prior: Sequence[str] = ()) -> Evidence:
    """The language (ISO 639-1) of title and body; `prior` are the languages expected, most likely first."""
    expected = [code for code in map(language_code, prior) if code]
    if expected and body and (code := confirmed_language(f"{title or ''} {body[:_SAMPLE]}", expected)):
        return Evidence(Method.TEXT, code, code, Location.COMMON_WORDS)
    text = ". ".join(part for part in (title, body) if part)[:_SAMPLE]
    if sum(map(str.isalpha, text)) < _LETTERS:
        if expected:
            return Evidence(Method.PRIOR, expected[0], expected[0], None, Reason.TOO_LITTLE_TEXT)
        return Evidence(Method.NONE, "", None, None, Reason.TOO_LITTLE_TEXT)
    found, share = _detect(text, expected)
    reason = Reason.OTHER_LANGUAGE if expected and found not in expected else None
    return Evidence(Method.TEXT, f"{found} {share:.2f}", found, None, reason)


def language_code(tag: str) -> str | None:
    """The first part of a language tag (BCP 47), lower case: `fr-FR` and `fr_FR` are `fr`."""
    match = _CODE.match(tag)
    code = match[1].lower() if match else None
    return {"no": "nb", "iw": "he", "in": "id"}.get(code, code) if code else None


def may_be_read_as(tag: str, language: str) -> bool:
    """Return whether `language` may be what is found for a text in the language of `tag`, a language tag (BCP 47).

    A language that the detector does not know may be taken for any other.
    """
    code = language_code(tag)
    alike = any({code, language} <= group for group in _ALIKE)
    return code == language or code not in _KNOWN or alike


def _detect(text: str, expected: Sequence[str]) -> tuple[str, float]:
    """Return the most likely language and its share. Expected languages get a bonus, a larger one for short texts."""
    ranked = _identifier().rank(text)
    label, share = ranked[0]
    code = _plain(label)
    if not expected or code in expected:
        return code, share
    boost = 20.0 if len(text) < _SHORT else 2.0
    weighed = [(boost * p if _plain(name) in expected else p, _plain(name)) for name, p in ranked]
    most, code = max(weighed)
    return code, most / sum(p for p, _ in weighed)


def _plain(label: str) -> str:
    return "nb" if label == "no" else label


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import (
        MODEL_FILE,
        LanguageIdentifier,
    )  # it imports numpy, and is needed for few posts

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _KNOWN if code in identifier.labels])
    # `set_languages` leaves the table in column order. About 100 rows are read per text, so row order is faster.
    identifier.nb_ptc = identifier.nb_ptc.astype("float32", order="C")
    return identifier
