"""Parts of responses."""

from __future__ import annotations

import pytest

from clusterwatch.browse import respond


@pytest.mark.parametrize(
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
