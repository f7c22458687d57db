"""Tests of the lines of literals.tsv: texts as pages write them, and their dates. Add new cases there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clusterwatch.dates import parse_date
from clusterwatch.models import ParsedDate
from tests.tables import each

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LINES = Path(__file__).with_name("literals.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple((line + "\t").split("\t")[:4]) for line in LINES if line and not line.startswith("#")]


def written(date: ParsedDate | None) -> str:
    """Return a date in the format of the table."""
    if date is None:
        return "-"
    mark = {"year": "?", "now": "~"}.get(date.assumed or "", "")
    return mark + date.value + (f"/{date.end}" if date.end else "")


@each(("text", "languages", "expected", "order"), CASES)
def test_literal(text: str, languages: str, expected: str, order: str) -> None:
    date = parse_date(text.replace("\\n", "\n"), languages.split(), now=NOW, order=order or None)
    assert written(date) == expected
