"""Words and phrases by which pages are read, in the 24 official languages of the Union and some others.

Each set is one TOML file: a comment that says what its phrases mean, then one line per language, `de = ["weiter"]`;
`any` holds what is the same in all languages. A file is read when a step asks for its set, and only once. Case,
accents and the form of the apostrophe do not matter. In a phrase ` * ` stands for any text, `*` at the end of a word
for any ending. In the sets `kind_…` a word in angle brackets stands for each word of another set: `<office>` for those
of `kind_offices`. Months, weekdays and the other parts of dates are in `dates`.
The lines of `challenges` are walls instead of languages, and those of `class_names` are kinds of elements. Currencies
have more than one list each, and their own reader in `currencies`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from clusterwatch.text import fold, one_line

_WINDOW = 4  # words: no phrase that is looked for within a heading is longer
_HEADING = 7  # words: a longer line is no heading
_PIECE = re.compile(r" \* |.", re.S)
_WILDCARDS = {" * ": " .{1,300} ", "*": r"\w*"}
WORD_START, WORD_END = r"(?<![^\s_-])", r"(?![^\s_-])"  # of a word of class and id names
_NO_WORD = re.compile(r"[^\w\s'-]")
_LINE = 300  # characters: several steps compare each shorter line with phrases


def folded(text: str) -> str:
    """`text` as it is compared with phrases: lower case, no accents, straight apostrophes, single blanks."""
    return _folded_line(text) if len(text) <= _LINE else _folded(text)


def _folded(text: str) -> str:
    return one_line(fold(text).replace("’", "'"))


_folded_line = lru_cache(maxsize=1 << 10)(_folded)
folded_word = lru_cache(maxsize=1 << 12)(_folded)  # most lines begin with one of a few words


def only_words(text: str) -> str:
    """`text` as `folded`, without marks: "Next page →" is `next page`."""
    return " ".join(_NO_WORD.sub(" ", folded(text)).split())


class Phrases:
    """A set of phrases. Its methods compare it with a text that was `folded`, `starts` with one as it is written."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.all = frozenset(map(folded, phrases))

    def __contains__(self, text: str) -> bool:
        """True when the whole text is a phrase."""
        return text in self.all

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)

    def starts(self, text: str) -> bool:
        """True when the text, which need not be folded, begins with the whole words of a phrase."""
        candidates = self.by_first_word.get(folded_word(text.split(" ", 1)[0]).rstrip(":"), ())
        if not candidates:
            return False
        read = folded(text)
        # "Del på" (share on) must not match "Del pasado año".
        return any(
            read.startswith(one) and not (one[-1].isalnum() and read[len(one) : len(one) + 1].isalnum())
            for one in candidates
        )

    def ends(self, text: str) -> bool:
        """True when the text ends with a phrase of several words."""
        return text.endswith(self._endings)

    def within(self, heading: str) -> bool:
        """True when a heading of at most seven words is a phrase, or a phrase is some of its words in a row."""
        words = _NO_WORD.sub(" ", heading).split()
        if len(words) > _HEADING:
            return False
        return any(
            " ".join(words[start:end]) in self.all
            for start in range(len(words))
            for end in range(start + 1, min(len(words), start + _WINDOW) + 1)
        )

    @cached_property
    def pattern(self) -> str:
        """A regular expression that matches each of the phrases, the longest first."""
        return pattern_of(_PIECE.findall(phrase) for phrase in self.all)

    @cached_property
    def by_first_word(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for phrase in self.all:
            found.setdefault(phrase.split()[0].rstrip(":"), []).append(phrase)
        return {word: tuple(phrases) for word, phrases in found.items()}

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(f" {phrase}" for phrase in self.all if " " in phrase)


def pattern_of(texts: Iterable[Iterable[str]], wildcards: Mapping[str, str] = _WILDCARDS) -> str:
    """Return a regular expression that matches each of the texts, the longest of those that begin alike first.

    A text is given as its letters; ` * ` stands for any text among them, and `*` for any ending of a word, or for the
    expressions that `wildcards` has for them. The expression is a tree: a text is compared with those that begin as it
    does, and not with each of several hundred.
    """
    root = _Branch()
    for text in texts:
        branch = root
        for piece in text:
            branch = branch.setdefault(piece, _Branch())
        branch.ends = True
    return f"(?:{root.pattern(wildcards)})"


class _Branch(dict[str, "_Branch"]):
    """The texts that begin alike, by their next letter. One may end here."""

    ends = False

    def pattern(self, wildcards: Mapping[str, str]) -> str:
        # Wildcards come last: a letter says more.
        pieces = sorted(self, key=lambda piece: (piece in wildcards, piece))
        written = "|".join(
            [wildcards.get(piece, re.escape(piece)) + self[piece].pattern(wildcards) for piece in pieces]
        )
        if self.ends:
            return f"(?:{written})?" if written else ""
        return f"(?:{written})" if len(pieces) > 1 else written


def matches(part: str, word: str) -> bool:
    """True when a word is that of a phrase, which may end with `*` for any ending."""
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@cache
def phrases(*names: str) -> Phrases:
    """The phrases of the sets with these names, in all languages."""
    return Phrases(phrase for name in names for listed in by_language(name).values() for phrase in listed)


@cache
def slugs(*names: str) -> frozenset[str]:
    """The phrases of these sets as segments of addresses have them: `latest-news`."""
    return frozenset(re.sub("[ ']", "-", phrase) for phrase in phrases(*names))


@cache
def by_language(name: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of one set as they are written, by the code of their language."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {language: tuple(listed) for language, listed in tomllib.loads(text).items()}


@cache
def class_names(kind: str) -> frozenset[str]:
    """The words of class and id names that say `kind`, a key of class_names.toml."""
    return frozenset(by_language("class_names")[kind])


@cache
def class_pattern(*kinds: str) -> str:
    """A regular expression that finds a name of these kinds as a word of class and id names.

    A hyphen in a name may be left out. `*` at its beginning or end stands for the rest of the word.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for name in sorted(frozenset[str]().union(*map(class_names, kinds))):
        ends = "" if name.startswith("*") else WORD_START, "" if name.endswith("*") else WORD_END
        found.setdefault(ends, []).append(name.strip("*"))
    return "|".join(f"{start}{_any_of(names)}{end}" for (start, end), names in found.items())


def class_alternatives(kind: str) -> str:
    """A regular expression that matches each name of `kind`, whatever stands around it."""
    return _any_of(sorted(class_names(kind)))


def _any_of(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(name.replace('-', '-?') for name in names)})"
