"""Decode content codings (RFC 9110 section 8.4) chunk by chunk, up to a limit on the decompressed size."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli

from clusterwatch.models import FetchReason

ACCEPTED = "gzip, deflate, br"

_UNASKED = {"zstd", "compress", "x-compress", "dcb", "dcz"}


class CodingError(Exception):
    """The bytes do not match the coding that the header names, or the coding was not accepted."""

    def __init__(self, reason: FetchReason, coding: str) -> None:
        super().__init__(reason, coding)
        self.reason = reason
        self.coding = coding


class Decoder(Protocol):
    """Decode one body. `feed` returns the next bytes; `complete` is true at the end of the compressed stream."""

    @property
    def complete(self) -> bool: ...

    def feed(self, chunk: bytes, room: int) -> bytes:
        """Decode `chunk` and stop soon after `room` bytes. A longer result means that the output was cut."""
        ...


def decoder(content_encoding: str) -> Decoder:
    """Return the decoder for a Content-Encoding header. Raises CodingError for a coding that was not accepted.

    Some servers send values that are not codings (`none`, `utf-8`); the body is then used unchanged.
    """
    names = content_encoding.lower().replace(" ", "").split(",")
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > 1 or not _UNASKED.isdisjoint(codings):
        raise CodingError(FetchReason.CODING_NOT_ACCEPTED, content_encoding)
    match codings:
        case ["gzip" | "x-gzip"]:
            return _Zlib(members=True)
        case ["deflate"]:
            return _Zlib(members=False)
        case ["br"]:
            return _Brotli()
    return _Identity()


class _Inflate(Protocol):
    """The type of zlib.decompressobj(), which has no public name."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Identity:
    complete = True

    def feed(self, chunk: bytes, room: int) -> bytes:
        return chunk[: room + 1]


class _Zlib:
    """Decode gzip (RFC 1952, one or more members) and deflate (RFC 1950, or raw RFC 1951 as many servers send it)."""

    def __init__(self, *, members: bool) -> None:
        self._members = members
        self._stream: _Inflate | None = None
        self._pending = b""  # one byte that waits for a second: two are needed to recognise a stream
        self._fed = self._over = False

    @property
    def complete(self) -> bool:
        return not self._fed or (self._stream is not None and self._stream.eof)

    def feed(self, chunk: bytes, room: int) -> bytes:
        self._fed = self._fed or bool(chunk)
        data, self._pending, out = self._pending + chunk, b"", b""
        try:
            while data and not self._over and len(out) <= room:
                if self._stream is None or self._stream.eof:
                    if len(data) < 2:
                        self._pending = data
                        break
                    self._begin(data)
                if self._stream is not None and not self._over:
                    out += self._stream.decompress(data, room + 1 - len(out))
                    data = self._stream.unused_data
        except zlib.error as error:
            raise CodingError(FetchReason.CODING_DAMAGED, "gzip" if self._members else "deflate") from error
        return out

    def _begin(self, data: bytes) -> None:
        """Start the next stream according to its first two bytes. Bytes after the last stream are ignored."""
        gzip = data.startswith(b"\x1f\x8b")
        if self._stream is not None and not (self._members and gzip):
            self._over = True
        elif self._members:
            self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        else:
            # RFC 1950 section 2.2.
            wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._fed = False

    @property
    def complete(self) -> bool:
        return self._stream.is_finished() or not self._fed

    def feed(self, chunk: bytes, room: int) -> bytes:
        if not chunk:
            return b""
        self._fed = True
        try:
            out: bytes = self._stream.process(chunk, output_buffer_limit=room + 1)
            while not self._stream.can_accept_more_data() and len(out) <= room:
                out += self._stream.process(b"", output_buffer_limit=room + 1 - len(out))
        except brotli.error as error:
            raise CodingError(FetchReason.CODING_DAMAGED, "br") from error
        return out
