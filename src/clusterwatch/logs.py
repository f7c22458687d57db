"""The log of a run: which run and source each record belongs to, and where records go.

A package that logs has the logger of its own name: `clusterwatch.http`, `clusterwatch.archive`,
`clusterwatch.pipeline`. The pipeline logs the steps of the others. Nothing is written until `open_logs` attaches
handlers, so a program that imports clusterwatch keeps its own set-up.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TextIO

LogFormat = Literal["text", "json"]

_run: ContextVar[int | None] = ContextVar("run", default=None)
_source: ContextVar[str | None] = ContextVar("source", default=None)
# What every LogRecord has; the rest was passed as `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "run", "source"}


@contextmanager
def log_context(*, run: int | None = None, source: str | None = None) -> Iterator[None]:
    """Mark the records written inside with the run's number and the source's id."""
    run_token = _run.set(_run.get() if run is None else run)
    source_token = _source.set(_source.get() if source is None else source)
    try:
        yield
    finally:
        _run.reset(run_token)
        _source.reset(source_token)


@contextmanager
def open_logs(
    path: Path | None, style: LogFormat, verbosity: int, *, stderr: TextIO | None = None
) -> Iterator[None]:
    """Write records to `path` (appended) and, from `verbosity` 2 on, to standard error while inside.

    `verbosity` below 2 writes nothing to standard error: the report of a command says what matters. Raises OSError
    where the file cannot be opened.
    """
    root = logging.getLogger("clusterwatch")
    handlers: list[logging.Handler] = []
    if path is not None:
        handlers.append(logging.FileHandler(path, encoding="utf-8"))
    if verbosity >= 2:
        handlers.append(logging.StreamHandler(stderr or sys.stderr))
    level, propagate = root.level, root.propagate
    if handlers:
        root.setLevel(logging.DEBUG)
        root.propagate = False
    for handler in handlers:
        handler.addFilter(_add_context)
        handler.setFormatter(_JsonFormatter() if style == "json" else _TextFormatter())
        root.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
        root.propagate = propagate


def _add_context(record: logging.LogRecord) -> bool:
    record.run, record.source = _run.get(), _source.get()
    return True


def _moment(record: logging.LogRecord) -> str:
    return (
        datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}


class _TextFormatter(logging.Formatter):
    """`2026-11-29T03:15:02.120Z DEBUG clusterwatch.http run=12 source=alpha: GET status=200 url=…`, one line each."""

    def format(self, record: logging.LogRecord) -> str:
        run, source = getattr(record, "run", None), getattr(record, "source", None)
        named = [f"run={run}"] if run is not None else []
        named += [f"source={source}"] if source is not None else []
        head = " ".join([_moment(record), record.levelname, record.name, *named])
        extra = "".join(f" {name}={value}" for name, value in _extra(record).items())
        text = f"{head}: {record.getMessage()}{extra}"
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return _without_controls(text)


class _JsonFormatter(logging.Formatter):
    """One JSON object on each line: time, level, logger, run, source, message, and the values of the record."""

    def format(self, record: logging.LogRecord) -> str:
        values: dict[str, object] = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "run": getattr(record, "run", None),
            "source": getattr(record, "source", None),
            "message": record.getMessage(),
            **_extra(record),
        }
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False, default=str)


def _without_controls(text: str) -> str:
    """Replace control characters, so that the text of a site cannot control the terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
