"""WARC files on web servers: their bytes are fetched in parts, as far as they are needed."""

from __future__ import annotations

import atexit
import io
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, cast

from clusterwatch.errors import FetchError, UsageError
from clusterwatch.http import Settings, choose_proxies, choose_trust
from clusterwatch.http.ranges import RangeClient
from clusterwatch.warc.places import Unreadable

_SECTION = 8_000_000  # bytes of one request
_BEYOND = 262_144  # bytes that are fetched at once behind the end of a section


@dataclass(frozen=True, slots=True)
class Access:
    """How files are fetched: as `network:` in sources.yaml says. The proxy and the authorities may be None."""

    contact: str | None = None
    allow_private: bool = False
    proxy: str | None = None
    ca: str | None = None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on a web server. `location` is its address, and `version` its ETag or the time of its last change."""

    location: str
    size: int
    version: str
    access: Access
    section: int = _SECTION

    def open(self, offset: int, size: int | None = None) -> BinaryIO:
        return cast(BinaryIO, _Reader(self, offset, size or _BEYOND))


def remote_file(url: str, access: Access) -> RemoteFile:
    """Return a file on a web server. Raises UsageError if it cannot be fetched in parts."""
    try:
        part = _client(access).get(url, 0, 1)
    except FetchError as error:
        raise UsageError(f"{url}: cannot be read in parts: {error}") from error
    return RemoteFile(url, part.size, part.version, access)


class _Reader(io.RawIOBase):
    """Reads a file from an offset on. The first request fetches `size` bytes, unless the last one has fetched them."""

    def __init__(self, file: RemoteFile, offset: int, size: int) -> None:
        super().__init__()
        self._file, self._position, self._size = file, offset, size

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        if self._position >= self._file.size:
            return b""
        start, body = self._block()
        found = body[self._position - start :]
        found = found if size is None or size < 0 else found[:size]
        self._position += len(found)
        return found

    def _block(self) -> tuple[int, bytes]:
        """Return bytes that contain the current position, and where they start."""
        recent = _recent(self._file)
        for start, body in recent:
            if start <= self._position < start + len(body):
                return start, body
        size = min(self._size, self._file.size - self._position)
        self._size = _BEYOND
        try:
            part = _client(self._file.access).get(self._file.location, self._position, size)
        except FetchError as error:
            raise Unreadable(str(error)) from error
        if (part.size, part.version) != (self._file.size, self._file.version):
            raise Unreadable("the file has changed since it was opened")
        if not part.body:
            raise Unreadable("the server sent nothing")
        recent[:] = [*recent[-1:], (self._position, part.body)]
        return recent[-1]


@lru_cache(maxsize=8)
def _client(access: Access) -> RangeClient:
    """Return the client of this process. It is closed when the process ends."""
    settings = Settings(
        contact=access.contact,
        allow_private=access.allow_private,
        trust=choose_trust(access.ca, os.environ),
        proxies=choose_proxies(access.proxy, os.environ),
    )
    client = RangeClient(settings)
    atexit.register(client.close)
    return client


_local = threading.local()  # a Dask worker reads several files at once, each in a thread


def _recent(file: RemoteFile) -> list[tuple[int, bytes]]:
    """Return the last two parts of a file that this thread has fetched."""
    if getattr(_local, "file", None) != file:
        _local.file, _local.parts = file, []
    parts: list[tuple[int, bytes]] = _local.parts
    return parts
