"""The event of a post, as data of its page declare it: JSON-LD and microdata of schema.org, microformats, iCalendar.

candidates (all events of the page) ─► those of the post: at its address, or with its title ─► days

https://schema.org/Event, https://microformats.org/wiki/h-event, https://microformats.org/wiki/hcalendar and RFC 5545.
Pages also declare the events of lists beside the post, which have other addresses and names.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import Any
from urllib.parse import unquote_to_bytes
from zoneinfo import ZoneInfo

from clusterwatch.extraction.compare import squeeze
from clusterwatch.extraction.declared.element_index import ElementIndex
from clusterwatch.extraction.declared.json_ld import events_in, types_of
from clusterwatch.html_tree import Node
from clusterwatch.models import DayKind, Method, StatedDay
from clusterwatch.text import one_line
from clusterwatch.urls import absolute, key

_MOST = 50  # events of a page
_LONGEST = 200  # characters of a place
_SHORTEST = 12  # letters of a name that is a part of a title, or contains it
_DATE = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d)(?::?\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$"
)
_EARLY, _LATE = 4, 19  # hours in UTC between which it is the same day in all of Europe
_OFF = ("Cancelled", "Postponed")
_MOVED = "Rescheduled"
_FOLDED = re.compile(r"\r?\n[ \t]")
_VEVENT = re.compile(r"BEGIN:VEVENT(.*?)END:VEVENT", re.DOTALL)
_ESCAPED = re.compile(r"\\([,;\\nN])")
# The classes of h-event and hCalendar.
_CLASSES = {
    "start": ".dt-start, .dtstart",
    "end": ".dt-end, .dtend",
    "place": ".p-location, .location",
    "name": ".p-name, .summary",
    "url": "a.u-url, a.url",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with a time and a zone, if they are written: an offset, UTC (`Z`) or an IANA name."""

    day: str
    time: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a page declares. `former` is its start before it was rescheduled."""

    method: Method
    raw: str
    start: Moment
    end: Moment | None
    place: str | None
    name: str | None
    url: str | None
    former: Moment | None = None


def declared_events(index: ElementIndex) -> tuple[Event, ...]:
    """Return all events that the data of a page declare, except those that are cancelled or postponed."""
    found = chain(_json_ld(index), _microdata(index), _microformats(index), _calendars(index))
    return tuple(islice(found, _MOST))


def days_of(events: Iterable[Event], url: str, title: str | None, zone: str | None) -> tuple[StatedDay, ...]:
    """Return the days of the events that are those of the post at `url`. `zone` is the time zone of the site."""
    days: dict[tuple[str, str | None], StatedDay] = {}
    for event in events:
        if not _is_of_post(event, url, title) or (start := _local(event.start, zone)) is None:
            continue
        days.setdefault((start.day, start.time), _day(event, start, zone))
        if event.former is not None and (former := _local(event.former, zone)) is not None:
            day = StatedDay(
                DayKind.EVENT, _text(former), event.raw, None, None, superseded=True, method=event.method
            )
            days.setdefault((former.day, former.time), day)
    # One event may be declared in several ways, with and without its time.
    timed = {day for day, time in days if time}
    return tuple(found for (day, time), found in days.items() if time or day not in timed)


def _is_of_post(event: Event, url: str, title: str | None) -> bool:
    """Return whether an event is that of a post: it has its address, or its name and no other address on the site."""
    name, heading = squeeze(event.name or ""), squeeze(title or "")
    same_name = bool(name) and name == heading
    alike = min(len(name), len(heading)) >= _SHORTEST and (name in heading or heading in name)
    address = absolute(url, event.url) if event.url else None
    if address is None:
        return same_name or alike
    return key(address) == key(url) or same_name


def _day(event: Event, start: Moment, zone: str | None) -> StatedDay:
    end = _local(event.end, zone) if event.end else None
    last = end.day if end is not None and end.day > start.day else None
    is_later = end is not None and start.time is not None and _text(end) > _text(start)
    return StatedDay(
        DayKind.EVENT,
        _text(start),
        event.raw,
        None,
        None,
        end=last,
        zone=start.zone if start.time else None,
        place=event.place,
        method=event.method,
        end_time=end.time if end is not None and is_later else None,
    )


def _text(moment: Moment) -> str:
    return f"{moment.day}T{moment.time}" if moment.time else moment.day


def _local(moment: Moment, zone: str | None) -> Moment | None:
    """Return a time in UTC as that of the site. Without a zone, only the day is kept, and none that is not sure."""
    if moment.time is None or moment.zone != "Z":
        return moment
    when = datetime.fromisoformat(f"{moment.day}T{moment.time}").replace(tzinfo=UTC)
    if zone is not None:
        there = when.astimezone(ZoneInfo(zone))
        time = there.strftime("%H:%M")
        return Moment(there.date().isoformat(), time if time != "00:00" else None, zone)
    return Moment(moment.day) if _EARLY <= when.hour <= _LATE else None


def _moment(written: object, zone: str | None = None) -> Moment | None:
    """Return the day and time of an ISO 8601 text; None for all else. Midnight is no time."""
    found = _DATE.match(written) if isinstance(written, str) else None
    if found is None:
        return None
    year, month, day, hour, minute, offset = found.groups()
    try:
        parsed = datetime.fromisoformat(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}")
    except ValueError:
        return None
    named = "Z" if offset in ("Z", "+00:00", "+0000") else offset or zone
    in_utc = named == "Z"
    time = parsed.strftime("%H:%M") if hour and (in_utc or (int(hour), int(minute)) != (0, 0)) else None
    return Moment(parsed.date().isoformat(), time, named if time else None)


def _event(method: Method, start: object, end: object, **values: Any) -> Iterator[Event]:
    """Yield the event with these dates, if it has a start."""
    if (first := _moment(start)) is None:
        return
    last = _moment(end)
    raw = f"{start} – {end}" if last is not None and end != start else str(start)
    yield Event(method, raw, first, last, **values)


def _json_ld(index: ElementIndex) -> Iterator[Event]:
    for item in events_in(node for node, _ in index.scripts):
        status = str(item.get("eventStatus") or "")
        if status.endswith(_OFF):
            continue
        former = item.get("previousStartDate") if status.endswith(_MOVED) else None
        yield from _event(
            Method.JSON_LD,
            item.get("startDate"),
            item.get("endDate"),
            place=_place(item.get("location")),
            name=_string(item.get("name")),
            url=_url(item),
            former=_moment(former),
        )


def _url(item: dict[str, Any]) -> str | None:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = item.get(name)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith(("http", "/")):
            return value.partition("#")[0]
    return None


def _place(value: object) -> str | None:
    """Return the name of a place and its town. A meeting on the net has no place."""
    if isinstance(value, list):
        return next(filter(None, map(_place, value)), None)
    if not isinstance(value, dict):
        return _string(value)
    if "VirtualLocation" in types_of(value):
        return None
    address = value.get("address")
    town = _string(address.get("addressLocality")) if isinstance(address, dict) else _string(address)
    name = _string(value.get("name"))
    if name and town and squeeze(town) not in squeeze(name):
        return f"{name}, {town}"[:_LONGEST]
    return name or town


def _string(value: object) -> str | None:
    text = one_line(value) if isinstance(value, str) else ""
    return text[:_LONGEST] or None


def _microdata(index: ElementIndex) -> Iterator[Event]:
    starts = (node for node, attributes in index.properties if attributes.get("itemprop") == "startDate")
    scopes = {scope.mem_id: scope for scope in map(_scope_of, starts) if scope is not None}
    for scope in scopes.values():
        if _value(_property(scope, "eventStatus")).endswith(_OFF):
            continue
        yield from _event(
            Method.MICRODATA,
            _value(_property(scope, "startDate")),
            _value(_property(scope, "endDate")),
            place=_marked_place(_property(scope, "location")),
            name=_string(_value(_property(scope, "name"))),
            url=_link(_property(scope, "url")),
        )


def _scope_of(node: Node) -> Node | None:
    """Return the element of the event that a property belongs to, or None."""
    around = node.parent
    while around is not None and "itemscope" not in around.attributes:
        around = around.parent
    kind = (around.attributes.get("itemtype") or "") if around is not None else ""
    return around if kind.rstrip("/").endswith("Event") else None


def _property(scope: Node, name: str) -> Node | None:
    return scope.css_first(f'[itemprop~="{name}"]')


def _marked_place(node: Node | None) -> str | None:
    """Return the place of an element with itemprop `location`, by its own properties or by its text."""
    if node is None:
        return None
    name, town = _property(node, "name"), _property(node, "addressLocality")
    if name is None and town is None:
        return _string(_value(node))
    return _place({"name": _value(name), "address": _value(town)})


def _microformats(index: ElementIndex) -> Iterator[Event]:
    for scope, _ in index.events:
        found = {name: scope.css_first(css) for name, css in _CLASSES.items()}
        yield from _event(
            Method.MICROFORMAT,
            _value(found["start"]),
            _value(found["end"]),
            place=found["place"] and _string(found["place"].text(deep=True)),
            name=found["name"] and _string(found["name"].text(deep=True)),
            url=_link(found["url"]),
        )


def _value(node: Node | None) -> str:
    """Return what an element states: its machine-readable value, or its text. Without an element it is empty."""
    if node is None:
        return ""
    attributes = node.attributes
    for name in ("datetime", "content", "href" if node.tag == "link" else "title"):
        if value := (attributes.get(name) or "").strip():
            return value
    return one_line(node.text(deep=True))


def _link(node: Node | None) -> str | None:
    return (node.attributes.get("href") or node.attributes.get("content")) if node is not None else None


def _calendars(index: ElementIndex) -> Iterator[Event]:
    """Yield the events of calendars that stand in the page as links with data, of buttons that add them."""
    for _, attributes in index.calendars:
        for block in _VEVENT.findall(_FOLDED.sub("", _data(attributes.get("href") or ""))):
            yield from _vevent(block)


def _data(url: str) -> str:
    head, _, data = url.partition(",")
    content = unquote_to_bytes(data)
    if head.lower().endswith(";base64"):
        try:
            content = b64decode(content)
        except binascii.Error:
            return ""
    return content.decode("utf-8", "replace")


def _vevent(block: str) -> Iterator[Event]:
    """Yield the event of a block of iCalendar. The end of whole days is the day after the last one."""
    values: dict[str, tuple[str, str]] = {}
    for line in block.splitlines():
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        values.setdefault(name.strip().upper(), (parameters, _ESCAPED.sub(_unescaped, value).strip()))
    if values.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        return
    start, end = (_stamp(*values.get(name, ("", ""))) for name in ("DTSTART", "DTEND"))
    if start is None:
        return
    if end is not None and end.time is None and start.time is None and end.day > start.day:
        end = Moment((date.fromisoformat(end.day) - timedelta(days=1)).isoformat())
    place, title, url = (_string(values.get(one, ("", ""))[1]) for one in ("LOCATION", "SUMMARY", "URL"))
    yield Event(Method.ICALENDAR, values["DTSTART"][1], start, end, place, title, url)


def _unescaped(found: re.Match[str]) -> str:
    return " " if found[1] in "nN" else found[1]


def _stamp(parameters: str, value: str) -> Moment | None:
    zone = re.search(r"TZID=\"?([^\";:]+)", parameters)
    return _moment(value, zone[1] if zone else None)
