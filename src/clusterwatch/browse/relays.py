"""The page about how news travels: how fast announcements are relayed, and how many never are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from clusterwatch import sentences
from clusterwatch.archive import RELAY_LIMIT, By, RelayFilter, RelayGroup, Relays, browsing
from clusterwatch.browse import names, parameters, ranges, respond
from clusterwatch.models import AnnouncementKind

_KINDS = tuple(kind.value for kind in AnnouncementKind)


async def relays(datasette: Any, request: Any) -> Any:
    """Show a chart and a table of the groups, and what they leave out."""
    params, by, found = await _asked(datasette, request)
    groups = found.groups[by]
    lines = [_line(group, by) for group in groups]
    title = f"{sentences.RELAYS_BY[by]}: days until announcements are relayed, and the share that never is"
    context = {
        "params": params,
        "errors": _wrong(params),
        "by": by.value,
        "heading": sentences.RELAYS_BY[by],
        "headings": sentences.RELAYS_BY,
        "kinds": _KINDS,
        "programmes": (await datasette.ask(browsing.agenda_choices))["programme"],
        "whole": _row(found.whole, by) if found.whole else None,
        "found": found,
        "rows": [_row(group, by) for group in groups],
        "wide": ranges.chart(lines, title),
        "narrow": ranges.chart(lines, title, narrow=True),
        "most": ranges.MOST,
        "within": RELAY_LIMIT,
        "told": sentences.of_relays(asdict(found), RELAY_LIMIT),
    }
    return await respond.page(datasette, request, "relays.html", context)


async def relays_csv(datasette: Any, request: Any) -> Any:
    """Return the groups as a CSV file, with one column for each number."""
    params, by, found = await _asked(datasette, request)
    if errors := _wrong(params):
        return respond.text(errors[0], HTTPStatus.BAD_REQUEST)
    columns = (
        "announcements",
        "relayed",
        "never",
        "never_low",
        "never_high",
        "days",
        "days_low",
        "days_high",
    )
    rows = (
        (group.key, _name(group, by), *_numbers(group), found.first, found.last) for group in found.groups[by]
    )
    return respond.csv_file((by.value, "name", *columns, "first", "last"), rows, f"relays-by-{by.value}.csv")


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = ((r"^/relays$", relays), (r"^/relays\.csv$", relays_csv))


async def _asked(datasette: Any, request: Any) -> tuple[dict[str, str], By, Relays]:
    """Return the parameters of the address, what to group by, and what was counted."""
    params = parameters.read(request, "by", "kind", "programme", "across")
    by = By(params["by"]) if params["by"] in tuple(By) else By.COUNTRY
    wanted = RelayFilter(
        kind=params["kind"] if params["kind"] in _KINDS else None,
        programme=params["programme"] or None,
        across_languages=bool(params["across"]),
    )
    return params, by, await datasette.ask(browsing.relays, datasette.clock().date(), wanted)


def _wrong(params: Mapping[str, str]) -> list[str]:
    """Return a sentence for each parameter whose value is none of its choices."""
    return [
        *parameters.wrong_value("by", params["by"], By),
        *parameters.wrong_value("kind", params["kind"], _KINDS),
    ]


def _line(group: RelayGroup, by: By) -> ranges.Line:
    row = _row(group, by)
    told = f"{row['name']}: {row['relayed']} of {row['announcements']} relayed, never relayed {row['never']}"
    if group.days:
        told = f"{told}, median days {row['days']}"
    return ranges.Line(row["name"], group.days, group.never, f"{row['relayed']}/{row['announcements']}", told)


def _row(group: RelayGroup, by: By) -> dict[str, str]:
    return {
        "name": _name(group, by),
        "announcements": f"{group.announcements:,}",
        "relayed": f"{group.relayed:,}",
        "never": sentences.of_share(asdict(group.never)),
        "days": sentences.of_median(asdict(group.days) if group.days else None),
    }


def _numbers(group: RelayGroup) -> tuple[float | None, ...]:
    """Return what was counted and estimated, in the order of the columns of the CSV file."""
    days = (group.days.value, group.days.low, group.days.high) if group.days else (None, None, None)
    never = (group.never.value, group.never.low, group.never.high)
    return (group.announcements, group.relayed, *never, *days)


def _name(group: RelayGroup, by: By) -> str:
    if by in (By.COUNTRY, By.ORIGIN):
        return names.country(group.key)
    return group.name or group.key or "not known"
