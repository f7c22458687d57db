"""Recording observations: new, changed, same, copy and failed; revisions, evidence and withdrawals."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from clusterwatch.archive import Archive
from clusterwatch.archive.problems import as_object
from clusterwatch.models import Draft, Evidence, Method, Problem, ProblemCode, Reason, Rejected, Verdict
from tests.archive.made import SITE, WORDS, draft, entry, http, observed, page, record, row, rows

DAY = timedelta(days=1)
T0 = "2026-03-01T02:00:00.000Z"
T1 = "2026-03-02T02:00:00.000Z"
POST = "SELECT * FROM posts"
AHEAD = Problem(
    ProblemCode.DATE_DOUBTFUL, "published", detail={"value": "2029-10-02", "reason": Reason.FUTURE}
)
EMPTY = Problem(ProblemCode.PAGE_EMPTY, url=f"{SITE}/a", detail={"reason": Reason.SELECTOR_FAILED})


def test_the_first_observation_makes_a_post(archive: Archive, now: datetime) -> None:
    assert record(archive, observed(), now) == Verdict("new", 1)
    post = row(archive, POST)
    assert (post["source"], post["url"], post["title"], post["body"]) == (
        "alpha",
        f"{SITE}/a",
        "Twelve chosen",
        WORDS,
    )
    assert (post["published"], post["precision"], post["language"]) == ("2026-02-20", "day", "en")
    assert (post["first_seen"], post["last_seen"], post["last_changed"]) == (T0, T0, T0)
    assert (post["revision"], post["withdrawn"], post["flags"]) == (1, None, None)
    assert rows(archive, "SELECT * FROM revisions") == []


def test_an_unchanged_post_gets_no_revision(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    assert record(archive, observed(), now + DAY) == Verdict("same", 1)
    post = row(archive, POST)
    assert (post["first_seen"], post["last_seen"], post["last_changed"], post["revision"]) == (T0, T1, T0, 1)


def test_an_edit_stores_the_old_values_as_a_revision(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    edited = draft(title="Twelve chosen, one withdrawn", body=WORDS + "\nOne more line.", language="fr")
    assert record(archive, observed(read=edited), now + DAY) == Verdict("changed", 1, ("title", "body"))
    post = row(archive, POST)
    assert (post["title"], post["body"], post["language"]) == (edited.title, edited.body, "fr")
    assert (post["revision"], post["first_seen"], post["last_changed"]) == (2, T0, T1)
    old = row(archive, "SELECT * FROM revisions")
    assert (old["post"], old["revision"], old["title"], old["body"]) == (1, 1, "Twelve chosen", WORDS)
    assert (old["published"], old["precision"], old["language"]) == ("2026-02-20", "day", "en")
    assert (old["seen"], old["replaced"], json.loads(old["changed"])) == (T0, T1, ["title", "body"])


def test_an_edit_that_is_reverted_makes_two_revisions(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    record(archive, observed(read=draft(title="Thirteen chosen")), now + DAY)
    assert record(archive, observed(), now + 2 * DAY).kind == "changed"
    assert row(archive, POST)["title"] == "Twelve chosen"
    assert [
        tuple(r.values()) for r in rows(archive, "SELECT revision, title, seen FROM revisions ORDER BY 1")
    ] == [
        (1, "Twelve chosen", T0),
        (2, "Thirteen chosen", T1),
    ]


def test_a_new_date_updates_the_precision(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    later = draft(published="2026-02-21T10:00", precision="minute")
    assert record(archive, observed(read=later), now).changed == ("published",)
    assert (row(archive, POST)["published"], row(archive, POST)["precision"]) == (
        "2026-02-21T10:00",
        "minute",
    )


@pytest.mark.parametrize("missing", ["title", "published", "body"])
def test_a_missing_value_never_replaces_a_known_one(archive: Archive, now: datetime, missing: str) -> None:
    record(archive, observed(), now)
    before = row(archive, POST)
    nothing: dict[str, Any] = {missing: None}
    assert record(archive, observed(read=draft(**nothing)), now).kind == "same"
    assert row(archive, POST) == before


@pytest.mark.parametrize(
    ("known", "read", "kind"),
    [
        ("2026-02-20T10:21", "2026-02-20", "same"),
        ("2026-02-20", "2026-02", "same"),
        ("2026-02-20T10:21:05+01:00", "2026-02-20T10:21", "same"),
        ("2026-02-20", "2026-02-20T10:21", "changed"),
        ("2026-02-20T10:21", "2026-02-21", "changed"),
        ("2026-12-20", "2026-12-02", "changed"),
        (None, "2026-02-20", "changed"),
    ],
)
def test_a_less_precise_date_is_not_a_change(
    archive: Archive, now: datetime, known: str | None, read: str, kind: str
) -> None:
    record(archive, observed(read=draft(published=known, precision=None)), now)
    assert record(archive, observed(read=draft(published=read)), now).kind == kind
    assert row(archive, POST)["published"] == (known if kind == "same" else read)


def test_a_difference_caused_by_new_rules_is_not_a_change(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    better = draft(title="Twelve chosen", body=WORDS.replace("\n", " "))
    assert record(archive, observed(read=better, before=better), now).kind == "same"
    assert row(archive, POST)["body"] == WORDS
    edited = replace(better, title="Thirteen chosen")
    assert record(archive, observed(read=edited, before=better), now).changed == ("title",)
    assert (row(archive, POST)["title"], row(archive, POST)["body"]) == ("Thirteen chosen", WORDS)


def test_a_page_without_title_and_body_is_a_failure(archive: Archive, now: datetime) -> None:
    why = {"title": Evidence(Method.SELECTOR, "", reason=Reason.SELECTOR_FAILED)}
    nothing = Draft(f"{SITE}/a", published="2026-02-20", evidence=why)
    assert record(archive, observed(read=nothing), now) == Verdict("failed", problem=EMPTY)
    assert rows(archive, POST) == []
    seen = row(archive, "SELECT * FROM sightings")
    assert (seen["status"], seen["post"], seen["problem"], seen["tries"]) == (
        "failed",
        None,
        as_object(EMPTY),
        1,
    )


def test_a_failure_does_not_change_a_known_post(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    before = row(archive, POST)
    failed = record(archive, observed(read=Draft(f"{SITE}/a")), now + DAY)
    assert failed == Verdict(
        "failed", 1, problem=Problem(ProblemCode.PAGE_EMPTY, url=f"{SITE}/a", detail={"reason": None})
    )
    assert row(archive, POST) == before
    assert (
        row(archive, "SELECT * FROM sightings")["status"],
        row(archive, "SELECT * FROM sightings")["tries"],
    ) == ("post", 1)
    assert record(archive, observed(), now + 2 * DAY).kind == "same"
    assert row(archive, "SELECT * FROM sightings")["tries"] == 0


@pytest.mark.parametrize(
    "again",
    [
        "http://alpha.example.org/a",
        "https://www.alpha.example.org/a/",
        f"{SITE}/a?utm_source=x",
    ],
)
def test_trivial_variants_of_a_url_are_one_record(archive: Archive, now: datetime, again: str) -> None:
    record(archive, observed(), now)
    assert record(archive, observed(again, read=draft(again)), now).kind == "same"
    assert len(rows(archive, POST)) == len(rows(archive, "SELECT * FROM sightings")) == 1


def test_every_url_of_a_post_leads_to_it(archive: Archive, now: datetime) -> None:
    seen = observed(
        f"{SITE}/go/1",
        read=draft(f"{SITE}/final", canonical=f"{SITE}/a"),
        entry=entry(f"{SITE}/feed-link", twins=(f"{SITE}/?p=12",)),
        page=page(f"{SITE}/final", fetched=now),
    )
    record(archive, seen, now)
    assert row(archive, POST)["url"] == f"{SITE}/a"
    found = {r["url"]: r["status"] for r in rows(archive, "SELECT url, status FROM sightings WHERE post = 1")}
    others = dict.fromkeys([f"{SITE}/go/1", f"{SITE}/final", f"{SITE}/feed-link", f"{SITE}/?p=12"], "copy")
    assert found == {f"{SITE}/a": "post", **others}
    for url in found:
        assert record(archive, observed(url, read=draft(url)), now).kind == "same"
    assert len(rows(archive, POST)) == 1


def test_an_amp_page_is_recognized_by_its_canonical_url(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    copy = observed(f"{SITE}/a/amp", read=draft(f"{SITE}/a/amp", canonical=f"{SITE}/a"))
    assert record(archive, copy, now) == Verdict("copy", 1)
    assert len(rows(archive, POST)) == 1


def test_the_slug_amp_can_be_a_post_of_its_own(archive: Archive, now: datetime) -> None:
    projects = replace(draft(f"{SITE}/projects"), title="Our projects", body="The members run three of them.")
    record(archive, observed(f"{SITE}/projects", read=projects), now)
    one = replace(
        draft(f"{SITE}/projects/amp"), title="AMP", body="Advanced materials for presses, until 2028."
    )
    assert record(archive, observed(f"{SITE}/projects/amp", read=one), now).kind == "new"
    assert [r["url"] for r in rows(archive, POST)] == [f"{SITE}/projects", f"{SITE}/projects/amp"]


@pytest.mark.parametrize(("visited", "kind", "posts"), [(True, "changed", 1), (False, "new", 2)])
def test_another_text_at_a_url_that_a_post_was_never_fetched_from_is_another_post(
    archive: Archive, now: datetime, visited: bool, kind: str, posts: int
) -> None:
    """The page of the post only named the URL. Once the post was fetched there, another text is an edit."""
    printed = f"{SITE}/print/a"
    named = draft(printed, canonical=f"{SITE}/a")
    record(archive, observed(printed, read=named, page=page(printed, fetched=now)), now)
    if visited:
        record(archive, observed(page=page(body=b"<p>b</p>", fetched=now + DAY)), now + DAY)
    other = draft(
        title="Other", body="Nothing of the text before is left in these few words.", published="2026-02-27"
    )
    seen = observed(read=other, page=page(body=b"<p>c</p>", fetched=now + 2 * DAY))
    assert record(archive, seen, now + 2 * DAY).kind == kind
    urls = [r["url"] for r in rows(archive, "SELECT url FROM posts ORDER BY id")]
    assert urls == ([f"{SITE}/a"] if visited else [printed, f"{SITE}/a"])
    assert len(urls) == posts


def test_a_page_whose_canonical_url_is_a_known_post_is_a_copy(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    other = observed(f"{SITE}/print/a", read=draft(f"{SITE}/print/a", canonical=f"{SITE}/a"))
    assert record(archive, other, now) == Verdict("copy", 1)
    assert record(archive, other, now).kind == "same"
    assert len(rows(archive, POST)) == 1


def test_the_same_text_at_another_url_of_the_source_is_a_copy(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    assert record(archive, observed(f"{SITE}/b"), now) == Verdict("copy", 1)
    status = rows(archive, "SELECT url, status, post FROM sightings ORDER BY url")
    assert [tuple(r.values()) for r in status] == [(f"{SITE}/a", "post", 1), (f"{SITE}/b", "copy", 1)]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Twelve chosen in Riga"},  # the same text with another title
        {"published": "2026-02-21"},  # a weekly announcement
        {"body": WORDS.replace("twelve", "thirteen")},
        {"title": None},
    ],
)
def test_a_post_that_differs_is_not_a_copy(
    archive: Archive, now: datetime, other: dict[str, str | None]
) -> None:
    record(archive, observed(), now)
    assert record(archive, observed(f"{SITE}/b", read=draft(f"{SITE}/b", **other)), now) == Verdict("new", 2)


@pytest.mark.parametrize("other", [{"title": "TWELVE CHOSEN!"}, {"published": None}, {"body": WORDS.upper()}])
def test_case_punctuation_and_a_missing_day_do_not_matter_for_a_copy(
    archive: Archive, now: datetime, other: dict[str, str | None]
) -> None:
    record(archive, observed(), now)
    assert record(archive, observed(f"{SITE}/b", read=draft(f"{SITE}/b", **other)), now).kind == "copy"


@pytest.mark.parametrize(
    ("body", "published", "kind"),
    [
        ("Save the date.", "2026-02-20", "copy"),
        ("Save the date.", "2026-02-21", "new"),
        (None, "2026-02-20", "copy"),
    ],
)
def test_copies_of_short_posts_have_the_same_title_and_day(
    archive: Archive, now: datetime, body: str | None, published: str, kind: str
) -> None:
    record(archive, observed(read=draft(body=body)), now)
    assert (
        record(
            archive, observed(f"{SITE}/b", read=draft(f"{SITE}/b", body=body, published=published)), now
        ).kind
        == kind
    )


def test_a_canonical_url_that_all_pages_share_is_ignored(archive: Archive, now: datetime) -> None:
    home = f"{SITE}/start"
    record(archive, observed(read=draft(canonical=home)), now)
    other = draft(f"{SITE}/b", title="Another matter", body=WORDS[::-1], canonical=home)
    assert record(archive, observed(f"{SITE}/b", read=other), now) == Verdict("new", 2)
    assert [p["title"] for p in rows(archive, "SELECT title FROM posts ORDER BY id")] == [
        "Twelve chosen",
        "Another matter",
    ]
    assert row(archive, "SELECT url FROM posts WHERE id = 2")["url"] == f"{SITE}/b"
    assert record(archive, observed(f"{SITE}/b", read=other), now).kind == "same"
    assert record(archive, observed(read=draft(canonical=home)), now).kind == "same"


def test_the_same_text_on_two_sites_is_one_story(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    relay = draft(
        "https://beta.example.org/x",
        title="News from our partner",
        published="2026-02-18",
        body=WORDS.upper(),
    )
    assert record(archive, observed(relay.url, "beta", read=relay), now) == Verdict("new", 2)
    story = row(archive, "SELECT * FROM stories")
    assert (story["posts"], story["sources"], story["first_post"]) == (2, 2, 2)
    assert (story["first_published"], story["last_published"]) == ("2026-02-18", "2026-02-20")
    assert {p["story"] for p in rows(archive, POST)} == {story["id"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [(WORDS, WORDS[::-1]), ("Save the date.", "Save the date."), (None, None)],  # equal titles are not enough
)
def test_equal_titles_and_short_texts_are_different_stories(
    archive: Archive, now: datetime, one: str | None, other: str | None
) -> None:
    record(archive, observed(read=draft(body=one)), now)
    url = "https://beta.example.org/x"
    record(archive, observed(url, "beta", read=draft(url, body=other)), now)
    assert [(s["posts"], s["sources"]) for s in rows(archive, "SELECT * FROM stories")] == [(1, 1), (1, 1)]


def test_a_post_without_a_date_is_not_the_first_of_its_story(archive: Archive, now: datetime) -> None:
    record(archive, observed(read=draft(published=None, precision=None)), now)
    record(
        archive, observed("https://beta.example.org/x", "beta", read=draft("https://beta.example.org/x")), now
    )
    assert row(archive, "SELECT first_post FROM stories")["first_post"] == 2


def test_a_post_that_is_gone_is_withdrawn_and_kept(archive: Archive, now: datetime) -> None:
    record(archive, observed(), now)
    with archive.transaction():
        assert archive.posts.withdraw("alpha", f"{SITE}/a", now + DAY, http(410)) is True
        assert archive.posts.withdraw("alpha", f"{SITE}/a", now + 2 * DAY, http(410)) is False
        assert archive.posts.withdraw("alpha", f"{SITE}/none", now, http(404)) is False
    post = row(archive, POST)
    assert (post["withdrawn"], post["body"], post["revision"]) == (T1, WORDS, 1)
    seen = row(archive, "SELECT * FROM sightings WHERE post = 1")
    assert (seen["status"], seen["problem"], seen["tries"]) == ("gone", as_object(http(410)), 2)
    assert row(archive, "SELECT status FROM sightings WHERE post IS NULL")["status"] == "failed"


@pytest.mark.parametrize("how", ["recorded", "unchanged"])
def test_a_post_that_comes_back_is_no_longer_withdrawn(archive: Archive, now: datetime, how: str) -> None:
    record(archive, observed(), now)
    with archive.transaction():
        archive.posts.withdraw("alpha", f"{SITE}/a", now, http(404))
    if how == "recorded":
        assert record(archive, observed(), now + DAY).kind == "same"
    else:
        with archive.transaction():
            archive.posts.unchanged("alpha", f"{SITE}/a", 1, now + DAY)
    assert (row(archive, POST)["withdrawn"], row(archive, POST)["last_seen"]) == (None, T1)
    seen = row(archive, "SELECT * FROM sightings")
    assert (seen["status"], seen["tries"], seen["problem"]) == ("post", 0, None)


def test_evidence_belongs_to_the_stored_values(archive: Archive, now: datetime) -> None:
    lost = Rejected(Method.META, "17/02/2026", "2026-02-17", Reason.WEAKER)
    found = Evidence(Method.SELECTOR, "le 20 février", "2026-02-20", ".date", None, (lost,))
    record(
        archive,
        observed(read=draft(evidence={"published": found, "body": Evidence(Method.GENERIC, "x")})),
        now,
    )
    stored = row(archive, "SELECT * FROM evidence WHERE field = 'published'")
    assert (stored["method"], stored["raw"], stored["value"], stored["location"]) == (
        "selector",
        "le 20 février",
        "2026-02-20",
        ".date",
    )
    assert json.loads(stored["rejected"]) == [
        {"method": "meta", "raw": "17/02/2026", "value": "2026-02-17", "reason": "weaker"}
    ]
    record(archive, observed(read=draft(evidence={"title": Evidence(Method.META, "y")})), now)
    assert len(rows(archive, "SELECT * FROM evidence")) == 2  # an unchanged value keeps its evidence
    record(archive, observed(read=draft(title="New", evidence={"title": Evidence(Method.META, "New")})), now)
    raw = {e["field"]: e["raw"] for e in rows(archive, "SELECT * FROM evidence")}
    assert raw == {
        "title": "New",
        "published": "le 20 février",
        "body": "x",
    }  # the other fields keep their evidence


def test_after_an_edit_the_rejected_candidates_are_those_of_the_new_text(
    archive: Archive, now: datetime
) -> None:
    def of_day(deadline: str) -> dict[str, Evidence]:
        lost = Rejected(Method.TEXT, f"Deadline: {deadline}", deadline, Reason.EVENT)
        published = Evidence(Method.META, "2026-02-20", "2026-02-20", "date", None, (lost,))
        return {"published": published, "body": Evidence(Method.GENERIC, "", deadline)}

    days = ("2026-05-30", "2026-06-15", "2026-07-01")
    for day in days:
        record(archive, observed(read=draft(body=f"Deadline: {day}", evidence=of_day(day))), now)
    shown = row(archive, "SELECT rejected FROM evidence WHERE field = 'published'")["rejected"]
    assert [one["value"] for one in json.loads(shown)] == [days[-1]]
    kept = [
        json.loads(r["evidence"]) for r in rows(archive, "SELECT evidence FROM revisions ORDER BY revision")
    ]
    assert [json.loads(one["published"]["rejected"])[0]["value"] for one in kept] == list(days[:-1])
    explained = archive.explain("1")
    assert explained is not None
    assert [one["evidence"]["published"]["rejected"][0]["value"] for one in explained["revisions"]] == list(
        days[:-1]
    )
    # Evidence that did not change is not stored again.
    record(
        archive,
        observed(read=draft(title="New", body=f"Deadline: {days[-1]}", evidence=of_day(days[-1]))),
        now,
    )
    last = rows(archive, "SELECT evidence FROM revisions ORDER BY revision")[-1]
    assert list(json.loads(last["evidence"])) == ["title"]


def test_problems_of_a_page_become_flags(archive: Archive, now: datetime) -> None:
    record(archive, observed(read=draft(problems=(AHEAD,))), now)
    assert json.loads(row(archive, POST)["flags"]) == [
        {"code": "date-doubtful", "field": "published", "detail": {"value": "2029-10-02", "reason": "future"}}
    ]
    found = archive.explain("1")
    assert found is not None
    assert found["flags"] == [AHEAD]


def test_explain_accepts_the_id_and_any_url(archive: Archive, now: datetime) -> None:
    found = {
        "title": Evidence(
            Method.META, "Twelve chosen", rejected=(Rejected(Method.TEXT, "Menu", None, Reason.WEAKER),)
        )
    }
    record(archive, observed(read=draft(canonical=f"{SITE}/c", evidence=found)), now)
    record(
        archive,
        observed(read=draft(canonical=f"{SITE}/c", title="Thirteen chosen", evidence=found)),
        now + DAY,
    )
    record(
        archive, observed("https://beta.example.org/x", "beta", read=draft("https://beta.example.org/x")), now
    )
    explained = archive.explain("1")
    assert explained is not None
    assert (explained["id"], explained["title"], explained["revision"], explained["flags"]) == (
        1,
        "Thirteen chosen",
        2,
        [],
    )
    assert explained["evidence"]["title"]["raw"] == "Twelve chosen"
    assert explained["evidence"]["title"]["rejected"][0]["raw"] == "Menu"
    assert {s["url"]: s["status"] for s in explained["sightings"]} == {
        f"{SITE}/a": "copy",
        f"{SITE}/c": "post",
    }
    assert [r["title"] for r in explained["revisions"]] == ["Twelve chosen"]
    assert [r["url"] for r in explained["relays"]] == ["https://beta.example.org/x"]
    for address in (f"{SITE}/a", f"{SITE}/c", "http://www.alpha.example.org/a/", f"{SITE}/c?utm_source=x#y"):
        assert archive.explain(address) == explained


@pytest.mark.parametrize(
    "post", ["2", "0", "9" * 40, "-1", "", "words", "https://alpha.example.org/none", "²", "http://["]
)
def test_explain_returns_none_for_unknown_posts(archive: Archive, now: datetime, post: str) -> None:
    record(archive, observed(), now)
    assert archive.explain(post) is None


def test_lone_surrogates_are_removed_before_writing(archive: Archive, now: datetime) -> None:
    odd = Evidence(
        Method.JSON_LD,
        "Smile \ud83d",
        "Smile",
        "NewsArticle.headline",
        None,
        (Rejected(Method.META, "\ud83d", None, Reason.WEAKER),),
    )
    assert (
        record(
            archive,
            observed(
                read=draft(
                    evidence={"title": odd},
                    problems=(Problem(ProblemCode.LEGACY, detail={"text": "\ud83d!"}),),
                )
            ),
            now,
        ).kind
        == "new"
    )
    assert row(archive, "SELECT raw FROM evidence")["raw"] == "Smile "


def test_a_post_of_a_rebuilt_site_moves_to_its_new_url(archive: Archive, now: datetime) -> None:
    record(archive, observed(f"{SITE}/old/a", read=draft(f"{SITE}/old/a")), now)
    assert record(archive, observed(f"{SITE}/new/a", read=draft(f"{SITE}/new/a")), now).kind == "copy"
    with archive.transaction():
        assert not archive.posts.withdraw("alpha", f"{SITE}/old/a", now, http(404))
    post = row(archive, "SELECT url, withdrawn FROM posts")
    assert (post["url"], post["withdrawn"]) == (f"{SITE}/new/a", None)
    assert [s.url for s in archive.url_records.due("alpha", now, 9)] == [f"{SITE}/new/a"]
    with archive.transaction():
        assert archive.posts.withdraw("alpha", f"{SITE}/new/a", now, http(404))
    assert row(archive, "SELECT withdrawn FROM posts")["withdrawn"] is not None


def test_the_first_post_loses_a_canonical_url_that_all_pages_share(archive: Archive, now: datetime) -> None:
    shared = f"{SITE}/default"
    for n in (1, 2):
        read = draft(
            f"{SITE}/{n}", title=f"Number {n}", body=f"{WORDS} {n} {'more words ' * n}", canonical=shared
        )
        assert record(archive, observed(f"{SITE}/{n}", read=read), now).kind == "new"
    assert [r["url"] for r in rows(archive, "SELECT url FROM posts ORDER BY id")] == [
        f"{SITE}/1",
        f"{SITE}/2",
    ]


def test_an_edit_updates_flags_and_the_story(archive: Archive, now: datetime) -> None:
    first = draft(published="2029-10-02", problems=(AHEAD,))
    record(archive, observed(read=first), now)
    record(archive, observed(read=draft(published="2026-02-02")), now)
    assert row(archive, "SELECT flags FROM posts")["flags"] is None
    assert row(archive, "SELECT first_published FROM stories")["first_published"] == "2026-02-02"
