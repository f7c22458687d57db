"""Serve all demo sites, with their sources.yaml and the posts that an archive of them must contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.resources import files
from string import Template

from clusterwatch.demo.posts import load
from clusterwatch.demo.routes import routes
from clusterwatch.demo.server import serving


@dataclass(frozen=True, slots=True)
class Expected:
    """A post that must be archived. `day` is the day on its page, in ISO 8601."""

    source: str
    url: str
    title: str
    day: str
    language: str


@dataclass(frozen=True, slots=True)
class DemoSites:
    """The sites while they are served. `bases` has the address of each site by source id.

    `today` is the day of the demo, if the sites have posts of its last days.
    """

    bases: Mapping[str, str]
    today: date | None = None

    def sources_yaml(self) -> str:
        """Return the text of a sources.yaml for the sites. Its comments explain the format."""
        text = files(__package__).joinpath("templates", "sources.yaml").read_text("utf-8")
        return Template(text).substitute(self.bases)

    def expected(self) -> tuple[Expected, ...]:
        """Return the posts of all sites. Each must be archived once."""
        return tuple(
            Expected(
                site.id,
                self.bases[site.id] + post.path,
                post.title,
                post.published.date().isoformat(),
                post.language,
            )
            for site in load(self.today)
            for post in site.posts
        )


@contextmanager
def serve(today: date | None = None) -> Iterator[DemoSites]:
    """Serve each site on its own free port of 127.0.0.1 until the context ends.

    With `today`, the sites also have posts of the days before, with calls that are open and an event that comes.
    """
    with ExitStack() as stack:
        bases = {site.id: stack.enter_context(serving(partial(routes, site))) for site in load(today)}
        yield DemoSites(bases, today)
