"""Tests that pages of lost domains are recognised in all languages, and that pages of sites are not."""

from __future__ import annotations

from clusterwatch.extraction.parked import parked
from tests.tables import each

URL = "https://www.netz.example/news"

SAYING = [
    ("bg", "Този домейн се продава. Купете този домейн днес."),
    ("cs", "Tato doména je na prodej"),
    ("da", "Domænet netz.example er til salg"),
    ("de", "Die Domain netz.example steht zum Verkauf!"),
    ("el", "Το domain netz.example πωλείται"),
    ("en", "netz.example is for sale"),
    ("es", "Este dominio está en venta"),
    ("es", "El dominio netz.example ha caducado"),
    ("et", "Domeen netz.example on müügis"),
    ("fi", "Verkkotunnus netz.example on myytävänä"),
    ("fr", "Le nom de domaine <b>netz.example</b> est à vendre"),
    ("ga", "Tá an fearann seo ar díol"),
    ("hr", "Ova domena je na prodaju"),
    ("hu", "Ez a domain eladó"),
    ("it", "Il dominio netz.example è in vendita"),
    ("lt", "Šis domenas parduodamas"),
    ("lv", "Šis domēns tiek pārdots"),
    ("mt", "Dan id-dominju huwa għall-bejgħ"),
    ("nl", "De domeinnaam netz.example is te koop"),
    ("pl", "Domena netz.example jest na sprzedaż"),
    ("pt", "Este domínio está à venda"),
    ("ro", "Acest domeniu este de vânzare"),
    ("sk", "Táto doména je na predaj"),
    ("sl", "Domena netz.example je naprodaj"),
    ("sv", "Domänen netz.example är till salu"),
]
PARKED = [
    "<html><title>netz.example</title><body>Buy this domain. The owner may be offering it for sale.</body></html>",
    "<html><h1>NETZ.EXAMPLE</h1><p>This domain may be for sale!</p><p>Related links</p><p>Loans</p></html>",
    "<html><title>netz.example</title><p>This domain name has expired. Is it yours? Renew it now.</p></html>",
    "<html data-adblockkey='MFwwDQ'><body><div id=target></div></body></html>",
    '<html><body><script>window.onload=function(){window.location.href="/lander"}</script></body></html>',
    "<html><body><script src='https://www.google.com/adsense/domains/caf.js'></script>Related searches</body></html>",
    "<html><body><iframe src='https://www.sedoparking.com/netz.example'></iframe></body></html>",
]
ARTICLE = "<p>The network has opened its new workshop for all members of the region.</p>" * 60
SITES = [
    "<html><h1>News</h1><ul><li><a href=/1>Prototype for sale</a><li><a href=/2>The lab is parked</a></ul></html>",
    f"<html><h1>Our old domain is for sale</h1><p>This domain is for sale.</p>{ARTICLE}</html>",
    f"<html><script src='https://www.google.com/adsense/domains/caf.js'></script>{ARTICLE}</html>",
    "<html><h1>Aktuelles</h1><p>Die Domäne der Optik: Fachtagung in netz.example</p></html>",
    "",
]


@each(("language", "says"), SAYING)
def test_a_domain_for_sale_is_recognised_in_each_language(language: str, says: str) -> None:
    page = f"<!doctype html><html lang={language}><title>netz.example</title><h1>{says}</h1></html>"
    assert parked(page.encode(), URL, URL, "text/html; charset=utf-8")


@each("page", PARKED)
def test_a_parked_domain_is_recognised(page: str) -> None:
    assert parked(page.encode(), URL, URL)


@each("page", SITES)
def test_a_page_of_a_site_is_not_parked(page: str) -> None:
    assert parked(page.encode(), URL, URL) is None


def test_an_address_that_leads_to_a_trader_of_domains_is_parked() -> None:
    trader = "https://www.hugedomains.com/domain_profile.cfm?d=netz.example"
    assert parked(b"<html>Loading</html>", trader, URL) == "hugedomains.com"
    assert parked(b"<html>Our news</html>", trader, trader) is None


MARK = "<!-- sedoparking.com -->"


@each(
    ("code", "size", "is_parked"),
    [
        ("", 1_000, True),
        ("", 1_001, False),
        (MARK, 3_000, True),
        (MARK, 3_001, False),
    ],
)
def test_a_page_with_more_text_is_that_of_a_site(code: str, size: int, is_parked: bool) -> None:
    page = "netz.example is for sale ".ljust(size, "x") + code
    assert (parked(page.encode(), URL, URL) is not None) is is_parked


def test_a_large_page_is_not_searched() -> None:
    page = "netz.example is for sale <!--".ljust(300_000, "x").encode()
    assert parked(page, URL, URL) is not None
    assert parked(page + b"x", URL, URL) is None


def test_a_text_that_is_no_html_is_not_searched() -> None:
    assert parked(b"netz.example is for sale", URL, URL, "text/plain") is None
    assert parked(b"netz.example is for sale", URL, URL, "text/html") is not None


def test_a_feed_is_not_searched() -> None:
    feed = b'<?xml version="1.0"?><rss><channel><title>This domain is for sale</title></channel></rss>'
    assert parked(feed, URL, URL, "application/rss+xml") is None
    assert parked(feed, URL, URL, "text/html") is None


# As long as a page may be that is searched: reading the rest of it for each of them would take a minute.
@each("piece", ["<", "<a ", "<script", "<!--", "<svg>", "</a", "a.", "a-."])
def test_a_hostile_page_is_searched_once(piece: str) -> None:
    page = f"<p>This domain is for sale.</p>{piece * (290_000 // len(piece))}"
    is_hidden = piece in ("<!--", "<svg>", "<script")
    assert (parked(page.encode(), URL, URL) is not None) == is_hidden
