"""Captures of one post, in any order, give the same versions as visits in the order of time."""

from __future__ import annotations

from itertools import permutations

from clusterwatch.archive.timeline import Version, with_capture
from tests.tables import each

JAN, FEB, MAR, APR, MAY = (f"2026-0{month}-01T00:00:00.000Z" for month in range(1, 6))
MONTHS = dict(zip("12345", (JAN, FEB, MAR, APR, MAY), strict=True))
NAMES = {stamp: name for name, stamp in MONTHS.items()}


def version(text: str) -> Version:
    """Return a version from `1A`: the month and the body. `1A/2026-03-02` also has a day, and `-` is no body."""
    body, _, day = text[1:].partition("/")
    values = {"title": "T", "body": None if body == "-" else body, "language": body.lower()}
    return Version(MONTHS[text[0]], {**values, "published": day or None, "precision": str(len(day))})


def shown(versions: tuple[Version, ...]) -> str:
    days = [f"/{v.values['published']}" if v.values["published"] else "" for v in versions]
    return " ".join(f"{NAMES[v.seen]}{v.values['body']}{d}" for v, d in zip(versions, days, strict=True))


@each(
    ("known", "confirmed", "capture", "result"),
    [
        ("2A", "2", "1A", "1A"),
        ("2A", "2", "1B", "1B 2A"),
        ("1A 3B", "3", "2A", "1A 3B"),
        ("1A 3B", "3", "2B", "1A 2B"),
        ("1A 3B", "3", "2C", "1A 2C 3B"),
        ("1A", "3", "2A", "1A"),
        ("1A", "3", "2B", "1A 2B 3A"),
        ("2A 3B", "3", "1B", "1B 2A 3B"),
        ("2A", "2", "2B", "2A"),
        ("2A", "2", "1-", "1None 2A"),
        ("2A 3B", "3", "1-", "1None 2A 3B"),
        ("1A 3B", "3", "2-", "1A 3B"),
        ("2A", "2", "1A/2026-02-01", "1A/2026-02-01"),
        ("2A/2026-02", "2", "1A/2026-02-01", "1A/2026-02-01"),
        ("2A/2026-02-01", "2", "1A/2026-02", "1A/2026-02 2A/2026-02-01"),
        ("2A/2026-02-01", "2", "1A/2026-03-01", "1A/2026-03-01 2A/2026-02-01"),
        ("1A/2026-02-01", "3", "2A/2026-02", "1A/2026-02-01"),
    ],
)
def test_a_capture_between_the_versions(known: str, confirmed: str, capture: str, result: str) -> None:
    versions = [version(each) for each in known.split()]
    given = version(capture)
    found = with_capture(versions, MONTHS[confirmed], given.seen, given.values)
    assert shown(found) == result
    again = with_capture(found, max(MONTHS[confirmed], given.seen), given.seen, given.values)
    assert again == found


@each(
    "captures", ["1A 2B 3B 4A", "1A 2A 3B 4C", "1A 2B 3A", "1A 2A 3A 4A", "1A/2026 2B/2026-01 3B 4B/2026-01"]
)
def test_the_order_of_insertion_does_not_matter(captures: str) -> None:
    made = [version(each) for each in captures.split()]
    results = set()
    for order in permutations(made):
        versions: tuple[Version, ...] = (order[0],)
        confirmed = order[0].seen
        for one in order[1:]:
            versions = with_capture(versions, confirmed, one.seen, one.values)
            confirmed = max(confirmed, one.seen)
        results.add(shown(versions))
    assert len(results) == 1, results
