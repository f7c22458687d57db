"""Find the words that say what a day means: `deadline`, `until`, `conference`, `signed`.

The words are in the files of `vocab` whose names begin with `day_`. A phrase is matched as a whole; the longest one
that begins at a word is used, and one phrase may be a cue of several kinds (`opening` of a call, of a fair).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from clusterwatch.vocab import by_language, folded, matches
from clusterwatch.vocab.word_forms import COMPOUNDING, unmutated

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_YEAR = re.compile(r"[\s,]+\d{4}$")
# Danish and Norwegian `before`. Folded it would be `for`, as in `the programme for 5 May`.
_BEFORE = re.compile(r"\b[fF]ør\b")
_SHORTEST_STEM = 2
_FIRST_PART, _LAST_PART = 3, 6  # letters of the parts of a compound
# Letters of a last part in languages in which short words may be one, or short words for events.
_SHORT_PART = 4
_ENDING = 4  # letters of an ending behind a short word for an event: `Projektmessen`
_OF_WORDS = 2  # words between an end and what ends
_OF_ANSWER = 12  # tokens between a verb of getting and what one gets
_CLAUSES = frozenset(",;:")


class Trait(Enum):
    """What the sentences and words of a language are like. The value is its name in `vocab/language_traits.toml`."""

    # That of Enum is a function of Python, and traits and sets of kinds are compared all the time.
    __hash__ = object.__hash__

    VERBS_LAST = "verbs last"
    POSTPOSITIONS = "postpositions"
    MONTHS_FIRST = "months first"
    GET_MEANS_MAY = "get means may"
    SHORT_LAST_PARTS = "regular compounds"
    SHORT_EVENTS = "short events in compounds"


class CueKind(Enum):
    """What a cue says about a day near it. The value is the name of its set in `vocab`."""

    __hash__ = object.__hash__  # as that of Trait

    DEADLINE = "day_deadlines"
    CLOSES = "day_closings"
    OPENS = "day_openings"
    APPLY = "day_applications"
    END = "day_ends"
    UNTIL = "day_until"
    SINCE = "day_since"
    EVENT = "day_events"
    MEETING = "day_meetings"
    HELD = "day_holding"
    PLANNED = "day_plans"
    WHEN = "day_when"
    DECISION = "day_decisions"
    PROJECT = "day_projects"
    PROJECT_START = "day_project_starts"
    PROJECT_END = "day_project_ends"
    OTHER = "day_others"
    POSTED = "day_posts"
    FORMER = "day_formers"
    EXTENDED = "day_extensions"
    FUNDS = "day_funds"
    THIS_YEAR = "day_this_year"
    LAST_YEAR = "day_last_year"
    NEXT_YEAR = "day_next_year"
    ASKED = "day_questions"
    AFTER = "day_after"
    REFUSED = "day_refusals"
    SEARCHED = "day_searches"
    KEPT = "day_kept"
    SURVEY = "day_surveys"
    PRICE = "day_prices"
    STOPPED = "day_stops"
    CANCELLED = "day_cancellations"
    APPLICANT = "day_applicants"
    WITHDRAWN = "day_withdrawals"
    BEFORE = "day_before"
    APPEAL = "day_appeals"
    EVALUATED = "day_evaluations"
    TIMETABLE = "day_timetables"
    EVE = "day_eves"
    AGENDA = "day_agendas"
    RECEIVES = "day_receipts"
    ADVANCED = "day_advances"
    ANSWER = "day_answers"
    OFFICE = "day_offices"
    SHUT = "day_shut"
    OUTAGE = "day_outages"


# What the words of some sets are as well.
_IMPLIED = {
    CueKind.BEFORE: CueKind.UNTIL,
    CueKind.ASKED: CueKind.WHEN,
    CueKind.APPLICANT: CueKind.APPLY,
    CueKind.PLANNED: CueKind.HELD,
    CueKind.POSTED: CueKind.OTHER,
    CueKind.ADVANCED: CueKind.EXTENDED,
}
_OF_PROJECT = frozenset({CueKind.PROJECT})
_FIRST_PARTS = frozenset({CueKind.PROJECT, CueKind.APPLY, CueKind.APPLICANT})
_TERMS = {CueKind.DEADLINE, CueKind.END}
EVENTS = frozenset({CueKind.EVENT, CueKind.MEETING})
_PROJECTS = ("proje", "проек", "εργο", "hank")  # of which a deadline may be that of applications
_IN_COMPOUNDS = frozenset(
    {CueKind.DEADLINE, CueKind.APPLY, CueKind.EVENT, CueKind.MEETING, CueKind.PROJECT, CueKind.PROJECT_END}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that spans the tokens `start` to `end` (exclusive)."""

    kinds: frozenset[CueKind]
    start: int
    end: int


