"""Tests of what is held back, without a site: which pages show their posts, and what the others have in common."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusterwatch.models import Draft, Entry, Evidence, KnownPost, Method, Page, Problem, ProblemCode, Reason
from clusterwatch.pipeline.quarantine import Decision, Quarantine
from clusterwatch.pipeline.visit import Visit, names
from tests.tables import each

BASE = "https://netz.example/news"
SUBJECTS = [
    "Werkstatt",
    "Messestand",
    "Förderung",
    "Ausschreibung",
    "Jahrestagung",
    "Lehrgang",
    "Prüfstand",
    "Beirat",
]
STRANGE = "Hier entsteht etwas, von dem noch niemand gehört hat, und das in Kürze allen gezeigt werden soll."


def text_of(number: int) -> str:
    """Return the text of a post, which has no sentence of another one."""
    subject = SUBJECTS[number]
    return " ".join(f"{subject}{n} {subject.lower()}lich{n} besprochen {subject[:3]}raum." for n in range(12))


def known(number: int, **values: Any) -> KnownPost:
    title = f"{SUBJECTS[number]}: neue Nachricht"
    given = {"title": title, "published": "2026-10-01", "body": text_of(number), "withdrawn": None, **values}
    return KnownPost(number, f"{BASE}/{number}", precision="day", language="de", revision=1, **given)


def draft(url: str, title: str | None, body: str | None, wall: Reason | None = None, **more: Any) -> Draft:
    return Draft(url, title=title, body=body, titles=(title,) if title else (), wall=wall, **more)


def visit_of(
    number: int, title: str | None, body: str | None, wall: Reason | None = None, **more: Any
) -> Visit:
    """Return what the page of a known post shows now."""
    post = more.pop("known", known(number))
    return Visit(post.url, draft(post.url, title, body, wall), None, post, **more)


def page(body: bytes, **headers: str) -> Page:
    """Return a page as it was fetched."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(BASE, BASE, 200, headers, body, datetime(2026, 11, 1, tzinfo=UTC))


def new(number: int, title: str, body: str | None, listed: str | None, **more: Any) -> Visit:
    """Return what a new address shows, with the title that the index gives."""
    url = f"{BASE}/neu-{number}"
    entry = Entry(url, Method.LISTING, BASE, listed)
    return Visit(url, draft(url, title, body, more.pop("wall", None), **more), entry)


def decisions(*visits: Visit, good: int = 0) -> list[Decision | None]:
    quarantine = Quarantine()
    quarantine.good = good
    for visit in visits:
        quarantine.see(visit)
    return [quarantine.decide(visit) for visit in visits]


def many(reason: Reason) -> Decision:
    return Decision(reason, of_many=True)


def test_an_edit_is_written_and_waits() -> None:
    quarantine = Quarantine()
    visit = visit_of(1, known(1).title, text_of(1) + " Der Saal ist voll.")
    assert (visit.is_sure, visit.is_edit, quarantine.see(visit), quarantine.decide(visit)) == (
        True,
        True,
        True,
        None,
    )


def test_an_unchanged_text_need_not_wait() -> None:
    quarantine = Quarantine()
    assert not quarantine.see(visit_of(1, known(1).title, text_of(1)))
    assert quarantine.good == 1


@pytest.mark.parametrize("body", [STRANGE, None, text_of(7)])
@pytest.mark.parametrize("title", ["Haus am See", None])
def test_one_page_on_two_posts_is_held_back(title: str | None, body: str | None) -> None:
    if title is None and body is None:
        return
    assert (
        decisions(visit_of(1, title, body), visit_of(2, title, body), good=9) == [many(Reason.SAME_TEXT)] * 2
    )


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Z"]), min_size=1, max_size=60).filter(
        str.strip
    ),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Z"]), max_size=300),
    st.lists(st.integers(0, 7), min_size=2, max_size=5, unique=True),
)
def test_no_page_becomes_the_text_of_two_posts(title: str, body: str, numbers: list[int]) -> None:
    visits = [visit_of(n, title, body or None) for n in numbers]
    written = [
        visit for visit, decision in zip(visits, decisions(*visits, good=20), strict=True) if decision is None
    ]
    assert not [visit for visit in written if visit.is_edit]


def test_the_page_of_one_post_is_not_written_to_another() -> None:
    assert decisions(visit_of(1, known(2).title, text_of(2), is_twin=True)) == [many(Reason.SAME_TEXT)]


