"""Tests of what targets are told over many days: with a real archive, a real mail server and a clock of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.config import Sources, load_sources
from clusterwatch.facts.versions import with_facts
from clusterwatch.models import Observation, Problem, ProblemCode
from clusterwatch.notify.serve import Served, serve
from tests.archive.made import draft
from tests.notify.mail import Mailbox, mail_server

SUNDAY = datetime(2026, 3, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
GONE = Problem(ProblemCode.HTTP_STATUS, url="https://a.example/news", detail={"status": 404})
EMPTY = Problem(ProblemCode.INDEX_EMPTY, url="https://b.example/news")
FILE = "notify:\n  keeper: {url: '${MAIL}', %s}\nsources:\n  a: {url: https://a.example/news}\n  b: {url: https://b.example/news}\n"


class Nights:
    """An archive, and runs that find what a test says."""

    def __init__(self, folder: Path, mailbox: Mailbox) -> None:
        self.path = folder / "sources.yaml"
        self.environ = {"MAIL": mailbox.address}
        self.archive = Archive(folder / "archive.db")
        self.number = 0

    def configure(self, settings: str, watches: str = "") -> Sources:
        self.path.write_text(
            watches + (FILE % settings if settings else "sources: {a: {url: https://a.example/news}}"),
            "utf-8",
        )
        return load_sources(self.path)

    def run(
        self,
        sources: Sources,
        now: datetime,
        opened: tuple[tuple[str, Problem], ...] = (),
        closed: tuple[int, ...] = (),
        posts: tuple[str, ...] = (),
        calls: tuple[tuple[str, str], ...] = (),
    ) -> list[Served]:
        """Run once: these incidents open and close, and these posts and calls are found. Then serve the targets.

        `calls` are addresses and deadlines.
        """
        with self.archive.transaction():
            self.archive.sources.register(list(sources.values()), SUNDAY - 9 * DAY)
            self.archive.labels.register(sources.watch)
            self.number = self.archive.runs.begin(now, "0")
            for source, problem in opened:
                self.archive.incidents.see(self.number, source, problem, now + timedelta(seconds=1))
            for number in closed:
                self.archive.incidents.close(self.number, number, now + timedelta(seconds=1))
            for url in posts:
                found = draft(url, title=f"News of {url}", published="2026-02-20", body=f"{url} " * 40)
                source = url.split("/")[2].split(".")[0]
                self.archive.posts.record(Observation(source, url, found), now + timedelta(seconds=1))
            for url, deadline in calls:
                text = (
                    f"Companies can apply for support of the region.\nDeadline for applications: {deadline}."
                )
                found = draft(url, title=f"Call for projects of {url}", published="2026-02-20", body=text)
                read = with_facts(found, now)
                self.archive.posts.record(
                    Observation(url.split("/")[2].split(".")[0], url, read), now + timedelta(seconds=1)
                )
        self.archive.sort_stories()
        return serve(self.archive, sources, now, lambda: now + timedelta(minutes=1), self.environ)


@pytest.fixture(scope="module")
def _server() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(_server: Mailbox) -> Mailbox:
    _server.refuses = None
    _server.mails.clear()
    return _server


@pytest.fixture
def nights(tmp_path: Path, mailbox: Mailbox) -> Iterator[Nights]:
    made = Nights(tmp_path, mailbox)
    with made.archive:
        yield made


def test_what_opened_and_what_ended_is_told_once(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("every: each-run")
    nights.run(sources, SUNDAY + DAY, (("a", GONE), ("b", EMPTY)))
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 2 problems opened"
    assert body.startswith(
        "2 problems opened:\n\n"
        "- a: https://a.example/news answers 404 Not Found. The page is gone. [incident 1, open since 2026-03-02]\n"
        "- b: No posts were found on https://b.example/news. Open it in a browser. If the posts are elsewhere now, "
        "correct the address or the selectors in sources.yaml. [incident 2, open since 2026-03-02]\n\n"
        "`clusterwatch status` shows all open problems. One that you know, and do not want to be reminded of, is "
        "acknowledged by its number, as in `clusterwatch ack 1`. Run these commands in /"
    )
    assert nights.run(sources, SUNDAY + 2 * DAY) == []
    nights.run(sources, SUNDAY + 3 * DAY, closed=(1,))
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem ended"
    assert body == (
        "1 problem ended:\n\n- a: the site is read again; https://a.example/news answered 404 Not Found. "
        "[incident 1, open from 2026-03-02 to 2026-03-04]\n\nYou do not have to do anything.\n"
    )
    assert nights.run(sources, SUNDAY + 4 * DAY) == []
    assert mailbox.read() == []


def test_each_monday_what_is_open_and_not_acknowledged_is_told_with_its_age(
    nights: Nights, mailbox: Mailbox
) -> None:
    sources = nights.configure("every: daily")
    nights.run(sources, SUNDAY, (("a", GONE), ("b", EMPTY)))
    with nights.archive.transaction():
        nights.archive.incidents.acknowledge(2, SUNDAY, None, None)
    mailbox.read()
    monday = SUNDAY + DAY
    nights.run(sources, monday)
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem still open"
    assert "1 problem is still open:\n\n- a: " in body
    assert "[incident 1, open since 2026-03-01, 1 day]" in body
    nights.run(sources, monday + timedelta(hours=8))
    nights.run(sources, monday + DAY)
    assert mailbox.read() == []


def test_a_weekly_target_is_told_what_opened_and_ended_in_between(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("every: weekly, send: [incidents, digest]")
    nights.run(sources, SUNDAY + DAY)
    nights.run(sources, SUNDAY + 2 * DAY, (("a", GONE),), posts=("https://a.example/1",))
    nights.run(sources, SUNDAY + 3 * DAY, (("b", EMPTY),), closed=(1,), posts=("https://b.example/1",))
    assert mailbox.read() == []
    nights.run(sources, SUNDAY + 9 * DAY)  # no run on Monday
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened, 1 opened and ended, 2 new announcements"
    assert "[incident 2, open since 2026-03-04, 6 days]" in body
    assert "1 problem opened and ended since the last notice:\n\n- a: " in body
    assert "[incident 1, open from 2026-03-03 to 2026-03-04]" in body
    assert "2 announcements found since 2026-03-02:\n\nAnnouncements\n\n- 2026-02-20 News of https:" in body
    assert "\n  https://a.example/1\n" in body


def test_what_could_not_be_sent_is_sent_with_the_next_notice(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("every: weekly, send: [incidents, digest]")
    mailbox.refuses = "554 5.7.1 no"
    (refused,) = nights.run(sources, SUNDAY + DAY, (("a", GONE),), posts=("https://a.example/1",))
    assert refused.problem is not None
    assert (refused.problem.code, refused.problem.detail["smtp"]) == (ProblemCode.NOTICE_FAILED, 554)
    (failing,) = nights.archive.incidents.of_targets()
    assert (failing.target, failing.opened_run) == ("notify.keeper", nights.number)
    nights.run(sources, SUNDAY + 2 * DAY, (("b", EMPTY),), closed=(1,))
    assert nights.archive.incidents.of_targets()[0].count == 2
    mailbox.refuses = None
    (served,) = nights.run(sources, SUNDAY + 3 * DAY, posts=("https://a.example/2",))
    assert served.title == "clusterwatch: 1 problem opened, 1 opened and ended, 2 new announcements"
    ((_, body),) = mailbox.read()
    assert body.startswith(
        "Notices to you could not be sent since 2026-03-02. This one has everything that you missed.\n\n1 problem"
    )
    assert nights.archive.incidents.of_targets() == []
    assert nights.run(sources, SUNDAY + 4 * DAY) == []


def test_the_failure_of_one_target_is_told_to_the_others(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("every: each-run}\n  other: {url: '${OTHER}'")
    nights.run(sources, SUNDAY)
    nights.run(sources, SUNDAY + timedelta(hours=1))
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened"
    assert (
        "- notify.other: A notice could not be sent: an environment variable is not set (OTHER). Set it where the "
        f"program runs: {nights.path}:3 names it. [incident 1, open since 2026-03-01]" in body
    )
    nights.environ["OTHER"] = mailbox.address
    nights.run(sources, SUNDAY + timedelta(hours=2))
    assert nights.archive.incidents.of_targets() == []


def test_only_the_sources_of_a_target_are_told(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("sources: b, send: [incidents, digest]")
    nights.run(sources, SUNDAY, (("a", GONE),), posts=("https://a.example/1",))
    assert mailbox.read() == []
    nights.run(sources, SUNDAY + DAY, (("b", EMPTY),), posts=("https://a.example/2", "https://b.example/1"))
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened, 1 new announcement"
    assert "a.example" not in body


def test_a_new_target_is_told_what_is_open_and_not_the_past(nights: Nights, mailbox: Mailbox) -> None:
    nights.run(nights.configure(""), SUNDAY - 3 * DAY, (("a", GONE),), posts=("https://a.example/1",))
    nights.run(nights.configure(""), SUNDAY - 2 * DAY, (("a", EMPTY),), closed=(1,))
    sources = nights.configure("every: weekly, send: [incidents, digest]")
    nights.run(sources, SUNDAY)
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened"
    assert "[incident 2, open since 2026-02-27, 2 days]" in body


def test_a_target_that_was_taken_out_of_the_file_has_no_incident(nights: Nights, mailbox: Mailbox) -> None:
    mailbox.refuses = "554 no"
    nights.run(nights.configure("every: daily"), SUNDAY, (("a", GONE),))
    assert len(nights.archive.incidents.of_targets()) == 1
    nights.run(nights.configure(""), SUNDAY + DAY)
    assert nights.archive.incidents.of_targets() == []


def test_a_clock_that_was_set_back_hides_nothing(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("every: daily, send: [incidents, digest]")
    nights.run(sources, SUNDAY + 365 * DAY)
    nights.run(sources, SUNDAY, (("a", GONE),), posts=("https://a.example/1",))
    ((title, _),) = mailbox.read()
    assert title == "clusterwatch: 1 problem opened, 1 new announcement"


def test_calls_are_told_when_they_are_new_move_and_close(nights: Nights, mailbox: Mailbox) -> None:
    sources = nights.configure("send: calls, sources: a")
    a, b = "https://a.example/1", "https://b.example/2"
    assert nights.run(sources, SUNDAY) == []
    nights.run(sources, SUNDAY + DAY, calls=((a, "20 March 2026"), (b, "21 March 2026")))
    assert nights.run(sources, SUNDAY + 2 * DAY, calls=((a, "20 March 2026"),)) == []
    nights.run(sources, SUNDAY + 3 * DAY, calls=((a, "25 March 2026 at 17:00"),))
    assert nights.run(sources, SUNDAY + 16 * DAY) == []
    nights.run(sources, SUNDAY + 18 * DAY)
    assert nights.run(sources, SUNDAY + 19 * DAY) == []
    assert [(title, [one.strip() for one in body.split("\n") if one]) for title, body in mailbox.read()] == [
        (
            "clusterwatch: 1 new call",
            ["New calls", "- 2026-03-20 Call for projects of https://a.example/1, a.example", a],
        ),
        (
            "clusterwatch: 1 moved deadline",
            [
                "Deadlines that moved",
                "- 2026-03-25 17:00 instead of 2026-03-20 Call for projects of https://a.example/1, a.example",
                a,
            ],
        ),
        (
            "clusterwatch: 1 call closing soon",
            ["Closing soon", "- 2026-03-25 17:00 Call for projects of https://a.example/1, a.example", a],
        ),
    ]


def test_what_saved_searches_find_is_told_once(nights: Nights, mailbox: Mailbox) -> None:
    first, second, third = (f"https://{name}.example/{n}" for n, name in enumerate("aba", 1))
    nights.run(nights.configure("send: watch"), SUNDAY, posts=(first,))
    watches = "watch: {ones: {search: news, source: a}, others: {search: news}}\n"
    sources = nights.configure("send: [watch, digest], watch: ones", watches)
    assert nights.run(sources, SUNDAY + DAY) == []  # of the past
    nights.run(sources, SUNDAY + 2 * DAY, posts=(second, third))
    assert nights.run(sources, SUNDAY + 3 * DAY) == []
    ((title, body),) = mailbox.read()
    assert title == "clusterwatch: 1 found by saved searches, 1 new announcement"
    assert [one.strip() for one in body.split("\n") if one] == [
        "Saved search ones",
        f"- 2026-02-20 News of {third}, a.example",
        third,
        "1 announcement found since 2026-03-02:",
        "Announcements",
        f"- 2026-02-20 News of {second}, b.example",
        second,
    ]


def test_a_call_that_opens_later_is_told_when_it_is_found_and_when_it_opens(
    nights: Nights, mailbox: Mailbox
) -> None:
    sources = nights.configure("send: calls")
    nights.run(sources, SUNDAY)
    url = "https://a.example/1"
    nights.run(sources, SUNDAY + DAY, calls=((url, "20 April 2026. The call opens on 10 March 2026"),))
    assert nights.run(sources, SUNDAY + 2 * DAY) == []
    nights.run(sources, SUNDAY + 9 * DAY)
    assert nights.run(sources, SUNDAY + 10 * DAY) == []
    assert [(title, body.splitlines()[2][:35]) for title, body in mailbox.read()] == [
        ("clusterwatch: 1 new call", "- 2026-04-20, opens 2026-03-10 Call"),
        ("clusterwatch: 1 new call", "- 2026-04-20 Call for projects of h"),
    ]
