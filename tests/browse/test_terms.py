"""The page of rising terms, and its table as a file."""

from __future__ import annotations

import asyncio
import csv
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from clusterwatch.browse.site import site
from tests.archive.planted_terms import plant

NOW = datetime(2026, 3, 30, 3, 0, tzinfo=UTC)


def test_the_page_has_terms_with_shares_and_posts(tmp_path: Path) -> None:
    plant(tmp_path / "archive.db")
    addresses = (
        "/terms?days=30",
        "/terms?days=30&country=FR&sector=energy",
        "/terms.csv?days=30&lang=de",
        "/terms?lang=fr",
    )
    with closing(site(tmp_path / "archive.db", lambda: NOW)) as shown:
        answers = [asyncio.run(shown.client.get(address)) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    page, narrow, _, french = (" ".join(answer.text.split()) for answer in answers)
    for words in (
        'href="/search?q=wasserstoff&amp;language=de&amp;since=2026-03-01" lang="de" dir="auto">wasserstoff</a>',
        '<td data-name="now">23.1 % <span class="n">(9)</span></td>',
        '<td data-name="before">0.0 % <span class="n">(0)</span></td>',
        '<rect class="c0" y="1" width="100.0" height="6"/>',
        "Left out, since they have no posts in the past: new.",
        '<option value="de" selected>German (42)</option>',
    ):
        assert words in page, words
    assert page.index(">wasserstoff</a>") < page.index(">grüne allianz</a>")
    assert "<p>No term rises in German.</p>" in narrow
    assert "No language has ten announcements in the period and ten before it." in french
    rows = list(csv.DictReader(answers[2].text.splitlines()))
    assert [(row["term"], row["now"], row["of_now"], row["before"]) for row in rows][:3] == [
        ("fotonik", "10", "39", "0"),
        ("wasserstoff", "9", "39", "0"),
        ("grüne allianz", "8", "39", "0"),
    ]
    columns = "language,term,now,of_now,before,of_before,sources,log_odds,z,first,last"
    assert ",".join(rows[0]) == columns
