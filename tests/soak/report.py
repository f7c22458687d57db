"""Compare what was told with what was wrong, and the archive with the truth."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clusterwatch.models import Incident
from tests.soak.faults import FAULTS, Fault
from tests.soak.nights import Night, Nights
from tests.soak.world import Post, Site, World


@dataclass(slots=True)
class Injected:
    """A fault of a site, from its first night until the night in which the site is well again.

    `told` is the night in which it was told first, `ended` the night in which the last of its incidents ended.
    """

    fault: Fault
    site: Site
    begins: int
    ends: int
    told: int | None = None
    times: Counter[str] = field(default_factory=Counter)
    ended: int | None = None
    wrong: list[str] = field(default_factory=list)

    @property
    def in_time(self) -> bool:
        return not self.fault.told or (self.told is not None and self.told < self.begins + self.fault.within)

    @property
    def once(self) -> bool:
        return all(times == 1 for times in self.times.values())

    @property
    def over(self) -> bool:
        """Whether all its incidents ended soon after the site was well again."""
        return not self.times or (self.ended is not None and self.ended < self.ends + self.fault.closing)

    @property
    def well(self) -> bool:
        return self.in_time and self.once and self.over and not self.wrong


@dataclass(frozen=True, slots=True)
class Report:
    """The faults with what was told of each, what was told without a fault, and where the archive is not the truth."""

    injected: Sequence[Injected]
    false: Sequence[str]
    exits: Sequence[str]
    differences: Sequence[str]
    posts: int

    @property
    def well(self) -> bool:
        return not (self.false or self.exits or self.differences) and all(one.well for one in self.injected)


# Each post with the number of its versions. A version has another title, text or day; a time of day may be added to it.
_POSTS = """
WITH texts AS (
    SELECT post, revision, title, substr(published, 1, 10) AS day, body FROM revisions
    UNION ALL SELECT id, revision, title, substr(published, 1, 10), body FROM posts
), before AS (
    SELECT post, title, day, body, lag(title) OVER own AS title_before, lag(day) OVER own AS day_before,
           lag(body) OVER own AS body_before, row_number() OVER own AS nth
    FROM texts WINDOW own AS (PARTITION BY post ORDER BY revision)
)
SELECT p.source, p.url, p.title, p.published, p.body, p.withdrawn, (
    SELECT count(*) FROM before b WHERE b.post = p.id
    AND (nth = 1 OR b.title IS NOT title_before OR b.day IS NOT day_before OR b.body IS NOT body_before)
) AS versions FROM posts p
"""


def judge(world: World, injected: Sequence[Injected], nights: Nights) -> Report:
    """Return the report on nights that are over."""
    false: list[str] = []
    open_now: dict[int, Injected] = {}
    for night in nights.done:
        for incident in night.opened:
            cause = _cause(injected, incident, night.number)
            if cause is None or incident.code not in cause.fault.told | cause.fault.also:
                false.append(f"night {night.number}: {_shown(incident)}")
                continue
            open_now[incident.id] = cause
            cause.times[f"{incident.code} {incident.field} {incident.selector}"] += 1
            if incident.code in cause.fault.told and cause.told is None:
                cause.told = night.number
        for incident in night.closed:
            if cause := open_now.pop(incident.id, None):
                cause.ended = night.number
                if night.number < cause.ends and incident.code in cause.fault.told and not cause.fault.heals:
                    cause.wrong.append(f"night {night.number}: ended early: {incident.code}")
        false += [f"night {night.number}: {line}" for line in night.odd]
    false += [f"never told: {_shown(incident)}" for incident in nights.never_told()]
    for cause in open_now.values():
        cause.ended = None
        cause.wrong.append("still open")
    exits = [
        f"night {night.number}: exit code {night.code}" for night in nights.done if night.code != _code(night)
    ]
    rows = nights.rows(_POSTS)
    return Report(injected, false, exits, list(_differences(world, injected, rows)), len(rows))


def _cause(injected: Iterable[Injected], incident: Incident, night: int) -> Injected | None:
    """Return the fault that explains an incident: that of its source in this night."""
    for one in injected:
        if one.site.id == incident.source and one.begins <= night < one.ends:
            return one
    return None


def _code(night: Night) -> int:
    """Return the exit code that a night should have."""
    return 128 + signal.SIGINT if night.interrupted else int(bool(night.opened))


def _shown(incident: Incident) -> str:
    return f"{incident.source}: {incident.code} {incident.field or ''} {incident.selector or ''}".rstrip()


def _differences(world: World, injected: Sequence[Injected], rows: Sequence[dict[str, str]]) -> Iterable[str]:
    """Yield where the archive is not the truth: posts by address, with title, day, body, revisions, withdrawal."""
    for site in world.sites:
        own = {_path(row["url"]): row for row in rows if row["source"] == site.id}
        spans = [(one.begins, one.ends) for one in injected if one.site is site]
        for post in site.posts:
            found = [own.pop(path) for path in post.paths if path in own]
            blurred = any(begins <= post.night < ends for begins, ends in spans)
            if not (found or post.shown) and post.withdrawn is not None:
                continue  # it was published and withdrawn while nobody could see it
            if len(found) != 1:
                yield f"{site.id}{post.path}: {len(found)} posts in the archive"
            else:
                for what in _of_post(post, found[0], blurred):
                    yield f"{site.id}{post.path}: {what}"
        for path in own:
            yield f"{site.id}{path}: is no post"


def _of_post(post: Post, row: dict[str, str], blurred: bool) -> Iterable[str]:
    """Yield the differences of one post. `blurred` is set if it appeared while the site had a fault."""
    if not post.shown:
        yield "was never shown"
        return
    text = post.versions[post.shown[-1]]
    if row["title"] != text.title:
        yield f"title {row['title']!r}, not {text.title!r}"
    if (row["published"] or "")[:10] != text.day.isoformat():
        yield f"day {row['published']}, not {text.day}"
    if row["body"] != "\n".join(text.lines):
        yield f"body {(row['body'] or '')[:80]!r} …"
    versions = len(post.shown)
    if not versions <= int(row["versions"]) <= versions + blurred:
        yield f"{row['versions']} versions, not {versions}"
    if bool(row["withdrawn"]) != bool(post.gone_shown):
        yield f"withdrawn {row['withdrawn']}"


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def table(report: Report) -> str:
    """Return the Markdown table of the kinds of faults."""
    lines = [
        "| what was wrong | injected | told in time | told once | ended | told as |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for fault in FAULTS:
        ones = [one for one in report.injected if one.fault is fault]
        if not ones:
            continue
        codes = sorted({key.split()[0] for one in ones for key in one.times})
        told = "–" if not fault.told else str(sum(one.in_time for one in ones))
        lines.append(
            f"| {fault.name} | {len(ones)} | {told} | {sum(one.once for one in ones)} | "
            f"{sum(one.over for one in ones)} | {', '.join(f'`{code}`' for code in codes) or 'nothing'} |"
        )
    return "\n".join(lines)


def text(report: Report) -> str:
    """Return the whole report as text: each fault, each false line, each difference."""
    lines = []
    for one in sorted(report.injected, key=lambda one: (one.fault.name, one.begins)):
        mark = "ok  " if one.well else "BAD "
        told = "; ".join(f"{key.replace(' None', '')} ×{times}" for key, times in one.times.items())
        lines.append(
            f"{mark} {one.fault.name}: {one.site.id} ({one.site.kind}), nights {one.begins}–{one.ends - 1}, told "
            f"{one.told}, ended {one.ended}: {told or 'nothing'} {' '.join(one.wrong)}".rstrip()
        )
    for name in ("false", "exits", "differences"):
        lines += [f"{name}: {line}" for line in getattr(report, name)]
    return "\n".join(lines)
