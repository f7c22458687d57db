"""Read robots.txt (RFC 9309): the addresses that a host allows, and its Crawl-delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

MAX_BYTES = 500 * 1024  # section 2.5: parsers read at least 500 KiB; the rest is not read
MAX_REDIRECTS = 5  # section 2.3.1.2
LASTS = timedelta(days=1)  # section 2.4
AGENT = "clusterwatch"  # the product token, section 2.2.1


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for clusterwatch. `delay` is its Crawl-delay in seconds, or 0."""

    fetched: datetime
    delay: float = 0.0
    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """Return whether the address may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    def fresh(self, now: datetime) -> bool:
        """Return whether the rules are less than a day old."""
        return now - self.fetched < LASTS


def read_robots(fetched: datetime, status: int, text: str) -> Robots:
    """Return the rules of a robots.txt. Everything is allowed if the status is not a success.

    Server errors (5xx) do not come here: the caller does not ask the host again for a while.
    """
    if not 200 <= status < 300 or not text.strip():
        return Robots(fetched)
    rules = Protego.parse(text.lstrip("\ufeff"))
    return Robots(fetched, max(0.0, rules.crawl_delay(AGENT) or 0.0), rules)
