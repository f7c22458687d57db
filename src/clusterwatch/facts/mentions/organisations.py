"""Find bodies that no catalogue has, where the text marks them: ministries, universities and companies.

A ministry has its name behind the word for it, in which small letters need a word such as "economy". A university has
capitals beside that word, and a company before its legal form or in quotation marks behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clusterwatch.facts.mentions.found import (
    Found,
    Taken,
    Word,
    any_of,
    beginnings,
    listed,
    table,
    words_for_and,
    words_of,
)
from clusterwatch.text import CAPITAL
from clusterwatch.vocab import phrases

_SHORT = 4  # letters by which words that mark a body are looked up
_LONGEST_QUOTED = 62  # characters of a name in quotation marks
_BETWEEN = (" ", "'", "’", "-", ", ")  # what stands between the words of a name
_LONGEST = 6  # words of a name beside the word that marks it
_CONNECTORS = 3  # small words in a row within a name: "de la", "for the"
_OPENING, _CLOSING = '„“”«»"', '“”»«"'
_QUOTED = re.compile(rf" ?[„“”«\"](?P<name>{CAPITAL}[^„“”«»\"]{{1,60}})[“”»\"]")
# Small words within the names of companies. German and English ones join other nouns as well.
_WITHIN = frozenset({"d", "de", "del", "du", "des", "di", "della", "do", "da", "la", "i", "et", "e", "y"})


def find_organisations(text: str, taken: Sequence[Found] = ()) -> tuple[Found, ...]:
    """Return the ministries, universities and companies that `text` marks, in order, apart from those of `taken`."""
    words = words_of(text)
    spans = (*_ministries(text, words), *_universities(text, words), *_companies(text, words))
    if not spans or sum(word.is_acronym for word in words) * 2 > len(words):
        return ()  # capitals show no names in a text of capitals
    others = Taken(len(text), ((one.start, one.end) for one in taken))
    found: list[Found] = []
    for start, end in spans:
        if not others.touches(start, end):
            others.add(start, end)
            found.append(Found(start, end, text[start:end], None, "form"))
    return tuple(sorted(found, key=lambda one: one.start))


def _ministries(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    topics = beginnings("ministry_topics")
    for position in _at(words, "ministry_words", _ministry()):
        word = words[position]
        end = _forward(text, words, position, topics)
        if end > position:
            yield word.start, words[end].end
        elif word.is_capitalised and position and words[position - 1].flat.startswith(topics):
            yield words[position - 1].start, word.end  # "Gazdasági Minisztérium"


def _universities(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for position in _at(words, "university_words", _university()):
        first = _backward(text, words, position)
        last = _forward(text, words, position) if words[position].is_capitalised else position
        if first < position or last > position:
            yield words[first].start, words[last].end


def _at(words: Sequence[Word], looked_up: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Yield the positions of the words that match a pattern. `looked_up` is the list of their beginnings."""
    short = _short(looked_up)
    for position, word in enumerate(words):
        if word.flat[:_SHORT] in short and pattern.fullmatch(word.flat):
            yield position


def _companies(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    forms, first_words = _legal_forms()
    for position, word in enumerate(words):
        if word.as_written not in first_words:
            continue
        form = forms.match(text, word.start)
        if form and position:
            yield from _before_form(text, words, position, form.end())
        elif word.as_written in table("words")["legal_forms_before"] and (
            quoted := _QUOTED.match(text, word.end)
        ):
            yield word.start, quoted.end()


def _before_form(text: str, words: Sequence[Word], form: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the company whose legal form begins with the word `form` and ends at the character `end`."""
    last = words[form - 1]
    between = text[last.end : words[form].start]
    if between.strip(" ,") and between.strip(" ,") in _CLOSING:
        opened = max(text.rfind(mark, 0, last.end) for mark in _OPENING)
        if opened >= 0 and last.end - opened <= _LONGEST_QUOTED:
            yield opened, end
    elif between in (" ", ", ") and last.is_capitalised:
        first = _backward(text, words, form - 1)
        while first > 1 and words[first - 1].flat in _WITHIN and words[first - 2].is_capitalised:
            first = _backward(text, words, first - 2)  # "Moldes del Miño S.L."
        yield words[first].start, end


def _forward(text: str, words: Sequence[Word], position: int, topics: tuple[str, ...] = ()) -> int:
    """Return the last word of the name that follows the word at `position`, or `position` if none follows.

    With `topics` a word in small letters, or one behind `and` or a comma, must begin with one of them.
    """
    last = position
    small = 0
    is_joined = False  # by `and` or a comma
    for at in range(position + 1, min(len(words), position + _LONGEST + _CONNECTORS)):
        word = words[at]
        between = text[words[at - 1].end : word.start]
        if between not in _BETWEEN:
            break
        is_joined = is_joined or "," in between
        if _is_topic(word, topics) or (word.is_capitalised and not word.flat[0].isdigit() and not is_joined):
            last, small, is_joined = at, 0, False
        elif word.flat in listed("small_words") and small < _CONNECTORS:
            small += 1
            is_joined = is_joined or word.flat in words_for_and()
        else:
            break
    return last


def _is_topic(word: Word, topics: tuple[str, ...]) -> bool:
    return bool(topics) and word.flat.startswith(topics)


def _backward(text: str, words: Sequence[Word], position: int) -> int:
    """Return the first word of the name that ends with the word at `position`."""
    first = position
    while first > 0 and position - first < _LONGEST:
        previous = words[first - 1]
        between = text[previous.end : words[first].start]
        if between not in (" ", "-", " & ", "'", "’") or not previous.is_capitalised:
            break
        first -= 1
    # "Die Musterfräs GmbH" begins with an article.
    while first < position and (
        words[first].flat in phrases("common_words") or words[first].flat in listed("small_words")
    ):
        first += 1
    return first


@cache
def _ministry() -> re.Pattern[str]:
    return re.compile(any_of(table("words")["ministries"]))


@cache
def _university() -> re.Pattern[str]:
    return re.compile(any_of(table("words")["universities"]))


@cache
def _short(name: str) -> frozenset[str]:
    return frozenset(word[:_SHORT] for word in listed(name))


@cache
def _legal_forms() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return a pattern of the legal forms behind the names of companies, and the first words of all legal forms."""
    forms = table("words")["legal_forms"]
    longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    first_words = (words_of(form)[0].as_written for form in (*forms, *table("words")["legal_forms_before"]))
    return re.compile(rf"(?<![\w.])(?:{longest_first})(?![\w-])"), frozenset(first_words)
