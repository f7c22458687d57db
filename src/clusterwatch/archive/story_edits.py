"""What a person does with stories: put posts together or apart, and make all stories again by the current rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlite_utils import Database

from clusterwatch.archive.stories import Stories


@dataclass(frozen=True, slots=True)
class StoryChanges:
    """What making the stories again changed: the posts of each story that joins several, and of each that was split."""

    posts: int
    joined: tuple[tuple[int, ...], ...]
    split: tuple[tuple[int, ...], ...]


def stories_by_post(db: Database) -> dict[int, int]:
    """Return the story of each post that has one."""
    return dict(db.conn.execute("SELECT id, story FROM posts WHERE story IS NOT NULL").fetchall())


def changes_of(before: Mapping[int, int], after: Mapping[int, int]) -> StoryChanges:
    """Return how the stories of posts differ."""
    return StoryChanges(len(after), _several(after, before), _several(before, after))


def join_posts(stories: Stories, posts: Sequence[int], now: datetime) -> list[int]:
    """Put posts into one story with all posts that are with them, whatever their texts say. Return all of them.

    Earlier decisions to keep any two of them apart end.
    """
    whole = sorted({other for post in posts for other in (post, *stories.posts_with(post))})
    stories.links.decide(combinations(whole, 2), now, together=True)
    stories.regroup(stories.links.groups(posts))
    return stories.posts_with(posts[0])


def split_post(stories: Stories, post: int, now: datetime) -> list[int]:
    """Take a post out of its story. Return the posts that were with it."""
    others = [other for other in stories.posts_with(post) if other != post]
    stories.links.decide(((post, other) for other in others), now, together=False)
    stories.regroup(stories.links.groups([post, *others]))
    return others


def _several(groups: Mapping[int, int], by: Mapping[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of posts that have more than one group in `by`."""
    found: dict[int, list[int]] = {}
    for post in sorted(groups.keys() & by.keys()):
        found.setdefault(groups[post], []).append(post)
    return tuple(tuple(posts) for posts in found.values() if len({by[post] for post in posts}) > 1)
