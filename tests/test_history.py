"""Tests of the form of CHANGELOG.md and docs/decisions.md: releases have groups, decisions have all parts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import clusterwatch
from clusterwatch.archive.schema import MIGRATIONS

ROOT = Path(__file__).parents[1]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
DECISIONS = (ROOT / "docs/decisions.md").read_text("utf-8")
PARTS = ["Context", "Decision", "Rejected", "Measured"]


def sections(document: str) -> dict[str, str]:
    """Return the text of each section by its title, in the order of the document."""
    _, *parts = re.split(r"^## (.+)\n", document, flags=re.M)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def number(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(" ")[0].split(".")))


def test_releases_are_sorted_and_have_a_state() -> None:
    releases = list(sections(CHANGELOG))
    assert len(releases) >= 2
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ \((unreleased|\d{4}-\d\d-\d\d)\)", title) for title in releases)
    assert sorted(releases, key=number, reverse=True) == releases
    assert [title for title in releases if "unreleased" in title] in ([], releases[:1])
    assert clusterwatch.__version__ == releases[0].split(" ")[0]


def test_the_groups_of_a_release_are_in_order() -> None:
    for title, release in sections(CHANGELOG).items():
        groups = re.findall(r"^### (.+)$", release, re.M)
        assert groups, title
        assert groups == [group for group in ("Added", "Changed", "Fixed") if group in groups], title


def test_each_schema_is_named_once_and_in_order() -> None:
    named = [
        [int(n) for n in re.findall(r"^- Schema (\d+):", release, re.M)]
        for release in sections(CHANGELOG).values()
    ]
    assert all(numbers in (sorted(numbers), sorted(numbers, reverse=True)) for numbers in named)
    assert sorted(n for numbers in named for n in numbers) == list(range(1, len(MIGRATIONS) + 1))


def test_the_lists_of_the_changelog_are_whole() -> None:
    assert not re.search(r"^(- |  )\S.*\n\n(- |  )", CHANGELOG, re.M), "a blank line splits a list"


def test_decisions_are_sorted_and_complete() -> None:
    days = []
    for title, decision in sections(DECISIONS).items():
        day = re.match(r"\n\*(\d{4}-\d\d-\d\d)\*\n", decision)
        assert day, f"docs/decisions.md: {title}: there is no date below the title"
        days.append(date.fromisoformat(day[1]))
        assert re.findall(r"^\*\*(\w+)\.\*\* \S", decision, re.M) == PARTS, title
    assert len(days) > 30
    assert sorted(days, reverse=True) == days


def test_a_measured_figure_has_its_command() -> None:
    for title, decision in sections(DECISIONS).items():
        measured = decision.split("**Measured.** ")[1]
        assert measured.startswith("Nothing.") or re.search(r"`(python|uv|clusterwatch) [^`]+`", measured), (
            title
        )
