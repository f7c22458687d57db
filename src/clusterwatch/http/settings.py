"""What the person may set about fetching."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of fetching. Times are seconds; `max_bytes` counts a body after decompression.

    `delay` lies between the end of one request to a host and the start of the next; `concurrency` is the number
    of hosts asked at once; a pause that a server asks for and that is longer than `longest_wait` is not waited
    for but raised as `Deferred`. `contact` goes into the User-Agent. `total_timeout` bounds one transfer.
    """

    contact: str | None = None
    allow_private: bool = False
    delay: float = 1.0
    max_bytes: int = 10_000_000
    max_redirects: int = 10
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 90.0
    tries: int = 4
    concurrency: int = 32
    longest_wait: float = 60.0
