"""Raw pages, validators, hosts, runs and sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from clusterwatch.archive import Archive
from clusterwatch.compression import compress, content_hash
from clusterwatch.config import Source, StrategySettings
from clusterwatch.models import FIELDS, CompressedBody, Note, NoteCode, Outcome, Problem, ProblemCode
from tests.archive.made import NEWS, SITE, WORDS, draft, entry, http, observed, page, record, row, rows

HOUR = timedelta(hours=1)
URL = f"{SITE}/a"


def test_only_changed_bytes_are_stored(archive: Archive, now: datetime) -> None:
    for hour, body in enumerate([b"one", b"one", b"two", b"one"]):
        with archive.transaction():
            archive.pages.keep("alpha", URL, page(URL, body, now + hour * HOUR))
        assert archive.pages.content_hash("alpha", URL) == content_hash(body)
    stored = list(archive.pages.history("alpha", URL))
    assert [(p.body, p.fetched) for p in stored] == [
        (b"one", now + 3 * HOUR),
        (b"two", now + 2 * HOUR),
        (b"one", now),
    ]
    assert archive.pages.latest("alpha", URL) == stored[0]
    assert archive.pages.latest("alpha", f"{SITE}/b") is None
    assert archive.pages.content_hash("alpha", f"{SITE}/b") is None
    assert list(archive.pages.history("alpha", f"{SITE}/b")) == []


def test_a_version_that_is_not_kept_is_the_newest_one(archive: Archive, now: datetime) -> None:
    small, large = compress(b"one"), CompressedBody(content_hash(b"two"), b"")
    record(archive, observed(URL), now)
    for hour, (body, kind) in enumerate([(small, "page"), (large, "hash"), (large, "hash"), (small, "page")]):
        fetched = replace(page(URL, b"", now + hour * HOUR), compressed=body)
        with archive.transaction():
            archive.pages.keep("alpha", URL, fetched)
        assert archive.pages.content_hash("alpha", URL) == body.content_hash
        assert archive.pages.is_hash("alpha", URL) == (kind == "hash")
        latest = archive.pages.latest("alpha", URL)
        assert (latest.body if latest else None) == (b"one" if kind == "page" else None)
        raw = archive.pages.raw("alpha", 0, 10)
        assert [one.body for one in raw] == ([small.frame] if kind == "page" else [])
    kinds = rows(archive, "SELECT kind FROM pages ORDER BY fetched")
    assert [one["kind"] for one in kinds] == ["page", "hash", "page"]
    assert len(archive.pages.older(now + 9 * HOUR)) == 1


def test_a_stored_page_can_be_read_back(archive: Archive, now: datetime) -> None:
    headers = {
        "content-type": "text/html; charset=windows-1252",
        "etag": '"1"',
        "set-cookie": "id=7",
        "server": "x",
    }
    body = bytes(range(256)) * 200
    with archive.transaction():
        archive.pages.keep(
            "alpha", URL, replace(page(f"{SITE}/final", body, now, **headers), requested=f"{SITE}/go")
        )
    stored = archive.pages.latest("alpha", URL)
    assert stored is not None
    assert (stored.url, stored.requested, stored.status, stored.body, stored.fetched) == (
        f"{SITE}/final",
        URL,
        200,
        body,
        now,
    )
    assert (stored.headers["content-type"], stored.headers["etag"]) == (headers["content-type"], '"1"')
    assert not {"set-cookie", "server"} & set(stored.headers)
    assert row(archive, "SELECT length(body) AS n FROM pages")["n"] < len(body) / 10


def test_a_stored_entry_can_be_read_back(archive: Archive, now: datetime) -> None:
    original = entry(
        body="<p>Été à Łódź</p>", complete=True, twins=(f"{SITE}/?p=1",), language="fr", updated="now"
    )
    with archive.transaction():
        archive.pages.keep_entry("alpha", URL, original, now)
        archive.pages.keep_entry("alpha", URL, original, now + HOUR)
    assert archive.pages.latest_entry("alpha", URL) == original
    assert archive.pages.latest_entry("alpha", f"{SITE}/b") is None
    assert archive.pages.latest("alpha", URL) is None  # an entry is not a page
    assert archive.pages.content_hash("alpha", URL) is None
    assert len(rows(archive, "SELECT * FROM pages")) == 1


def test_a_page_or_an_entry_is_stored_under_the_url_of_its_post(archive: Archive, now: datetime) -> None:
    seen = observed(f"{SITE}/go", read=draft(canonical=URL), page=page(f"{SITE}/go", b"<p>1</p>", now))
    record(archive, seen, now)
    stored = archive.pages.latest("alpha", URL)
    assert stored is not None
    assert (stored.url, stored.body) == (f"{SITE}/go", b"<p>1</p>")
    other = entry(f"{SITE}/b", body=WORDS, complete=True)
    record(archive, observed(other.url, read=draft(other.url, body=WORDS + " More."), entry=other), now)
    assert archive.pages.latest_entry("alpha", f"{SITE}/b") == other
    known = archive.url_records.known("alpha", [entry(URL), other])
    assert (known[URL].kind, known[other.url].kind) == ("page", "entry")


def test_pages_of_copies_and_failures_are_not_stored(archive: Archive, now: datetime) -> None:
    record(archive, observed(page=page(URL, b"<p>1</p>", now)), now)
    copy = observed(f"{SITE}/b", page=page(f"{SITE}/b", b"<p>2</p>", now))
    assert record(archive, copy, now).kind == "copy"
    empty = replace(draft(f"{SITE}/c"), title=None, body=None)
    assert (
        record(archive, observed(f"{SITE}/c", read=empty, page=page(f"{SITE}/c", b"<p>3</p>", now)), now).kind
        == "failed"
    )
    assert [p["url"] for p in rows(archive, "SELECT url FROM pages")] == [URL]


def test_validators_are_stored_per_source_and_url(archive: Archive, now: datetime) -> None:
    assert archive.validators("alpha", NEWS) == (None, None)
    dated = {"last-modified": "Sun, 01 Mar 2026 02:00:00 GMT"}
    for headers, stored in [
        ({"etag": '"1"', **dated}, ('"1"', dated["last-modified"])),
        (dated, (None, dated["last-modified"])),
    ]:
        with archive.transaction():
            archive.keep_validators("alpha", NEWS, replace(page(NEWS, fetched=now), headers=headers), now)
        assert archive.validators("alpha", NEWS) == stored
    assert archive.validators("beta", NEWS) == (None, None)  # validators belong to one source
    with archive.transaction():
        archive.keep_validators("alpha", f"{SITE}/b", page(f"{SITE}/b", fetched=now), now)
    assert archive.validators("alpha", f"{SITE}/b") == (None, None)


def test_robots_txt_and_pauses_are_stored_per_host(archive: Archive, now: datetime) -> None:
    assert archive.hosts.robots(SITE) is None
    assert archive.hosts.not_before(SITE) is None
    with archive.transaction():
        archive.hosts.keep_not_before(SITE, now + HOUR)
    assert archive.hosts.robots(SITE) is None
    with archive.transaction():
        archive.hosts.keep_robots(SITE, now, 200, "User-agent: *\nDisallow: /x")
    assert archive.hosts.robots(SITE) == (now, 200, "User-agent: *\nDisallow: /x")
    assert archive.hosts.not_before(SITE) == now + HOUR
    with archive.transaction():
        archive.hosts.keep_robots(SITE, now + HOUR, 404, "")
        archive.hosts.keep_not_before(SITE, now + 2 * HOUR)
    assert archive.hosts.robots(SITE) == (now + HOUR, 404, "")
    assert archive.hosts.not_before(SITE) == now + 2 * HOUR
    assert archive.hosts.not_before("https://beta.example.org") is None


def test_runs_and_their_outcomes_are_stored(archive: Archive, now: datetime) -> None:
    first = Outcome(
        "alpha",
        "failed",
        failed=1,
        requests=3,
        seconds=1.5,
        problems=(
            replace(http(500), since="2026-03-01"),
            Problem(ProblemCode.SELECTOR_LOST, "body", ".nein", count=3, detail={"of": 4, "instead": None}),
            Problem(ProblemCode.SAME_TEXT_ON_MANY, "title", detail={"text": "dort steht „nein“"}),
        ),
        notes=(Note(NoteCode.STRATEGY_CHOSEN, url=f"{SITE}/feed", detail={"kind": "feed"}),),
    )
    second = Outcome(
        "alpha", "ok", found=10, new=1, changed=2, same=7, copies=4, gone=1, requests=9, seconds=2.0
    )
    with archive.transaction():
        one = archive.runs.begin(now, "1.0")
        archive.runs.add(one, first)
        archive.runs.add(one, Outcome("beta", "quiet"))
        archive.runs.end(one, now + HOUR, "failed")
        two = archive.runs.begin(now + 2 * HOUR, "1.1")
        archive.runs.add(two, second)
    assert archive.runs.history("alpha") == [second, first]
    assert archive.runs.history("alpha", 1) == [second]
    assert archive.runs.history("none") == []
    with archive.transaction():
        archive.runs.begin(now + 3 * HOUR, "1.1")  # the second one never ended
    assert [(r["status"], r["version"], r["ended"]) for r in rows(archive, "SELECT * FROM runs")] == [
        ("failed", "1.0", "2026-03-01T03:00:00.000Z"),
        ("killed", "1.1", None),  # the time at which it was killed is unknown
        ("running", "1.1", None),
    ]


def test_register_updates_sources_and_keeps_the_chosen_strategies(archive: Archive, now: datetime) -> None:
    chosen = (
        StrategySettings(kind="feed", url=f"{SITE}/feed"),
        StrategySettings(kind="listing", url=NEWS, link="h2 a"),
    )
    assert archive.sources.strategies("alpha") == archive.sources.strategies("none") == ()
    with archive.transaction():
        archive.sources.choose("alpha", chosen, now)
        renamed = Source(
            id="alpha", url=NEWS, name="Alpha", country="NO", sectors=("énergie",), enabled=False
        )
        archive.sources.register([renamed], now + HOUR)
    assert archive.sources.strategies("alpha") == chosen
    stored = row(archive, "SELECT * FROM sources WHERE id = 'alpha'")
    assert (stored["name"], stored["country"], stored["sectors"], stored["enabled"]) == (
        "Alpha",
        "NO",
        '["énergie"]',
        0,
    )
    assert (stored["first_seen"], stored["strategies_since"]) == (
        "2026-03-01T02:00:00.000Z",
        "2026-03-01T02:00:00.000Z",
    )
    assert row(archive, "SELECT name FROM sources WHERE id = 'beta'")["name"] == "beta.example.org"
    with archive.transaction():
        archive.sources.register([Source(id="alpha", url=f"{SITE}/aktuelles")], now)
    assert archive.sources.strategies("alpha") == ()


def test_a_source_without_a_url_has_no_row_and_one_that_lost_it_is_disabled(
    archive: Archive, now: datetime
) -> None:
    lost = [Source(id=i, enabled=False, reason="closed") for i in ("alpha", "gamma")]
    with archive.transaction():
        archive.sources.register([*lost, Source(id="beta", url="https://beta.example.org/news")], now)
    assert rows(archive, "SELECT id, url, enabled, reason FROM sources") == [
        {"id": "alpha", "url": "https://alpha.example.org/news", "enabled": 0, "reason": "closed"},
        {"id": "beta", "url": "https://beta.example.org/news", "enabled": 1, "reason": None},
    ]


def test_usual_needs_five_posts(archive: Archive, now: datetime) -> None:
    for n in range(5):
        assert archive.sources.usual("alpha") == ({}, None)
        read = draft(
            f"{SITE}/{n}", title=None if n == 0 else str(n), published=None if n < 2 else f"2026-02-{n:02}"
        )
        body = None if n == 1 else WORDS + "!" * n + str(n)
        record(archive, observed(read.url, read=replace(read, body=body)), now)
    shares, length = archive.sources.usual("alpha")
    assert set(shares) == {field.name for field in FIELDS}
    expected = {"title": 0.8, "published": 0.6, "body": 0.8, "language": 1.0}
    assert {name: shares[name] for name in expected} == expected
    assert length == len(WORDS) + (3 + 4) / 2
    assert archive.sources.usual("alpha", last=5)[0] == shares
    assert (
        archive.sources.newest("alpha", date(2026, 3, 1)),
        archive.sources.newest("beta", date(2026, 3, 1)),
    ) == ("2026-02-04", None)


@pytest.mark.parametrize(("published", "day"), [("2026-02-20T10:21", "2026-02-20"), ("2026-02", "2026-02")])
def test_newest_is_as_precise_as_known(archive: Archive, now: datetime, published: str, day: str) -> None:
    record(archive, observed(read=draft(published=published)), now)
    assert archive.sources.newest("alpha", date(2026, 3, 1)) == day


LOST = Problem(ProblemCode.SELECTOR_LOST, "body", ".text", count=3, detail={"of": 3})
BROKEN = Problem(ProblemCode.INDEX_BROKEN, url=NEWS)


@pytest.mark.parametrize(
    ("nights", "problem", "since"),
    [
        ([([LOST], 1)], LOST, "2026-03-01"),
        ([([LOST], 1), ([], 1), ([LOST], 1), ([LOST], 1)], LOST, "2026-03-03"),  # repaired and lost again
        ([([LOST], 1), ([], 0), ([LOST], 1)], LOST, "2026-03-01"),  # a run without new pages does not count
        (
            [([LOST], 1)],
            replace(LOST, count=9, detail={"of": 9}),
            "2026-03-01",
        ),  # the count does not matter
        ([([LOST], 1)], replace(LOST, selector=".other"), None),
        ([([LOST], 1)], replace(LOST, field="title"), None),
        ([([LOST], 1)], BROKEN, None),
        ([([BROKEN], 0), ([], 0), ([BROKEN], 0)], BROKEN, "2026-03-03"),  # an index is read in every run
        ([([BROKEN], 0)], replace(BROKEN, url=SITE), None),
        ([([BROKEN], 0), ([LOST], 1)], BROKEN, None),
    ],
)
def test_since_is_the_first_of_consecutive_runs_with_a_problem(
    archive: Archive,
    now: datetime,
    nights: list[tuple[list[Problem], int]],
    problem: Problem,
    since: str | None,
) -> None:
    for night, (problems, new) in enumerate(nights):
        with archive.transaction():
            run = archive.runs.begin(now + night * 24 * HOUR, "1.0")
            archive.runs.add(run, Outcome("alpha", "ok", new=new, problems=tuple(problems)))
            archive.runs.add(run, Outcome("beta", "ok", new=1))
    assert archive.problems.since("alpha", problem) == since
    assert archive.problems.since("beta", problem) is None


def test_old_pages_are_dropped_unless_they_are_needed_later(archive: Archive, now: datetime) -> None:
    """Check that entries and the newest pages of young posts are kept, as well as all pages that are not old."""
    for name, published in (("young", "2026-02-20"), ("old", "2019-02-20")):
        url = f"{SITE}/{name}"
        for day in range(2):
            fetched = now + day * timedelta(days=1)
            made = page(url, f"{name} {day}".encode(), fetched)
            record(
                archive,
                observed(url, read=draft(url, published=published, body=name * 9), page=made),
                fetched,
            )
    complete = entry(f"{SITE}/whole", body="<p>whole", complete=True)
    record(
        archive,
        observed(
            complete.url, read=draft(complete.url, published="2019-01-01", title="Whole"), entry=complete
        ),
        now,
    )

    def remaining() -> set[tuple[str, str]]:
        found = rows(archive, "SELECT url, fetched FROM pages")
        return {(r["url"].rsplit("/", 1)[1], r["fetched"][8:10]) for r in found}

    everything = {("young", "01"), ("young", "02"), ("old", "01"), ("old", "02"), ("whole", "01")}
    assert remaining() == everything
    assert archive.drop_pages(now) == 0
    assert remaining() == everything
    assert archive.drop_pages(now + timedelta(days=1)) == 2
    assert remaining() == {("young", "02"), ("old", "02"), ("whole", "01")}
    assert archive.drop_pages(now + timedelta(days=9)) == 1
    assert remaining() == {("young", "02"), ("whole", "01")}
