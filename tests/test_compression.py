"""Tests of compressed pages: every frame contains its size, and compressors are not shared between threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from backports import zstd

from clusterwatch.compression import compress, content_hash, decompress

BODIES = [b"", b"<p>a</p>", b"<li>one entry of a menu</li>" * 5000, bytes(range(256)) * 10]


@pytest.mark.parametrize("body", BODIES, ids=len)
def test_a_frame_contains_the_size_of_the_page(body: bytes) -> None:
    made = compress(body)
    assert decompress(made.frame) == body
    assert zstd.get_frame_info(made.frame).decompressed_size == len(body)
    assert made.content_hash == content_hash(body)


def test_threads_compress_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        frames = list(pool.map(compress, BODIES * 50))
    assert [decompress(made.frame) for made in frames] == BODIES * 50
