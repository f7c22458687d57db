"""The exceptions of clusterwatch, grouped by how the caller handles them.

ClusterwatchError
├── UsageError              the call is wrong: ask the user to correct it (exit code 2)
│   ├── ConfigError         sources.yaml is invalid; `faults` lists all errors with line and source
│   ├── VariableNotSet      sources.yaml names an environment variable that is not set
│   └── ArchiveError        the archive cannot be used: not SQLite, from a newer version, not writable
├── Locked                  another run uses the archive (exit code 3)
├── WorkersGone             nothing runs steps any more: end; the next call continues
├── FetchError              one address could not be fetched: record it and continue
│   ├── Unreachable         no connection, a broken transfer, a timeout  → try again in another run
│   │   └── NotSecure       no trusted certificate, no common encryption  → the keeper decides; nothing is sent
│   ├── Exhausted           this machine has no memory, disk or files left  → the keeper must act
│   ├── BadStatus           a status other than 200 and 304; `status`    → 404 and 410: the post is withdrawn
│   │   ├── NotAPage        a type of document that is not supported
│   │   └── LeadsHome       a post that redirects to the front page
│   │       └── LeadsToOtherPost    a post that redirects to another post
│   ├── Deferred            429, 503, robots.txt with 5xx; `not_before`  → make no requests before this time
│   ├── Blocked             a challenge, cookie wall or login            → inform the user; nothing is evaded
│   ├── DomainLost      a parked domain, or another site on it        → store nothing of it; inform the user
│   ├── Forbidden           robots.txt does not allow the address        → do not fetch it
│   ├── Refused             not http(s), or a private address            → correct the link or the configuration
│   └── TooLarge            a body above the limit, too many redirects   → record it
└── NothingFound            an index without posts, or a page without a post: the site may have changed

FetchError and NothingFound have a `problem` with the details as data. The text of an exception is for logs. For people,
`clusterwatch.sentences` writes a sentence about the problem.
"""

from __future__ import annotations

import errno
import re
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from clusterwatch.models import FetchReason, LostReason, Problem, ProblemCode, Value

_USER = re.compile(r"//[^/?#]*@")


class ClusterwatchError(Exception):
    """The base class of all exceptions that clusterwatch raises."""


