"""The event of a post, as data of its page declare it."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from urllib.parse import quote

from clusterwatch.config import Source
from clusterwatch.extraction import extract_post
from clusterwatch.extraction.page import PageView
from clusterwatch.models import StatedDay
from tests.tables import each

URL = "https://tide.example/news/fair"
TITLE = "Fair of the tidal cluster"
FAIR = {"@type": "BusinessEvent", "name": TITLE, "startDate": "2026-05-12"}


def page(head: str = "", body: str = "") -> str:
    text = "The members of the cluster show their turbines to guests from the whole coast." * 4
    return (
        f"<html><head>{head}</head><body><article><h1>{TITLE}</h1><p>{text}</p>{body}</article></body></html>"
    )


def days(html: str, timezone: str | None = None) -> list[StatedDay]:
    source = Source(id="tide", url="https://tide.example/news", timezone=timezone)
    return list(extract_post(html, URL, source).declared_days)


def shown(found: list[StatedDay]) -> list[str]:
    return [
        " ".join(
            filter(
                None, [d.start, d.end and f"to {d.end}", d.zone, d.place, "replaced" if d.superseded else ""]
            )
        )
        for d in found
    ]


def script(*items: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(items))}</script>'


@each(
    ("changes", "expected"),
    [
        ({}, ["2026-05-12"]),
        ({"endDate": "2026-05-14"}, ["2026-05-12 to 2026-05-14"]),
        ({"startDate": "2026-05-12T09:30:00+02:00"}, ["2026-05-12T09:30 +02:00"]),
        ({"startDate": "2026-05-12T00:00:00"}, ["2026-05-12"]),
        ({"startDate": "2026-05-12T09:30", "endDate": "2026-05-12T17:00"}, ["2026-05-12T09:30"]),
        # A time in UTC is one of the zone of the site; without a zone it says only the day, if that is sure.
        ({"startDate": "2026-05-11T22:00:00Z"}, ["2026-05-12"]),
        ({"startDate": "2026-05-12T07:00:00Z"}, ["2026-05-12T09:00 Europe/Paris"]),
        ({"startDate": "12.05.2026"}, []),
        ({"startDate": "2026-13-12"}, []),
        ({"startDate": None}, []),
        ({"location": {"@type": "Place", "name": "Halle 3", "address": {"addressLocality": "Brest"}}}, None),
        (
            {
                "location": {
                    "@type": "Place",
                    "name": "Halle de Brest",
                    "address": {"addressLocality": "Brest"},
                }
            },
            None,
        ),
        ({"location": "Brest"}, ["2026-05-12 Brest"]),
        ({"location": {"@type": "VirtualLocation", "url": "https://meet.example"}}, ["2026-05-12"]),
        (
            {"location": [{"@type": "VirtualLocation"}, {"@type": "Place", "address": "Brest"}]},
            ["2026-05-12 Brest"],
        ),
        ({"eventStatus": "https://schema.org/EventCancelled"}, []),
        ({"eventStatus": "EventPostponed"}, []),
        (
            {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": "2026-04-01"},
            ["2026-05-12", "2026-04-01 replaced"],
        ),
        # Other events: another name, or the address of another page.
        ({"name": "Another fair of the cluster"}, []),
        ({"name": "Another fair", "url": "/news/fair/"}, ["2026-05-12"]),
        ({"name": "The fair of the tidal cluster in Brest"}, ["2026-05-12"]),
        ({"name": "The fair of the tidal cluster in Brest", "url": "/news/other"}, []),
        ({"name": "the tidal clus"}, ["2026-05-12"]),
        ({"name": "the tidal clu"}, []),  # too short
        ({"url": "https://tickets.example/fair"}, ["2026-05-12"]),
        ({"@type": "Article"}, []),
    ],
)
def test_events_of_json_ld(changes: dict[str, Any], expected: list[str] | None) -> None:
    item = {name: value for name, value in {**FAIR, **changes}.items() if value is not None}
    found = shown(days(page(script({"@type": "WebPage", "about": item})), "Europe/Paris"))
    if expected is None:
        place = changes["location"]["name"]
        expected = [f"2026-05-12 {place}" + ("" if "Brest" in place else ", Brest")]
    assert found == expected


def test_a_time_in_utc_without_a_zone_says_no_day_that_is_not_sure() -> None:
    late = {**FAIR, "startDate": "2026-05-11T22:00:00Z"}
    assert days(page(script(late))) == []
    assert shown(days(page(script({**FAIR, "startDate": "2026-05-12T07:00:00Z"})))) == ["2026-05-12"]


MICRODATA = (
    '<div itemscope itemtype="https://schema.org/EducationEvent"><span itemprop="name">Fair of the tidal cluster</span>'
    '<meta itemprop="startDate" content="2026-05-12T09:30"><time itemprop="endDate" datetime="2026-05-13">13 May</time>'
    '<div itemprop="location" itemscope itemtype="https://schema.org/Place"><b itemprop="name">Halle 3</b>, '
    '<i itemprop="addressLocality">Brest</i></div>{}</div>'
)
H_EVENT = (
    '<div class="h-event"><a class="u-url p-name" href="/news/fair">The fair</a> <time class="dt-start" '
    'datetime="2026-05-12 09:30">12 May</time> <span class="p-location">Halle 3, Brest</span></div>'
)
H_CALENDAR = (
    '<div class="vevent"><span class="summary">Fair of the tidal cluster</span><abbr class="dtstart" '
    'title="20260512">12 May</abbr> <abbr class="dtend" title="2026-05-14">14</abbr></div>'
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260512\r\nDTEND;VALUE=DATE:20260514\r\n"
    "SUMMARY:Fair of the tidal\r\n  cluster\r\nLOCATION:Halle 3\\, Brest\r\nEND:VEVENT\r\nEND:VCALENDAR"
)
TIMED = CALENDAR.replace("DTSTART;VALUE=DATE:20260512", "DTSTART;TZID=Europe/Paris:20260512T093000").replace(
    "DTEND;VALUE=DATE:20260514\r\n", ""
)


def link(calendar: str, *, base64: bool = False) -> str:
    data = f";base64,{b64encode(calendar.encode()).decode()}" if base64 else f",{quote(calendar)}"
    return f'<a href="data:text/calendar;charset=utf-8{data}">Add to calendar</a>'


@each(
    ("html", "method", "expected"),
    [
        (MICRODATA.format(""), "microdata", ["2026-05-12T09:30 to 2026-05-13 Halle 3, Brest"]),
        (
            MICRODATA.format('<link itemprop="eventStatus" href="https://schema.org/EventCancelled">'),
            "microdata",
            [],
        ),
        (H_EVENT, "microformat", ["2026-05-12T09:30 Halle 3, Brest"]),
        (H_CALENDAR, "microformat", ["2026-05-12 to 2026-05-14"]),
        (link(CALENDAR), "icalendar", ["2026-05-12 to 2026-05-13 Halle 3, Brest"]),
        (link(CALENDAR, base64=True), "icalendar", ["2026-05-12 to 2026-05-13 Halle 3, Brest"]),
        (link(TIMED), "icalendar", ["2026-05-12T09:30 Europe/Paris Halle 3, Brest"]),
        (link(CALENDAR.replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nSTATUS:CANCELLED")), "icalendar", []),
        ('<a href="data:text/calendar;base64,abc">Add</a>', "icalendar", []),
    ],
)
def test_events_in_other_data_of_the_page(html: str, method: str, expected: list[str]) -> None:
    found = days(page(body=html))
    assert shown(found) == expected
    assert {day.method for day in found} <= {method}
    assert all((day.paragraph, day.span) == (None, None) and day.raw for day in found)


def test_an_event_that_is_declared_twice_is_one_day() -> None:
    timed = {**FAIR, "startDate": "2026-05-12T09:30"}
    assert shown(days(page(script(FAIR, timed), H_CALENDAR))) == ["2026-05-12T09:30"]


@each(
    ("changes", "zone", "expected"),
    [
        # A part of the title is the name of its event if it has twelve letters.
        ({"name": "Tidal cluster"}, None, ["2026-05-12"]),
        ({"name": "Tidal clust"}, None, []),
        ({"name": ""}, None, []),
        # Hours in UTC at which it is the same day in all of Europe.
        ({"startDate": "2026-05-12T03:59:00Z"}, None, []),
        ({"startDate": "2026-05-12T04:00:00Z"}, None, ["2026-05-12"]),
        ({"startDate": "2026-05-12T19:59:00Z"}, None, ["2026-05-12"]),
        ({"startDate": "2026-05-12T20:00:00Z"}, None, []),
        ({"startDate": "2026-05-12T00:00:00+00:00"}, None, []),
        ({"startDate": "2026-05-11T22:01:00Z"}, "Europe/Paris", ["2026-05-12T00:01 Europe/Paris"]),
        # Midnight is no time, but a minute later is one.
        ({"startDate": "2026-05-12T00:01"}, None, ["2026-05-12T00:01"]),
        ({"startDate": "2026-05-12T01:00"}, None, ["2026-05-12T01:00"]),
        # An end that is no day after the start is none.
        ({"endDate": "2026-05-12"}, None, ["2026-05-12"]),
        ({"endDate": "2026-05-11"}, None, ["2026-05-12"]),
        ({"endDate": "soon"}, None, ["2026-05-12"]),
        ({"startDate": "2026-05-12T09:00+02:00", "endDate": "2026-05-14T22:30:00Z"}, "Europe/Paris",
         ["2026-05-12T09:00 to 2026-05-15 +02:00"]),
        # The place.
        ({"location": "x" * 201}, None, [f"2026-05-12 {'x' * 200}"]),
        ({"location": {"name": "x" * 196, "address": "Brest"}}, None, [f"2026-05-12 {'x' * 196}, Br"]),
        ({"location": {"name": "Brest"}}, None, ["2026-05-12 Brest"]),
        ({"location": {"@type": "VirtualLocation", "name": "Our rooms on the net"}}, None, ["2026-05-12"]),
        ({"startDate": "2026-05-12T25:00"}, None, []),
        ({"location": {"address": {"addressLocality": "Brest"}}}, None, ["2026-05-12 Brest"]),
        ({"location": {"name": "Hall", "address": {"streetAddress": "Quay 3"}}}, None, ["2026-05-12 Hall"]),
        ({"location": [7, "Brest", "Nantes"]}, None, ["2026-05-12 Brest"]),
        ({"location": []}, None, ["2026-05-12"]),
        # The address.
        ({"name": "Spring", "mainEntityOfPage": {"@id": "/news/fair#event"}}, None, ["2026-05-12"]),
        ({"name": "Spring", "@id": URL}, None, ["2026-05-12"]),
        ({"name": "Spring", "@id": "_:fair"}, None, []),
        ({"name": "Spring", "url": 7, "@id": "#fair"}, None, []),
        # The day before an event was moved.
        ({"eventStatus": "EventRescheduled", "previousStartDate": "2026-04-01T23:00:00Z"}, None, ["2026-05-12"]),
        ({"eventStatus": "EventScheduled", "previousStartDate": "2026-04-01"}, None, ["2026-05-12"]),
    ],
)  # fmt: skip
def test_the_values_of_an_event(changes: dict[str, Any], zone: str | None, expected: list[str]) -> None:
    assert shown(days(page(script({**FAIR, **changes})), zone)) == expected


@each(
    ("start", "end", "zone", "expected"),
    [
        ("2026-05-12T09:30", "2026-05-12T17:00", None, "17:00"),
        ("2026-05-12T09:30", "2026-05-14T08:00", None, "08:00"),  # of the last day
        ("2026-05-12T07:30Z", "2026-05-12T15:00Z", "Europe/Paris", "17:00"),
        ("2026-05-12T07:30Z", "2026-05-12T15:00Z", None, None),
        ("2026-05-12", "2026-05-12T17:00", None, None),
        ("2026-05-12T09:30", "2026-05-12", None, None),
        ("2026-05-12T09:30", "2026-05-12T09:30", None, None),
        ("2026-05-12T09:30", "2026-05-11T17:00", None, None),
    ],
)
def test_the_hour_at_which_an_event_ends(
    start: str, end: str, zone: str | None, expected: str | None
) -> None:
    (day,) = days(page(script({**FAIR, "startDate": start, "endDate": end})), zone)
    assert day.end_time == expected


def test_at_most_fifty_events_of_a_page_are_read() -> None:
    assert len(PageView(page(script(*[FAIR] * 30) + script(*[FAIR] * 21)), URL).events()) == 50


def test_the_text_of_an_event_has_both_days() -> None:
    def raw(**changes: str) -> list[str]:
        return [day.raw for day in days(page(script({**FAIR, **changes})))]

    assert raw(endDate="2026-05-14") == ["2026-05-12 – 2026-05-14"]
    assert raw(endDate="2026-05-12") == raw(endDate="later") == raw() == ["2026-05-12"]


@each(
    ("html", "expected"),
    [
        (MICRODATA.format("").replace("EducationEvent", "EducationEvent/"),
         ["2026-05-12T09:30 to 2026-05-13 Halle 3, Brest"]),
        (MICRODATA.format("").replace("EducationEvent", "Place"), []),
        (MICRODATA.format("").replace("itemtype", "title"), []),
        ('<time itemprop="startDate">2026-05-12</time>', []),
        (MICRODATA.format("").replace('itemprop="name">Halle', 'class="name">Halle'),
         ["2026-05-12T09:30 to 2026-05-13 Brest"]),
        (MICRODATA.format("").replace('itemprop="name">Halle', '>Halle').replace('"addressLocality"', '"x"'),
         ["2026-05-12T09:30 to 2026-05-13 Halle 3, Brest"]),
        (MICRODATA.format("").replace('itemprop="location"', 'itemprop="x"'), ["2026-05-12T09:30 to 2026-05-13"]),
        (MICRODATA.format('<a itemprop="url" href="/news/other">more</a>').replace("Fair", "The fair"), []),
        (MICRODATA.format('<meta itemprop="url" content="/news/fair">').replace("Fair of", "Spring of"),
         ["2026-05-12T09:30 to 2026-05-13 Halle 3, Brest"]),
        (MICRODATA.format("").replace("Fair of", "<b>Fair</b> of").replace("<meta", "<p><meta"),
         ["2026-05-12T09:30 to 2026-05-13 Halle 3, Brest"]),
        (H_EVENT.replace("/news/fair", "/news/other"), []),
        (H_EVENT.replace("Halle 3,", "<b>Halle 3</b>,"), ["2026-05-12T09:30 Halle 3, Brest"]),
        (H_CALENDAR.replace("Fair of the tidal cluster", f"<b>{TITLE}</b>"), ["2026-05-12 to 2026-05-14"]),
        (H_EVENT.replace("p-location", "p-note"), ["2026-05-12T09:30"]),
        (H_CALENDAR.replace('class="summary"', ""), []),
        (H_CALENDAR.replace(' title="20260512"', "").replace("12 May", "2026-05-12"), ["2026-05-12 to 2026-05-14"]),
        # In a calendar the end of whole days is the day after the last one.
        (link(CALENDAR.replace("20260514", "20260513")), ["2026-05-12 Halle 3, Brest"]),
        (link(CALENDAR.replace("20260514", "20260512")), ["2026-05-12 Halle 3, Brest"]),
        (link(TIMED.replace("LOCATION", "DTEND:20260514T120000\r\nLOCATION")),
         ["2026-05-12T09:30 to 2026-05-14 Europe/Paris Halle 3, Brest"]),
        (link(TIMED.replace("LOCATION", "DTEND;VALUE=DATE:20260514\r\nLOCATION")),
         ["2026-05-12T09:30 to 2026-05-14 Europe/Paris Halle 3, Brest"]),
        (link(CALENDAR.replace("Halle 3\\,", "Halle\\n3\\;")), ["2026-05-12 to 2026-05-13 Halle 3; Brest"]),
        (link(CALENDAR.replace("LOCATION", "DTSTART:20260601\r\nLOCATION")),
         ["2026-05-12 to 2026-05-13 Halle 3, Brest"]),
        (link(CALENDAR.replace("DTSTART", "DTSTAMP")), []),
        (link(CALENDAR.replace("SUMMARY:", "SUMMARY:Other ").replace("LOCATION", "URL:/news/fair\r\nLOCATION")),
         ["2026-05-12 to 2026-05-13 Halle 3, Brest"]),
        (link(CALENDAR).replace("data:text", "DATA:text"), ["2026-05-12 to 2026-05-13 Halle 3, Brest"]),
    ],
)  # fmt: skip
def test_what_other_data_of_the_page_say_of_an_event(html: str, expected: list[str]) -> None:
    assert shown(days(page(body=html))) == expected


def test_an_element_of_an_event_may_have_its_start_alone() -> None:
    html = '<p itemscope itemtype="https://schema.org/Event"><b itemprop="startDate">2026-05-12</b></p>'
    assert [event.start.day for event in PageView(page(body=html), URL).events()] == ["2026-05-12"]


def test_the_text_of_an_event_of_a_calendar_is_its_start() -> None:
    assert [day.raw for day in days(page(body=link(CALENDAR)))] == ["20260512"]


@each(("wraps", "is_read"), [(5, True), (6, False)])
def test_how_deep_the_objects_of_events_stand(wraps: int, is_read: bool) -> None:
    item: Any = FAIR
    for _ in range(wraps):
        item = {"about": item}
    assert bool(PageView(page(script(item)), URL).events()) is is_read
    listed = json.dumps(FAIR)
    lists = f'<script type="application/ld+json">{"[" * (wraps + 1)}{listed}{"]" * (wraps + 1)}</script>'
    assert bool(PageView(page(lists), URL).events()) is is_read
