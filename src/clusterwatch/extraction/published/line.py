"""What a line says about the date in it: that a post was published, that something else happens, or nothing.

A line is split at its date. What touches the date on either side decides, and what marks divide from it does not:
`By Jane Holt | 4 March 2026 | News`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from clusterwatch.dates import connectives, date_words
from clusterwatch.extraction.boilerplate.phrases import is_sentence
from clusterwatch.extraction.published.labels import find_labels, meaning_beside, names_step
from clusterwatch.extraction.published.vote import DateHabits, read_text
from clusterwatch.models import ParsedDate
from clusterwatch.text import CAPITAL
from clusterwatch.urls import FILE_KINDS
from clusterwatch.vocab import folded, phrases

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
# Marks that divide a line into parts. A hyphen, colon or slash does so only between blanks.
_MARK = re.compile(
    r"\s*(?:[|·•»›→(\[)\]]|//+|…)\s*|\s+[-–—/:~]+(?:\s+|$)|^[-–—/~]+\s*|,\s*|\s*[—/]\s*$|^\s*\."
)
_LABEL_END = re.compile(r"[:=]\s*$")
_CLOCK_AT_END = re.compile(r"\b\d{1,2}(?:\s?[:.h]\s?\d{2}|\s?[ap]\.?m\b).{0,8}$", re.I)
_BETWEEN = 60  # characters between the days of a range, or the hours of an event
_ALONE = 2  # words before a date that is the whole of its line: a town, a section
_PART_WORDS = 6  # of an author, a section or a reading time
_GAZETTE = 60  # characters before a date in which its gazette stands
_ITEM = 3  # words of a document or event whose day stands in brackets behind them
_BOUND = 4  # letters: a shorter word behind a date may be of another language
_SHORT_DAY = 2  # letters of a short weekday, such as the German `Do`
_NUMBER = re.compile(r"\d{3}")
# The name of a file, or its size or version.
_FILE = re.compile(rf"\b[vV](?:er[a-z]+|er\.|\.)?\s?\d+\.\d|\w\.(?:{FILE_KINDS})\b|\d\s?[kKmM][BbOo]\b")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(?:://|\bwww\.)\S*$")
# Between the texts of two elements that touch each other: `Room: freeStarts on 4 March`.
_JOINT = re.compile(rf"(?<=[^\W\d_])(?<!{CAPITAL})(?={CAPITAL}(?!{CAPITAL})[^\W\d_])")
_SPAN_OF_DAYS = re.compile(r"(?:19|20)\d\d\b[^|/]{0,30} [-–—] [^|/]{0,40}\b(?:19|20)\d\d\b")
_NO_HABITS = DateHabits()


class Form(Enum):
    """How a line holds its date, from the best to the worst."""

    LABELLED = "labelled"  # `Published on 4 March`
    MENTIONED = "mentioned"  # `This post of the cluster was published with a picture on 4 March`
    BARE = "bare"  # nothing beside the date but a town or a section before it
    DATED = "dated"  # `Date: 4 March`
    DIVIDED = "divided"  # marks or commas divide it from the rest: `Jane Holt, 4 March | News`
    NAMED = "named"  # `News of 4 March by Jane Holt`: words that are no sentence
    CHANGED = "changed"  # `Updated on 4 March`
    OTHER = "other"  # `Project number: …`
    EVENT = "event"  # a deadline, an event, a span of days or of hours


def form_of(text: str, read: ParsedDate, habits: DateHabits) -> Form:
    """Return how `text` holds the date that was `read` in it."""
    before, _, after = text.partition(read.raw)
    if _ADDRESS.search(before) or _gazettes().search(folded(before[-_GAZETTE:])):
        return Form.OTHER
    before = _JOINT.sub(" ", before)
    parts = _MARK.split(before)
    ahead, behind = [*map(_words_of, parts)], [*map(_words_of, _MARK.split(after))]
    if _is_labelled(ahead[-1], behind[0]) or any(map(_is_label, ahead[:-1])):
        return Form.LABELLED
    meaning = meaning_beside(before, after)
    if meaning == "published":
        return Form.MENTIONED
    if meaning == "event" or _is_span(read, before, after, habits):
        return Form.EVENT
    if meaning == "changed":
        return Form.CHANGED
    first = _words_of(_before_digit(read.raw))
    if _is_bound(ahead[-1], first, behind[0]) or _deadlines().search(folded(after[:_BETWEEN])):
        return Form.EVENT
    if any(" ".join(words) in phrases("event_kinds") for words in (*ahead, *behind)):
        return Form.EVENT  # `Webinar · 4 March`
    is_apart = len(parts) == 1 or is_glued(before, "")
    # Of `Adopted on` the last word is read as part of the day.
    if is_apart and names_step(f"{parts[-1]} {_before_digit(read.raw)}"):
        return Form.OTHER
    # The text of another element that touches the date does not count.
    if is_glued(before, ""):
        before, ahead = "", [[]]
    elif any(map(_is_numbered, parts[:-1])) or _FILE.search(before):
        return Form.OTHER  # of a law, a file
    if is_glued("", after):
        after, behind = "", [[]]
    return _by_words(text, before, after, ahead, behind, noun=read.raw[0].isdigit())


def is_of_item(before: str, after: str) -> bool:
    """True for a day in brackets behind the words that it dates: `- Guide for applicants (published on 4 March)`."""
    item, bracket, _ = before.rpartition("(")
    closed = bool(bracket) and ")" not in before[len(item) :] and after.lstrip(" .").startswith(")")
    return closed and len(_words_of(item)) > _ITEM


def tells_of_event(line: str) -> bool:
    """True for a line with a day that is the end or the beginning of something, or with a span of days or hours."""
    if not _DIGIT.search(line):  # as most short lines
        return False
    if _hours().search(line):
        return True
    read = read_text(line, _NO_HABITS)
    if read is None:  # the name of a month can mean another one in another language
        return _SPAN_OF_DAYS.search(line) is not None
    return form_of(line, read, _NO_HABITS) is Form.EVENT


def _is_numbered(part: str) -> bool:
    """True for a part with a number, but not for that of a press release: `Pressemitteilung Nr. 17/2026`."""
    return _NUMBER.search(part) is not None and not phrases("date_lines", "news_pages", "press_pages").starts(
        part
    )


def is_glued(before: str, after: str) -> bool:
    """True when a date touches the text of another element: `Jane Holt4.3.2026`, `4.3.2026News`."""
    return before[-1:].isalpha() or after[:1].isupper()


def _by_words(
    line: str, before: str, after: str, ahead: list[list[str]], behind: list[list[str]], *, noun: bool
) -> Form:
    """The form of a `line` that no label explains, by the words of the parts `ahead` of its date and `behind` it.

    `noun` says that nothing is between a noun and the day.
    """
    following = _without_author(behind[0])
    if ahead[-1] and not _without_author(ahead[-1]) and _is_category(following):
        following = []
    strange = _strange(_without_author(ahead[-1]), ahead=True) or _strange(following)
    if _LABEL_END.search(before):
        # A blank before the colon, as in French, makes it a mark: the label is the part before.
        label = ahead[-1] or (ahead[-2] if len(ahead) > 1 else [])
        return Form.OTHER if strange or _strange(_without_author(label), ahead=True) else Form.DATED
    if after.startswith(":") and len(after) > 1:
        return Form.OTHER
    if strange:
        return Form.OTHER if is_sentence(line) else Form.NAMED
    rest, apart = [*filter(_strange, ahead[:-1])], [*filter(_strange, behind[1:])]
    if apart or sum(map(len, rest)) > _ALONE:
        return Form.DIVIDED if all(len(words) <= _PART_WORDS for words in rest + apart) else Form.OTHER
    words = ahead[-1]
    return Form.DATED if noun and words and words[-1] not in date_words() else Form.BARE


def _without_author(words: list[str]) -> list[str]:
    """The words of a part, none if it names an author: `By Jane Holt on`."""
    return [] if words and len(words) <= _PART_WORDS and words[0] in _author_words() else words


def _is_category(words: list[str]) -> bool:
    """True for the section behind the day of a byline: `By Jane Holt on 4 March in Projects`."""
    return len(words) == _ALONE and words[0] in phrases("place_prepositions")


@cache
def _author_words() -> frozenset[str]:
    return (
        frozenset(phrase.rstrip("*") for phrase in phrases("bylines")) - phrases("published", "updated").all
    )


def _words_of(part: str) -> list[str]:
    return _WORD.findall(folded(part))


def _strange(words: list[str], *, ahead: bool = False) -> list[str]:
    """The words that are no part of a date and no noun beside one; `ahead` of a date, a number is one of them."""
    known, nouns = date_words(), phrases("date_lines")
    if " ".join(words) in nouns:
        return []
    return [
        word
        for word in words
        if word not in known and word not in nouns and (not word.isdigit() or (ahead and len(word) > 2))
    ]


def _is_labelled(near: list[str], beyond: list[str]) -> bool:
    """True when a label of publication touches the date, and nothing but a date's words or an author beside it."""
    return _is_label(near) or " ".join(_strange(beyond)) in phrases("published")


