"""Labelled pairs of texts: announcements with typical edits of relays, and templates filled in with other values."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from clusterwatch.stories.similarity import StoryText

_TEXTS = tomllib.loads(Path(__file__).with_name("story_texts.toml").read_text("utf-8"))
EVENT, PROJECT, RETOLD, WELCOME, LEADS = (
    _TEXTS[name] for name in ("event", "project", "retold", "welcome", "leads")
)
FIRMS = (("Holvek", "Nordhafen"), ("Tavira Tools", "Altmond"), ("Brenner Sund", "Karlow"))
TEMPLATES = {"event": EVENT, "project": PROJECT}
YEARS = (
    {"y": 2024, "d": 14, "n": 180, "m": 32},
    {"y": 2025, "d": 13, "n": 210, "m": 36},
    {"y": 2026, "d": 12, "n": 195, "m": 40},
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of two sources. `same` tells whether they are the same announcement.

    `half` is 0 for pairs that the thresholds were tuned on, and 1 for pairs that were held out.
    """

    kind: str
    language: str
    half: int
    one: StoryText
    other: StoryText
    same: bool


def pairs() -> Iterator[Pair]:
    """Yield all pairs. They are the same at each call."""
    for number, language in enumerate(EVENT):
        yield from _of(language, number % 2)
    for (a, b), half in zip(combinations(EVENT, 2), _alternating(), strict=False):
        one, other = _filled(EVENT[a], 2), _filled(EVENT[b], 2)
        yield Pair("translation", f"{a}-{b}", half, one, other, same=False)


def _of(language: str, half: int) -> Iterator[Pair]:
    dice = random.Random(f"{language} pairs")
    for name, texts in TEMPLATES.items():
        base = _filled(texts[language], 2)
        for kind, text in _copies(base.body, language, dice):
            later = StoryText(text, f"2026-05-{dice.randint(2, 28):02d}")
            yield Pair(kind, language, half, base, later, same=True)
            yield Pair(f"{kind}, day not known", language, half, base, StoryText(text), same=True)
        for year in (0, 1):
            for days in (True, False):
                again = (
                    _filled(texts[language], year) if days else StoryText(_filled(texts[language], year).body)
                )
                yield Pair(f"template of the {name}", language, half, base, again, same=False)
        again = _filled(texts[language], 1)
        lead = f"{LEADS[language]}\n{again.body}"
        yield Pair("template with a lead", language, half, base, StoryText(lead, again.day), same=False)
    yield Pair(
        "other text", language, half, _filled(EVENT[language], 2), _filled(PROJECT[language], 2), same=False
    )
    if language in WELCOME:
        notices = [StoryText(WELCOME[language].format(a=a, b=b), "2026-04-12") for a, b in FIRMS]
        for one, other in combinations(notices, 2):
            yield Pair("notice for another member", language, half, one, other, same=False)
        for kind, text in _copies(notices[0].body, language, dice):
            yield Pair(kind, language, half, notices[0], StoryText(text, "2026-04-15"), same=True)
    if language in RETOLD:
        for year in (1, 2):
            retold = _filled(RETOLD[language], year)
            yield Pair("same topic", language, half, _filled(EVENT[language], 2), retold, same=False)


def _copies(text: str, language: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind of edit, text) for the edits that relays make."""
    sentences = re.split(r"(?<=[.!?]) +", text)
    yield "typography", text.replace("'", "’").replace(" – ", " - ").upper()
    yield "another lead", " ".join([LEADS[language], *sentences[1:]])
    yield "cut ending", " ".join(sentences[: max(3, len(sentences) - 2)])
    yield "a tenth of the words changed", _reworded(text, language, dice)
    yield "added paragraph", f"{text}\n{LEADS[language]}"
    yield "lead and cut ending", " ".join([LEADS[language], *sentences[1:-1]])


def _reworded(text: str, language: str, dice: random.Random) -> str:
    """Return the text with a tenth of its words replaced. Words with digits are kept, as editors keep figures."""
    words = text.split()
    vocabulary = [w for w in f"{LEADS[language]} {PROJECT[language]}".split() if w.isalpha()]
    plain = [n for n, word in enumerate(words) if not re.search(r"\d", word)]
    for index in dice.sample(plain, round(len(words) / 10)):
        words[index] = dice.choice(vocabulary)
    return " ".join(words)


def _filled(template: str, year: int) -> StoryText:
    """Return a template filled in with the values of a year, and its day."""
    values = YEARS[year]
    return StoryText(template.format(**values), f"{values['y']}-04-{values['d']:02d}")


def _alternating() -> Iterator[int]:
    while True:
        yield 0
        yield 1
