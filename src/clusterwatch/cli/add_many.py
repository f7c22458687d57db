"""Try many sites at once, and add those that can be watched."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from clusterwatch import sentences, urls
from clusterwatch.cli.fetching import web_client
from clusterwatch.cli.options import (
    now,
    plain,
    print_json,
    print_lines,
    print_patch,
    read_sources_text,
    rewrite,
    shown,
    sources_written,
)
from clusterwatch.config import Sources, is_source_id
from clusterwatch.config.edit import insert_source
from clusterwatch.errors import FetchError, NothingFound, internal
from clusterwatch.http import ForgetfulMemory
from clusterwatch.maintain.add import MOST_REQUESTS, Proposal, free_id, known_as, propose
from clusterwatch.models import Problem

_log = logging.getLogger(__name__)

_AT_ONCE = 8  # sites that are tried at the same time; one host still gets one request after another


async def propose_all(
    rows: Sequence[Mapping[str, Any]], sources: Sources, source_id: str | None = None
) -> list[Proposal | Problem]:
    """Try the sites of `rows`, which have `url` and the fields that are known.

    Return a proposal for each, with an id that no source has, or the problem because of which it cannot be watched.
    """
    turn = asyncio.Semaphore(_AT_ONCE)
    async with web_client(sources.network, ForgetfulMemory(), sources.defaults.delay) as client:

        async def one(row: Mapping[str, Any]) -> Proposal | Problem:
            given = {name: value for name, value in row.items() if name not in ("id", "url")}
            own = row.get("id")
            wanted = source_id or (own if own and is_source_id(own) and own not in sources else None)
            async with turn:
                try:
                    return await propose(row["url"], sources, client, now, source_id=wanted, given=given)
                except (FetchError, NothingFound) as error:
                    return error.problem
                except Exception as error:  # an error at one site must not stop the others
                    _log.exception("internal error while a site was tried")
                    return internal(error, row["url"])

        return await asyncio.gather(*map(one, rows))


def say_patience(count: int, sources: Sources) -> None:
    """Say on a terminal what takes so long: a site is asked politely, one request after another."""
    delay = sources.defaults.delay
    if count and delay and sys.stderr.isatty():
        what = "the site" if count == 1 else f"each of {count} sites"
        click.echo(f"Reading {what}: up to about {MOST_REQUESTS} requests, {delay:g} s apart ...", err=True)


def _distinct(
    tried: Mapping[str, Proposal | Problem], sources: Sources
) -> tuple[dict[str, Proposal], dict[str, str]]:
    """Return one proposal per site by address, each with an id of its own, and the ids of sites given once more."""
    added: dict[str, Proposal] = {}
    again: dict[str, str] = {}
    used = set(sources)
    for url, found in tried.items():
        if isinstance(found, Problem):
            continue
        twins = (
            one.source_id for one in added.values() if urls.same_site(one.fields["url"], found.fields["url"])
        )
        if twin := next(twins, None):
            again[url] = twin
            continue
        added[url] = replace(found, source_id=free_id(found.source_id, used))
        used.add(added[url].source_id)
    return added, again


def add_many(
    rows: Sequence[Mapping[str, Any]], sources: Sources, sources_path: Path, *, yes: bool, as_json: bool
) -> int:
    """Show what would be written for each site, in one table at the end. Write it if that is confirmed.

    Sites that are watched already, or that another address of `rows` names, are left out. Return the exit code: 1 if a
    site cannot be watched.
    """
    known = {row["url"]: source for row in rows if (source := known_as(row["url"], sources)) is not None}
    wanted = list({row["url"]: row for row in rows if row["url"] not in known}.values())
    say_patience(len(wanted), sources)
    tried = dict(zip((row["url"] for row in wanted), asyncio.run(propose_all(wanted, sources)), strict=True))
    added, again = _distinct(tried, sources)
    known |= again
    problems = {url: found for url, found in tried.items() if isinstance(found, Problem)}

    def with_added(text: str) -> str:
        for proposal in added.values():
            text = insert_source(text, proposal.source_id, proposal.fields)
        return text

    if as_json:
        print_json(
            [
                {
                    "url": url,
                    "known": known.get(url),
                    "proposal": added.get(url),
                    "problem": problems.get(url),
                }
                for url in (row["url"] for row in rows)
            ]
        )
    else:
        before = read_sources_text(sources_path)
        if added:
            print_patch(sources_path, before, with_added(before))
            click.echo()
        print_lines(_table(rows, known, added, problems))
    asked = bool(added) and not yes and not as_json and sys.stdin.isatty()
    written = bool(added) and (yes or (asked and click.confirm("Add these sources?")))
    if written:
        rewrite(sources_path, with_added)
    if not as_json:
        what = f"{len(added)} source{'s' * (len(added) != 1)}"
        click.echo(f"Added {what}." if written else f"{what} to add. Nothing was written.")
        if written:
            ids = " ".join(proposal.source_id for proposal in added.values())
            click.echo(f"Next: clusterwatch run {ids} --backfill{sources_written(sources_path)}")
        elif added:
            click.echo("Use --yes to write them.")
    return int(bool(problems))


def _table(
    rows: Sequence[Mapping[str, Any]],
    known: Mapping[str, str],
    added: Mapping[str, Proposal],
    problems: Mapping[str, Problem],
) -> Table:
    """Return one line per site: its id, what finds its posts, and what was read of them, or why it is not added."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("source", "country", "languages", "found by", "posts", "dated"):
        table.add_column(column, no_wrap=True, justify="right" if column in ("posts", "dated") else "left")
    table.add_column("site", overflow="fold")
    for row in rows:
        url = row["url"]
        if found := added.get(url):
            kinds = ", ".join(
                dict.fromkeys(str(note.detail["kind"]) for note in found.notes if "kind" in note.detail)
            )
            dated = sum(draft.published is not None for draft in found.drafts)
            table.add_row(
                found.source_id,
                found.fields.get("country", ""),
                ", ".join(found.fields.get("languages", ())),
                kinds,
                str(max((score.posts for score in found.scores), default=0)),
                f"{dated}/{len(found.drafts)}",
                shown(url),
            )
        else:
            why = (
                sentences.of_problem(problems[url]) if url in problems else f"watched already as {known[url]}"
            )
            table.add_row("-", "", "", "", "", "", shown(plain(f"{url}: {why}")))
    return table
