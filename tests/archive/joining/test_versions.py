"""Versions of one post in several archives: interleaved in the order of time, without repetitions."""

from __future__ import annotations

from typing import Any

import pytest

from clusterwatch.archive.joining.versions import Version, interleaved, revisions_of, versions_of


def version(seen: str, title: str | None = "T", **values: Any) -> Version:
    """Return a version with a title and a body."""
    known = {"title": title, "published": None, "body": "B", "language": "en", "precision": None}
    return Version(seen, {**known, **values}, "edit")


@pytest.mark.parametrize(
    ("versions", "titles"),
    [
        ([version("1", "a"), version("3", "b"), version("2", "a"), version("4", "b")], ["a", "b"]),
        ([version("1", "a"), version("3", "c"), version("2", "b")], ["a", "b", "c"]),
        ([version("2", "b"), version("1", "a"), version("3", None)], ["a", "b"]),
        ([version("1", "a"), version("1", "a")], ["a"]),
    ],
    ids=["both saw the edit", "three versions", "a missing value", "equal"],
)
def test_versions_are_in_the_order_of_time(versions: list[Version], titles: list[str]) -> None:
    assert [v.values["title"] for v in interleaved(versions, lambda body: body)] == titles


def test_a_more_precise_day_replaces_a_day_and_not_the_other_way_round() -> None:
    day = version("2", published="2026-02-20", precision="day")
    minute = version("1", published="2026-02-20T10:00", precision="minute")
    assert len(interleaved([minute, day], lambda body: body)) == 1
    day, minute = version("1", **{k: day.values[k] for k in ("published", "precision")}), minute
    chain = interleaved([day, version("2", **{k: minute.values[k] for k in ("published", "precision")})], str)
    assert [v.values["precision"] for v in chain] == ["day", "minute"]


def test_boilerplate_is_no_difference() -> None:
    def strip(body: str | None) -> str | None:
        return body and body.replace("\nmore", "")

    versions = [version("1", body="text"), version("2", body="text\nmore"), version("3", body="new\nmore")]
    assert [v.values["body"] for v in interleaved(versions, strip)] == ["text", "new\nmore"]


def test_rows_of_revisions() -> None:
    post = {**version("", "c").values, "last_changed": "3"}
    older = {
        **version("", "a").values,
        "post": 7,
        "revision": 1,
        "seen": "1",
        "replaced": "3",
        "cause": "edit",
    }
    chain = interleaved([*versions_of(post, [older]), version("2", "b", body="other")], lambda body: body)
    first, second = revisions_of(chain, 9)
    assert {k: first[k] for k in ("post", "revision", "seen", "replaced", "changed", "cause")} == {
        "post": 9,
        "revision": 1,
        "seen": "1",
        "replaced": "2",
        "changed": '["title", "body"]',
        "cause": "edit",
    }
    assert (second["title"], second["replaced"]) == ("b", "3")
    assert chain[-1].values["title"] == "c"
