"""The announcements and the words of the sites that print them, as `texts/*.toml` has them; one file per language.

No text has a character that HTML would escape, so that frames can use them as they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["p", "h2", "quote", "ul", "ol", "table"]
Form = Literal["long", "full", "numeric", "month"]
TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class Piece:
    """A part of a text: one line for `p`, `h2` and `quote`, the items of a list, the rows of a table."""

    kind: Kind
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """The lines of plain text that a reader sees."""
        return self.lines or tuple(" ".join(row) for row in self.rows)


@dataclass(frozen=True)
class Other:
    """Another post of the site, as a teaser shows it."""

    title: str
    text: str


@dataclass(frozen=True)
class Comment:
    """What a reader wrote below a post."""

    author: str
    text: str


@dataclass(frozen=True)
class Language:
    """A language, the forms of its dates, and an invented site that speaks it."""

    code: str
    site: str
    host: str
    charset: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    forms: Mapping[Form, str]
    words: Mapping[str, str]
    others: tuple[Other, ...]
    comments: tuple[Comment, ...]

    def write(self, day: date, form: Form = "long") -> str:
        """`day` as the language writes it."""
        return self.forms[form].format(
            d=day.day,
            dd=f"{day.day:02}",
            m=day.month,
            mm=f"{day.month:02}",
            y=day.year,
            month=self.months[day.month - 1],
            weekday=self.weekdays[day.weekday()],
        )


@dataclass(frozen=True)
class Post:
    """An announcement: what is true of it, whatever page it stands on."""

    language: Language
    title: str
    slug: str
    day: date
    author: str
    body: tuple[Piece, ...]

    @property
    def site(self) -> str:
        return self.language.site

    @property
    def others(self) -> tuple[Other, ...]:
        """Other posts of the site."""
        return self.language.others

    def word(self, name: str) -> str:
        return self.language.words[name]

    def at(self, day: date, form: Form = "long") -> str:
        """A day as the language writes it."""
        return self.language.write(day, form)

    def write(self, form: Form = "long") -> str:
        """The day of publication as the language writes it."""
        return self.language.write(self.day, form)

    def say(self, name: str, day: date | None = None, form: Form = "long") -> str:
        """A phrase of the site with a day in it, that of publication by default."""
        return self.word(name).format(day=self.language.write(day or self.day, form))

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole text without its title."""
        return tuple(line for piece in self.body for line in piece.text)


@cache
def all_posts() -> tuple[Post, ...]:
    """Every post, in the order of the files."""
    return tuple(post for path in sorted(TEXTS.glob("*.toml")) for post in _read(path))


def _read(path: Path) -> list[Post]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    names: tuple[Form, ...] = ("long", "full", "numeric", "month")
    forms = {name: data[name] for name in names}
    language = Language(
        data["code"],
        data["site"],
        data["host"],
        data["charset"],
        tuple(data["months"]),
        tuple(data["weekdays"]),
        forms,
        data["words"],
        tuple(Other(**other) for other in data["others"]),
        tuple(Comment(**comment) for comment in data["comments"]),
    )
    return [
        Post(
            language,
            post["title"],
            post["slug"],
            post["day"],
            post["author"],
            tuple(_piece(piece) for piece in post["body"]),
        )
        for post in data["posts"]
    ]


def _piece(entry: Mapping[str, str | Sequence[str] | Sequence[Sequence[str]]]) -> Piece:
    ((kind, content),) = entry.items()
    if isinstance(content, str):
        return Piece(_kind(kind), (content,))
    if kind == "table":
        return Piece("table", rows=tuple(tuple(row) for row in content))
    return Piece(_kind(kind), tuple(line for line in content if isinstance(line, str)))


def _kind(name: str) -> Kind:
    kinds: dict[str, Kind] = {"p": "p", "h2": "h2", "quote": "quote", "ul": "ul", "ol": "ol"}
    return kinds[name]
