"""The requests of an automatic choice: at most twelve, and kept for the crawl that follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from clusterwatch.discovery.steps import HTML, Readings, Steps, fetch, must_stop
from clusterwatch.errors import BadStatus, FetchError
from clusterwatch.models import Page

MOST_REQUESTS = 12


@dataclass(slots=True)
class ProbeBudget:
    """What the choice has fetched (`cache`), how many requests are left, which addresses answered 401 or 403.

    `readings` is what was read on these pages.
    """

    cache: dict[str, Page] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    left: int = MOST_REQUESTS
    requested: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    def get(self, url: str, accept: str = HTML) -> Steps[Page]:
        """A page, fetched once."""
        if url not in self.cache:
            self.left -= 1
            self.requested.append(url)
            self.cache[url] = yield from fetch(url, accept, fresh=True)
        return self.cache[url]

    def attempt(self, url: str, accept: str = HTML) -> Steps[Page | None]:
        """A page that may not exist; None then, and when no request is left."""
        if url not in self.cache and (self.left <= 0 or url in self.requested):
            return None
        try:
            page = yield from self.get(url, accept)
        except FetchError as error:
            if must_stop(error):
                raise
            if isinstance(error, BadStatus) and error.status in {401, 403}:
                self.closed.add(url)
            return None
        return page if page.status == 200 else None
