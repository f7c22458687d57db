"""The pure steps that worker processes run: module-level functions of picklable values."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from clusterwatch import extraction, urls
from clusterwatch.compression import compress, only_hashed
from clusterwatch.config import Source
from clusterwatch.facts.versions import with_facts
from clusterwatch.features import features_of
from clusterwatch.models import CompressedBody, Draft, Entry, LearnedSelector, Page, Reason
from clusterwatch.pickling import quickly_pickled

if TYPE_CHECKING:
    from clusterwatch.extraction.index_wall import IndexPage

_log = logging.getLogger(__name__)

_SURE = 0.9  # of the probability of a language


@quickly_pickled
@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post as the archive writes it: the draft with its features, and the bytes of the page, compressed."""

    draft: Draft
    compressed: CompressedBody


def read_post(
    page: Page, source: Source, entry: Entry | None, order: str | None, learned: Mapping[str, LearnedSelector]
) -> ReadPost:
    """Extract the post of a page, and do all that the archive needs to know about it and that takes time."""
    draft = read_page(page, source, entry, order, learned)
    return ReadPost(complete(draft, page.fetched), compress(page.body))


def read_document(
    page: Page,
    source: Source,
    entry: Entry | None,
    order: str | None,
    keep: int,
    without: Reason | None = None,
) -> ReadPost:
    """As `read_post`, for a file, of whose bytes only the hash is kept if there are more than `keep`.

    `without` is the reason why the text of the file is not read.
    """
    draft = extraction.document_draft(page, source, entry, order, without=without)
    body = compress(page.body) if 0 < len(page.body) <= keep else only_hashed(page.body)
    return ReadPost(complete(draft, page.fetched), body)


def read_whole_entry(entry: Entry, source: Source, now: datetime, order: str | None) -> Draft:
    """As `read_post`, for an index entry that contains the whole post."""
    return complete(read_entry(entry, source, now, order), now)


def complete(draft: Draft, now: datetime) -> Draft:
    """Return a draft with its features and its facts. `now` is when it was fetched.

    A draft whose facts cannot be read has none. They are read again at the end of the run.
    """
    try:
        draft = with_facts(draft, now)
    except Exception:
        _log.exception("the facts of a post were not read", extra={"url": draft.url})
    return replace(draft, features=features_of(draft))


def read_page(
    page: Page,
    source: Source | None,
    entry: Entry | None,
    order: str | None,
    learned: Mapping[str, LearnedSelector],
) -> Draft:
    """Decode a page, parse it and extract the post. `entry` is its index entry, if that is used.

    The page may be a file. A post that is a section of a page is read from this section, or if that is not found from
    its index entry.
    """
    if extraction.is_document(page):
        return extraction.document_draft(page, source, entry, order)
    body: bytes | str = page.body
    if urls.without_fragment(page.url) != page.url:
        section = extraction.section_of(page)
        if section is None and entry is not None:
            return extraction.entry_draft(entry, source, page.fetched, order=order)
        body = section or ""
    return extraction.extract_post(
        body,
        page.url,
        source,
        page.fetched,
        entry=entry,
        content_type=page.headers.get("content-type"),
        order=order,
        learned=learned,
    )


def read_page_with_facts(page: Page, source: Source | None) -> Draft:
    """As `read_page` for a page alone, with what its announcement says."""
    return with_facts(read_page(page, source, None, None, {}), page.fetched)


def read_entry(entry: Entry, source: Source, now: datetime, order: str | None) -> Draft:
    """Extract the post from an index entry."""
    return extraction.entry_draft(entry, source, now, order=order)


def read_index(page: Page) -> IndexPage:
    """Return what stands at the address of an index that shows no posts."""
    from clusterwatch.extraction import index_wall

    return index_wall.read_index(page)


def foreign_language(titles: Sequence[str], languages: Sequence[str]) -> str | None:
    """Return the language of titles if it is surely none of `languages`, else None."""
    from clusterwatch.extraction.language import language_of

    found = language_of(None, ". ".join(titles), languages)
    share = float(found.raw.partition(" ")[2] or 0)
    return found.value if found.reason is Reason.OTHER_LANGUAGE and share >= _SURE else None


def learn_selectors(
    examples: Sequence[tuple[Page, Entry]], source: Source, now: datetime, order: str | None
) -> dict[str, LearnedSelector]:
    """Return the selectors that find the values of index entries on their pages, by field."""
    labelled = []
    for page, entry in examples:
        known = extraction.entry_draft(entry, source, now, order=order)
        if not entry.complete:
            known = Draft(known.url, known.title, known.published, known.precision)
        labelled.append(extraction.labelled(page, known, source, order))
    return extraction.derive(labelled)
