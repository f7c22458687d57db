"""All sites of the demo at once: serving them, their sources.yaml, and what an archive of them must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from string import Template

from clusterwatch.demo.posts import load
from clusterwatch.demo.routes import routes
from clusterwatch.demo.server import serving


@dataclass(frozen=True, slots=True)
class Expected:
    """A post that must be archived: `day` is the ISO day a reader sees on its page."""

    source: str
    url: str
    title: str
    day: str
    language: str


@dataclass(frozen=True, slots=True)
class DemoSites:
    """The sites while they are served: `bases` has the base address of each source."""

    bases: Mapping[str, str]

    def sources_yaml(self) -> str:
        """The text of a sources.yaml that watches them, with comments that teach the format."""
        text = files(__package__).joinpath("templates", "sources.yaml").read_text("utf-8")
        return Template(text).substitute(self.bases)

    def expected(self) -> tuple[Expected, ...]:
        """Every post of every site: what must be archived, each once."""
        return tuple(
            Expected(
                site.id,
                self.bases[site.id] + post.path,
                post.title,
                post.published.date().isoformat(),
                post.language,
            )
            for site in load()
            for post in site.posts
        )

    def not_posts(self) -> tuple[str, ...]:
        """Pages that are linked beside the posts but are none: tags, authors, calendars, contacts."""
        return tuple(self.bases[site.id] + page["path"] for site in load() for page in site.plan["pages"])


@contextmanager
def serve() -> Iterator[DemoSites]:
    """Serve every site on a free port of its own of 127.0.0.1 until the context is left."""
    with ExitStack() as stack:
        yield DemoSites({site.id: stack.enter_context(serving(partial(routes, site))) for site in load()})