Phrase = tuple[tuple[str, ...], frozenset[CueKind]]
_Longest = tuple[tuple[int, tuple[Phrase, ...]], ...]  # phrases by their length, the longest first


@dataclass(frozen=True, slots=True, eq=False)
class CueWords:
    """The cues of a language.

    `whole` and `stems` have the phrases by their first token, which is a stem in `stems`. A phrase is a tuple of
    tokens, of which a stem ends with `*`. `endings` are those of dates that mean `until` or `since`.
    """

    whole: dict[str, tuple[Phrase, ...]]
    stems: dict[str, tuple[Phrase, ...]]
    endings: tuple[tuple[str, CueKind], ...]
    has_compounds: bool
    last_part: int
    has_short_events: bool


def words_of(text: str) -> list[str]:
    """Return the folded tokens of a text: words, numbers, marks."""
    return _TOKEN.findall(_folded(text))


def _folded(text: str) -> str:
    return folded(_BEFORE.sub("foer", text) if "ør" in text else text)


def cues_in(tokens: Sequence[str], language: str | None) -> list[Cue]:
    """Return the cues in folded tokens, from left to right, without overlaps. Without a language, those of all."""
    words = _cue_words(language)
    tokens = unmutated(tokens, language)
    found: list[Cue] = []
    free = 0
    for at, word in enumerate(tokens):
        phrases, last_part = _beginning_with(word, words)
        # Most words begin no phrase.
        if (phrases or last_part) and at >= free and (cue := _cue_at(tokens, at, phrases, last_part)):
            found.append(cue)
            free = cue.end
    return _with_answers(_with_ends(found, tokens), tokens)


def kinds_in(text: str, language: str | None) -> frozenset[CueKind]:
    """Return the kinds of the cues in a text."""
    return frozenset(kind for cue in cues_in(words_of(text), language) for kind in cue.kinds)


def _with_ends(cues: list[Cue], tokens: Sequence[str]) -> list[Cue]:
    """Return `cues` in which the end of what one applies for is a deadline: `end of registration`.

    The term of what is carried out is the end of a project: `īstenošanas termiņš`, `срок за изпълнение`.
    """
    if not any(CueKind.END in cue.kinds for cue in cues):
        return cues
    found: list[Cue] = []
    for cue in cues:
        last = found[-1] if found else None
        if last and (
            (
                CueKind.END in last.kinds
                and CueKind.APPLY in cue.kinds
                and cue.start - last.end <= _OF_WORDS
                and all(word.isalpha() or word == "'" for word in tokens[last.end : cue.start])
            )
            or (CueKind.APPLY in last.kinds and CueKind.END in cue.kinds and cue.start == last.end)
        ):
            found[-1] = Cue(frozenset({CueKind.DEADLINE, CueKind.APPLY}), last.start, cue.end)
        elif last and cue.start == last.end and _is_term(last, cue, tokens):
            found[-1] = Cue(frozenset({CueKind.PROJECT, CueKind.PROJECT_END}), last.start, cue.end)
        else:
            found.append(cue)
    return found


def _with_answers(cues: list[Cue], tokens: Sequence[str]) -> list[Cue]:
    """Return `cues` in which those who applied and get an answer are told of a decision: `erhalten … Bescheid`."""
    if not {CueKind.RECEIVES, CueKind.ANSWER} <= {kind for cue in cues for kind in cue.kinds}:
        return cues
    verbs = [cue for cue in cues if CueKind.RECEIVES in cue.kinds]
    answers = [cue for cue in cues if CueKind.ANSWER in cue.kinds]
    told = {
        cue
        for verb in verbs
        for answer in answers
        if _are_joined(verb, answer, tokens)
        for cue in (verb, answer)
    }
    return [Cue(cue.kinds | {CueKind.DECISION}, cue.start, cue.end) if cue in told else cue for cue in cues]