def _is_label(words: list[str]) -> bool:
    """True when a part of a line is a label of publication, or one with its author: `Submitted by Jane Holt on`."""
    known, rest = phrases("published"), _strange(words)
    if not known.all.isdisjoint(map(" ".join, (words, rest))):
        return True
    return any(
        " ".join(words[:size]) in known and any(word in phrases("bylines") for word in words[size : size + 2])
        for size in (1, 2, 3)
    )


def _is_bound(words: list[str], first: list[str], beyond: list[str]) -> bool:
    """True when a word such as `until` or `since` touches the date. Its end may be `first` in it: `à partir | du 4`."""
    limits, known = phrases("limits"), date_words()
    if words and any(" ".join([*words[-size:], *first]) in limits for size in (1, 2)):
        return True
    article = " ".join(first)
    if len(article) > _SHORT_DAY and article in limits and _strange(words):  # `In vigore | dal 4`
        return True
    left = list(words)
    while left:
        if any(" ".join(left[-size:]) in limits for size in (1, 2, 3)):
            return True
        if left[-1] not in known:
            break
        left.pop()
    return bool(beyond) and len(beyond[0]) >= _BOUND and beyond[0] in limits


def _is_span(read: ParsedDate, before: str, after: str, habits: DateHabits) -> bool:
    """True for the days from one to another, and for the hours of one day."""
    if read.end is not None:
        return True
    clock = _CLOCK_AT_END.search(read.raw) if read.precision in ("minute", "second") else None
    beside = (clock[0] if clock else "") + after[:_BETWEEN], before[-_BETWEEN:]
    # To look for a digit first saves time: most lines have none beside their date.
    if any(_DIGIT.search(text) and _hours().search(text) for text in beside):
        return True
    if not _DIGIT.search(after):
        return False
    other = read_text(after, habits)
    if other is None or other.assumed == "now" or other.value[:10] == read.value[:10]:
        return False
    between = after.partition(other.raw)[0] + _before_digit(other.raw)
    return (
        len(between) <= _BETWEEN
        and _spread().search(between) is not None
        and not find_labels(folded(between))
    )


def _before_digit(text: str) -> str:
    return _DIGIT.split(text)[0]


@cache
def _hours() -> re.Pattern[str]:
    """A regular expression for two times of a day with a dash or a word between them."""
    half, hour = r"\s?[ap]\.?m\.?", connectives("hour")
    time = rf"(?:[:.h]\s?\d{{2}}(?:{half}|\s?{hour})?|\s?{hour}(?!\w)|{half})"
    spread = rf"(?:[-–—]|{connectives('range')})"
    plain = rf"(?<!\w){connectives('clock')}\.?\s\d{{1,2}}\s?{spread}\s?\d{{1,2}}(?!\d|[./]\d)"
    return re.compile(rf"(?<![\d./-])\d{{1,2}}{time}?\s*{spread}\s*\d{{1,2}}{time}(?![./-]\d)|{plain}", re.I)


@cache
def _spread() -> re.Pattern[str]:
    return re.compile(rf"[-–—]|(?<!\w){connectives('range')}(?!\w)", re.I)


@cache
def _deadlines() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrases('deadlines').pattern}(?!\w)")


@cache
def _gazettes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrases('gazettes').pattern}(?!\w)")
