"""robots.txt (RFC 9309): what a host allows, and how far apart it wants requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

MAX_BYTES = 500 * 1024  # section 2.5: parsers read at least 500 KiB; the rest is left unread
MAX_REDIRECTS = 5  # section 2.3.1.2
LASTS = timedelta(days=1)  # section 2.4
AGENT = "clusterwatch"  # the product token, section 2.2.1


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for clusterwatch; `delay` is its Crawl-delay in seconds, 0 when there is none."""

    fetched: datetime
    delay: float = 0.0
    rules: Protego | None = None

    def allows(self, url: str) -> bool:
        """True when the address may be fetched."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    def fresh(self, now: datetime) -> bool:
        """True until the rules are a day old."""
        return now - self.fetched < LASTS


def read_robots(fetched: datetime, status: int, text: str) -> Robots:
    """The rules that an answer for robots.txt states; any other status than a success leaves all allowed.

    (A server that fails, 5xx, is not read: the caller leaves the host alone.)
    """
    if not 200 <= status < 300 or not text.strip():
        return Robots(fetched)
    rules = Protego.parse(text.lstrip("\ufeff"))
    return Robots(fetched, max(0.0, rules.crawl_delay(AGENT) or 0.0), rules)
