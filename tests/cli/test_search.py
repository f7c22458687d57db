"""Tests of the searches that are suggested in place of one that finds nothing, as commands."""

from __future__ import annotations

import shlex
from pathlib import Path

from clusterwatch.archive import Selection, Suggestion
from clusterwatch.cli.search import command_of
from clusterwatch.models import SuggestionCode
from clusterwatch.sentences import of_published
from tests.tables import each


@each(
    ("words", "selection", "exact", "options"),
    [
        ("wind", Selection(), False, []),
        (
            'wind "call for"',
            Selection(("alpha",), ("fr",)),
            True,
            ["--source", "alpha", "--lang", "fr", "--exact"],
        ),
        (
            "-wind sea",
            Selection(since="2026-01-01", countries=("FR",), kinds=("call",)),
            False,
            ["--country", "FR", "--kind", "call", "--since", "2026-01-01", "--"],
        ),
    ],
)
def test_a_suggestion_is_a_command(words: str, selection: Selection, exact: bool, options: list[str]) -> None:
    one = Suggestion(SuggestionCode.DAYS, words, selection, exact, 1)
    typed = shlex.split(command_of(one, Path("sources.yaml"), None))
    assert typed == ["clusterwatch", "search", *options, words]


def test_the_command_names_the_files_that_are_not_the_usual_ones() -> None:
    one = Suggestion(SuggestionCode.DAYS, "wind", Selection(), False, 1)
    command = "clusterwatch search --sources 'my sources.yaml' --db a.db wind"
    assert command_of(one, Path("my sources.yaml"), Path("a.db")) == command


@each(
    ("published", "shown"),
    [
        (None, "no date"),
        ("2026-01", "2026-01"),
        ("2026-10-15T11:30:00+02:00", "2026-10-15 11:30"),
    ],
)
def test_a_time_of_publication_is_shown_to_the_minute(published: str | None, shown: str) -> None:
    assert of_published(published) == shown
