"""Every exception clusterwatch raises, sorted by what the caller does next.

ClusterwatchError
├── UsageError              ask the person to correct the call (exit code 2)
│   ├── ConfigError         … or sources.yaml; `faults` lists all of them with line and source
│   └── ArchiveError        … or the archive file: not SQLite, from a newer version, not writable
├── Locked                  another run holds the archive (exit code 3)
├── FetchError              one address could not be had: record it, go on
│   ├── Unreachable         no connection, broken off, timed out        → try again another night
│   ├── BadStatus           an answer that is not 200 or 304; `status`  → 404 and 410: withdrawn
│   ├── Deferred            429, 503, robots.txt 5xx; `not_before`      → leave the host alone till then
│   ├── Blocked             a challenge, cookie wall or login           → tell a person; nothing is evaded
│   ├── Forbidden           robots.txt says no                          → respect it
│   ├── Refused             not http(s), or a private address           → a fault of the link or the file
│   └── TooLarge            more than the cap, or too many redirects    → record it
└── NothingFound            an index without posts, a page without a post: a change of the site

FetchError and NothingFound carry a `problem`: what is wrong as data. Their own text is for logs; people read the
sentence that `clusterwatch.sentences` makes of the problem.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar

from clusterwatch.models import FetchReason, Problem, ProblemCode, Value

_USER = re.compile(r"//[^/?#]*@")


class ClusterwatchError(Exception):
    """Root of all errors that clusterwatch raises on purpose."""


class UsageError(ClusterwatchError):
    """The call, a file named in it or the archive cannot be used as they are."""


class ConfigError(UsageError):
    """sources.yaml has faults; `faults` holds one line a fault, in the order of the file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class ArchiveError(UsageError):
    """The archive file cannot be opened, read or written."""


class Locked(ClusterwatchError):
    """Another run holds the archive."""


class FetchError(ClusterwatchError):
    """One address could not be fetched; `url` is the address asked for, `problem` says what is wrong.

    `reason` and `detail` are the details of the problem; see ProblemCode.
    """

    code: ClassVar[ProblemCode] = ProblemCode.UNREACHABLE

    def __init__(self, url: str, reason: FetchReason | None = None, /, **detail: Value) -> None:
        given = {"reason": reason, **detail} if reason else detail
        self.url = url
        self.problem = Problem(self.code, url=_without_user(url), detail=given)
        super().__init__(url)

    @property
    def reason(self) -> FetchReason | None:
        reason = self.problem.detail.get("reason")
        return FetchReason(reason) if isinstance(reason, str) else None

    def came_from(self, url: str) -> None:
        """Note that `url` was asked for, and that redirects or its robots.txt led to the address that failed."""
        if _without_user(url) != self.problem.url:
            detail = {"via": self.problem.url, **self.problem.detail}
            self.problem = replace(self.problem, url=_without_user(url), detail=detail)
        self.url = url

    def __str__(self) -> str:
        return technical(self.problem)


class Unreachable(FetchError):
    """No answer: no such host, refused, broken off or timed out."""


class BadStatus(FetchError):
    """The server answered, but not with the page; `status` is the HTTP status code."""

    code = ProblemCode.HTTP_STATUS

    def __init__(self, url: str, status: int, **detail: Value) -> None:
        super().__init__(url, None, status=status, **detail)
        self.status = status


class NotAPage(BadStatus):
    """The server answered with something that no post is read from, as a PDF or a picture."""

    code = ProblemCode.NOT_A_PAGE

    def __init__(self, url: str, content_type: str) -> None:
        super().__init__(url, 415, content_type=content_type)


class LeadsHome(BadStatus):
    """The address of a post leads to the front page; `status` is 404 where it did so before."""

    code = ProblemCode.LEADS_HOME

    def __init__(self, url: str, status: int, target: str) -> None:
        super().__init__(url, status, target=target)


class LeadsToOtherPost(LeadsHome):
    """The address of a post leads to the page of another post; `status` is 404 where it did so before."""

    code = ProblemCode.LEADS_TO_OTHER_POST


class Deferred(FetchError):
    """The host asks to be left alone until `not_before` (Retry-After, RFC 9110 section 10.2.3)."""

    code = ProblemCode.DEFERRED

    def __init__(self, url: str, not_before: datetime, **detail: Value) -> None:
        moment = f"{not_before.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
        super().__init__(url, None, not_before=moment, **detail)
        self.not_before = not_before


class Blocked(FetchError):
    """A challenge, cookie wall or login stands where the page should be."""

    code = ProblemCode.BLOCKED


class Forbidden(FetchError):
    """robots.txt (RFC 9309) does not allow the address."""

    code = ProblemCode.ROBOTS_CLOSED


class Refused(FetchError):
    """The address is not one that clusterwatch goes to: another scheme, or a private network."""

    code = ProblemCode.REFUSED


class TooLarge(FetchError):
    """The answer is larger than the cap, or redirects without end."""

    code = ProblemCode.TOO_LARGE


class NothingFound(ClusterwatchError):
    """An index that carries no posts, or a page that carries no post; `problem` says where and what was looked for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return technical(self.problem)


def _without_user(url: str) -> str:
    """The address without a user name and password, which nobody else should read."""
    return _USER.sub("//", url, count=1)


def technical(problem: Problem) -> str:
    """A problem on one line for logs and tracebacks."""
    names = ("field", "selector", "url", "count", "since")
    given = {name: value for name in names if (value := getattr(problem, name)) is not None}
    parts = (f"{name}={value}" for name, value in {**given, **problem.detail}.items())
    return " ".join((problem.code, *parts))
