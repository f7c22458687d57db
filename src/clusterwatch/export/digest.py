"""Write a digest of announcements in Markdown or HTML: one line per story, grouped by kind of source and country.

All texts from web pages are escaped, and only http(s) links are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from clusterwatch.archive import Announcement

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
class Digest:
    """The announcements of a range of days, newest first. `troubles` are (source, state, message)."""

    since: date
    until: date
    announcements: Sequence[Announcement]
    troubles: Sequence[tuple[str, str, str]]

    @property
    def heading(self) -> str:
        """Return the title of the digest."""
        return f"Announcements, {self.since} to {self.until}"

    def groups(self) -> Iterator[tuple[str, list[tuple[str, list[Announcement]]]]]:
        """Yield (kind, [(country, announcements)]): kinds in the order of docs/sources.md, countries by code."""
        for kind, heading in _KINDS.items():
            of_kind = [a for a in self.announcements if a.kind == kind]
            of_kind.sort(key=lambda a: (a.country is None, a.country))
            if of_kind:
                by_country = groupby(of_kind, lambda a: a.country)
                alone = kind is None and len(of_kind) == len(self.announcements)
                yield (
                    ("Announcements" if alone else heading),
                    [(country or _NOWHERE, list(group)) for country, group in by_country],
                )


def markdown(digest: Digest) -> str:
    """Return the digest as CommonMark."""
    lines = [f"# {digest.heading}", ""]
    for kind, countries in digest.groups():
        lines += [f"## {kind}", ""]
        for country, announcements in countries:
            lines += [f"### {_md(country)}", "", *(f"- {_line(a, _md, _md_link)}" for a in announcements), ""]
    lines += [] if digest.announcements else ["Nothing new was announced.", ""]
    if digest.troubles:
        lines += ["## Sources with problems", ""]
        lines += [
            f"- {_md(source)}: {_md(state)}: {_md(message)}" for source, state, message in digest.troubles
        ]
    return "\n".join(lines).rstrip() + "\n"


def text(digest: Digest) -> str:
    """Return the announcements as plain text, for mail: each with its address on a line of its own."""
    lines: list[str] = []
    for kind, countries in digest.groups():
        for country, announcements in countries:
            lines += [kind if country == _NOWHERE else f"{kind}, {one_line(country)}", ""]
            for a in announcements:
                lines += [
                    f"- {_line(a, one_line, lambda a: one_line(a.title or a.url))}",
                    f"  {one_line(a.url)}",
                ]
            lines.append("")
    return "\n".join(lines)


def html(digest: Digest) -> str:
    """Return the digest as a self-contained HTML page without scripts."""
    lines: list[str] = []
    for kind, countries in digest.groups():
        lines.append(f"<h2>{escape(kind)}</h2>")
        for country, announcements in countries:
            items = (f"<li>{_line(a, _html, _html_link)}</li>" for a in announcements)
            lines += [f"<h3>{_html(country)}</h3>", "<ul>", *items, "</ul>"]
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


def _line(a: Announcement, text: Callable[[str], str], link: Callable[[Announcement], str]) -> str:
    first, *others = a.sources
    also = f", also {', '.join(map(text, others))}" if others else ""
    return f"{a.day if a.dated else f'seen {a.day}'} {link(a)}, {text(first)}{also}"


def one_line(text: str) -> str:
    """Return a text of a site on one line, without control characters and marks of text direction."""
    return " ".join(_HIDDEN.sub("", text).split())


def _md(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", one_line(text))


def _md_link(a: Announcement) -> str:
    title = _md(a.title or a.url)
    if not _is_web(a.url):
        return title
    url = _NOT_IN_LINK.sub(lambda m: f"%{ord(m[0]):02X}" if ord(m[0]) < 128 else "", _HIDDEN.sub("", a.url))
    return f"[{title}](<{url.replace('&', chr(92) + '&')}>)"


def _html(text: str) -> str:
    return escape(one_line(text))


def _html_link(a: Announcement) -> str:
    title = _html(a.title or a.url)
    if not _is_web(a.url):
        return title
    language = f' lang="{escape(a.language)}"' if a.language else ""
    return f'<a href="{_html(a.url)}" rel="noopener noreferrer" dir="auto"{language}>{title}</a>'


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))
