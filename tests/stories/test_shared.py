"""The facts that the posts of a story share, and where their texts state them."""

from __future__ import annotations

from itertools import pairwise

from clusterwatch.stories.shared import StoryPost, shared_marks

GERMAN = StoryPost(
    "Gutscheine von FIBRETEST in Varna\nBetriebe erhalten bis zum 30. April 2026 je 12.500 Euro, 5 von 20 in Varna.",
    "de",
    "2026-03-02",
    {"FIBRETEST": "body fibre"},
)
FRENCH = StoryPost(
    "Des ch\u00e8ques FIBRETEST \u00e0 Varna\nJusqu'au 30 avril, 12 500 euros pour les Betriebe ; 5 villes.",
    "fr",
    "2026-03-09",
    {"FIBRETEST": "body fibre"},
)
SECOND = StoryPost("Betriebe lesen in Varni\nAm 30. April 2026", "de", "2026-03-10", {})


def written(posts: list[StoryPost]) -> list[list[tuple[str, str]]]:
    return [
        [(mark.fact, post.text[mark.start : mark.end]) for mark in marks]
        for post, marks in zip(posts, shared_marks(posts), strict=True)
    ]


def test_shared_facts_are_marked_as_each_post_writes_them() -> None:
    german, french = written([GERMAN, FRENCH])
    assert dict(german) == {
        "acronym fibretest": "FIBRETEST",
        "name varna": "Varna",
        "name betriebe": "Betriebe",
        "day 2026-04-30": "30. April 2026",
        "number 12500": "12.500",
    }
    assert ("day 2026-04-30", "30 avril") in french
    assert ("number 12500", "12 500") in french
    # Small numbers, and what one post alone has, are no marks.
    assert not {"number 5", "number 20"} & {fact for fact, _ in german}


def test_words_that_one_language_shares_are_no_marks() -> None:
    marked = written([GERMAN, SECOND])
    assert [fact for fact, _ in marked[1]] == ["name betriebe", "name varna", "day 2026-04-30"]
    first, _, second = written([GERMAN, FRENCH.__class__("Varna", "fr", None, {}), SECOND])
    assert {fact for fact, _ in first} == {"name varna", "day 2026-04-30"}
    assert [text for fact, text in second if fact == "name varna"] == ["Varni"]


def test_marks_do_not_overlap_and_one_post_has_none() -> None:
    assert shared_marks([GERMAN]) == [()]
    assert shared_marks([]) == []
    for marks in shared_marks([GERMAN, FRENCH, SECOND]):
        assert all(one.end <= other.start for one, other in pairwise(marks))
