"""CSV export: no cell is a formula in any spreadsheet, and all values can be read back."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from clusterwatch.export import table
from clusterwatch.export.columns import COLUMNS
from clusterwatch.models import Problem, ProblemCode
from tests.export.rows import post
from tests.tables import each

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    '"=1',
    "'=1",
]
TEXTS = st.text(st.sampled_from("=+-@＝＋－＠'\"\t\r\n; ,ab\u00a0\ufeff"), max_size=12)


def written(*posts: dict[str, object]) -> str:
    out = io.BytesIO()
    assert table.write(posts, out) == len(posts)
    return out.getvalue().decode()


def formulas(text: str, separator: str) -> list[str]:
    """Return the cells that a spreadsheet would evaluate. Blanks and quotes at their beginning are ignored."""
    cells = [c for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for c in row]
    return [c for c in cells if c.strip(' "\u00a0\ufeff\t\r\n')[:1] in tuple("=+-@＝＋－＠")]


@each("text", HOSTILE)
def test_a_text_that_begins_a_formula_gets_an_apostrophe(text: str) -> None:
    assert table.guarded(text).startswith("'")
    assert table.unguarded(table.guarded(text)) == text


@each(
    ("text", "cell"),
    [
        ("A plain title", "A plain title"),
        ("Call 2026-01: 5 + 3 = 8, mail a@b.eu", "Call 2026-01: 5 + 3 = 8, mail a@b.eu"),
        ("'Quoted' words", "'Quoted' words"),
        ("Members:\n- Alpha\n- Beta", "Members:\n'- Alpha\n'- Beta"),
        ("a;=HYPERLINK(1)", "a;'=HYPERLINK(1)"),
        ("", ""),
    ],
)
def test_only_beginnings_of_formulas_are_guarded(text: str, cell: str) -> None:
    assert table.guarded(text) == cell


def flag(text: str) -> Problem:
    return Problem(ProblemCode.LEGACY, detail={"text": text})


@given(TEXTS, TEXTS)
@example('"', "=1")
@example('x;"', ";=1")
def test_no_separator_creates_a_formula(title: str, body: str) -> None:
    text = written(post(title=title, body=body), post(title=body, flags=[flag(title), flag(body)]))
    for separator in ",;\t":
        assert formulas(text, separator) == []


@given(TEXTS | st.text(max_size=30))
def test_unguarded_reverses_guarded(text: str) -> None:
    assert table.unguarded(table.guarded(text)) == text


def test_columns_and_values_can_be_read_back() -> None:
    text = written(post(title="=x", body="- a\r\nb"), post(2, published=None, day=None))
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(first) == tuple(COLUMNS)
    assert not text.startswith("\ufeff")
    assert (first["id"], first["title"], first["flags"]) == ("1", "'=x", "date ahead")
    assert table.unguarded(first["body"]) == "- a\r\nb"
    assert (second["published"], second["day"], second["region"]) == ("", "", "")
