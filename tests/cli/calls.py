"""A call of every command, as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from tests.cli.prepared import run_prepared
from tests.cli.workspace import AT_LAST, Web, Workspace, check_output, environment

DAYS = ("--since", "2026-01-01", "--until", "2026-12-31")
URL = "{base}/news/lodz"
CALLS: dict[str, tuple[str, ...]] = {
    "run": ("run", "-v"),
    "backfill": ("backfill", "warc", "all.warc.gz"),
    "demo": ("demo", "made"),
    "add": ("add", "{base}/news", "--id", "again"),
    "check": ("check", "vessel"),
    "repair": ("repair", "vessel"),
    "record": ("record", "vessel", "--to", "cases"),
    "extract": ("extract", URL),
    "why": ("why", URL),
    "status": ("status",),
    "search": ("search", "bench"),
    "calls": ("calls", "--closing", "2999-01-01"),
    "events": ("events", "--since", "2026-01-01"),
    "mentions": ("mentions", "Łódź"),
    "relays": ("relays", "--within", "1"),
    "digest": ("digest", *DAYS),
    "export": ("export", "jsonl"),
    "serve": ("serve", "--port", "0"),
    "slim": ("slim", "copy.db"),
    "terms": ("terms", "--since", "2026-01-01"),
    "snapshot": ("snapshot", "copy.db"),
    "diff": ("diff", "old.db", "archive.db"),
    "merge": ("merge", "archive.db", "other.db", "-o", "merged.db"),
    "reextract": ("reextract", "vessel", "--dry-run"),
    "import": ("import", "sites.csv", "--yes"),
    "ack": ("ack", "1"),
    "notify": ("notify", "--sources", "notifying.yaml"),
    "backup": ("backup", "copy.db"),
    "restore": ("restore", "old.db", "--yes"),
    "schedule": ("schedule", "cron"),
    "schema": ("schema",),
    "completion": ("completion", "bash"),
    "man": ("man",),
    "story": ("story", "join", "1", "2"),
    "stories": ("stories", "rebuild", "--dry-run"),
    "embed": ("embed", "--limit", "0"),
    "undo": ("undo", "1", "--yes"),
    "rename": ("rename", "vessel", "ship"),
    "forget": ("forget", "vessel", "--posts", "delete"),
}
JSON: dict[str, tuple[str, ...]] = {
    name: (*CALLS[name], "--json")
    for name in (
        "run",
        "backfill",
        "add",
        "check",
        "record",
        "extract",
        "why",
        "status",
        "search",
        "calls",
        "events",
        "mentions",
        "relays",
        "slim",
        "terms",
        "snapshot",
        "diff",
        "reextract",
        "story",
        "stories",
        "embed",
        "undo",
        "rename",
        "forget",
        "backup",
        "restore",
        "import",
        "ack",
        "notify",
    )
}
OWN_FORMAT = ("digest", "export")  # always UTF-8, because their output is a file
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
Archived = tuple[Workspace, Web]


def ended(
    own: Archived, args: tuple[str, ...], env: dict[str, str] | None = None, **how: Any
) -> tuple[int, bytes, str]:
    """Return exit code, stdout and stderr of a call. A server is stopped after its first line."""
    workspace, web = own
    words = [arg.format(base=web.base) for arg in args]
    whole = {**environment(), **(env or {})}
    if args[0] == "serve" and not how:
        return 0, _first_line(words, workspace, whole), ""
    code, out, err = run_prepared(words, workspace.folder, whole, **how)
    message = err.decode("utf-8", "replace")
    check_output(message)
    assert "Exception ignored" not in message
    return code, out, message


def _first_line(words: list[str], workspace: Workspace, env: dict[str, str]) -> bytes:
    """Return what a server prints first, and stop it."""
    with subprocess.Popen(
        [sys.executable, "-m", "clusterwatch", *words], cwd=workspace.folder, env=env, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
        process.communicate(timeout=AT_LAST)
        return first