def test_a_title_that_several_posts_get_is_no_edit_although_their_texts_stay() -> None:
    visits = [visit_of(n, "Rundbrief", text_of(n) + f" Ausgabe {n}.") for n in range(4)]
    assert decisions(*visits) == [many(Reason.SAME_TITLE)] * 4
    listed = [visit_of(n, "Rundbrief", text_of(n), listed="Rundbrief") for n in range(4)]
    assert decisions(*listed[:2]) == [None] * 2
    assert decisions(*listed) == [many(Reason.SAME_TITLE)] * 4


@each("posts", [2, 3, 4])
def test_a_title_that_many_posts_get_while_nothing_else_changes_is_held_back(posts: int) -> None:
    visits = [visit_of(n, "Netzwerk Hafen", text_of(n)) for n in range(posts)]
    assert decisions(*visits, visit_of(4, "Eine eigene neue Zeile", text_of(4))) == [
        *[many(Reason.SAME_TITLE)] * posts,
        Decision(Reason.SAME_TITLE, of_many=False),
    ]


@each(("posts", "good", "held"), [(2, 2, True), (2, 3, False), (1, 0, False), (5, 4, True)])
def test_words_that_follow_the_titles_of_most_posts_are_no_edit(posts: int, good: int, held: bool) -> None:
    quarantine = Quarantine()
    for _ in range(good):
        quarantine.see_unchanged()
    visits = [visit_of(n, f"{known(n).title} | Netzwerk Hafen", text_of(n)) for n in range(posts)]
    for visit in visits:
        quarantine.see(visit)
    assert [quarantine.decide(visit) for visit in visits] == [
        many(Reason.SAME_ENDING) if held else None
    ] * posts
    for visit in visits:
        quarantine.hold(visit, many(Reason.SAME_ENDING))
    (problem,) = quarantine.problems()
    assert (problem.code, problem.field) == (ProblemCode.FIELD_REWRITTEN, "title")
    quarantine.accepted = frozenset({Reason.SAME_ENDING})
    assert {quarantine.decide(visit) for visit in visits} == {None}


def test_titles_that_become_one_while_the_texts_are_gone_are_a_wall() -> None:
    visits = [
        visit_of(1, "Rundbrief", STRANGE),
        visit_of(2, "Rundbrief", text_of(5)),
        visit_of(3, "Anderes", text_of(6)),
    ]
    wall = many(Reason.SAME_TEXT)
    assert decisions(*visits) == [wall, wall, many(Reason.REPLACED)]


@each(
    ("shared", "good", "accepted", "is_edit"),
    [(2, 3, False, True), (2, 2, False, False), (3, 3, False, False), (3, 0, True, True)],
)
def test_a_text_that_few_posts_share_for_two_nights_is_an_edit(
    shared: int, good: int, accepted: bool, is_edit: bool
) -> None:
    quarantine = Quarantine()
    quarantine.accepted = frozenset({Reason.SAME_TEXT} if accepted else ())
    for _ in range(good):
        quarantine.see_unchanged()
    visits = [visit_of(n, known(n).title, STRANGE, is_stable=True) for n in range(shared)]
    for visit in visits:
        quarantine.see(visit)
    assert {quarantine.decide(one) for one in visits} == {None if is_edit else many(Reason.SAME_TEXT)}


@each(
    ("title", "wall", "stable", "listed", "is_edit"),
    [
        ("Haus am See", None, True, None, False),
        ("Haus am See", None, True, "Haus am See", True),
        (None, Reason.LOGIN, True, None, False),
        (None, None, False, None, False),
        (None, None, True, None, True),
    ],
)
def test_a_wall_or_a_page_without_the_own_title_is_no_edit_of_few_posts(
    title: str | None, wall: Reason | None, stable: bool, listed: str | None, is_edit: bool
) -> None:
    quarantine = Quarantine()
    quarantine.accepted = frozenset({Reason.SAME_TEXT})
    visits = [
        visit_of(n, title or known(n).title, STRANGE, wall, is_stable=stable, listed=listed) for n in range(2)
    ]
    for visit in visits:
        quarantine.see(visit)
    assert [quarantine.decide(one) is None for one in visits] == [is_edit] * 2


def test_a_login_that_leaves_the_titles_is_a_wall() -> None:
    visits = [visit_of(n, known(n).title, "Nur wer zum Haus gehört, darf hier weiterlesen.") for n in (1, 2)]
    assert decisions(*visits, good=9) == [many(Reason.SAME_TEXT)] * 2


