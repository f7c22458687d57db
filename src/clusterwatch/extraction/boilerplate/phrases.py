"""Lines that belong to a page and not to a post: labels of lists, share bars, picture credits, bylines.

They are short and stand alone. A sentence of a post never looks like this.
"""

from __future__ import annotations

import re
from functools import cache

from clusterwatch.text import CAPITAL
from clusterwatch.vocab import folded, folded_word, phrases

_LONGEST, _LONG_LABEL, _LONG_CREDIT = 200, 60, 120
_BYLINE_WORD = 6  # letters: a shorter word for an author is a common one elsewhere, as `von`
_LONGEST_LICENCE = 400
_LICENCE = re.compile(r"\bCC[ -]?(?:BY|0)\b|Creative Commons\b.{0,80}\b[1-4]\.0\b")
_OWNER = re.compile(r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b")
_TAIL = 110  # characters: a credit is no longer
_CREDIT_SIGNS = re.compile(r"[gG(](?i:etty|c\))")
_CLOCK = re.compile(r"\d{1,2}\s?[.:/h-]\s?\d{2}\b|\b(?:19|20)\d\d\b")
_DATE = r"(?:[0-3]?\d([-./])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([-./])[01]?\d\2[0-3]?\d)(?![-./]?\d)"
# `AK-2016`, `RPSL.01.03-00/10-04`: the numbers of a project or a call are no day, but those of `NEWS/12.05.2026` are.
_CODE = re.compile(rf"\b(?!(?:[^\W\d_]*[-./_])+{_DATE}){CAPITAL}{{2}}\w*(?:[-./]\w+)+")
_FIRST_WORD, _LETTERS = re.compile(r"\W*(\w+)"), re.compile(r"\w+")
_WORD, _SENTENCE = re.compile(r"[^\W\d_]{2,}"), 5
_GLUED = re.compile(r"[^\W\d_]{3}(?=\d{1,4}[./-]\d)|\d[./-]\d{2,4}(?=[^\W\d_]{3})")
_DIGIT, _NUMBERS = re.compile(r"\d"), re.compile(r"\d[./-]\d")  # to search for them first takes less time
_LABELLED = (": ", "|", "·")
_BULLETS = "»›>→▶•[(*- "


def is_stock_phrase(line: str) -> bool:
    """True for a short line that belongs to the page and not to the post."""
    size = len(line)
    if size > _LONGEST:
        return size <= _LONGEST_LICENCE and _is_licence(line)
    if _is_licence(line):
        return True
    first = _FIRST_WORD.match(line)
    if first is None or (folded_word(first[1]) not in _first_words() and "©" not in first[0]):
        return False  # as nearly all lines of a post
    start = line.lstrip(_BULLETS)
    if phrases("stock_openings").starts(start):
        return True
    if size <= _LONG_LABEL and (
        folded(start).rstrip(" :-–*") in phrases("stock_lines")
        or (not line.endswith((".", "!", "?")) and phrases("stock_labels").starts(start))
    ):
        return True
    return size < _LONG_CREDIT and _credits().match(folded(line)) is not None


def _is_licence(line: str) -> bool:
    """True for the name of a licence of Creative Commons with its version, whatever the language of the line."""
    return ("CC" in line or "Creative" in line) and _LICENCE.search(line) is not None


def names_owner(line: str) -> bool:
    """True for a line with a notice of copyright. To look for its signs first saves time."""
    low = line.lower()
    return ("©" in low or "(c)" in low or "copyright" in low) and _OWNER.search(low) is not None


def is_caption(line: str) -> bool:
    """True for a line that names who or what a picture shows, or ends in the credit of one."""
    if len(line) >= 300:
        return False
    if phrases("pictured").starts(line):
        return True
    # To look for a sign first saves time: few lines have one.
    tail = line[-_TAIL:]
    if not (":" in tail or "/" in tail or "©" in tail or _CREDIT_SIGNS.search(tail)):
        return False
    read = folded(line)
    return _ending_credits().search(read, max(0, len(read) - _TAIL)) is not None


def is_byline(line: str) -> bool:
    """True for a short line with an author, a date, a reading time or the number of readers."""
    if len(line) >= 120 or line.endswith(("!", "?")) or is_sentence(line):
        return False
    if opens_byline(line):
        return True
    if len(line) >= 80 or _DIGIT.search(line) is None or _CLOCK.search(line) is None:
        return False
    return _CLOCK.search(_CODE.sub("", line)) is not None


def opens_byline(line: str) -> bool:
    """True for a line that begins with a word for an author, a day of publication, a reading time or readers."""
    read = folded(line)
    if _bylines().match(read) is not None:
        return True
    return _DIGIT.search(read) is not None and _views().match(read) is not None


def is_page_label(label: str) -> bool:
    """True for a label of what a page tells about itself: its author, its day, its readers, its tags."""
    read = folded(label).rstrip(" :")
    if (
        opens_byline(read)
        or phrases("stock_openings", "stock_labels").starts(f"{read}:")
        or read in phrases("stock_lines", "views")
    ):
        return True
    known, bylines = phrases("published", "updated"), phrases("bylines")
    return any(
        word in known or (len(word) >= _BYLINE_WORD and word in bylines) for word in _WORD.findall(read)
    )


def is_row_of_facts(line: str) -> bool:
    """True for a line whose parts only the style of the page separates: `The editors12.03.2026Five minutesNews`."""
    if len(line) > _LONGEST or _NUMBERS.search(line) is None:  # as nearly all lines
        return False
    return len(_GLUED.findall(line)) > 1 and not is_sentence(line)


def is_sentence(line: str) -> bool:
    """True for a line that is a whole sentence: it has enough words, ends like one and has no label."""
    ends = line.endswith((".", "!", "?", "…")) and not any(mark in line for mark in _LABELLED)
    return ends and len(_WORD.findall(line)) >= _SENTENCE


@cache
def _first_words() -> frozenset[str]:
    known = phrases("stock_openings", "stock_labels", "stock_lines", "pictures")
    return frozenset(first[0] for phrase in known if (first := _LETTERS.match(phrase)))


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(
        rf"\W*{phrases('pictures').pattern}\b\s*(?:[:/©]|\(c\)|{phrases('picture_authors').pattern}\b)"
    )


@cache
def _ending_credits() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|[\s(\[|/.,]){phrases('pictures').pattern}\s?[:/](?!$)|©|getty images|\(c\))[^.!?]{{0,70}}$"
        rf"|\|\s*\d{{1,2}}:\d{{2}}\s*min\W*$|/\s?{phrases('agencies').pattern}\W*$"
    )


@cache
def _bylines() -> re.Pattern[str]:
    times = phrases("reading_times").pattern
    return re.compile(rf"(?:{phrases('bylines').pattern}|(?:\d+ )?{times}|\d+ min\w*)\b")


@cache
def _views() -> re.Pattern[str]:
    words = phrases("views").pattern
    return re.compile(rf"\W*(?:{words}\s?:?\s?\d[\d .,]*\w*|(?:\w+ )?\d[\d .,]*\s?(?:\w+ )?{words})\W*$")
