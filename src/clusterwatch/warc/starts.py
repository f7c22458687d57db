"""Find the starts of records, so that a file can be read in sections and reading continues after a damaged record.

A record starts with `WARC/`. In a compressed file, each record is a gzip member or a zstd frame of its own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from fastwarc.stream_io import ZstdReader

from clusterwatch.warc.places import Place

_CHUNK = 262_144
_PLAIN = re.compile(rb"WARC/\d\.\d\r?\n(?:[^\n]*\n){0,40}?WARC-Type:", re.I)


@dataclass(frozen=True, slots=True)
class Section:
    """The records of a file that start at an offset from `start` up to `end`, without the first `skip` of them."""

    start: int
    end: int
    skip: int = 0


class _Form(NamedTuple):
    """A kind of file: the bytes with which a record starts, how many more show it, and the test of them."""

    magic: bytes
    head: int
    begins: Callable[[bytes], bool]


def sections(place: Place, start: int = 0, size: int | None = None) -> list[Section]:
    """Divide the rest of a file from `start` on into sections of up to `size` bytes, or as many as suit the place."""
    size = size or place.section
    return [Section(at, min(at + size, place.size)) for at in range(start, place.size, size)]


def is_start(place: Place, offset: int) -> bool:
    """Return whether a record starts exactly at `offset`."""
    return next_start(place, offset, offset + 1) == offset


def next_start(place: Place, offset: int, end: int) -> int | None:
    """Return the first offset from `offset` up to `end` at which a record starts, or None."""
    magic, head, begins = _form_of(place)
    size = end - offset if end - offset > 1 else head
    with place.open(offset, size) as file:
        base, buffer, more = offset, b"", True
        while base < end and (more or buffer):
            while more and len(buffer) < _CHUNK + head:
                chunk = file.read(_CHUNK if end - offset > 1 else head)
                buffer += chunk
                more = bool(chunk) and end - offset > 1
            searched = min(_CHUNK, len(buffer), end - base) if more else min(len(buffer), end - base)
            at = buffer.find(magic, 0, searched + len(magic) - 1)
            while at >= 0:
                if begins(buffer[at : at + head]):
                    return base + at
                at = buffer.find(magic, at + 1, searched + len(magic) - 1)
            if searched == 0:
                return None
            base, buffer = base + searched, buffer[searched:]
    return None


@lru_cache(maxsize=64)
def _form_of(place: Place) -> _Form:
    with place.open(0, 4) as file:
        first = file.read(4)
    if first.startswith(b"\x1f\x8b"):
        return _GZIP
    return _ZSTD if first == _ZSTD.magic else _PLAIN_FORM


def _begins_in_gzip(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _begins_in_zstd(head: bytes) -> bool:
    try:
        return ZstdReader(BytesIO(head)).read(5) == b"WARC/"
    except OSError:
        return False


_GZIP = _Form(b"\x1f\x8b\x08", 1024, _begins_in_gzip)
_ZSTD = _Form(b"\x28\xb5\x2f\xfd", 200_000, _begins_in_zstd)  # a block of zstd is decompressed as a whole
_PLAIN_FORM = _Form(b"WARC/", 4096, lambda head: bool(_PLAIN.match(head)))
