"""clusterwatch extract: what the program reads in a page, without an archive."""

from __future__ import annotations

import asyncio
import gzip
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from clusterwatch.cli.options import console, json_option, now, print_json, sources_option, web_client
from clusterwatch.config import Network, Source, load_sources
from clusterwatch.errors import FetchError, UsageError
from clusterwatch.extract import extract_post
from clusterwatch.model import Draft, Request


class _Forgetful:
    """The memory of hosts for one call of the command."""

    def __init__(self) -> None:
        self._robots: dict[str, tuple[datetime, int, str]] = {}
        self._not_before: dict[str, datetime] = {}

    def robots(self, host: str) -> tuple[datetime, int, str] | None:
        return self._robots.get(host)

    def keep_robots(self, host: str, fetched: datetime, status: int, text: str) -> None:
        self._robots[host] = (fetched, status, text)

    def not_before(self, host: str) -> datetime | None:
        return self._not_before.get(host)

    def keep_not_before(self, host: str, when: datetime) -> None:
        self._not_before[host] = when


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--url", help="The address a FILE was saved from.")
@click.option(
    "--source", "source_id", metavar="ID", help="Read it with this source's selectors, languages and zone."
)
@sources_option
@json_option
def extract(
    pages: tuple[str, ...], url: str | None, source_id: str | None, sources_path: Path, as_json: bool
) -> None:
    """Show what is read in pages: saved files (also .gz) or addresses."""
    source, network = _settings(source_id, sources_path)
    failed = False
    for page in pages:
        try:
            draft = _draft(page, url, source, network)
        except FetchError as error:
            click.echo(f"Error: {page}: {error}", err=True)
            failed = True
            continue
        print_json(as_object(draft)) if as_json else _print(draft)
    sys.exit(int(failed))


def as_object(draft: Draft) -> dict[str, Any]:
    """The JSON form of a draft."""
    values = {k: getattr(draft, k) for k in ("url", "title", "published", "precision", "language", "body")}
    return {
        **values,
        "evidence": {k: asdict(e) for k, e in draft.evidence.items()},
        "warnings": draft.warnings,
    }


def _settings(source_id: str | None, sources_path: Path) -> tuple[Source | None, Network]:
    if source_id is None and not sources_path.exists():
        return None, Network()
    sources = load_sources(sources_path)
    if source_id is not None and source_id not in sources:
        raise UsageError(f"{sources_path}: no source named {source_id}")
    return sources[source_id] if source_id else None, sources.network


def _draft(page: str, url: str | None, source: Source | None, network: Network) -> Draft:
    if page.startswith(("http://", "https://")):
        return asyncio.run(_fetched(page, source, network))
    path = Path(page)
    try:
        html = path.read_bytes()
        if html[:2] == b"\x1f\x8b":
            html = gzip.decompress(html)
    except (OSError, EOFError) as error:
        raise UsageError(
            f"{page}: cannot be read: {error}; name a saved page or an http(s) address"
        ) from error
    return extract_post(html, url or path.absolute().as_uri(), source, now())


async def _fetched(url: str, source: Source | None, network: Network) -> Draft:
    async with web_client(network, _Forgetful(), 1.0) as client:
        page = await client.get(Request(url, kind="page"))
    kind = page.headers.get("content-type")
    return extract_post(page.body, page.url, source, page.fetched, content_type=kind)


def _print(draft: Draft) -> None:
    out = console()
    out.print(f"[bold]{escape(draft.title or '(no title)')}[/bold]")
    out.print(f"{draft.published or 'no date'} · {draft.language or 'unknown language'}", style="dim")
    out.print(escape(draft.url) + "\n", style="dim", soft_wrap=True)
    out.print(escape(draft.body or "(no body)") + "\n", soft_wrap=True)
    for field, e in draft.evidence.items():
        said = f"{e.raw[:100]!r}" if e.value is not None else f"nothing: {e.reason}"
        out.print(escape(f"{field}: {e.method} {e.where or ''} {said}"), style="dim", soft_wrap=True)
    for warning in draft.warnings:
        out.print(escape(warning), style="yellow")
