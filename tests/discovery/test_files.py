"""Lists whose posts are files, and lists of pages with files among them."""

# ruff: noqa: E501 - a line of mark-up is a line

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from clusterwatch.config import StrategySettings
from clusterwatch.discovery.listing.links import title_of_file
from clusterwatch.discovery.listing.listing_page import ListingPage, read_listing
from clusterwatch.discovery.strategies.feed import read_feed
from tests.discovery.fakeweb import page
from tests.tables import each

URL = "https://example.org/press"
TITLES = (
    "The cluster opens a hall for rotor blades",
    "Twelve members share a test bench",
    "A new chair for the board of the cluster",
    "The summer academy begins in Exampletown",
    "Funding for the hydrogen valley agreed",
)
MENU = "<nav><ul><li><a href=/about>About</a></li><li><a href=/members>Members</a></li></ul></nav>"
FOOTER = "<footer><a href=/imprint>Imprint</a> <a href=/files/statutes.pdf>Statutes</a></footer>"
LEAD = "<p>What it is about is told here in a sentence or two, so that one wants to read on.</p>"
LISTS = {
    "rows": ("<ul>{rows}</ul>", "<li><a href='{u}'>{t}{note}</a> {d}.03.2024</li>", " (PDF, 1.2 MB)"),
    "table": ("<table>{rows}</table>", "<tr><td>0{d}.03.2024</td><td>{t}</td><td><a href='{u}'>Stáhnout{note}</a></td></tr>", ""),
    "number": ("<table>{rows}</table>", "<tr><td><a href='{u}'>{d}/2024{note}</a></td><td>{t}</td><td>0{d}/03/2024</td></tr>", " PDF"),
    "cards": ("<div>{rows}</div>", f"<div class=card><h3>{{t}}</h3><span class=date>{{d}} March 2024</span>{LEAD}<a class=btn href='{{u}}'>Öffnen{{note}}</a></div>", " (PDF, {d},{d} MB)"),
    "headings": ("<main>{rows}</main>", "<article><h2><a href='{u}'>{t}</a></h2><time datetime=2024-03-0{d}>x</time></article>", ""),
    "terms": ("<dl>{rows}</dl>", "<dt>0{d}.03.2024</dt><dd><a href='{u}'>{t}{note}</a></dd>", " [pdf, 120 kB]"),
    "forms": ("<ul>{rows}</ul>", "<li><b>{t}</b> ({d}.3.2024) <a href='{u}'>Read</a> <a href='{w}'>Word</a></li>", ""),
}  # fmt: skip
EACH: dict[str, Callable[[int], bool]] = {
    "all": lambda n: True,
    "one": lambda n: n == 2,
    "most": lambda n: n != 2,
    "none": lambda n: False,
}


def read(name: str, is_file: Callable[[int], bool], *, files: bool) -> ListingPage:
    frame, row, note = LISTS[name]
    rows = ""
    for n, title in enumerate(TITLES, 1):
        address = f"/uploads/press-{n}.pdf" if is_file(n - 1) else f"/press/{n}-what-the-cluster-did"
        rows += row.format(
            u=address,
            w=address.replace(".pdf", ".docx"),
            t=title,
            d=n,
            note=note.format(d=n) if is_file(n - 1) else "",
        )
    body = f"{MENU}<h1>Press</h1>{frame.format(rows=rows)}{FOOTER}"
    return read_listing(page(body, URL), StrategySettings(kind="listing", url=URL, files=files))


@pytest.mark.parametrize("which", EACH)
@pytest.mark.parametrize("name", LISTS)
def test_lists_with_files(name: str, which: str) -> None:
    number = sum(EACH[which](n) for n in range(len(TITLES)))
    found = read(name, EACH[which], files=True)
    assert [e.title for e in found.entries] == list(TITLES)
    assert all(e.published for e in found.entries)
    told = read(name, EACH[which], files=False)
    if number > 1:
        assert (told.entries, told.empty.problem.detail["files"]) == ((), number)
    else:
        assert len(told.entries) == len(TITLES) - number
        assert [title for title, _ in told.files] == list(TITLES[2 : 2 + number])


