"""clusterwatch why, status, search: questions to the archive that need no network."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from clusterwatch.cli.options import console, db_option, json_option, print_json, read_archive, sources_option
from clusterwatch.cli.run import STYLES


@click.command()
@click.argument("words", nargs=-1, required=True)
@sources_option
@db_option
@click.option("--source", help="Posts of this source only.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many posts at the most."
)
@json_option
def search(
    words: tuple[str, ...], sources_path: Path, db: Path | None, source: str | None, limit: int, as_json: bool
) -> None:
    """Find posts that contain all WORDS, newest first.

    "a phrase" in double quotes, a beginning with a star (photon*), a word to leave out with a minus after "--".
    Accents and case do not matter.
    """
    with read_archive(sources_path, db) as archive:
        hits = archive.search(" ".join(words), source=source, limit=limit)
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    out = console()
    for hit in hits:
        out.print(f"[bold]{escape(hit.title or '(no title)')}[/bold]")
        out.print(
            f"  {hit.published or 'no date'} · {hit.source} · {hit.language or '?'} · post {hit.id}",
            style="dim",
        )
        out.print(f"  {escape(hit.url)}", style="dim", soft_wrap=True)
        out.print(f"  {escape(hit.snippet)}\n")
    if not hits:
        click.echo("Nothing found.", err=True)


@click.command()
@click.argument("post")
@sources_option
@db_option
@json_option
def why(post: str, sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Show why POST (its number or any of its addresses) says what it says: each value with its evidence."""
    with read_archive(sources_path, db) as archive:
        found = archive.explain(post)
    if found is None:
        click.echo(f"Error: no post {post} in the archive", err=True)
        sys.exit(1)
    if as_json:
        print_json(found)
        return
    _print_post(found)


def _print_post(post: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escape(post['title'] or '(no title)')}[/bold]")
    out.print(f"post {post['id']} of {post['source']}, revision {post['revision']}, story {post['story']}")
    out.print(escape(post["url"]), soft_wrap=True)
    if post["withdrawn"]:
        out.print(f"[red]withdrawn {post['withdrawn']}[/red]")
    for flag in post["flags"]:
        out.print(f"[yellow]{escape(flag)}[/yellow]")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("field", "method", "where", "as written", "taken"):
        table.add_column(
            column, overflow="ellipsis" if column in ("as written", "taken") else "fold", max_width=60
        )
    for field, e in post["evidence"].items():
        taken = e["value"] or f"nothing: {e['reason']}"
        table.add_row(*(escape(_line(c)) for c in (field, e["method"], e["location"], e["raw"], taken)))
        for r in e["rejected"]:
            table.add_row(
                "",
                *(escape(_line(c)) for c in (r["method"], "", r["raw"], f"not taken: {r['reason']}")),
                style="dim",
            )
    out.print(table)
    for title, key, line in (
        ("Addresses", "sightings", "{url}  {status}, last seen {last_seen}"),
        ("Earlier revisions", "revisions", "{revision}: replaced {replaced}, changed {changed}"),
        ("Also announced by", "relays", "{source}  {published}  {url}"),
    ):
        if post[key]:
            out.print(f"[bold]{title}[/bold]")
            for row in post[key]:
                out.print("  " + escape(line.format(**row)), soft_wrap=True)


def _line(text: str | None, width: int = 120) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


@click.command()
@sources_option
@db_option
@json_option
def status(sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Show how each source is: state of the last run, posts, the newest one, the last success."""
    with read_archive(sources_path, db) as archive:
        rows = archive.status()
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "state", "posts", "newest post", "last success", "what the last run said"):
        table.add_column(name, justify="right" if name == "posts" else "left", overflow="fold")
    for row in rows:
        state = row["state"] or "never run"
        style = STYLES.get(state, "red")
        said = "; ".join(row["messages"][:2])
        newest, success = row["newest"] or "", (row["last_success"] or "never")[:16].replace("T", " ")
        table.add_row(
            row["id"], f"[{style}]{state}[/{style}]", str(row["posts"]), newest, success, escape(said)
        )
    console().print(table)
