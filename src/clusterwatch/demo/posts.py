"""The posts of the demo sites, from data/*.json. Pages, feeds and tests are all based on them.

The posts of coming.json are of the last days before a demo, and name days that come: open calls and an event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from clusterwatch.text import words

Body = tuple[str | tuple[str, ...], ...]  # paragraphs; a tuple is a bulleted list
_LEAD = 24  # words of the excerpt of a post
_COMING = re.compile(r"\{\+(\d+)\}")
_NAMES = ("lumerance", "nordmark", "almazul", "podhorsko")


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a site.

    `path` is the path of its address. `published` is the time of publication in the time zone of the site, and `day` is
    the day as the site writes it.
    """

    id: int
    path: str
    title: str
    language: str
    published: datetime
    day: str
    body: Body

    @property
    def lead(self) -> str:
        """The excerpt of the post for indexes and feeds."""
        return " ".join(str(self.body[0]).split()[:_LEAD]) + " …"

    @property
    def utc(self) -> datetime:
        """The time of publication in UTC."""
        return self.published.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """A site with its posts, newest first. `plan` is the rest of its data: paths, feed, markup, other pages."""

    id: str
    posts: tuple[Post, ...]
    plan: Mapping[str, Any]


@cache
def load(today: date | None = None) -> tuple[Site, ...]:
    """Return all sites, in the order of sources.yaml. With `today`, each has one more post, of the days before it."""
    coming = _read("coming") if today else {}
    return tuple(_site(name, coming.get(name), today) for name in _NAMES)


def _site(name: str, coming: Mapping[str, Any] | None, today: date | None) -> Site:
    plan = _read(name)
    posts = [_post(raw, plan) for raw in plan["posts"]]
    if coming and today:
        published = datetime.combine(
            today - timedelta(days=coming["ago"]), time.fromisoformat(coming["time"])
        )
        body = [_with_days(part, published, plan) for part in coming["body"]]
        posts.insert(0, _post({**coming, "published": published.isoformat(), "body": body}, plan))
    return Site(name, tuple(posts), plan)


def _with_days(paragraph: str, published: datetime, plan: Mapping[str, Any]) -> str:
    """Write the day that is 13 days after the publication in place of `{+13}`, as the site writes days."""
    return _COMING.sub(lambda m: _written(published + timedelta(days=int(m[1])), plan), paragraph)


def _read(name: str) -> Any:
    return json.loads(files(__package__).joinpath("data", f"{name}.json").read_text("utf-8"))


def _post(raw: Mapping[str, Any], plan: Mapping[str, Any]) -> Post:
    published = datetime.fromisoformat(raw["published"]).replace(tzinfo=ZoneInfo(plan["timezone"]))
    slug = "-".join(words(raw["title"]))
    path = plan["post_path"].format(id=raw["id"], slug=slug, year=published.year, month=published.month)
    body = _read("announcement") if raw.get("announcement") else raw["body"]
    return Post(
        id=raw["id"],
        path=path,
        title=raw["title"],
        language=raw.get("language", plan["language"]),
        published=published,
        day=_written(published, plan),
        body=tuple(part if isinstance(part, str) else tuple(part) for part in body),
    )


def _written(published: datetime, plan: Mapping[str, Any]) -> str:
    day = plan.get("first_day", "1") if published.day == 1 else str(published.day)
    month = plan["months"][published.month - 1]
    return str(plan["day"].format(day=day, month=month, year=published.year))
