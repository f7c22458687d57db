"""Write a digest of announcements: one line per story, grouped by kind of source and country.

It begins with the calls that close soon, the days that were moved, and what saved searches find. What was told before
or published long ago, and open incidents, stand at its end.

All texts from web pages are escaped, and only http(s) links are written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import Any

from clusterwatch import sentences
from clusterwatch.archive import Announcement, Call, Event, Found, Moved, OlderPosts, Told
from clusterwatch.export.feed import is_web
from clusterwatch.models import DayKind, Incident
from clusterwatch.vocab.countries import country_name

_MOST_CALLS = 20  # that no other line names
CLOSING = timedelta(days=14)  # a call that closes within this time closes soon
KINDS = {
    "pole": "Pôles",
    "cluster": "Clusters",
    "national-association": "National associations",
    "network": "Networks",
    "programme": "Programmes",
    "authority": "Authorities",
    None: "Other sources",
}
NOTHING = "Nothing new was found."
PROBLEMS = "Sources with problems"
# Control characters and marks of text direction.
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Markup of CommonMark, and automatic links of GitHub.
_MARKS = re.compile(r"[\\`*_{}\[\]<>&#|~@$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_NOT_IN_LINK = re.compile(r"[\s<>\\]")
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;overflow-wrap:anywhere}"
    "h2{margin:1.5em 0 .3em}h3{margin:1em 0 .2em}ul{margin:0;padding-left:1.2em}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a day, what is announced, and the names of the sources that announce it, the first one first.

    `before` is the source that announced it before, if the line tells of further ones. `until` says when the call of
    the announcement closes, or else when its event takes place.
    """

    when: str
    title: str | None
    url: str
    language: str | None
    sources: tuple[str, ...]
    before: str | None = None
    until: str = ""


# A heading, and lines under the headings of countries; None for lines that stand under the heading itself.
Section = tuple[str, list[tuple[str | None, list[Line]]]]


@dataclass(frozen=True, slots=True)
class Digest:
    """What was found from one day to another, the newest first. `incidents` are those of sources that are open.

    `closing` are the calls that close soon, by their deadlines, and `moved` the days that were moved in these days.
    `open_calls` are those of the posts found to which one can apply, now or later, and `events` all that are to come.
    `by_finding` says that the days are those on which the posts were found, not those of their publication.
    """

    since: date
    until: date
    found: Found
    incidents: Sequence[Incident] = ()
    closing: Sequence[Call] = ()
    moved: Sequence[Moved] = ()
    open_calls: Sequence[Call] = ()
    events: Sequence[Event] = ()
    by_finding: bool = False

    @property
    def heading(self) -> str:
        """Return the title of the digest."""
        one_day = self.since == self.until
        if self.by_finding:
            days = f"on {self.until}" if one_day else f"from {self.since} to {self.until}"
            return f"Announcements found {days}"
        return f"Announcements, {self.until}" if one_day else f"Announcements, {self.since} to {self.until}"

    @property
    def other_calls(self) -> list[Call]:
        """Return the open calls that no other line names: older posts of a source are only counted."""
        found = self.found
        told = {post for one in (*found.new, *found.relayed, *found.late) for post in one.posts}
        told |= {call.told.post for call in self.closing}
        return [call for call in self.open_calls if call.told.post not in told]

    def sections(self) -> Iterator[Section]:
        """Yield the agenda, what saved searches find, other announcements, and what was told before or long ago."""
        found = self.found
        yield from agenda_of((), self.closing, self.moved)
        yield from watched((*found.new, *found.relayed, *found.late))
        yield from groups([one for one in found.new if not one.watches], self.open_calls, self.events)
        for heading, stories in (("Told by further sources", found.relayed), ("Late finds", found.late)):
            others = [one for one in stories if not one.watches]
            if others:
                yield heading, [(None, list(map(_of_story, others)))]
        if calls := self.other_calls:
            heading = sentences.of_other_calls(len(calls), _MOST_CALLS)
            yield heading, [(None, list(map(_of_call, calls[:_MOST_CALLS])))]
        if self.found.older:
            yield "Older posts", [(None, list(map(_of_older, self.found.older)))]

    def problems(self) -> list[str]:
        """Return a sentence for each open incident."""
        return [sentences.of_open_incident(incident, self.until) for incident in self.incidents]


def watched(announcements: Sequence[Announcement]) -> Iterator[Section]:
    """Yield a section for each saved search that finds some of the announcements."""
    for name in sorted({name for one in announcements for name in one.watches}):
        yield (
            f"Saved search {name}",
            [(None, [_of_story(one) for one in announcements if name in one.watches])],
        )


def groups(
    announcements: Sequence[Announcement], calls: Iterable[Call] = (), events: Sequence[Event] = ()
) -> Iterator[Section]:
    """Yield the announcements: kinds in the order of docs/sources.md, first those without a country, then by name.

    The lines of those that are among `calls` say when they close, and those among `events` when these take place.
    """
    when = {event.told.post: sentences.of_event_in_short(asdict(event)) for event in reversed(events)}
    when |= {call.told.post: sentences.of_call_in_short(asdict(call)) for call in calls}
    for kind, heading in KINDS.items():
        of_kind = [a for a in announcements if a.kind == kind]
        of_kind.sort(key=lambda a: country_name(a.country) if a.country else "")
        if of_kind:
            by_country = groupby(of_kind, lambda a: a.country)
            alone = kind is None and len(of_kind) == len(announcements)
            yield (
                ("Announcements" if alone else heading),
                [
                    (country_name(country) if country else None, [_of_story(one, when) for one in group])
                    for country, group in by_country
                ],
            )


