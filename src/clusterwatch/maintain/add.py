"""Make the definition of a source from its address: score strategies, read posts, and add selectors if they help.

address ─► dry run (choose strategies, read some posts) ─► scores ─► selectors ─► definition ─► dry run of that
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from clusterwatch import dates, discovery, extraction, urls
from clusterwatch.config import Source, Sources, StrategySettings
from clusterwatch.config.codes import is_language
from clusterwatch.errors import Blocked, FetchError, Forbidden, NothingFound
from clusterwatch.extraction.index_wall import needs_script
from clusterwatch.maintain.cms import CUSTOM, cms_of
from clusterwatch.maintain.country import country_of, page_of_owner
from clusterwatch.maintain.dry_run import Trial, trial, unread_files
from clusterwatch.maintain.latin import in_latin
from clusterwatch.maintain.repair import Repair, Repaired, strategy_as_written, suggest_selectors
from clusterwatch.models import FIELDS, Draft, Note, NoteCode, Page, Problem, ProblemCode, Request
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.text import fold
from clusterwatch.vocab import phrases

POSTS = 8  # maximum number of posts
MOST_REQUESTS = 30  # about: with robots.txt and discovery
SHOWN = 5
_SECOND = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))  # as in co.uk, org.pl
_PLAIN = re.compile(r"[^a-z0-9]+")
_NO_ID = "new"  # while the site is tried
_ORDER = (
    "name",
    "url",
    "country",
    "region",
    "kind",
    "sectors",
    "languages",
    "timezone",
    "aliases",
    "discover",
)
_SAME_POSTS = 0.5  # share of the newest posts of a strategy that another one lists
_LONGEST_ID, _MOST_WORDS = 30, 4  # of an id that is made from the name of a site


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A strategy with a higher score than `chosen` that is not used. `same_posts` says whether it lists its posts."""

    strategy: StrategySettings
    chosen: StrategySettings
    same_posts: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed definition. `fields` are the lines for sources.yaml; the other attributes explain them.

    `scores` are the scores of all strategies that were found, and `notes` explain the choice. `repaired` are selectors
    that read pages correctly when automatic extraction does not. `doubts` are problems that a user should check.
    `passed_over` are strategies with a higher score than the chosen ones.
    """

    source_id: str
    fields: Mapping[str, Any]
    cms: str
    scores: tuple[discovery.StrategyScore, ...]
    notes: tuple[Note, ...]
    drafts: tuple[Draft, ...]
    repaired: tuple[Repaired, ...] = ()
    requests: int = 0
    seconds: float = 0.0
    doubts: tuple[Problem, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(slots=True)
class _Cached:
    """A Web that returns pages that were fetched before."""

    web: Web
    pages: Mapping[str, Page]

    async def get(
        self, request: Request, *, delay: float | None = None, spent: Callable[[], None] | None = None
    ) -> Page:
        """Return the page that was fetched before, or fetch it."""
        return self.pages.get(request.url) or await self.web.get(request, delay=delay, spent=spent)


async def propose(
    url: str,
    sources: Sources,
    web: Web,
    clock: Clock,
    *,
    source_id: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> Proposal:
    """Try the site at `url` and propose its definition.

    `given` are fields of the definition that a person has decided. Without a `source_id` the source is called by the
    name of its site or its host. Raise FetchError if the site cannot be fetched or does not allow programs, and
    NothingFound if it has no posts.
    """
    started = clock()
    given = given or {}
    source = Source.model_validate({**given, "id": source_id or _NO_ID, "url": url})
    tried = await trial(source, sources, web, clock, POSTS)
    if not tried.drafts and (page := _list_of_files(tried)) is not None:
        source = source.model_copy(update={"discovery": (_of_files(page),)})
        web = _Cached(web, tried.pages)
        tried = await trial(source, sources, web, clock, POSTS)
    if not tried.drafts:
        raise _refusal(url, tried)
    scores = discovery.score_strategies(tried.pages, tried.strategies or source.discover, url)
    chosen = tuple(n for n in tried.outcome.notes if n.code is NoteCode.STRATEGY_CHOSEN)
    better = selectors(source, tried)
    country, asked = await _country(source, tried, web)
    found = _fields(source, tried, country)
    fields = {name: value for name in _ORDER if (value := given.get(name, found.get(name)))} | {
        **better.changes
    }
    lists = {s.url for s in tried.strategies if discovery.for_readers(s)}
    if any(note.url in lists and not note.detail["more_pages"] for note in chosen):
        fields.pop("discover", None)  # a backfill looks for archives only where no list is written
    made = Source.model_validate({"id": source.id, **fields})
    proof = await trial(made, sources, _Cached(web, tried.pages), clock, POSTS)
    doubts = _doubts(tried)
    if {d.url for d in proof.drafts} != {d.url for d in tried.drafts}:
        fields.pop("discover", None)  # `run` chooses the strategies automatically
        fields["url"] = url
        doubts.insert(0, Problem(ProblemCode.STRATEGIES_DIFFER, url=url))
    return Proposal(
        source_id or id_of(url, sources, fields.get("name")),
        fields,
        cms_of(tried.pages[url]) if url in tried.pages else CUSTOM,
        tuple(scores),
        (*chosen, *unread_files(tried)),
        tried.drafts,
        better.repaired,
        tried.outcome.requests + proof.outcome.requests + asked,
        round((clock() - started).total_seconds(), 1),
        tuple(doubts),
        tuple(_passed_over(scores, tried.strategies or source.discover)),
    )


async def _country(source: Source, tried: Trial, web: Web) -> tuple[str | None, int]:
    """Return the country of the site, and how many more pages were asked for it."""
    home = tried.pages.get(source.url)
    pages = [home] if home is not None and not extraction.is_document(home) else []
    country = country_of(source.url, pages)
    owner = page_of_owner(pages[0]) if pages and country is None and not source.country else None
    if owner is None:
        return country, 0
    try:
        return country_of(source.url, [*pages, await web.get(Request(owner))]), 1
    except FetchError:
        return None, 1


def _passed_over(
    scores: Sequence[discovery.StrategyScore], chosen: Sequence[StrategySettings]
) -> Iterator[PassedOver]:
    """Yield the strategies that have a higher score than the best of those that were chosen."""
    best = max((s.score for s in scores if s.strategy in chosen), default=None)
    for score in scores:
        if best is not None and score.score > best and score.strategy not in chosen:
            yield PassedOver(score.strategy, chosen[0], same_posts=(score.agreement or 0) >= _SAME_POSTS)


def _list_of_files(tried: Trial) -> str | None:
    """Return the page with a list of posts that are files, if this is all that was found."""
    failure = tried.failure
    if failure is None or failure.code is not ProblemCode.INDEX_EMPTY or not failure.detail.get("files"):
        return None
    return str(failure.detail.get("page") or failure.url)


def _of_files(page: str) -> StrategySettings:
    return StrategySettings(kind="listing", url=page, files=True)


def _refusal(url: str, tried: Trial) -> Exception:
    """Return the error for a site that cannot be watched."""
    error = tried.errors.get(url)
    page = tried.pages.get(url)
    if isinstance(error, Blocked | Forbidden) or (error and page is None):
        return error
    blocked = next((e for e in tried.errors.values() if isinstance(e, Blocked | Forbidden)), None)
    if blocked is not None and not tried.outcome.found:
        return blocked
    if page is not None and needs_script(page):
        return NothingFound(Problem(ProblemCode.NEEDS_SCRIPT, url=url))
    return NothingFound(tried.failure or Problem(ProblemCode.INDEX_EMPTY, url=url))


def _fields(source: Source, tried: Trial, country: str | None) -> dict[str, Any]:
    """Return the keys of the definition that were found, without selectors."""
    page = tried.pages.get(source.url)
    news = next((s.url for s in tried.strategies or source.discover if discovery.for_readers(s)), source.url)
    start = news if urls.same_site(news, source.url) else source.url
    host = urls.site(source.url)
    country = source.country or country
    found = (tried.pages.get(d.url) for d in tried.drafts)
    posts = [page for page in found if page is not None and not extraction.is_document(page)]
    site = extraction.site_of(page, posts) if page is not None else extraction.SiteSays(None, ())
    languages = _languages(site.languages, tried.drafts)
    zone = dates.usual_zone(country, (), host) if country and country != "EU" else None
    keys = {
        "name": site.name,
        "url": start,
        "country": country,
        "languages": languages,
        "timezone": zone,
        "discover": [strategy_as_written(s) for s in tried.strategies or source.discover],
    }
    return {name: value for name, value in keys.items() if value}


def _languages(site: tuple[str, ...], drafts: tuple[Draft, ...]) -> list[str]:
    """Return the languages of the posts. The language of the site is first.

    What is no code of a language is left out: pages declare `cz` or `xx`, too, and their posts have it.
    """
    of_posts = Counter(d.language for d in drafts if d.language and is_language(d.language))
    often = [code for code, times in of_posts.most_common() if times > 1]
    own = [code for code in site[:1] if is_language(code) and (code in of_posts or not of_posts)]
    return list(dict.fromkeys((*own, *often)))


def selectors(source: Source, tried: Trial) -> Repair:
    """Return selectors for fields that automatic extraction reads differently from the feed of the site."""
    listed = {urls.key(e.url): e for e in discovery.entries_of(tried.pages) if e.title}
    pairs = []
    for draft in tried.drafts:
        page, entry = tried.pages.get(draft.url), listed.get(urls.key(draft.url))
        if page is None or page.status != 200 or extraction.is_document(page):
            continue  # the index has the complete post, or the post is a file
        known = draft
        if entry is not None:
            of_feed = extraction.entry_draft(entry, source, page.fetched, order=tried.order)
            body = of_feed.body if entry.complete else None
            known = replace(draft, title=of_feed.title or draft.title, published=of_feed.published, body=body)
        pairs.append((page, known))
    return suggest_selectors(source, pairs, tried.order)


def _doubts(tried: Trial) -> list[Problem]:
    """Return a problem for each field that is missing in some posts."""
    out = [p for p in tried.outcome.problems if p.code is ProblemCode.ITEMS_LEFT_OUT]
    for field in FIELDS:
        if field.name == "body" and unread_files(tried):
            continue  # the note says what to install
        missing = sum(getattr(draft, field.name) is None for draft in tried.drafts) if field.select else 0
        if missing:
            of = {"of": len(tried.drafts)}
            out.append(Problem(ProblemCode.FIELD_LOST, field.name, count=missing, detail=of))
    return out


def id_of(url: str, used: Container[str], name: str | None = None) -> str:
    """Return an id that is not in `used`: the `name` of the site if that is short, otherwise a part of its host.

    `Pôle Alpha` gives `pole-alpha`, `Клъстер Родопи` gives `klaster-rodopi`, and www.alpha.org.pl gives `alpha`. A name
    in other letters gives none.
    """
    latin = in_latin(name or "")
    words = (
        "" if any(not one.isascii() and one.isalpha() for one in latin) else _PLAIN.sub("-", latin).strip("-")
    )
    says = words and fold(name or "") not in phrases("placeholder_titles") and not words.isdigit()
    if says and len(words) <= _LONGEST_ID and words.count("-") < _MOST_WORDS:
        return free_id(words, used)
    return free_id(_id_of_host(url), used)


def free_id(wanted: str, used: Container[str]) -> str:
    """Return an id that is not in `used`: the wanted one, or the same with a number."""
    out, number = wanted, 2
    while out in used:
        out, number = f"{wanted}-{number}", number + 1
    return out


def _id_of_host(url: str) -> str:
    host = in_latin(urls.host_for_readers(urlsplit(url).hostname or "").removeprefix("www."))
    labels = host.split(".")
    if len(labels) > 1 and not host.replace(".", "").isdigit():
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND:
            labels = labels[:-1]
        host = labels[-1]
    return _PLAIN.sub("-", host.lower()).strip("-") or "source"


def known_as(url: str, sources: Sources) -> str | None:
    """Return the id of the source that already watches this site, or None."""
    return next((s.id for s in sources.values() if s.url and urls.same_site(s.url, url)), None)
