"""The section of a page that a fragment names."""

from __future__ import annotations

import re

import pytest

from clusterwatch.extraction.section import section_of
from tests.discovery.fakeweb import page
from tests.tables import each

LONG = "The members of the network met at the harbour and agreed on a plan."
PAGES = {
    "elements": f"<main><h1>Notes</h1><section id=n-1><h2>One</h2><p>{LONG}</p></section>"
    f"<section id=n-2><h2>Two</h2><p>{LONG}</p></section></main>",
    "headings": f"<main><h1>Notes</h1><h2 id=n-1>One</h2><p>{LONG}</p><h2 id=n-2>Two</h2><h3>Part</h3><p>{LONG}</p>"
    "<h2 id=n-3>Three</h2><p>x</p></main>",
    "anchors": f"<h1>Notes</h1><a name=n-1></a><h2>One</h2><p>{LONG}</p><a name=n-2></a><h2>Two</h2><p>{LONG}</p><hr>",
    "anchors in headings": f"<h2><a id=n-1>One</a></h2><p>{LONG}</p><h2><a id=n-2>Two</a> </h2><p>{LONG}</p>"
    "<h2><a id=n-3>Three</a></h2>",
    "an anchor above headings": f"<a id=n-2></a><h2>Two</h2><p>{LONG}</p><h2>Three</h2><p>{LONG}</p>",
    "rows": f"<ul><li><b id=n-1>One</b> {LONG}</li><li><b id=n-2>Two</b> {LONG}</li><li><b id=n-3>Three</b></li></ul>",
    "bold lines": f"<p id=n-1><b>One</b></p><p>{LONG}</p><p id=n-2><b>Two</b></p><p>{LONG}</p><p id=n-3>Three</p>",
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_sections(body: str) -> None:
    found = section_of(page(f"<html lang=en><body>{body}</body></html>", "https://n.example/notes#n-2"))
    assert found is not None
    text = " ".join(re.sub(r"<[^>]+>", " ", found).split())
    assert text in (f"Two {LONG}", f"Two Part {LONG}")
    assert 'lang="en"' in found


@each(("size", "is_section"), [(40, True), (39, False)])
def test_a_short_element_is_the_heading_of_its_section(size: int, is_section: bool) -> None:
    body = f"<main><div id=n-2> {'x' * size} </div><p>{LONG}</p></main>"
    found = section_of(page(body, "https://n.example/notes#n-2"))
    assert found is not None
    assert (LONG in found) is not is_section


def test_names_in_other_letters() -> None:
    body = f"<div id='über uns'><h2>Two</h2><p>{LONG}</p></div><div id=x>y</div>"
    found = section_of(page(body, "https://n.example/notes#%C3%BCber%20uns"))
    assert found is not None
    assert LONG in found


@each("fragment", ["n-9", "!/news/2", "%"])
def test_no_section(fragment: str) -> None:
    assert section_of(page(PAGES["elements"], f"https://n.example/notes#{fragment}")) is None
