"""Nights on which a site shows other pages in place of its posts: nothing of them is written, and nothing is lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clusterwatch.archive import Archive
from clusterwatch.models import Outcome, ProblemCode, Reason
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Answer, Clock, Site, posts, watch
from tests.sites.test_faults import HTML, LEAD, MORE, index, page, put, write

SOURCE = "sources:\n  netz:\n    url: {base}/news/\n    languages: [de]\n    timezone: Europe/Berlin\n"
COOKIES = (
    "<!doctype html><html lang=de><head><title>Netz</title></head><body><h1>Wir verwenden Cookies</h1><p>Diese Website "
    "verwendet Cookies. Bitte stimmen Sie zu, um fortzufahren.</p><button>Alle akzeptieren</button></body></html>"
)
STRANGE = (
    "<!doctype html><html lang=de><head><title>Netz</title></head><body><h1>Herzlich willkommen im Haus am See</h1>"
    "<p>Hier entsteht etwas, von dem noch niemand etwas gehört hat, und das in Kürze allen gezeigt werden soll, die "
    "danach fragen. Wer mehr wissen will, schreibt eine Karte an das Haus am See und wartet.</p></body></html>"
)
NOT_FOUND = (
    "<!doctype html><html lang=de><head><title>Netz</title></head><body><h1>Seite nicht gefunden</h1>"
    "<p>Die gesuchte Seite gibt es nicht.</p></body></html>"
)
CANCELLED = (
    "Die Veranstaltung fällt aus. Wir bitten um Entschuldigung und geben bald einen neuen Termin bekannt."
)
LOGIN = "Bitte melden Sie sich an, um diesen Inhalt zu lesen. Benutzername Passwort Passwort vergessen?"
_NO_LENGTH = {**HTML, "Content-Length": ""}


class Nights:
    """Runs on consecutive nights, each of which fetches all known posts again."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder, self.site, self.clock = folder, site, Clock()
        self.yaml = SOURCE.format(base=site.base)
        self.opened: list[str] = []
        self.closed: list[str] = []

    def run(self, *, recheck: bool = True) -> Outcome:
        outcome = watch(self.folder, self.yaml, self.clock, Options(recheck=recheck))["netz"]
        self.clock.forward(days=1)
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            number = archive.runs.newest() or 0
            self.opened = [one.code for one in archive.incidents.opened_since(number)]
            self.closed = [one.code for one in archive.incidents.closed_since(number)]
        return outcome

    def open(self) -> list[tuple[str, object]]:
        """Return the open incidents with their reasons."""
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return [(one.code, one.evidence.detail.get("reason")) for one in archive.incidents.open("netz")]

    def last_success(self) -> str:
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return str(archive.status("netz")[0]["last_success"])

    def rows(self, table: str, where: str = "1") -> list[dict[str, Any]]:
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            return list(archive.db[table].rows_where(where))

    def past(self) -> tuple[object, ...]:
        """Return all that a bad night must leave as it was."""
        kept = [
            {name: row[name] for name in ("url", "title", "published", "body", "revision", "withdrawn")}
            for row in posts(self.folder)
        ]
        evidence = self.rows("evidence")
        revisions = self.rows("revisions")
        pages = [(row["url"], row["digest"]) for row in self.rows("pages", "kind = 'page'")]
        validators = [row for row in self.rows("validators") if "meldung" in row["url"]]
        with Archive(self.folder / "archive.db", readonly=True) as archive:
            found = sorted(hit.url for hit in archive.search("Netzwerk"))
        return kept, evidence, revisions, pages, validators, found


def changing(text: str) -> Callable[[], Answer]:
    """Return answers with the number of the request in their text."""
    requests = itertools.count(4711)
    return lambda: (200, HTML, text.replace("</p>", f" Anfrage {next(requests)}.</p>").encode())


def wall(site: Site, numbers: range, text: str) -> None:
    for n in numbers:
        site.answers[f"/news/meldung-{n}.html"] = (200, HTML, text.encode())


