"""Write deadlines and events as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from clusterwatch import __version__
from clusterwatch.archive import CalendarDay
from clusterwatch.dates import usual_zone
from clusterwatch.facts.days.cues import CueKind, kinds_in
from clusterwatch.models import DayKind
from clusterwatch.text import without_controls

# Abbreviations as announcements use them: for the time that clocks show there, in summer, too.
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z"), "UTC"),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Brussels"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Athens"),
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
}
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?")
_CATEGORIES = {DayKind.DEADLINE: "Deadline", DayKind.EVENT: "Event"}


def write(days: Iterable[CalendarDay], out: BinaryIO, *, title: str) -> int:
    """Write days as a calendar with the name `title`. Return their number.

    An entry keeps its UID when its day moves. SEQUENCE is the number of edits, and DTSTAMP the time of the last one, so
    that the same archive gives the same bytes. A time is in the zone that is written, or else in that of the source;
    without both, or in a zone that several countries call so, it is floating, and the description has the zone as
    written. A day without a time, and each day of a range, is a whole day.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//clusterwatch//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)  # RFC 7986
    calendar.add("x-wr-calname", title)  # what most programs read
    count = 0
    for day in days:
        calendar.add_component(_entry(day))
        count += 1
    calendar.add_missing_timezones()
    out.write(calendar.to_ical())
    return count


def _entry(day: CalendarDay) -> Event:
    entry, told = Event(), day.told
    entry.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{told.url}#{day.kind}-{day.number}")))
    entry.add("dtstamp", datetime.fromisoformat(day.changed).astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", day.revision - 1)
    entry.add("summary", _summary(day))
    _add_times(entry, day)
    if place := day.place_name or day.place:
        entry.add("location", without_controls(place))
    notes = [
        ", ".join(told.sources),
        told.url,
        "The year is not written." if day.assumed else "",
        f"{'–'.join(filter(None, (day.time, day.end_time)))} {day.zone}" if day.time and day.zone else "",
    ]
    entry.add("description", "\n".join(filter(None, map(without_controls, notes))))
    if urlsplit(told.url).scheme in ("http", "https"):
        entry.add("url", told.url)
    entry.add("categories", [_CATEGORIES[day.kind]])
    entry.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return entry


def _summary(day: CalendarDay) -> str:
    """Return the title of the post, behind what the day is if the title does not say it in its own language."""
    title = without_controls(day.told.title or day.told.url)
    if day.kind is DayKind.EVENT:
        says = not day.is_of_call
    else:
        # Words of closing do not say it: a conference closes a project, and is no deadline.
        says = CueKind.DEADLINE in kinds_in(title, day.told.language)
    return title if says else f"{_CATEGORIES[day.kind]}: {title}"


def _add_times(entry: Event, day: CalendarDay) -> None:
    start, until = date.fromisoformat(day.start), date.fromisoformat(day.until)
    if day.time and start == until:
        # Without an end, it ends when it starts (section 3.6.1).
        entry.add("dtstart", _moment(datetime.combine(start, time.fromisoformat(day.time)), day))
        if day.end_time and day.end_time > day.time:
            entry.add("dtend", _moment(datetime.combine(start, time.fromisoformat(day.end_time)), day))
        return
    entry.add("dtstart", start)
    entry.add("dtend", max(start, until) + timedelta(days=1))  # the first day after it


def _moment(local: datetime, day: CalendarDay) -> datetime:
    """Return a time with its zone, or without one if it is not known. An offset is applied: it names no place."""
    written = (day.zone or "").upper().replace(" ", "")
    if offset := _OFFSET.fullmatch(written):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        ahead = timedelta(hours=hours, minutes=minutes) * (-1 if offset[1] == "-" else 1)
        return (local - ahead).replace(tzinfo=UTC)
    if place := _place(day.zone or ""):
        return local.replace(tzinfo=place)
    if written and written not in _ZONES:
        return local
    usual = day.timezone or usual_zone(day.told.country, (), urlsplit(day.home).netloc)
    name = _ZONES[written] if written else usual
    return local.replace(tzinfo=ZoneInfo(name)) if name else local


def _place(zone: str) -> ZoneInfo | None:
    """Return a zone that is written as a place (`Europe/Brussels`)."""
    try:
        return ZoneInfo(zone) if "/" in zone else None
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None
