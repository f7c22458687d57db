"""The progress bars of a run on a terminal."""

from __future__ import annotations

from collections import Counter

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from clusterwatch.cli.options import console
from clusterwatch.models import Outcome


class ProgressBars:
    """The progress bars, each with the counts of one source.

    The bars show no percentage, because the number of posts is unknown until the last index is read.
    """

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[source]}"),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, source: str, counts: Counter[str], *, done: Outcome | None = None) -> None:
        if source not in self._tasks:
            self._tasks[source] = self._progress.add_task("", total=None, source=source, counts="")
        task = self._tasks[source]
        if done is not None:
            self._progress.remove_task(task)
            return
        self._progress.update(task, counts=f"{counts['found']} found, {counts['new']} new")
