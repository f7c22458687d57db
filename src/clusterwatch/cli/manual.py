"""The manual page of the program, made from the help of its commands, in the macros of man(7)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import click

from clusterwatch import __version__

_ROFF = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq"})
_EXIT = (
    ("0", "All went well."),
    ("1", "An incident opened or came back, all sources failed, or the command found nothing to act on."),
    ("2", "The command or sources.yaml is wrong."),
    ("3", "Another run uses the archive."),
    (
        "4",
        "The archive or the output could not be read or written, or the machine lacks memory, disk space or files.",
    ),
)
_FILES = (
    ("sources.yaml", "The sources, the limits of the network, and who is told of problems."),
    ("archive.db", "The archive: an SQLite database beside sources.yaml."),
)


def manual(program: click.Group, sections: Mapping[str, Iterable[str]]) -> str:
    """Return the manual page as roff text. `sections` are the names of the commands under their headings."""
    context = click.Context(program, info_name="clusterwatch", **program.context_settings)
    summary, *more = _paragraphs(program)
    lines = [
        f'.TH CLUSTERWATCH 1 "" "clusterwatch {_escaped(__version__)}" "User Commands"',
        ".SH NAME",
        f"clusterwatch \\- {_escaped(summary[:1].lower() + summary[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        r".B clusterwatch",
        _escaped(" ".join(program.collect_usage_pieces(context))),
        ".SH DESCRIPTION",
        *_joined([summary, *more]),
        ".SH OPTIONS",
        *_options(program, context),
    ]
    for title, names in sections.items():
        lines.append(f".SH {_escaped(title.upper())}")
        for name in names:
            command = program.get_command(context, name)
            assert command is not None, name  # noqa: S101 - the sections have commands of the program only
            lines += _command(command, name, context)
    for title, rows in (("EXIT STATUS", _EXIT), ("FILES", _FILES)):
        lines += [f".SH {title}", *(line for term, text in rows for line in _item(term, text))]
    return "\n".join(lines) + "\n"


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    """Yield the lines of a command, or of each command of a group."""
    context = click.Context(command, info_name=name, parent=parent)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None, sub  # noqa: S101 - the group lists it
            yield from _command(found, sub, context)
        return
    yield f'.SS "{_escaped(context.command_path)} {_escaped(" ".join(command.collect_usage_pieces(context)))}"'
    yield from _joined(_paragraphs(command))
    yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for param in command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record is not None and "--help" not in param.opts:
            yield from _item(*record)


def _item(term: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f"\\fB{_escaped(term)}\\fR"
    yield _escaped(text)


def _paragraphs(command: click.Command) -> list[str]:
    """Return the paragraphs of the help, each on one line."""
    text = inspect.cleandoc(command.help or "")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]


def _joined(paragraphs: Sequence[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        yield _escaped(paragraph)


def _escaped(text: str) -> str:
    """Return text that roff prints as it is. A line that begins with a dot is no command after `\\&`."""
    return re.sub(r"^([.'])", r"\\&\1", text.translate(_ROFF), flags=re.M)