def _are_joined(one: Cue, other: Cue, tokens: Sequence[str]) -> bool:
    """Return whether at most some words stand between two cues, and no mark that begins another clause."""
    first, last = sorted((one, other), key=lambda cue: cue.start)
    between = tokens[first.end : last.start]
    return len(between) <= _OF_ANSWER and _CLAUSES.isdisjoint(between)


def _is_term(one: Cue, other: Cue, tokens: Sequence[str]) -> bool:
    """Return whether two cues side by side are a term and what is carried out in it, but no `project` in itself."""
    term, carried = (one, other) if one.kinds & _TERMS else (other, one)
    is_pair = bool(term.kinds & _TERMS) and carried.kinds == _OF_PROJECT
    return is_pair and not tokens[carried.start].startswith(_PROJECTS)


def ending(text: str, language: str | None) -> CueKind | None:
    """Return what the ending of a date as written means: UNTIL for `12-ig`, SINCE for `12-tól`, or None."""
    text = _YEAR.sub("", folded(text).rstrip("."))
    return next((kind for end, kind in _cue_words(language).endings if text.endswith(end)), None)


def _cue_at(tokens: Sequence[str], at: int, phrases: _Longest, last_part: frozenset[CueKind]) -> Cue | None:
    for length, group in phrases:
        following = tokens[at + 1 : at + length]
        if len(following) < length - 1:
            continue
        kinds = frozenset(k for phrase, ks in group if all(map(matches, phrase[1:], following)) for k in ks)
        if kinds:
            return Cue(kinds, at, at + length)
    return Cue(last_part, at, at + 1) if last_part else None


@lru_cache(maxsize=1 << 14)
def _beginning_with(word: str, words: CueWords) -> tuple[_Longest, frozenset[CueKind]]:
    """Return the phrases that may begin with a word, by their length, the longest first. None begins with a number.

    The second value is what the last part of the word means, if it is a compound and no phrase.
    """
    if not word.isalpha():
        return (), frozenset()
    candidates = list(words.whole.get(word, ()))
    for length in range(_SHORTEST_STEM, len(word) + 1):
        candidates += words.stems.get(word[:length], ())
    by_length: dict[int, list[Phrase]] = {}
    for phrase in candidates:
        by_length.setdefault(len(phrase[0]), []).append(phrase)
    longest_first = sorted(by_length.items(), reverse=True)
    of_word = frozenset(kind for _, kinds in by_length.get(1, ()) for kind in kinds)
    last_part: frozenset[CueKind] = frozenset()
    if words.has_compounds and of_word <= _FIRST_PARTS and word not in words.whole:
        last_part = _last_word(word, words)
        is_event = words.has_short_events and CueKind.EVENT in last_part and CueKind.APPLY in of_word
        if of_word and (is_event or (CueKind.APPLY in last_part and of_word == _OF_PROJECT)):
            # An application of a project speaks of no project, nor a fair of suppliers of what they deliver:
            # `hankehakemus`, `projektitaotlus`, `leverandørmesse`.
            by_length[1] = [((word,), last_part)]
            longest_first = sorted(by_length.items(), reverse=True)
    return tuple((length, tuple(group)) for length, group in longest_first), last_part


def _last_word(word: str, words: CueWords) -> frozenset[CueKind]:
    """Return what the last part of a compound means: `Abschlusskonferenz`, `syysseminaari`."""
    found: set[CueKind] = set()
    for begin in range(_FIRST_PART, len(word) - words.last_part + 1):
        last = word[begin:]
        candidates = list(words.whole.get(last, ()))
        for length in range(_LAST_PART, len(last) + 1):
            candidates += words.stems.get(last[:length], ())
        found.update(
            kind for phrase, kinds in candidates if len(phrase) == 1 for kind in kinds & _IN_COMPOUNDS
        )
        if found:
            break
    return frozenset(found) or (_short_event(word, words) if words.has_short_events else frozenset())


