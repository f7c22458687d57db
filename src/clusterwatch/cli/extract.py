"""clusterwatch extract: show what is extracted from pages, without an archive."""

from __future__ import annotations

import asyncio
import gzip
import re
import sys
import zlib
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from clusterwatch import sentences
from clusterwatch.cli.fetching import web_client
from clusterwatch.cli.logged import LoggedCommand
from clusterwatch.cli.options import (
    SOURCE_ID,
    console,
    json_option,
    no_source,
    now,
    print_json,
    shown,
    sources_option,
)
from clusterwatch.cli.workers import page_workers, workers_option
from clusterwatch.config import Defaults, Network, Source, load_sources
from clusterwatch.config.models import Limits
from clusterwatch.errors import FetchError, NotAPage, StepLost, UsageError
from clusterwatch.http import Client, ForgetfulMemory
from clusterwatch.models import FIELDS, Draft, Facts, Page, Problem, Request
from clusterwatch.pipeline.ordered import in_order
from clusterwatch.pipeline.steps import read_page_with_facts
from clusterwatch.pipeline.workers import Workers

_DAY = len("2026-05-12")
AT_ONCE = 8  # pages that are read while others are printed

# Binary data bytes: https://mimesniff.spec.whatwg.org/#binary-data-byte
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(rb"<(?:!doctype|\?xml|html|head|body|title|meta|article|main|div|h1|p)\b", re.I)


@click.command(cls=LoggedCommand)
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--url", help="Address from which FILE was saved.")
@click.option(
    "--source",
    "source_id",
    type=SOURCE_ID,
    metavar="ID",
    help="Use the selectors, languages and time zone of this source.",
)
@sources_option
@workers_option
@json_option
def extract(
    pages: tuple[str, ...],
    url: str | None,
    source_id: str | None,
    sources_path: Path,
    workers: int | None,
    as_json: bool,
) -> None:
    """Show what is extracted from saved pages or addresses.

    The results are in the order of the arguments.
    """
    reader = _Reader(url, *_settings(source_id, sources_path))
    count = 0 if workers is None and len(pages) == 1 else workers
    sys.exit(asyncio.run(reader.read_all(pages, count, _print_json if as_json else _print)))


def _print_json(draft: Draft) -> None:
    """Print one JSON object per line."""
    print_json(as_object(draft))


def as_object(draft: Draft) -> dict[str, Any]:
    """Return a draft as a JSON object."""
    fields = (field.name for field in FIELDS)
    names = ("url", *fields, "precision", "body_html", "links", "evidence", "problems")
    facts = draft.facts.facts if draft.facts else Facts()
    what = {
        "kind": facts.kind,
        "kind_confidence": facts.confidence,
        "days": facts.days,
        "mentions": facts.mentions,
    }
    return {name: getattr(draft, name) for name in names} | what


