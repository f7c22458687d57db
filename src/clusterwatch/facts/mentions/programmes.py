"""Find the programmes and funds that pay: by the names and acronyms of programmes.toml, and by their form.

Funds are also known by the acronym in brackets behind their name ("Fonds d'Aide aux Ports (FAP)"). The names of
operational and other programmes follow such words ("Program Operacyjny Inteligentny Rozwój 2014-2020", "ОП „Иновации и
конкурентоспособност“"), are quoted after "programme", or precede it ("Neumann János Program").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clusterwatch.facts.mentions.found import (
    Found,
    Taken,
    Word,
    any_of,
    beginnings,
    flat,
    listed,
    table,
    words_of,
    words_of_set,
    words_where,
)
from clusterwatch.facts.mentions.names import Name, Names, named
from clusterwatch.text import CAPITAL

_NEAR = 8  # words around an acronym among which one speaks of funding
_YEARS = re.compile(r"\W{1,3}(?:19|20)\d\d ?[-–—/] ?(?:(?:19|20)\d\d|\d\d)(?!\d)")
_QUOTED = re.compile(r":? ?[„“”«\"‚‘'»](?P<name>[^„“”«»\"]{3,120}?)[“”»\"’‘'](?!\w)")
# What follows an acronym that is the beginning of an identifier.
_IN_CODE = re.compile(r"\w|[./-](?=[A-Z]*\d|[A-Z]+[/.-])")
_REGIONAL = re.compile(r"(?<!\w)\w{3,}sk\w{1,4} $")  # "małopolskim programie operacyjnym": that of a region
_PROGRAMME = re.compile(r"\b(?:Program(?:m|me|a)?|Ohjelma)(?:ja|ban|nak|hoz|ról|ot|me)?\b")
_ARTICLES = frozenset({"the", "a", "az", "our", "this", "that", "new", "uj"})
# The countries or regions of a programme across a border: "Interreg VI-A Slovensko – Česko".
_COUNTRIES = re.compile(rf"(?: V[IA-]*)?(?: {CAPITAL}[\w-]+(?: ?[–—/-] ?{CAPITAL}[\w-]+)+)")
_LONGEST = 10  # words of a name
_LONGEST_SHORT = 2  # letters of "OP", which is written in capitals
_LONGEST_INTRODUCED = 14  # words of a name that an acronym in brackets follows
_SHORTEST_ACRONYM = 3
_SENTENCE = re.compile(rf"[.!?]\s+(?={CAPITAL})|\n")
_BRACKETED = re.compile(r" \((?P<acronym>[^\W\d_]\w{1,9}\+?)\)")
# Nouns begin with capitals in German, and the words of headings in English, so that capitals do not show a name there.
_CAPITALS_SHOW_NO_NAME = frozenset({"de", "en", "lb"})
# In these, "programme" before a quoted title is more often that of an event or course.
_QUOTES_EVENTS = frozenset({"de", "en", "es", "fr", "it", "nl", "pt"})


def find_programmes(text: str, language: str | None = None) -> tuple[Found, ...]:
    """Return the programmes and funds that `text` names, in order, without overlaps."""
    words = words_of(text)
    if not words:
        return ()
    found: list[Found] = []
    taken = Taken(len(text))
    for one in (*_by_name(text, words), *_by_acronym(text, words), *_by_form(text, words, language)):
        if not taken.touches(one.start, one.end):
            taken.add(one.start, one.end)
            found.append(one)
    found += [one for one in _introduced(text, words, found) if not taken.touches(one.start, one.end)]
    return tuple(sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True)
class _Acronym:
    written: str
    id: str
    usual: str
    needs_context: bool


def _by_name(text: str, words: Sequence[Word]) -> Iterator[Found]:
    for hit in _table()[0].find(words):
        start, end = words[hit.first].start, words[hit.after - 1].end
        needs_capital = len(hit.name.words) == 1 or hit.name.words in _with_capitals()
        if not needs_capital or words[hit.first].is_capitalised:
            yield Found(start, _whole_name(text, end, hit.name.id), hit.name.usual, hit.name.id)


def _by_acronym(text: str, words: Sequence[Word]) -> Iterator[Found]:
    acronyms = _table()[1]
    for position, word in enumerate(words):
        for one in acronyms.get(word.as_written, ()):
            end = word.start + len(one.written)
            if text[word.start : end] != one.written or _IN_CODE.match(text, end):
                continue
            if one.needs_context and not _is_of_funding(text, words, position):
                continue
            yield Found(word.start, _whole_name(text, end, one.id), one.usual, one.id, "acronym")
            break


def _is_of_funding(text: str, words: Sequence[Word], position: int) -> bool:
    """Return whether a word near `position` speaks of funding, or the years of a programme follow."""
    if _YEARS.match(text, words[position].end):
        return True
    near = (*words[max(0, position - _NEAR) : position], *words[position + 1 : position + _NEAR])
    return any(_funding_words().fullmatch(word.flat) for word in near)


def _whole_name(text: str, end: int, programme: str) -> int:
    """Return the end of a name together with its years, and with the countries of an Interreg programme."""
    countries = _COUNTRIES.match(text, end) if programme == "interreg" else None
    return _with_years(text, countries.end() if countries else end)


def _with_years(text: str, end: int) -> int:
    """Return the end of a name together with the years behind it: "2014-2020"."""
    years = _YEARS.match(text, end)
    return years.end() if years else end


def _by_form(text: str, words: Sequence[Word], language: str | None) -> Iterator[Found]:
    flattened = flat(text)
    for head in _heads().finditer(flattened):
        start, end = head.start(), head.end()
        if end - start <= _LONGEST_SHORT and not text[start:end].isupper():
            continue  # Dutch "op" is a preposition
        name_end = _end_of_name(text, words, head, language)
        if name_end:
            end = _with_years(text, name_end)
        else:
            regional = None if head["plain"] else _REGIONAL.search(flattened, 0, start)
            if regional is None:
                continue
            start = regional.start()
        yield Found(start, end, text[start:end], None, "form")
    yield from _before_programme(text, words)


def _end_of_name(text: str, words: Sequence[Word], head: re.Match[str], language: str | None) -> int | None:
    """Return where the name ends that follows the words `head`, or None if no name follows."""
    is_plain = head["plain"] is not None
    quoted = _QUOTED.match(text, head.end())
    if quoted and quoted["name"][0].isupper():
        return quoted.end() if not is_plain or language not in _QUOTES_EVENTS else None
    if _is_all_capitals(words) or (is_plain and (language in _CAPITALS_SHOW_NO_NAME or head.start() == 0)):
        return None
    first = bisect_left(words, head.end(), key=lambda word: word.start)
    following = words[first : first + _LONGEST]
    if is_plain and following and following[0].flat in words_where(language):
        return None  # "in programma a Belluno"
    end = None
    at = head.end()
    for word in following:
        is_part = word.is_capitalised or word.flat in listed("small_words") or word.flat[0].isdigit()
        # "Eko-energie"
        is_part = is_part or (text[at : word.start] == "-" and end == at)
        if text[at : word.start].strip(" +&-–’'") or not is_part:
            break
        at = word.end
        if word.is_capitalised or text[word.start - 1] == "-":
            end = word.end
    return end


def _is_all_capitals(words: Sequence[Word]) -> bool:
    """Return whether a heading is written in capitals, which show no names."""
    return not any(
        word.as_written.islower() and word.as_written.isascii() and len(word.flat) > 1 for word in words
    )


def _before_programme(text: str, words: Sequence[Word]) -> Iterator[Found]:
    """Yield names of which "Programme" is the last word: "Neumann János Program"."""
    for one in _PROGRAMME.finditer(text):
        position = bisect_left(words, one.start(), key=lambda word: word.start)
        word = words[position]
        if position < 2:
            continue
        first = position
        while (
            first > 0
            and words[first - 1].is_capitalised
            and text[words[first - 1].end : words[first].start] in (" ", " & ")
        ):
            first -= 1
        if words[first].flat in _ARTICLES:
            first += 1
        if position - first >= 2 and _is_of_calls(text, word.start):
            yield Found(words[first].start, word.end, text[words[first].start : word.end], None, "form")


def _introduced(text: str, words: Sequence[Word], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the acronyms in brackets behind programmes, and the names of funds whose initials they are."""
    known = {one.end: one for one in found}
    for bracket in _BRACKETED.finditer(text):
        acronym = bracket["acronym"]
        if sum(map(str.isupper, acronym)) < _SHORTEST_ACRONYM:
            continue
        named = known.get(bracket.start())
        if named is None:
            first = _first_of_introduced(text, words, bracket.start(), flat(acronym))
            if first is None:
                continue
            start, end = words[first].start, bracket.start()
            named = Found(start, end, text[start:end], None, "form")
            yield named
        name = acronym if named.id is None else named.name
        yield Found(bracket.start("acronym"), bracket.end("acronym"), name, named.id, "acronym")


