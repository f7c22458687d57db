"""The vocabulary of the archive: the words of each language, by which a search finds the forms of a word.

The table `words` is written with the posts. A word stays when the last post that had it is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sqlite_utils import Database

from clusterwatch import text
from clusterwatch.features import fold
from clusterwatch.stemming import LANGUAGES, stem
from clusterwatch.vocab.word_forms import MUTATING, without_mutation
from clusterwatch.worddiff import most_similar

SHORTEST, LONGEST = 3, 32  # letters of a word that is kept
_LONG = 8  # letters of a word that may have two wrong ones
_REMEMBERED = 400_000  # words that are known to be in the table
_WORD = re.compile(rf"\w{{{SHORTEST},}}")
_INSERT = "INSERT OR IGNORE INTO words (folded, language, word) VALUES (?, ?, ?)"
_BEGINNING = (
    "SELECT folded, language, word FROM words WHERE folded >= :start AND folded < :start || char(1114111)"
)


def words_of(*texts: str | None) -> set[str]:
    """Return the different words of texts in lower case, and other pieces of three or more letters and digits."""
    return set(_WORD.findall("\n".join(filter(None, texts)).lower()))


def key_of(word: str, language: str) -> str:
    """Return the word as it is looked up: folded, and in Irish without the change of its first letters."""
    folded = text.fold(word)
    return without_mutation(folded) if language in MUTATING else folded


class Words:
    """The table `words`. What is noted is written at the end of the transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._noted: dict[str, set[str]] = {}
        self._known: dict[str, set[str]] = {}

    def note(self, language: str | None, *texts: str | None) -> None:
        """Note the words of a post in a language. Those of a post whose language is not known are not kept."""
        if language:
            self._noted.setdefault(language, set()).update(words_of(*texts))

    def write(self) -> None:
        """Write what was noted. The caller is in a transaction, and calls `written` when it is committed."""
        for language, noted in self._noted.items():
            new = noted - self._known.get(language, set())
            rows = [(key_of(word, language), language, word) for word in new if _is_kept(word)]
            self._db.conn.executemany(_INSERT, rows)

    def written(self) -> None:
        """Remember what was written: the table has it now."""
        if sum(map(len, self._known.values())) > _REMEMBERED:
            self._known.clear()
        for language, noted in self._noted.items():
            self._known.setdefault(language, set()).update(noted)
        self._noted.clear()

    def discard(self) -> None:
        """Forget what was noted in a transaction that is rolled back."""
        self._noted.clear()


def delete_words(db: Database, language: str | None, words: Iterable[str]) -> None:
    """Delete those words that no post has any more, in the open transaction."""
    for word in filter(_is_kept, words):
        sql = "SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? LIMIT 1"
        if language and db.conn.execute(sql, [f'"{fold(word)}"']).fetchone() is None:
            key = [key_of(word, language), language, word]
            db.conn.execute("DELETE FROM words WHERE folded = ? AND language = ? AND word = ?", key)


def _is_kept(word: str) -> bool:
    return len(word) <= LONGEST and word.isalpha()


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a word, as posts write them, by language.

    `strangers` are those of each language that are words of the archive there, too, but not forms of this word.
    """

    by_language: dict[str, frozenset[str]]
    strangers: dict[str, frozenset[str]]

    @property
    def all(self) -> frozenset[str]:
        """The forms in all languages."""
        return frozenset().union(*self.by_language.values())


def forms_of(db: Database, word: str, language: str | None = None) -> Forms:
    """Return the forms of a word that occur in the archive, in all languages or in one, with the word itself.

    They share its stem in the language of the post that has them. If the archive has the word with accents that were
    not typed, the stem of that word counts.
    """
    lowered = word.lower()
    stems = {code: stem(lowered, code) for code in LANGUAGES if language in (None, code)}
    typed = {code: key_of(lowered, code) for code in stems}
    known: dict[str, dict[str, str]] = {}
    for start in _beginnings(text.fold(lowered), stems.values()):
        for folded, code, found in db.conn.execute(_BEGINNING, {"start": start}):
            known.setdefault(code, {})[found] = folded
    by_language = {}
    for code, sought in typed.items():
        words = known.get(code, {})
        own = {stem(found, code) for found, folded in words.items() if folded == sought} or {stems[code]}
        forms = frozenset(found for found in words if stem(found, code) in own)
        if forms:
            by_language[code] = forms | {lowered}
    everywhere = frozenset().union(*by_language.values())
    strangers = {
        code: (everywhere & words.keys()) - by_language.get(code, frozenset()) - {lowered}
        for code, words in known.items()
    }
    return Forms(by_language, {code: found for code, found in strangers.items() if found})


def closest(db: Database, folded: str) -> str | None:
    """Return the word of a post that is spelled most like a folded one that is not in the archive, or None.

    It has the same first letter. Of words that differ as little, the one that most posts have is returned.
    """
    words = {row[0]: row[2] for row in db.conn.execute(_BEGINNING, {"start": folded[:1]})}
    most = 1 if len(folded) < _LONG else 2
    near = [words[one] for one in most_similar(folded, words, most)]
    counts = {word: _posts(db, word) for word in near}
    found = max(counts, key=counts.__getitem__, default=None)
    return found if found and counts[found] else None


def _posts(db: Database, word: str) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM posts_fts WHERE posts_fts MATCH ? LIMIT 1000)"
    return int(db.conn.execute(sql, [f'"{fold(word)}"']).fetchone()[0])


def _beginnings(typed: str, stems: Iterable[str]) -> list[str]:
    """Return what the forms of a word begin with: what it shares with its stems, but no fewer than three letters."""
    found = set()
    for word in {typed, without_mutation(typed)}:
        shared = (_shared(word, one) for one in stems)
        found.add(min((one for one in shared if len(one) >= SHORTEST), key=len, default=word))
    # One that begins with another one is read with that.
    ordered = sorted(found)
    return [ordered[0], *(two for one, two in pairwise(ordered) if not two.startswith(one))]


def _shared(one: str, other: str) -> str:
    """Return the letters with which both words begin."""
    for number, (letter, of_other) in enumerate(zip(one, other, strict=False)):
        if letter != of_other:
            return one[:number]
    return min(one, other, key=len)
