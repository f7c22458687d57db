"""The group of all commands. It imports each command when it is called, and turns errors into exit codes."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from clusterwatch.cli.printing import CLOSED, FULL, print_any_letter, printing
from clusterwatch.errors import (
    ArchiveError,
    ConfigError,
    Locked,
    NoArchive,
    NotCreated,
    UsageError,
    exhausted,
)
from clusterwatch.models import FetchReason


class Summary(NamedTuple):
    """The module that defines a command, its line in the help of the program, and its name in the module.

    The name is that of the command, unless Python has a keyword of that name.
    """

    module: str
    text: str
    name: str | None = None


# The sections of the help with their commands. The texts repeat those of the commands, so that `--help` imports none
# of them.
COMMANDS: dict[str, dict[str, Summary]] = {
    "Collect": {
        "run": Summary("run", "Fetch new posts from all sources or from the given ones."),
        "backfill": Summary("backfill", "Read posts from WARC files of any crawl."),
        "reextract": Summary(
            "reextract", "Read the archived raw pages again by the current rules, without requests."
        ),
        "story": Summary("stories", "Put posts into one story, or take one out of its story."),
        "stories": Summary("stories", "Make the stories of all posts again."),
        "embed": Summary("embed", "Make vectors of what posts mean, for `search --any-language`."),
        "undo": Summary("undo", "Take back what RUN did to the posts of all sources, or of the given ones."),
        "schedule": Summary(
            "schedule", "Print the lines that make cron or systemd run the program every night."
        ),
    },
    "Maintain sources": {
        "add": Summary("add", "Show the posts of the site at URL, and add it to the sources."),
        "check": Summary("check", "Test sources against their sites: indexes, fields and selectors."),
        "repair": Summary("repair", "Propose new selectors for a rebuilt site, learned from archived posts."),
        "record": Summary("record", "Record a source as a test case."),
        "import": Summary(
            "import_sources", "Add the sites of FILE, an OPML, CSV or text file, to the sources.", "import_"
        ),
        "rename": Summary("rename", "Give the source OLD the id NEW, in the sources and in the archive."),
        "forget": Summary("forget", "Remove the source ID from the sources, and keep or delete its posts."),
        "schema": Summary("schema", "Print the JSON Schema of sources.yaml."),
    },
    "Read the archive": {
        "status": Summary(
            "archived", "Show the health of each source, or of one with the history of its incidents."
        ),
        "notify": Summary(
            "notify", "Send the notices that are due to each TARGET of sources.yaml, or test them."
        ),
        "ack": Summary("incidents", "Acknowledge INCIDENT: it is known, and is not reported again."),
        "search": Summary("search", "Find posts that contain all WORDS, newest first."),
        "why": Summary("archived", "Show where each value of a post was found."),
        "digest": Summary("digest", "Print what was found since the last digest, one line per story."),
        "calls": Summary("agenda", "List the calls of the archive by their deadlines."),
        "events": Summary("agenda", "List the events that the archive announces, by their days."),
        "mentions": Summary("agenda", "List the posts that name NAME: a body, programme, call or place."),
        "relays": Summary(
            "relays", "Show how fast announcements are told elsewhere, and how many never are."
        ),
        "terms": Summary("terms", "Show which words announcements use more than before, in each language."),
        "serve": Summary("serve", "Serve the archive to web browsers, read-only."),
    },
    "Share the archive": {
        "export": Summary(
            "export",
            "Write posts as CSV, JSON lines, Parquet or Atom, a calendar, raw pages (WARC, WACZ), or sources as OPML.",
        ),
        "backup": Summary(
            "backup", "Copy the archive to FILE, verify the copy, and describe it in FILE.json."
        ),
        "restore": Summary("backup", "Put the backup FILE in the place of the archive."),
        "snapshot": Summary(
            "snapshot",
            "Write a copy that can be cited: FILE, its manifest FILE.json, and its citation FILE.cff.",
        ),
        "diff": Summary(
            "snapshot",
            "Show what changed from the archive EARLIER to LATER: sources, posts, stories, and days that moved.",
        ),
        "slim": Summary("slim", "Write a copy of the archive without raw pages."),
        "merge": Summary("merge", "Join the archives of several machines into a new one."),
    },
    "Try it": {
        "demo": Summary("demo", "Run on small sites that are served on this machine."),
        "extract": Summary("extract", "Show what is extracted from saved pages or addresses."),
    },
    "In a shell": {
        "completion": Summary(
            "shell",
            "Print the lines that make bash, zsh or fish complete commands, options and the ids of sources.",
        ),
        "man": Summary("shell", "Print the manual page of the program."),
    },
}
_ALL = {name: summary for group in COMMANDS.values() for name, summary in group.items()}


# What libraries load when they are imported, and no command needs, takes longer than most commands. sqlite_utils loads
# numpy and pandas for their types of numbers, httpx its own command line, pydantic the plugins of all installed
# packages, and aiohttp, twice, the certificate authorities of the system; `http` chooses its own.
_OPTIONAL = ("numpy", "pandas", "httpx._main")
_ENVIRONMENT = {
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
    "SSL_CERT_DIR": os.devnull,  # https://docs.openssl.org/master/man3/X509_get_default_cert_file/
    "SSL_CERT_FILE": os.devnull,
}


class CommandGroup(click.Group):
    """Imports commands on demand. Prints errors that a user can correct, and exits with the code for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(_ALL)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        if cmd_name not in _ALL:
            return None
        summary = _ALL[cmd_name]
        with _lean_imports():
            module = import_module(f"clusterwatch.cli.{summary.module}")
        command: click.Command = getattr(module, summary.name or cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called. click itself knows no names to suggest, as it has not loaded any."""
        name = args[0]
        if name in _ALL or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        near = " or ".join(f"'{one}'" for one in get_close_matches(name, _ALL))
        meant = f" Did you mean {near}?" if near else ""
        raise click.UsageError(f"No such command '{name}'.{meant}", ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin with the letters typed so far, without importing any command."""
        names = [
            CompletionItem(name, help=summary.text)
            for name, summary in _ALL.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the signature is click's
        for title, group in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, summary.text) for name, summary in group.items()])

    def main(self, *args: Any, **extra: Any) -> Any:
        print_any_letter()
        with printing():
            return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with printing():  # click itself would exit with 1 if the pipe is closed
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with printing():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            click.echo(str(error), err=True)
            count = len(error.faults)
            click.echo(f"{count} fault{'s' if count > 1 else ''}; nothing was done", err=True)
            sys.exit(exit_code(error))
        except NotCreated as error:
            from clusterwatch.cli.options import to_create_archive

            click.echo(f"Error: {error}; {to_create_archive(ctx)}", err=True)
            sys.exit(exit_code(error))
        except (UsageError, Locked) as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(exit_code(error))
        except (MemoryError, OSError) as error:
            if not _lack_printed(error):
                raise
            sys.exit(exit_code(error))


