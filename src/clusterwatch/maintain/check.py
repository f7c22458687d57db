"""Check a source: whether its site answers, its posts are found, and each field and selector finds its value.

definition ─► dry run (a few of the newest posts) ─► fields, selectors, dates ─► problems
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from clusterwatch import charset, dates, extraction, html_tree, text, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Pick, Source, Sources, StrategySettings
from clusterwatch.errors import FetchError, Forbidden
from clusterwatch.maintain.dry_run import Trial, trial, unread_files
from clusterwatch.models import (
    FIELDS,
    Decision,
    DecisionCode,
    Draft,
    Note,
    Page,
    Problem,
    ProblemCode,
    Request,
    State,
)
from clusterwatch.pipeline import health, settings
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.pipeline.workers import Workers

BROKEN: frozenset[State] = health.FAILING | {"degraded"}
_OF_PAGE = (ProblemCode.FIELD_MISSING, ProblemCode.SELECTOR_LOST, ProblemCode.SELECTOR_DOUBTFUL)
_SAMPLE = 60  # characters of what a selector found


@dataclass(frozen=True, slots=True)
class Filled:
    """How often a field was found, and how often by each method."""

    field: str
    filled: int
    of: int
    methods: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one selector: it found something on `pages` of `of` pages. `sample` is the first text."""

    field: str
    css: str
    pages: int
    of: int
    sample: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check.

    `robots` is allowed, forbidden or unknown. `moved` is the address to which the site has moved. `strategies` are the
    strategies that found the posts. `days` is the age of the newest post, and `newest_title` its title. `site_title` is
    the title of the page at the address of the source, and `named` says whether that page has the name of the source or
    one of its aliases (None if this is not known). `problems` make the source broken, `doubts` are problems that a
    user should check, and `notes` say what is not installed.
    """

    source: str
    state: State
    reachable: bool
    robots: str
    moved: str | None = None
    strategies: tuple[StrategySettings, ...] = ()
    found: int = 0
    read: int = 0
    fields: tuple[Filled, ...] = ()
    selectors: tuple[Found, ...] = ()
    newest: str | None = None
    days: int | None = None
    newest_title: str | None = None
    site_title: str | None = None
    named: bool | None = None
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    requests: int = 0
    notes: tuple[Note, ...] = ()

    @property
    def broken(self) -> bool:
        return self.state in BROKEN


async def check(
    source: Source,
    sources: Sources,
    web: Web,
    clock: Clock,
    posts: int,
    archive: Archive | None = None,
    workers: Workers | None = None,
) -> Checked:
    """Check one source with its newest `posts`. If there is an `archive`, they are compared with earlier posts."""
    tried = await trial(source, sources, web, clock, posts, archive, workers)
    page, lost, spent = await _address(source, sources, web, tried)
    moved = _moved(page)
    site_title, named = _names(source, page)
    found = _problems(tried, source, archive, clock().date())
    problems = [settings.with_line(one, sources, source) for one in found]
    if lost:
        problems.append(lost)
    for other in source.discovery[1:]:
        alone = source.model_copy(update={"discovery": (other,)})
        again = await trial(alone, sources, web, clock, 1, archive, workers)
        spent += again.outcome.requests
        if not again.outcome.found:
            problems += again.outcome.problems
    posts_read = {draft.url for draft in tried.drafts}
    read = [p for url, p in tried.pages.items() if url in posts_read and not extraction.is_document(p)]
    newest = _newest(tried.drafts, clock().date())
    days = (clock().date() - date.fromisoformat(newest)).days if newest else None
    return Checked(
        source.id,
        _state(tried, problems, moved, newest, clock().date()),
        reachable=bool(tried.pages),
        robots=_robots(tried),
        moved=moved,
        strategies=_strategies(source, tried, archive),
        found=tried.outcome.found,
        read=len(tried.drafts),
        fields=filled(tried.drafts),
        selectors=selectors(source, read),
        newest=newest,
        days=days,
        newest_title=next(
            (d.title for d in tried.drafts if newest and (d.published or "").startswith(newest)), None
        ),
        site_title=site_title,
        named=named,
        problems=_dated(problems, source, archive, clock().date()),
        doubts=odd_dates(tried.drafts),
        requests=tried.outcome.requests + spent,
        notes=unread_files(tried),
    )


def check_page(source: Source, html: bytes, url: str, now: datetime) -> Checked:
    """Check the post on a saved page against the definition, without a request."""
    page = Page(url, url, 200, {}, html, now)
    draft = extraction.extract_post(html, url, source, now)
    problems = [p for p in draft.problems if p.code in _OF_PAGE]
    newest = _newest([draft], now.date())
    return Checked(
        source.id,
        "degraded" if problems else "ok",
        reachable=True,
        robots="unknown",
        found=1,
        read=1,
        fields=filled([draft]),
        selectors=selectors(source, [page]),
        newest=newest,
        days=(now.date() - date.fromisoformat(newest)).days if newest else None,
        problems=tuple(problems),
        doubts=odd_dates([draft]),
    )


def filled(drafts: Sequence[Draft]) -> tuple[Filled, ...]:
    """Return how often each field was found, and by which methods."""
    out = []
    for field in FIELDS:
        have = [d for d in drafts if getattr(d, field.name) is not None]
        methods = Counter(str(d.evidence[field.name].method) for d in have if field.name in d.evidence)
        out.append(Filled(field.name, len(have), len(drafts), dict(methods.most_common())))
    return tuple(out)


def selectors(source: Source, pages: Sequence[Page]) -> tuple[Found, ...]:
    """Return what each selector for posts finds. Alternatives are tried separately."""
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
    for name in (field.select for field in FIELDS if field.select):
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


def odd_dates(drafts: Sequence[Draft]) -> tuple[Problem, ...]:
    """Return a problem for each date that is probably wrong."""
    out = [replace(p, url=d.url) for d in drafts for p in d.problems if p.code is ProblemCode.DATE_DOUBTFUL]
    days = [(d.published or "")[:10] or None for d in drafts]
    for number in dates.far_from_neighbours(days):
        detail = {"value": days[number]}
        url = drafts[number].url
        out.append(Problem(ProblemCode.DATE_FAR_FROM_NEIGHBOURS, "published", url=url, detail=detail))
    known = [day for day in days if day]
    if len(known) >= health.MANY and len(set(known)) == 1:
        out.append(
            Problem(ProblemCode.SAME_DAY_ON_ALL, "published", count=len(known), detail={"day": known[0]})
        )
    return tuple(out)


async def _address(
    source: Source, sources: Sources, web: Web, tried: Trial
) -> tuple[Page | None, Problem | None, int]:
    """Return the page at the address of the source, the problem if it cannot be fetched, and the request count.

    Discovery does not fetch this address if all strategies have other addresses.
    """
    if source.url in tried.pages or source.url in tried.errors or not tried.pages:
        return tried.pages.get(source.url), None, 0
    spent: Counter[str] = Counter()
    delay = sources.delay_of(source)
    try:
        request = Request(source.url, verify=source.tls.verify)
        page = await web.get(request, delay=delay, spent=lambda: spent.update(requests=1))
    except FetchError as error:
        return None, error.problem, spent["requests"]
    return page, None, spent["requests"]


def _moved(page: Page | None) -> str | None:
    elsewhere = page is not None and page.moved and not urls.same_site(page.moved, page.requested)
    return page.moved if page is not None and elsewhere else None


def _names(source: Source, page: Page | None) -> tuple[str | None, bool | None]:
    """Return the title of a page, and whether the name of the source or one of its aliases is in its text."""
    if page is None:
        return None, None
    tree = html_tree.parse(charset.decode(page.body, page.headers.get("content-type")))
    head = tree.css_first("title")
    title = " ".join(head.text().split())[:_SAMPLE] if head else ""
    words = f" {' '.join(text.words(tree.root.text(separator=' ') if tree.root else ''))} "
    names = [name for name in (source.name, *source.aliases) if name]
    named = any(f" {' '.join(text.words(name))} " in words for name in names) if names else None
    return title or None, named


def decision(source: Source, result: Checked | None) -> Decision | None:
    """Return what a person must decide about a source, by the result of its check. None if there is nothing.

    There is no `result` for a source without an address.
    """
    if result is None:
        return Decision(source.id, DecisionCode.FIND_ADDRESS, {"reason": source.reason or ""})
    detail = {
        "url": source.url,
        "name": source.label,
        "reason": source.reason or "",
        "called": result.site_title or "",
        "newest": result.newest or "of an unknown day",
        "days": str(result.days),
        "title": result.newest_title or "",
    }
    code = _decision_code(source, result)
    if code is None:
        return None
    if code is DecisionCode.FOLLOW_MOVE:
        detail["target"] = result.moved or ""
    return Decision(source.id, code, detail, result.problems[0] if result.problems else None)


def _decision_code(source: Source, result: Checked) -> DecisionCode | None:
    unread = result.state in health.FAILING
    if result.moved:
        return DecisionCode.FOLLOW_MOVE
    if not source.enabled:
        return DecisionCode.LEAVE_DISABLED if unread else DecisionCode.ENABLE
    if unread:
        return DecisionCode.CORRECT_OR_DISABLE
    if result.state == "degraded":
        return DecisionCode.REPAIR
    if result.state == "quiet":
        return DecisionCode.ENDED
    return DecisionCode.CONFIRM_OWNER if result.named is False else None


def _problems(tried: Trial, source: Source, archive: Archive | None, today: date) -> list[Problem]:
    """Return the problems of the dry run, and those found by comparison with the archive."""
    usual, length = archive.sources.usual(source.id) if archive else ({}, None)
    problems = health.of_drafts(tried.drafts, usual, length, selectors=settings.selectors(source))
    problems += settings.contradictions(source, tried.drafts, today)
    return [*tried.outcome.problems, *problems] if tried.outcome.state in BROKEN else problems


def _dated(
    problems: Sequence[Problem], source: Source, archive: Archive | None, today: date
) -> tuple[Problem, ...]:
    """Return each problem once, with the date since when the archive has it."""
    out = []
    for problem in problems:
        if problem.code is not ProblemCode.MOVED:
            since = archive.problems.since(source.id, problem) if archive else None
            out.append(replace(problem, since=since or today.isoformat()))
    return tuple(dict.fromkeys(out))


def _state(
    tried: Trial, problems: Sequence[Problem], moved: str | None, newest: str | None, today: date
) -> State:
    if tried.outcome.state in health.FAILING:
        return tried.outcome.state
    of_source = [*problems, Problem(ProblemCode.MOVED, detail={"target": moved})] if moved else problems
    return health.state(tried.outcome, of_source, newest, today)


def _robots(tried: Trial) -> str:
    if any(isinstance(error, Forbidden) for error in tried.errors.values()):
        return "forbidden"
    return "allowed" if tried.pages else "unknown"


def _strategies(source: Source, tried: Trial, archive: Archive | None) -> tuple[StrategySettings, ...]:
    """Return the strategies that found the posts: those of sources.yaml, of the dry run, or of the archive."""
    return source.discover or tried.strategies or (archive.sources.strategies(source.id) if archive else ())


def _newest(drafts: Sequence[Draft], today: date) -> str | None:
    days = [d.published[:10] for d in drafts if d.published and len(d.published) >= len("2019-09-10")]
    return max((day for day in days if day <= today.isoformat()), default=None)
