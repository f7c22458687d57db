"""Split a paragraph into sentences with their dates, as tokens. A date is one token, so its dots end no sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clusterwatch.dates import FoundDate
from clusterwatch.facts.days.cues import Cue, CueKind, cues_in, word_set, words_of
from clusterwatch.vocab import folded

_DATE = 0xE000  # the first of the private characters that stand for dates
_MOST = 100  # dates of a paragraph that are read: each is compared with all words around it
_MARK = re.compile("[\ue000-\uefff]")
_ENDED = re.compile("([\ue000-\uefff]) [.]\\s*$")
_ABBREVIATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}\.$")  # `16 d.`, `2026 r.`
_OF_YEAR = {CueKind.THIS_YEAR, CueKind.NEXT_YEAR}
_OF_NAMES = {
    CueKind.DECISION,
    CueKind.OTHER,
    CueKind.CLOSES,
    CueKind.OPENS,
    CueKind.LAST_YEAR,
    CueKind.FORMER,
}
_QUOTES = frozenset('„“”«»"')
_NAME = 20  # tokens of a name in quotation marks
_QUESTION = 2  # words of a question that is the label of its line
_ORDINAL = 2  # digits of an ordinal number
# Before ordinal numbers of German, the language in which a capital letter does not tell that a sentence begins.
_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "des", "zum", "zur", "vom", "im", "beim"})
_ABBREVIATION = 3  # letters of a word with a dot that ends no sentence, unless a date stands before it
_END = re.compile(r"(?P<word>[^\s.!?]*)[.!?…]+[\"”“»)\]’]*\s+(?=[\"„“«(\[]*(?P<next>[^\W_]))")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as folded tokens.

    `dates` has the token of each date, and `before` the token at which its words begin: a weekday or `from` that the
    date reader read with the date.
    """

    tokens: list[str]
    cues: list[Cue]
    dates: dict[int, FoundDate]
    before: dict[int, int]
    text: str

    def begins_with(self, cue: Cue) -> bool:
        """Return whether no word stands before a cue."""
        return not any(map(str.isalpha, self.tokens[: cue.start]))


def sentences_of(text: str, found: Sequence[FoundDate], language: str | None) -> list[Sentence]:
    """Return the sentences of a paragraph whose dates are `found`."""
    pieces: list[str] = []
    at = 0
    for number, date in enumerate(found[:_MOST]):
        pieces += [text[at : date.core], f" {chr(_DATE + number)} "]
        at = _stop(text, date)
    end = found[_MOST].core if len(found) > _MOST else len(text)
    masked = "".join((*pieces, text[at:end]))
    parts = [part for part in _split(masked, language) if part.strip()]
    return [_sentence(part, found, language) for part in _merged(parts, found, language)]


def _merged(parts: Sequence[str], found: Sequence[FoundDate], language: str | None) -> list[str]:
    """Join a part to the next one if it ends with the abbreviation of a date that nothing in it explains.

    `Tinklas spalio 16 d. Kaune rengia forumą` is one sentence.
    """
    merged: list[str] = []
    is_open = False
    for part in parts:
        if is_open:
            merged[-1] = f"{merged[-1].rstrip().removesuffix('.')} {part}"
        else:
            merged.append(part)
        ended = _ENDED.search(part)
        date = found[ord(ended[1]) - _DATE] if ended else None
        is_open = (
            date is not None
            and ":" not in part
            and _ABBREVIATED.search(date.raw) is not None
            and all(cue.kinds <= _OF_YEAR for cue in cues_in(words_of(_MARK.sub(" ", merged[-1])), language))
        )
    return merged


def _stop(text: str, date: FoundDate) -> int:
    """Return where the date ends. A dot before a word with a capital letter ends its sentence."""
    end = max(date.end, date.core)
    following = text[end:].lstrip()[:1]
    return end - 1 if text[end - 1] == "." and (not following or following.isupper()) else end


def _split(masked: str, language: str | None) -> list[str]:
    parts: list[str] = []
    at = 0
    for match in _END.finditer(masked):
        word, before = match["word"], masked[: match.start()].rstrip()
        if not at and "?" in match.group() and len(masked[: match.end()].split()) <= _QUESTION:
            continue  # `When? From 1 to 31 October`: a label
        if match["next"].islower():
            continue  # `На 11.05.2018 г. в гр. Пловдив`
        if before and _MARK.match(before[-1]) and not word:
            # A date at the beginning of a sentence does not end it: `15 May. In Linz …` is no sentence.
            ends = any(map(str.isalpha, masked[at : match.start()]))
        else:
            is_short = (len(word) <= _ABBREVIATION and word.isalpha() and not _may_end(word, language)) or (
                language == "de" and _is_ordinal(word, before)
            )
            ends = (
                not is_short or match.group()[len(word)] in "!?" or bool(before and _MARK.match(before[-1]))
            )
        if ends:
            parts.append(masked[at : match.end()])
            at = match.end()
    return [*parts, masked[at:]]


def _may_end(word: str, language: str | None) -> bool:
    """Return whether a short word with a dot may end a sentence."""
    return language is not None and folded(word) in word_set("short_ends", language)


def _is_ordinal(word: str, before: str) -> bool:
    """Return whether a number with a dot is an ordinal one: `für den 11. Gründerpreis`. `before` stands before it."""
    is_number = word.isdigit() and len(word) <= _ORDINAL
    return is_number and before.rpartition(" ")[2].lower() in _ARTICLES


def _sentence(masked: str, found: Sequence[FoundDate], language: str | None) -> Sentence:
    tokens: list[str] = []
    dates: dict[int, FoundDate] = {}
    at = 0
    for match in _MARK.finditer(masked):
        tokens += words_of(masked[at : match.start()])
        dates[len(tokens)] = found[ord(match.group()) - _DATE]
        tokens.append(match.group())
        at = match.end()
    tokens += words_of(masked[at:])
    before = {
        i: i - len(words_of(_before(masked, tokens[i], date)))
        for i, date in dates.items()
        if date.start < date.core
    }
    # The words of a date say nothing else: `quarta-feira`, which has the word for a fair.
    in_dates = {i for at, begun in before.items() for i in range(begun, at)}
    cues = [c for c in cues_in(tokens, language) if CueKind.EVENT not in c.kinds or c.start not in in_dates]
    cues = _outside_names(cues, tokens)
    return Sentence(tokens, cues, dates, before, _MARK.sub("", masked))


def _outside_names(cues: list[Cue], tokens: Sequence[str]) -> list[Cue]:
    """Return the cues without those that say nothing of a date because they stand in a name in quotation marks.

    `The forum "Clusters: results of ten years" takes place on 5 May` decides nothing.
    """
    quotes = [i for i, token in enumerate(tokens) if token in _QUOTES]
    if len(quotes) < 2 or not any(cue.kinds & _OF_NAMES for cue in cues):
        return cues
    names = [
        (first, last)
        for first, last in zip(quotes[::2], quotes[1::2], strict=False)
        if last - first <= _NAME and not any(_MARK.match(token) for token in tokens[first:last])
    ]
    return [
        cue
        for cue in cues
        if not (cue.kinds <= _OF_NAMES and any(first < cue.start < last for first, last in names))
    ]


def _before(masked: str, mark: str, date: FoundDate) -> str:
    at = masked.index(mark) - 1  # a space stands before each mark
    return masked[max(0, at - (date.core - date.start)) : at]