def test_a_wall_with_the_number_of_the_request_and_the_address_is_one() -> None:
    visits = [visit_of(n, "Haus am See", f"{STRANGE} {BASE}/{n} um 10:4{n}, Anfrage 77{n}a9") for n in (1, 2)]
    assert decisions(*visits, good=9) == [many(Reason.SAME_TEXT)] * 2


def test_two_posts_with_one_text_may_get_another_one_together() -> None:
    same = [known(n, title="Rundbrief", body=text_of(3)) for n in (1, 2)]
    visits = [visit_of(post.id, "Rundbrief", text_of(3) + " Der Saal ist voll.", known=post) for post in same]
    assert decisions(*visits) == [None, None]


def test_the_words_of_a_wall_decide_about_a_single_post() -> None:
    assert decisions(visit_of(1, "Netz", "Wir verwenden Cookies.", Reason.COOKIES)) == [many(Reason.COOKIES)]
    before = draft(BASE, "Cookies", "Wir verwenden Cookies.", Reason.COOKIES)
    about = known(1, title="Cookies", body="Wir verwenden Cookies.")
    visit = visit_of(
        1, "Cookies", "Kekse: wir backen sie selbst.", Reason.COOKIES, known=about, before=before
    )
    assert decisions(visit) == [None]


def test_a_post_that_is_not_found_is_decided_alone_if_others_are_read() -> None:
    def missing(number: int, **more: Any) -> Visit:
        return visit_of(number, "Seite nicht gefunden", "Die Seite gibt es nicht.", Reason.NOT_FOUND, **more)

    alone, wall = Decision(Reason.NOT_FOUND, of_many=False), many(Reason.NOT_FOUND)
    assert decisions(missing(1)) == [alone]
    assert decisions(missing(1), missing(2), good=3) == [alone, alone]
    assert decisions(missing(1), missing(2), good=2) == [wall, wall]
    gone = known(2, withdrawn="2026-10-02")
    assert decisions(missing(1), missing(2, known=gone)) == [alone, alone]


def test_a_replaced_post_is_an_edit_at_the_second_visit() -> None:
    assert decisions(visit_of(1, "Haus am See", STRANGE)) == [Decision(Reason.REPLACED, of_many=False)]
    assert decisions(visit_of(1, "Haus am See", STRANGE, earlier=Reason.REPLACED)) == [None]
    assert decisions(visit_of(1, known(1).title, STRANGE)) == [None]


@each(
    ("body", "shown"),
    [
        ("<p>{}</p>", True),
        ("{}", True),
        ("<a href=/1>{}</a>", False),
        ("<a href=/1><h3>{}</h3><p>Mehr</p></a>", False),
        ("<A href=/1><em>{}</em></A >", False),
        ("<a href=/1>{} <a href=/2>Mehr</a>", False),
        ("<a name=top><h1>{}</h1><a href=/2>Mehr</a>", True),
        ("<a name=top><h1>{}</h1>", True),
        ("<a href=/2>Mehr</a><h1>{}</h1><a href=/2>Mehr</a>", True),
        ("<article>{}</article>", True),
        ("<!-- {} --><p>Mehr</p>", False),
        ("<p>Mehr</p><!-- {}", False),
        ("<script>let a = '{}'</script><p>Mehr</p>", False),
        ("<style>{}", False),
    ],
)
def test_the_title_on_a_page_counts_if_it_is_no_link(body: str, shown: bool) -> None:
    markup = body.replace("{}", known(1).title or "")
    visit = visit_of(1, "Haus am See", STRANGE, page=page(markup.encode()))
    assert (visit.named, decisions(visit)) == (
        shown,
        [None if shown else Decision(Reason.REPLACED, of_many=False)],
    )


@each(
    ("encoding", "title", "head", "headers"),
    [
        (
            "cp1252",
            "Über die Förderung der Prüfstände",
            "",
            {"content_type": "text/html; charset=windows-1252"},
        ),
        ("iso-8859-2", "Příští týden začne škola řemesel", "<meta charset=iso-8859-2>", {}),
        ("utf-8", "Příští týden začne škola řemesel", "", {"content_type": "text/html"}),
    ],
)
def test_the_title_is_read_in_the_encoding_of_the_page(
    encoding: str, title: str, head: str, headers: dict[str, str]
) -> None:
    shown = page(f"{head}<p>{title}</p>".encode(encoding), **headers)
    assert visit_of(1, "Haus am See", STRANGE, known=known(1, title=title), page=shown).named


