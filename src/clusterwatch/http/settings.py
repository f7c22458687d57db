"""Settings for fetching."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from clusterwatch.http.proxies import Proxies


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits for fetching. Times are in seconds; `max_bytes` limits a body after decompression.

    `delay` is the time between the end of one request to a host and the start of the next. `concurrency` is the
    number of hosts asked at once. If a server asks for a pause longer than `longest_wait`, `Deferred` is raised
    instead of waiting. A Crawl-delay longer than `longest_crawl_delay` is shortened to it. `contact` is part of
    the User-Agent. `trust` has the certificate authorities, by default those of Mozilla. `total_timeout` limits one
    transfer.
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
    longest_crawl_delay: float = 60.0
    trust: ssl.SSLContext | None = None
    proxies: Proxies | None = field(default=None, repr=False)
