"""clusterwatch why and status: read the archive. These commands use no network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from clusterwatch import sentences
from clusterwatch.archive import shown_state
from clusterwatch.cli.options import (
    SOURCE_ID,
    STYLES,
    archive_path,
    changes,
    console,
    db_option,
    json_option,
    now,
    print_json,
    print_lines,
    read_archive,
    say,
    say_no_source,
    shown,
    sources_option,
)
from clusterwatch.errors import ConfigError, UsageError
from clusterwatch.models import FIELDS, Incident, LinkKind, NoteCode
from clusterwatch.stories.letters import as_written, names_as_written


@click.command()
@click.argument("post")
@sources_option
@db_option
@json_option
def why(post: str, sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Show where each value of a post was found."""
    with read_archive(sources_path, db) as archive:
        explained = archive.explain(post)
    if explained is None:
        raise UsageError(f"no post {post} in the archive")
    if as_json:
        print_json(explained)
        return
    _print_post(explained)


def _print_post(post: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{shown(post['title'] or '(no title)')}[/bold]")
    share = f" ({post['similarity']:.0%} of the words)" if post["story_by"] == "near" else ""
    # The first post of a story was alone when it was stored.
    by = f", {post['story_by']}{share}" if post["story_by"] not in (None, "alone") else ""
    out.print(
        f"post {post['id']} of {post['source']}, revision {post['revision']}, story {post['story']}{by}"
    )
    out.print(shown(post["url"]), soft_wrap=True)
    if post["withdrawn"]:
        out.print(f"[red]withdrawn {post['withdrawn']}[/red]")
    for row in post["merges"]:
        until = f", undone {row['undone'][:10]}" if row["undone"] else ""
        out.print(f"merged into post {row['into_post']} by its canonical address {row['merged'][:10]}{until}")
    if post["labels"]:
        out.print(f"found by the saved search{'es' * (len(post['labels']) > 1)} {', '.join(post['labels'])}")
    for flag in post["flags"]:
        out.print(f"[yellow]{shown(sentences.of_problem(flag))}[/yellow]")
    for name in (field.name for field in FIELDS):
        if name in post["evidence"]:
            _print_evidence(name, post["evidence"][name])
    _print_facts(post)
    _print_links(post["links"])
    if post["sightings"]:
        out.print("\n[bold]Addresses[/bold]")
    for row in post["sightings"]:
        out.print(
            f"  {shown(row['url'])}  {row['status']}, last seen {row['last_seen'][:10]}", soft_wrap=True
        )
    states = [*post["revisions"], post]
    for row, next_ in pairwise(states):
        _print_revision(row, next_)
    _print_story(post)


def _print_story(post: dict[str, Any]) -> None:
    out = console()
    if post["relays"]:
        out.print("\n[bold]Also announced by[/bold]")
    for row in post["relays"]:
        out.print(shown(f"  {row['source']}  {row['published'] or 'no date'}  {row['url']}"), soft_wrap=True)
    text = f"{post['title'] or ''}\n{post['body'] or ''}"
    if post["related"]:
        out.print("\n[bold]Related announcements[/bold]")
    for row in post["related"]:
        named = {**row, "names": names_as_written(row["names"], text)}
        out.print(shown(f"  {sentences.of_related(named)}"), soft_wrap=True)
    if post["story_links"] or post["story_decisions"]:
        out.print("\n[bold]Compared with[/bold]")
    for row in post["story_links"]:
        link = {**row, "shared": as_written(row["shared"], text)}
        out.print(shown(f"  {sentences.of_story_link(link)}"), soft_wrap=True)
    for row in post["story_decisions"]:
        out.print(shown(f"  {sentences.of_story_decision(row)}"), soft_wrap=True)


def _print_facts(post: dict[str, Any]) -> None:
    """Print what a post says: its kind, its days and its mentions, each with the text that was read."""
    out = console()
    if post["kind"]:
        sure = f"{post['kind_confidence']:.0%}"
        out.print(f"\n[bold]kind[/bold]  {post['kind']}, by its words and days (probability {sure})")
    _print_said("Days", post["days"], sentences.of_day)
    for row in post["moved_days"]:
        out.print(shown(f"  {sentences.of_moved_day(row)}"), soft_wrap=True)
    _print_said("Mentions", post["mentions"], sentences.of_mention)


def _print_said(title: str, rows: list[dict[str, Any]], said: Callable[[dict[str, Any]], str]) -> None:
    out = console()
    if rows:
        out.print(f"\n[bold]{title}[/bold]")
    for row in rows:
        out.print(shown(f"  {said(row)}"), soft_wrap=True)
        written = f"    as written: {_line(row['raw'])}  {sentences.of_span(row)}"
        out.print(shown(written), style="dim", soft_wrap=True)


def _print_links(links: list[dict[str, Any]]) -> None:
    out = console()
    for kind in (LinkKind.ATTACHMENT, LinkKind.PORTAL):
        rows = [row for row in links if row["kind"] == kind]
        if rows:
            out.print(f"\n[bold]{sentences.LINKS[kind]}[/bold]")
        for row in rows:
            out.print(shown(f"  {row['text']}  {row['url']}"), soft_wrap=True)


def _print_evidence(name: str, e: dict[str, Any]) -> None:
    """Print a field: its value, where it was found, and the rejected candidates with the reasons."""
    out = console()
    reason = sentences.of_reason(e["reason"])
    value = _line(e["value"]) if e["value"] is not None else f"not found: {reason}"
    out.print(f"\n[bold]{name}[/bold]  {shown(value)}", soft_wrap=True)
    _print_found(e, e["value"], "  ")


def _print_found(e: dict[str, Any], value: str | None, indent: str) -> None:
    """Print where a value was found, and the rejected candidates with the reasons."""
    out = console()
    lines = [f"found by {e['method']} {sentences.of_location(e.get('location'))}".rstrip()]
    if e.get("raw") and _line(e["raw"]) != _line(value):
        lines.append(f"as written: {_line(e['raw'])}")
    doubt = sentences.of_reason(e.get("reason")) if value is not None else ""
    rejected = [
        f"rejected: {_line(r['raw'], 60)} ({r['method']}): {sentences.of_reason(r['reason'])}"
        for r in e["rejected"]
    ]
    for line in (*lines, *([doubt] if doubt else ()), *rejected):
        style = "yellow" if doubt and line == doubt else "dim"
        out.print(shown(f"{indent}{line}"), style=style, soft_wrap=True)


_CAUSES = {
    "reextracted": "read differently by new rules",
    "merged": "different in two archives that were merged",
}


def _print_revision(row: dict[str, Any], next_: dict[str, Any]) -> None:
    """Print what changed between a revision and the next one, and where the revision had its values from."""
    out = console()
    fields = json.loads(row["changed"])
    how = _CAUSES.get(row["cause"], "changed")
    out.print(
        f"\n[bold]Revision {row['revision']}[/bold], until {row['replaced'][:10]}; then {', '.join(fields)} {how}"
    )
    for field in fields:
        out.print(f"  {field}: {changes(row[field], next_[field])}", soft_wrap=True)
        if e := row["evidence"].get(field):
            _print_found(e, row[field], "    ")
    for field, e in row["evidence"].items():
        if e and field not in fields and e["rejected"]:
            out.print(shown(f"  {field}: {_line(row[field])}"), soft_wrap=True)
            _print_found(e, row[field], "    ")


def _line(text: str | None, width: int = 120) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _problems(row: dict[str, Any], today: date) -> Iterator[str]:
    """Yield lines about a source: its open incidents, or else why its state is not ok; whether it was taken back."""
    yield from _open(row["incidents"], today)
    if row["undone"]:
        yield sentences.of_undone(row["id"], row["run"], row["undone"])
    if row["reason"]:
        yield f"{row['id']}: {row['reason']}"
    elif not row["incidents"] and row["state"] not in (None, "ok", "quiet"):
        for problem in row["problems"][:3]:
            yield f"{row['id']}: {sentences.of_problem(problem)}"


def _open(incidents: list[Incident], today: date) -> Iterator[str]:
    for incident in incidents:
        known = f" Acknowledged{_until(incident)}." if incident.is_acknowledged(today) else ""
        yield f"{sentences.of_open_incident(incident, today)}{known}"


def _until(incident: Incident) -> str:
    day = f" until {incident.acknowledged_until}" if incident.acknowledged_until else ""
    return f"{day}: {incident.acknowledged_why}" if incident.acknowledged_why else day


@click.command()
@click.argument("source_id", type=SOURCE_ID, required=False, metavar="[ID]")
@sources_option
@db_option
@json_option
def status(source_id: str | None, sources_path: Path, db: Path | None, as_json: bool) -> None:
    """Show the health of each source, or of one with the history of its incidents.

    If the sources were changed since the last run, their faults are told, too. The exit code is 2 then.
    """
    faults = _faults(sources_path, db)
    if faults is not None and not archive_path(sources_path, db).exists():
        raise faults
    _show_status(source_id, sources_path, db, as_json)
    if faults is not None:
        click.echo(f"{faults}\nA run does nothing until this is corrected.", err=True)
        sys.exit(2)


def _faults(sources_path: Path, db: Path | None) -> ConfigError | None:
    """Return the faults of the sources. A file that is older than the last run had none."""
    if not sources_path.exists():
        return None
    path = archive_path(sources_path, db)
    if path.exists():
        with read_archive(sources_path, db) as archive:
            last = archive.runs.started(archive.runs.newest() or 0)
        if last is not None and datetime.fromisoformat(last).timestamp() > sources_path.stat().st_mtime:
            return None
    # The models of sources take longer to import than the rest of this command.
    from clusterwatch.config import load_sources

    try:
        load_sources(sources_path)
    except ConfigError as error:
        return error
    return None


def _show_status(source_id: str | None, sources_path: Path, db: Path | None, as_json: bool) -> None:
    with read_archive(sources_path, db) as archive:
        rows = archive.status(source_id)
        history = archive.incidents.history(source_id) if source_id else []
        held = archive.url_records.held(source_id) if source_id else []
        of_targets = [] if source_id else archive.incidents.of_targets()
    if source_id and not rows:
        raise UsageError(f"{source_id}: the archive has no such source")
    if as_json:
        print_json({**rows[0], "held": held, "history": history} if source_id else rows)
        return
    if not rows:
        say_no_source(sources_path)
        return
    print_lines(_sources(rows))
    for row in rows:
        for line in _problems(row, now().date()) if row["watched"] else ():
            say(line)
        for note in row["notes"]:
            if note.code is NoteCode.NOT_VERIFIED:
                say(f"{row['id']}: {sentences.of_note(note)}")
    for line in _open(of_targets, now().date()):
        say(line)
    if held:
        click.echo("\nHeld back:")
    for page in held:
        say(f"  {sentences.of_held_page(page)}")
    if history:
        click.echo()
        print_lines(_history(history))


def _sources(rows: list[dict[str, Any]]) -> Table:
    """Return a table of the health of sources."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("source", "state", "posts", "newest post", "last success"):
        table.add_column(name, justify="right" if name == "posts" else "left", no_wrap=True)
    for row in rows:
        state = shown_state(row)
        newest, success = row["newest"] or "", (row["last_success"] or "never")[:16].replace("T", " ")
        style = STYLES.get(state, "dim" if state in ("disabled", "never run", "not watched") else "red")
        table.add_row(row["id"], f"[{style}]{state}[/{style}]", str(row["posts"]), newest, success)
    return table


def _history(incidents: list[Incident]) -> Table:
    """Return a table of the incidents of a source, the oldest first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("incident", "opened", "closed", "runs", "problem"):
        table.add_column(
            name, justify="right" if name in ("incident", "runs") else "left", no_wrap=name != "problem"
        )
    for one in incidents:
        closed = one.closed[:10] if one.closed else "open"
        what = shown(sentences.of_incident_in_short(one))
        table.add_row(str(one.id), one.opened[:10], closed, str(one.count), what)
    return table
