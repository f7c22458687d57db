"""Stories of posts: reworded relays are joined, filled-in templates are not, and edits move posts between stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive
from clusterwatch.archive import stories as stories_module
from clusterwatch.models import Evidence, Method
from clusterwatch.stories.similarity import StoryText, similarities
from tests.archive.made import SITE, draft, observed, record, register, rows
from tests.archive.story_pairs import EVENT, LEADS, PROJECT, YEARS

BETA = "https://beta.example.org"
EVENT_NOW, EVENT_BEFORE = (EVENT["en"].format(**YEARS[year]) for year in (2, 1))
PROJECT_NOW = PROJECT["en"].format(**YEARS[0])  # the numbers of another year: both have no fact in common
RELAYED = f"{LEADS['en']}\n{EVENT_NOW}"


def post(archive: Archive, now: datetime, source: str, name: str, body: str, **values: Any) -> int:
    url = f"{SITE if source == 'alpha' else BETA}/{name}"
    verdict = record(archive, observed(url, source, read=draft(url, title=name, body=body, **values)), now)
    assert verdict.post is not None
    return verdict.post


def stories(archive: Archive) -> list[set[int]]:
    """Return the posts of each story. Check the count and the first post of each."""
    out = []
    for story in rows(archive, "SELECT * FROM stories ORDER BY id"):
        posts = {row["id"] for row in rows(archive, "SELECT id FROM posts WHERE story = ?", story["id"])}
        assert story["posts"] == len(posts)
        assert story["first_post"] in posts
        out.append(posts)
    return out


def test_a_relay_with_a_lead_is_the_same_story(archive: Archive, now: datetime) -> None:
    first = post(archive, now, "alpha", "forum", EVENT_NOW)
    relay = post(archive, now, "beta", "heat", RELAYED)
    assert stories(archive) == [{first, relay}]
    (row,) = rows(archive, "SELECT story_by, similarity FROM posts WHERE id = ?", relay)
    assert row["story_by"] == "near"
    assert row["similarity"] > 0.9


def test_the_notice_of_last_year_is_another_story(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", EVENT_BEFORE, published=None, precision=None)
    assert stories(archive) == [{1}, {2}]


def test_similar_posts_of_one_source_are_different_stories(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "alpha", "reminder", RELAYED)
    assert stories(archive) == [{1}, {2}]


def test_an_exact_copy_of_a_relay_joins_the_story(archive: Archive, now: datetime) -> None:
    with archive.transaction():
        archive.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('gamma', 'G', '/', '', '')"
        )
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    url = "https://gamma.example.org/g"
    record(archive, observed(url, "gamma", read=draft(url, body=RELAYED)), now)
    assert stories(archive) == [{1, 2, 3}]


def test_an_edit_moves_a_post_to_another_story(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "alpha", "press", PROJECT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    assert stories(archive) == [{1, 3}, {2}]
    post(archive, now, "beta", "heat", f"{LEADS['en']}\n{PROJECT_NOW}")
    assert stories(archive) == [{1}, {2, 3}]
    post(
        archive,
        now,
        "beta",
        "heat",
        "It was all a mistake, and the office is sorry for the noise it made about it.",
    )
    assert stories(archive) == [{1}, {2}, {3}]
    assert rows(archive, "SELECT DISTINCT post FROM sketches ORDER BY post") == [{"post": 1}, {"post": 2}]


def test_posts_of_an_archive_without_sketches_are_joined(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    with archive.transaction():  # the state of an archive from before sketches
        archive.db.execute("DELETE FROM sketches")
        archive.db.execute("INSERT INTO stories (id, first_post, posts, sources) VALUES (9, 2, 1, 1)")
        archive.db.execute("UPDATE posts SET story = 9 WHERE id = 2")
        archive.db.execute("UPDATE posts SET story_by = NULL, similarity = NULL")
        archive.db.execute("UPDATE stories SET posts = 1, sources = 1 WHERE id = 1")
    archive.sort_stories()
    assert stories(archive) == [{1, 2}]


def test_posts_are_not_joined_by_a_paragraph_that_many_posts_share(archive: Archive, now: datetime) -> None:
    """Record seventy posts with the same paragraph about the network, and another one on another site."""
    about = " ".join(f"Every member of the guild number {n} keeps its promise." for n in range(9))
    for n in range(70):
        own = " ".join(f"word{n}x{k}" for k in range(30))
        post(archive, now, "alpha", f"n{n}", f"{own}\n{about}")
    post(archive, now, "beta", "own", " ".join(f"other{k}" for k in range(30)) + f"\n{about}")
    assert len(stories(archive)) == 71


@pytest.mark.parametrize("body", [None, "", "Save the date.", "word " * 39])
def test_short_texts_have_no_sketch(archive: Archive, now: datetime, body: str | None) -> None:
    post(archive, now, "alpha", "short", body or "")
    assert rows(archive, "SELECT * FROM sketches") == []


def test_texts_are_compared_outside_of_transactions(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outside(one: StoryText, others: Sequence[StoryText]) -> list[float]:
        assert not archive.db.conn.in_transaction
        compared.append(len(others))
        return similarities(one, others)

    compared: list[int] = []
    monkeypatch.setattr(stories_module, "similarities", outside)
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    post(archive, now, "beta", "heat", PROJECT_NOW)
    archive.db.execute("UPDATE posts SET story_by = NULL")
    archive.sort_stories()
    assert stories(archive) == [{1}, {2}]
    assert compared == [1]


def test_a_post_that_changes_during_its_comparison_keeps_waiting(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    with archive.transaction():
        archive.record(observed(f"{BETA}/heat", "beta", read=draft(f"{BETA}/heat", body=RELAYED)), now)
    steps = archive.story_steps()
    comparison = next(filter(None, steps))
    with archive.transaction():
        changed = draft(f"{BETA}/heat", body=PROJECT_NOW)
        archive.record(observed(f"{BETA}/heat", "beta", read=changed), now)
    steps.send(comparison.function(*comparison.arguments))
    assert not any(steps)
    assert rows(archive, "SELECT story FROM posts WHERE id = 2") == [{"story": None}]
    archive.sort_stories()
    assert stories(archive) == [{1}, {2}]


def test_the_order_of_arrival_does_not_change_the_stories(
    archive: Archive, tmp_path: Path, now: datetime
) -> None:
    """The first post of a story is the one that was published first, and the others are compared with it."""
    posts = [
        ("alpha", "forum", EVENT_NOW, "2026-02-20"),
        ("beta", "heat", RELAYED, "2026-02-22"),
        ("beta", "press", PROJECT_NOW, "2026-02-21"),
    ]
    found = []
    for number, order in enumerate((posts, posts[::-1])):
        with Archive(tmp_path / f"{number}.db") as made:
            register(made, now)
            with made.transaction():
                for source, name, body, day in order:
                    url = f"{SITE if source == 'alpha' else BETA}/{name}"
                    made.record(observed(url, source, read=draft(url, body=body, published=day)), now)
            made.sort_stories()
            found.append(rows(made, "SELECT url, story_by, similarity FROM posts ORDER BY url"))
    assert found[0] == found[1]
    assert [row["story_by"] for row in found[0]] == ["alone", "near", "alone"]


def test_a_post_whose_run_was_killed_gets_its_story_later(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    with archive.transaction():
        archive.posts.record(observed(f"{BETA}/heat", "beta", read=draft(f"{BETA}/heat", body=RELAYED)), now)
    assert rows(archive, "SELECT story, story_by FROM posts WHERE id = 2") == [
        {"story": None, "story_by": None}
    ]
    archive.sort_stories()
    assert stories(archive) == [{1, 2}]


def test_an_error_in_the_story_of_one_post_affects_only_that_post(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails_for_one(one: StoryText, others: Sequence[StoryText]) -> list[float]:
        if one.body == RELAYED:
            raise ZeroDivisionError("odd")
        return similarities(one, others)

    monkeypatch.setattr(stories_module, "similarities", fails_for_one)
    for name, body in (("forum", EVENT_NOW), ("heat", RELAYED), ("press", PROJECT_NOW)):
        post(archive, now, "alpha" if name == "forum" else "beta", name, body)
    archive.sort_stories()
    assert stories(archive) == [{1}, {3}]
    assert "the story of post 2 was not found" in caplog.text
    monkeypatch.undo()
    archive.sort_stories()
    assert stories(archive) == [{1, 2}, {3}]


def test_boilerplate_is_removed_in_short_transactions(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupt the removal and check that the next run completes it."""
    line = "Every member of the guild keeps its promise to the region."
    for n in range(120):
        body = f"{line}\n" + " ".join(f"word{n}x{k}" for k in range(30))
        post(archive, now, "alpha", f"n{n}", body, evidence={"body": Evidence(Method.GENERIC, "")})
    written: list[int] = []

    def breaks_off(posts: list[Any]) -> None:
        written.append(len(posts))
        if len(written) == 2:
            raise RuntimeError
        original(posts)

    original = archive.boilerplate.clear
    monkeypatch.setattr(archive.boilerplate, "clear", breaks_off)
    with pytest.raises(RuntimeError):
        archive.learn_boilerplate("alpha", now)
    assert written == [50, 20]
    monkeypatch.undo()
    bodies = "SELECT count(*) AS n FROM posts WHERE instr(body, ?)"
    assert rows(archive, bodies, line) == [{"n": 70}]
    assert archive.learn_boilerplate("alpha", now) == 1
    assert rows(archive, bodies, line) == [{"n": 0}]
    assert archive.learn_boilerplate("alpha", now) == 0


def test_a_story_is_counted_once_per_transaction(archive: Archive, now: datetime) -> None:
    """A feed may have thousands of posts with the same text. To count them for each of them takes quadratic time."""
    register(archive, now)
    with archive.transaction():
        for number in range(30):
            url = f"{SITE}/{number}"
            archive.record(observed(url, read=draft(url, title=f"Notice {number}", body=EVENT_NOW)), now)
    statements: list[str] = []
    archive.db.conn.set_trace_callback(statements.append)
    archive.sort_stories()
    archive.db.conn.set_trace_callback(None)
    assert [len(posts) for posts in stories(archive)] == [30]
    assert sum(statement.startswith("UPDATE stories SET (posts") for statement in statements) == 1
