"""Read robots.txt (RFC 9309): the addresses that a host allows, and its Crawl-delay.

The lines that apply to clusterwatch are chosen here. Protego compares their patterns with addresses: its own choice of
lines differs from the RFC where a file names a version or has records that the RFC does not define.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

MAX_BYTES = 500 * 1024  # section 2.5: parsers read at least 500 KiB; the rest is not read
MAX_REDIRECTS = 5  # section 2.3.1.2
LASTS = timedelta(days=1)  # section 2.4
AGENT = "clusterwatch"  # the product token, section 2.2.1

_LONGEST_LINE = 8 * 2083 - 1  # characters; Google cuts lines there too
_LONGEST_DELAY = 1e9  # seconds; more may be infinite, which JSON cannot say
_LINE_END = re.compile(r"\r\n?|\n")
# `Allow: /a`, and what is often written for it: a missing colon, or a word with a typing error.
_RECORD = re.compile(
    r"(user[ -]?agent|allow|dis{1,2}all?ow|diasllow|disallaw|crawl[ -]?delay)(?:\s*:\s*(.*)|\s+(\S+))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z_-]*", re.IGNORECASE)
_SECONDS = re.compile(r"(\d+(?:[.,]\d*)?(?:e\+?\d+)?)\s*(?:s|secs?|seconds?)?", re.IGNORECASE)
_OTHER_BYTE = re.compile("[\udc80-\udcff]")  # the surrogates that stand for bytes that are not UTF-8
_BYTE_ORDER_MARK = re.compile(rb"\xef(?:\xbb\xbf?)?")  # of UTF-8; it is often damaged


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
        """Return whether the rules are less than a day old. Rules from the future are not: the clock was set back."""
        return timedelta(0) <= now - self.fetched < LASTS


def robots_text(body: bytes) -> str:
    """Return the text of a robots.txt: UTF-8 (section 2.3), or UTF-16 with a byte order mark.

    An HTML page, which some servers send instead, has no rules.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", "replace")
    else:
        mark = _BYTE_ORDER_MARK.match(body)
        text = body[mark.end() if mark else 0 :].decode("utf-8", "surrogateescape")
        # Other bytes are written as in an address: `%E9`.
        text = _OTHER_BYTE.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", text)
    return "" if text.lstrip("\ufeff \r\n\t").startswith("<") else text


def read_robots(fetched: datetime, status: int, text: str) -> Robots:
    """Return the rules of a robots.txt. Everything is allowed if the status is not a success.

    Server errors (5xx) do not come here: the caller does not ask the host again for a while.
    """
    if not 200 <= status < 300 or not text.strip():
        return Robots(fetched)
    rules, delay = _own_rules(text)
    if not any(key == "disallow" for key, _ in rules):
        return Robots(fetched, delay)
    lines = ("User-agent: *", *(f"{key}: {pattern}" for key, pattern in rules))
    return Robots(fetched, delay, Protego.parse("\n".join(lines)))


def _own_rules(text: str) -> tuple[list[tuple[str, str]], float]:
    """Return the rules for clusterwatch as (allow or disallow, pattern), and its Crawl-delay in seconds.

    All groups that name clusterwatch are one group; without them, those for `*` apply (section 2.2.1).
    """
    rules: dict[str, list[tuple[str, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    complete = False  # the agent lines of the group
    for key, value in _records(text):
        if key.startswith("user"):
            agents = [*([] if complete else agents), _agent(value)]
            complete = False
            rules.setdefault(agents[-1], [])
            continue
        # Crawl-delay is not in the RFC. Where it is known, it belongs to a group as a rule does: after `User-agent: *`
        # and `Crawl-delay: 9`, another `User-agent` starts another group.
        complete = True
        for agent in agents:
            if key.startswith("crawl"):
                delays[agent] = max(delays.get(agent, 0.0), _seconds(value))
            elif value:
                rules[agent].append(("allow" if key == "allow" else "disallow", value))
    own = AGENT if AGENT in rules else "*"
    return rules.get(own, []), delays.get(own, 0.0)


def _records(text: str) -> Iterator[tuple[str, str]]:
    """Yield the records that are known, as (key in lower case, value). Others do not end a group (section 2.2.4)."""
    for line in _LINE_END.split(text.removeprefix("\ufeff")):
        if record := _RECORD.fullmatch(line[:_LONGEST_LINE].partition("#")[0].strip()):
            yield record[1].lower(), record[2] or record[3] or ""


def _agent(value: str) -> str:
    """Return the product token in lower case, without the version or comment after it; `*` stands for all agents."""
    if value.split()[:1] == ["*"]:
        return "*"
    token = _TOKEN.match(value)
    return token[0].lower() if token else ""


def _seconds(value: str) -> float:
    """Return the seconds of a Crawl-delay such as `2.5`, `1,5` or `10s`; 0 if it is none."""
    seconds = _SECONDS.fullmatch(value)
    return min(float(seconds[1].replace(",", ".")), _LONGEST_DELAY) if seconds else 0.0