@pytest.fixture
def nights(tmp_path: Path, site: Site) -> Nights:
    return Nights(tmp_path, site)


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        (COOKIES, "blocked", Reason.COOKIES),
        (STRANGE, "same-text-on-many", Reason.SAME_TEXT),
        (NOT_FOUND, "blocked", Reason.NOT_FOUND),
        ("<html><head><title>Netz</title></head><body></body></html>", "same-text-on-many", Reason.SAME_TEXT),
        (page(3), "same-text-on-many", Reason.SAME_TEXT),
    ],
    ids=["cookies", "strange", "not-found", "empty", "another-post"],
)
def test_a_page_in_place_of_all_posts_changes_nothing(
    nights: Nights, site: Site, text: str, code: str, reason: Reason | None
) -> None:
    nights.run()
    past, success = nights.past(), nights.last_success()
    wall(site, range(1, 9), text)
    outcome = nights.run()
    assert (nights.last_success() == success) is (outcome.same == 0)
    assert (nights.opened, nights.open()) == ([code], [(code, reason)])
    assert (outcome.changed, outcome.new, outcome.gone) == (0, 0, 0)
    assert nights.past() == past
    nights.run(recheck=False)
    assert (nights.opened, nights.closed, nights.past()) == ([], [], past)
    assert nights.rows("pages", "kind = 'held'")
    site.answers.clear()
    outcome = nights.run(recheck=False)
    assert (nights.opened, nights.closed, nights.open()) == ([], [code], [])
    assert (outcome.failed, nights.past()) == (0, past)
    assert nights.last_success() > success
    assert nights.rows("pages", "kind = 'held'") == []


def cancelled(n: int, prefix: str = "Abgesagt: ") -> str:
    """Return the page of an event that was cancelled: its title, and a text that other events have, too."""
    text = page(n).replace(f"{LEAD} Dies ist die Meldung {n}.", CANCELLED).replace(f"<p>{MORE}</p>", "")
    return text.replace("<h1>", f"<h1>{prefix}")


def acknowledge(nights: Nights) -> None:
    with Archive(nights.folder / "archive.db") as archive, archive.transaction():
        for incident in archive.incidents.open("netz"):
            archive.incidents.acknowledge(incident.id, nights.clock(), None, "seen")


@pytest.mark.parametrize("prefix", ["Abgesagt: ", ""])
def test_a_text_that_a_few_posts_share_under_their_own_titles_is_an_edit_on_the_second_night(
    nights: Nights, tmp_path: Path, prefix: str
) -> None:
    nights.run()
    for n in (2, 3, 5):
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", cancelled(n, prefix))
    outcome = nights.run()
    assert (outcome.changed, outcome.failed, nights.opened) == (0, 3, ["same-text-on-many"])
    outcome = nights.run()
    assert (outcome.changed, outcome.failed, nights.closed) == (3, 0, ["same-text-on-many"])
    assert nights.opened == []
    assert sum(row["body"] == CANCELLED for row in posts(tmp_path)) == 3


def test_a_text_that_most_posts_share_is_an_edit_only_if_the_keeper_acknowledges_it(
    nights: Nights, tmp_path: Path
) -> None:
    nights.run()
    for n in range(1, 5):
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", cancelled(n))
    assert [nights.run().changed for _ in range(3)] == [0, 0, 0]
    acknowledge(nights)
    assert (nights.run(recheck=False).changed, nights.opened, nights.closed) == (4, [], ["same-text-on-many"])


@pytest.mark.parametrize(
    "text",
    [
        STRANGE,
        COOKIES,
        NOT_FOUND,
        page(1),
        cancelled(2).replace(CANCELLED, LOGIN),
    ],
)
def test_a_wall_on_a_few_posts_never_is_an_edit(nights: Nights, site: Site, text: str) -> None:
    nights.run()
    for n in (2, 3):
        own = text.replace("Nummer 2", f"Nummer {n}")
        site.answers[f"/news/meldung-{n}.html"] = (200, HTML, own.encode())
    nights.run()
    acknowledge(nights)
    assert [nights.run().changed for _ in range(3)] == [0, 0, 0]