# So long that reading the rest of the page for each of them would take many seconds.
@each("piece", ["<a>", "<a", "<", "<a></a", "</a", "<!--", "<script>", "<style ", "<a><b>", "<a b"])
def test_a_hostile_page_is_searched_once(piece: str) -> None:
    body = f"<h1>{known(1).title}</h1>{piece * (300_000 // len(piece))}".encode()
    assert visit_of(1, "Haus am See", STRANGE, page=page(body)).named
    assert not visit_of(2, "Haus am See", STRANGE, page=page(body)).named


@each("words", [0, 3, 40])
def test_a_page_that_is_cut_short_is_held_back(words: int) -> None:
    short = " ".join(text_of(1).split()[:words])[:-1] or None  # the last word is cut, too
    visit = visit_of(1, known(1).title, short, cut=True)
    assert (decisions(visit), visit.is_sure) == ([Decision(Reason.CUT, of_many=False)], False)
    assert decisions(visit_of(1, known(1).title, text_of(1) + " Mehr", cut=True)) == [None]


def test_a_new_page_that_is_cut_waits_for_some_nights() -> None:
    def cut(tries: int) -> Visit:
        url = f"{BASE}/neu"
        entry = Entry(url, Method.LISTING, BASE, "Haus am See")
        return Visit(url, draft(url, "Haus am See", STRANGE), entry, cut=True, tries=tries)

    assert decisions(cut(6)) == [Decision(Reason.CUT, of_many=False)]
    assert (decisions(cut(7)), cut(7).is_sure) == ([None], True)


def test_pages_that_are_cut_are_one_problem() -> None:
    quarantine = Quarantine()
    for count in (1, 2):
        quarantine.hold(visit_of(count, "Netz", STRANGE), Decision(Reason.CUT, of_many=False))
        told = (
            [Problem(ProblemCode.PAGE_CUT, url=f"{BASE}/1", count=2, detail={"held": 2})] if count > 1 else []
        )
        assert quarantine.problems() == told


def test_new_posts_with_the_title_of_the_index_need_not_wait() -> None:
    quarantine = Quarantine()
    assert not quarantine.see(new(1, "Haus am See", STRANGE, "Haus am See"))
    assert not quarantine.see(new(2, "Haus am See | Netz", STRANGE, "Haus am S…"))


def test_new_addresses_with_one_text_are_held_back() -> None:
    visits = [new(n, "Haus am See", STRANGE, f"Nachricht über {SUBJECTS[n]}") for n in (1, 2)]
    assert decisions(*visits) == [many(Reason.SAME_TEXT)] * 2
    assert decisions(visits[0]) == [None]
    assert decisions(visits[0], visit_of(3, "Haus am See", STRANGE), good=9) == [many(Reason.SAME_TEXT)] * 2


def test_two_addresses_of_one_post_are_no_wall() -> None:
    dated = {"published": Evidence(Method.TIME, "", "2026-10-01")}
    visits = [new(n, "Haus am See", STRANGE, None, evidence=dated) for n in (1, 2, 3)]
    assert decisions(*visits[:2]) == [None, None]
    assert decisions(*visits) == [many(Reason.SAME_TEXT)] * 3
    undated = [new(n, "Haus am See", STRANGE, None) for n in (1, 2)]
    assert decisions(*undated) == [many(Reason.SAME_TEXT)] * 2
    canonical = [new(n, "Haus am See", STRANGE, None, canonical=f"{BASE}/neu-1") for n in (1, 2)]
    assert decisions(*canonical) == [None, None]


def test_posts_without_titles_in_the_index_differ_by_title_or_day() -> None:
    assert decisions(*[new(n, f"Rundbrief {n}", STRANGE, None) for n in (1, 2)]) == [None, None]
    days = [{"published": Evidence(Method.TIME, "", f"2026-10-0{n}")} for n in (1, 2)]
    visits = [new(n, "Rundbrief", STRANGE, None, evidence=day) for n, day in enumerate(days)]
    assert decisions(*visits) == [None, None]


