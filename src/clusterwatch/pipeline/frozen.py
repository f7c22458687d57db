"""When a source gets a second look, and whether another index shows that the one in use is frozen. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from clusterwatch.archive.times import moment

WEEK = timedelta(days=7)
COMPARED = 30  # posts of an index
_LAG = timedelta(days=2)  # in which an index that is delivered late has the newest posts
_SHARE = 0.7  # of the older posts of an index that are known, if it lists the same things as the one in use
_KNOWN = 2  # posts that show it
_CHANCE = 0.05  # of other things than posts among the newest of an index, at most
_ALONE = 2  # posts of a news page that lists nothing older


@dataclass(frozen=True, slots=True)
class Looked:
    """The last second look at a source: when it was, and the index that may have had newer posts."""

    at: datetime | None = None
    suspected: str | None = None


class Newer(Enum):
    """Whether an index has newer posts than the one in use."""

    NO = auto()
    PERHAPS = auto()  # another look on the next night decides
    YES = auto()


@dataclass(frozen=True, slots=True)
class Post:
    """A post of another index: whether the archive knows it, and its ISO day."""

    known: bool
    day: str | None


def is_due(source: str, now: datetime, born: str | None, newest: str | None, last: Looked) -> bool:
    """Return whether a source gets a second look: each week on its own weekday, or later if that night was missed.

    `born` is when the archive saw the source first, `newest` when it saw a new post last, as time stamps. A source gets
    none in its first week, and none while its index has new posts.
    """
    start = moment(born)
    if start is None or now - start < WEEK:
        return False
    posted = moment(newest)
    if posted is not None and posted > max(now - WEEK, last.at or start):
        return False
    weekday = hashlib.blake2b(source.encode(), digest_size=2).digest()[0] % 7
    turn = now.date() - timedelta(days=(now.toordinal() - weekday) % 7)
    if last.at is None:
        return turn >= (start + WEEK).date()
    return last.at.date() < (now.date() if last.suspected else turn)


def compare(posts: Sequence[Post], newest: str | None, today: date, *, named: bool, suspected: bool) -> Newer:
    """Return whether an index has posts that are newer than `newest`, the day of the newest archived post.

    `posts` are those of the index in its order. It must list the same things as the index in use: most of its older
    posts are known. An index that is `named` the news of the site may begin anew, without older posts. `suspected`
    says that an earlier look found newer posts already.
    """
    posts = [post for post in posts[:COMPARED] if post.day is None or post.day <= today.isoformat()]
    if newest is None:
        posts = [Post(post.known, None) for post in posts]
    fresh: list[Post] = []
    older: list[Post] = []
    for post in posts:
        is_fresh = not post.known and post.day is not None and post.day > (newest or "")
        (fresh if is_fresh else older).append(post)
    if fresh:
        settled = any((p.day or "") <= (today - _LAG).isoformat() for p in fresh)
        if not (_is_alike(older, len(fresh)) or (named and not older and len(fresh) >= _ALONE)):
            return Newer.NO
        return Newer.YES if settled or suspected else Newer.PERHAPS
    undated = next((number for number, post in enumerate(posts) if post.known), 0)
    if any(p.day for p in posts[:undated]) or undated < _ALONE or not _is_alike(posts[undated:], undated):
        return Newer.NO
    return Newer.YES if suspected else Newer.PERHAPS


def _is_alike(older: Sequence[Post], fresh: int) -> bool:
    """Return whether so many fresh posts are unlikely to be of the things that the index in use never lists."""
    known = sum(post.known for post in older)
    if known < _KNOWN or known < _SHARE * len(older):
        return False
    return bool((1 - known / len(older)) ** fresh < _CHANCE)
