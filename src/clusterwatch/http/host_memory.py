"""What is remembered about hosts: by the archive between runs, or by `ForgetfulMemory` within one run."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class HostMemory(Protocol):
    """What is remembered about hosts between runs.

    robots.txt belongs to an origin such as `https://www.example.org:443`. A pause belongs to a host such as
    `example.org`, with all its origins (see `guard.origin` and `guard.host_of`).
    """

    def robots(self, origin: str, /) -> tuple[datetime, int, str] | None:
        """Return the last robots.txt of an origin: time of the fetch, status and text."""
        ...

    def keep_robots(self, origin: str, fetched: datetime, status: int, text: str, /) -> None:
        """Store a robots.txt; `text` is empty if there is none."""
        ...

    def not_before(self, host: str, /) -> datetime | None:
        """Return the time until which the host must not be asked."""
        ...

    def keep_not_before(self, host: str, when: datetime, /) -> None:
        """Store that the host must not be asked until `when`."""
        ...


class ForgetfulMemory:
    """A HostMemory for one run.

    `texts` holds robots.txt files by origin; `times` holds the end of the pause of each host.
    """

    def __init__(self) -> None:
        self.texts: dict[str, tuple[datetime, int, str]] = {}
        self.times: dict[str, datetime] = {}

    def robots(self, origin: str) -> tuple[datetime, int, str] | None:
        """Return the last robots.txt of an origin: time of the fetch, status and text."""
        return self.texts.get(origin)

    def keep_robots(self, origin: str, fetched: datetime, status: int, text: str) -> None:
        """Store a robots.txt until the program ends."""
        self.texts[origin] = (fetched, status, text)

    def not_before(self, host: str) -> datetime | None:
        """Return the time until which the host must not be asked."""
        return self.times.get(host)

    def keep_not_before(self, host: str, when: datetime) -> None:
        """Store, until the program ends, that the host must not be asked until `when`."""
        self.times[host] = when
