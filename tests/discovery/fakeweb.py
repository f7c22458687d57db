"""A web in a dictionary, and a function that runs a crawl against it."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from clusterwatch import urls
from clusterwatch.config import Source, StrategySettings
from clusterwatch.discovery import Broken, Chosen, Crawl, Found, Remembered, Turn, crawl
from clusterwatch.errors import BadStatus, FetchError, NothingFound
from clusterwatch.models import Compute, Entry, Page, Request

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Answer = str | bytes | int | FetchError | tuple[str | bytes, Mapping[str, str]]


def source(url: str, **keys: Any) -> Source:
    """A source as sources.yaml would give it."""
    return Source.model_validate({"url": url, **keys})


def page(body: str | bytes, url: str = "https://example.org/news", **headers: str) -> Page:
    """An answer with status 200; header names may have underscores."""
    raw = body.encode() if isinstance(body, str) else body
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    return Page(url, url, 200, {"content-type": "text/html; charset=utf-8", **named}, raw, NOW)


@dataclass
class CrawlResult:
    """What a crawl did: the addresses it requested, what it found and chose, and the error at its end."""

    requested: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    chosen: Chosen | None = None
    missing: bool | None = None
    broken: list[Broken] = field(default_factory=list)
    error: Exception | None = None

    @property
    def entries(self) -> list[Entry]:
        """Each post once, as it was first shown."""
        out: dict[str, Entry] = {}
        for entry in (e for f in self.found for e in f.entries):
            out.setdefault(entry.url, entry)
        return list(out.values())

    @property
    def urls(self) -> list[str]:
        return [e.url for e in self.entries]


def drive(steps: Crawl, web: Mapping[str, Answer], known: Sequence[str] = ()) -> CrawlResult:
    """Run a crawl against `web`. Addresses that it does not have answer 404; a number is an HTTP status."""
    result = CrawlResult()
    have = {urls.key(u) for u in known}
    answer: object = None
    fault: FetchError | NothingFound | None = None
    try:
        while True:
            step = steps.throw(fault) if fault else steps.send(answer)
            answer, fault = None, None
            if isinstance(step, Request):
                result.requested.append(step.url)
                got = _answer(web, step.url)
                if isinstance(got, FetchError):
                    fault = got
                else:
                    answer = got
            elif isinstance(step, Compute):
                try:
                    answer = pickle.loads(
                        pickle.dumps(step.function(*pickle.loads(pickle.dumps(step.arguments))))
                    )
                except NothingFound as empty:
                    fault = pickle.loads(pickle.dumps(empty))
            elif isinstance(step, Found):
                result.found.append(step)
                answer = frozenset(e.url for e in step.entries if urls.key(e.url) in have)
            elif isinstance(step, Broken):
                result.broken.append(step)
            elif isinstance(step, Remembered):
                result.missing = step.missing
            elif not isinstance(step, Turn):
                result.chosen = step
    except StopIteration:
        return result
    except Exception as error:  # handed to the test
        result.error = error
        return result


def _answer(web: Mapping[str, Answer], url: str) -> Page | FetchError:
    got = web.get(url, 404)
    if isinstance(got, FetchError):
        return got
    if isinstance(got, int):
        return Page(url, url, 304, {}, b"", NOW) if got == 304 else BadStatus(url, got)
    body, headers = got if isinstance(got, tuple) else (got, {})
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        headers.get("location", url),
        url,
        200,
        {"content-type": "text/html; charset=utf-8", **headers},
        raw,
        NOW,
    )


def run_crawl(web: Mapping[str, Answer], url: str, known: Sequence[str] = (), **options: Any) -> CrawlResult:
    """Crawl the source at `url`. `discover` and `languages` go to the source, other options to `crawl`."""
    keys = {k: options.pop(k) for k in ("discover", "languages", "timezone") if k in options}
    remembered: tuple[StrategySettings, ...] = options.pop("remembered", ())
    return drive(crawl(source(url, **keys), remembered=remembered, now=NOW, **options), web, known)
