"""The day in the state of the scripts of a page."""

from __future__ import annotations

from clusterwatch.extraction.declared.script_state import script_claim
from tests.tables import each

DAY = "2026-05-04"


@each(
    ("state", "day"),
    [
        (f'"publishedAt":"{DAY}"', DAY),
        (f'"date_published": "{DAY}T10:00:00Z"', f"{DAY}T10:00:00Z"),
        (f"'publishDate':'{DAY}'", DAY),
        (rf"\"publishedAt\":\"{DAY}\"", DAY),
        (f'"created_at":"{DAY}"', DAY),
        (f'"created_at":"2026-05-01","publishedAt":"{DAY}"', DAY),
        (f'"publishedAt":"{DAY}T10:00:00Z","pubDate":"{DAY}"', f"{DAY}T10:00:00Z"),
        (f'"publishedAt":"{DAY}","pubDate":"2026-05-05"', None),
        (f'"birthDate":"{DAY}"', None),
        (f'"unpublished":"{DAY}"', None),
        (f'"publishedAt{" " * 66}":"{DAY}"', None),
        (f'"publishedAt"{" " * 67}:"{DAY}"', DAY),  # 80 characters before the colon
        (f'"publishedAt"{" " * 68}:"{DAY}"', None),
    ],
)
def test_the_day_that_all_names_of_one_kind_agree_on(state: str, day: str | None) -> None:
    claim = script_claim(f"<script>x = {{{state}}}</script>")
    assert (claim and claim.raw) == day
    assert claim is None or claim.weight == 0.2


def test_a_page_may_begin_with_its_state() -> None:
    claim = script_claim(f'"publishedAt":"{DAY}"')
    assert claim is not None
    assert claim.raw == DAY
