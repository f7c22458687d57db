"""Selections of posts by dates of every precision, and of raw pages."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, Selection
from clusterwatch.archive.selection import FOUND_LAST_FIRST, newest
from clusterwatch.models import Precision
from tests.archive.made import SITE, draft, entry, observed, page, record

DATES: dict[str, tuple[str | None, Precision | None]] = {
    "year": ("2026", "year"),
    "month": ("2026-02", "month"),
    "day": ("2026-02-20", "day"),
    "minute": ("2026-02-20T10:21", "minute"),
    "later": ("2026-03-01T00:10:00+01:00", "second"),
    "none": (None, None),
}


@pytest.mark.parametrize(
    ("since", "until", "names"),
    [
        (None, None, "year month day minute later none"),
        ("2026-02-20", None, "year month day minute later"),
        ("2026-02-21", None, "year month later"),
        ("2026-03-02", None, "year"),
        ("2027-01-01", None, ""),
        (None, "2026-02-20", "year month day minute"),
        (None, "2026-02-01", "year month"),
        (None, "2025-12-31", ""),
        ("2026-02-20", "2026-02-20", "year month day minute"),
    ],
)
def test_since_and_until_select_dates_of_every_precision(
    archive: Archive, now: datetime, since: str | None, until: str | None, names: str
) -> None:
    for number, (name, (published, precision)) in enumerate(DATES.items()):
        body = f"{name} {number} " * 20
        read = draft(f"{SITE}/{name}", published=published, precision=precision, body=body)
        record(archive, observed(read.url, read=read), now)
    found = [p["url"].rsplit("/", 1)[1] for p in archive.select(Selection(since=since, until=until))]
    assert found == names.split()
    days = {p["precision"]: p["day"] for p in archive.select(Selection())}
    assert (days["month"], days["day"], days["minute"], days[None]) == (
        None,
        "2026-02-20",
        "2026-02-20",
        None,
    )


def test_a_late_find_is_among_the_newest(archive: Archive, now: datetime) -> None:
    finds = ((0, "2026-02-20"), (0, "2026-02-27"), (1, None), (1, "2026-02-28"), (2, "2019-01-01"))
    for number, (days, day) in enumerate(finds):
        read = draft(f"{SITE}/{number}", published=day, body=f"post {number} " * 20)
        record(archive, observed(read.url, read=read), now + timedelta(days=days))
    found = [one["id"] for one in newest(archive.db, Selection(words="post"), 9)]
    assert found == [5, 4, 3, 2, 1]
    assert [one["id"] for one in newest(archive.db, Selection(), 2, before=4)] == [3, 2]
    plan = archive.db.execute(
        f"EXPLAIN QUERY PLAN SELECT * FROM posts p ORDER BY {FOUND_LAST_FIRST} LIMIT 9"
    ).fetchall()
    assert [row[3] for row in plan] == ["SCAN p USING INDEX posts_found"]


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        (Selection(words="harbour -tests", exact=True), [2]),
        (Selection(words="harbour -tests"), [2, 3]),  # the third post has "harbours"
        (Selection(words="-tests"), []),
        (Selection(countries=("FR",)), [1, 2]),
        (Selection(countries=("FR",), kinds=("call",)), [2]),
        (Selection(kinds=("call", "event")), [2, 3]),
        (Selection(kinds=("pole",)), [1, 2]),
        (Selection(kinds=("pole", "network", "event")), [3]),
        (Selection(bodies=("beta",)), [1]),
    ],
)
def test_filters(archive: Archive, now: datetime, selection: Selection, numbers: list[int]) -> None:
    for source, text in (("alpha", "tests of the harbour"), ("alpha", "the harbour"), ("beta", "a fair")):
        url = f"{SITE}/{source}/{len(text)}"
        record(archive, observed(url, source, draft(url, title=text)), now)
    for sql in (
        "UPDATE sources SET kind = iif(id = 'alpha', 'pole', 'network'), country = iif(id = 'alpha', 'FR', 'PL')",
        "UPDATE posts SET kind = CASE id WHEN 2 THEN 'call' WHEN 3 THEN 'event' END",
        "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
        "VALUES (1, 1, 'body', 'beta', 'Beta', 'Beta', 1, 0, 'name')",
    ):
        archive.db.execute(sql)
    assert [one["id"] for one in archive.select(selection)] == numbers
    assert [one["post"] for one in archive.select_facts("mentions", selection)] == [1] * (1 in numbers)


def test_raw_pages_are_selected_without_entries(archive: Archive, now: datetime) -> None:
    for number, url in enumerate((f"{SITE}/a", f"{SITE}/b")):
        fetched = now + timedelta(days=number)
        made = page(url, url.encode(), fetched, etag='"1"')
        record(archive, observed(url, read=draft(url, body=url * 30), page=made), fetched)
    url = f"{SITE}/c"
    record(
        archive,
        observed(url, read=draft(url, body=url * 40), entry=entry(url, body="<p>c", complete=True)),
        now,
    )
    assert archive.db.execute("SELECT count(*) FROM pages").fetchone() == (3,)
    found = list(archive.select_pages(Selection()))
    assert [(s, p.url, p.body, dict(p.headers)) for s, p in found] == [
        ("alpha", u, u.encode(), {"etag": '"1"'}) for u in (f"{SITE}/a", f"{SITE}/b")
    ]
    day = (now + timedelta(days=1)).date().isoformat()
    assert [p.url for _, p in archive.select_pages(Selection(since=day))] == [f"{SITE}/b"]
    assert list(archive.select_pages(Selection(sources=("beta",)))) == []


_ANOTHER_FIELD = """
import sys
from clusterwatch import models
models.FIELDS += (models.Field("author", "author", select=None, required=False, revised=True),)
from clusterwatch.archive import Archive, Selection
from clusterwatch.export.columns import cells
with Archive(sys.argv[1]) as archive:
    for post in archive.select(Selection()):
        print(cells(post)["author"])
"""


def test_another_field_of_a_post_is_selected_and_exported(
    archive: Archive, now: datetime, tmp_path: Path
) -> None:
    record(archive, observed(), now)
    with archive.transaction():
        archive.db.execute("ALTER TABLE posts ADD COLUMN author TEXT")
        archive.db.execute("UPDATE posts SET author = 'Ada Quay'")
    program = [sys.executable, "-c", _ANOTHER_FIELD, str(tmp_path / "archive.db")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Ada Quay\n", "")
