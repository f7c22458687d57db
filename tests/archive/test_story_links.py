"""Stories across languages in an archive: links by facts, their reasons, decisions of a person, and a rebuild."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, story_links
from clusterwatch.archive.joining.merge import merge_archives
from clusterwatch.archive.slim import slim
from clusterwatch.archive.story_edits import changes_of
from clusterwatch.config import Source
from clusterwatch.stories.archived import compared, signed
from tests.archive.made import draft, observed, row, rows
from tests.stories.made import Told, told

CALL = (
    "alpha",
    "en",
    "FIBRETEST offers vouchers",
    "Small firms may apply for vouchers of 12,500 euros until 30 April 2026. There are 64 vouchers.",
)
RELAY = (
    "beta",
    "de",
    "Gutscheine für Betriebe",
    "Bis zum 30. April 2026 können Betriebe bei FIBRETEST Gutscheine über 12.500 Euro beantragen. Es gibt 64.",
)
OTHER = (
    "gamma",
    "pl",
    "WOODTEST wspiera firmy",
    "Do 15 maja 2026 r. firmy mogą ubiegać się w WOODTEST o dotacje w wysokości 9300 euro.",
)


@pytest.fixture
def archive(archive: Archive, now: datetime) -> Archive:
    """Return an archive with three sources."""
    registered(archive, now, "alpha", "beta", "gamma")
    return archive


def registered(archive: Archive, now: datetime, *names: str) -> None:
    sources = [Source(id=name, url=f"https://{name}.example.org/news") for name in names]
    with archive.transaction():
        archive.sources.register(sources, now)


def add(archive: Archive, now: datetime, post: tuple[str, str, str, str], day: str = "2026-02-20") -> int:
    """Record a post without finding its story, and return its number."""
    source, language, title, body = post
    url = f"https://{source}.example.org/{title.replace(' ', '-')}"
    read = draft(url, title=title, body=body, language=language, published=day)
    with archive.transaction():
        verdict = archive.record(observed(url, source, read=read), now)
    assert verdict.post is not None
    return verdict.post


def found(archive: Archive) -> set[frozenset[int]]:
    """Return the posts of each story. Check the numbers of the stories."""
    archive.sort_stories()
    stories: dict[int, set[int]] = {}
    for one in rows(archive, "SELECT id, story FROM posts"):
        stories.setdefault(one["story"], set()).add(one["id"])
    counts = {one["id"]: one["posts"] for one in rows(archive, "SELECT id, posts FROM stories")}
    assert counts == {story: len(posts) for story, posts in stories.items()}
    assert rows(archive, "SELECT * FROM story_queue") == []
    return set(map(frozenset, stories.values()))


def test_a_relay_in_another_language_is_of_the_story(archive: Archive, now: datetime) -> None:
    for post in (CALL, RELAY, OTHER):
        add(archive, now, post)
    assert found(archive) == {frozenset({1, 2}), frozenset({3})}
    assert rows(archive, "SELECT story_by FROM posts ORDER BY id") == [
        {"story_by": "facts"},
        {"story_by": "facts"},
        {"story_by": "alone"},
    ]
    explained = archive.explain("2")
    assert explained is not None
    (link,) = explained["story_links"]
    assert (link["post"], link["how"], link["against"]) == (1, "facts", [])
    assert {"acronym fibretest", "number 12500", "number 64", "day 2026-04-30"} <= set(link["shared"])


def test_an_edit_takes_a_post_out_of_the_story(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    add(archive, now, RELAY)
    found(archive)
    add(archive, now, (*RELAY[:3], "Wir suchen eine Assistenz in Teilzeit. Bewerbungen bis 3. März."))
    assert found(archive) == {frozenset({1}), frozenset({2})}
    add(archive, now, RELAY)
    assert found(archive) == {frozenset({1, 2})}


def test_a_new_title_is_compared_again(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    add(archive, now, RELAY)
    found(archive)
    before = row(archive, "SELECT facts FROM signatures WHERE post = 2")
    with archive.transaction():
        url = row(archive, "SELECT url FROM posts WHERE id = 2")["url"]
        read = draft(url, title="FIBRETEST 2026", body=RELAY[3], language="de")
        archive.record(observed(url, "beta", read=read), now)
    assert found(archive) == {frozenset({1, 2})}
    assert row(archive, "SELECT facts FROM signatures WHERE post = 2") != before


@pytest.mark.parametrize("moment", [signed, compared])
@pytest.mark.parametrize(
    "text", [("Another title", RELAY[3]), (RELAY[2], "Wir suchen eine Assistenz in Teilzeit.")]
)
def test_a_post_that_changes_meanwhile_is_compared_anew(
    archive: Archive, now: datetime, moment: object, text: tuple[str, str]
) -> None:
    """Change the title or the body of a post while its signature is made, or while it is compared."""
    add(archive, now, CALL)
    add(archive, now, RELAY)
    url = row(archive, "SELECT url FROM posts WHERE id = 2")["url"]
    steps = archive.story_steps()
    made: object = None
    with suppress(StopIteration):
        while True:
            step = steps.send(made)
            made = step.function(*step.arguments) if step else None
            if step and step.function is moment:
                read = draft(url, title=text[0], body=text[1], language="de")
                with archive.transaction():
                    archive.record(observed(url, "beta", read=read), now)
    assert rows(archive, "SELECT * FROM story_links") == []
    assert row(archive, "SELECT post FROM story_queue") == {"post": 2}
    stories = found(archive)
    signature = row(archive, "SELECT * FROM signatures WHERE post = 2")
    archive.renew_stories()
    assert found(archive) == stories
    assert row(archive, "SELECT * FROM signatures WHERE post = 2") == signature


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_arrival_changes_nothing(tmp_path: Path, now: datetime, seed: int) -> None:
    """Posts arrive in another order, and some nights later than others."""
    posts = [post for post in told() if post.story in ("s04", "s25", "s33", "n06", "n07", "n26", "n30")]
    stories = []
    for number in range(2):
        order = list(posts)
        if number:
            random.Random(seed).shuffle(order)
        with Archive(tmp_path / f"{number}.db") as archive:
            registered(archive, now, *sorted({post.source for post in posts}))
            for at, post in enumerate(order):
                add(archive, now, (post.source, post.language, post.title, post.body), post.published)
                if at % (3 + seed) == 0:
                    archive.sort_stories()
            archive.sort_stories()
            stories.append(partition(archive))
    assert stories[0] == stories[1]
    assert stories[0] == labelled(posts)


def partition(archive: Archive) -> set[frozenset[str]]:
    made: dict[int, set[str]] = {}
    for one in rows(archive, "SELECT title, story FROM posts"):
        made.setdefault(one["story"], set()).add(one["title"])
    return set(map(frozenset, made.values()))


def labelled(posts: list[Told]) -> set[frozenset[str]]:
    made: dict[str, set[str]] = {}
    for post in posts:
        made.setdefault(post.story, set()).add(post.title)
    return set(map(frozenset, made.values()))


def test_what_a_person_decided_outlives_a_rebuild(archive: Archive, now: datetime) -> None:
    for post in (CALL, RELAY, OTHER):
        add(archive, now, post)
    found(archive)
    assert archive.split_post(2, now) == [1]
    assert archive.join_posts([3, 2], now) == [2, 3]
    wanted = {frozenset({1}), frozenset({2, 3})}
    assert found(archive) == wanted
    archive.renew_stories()
    assert found(archive) == wanted
    assert row(archive, "SELECT story_by FROM posts WHERE id = 3")["story_by"] == "person"
    assert archive.join_posts([1, 2], now) == [1, 2, 3]
    assert archive.split_post(3, now) == [1, 2]
    assert found(archive) == {frozenset({1, 2}), frozenset({3})}
    explained = archive.explain("3")
    assert explained is not None
    assert [(one["post"], one["together"]) for one in explained["story_decisions"]] == [
        (1, False),
        (2, False),
    ]
    assert archive.join_posts([3, 1], now) == [1, 2, 3]  # 2 comes along, although it was apart from 3


def test_a_copy_that_was_split_stays_apart(archive: Archive, now: datetime) -> None:
    """The text ties both, but a person put them apart."""
    body = " ".join(f"word{n}" for n in range(60))
    add(archive, now, ("alpha", "en", "One", body))
    add(archive, now, ("beta", "en", "Two", body))
    assert found(archive) == {frozenset({1, 2})}
    archive.split_post(2, now)
    archive.renew_stories()
    assert found(archive) == {frozenset({1}), frozenset({2})}


def test_posts_from_before_the_links_are_compared_by_a_rebuild(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    add(archive, now, RELAY)
    found(archive)
    with archive.transaction():  # the state of an archive from before signatures
        for table in ("signatures", "story_links", "story_queue"):
            archive.db.execute(f"DELETE FROM {table}")
        archive.db.execute("INSERT INTO stories (id, posts, sources, first_post) VALUES (7, 1, 1, 2)")
        archive.db.execute("UPDATE posts SET story = 7, story_by = 'alone' WHERE id = 2")
        archive.db.execute("UPDATE stories SET posts = 1 WHERE id = 1")
    assert rows(archive, "SELECT * FROM story_facts") == []
    assert found(archive) == {frozenset({1}), frozenset({2})}
    before = archive.story_numbers()
    archive.renew_stories()
    assert found(archive) == {frozenset({1, 2})}
    assert archive.story_changes(before).joined == ((1, 2),)


def test_similar_posts_of_one_source_are_not_linked(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    add(archive, now, ("alpha", "en", "Reminder: FIBRETEST", f"A reminder of our call. {CALL[3]}"))
    assert found(archive) == {frozenset({1}), frozenset({2})}


def test_facts_of_many_posts_find_and_say_less(
    archive: Archive, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_links, "FIRST_COUNT", 12)
    for number in range(12):
        add(archive, now, ("gamma", "de", f"Meldung {number}", f"FIBRETEST meldet {number + 500} Anträge."))
    found(archive)
    assert archive.stories.links.shares() == {}
    add(archive, now, CALL)
    found(archive)
    assert archive.stories.links.shares()["acronym fibretest"] > 0.9
    assert archive.stories.links.counting() is None


def test_posts_of_merged_archives_are_linked(tmp_path: Path, now: datetime) -> None:
    """Two archives have a post each of one announcement, and one has a decision."""
    for name, posts in (("a", (CALL, OTHER)), ("b", (RELAY, (*CALL[:2], "Later", "The office is closed.")))):
        with Archive(tmp_path / f"{name}.db") as archive:
            registered(archive, now, *{post[0] for post in posts})
            for post in posts:
                add(archive, now, post)
            archive.sort_stories()
            if name == "b":
                archive.join_posts([1, 2], now)
    merge_archives([tmp_path / "a.db", tmp_path / "b.db"], tmp_path / "both.db", lambda *_: None)
    with Archive(tmp_path / "both.db") as archive:
        titles = [set(one) for one in partition(archive)]
    assert sorted(map(len, titles)) == [1, 3]
    assert {OTHER[2]} in titles


def test_what_a_rebuild_changed() -> None:
    found = changes_of({1: 1, 2: 1, 3: 2, 4: 3}, {1: 1, 2: 5, 3: 2, 4: 2})
    assert (found.posts, found.joined, found.split) == (4, ((3, 4),), ((1, 2),))


def test_posts_on_the_same_project_are_related(archive: Archive, now: datetime, tmp_path: Path) -> None:
    later = ("gamma", "pl", "Wyniki FIBRETEST", "Konsorcjum wybrało 21 firm, które otrzymają wsparcie.")
    other_year = (
        "beta",
        "de",
        "Zweite Runde bei FIBRETEST",
        "Nun werden 40 Gutscheine über 9.000 Euro vergeben.",
    )
    for post in (CALL, RELAY, OTHER):
        add(archive, now, post)
    add(archive, now, later, "2026-11-05")
    add(archive, now, other_year, "2029-03-05")
    assert found(archive) == {frozenset({1, 2}), frozenset({3}), frozenset({4}), frozenset({5})}

    def related(one: Archive, post: int) -> list[tuple[int, list[str]]]:
        explained = one.explain(str(post))
        assert explained is not None
        return [(each["post"], each["names"]) for each in explained["related"]]

    name = ["fibretest"]
    assert related(archive, 1) == related(archive, 2) == [(4, name), (5, name)]
    assert related(archive, 3) == []
    assert related(archive, 4) == [(1, name), (5, name)]
    slim(archive.path, tmp_path / "slim.db")
    with Archive(tmp_path / "slim.db") as copy:
        assert related(copy, 4) == [(1, name), (5, name)]
    with archive.transaction():
        archive.db.execute("DELETE FROM signatures WHERE post = 5")
    assert related(archive, 4) == [(1, name)]


def test_the_name_of_a_source_relates_none(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    found(archive)
    with archive.transaction():
        for post in range(100, 106):
            archive.db.execute(
                "INSERT INTO posts (id, source, url, first_seen, last_seen, last_changed, fingerprint) "
                "VALUES (?, 'beta', ?, '', '', '', '')",
                [post, str(post)],
            )
            archive.db.execute("INSERT INTO identifiers VALUES ('fibretest', ?)", [post])
            counted = archive.db.execute("SELECT count(*) FROM related WHERE post = 1").fetchone()[0]
            assert counted == (post - 99 if post < 104 else 0)
        archive.db.execute("DELETE FROM identifiers WHERE post > 102")
    assert archive.db.execute("SELECT count(*) FROM related WHERE post = 1").fetchone()[0] == 3


def test_a_name_of_many_posts_relates_none(archive: Archive, now: datetime) -> None:
    add(archive, now, CALL)
    found(archive)
    with archive.transaction():
        for post in range(100, 130):
            archive.db.execute(
                "INSERT INTO sources (id, name, url, first_seen, rules) VALUES (?, '', '/', '', '')",
                [f"s{post}"],
            )
            archive.db.execute(
                "INSERT INTO posts (id, source, url, first_seen, last_seen, last_changed, story, fingerprint) "
                "VALUES (?, ?, ?, '', '', '', NULL, '')",
                [post, f"s{post}", str(post)],
            )
            archive.db.execute("INSERT INTO identifiers VALUES ('fibretest', ?)", [post])
            counted = archive.db.execute("SELECT count(*) FROM related WHERE post = 1").fetchone()[0]
            assert counted == (post - 99 if post < 129 else 0)
