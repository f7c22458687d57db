"""What a site has published, and how an archive differs from it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusterwatch import urls
from tests.sites.serving import posts

TEXTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))
_MONTHS_APART = 83 / 25  # 25 posts over some seven years


@dataclass(frozen=True)
class Published:
    """A post as its author wrote it; `url` is the path the site gives it, empty until the site said so."""

    title: str
    day: str
    lines: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Difference:
    """How an archive differs from the truth; all empty where it is the same. Paths, each with what was read."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    titles: tuple[str, ...]
    days: tuple[str, ...]
    bodies: tuple[str, ...]

    def none(self) -> bool:
        return not (self.missing or self.extra or self.titles or self.days or self.bodies)

    def counts(self) -> tuple[int, ...]:
        return tuple(len(part) for part in (self.missing, self.extra, self.titles, self.days, self.bodies))


def written(language: str) -> list[Published]:
    """25 posts of a language, newest first, some years apart from first to last."""
    texts = TEXTS[language]
    made = []
    for n, title in enumerate(texts["titles"]):
        town = texts["towns"][n % len(texts["towns"])]
        lines = list(texts["paragraphs"])
        if n % 3 == 1:
            lines.insert(n % 2, texts["others"][n % 2])
        months = 2026 * 12 + 9 - round(n * _MONTHS_APART)
        day = f"{months // 12}-{months % 12 + 1:02d}-{n * 7 % 28 + 1:02d}"
        said = tuple(line.format(title=title, town=town, n=n + 3) for line in lines)
        made.append(Published(title, day, said))
    return made


def compare(truth: list[Published], folder: Path) -> Difference:
    """The archive in `folder` against what was published."""
    wanted = {urls.key(p.url): p for p in truth}
    found = {urls.key(row["url"]): row for row in posts(folder)}
    both = [(wanted[key], found[key]) for key in wanted if key in found]
    return Difference(
        tuple(p.url for key, p in wanted.items() if key not in found),
        tuple(f"{row['url']} {row['title']}" for key, row in found.items() if key not in wanted),
        tuple(f"{p.url} {row['title']}" for p, row in both if row["title"] != p.title),
        tuple(
            f"{p.url} {row['published']} for {p.day}"
            for p, row in both
            if (row["published"] or "")[:10] != p.day
        ),
        tuple(f"{p.url} {row['body']!r}" for p, row in both if row["body"] != "\n".join(p.lines)),
    )
