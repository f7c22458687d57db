"""Nights on which a site changes one field of its known posts in the same manner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.models import Reason
from tests.sites.serving import Site, posts
from tests.sites.test_faults import LEAD, MORE, index, page, put
from tests.sites.test_held import Nights

FOREIGN = (
    "The members of the cluster met on Monday and agreed on a plan for next year, with two workshops in spring, a "
    "visit to a partner in the north, and a joint stand at the fair, where each firm shows what it makes. Number {n}."
)


@pytest.fixture
def nights(tmp_path: Path, site: Site) -> Nights:
    return Nights(tmp_path, site)


def named(n: int) -> str:
    return (
        page(n)
        .replace(f"Nachricht Nummer {n} aus dem Netzwerk", "Netz")
        .replace(f"Nachricht Nummer {n} ", "Netz ")
    )


def suffixed(n: int) -> str:
    return page(n).replace("aus dem Netzwerk</h1>", "aus dem Netzwerk | Der Hafen</h1>")


def teaser(n: int) -> str:
    return page(n).replace(MORE, "").replace(LEAD[60:], " …")


def foreign(n: int) -> str:
    text = (
        page(n).replace(LEAD, FOREIGN.format(n=n)).replace(MORE, "").replace(f"Dies ist die Meldung {n}.", "")
    )
    return text.replace(f"Nachricht Nummer {n}", f"Cluster update {n * 7}").replace(
        "aus dem Netzwerk", "by members"
    )


def swapped(n: int) -> str:
    return re.sub(r"(\d+)\. Oktober 2026", lambda found: f"2026-{int(found[1]):02}-10", page(n, day=n))


def serve(folder: Path, numbers: Iterable[int], text: object) -> None:
    for n in numbers:
        put(folder / "site" / "news" / f"meldung-{n}.html", text(n) if callable(text) else str(text))


@pytest.mark.parametrize("numbers", [range(1, 9), range(1, 5)], ids=["all", "half"])
@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        (named, "same-text-on-many", Reason.SAME_TITLE),
        (suffixed, "field-rewritten", Reason.SAME_ENDING),
        (teaser, "field-rewritten", Reason.SHORTENED),
        (foreign, "field-rewritten", Reason.REPLACED),
    ],
)
def test_a_field_that_changes_on_many_posts_in_the_same_manner_is_held_back(
    nights: Nights, tmp_path: Path, text: object, code: str, reason: Reason, numbers: range
) -> None:
    nights.run()
    past = nights.past()
    serve(tmp_path, numbers, text)
    assert (nights.run().changed, nights.open()) == (0, [(code, reason)])
    for _ in range(2):
        nights.run(recheck=False)
        assert (nights.opened, nights.closed, nights.past()) == ([], [], past)
    serve(tmp_path, numbers, page)
    nights.run(recheck=False)
    assert (nights.closed, nights.open(), nights.past()) == ([code], [], past)


def test_posts_that_were_stored_during_the_fault_get_their_own_texts_with_its_end(
    nights: Nights, tmp_path: Path
) -> None:
    nights.run()
    serve(tmp_path, range(1, 9), foreign)
    nights.run()
    serve(tmp_path, [9, 10], foreign)
    put(tmp_path / "site" / "news" / "index.html", index(list(range(10, 0, -1))))
    nights.run()
    serve(tmp_path, range(1, 11), page)
    nights.run()
    texts = [post["body"] for post in posts(tmp_path)]
    assert all(LEAD in text for text in texts), texts
    assert nights.open() == []


@pytest.mark.parametrize("text", [named, teaser, foreign])
def test_one_page_in_a_night_is_enough(nights: Nights, tmp_path: Path, text: object) -> None:
    nights.run()
    past = nights.past()
    for n in (2, 3, 4):
        serve(tmp_path, [n], text)
        assert nights.run().changed == 0
    assert nights.past() == past
    assert len(nights.open()) == 1


@pytest.mark.parametrize("text", [named, teaser, foreign])
def test_one_post_that_is_rewritten_is_an_edit_in_the_next_night(
    nights: Nights, tmp_path: Path, text: object
) -> None:
    nights.run()
    serve(tmp_path, [4], text)
    assert (nights.run().changed, nights.open()) == (0, [])
    assert (nights.run(recheck=False).changed, nights.open()) == (1, [])


@pytest.mark.parametrize("text", [named, teaser, foreign])
def test_acknowledged_for_good_it_is_written(nights: Nights, tmp_path: Path, text: object) -> None:
    nights.run()
    serve(tmp_path, range(1, 9), text)
    nights.run()
    with Archive(tmp_path / "archive.db") as archive:
        (incident,) = archive.incidents.open("netz")
        with archive.transaction():
            archive.incidents.acknowledge(incident.id, nights.clock(), date(2026, 12, 24), None)
    assert nights.run().changed == 0
    with Archive(tmp_path / "archive.db") as archive, archive.transaction():
        archive.incidents.acknowledge(incident.id, nights.clock(), None, "it is right")
    assert nights.run().changed == 8


def test_a_title_that_the_index_gives_too_is_an_edit(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    serve(tmp_path, [2], named)
    text = index(list(range(1, 9))).replace("Nachricht Nummer 2 aus dem Netzwerk", "Netz")
    put(tmp_path / "site" / "news" / "index.html", text)
    assert nights.run().changed == 1
    assert "Netz" in [row["title"] for row in posts(tmp_path)]


def test_days_and_months_that_are_swapped_replace_no_day(nights: Nights, tmp_path: Path) -> None:
    serve(tmp_path, range(1, 9), lambda n: page(n, day=n))
    nights.run()
    past = nights.past()
    serve(tmp_path, range(1, 9), swapped)
    assert (nights.run().changed, nights.past()) == (0, past)
    assert nights.open() == [("field-rewritten", Reason.SWAPPED)]


def test_days_in_the_future_replace_no_day(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    serve(tmp_path, range(1, 9), lambda n: page(n).replace("2026</p>", "2027</p>"))
    assert (nights.run().changed, nights.past()) == (0, past)
    assert nights.open() == [("field-rewritten", Reason.FUTURE)]


def test_what_was_written_while_the_incident_was_open_is_read_again_after_its_end(
    nights: Nights, tmp_path: Path
) -> None:
    nights.run()
    serve(tmp_path, range(1, 9), foreign)
    put(tmp_path / "site" / "news" / "index.html", index(list(range(1, 10))))
    serve(tmp_path, [9], teaser)
    assert (nights.run().new, len(nights.opened)) == (1, 1)
    serve(tmp_path, range(1, 10), page)
    assert (nights.run(recheck=False).changed, nights.closed) == (0, ["field-rewritten"])
    assert nights.run(recheck=False).changed == 1
    assert all("Dies ist die Meldung" in row["body"] for row in posts(tmp_path))
    assert nights.run(recheck=False).same == 0


def test_texts_that_are_escaped_twice_were_not_edited(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    past = nights.past()
    escaped = {ord(letter): f"&amp;#{ord(letter)};" for letter in "äöüß"}
    serve(tmp_path, range(1, 9), lambda n: page(n).translate(escaped))
    outcome = nights.run()
    assert (outcome.changed, outcome.failed, nights.open()) == (0, 0, [])
    assert nights.past()[0] == past[0]