ROWS = [
    ("<b>{t}</b> <a href=/f/{n}-fr.pdf>FR</a> <a href=/f/{n}-en.docx>EN</a>", "/f/{n}-en.docx"),
    ("<b>{t}</b> <a href=/f/call_{l}.pdf>Download</a>", "/f/call_{l}.pdf"),
    ("<b>{t}</b> <a href=/f/{n}_AI.pdf>AI</a>", "/f/{n}_AI.pdf"),
    ("<b>{t}</b> <a href=/f/{n}-fr.pdf>FR</a> <a href=/f/{n}-en.pdf>EN</a>", "/f/{n}-en.pdf"),
    ("<b>{t}</b> <a href=/f/{n}_DE.pdf>Deutsch</a> <a href=/f/{n}_FR.pdf>Français</a>", "/f/{n}_DE.pdf"),
    ("<a href=/f/{n}.pdf>{t}</a> <a href=/f/{n}_annex.pdf>Annex</a>", "/f/{n}.pdf"),
    ("<a href=/download/{n}>{t} (PDF, 200 KB)</a>", "/download/{n}"),
    ("<b>{t}</b> <a href='/download.php?id={n}'>Download</a>", "/download.php?id={n}"),
    ("<a href='/f/map-{c}.pdf'>{t}</a>", "/f/map-{c}.pdf"),
    ("<a href=https://cdn.files.example/{n}.PDF>{t}</a>", "https://cdn.files.example/{n}.PDF"),
]


@each(("row", "address"), ROWS)
def test_addresses_of_files(row: str, address: str) -> None:
    filled = [
        {"n": str(n), "t": t, "c": f"{'abcde'[n - 1]}x", "l": ("IT", "EN", "FR", "AI", "PL")[n - 1]}
        for n, t in enumerate(TITLES, 1)
    ]
    rows = "".join(f"<li>0{one['n']}.03.2024 {row.format(**one)}</li>" for one in filled)
    body = f"<html lang=en><body>{MENU}<main><ul>{rows}</ul></main>"
    found = read_listing(page(body, URL), StrategySettings(kind="listing", url=URL, files=True))
    assert [(e.url.removeprefix("https://example.org"), e.title) for e in found.entries] == [
        (address.format(**one), one["t"]) for one in filled
    ]


def test_files_that_belong_to_a_page_are_no_posts() -> None:
    rows = "".join(
        f"<li>{n}.03.2024 <a href='/press/{n}-what-it-did'>{t}</a> <a href='/uploads/{n}.pdf'>PDF</a></li>"
        for n, t in enumerate(TITLES, 1)
    )
    for files in (False, True):
        settings = StrategySettings(kind="listing", url=URL, files=files)
        found = read_listing(page(f"<main><ul>{rows}</ul></main>", URL), settings)
        assert [e.url.rpartition("/")[2][1:] for e in found.entries] == ["-what-it-did"] * len(TITLES)
        assert not found.files


@each(
    ("text", "title"),
    [
        ("Report of the year (PDF, 1.2 MB)", "Report of the year"),
        ("Report of the year [pdf]", "Report of the year"),
        ("Report of the year - PDF - 300 kB", "Report of the year"),
        ("Rapport annuel (pdf - 1,2 Mo)", "Rapport annuel"),
        ("PDF: Jahresbericht", "Jahresbericht"),
        ("(PDF) Jahresbericht", "Jahresbericht"),
        ("Jahresbericht 2024", "Jahresbericht 2024"),
        ("Why PDF is not enough", "Why PDF is not enough"),
        ("Download PDF (1.2 MB)", ""),
        ("PDF", ""),
        ("Télécharger le PDF", ""),
        ("Plan d'action word", "Plan d'action word"),
        ("Microsoft Word", "Microsoft Word"),
        ("Call for AI-Word", "Call for AI-Word"),
        ("A cloud of 5 GB", "A cloud of 5 GB"),
        ("A note (in Word)", "A note (in Word)"),
        ("PDF-Leitfaden", "PDF-Leitfaden"),
        ("Leitfaden (PDF, Word)", "Leitfaden"),
        ("Plan d'action word 12 Ko", "Plan d'action"),
        ("Plan d'action (12 Ko)", "Plan d'action"),
        ("Guide: pdf, 1,2 Mo", "Guide"),
        ("Guide (PDF) 300 kB", "Guide"),
        ("Download 1.2 MB", ""),
        ("Ladda ner", ""),
        ("", ""),
    ],
)
def test_texts_of_links_to_files(text: str, title: str) -> None:
    assert title_of_file(text) == title


@each("files", [True, False])
def test_attachments_of_a_json_feed(files: bool) -> None:
    attached = {
        "attachments": [{"url": "/x.jpg"}, {"url": "/files/a.pdf", "mime_type": "application/pdf"}, 3]
    }
    items = [
        {"id": "1", "title": TITLES[0], "date_published": "2024-03-01", **attached},
        {
            "id": "2",
            "title": TITLES[1],
            "url": "/press/two",
            "content_html": "<p>It is here.</p>",
            **attached,
        },
        {"id": "3", "title": TITLES[2], "attachments": [{"url": "/a.mp3"}]},
    ]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    found = read_feed(page(text, URL), files)
    addresses = ["https://example.org/files/a.pdf", "https://example.org/press/two"]
    assert [e.url for e in found.entries] == (addresses if files else addresses[1:])
    assert [p.detail["target"] for p in found.left_out] == (["/a.mp3"] if files else ["/files/a.pdf"])
