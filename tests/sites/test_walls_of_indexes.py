"""Nights of a source whose index is a wall: it is told as such, nothing is stored, and no index is replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clusterwatch.archive import Archive
from clusterwatch.models import Incident
from tests.sites.serving import Site, posts, served
from tests.sites.test_domain_lost import choices
from tests.sites.test_faults import HTML, write
from tests.sites.test_incidents import Nights

LOGIN = "<title>Anmelden</title><form>Benutzername <input name=log><input type=password name=pwd></form>"
MAINTENANCE = "<title>Netz</title><h1>Wartungsarbeiten</h1><p>Wir sind bald wieder da!</p>"
COOKIES = "<title>Netz</title><p>Wir verwenden Cookies. <button>Alle akzeptieren</button></p>"
SHELL = "<title>Netz</title><div id=root></div><script src=/app.js></script>"
SERVER = "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>Further configuration is required.</p>"
DATABASE = "<title>Error</title><h1>Error establishing a database connection</h1>"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    write(tmp_path / "site", list(range(1, 6)))
    with served(tmp_path / "site") as site:
        yield site


def incidents(folder: Path) -> list[Incident]:
    with Archive(folder / "archive.db", readonly=True) as archive:
        return archive.incidents.open("netz")


@pytest.mark.parametrize(
    ("shown", "code", "reason", "title"),
    [
        (LOGIN, "blocked", "login", "Anmelden"),
        (COOKIES, "blocked", "cookies", "Netz"),
        (MAINTENANCE, "index-empty", "maintenance", "Netz"),
        (SHELL, "needs-script", "needs-script", "Netz"),
        (SERVER, "index-empty", "default-page", "Welcome to nginx!"),
        (DATABASE, "index-empty", "database-error", "Error"),
        ("", "index-empty", "empty", None),
    ],
    ids=["login", "cookies", "maintenance", "script", "server", "database", "empty"],
)
def test_an_index_that_is_a_wall_is_told_once_and_changes_nothing(
    tmp_path: Path, site: Site, shown: str, code: str, reason: str, title: str | None
) -> None:
    nights = Nights(tmp_path, site)
    assert nights.run() == ([], [])
    before, chosen = posts(tmp_path), choices(tmp_path)
    for path in ["/", "/news/", *(f"/news/meldung-{n}.html" for n in range(1, 6))]:
        site.answers[path] = (200, HTML, shown.encode())
    assert nights.run() == ([code], [])
    for _ in range(3):
        assert nights.run() == ([], [])
    (incident,) = incidents(tmp_path)
    assert (incident.evidence.detail["reason"], incident.evidence.detail.get("title")) == (reason, title)
    assert incident.evidence.url == f"{site.base}/news/"
    assert (posts(tmp_path), choices(tmp_path)) == (before, chosen)
    site.answers.clear()
    assert nights.run() == ([], [code])


def test_a_redirect_to_a_wall_on_another_host_is_no_move(tmp_path: Path, site: Site) -> None:
    nights = Nights(tmp_path, site)
    assert nights.run() == ([], [])
    write(tmp_path / "consent", [])
    with served(tmp_path / "consent") as other:
        there = other.base.replace("127.0.0.1", "localhost")
        other.answers["/ask"] = (200, HTML, COOKIES.encode())
        for path in ("/", "/news/"):
            site.answers[path] = (302, {"Location": f"{there}/ask"}, b"")
        assert nights.run() == (["blocked"], [])
        assert nights.run() == ([], [])
        (incident,) = incidents(tmp_path)
        assert (incident.evidence.url, incident.evidence.detail["via"]) == (
            f"{site.base}/news/",
            f"{there}/ask",
        )
        site.answers.clear()
        assert nights.run() == ([], ["blocked"])
