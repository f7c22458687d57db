"""The page of the terms that rise: which words announcements use more than in the year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from clusterwatch import sentences
from clusterwatch.archive import browsing
from clusterwatch.archive.term_counts import RisingTerm, TermGroup
from clusterwatch.archive.terms import DAYS, RisingTerms, TermFilter
from clusterwatch.browse import names, parameters, respond

_PERIODS = (30, DAYS, 365)
_WIDTH = 100  # of the longest bar


@dataclass(frozen=True, slots=True)
class Row:
    """A term with its shares in percent, the lengths of their bars, and a search for its posts."""

    term: RisingTerm
    now: float
    before: float
    bars: tuple[float, float]
    search: dict[str, str]


async def terms(datasette: Any, request: Any) -> Any:
    """Show the terms of a language with their shares and newest posts."""
    params, languages, found = await _asked(datasette, request)
    group = found.groups[0] if found.groups else None
    choices = await datasette.ask(browsing.agenda_choices)
    context = {
        "params": params,
        "errors": parameters.wrong_value(
            "days", parameters.read(request, "days")["days"], map(str, _PERIODS)
        ),
        "periods": _PERIODS,
        "languages": [(code, names.language(code), posts) for code, posts in languages],
        "language": names.language(params["lang"]),
        "choices": choices,
        "country_name": names.country,
        "found": found,
        "group": group,
        "rows": _rows(group, found, params["lang"]) if group else [],
        "told": sentences.of_terms(asdict(group), asdict(found)) if group else None,
        "empty": sentences.of_no_terms([names.language(group.language)] if group else []),
        "left_out": sentences.of_left_out(found.left_out),
    }
    return await respond.page(datasette, request, "terms.html", context)


async def terms_csv(datasette: Any, request: Any) -> Any:
    """Return the terms as a CSV file."""
    params, _, found = await _asked(datasette, request)
    columns = (
        "language",
        "term",
        "now",
        "of_now",
        "before",
        "of_before",
        "sources",
        "log_odds",
        "z",
        "first",
        "last",
    )
    rows = (
        (
            group.language,
            one.term,
            one.recent,
            group.recent,
            one.past,
            group.past,
            one.sources,
            one.log_odds,
            one.z,
        )
        for group in found.groups
        for one in group.terms
    )
    return respond.csv_file(
        columns, ((*row, found.first, found.last) for row in rows), f"terms-{params['lang']}.csv"
    )


ROUTES: tuple[tuple[str, Callable[..., Any]], ...] = ((r"^/terms$", terms), (r"^/terms\.csv$", terms_csv))


async def _asked(datasette: Any, request: Any) -> tuple[dict[str, str], list[tuple[str, int]], RisingTerms]:
    """Return the parameters of the address, the languages of the period, and the terms of one of them."""
    params = parameters.read(request, "days", "lang", "sector", "country")
    days = int(params["days"]) if params["days"] in map(str, _PERIODS) else DAYS
    wanted = TermFilter(*(params[name] or None for name in ("lang", "sector", "country")))
    languages, found = await datasette.ask(browsing.terms, datasette.clock().date(), days, wanted)
    chosen = params["lang"] or (languages[0][0] if languages else "")
    return {**params, "days": str(days), "lang": chosen}, languages, found


def _rows(group: TermGroup, found: RisingTerms, language: str) -> list[Row]:
    shares = [(one.recent / group.recent, one.past / group.past) for one in group.terms]
    most = max((max(pair) for pair in shares), default=1.0)
    return [
        Row(
            one,
            100 * now,
            100 * before,
            (_WIDTH * now / most, _WIDTH * before / most),
            {"q": one.term, "language": language, "since": found.first.isoformat()},
        )
        for one, (now, before) in zip(group.terms, shares, strict=True)
    ]
