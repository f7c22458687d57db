"""Bodies of announcements in 24 languages: what the post says is kept, what the site prints around it is not."""

from __future__ import annotations

from clusterwatch.extraction import extract_post
from tests.extraction.announcement_pages import MARKUPS, page_of, read_words
from tests.tables import each

WORDS = read_words()
LANGUAGES = tuple(WORDS)
_EACH = 4  # languages on each markup; each language stands on many of them
CASES = [
    (markup, LANGUAGES[(n * 5 + k * 6) % len(LANGUAGES)])
    for n, markup in enumerate(MARKUPS)
    for k in range(_EACH)
]


def test_there_are_all_official_languages_on_each_kind_of_page() -> None:
    assert len(WORDS) == 24
    assert {language for _, language in CASES} == set(WORDS)


@each(("markup", "language"), CASES)
def test_the_body_has_every_line_of_the_announcement_and_none_of_the_site(markup: str, language: str) -> None:
    words = WORDS[language]
    case = MARKUPS[markup](words)
    body = extract_post(page_of(words, case), "https://www.cluster.example/news/call").body or ""
    lines = [line for line in body.split("\n") if line in case.kept]
    assert lines == list(case.kept)
    assert [line for line in case.gone if line in body] == []
