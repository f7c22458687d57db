"""Content codings (RFC 9110 section 8.4): bytes as they come, decompressed no further than there is room."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli

ACCEPTED = "gzip, deflate, br"

_UNASKED = {"zstd", "compress", "x-compress", "dcb", "dcz"}


class CodingError(Exception):
    """The bytes are not in the coding that the header names, or the coding is not one that was accepted."""


class Decoder(Protocol):
    """One body. `feed` gives the next bytes of it; `complete` is true when the coding has come to its end."""

    @property
    def complete(self) -> bool: ...

    def feed(self, chunk: bytes, room: int) -> bytes:
        """Decode `chunk`. Stops soon after `room` bytes: more than `room` came out means that it was not all."""
        ...


def decoder(content_encoding: str) -> Decoder:
    """The decoder for a Content-Encoding header; raises CodingError for a coding that was not accepted.

    Values that name no coding (`none`, `utf-8`) are slips of servers, and the body is taken as it is.
    """
    names = content_encoding.lower().replace(" ", "").split(",")
    codings = [name for name in names if name not in ("", "identity")]
    if len(codings) > 1 or not _UNASKED.isdisjoint(codings):
        raise CodingError(f"the coding {content_encoding!r}, which was not asked for")
    match codings:
        case ["gzip" | "x-gzip"]:
            return _Zlib(members=True)
        case ["deflate"]:
            return _Zlib(members=False)
        case ["br"]:
            return _Brotli()
    return _Identity()


class _Inflate(Protocol):
    """What zlib.decompressobj makes; its own type has no public name."""

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
    """gzip (RFC 1952, also several members in a row) and deflate (RFC 1950, or bare RFC 1951 as many send it)."""

    def __init__(self, *, members: bool) -> None:
        self._members = members
        self._stream: _Inflate | None = None
        self._pending = b""  # a first byte, where two are needed to tell what follows
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
            raise CodingError(f"bytes that are not the compressed page they claim to be ({error})") from error
        return out

    def _begin(self, data: bytes) -> None:
        """Open the next stream by its first two bytes; what follows the last one is rubbish, and is passed over."""
        gzip = data.startswith(b"\x1f\x8b")
        if self._stream is not None and not (self._members and gzip):
            self._over = True
        elif self._members:
            self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        else:
            wrapped = (
                data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            )  # RFC 1950 section 2.2
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
            raise CodingError("bytes that are not the compressed page they claim to be (brotli)") from error
        return out
