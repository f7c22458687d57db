"""WARC files on web servers: the same pages as from a disk, with few requests, whatever the server does."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from clusterwatch.errors import FetchError, UsageError
from clusterwatch.http import Settings
from clusterwatch.http.ranges import RangeClient
from clusterwatch.warc import Access, RemoteFile, Section, Unreadable, captures, remote_file, sections
from tests.warc.made import packed, record
from tests.warc.range_server import Served, served

LOCAL = Access(allow_private=True)
URLS = [f"https://example.org/{n}" for n in range(30)]
RECORDS = [packed(record(url, b"<p>Some words about harbours and ships.</p>" * 9), ".gz") for url in URLS]


@pytest.fixture
def site() -> Iterator[Served]:
    with served(b"".join(RECORDS)) as site:
        yield site


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Iterator[RangeClient]:
    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    made = RangeClient(Settings(allow_private=True), sleep, lambda: datetime(2026, 3, 1, tzinfo=UTC))
    yield made
    made.close()


def urls_in(file: RemoteFile, section: Section) -> list[str]:
    items = captures(file, section, lambda _: True, Counter())
    return [item.page.url for item in items if item.page is not None]


@pytest.mark.parametrize(("size", "requests"), [(None, 4), (1500, 70)])
def test_every_page_is_read_once_and_with_few_requests(site: Served, size: int | None, requests: int) -> None:
    file = remote_file(f"{site.base}/file", LOCAL)
    assert (file.size, file.version) == (len(site.data), '"1"')
    file = pickle.loads(pickle.dumps(file))
    assert [url for section in sections(file, size=size) for url in urls_in(file, section)] == URLS
    assert len(site.requests) <= requests
    if size is None:
        assert site.requests[-1].endswith(f"-{len(site.data) - 1}")


def test_a_redirect_is_followed(site: Served) -> None:
    file = remote_file(f"{site.base}/moved", LOCAL)
    assert urls_in(file, Section(0, file.size)) == URLS


def test_a_part_is_fetched_again_after_a_fault(
    site: Served, client: RangeClient, pauses: list[float]
) -> None:
    site.answers = [503, 0, 206]
    part = client.get(f"{site.base}/file", 5, 20)
    assert part.body == site.data[5:25]
    assert pauses == [7.0, 2.0]
    site.answers = [500] * 4
    with pytest.raises(FetchError):
        client.get(f"{site.base}/file", 0, 1)
    assert len(site.requests) == 7


def test_a_long_pause_is_not_waited_for(site: Served, client: RangeClient, pauses: list[float]) -> None:
    client._settings = Settings(allow_private=True, longest_wait=5.0)
    site.answers = [429]
    with pytest.raises(FetchError):
        client.get(f"{site.base}/file", 0, 1)
    assert pauses == []


@pytest.mark.parametrize(
    ("path", "access"), [("/whole", LOCAL), ("/file", Access())], ids=["no parts", "private address"]
)
def test_a_file_that_cannot_be_read_in_parts_is_refused(site: Served, path: str, access: Access) -> None:
    with pytest.raises(UsageError, match=f"{site.base}{path}: cannot be read in parts"):
        remote_file(f"{site.base}{path}", access)


def test_a_file_that_changes_or_disappears_is_unreadable(site: Served) -> None:
    file = remote_file(f"{site.base}/file", LOCAL)
    site.etag = '"2"'
    with pytest.raises(Unreadable, match="changed"):
        urls_in(file, Section(0, file.size))
    site.answers = [404]
    with pytest.raises(Unreadable):
        urls_in(file, Section(0, file.size))
