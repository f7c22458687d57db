"""The step that reads a section of a WARC file and extracts its posts. A worker process runs it.

section ─► pages of the hosts of sources ─► source ─► address of a post? ─► read_page ─► a post? ─► Observation
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from time import thread_time

from clusterwatch import dates
from clusterwatch.compression import compress
from clusterwatch.errors import internal
from clusterwatch.models import Draft, Observation, Page, Problem
from clusterwatch.pipeline.scope import Address, Scope, SourceScope, is_post
from clusterwatch.pipeline.steps import complete, read_page
from clusterwatch.warc import Place, Section, captures


@dataclass(slots=True)
class Reading:
    """What a section contains, up to `rest`, which has not been read yet; None at the end.

    If it is `broken`, the file could not be opened or fetched.

    `counts` are numbers of records and pages: see `warc.captures`; `foreign`: pages on a shared host that belong to no
    source; `other`: pages that are not posts; `too_old`: posts before the first day that is wanted; `failed`: pages
    with an internal error.
    """

    seen: list[Observation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rest: Section | None = None
    broken: bool = False


def read_section(
    place: Place,
    section: Section,
    packed: bytes,
    since: str | None,
    budget: float | None = None,
    pages: int | None = None,
    clock: Callable[[], float] = thread_time,
) -> Reading:
    """Read a section of a file. `packed` is a pickled Scope, `since` the first day of posts that are wanted.

    After `budget` seconds of CPU time, or after `pages` pages, the rest of the section is left; but at least one item
    is read.
    """
    scope, reading, started, read = _unpacked(packed), Reading(), clock(), 0
    for number, item in enumerate(captures(place, section, scope.has, reading.counts)):
        over = budget is not None and clock() - started > budget
        if number and (over or (pages is not None and read >= pages)):
            reading.rest = item.rest
            break
        if item.problem is not None:
            reading.problems.append(item.problem)
        elif item.page is not None:
            read += 1
            reading.counts["pages"] += 1
            _read_page(item.page, scope, since, reading)
    return reading


def _read_page(page: Page, scope: Scope, since: str | None, reading: Reading) -> None:
    """Add a page to the posts of the sources that it belongs to. An error in it must not stop the other pages."""
    try:
        owners = scope.owners(page.url)
        reading.counts["foreign"] += not owners
        for one in owners:
            _add(page, one, since, reading)
    except Exception as error:
        reading.problems.append(internal(error, page.url))
        reading.counts["failed"] += 1


def _add(page: Page, one: SourceScope, since: str | None, reading: Reading) -> None:
    address = one.address(page.url)
    draft = None
    if address is not Address.OTHER:
        draft = read_page(page, one.source, None, one.order, one.learned)
    if draft is None or not is_post(draft, page, one, address):
        reading.counts["other"] += 1
    elif since and draft.published and dates.is_before(draft.published, since):
        reading.counts["too_old"] += 1
    else:
        reading.seen.append(_observation(one.source.id, page, draft))


def _observation(source: str, page: Page, draft: Draft) -> Observation:
    """Return what the archive needs. The page is compressed, and its bytes need not be sent as well."""
    packed = replace(page, body=b"", compressed=compress(page.body))
    return Observation(source, page.url, complete(draft, page.fetched), None, packed)


def next_page(place: Place, section: Section, packed: bytes) -> tuple[str | None, Section | None]:
    """Return the address of the next page of a section, which is not read, and what comes after it."""
    scope, url = _unpacked(packed), None
    for item in captures(place, section, scope.has, Counter()):
        if url is not None:
            return url, item.rest
        if item.page is not None:
            url = item.page.url
    return url, None


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Scope:
    scope: Scope = pickle.loads(packed)  # noqa: S301 - packed by this program
    return scope
