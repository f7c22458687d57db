"""Write a digest of announcements in Markdown or HTML: one line per story, grouped by kind of source and country.

It begins with the calls that close soon and the days that were moved.

All texts from web pages are escaped, and only http(s) links are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby

from clusterwatch import sentences
from clusterwatch.archive import Announcement, Call, Moved, Told
from clusterwatch.export.feed import is_web
from clusterwatch.models import DayKind

CLOSING = timedelta(days=14)  # a call that closes within this time closes soon
_KINDS = {
    "pole": "Pôles",
    "cluster": "Clusters",
    "national-association": "National associations",
    "network": "Networks",
    "programme": "Programmes",
    "authority": "Authorities",
    None: "Other sources",
}
_NOWHERE = "—"  # no country
# Control characters and marks of text direction.
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Markup of CommonMark, and automatic links of GitHub.
_MARKS = re.compile(r"[\\`*_{}\[\]<>&#|~@$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_NOT_IN_LINK = re.compile(r"[\s<>\\]")
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}"
    "h2{margin:1.5em 0 .3em}h3{margin:1em 0 .2em}ul{margin:0;padding-left:1.2em}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a day, what is announced, and the names of the sources that announce it, the first one first."""

    when: str
    title: str | None
    url: str
    language: str | None
    sources: tuple[str, ...]


# A heading, and lines under the headings of countries; None for lines that stand under the heading itself.
Section = tuple[str, list[tuple[str | None, list[Line]]]]


@dataclass(frozen=True, slots=True)
class Digest:
    """The announcements of a range of days, newest first. `troubles` are (source, state, message).

    `closing` are the calls that close soon, by their deadlines, and `moved` the days that were moved in these days.
    """

    since: date
    until: date
    announcements: Sequence[Announcement]
    troubles: Sequence[tuple[str, str, str]] = ()
    closing: Sequence[Call] = ()
    moved: Sequence[Moved] = ()

    @property
    def heading(self) -> str:
        """Return the title of the digest."""
        return f"Announcements, {self.since} to {self.until}"

    def agenda(self) -> Iterator[Section]:
        """Yield the calls that close soon and the days that were moved."""
        return agenda_of((), self.closing, self.moved)

    def groups(self) -> Iterator[Section]:
        """Yield the announcements: kinds in the order of docs/sources.md, countries by code."""
        for kind, heading in _KINDS.items():
            of_kind = [a for a in self.announcements if a.kind == kind]
            of_kind.sort(key=lambda a: (a.country is None, a.country))
            if of_kind:
                by_country = groupby(of_kind, lambda a: a.country)
                alone = kind is None and len(of_kind) == len(self.announcements)
                yield (
                    ("Announcements" if alone else heading),
                    [(country or _NOWHERE, list(map(_of_story, group))) for country, group in by_country],
                )


def agenda_of(new: Sequence[Call], closing: Sequence[Call], moved: Sequence[Moved]) -> Iterator[Section]:
    """Yield sections with new calls, with calls that close soon, and with days that were moved."""
    for heading, calls in (("New calls", new), ("Closing soon", closing)):
        if calls:
            yield heading, [(None, [_of_told(sentences.of_call(asdict(call)), call.told) for call in calls])]
    for heading, deadlines in (("Deadlines that moved", True), ("Other days that moved", False)):
        found = [one for one in moved if (one.kind is DayKind.DEADLINE) is deadlines]
        if found:
            lines = [_of_told(sentences.of_moved_day_in_short(asdict(one)), one.told) for one in found]
            yield heading, [(None, lines)]


def _of_told(when: str, told: Told) -> Line:
    return Line(when, told.title, told.url, told.language, told.sources)


def _of_story(a: Announcement) -> Line:
    return Line(a.day if a.dated else f"seen {a.day}", a.title, a.url, a.language, a.sources)


def markdown(digest: Digest) -> str:
    """Return the digest as CommonMark."""
    lines = [f"# {digest.heading}", ""]
    for heading, parts in (*digest.agenda(), *digest.groups()):
        lines += [f"## {heading}", ""]
        for country, entries in parts:
            lines += [f"### {_md(country)}", ""] if country else []
            lines += [*(f"- {_written(one, _md, _md_link)}" for one in entries), ""]
    lines += [] if digest.announcements else ["Nothing new was announced.", ""]
    if digest.troubles:
        lines += ["## Sources with problems", ""]
        lines += [
            f"- {_md(source)}: {_md(state)}: {_md(message)}" for source, state, message in digest.troubles
        ]
    return "\n".join(lines).rstrip() + "\n"


def text(sections: Iterable[Section]) -> str:
    """Return sections of a digest as plain text, for mail: each line with its address below."""
    lines: list[str] = []
    for heading, parts in sections:
        for country, entries in parts:
            alone = country in (None, _NOWHERE)
            lines += [heading if alone else f"{heading}, {one_line(country or '')}", ""]
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
    for heading, parts in (*digest.agenda(), *digest.groups()):
        lines.append(f"<h2>{escape(heading)}</h2>")
        for country, entries in parts:
            items = (f"<li>{_written(one, _html, _html_link)}</li>" for one in entries)
            lines += [f"<h3>{_html(country)}</h3>"] if country else []
            lines += ["<ul>", *items, "</ul>"]
    lines += [] if digest.announcements else ["<p>Nothing new was announced.</p>"]
    if digest.troubles:
        items = (
            f"<li>{_html(s)}: {_html(state)}: {_html(message)}</li>" for s, state, message in digest.troubles
        )
        lines += ["<h2>Sources with problems</h2>", "<ul>", *items, "</ul>"]
    title = escape(digest.heading)
    meta = '<meta charset="utf-8"><meta name="generator" content="clusterwatch">'
    head = f"{meta}<title>{title}</title><style>{_STYLE}</style>"
    body = "\n".join([f"<h1>{title}</h1>", *lines])
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _written(one: Line, text: Callable[[str], str], link: Callable[[Line], str]) -> str:
    first, *others = one.sources
    also = f", also {', '.join(map(text, others))}" if others else ""
    return f"{text(one.when)} {link(one)}, {text(first)}{also}"


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
