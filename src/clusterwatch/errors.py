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
"""

from __future__ import annotations

from datetime import datetime

from clusterwatch.models import Problem


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
    """One address could not be had; `url` is the address asked for."""

    def __init__(self, url: str, message: str) -> None:
        super().__init__(message)
        self.url = url


class Unreachable(FetchError):
    """No answer: no such host, refused, broken off or timed out."""


class BadStatus(FetchError):
    """The server answered, but not with the page; `status` is the HTTP status code."""

    def __init__(self, url: str, status: int, message: str | None = None) -> None:
        super().__init__(url, message or f"HTTP {status}")
        self.status = status


class Deferred(FetchError):
    """The host asks to be left alone until `not_before` (Retry-After, RFC 9110 section 10.2.3)."""

    def __init__(self, url: str, message: str, not_before: datetime) -> None:
        super().__init__(url, message)
        self.not_before = not_before


class Blocked(FetchError):
    """A challenge, cookie wall or login stands where the page should be."""


class Forbidden(FetchError):
    """robots.txt (RFC 9309) does not allow the address."""


class Refused(FetchError):
    """The address is not one that clusterwatch goes to: another scheme, or a private network."""


class TooLarge(FetchError):
    """The answer is larger than the cap, or redirects without end."""


class NothingFound(ClusterwatchError):
    """An index without posts, or a page without a post; `problem` says where and what was looked for."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.url)
        self.problem = problem
