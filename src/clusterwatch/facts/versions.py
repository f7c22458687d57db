"""Read the facts of a post in all its versions, for the archive. Pure, so that a worker does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from clusterwatch import facts, urls
from clusterwatch.facts.moved import moved_by_edit, moved_by_text, without_repetition
from clusterwatch.models import Draft, Facts, FactsOfText, Link, MovedDay, StatedDay
from clusterwatch.pickling import quickly_pickled

_EDIT = "edit"
_DAY = len("2026-11-29")


@quickly_pickled
@dataclass(frozen=True, slots=True)
class TextVersion:
    """The text of one version of a post, which was first seen at `seen` (a stamp).

    `cause` says why it replaced the version before it: `edit` if the site did.
    """

    seen: str
    cause: str
    title: str | None
    body: str | None
    language: str | None
    published: str | None


@quickly_pickled
@dataclass(frozen=True, slots=True)
class PostText:
    """The texts of the post at `url`, oldest first. `first_seen` is a stamp.

    `declared` are the days that data of its page state, and `links` its links to other sites. Both count for the
    current version.
    """

    post: int
    url: str
    first_seen: str
    versions: tuple[TextVersion, ...]
    declared: tuple[StatedDay, ...] = ()
    links: tuple[Link, ...] = ()


def links_abroad(links: Iterable[Link], url: str) -> tuple[Link, ...]:
    """Return the links that lead to other sites than that of a post with the address `url`."""
    own = urls.site(url)
    return tuple(link for link in links if link.host and link.host != own)


def with_facts(draft: Draft, now: datetime) -> Draft:
    """Return a draft with its facts. `now` is when it was read."""
    if draft.interstitial or (draft.title is None and draft.body is None):
        return draft
    texts = (draft.title, draft.body, draft.language, draft.published)
    links = links_abroad(draft.links, draft.url)
    read = facts.read_facts(*texts, now, declared=draft.declared_days, links=links)
    since = counted_from(draft.published, now.astimezone(UTC).isoformat())
    return replace(draft, facts=FactsOfText(read, draft.title, draft.body, draft.language, since))


def counted_from(published: str | None, first_seen: str) -> str:
    """Return the day from which years that are not written are counted, as FactsOfText has it."""
    day = (published or "")[:_DAY]
    return day if len(day) == _DAY else f"{day} {first_seen[:_DAY]}"


def read_versions(posts: Sequence[PostText]) -> list[tuple[Facts, tuple[MovedDay, ...]]]:
    """Return for each post what its current version says, and the days that were moved in all versions."""
    return [_read(post) for post in posts]


def _read(post: PostText) -> tuple[Facts, tuple[MovedDay, ...]]:
    first_seen = datetime.fromisoformat(post.first_seen)
    former = [facts.read_facts(*_texts(version), first_seen) for version in post.versions[:-1]]
    current = _texts(post.versions[-1])
    read = [*former, facts.read_facts(*current, first_seen, declared=post.declared, links=post.links)]
    return read[-1], without_repetition(_moved(post.versions, read))


def _texts(version: TextVersion) -> tuple[str | None, str | None, str | None, str | None]:
    return version.title, version.body, version.language, version.published


def _moved(versions: Sequence[TextVersion], read: Sequence[Facts]) -> Iterator[MovedDay]:
    yield from moved_by_text(read[0].days, versions[0].seen)
    for (was, now), version in zip(pairwise(read), versions[1:], strict=True):
        if version.cause == _EDIT:
            yield from moved_by_edit(was.days, now.days, version.seen)
        yield from moved_by_text(now.days, version.seen)
