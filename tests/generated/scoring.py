"""Every post on every frame, read by `extract_post`: what agrees with the truth, by frame and in all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache

from clusterwatch import extract_post
from tests.generated.frames import FRAMES, NOW, Frame
from tests.generated.posts import Post, all_posts

_WORD = re.compile(r"\w+")
GOOD_BODY = 0.98  # F1: a body with less is listed as a miss


@dataclass(frozen=True)
class Reading:
    """One page as it was read. `title`, `language` and `canonical` say whether they are exact, `body` is F1 by words.

    `day` is right on a page that tells one, `false_day` is a day on a page that tells none; None where a page
    has nothing of the kind.
    """

    frame: str
    post: str
    title: bool | None
    day: bool | None
    false_day: bool | None
    body: float
    language: bool | None
    canonical: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Means over pages; `false_days` is the share of the pages without a day that were given one."""

    title: float
    day: float
    false_days: float
    body: float
    language: float
    canonical: float


MEASURES = tuple(field.name for field in fields(Score))


@cache
def readings() -> tuple[Reading, ...]:
    """All pages, frame by frame."""
    return tuple(_read(name, frame, post) for name, frame in FRAMES.items() for post in all_posts())


def scores() -> dict[str, Score]:
    """The score of each frame, and of all pages together as `all`."""
    found = {name: score(r for r in readings() if r.frame == name) for name in FRAMES}
    return {"all": score(readings()), **found}


def by_language() -> dict[str, Score]:
    """The score of each language over all frames."""
    codes = dict.fromkeys(post.language.code for post in all_posts())
    return {code: score(r for r in readings() if r.post.startswith(f"{code}/")) for code in codes}


def score(some: Iterable[Reading]) -> Score:
    listed = list(some)
    return Score(
        title=_mean((r.title for r in listed), 1.0),
        day=_mean((r.day for r in listed), 1.0),
        false_days=_mean((r.false_day for r in listed), 0.0),
        body=_mean((r.body for r in listed), 1.0),
        language=_mean((r.language for r in listed), 1.0),
        canonical=_mean((r.canonical for r in listed), 1.0),
    )


def body_f1(true: Iterable[str], found: str | None) -> float:
    """F1 of the words of two texts, each as often as it stands there."""
    wanted, got = Counter(_words("\n".join(true))), Counter(_words(found or ""))
    both = wanted.total() + got.total()
    return 2 * (wanted & got).total() / both if both else 1.0


def _words(text: str) -> Iterator[str]:
    return (match[0].casefold() for match in _WORD.finditer(text))


def _read(name: str, frame: Frame, post: Post) -> Reading:
    page = frame(post)
    draft = extract_post(page.html, page.url, now=NOW)
    found_day = (draft.published or "")[:10]
    wanted_day = page.day.isoformat() if page.day else ""
    title = None if page.title is None else draft.title == page.title
    body = body_f1(page.body, draft.body)
    language = None if not page.language else draft.language == page.language
    canonical = draft.canonical == page.canonical
    notes = []
    if title is False:
        notes.append(f"title {draft.title!r}")
    if found_day != wanted_day:
        notes.append(f"day {found_day or None} instead of {wanted_day or None}")
    if body < GOOD_BODY:
        notes.append(f"body {body:.3f}")
    if language is False:
        notes.append(f"language {draft.language}")
    if not canonical:
        notes.append(f"canonical {draft.canonical}")
    day, false_day = (found_day == wanted_day, None) if page.day else (None, bool(found_day))
    key = f"{post.language.code}/{post.slug}"
    return Reading(name, key, title, day, false_day, body, language, canonical, tuple(notes))


def _mean(values: Iterable[float | None], empty: float) -> float:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else empty