def agenda_of(new: Sequence[Call], closing: Sequence[Call], moved: Sequence[Moved]) -> Iterator[Section]:
    """Yield sections with new calls, with calls that close soon, and with days that were moved."""
    for heading, calls in (("New calls", new), ("Closing soon", closing)):
        if calls:
            yield heading, [(None, list(map(_of_call, calls)))]
    for heading, deadlines in (("Deadlines that moved", True), ("Other days that moved", False)):
        found = [one for one in moved if (one.kind is DayKind.DEADLINE) is deadlines]
        if found:
            lines = [_of_told(sentences.of_moved_day_in_short(asdict(one)), one.told) for one in found]
            yield heading, [(None, lines)]


def _of_call(call: Call) -> Line:
    return _of_told(sentences.of_call(asdict(call)), call.told)


def _of_told(when: str, told: Told) -> Line:
    return Line(when, told.title, told.url, told.language, told.sources)


def _of_story(a: Announcement, when: Mapping[int, str] = MappingProxyType({})) -> Line:
    day = a.day if a.dated else f"seen {a.day}"
    coming = next((when[post] for post in a.posts if post in when), "")
    return Line(day, a.title, a.url, a.language, a.sources, a.before, coming)


def _of_older(one: OlderPosts) -> Line:
    return Line(sentences.of_older_posts(asdict(one)), one.source, one.url, None, ())


def markdown(digest: Digest) -> str:
    """Return the digest as CommonMark."""
    lines = [f"# {digest.heading}", ""]
    for heading, parts in digest.sections():
        lines += [f"## {heading}", ""]
        for country, entries in parts:
            lines += [f"### {_md(country)}", ""] if country else []
            lines += [*(f"- {_written(one, _md, _md_link)}" for one in entries), ""]
    lines += [] if _has_news(digest) else [NOTHING, ""]
    if problems := digest.problems():
        lines += [f"## {PROBLEMS}", "", *(f"- {_md(one)}" for one in problems)]
    return "\n".join(lines).rstrip() + "\n"


def as_object(digest: Digest) -> dict[str, Any]:
    """Return the digest as an object for programs."""
    return {
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        **asdict(digest.found),
        "closing": [_flat(call) for call in digest.closing],
        "moved": [_flat(one) for one in digest.moved],
        "other_calls": [_flat(call) for call in digest.other_calls],
        "incidents": [
            {"source": one.source, "incident": one.id, "opened": one.opened, "sentence": sentence}
            for one, sentence in zip(digest.incidents, digest.problems(), strict=True)
        ],
    }


def json_text(digest: Digest) -> str:
    """Return the digest as one JSON object."""
    return json.dumps(as_object(digest), ensure_ascii=False) + "\n"


def _flat(one: Call | Moved) -> dict[str, Any]:
    """Return the fields of a call or a moved day, and those of its post."""
    values = asdict(one)
    return {**values.pop("told"), **values}


def _has_news(digest: Digest) -> bool:
    return any(True for _ in digest.sections())


def text(sections: Iterable[Section]) -> str:
    """Return sections of a digest as plain text, for mail: each line with its address below."""
    lines: list[str] = []
    for heading, parts in sections:
        for country, entries in parts:
            lines += [f"{heading}, {one_line(country)}" if country else heading, ""]
            for one in entries:
                lines += [
                    f"- {_written(one, one_line, lambda one: one_line(one.title or one.url))}",
                    f"  {one_line(one.url)}",
                ]
            lines.append("")
    return "\n".join(lines)


def html(digest: Digest) -> str:
    """Return the digest as a self-contained HTML page without scripts."""
    lines: list[str] = []
    for heading, parts in digest.sections():
        lines.append(f"<h2>{escape(heading)}</h2>")
        for country, entries in parts:
            items = (f"<li>{_written(one, _html, _html_link)}</li>" for one in entries)
            lines += [f"<h3>{_html(country)}</h3>"] if country else []
            lines += ["<ul>", *items, "</ul>"]
    lines += [] if _has_news(digest) else [f"<p>{NOTHING}</p>"]
    if problems := digest.problems():
        lines += [f"<h2>{PROBLEMS}</h2>", "<ul>", *(f"<li>{_html(one)}</li>" for one in problems), "</ul>"]
    title = escape(digest.heading)
    meta = '<meta charset="utf-8"><meta name="generator" content="clusterwatch">'
    head = f"{meta}<title>{title}</title><style>{_STYLE}</style>"
    body = "\n".join([f"<h1>{title}</h1>", *lines])
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _written(one: Line, text: Callable[[str], str], link: Callable[[Line], str]) -> str:
    first, *others = (*one.sources, "")
    names = f", {text(first)}" if first else ""
    also = f", also {', '.join(map(text, filter(None, others)))}" if others[:-1] else ""
    after = f", after {text(one.before)}" if one.before else ""
    until = f"; {text(one.until)}" if one.until else ""
    return f"{text(one.when)} {link(one)}{names}{also}{after}{until}"


def one_line(text: str) -> str:
    """Return a text of a site on one line, without control characters and marks of text direction."""
    return " ".join(_HIDDEN.sub("", text).split())


def _md(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", one_line(text))


def _md_link(a: Line) -> str:
    title = _md(a.title or a.url)
    if not is_web(a.url):
        return title
    url = _NOT_IN_LINK.sub(lambda m: f"%{ord(m[0]):02X}" if ord(m[0]) < 128 else "", _HIDDEN.sub("", a.url))
    return f"[{title}](<{url.replace('&', chr(92) + '&')}>)"


def _html(text: str) -> str:
    return escape(one_line(text))


def _html_link(a: Line) -> str:
    title = _html(a.title or a.url)
    if not is_web(a.url):
        return title
    language = f' lang="{escape(a.language)}"' if a.language else ""
    return f'<a href="{_html(a.url)}" rel="noopener noreferrer" dir="auto"{language}>{title}</a>'
