"""Posts find their stories: reworded relays, not filled-in templates; an edit may lead out of one and into another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from clusterwatch.archive import Archive
from tests.archive.made import SITE, draft, look, record, rows
from tests.archive.story_pairs import EVENT, LEADS, PROJECT, YEARS

BETA = "https://beta.example.org"
EVENT_NOW, EVENT_BEFORE = (EVENT["en"].format(**YEARS[year]) for year in (2, 1))
PROJECT_NOW = PROJECT["en"].format(**YEARS[2])
RELAYED = f"{LEADS['en']}\n{EVENT_NOW}"


def post(archive: Archive, now: datetime, source: str, name: str, body: str, **values: Any) -> int:
    url = f"{SITE if source == 'alpha' else BETA}/{name}"
    verdict = record(archive, look(url, source, read=draft(url, title=name, body=body, **values)), now)
    assert verdict.post is not None
    return verdict.post


def stories(archive: Archive) -> list[set[int]]:
    """The posts of each story; every story counts its posts right."""
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


def test_last_years_notice_is_another_story(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", EVENT_BEFORE, published=None, precision=None)
    assert stories(archive) == [{1}, {2}]


def test_two_near_posts_of_one_source_are_two_stories(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "alpha", "reminder", RELAYED)
    assert stories(archive) == [{1}, {2}]


def test_an_exact_copy_of_a_reworded_copy_joins_the_story_too(archive: Archive, now: datetime) -> None:
    with archive.transaction():
        archive.db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('gamma', 'G', '/', '', '')"
        )
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    url = "https://gamma.example.org/g"
    record(archive, look(url, "gamma", read=draft(url, body=RELAYED)), now)
    assert stories(archive) == [{1, 2, 3}]


def test_an_edit_leads_out_of_a_story_and_into_another(archive: Archive, now: datetime) -> None:
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


def test_posts_of_an_older_archive_are_sorted(archive: Archive, now: datetime) -> None:
    post(archive, now, "alpha", "forum", EVENT_NOW)
    post(archive, now, "beta", "heat", RELAYED)
    with archive.transaction():  # as a version that knew nothing of sketches left it
        archive.db.execute("DELETE FROM sketches")
        archive.db.execute("INSERT INTO stories (id, first_post, posts, sources) VALUES (9, 2, 1, 1)")
        archive.db.execute("UPDATE posts SET story = 9 WHERE id = 2")
        archive.db.execute("UPDATE posts SET story_by = NULL, similarity = NULL")
        archive.db.execute("UPDATE stories SET posts = 1, sources = 1 WHERE id = 1")
    archive.sort_stories()
    assert stories(archive) == [{1, 2}]


def test_what_many_posts_share_ties_none_together(archive: Archive, now: datetime) -> None:
    """A paragraph about the network under a hundred posts, and one more post."""
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