class UsageError(ClusterwatchError):
    """The arguments, a file or the archive cannot be used."""


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """One error in sources.yaml: what is wrong, and where. `field` is dotted, such as `select.body`."""

    sentence: str
    path: Path | None = None
    line: int | None = None
    source: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Return the fault as one line: `sources.yaml:12: eca: select.body: is empty`."""
        line = "" if self.line is None else f"line {self.line}"
        where = line if self.path is None else f"{self.path}:{self.line}" if line else str(self.path)
        return ": ".join(part for part in (where, self.source, self.field, self.sentence) if part)


class ConfigError(UsageError):
    """sources.yaml is invalid. `faults` has all errors, in the order of the file."""

    def __init__(self, faults: Sequence[ConfigFault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class ArchiveError(UsageError):
    """The archive file cannot be opened, read or written."""


class VariableNotSet(UsageError):
    """sources.yaml names an environment variable that is not set: `name`, at `place` if that is known."""

    def __init__(self, name: str, key: str, place: str | None) -> None:
        super().__init__(f"{f'{place}: ' if place else ''}{key}: the environment variable {name} is not set")
        self.name = name
        self.place = place


class NoArchive(ArchiveError):
    """There is no archive file where it is looked for."""


class NotCreated(NoArchive):
    """There is no archive yet: a run creates it."""


class Locked(ClusterwatchError):
    """Another run uses the archive."""


class FetchError(ClusterwatchError):
    """One address could not be fetched. `url` is the requested address, and `problem` describes what is wrong.

    `reason` and `detail` become the details of the problem; see ProblemCode.
    """

    code: ClassVar[ProblemCode] = ProblemCode.UNREACHABLE

    def __init__(self, url: str, reason: FetchReason | None = None, /, **detail: Value) -> None:
        details = {"reason": reason, **detail} if reason else detail
        self.url = url
        self.problem = Problem(self.code, url=_without_user(url), detail=details)
        super().__init__(url)

    @property
    def reason(self) -> FetchReason | None:
        reason = self.problem.detail.get("reason")
        return FetchReason(reason) if isinstance(reason, str) else None

    def came_from(self, url: str) -> None:
        """Set the requested address to `url`.

        The address that failed, after a redirect or as robots.txt, becomes the detail `via`.
        """
        if _without_user(url) != self.problem.url:
            detail = {"via": self.problem.url, **self.problem.detail}
            self.problem = replace(self.problem, url=_without_user(url), detail=detail)
        self.url = url

    def __str__(self) -> str:
        return technical(self.problem)


class Unreachable(FetchError):
    """There was no complete response: the host is unknown, or the connection was refused, broken or timed out."""


class NotSecure(Unreachable):
    """There is no secure connection: the certificate is not trusted, or TLS fails."""

    code = ProblemCode.TLS


class Exhausted(FetchError):
    """This machine has no memory left, no space on a disk, or too many open files."""

    code = ProblemCode.RESOURCES


_EXHAUSTED = {
    errno.ENOMEM: FetchReason.NO_MEMORY,
    errno.ENOSPC: FetchReason.DISK_FULL,
    errno.EDQUOT: FetchReason.DISK_FULL,
    errno.EMFILE: FetchReason.TOO_MANY_FILES,
    errno.ENFILE: FetchReason.TOO_MANY_FILES,
}


def exhausted(error: BaseException | None) -> FetchReason | None:
    """Return what this machine lacks, if that is why the error was raised."""
    while error is not None:
        if isinstance(error, MemoryError):
            return FetchReason.NO_MEMORY
        if isinstance(error, OSError) and error.errno in _EXHAUSTED:
            return _EXHAUSTED[error.errno]
        error = error.__cause__ or error.__context__
    return None


def internal(error: Exception, url: str | None = None) -> Problem:
    """Return the problem for an unexpected error: what this machine lacks, or the details for a bug report."""
    if (lack := exhausted(error)) is not None:
        return Problem(ProblemCode.RESOURCES, url=url, detail={"reason": lack})
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename.rpartition('clusterwatch/')[2]}:{frame.lineno}"
    detail = {"error": type(error).__name__, "message": str(error), "place": place}
    return Problem(ProblemCode.INTERNAL, url=url, detail=detail)


class BadStatus(FetchError):
    """The server sent an error. `status` is the HTTP status code."""

    code = ProblemCode.HTTP_STATUS

    def __init__(self, url: str, status: int, **detail: Value) -> None:
        super().__init__(url, None, status=status, **detail)
        self.status = status


class NotAPage(BadStatus):
    """The response is not a page from which a post can be extracted, such as a PDF or an image."""

    code = ProblemCode.NOT_A_PAGE

    def __init__(self, url: str, content_type: str) -> None:
        super().__init__(url, 415, content_type=content_type)


class LeadsHome(BadStatus):
    """The address of a post redirects to the front page. Sites under maintenance do this, too."""

    code = ProblemCode.LEADS_HOME

    def __init__(self, url: str, target: str) -> None:
        super().__init__(url, 302, target=target)


class LeadsToOtherPost(LeadsHome):
    """The address of a post redirects to another post."""

    code = ProblemCode.LEADS_TO_OTHER_POST


class Deferred(FetchError):
    """The host accepts no requests before `not_before` (Retry-After, RFC 9110 section 10.2.3)."""

    code = ProblemCode.DEFERRED

    def __init__(self, url: str, not_before: datetime, **detail: Value) -> None:
        moment = f"{not_before.astimezone(UTC):%Y-%m-%dT%H:%M}Z"
        super().__init__(url, None, not_before=moment, **detail)
        self.not_before = not_before


class Blocked(FetchError):
    """The server sent a challenge, cookie wall or login instead of the page."""

    code = ProblemCode.BLOCKED


class DomainLost(FetchError):
    """The domain of a source is parked or for sale, or has another site, which says nothing about the source."""

    code = ProblemCode.DOMAIN_LOST


class Forbidden(FetchError):
    """robots.txt (RFC 9309) does not allow the address."""

    code = ProblemCode.ROBOTS_CLOSED


class Refused(FetchError):
    """clusterwatch does not fetch this address, because of its scheme or because it is private."""

    code = ProblemCode.REFUSED


class TooLarge(FetchError):
    """The body is larger than the limit, or there are too many redirects. `media_type` is what the server calls it."""

    code = ProblemCode.TOO_LARGE

    def __init__(
        self,
        url: str,
        reason: FetchReason | None = None,
        /,
        *,
        media_type: str | None = None,
        **detail: Value,
    ) -> None:
        super().__init__(url, reason, **detail)
        self.media_type = media_type


class StepLost(ClusterwatchError):
    """A worker did not finish a step: the step used up its CPU budget, or the process died."""

    def __init__(self, reason: LostReason) -> None:
        super().__init__(reason)
        self.reason = reason

    def problem(self, url: str) -> Problem:
        """The problem of the page or index at `url`, which the step was to read."""
        return Problem(ProblemCode.WORKER_LOST, url=url, detail={"reason": self.reason})


class WorkersGone(ClusterwatchError):
    """What runs the steps, such as the scheduler of a cluster, is gone or refuses them. No page is to blame."""


class NothingFound(ClusterwatchError):
    """An index has no posts, or a page has no post. `problem` describes where and how they were searched."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return technical(self.problem)


def _without_user(url: str) -> str:
    """Remove the user name and password from an address, because they are secret."""
    return _USER.sub("//", url, count=1)


def technical(problem: Problem) -> str:
    """Return a problem as one line for logs and tracebacks."""
    names = ("field", "selector", "url", "count", "since")
    fields = {name: value for name in names if (value := getattr(problem, name)) is not None}
    parts = (f"{name}={value}" for name, value in {**fields, **problem.detail}.items())
    return " ".join((problem.code, *parts))