def exit_code(error: BaseException) -> int:
    """Return the exit code of the program if a command raises this."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    if isinstance(error, Locked):
        return 3
    if isinstance(error, UsageError):
        # A wrong --db is wrong usage. Any other fault of the archive needs the keeper.
        return 4 if isinstance(error, ArchiveError) and not isinstance(error, NoArchive) else 2
    if isinstance(error, MemoryError | OSError) and exhausted(error) is not None:
        return 4
    if isinstance(error, OSError) and error.filename is None:  # of the output; see `printing`
        return CLOSED if error.errno == errno.EPIPE else FULL
    return 1


def _lack_printed(error: MemoryError | OSError) -> bool:
    """Print what this machine lacks. Return False if it lacks nothing, or if it is standard output that is full."""
    lack, name = exhausted(error), getattr(error, "filename", None)
    if lack is None or (lack is FetchReason.DISK_FULL and name is None):
        return False
    # Few commands come here, and the others start without this module.
    from clusterwatch import sentences

    click.echo(f"Error: {f'{name}: ' if name else ''}{sentences.of_lack(lack)}", err=True)
    return True


@contextmanager
def _lean_imports() -> Iterator[None]:
    """Let libraries find nothing in the block that no command needs.

    The garbage collector is off: it would search the growing number of modules and classes for what nothing refers to.
    Afterwards it leaves them out for the same reason.
    """
    hidden = [name for name in _OPTIONAL if name not in sys.modules]
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # https://docs.python.org/3/reference/import.html
    os.environ.update(_ENVIRONMENT)
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()
        for name in hidden:
            del sys.modules[name]
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
