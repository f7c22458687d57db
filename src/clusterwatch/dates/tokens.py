"""Split a text into tokens: numbers, words and punctuation. Each token has a letter for its possible meanings.

The letters form a string, `classes`. The forms of dates (forms.py) are regular expressions over this string, so they do
not depend on spaces and languages. `12. März 2020` becomes `b.ÀY`, where `À` stands for all words that are only months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from clusterwatch.dates.lexicon import PIECE, ROMANS, Lexicon, Role, Word
from clusterwatch.text import fold

# Numbers: a 1–9, b 01–12, c 13–23, e 24–31, f 32–59, g 60–99, z 00, Y a year, K eight digits, N any other.
# Punctuation: the mark itself; `-` for all dashes, `'` for quotes, `|` for bars and bullets, `~` for others.
# Words that are not in the lexicon: w.
_MARKS = {
    **{c: c for c in ".,:/()@+&"},
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    **dict.fromkeys("'’‘`´ʼ", "'"),
    **dict.fromkeys("|¦•·●∙▪◦‧⋅", "|"),
}
# Invisible characters and soft hyphens, which are ignored.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_FIRST_LETTER = 0xC0
_GROUP, _SPAN = re.Match.group, re.Match.span
_LONGEST_PHRASE = 8  # tokens
_NOTHING = Word(Role.NONE)


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """The letters of a lexicon: `letters` by token in its common spellings, `by_roles` by the roles of a word."""

    lexicon: Lexicon
    letters: dict[str, str]
    by_roles: dict[Role, str]
    phrase: re.Pattern[str]


@lru_cache(maxsize=1 << 10)
def having(alphabet: Alphabet, role: Role) -> frozenset[str]:
    """Return all letters of words that can have `role`."""
    return frozenset(letter for roles, letter in alphabet.by_roles.items() if roles & role)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of `text`. `spans[i]` is the position of token i and `classes[i]` its letter.

    `merged` has the meanings of phrases, which are merged into one token.
    """

    text: str
    alphabet: Alphabet
    classes: str
    spans: list[tuple[int, int]]
    merged: dict[int, Word]

    def at(self, i: int) -> str:
        """Return token i as written."""
        start, end = self.spans[i]
        return self.text[start:end]

    def word(self, i: int) -> Word:
        """Return the possible meanings of token i."""
        if i in self.merged:
            return self.merged[i]
        return _word(self.alphabet.lexicon, self.at(i))

    def glued(self, i: int) -> bool:
        """Return whether token i follows token i-1 without a space."""
        return 0 < i < len(self.spans) and self.spans[i - 1][1] == self.spans[i][0]


def tokenize(text: str, alphabet: Alphabet) -> Tokens:
    """Split `text` (in NFC) into tokens. A phrase such as `il y a` becomes one token."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    known = alphabet.letters.get
    found = list(PIECE.finditer(text))
    classes = "".join([known(token) or _letter(alphabet, token) for token in map(_GROUP, found)])
    tokens = Tokens(text, alphabet, classes, list(map(_SPAN, found)), {})
    return _merge_phrases(tokens) if alphabet.phrase.search(classes) else tokens


@lru_cache(maxsize=64)
def alphabet_of(lexicon: Lexicon) -> Alphabet:
    """Return the letters of `lexicon`. Its words are entered in lower case, capitalised and in upper case."""
    words = {key: [key, key.capitalize(), key.upper()] for key in lexicon.words}
    romans = {r: lexicon.words.get(r.lower(), _NOTHING) | Word(Role.ROMAN) for r in ROMANS}
    phrased = [word for found in lexicon.phrases.values() for _, word in found]
    sets = sorted({w.roles for w in (*lexicon.words.values(), *romans.values(), *phrased)} | {Role.MONTH})
    by_roles = {roles: chr(_FIRST_LETTER + i) for i, roles in enumerate(sets)}
    letters = _MARKS | {
        spelt: by_roles[lexicon.words[key].roles] for key, all_ in words.items() for spelt in all_
    }
    letters |= {key: by_roles[word.roles] for key, word in romans.items()}
    letters |= {str(n): "a" for n in range(1, 10)} | {f"{n:02d}": _two_digits(n) for n in range(100)}
    letters |= {str(year): "Y" for year in range(1900, 2100)}
    phrase = "".join(letter for roles, letter in by_roles.items() if roles & Role.PHRASE)
    return Alphabet(lexicon, letters, by_roles, re.compile(f"[{phrase}]" if phrase else "(?!)"))


def _two_digits(n: int) -> str:
    return next(
        letter
        for last, letter in ((0, "z"), (12, "b"), (23, "c"), (31, "e"), (59, "f"), (99, "g"))
        if n <= last
    )


@lru_cache(maxsize=8192)
def _letter(alphabet: Alphabet, token: str) -> str:
    """Return the letter of a token that is not in the table: other case, accents, long numbers, other marks."""
    if token[0] in "0123456789":
        return "K" if len(token) == 8 else "N"
    word = alphabet.lexicon.words.get(fold(token))
    return alphabet.by_roles[word.roles] if word else "w" if token[0].isalpha() or len(token) > 1 else "~"


@lru_cache(maxsize=8192)
def _word(lexicon: Lexicon, token: str) -> Word:
    found = lexicon.words.get(_folded(token), _NOTHING)
    return found | Word(Role.ROMAN, number=ROMANS.index(token) + 1) if token in ROMANS else found


@lru_cache(maxsize=8192)
def _folded(token: str) -> str:
    return "'" if _MARKS.get(token) == "'" else fold(token)


def _merge_phrases(tokens: Tokens) -> Tokens:
    """Merge each phrase of the lexicon into one token. The longest phrase is used."""
    alphabet, spans = tokens.alphabet, tokens.spans
    new_spans: list[tuple[int, int]] = []
    classes: list[str] = []
    merged: dict[int, Word] = {}
    done = 0
    for match in alphabet.phrase.finditer(tokens.classes):
        at = match.start()
        if at < done:
            continue
        rest = [_folded(tokens.at(i)) for i in range(at, min(at + _LONGEST_PHRASE, len(spans)))]
        for key, word in alphabet.lexicon.phrases.get(rest[0], ()):
            if tuple(rest[: len(key)]) == key:
                new_spans += spans[done:at]
                classes += tokens.classes[done:at]
                done = at + len(key)
                merged[len(new_spans)] = word
                new_spans.append((spans[at][0], spans[done - 1][1]))
                classes.append(alphabet.by_roles[word.roles])
                break
    if not merged:
        return tokens
    return Tokens(
        tokens.text, alphabet, "".join(classes) + tokens.classes[done:], new_spans + spans[done:], merged
    )
