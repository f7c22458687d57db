"""Tests of settings that contradict the posts of a source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from clusterwatch.config import Source, load_sources
from clusterwatch.models import (
    Draft,
    Evidence,
    Method,
    Problem,
    ProblemCode,
    Reason,
    Rejected,
    SelectorReason,
    SettingReason,
)
from clusterwatch.pipeline import settings
from clusterwatch.pipeline.settings import (
    compared,
    is_settled,
    selectors,
    with_line,
    written,
)
from tests.tables import each

TEXT = "Six towns share their microscopes. " * 8
FOOTER = "Open from Monday to Friday."
POLISH = (
    "Klaster otwiera nową pracownię optyki",
    "Trzy firmy zbudują wspólną halę prób",
    "Nabór do programu dla młodych inżynierów",
    "Członkowie wybrali nowy zarząd",
    "Port rzeczny testuje łódź na wodór",
    "Wyniki projektu czujników dla wodociągów",
)
DOUBT = Problem(ProblemCode.SELECTOR_DOUBTFUL, "body", "p", detail={"reason": SelectorReason.IN_BOILERPLATE})


def source(url: str = "https://klaster.example/news", **settings: Any) -> Source:
    return Source.model_validate({"url": url, **settings})


def draft(
    language: str | None = None, raw: str = "", body: str = TEXT, *rejected: str, number: int = 0
) -> Draft:
    other = tuple(Rejected(Method.TEXT, one, one, Reason.WEAKER) for one in rejected)
    evidence = {"published": Evidence(Method.FEED, raw, raw, "feed", rejected=other)} if raw else {}
    return Draft(f"https://klaster.example/{number}", body=body, language=language, evidence=evidence)


def several(languages: Sequence[str | None], **more: Any) -> list[Draft]:
    """Return posts in these languages, each with a text of its own."""
    return [
        draft(one, body=f"{TEXT} {number}", number=number, **more) for number, one in enumerate(languages)
    ]


def contradictions(one: Source, drafts: Sequence[Draft], year: int = 2026) -> list[Problem]:
    return settings.contradictions(one, drafts, date(year, 11, 30))


def told(found: Sequence[Problem]) -> list[tuple[object, ...]]:
    assert all(one.code is ProblemCode.SETTING_DIFFERS for one in found)
    details = [(one, one.detail) for one in found]
    return [
        (one.field, of["written"], of.get("says") or of["reason"], one.count, of["of"]) for one, of in details
    ]


@each(
    ("languages", "of_posts", "expected"),
    [
        (["fr"], ["pl"] * 5, [("languages", "fr", "pl", 5, 5)]),
        (["fr"], ["pl"] * 4, []),
        (["fr"], ["pl"] * 4 + ["fr"], [("languages", "fr", "pl", 4, 5)]),
        (["fr"], ["pl"] * 4 + ["fr"] * 2, [("languages", "fr", "pl", 4, 6)]),
        (["fr"], ["pl"] * 5 + ["fr"] * 3, []),
        (["fr"], ["pl", "pl", "pl", "pl", "cs"], [("languages", "fr", "pl", 4, 5)]),
        (["fr", "pl"], ["pl"] * 9, []),
        (["fr-BE"], ["fr"] * 9, []),
        (["fr"], [None] * 4, []),
        (["no"], ["nb"] * 9, []),
        (["nb"], ["nn"] * 9, []),
        (["nb"], ["da"] * 5, [("languages", "nb", "da", 5, 5)]),
        (["bs"], ["hr"] * 9, []),  # no detector tells these two apart
        (["sl"], ["hr"] * 5, [("languages", "sl", "hr", 5, 5)]),
        (["fy"], ["nl"] * 9, []),  # the detector does not know it
        ([], ["pl"] * 9, []),
    ],
)
def test_languages(languages: list[str], of_posts: list[str | None], expected: list[Any]) -> None:
    assert told(contradictions(source(languages=languages), several(of_posts))) == expected


@each(
    ("of_posts", "write"),
    [
        (["pl"] * 5, "[pl]"),
        (["pl"] * 4 + ["fr"], "[pl, fr]"),
    ],
)
def test_the_languages_to_write(of_posts: list[str], write: str) -> None:
    (found,) = contradictions(source(languages=["fr"]), several(of_posts))
    assert (found.detail["write"], found.url) == (write, "https://klaster.example/news")


@each(("french", "count"), [(16, 34), (17, 0)])
def test_the_first_fifty_posts_are_compared(french: int, count: int) -> None:
    drafts = several(["fr"] * french + ["pl"] * 99)
    found = contradictions(source(languages=["fr"]), drafts)
    assert [(one.count, one.detail["of"]) for one in found] == ([(count, 50)] if count else [])


def test_the_country_to_write() -> None:
    (found,) = contradictions(source("https://klaster.eu/", country="FR"), several(["pl"] * 5))
    assert found.detail["write"] == "PL"


def test_the_language_of_short_texts_is_that_of_all_together() -> None:
    short = [Draft(f"https://a.example/{n}", title=title, body=title) for n, title in enumerate(POLISH)]
    french = source(languages=["fr"])
    assert told(contradictions(french, short)) == [("languages", "fr", "pl", 6, 6)]
    assert contradictions(french, short[:4]) == []
    assert contradictions(source(languages=["pl"]), short) == []
    assert contradictions(french, [draft("pl", body="Nowy klaster.")] * 9) == []


def test_a_wrong_selector_for_the_body_hides_no_wrong_language() -> None:
    french, polish = source(languages=["fr"]), source(languages=["pl"])
    same = [
        Draft(f"https://a.example/{n}", title=t, body=FOOTER, language="en") for n, t in enumerate(POLISH)
    ]
    doubtful = [
        Draft(f"https://a.example/{n}", title=t, body=f"{TEXT}{n}", language="en", problems=(DOUBT,))
        for n, t in enumerate(POLISH)
    ]
    for drafts in (same, doubtful):
        assert told(contradictions(french, drafts)) == [("languages", "fr", "pl", 6, 6)]
        assert contradictions(polish, drafts) == []


def with_bodies(bodies: Sequence[str | None], **more: Any) -> list[Draft]:
    """Return posts in Polish with these bodies, and without titles."""
    return [
        Draft(f"https://a.example/{n}", body=body, language="pl", **more) for n, body in enumerate(bodies)
    ]


OTHER_DOUBT = Problem(ProblemCode.SELECTOR_DOUBTFUL, "title", "p", detail={})
OTHER_PROBLEM = Problem(ProblemCode.FIELD_MISSING, "body")
POLISH_TEXT = "Członkowie klastra spotkali się w Toruniu, żeby omówić plan na najbliższe lata. " * 3


@each(
    ("drafts", "count"),
    [
        # a body that three posts have is none of them
        (with_bodies([f"{POLISH_TEXT}{n}" for n in range(5)]), 5),
        (with_bodies([*(f"{POLISH_TEXT}{n}" for n in range(3)), POLISH_TEXT, POLISH_TEXT]), 5),
        (with_bodies([*(f"{POLISH_TEXT}{n}" for n in range(2)), *[POLISH_TEXT] * 3]), 0),
        # what is doubtful must be the body
        (with_bodies([f"{POLISH_TEXT}{n}" for n in range(5)], problems=(OTHER_DOUBT, OTHER_PROBLEM)), 5),
        (with_bodies([f"{POLISH_TEXT}{n}" for n in range(5)], problems=(DOUBT,)), 0),
        # short texts: five of them, with two hundred letters
        (with_bodies([f"{POLISH_TEXT[:37]} {n}" for n in range(5)]), 5),
        (with_bodies([*(f"{POLISH_TEXT[:36]} {n}" for n in range(4)), POLISH_TEXT[:40]]), 5),
        (with_bodies([*(f"{POLISH_TEXT[:36]} {n}" for n in range(4)), POLISH_TEXT[:39]]), 0),
        (with_bodies([POLISH_TEXT[:80], POLISH_TEXT[80:160], POLISH_TEXT[5:80], POLISH_TEXT[9:90]]), 0),
        (with_bodies([f"{POLISH_TEXT[:46]} {n}" for n in range(4)] + [None]), 0),
    ],
)
def test_what_is_compared_of_short_and_long_texts(drafts: list[Draft], count: int) -> None:
    found = contradictions(source(languages=["fr"]), drafts)
    assert [one.count for one in found] == ([count] if count else [])


def test_a_title_that_is_on_several_pages_or_missing_says_nothing() -> None:
    name = (
        "The association of all the makers of fine instruments for measuring light and sound along the coast"
    )
    drafts = [
        Draft(f"https://a.example/{n}", title=title, titles=(name, f"{title}") if title else (name,))
        for n, title in enumerate((*POLISH, None))
    ]
    assert told(contradictions(source(languages=["fr"]), drafts)) == [("languages", "fr", "pl", 7, 7)]
    assert contradictions(source(languages=["fr"]), [*drafts[:4], drafts[-1]]) == []


def test_a_wrong_selector_for_the_title_hides_no_wrong_language() -> None:
    drafts = [
        Draft(f"https://a.example/{n}", title="Lumen", titles=("Lumen", title), body=FOOTER)
        for n, title in enumerate(POLISH)
    ]
    assert told(contradictions(source(languages=["fr"]), drafts)) == [("languages", "fr", "pl", 6, 6)]


@each(
    ("url", "country", "language", "expected"),
    [
        ("https://klaster.pl/news", "FR", "pl", [("country", "FR", "PL", 5, 5)]),
        ("https://klaster.pl/news", "PL", "pl", []),
        ("https://klaster.pl/news", "EU", "pl", []),
        ("https://klaster.pl/news", "FR", "en", []),  # many clusters write in English
        ("https://klaster.eu/news", "FR", "pl", [("country", "FR", "PL", 5, 5)]),
        ("https://klaster.eu/news", "FR", "en", []),
        ("https://klaster.eu/news", "EU", "pl", []),
        ("https://klaster.io/news", "FR", "pl", [("country", "FR", "PL", 5, 5)]),
        ("https://klaster.eu/news", "RO", "hu", []),  # it is spoken in both countries
        ("https://klaster.eu/news", "PL", "es", []),  # it is spoken in very many
        ("https://klaster.fr/news", "FR", "pl", []),
        ("https://klaster.pl/news", "FR", "de", []),  # a Polish host and German texts: nothing is sure
        ("https://cluster.at/news", "AT", "de", []),
        ("https://cluster.be/news", "BE", "fr", []),
    ],
)
def test_countries(url: str, country: str, language: str, expected: list[Any]) -> None:
    assert told(contradictions(source(url, country=country), several([language] * 5))) == expected


@each(
    ("raw", "expected"),
    [
        ("2026-03-01T10:00:00+01:00", []),
        ("2026-07-01T10:00:00+02:00", []),
        ("2026-03-01T08:00:00Z", []),
        ("2026-03-01T08:00:00+00:00", []),
        ("2026-03-01", []),
        ("2026-03-01T10:00:00+05:00", [("timezone", "Europe/Warsaw", "+05:00", 5, 5)]),
        ("2026-07-01T10:00:00+0300", [("timezone", "Europe/Warsaw", "+03:00", 5, 5)]),
        ("Sun, 01 Mar 2026 10:00:00 -0500", [("timezone", "Europe/Warsaw", "-05:00", 5, 5)]),
        ("Sun, 01 Mar 2026 10:00:00 +0100", []),
        ("2026-02-30T10:00:00+05:00", []),  # no such day
        ("2026-13-01T99:99:00+05:00", []),
        ("2026-05-01T24:00:00+02:00", []),
        ("0000-00-00T00:00:00+05:00", []),
    ],
)
def test_time_zones(raw: str, expected: list[Any]) -> None:
    assert told(contradictions(source(timezone="Europe/Warsaw"), [draft(raw=raw)] * 5)) == expected


def test_an_offset_that_was_rejected_contradicts_a_time_zone() -> None:
    drafts = [draft(None, "2026-03-01", TEXT, "2026-02-01T10:00:00+05:00")] * 5
    expected = [("timezone", "Europe/Warsaw", "+05:00", 5, 5)]
    assert told(contradictions(source(timezone="Europe/Warsaw"), drafts)) == expected


@each(
    ("zone", "raws", "printed", "count"),
    [
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 3 + ["2026-03-01T09:00:00Z"] * 6, "2026-03-01", 3),
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 3 + ["2026-03-01T09:00:00Z"] * 7, "2026-03-01", 0),
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 2 + ["2026-03-01T09:00:00Z"] * 3, "2026-03-01", 0),
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 4, "2026-03-01", 0),
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 5, "2026-03-02", 0),
        ("Asia/Tokyo", ["2026-03-01T20:00:00Z"] * 5, "2026-02-20", 0),  # another day says nothing
        ("America/Lima", ["2026-03-01T04:00:00Z"] * 5, "2026-03-01", 5),
        ("America/Lima", ["2026-03-01T00:00:00Z"] * 5, "2026-03-01", 0),  # a day without a time
    ],
)
def test_a_zone_that_moves_days(zone: str, raws: list[str], printed: str, count: int) -> None:
    drafts = [draft(None, raw, TEXT, printed) for raw in raws]
    expected = [("timezone", zone, SettingReason.OTHER_DAY, count, len(raws))] if count else []
    assert told(contradictions(source(timezone=zone), drafts)) == expected


@each(
    ("country", "raw", "write"),
    [
        ("PL", "2026-03-01T10:00:00+01:00", "Europe/Warsaw"),
        ("PL", "2026-07-01T10:00:00+02:00", "Europe/Warsaw"),
        ("PL", "2026-03-01T10:00:00+05:00", None),
    ],
)
def test_the_time_zone_to_write(country: str, raw: str, write: str | None) -> None:
    (found,) = contradictions(source(country=country, timezone="Asia/Tokyo"), [draft(raw=raw)] * 5)
    assert found.detail.get("write") == write


def test_the_time_zone_to_write_has_the_offset_in_that_year() -> None:
    # Turkey had summer time until 2016.
    posts = [draft(raw="2016-01-05T10:00:00+02:00")] * 5
    for year, write in ((2015, "Europe/Istanbul"), (2026, None)):
        (found,) = contradictions(source(country="TR", timezone="Asia/Tokyo"), posts, year)
        assert found.detail.get("write") == write, year


def test_selectors_by_their_field() -> None:
    select = {"title": ["h1", ".head"], "date": ".day", "remove": ["nav"]}
    assert selectors(source(select=select)) == {"title": "h1, .head", "published": ".day"}
    assert selectors(source()) == {}


@each(("letters", "count"), [(199, 0), (200, 1)])
def test_how_long_a_text_must_be(letters: int, count: int) -> None:
    drafts = [draft("pl", body=f"{n}".ljust(letters, "a"), number=n) for n in range(5)]
    assert len(contradictions(source(languages=["fr"]), drafts)) == count


def test_what_settles_a_contradiction() -> None:
    one = source(languages=["fr"], country="FR")
    settings = written(one)
    assert settings == {"languages": "fr", "country": "FR"}
    assert compared(one, several(["fr"] * 4)) == frozenset()
    assert compared(one, several(["fr"] * 5)) == {"languages", "country"}
    assert not is_settled("languages", "fr", settings, frozenset(["country"]))
    assert is_settled("languages", "fr", settings, frozenset(["languages"]))
    assert is_settled("languages", "de", settings, frozenset())
    assert is_settled("timezone", "Europe/Paris", settings, frozenset())


FILE = """
sources:
  eca:
    url: https://a.example/news
    languages: [fr]
    discover:
      - {kind: feed, url: https://a.example/feed}
      - kind: listing
        link: h2 a
      - {kind: listing, link: h2 a}
    select:
      title: h1
      body:
        css: .text
  one:
    url: https://b.example/news
    discover:
      kind: listing
      next: .next
"""


@each(
    ("name", "problem", "line"),
    [
        ("eca", Problem(ProblemCode.MOVED), 4),
        ("eca", Problem(ProblemCode.SETTING_DIFFERS, "languages", detail={"key": "languages"}), 5),
        ("eca", Problem(ProblemCode.INDEX_EMPTY, selector="h2 a"), 9),
        ("eca", Problem(ProblemCode.SELECTOR_LOST, "title", "h1", detail={"method": Method.SELECTOR}), 12),
        (
            "eca",
            Problem(ProblemCode.SELECTOR_DOUBTFUL, "body", ".text", detail={"method": Method.SELECTOR}),
            13,
        ),
        ("eca", Problem(ProblemCode.SAME_TEXT_ON_MANY, "body"), 13),
        ("one", Problem(ProblemCode.SELECTOR_LOST, selector=".next", detail={"key": "discover.next"}), 19),
        ("one", Problem(ProblemCode.SAME_TEXT_ON_MANY, "title"), None),
        ("one", Problem(ProblemCode.INDEX_EMPTY, selector=".of-another-file"), None),
        ("eca", Problem(ProblemCode.SELECTOR_LOST, "title", "h1", detail={"method": Method.LEARNED}), None),
        ("eca", Problem(ProblemCode.INDEX_EMPTY), None),
    ],
)
def test_the_line_of_what_is_wrong(name: str, problem: Problem, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "watch.yaml").write_text(FILE, "utf-8")
    sources = load_sources(tmp_path / "watch.yaml")
    found = with_line(problem, sources, sources[name]).detail
    place = {"file": "watch.yaml", "line": line, "source": name} if line else {}
    assert found == {**problem.detail, **place}
