"""Tests of the features of a post: they belong to its values, and the search index contains what SQL would fold."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

from clusterwatch.archive.schema import _folded
from clusterwatch.features import SEARCH_FOLDS, features_of, searchable, sketch
from clusterwatch.models import Draft
from tests.tables import each

BODY = " ".join(f"word{n}" for n in range(60))
DRAFT = Draft("https://a.example/1", "Twelve chosen", "2026-02-20T10:00", "minute", "en", BODY)


def test_the_features_of_a_draft_travel_with_it() -> None:
    made = features_of(DRAFT)
    carried = pickle.loads(pickle.dumps(replace(DRAFT, features=made)))
    assert features_of(carried) is carried.features
    assert carried.features == made
    assert made.sketch == sketch(BODY)


@each("change", [{"title": "Eleven chosen"}, {"published": "2026-02-21"}, {"body": "A word."}])
def test_the_features_of_other_values_are_computed_again(change: dict[str, Any]) -> None:
    changed = replace(DRAFT, **change, features=features_of(DRAFT))
    assert features_of(changed) == features_of(replace(DRAFT, **change))
    assert features_of(changed) != features_of(DRAFT)


def test_the_time_of_day_is_no_feature() -> None:
    assert features_of(replace(DRAFT, published="2026-02-20")) == features_of(DRAFT)


@each(
    "text",
    ["plain", "é and ü stay", "Łódź, Ørsted, straße, œuvre", *SEARCH_FOLDS, "".join(SEARCH_FOLDS), "", None],
)
def test_the_searchable_text_is_what_the_trigger_indexes(text: str | None) -> None:
    """The index refers to a view that folds in SQL. If the program folded otherwise, deletions would damage it."""
    with closing(sqlite3.connect(":memory:")) as db:
        in_sql = db.execute(
            f"SELECT body FROM ({_folded('SELECT 1 AS id, :text AS title, :text AS body')})", {"text": text}
        )
        assert in_sql.fetchone()[0] == searchable(text)
