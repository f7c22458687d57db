"""`same_story` over posts as objects and as mappings."""

from __future__ import annotations

import clusterwatch
from clusterwatch.models import Draft
from clusterwatch.stories import same_story

EN = {
    "title": "RIVERGRID: 40 quays get shore power",
    "body": "The RIVERGRID project will equip 40 quays by 2028. It costs 7.3 million euros and began on 3 June 2025.",
    "language": "en",
    "published": "2025-06-05",
}
BG = {
    "title": "Брегово захранване за 40 кея",
    "body": "Проектът RIVERGRID започна на 3 юни. Бюджетът е 7,3 млн. евро, а до 2028 г. ще бъдат оборудвани 40 кея.",
    "language": "bg",
    "published": "2025-06-11",
}


def test_mappings_and_objects() -> None:
    objects = [Draft("https://a.example.org/1", **post, precision=None) for post in (EN, BG)]  # type: ignore[arg-type]
    assert same_story(EN, BG) == same_story(BG, EN) == same_story(*objects) > 0.9
    assert clusterwatch.same_story is same_story


def test_nothing_in_common() -> None:
    other = {
        "title": "New chair",
        "body": "Ana Silva chairs the board.",
        "language": "en",
        "published": "2025-06-06",
    }
    assert same_story(EN, other) < 0.01
    assert same_story({}, {}) < 0.01


def test_a_text_and_its_copy_without_facts() -> None:
    body = (
        "Members welcomed the strategy that regional partners prepared together with universities, because small "
        "suppliers rarely find qualified technicians and hardly any workshop trains newcomers systematically."
    )
    posts = [
        {"title": title, "body": body, "language": "en"} for title in ("Strategy", "A strategy welcomed")
    ]
    assert same_story(*posts) > 0.9