def _first_of_introduced(text: str, words: Sequence[Word], end: int, acronym: str) -> int | None:
    """Return the position of the first word of the name of a fund before `end` whose initials are an acronym."""
    after = bisect_left(words, end, key=lambda word: word.start)
    names = _fund_names(_is_of_calls(text, end))
    has_fund = False
    for first in range(after - 1, max(-1, after - 1 - _LONGEST_INTRODUCED), -1):
        word = words[first]
        following = words[first + 1].start if first + 1 < after else end
        if text[word.end : following].strip(" ,&-–’'"):
            return None
        if word.flat.startswith(beginnings("institution_words")):
            return None
        has_fund = has_fund or names.fullmatch(word.flat) is not None
        if has_fund and word.is_capitalised and _are_initials(acronym, words[first:after]):
            return first
    return None


def _are_initials(acronym: str, words: Sequence[Word]) -> bool:
    """Return whether the words begin with the letters of an acronym, in order: FAP for "Fonds d'aide aux ports"."""
    at = 0
    for word in words:
        for letter in word.flat:
            if at == len(acronym) or letter != acronym[at]:
                break
            at += 1
        if at == 0:
            return False
    return at == len(acronym)


def _is_of_calls(text: str, at: int) -> bool:
    """Return whether the sentence at `at` has a word of money or calls, as other programmes have not."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    number = bisect_left(ends, at)
    first, last = [0, *ends][number], [*ends, len(text)][number]
    return any(_call_words().fullmatch(word.flat) for word in words_of(text[first:last]))


@cache
def _fund_names(with_schemes: bool) -> re.Pattern[str]:
    return re.compile(any_of(words_of_set("fund_names") + words_of_set("scheme_names") * with_schemes))


@cache
def _call_words() -> re.Pattern[str]:
    return re.compile(any_of(words_of_set("kind_sums") + words_of_set("call_codes")))


@cache
def _with_capitals() -> frozenset[tuple[str, ...]]:
    """Return the words of names that are ordinary words in small letters."""
    rows = table("programmes").values()
    return frozenset(named("", "", name).words for row in rows for name in row.get("capitals", ()))


@cache
def _table() -> tuple[Names, dict[str, list[_Acronym]]]:
    """Return the names of programmes.toml, and its acronyms by their first word."""
    names: list[Name] = []
    acronyms: dict[str, list[_Acronym]] = {}
    for programme, row in table("programmes").items():
        usual = row["name"]
        both = [usual, *row.get("names", ()), *row.get("capitals", ())]
        beside = row.get("beside", ())
        names += [named(programme, usual, name) for name in both if name not in beside]
        for written in (*row.get("acronyms", ()), *beside):
            first = words_of(written)[0].as_written
            acronyms.setdefault(first, []).append(_Acronym(written, programme, usual, written in beside))
    for several in acronyms.values():
        several.sort(key=lambda one: -len(one.written))
    return Names(names), acronyms


@cache
def _funding_words() -> re.Pattern[str]:
    return re.compile(any_of(words_of_set("funding_words")))


@cache
def _heads() -> re.Pattern[str]:
    """Return a pattern of the words with which names of programmes begin. `plain` is a single word for "programme"."""
    words = words_of_set("programme_heads")
    long, short = (
        any_of([word for word in words if (" " in word) is several], r"\w{0,4}") for several in (True, False)
    )
    return re.compile(rf"(?<![\w-])(?:{long}|(?P<plain>{short}))(?![\w-])")
