"""Labels beside a date: they say that it is the date of publication, of a change, or of an event.

The labels are sets of `vocab`: `published`, `updated`, `deadlines` and `event_labels`; headings of lists are
`event_lists`, `seminars` and `archive_lists`. `step_labels` say what happens on other days.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from clusterwatch.vocab import folded, phrases

Meaning = Literal["published", "changed", "event", "other"]

_AHEAD, _BEHIND = 60, 30  # characters before a date and behind it in which its label stands
_WORDS = 4  # of a line that is a label and nothing else
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
    return tuple(sorted(found))


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


def names_step(line: str) -> bool:
    """True for a short line that names a step of a call, a project or a law: `Opening of the call`, `In force since`.

    A day beside it is no day of publication.
    """
    label = folded(line).strip(" :–-|•*")
    if _DIGIT.search(line) or len(_WORD.findall(label)) > _LIMITED:
        return False
    return _steps().search(label) is not None


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
def _steps() -> re.Pattern[str]:
    known = phrases("step_labels").pattern
    return re.compile(rf"^{known}(?!\w)|(?<![\w-]){known}$")


@cache
def _lists() -> frozenset[str]:
    lists = phrases("event_lists", "seminars", "archive_lists")
    return frozenset(" ".join(_WORD.findall(heading)) for heading in lists)
