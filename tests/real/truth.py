"""The posts that a test site publishes, and the comparison of an archive with them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clusterwatch import urls
from tests.sites.serving import posts

TEXTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))
_MONTHS = 83  # over which the posts of a site are spread


@dataclass(frozen=True)
class Published:
    """A post as its author wrote it. `url` is empty until the site has assigned one."""

    title: str
    day: str
    lines: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True)
class Difference:
    """The differences of an archive from what was published: URLs, each with the value in the archive.

    All fields are empty if the archive is right.
    """

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    titles: tuple[str, ...]
    days: tuple[str, ...]
    bodies: tuple[str, ...]

    def none(self) -> bool:
        return not (self.missing or self.extra or self.titles or self.days or self.bodies)

    def counts(self) -> tuple[int, ...]:
        return tuple(len(part) for part in (self.missing, self.extra, self.titles, self.days, self.bodies))


def written(language: str, count: int = 25) -> list[Published]:
    """Return posts in a language, newest first, over about seven years.

    There are 25 titles. Those of more posts begin with a town.
    """
    texts = TEXTS[language]
    titles, towns = texts["titles"], texts["towns"]
    titles = [*titles, *(f"{towns[n % len(towns)]}: {title}" for n, title in enumerate(titles))][:count]
    made = []
    for n, title in enumerate(titles):
        town = towns[n % len(towns)]
        lines = list(texts["paragraphs"])
        if n % 3 == 1:
            lines.insert(n % 2, texts["others"][n % 2])
        months = 2026 * 12 + 9 - round(n * _MONTHS / count)
        day = f"{months // 12}-{months % 12 + 1:02d}-{n * 7 % 28 + 1:02d}"
        formatted = tuple(line.format(title=title, town=town, n=n + 3) for line in lines)
        made.append(Published(title, day, formatted))
    return made


def located(post: Published, url: str) -> Published:
    """Return a post with its address."""
    return replace(post, url=url)


def compare(truth: list[Published], folder: Path) -> Difference:
    """Compare the archive in `folder` with what was published."""
    expected = {urls.key(p.url): p for p in truth}
    found = {urls.key(row["url"]): row for row in posts(folder)}
    both = [(expected[key], found[key]) for key in expected if key in found]
    return Difference(
        tuple(p.url for key, p in expected.items() if key not in found),
        tuple(f"{row['url']} {row['title']}" for key, row in found.items() if key not in expected),
        tuple(f"{p.url} {row['title']}" for p, row in both if row["title"] != p.title),
        tuple(
            f"{p.url} {row['published']} for {p.day}"
            for p, row in both
            if (row["published"] or "")[:10] != p.day
        ),
        tuple(f"{p.url} {row['body']!r}" for p, row in both if row["body"] != "\n".join(p.lines)),
    )