def _settings(source_id: str | None, sources_path: Path) -> tuple[Source | None, Network, Limits, float]:
    """Return the source whose selectors are used, the settings, and the seconds between two requests."""
    given = click.get_current_context().get_parameter_source("sources_path") is not ParameterSource.DEFAULT
    if source_id is None and not given and not sources_path.exists():
        return None, Network(), Limits(), Defaults().delay
    sources = load_sources(sources_path)
    if source_id is not None and source_id not in sources:
        raise no_source(sources_path, [source_id], sources)
    source = sources[source_id] if source_id else None
    delay = source.delay if source and source.delay is not None else sources.defaults.delay
    return source, sources.network, sources.limits, delay


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pages of one call. `url` is the address from which a page was saved."""

    url: str | None
    source: Source | None
    network: Network
    limits: Limits
    delay: float

    async def read_all(self, pages: Sequence[str], workers: int | None, show: Callable[[Draft], None]) -> int:
        """Show each page and return the exit code. An error in one page is printed; the others are still read."""
        code = 0
        async with (
            web_client(self.network, ForgetfulMemory(), self.delay) as client,
            page_workers(workers, self.limits.cpu) as pool,
            aclosing(in_order((self._read(page, client, pool) for page in pages), AT_ONCE)) as results,
        ):
            async for result in results:
                if isinstance(result, Draft):
                    show(result)
                else:
                    click.echo(f"Error: {_sentence(result)}", err=True)
                    code = max(code, 2 if isinstance(result, UsageError) else 1)
        return code

    async def _read(
        self, name: str, client: Client, pool: Workers
    ) -> Draft | FetchError | UsageError | Problem:
        try:
            page = await self._fetched(name, client) if _is_address(name) else self._saved(Path(name))
        except (FetchError, UsageError) as error:
            return error
        try:
            return await pool.run(read_page_with_facts, page, self.source)
        except StepLost as lost:
            return lost.problem(name)

    async def _fetched(self, url: str, client: Client) -> Page:
        page = await client.get(Request(url, verify=self.source is None or self.source.tls.verify))
        if _is_binary(page.body):
            raise NotAPage(url, "binary data")
        return page

    def _saved(self, path: Path) -> Page:
        url = self.url or path.absolute().as_uri()
        return Page(url, url, 200, {}, read_file(path), now())


def _sentence(error: FetchError | UsageError | Problem) -> str:
    if isinstance(error, UsageError):
        return str(error)
    return sentences.of_problem(error.problem if isinstance(error, FetchError) else error)


def _is_address(page: str) -> bool:
    return page.lower().startswith(("http://", "https://"))


def read_file(path: Path) -> bytes:
    """Return the bytes of a saved page. Raise UsageError if the file cannot be read or is not a page."""
    try:
        html = path.read_bytes()
        if html[:2] == b"\x1f\x8b":
            html = gzip.decompress(html)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {why}; give a saved page or an http(s) address") from error
    if _is_binary(html):
        raise UsageError(f"{path} is binary data, not a web page; give a saved page or an http(s) address")
    return html


def _is_binary(html: bytes) -> bool:
    """Return True for data such as images and PDF files: it has bytes that text does not have, and no HTML tags."""
    head = html[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return False
    return head.startswith(b"%PDF-") or bool(
        _NO_TEXT.search(head)
        and not _TAG.search(head.replace(b"\0", b""))  # half of the bytes of UTF-16 may be zero
    )


def _print(draft: Draft) -> None:
    out = console()
    out.print(f"[bold]{shown(draft.title or '(no title)')}[/bold]")
    out.print(f"{draft.published or 'no date'} · {draft.language or 'unknown language'}", style="dim")
    out.print(shown(draft.url) + "\n", style="dim", soft_wrap=True)
    out.print(shown(draft.body or "(no body)") + "\n", soft_wrap=True)
    for field, e in draft.evidence.items():
        raw = f" {e.raw[:100]!r}" if e.raw else ""
        found = raw if e.value is not None else f" not found: {sentences.of_reason(e.reason)}"
        out.print(
            shown(f"{field}: {e.method} {sentences.of_location(e.where)}{found}"),
            style="dim",
            soft_wrap=True,
        )
    _print_facts(draft.facts.facts if draft.facts else Facts())
    for problem in draft.problems:
        out.print(shown(sentences.of_problem(problem)), style="yellow")


def _print_facts(facts: Facts) -> None:
    out = console()
    if facts.kind:
        out.print(f"kind: {facts.kind} (probability {facts.confidence:.0%})", style="dim")
    for day in facts.days:
        start = day.start or ""
        row = asdict(day) | {"start": start[:_DAY] or None, "time": start[_DAY + 1 :] or None}
        out.print(shown(f"{sentences.of_day(row)}: {day.raw!r}"), style="dim", soft_wrap=True)
    for mention in facts.mentions:
        said = sentences.of_mention(asdict(mention))
        out.print(shown(f"{said}: {mention.raw!r}"), style="dim", soft_wrap=True)
