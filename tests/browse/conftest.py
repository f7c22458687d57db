"""An archive with relays, an edit, a post without a date, and a post whose texts are all attacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from clusterwatch.archive import Archive
from clusterwatch.config import Source, Watch
from clusterwatch.models import (
    Evidence,
    Link,
    LinkKind,
    Method,
    Note,
    NoteCode,
    Observation,
    Outcome,
    Problem,
    ProblemCode,
    Reason,
)
from tests.archive.made import WORDS, draft

CHROMIUM = Path("/usr/bin/chromium")
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'"
TWELVE = (
    "<h4>Twelve companies</h4>\n<ul><li><strong>Six</strong> from the north</li>\n"
    "<li>Six from the south</li></ul>\n<table><tbody><tr><th>Fee</th><td>none</td></tr></tbody></table>"
)
LONG = f"https://hostile.example.org/?{'field=value&' * 30}"
PROBLEM = Problem(
    ProblemCode.SELECTOR_LOST, "title", f"{ATTACK} {LONG}", ATTACK, 3, detail={"of": 3, "reason": ATTACK}
)
HELD = Problem(ProblemCode.HELD_BACK, url="https://beta.example.org/held", detail={"reason": Reason.COOKIES})
UNREPORTED = Problem(ProblemCode.HEARTBEAT_FAILED, detail={"status": 404})
NOTE = Note(NoteCode.STRATEGY_CHOSEN, url=ATTACK, detail={"kind": ATTACK})


def clock() -> datetime:
    return LATER


@pytest.fixture(autouse=True)
def _skip_json_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip the check for JSON functions, for which Datasette opens a connection per table and leaves it open."""
    monkeypatch.setattr("datasette.facets.detect_json1", lambda: True)


