"""Names of all alphabets in the same letters, and as a text writes them."""

from __future__ import annotations

from clusterwatch.stories.letters import as_written
from tests.tables import each

TEXT = "Das Netzwerk KIRKULÄR\nIn Łódź und bei PHOTOFAB eröffnet die Kirkulär eG die Elektrifizierung von Elektra."


@each(
    ("fact", "shown"),
    [
        ("name kirkular", "name Kirkulär"),
        ("name lodz", "name Łódź"),
        ("name elektr", "name Elektra"),  # both texts have a word that is at most a little longer
        ("name varna", "name varna"),
        ("acronym fotofab", "acronym PHOTOFAB"),
        ("acronym kirkular", "acronym KIRKULÄR"),
        ("acronym lodz", "acronym lodz"),
        ("day 2026-05-03", "day 2026-05-03"),
        ("place DE Lodz", "place DE Lodz"),
    ],
)
def test_facts_are_shown_as_the_text_writes_them(fact: str, shown: str) -> None:
    assert as_written([fact], TEXT) == [shown]
    assert as_written([fact], "") == [fact]
