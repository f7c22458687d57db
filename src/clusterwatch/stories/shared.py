"""Find in the texts of a story the facts that its posts share, so that people can compare them side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clusterwatch.dates.calendar import day_in
from clusterwatch.facts.mentions.found import words_of
from clusterwatch.stories.letters import plain
from clusterwatch.stories.numbers import found_numbers
from clusterwatch.stories.rarity import usual_weight
from clusterwatch.stories.score import PREFIX, common_beginning
from clusterwatch.stories.signature import HIDDEN, dates_in, days_of, without
from clusterwatch.vocab.languages import base_language

_TELLING = 3.0  # weight from which a number is worth a mark: most announcements have small ones
_SHORTEST, _ENDING = 4, 3  # letters of a name; those by which a form of it is longer at most
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class StoryPost:
    """What is compared of a post: its text (title and body, each line a paragraph), language and day of publication.

    `mentions` are the texts by which it names bodies, programmes, calls and places, each with what they name.
    """

    text: str
    language: str | None
    published: str | None
    mentions: Mapping[str, str]


class Mark(NamedTuple):
    """The characters of a text from `start` up to `end` that state a fact, such as `day 2026-04-30`."""

    start: int
    end: int
    fact: str


def shared_marks(posts: Sequence[StoryPost]) -> list[tuple[Mark, ...]]:
    """Return for each post what it states that another one states, too, from left to right. No two marks overlap.

    Where posts are in several languages, a word that only posts in one of them share is no mark: two texts in one
    language have most words in common.
    """
    found = [list(_marks(post)) for post in posts]
    languages = [base_language(post.language or "") for post in posts]
    across = len(set(languages)) > 1
    told: dict[str, set[tuple[int, str]]] = {}
    for number, marks in enumerate(found):
        for fact in {mark.fact for mark in marks}:
            told.setdefault(fact, set()).add((number, languages[number]))
    names = _same_names(fact.partition(" ")[2] for fact in told if fact.startswith("name "))
    for name, same in names.items():
        told.setdefault(f"name {same}", set()).update(told[f"name {name}"])
    kept = {fact for fact, by in told.items() if _is_shared(fact, by, across=across)}
    return [tuple(_apart(_renamed(marks, names), kept)) for marks in found]


def _is_shared(fact: str, by: set[tuple[int, str]], *, across: bool) -> bool:
    return len({language for _, language in by} if across and fact.startswith("name ") else by) > 1


def _renamed(marks: Iterable[Mark], names: Mapping[str, str]) -> Iterator[Mark]:
    for mark in marks:
        kind, _, value = mark.fact.partition(" ")
        yield mark._replace(fact=f"name {names[value]}") if kind == "name" else mark


def _apart(marks: Iterable[Mark], kept: set[str]) -> Iterator[Mark]:
    """Yield the marks of the facts in `kept` from left to right, the longest of those that overlap."""
    behind = 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.fact in kept and mark.start >= behind:
            yield mark
            behind = mark.end


def _same_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the shortest beginning that it has in common with another form: Varna, Varni, Varnában."""
    ordered = sorted(set(names), key=lambda name: (len(name), name))
    same: dict[str, str] = {}
    known: dict[str, list[str]] = {}
    for name in ordered:
        alike = known.setdefault(name[:PREFIX], [])
        same[name] = next((same[one] for one in alike if _is_form_of(name, one)), name)
        alike.append(name)
    return same


def _is_form_of(name: str, shorter: str) -> bool:
    common = common_beginning(shorter, name)
    return bool(common) and len(name) - len(common) <= _ENDING


def _marks(post: StoryPost) -> Iterator[Mark]:
    code = base_language(post.language) if post.language else None
    day = day_in(post.published)
    start = 0
    for line in post.text.split("\n"):
        rest = line
        for found in dates_in(line, code):
            rest = without(rest, found)
            for fact in dict.fromkeys(days_of(found, day)):
                yield Mark(start + found.start, start + found.end, fact)
        for mark in _in_rest(rest, code):
            yield mark._replace(start=start + mark.start, end=start + mark.end)
        start += len(line) + 1
    for raw, fact in post.mentions.items():
        at = post.text.find(raw)
        if raw and at >= 0:
            yield Mark(at, at + len(raw), fact)


def _in_rest(text: str, language: str | None) -> Iterator[Mark]:
    """Yield the numbers, acronyms and names of a line without its dates."""
    for start, end, value in found_numbers(_YEAR.sub(HIDDEN * 4, text), language):
        fact = f"number {value:.10g}"
        if usual_weight(fact) >= _TELLING:
            yield Mark(start, end, fact)
    if text.isupper():
        return
    for word in words_of(text):
        same = plain(word.as_written)
        if word.is_acronym and not word.as_written[0].isdigit() and len(same) > 1:
            yield Mark(word.start, word.end, f"acronym {same}")
        elif word.is_capitalised and len(word.as_written) >= _SHORTEST:
            yield Mark(word.start, word.end, f"name {same}")
