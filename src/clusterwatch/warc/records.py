"""Read the pages of one section of a WARC file, and report what is damaged.

section ─► records ─► responses of wanted addresses ─► status 200, HTML ─► Page
              └─► a damaged record is a problem with its offset; reading continues at the next record
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from io import BytesIO
from typing import BinaryIO

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from clusterwatch import urls
from clusterwatch.http.challenges import blocked
from clusterwatch.http.content_coding import CodingError, decoder
from clusterwatch.http.settings import Settings
from clusterwatch.models import DamageReason, Page, Problem, ProblemCode, Value
from clusterwatch.warc.places import Place
from clusterwatch.warc.starts import Section, is_start, next_start

MAX_BYTES = Settings().max_bytes  # of a page, as in a run
_PAUSE = 200  # records without a page, after which the caller may stop
_NO_HEADER = "Invalid WARC header"  # in the error of FastWARC if no record follows where the last one ends
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(;[^\r\n]*)?\r?\n")
_BODY_CODING = ("content-encoding", "transfer-encoding")


@dataclass(frozen=True, slots=True)
class Item:
    """A page or a problem, and the section that starts with its record. Without both, it only marks a position."""

    rest: Section
    page: Page | None = None
    problem: Problem | None = None


class _Damaged(Exception):
    """The record at `offset` is damaged, or what comes after it."""

    def __init__(self, offset: int, reason: DamageReason) -> None:
        super().__init__(offset, reason)
        self.offset, self.reason = offset, reason


def captures(
    place: Place, section: Section, wanted: Callable[[str], bool], counts: Counter[str]
) -> Iterator[Item]:
    """Yield the captured pages of a section whose address is `wanted`, and a problem for each damaged record.

    `counts` is increased by the number of `records` that were read without damage, and by the numbers of wanted
    responses that are no pages: `revisits`, `not_ok` (another status than 200), `not_html` and `blocked` (a challenge
    in place of the page).
    """
    reader = _SectionReader(place, section, wanted, counts)
    at: int | None = section.start
    if section.start and not section.skip:
        at = next_start(place, section.start, section.end)
    while at is not None:
        at = yield from reader.run(at)


class _SectionReader:
    """Reads a section in one run, or in several if records are damaged.

    `_suspect` is a record with a gap behind it, until it is known whether the next record is the cause.
    """

    def __init__(
        self, place: Place, section: Section, wanted: Callable[[str], bool], counts: Counter[str]
    ) -> None:
        self._place, self._section, self._wanted, self._counts = place, section, wanted, counts
        self._suspect: int | None = None
        self._whole = False  # the records are not compressed one by one, so that reading cannot start at them

    def run(self, start: int) -> Generator[Item, None, int | None]:
        """Yield items from the record at `start` on. Return where to continue after a damage, or None at the end."""
        try:
            with self._place.open(start, self._section.end - start) as file:
                yield from self._read(file, start)
            return None
        except _Damaged as damage:
            following = next_start(self._place, damage.offset + 1, self._section.end)
            is_gap = damage.reason is DamageReason.GAP and following is not None
            self._suspect = damage.offset if is_gap else None
            if self._suspect is None:
                yield self._problem(damage.offset, damage.reason)
            return following

    def _read(self, file: BinaryIO, start: int) -> Iterator[Item]:
        records = ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False)
        skip = self._section.skip if start == self._section.start else 0
        number, last = 0, start
        pending: Item | None = None  # yielded when the next record shows that its length was right
        while True:
            try:
                record = next(records, None)
            except OSError as error:
                wrong_length = number > 0 and _NO_HEADER in str(error)
                if pending is not None and not wrong_length:
                    yield pending
                    self._counts["records"] += 1
                reason = DamageReason.GAP if number else DamageReason.UNREADABLE
                reason = DamageReason.LENGTH if wrong_length else reason
                raise _Damaged(last, reason) from error
            if pending is not None:
                yield pending
                self._counts["records"] += 1
                pending = None
            if record is None:
                break
            last = record.stream_pos if number else start
            if self._is_beyond(last):
                return
            number += 1
            if self._suspect is not None:
                yield self._problem(self._suspect, DamageReason.GAP)
                self._suspect = None
            if number > skip:
                pending = self._item(record, last)
                if pending is not None or number % _PAUSE == 0:
                    pending = replace(pending or Item(self._section), rest=self._rest(start, last, number))
                self._counts["records"] += pending is None
        if number == 0 and start == 0:
            raise _Damaged(0, DamageReason.EMPTY)

    def _is_beyond(self, position: int) -> bool:
        """Return whether the record at `position` belongs to the next section."""
        if position < self._section.end or self._whole:
            return False
        self._whole = not is_start(self._place, position)
        return not self._whole

    def _rest(self, start: int, position: int, number: int) -> Section:
        """Return the section from a record on: from its offset, or by its number if reading cannot start there."""
        if not self._whole and (number == 1 or is_start(self._place, position)):
            return Section(position, self._section.end)
        return Section(start, self._section.end, number - 1)

    def _problem(self, offset: int, reason: DamageReason) -> Item:
        detail: dict[str, Value] = {"offset": offset, "reason": reason}
        problem = Problem(ProblemCode.RECORD_DAMAGED, url=self._place.location, detail=detail)
        return Item(self._section, problem=problem)

    def _item(self, record: WarcRecord, position: int) -> Item | None:
        """Return the page of a record, a problem, or None if there is no page. Raises _Damaged."""
        if "Content-Length" not in record.headers:
            raise _Damaged(position, DamageReason.UNREADABLE)
        uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        try:
            if record.record_type in _PAGES and uri and self._wanted(uri):
                return self._page(record, urls.canonical(uri), position)
            if record.consume() < record.content_length:
                raise _Damaged(position, DamageReason.CUT)
        except ValueError:  # not an address of the web
            return self._problem(position, DamageReason.NOT_HTTP)
        except OSError as error:
            raise _Damaged(position, DamageReason.UNREADABLE) from error
        return None

    def _page(self, record: WarcRecord, url: str, position: int) -> Item | None:
        if record.record_type == WarcRecordType.revisit:
            self._counts["revisits"] += 1
            return None
        when = record.record_date
        if "WARC-Truncated" in record.headers or when is None:
            return self._problem(position, DamageReason.NO_DATE if when is None else DamageReason.CUT)
        record.parse_http(auto_decode="none")
        if record.http_headers is None or not record.http_headers.status_code:
            return self._problem(position, DamageReason.NOT_HTTP)
        status = record.http_headers.status_code
        headers = {name.lower(): value for name, value in record.http_headers.items()}
        if status != 200 or "html" not in headers.get("content-type", "html").lower():
            self._counts["not_ok" if status != 200 else "not_html"] += 1
            return None
        raw = record.reader.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            return self._problem(position, DamageReason.TOO_LARGE)
        if len(raw) < record.content_length or _is_short(headers, raw):
            raise _Damaged(position, DamageReason.CUT)
        try:
            body = _decoded(raw, headers)
        except (OSError, CodingError):
            return self._problem(position, DamageReason.CODING)
        if len(body) > MAX_BYTES:
            return self._problem(position, DamageReason.TOO_LARGE)
        if blocked(status, headers, body):
            self._counts["blocked"] += 1
            return None
        kept = {name: value for name, value in headers.items() if name not in _BODY_CODING}
        return Item(self._section, page=Page(url, url, 200, kept, body, when.astimezone(UTC)))


_PAGES = (WarcRecordType.response, WarcRecordType.revisit)


def _is_short(headers: Mapping[str, str], raw: bytes) -> bool:
    """Return whether a body is shorter than the server declared. Many crawlers store it decoded, which is longer."""
    length = headers.get("content-length", "")
    coded = any(name in headers for name in _BODY_CODING)
    return not coded and length.isascii() and length.isdigit() and len(raw) < int(length)


def _decoded(raw: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a body without transfer coding and content coding. Some crawlers remove them but keep the headers.

    The result is at most one byte longer than MAX_BYTES. Raises OSError or CodingError.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(raw):
        raw = ChunkedReader(BytesIO(raw)).read()
    if raw.lstrip()[:1] == b"<":
        return raw
    coding = decoder(headers.get("content-encoding", ""))
    body = coding.feed(raw, MAX_BYTES)
    if not coding.complete:
        raise OSError("the compressed body is cut short")
    return body
