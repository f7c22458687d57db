"""Where the indexes of a source lead: redirects to another site, and when these mean that the site has moved.

A permanent redirect of the address of the source means it at once. So does that of another index on the same site, if
the posts listed there are on the new site too; a feed that a service for feeds delivers lists those of the old one.
A temporary redirect, or a refresh of the page, means it when it lasts until another night.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from clusterwatch import urls
from clusterwatch.config import Source
from clusterwatch.models import Entry, Page, Problem, ProblemCode, Value
from clusterwatch.text import unescape

_HEAD = 8_192  # bytes in which a refresh is searched
_REFRESH = re.compile(
    rb"<meta\b(?=[^>]*\bhttp-equiv\s*=\s*[\"']?refresh\b)[^>]*\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')",
    re.I,
)
_TARGET = re.compile(r"\s*(\d{1,3})[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.I)
_LONGEST = 10  # seconds: a page that is left later is a page for readers


@dataclass(frozen=True, slots=True)
class Move:
    """A redirect to another site: the index that was requested, where it ended, and whether that is permanent."""

    index: str
    target: str
    permanent: bool


@dataclass(slots=True)
class Moves:
    """The redirects to other sites that one run meets.

    `former` has pairs of addresses: on the site that the source had before, and on the site to which that moved.
    `at_home` says whether the address of the source answered without leading elsewhere.
    """

    source: Source
    former: list[tuple[str, str]] = field(default_factory=list)
    at_home: bool = False
    _met: dict[str, Move] = field(default_factory=dict)  # by the address at which the index was read
    _sure: list[Move] = field(default_factory=list)
    _passing: list[Move] = field(default_factory=list)

    def see(self, page: Page) -> None:
        """Note where an index was found. An index on a site that the keeper chose for it may lead anywhere."""
        if not urls.same_site(page.requested, self.source.url):
            return
        home = page.requested == self.source.url
        target = page.url
        if urls.same_site(target, page.requested):
            refreshed = refresh(page) if home else None
            if refreshed is None or urls.same_site(refreshed, page.requested):
                self.at_home = self.at_home or home
            else:
                self._passing.append(Move(page.requested, refreshed, permanent=False))
            return
        move = Move(page.requested, target, page.moved is not None)
        self.former.append((self.source.url, target))
        if home and move.permanent:
            self._sure.append(move)
        else:
            self._met[target] = move

    def listed(self, index: str, entries: Sequence[Entry]) -> None:
        """Note the posts of an index. Those that are on the site to which it led show that the site is there."""
        move = self._met.get(index)
        if move is None:
            return
        there = sum(urls.same_site(entry.url, move.target) for entry in entries)
        if there * 2 > len(entries):
            (self._sure if move.permanent else self._passing).append(move)

    def with_former(self, entry: Entry) -> Entry:
        """Return an entry with the addresses that its post had before the site moved, if its path was kept."""
        before = [
            urlunsplit((*urlsplit(old)[:2], *urlsplit(entry.url)[2:]))
            for old, new in self.former
            if urls.same_site(entry.url, new)
        ]
        return replace(entry, twins=(*entry.twins, *before)) if before else entry

    def is_new(self, url: str) -> bool:
        """Return whether an address is on a site to which the source has moved."""
        return any(urls.same_site(url, new) for _, new in self.former)

    def lasting(self, before: str | None, day: str | None, today: date) -> tuple[Problem | None, str | None]:
        """Return the problem of a site that has moved, if it has, and the target of a redirect that may pass.

        `before` is the target of such a redirect on the earlier `day` on which it was seen last.
        """
        if self._sure:
            return self._problem(self._sure[0]), None
        passing = self._passing[0] if self._passing else next(iter(self._met.values()), None)
        if passing is None:
            return None, None if self.at_home else before
        known = before is not None and urls.same_site(before, passing.target)
        if not known and passing not in self._passing:
            return None, before  # nothing shows that the posts are there
        lasts = known and day is not None and day < today.isoformat() and not passing.permanent
        return (self._problem(passing) if lasts else None), passing.target

    def _problem(self, move: Move) -> Problem:
        detail: dict[str, Value] = {"target": _address(move, self.source.url)}
        if move.index != self.source.url:
            detail["index"] = move.index
        if not move.permanent:
            detail["temporary"] = 1
        if any(urls.same_site(one.url, self.source.url) for one in self.source.discovery if one.url):
            detail["discover"] = 1
        return Problem(ProblemCode.MOVED, url=self.source.url, detail=detail)


def refresh(page: Page) -> str | None:
    """Return the address to which an HTML page sends its readers within seconds, or None."""
    found = _REFRESH.search(page.body[:_HEAD])
    if found is None:
        return None
    text = unescape((found[1] or found[2] or b"").decode("utf-8", "replace"))
    target = _TARGET.match(text)
    if target is None or int(target[1]) > _LONGEST:
        return None
    return urls.absolute(page.url, target[2])


def _address(move: Move, url: str) -> str:
    """Return the address of the source on the site to which one of its indexes led."""
    if move.index == url:
        return move.target
    asked, found = urlsplit(move.index), urlsplit(move.target)
    kept = (asked.path.rstrip("/"), asked.query) == (found.path.rstrip("/"), found.query)
    path = urlsplit(url)[2:4] if kept else ("/", "")
    return urlunsplit((found.scheme, found.netloc, *path, ""))
