"""Tests that pages in place of an index are recognised by their shape and words, and ordinary pages are not."""

from __future__ import annotations

from datetime import UTC, datetime

from clusterwatch.extraction.index_wall import read_index
from clusterwatch.models import Page, Reason
from tests.tables import each

LINKS = "".join(f"<li><a href=/{n}>Bereich {n}: Ziele, Leute und Termine</a>" for n in range(40))
TEXT = "<p>" + "Das Netzwerk verbindet die Betriebe der Region. " * 20


def page(markup: str, url: str = "https://netz.example/news/") -> Page:
    return Page(
        url,
        url,
        200,
        {"content-type": "text/html; charset=utf-8"},
        markup.encode(),
        datetime(2026, 11, 29, tzinfo=UTC),
    )


@each(
    ("markup", "reason", "title"),
    [
        ("<html><body><h1>It works!</h1></body></html>", Reason.DEFAULT_PAGE, "It works!"),
        ("<title>Index of /</title><h1>Index of /</h1><a href=b.zip>b.zip</a>", Reason.DEFAULT_PAGE, None),
        ("<title>It works! A new press in Zwickau</title><p>The press is new.", None, None),
        ("<title>Maintenance</title><p>Maintenance programmée.", Reason.MAINTENANCE, None),
        ("", Reason.EMPTY, None),
        ("<html><body> </body></html>", Reason.EMPTY, None),
        ("<title>Log In</title><form><input type=password></form>", Reason.LOGIN, "Log In"),
        ("<title>Plesk</title><h1>Web Server's Default Page</h1>", Reason.DEFAULT_PAGE, "Plesk"),
        ("<title>Apache2 Ubuntu Default Page: It works</title><p>It works!", Reason.DEFAULT_PAGE, None),
        (
            "<h1>Account Suspended</h1><p>Contact your hosting provider.",
            Reason.SUSPENDED,
            "Account Suspended",
        ),
        (
            "<title>Dolgozunk</title><p>Hiba az adatbázis-kapcsolat létrehozásakor",
            Reason.DATABASE,
            "Dolgozunk",
        ),
        (f"<title>Seite nicht gefunden</title><ul>{LINKS}</ul>", Reason.NOT_FOUND, "Seite nicht gefunden"),
        (
            "<title>App</title><div id=app></div><script src=a.js></script><noscript>Enable JavaScript",
            Reason.SCRIPT,
            "App",
        ),
        (f"<title>Netz</title><ul>{LINKS}</ul>{TEXT}<p>Wir verwenden Cookies.", None, "Netz"),
        (f"<title>Netz</title><input type=password>{LINKS}{TEXT}<h2>Bitte anmelden</h2>", None, "Netz"),
        ("<title>Netz</title><h1>Aktuelles</h1><p>Derzeit keine Meldungen.", None, "Netz"),
        ("<title>Just a moment...</title><p>Please wait.", Reason.CHALLENGE, "Just a moment..."),
        (f"<title>Netz</title>{TEXT[:500]}<input type=password>", Reason.LOGIN, "Netz"),
        (f"<title>{'x' * 81}</title><p>Netz", None, "x" * 80),
        ("<title>Netz</title>" + "Seite nicht gefunden. ".ljust(600, "x"), Reason.NOT_FOUND, "Netz"),
        ("<title>Wir verwenden Cookies</title>" + "x" * 800, Reason.COOKIES, "Wir verwenden Cookies"),
        ("<title>Wir verwenden Cookies</title>" + "x" * 801, None, "Wir verwenden Cookies"),
        (f"<script src=a.js></script><div id=app>{'x' * 249}</div>", Reason.SCRIPT, None),
        (f"<script src=a.js></script><div id=app>{'x' * 250}</div>", None, None),
        (f"<script src=a.js></script><div id=app>{'<a href=/a>x</a>' * 5}</div>", Reason.SCRIPT, None),
        (f"<script src=a.js></script><div id=app>{'<a href=/a>x</a>' * 6}</div>", None, None),
        ("<script src=a.js></script>", Reason.SCRIPT, None),
        ("<script src=a.js></script><p>Netz", None, None),
    ],
)
def test_what_stands_in_place_of_an_index(markup: str, reason: Reason | None, title: str | None) -> None:
    found = read_index(page(markup))
    assert found.reason is reason
    assert title is None or found.title == title