def _short_event(word: str, words: CueWords) -> frozenset[CueKind]:
    """Return what the last part of a compound means if that is a short word for an event: `Projektmesse`."""
    for begin in range(max(_FIRST_PART, len(word) - words.last_part - _ENDING), len(word) - _SHORT_PART + 1):
        last = word[begin:]
        candidates = list(words.whole.get(last, ()))
        for length in range(max(_SHORT_PART, len(last) - _ENDING), min(len(last), words.last_part - 1) + 1):
            candidates += words.stems.get(last[:length], ())
        kinds = {kind for phrase, found in candidates if len(phrase) == 1 for kind in found & EVENTS}
        if kinds:
            return frozenset(kinds)
    return frozenset()


@lru_cache(maxsize=32)
def _cue_words(language: str | None) -> CueWords:
    phrases: dict[tuple[str, ...], set[CueKind]] = {}
    endings: list[tuple[str, CueKind]] = []
    for kind in CueKind:
        for phrase in listed(kind.value, language):
            if phrase.startswith("-"):
                endings.append((folded(phrase).removeprefix("-"), kind))
                continue
            tokens = tuple(unmutated(_parts(phrase), language))
            phrases.setdefault(tokens, set()).update({kind, _IMPLIED.get(kind, kind)})
    for tokens in _of_deadlines(phrases):
        phrases[tokens].add(CueKind.DEADLINE)
    whole: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    for phrase_tokens, kinds in phrases.items():
        first = phrase_tokens[0]
        table = stems if first.endswith("*") else whole
        table.setdefault(first.removesuffix("*"), []).append((phrase_tokens, frozenset(kinds)))
    return CueWords(
        {word: tuple(found) for word, found in whole.items()},
        {word: tuple(found) for word, found in stems.items()},
        tuple(sorted(endings, key=lambda e: -len(e[0]))),
        language is None or language in COMPOUNDING,
        _SHORT_PART if has_trait(language, Trait.SHORT_LAST_PARTS) else _LAST_PART,
        has_trait(language, Trait.SHORT_EVENTS),
    )


def _of_deadlines(phrases: dict[tuple[str, ...], set[CueKind]]) -> list[tuple[str, ...]]:
    """Return the phrases that say that a deadline was moved and name it: `new deadline`."""
    names = [tokens for tokens, kinds in phrases.items() if CueKind.DEADLINE in kinds]
    return [
        tokens
        for tokens, kinds in phrases.items()
        if CueKind.EXTENDED in kinds and any(_is_within(name, tokens) for name in names)
    ]


def _is_within(name: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether a phrase of several tokens has those of a name."""
    size = len(name)
    return size < len(phrase) and any(
        all(map(matches, name, phrase[at : at + size])) for at in range(len(phrase) - size + 1)
    )


def _parts(phrase: str) -> list[str]:
    """Return the tokens of a phrase. A stem ends with `*`."""
    found: list[str] = []
    for word in _folded(phrase).split():
        found += _TOKEN.findall(word.removesuffix("*"))
        if word.endswith("*"):
            found[-1] += "*"
    return found


def listed(name: str, language: str | None) -> Iterable[str]:
    """Return the phrases of a set of `vocab` in a language, or those of all languages if it has no words for days."""
    by_code = by_language(name)
    if language and (language in by_code or language in by_language(CueKind.UNTIL.value)):
        return dict.fromkeys((*by_code.get("any", ()), *by_code.get(language, ())))
    return dict.fromkeys(phrase for phrases in by_code.values() for phrase in phrases)


@lru_cache(maxsize=256)
def has_trait(language: str | None, trait: Trait) -> bool:
    """Return whether a language has a trait."""
    return trait.value in by_language("language_traits").get(language or "", ())


def is_in_set(word: str, name: str, language: str | None) -> bool:
    """Return whether a folded word is one of a set, chosen as by `listed`. A word with `*` stands for any ending."""
    whole, stems = _whole_and_stems(name, language)
    return word in whole or word.startswith(stems)


@lru_cache(maxsize=256)
def _whole_and_stems(name: str, language: str | None) -> tuple[frozenset[str], tuple[str, ...]]:
    words = word_set(name, language)
    stems = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


@lru_cache(maxsize=256)
def word_set(name: str, language: str | None) -> frozenset[str]:
    """Return the folded phrases of a set, chosen as by `listed`."""
    return frozenset(map(folded, listed(name, language)))
