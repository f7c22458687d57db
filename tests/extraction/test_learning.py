"""Tests of learned selectors: they are exact on all pages, or there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from clusterwatch.extraction import derive, extract_post, labelled
from clusterwatch.models import Draft, Entry, Method, Page, Problem, ProblemCode, SelectorReason
from tests.tables import each

NOW = datetime(2026, 11, 26, tzinfo=UTC)
TEXTS = [
    "The harbour of the north opens its third hall to the builders of small ferries this spring.",
    "Nine bakeries share one oven that runs on the surplus of the wind parks at night.",
    "A loom that needs no oil was shown to the weavers of four valleys last week.",
    "The orchard of the school tests sensors that count blossoms and warn of frost.",
    "Two quarries send their dust to a kiln that turns it into tiles for tram stops.",
    "Pumps of the old waterworks will cool the computers of the new library.",
    "The turbine of the mill was mended by apprentices of three firms in nine days.",
]


def markup(number: int, *, title: str = "t7", day: str = "d4", body: str = "b2", extra: str = "") -> str:
    """Return a page with meaningless classes, and with other dates and headings around the values."""
    return (
        f"<html lang=en><body><div class=k1><span class={day}x>{27 - number} June 2026</span>"
        f"<h2 class={title}y>What else happened</h2></div><div class=k2 id=post-{number}88>"
        f"<div class={title}>Notice {number} of the guild</div><span class={day}>{number + 1} March 2026</span>"
        f"<span class={day}>{number + 2} May 2026</span>"
        f"<div class={body}><p>{TEXTS[number % 7]} It is report {number}.</p><p>{TEXTS[(number + 3) % 7]}</p></div>"
        f"{extra}</div></body></html>"
    )


def known(number: int, *, body: bool = True) -> Draft:
    text = f"{TEXTS[number % 7]} It is report {number}.\n{TEXTS[(number + 3) % 7]}"
    day = f"2026-03-{number + 1:02d}"
    return Draft(address(number), f"Notice {number} of the Guild", day, "day", "en", text if body else None)


def address(number: int) -> str:
    return f"https://guild.example/n/{number}"


def page(number: int, html: str) -> Page:
    return Page(address(number), address(number), 200, {"content-type": "text/html"}, html.encode(), NOW)


def examples(numbers: range, html: dict[int, str] | None = None) -> list[tuple[Page, Draft]]:
    return [(page(n, (html or {}).get(n, markup(n))), known(n)) for n in numbers]


def learn(pairs: list[tuple[Page, Draft]]) -> dict[str, str]:
    derived = derive([labelled(p, d, None) for p, d in pairs])
    return {field: learned.css[0] for field, learned in derived.items()}


def test_selectors_that_give_exactly_what_is_known() -> None:
    assert learn(examples(range(1, 8))) == {"title": "div.t7", "date": "span.d4", "body": "div.b2"}


def test_posts_that_were_not_labelled_are_read_by_them() -> None:
    derived = derive([labelled(p, d, None) for p, d in examples(range(1, 7))])
    draft = extract_post(markup(12), address(12), None, NOW, learned=derived)
    assert (draft.title, draft.published) == ("Notice 12 of the guild", "2026-03-13")
    assert draft.body == known(12).body
    assert {draft.evidence[f].method for f in ("title", "published", "body")} == {"learned"}
    assert draft.evidence["title"].where == "div.t7"


@each(("size", "css"), [(120, "span.d4"), (121, None)])
def test_a_text_of_more_than_120_characters_is_prose_and_no_date(size: int, css: str | None) -> None:
    html = {
        n: markup(n).replace(f"{n + 1} March 2026", f"{n + 1} March 2026 ".ljust(size, "x"))
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html)).get("date") == css


@each(("other", "css"), [(3, "div.b"), (4, None)])
def test_a_body_has_the_known_words_but_for_three_of_a_hundred(other: int, css: str | None) -> None:
    pairs = []
    for number in range(1, 8):
        said = [f"w{number}x{n}" for n in range(100)]
        shown = [*said[: 100 - other], *(f"v{n}" for n in range(other))]
        html = f"<html><body><main><div class=b><p>{' '.join(shown)}</p></div></main></body></html>"
        pairs.append((page(number, html), Draft(address(number), body=" ".join(said))))
    assert learn(pairs).get("body") == css


def test_values_within_other_elements_are_read() -> None:
    """The title and the date have elements of their own in them."""
    html = {
        n: markup(n)
        .replace(f"Notice {n} of the guild", f"Notice <b>{n}</b> of the <i>guild</i>")
        .replace(f">{n + 1} March 2026<", f"><b>{n + 1}</b> <i>March</i> 2026<")
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html)) == {"title": "div.t7", "date": "span.d4", "body": "div.b2"}


def test_the_title_of_the_window_and_scripts_teach_nothing() -> None:
    html = {
        n: markup(n).replace(
            f"<div class=t7>Notice {n} of the guild</div>",
            f"<title class=w>Notice {n} of the guild</title><script class=s>Notice {n} of the guild</script>",
        )
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html)) == {"date": "span.d4", "body": "div.b2"}


def test_fewer_than_five_pages_teach_nothing() -> None:
    assert learn(examples(range(1, 5))) == {}


def test_a_selector_that_is_wrong_on_one_page_is_rejected() -> None:
    """On one page the title is elsewhere, and another text is in its place."""
    odd = markup(3).replace("<div class=t7>Notice 3 of the guild", "<div class=t7>A word from the sponsor")
    assert "title" not in learn(
        examples(range(1, 8), {3: odd.replace("<p>", "<p class=z>Notice 3 of the guild</p><p>", 1)})
    )


def test_a_selector_may_find_nothing_on_a_page_in_five() -> None:
    odd = markup(3).replace("<span class=d4>4 March 2026</span><span class=d4>5 May 2026</span>", "")
    assert learn(examples(range(1, 8), {3: odd}))["date"] == "span.d4"


@each(("missing", "css"), [(2, "span.d4"), (3, None)])
def test_a_selector_must_find_the_value_on_eight_pages_of_ten(missing: int, css: str | None) -> None:
    html = {n: markup(n, day="none").replace("March", "Mrch") for n in range(1, missing + 1)}
    assert learn(examples(range(1, 11), html)).get("date") == css


def test_a_selector_that_finds_one_element_is_better_than_one_that_finds_several() -> None:
    more = "<div class=t7>More of the guild</div>"
    html = {n: markup(n, extra=more) for n in range(1, 8)}
    assert learn(examples(range(1, 8), html))["title"] == "div.t7"
    html = {n: text.replace("<div class=t7>Notice", '<div class="t7 u">Notice') for n, text in html.items()}
    assert learn(examples(range(1, 8), html))["title"] == "div.u"


def test_a_class_that_several_elements_have_is_better_than_where_the_first_one_stands() -> None:
    html = {
        n: markup(n).replace("</body>", "<div class=t7>More of the guild</div></body>") for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html))["title"] == "div.t7"


def test_a_selector_for_all_pages_is_better_than_one_for_most_of_them() -> None:
    html = {n: markup(n, title="t7 main" if n > 1 else "t7") for n in range(1, 8)}
    more = {n: text.replace("</body>", "<div class=t7>More</div></body>") for n, text in html.items()}
    assert learn(examples(range(1, 8), more))["title"] == "div.t7"


def test_one_inner_element_is_better_than_several_outer_ones() -> None:
    more = "<div class=t7>More of the guild</div>"
    html = {
        n: markup(n, extra=more).replace(f"Notice {n} of the guild", f"<b>Notice {n} of the guild</b>")
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html))["title"] == "b"


def test_of_two_elements_with_the_value_the_inner_one_is_chosen() -> None:
    html = {
        n: markup(n).replace(
            f"<div class=t7>Notice {n} of the guild</div>",
            f"<div class=a7><div class=t7>Notice {n} of the guild</div></div>",
        )
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html))["title"] == "div.t7"


@each(
    ("inner", "between", "name", "css"),
    [
        ("div", "<div>", "id=top", "#top"),
        ("div", "<div><div>", "id=top", "div.t7"),
        ("b", "<i>", "property=top", "b.t7"),
        ("b", "", "property=top", 'div[property="top"]'),
    ],
)
def test_a_better_name_may_be_two_elements_further_out(inner: str, between: str, name: str, css: str) -> None:
    html = {
        n: markup(n).replace(
            f"<div class=t7>Notice {n} of the guild</div>",
            f"<div {name}>{between}<{inner} class=t7>Notice {n} of the guild</{inner}>"
            f"{between.replace('<', '</')}</div>",
        )
        for n in range(1, 8)
    }
    assert learn(examples(range(1, 8), html))["title"] == css


def test_a_date_that_stands_in_one_place_only() -> None:
    html = {n: markup(n).replace(f"<span class=d4>{n + 2} May 2026</span>", "") for n in range(1, 8)}
    assert learn(examples(range(1, 8), html))["date"] == "span.d4"


def test_a_text_above_many_small_elements() -> None:
    html = {n: markup(n, extra="<i>.</i>" * 12) for n in range(1, 8)}
    assert learn(examples(range(1, 8), html))["body"] == "div.b2"


def test_a_known_text_without_words_teaches_nothing() -> None:
    pairs = [
        (page(n, "<html><body><p>…</p></body></html>"), Draft(address(n), body="…" * n)) for n in range(1, 8)
    ]
    assert learn(pairs) == {}


def test_five_pages_with_two_values_are_enough() -> None:
    pairs = [*examples(range(1, 3)), *examples(range(1, 3)), *examples(range(1, 2))]
    assert learn(pairs) == {"title": "div.t7", "date": "span.d4", "body": "div.b2"}


def test_pages_without_a_known_value_do_not_count() -> None:
    unknown = [(page(n, markup(n, day="none")), replace(known(n), published=None)) for n in range(6, 12)]
    timed = [(p, replace(d, published=f"{d.published}T10:00")) for p, d in examples(range(1, 6))]
    date = derive([labelled(p, d, None) for p, d in [*timed, *unknown]])["date"]
    assert (date.css, date.agreed, date.of) == (("span.d4",), 5, 5)


def test_a_value_that_is_equal_on_all_pages_is_rejected() -> None:
    """A title that is equal on all pages may be the name of the site."""
    pairs = [
        (page(n, markup(n).replace(f"Notice {n} of the guild", "Notice")), Draft(address(n), "Notice", None))
        for n in range(1, 8)
    ]
    assert learn(pairs) == {}


def test_dates_in_attributes() -> None:
    html = {
        n: markup(n).replace(
            f"<span class=d4>{n + 1} March 2026</span>",
            f"<i class=d4 datetime=2026-03-{n + 1:02d}>now</i> <i class=d4>then</i>",
        )
        for n in range(1, 8)
    }
    derived = derive([labelled(p, d, None) for p, d in examples(range(1, 8), html)])
    assert (derived["date"].css, derived["date"].attr) == (("i.d4",), "datetime")


def test_without_any_class_the_place_is_named() -> None:
    def bare(n: int) -> str:
        body = "".join(f"<p>{p}</p>" for p in (known(n).body or "").splitlines())
        return (
            f"<html lang=en><body><main><div>1 June 2026</div><div>Notice {n} of the guild</div>"
            f"<div>{n + 1} March 2026</div><section>{body}</section></main></body></html>"
        )

    derived = derive([labelled(page(n, bare(n)), known(n), None) for n in range(1, 8)])
    draft = extract_post(bare(15), address(15), None, NOW, learned=derived)
    assert (draft.title, draft.published) == ("Notice 15 of the guild", "2026-03-16")


def test_a_title_that_differs_from_the_feed_is_a_problem_of_the_selector() -> None:
    derived = derive([labelled(p, d, None) for p, d in examples(range(1, 7))])
    entry = Entry(address(9), Method.FEED, "https://guild.example/feed", title="Quite another headline")
    draft = extract_post(markup(9), address(9), None, NOW, entry=entry, learned=derived)
    assert draft.evidence["title"].method != "learned"
    detail = {"method": "learned", "reason": SelectorReason.DIFFERS, "index": "feed"}
    assert Problem(ProblemCode.SELECTOR_LOST, "title", "div.t7", detail=detail) in draft.problems