def test_the_words_of_a_wall_decide_about_a_new_page_whose_title_is_not_expected() -> None:
    said = Decision(Reason.COOKIES, of_many=False)
    assert decisions(new(1, "Netz", "Wir verwenden Cookies.", "Neue Halle", wall=Reason.COOKIES)) == [said]
    assert decisions(new(1, "Netz", "Wir verwenden Cookies.", None, wall=Reason.COOKIES)) == [said]
    assert decisions(new(1, "Neue Halle", "Wir verwenden Cookies.", "Neue Halle", wall=Reason.COOKIES)) == [
        None
    ]


@each(("tries", "told"), [(1, 0), (2, 1)])
def test_a_new_page_that_shows_a_wall_for_some_nights_is_a_problem_of_its_source(
    tries: int, told: int
) -> None:
    quarantine = Quarantine()
    for number, reason in enumerate((Reason.COOKIES, Reason.CUT)):
        visit = new(number, "Netz", "Wir verwenden Cookies.", "Neue Halle")
        visit.tries = tries
        quarantine.hold(visit, Decision(reason, of_many=False))
    assert [(p.code, p.count) for p in quarantine.problems()] == [(ProblemCode.BLOCKED, 1)] * told


def test_complete_entries_with_one_title_and_text_are_held_back() -> None:
    def entry(number: int) -> Visit:
        url = f"{BASE}/{number}"
        listed = Entry(url, Method.FEED, f"{BASE}/feed", "Haus am See", complete=True)
        return Visit(url, draft(url, "Haus am See", STRANGE), listed)

    assert decisions(entry(1), entry(2)) == [None, None]
    assert decisions(entry(1), entry(2), entry(3)) == [many(Reason.SAME_TEXT)] * 3


def test_what_is_held_back_becomes_one_problem_of_each_kind() -> None:
    quarantine = Quarantine()
    visits = [visit_of(n, "Netz", STRANGE) for n in range(5)]
    for visit, reason in zip(visits, ["cookies", "cookies", "login", "same-text", "replaced"], strict=True):
        quarantine.hold(visit, Decision(Reason(reason), of_many=reason != "replaced"))
    assert (quarantine.held, quarantine.told) == (5, 4)
    assert quarantine.problems() == [
        Problem(ProblemCode.BLOCKED, url=f"{BASE}/0", count=3, detail={"reason": Reason.COOKIES, "held": 3}),
        Problem(
            ProblemCode.SAME_TEXT_ON_MANY,
            "body",
            url=f"{BASE}/3",
            count=1,
            detail={"reason": Reason.SAME_TEXT, "text": STRANGE[:80], "held": 1},
        ),
    ]


def test_only_the_beginning_of_a_very_long_page_is_searched() -> None:
    title, long = f"<p>é {known(1).title}</p>".encode(), "<p>é".encode() * 110_000
    assert visit_of(1, "Haus am See", STRANGE, page=page(title + long)).named
    assert not visit_of(1, "Haus am See", STRANGE, page=page(long + title)).named


def test_a_page_that_was_held_back_is_not_kept_in_memory() -> None:
    quarantine, visit = Quarantine(), visit_of(1, "Netz", STRANGE)
    before = [sys.getrefcount(one) for one in (visit, visit.draft, visit.known)]
    quarantine.hold(visit, many(Reason.COOKIES))
    assert [sys.getrefcount(one) for one in (visit, visit.draft, visit.known)] == before


@each(
    ("title", "expected", "found"),
    [
        ("Neue Werkstatt eröffnet", "Neue Werkstatt eröffnet", True),
        ("Neue Werkstatt eröffnet | Netz", "NEUE WERKSTATT ERÖFFNET", True),
        ("Neue Werkstatt für alle Betriebe eröffnet", "Neue Werkstatt für alle Betr…", True),
        ("Neue Werkstatt eröffnet", "12. Mai: Neue Werkstatt eröffnet", False),
        ("Neue Werkstatt eröffnet", "Mai: Neue Werkstatt eröffnet", True),
        ("Werkstatt", "Neue Werkstatt für alle Betriebe eröffnet", False),
        ("Die neue Werkstatt ist eröffnet", "Neue Werkstatt eröffnet", True),
        ("Nachricht 4 aus dem Netz", "Nachricht 3 aus dem Netz", False),
        ("Netz", "Neue Werkstatt eröffnet", False),
        ("", "Neue Werkstatt eröffnet", False),
    ],
)
def test_a_title_is_recognised(title: str, expected: str, found: bool) -> None:
    assert names([title], expected) is found
