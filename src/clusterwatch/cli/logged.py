"""The options `--log` and `--log-format` of commands that write a log."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from clusterwatch.errors import UsageError
from clusterwatch.logs import LogFormat, open_logs


class LoggedCommand(click.Command):
    """A command with `--log` and `--log-format`. If it has the option `-v`, then `-vv` also prints the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [
            click.Option(
                ["--log", "log"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Append a log of all steps and requests to FILE.",
            ),
            click.Option(
                ["--log-format"],
                type=click.Choice(["text", "json"]),
                default="text",
                show_default=True,
                help="Format of the log: lines of text, or one JSON object per line.",
            ),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        path: Path | None = ctx.params.pop("log")
        style: LogFormat = ctx.params.pop("log_format")
        with ExitStack() as stack:
            try:
                stack.enter_context(open_logs(path, style, int(ctx.params.get("verbose") or 0)))
            except OSError as error:
                raise UsageError(f"{path}: the log cannot be written: {error.strerror}") from error
            return super().invoke(ctx)
