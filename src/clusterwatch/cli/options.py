"""Shared by the commands: options, the clock, and printing."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from clusterwatch.archive import Archive, hold, must_exist
from clusterwatch.cli.printing import is_utf8
from clusterwatch.errors import ConfigError, UsageError
from clusterwatch.files import replaced
from clusterwatch.models import Decision, Note, Problem
from clusterwatch.text import without_controls

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from clusterwatch.config import Source, Sources

STYLES = {
    "ok": "green",
    "quiet": "cyan",
    "moved": "yellow",
    "degraded": "yellow",
}  # of states; red for others

_SPAN = re.compile(r"(\d{1,6})([dw])")


class SourceId(click.types.StringParamType):
    """The id of a source. A shell completes it from sources.yaml."""

    name = "id"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - the signature is click's
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the ids that begin with the letters typed so far, with the names of the sources."""
        from clusterwatch.config import load_sources

        path = ctx.params.get("sources_path") or Path("sources.yaml")
        try:
            sources = load_sources(path)
        except (ConfigError, UsageError):
            return []  # the command itself will say what is wrong
        return [CompletionItem(s.id, help=s.label) for s in sources.values() if s.id.startswith(incomplete)]


SOURCE_ID = SourceId()


def _remembered(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    """Keep the value of an option for `to_create_archive`."""
    ctx.meta[f"{__name__}.{param.name}"] = value
    return value


sources_option = click.option(
    "--sources",
    "sources_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("sources.yaml"),
    show_default=True,
    callback=_remembered,
    help="File with the sources.",
)
db_option = click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_remembered,
    help="Archive.  [default: archive.db next to the sources]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def now() -> datetime:
    """Return the current time in UTC. All other packages get the time as an argument."""
    return datetime.now(UTC)


def archive_path(sources_path: Path, db: Path | None) -> Path:
    """Return the path of the archive: --db, or archive.db next to the sources."""
    return db or sources_path.parent / "archive.db"


def sources_written(sources_path: Path) -> str:
    """Return the option --sources as it is written behind a command, with a space, or nothing for the default."""
    return "" if str(sources_path) == "sources.yaml" else f" --sources {shlex.quote(str(sources_path))}"


def to_create_archive(ctx: click.Context) -> str:
    """Return what to call so that there is an archive where a command, which has just ended, looked for it."""
    sources_path = ctx.meta.get(f"{__name__}.sources_path") or Path("sources.yaml")
    db = ctx.meta.get(f"{__name__}.db")
    option = sources_written(sources_path)
    first = (
        "create it with"
        if sources_path.exists()
        else f"add a site with `clusterwatch add URL{option}` first, then call"
    )
    return f"{first}: clusterwatch run{option}" + (f" --db {shlex.quote(str(db))}" if db else "")


def chosen(sources: Sources, ids: Sequence[str], path: Path) -> list[Source]:
    """Return the sources with these ids, or all sources if there are no ids. Raise UsageError for an unknown id."""
    unknown = sorted(set(ids) - set(sources))
    if unknown:
        raise no_source(path, unknown, sources)
    return [source for name, source in sources.items() if not ids or name in ids]


def no_source(path: Path, unknown: Sequence[str], known: Iterable[str]) -> UsageError:
    """Return the error about ids that no source of a file or archive has, with the ids that were probably meant."""
    from clusterwatch import sentences

    return UsageError(f"{path}: {sentences.of_unknown_sources(unknown, known)}")


def must_have_sources(archive: Archive, ids: Iterable[str]) -> None:
    """Raise UsageError if the archive does not have a source with one of these ids."""
    unknown = sorted({one for one in ids if not archive.sources.exists(one)})
    if unknown:
        raise no_source(archive.path, unknown, archive.sources.ids())


def must_have_url(sources: Sources, source_id: str) -> None:
    """Raise UsageError if the source has no url, because its site is not known."""
    if not sources[source_id].url:
        raise UsageError(f"{sources.where(source_id)}: has no url: {sources[source_id].reason}")


def say_no_source(sources_path: Path) -> None:
    """Say that there is nothing to read, and how to begin."""
    options = sources_written(sources_path)
    click.echo(f"There is no enabled source. Add one with: clusterwatch add URL{options}", err=True)


def read_sources_text(path: Path) -> str:
    """Return the text of sources.yaml with its line endings, or an empty string if there is no file."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Read sources.yaml again, change its text and write it. Line endings are kept.

    The file is read again because it may have been edited in the meantime. It is replaced as a whole, so an error
    leaves it unchanged. Raise UsageError if the change cannot be made or written.
    """
    try:
        changed = change(read_sources_text(path)).encode("utf-8")
        with replaced(path) as file:
            file.write(changed)
    except ConfigError as error:
        raise ConfigError([replace(fault, path=path) for fault in error.faults]) from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def print_patch(path: Path, before: str, after: str) -> None:
    """Print the change of sources.yaml as a unified diff."""
    import difflib

    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), str(path), str(path), lineterm="")
    click.echo("\n" + plain("\n".join(lines)))


