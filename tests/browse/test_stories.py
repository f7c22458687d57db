"""The page of a story: its posts side by side, and what they share."""

from __future__ import annotations

from pathlib import Path

from clusterwatch.browse.stories import _common, _table
from clusterwatch.stories.shared import Mark
from tests.browse.test_pages import get


def test_the_posts_of_a_story_stand_side_by_side(served: Path) -> None:
    page = get(served, "/story/2").text
    assert "2 posts of 2 sources in 1 language" in page
    assert "<td>alpha</td><td></td>" not in page  # both are in English: one line
    assert "<td>alpha</td><td>beta</td>" in page
    assert page.index('id="post-2"') < page.index('id="post-3"')
    # What both name is marked in the titles and the texts.
    assert page.count('<mark title="name">Twelve</mark>') == 2
    assert '<a href="/story/2">Compare them side by side</a>' in get(served, "/post/2").text
    assert get(served, "/story/999").status_code == 404


def test_days_and_languages_are_a_table_if_it_is_not_too_wide() -> None:
    told = [
        ("2026-01-01", "de", "a"),
        ("2026-01-01", "fr", "b"),
        ("2026-01-04", "de", "c"),
        ("2026-01-04", "de", "d"),
    ]
    assert _table(told) == [("de", [["a"], ["c", "d"]]), ("fr", [["b"], []])]
    assert _table([(f"2026-01-{day}", "de", "a") for day in range(10, 23)]) is None


def test_facts_are_listed_if_several_posts_have_their_mark() -> None:
    town, country, number = Mark(0, 5, "name porto"), Mark(0, 5, "place PT"), Mark(9, 11, "number 60")
    assert _common([[town, number, number], [country, number], [town]]) == [
        ("name porto", 2),
        ("number 60", 2),
    ]
    assert _common([]) == []
