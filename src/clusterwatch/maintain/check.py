"""A source checked: whether its site answers, its posts are found, and each field and selector finds its value.

definition ─► trial (a few of the newest posts) ─► fields, selectors, dates ─► what is wrong
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clusterwatch import charset, dates, extraction, html_tree, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Pick, Source, Sources
from clusterwatch.errors import FetchError, Forbidden
from clusterwatch.maintain.dry_run import Trial, trial
from clusterwatch.models import Draft, Page, Request, State
from clusterwatch.pipeline import health
from clusterwatch.pipeline.post_fetcher import Clock, Web, sentence
from clusterwatch.reasons import reason_sentence

FIELDS = ("title", "published", "language", "body")
OLDEST = 1990  # nothing was announced on the web before
BROKEN: frozenset[State] = health.FAILING | {"degraded"}
_SAMPLE = 60  # characters of what a selector found


@dataclass(frozen=True, slots=True)
class Filled:
    """How often a field was read, `methods` by what."""

    field: str
    filled: int
    of: int
    methods: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What one selector found: on `pages` of `of` pages something, `sample` being the first of it."""

    field: str
    css: str
    pages: int
    of: int
    sample: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check says of a source. `days` are those since its newest post, `moved` is the new address to take.

    `robots` is allowed, forbidden or unknown; `faults` are what makes it broken, `doubts` what a person should see.
    """

    source: str
    state: State
    reachable: bool
    robots: str
    moved: str | None = None
    discovery: str | None = None
    found: int = 0
    read: int = 0
    fields: tuple[Filled, ...] = ()
    selectors: tuple[Found, ...] = ()
    newest: str | None = None
    days: int | None = None
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    requests: int = 0

    @property
    def broken(self) -> bool:
        return self.state in BROKEN


async def check(
    source: Source, sources: Sources, web: Web, clock: Clock, posts: int, kept: Archive | None = None
) -> Checked:
    """Check one source over its newest `posts`; `kept` is the archive that knows what is usual, if there is one."""
    tried = await trial(source, sources, web, clock, posts, kept)
    moved, lost, spent = await _address(source, sources, web, tried)
    faults = [*_faults(tried, source, kept, clock().date())]
    if lost:
        faults.append(lost)
    for other in source.discovery[1:]:
        alone = source.model_copy(update={"discovery": (other,)})
        again = await trial(alone, sources, web, clock, 1, kept)
        spent += again.outcome.requests
        if not again.outcome.found:
            faults += [f"discover {other.kind}: {m}" for m in again.outcome.messages]
    read = [page for url, page in tried.pages.items() if url in {d.url for d in tried.drafts}]
    newest = _newest(tried.drafts, clock().date())
    days = (clock().date() - date.fromisoformat(newest)).days if newest else None
    return Checked(
        source.id,
        _state(tried, faults, moved, days),
        reachable=bool(tried.pages),
        robots=_robots(tried),
        moved=moved,
        discovery=_discovery(source, tried, kept),
        found=tried.outcome.found,
        read=len(tried.drafts),
        fields=filled(tried.drafts),
        selectors=selectors(source, read),
        newest=newest,
        days=days,
        faults=tuple(dict.fromkeys(faults)),
        doubts=odd_dates(tried.drafts, clock().date()),
        requests=tried.outcome.requests + spent,
    )


def check_page(source: Source, html: bytes, url: str, now: datetime) -> Checked:
    """Check the post on a saved page against the definition, without a request."""
    page = Page(url, url, 200, {}, html, now)
    draft = extraction.extract_post(html, url, source, now)
    faults = [
        f"no {field}: {reason_sentence(evidence.reason)}"
        for field in ("title", "body")
        if (evidence := draft.evidence[field]).value is None
    ] + [w for w in draft.warnings if ": selector " in w]
    newest = _newest([draft], now.date())
    return Checked(
        source.id,
        "degraded" if faults else "ok",
        reachable=True,
        robots="unknown",
        found=1,
        read=1,
        fields=filled([draft]),
        selectors=selectors(source, [page]),
        newest=newest,
        days=(now.date() - date.fromisoformat(newest)).days if newest else None,
        faults=tuple(faults),
        doubts=odd_dates([draft], now.date()),
    )


def filled(drafts: Sequence[Draft]) -> tuple[Filled, ...]:
    """The fill rate of each field, by the method that gave the value."""
    out = []
    for field in FIELDS:
        have = [d for d in drafts if getattr(d, field) is not None]
        methods = Counter(d.evidence[field].method for d in have if field in d.evidence)
        out.append(Filled(field, len(have), len(drafts), dict(methods.most_common())))
    return tuple(out)


def selectors(source: Source, pages: Sequence[Page]) -> tuple[Found, ...]:
    """What each selector for posts finds by itself, alternatives too."""
    select = source.select
    if select is None or not pages:
        return ()
    trees = [html_tree.parse(charset.decode(p.body, p.headers.get("content-type"))) for p in pages]
    out = [
        _found("remove", css, [" ".join(n.text().split()) for t in trees if (n := t.css_first(css))], trees)
        for css in select.remove
    ]
    for tree in trees:
        for css in select.remove:
            extraction.cut(tree, css)
    for name in ("title", "date", "body"):
        choice: Pick | None = getattr(select, name)
        for css in choice.css if choice else ():
            alone = choice.model_copy(update={"css": (css,)}) if choice else None
            out.append(
                _found(
                    name,
                    css,
                    [t for tree in trees if alone and (t := extraction.pick(tree, alone).text)],
                    trees,
                )
            )
    return tuple(out)


def _found(field: str, css: str, texts: Sequence[str], trees: Sequence[html_tree.Document]) -> Found:
    return Found(field, css, len(texts), len(trees), texts[0][:_SAMPLE] if texts else None)


def odd_dates(drafts: Sequence[Draft], today: date) -> tuple[str, ...]:
    """The dates that look wrong, a sentence each."""
    out = [w for d in drafts for w in d.warnings if w.startswith("published ")]
    days = [(d.published or "")[:10] or None for d in drafts]
    for draft, day in zip(drafts, days, strict=True):
        if day and day > today.isoformat():
            out.append(f"{draft.url}: {draft.published} is ahead of today")
        elif day and int(day[:4]) < OLDEST:
            out.append(f"{draft.url}: {draft.published} is before there were web sites")
    out += [f"{drafts[i].url}: {days[i]} is far from its neighbours" for i in dates.far_from_neighbours(days)]
    told = [day for day in days if day]
    if len(told) >= health.MANY and len(set(told)) == 1:
        out.append(f"all {len(told)} posts are of {told[0]}: is it the day of an import?")
    return tuple(out)


async def _address(
    source: Source, sources: Sources, web: Web, tried: Trial
) -> tuple[str | None, str | None, int]:
    """Where the source's own address leads for good, why it cannot be had, and what it cost to learn that.

    The walk asks for it only where no strategy names another.
    """
    if source.url in tried.pages or source.url in tried.errors or not tried.pages:
        page = tried.pages.get(source.url)
        return _moved(page), None, 0
    spent: Counter[str] = Counter()
    delay = source.delay if source.delay is not None else sources.defaults.delay
    try:
        page = await web.get(Request(source.url), delay=delay, spent=lambda: spent.update(requests=1))
    except FetchError as error:
        return None, sentence(error), spent["requests"]
    return _moved(page), None, spent["requests"]


def _moved(page: Page | None) -> str | None:
    far = page is not None and page.moved and not urls.same_site(page.moved, page.requested)
    return page.moved if page is not None and far else None


def _faults(tried: Trial, source: Source, kept: Archive | None, today: date) -> list[str]:
    """What the trial complains of, and what the archive knows to be unusual."""
    usual, length = kept.sources.usual(source.id) if kept else ({}, None)
    faults = health.of_drafts(tried.drafts, usual, length, lambda _: today.isoformat())
    told = [
        m for m in tried.outcome.messages if not m.startswith(("chose ", "learnt from", "moved for good"))
    ]
    if tried.outcome.state in BROKEN:
        faults = [*told, *faults]
    return faults


def _state(tried: Trial, faults: Sequence[str], moved: str | None, days: int | None) -> State:
    if tried.outcome.state in health.FAILING:
        return tried.outcome.state
    if faults:
        return "degraded"
    if moved:
        return "moved"
    return "quiet" if days is not None and days > health.QUIET_AFTER else "ok"


def _robots(tried: Trial) -> str:
    if any(isinstance(error, Forbidden) for error in tried.errors.values()):
        return "forbidden"
    return "allowed" if tried.pages else "unknown"


def _discovery(source: Source, tried: Trial, kept: Archive | None) -> str | None:
    """How the posts were found."""
    chosen = [m for m in tried.outcome.messages if m.startswith("chose ")]
    if chosen:
        return chosen[-1].removeprefix("chose ")
    ways = source.discover or (kept.sources.strategies(source.id) if kept else ())
    return ", then ".join(f"{way.kind} {way.url}" for way in ways) or None


def _newest(drafts: Sequence[Draft], today: date) -> str | None:
    days = [d.published[:10] for d in drafts if d.published and len(d.published) >= len("2019-09-10")]
    return max((day for day in days if day <= today.isoformat()), default=None)