def read_archive(sources_path: Path, db: Path | None) -> Archive:
    """Open the archive for reading only."""
    return Archive(archive_path(sources_path, db), readonly=True)


@contextmanager
def write_archive(path: Path, *, dry_run: bool = False, create: bool = True) -> Iterator[Archive]:
    """Hold the lock of an archive and open it for writing. A `dry_run` is undone at the end, and creates no file.

    Raises NotCreated if there is no archive and `create` is false.
    """
    if not create:
        must_exist(path)
    with ExitStack() as stack:
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory())) / path.name
        stack.enter_context(hold(path))
        archive = stack.enter_context(Archive(path))
        if dry_run:
            stack.enter_context(archive.dry_run())
        yield archive


def exact_day(text: str | None, option: str) -> date | None:
    """Return a day written as `2024-01-31`. Raise UsageError for other texts."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option}: invalid date {text!r}; use YYYY-MM-DD") from error


def day(text: str | None, option: str, today: date) -> str | None:
    """Return the day in ISO 8601. `text` is a day such as `2024-01-31`, or days (`7d`) or weeks (`2w`) before today."""
    found = _day(text, option, today, -1)
    return found.isoformat() if found else None


def coming_day(text: str | None, option: str, today: date) -> date | None:
    """Return the day that `text` names as `2024-01-31`, or as days (`30d`) or weeks (`2w`) after today."""
    return _day(text, option, today, 1)


def _day(text: str | None, option: str, today: date, sign: int) -> date | None:
    if text is None:
        return None
    try:
        if span := _SPAN.fullmatch(text):
            return today + sign * timedelta(days=int(span[1]) * (7 if span[2] == "w" else 1))
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{option}: invalid date {text!r}; use YYYY-MM-DD, 7d or 2w") from error


def print_json(value: Any) -> None:
    """Print one JSON value on one line. Non-ASCII letters are escaped if the output is not UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=not is_utf8(sys.stdout), default=_as_json))


def _as_json(value: object) -> object:
    """Return a JSON form of other objects: problems with their sentence, dataclasses by their fields."""
    if isinstance(value, Decision):
        from clusterwatch import sentences

        return {"source": value.source, "code": value.code, "sentence": sentences.of_decision(value)}
    if isinstance(value, Problem | Note):
        from clusterwatch import sentences

        return sentences.as_object(value)
    if hasattr(value, "model_dump"):  # a model of sources.yaml
        return value.model_dump(mode="json", exclude_none=True)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


def console(*, stderr: bool = False) -> Console:
    """Return a rich console. It has 200 columns if the output is not a terminal."""
    from clusterwatch.cli.terminal import Terminal

    made = Terminal(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else Terminal(stderr=stderr, highlight=False, width=200)


def shown(text: object) -> str:
    """Return text of a site as rich markup, without control characters, and with its own markup escaped."""
    from rich.markup import escape

    return escape(plain(text))


def plain(text: object) -> str:
    """Return text of a site without control characters."""
    return without_controls(str(text))


def say(sentence: str, *, err: bool = False) -> None:
    """Print a sentence without control characters. On a terminal, its lines end between words, and are indented."""
    text = plain(sentence)
    stream = sys.stderr if err else sys.stdout  # None if it is closed
    if stream is not None and stream.isatty():
        text = wrapped(text, shutil.get_terminal_size().columns)
    click.echo(text, err=err)


def wrapped(text: str, width: int) -> str:
    """Return a sentence in lines of at most `width` characters, if its words and addresses are not longer."""
    hanging = " " * (len(text) - len(text.lstrip(" ")) + 4)
    return textwrap.fill(
        text, max(width, 40), subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def changes(was: str | None, now: str | None) -> str:
    """Return a word diff of two values as rich markup: deletions are red and struck through, insertions are green."""
    from clusterwatch.worddiff import word_diff

    styles = {"same": "", "gone": "red strike", "new": "green", "cut": "dim"}
    marks = {
        "gone": ("[-", "-]"),
        "new": ("{+", "+}"),
    }  # as in `git diff --word-diff`, for output without colours
    out = []
    for piece in word_diff(was, now):
        text = " ".join(piece.text.split())
        before, after = marks.get(piece.kind, ("", ""))
        words = shown(f"{before}{text}{after}")
        out.append(f"[{styles[piece.kind]}]{words}[/]" if styles[piece.kind] else words)
    return " ".join(out)


def print_lines(what: RenderableType) -> None:
    """Print a table without trailing spaces."""
    out = console()
    with out.capture() as captured:
        out.print(what)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
