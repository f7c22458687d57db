"""What is remembered of hosts: between runs by the archive, within one by `ForgetfulMemory`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class HostMemory(Protocol):
    """What is remembered of hosts between runs.

    robots.txt belongs to an origin, `https://www.example.org:443`; being left alone to a host with all its origins,
    `example.org` (see `guard.origin` and `guard.host_of`).
    """

    def robots(self, origin: str, /) -> tuple[datetime, int, str] | None:
        """The last robots.txt: when it was fetched, its status and its text."""
        ...

    def keep_robots(self, origin: str, fetched: datetime, status: int, text: str, /) -> None:
        """Remember a robots.txt; `text` is empty where there is none."""
        ...

    def not_before(self, host: str, /) -> datetime | None:
        """The time before which the host asked not to be asked again."""
        ...

    def keep_not_before(self, host: str, when: datetime, /) -> None:
        """Remember that the host is to be left alone until `when`."""
        ...


class ForgetfulMemory:
    """A HostMemory for one run: `texts` holds robots.txt by origin, `times` the not-before of hosts."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[datetime, int, str]] = {}
        self.times: dict[str, datetime] = {}

    def robots(self, origin: str) -> tuple[datetime, int, str] | None:
        """The last robots.txt: when it was fetched, its status and its text."""
        return self.texts.get(origin)

    def keep_robots(self, origin: str, fetched: datetime, status: int, text: str) -> None:
        """Remember a robots.txt until the program ends."""
        self.texts[origin] = (fetched, status, text)

    def not_before(self, host: str) -> datetime | None:
        """The time before which the host asked not to be asked again."""
        return self.times.get(host)

    def keep_not_before(self, host: str, when: datetime) -> None:
        """Remember until the program ends that the host is to be left alone until `when`."""
        self.times[host] = when
