"""Records of URLs: when to fetch again, what an index lists, and what it no longer lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from clusterwatch.archive import Archive, entry_changed
from clusterwatch.archive.problems import as_object
from clusterwatch.archive.schedule import next_retry, next_visit
from clusterwatch.archive.times import born, moment, stamp
from clusterwatch.models import Draft, Entry, Outcome, Problem, ProblemCode, Reason, UrlRecord
from tests.archive.made import NEWS, SITE, WORDS, draft, entry, http, observed, record, row, rows
from tests.tables import each

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


@each(
    ("age", "after"),
    [
        (-30, 1),
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 1.5),
        (10, 5),
        (59, 29.5),
        (60, 30),
        (90, 30),
        (90.5, None),
        (4000, None),
    ],
)
def test_a_young_post_is_fetched_again_at_growing_intervals(age: float, after: float | None) -> None:
    expected = None if after is None else NOW + after * DAY
    assert next_visit(NOW, NOW - age * DAY) == expected


@each(
    ("tries", "days"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (7, 30), (8, None), (9, None), (500, None)],
)
def test_a_failed_url_is_retried_at_growing_intervals(tries: int, days: int | None) -> None:
    assert next_retry(NOW, tries) == (None if days is None else NOW + days * DAY)


@each(
    ("published", "when"),
    [
        ("2026-02-20", "2026-02-20T00:00:00.000Z"),
        ("2026-02-20T10:21", "2026-02-20T10:21:00.000Z"),
        ("2026-02-20T00:21+02:00", "2026-02-19T22:21:00.000Z"),
        ("2026-02", "2026-03-01T02:00:00.000Z"),
        ("2026", "2026-03-01T02:00:00.000Z"),
        (None, "2026-03-01T02:00:00.000Z"),
        ("20 February 2026", "2026-03-01T02:00:00.000Z"),
    ],
)
def test_the_age_of_a_post_counts_from_its_day_or_from_when_it_was_first_seen(
    published: str | None, when: str
) -> None:
    assert stamp(born(published, NOW)) == when


def test_stamps_sort_in_order_of_time_and_can_be_read_back() -> None:
    moments = [NOW, NOW + timedelta(microseconds=1000), NOW + timedelta(seconds=1), NOW + DAY]
    stamps = [stamp(m) for m in moments]
    assert stamps == sorted(stamps)
    assert [moment(s) for s in stamps] == moments
    assert stamp(NOW.astimezone(tz=None)) == stamps[0]
    assert moment(None) is None


def due(archive: Archive, now: datetime, limit: int = 50) -> list[str]:
    return [s.url for s in archive.url_records.due("alpha", now, limit)]


def test_a_young_post_is_due_and_an_old_one_is_not(archive: Archive, now: datetime) -> None:
    record(archive, observed(read=draft(published="2026-02-19")), now)
    record(
        archive,
        observed(f"{SITE}/old", read=draft(f"{SITE}/old", published="2019-09-10", body=WORDS + " Old.")),
        now,
    )
    assert due(archive, now) == []
    assert due(archive, now + 4 * DAY) == []
    assert due(archive, now + 6 * DAY) == [f"{SITE}/a"]
    assert archive.url_records.due("beta", now + 6 * DAY, 50) == []
    assert due(archive, now + 4000 * DAY) == [f"{SITE}/a"]
    record(archive, observed(read=draft(published="2026-02-19")), now + 6 * DAY)
    assert due(archive, now + 6 * DAY) == []
    (again,) = archive.url_records.due("alpha", now + 40 * DAY, 50)
    assert again.next_check == now + 6 * DAY + (now + 6 * DAY - datetime(2026, 2, 19, tzinfo=UTC)) / 2
    record(archive, observed(read=draft(published="2026-02-19")), now + 100 * DAY)
    assert due(archive, now + 4000 * DAY) == []


@pytest.mark.parametrize(
    ("kind", "until", "superseded", "days", "is_due"),
    [
        ("deadline", "2027-06-30", 0, 7, True),
        ("deadline", "2027-06-30", 0, 6, False),
        ("deadline", "2027-06-30", 1, 7, False),
        ("deadline", "2026-03-07", 0, 7, False),
        ("deadline", "2026-03-08", 0, 7, True),
        ("event", "2027-06-30", 0, 7, False),
    ],
)
def test_an_old_post_is_due_each_week_until_its_deadline(
    archive: Archive, kind: str, until: str, superseded: int, days: int, is_due: bool
) -> None:
    record(archive, observed(read=draft(published="2019-09-10")), NOW)
    archive.db.execute(
        "INSERT INTO days (post, number, kind, start, raw, method, until, superseded) "
        "VALUES (1, 1, ?, ?, '', 'text', ?, ?)",
        [kind, until, until, superseded],
    )
    later = NOW + days * DAY
    for source in ("beta", "alpha"):
        assert due(archive, later) == []
        archive.url_records.revisit_open(source, later)
    assert due(archive, later) == ([f"{SITE}/a"] if is_due else [])


def test_a_page_that_fails_is_not_asked_earlier_for_its_deadline(archive: Archive) -> None:
    record(archive, observed(read=draft(published="2026-02-27")), NOW)
    archive.db.execute(
        "INSERT INTO days (post, number, kind, start, raw, method, until, superseded) "
        "VALUES (1, 1, 'deadline', '2027-06-30', '', 'text', '2027-06-30', 0)"
    )
    archive.db.execute("UPDATE sightings SET tries = 5, next_check = ?", [stamp(NOW + 16 * DAY)])
    archive.url_records.revisit_open("alpha", NOW + 7 * DAY)
    assert due(archive, NOW + 7 * DAY) == []


def test_only_the_url_of_a_post_is_due(archive: Archive, now: datetime) -> None:
    record(archive, observed(f"{SITE}/go", read=draft(canonical=f"{SITE}/a")), now)
    assert due(archive, now + 60 * DAY) == [f"{SITE}/a"]


@pytest.mark.parametrize(
    ("index", "intervals"), [(f"{SITE}/news", [1, 2, 4, 8, 16, 30, 30]), (None, [1, 2, 4])]
)
def test_a_failed_url_is_due_at_growing_intervals_until_it_is_given_up(
    archive: Archive, now: datetime, index: str | None, intervals: list[int]
) -> None:
    listed = entry(f"{SITE}/a", index=index) if index else None
    waited = []
    for _ in range(len(intervals) + 1):
        with archive.transaction():
            archive.url_records.failed("alpha", f"{SITE}/a", now, http(500), listed)
        found = archive.url_records.due("alpha", now + 400 * DAY, 50)
        if found:
            assert found[0].next_check is not None
            waited.append((found[0].next_check - now).days)
            assert due(archive, found[0].next_check - timedelta(seconds=1)) == []
            now = found[0].next_check
    assert waited == intervals
    seen = row(archive, "SELECT * FROM sightings")
    assert (seen["tries"], seen["next_check"], seen["problem"]) == (
        len(intervals) + 1,
        None,
        as_object(http(500)),
    )


def test_a_withdrawn_post_is_fetched_again(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    for tries in (1, 2):
        with archive.transaction():
            archive.posts.withdraw("alpha", f"{SITE}/a", now, http(404))
        (gone,) = archive.url_records.due("alpha", now + 400 * DAY, 50)
        assert (gone.status, gone.tries, gone.next_check) == ("gone", tries, now + tries * DAY)


def test_the_longest_overdue_come_first_up_to_the_limit(archive: Archive, now: datetime) -> None:
    for n in (2, 0, 1):
        with archive.transaction():
            archive.url_records.failed("alpha", f"{SITE}/{n}", now + n * DAY, http(500))
    assert due(archive, now + 9 * DAY) == [f"{SITE}/0", f"{SITE}/1", f"{SITE}/2"]
    assert due(archive, now + 9 * DAY, 2) == [f"{SITE}/0", f"{SITE}/1"]


def test_a_time_that_a_wrong_clock_wrote_is_due(archive: Archive, now: datetime) -> None:
    with archive.transaction():
        archive.url_records.failed("alpha", f"{SITE}/right", now, http(500))
        archive.url_records.failed("alpha", f"{SITE}/wrong", now + 9000 * DAY, http(500))
    assert due(archive, now) == [f"{SITE}/wrong"]


def test_what_a_run_or_a_later_one_wrote_is_due_on_request(archive: Archive, now: datetime) -> None:
    for number, name in enumerate(("a", "b", "c")):
        with archive.transaction():
            run = archive.runs.begin(now + number * DAY, "1")
        read = draft(f"{SITE}/{name}", published="2019-09-10", body=f"{WORDS} {name * 9}.")
        record(archive, observed(f"{SITE}/{name}", read=read), now + number * DAY)
    with archive.transaction():
        archive.url_records.revisit_changed("alpha", run - 1, now + 2 * DAY)
        archive.url_records.revisit_changed("beta", 1, now)
    assert due(archive, now + 1.5 * DAY) == []
    assert due(archive, now + 2 * DAY) == [f"{SITE}/b", f"{SITE}/c"]


def test_records_are_found_by_the_url_of_an_entry_or_its_twins(archive: Archive, now: datetime) -> None:
    record(archive, observed(entry=entry(twins=(f"{SITE}/?p=12",))), now)
    with archive.transaction():
        archive.url_records.failed("alpha", f"{SITE}/broken", now, http(500), entry(f"{SITE}/broken"))
    entries = [
        entry("http://www.alpha.example.org/a/"),
        entry(f"{SITE}/new", twins=(f"{SITE}/?p=12",)),
        entry(f"{SITE}/broken"),
        entry(f"{SITE}/unknown"),
    ]
    known = archive.url_records.known("alpha", entries)
    assert list(known) == [e.url for e in entries[:3]]
    assert (known[entries[0].url].post, known[entries[0].url].own, known[entries[0].url].status) == (
        1,
        f"{SITE}/a",
        "post",
    )
    assert (known[entries[1].url].url, known[entries[1].url].own, known[entries[1].url].status) == (
        f"{SITE}/?p=12",
        f"{SITE}/a",
        "copy",
    )
    broken = known[f"{SITE}/broken"]
    assert (broken.status, broken.post, broken.own, broken.tries, broken.kind) == (
        "failed",
        None,
        None,
        1,
        "page",
    )
    assert archive.url_records.known("beta", entries) == {}


def test_all_posts_of_a_source_newest_first(archive: Archive, now: datetime) -> None:
    for n, day in enumerate(["2026-01-01", "2026-02-01", "2025-01-01"]):
        url = f"{SITE}/{n}"
        record(
            archive,
            observed(url, read=draft(url, published=day, body=f"{WORDS} {n}", canonical=url)),
            now,
        )
    with archive.transaction():
        archive.posts.withdraw("alpha", f"{SITE}/1", now, http(404))
        archive.url_records.failed("alpha", f"{SITE}/9", now, http(500))
    assert [s.url for s in archive.url_records.all_posts("alpha")] == [f"{SITE}/1", f"{SITE}/0", f"{SITE}/2"]


@pytest.mark.parametrize(
    ("again", "changed"),
    [
        ({}, False),
        ({"title": "Thirteen chosen"}, True),
        ({"published": "Sat, 21 Feb 2026"}, True),
        ({"updated": "Sat, 21 Feb 2026"}, True),
        ({"body": "<p>More</p>"}, True),
        ({"index": f"{SITE}/other"}, False),  # another index does not matter
        ({"twins": (f"{SITE}/?p=1",)}, False),
        ({"method": "sitemap"}, False),  # entries of other methods are not compared
        ({"method": "sitemap", "title": "Thirteen chosen"}, False),
    ],
)
def test_an_entry_has_changed_if_its_texts_differ(
    archive: Archive, now: datetime, again: dict[str, str], changed: bool
) -> None:
    record(archive, observed(entry=entry()), now)
    (url_record,) = archive.url_records.known("alpha", [entry()]).values()
    assert entry_changed(entry(**again), url_record) is changed


def test_an_entry_without_an_earlier_one_has_not_changed() -> None:
    assert entry_changed(entry(), UrlRecord(f"{SITE}/a", "post", 1)) is False


def test_seen_records_the_index_and_the_texts_of_the_entry(archive: Archive, now: datetime) -> None:
    record(archive, observed(entry=entry()), now)
    (url_record,) = archive.url_records.known("alpha", [entry()]).values()
    later = entry("http://alpha.example.org/a/", title="Thirteen", index=f"{SITE}/feed")
    with archive.transaction():
        archive.url_records.seen("alpha", later, url_record, now + DAY)
    (after,) = archive.url_records.known("alpha", [entry()]).values()
    assert (after.listed_on, entry_changed(later, after), entry_changed(entry(), after)) == (
        f"{SITE}/feed",
        False,
        True,
    )
    assert row(archive, "SELECT last_seen FROM posts")["last_seen"] == stamp(now + DAY)
    assert row(archive, "SELECT last_seen, checked FROM sightings") == {
        "last_seen": stamp(now + DAY),
        "checked": stamp(now),
    }


def test_an_observation_without_an_entry_keeps_the_last_entry(archive: Archive, now: datetime) -> None:
    record(archive, observed(entry=entry()), now)
    record(archive, observed(), now + DAY)
    (url_record,) = archive.url_records.known("alpha", [entry()]).values()
    assert (url_record.listed_on, entry_changed(entry(), url_record)) == (NEWS, False)


def listed(archive: Archive, now: datetime, *days: int) -> list[Entry]:
    """Record posts of these days of February that the news page lists. Return their entries."""
    entries = [entry(f"{SITE}/{day}") for day in days]
    for day, shown in zip(days, entries, strict=True):
        read = draft(shown.url, published=f"2026-02-{day:02}", body=f"{WORDS} {day}")
        assert record(archive, observed(shown.url, read=read, entry=shown), now).kind == "new"
    return entries


@pytest.mark.parametrize(
    ("before", "after", "delisted"),
    [
        ([3, 2, 1], [3, 2, 1], []),
        ([3, 2, 1], [4, 3, 2], []),  # displaced by a newer one
        ([3, 2, 1], [6, 5, 4], []),  # all displaced by newer ones
        ([3, 2, 1], [3, 1], [2]),  # the index is shorter
        ([3, 2, 1], [3, 2], [1]),
        ([3, 2, 1], [4, 3, 1], [2]),  # younger than one that is still listed
        ([3, 2, 1], [5, 4, 1], [2, 3]),
        ([3, 2, 1], [], [1, 2, 3]),
        ([], [3], []),
    ],
)
def test_posts_that_newer_ones_did_not_displace_are_delisted(
    archive: Archive, now: datetime, before: list[int], after: list[int], delisted: list[int]
) -> None:
    listed(archive, now, *before)
    shown = [entry(f"{SITE}/{day}") for day in after]
    found = archive.url_records.delisted("alpha", NEWS, shown)
    assert sorted(s.url for s in found) == [f"{SITE}/{day}" for day in delisted]
    assert archive.url_records.delisted("alpha", f"{SITE}/feed", shown) == []
    assert archive.url_records.delisted("beta", NEWS, shown) == []


def test_a_post_is_delisted_only_once(archive: Archive, now: datetime) -> None:
    three, _, one = listed(archive, now, 3, 2, 1)
    assert len(archive.url_records.delisted("alpha", NEWS, [three, one])) == 1
    with archive.transaction():
        archive.url_records.unlist("alpha", NEWS, [three, one])
    assert archive.url_records.delisted("alpha", NEWS, [three, one]) == []
    assert {r["url"]: r["listed_on"] for r in rows(archive, "SELECT url, listed_on FROM sightings")} == {
        f"{SITE}/3": NEWS,
        f"{SITE}/2": None,
        f"{SITE}/1": NEWS,
    }


def test_failed_urls_are_not_delisted(archive: Archive, now: datetime) -> None:
    shown = entry(f"{SITE}/broken")
    assert record(archive, observed(shown.url, read=Draft(shown.url), entry=shown), now).kind == "failed"
    assert archive.url_records.delisted("alpha", NEWS, []) == []


def test_pages_that_are_held_back_are_listed_with_their_first_day(archive: Archive, now: datetime) -> None:
    urls = [f"{SITE}/held-{n}" for n in range(2)]
    problems = [Problem(ProblemCode.HELD_BACK, url=url, detail={"reason": Reason.COOKIES}) for url in urls]
    for night in range(3):
        at = now + night * DAY
        with archive.transaction():
            run = archive.runs.begin(at, "0")
            held = problems[: 1 + (night > 0)]
            for problem in held:
                archive.url_records.hold("alpha", problem.url or "", at, problem, None)
            archive.runs.add(run, Outcome(source="alpha", state="ok", problems=tuple(held)))
    days = [(now + n * DAY).date().isoformat() for n in range(2)]
    assert [(one.url, one.since) for one in archive.url_records.held("alpha")] == list(
        zip(urls, days, strict=True)
    )
    archive.url_records.write("alpha", urls[0], "post", now + 3 * DAY)
    assert [one.url for one in archive.url_records.held("alpha")] == urls[1:]


def test_posts_that_are_missing_are_counted_among_those_that_will_be_fetched_again(
    archive: Archive, now: datetime
) -> None:
    for number in range(4):
        record(archive, observed(f"{SITE}/{number}"), now)
    for number, status in enumerate((404, 410, 500)):
        archive.url_records.missing("alpha", f"{SITE}/{number}", now, http(status))
    archive.url_records.missing("alpha", f"{SITE}/3", now, Problem(ProblemCode.LEADS_HOME))
    assert archive.url_records.count_missing("alpha") == 3
    archive.url_records.write("alpha", f"{SITE}/3", "post", now + DAY)
    assert archive.url_records.count_missing("alpha") == 2
    assert archive.url_records.count_missing("beta") == 0


@pytest.mark.parametrize("method", ["count_missing", "count_failing", "are_held", "held"])
def test_only_the_addresses_that_will_be_fetched_again_are_read(archive: Archive, method: str) -> None:
    statements: list[str] = []
    archive.db.conn.set_trace_callback(statements.append)
    getattr(archive.url_records, method)("alpha")
    archive.db.conn.set_trace_callback(None)
    plan = rows(archive, f"EXPLAIN QUERY PLAN {statements[0]}")
    assert "USING INDEX sightings_due (source=?" in plan[0]["detail"]
