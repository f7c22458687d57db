"""New selectors for a site that was rebuilt, learned from its archived posts and their pages of today.

archived posts ─► their pages of today ─► learn from two thirds ─► read all of them ─► right everywhere, or no proposal
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clusterwatch import dates, extraction
from clusterwatch.archive import Archive
from clusterwatch.config import Pick, Select, Source, Sources
from clusterwatch.errors import Blocked, Deferred, FetchError, Unreachable
from clusterwatch.models import (
    FIELDS,
    Draft,
    Field,
    LearnedSelector,
    Method,
    Page,
    Problem,
    ProblemCode,
    Request,
)
from clusterwatch.pipeline.post_fetcher import Web
from clusterwatch.text import words

ENOUGH = 5  # posts that must agree; one more, at least, tests them
MOST = 12  # posts whose pages are fetched
SAME_BODY = 0.97  # of the words: a caption may have come or gone
_SELECTED = tuple(field for field in FIELDS if field.select)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A new selector for `field`, a key of `select:`. It reads `right` of `tested` posts that did not teach it."""

    field: str
    learned: LearnedSelector
    right: int
    tested: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair proposes: `unchanged` are fields that are read correctly, `problems` say why others stay broken."""

    source: str
    posts: int
    repaired: tuple[Repaired, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    requests: int = 0

    @property
    def changes(self) -> dict[str, Any]:
        """The change of the source in sources.yaml."""
        return (
            {"select": {one.field: _as_written(one.learned) for one in self.repaired}}
            if self.repaired
            else {}
        )


Example = tuple[Page, Draft]  # today's page of a post, and what the archive knows of it


async def repair(source: Source, sources: Sources, archive: Archive, web: Web) -> Repair:
    """Fetch today's pages of archived posts and learn selectors for what is not read correctly any more."""
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    delay = source.delay if source.delay is not None else sources.defaults.delay
    spent: Counter[str] = Counter()
    examples: list[Example] = []
    failures: list[Problem] = []
    for known in known_posts(archive, source)[: 2 * MOST]:
        if len(examples) >= MOST or len(failures) >= MOST:
            break
        try:
            request = Request(known.url, fresh=True)
            page = await web.get(request, delay=delay, spent=lambda: spent.update(requests=1))
        except FetchError as error:
            failures.append(error.problem)
            if isinstance(error, Blocked | Deferred | Unreachable):
                break  # of the host, not of the post
            continue
        examples.append((page, known))
    made = suggest_selectors(source, examples, order)
    problems = (*made.problems, *failures[:1]) if made.problems else ()
    return Repair(source.id, made.posts, made.repaired, made.unchanged, problems, spent["requests"])


def known_posts(archive: Archive, source: Source) -> list[Draft]:
    """The archived posts of a source, newest first, with the values from before a selector was lost."""
    out = []
    for url_record in archive.url_records.all_posts(source.id):
        post = archive.explain(str(url_record.post))
        if post is None or post["withdrawn"] or url_record.own is None:
            continue
        values: dict[str, Any] = {field.name: _trusted(source, post, field) for field in _SELECTED}
        out.append(Draft(url_record.own, **values))
    return out


def _trusted(source: Source, post: dict[str, Any], field: Field) -> str | None:
    """A value, or the one from before general rules replaced a selector; None where there was none before."""
    evidence = post["evidence"].get(field.name)
    value: str | None = post[field.name]
    if not _is_written(source, field) or (evidence and evidence["method"] == Method.SELECTOR):
        return value
    before = [revision[field.name] for revision in post["revisions"] if revision[field.name]]
    return before[0] if before else None


def suggest_selectors(source: Source, examples: Sequence[Example], order: str | None = None) -> Repair:
    """The selectors to change so that all `examples` are read correctly. Pure; a field without one has a problem."""
    repaired, unchanged, problems = [], [], []
    for field in _SELECTED:
        key = str(field.select)
        labelled = [example for example in examples if getattr(example[1], field.name)]
        if len(labelled) <= ENOUGH:
            detail = {"needed": ENOUGH + 1}
            problems.append(
                Problem(ProblemCode.TOO_FEW_EXAMPLES, field.name, count=len(labelled), detail=detail)
            )
            continue
        right = _right(source, field, labelled, order)
        if right == len(labelled):
            unchanged.append(key)
        elif one := _repaired(source, field, labelled, order):
            repaired.append(one)
        else:
            of = {"of": len(labelled)}
            problems.append(Problem(ProblemCode.NO_SELECTOR_FITS, field.name, count=right, detail=of))
    return Repair(source.id, len(examples), tuple(repaired), tuple(unchanged), tuple(problems))


def _repaired(
    source: Source, field: Field, labelled: Sequence[Example], order: str | None
) -> Repaired | None:
    """Learned from some posts, tested on the others, and read once more on all with the definition as it would be."""
    key = str(field.select)
    held_back = max(1, min(len(labelled) // 3, len(labelled) - ENOUGH))
    taught, others = labelled[:-held_back], labelled[-held_back:]
    examples = [extraction.labelled(page, known, source, order) for page, known in taught]
    for example in examples:
        example.same = 1.0  # a body with the title or a caption in it would be written to the file for good
    learned = extraction.derive(examples).get(key)
    if learned is None or learned.agreed < ENOUGH:
        return None
    as_it_would_be = patched(source, key, learned)
    right = _right(as_it_would_be, field, others, order)
    if right < len(others) or _right(as_it_would_be, field, taught, order) < len(taught):
        return None
    return Repaired(key, learned, right, len(others))


def _right(source: Source, field: Field, examples: Sequence[Example], order: str | None) -> int:
    """On how many pages the definition reads the field correctly, by its own selector where it has one."""
    return sum(_is_right(source, field, page, known, order) for page, known in examples)


def _is_right(source: Source, field: Field, page: Page, known: Draft, order: str | None) -> bool:
    kind = page.headers.get("content-type")
    draft = extraction.extract_post(page.body, page.url, source, page.fetched, content_type=kind, order=order)
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
    """True when a person wrote a selector for the field."""
    return source.select is not None and getattr(source.select, str(field.select)) is not None


def patched(source: Source, key: str, learned: LearnedSelector) -> Source:
    """The source with another selector under a key of `select:`."""
    choice = Pick(css=learned.css, attr=learned.attr)
    select = source.select or Select()
    return source.model_copy(update={"select": select.model_copy(update={key: choice})})


def _as_written(learned: LearnedSelector) -> str | dict[str, str]:
    css = learned.css[0]
    return {"css": css, "attr": learned.attr} if learned.attr else css
