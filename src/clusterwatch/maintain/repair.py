"""Selectors that a rebuilt site left behind, derived anew: archived posts are the truth, today's pages the place.

archived posts ─► their pages of today ─► derive from two thirds ─► read all by it ─► exact everywhere, or none
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
from clusterwatch.models import Draft, LearnedSelector, Page, Request
from clusterwatch.pipeline.post_fetcher import Web, sentence
from clusterwatch.text import words

ENOUGH = 5  # posts that must agree; one more, at least, tests them
MOST = 12  # posts whose pages are fetched
SAME_BODY = 0.97  # of the words: a caption may have come or gone
_FIELDS = {"title": "title", "date": "published", "body": "body"}


@dataclass(frozen=True, slots=True)
class Mended:
    """A field's new selector: `learnt` is it, `right` of `tested` posts that it was not derived from it reads well."""

    field: str
    learned: LearnedSelector
    right: int
    tested: int

    @property
    def told(self) -> str:
        """The selector and its score, for people."""
        one = self.learned
        score = f"{one.agreed} of {one.of} posts agree, {self.right} of {self.tested} others read right"
        return f'{self.field}: "{one.css[0]}": {score}'


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair proposes; `well` are fields read right as they are, `refused` says why others are not mended."""

    source: str
    posts: int
    mended: tuple[Mended, ...]
    well: tuple[str, ...]
    refused: tuple[str, ...]
    requests: int = 0

    @property
    def changes(self) -> dict[str, Any]:
        """The change of the source in sources.yaml."""
        return {"select": {one.field: _written(one.learned) for one in self.mended}} if self.mended else {}


KnownPost = tuple[Page, Draft]  # today's page of a post, and what the archive knows of it


async def repair(source: Source, sources: Sources, archive: Archive, web: Web) -> Repair:
    """Fetch today's pages of archived posts and derive what is not read right any more."""
    order = source.date.order or dates.learn_order(archive.sources.date_texts(source.id))
    delay = source.delay if source.delay is not None else sources.defaults.delay
    spent: Counter[str] = Counter()
    pairs: list[KnownPost] = []
    lost: list[str] = []
    for known in truths(archive, source)[: 2 * MOST]:
        if len(pairs) >= MOST or len(lost) >= MOST:
            break
        try:
            request = Request(known.url, fresh=True)
            page = await web.get(request, delay=delay, spent=lambda: spent.update(requests=1))
        except FetchError as error:
            lost.append(sentence(error))
            if isinstance(error, Blocked | Deferred | Unreachable):
                break  # of the host, not of the post
            continue
        pairs.append((page, known))
    made = mend(source, pairs, order)
    refused = (*made.refused, *lost[:1]) if made.refused else made.refused
    return Repair(source.id, made.posts, made.mended, made.well, refused, spent["requests"])


def truths(archive: Archive, source: Source) -> list[Draft]:
    """What is known of a source's posts, newest first: as read before general rules stood in for a lost selector."""
    out = []
    for url_record in archive.url_records.all_posts(source.id):
        post = archive.explain(str(url_record.post))
        if post is None or post["withdrawn"] or url_record.own is None:
            continue
        title, published, body = (_trusted(source, post, field, name) for field, name in _FIELDS.items())
        out.append(Draft(url_record.own, title=title, published=published, body=body))
    return out


def _trusted(source: Source, post: dict[str, Any], field: str, name: str) -> str | None:
    """A value, or the one before general rules took over from a selector; None where there was none before."""
    evidence = post["evidence"].get(name)
    written = source.select is not None and getattr(source.select, field) is not None
    value: str | None = post[name]
    if not written or (evidence and evidence["method"] == "selector"):
        return value
    before = [r[name] for r in post["revisions"] if r[name]]
    return before[0] if before else None


def mend(source: Source, pairs: Sequence[KnownPost], order: str | None = None) -> Repair:
    """The selectors to change so that all `pairs` are read right. Pure; a field that cannot be is refused."""
    well, refused, mended = [], [], []
    for field in _FIELDS:
        told = [pair for pair in pairs if getattr(pair[1], _FIELDS[field])]
        if len(told) <= ENOUGH:
            need = f"{ENOUGH} that agree and one to test them are needed"
            refused.append(f"{field}: {len(told)} archived posts with it have a page today; {need}")
            continue
        right = _right(source, field, told, order)
        if right == len(told):
            well.append(field)
            continue
        one = _mended(source, field, told, order)
        if one is None:
            refused.append(
                f"{field}: read right on {right} of {len(told)} pages, and no selector reads it right on all of them"
            )
        else:
            mended.append(one)
    return Repair(source.id, len(pairs), tuple(mended), tuple(well), tuple(refused))


def _mended(source: Source, field: str, told: Sequence[KnownPost], order: str | None) -> Mended | None:
    """Derived from some posts, tested on the others, and read once more on all by the definition as it would be."""
    held = max(1, min(len(told) // 3, len(told) - ENOUGH))
    taught, others = told[:-held], told[-held:]
    examples = [extraction.labelled(page, known, source, order) for page, known in taught]
    for example in examples:
        example.same = 1.0  # a body with the title or a caption in it would be written to the file for good
    learned = extraction.derive(examples).get(field)
    if learned is None or learned.agreed < ENOUGH:
        return None
    as_it_would_be = patched(source, field, learned)
    right = _right(as_it_would_be, field, others, order)
    if right < len(others) or _right(as_it_would_be, field, taught, order) < len(taught):
        return None
    return Mended(field, learned, right, len(others))


def _right(source: Source, field: str, told: Sequence[KnownPost], order: str | None) -> int:
    """On how many pages the definition reads the field right, by its own selector where it has one."""
    return sum(_is_right(source, field, page, known, order) for page, known in told)


def _is_right(source: Source, field: str, page: Page, known: Draft, order: str | None) -> bool:
    kind = page.headers.get("content-type")
    draft = extraction.extract_post(page.body, page.url, source, page.fetched, content_type=kind, order=order)
    name = _FIELDS[field]
    now, was = getattr(draft, name), getattr(known, name)
    written = source.select is not None and getattr(source.select, field) is not None
    if not now or (written and draft.evidence[name].method != "selector"):
        return False
    if field == "date":
        return bool(now[:10] == was[:10])
    if field == "title":
        return words(now) == words(was)
    found, wanted = Counter(words(now)), Counter(words(was))
    return 2 * (found & wanted).total() >= SAME_BODY * (found.total() + wanted.total())


def patched(source: Source, field: str, learned: LearnedSelector) -> Source:
    """The source with another selector for a field."""
    choice = Pick(css=learned.css, attr=learned.attr)
    select = source.select or Select()
    return source.model_copy(update={"select": select.model_copy(update={field: choice})})


def _written(learned: LearnedSelector) -> str | dict[str, str]:
    css = learned.css[0]
    return {"css": css, "attr": learned.attr} if learned.attr else css
