"""Write a notice: a subject, and a plain text of whole sentences. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clusterwatch import sentences
from clusterwatch.archive import Announcement, Call, Moved, News
from clusterwatch.export.digest import agenda_of, groups, one_line, text
from clusterwatch.export.digest import watched as sections_of_watches
from clusterwatch.models import Incident

MOST = 100  # announcements in one notice
CLOSING = timedelta(days=7)  # before its deadline, a call is told once more


@dataclass(frozen=True, slots=True)
class Notice:
    """The subject and the text of a notice."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class CallNews:
    """What a target was not told yet about calls: the new ones, those that close soon, and moved deadlines."""

    new: Sequence[Call] = ()
    closing: Sequence[Call] = ()
    moved: Sequence[Moved] = ()


def written(
    news: News,
    announcements: Sequence[Announcement],
    calls: CallNews,
    watched: Sequence[Announcement] = (),
    *,
    since: date,
    today: date,
    failing_since: date | None,
    place: str,
) -> Notice | None:
    """Return the notice, or None if there is nothing to tell.

    `watched` are the announcements that saved searches find. `since` is the day of the last notice, and `failing_since`
    the first day on which a notice to this target could not be sent. `place` is the folder and the machine on which
    commands are run.
    """
    parts = list(_parts(news, today))
    agenda = [*agenda_of(calls.new, calls.closing, calls.moved), *sections_of_watches(watched[:MOST])]
    if not parts and not announcements and not agenda:
        return None
    lines: list[str] = []
    if failing_since is not None:
        lines += [
            f"Notices to you could not be sent since {failing_since}. This one has everything that you missed.",
            "",
        ]
    for heading, sentences_ in parts:
        lines += [f"{heading}:", "", *(f"- {one_line(one)}" for one in sentences_), ""]
    if parts:
        lines += [*_advice(news, place), ""]
    if agenda:
        lines += [text(agenda).rstrip(), ""]
    if len(watched) > MOST:
        lines += [
            f"{_counted(len(watched) - MOST, 'older announcement')} of saved searches can be read in the archive.",
            "",
        ]
    if announcements:
        lines += [*_listed(announcements, since), ""]
    return Notice(_title(news, calls, len(watched), len(announcements)), "\n".join(lines).rstrip() + "\n")


def notice_of_test(target: str, place: str) -> Notice:
    """Return a notice that only shows that a target is reached."""
    return Notice(
        "clusterwatch: test of notices",
        f"This is a test by `clusterwatch notify --test`. Notices to {target} arrive here, from {place}.\n",
    )


def _parts(news: News, today: date) -> Iterator[tuple[str, list[str]]]:
    """Yield a heading and sentences for each kind of news."""

    def still(incident: Incident) -> str:
        return sentences.of_open_incident(incident, today)

    groups: tuple[tuple[str, tuple[Incident, ...], Callable[[Incident], str]], ...] = (
        ("opened", news.opened, still),
        ("ended", news.ended, sentences.of_ended_incident),
        ("opened and ended since the last notice", news.passed, sentences.of_past_incident),
        ("still open", news.lasting, still),
    )
    for what, incidents, sentence in groups:
        if incidents:
            verb = {"still open": " is " if len(incidents) == 1 else " are "}.get(what, " ")
            yield f"{_counted(len(incidents), 'problem')}{verb}{what}", [sentence(one) for one in incidents]


def _title(news: News, calls: CallNews, watched: int, announcements: int) -> str:
    """Return a subject such as `clusterwatch: 1 problem opened, 2 ended, 14 new announcements`."""
    groups = (
        (news.opened, "opened"),
        (news.ended, "ended"),
        (news.passed, "opened and ended"),
        (news.lasting, "still open"),
    )
    parts: list[str] = []
    for incidents, what in groups:
        if incidents:
            count = len(incidents)
            parts.append(f"{count if parts else _counted(count, 'problem')} {what}")
    if calls.new:
        parts.append(_counted(len(calls.new), "new call"))
    if calls.closing:
        parts.append(f"{_counted(len(calls.closing), 'call')} closing soon")
    if calls.moved:
        parts.append(_counted(len(calls.moved), "moved deadline"))
    if watched:
        parts.append(f"{watched:,} found by saved searches")
    if announcements:
        parts.append(_counted(announcements, "new announcement"))
    return f"clusterwatch: {', '.join(parts)}"


def _advice(news: News, place: str) -> Iterable[str]:
    open_ones = (*news.opened, *news.lasting)
    if not open_ones:
        return ["You do not have to do anything."]
    first = min(one.id for one in open_ones)
    return [
        "`clusterwatch status` shows all open problems. One that you know, and do not want to be reminded of, is "
        f"acknowledged by its number, as in `clusterwatch ack {first}`. Run these commands in {place}.",
    ]


def _listed(announcements: Sequence[Announcement], since: date) -> list[str]:
    shown, rest = announcements[:MOST], len(announcements) - MOST
    lines = [
        f"{_counted(len(announcements), 'announcement')} found since {since}:",
        "",
        text(groups(shown)).rstrip(),
    ]
    if rest > 0:
        lines += [
            "",
            f"{_counted(rest, 'older announcement')} found in this time can be read in the archive.",
        ]
    return lines


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
