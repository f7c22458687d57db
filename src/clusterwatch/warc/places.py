"""Where WARC files are, and how they are opened at an offset."""

from __future__ import annotations

import glob
import os
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from clusterwatch.errors import UsageError

_SECTION = 1_000_000  # bytes
_ENDINGS = (".warc", ".warc.gz", ".warc.zst")


class Unreadable(Exception):
    """A file cannot be read any more. Not an OSError, which means that its content is damaged."""


class Place(Hashable, Protocol):
    """A file that can be opened at any offset. It is picklable, so that another process can open the file.

    `size` is in bytes. `version` changes when the content of the file changes. `section` is the number of bytes that
    should be read as one task.
    """

    @property
    def location(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def version(self) -> str: ...

    @property
    def section(self) -> int: ...

    def open(self, offset: int, size: int | None = None) -> BinaryIO:
        """Return the bytes from `offset` on. Its `tell` counts from the start of the file.

        `size` is the number of bytes that will be read, as far as it is known. Raises Unreadable if the file cannot be
        opened; reading may raise it, too.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file in the file system. `location` is its absolute path, and `version` the time of its last change."""

    location: str
    size: int
    version: str
    section: int = _SECTION

    def open(self, offset: int, size: int | None = None) -> BinaryIO:  # noqa: ARG002 - all of it is there
        try:
            file = open(self.location, "rb")  # noqa: SIM115 - the caller closes it
        except OSError as error:
            raise Unreadable(str(error)) from error
        file.seek(offset)
        return file


def files_of(names: Sequence[str]) -> list[LocalFile]:
    """Return the files that the arguments name, each once, in order.

    A name is a path, a folder (all WARC files below it, sorted by path) or a pattern such as `crawl/*.warc.gz`. Raises
    UsageError if a name stands for no file.
    """
    found: dict[str, LocalFile] = {}
    for name in names:
        paths = _paths(name)
        if not paths:
            raise UsageError(f"{name}: no WARC file; expected a file, a folder or a pattern")
        for path in paths:
            real = os.path.realpath(path)
            found.setdefault(real, _local(real))
    return list(found.values())


def _paths(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.name.endswith(_ENDINGS) and p.is_file())
    if path.is_file():
        return [path]
    return sorted(Path(p) for p in glob.glob(name, recursive=True) if os.path.isfile(p))


def _local(path: str) -> LocalFile:
    try:
        state = os.stat(path)
        with open(path, "rb"):
            pass
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    return LocalFile(path, state.st_size, str(state.st_mtime_ns))
