"""Labels beside a date: they say that it is the date of publication, of a change, or of an event.

The labels are sets of `vocab`: `published`, `updated`, `deadlines` and `event_labels`; headings of lists are
`event_lists`, `seminars` and `archive_lists`. The sets whose names begin with `day_` say what happens on other days.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from clusterwatch.vocab import folded, phrases

Meaning = Literal["published", "changed", "event", "other"]

_AHEAD, _BEHIND = 60, 30  # characters before a date and behind it in which its label stands
_WORDS = 4  # of a line that is a label and nothing else
# Sets of words that say what a day is of.
_POSTS, _CALLS = ("day_posts",), ("day_applications",)
_MATTERS = (*_CALLS, "day_events", "day_meetings", "day_projects")
_STEPS = (
    *("day_openings", "day_closings", "day_deadlines", "day_ends", "day_project_starts", "day_project_ends"),
    *("day_decisions", "day_evaluations", "day_others"),
)
_STEP = 5  # words of a line that names a step of a call or a project
_LIMITED = 7  # words of one that ends with `until`, `opens` or the like
_SHORT = 3  # letters of a word such as `by` or `in` between a label and what belongs to it
_MOST = 400  # characters of a line that are searched
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


class Label(NamedTuple):
    """A label in a folded text: its position and its meaning."""

    start: int
    end: int
    meaning: Meaning


@lru_cache(maxsize=1024)
def find_labels(text: str) -> tuple[Label, ...]:
    """All labels of a folded text, in order."""
    words, several_words = _labels()
    found = [Label(match.start(), match.end(), "event") for match in _events().finditer(text)]
    matches = (match for match in _WORD.finditer(text) if match[0] in words)
    found += [Label(match.start(), match.end(), words[match[0]]) for match in matches]
    for phrase, meaning in several_words:
        at = text.find(phrase)
        if at >= 0:
            found.append(Label(at, at + len(phrase), meaning))
    found.sort(key=lambda label: (label.start, -label.end))
    # A word within a longer label says nothing of its own: `Anmälan senast`, `senast uppdaterad`.
    return tuple(
        label
        for n, label in enumerate(found)
        if not any(label.end <= other.end for other in found[:n] if label.start < other.end)
    )


def meaning_beside(before: str, after: str) -> Meaning | None:
    """The meaning of the words before and after a date; publication wins over change."""
    head, tail = folded(before[-_AHEAD:]), folded(after[:_BEHIND])
    ahead = find_labels(head)
    behind = [label for label in find_labels(tail) if not _goes_on(tail[label.end :])]
    meanings = {label.meaning for label in (*ahead, *behind) if label.meaning != "event"}
    if ahead and ahead[-1].meaning == "event" and not _DIGIT.search(head, ahead[-1].end):
        return "event"
    return "published" if "published" in meanings else "changed" if meanings else None


def _goes_on(text: str) -> bool:
    """True when a label behind a date belongs to what follows it: `4 March: publication of results`."""
    following = _WORD.match(text.lstrip(" "))
    return _DIGIT.search(text) is not None or (following is not None and len(following[0]) > _SHORT)


def meaning_alone(line: str, *, cell: bool = False) -> Meaning | None:
    """The meaning of a line that is only a label: `Last update`, `Deadline:`. A `cell` labels what follows it."""
    if _DIGIT.search(line):
        return None
    label = folded(line).strip(" –-|•*")
    words = _WORD.findall(label)
    if len(words) > _LIMITED or label.endswith((".", "!", "?")):
        return None
    if any(" ".join(words[-size:]) in phrases("limits") for size in (1, 2)):  # `Valid until`
        return "event"
    labels = find_labels(f"{label}:" if cell else label) if len(words) <= _WORDS else ()
    return labels[-1].meaning if labels else None


def names_step(line: str, *, heading: bool = False) -> bool:
    """True for a short line that names a step of a call or a project: `Opening of the call`, `In force since`.

    A day beside it is no day of publication. A line with only a word for calls, projects or events is as often the
    section of a post, unless it is a `heading` of several words or of calls.
    """
    if _DIGIT.search(line):
        return False
    label = folded(line).strip(" :–-|•*")
    words = _WORD.findall(label)
    if not 0 < len(words) <= _STEP or label.endswith((".", "!", "?")) or label in phrases("date_lines"):
        return False
    if any(one.meaning != "event" for one in find_labels(label)) or _whole(_POSTS).search(label) is not None:
        return False
    if _whole(_STEPS).search(label) is not None:
        return True
    return heading and _whole(_CALLS if len(words) == 1 else _MATTERS).search(label) is not None


def heads_events(line: str) -> bool:
    """True for the heading of a list of events or of an archive, in any of the languages."""
    return " ".join(_WORD.findall(folded(line))) in _lists()


def meanings_of_times(text: str, count: int) -> list[Meaning | None]:
    """The meanings of the `count` `<time>` elements of a line, in order, as far as its labels give them."""
    labels = [label for label in find_labels(folded(text[:_MOST])) if label.meaning != "event"]
    runs = [
        label.meaning for n, label in enumerate(labels) if not n or labels[n - 1].meaning != label.meaning
    ]
    if len(runs) == count:
        return list(runs)
    if count == 2 and runs == ["changed"]:  # 12 May (updated 15 June)
        return [None, "changed"]
    return [None] * count


@cache
def _labels() -> tuple[dict[str, Meaning], tuple[tuple[str, Meaning], ...]]:
    """Labels of publication and change, and those of them that have several words."""
    meanings: dict[str, Meaning] = dict.fromkeys(phrases("updated"), "changed")
    meanings.update(dict.fromkeys(phrases("published"), "published"))
    return meanings, tuple((label, meaning) for label, meaning in meanings.items() if " " in label)


@cache
def _events() -> re.Pattern[str]:
    anywhere, before_colon = phrases("deadlines").pattern, phrases("event_labels").pattern
    return re.compile(rf"(?<!\w)(?:{anywhere}(?!\w)|{before_colon}\s?[:?])")


@cache
def _whole(sets: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){phrases(*sets).pattern}(?![\w-])")


@cache
def _lists() -> frozenset[str]:
    lists = phrases("event_lists", "seminars", "archive_lists")
    return frozenset(" ".join(_WORD.findall(heading)) for heading in lists)
