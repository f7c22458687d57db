"""Tests of content codings: complete bodies, parts, invalid data and decompression bombs."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusterwatch.http.content_coding import CodingError, decoder
from tests.tables import each

ROOM = 100_000


def bare_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def members(data: bytes) -> bytes:
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(b"") + gzip.compress(data[half:])


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZIP", gzip.compress),
    "members": ("gzip", members),
    "data after the end": ("gzip", lambda data: gzip.compress(data) + b"\0\0 more"),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", brotli.compress),
    "none": ("", bytes),
    "identity": ("identity", bytes),
    "gzip after identity": ("identity, gzip", gzip.compress),
    "no coding at all": ("UTF-8", bytes),
}


def decode(coding: str, data: bytes, step: int, room: int = ROOM) -> tuple[bytes, bool]:
    stream, out = decoder(coding), b""
    for at in range(0, len(data), step):
        out += stream.feed(data[at : at + step], room - len(out))
        if len(out) > room:
            break
    return out, stream.complete


@pytest.mark.parametrize("name", CODINGS)
@given(data=st.binary(max_size=3000), step=st.integers(1, 3000))
def test_any_body_in_any_chunks_is_decoded(name: str, data: bytes, step: int) -> None:
    coding, encode = CODINGS[name]
    assert decode(coding, encode(data), step) == (data, True)


@each("name", ["gzip", "deflate", "br"])
def test_a_truncated_body_is_not_complete(name: str) -> None:
    coding, encode = CODINGS[name]
    data = encode(bytes(range(256)) * 40)
    assert decode(coding, data[:-5], 1000)[1] is False


@each("coding", ["gzip", "deflate", "br"])
def test_a_body_in_another_coding(coding: str) -> None:
    with pytest.raises(CodingError):
        decode(coding, b"<html><body>plain text after all</body></html>" * 9, 100)


@each("coding", ["zstd", "gzip, gzip", "br,gzip", "compress"])
def test_codings_that_were_not_accepted(coding: str) -> None:
    with pytest.raises(CodingError, match="coding-not-accepted"):
        decoder(coding)


@each("name", ["gzip", "members", "deflate", "bare deflate", "br"])
def test_a_decompression_bomb_is_stopped_at_the_limit(name: str) -> None:
    coding, encode = CODINGS[name]
    bomb = encode(bytes(20_000_000))
    tracemalloc.start()
    out, _ = decode(coding, bomb, 16_384)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(bomb) < ROOM < len(out) < 3 * ROOM
    assert peak < 2_000_000