def test_a_text_that_is_another_one_each_night_is_no_edit(nights: Nights, tmp_path: Path) -> None:
    nights.run()
    for night in ("Morgen", "Gestern", "Heute"):
        for n in (2, 3):
            text = cancelled(n).replace(CANCELLED, f"{CANCELLED} {night} gibt es etwas anderes zu lesen.")
            put(tmp_path / "site" / "news" / f"meldung-{n}.html", text)
        assert nights.run().changed == 0


def test_a_wall_with_the_number_of_the_request_is_one_wall(nights: Nights, site: Site) -> None:
    nights.run()
    past = nights.past()
    answer = changing(STRANGE)
    for n in range(1, 9):
        site.answers[f"/news/meldung-{n}.html"] = answer
    nights.run()
    assert nights.past() == past
    assert len(nights.opened) == 1


@pytest.mark.parametrize("text", [COOKIES, STRANGE], ids=["cookies", "strange"])
def test_new_addresses_of_a_wall_wait(nights: Nights, site: Site, tmp_path: Path, text: str) -> None:
    nights.run()
    write(tmp_path / "site", list(range(1, 13)))
    wall(site, range(9, 13), text)
    outcome = nights.run(recheck=False)
    assert (outcome.new, outcome.copies, outcome.failed) == (0, 0, 4)
    assert len(nights.opened) == 1
    site.answers.clear()
    outcome = nights.run(recheck=False)
    assert (outcome.new, len(nights.closed)) == (4, 1)
    assert [row["title"] for row in posts(tmp_path)] == [
        f"Nachricht Nummer {n} aus dem Netzwerk" for n in sorted(range(1, 13), key=str)
    ]


@pytest.mark.parametrize(("text", "good"), [(COOKIES, 0), (STRANGE, 3)], ids=["cookies", "strange"])
def test_a_wall_on_the_first_run_stores_none_of_its_pages(
    nights: Nights, site: Site, tmp_path: Path, text: str, good: int
) -> None:
    wall(site, range(good + 1, 9), text)
    outcome = nights.run()
    assert (outcome.new, outcome.copies, len(nights.opened)) == (good, 0, 1)
    site.answers.clear()
    assert nights.run(recheck=False).new == 8 - good
    assert {row["revision"] for row in posts(tmp_path)} == {1}
    assert nights.open() == []


