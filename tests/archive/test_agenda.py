"""Calls, events, moved days and mentions: what the commands and the views give for planted rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive, Call, Namers, Wanted, browsing
from clusterwatch.archive.agenda import PAST
from clusterwatch.models import CallState, DayKind, MentionKind

TODAY = date(2026, 3, 10)
# id, source, published, kind, story, first seen, withdrawn
POSTS = (
    (1, "alpha", "2026-02-01", "call", 1, "2026-02-01", None),
    (2, "beta", "2026-02-09", "call", 1, "2026-02-09", None),  # relays post 1
    (3, "alpha", "2026-02-20", "call", 3, "2026-02-20", None),  # two cut-offs, one has passed
    (4, "beta", "2026-01-15", "call", 4, "2026-01-15", None),  # closed
    (5, "beta", "2026-03-01", None, 5, "2026-03-01", None),  # of no certain kind, opens later
    (6, "alpha", "2025-11-01", "call", 6, "2026-02-01", None),  # without a last day
    (7, "alpha", "2024-11-01", "call", 7, "2026-02-01", None),  # the same, long ago
    (8, "beta", "2026-03-02", "event", 8, "2026-03-02", None),  # a deadline to register
    (9, "beta", "2026-03-03", "call", 9, "2026-03-03", "2026-03-09"),  # withdrawn
    (10, "alpha", None, "call", 10, "2026-01-01", None),  # undated, in the first night of its source
    (11, "alpha", None, "call", 11, "2026-03-05", None),  # undated, in a later night
    (12, "alpha", "2026-03-04", "call", None, "2026-03-04", None),  # its story was not looked for yet
)
# post, number, kind, start, time, place, assumed, superseded, until
DAYS = (
    (1, 1, "opens", "2026-02-15", None, None, None, 0, "2026-02-15"),
    (1, 2, "deadline", "2026-03-20", None, None, None, 1, "2026-03-20"),
    (1, 3, "deadline", "2026-04-03", "17:00", None, None, 0, "2026-04-03"),
    (2, 1, "deadline", "2026-04", None, None, None, 0, "2026-04-30"),
    (3, 1, "deadline", "2026-03-09", None, None, None, 0, "2026-03-09"),
    (3, 2, "deadline", "2026-03-10", None, None, "year", 0, "2026-03-10"),
    (3, 3, "deadline", "2026-09-10", None, None, None, 0, "2026-09-10"),
    (4, 1, "deadline", "2026-02-28", None, None, None, 0, "2026-02-28"),
    (5, 1, "opens", "2026-03-11", None, None, None, 0, "2026-03-11"),
    (5, 2, "deadline", "2026-05-01", None, None, None, 0, "2026-05-01"),
    (6, 1, "deadline", None, None, None, None, 0, None),
    (7, 1, "deadline", None, None, None, None, 0, None),
    (8, 1, "deadline", "2026-03-10", None, None, None, 0, "2026-03-10"),
    (8, 2, "event", "2026-03-09", "10:00", "Łódź", None, 0, "2026-03-11"),
    (3, 4, "event", "2026-03-12", None, None, None, 0, "2026-03-12"),
    (1, 4, "event", "2026-06", None, None, None, 0, "2026-06-30"),
    (2, 2, "event", "2026-06", None, "Brno", None, 0, "2026-06-30"),
    (9, 1, "deadline", "2026-04-01", None, None, None, 0, "2026-04-01"),
    (9, 2, "event", "2026-04-01", None, None, None, 0, "2026-04-01"),
    (10, 1, "deadline", "2026-06-01", None, None, "year", 0, "2026-06-01"),
    (10, 2, "event", "2026-06-01", None, None, "year", 0, "2026-06-01"),
    (11, 1, "deadline", "2026-06-02", None, None, "year", 0, "2026-06-02"),
    (12, 1, "deadline", "2026-06-03", None, None, None, 0, "2026-06-03"),
)
# post, number, kind, id, name, raw
MENTIONS = (
    (1, 1, "programme", "life", "LIFE", "LIFE"),
    (1, 2, "programme", "horizon-europe", "Horizon Europe", "Horizont Europa"),
    (1, 3, "body", "clustero", "Romanian Cluster Association", "CLUSTERO"),
    (1, 4, "body", "nca-cz", "National Cluster Association", "NCA"),
    (2, 1, "programme", "horizon-europe", "Horizon Europe", "Horizon Europe"),
    (2, 2, "body", "clustero", "Romanian Cluster Association", "Clustero"),
    (2, 3, "body", "nca-cz", "National Cluster Association", "NCA"),
    (3, 1, "call-id", None, "LIFE-2026-A", "LIFE-2026-A"),
    (3, 2, "place", "PL71", "Łódzkie", "Łodzi"),
    (4, 2, "place", "PL71", "Zgierz", "Zgierzu"),
    (4, 1, "amount", None, "2 M€", "2 M€"),
    (9, 1, "body", "clustero", "Romanian Cluster Association", "Clustero"),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path: Path = tmp_path_factory.mktemp("agenda") / "archive.db"
    with Archive(path) as made:
        db = made.db
        for source, country, sectors in (
            ("alpha", "FR", '["optics"]'),
            ("beta", "PL", '["optics", "hydrogen"]'),
        ):
            db.execute(
                "INSERT INTO sources (id, name, url, country, sectors, first_seen, rules) "
                "VALUES (?, ?, '/', ?, ?, '2026-01-01', '')",
                [source, source.title(), country, sectors],
            )
        for id_, source, published, kind, story, seen, withdrawn in POSTS:
            if story == id_:
                db.execute("INSERT INTO stories (id, posts, sources) VALUES (?, 1, 1)", [story])
            db.execute(
                "INSERT INTO posts (id, source, url, title, published, language, kind, story, first_seen, last_seen, "
                "last_changed, fingerprint, withdrawn) VALUES (?, ?, ?, ?, ?, 'en', ?, ?, ?, '2026', '2026', '', ?)",
                [
                    id_,
                    source,
                    f"https://x.example/{id_}",
                    f"Post {id_}",
                    published,
                    kind,
                    story,
                    seen,
                    withdrawn,
                ],
            )
        for post, number, kind, start, time, place, assumed, superseded, until in DAYS:
            db.execute(
                "INSERT INTO days (post, number, kind, start, time, raw, place, method, assumed, superseded, until) "
                "VALUES (?, ?, ?, ?, ?, '', ?, 'text', ?, ?, ?)",
                [post, number, kind, start, time, place, assumed, superseded, until],
            )
        for post, number, kind, key, name, raw in MENTIONS:
            db.execute(
                "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
                "VALUES (?, ?, ?, ?, ?, ?, 1, 0, 'name')",
                [post, number, kind, key, name, raw],
            )
        for post, kind, before, after, seen, stated in (
            (1, "deadline", "2026-03-20", "2026-04-03T17:00", "2026-03-09T02:00:00.000Z", 1),
            (2, "deadline", "2026-03-20", "2026-04-03T17:00", "2026-03-09T02:10:00.000Z", 0),
            (8, "event", "2026-03-05", "2026-03-09", "2026-03-10T02:00:00.000Z", 0),
            (9, "deadline", "2026-03-20", "2026-04-01", "2026-03-09T02:00:00.000Z", 0),
        ):
            db.execute(
                "INSERT INTO moved_days VALUES (?, ?, ?, ?, ?, ?)", [post, kind, before, after, seen, stated]
            )
        db.conn.commit()
        yield made


def listed(calls: list[Call]) -> list[tuple[int, str | None, str]]:
    return [(call.told.post, call.deadline, str(call.state)) for call in calls]


OPEN = [
    (3, "2026-03-10", "open"),
    (1, "2026-04-03", "open"),
    (11, "2026-06-02", "open"),
    (12, "2026-06-03", "open"),
    (6, None, "open"),
]


def test_a_deadline_behind_the_days_of_an_event_is_that_of_a_call(tmp_path: Path) -> None:
    # post: its days; the first tells the deadline to register, the second explains a call, the third has no day
    days = {
        1: (("deadline", "2026-04-01"), ("event", "2026-04-08")),
        2: (("deadline", "2026-04-01"), ("event", "2026-04-08"), ("deadline", "2026-05-05")),
        3: (("deadline", "2026-05-06"),),
        4: (("deadline", "2026-04-08"), ("event", "2026-04-08")),
    }
    with Archive(tmp_path / "archive.db") as made:
        made.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
        )
        for post, stated in days.items():
            made.db.execute(
                "INSERT INTO posts (id, source, url, title, published, kind, first_seen, last_seen, last_changed, "
                "fingerprint) VALUES (?, 's', ?, 'T', '2026-03-01', 'event', '2026', '2026', '2026', '')",
                [post, f"https://x.example/{post}"],
            )
            for number, (kind, day) in enumerate(stated, 1):
                made.db.execute(
                    "INSERT INTO days (post, number, kind, start, raw, method, superseded, until) "
                    "VALUES (?, ?, ?, ?, '', 'text', 0, ?)",
                    [post, number, kind, day, day],
                )
        assert listed(made.calls(TODAY)) == [(2, "2026-05-05", "open")]
        assert [event.told.post for event in made.events(TODAY)] == [1, 2, 4]


def test_all_calls_by_their_next_deadlines(archive: Archive) -> None:
    found = listed(archive.calls(TODAY))
    assert found == [
        (4, "2026-02-28", "closed"),
        *OPEN[:2],
        (5, "2026-05-01", "upcoming"),
        *OPEN[2:4],
        (6, None, "open"),
        (7, None, "undated"),
    ]


def test_calls_on_pages_begin_with_those_that_are_open(archive: Archive) -> None:
    found, total = browsing.calls(archive.db.conn, TODAY, tuple(CallState), (None, None), Wanted())
    order = [(call.told.post, str(call.state)) for call in found]
    states = [state for _, state in order]
    past = [(call.until or "", state) for call, state in zip(found, states, strict=True) if state in PAST]
    assert total == len(order) == len(archive.calls(TODAY))
    assert states[-len(past) :] == [state for _, state in past]
    assert past == sorted(past, reverse=True)
    assert [state for _, state in past] == ["closed", "undated"]
    assert [post for post, state in order if state not in PAST] == [
        call.told.post for call in archive.calls(TODAY) if call.state not in PAST
    ]


def test_open_calls(archive: Archive) -> None:
    assert listed(archive.calls(TODAY, [CallState.OPEN])) == OPEN
    assert listed(archive.calls(TODAY, [CallState.OPEN], closing=date(2026, 4, 3))) == OPEN[:2]
    assert listed(archive.calls(TODAY, [CallState.OPEN], closing=date(2026, 4, 2))) == OPEN[:1]


@pytest.mark.parametrize(
    ("wanted", "posts"),
    [
        (Wanted(sources=("beta",)), [2]),
        (Wanted(country="FR"), [3, 1, 11, 12, 6]),
        (Wanted(languages=("fr",)), []),
        (Wanted(programme="life"), [1]),
        (Wanted(programme="horizon europe"), [1]),
    ],
)
def test_open_calls_of_some_posts(archive: Archive, wanted: Wanted, posts: list[int]) -> None:
    assert [call.told.post for call in archive.calls(TODAY, [CallState.OPEN], wanted=wanted)] == posts


def test_what_a_call_has(archive: Archive) -> None:
    cut_offs, moved = archive.calls(TODAY)[1:3]
    assert (cut_offs.deadlines, cut_offs.assumed) == (("2026-03-09", "2026-03-10", "2026-09-10"), "year")
    assert (cut_offs.moved_from, cut_offs.moved) == (None, None)
    assert moved.told.sources == ("Alpha", "Beta")
    assert (moved.opens, moved.time, moved.until) == ("2026-02-15", "17:00", "2026-04-03")
    assert moved.programmes == ("LIFE", "Horizon Europe")
    assert (moved.moved_from, moved.moved) == ("2026-03-20", "2026-03-09T02:00:00.000Z")


def test_the_first_post_of_a_story_says_when_it_closes_and_the_first_found_when_it_is_new(
    archive: Archive,
) -> None:
    with archive.dry_run():
        archive.db.execute("UPDATE posts SET story = 4 WHERE id = 5")
        archive.db.execute("DELETE FROM days WHERE post = 5 AND kind = 'opens'")
        archive.db.execute("UPDATE posts SET first_seen = '2026-03-01' WHERE id = 1")
        calls = archive.calls(TODAY, [CallState.OPEN])
    assert listed(calls) == OPEN
    assert calls[1].told.first_seen == "2026-02-09"
    assert calls[0].deadlines == ("2026-03-09", "2026-03-10", "2026-09-10")


def test_two_events_of_one_post_on_one_day(archive: Archive) -> None:
    with archive.dry_run():
        archive.db.execute(
            "INSERT INTO days (post, number, kind, start, time, raw, place, method, superseded, until) "
            "VALUES (8, 3, 'event', '2026-03-09', '15:00', '', 'Brno', 'text', 0, '2026-03-09')"
        )
        found = archive.events(TODAY.replace(day=9), TODAY)
        days = archive.calendar_days(TODAY.replace(day=9), TODAY.replace(day=9))
    assert [(e.time, e.place) for e in found] == [("10:00", "Łódź"), ("15:00", "Brno")]
    assert [(d.time, d.number) for d in days if d.told.post == 8] == [("10:00", 1), ("15:00", 2)]


def test_a_call_that_opens_on_the_day_is_open(archive: Archive) -> None:
    states = {call.told.post: call.state for call in archive.calls(date(2026, 3, 11))}
    assert states[5] is CallState.OPEN
    assert states[3] is CallState.OPEN


def test_events(archive: Archive) -> None:
    def found(*days: date) -> list[tuple[int, str, str, str | None]]:
        return [(e.told.post, e.start, e.until, e.place) for e in archive.events(*days)]

    whole = [
        (8, "2026-03-09", "2026-03-11", "Łódź"),
        (3, "2026-03-12", "2026-03-12", None),
        (1, "2026-06", "2026-06-30", "Brno"),
    ]
    assert found(TODAY) == whole
    assert found(date(2026, 3, 11)) == whole
    assert found(date(2026, 3, 12)) == whole[1:]
    assert found(TODAY, date(2026, 3, 12)) == whole[:2]
    assert archive.events(TODAY)[2].told.sources == ("Alpha", "Beta")
    assert [event.place_name for event in archive.events(TODAY)] == [
        None,
        None,
        None,
    ]  # no mention says what it is


def test_days_for_a_calendar(archive: Archive) -> None:
    def found(*days: date, **wanted: Any) -> list[tuple[int, str, int, str, str]]:
        made = archive.calendar_days(*days, wanted=Wanted(**wanted))
        return [(d.told.post, str(d.kind), d.number, d.start, d.until) for d in made]

    whole = [
        (4, "deadline", 1, "2026-02-28", "2026-02-28"),
        (3, "deadline", 1, "2026-03-09", "2026-03-09"),
        (8, "event", 1, "2026-03-09", "2026-03-11"),
        (3, "deadline", 2, "2026-03-10", "2026-03-10"),
        (3, "event", 1, "2026-03-12", "2026-03-12"),
        (1, "deadline", 1, "2026-04-03", "2026-04-03"),
        (5, "deadline", 1, "2026-05-01", "2026-05-01"),
        (11, "deadline", 1, "2026-06-02", "2026-06-02"),
        (12, "deadline", 1, "2026-06-03", "2026-06-03"),
        (3, "deadline", 3, "2026-09-10", "2026-09-10"),
    ]
    assert found() == whole
    assert found(date(2026, 3, 10), date(2026, 4, 3)) == whole[2:6]
    assert found(sources=["beta"]) == [whole[0], whole[2], whole[6]]
    assert [d.told.sources for d in archive.calendar_days(date(2026, 4, 3), date(2026, 4, 3))] == [("Alpha",)]


def test_moved_days_of_a_story_are_told_once(archive: Archive) -> None:
    def found(since: int, until: int, **kind: Any) -> list[tuple[int, str, str, bool]]:
        first, last = (datetime(2026, 3, day, tzinfo=UTC) for day in (since, until))
        return [(m.told.post, m.before, m.after, m.stated) for m in archive.moved_days(first, last, **kind)]

    assert found(9, 11) == [
        (8, "2026-03-05", "2026-03-09", False),
        (1, "2026-03-20", "2026-04-03T17:00", True),
    ]
    assert found(10, 11) == [(8, "2026-03-05", "2026-03-09", False)]
    assert found(9, 11, wanted=Wanted(country="PL", programme="horizon-europe")) == [
        (2, "2026-03-20", "2026-04-03T17:00", False)
    ]
    assert found(9, 11, kind=DayKind.EVENT) == [(8, "2026-03-05", "2026-03-09", False)]
    assert found(9, 11, wanted=Wanted(sources=["beta"])) == [
        (8, "2026-03-05", "2026-03-09", False),
        (2, "2026-03-20", "2026-04-03T17:00", False),
    ]
    assert found(8, 9) == []


@pytest.mark.parametrize(
    ("name", "known", "kinds"),
    [
        ("CLUSTERO", (), ["clustero"]),
        ("nca-cz", (), ["nca-cz"]),
        ("Horizont Europa", ((MentionKind.PROGRAMME, "horizon-europe", None),), ["horizon-europe"]),
        ("national cluster", (), ["nca-cz"]),
        ("lodzi", (), ["PL71"]),
        ("PL71", (), ["PL71", "PL71"]),
        ("LIFE-2026-A", (), [None]),
        ("life 2026", (), [None]),
        ("2 M€", (), []),
        ("--", (), []),
        ("cluster assoc", (), []),
    ],
)
def test_what_a_name_means(archive: Archive, name: str, known: Any, kinds: list[str | None]) -> None:
    assert [one.id for one in archive.named(name, known)] == kinds


def test_posts_that_name_something(archive: Archive) -> None:
    (clustero,) = archive.named("clustero")
    assert (clustero.posts, clustero.sources, clustero.kind) == (2, 2, MentionKind.BODY)
    assert [row["post"] for row in archive.posts_naming(clustero)] == [2, 1]
    assert [row["post"] for row in archive.posts_naming(clustero, limit=1)] == [2]
    for by, posts in (
        (Namers(since="2026-02-02"), [2]),
        (Namers(source="alpha"), [1]),
        (Namers(country="PL"), [2]),
    ):
        assert [row["post"] for row in archive.posts_naming(clustero, by)] == posts
        assert [one.posts for one in archive.named("clustero", by=by)] == [1]
    assert archive.named("clustero", by=Namers(since="2027-01-01")) == []
    (call,) = archive.named("LIFE-2026-A")
    assert [row["raw"] for row in archive.posts_naming(call)] == ["LIFE-2026-A"]


def test_a_post_that_names_something_twice_is_listed_once(archive: Archive) -> None:
    with archive.dry_run():
        archive.db.execute(
            "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
            "VALUES (2, 90, 'body', 'clustero', 'CLUSTERO', 'CLUSTERO again', 3, 0, 'name')"
        )
        (clustero,) = archive.named("clustero")
        rows = archive.posts_naming(clustero, limit=1)
        both = archive.posts_naming(clustero, limit=2)
        page = browsing.body(archive.db.conn, "clustero")
    assert [(row["post"], row["source_name"]) for row in rows] == [(2, "Beta")] * 2
    assert rows[1]["raw"] == "CLUSTERO again"
    assert [row["post"] for row in both] == [2, 2, 1]
    assert page is not None
    assert [[row["post"] for row in of_post] for of_post in page.newest] == [[2, 2], [1]]


def test_views(archive: Archive) -> None:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in archive.db.execute(sql).fetchall()]

    assert rows("SELECT post, deadline FROM calls WHERE story = 1 ORDER BY post") == [
        (1, "2026-04-03"),
        (2, "2026-04"),
    ]
    assert rows("SELECT DISTINCT post FROM events ORDER BY post") == [(1,), (2,), (3,), (8,)]
    assert rows("SELECT body, count(*) FROM body_mentions GROUP BY body ORDER BY body") == [
        ("clustero", 2),
        ("nca-cz", 2),
    ]
    assert rows("SELECT body, other, posts, stories, first, last FROM co_mentions") == [
        ("clustero", "nca-cz", 2, 1, "2026-02-01", "2026-02-09")
    ]
    assert rows("SELECT programme, month, posts, stories, sources FROM programme_months ORDER BY 1") == [
        ("horizon-europe", "2026-02", 2, 1, 2),
        ("life", "2026-02", 1, 1, 1),
    ]


def test_a_pair_of_bodies_is_looked_up_by_its_post(archive: Archive) -> None:
    plan = [row[3] for row in archive.db.execute("EXPLAIN QUERY PLAN SELECT * FROM co_mentions")]
    assert "SEARCH b USING PRIMARY KEY (post=?)" in plan


def test_views_of_today(archive: Archive) -> None:
    with archive.dry_run():
        archive.db.execute("UPDATE days SET start = '2999-01-01', until = '2999-01-01' WHERE post IN (3, 8)")
        archive.db.execute("UPDATE days SET start = '2000-01-01' WHERE kind = 'opens'")
        archive.db.execute(
            "UPDATE days SET until = '2000-01-01' WHERE post NOT IN (3, 8) AND until IS NOT NULL"
        )
        archive.db.execute("UPDATE posts SET published = '2000-01-01' WHERE id IN (6, 7)")
        found = archive.db.execute("SELECT DISTINCT post FROM open_calls").fetchall()
        events = archive.db.execute("SELECT post FROM upcoming_events ORDER BY post").fetchall()
    assert ([tuple(r) for r in found], [tuple(r) for r in events]) == ([(3,)], [(3,), (8,)])
