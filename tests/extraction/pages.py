"""Pages of invented sites that resemble real ones. All names and texts are invented."""

from __future__ import annotations

from clusterwatch.extraction.blocks import read_blocks
from clusterwatch.extraction.body.choice import find_body
from clusterwatch.extraction.layout import Layout
from clusterwatch.html_tree import parse

SITE = "https://www.cluster.example/news/call"
P1 = (
    "The harbour laboratories of six towns will share one register of measuring instruments, so that a small firm can"
    " find and book a microscope as easily as a train ticket."
)
P2 = (
    "Work begins with an inventory in spring; by autumn the first two hundred instruments can be booked, with prices,"
    " free hours and the name of the person who knows how to use them."
)
P3 = (
    "Firms pay for the hours they use and nothing else, and what they measure is theirs: the register keeps no copy"
    " of any result and publishes only how often an instrument was used."
)
PROSE = f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>"

# An English announcement on a French site. Its date is under the title; other dates are in the text and a teaser.
SEED = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Feu vert pour l'alliance des vallées | Vallée Optique</title>
<link rel="canonical" href="https://www.vallee-optique.example.org/fre/les-articles/-alliance-of-valleys-345"></head><body>
<header id="top"><nav><ul><li><a href="/">Accueil</a></li><li><a href="/adherents">Nos adhérents</a></li></ul></nav>
<p class="baseline">Le réseau des instruments de lumière du littoral</p></header>
<div class="page-content"><div class="article">
<h1>Alliance of Valleys founded in Tallinn</h1>
<p class="date">Posté le 10 septembre 2019</p>
<div class="text"><p>On 9 September 2019 in Tallinn, during the opening of the Baltic Days of Measurement, the “Charter
of the Alliance of Valleys” was signed by representatives of three national networks, among them the</p>
<ul><li>Network of Northern Valleys</li>
<li>Littoral des Vallées (LV)</li><li>Union of the Eastern Valleys and Rivers</li></ul>
<p>The alliance will take a legal form within the coming months and is open to every network that shares its aims.</p>
<p>The charter was signed for the coast by the chair of the “Europe” committee,</p>
<p>who also presides over the French group of the valleys (FGV)</p></div></div>
<aside class="agenda"><h3>À venir</h3><p>Le 17 février 2020</p>
<p><a href="/agenda/12">Journée Lumière et Énergie : des solutions pour demain - Brest</a></p></aside>
<div class="annuaire"><h3>L'annuaire des adhérents</h3><p><a href="/annuaire">Accéder à l'annuaire</a></p></div></div>
<footer><p>Vallée Optique, 3 quai des Mesures - Mentions légales</p></footer></body></html>"""


def page(body: str, head: str = "", lang: str = "en") -> str:
    """Return a page with `body`."""
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def post(
    inner: str = PROSE, title: str = "Six towns share their microscopes", before: str = "", after: str = ""
) -> str:
    """Return an article with its title, between two other parts of the page."""
    return f'{before}<main><article><h1>{title}</h1><div class="entry-content">{inner}</div></article>{after}</main>'


def layout_of(inner: str) -> Layout:
    """Return the blocks of a page of `SITE` with this body."""
    root = parse(f"<html><body>{inner}</body></html>").body
    assert root is not None
    return read_blocks(root, SITE)


def kept(inner: str, title: str = "Call") -> list[str]:
    """Return the lines of the body of a page."""
    layout = layout_of(inner)
    return [layout.blocks[i].text for i in find_body(layout, title).blocks]
