"""Announcements in many languages, each with words of its own: no two posts share a sentence."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from random import Random

from tests.generated.posts import Language, Piece, Post, all_posts

_WORD = re.compile(r"[^\W\d_]{2,}")
_SHORTEST = 220  # characters of a paragraph
_MARK = re.compile(r"[^\W_]+")


@cache
def languages() -> tuple[Language, ...]:
    """The languages of `tests/generated/texts`."""
    return tuple({post.language.code: post.language for post in all_posts()}.values())


@cache
def _words(code: str) -> tuple[str, ...]:
    """The words of all announcements in a language, in lower case, as often as they occur."""
    lines = [line for post in all_posts() if post.language.code == code for line in post.lines]
    return tuple(word.lower() for line in lines for word in _WORD.findall(line))


def write(random: Random, language: Language, day: date) -> Post:
    """Return an announcement of a day."""
    title = _sentence(random, language, random.randint(6, 9))[:-1]
    body = tuple(paragraph(random, language) for _ in range(random.randint(4, 6)))
    return Post(language, title, slug(title), day, "Ada Autor", body)


def paragraph(random: Random, language: Language) -> Piece:
    """Return a paragraph of a few sentences, too long to be taken for a label."""
    text = ""
    while len(text) < _SHORTEST:
        text = f"{text} {_sentence(random, language, random.randint(9, 16))}".strip()
    return Piece("p", (text,))


def slug(title: str) -> str:
    """Return a title as a part of an address."""
    ascii_only = title.lower().encode("ascii", "ignore").decode()
    return "-".join(_MARK.findall(ascii_only)) or "post"


def _sentence(random: Random, language: Language, length: int) -> str:
    words = random.choices(_words(language.code), k=length)
    return f"{' '.join(words).capitalize()}."
