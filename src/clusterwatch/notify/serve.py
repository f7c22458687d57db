"""Tell each target that is due what it does not know yet, and keep what could not be sent for the next run."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from clusterwatch.archive import Announcement, Archive, Call, News, Selection, Wanted, stamp
from clusterwatch.config import NotifyTarget, Sources
from clusterwatch.errors import VariableNotSet
from clusterwatch.models import CallState, DayKind, Incident, NoticeReason, Problem, ProblemCode, Value
from clusterwatch.notify import heartbeat
from clusterwatch.notify.due import is_due, is_new_week
from clusterwatch.notify.notice import CLOSING, CallNews, Notice, notice_of_test, written
from clusterwatch.notify.services import Message, is_installed, send

_log = logging.getLogger("clusterwatch.notify")
_NOTHING = News()


@dataclass(frozen=True, slots=True)
class Served:
    """What became of a target: the subject of the notice that it accepted, or the problem with it."""

    target: str
    title: str | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class _Due:
    """A target that is told now. `problem` says why nothing can be sent to it; `notice` is None if there is no news."""

    name: str
    address: str = field(repr=False)
    news: News = _NOTHING
    notice: Notice | None = None
    problem: Problem | None = None


def serve(
    archive: Archive,
    sources: Sources,
    started: datetime,
    clock: Callable[[], datetime],
    environ: Mapping[str, str],
    names: Sequence[str] = (),
) -> list[Served]:
    """Send the notices that are due, to all targets or to those with these names. Return what became of them.

    `started` is when the run began that found the news. Nothing is sent in a transaction. A target that does not
    accept its notice gets an incident, which ends with the next notice that it accepts.
    """
    run = archive.runs.newest()
    if run is None:
        return []
    now = clock()
    with archive.transaction():
        _forget_targets(archive, sources, run, now)
        new = {name for name in sources.notify if archive.notices.served(name) is None}
        for name in new:
            archive.notices.begin(name, started)
    failing = {one.target: one for one in _failing(archive)}
    due = [
        _prepared(archive, sources, name, started, now, environ, failing.get(key(name)))
        for name, target in sources.notify.items()
        if name in (names or sources.notify)
        and (name in new or key(name) in failing or _is_due(archive, name, target, now))
    ]
    served = _sent(sources, due)
    with archive.transaction():
        for one, result in zip(due, served, strict=True):
            _record(archive, run, one, result, now, failing.get(key(one.name)))
    return [one for one in served if one.title or one.problem]


def send_tests(sources: Sources, environ: Mapping[str, str], names: Sequence[str]) -> list[Served]:
    """Send a test to each target with one of these names. Return what became of it."""
    place = place_of(sources)
    due = []
    for name in names:
        address, problem = _address(sources, name, environ)
        due.append(_Due(name, address, notice=notice_of_test(name, place), problem=problem))
    return _sent(sources, due, is_test=True)


def accepted(archive: Archive, names: Sequence[str], now: datetime) -> None:
    """Close the incidents of targets that accepted a test. What they missed is sent when they are due."""
    run = archive.runs.newest()
    with archive.transaction():
        for one in _failing(archive):
            if run is not None and one.target in {key(name) for name in names}:
                archive.incidents.close(run, one.id, now)


def key(name: str) -> str:
    """Return the name of a target in the table of incidents, which is its key in sources.yaml."""
    return f"notify.{name}"


def place_of(sources: Sources) -> str:
    """Return the folder and the machine on which commands about these sources are run."""
    return f"{sources.path.absolute().parent} on {socket.gethostname()}"


def _failing(archive: Archive) -> Iterator[Incident]:
    return (one for one in archive.incidents.of_targets() if one.code is ProblemCode.NOTICE_FAILED)


def _forget_targets(archive: Archive, sources: Sources, run: int, now: datetime) -> None:
    """Close the incidents of what does not stand in sources.yaml any more."""
    known = {key(name) for name in sources.notify}
    if sources.heartbeat is not None:
        known.add(heartbeat.TARGET)
    for one in archive.incidents.of_targets():
        if one.target not in known:
            archive.incidents.close(run, one.id, now)


def _is_due(archive: Archive, name: str, target: NotifyTarget, now: datetime) -> bool:
    served = archive.notices.served(name)
    return served is None or is_due(target.every, served.date(), now.date())


def _prepared(
    archive: Archive,
    sources: Sources,
    name: str,
    started: datetime,
    now: datetime,
    environ: Mapping[str, str],
    failing: Incident | None,
) -> _Due:
    """Return what a target is to be told."""
    target, today = sources.notify[name], now.date()
    # A clock that was set back must not hide what was found since.
    since = min(archive.notices.served(name) or started, started)
    news = _NOTHING
    if "incidents" in target.send:
        news = archive.notices.news(name, key(name), target.sources, since, today)
    if not is_new_week(since.date(), today):
        news = replace(news, lasting=())
    watched = _watched(archive, sources, target, since, now)
    named = {post for one in watched for post in one.posts}
    found = archive.found(since, now, Selection(target.sources or ())) if "digest" in target.send else []
    announcements = [one for one in found if named.isdisjoint(one.posts)]
    notice = written(
        news,
        announcements,
        _calls(archive, target, since, now) if "calls" in target.send else CallNews(),
        watched,
        since=since.date(),
        today=today,
        failing_since=date.fromisoformat(failing.opened[:10]) if failing else None,
        place=place_of(sources),
    )
    address, problem = _address(sources, name, environ)
    return _Due(name, address, news, notice, problem)


def _watched(
    archive: Archive, sources: Sources, target: NotifyTarget, since: datetime, now: datetime
) -> Sequence[Announcement]:
    """Return what the saved searches of a target find since the last notice."""
    if "watch" not in target.send:
        return ()
    names = target.watch or tuple(sources.watch)
    found = archive.watched(since, now, names, target.sources or ())
    return [replace(one, watches=tuple(name for name in one.watches if name in names)) for one in found]


def _calls(archive: Archive, target: NotifyTarget, since: datetime, now: datetime) -> CallNews:
    """Return the calls that are new since the last notice, or have opened, those that close soon, and moved deadlines.

    That a call closes soon is told once: by the first notice in its last week, if the call is not new then.
    """
    today = now.date()
    wanted = Wanted(target.sources)
    found = archive.calls(today, (CallState.OPEN, CallState.UPCOMING), wanted=wanted)
    new = [call for call in found if _is_new(call, since, today)]
    told, soon = (since.date() + CLOSING).isoformat(), (today + CLOSING).isoformat()
    closing = [
        call
        for call in found
        if call.state is CallState.OPEN and call not in new and call.until and told < call.until <= soon
    ]
    return CallNews(new, closing, archive.moved_days(since, now, DayKind.DEADLINE, wanted=wanted))


def _is_new(call: Call, since: datetime, today: date) -> bool:
    """Return whether a call was found or has opened since the last notice."""
    opened = call.opens and since.date().isoformat() < call.opens <= today.isoformat()
    return bool(opened) or call.told.first_seen > stamp(since)


def _address(sources: Sources, name: str, environ: Mapping[str, str]) -> tuple[str, Problem | None]:
    """Return the address of a target with its secrets, or the problem with it."""
    try:
        url = sources.filled(sources.notify[name].url, ("notify", name, "url"), environ)
    except VariableNotSet as error:
        detail: dict[str, Value] = {
            "reason": NoticeReason.VARIABLE,
            "variable": error.name,
            "place": error.place,
        }
        return "", _problem(name, detail)
    if not is_installed():
        return "", _problem(name, {"reason": NoticeReason.NOT_INSTALLED})
    return url, None


def _problem(name: str, detail: Mapping[str, Value]) -> Problem:
    return Problem(ProblemCode.NOTICE_FAILED, detail={"target": name, **detail})


def _sent(sources: Sources, due: Sequence[_Due], *, is_test: bool = False) -> list[Served]:
    """Send the notices of all targets at once, and return what became of each target."""
    messages = {
        one.name: Message(one.address, one.notice)
        for one in due
        if one.problem is None and one.notice is not None
    }
    failures = dict(zip(messages, send(list(messages.values())), strict=True))
    return [_served(sources, one, failures.get(one.name, {}), is_test=is_test) for one in due]


def _served(sources: Sources, one: _Due, failure: Mapping[str, Value], *, is_test: bool = False) -> Served:
    detail = dict(failure)
    if variables := sources.variables_of(one.name):
        detail["variables"] = " and ".join(variables)
    if is_test:
        detail["test"] = 1
    problem = one.problem or (_problem(one.name, detail) if failure else None)
    title = one.notice.title if one.notice is not None and problem is None else None
    if problem is not None:
        _log.warning("notice failed", extra=dict(problem.detail))
    elif title is not None:
        _log.info("notice accepted", extra={"target": one.name, "title": title})
    return Served(one.name, title, problem)


def _record(
    archive: Archive, run: int, one: _Due, served: Served, now: datetime, failing: Incident | None
) -> None:
    """Write what a target was told, and what is wrong with it."""
    if served.problem is not None:
        archive.incidents.see(run, None, served.problem, now, target=key(one.name))
        return
    archive.notices.tell(one.name, one.news, now)
    # Without news nothing was sent. That proves only that the variable is set and Apprise installed.
    if failing is not None and (
        served.title is not None or failing.evidence.detail.get("reason") in _SEEN_BEFORE_SENDING
    ):
        archive.incidents.close(run, failing.id, now)


_SEEN_BEFORE_SENDING = (NoticeReason.VARIABLE, NoticeReason.NOT_INSTALLED)
