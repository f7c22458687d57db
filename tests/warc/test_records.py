"""Pages of WARC files: each response once, in every compression and section, whatever is damaged between them."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from clusterwatch.models import DamageReason as D
from clusterwatch.models import Page
from clusterwatch.warc import Section, sections
from tests.warc.made import HTML, packed, read, record, saved

ENDINGS = ("", ".gz", ".zst")
A, B, C = (f"https://example.org/{name}" for name in "abc")
LONG = b"<p>A sentence about harbours.</p>" * 60


def names(pages: list[Page]) -> str:
    """Return the last letters of the addresses of pages."""
    return "".join(page.url[-1] for page in pages)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_response_is_a_page_at_the_time_of_its_capture(tmp_path: Path, ending: str) -> None:
    place = saved(
        tmp_path / f"a.warc{ending}",
        packed(record(A, b"", kind="warcinfo"), ending),
        packed(record("HTTPS://Example.org:443/x/../a", "<p>é</p>".encode()), ending),
        packed(record("https://other.example/b"), ending),
    )
    counts: Counter[str] = Counter()
    (page,), damages = read(place, counts=counts)
    assert damages == []
    assert counts == {"records": 3}
    when = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    headers = {"content-type": "text/html; charset=utf-8"}
    assert page == Page(A, A, 200, headers, "<p>é</p>".encode(), when)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("size", [1, 100, 700, 1_000_000])
def test_each_record_is_in_one_section(tmp_path: Path, ending: str, size: int) -> None:
    urls = [f"https://example.org/{n}" for n in range(9)]
    place = saved(tmp_path / "a.warc", *(packed(record(url, LONG), ending) for url in urls))
    found = [page.url for section in sections(place, size=max(size, 200)) for page in read(place, section)[0]]
    assert found == urls


@pytest.mark.parametrize("ending", ENDINGS)
def test_reading_continues_at_a_record(tmp_path: Path, ending: str) -> None:
    place = saved(tmp_path / "a.warc", *(packed(record(url, LONG), ending) for url in (A, B, C)))
    assert continued(place.location, tmp_path) == ["abc", "bc", "c"]


def test_reading_continues_in_a_file_that_was_compressed_as_a_whole(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(record(url, LONG) for url in (A, B, C)))
    saved(tmp_path / "a.warc", whole)
    assert continued(str(tmp_path / "a.warc"), tmp_path) == ["abc", "bc", "c"]
    place = saved(tmp_path / "a.warc", whole)
    assert [names(read(place, section)[0]) for section in sections(place, size=100)] == [
        "abc",
        *[""] * (place.size // 100),
    ]


def continued(path: str, folder: Path) -> list[str]:
    """Return what is read from each item on."""
    from clusterwatch.warc import captures, files_of

    (place,) = files_of([path])
    items = list(captures(place, Section(0, place.size), lambda _: True, Counter()))
    return [names(read(place, item.rest)[0]) for item in items]


@pytest.mark.parametrize(
    ("made", "counts"),
    [
        (record(B, status="404 Not Found"), {"not_ok": 1}),
        (record(B, b"", HTML, "Location: /c", status="301 Moved Permanently"), {"not_ok": 1}),
        (record(B, b"%PDF", "Content-Type: application/pdf"), {"not_html": 1}),
        (record(B, kind="revisit"), {"revisits": 1}),
        (record(B, kind="request"), {}),
        (record(B, b"<title>Just a moment...</title><script>_cf_chl_opt</script>"), {"blocked": 1}),
    ],
    ids=["404", "301", "PDF", "revisit", "request", "challenge"],
)
def test_what_is_no_page_is_counted(tmp_path: Path, made: bytes, counts: dict[str, int]) -> None:
    place = saved(tmp_path / "a.warc.gz", *(packed(r, ".gz") for r in (record(A), made, record(C))))
    found: Counter[str] = Counter()
    pages, damages = read(place, counts=found)
    assert (names(pages), damages) == ("ac", [])
    assert found == {"records": 3, **counts}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Content-Encoding: gzip",), gzip.compress(LONG)),
        (("Content-Encoding: br",), brotli.compress(LONG)),
        (("Transfer-Encoding: chunked",), b"%x\r\n%b\r\n0\r\n\r\n" % (len(LONG), LONG)),
        (("Content-Encoding: gzip",), LONG),
        (("Transfer-Encoding: chunked",), LONG),
        (("X-Crawler-Content-Encoding: gzip",), LONG),
    ],
    ids=["gzip", "brotli", "chunked", "gzip undone", "chunked undone", "other header"],
)
def test_codings_of_a_body_are_undone(tmp_path: Path, headers: tuple[str, ...], body: bytes) -> None:
    (page,), damages = read(saved(tmp_path / "a.warc", record(A, body, HTML, *headers)))
    assert (page.body, damages) == (LONG, [])
    assert not {"content-encoding", "transfer-encoding"} & page.headers.keys()


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (record(B, WARC_Truncated="length"), D.CUT),
        (record(B, LONG, HTML, f"Content-Length: {len(LONG) + 5}"), D.CUT),
        (record(B, date="yesterday"), D.NO_DATE),
        (record(B, b"gopher\n\nstuff", status=""), D.NOT_HTTP),
        (record(B, gzip.compress(LONG)[:-20], HTML, "Content-Encoding: gzip"), D.CODING),
        (record(B, b"\x1f\x8b\x08 no", HTML, "Content-Encoding: gzip"), D.CODING),
        (record(B, b"<p>" + b"x" * 10_000_000), D.TOO_LARGE),
        (record(B, gzip.compress(b"x" * 10_000_001), HTML, "Content-Encoding: gzip"), D.TOO_LARGE),
    ],
    ids=["truncated", "shorter than declared", "no date", "no HTTP", "cut gzip", "no gzip", "large", "bomb"],
)
def test_a_bad_record_is_reported_and_the_others_are_read(tmp_path: Path, made: bytes, reason: D) -> None:
    place = saved(tmp_path / "a.warc.gz", *(packed(r, ".gz") for r in (record(A), made, record(C))))
    pages, damages = read(place)
    assert (names(pages), damages) == ("ac", [(len(packed(record(A), ".gz")), reason)])


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF, data[at + 1] ^ 0xFF]) + data[at + 2 :]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_damaged_member_costs_its_record(tmp_path: Path, ending: str) -> None:
    a, b, c = (packed(record(url, LONG), ending) for url in (A, B, C))
    middle = saved(tmp_path / "a.warc", a, flipped(b, len(b) // 2), c)
    pages, damages = read(middle)
    assert names(pages) == "ac"
    assert damages == [(len(a), D.UNREADABLE)]
    first = saved(tmp_path / "b.warc", flipped(a, len(a) // 2), b, c)
    pages, damages = read(first)
    assert (names(pages), damages) == ("bc", [(0, D.UNREADABLE)])


@pytest.mark.parametrize("ending", ENDINGS)
def test_bytes_between_records_are_reported(tmp_path: Path, ending: str) -> None:
    a, c = (packed(record(url, LONG), ending) for url in (A, C))
    pages, damages = read(saved(tmp_path / "a.warc", a, b"\0" * 40, c))
    if ending == "":  # the record before could be cut in the same way
        assert (names(pages), damages) == ("c", [(0, D.LENGTH)])
    else:
        assert (names(pages), damages) == ("ac", [(0, D.GAP)])


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    ("length", "reason"), [(500, D.LENGTH), (50_000, D.CUT)], ids=["too short", "too long"]
)
def test_a_wrong_length_costs_its_record(tmp_path: Path, ending: str, length: int, reason: D) -> None:
    a, b, c = (packed(record(url, LONG, length=n), ending) for url, n in ((A, None), (B, length), (C, None)))
    pages, damages = read(saved(tmp_path / "a.warc", a, b, c))
    assert (names(pages), damages) == ("ac", [(len(a), reason)])


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("last", [C, "https://other.example/"])
def test_a_file_that_ends_in_the_middle_of_a_record(tmp_path: Path, ending: str, last: str) -> None:
    a, c = (packed(record(url, LONG), ending) for url in (A, last))
    pages, damages = read(saved(tmp_path / "a.warc", a, c[: -len(c) // 3]))
    assert names(pages) == "a"
    # A frame of zstd that is cut short gives nothing at all, so that only the record before it has an offset.
    assert [offset for offset, _ in damages] == [0 if ending == ".zst" else len(a)]


@pytest.mark.parametrize(
    "data",
    [b"", b"hello world\n" * 40, gzip.compress(b"hello"), b"\x1f\x8b\x08\x00"],
    ids=["empty", "text", "compressed text", "start of gzip"],
)
def test_a_file_without_records_is_reported(tmp_path: Path, data: bytes) -> None:
    pages, ((offset, reason),) = read(saved(tmp_path / "a.warc", data))
    assert (pages, offset) == ([], 0)
    assert reason in (D.EMPTY, D.UNREADABLE)