def _plant_facts(archive: Archive) -> None:
    """Write what the posts say: a call on two sites that moved, events, and bodies that are named together."""
    days = (
        (2, "deadline", "2026-03-20", "17:00", None),
        (3, "deadline", "2026-03-21", None, None),
        (4, "event", "2026-03-02", None, "Łódź"),
        (1, "deadline", "2026-04-09", None, None),
        (1, "event", "2026-04-09", None, ATTACK),
    )
    for number, (post, kind, start, time, place) in enumerate(days, 1):
        archive.db.execute(
            "INSERT INTO days (post, number, kind, start, time, raw, place, paragraph, position, method, superseded, "
            "until) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0, 'text', 0, ?)",
            [post, number, kind, start, time, ATTACK, place, start],
        )
    mentions = (
        (1, "body", "clustero", ATTACK),
        (1, "body", "beta", "Beta"),
        (2, "body", "clustero", "Romanian Cluster Association"),
        (2, "body", "nca-cz", "National Cluster Association"),
        (2, "programme", "life", "LIFE"),
        (3, "body", "clustero", "Romanian Cluster Association"),
        (3, "body", "nca-cz", "National Cluster Association"),
        (3, "place", None, ATTACK),
    )
    for number, (post, kind, key, name) in enumerate(mentions, 1):
        archive.db.execute(
            "INSERT INTO mentions (post, number, kind, id, name, raw, paragraph, position, method) "
            "VALUES (?, ?, ?, ?, ?, ?, 1, 0, 'name')",
            [post, number, kind, key, name, ATTACK],
        )
    archive.db.execute(
        "INSERT INTO moved_days VALUES (2, 'deadline', '2026-03-13', '2026-03-20T17:00', '2026-03-01T02:00:00.000Z', 0)"
    )
    for name, post in (("fibretest", 2), ("fibretest", 4), (ATTACK, 1), (ATTACK, 4)):
        archive.db.execute("INSERT INTO identifiers VALUES (?, ?)", [name, post])
    archive.db.execute("UPDATE posts SET kind = 'call', kind_confidence = 0.9 WHERE id IN (1, 2)")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of the archive. The post with the attacks has number 1."""
    path = tmp_path_factory.mktemp("browse") / "it's 100% #1?.db"
    hostile = Source(
        id="hostile", url="https://hostile.example.org/", name=ATTACK, country="FR", sectors=[ATTACK]
    )
    plain = [
        Source(id=i, url=f"https://{i}.example.org/news", country=c, sectors=["optics"], languages=["en"])
        for i, c in (("alpha", "FR"), ("beta", "PL"))
    ]
    other = " ".join(f"word{n}" for n in range(40))
    with Archive(path) as archive:
        with archive.transaction():
            archive.sources.register([hostile, *plain], NOW)
            archive.labels.register(
                {
                    "twelve": Watch(search="twelve", country=("FR",)),
                    "hostile": Watch(search=f"{ATTACK} nothing"),
                }
            )
            run = archive.runs.begin(NOW, "0")
            evidence = {"title": Evidence(Method.META, ATTACK, ATTACK, where=ATTACK)}
            url = "https://hostile.example.org/a"
            html = f'<p onclick="a()">{ATTACK}</p>\n<h1>{other}</h1><a href="javascript:a()">b</a>'
            links = tuple(Link(f"{ATTACK}{kind}", ATTACK, kind, ATTACK) for kind in LinkKind)
            bad = draft(
                url, title=ATTACK, body=f"{ATTACK}\n{other}", evidence=evidence, body_html=html, links=links
            )
            archive.posts.record(Observation("hostile", url, bad), NOW)
            for source, day in (("alpha", "2026-02-20"), ("beta", "2026-02-23")):
                url = f"https://{source}.example.org/twelve"
                call = Link(
                    "https://beta.example.org/call.pdf",
                    "Text of the call",
                    LinkKind.ATTACHMENT,
                    "beta.example.org",
                )
                form = Link(
                    "https://forms.example.net/apply", "Apply here", LinkKind.PORTAL, "forms.example.net"
                )
                read = draft(
                    url, published=day, body_html=TWELVE, links=(call, form) if source == "alpha" else ()
                )
                archive.posts.record(Observation(source, url, read), NOW)
            url = "https://alpha.example.org/call"
            for when, due in ((NOW, "1 March"), (LATER, "9 April")):
                read = draft(url, title="A call", body=f"{other}\nThe deadline is {due}.\nAll can take part.")
                archive.posts.record(Observation("alpha", url, read), when)
            url = "https://beta.example.org/undated"
            dateless = draft(url, title="Undated", published=None, precision=None, body=other[::-1])
            archive.posts.record(Observation("beta", url, dateless), NOW)
            archive.runs.add(
                run, Outcome(source="hostile", state="degraded", problems=(PROBLEM,), notes=(NOTE,))
            )
            archive.incidents.see(run, "hostile", PROBLEM, LATER)
            archive.incidents.see(run, None, UNREPORTED, LATER, target="heartbeat")
            archive.runs.add(run, Outcome(source="alpha", state="ok"))
            archive.url_records.hold("beta", HELD.url or "", LATER, HELD, None)
            archive.runs.add(run, Outcome(source="beta", state="ok", failed=1, problems=(HELD,)))
            archive.runs.end(run, LATER, "done")
            again = archive.runs.begin(LATER, "0")
            archive.posts.record(Observation("alpha", f"{url}/2", draft(f"{url}/2", title="Hacked")), LATER)
            archive.runs.add(again, Outcome(source="alpha", state="ok", new=1))
            archive.runs.end(again, LATER, "done")
        archive.sort_stories()
        archive.undo(archive.plan_undo(again), LATER)
        archive.db.execute("UPDATE posts SET url = 'javascript:alert(3)' WHERE id = 1")
        _plant_facts(archive)
    assert WORDS
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail(
            f"{CHROMIUM} is missing: apt-get install chromium, or pytest -m 'not browser and not real and not dask'"
        )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()
