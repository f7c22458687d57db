"""Verdicts: what counts as an edit, as a copy and as the same text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from clusterwatch.archive.judge import (
    is_another_post,
    is_copy,
    is_excerpt,
    is_version,
    judge,
    undo_rewording,
)
from clusterwatch.features import features_of, fingerprint
from clusterwatch.models import Draft, Evidence, KnownPost, Method
from tests.archive.made import SITE, draft
from tests.tables import each

KNOWN = KnownPost(7, f"{SITE}/a", "Old title", "2026-02-20", "day", "en", "Old body", 1, None)


def read(title: str, method: str | None) -> Draft:
    """Return a draft whose title was found by a method, or a draft without evidence."""
    evidence = {} if method is None else {"title": Evidence(Method(method), title, title)}
    return Draft(KNOWN.url, title, "2026-02-20", "day", body="Old body", evidence=evidence)


@each(
    ("then", "now", "kind"),
    [
        ("selector", "generic", "same"),  # the selector no longer matches
        ("learned", "generic", "same"),
        ("selector", "meta", "same"),
        ("selector", "learned", "changed"),
        ("learned", "selector", "changed"),
        ("selector", "selector", "changed"),
        ("generic", "selector", "changed"),
        ("generic", "meta", "changed"),
        (None, "generic", "changed"),
        ("selector", None, "changed"),
        (None, None, "changed"),
    ],
)
def test_a_value_of_a_selector_is_not_replaced_by_a_guess(
    then: str | None, now: str | None, kind: str
) -> None:
    verdict = judge(read("New title", now), KNOWN, None, read("Old title", then))
    assert (verdict.kind, verdict.changed) == (kind, ("title",) if kind == "changed" else ())


def test_a_value_that_equals_the_one_in_the_page_before_is_not_a_change() -> None:
    better = read("A title that the new rules read", "generic")
    assert judge(better, KNOWN, None, better).kind == "same"
    assert judge(better, KNOWN, None, None).kind == "changed"


@each(
    ("title", "published", "kind"),
    [
        ("Twelve chosen", "2026-02-20", "copy"),
        ("twelve, chosen!", "2026-02-20", "copy"),
        ("Twelve chosen", "2026-02-20T10:00", "copy"),  # the same day, written longer
        ("Twelve chosen", None, "copy"),
        ("Twelve chosen", "2026-02-21", "new"),
        ("Twelve chosen", "2026-03-20", "new"),
        ("Thirteen chosen", "2026-02-20", "new"),
        (None, "2026-02-20", "new"),
    ],
)
def test_a_copy_has_the_title_and_the_day_of_its_twin(
    title: str | None, published: str | None, kind: str
) -> None:
    twin = replace(KNOWN, title="Twelve chosen")
    assert judge(draft(title=title, published=published), None, twin, None).kind == kind


@each(("words", "enough"), [(0, False), (19, False), (20, True), (21, True)])
def test_a_body_of_twenty_words_is_enough_to_recognize_a_copy(words: int, enough: bool) -> None:
    body = " ".join(["word"] * words)
    one, other = draft(body=body, title="One"), draft(body=body, title="Other")
    assert features_of(one).long_enough is enough
    assert (fingerprint(one) == fingerprint(other)) is enough


@each(
    ("change", "same"),
    [
        ({"published": "2026-02-20T18:30"}, True),  # the day counts, the time does not
        ({"published": "2026-02-21"}, False),
        ({"published": "2026-03-20"}, False),
        ({"published": None}, False),
        ({"title": "Another title"}, False),
        ({"title": None}, False),
        ({"body": "Another body"}, False),
    ],
)
def test_the_fingerprint_of_a_short_post_includes_title_and_day(change: dict[str, Any], same: bool) -> None:
    short = draft(body="A short body")
    assert (fingerprint(replace(short, **change)) == fingerprint(short)) is same


def test_missing_values_have_the_fingerprint_of_empty_ones() -> None:
    assert fingerprint(draft(title=None, published=None, body="x")) == fingerprint(
        draft(title="", published="", body="x")
    )


def numbered(count: int, other: int) -> str:
    """Return a text with `count` words of the known text and `other` new words."""
    return " ".join([f"word{n}" for n in range(count)] + [f"new{n}" for n in range(other)])


@pytest.mark.parametrize(
    ("now", "replaced"),
    [
        (numbered(20, 0), False),  # the same words in other markup
        (numbered(19, 1), False),  # one word in twenty, such as a caption
        (numbered(18, 2), True),  # an edit by the site
        (numbered(12, 8), True),
        (numbered(10, 10), True),
        (numbered(9, 11), False),  # another text, so the page was read wrongly
        (numbered(7, 13), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("field", ["title", "body"])
def test_a_reworded_value_of_the_first_page_is_replaced_by_that_of_the_index(
    field: str, now: str | None, replaced: bool
) -> None:
    then: dict[str, Any] = {field: numbered(20, 0)}
    read: dict[str, Any] = {"title": None, "body": None, field: now}
    known, page = replace(KNOWN, **then), draft(**read)
    assert getattr(undo_rewording(page, known), field) == (getattr(known, field) if replaced else now)


def test_the_share_of_common_words_is_that_of_the_longer_text() -> None:
    known = replace(KNOWN, body=numbered(20, 0))
    assert undo_rewording(draft(body=numbered(8, 0)), known).body == numbered(8, 0)
    assert undo_rewording(draft(body=numbered(20, 21)), known).body == numbered(20, 21)


def test_a_value_that_was_missing_in_the_index_is_taken_from_the_page() -> None:
    bare = replace(KNOWN, title=None, body=None)
    assert undo_rewording(draft(), bare) == draft()
    assert undo_rewording(draft(title=None, body=None), bare) == draft(title=None, body=None)


@each(
    ("change", "version", "copy"),
    [
        ({}, True, True),
        ({"published": None}, True, True),
        ({"title": "Thirteen chosen"}, True, False),  # the same text with another title
        ({"published": "2026-02-21"}, True, False),
        ({"body": numbered(10, 10)}, True, False),  # an edit
        ({"body": numbered(9, 11)}, False, False),  # another text with the same title
        ({"body": None}, True, False),
        ({"title": "Thirteen chosen", "body": numbered(19, 1)}, False, False),
        ({"title": "Thirteen chosen", "body": None}, False, False),
        ({"published": "2026-03-20", "body": numbered(19, 1)}, False, False),  # next month's notice
    ],
)
def test_a_version_has_a_similar_text_and_a_copy_the_same_text(
    change: dict[str, Any], version: bool, copy: bool
) -> None:
    known = replace(KNOWN, title="Twelve chosen", body=numbered(20, 0))
    now = replace(draft(title="Twelve chosen", published="2026-02-20", body=numbered(20, 0)), **change)
    assert (is_version(now, known), is_copy(now, known)) == (version, copy)


def test_a_post_known_without_its_text_has_a_version_by_its_title() -> None:
    known = replace(KNOWN, title="Twelve chosen", body=None)
    assert is_version(draft(title="Twelve chosen", published="2026-02-20"), known)
    assert not is_version(draft(title="Thirteen chosen", published="2026-02-20"), known)


TEN = "one two three four five six seven eight nine ten"
LONG = " ".join(f"word{n}" for n in range(200))
HALF = "one two three four five eleven twelve thirteen fourteen fifteen"


@each(
    ("body", "published", "title", "other"),
    [
        (TEN, "2026-02-20", "Old title", False),
        (TEN, "2026-02-21", "Old title", True),  # a short notice that is repeated
        (LONG, "2026-02-21", "Another title", False),  # the same long text is the same post
        (f"{TEN} eleven", "2026-02-21", "Old title", True),
        (f"{TEN} eleven", "2026-02-20T10:30", "Old title", False),
        (f"{TEN} eleven", None, "Old title", False),
        (HALF, "2026-02-20", "Old title", False),  # half of the words
        (HALF.replace("five", "sixteen"), "2026-02-20", "Old title", True),
        (None, "2026-02-20", "Old title", False),
        (None, "2026-02-21", "Old title", True),
    ],
)
def test_another_post_has_another_day_or_other_words(
    body: str | None, published: str | None, title: str, other: bool
) -> None:
    known = replace(KNOWN, body=LONG if body == LONG else TEN)
    assert is_another_post(Draft(KNOWN.url, title, published, body=body), known) is other


@each(
    ("body", "whole", "excerpt"),
    [
        ("one two", "one two three", True),  # two thirds
        ("one two three", "one two three four", False),
        ("one two", TEN, True),
        (TEN, TEN, False),
        (TEN, f"{TEN} {' '.join(f'w{n}' for n in range(20))}", True),
        (TEN.replace("ten", "x"), f"{TEN} {' '.join(f'w{n}' for n in range(20))}", True),  # nine of ten words
        (TEN.replace("nine ten", "x y"), f"{TEN} {' '.join(f'w{n}' for n in range(20))}", False),
        (None, TEN, True),
        ("one", None, False),
    ],
)
def test_an_excerpt_has_few_of_the_words_and_no_others(
    body: str | None, whole: str | None, excerpt: bool
) -> None:
    assert is_excerpt(body, whole) is excerpt


@each(("body", "kept"), [(f"{TEN}.", True), (TEN.replace("ten", "x"), False)])
def test_the_html_of_a_text_that_is_undone_goes_with_it(body: str, kept: bool) -> None:
    draft = Draft(KNOWN.url, "Old title", body=body, body_html=f"<p>{body}</p>")
    assert (undo_rewording(draft, replace(KNOWN, body=TEN)).body_html is not None) is kept
