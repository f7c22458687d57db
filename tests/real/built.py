"""Sites that a generator builds in a folder: their posts, and how generators are installed and run."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.real.truth import TEXTS, Published, written
from tests.sites.serving import Site, served

POSTS = 36
_FEEDS = frozenset({".xml", ".rss", ".atom", ".json", ".txt"})
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "ø": "o", "œ": "oe", "’": "-"})


@dataclass(frozen=True)
class Built:
    """A site that is built and served. `public` is its folder."""

    site: Site
    public: Path
    truth: list[Published]

    def switch(self, *, feeds: bool) -> None:
        """Answer 404 for everything but pages (feeds, sitemaps, robots.txt, data for programs), or no longer."""
        self.site.answers.clear()
        for file in self.public.rglob("*"):
            if not feeds and file.suffix in _FEEDS:
                self.site.answers[f"/{file.relative_to(self.public)}"] = (404, {}, b"")


@dataclass(frozen=True)
class Post:
    """A post before it has an address. Every fifth post has no tags."""

    published: Published
    slug: str
    category: str
    tags: tuple[str, ...]

    @property
    def date(self) -> tuple[str, str, str]:
        """Year, month and day."""
        year, month, day = self.published.day.split("-")
        return year, month, day

    def address(self, pattern: str) -> str:
        """Fill in a pattern of Hexo or Jekyll, such as `:category/:year/:title/`."""
        year, month, day = self.date
        values = {
            ":categories": slug(self.category),
            ":category": slug(self.category),
            ":year": year,
            ":month": month,
            ":day": day,
            ":title": self.slug,
        }
        for name, value in values.items():
            pattern = pattern.replace(name, value)
        return pattern


@dataclass(frozen=True)
class Task:
    """What a builder needs: an empty folder to work in, the address of the site, and its language."""

    folder: Path
    base: str
    language: str

    def text(self, name: str) -> str:
        """Return a text of the site: site, tagline."""
        return str(TEXTS[self.language][name])

    @property
    def categories(self) -> list[str]:
        return list(TEXTS[self.language]["categories"])

    @property
    def pages(self) -> list[tuple[str, str, str]]:
        """The slug, title and text of each page that is not a post."""
        return [(slug(title), title, text) for title, text in TEXTS[self.language]["pages"].items()]

    def posts(self) -> list[Post]:
        """Return the posts, newest first."""
        tags = TEXTS[self.language]["tags"]
        made = []
        for n, post in enumerate(written(self.language, POSTS)):
            own = (tags[n % 4], tags[(n + 1) % 4]) if n % 5 else ()
            made.append(Post(post, slug(post.title), self.categories[n % 3], own))
        return made

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def write_page(self, name: str, lines: Sequence[str], **head: Any) -> None:
        """Write a page in Markdown, with its front matter and a paragraph for each line."""
        self.write(name, front(**head) + "\n\n".join(lines) + "\n")

    def run(self, *command: str | Path, **env: str) -> None:
        """Run a command in the folder. It must succeed."""
        run(self.folder, *command, **env)


Made = tuple[Path, list[Published]]
"""The folder of a site that was built, and the published posts with their addresses. A draft is not among them."""

Builder = Callable[[Task], Made]


@dataclass(frozen=True)
class Kind:
    """A site: the name of its generator and theme, its language, and its builder."""

    name: str
    language: str
    build: Builder


@contextmanager
def building(kind: Kind, folder: Path) -> Iterator[Built]:
    """Build a site of this kind in the folder, and serve it."""
    public, work = folder / "public", folder / "site"
    public.mkdir()
    work.mkdir()
    # Generators must know the address of the site.
    with served(public) as site:
        made, truth = kind.build(Task(work, site.base, kind.language))
        shutil.copytree(made, public, dirs_exist_ok=True)
        yield Built(site, public, truth)


def installed(recipe: Path, place: Path, install: Callable[[Path], None]) -> Path:
    """Return the folder with the packages that a recipe names. `install` fills it on the first call.

    Its name is that of `place` and a hash of the recipe, so that other versions are installed in another folder.
    """
    digest = hashlib.sha256(recipe.read_bytes()).hexdigest()[:10]
    folder = place.with_name(f"{place.name}-{digest}").absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            install(folder)
            (folder / "complete").touch()
    return folder


def command(name: str, package: str) -> Path:
    """Return the path of a command of Debian. Without it the test fails."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is missing: apt-get install --no-install-recommends {package}")
    return Path(path)


def run(folder: Path, *command: str | Path, **env: str) -> None:
    """Run a command that must succeed."""
    done = subprocess.run(
        [str(c) for c in command],
        cwd=folder,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-3000:])


def slug(title: str) -> str:
    """Return a title as the segment of an address."""
    plain = (
        unicodedata.normalize("NFKD", title.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def front(**head: Any) -> str:
    """Return a front matter in YAML. JSON is YAML, but a day in quotation marks would be a text."""
    days = {"date", "pubDate"}
    values = (f"{k}: {v if k in days else json.dumps(v, ensure_ascii=False)}\n" for k, v in head.items())
    return f"---\n{''.join(values)}---\n\n"