def test_one_post_that_is_not_found_for_two_nights_is_withdrawn(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    past = nights.past()
    wall(site, range(4, 5), NOT_FOUND)
    outcome = nights.run()
    assert (outcome.gone, outcome.changed, outcome.failed) == (0, 0, 1)
    assert nights.past() == past
    assert nights.open() == []
    outcome = nights.run(recheck=False)
    assert (outcome.gone, outcome.changed) == (1, 0)
    (post,) = (row for row in posts(tmp_path) if row["withdrawn"])
    assert (post["url"][-6:-5], post["revision"], post["title"]) == (
        "4",
        1,
        "Nachricht Nummer 4 aus dem Netzwerk",
    )


def test_a_good_page_in_between_clears_a_post_that_was_not_found(nights: Nights, site: Site) -> None:
    nights.run()
    past = nights.past()
    for _ in range(2):
        wall(site, range(4, 5), NOT_FOUND)
        assert nights.run(recheck=True).gone == 0
        site.answers.clear()
        nights.run(recheck=False)
    assert nights.past() == past


def test_new_posts_that_lead_to_a_login_are_told_as_that_alone(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    """The title of the login, and what it lacks, are no faults of selectors and of the site."""
    nights.run()
    write(tmp_path / "site", list(range(1, 14)))
    form = "<form><input name=user><input type=password name=p><button>Anmelden</button></form>"
    login = f"<html lang=de><head><title>Anmelden</title></head><body><h1>Anmelden</h1><p>{LOGIN}</p>{form}</body>"
    site.answers["/login"] = (200, HTML, login.encode())
    for n in range(9, 14):
        site.answers[f"/news/meldung-{n}.html"] = (302, {"Location": f"{site.base}/login"}, b"")
    nights.run(recheck=False)
    assert nights.open() == [("pages-failed", Reason.LOGIN)]
    nights.run(recheck=False)
    assert (nights.opened, nights.closed) == ([], [])
    site.answers.clear()
    closed: list[str] = []
    for _ in range(3):
        nights.run(recheck=False)
        closed += nights.closed
    assert (closed, nights.open()) == (["pages-failed"], [])


def test_one_post_with_a_login_is_held_back(nights: Nights, site: Site) -> None:
    nights.run()
    past = nights.past()
    text = page(5).replace(LEAD, "Bitte melden Sie sich an, um diesen Beitrag zu lesen.").replace(MORE, "")
    wall(site, range(5, 6), text.replace(" Dies ist die Meldung 5.", ""))
    nights.run()
    assert (nights.past(), nights.open()) == (past, [("blocked", Reason.LOGIN)])


def test_another_text_at_one_address_is_an_edit_only_if_it_stays(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    past = nights.past()
    wall(site, range(5, 6), STRANGE)
    assert nights.run().changed == 0
    assert (nights.past(), nights.open()) == (past, [])
    assert nights.run(recheck=False).changed == 1


@pytest.mark.parametrize("numbers", [[3], list(range(1, 9))])
def test_edits_pass_on_the_same_night(nights: Nights, site: Site, tmp_path: Path, numbers: list[int]) -> None:
    nights.run()
    for n in numbers:
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", page(n, f"Saal {n} ist voll. {MORE}"))
    outcome = nights.run()
    assert (outcome.changed, nights.open()) == (len(numbers), [])


def test_posts_that_get_the_same_title_on_their_pages_and_in_the_index_keep_their_own_texts(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    listed = index(list(range(1, 9)))
    for n in (2, 5):
        text = page(n).replace(f"Nachricht Nummer {n} ", "Rundbrief ")
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", text)
        listed = listed.replace(f"Nachricht Nummer {n} ", "Rundbrief ")
    put(tmp_path / "site" / "news" / "index.html", listed)
    outcome = nights.run()
    assert (outcome.changed, nights.open()) == (2, [])


def test_a_redesign_is_no_wall(nights: Nights, site: Site, tmp_path: Path) -> None:
    nights.run()
    for n in range(1, 9):
        text = (
            page(n)
            .replace("<article>", "<div class=a><div>Zum Weitersagen</div>")
            .replace("</article>", "</div>")
        )
        put(tmp_path / "site" / "news" / f"meldung-{n}.html", text)
    outcome = nights.run()
    assert (outcome.failed, nights.opened) == (0, ["site-rebuilt"])


def test_a_short_post_about_maintenance_is_a_post(nights: Nights, site: Site, tmp_path: Path) -> None:
    nights.run()
    title = "Wartungsarbeiten: Website am Samstag vorübergehend nicht erreichbar"
    text = page(9).replace("Nachricht Nummer 9 aus dem Netzwerk", title).replace(f"<p>{MORE}</p>", "")
    put(tmp_path / "site" / "news" / "meldung-9.html", text)
    listed = index(list(range(1, 10))).replace("Nachricht Nummer 9 aus dem Netzwerk", title)
    put(tmp_path / "site" / "news" / "index.html", listed)
    assert nights.run(recheck=False).new == 1
    assert title in [row["title"] for row in posts(tmp_path)]


def _entries(base: str, texts: dict[int, tuple[str, str]]) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{base}/news/meldung-{n}.html</link>"
        f"<pubDate>{28 - n} Oct 2026 09:00:00 +0200</pubDate>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        for n, (title, text) in texts.items()
    )
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return f"<?xml version='1.0'?><rss version='2.0' {space}><channel>{items}</channel></rss>".encode()


def test_entries_of_a_feed_that_share_one_text_are_held_back(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    rss = {"Content-Type": "application/rss+xml"}
    nights.yaml += f"    discover: {{kind: feed, url: '{site.base}/feed'}}\n"

    def own(n: int) -> tuple[str, str]:
        return (
            f"Nachricht Nummer {n} aus dem Netzwerk",
            f"<p>{LEAD} Dies ist die Meldung {n}.</p><p>{MORE}</p>",
        )

    strange = (
        "Haus am See",
        f"<p>{' '.join(['Hier entsteht etwas, von dem noch niemand etwas gehört hat.'] * 4)}</p>",
    )
    site.answers["/feed"] = (200, rss, _entries(site.base, {n: own(n) for n in range(3, 9)}))
    assert nights.run(recheck=False).new == 6
    past = posts(tmp_path)
    site.answers["/feed"] = (200, rss, _entries(site.base, dict.fromkeys(range(1, 9), strange)))
    for opened in (["same-text-on-many"], []):
        outcome = nights.run(recheck=False)
        assert (outcome.new, outcome.changed, outcome.copies, nights.opened) == (0, 0, 0, opened)
    assert [(row["title"], row["revision"]) for row in posts(tmp_path)] == [
        (row["title"], row["revision"]) for row in past
    ]
    site.answers["/feed"] = (200, rss, _entries(site.base, {n: own(n) for n in range(1, 9)}))
    outcome = nights.run(recheck=False)
    assert (outcome.new, outcome.changed, nights.closed) == (2, 0, ["same-text-on-many"])


def test_a_page_that_ends_in_the_middle_is_fetched_again_and_cuts_nothing(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    nights.run()
    past = nights.past()
    whole = page(6)
    cut = whole[: whole.index(MORE)]
    site.answers["/news/meldung-6.html"] = lambda: (200, _NO_LENGTH, cut.encode())
    site.log.clear()
    outcome = nights.run()
    assert outcome.changed == 0
    assert nights.past() == past
    assert Reason.CUT in [problem.detail.get("reason") for problem in outcome.problems]
    assert site.pages().count("/news/meldung-6.html") > 1
    answers = iter([cut, whole])
    site.answers["/news/meldung-6.html"] = lambda: (200, _NO_LENGTH, next(answers).encode())
    assert nights.run().failed == 0
    assert nights.past() == past


def test_the_archived_page_shows_that_the_site_writes_an_end(nights: Nights, site: Site) -> None:
    """On a night on which all pages are cut, none of them shows it."""
    nights.run()
    past = nights.past()
    for n in range(1, 9):
        cut = page(n)[: page(n).index(MORE)].encode()
        site.answers[f"/news/meldung-{n}.html"] = (200, _NO_LENGTH, cut)
    outcome = nights.run()
    assert (outcome.failed, nights.opened, nights.past()) == (8, ["page-cut"], past)
    site.answers.clear()
    nights.run(recheck=False)
    assert (nights.closed, nights.past()) == (["page-cut"], past)


def test_pages_of_a_site_that_writes_no_end_are_fetched_once(
    nights: Nights, site: Site, tmp_path: Path
) -> None:
    def endless(n: int) -> Callable[[], Answer]:
        return lambda: (200, _NO_LENGTH, page(n).replace("</body></html>", "").encode())

    for n in range(1, 9):
        site.answers[f"/news/meldung-{n}.html"] = endless(n)
    outcome = nights.run()
    assert (outcome.new, outcome.failed, outcome.problems) == (8, 0, ())
    assert len([path for path in site.pages() if "meldung" in path]) == 9
    site.log.clear()
    nights.run()
    assert len([path for path in site.pages() if "meldung" in path]) == 8
    assert [row["flags"] for row in posts(tmp_path)] == [None] * 8


def test_a_new_page_that_ends_in_the_middle_waits(nights: Nights, site: Site, tmp_path: Path) -> None:
    nights.run()
    write(tmp_path / "site", [*range(1, 10)])
    cut = page(9)[: page(9).index(MORE)]
    site.answers["/news/meldung-9.html"] = (200, _NO_LENGTH, cut.encode())
    outcome = nights.run(recheck=False)
    assert (outcome.new, [problem.code for problem in outcome.problems]) == (0, [ProblemCode.HELD_BACK])
    for _ in range(6):
        assert nights.run(recheck=False).new == 0
    outcome = nights.run(recheck=False)
    assert (outcome.new, [problem.code for problem in outcome.problems]) == (1, [ProblemCode.PAGE_CUT])
    assert [row["flags"] for row in posts(tmp_path) if "-9" in row["url"]] == ['[{"code": "page-cut"}]']
