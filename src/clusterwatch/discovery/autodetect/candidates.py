"""The pages fetched of a site → every strategy that would work there, each with a score. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clusterwatch import urls
from clusterwatch.config import StrategySettings
from clusterwatch.discovery.autodetect.survey import survey
from clusterwatch.discovery.site import share_among
from clusterwatch.discovery.strategies import BY_KIND, STRATEGIES, reader_of
from clusterwatch.errors import NothingFound
from clusterwatch.models import Entry, Page

_LEAST = 3  # posts that make a list
_COMPLETE, _AGREED, _CHEAP = 0.4, 0.4, 0.2  # what each counts in the score


@dataclass(frozen=True, slots=True)
class StrategyScore:
    """A strategy and its score.

    `complete` is the share of its posts with title and date, `agreement` the share of its newest posts that other
    strategies have too (None: there is no other), `full_text` that no page has to be fetched for a post.
    """

    strategy: StrategySettings
    posts: int
    complete: float
    agreement: float | None
    full_text: bool

    @property
    def score(self) -> float:
        """0 to 1. Where no other strategy can confirm this one, agreement counts half."""
        agreed = 0.5 if self.agreement is None else self.agreement
        return round(_COMPLETE * self.complete + _AGREED * agreed + _CHEAP * self.full_text, 2)


def score_strategies(
    pages: Mapping[str, Page], chosen: Sequence[StrategySettings], start: str
) -> list[StrategyScore]:
    """The strategies that `pages` (by the address asked for) allow, the best first; those `chosen` among them."""
    found: dict[StrategySettings, tuple[Entry, ...]] = {}
    first = pages.get(start)
    home = survey(first) if first is not None and reader_of(first) is None else None
    for strategy in STRATEGIES:
        named = (StrategySettings(kind=strategy.kind, url=url) for url in strategy.addresses(pages, home))
        for settings in (*(s for s in chosen if s.kind == strategy.kind), *named):
            entries = _entries(settings, pages)
            if entries is not None and (len(entries) >= _LEAST or settings in chosen):
                found.setdefault(settings, entries)
    scores = [_score(s, e, [o for other, o in found.items() if other != s]) for s, e in found.items()]
    return sorted(scores, key=lambda one: -one.score)


def entries_of(pages: Mapping[str, Page]) -> list[Entry]:
    """The items of all indexes among `pages` in which the site itself states titles and dates of its posts."""
    out: list[Entry] = []
    for url, page in pages.items():
        reader = reader_of(page) if page.status == 200 else None
        if reader is not None and reader.states_posts:
            try:
                out += reader.entries(page, StrategySettings(kind=reader.kind, url=url))
            except NothingFound:
                continue
    return out


def _entries(settings: StrategySettings, pages: Mapping[str, Page]) -> tuple[Entry, ...] | None:
    """The posts on the first page of an index; None where it was not fetched or is no such index."""
    strategy = BY_KIND[settings.kind]
    page = pages.get(strategy.first_page(settings))
    if page is None or page.status != 200 or reader_of(page) not in (None, strategy):
        return None
    try:
        return strategy.entries(page, settings)
    except NothingFound:
        return None


def _score(
    settings: StrategySettings, entries: Sequence[Entry], others: Sequence[Sequence[Entry]]
) -> StrategyScore:
    known = {urls.key(e.url) for other in others for e in other}
    newest = entries[: max(map(len, others), default=0)]
    agreement = round(share_among(newest, known), 2) if newest else None
    dated = sum(bool(e.title and e.published) for e in entries)
    complete = round(dated / len(entries), 2) if entries else 0.0
    full_text = bool(entries) and all(e.complete for e in entries)
    return StrategyScore(settings, len(entries), complete, agreement, full_text)
