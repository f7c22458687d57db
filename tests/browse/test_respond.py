"""Parts of responses."""

from __future__ import annotations

from datetime import date

from clusterwatch.browse import respond
from tests.tables import each


@each(
    ("name", "shown"),
    [
        ("posts-by-period.csv", "posts-by-period.csv"),
        ('terms-x"; filename=a.html.csv', "terms-xfilenamea.html.csv"),
        ("terms-x\r\nSet-Cookie: a=b.csv", "terms-xSet-Cookieab.csv"),
        ("terms-é/../\\.csv", "terms-...csv"),
    ],
)
def test_an_address_cannot_add_to_the_headers_of_a_file(name: str, shown: str) -> None:
    assert respond.disposition(name) == {"content-disposition": f'inline; filename="{shown}"'}


def test_no_cell_of_a_table_is_a_formula() -> None:
    rows = [("=HYPERLINK(1)", None, 0.5, date(2026, 3, 1)), ("Beta", 2, None, None)]
    answer = respond.csv_file(("name", "posts", "share", "first"), rows, "a.csv")
    assert answer.body.splitlines() == [
        '"name","posts","share","first"',
        '"\'=HYPERLINK(1)","",0.5,"2026-03-01"',
        '"Beta",2,"",""',
    ]
