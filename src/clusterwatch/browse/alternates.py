"""The feeds with the posts of a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from clusterwatch.export import atom, jsonfeed

FORMATS = {"atom": ("Atom", atom.TYPE), "json": ("JSON Feed", jsonfeed.TYPE), "csv": ("CSV", "text/csv")}
SUBJECTS = ("source", "body", "watch")  # pages at /source/NAME, and so on
PAGING = ("limit", "before", "_size", "_next")  # parameters of a page of a feed or table
_NO_FILTERS = (*PAGING, "best", "any_language")
_AGENDA = {"/calls": "open_calls", "/events": "upcoming_events"}  # pages, and the views with their posts
_AGENDA_FILTERS = ("country", "sector", "programme", "source")


@dataclass(frozen=True, slots=True)
class Alternate:
    """A link to the posts of a page in another format."""

    name: str
    type: str
    href: str


def alternates(path: str, query_string: str, columns: Collection[str] = ()) -> list[Alternate]:
    """Return the formats of the page with this path and query; none if it has no posts.

    `columns` are those of a table on the page. Datasette has other formats of tables than Atom itself.
    """
    parts = path.strip("/").split("/")
    # An empty field of a form narrows nothing, but the filter of a table can be an empty text.
    asked = parse_qsl(query_string, keep_blank_values=parts[0] == "archive")
    filters = [(k, v) for k, v in asked if k not in _NO_FILTERS]
    end = f"?{urlencode(filters)}" if filters else ""
    if path == "/":  # its parameters choose what is new and a chart, not posts
        return _named("/search", "")
    if path == "/search":
        return _named(path, end)
    if len(parts) == 2 and parts[0] in SUBJECTS:
        return _named(path, "")
    if path in _AGENDA:
        return list(_of_agenda(path, {key: value for key, value in filters if key in _AGENDA_FILTERS}))
    if len(parts) == 2 and "post" in columns:
        return _named(path, end)[:1]
    return []


def _of_agenda(path: str, filters: Mapping[str, str]) -> Iterator[Alternate]:
    """Yield the calendar, and the feed if its table has the filters."""
    end = f"?{urlencode(filters)}" if filters else ""
    yield Alternate("Calendar", "text/calendar", f"/calls.ics{end}")
    if filters.keys() <= {"country", "source"}:
        yield from _named(f"/archive/{_AGENDA[path]}", end)[:1]


def _named(base: str, end: str) -> list[Alternate]:
    return [Alternate(name, of_type, f"{base}.{form}{end}") for form, (name, of_type) in FORMATS.items()]
