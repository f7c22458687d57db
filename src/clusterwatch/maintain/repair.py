"""Propose new selectors for a rebuilt site, learned from its archived posts and their current pages.

archived posts ─► their current pages ─► learn from two thirds ─► test with all ─► correct on all pages, or no proposal
`discover` that finds no posts ─► automatic choice ─► lists archived posts, or no proposal
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from clusterwatch import dates, extraction, urls
from clusterwatch.archive import Archive
from clusterwatch.config import Pick, Select, Source, Sources, StrategySettings
from clusterwatch.errors import Blocked, Deferred, FetchError, Unreachable
from clusterwatch.maintain.dry_run import trial
from clusterwatch.models import (
    FIELDS,
    Draft,
    Field,
    LearnedSelector,
    Method,
    Page,
    Problem,
    ProblemCode,
    Reason,
    Request,
    Value,
)
from clusterwatch.pipeline.health import MANY
from clusterwatch.pipeline.post_fetcher import Clock, Web
from clusterwatch.text import one_line, words

ENOUGH = 5  # posts that must agree; at least one more is needed as a test
MOST = 12  # maximum number of pages that are fetched
LISTED = 3  # archived posts that a newly chosen index must list
_SAMPLE = 60  # characters of a value
SAME_BODY = 0.97  # share of common words: a caption may have changed
_STRATEGY = ("kind", "url", "link", "next", "date", "match", "files")
_OF_HOST = (Blocked, Deferred, Unreachable)  # failures that concern the host, not only a post
_SELECTED = tuple(field for field in FIELDS if field.select)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A new selector for `field`, a key of `select`. It reads `right` of `tested` other posts correctly."""

    field: str
    learned: LearnedSelector
    right: int
    tested: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A selector to take out of `select`: without it, general rules read `field`, a key of `select`, on all `pages`.

    `known` of these are compared with archived values, which are the same. `sample` is the value on the first page.
    """

    field: str
    pages: int
    known: int
    sample: str


@dataclass(frozen=True, slots=True)
class RepairedIndex:
    """Other strategies in place of `discover`. `known` of the `listed` addresses are those of archived posts."""

    strategies: tuple[StrategySettings, ...]
    listed: int
    known: int


@dataclass(frozen=True, slots=True)
class Repair:
    """The proposal of a repair. `unchanged` fields are already read correctly; `problems` explain the others.

    The selectors that are `removed` are not replaced, because no selector is needed.

    `index` replaces `discover`, if its selectors find no posts.
    """

    source: str
    posts: int
    repaired: tuple[Repaired, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    requests: int = 0
    index: RepairedIndex | None = None
    removed: tuple[Removed, ...] = ()

    @property
    def changes(self) -> dict[str, Any]:
        """The keys to change in sources.yaml."""
        changes: dict[str, Any] = {}
        if self.repaired or self.removed:
            learned = {one.field: _as_written(one.learned) for one in self.repaired}
            changes["select"] = {**learned, **{one.field: None for one in self.removed}}
        if self.index:
            changes["discover"] = [strategy_as_written(one) for one in self.index.strategies]
        return changes


Example = tuple[Page, Draft]  # the current page of a post, and its archived values


async def repair(source: Source, sources: Sources, archive: Archive, web: Web, clock: Clock) -> Repair:
    """Fetch the current pages of archived posts, and learn selectors for fields that are no longer read correctly.

    The indexes are chosen anew if those of `discover` find no posts.
    """
    index, lost, requests = await _repaired_index(source, sources, archive, web, clock)
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    delay = sources.delay_of(source)
    spent: Counter[str] = Counter()
    examples: list[Example] = []
    failures: list[FetchError] = []
    for known in known_posts(archive, source)[: 2 * MOST]:
        if len(examples) >= MOST or len(failures) >= MOST:
            break
        try:
            request = Request(known.url, fresh=True, verify=source.tls.verify)
            page = await web.get(request, delay=delay, spent=lambda: spent.update(requests=1))
        except FetchError as error:
            failures.append(error)
            if isinstance(error, _OF_HOST):
                break
            continue
        if not extraction.is_document(page):
            examples.append((page, known))
    made = suggest_selectors(source, examples, order)
    problems = why_not(lost, made.problems, failures, bool(examples))
    requests += spent["requests"]
    return replace(made, problems=problems, requests=requests, index=index)


def why_not(
    lost: Sequence[Problem], of_fields: Sequence[Problem], failures: Sequence[FetchError], has_examples: bool
) -> tuple[Problem, ...]:
    """Return what cannot be repaired, and why: first why pages could not be fetched, if fields lack them.

    A host that gives no page at all says nothing about the definition, so that its failure is all that is returned.
    """
    if failures and not has_examples and isinstance(failures[-1], _OF_HOST):
        return (failures[-1].problem,)
    unread = [error.problem for error in failures[:1]] if of_fields else []
    return (*unread, *lost, *of_fields)


async def _repaired_index(
    source: Source, sources: Sources, archive: Archive, web: Web, clock: Clock
) -> tuple[RepairedIndex | None, list[Problem], int]:
    """Choose the indexes anew if those of `discover` are broken. Return them, or why not, and the requests."""
    if not source.discovery:
        return None, [], 0
    written = await trial(source, sources, web, clock, 1, archive)
    requests = written.outcome.requests
    wrong = [problem.code for problem in written.outcome.problems if _is_of_index(problem)]
    if written.outcome.found and not wrong:
        return None, [], requests
    alone = source.model_copy(update={"discovery": ()})
    chosen = await trial(alone, sources, web, clock, 1)
    requests += chosen.outcome.requests
    own = {urls.key(record.own or record.url) for record in archive.url_records.all_posts(source.id)}
    known = len(own & set(chosen.listed))  # these are keys, too
    # What a doubtful selector has found may be no posts, so that they prove nothing.
    needed = 0 if ProblemCode.SELECTOR_DOUBTFUL in wrong else min(LISTED, len(own))
    if known < needed or not chosen.strategies:
        detail: dict[str, Value] = {"needed": LISTED}
        return (
            None,
            [Problem(ProblemCode.NO_INDEX_FITS, url=source.url, count=known, detail=detail)],
            requests,
        )
    return RepairedIndex(chosen.strategies, len(chosen.listed), known), [], requests


def _is_of_index(problem: Problem) -> bool:
    of_selector = problem.code in (ProblemCode.SELECTOR_LOST, ProblemCode.SELECTOR_DOUBTFUL)
    return of_selector and str(problem.detail.get("key", "")).startswith("discover.")


def known_posts(archive: Archive, source: Source) -> list[Draft]:
    """Return the archived posts of a source, newest first, with the values from before a selector failed."""
    out = []
    for url_record in archive.url_records.all_posts(source.id):
        post = archive.explain(str(url_record.post))
        if post is None or post["withdrawn"] or url_record.own is None:
            continue
        values: dict[str, Any] = {field.name: _trusted(source, post, field) for field in _SELECTED}
        out.append(Draft(url_record.own, **values))
    return out


def _trusted(source: Source, post: dict[str, Any], field: Field) -> str | None:
    """Return the last value of a field that is not doubtful, and not that of general rules in place of a selector."""
    evidence = post["evidence"].get(field.name)
    value: str | None = post[field.name]
    doubtful = any(
        flag.code is ProblemCode.SELECTOR_DOUBTFUL and flag.field == field.name for flag in post["flags"]
    )
    # A value without this reason is older than the selector.
    instead = evidence is not None and evidence["reason"] == Reason.SELECTOR_FAILED
    if not doubtful and not (_is_written(source, field) and instead):
        return value
    before = [revision[field.name] for revision in post["revisions"] if revision[field.name]]
    return before[0] if before else None


def suggest_selectors(source: Source, examples: Sequence[Example], order: str | None = None) -> Repair:
    """Return selectors with which all `examples` are read correctly, or problems for fields without one. Pure.

    The body is read with the repaired title, which is no part of it.
    """
    repaired, removed, unchanged, problems = [], [], [], []
    for field in _SELECTED:
        key = str(field.select)
        labelled = [example for example in examples if getattr(example[1], field.name)]
        enough = len(labelled) > ENOUGH
        right = _right(source, field, labelled, order)
        if enough and right == len(labelled):
            unchanged.append(key)
        elif enough and (one := _repaired(source, field, labelled, order)):
            repaired.append(one)
            source = patched(source, key, one.learned)
        elif needless := _needless(source, field, examples, order):
            removed.append(needless)
            source = _with_pick(source, key, None)
        elif enough:
            of = {"of": len(labelled)}
            problems.append(Problem(ProblemCode.NO_SELECTOR_FITS, field.name, count=right, detail=of))
        else:
            needed = {"needed": ENOUGH + 1}
            few = Problem(ProblemCode.TOO_FEW_EXAMPLES, field.name, count=len(labelled), detail=needed)
            problems.append(few)
    found = tuple(repaired), tuple(unchanged), tuple(problems)
    return Repair(source.id, len(examples), *found, removed=tuple(removed))


def _needless(source: Source, field: Field, examples: Sequence[Example], order: str | None) -> Removed | None:
    """Return the selector of a field if general rules read the field on all pages, as far as it is known correctly.

    A text that is the same on several pages is that of the site.
    """
    if not _is_written(source, field) or len(examples) <= ENOUGH:
        return None
    without = _with_pick(source, str(field.select), None)
    values = [getattr(_read(without, page, order), field.name) for page, _ in examples]
    known = [example for example in examples if getattr(example[1], field.name)]
    differ = field.name == "published" or max(Counter(values).values()) < MANY
    if None in values or not differ or _right(without, field, known, order) < len(known):
        return None
    return Removed(str(field.select), len(examples), len(known), one_line(values[0])[:_SAMPLE])


def _repaired(
    source: Source, field: Field, labelled: Sequence[Example], order: str | None
) -> Repaired | None:
    """Learn a selector from some posts, and test the new definition with all posts."""
    key = str(field.select)
    held_back = max(1, min(len(labelled) // 3, len(labelled) - ENOUGH))
    training, test = labelled[:-held_back], labelled[-held_back:]
    examples = [extraction.labelled(page, known, source, order) for page, known in training]
    for example in examples:
        example.same = 1.0  # exact, because the selector is written to sources.yaml
    learned = extraction.derive(examples).get(key)
    if learned is None or learned.agreed < ENOUGH:
        return None
    changed = patched(source, key, learned)
    right = _right(changed, field, test, order)
    if right < len(test) or _right(changed, field, training, order) < len(training):
        return None
    return Repaired(key, learned, right, len(test))


def _right(source: Source, field: Field, examples: Sequence[Example], order: str | None) -> int:
    """Return on how many pages the field is read correctly, by its own selector if it has one."""
    return sum(_is_right(source, field, page, known, order) for page, known in examples)


def _read(source: Source, page: Page, order: str | None) -> Draft:
    kind = page.headers.get("content-type")
    return extraction.extract_post(page.body, page.url, source, page.fetched, content_type=kind, order=order)


def _is_right(source: Source, field: Field, page: Page, known: Draft, order: str | None) -> bool:
    draft = _read(source, page, order)
    now, was = getattr(draft, field.name), getattr(known, field.name)
    if not now or (_is_written(source, field) and draft.evidence[field.name].method is not Method.SELECTOR):
        return False
    if field.name == "published":
        return bool(now[:10] == was[:10])
    if field.name == "body":
        found, wanted = Counter(words(now)), Counter(words(was))
        return 2 * (found & wanted).total() >= SAME_BODY * (found.total() + wanted.total())
    return words(now) == words(was)


def _is_written(source: Source, field: Field) -> bool:
    """Return True if sources.yaml has a selector for the field."""
    return source.select is not None and getattr(source.select, str(field.select)) is not None


def patched(source: Source, key: str, learned: LearnedSelector) -> Source:
    """Return the source with another selector for a key of `select`."""
    return _with_pick(source, key, Pick(css=learned.css, attr=learned.attr))


def _with_pick(source: Source, key: str, choice: Pick | None) -> Source:
    select = source.select or Select()
    return source.model_copy(update={"select": select.model_copy(update={key: choice})})


def strategy_as_written(strategy: StrategySettings) -> dict[str, Any]:
    """Return the keys of a strategy for sources.yaml."""
    return {name: value for name in _STRATEGY if (value := getattr(strategy, name))}


def _as_written(learned: LearnedSelector) -> str | dict[str, str]:
    css = learned.css[0]
    return {"css": css, "attr": learned.attr} if learned.attr else css
