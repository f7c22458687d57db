"""Stems of words: the forms of a word in one language have the same one.

Snowball stemmers know most languages of the Union. Where there is none, or where it leaves letters that the forms of
a word do not share, `endings.toml` has endings to take off.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import Stemmer

from clusterwatch.text import fold
from clusterwatch.vocab.word_forms import MUTATING, without_mutation

# The stemmers by language. Slovak words change like Czech ones, Croatian words like Serbian ones.
_SNOWBALL = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "hr": "serbian", "hu": "hungarian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sk": "czech", "sr": "serbian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip
LANGUAGES = (*sorted(_SNOWBALL), "bg", "ga", "lv", "mt", "sl")
_LEAST = 3  # letters of a stem
# Languages in which a vowel before the last consonant comes and goes: klaster, klastra; výziev, výzva.
_FLEETING = frozenset({"bg", "cs", "et", "hr", "pl", "sk", "sl"})
_VOWEL = re.compile(r"(?<=[^aeiouyаеиоуъ])(?:ie|[eъ])(?=[rlnkcvmрлнкцвм]$)")


def stem(word: str, language: str) -> str:
    """Return the folded stem of a word in lower case, as it is written with accents; of most forms it is the same."""
    snowball, endings = _stemmer(language), _endings().get(language, {})
    found = fold(snowball(word) if snowball else word)
    if language in MUTATING:
        found = without_mutation(found)
    for size in range(len(max(endings, key=len, default="")), 0, -1):
        ending = found[-size:]
        if ending in endings and len(found) - size + len(endings[ending]) >= _LEAST:
            found = found[:-size] + endings[ending]
            break
    return _VOWEL.sub("", found) if language in _FLEETING and len(found) > _LEAST + 1 else found


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _SNOWBALL.get(language)
    return Stemmer.Stemmer(name, 0).stemWord if name else None


@cache
def _endings() -> Mapping[str, Mapping[str, str]]:
    """Return what takes the place of each ending, by language."""
    text = files(__package__).joinpath("endings.toml").read_text(encoding="utf-8")
    pairs = {language: [one.split(">") for one in listed] for language, listed in tomllib.loads(text).items()}
    return {language: {old: "".join(new) for old, *new in listed} for language, listed in pairs.items()}
