"""The generated pages: many languages and frames, the same each time, with a truth that they show."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from clusterwatch import parse_date
from tests.generated.frames import FRAMES, NOW, Page
from tests.generated.posts import TEXTS, Post, all_posts
from tests.generated.scoring import body_f1
from tests.tables import each

POSTS = all_posts()
WITHOUT_TEXT = ("script_rendered", "password_form", "robot_check", "login_page")  # frames that show no text


def _html(page: Page, post: Post) -> str:
    return page.html if isinstance(page.html, str) else page.html.decode(post.language.charset)


def test_there_are_posts_in_ten_languages_and_more_on_a_dozen_frames_and_more() -> None:
    assert len({post.language.code for post in POSTS}) >= 10
    assert len(FRAMES) >= 12
    assert len({post.title for post in POSTS}) == len({post.slug for post in POSTS}) == len(POSTS)


def test_no_text_has_a_character_that_html_escapes() -> None:
    for path in TEXTS.glob("*.toml"):
        assert not re.search(r"[<>&]", path.read_text(encoding="utf-8")), path.name


def test_no_post_is_of_the_day_of_the_visit_or_later() -> None:
    assert all(post.day < NOW.date() for post in POSTS)


@each("frame", FRAMES)
def test_a_frame_makes_the_same_page_each_time(frame: str) -> None:
    assert FRAMES[frame](POSTS[0]) == FRAMES[frame](POSTS[0])


@each("frame", [name for name in FRAMES if name not in WITHOUT_TEXT])
def test_a_page_shows_every_line_of_its_truth(frame: str) -> None:
    for post in POSTS:
        page = FRAMES[frame](post)
        markup = re.sub(r"(?s)<head>.*?</head>|<script.*?</script>", "", _html(page, post))
        shown = " ".join(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", markup)).casefold()))
        for line in page.body:
            assert " ".join(re.findall(r"\w+", line.casefold())) in shown


@pytest.mark.parametrize("post", POSTS, ids=lambda post: f"{post.language.code}-{post.slug}")
def test_the_forms_of_a_day_are_those_of_the_language(post: Post) -> None:
    language = post.language
    for day in (post.day, date(2021, 5, 6), date(2019, 12, 31)):
        for text in (language.write(day), language.write(day, "full"), language.write(day, "numeric")):
            read = parse_date(text, (language.code,), order="YMD" if language.code == "hu" else "DMY")
            assert read is not None
            assert read.value == day.isoformat(), text


def test_every_frame_says_what_it_is() -> None:
    assert all((frame.__doc__ or "").endswith(".") for frame in FRAMES.values())


@each(
    ("true", "found", "f1"),
    [
        (("one two", "three"), "one two three", 1.0),
        (("one two",), "Two, one!", 1.0),
        (("one two",), "one", 2 / 3),
        (("one",), "two", 0.0),
        ((), None, 1.0),
        ((), "one", 0.0),
        (("one one",), "one", 2 / 3),
    ],
)
def test_f1_counts_words_as_often_as_they_stand(true: tuple[str, ...], found: str | None, f1: float) -> None:
    assert body_f1(true, found) == pytest.approx(f1)
