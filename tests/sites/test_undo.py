"""A night is taken back: the archive is as if it had not been, and the next night reads what the site says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clusterwatch.archive import Archive, delete_source, rename_source
from clusterwatch.archive.merges import Merges
from clusterwatch.archive.undo import Change
from clusterwatch.models import Draft, Evidence, Method, Observation, Problem, ProblemCode
from clusterwatch.pipeline.source_run import Options
from tests.sites.serving import Clock, served, watch
from tests.sites.test_faults import LEAD, index, page, put, write

_TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
# All that the archive says of posts and addresses, without numbers of posts and stories.
_VIEWS = {
    "posts": "SELECT source, url, title, published, precision, language, body, revision, withdrawn, flags, "
    "fingerprint, story_by, similarity, last_changed FROM posts",
    "evidence": "SELECT p.source, p.url, e.* FROM evidence e JOIN posts p ON p.id = e.post",
    "revisions": "SELECT p.source, p.url, r.* FROM revisions r JOIN posts p ON p.id = r.post",
    "sightings": "SELECT s.source, s.url, s.status, s.key, s.tries, s.problem, s.mark, p.url AS own FROM sightings s "
    "LEFT JOIN posts p ON p.id = s.post",
    "stories": "SELECT group_concat(source || ' ' || url, ' ') AS posts, s.posts AS n, s.sources, s.fingerprint, "
    "s.first_published, s.last_published FROM (SELECT * FROM posts ORDER BY source, url) p "
    "JOIN stories s ON s.id = p.story GROUP BY s.id",
    "sketches": "SELECT p.source, p.url, hash FROM sketches s JOIN posts p ON p.id = s.post",
    "merges": "SELECT p.url, i.url AS into_url, undone FROM merges m JOIN posts p ON p.id = m.post "
    "JOIN posts i ON i.id = m.into_post",
    "furniture": "SELECT source, mark, line FROM furniture",
    "learnt": "SELECT source, field, css, attr FROM learnt",
    "search": "SELECT p.source, p.url FROM posts_fts f JOIN posts p ON p.id = f.rowid "
    "WHERE posts_fts MATCH 'werkstatt'",
}
_NUMBERS = ("post", "id", "rowid")


def view(folder: Path) -> dict[str, list[str]]:
    """Return the rows of each view, sorted, without times of day and numbers. The file must be intact."""
    with Archive(folder / "archive.db") as archive:
        assert archive.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
        archive.db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
        return {
            name: sorted(
                _TIMES.sub("T", repr({k: v for k, v in row.items() if k not in _NUMBERS}))
                for row in archive.db.query(sql)
            )
            for name, sql in _VIEWS.items()
        }


class Watch:
    """Two archives of the same sites: `one` has every night, `other` has not the one that is taken back."""

    def __init__(self, folder: Path, yaml: str) -> None:
        self.one, self.other = folder / "one", folder / "other"
        self.one.mkdir()
        self.yaml, self.clock = yaml, Clock()

    def night(self, folder: Path, *, recheck: bool = False) -> None:
        watch(folder, self.yaml, self.clock, Options(recheck=recheck))

    def split(self) -> None:
        """Continue with a copy of the archive."""
        shutil.copytree(self.one, self.other)
        self.clock.forward(days=3)

    def undo(self, run: int, *sources: str) -> list[Change]:
        """Take back a run a day later, and return its changes."""
        self.clock.forward(days=1)
        with Archive(self.one / "archive.db") as archive:
            plan = archive.plan_undo(run, sources)
            assert plan.refused == ()
            archive.undo(plan, self.clock())
        return list(plan.changes)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Watch]]:
    """Return the folder of a site and of one that relays its second post, and an archive of their first night."""
    folder = tmp_path_factory.mktemp("first")
    root = folder / "site"
    write(root, list(range(2, 8)))
    relay = root / "relay"
    relay.mkdir()
    put(relay / "index.html", index([2]).replace("/news/", "/relay/"))
    put(relay / "meldung-2.html", page(2))
    shutil.copytree(root, folder / "saved")
    with served(root) as site:
        yaml = "sources:\n" + "".join(
            f"  {name}:\n    url: {site.base}/{path}/\n    languages: [de]\n    discover: {{kind: listing, "
            "link: 'article h2 a'}\n"
            for name, path in (("netz", "news"), ("relay", "relay"))
        )
        made = Watch(folder, yaml)
        made.night(made.one)
        yield root, made


@pytest.fixture
def root(first: tuple[Path, Watch]) -> Path:
    """Return the folder of the sites, as they were on the first night."""
    root = first[0]
    shutil.rmtree(root)
    shutil.copytree(root.parent / "saved", root)
    return root


@pytest.fixture
def two(root: Path, tmp_path: Path, first: tuple[Path, Watch]) -> Watch:
    """Return two archives of the sites three days after their first night."""
    made = Watch(tmp_path, first[1].yaml)
    made.clock.time = first[1].clock.time
    shutil.copytree(first[1].one, made.one, dirs_exist_ok=True)
    made.split()
    return made


def edit(root: Path) -> None:
    put(
        root / "meldung-2.html",
        page(2, "Die Werkstatt wird doch nicht erweitert, sondern im Herbst geschlossen."),
    )
    put(root / "meldung-3.html", page(3).replace("<h1>Nachricht", "<h1>Neue Nachricht"))


def withdraw(root: Path) -> None:
    (root / "meldung-4.html").unlink()


def publish(root: Path) -> None:
    put(root / "meldung-1.html", page(1))
    put(root / "meldung-8.html", page(2))  # a further address of a known post
    put(root / "index.html", index([1, 8, *range(2, 8)]))


def move(root: Path) -> None:
    (root / "neu.html").write_bytes((root / "meldung-5.html").read_bytes())
    put(root / "index.html", index(list(range(2, 8))).replace("meldung-5.html", "neu.html"))
    (root / "meldung-5.html").unlink()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (edit, {("edited",)}),
        (withdraw, {("withdrawn",)}),
        (publish, {("new",), ("address",)}),
        (move, {("moved",)}),
    ],
)
def test_a_night_is_taken_back_as_if_it_had_not_been(
    root: Path, two: Watch, change: Callable[[Path], None], found: set[tuple[str, ...]]
) -> None:
    root = root / "news"
    before = view(two.one)
    change(root)
    two.night(two.one, recheck=True)
    assert view(two.one) != before
    taken_back = two.undo(2)
    assert {one.what for one in taken_back} == found
    assert view(two.one) == before
    with Archive(two.one / "archive.db") as archive:
        again = archive.plan_undo(2)
        assert (again.changes, again.refused, set(again.done), again.recorded) == ((), (), {"netz"}, True)
    # The next night reads what the site says.
    two.night(two.one, recheck=True)
    two.night(two.other, recheck=True)
    assert view(two.one) == view(two.other) != before


def test_a_wall_that_was_written_is_taken_back_with_what_was_learned_from_it(two: Watch) -> None:
    before = view(two.one)
    wall = (
        "Wir verwenden Cookies, um Ihnen den besten Besuch zu bieten.\nBitte stimmen Sie der Verwendung zu."
    )
    with Archive(two.one / "archive.db") as archive:
        with archive.transaction():
            run = archive.runs.begin(two.clock(), "0.2.0")
        urls = [row[0] for row in archive.db.execute("SELECT url FROM posts WHERE source = 'netz'")]
        for url in (*urls, f"{urls[0]}?new=1"):
            evidence = {name: Evidence(Method.GENERIC, "", None) for name in ("title", "body", "language")}
            draft = Draft(url, "Cookies", "2026-01-01", "day", "de", wall, evidence=evidence)
            with archive.transaction():
                archive.record(Observation("netz", url, draft), two.clock())
        archive.learn_boilerplate("netz", two.clock())
        archive.sort_stories()
        with archive.transaction():
            archive.runs.end(run, two.clock(), "done")
        assert archive.db.execute("SELECT count(*) FROM furniture").fetchone()[0]
        assert (
            archive.db.execute("SELECT count(DISTINCT title) FROM posts WHERE source = 'netz'").fetchone()[0]
            == 1
        )
    two.undo(run)
    assert view(two.one) == before
    for folder in (two.one, two.other):
        two.night(folder, recheck=True)
    assert view(two.one) == view(two.other)


def test_the_evidence_of_restored_values_is_their_own(root: Path, two: Watch) -> None:
    url = "meldung-3.html"
    edit(root / "news")
    two.night(two.one, recheck=True)
    with Archive(two.one / "archive.db") as archive:
        (post,) = [row for row in archive.db.query("SELECT * FROM posts") if row["url"].endswith(url)]
        changed = archive.explain(str(post["id"]))
    two.undo(2)
    with Archive(two.one / "archive.db") as archive:
        restored = archive.explain(str(post["id"]))
    assert changed is not None
    assert restored is not None
    kept = changed["revisions"][0]["evidence"]["title"]
    assert kept.items() <= restored["evidence"]["title"].items()
    assert (changed["title"], restored["title"]) == (
        "Neue Nachricht Nummer 3 aus dem Netzwerk",
        "Nachricht Nummer 3 aus dem Netzwerk",
    )
    assert restored["evidence"]["title"]["value"] == restored["title"]
    assert restored["revisions"] == []


def test_what_a_later_run_changed_again_is_named_and_the_rest_is_taken_back(root: Path, two: Watch) -> None:
    root = root / "news"
    edit(root)
    two.night(two.one, recheck=True)
    two.clock.forward(days=1)
    put(
        root / "meldung-2.html",
        page(2, "Die Werkstatt wird im Winter wieder geöffnet, wenn die Halle fertig ist."),
    )
    two.night(two.one, recheck=True)
    with Archive(two.one / "archive.db") as archive:
        plan = archive.plan_undo(2)
        assert [(r.change.url.rsplit("/")[-1], r.reason, r.run) for r in plan.refused] == [
            ("meldung-2.html", "later-run", 3)
        ]
        assert [c.url.rsplit("/")[-1] for c in plan.changes] == ["meldung-3.html"]
        archive.undo(plan, two.clock())
        # In order, each is taken back.
        for run in (3, 2):
            plan = archive.plan_undo(run)
            assert (len(plan.changes), plan.refused) == (1, ())
            archive.undo(plan, two.clock())
        assert archive.db.execute("SELECT max(revision) FROM posts").fetchone()[0] == 1


def test_a_run_that_did_not_record_its_changes_is_taken_back_by_its_times(root: Path, two: Watch) -> None:
    before = view(two.one)
    edit(root / "news")
    withdraw(root / "news")
    put(root / "news" / "meldung-1.html", page(1))
    put(root / "news" / "index.html", index(list(range(1, 8))))
    two.night(two.one, recheck=True)
    with Archive(two.one / "archive.db") as archive:
        archive.db.execute("DELETE FROM changes")
        archive.db.execute(
            "UPDATE revisions SET evidence = NULL WHERE post IN (SELECT id FROM posts WHERE url LIKE '%-3.html')"
        )
        plan = archive.plan_undo(2)
        assert sorted(c.what for c in plan.changes) == [("edited",), ("new",), ("withdrawn",)]
        assert [(r.change.url[-6:], r.reason) for r in plan.refused] == [("3.html", "not-recorded")]
        archive.undo(plan, two.clock())
        assert archive.plan_undo(2).changes == ()
    after = view(two.one)
    for name in ("posts", "evidence", "revisions", "sightings", "search", "sketches", "merges"):
        differing = set(after[name]) ^ set(before[name])
        assert all("meldung-3" in row or "'mark'" in row for row in differing), name


def test_only_the_named_source_is_taken_back(root: Path, two: Watch) -> None:
    for path in ("news", "relay"):
        put(root / path / "meldung-2.html", page(2, "Die Werkstatt bleibt vorerst geschlossen."))
    two.night(two.one, recheck=True)
    assert [(c.source, c.what) for c in two.undo(2, "relay")] == [("relay", ("edited",))]
    assert [(c.source, c.what) for c in two.undo(2)] == [("netz", ("edited",))]


def test_an_error_in_the_middle_takes_nothing_back(
    root: Path, two: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(root / "news")
    edit(root / "news")
    two.night(two.one, recheck=True)
    after = view(two.one)
    monkeypatch.setattr("clusterwatch.archive.undo.restore_evidence", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        two.undo(2)
    assert view(two.one) == after


def test_a_post_that_moved_with_its_site_is_taken_back(two: Watch) -> None:
    before = view(two.one)
    with Archive(two.one / "archive.db") as archive, archive.transaction():
        run = archive.runs.begin(two.clock(), "0.2.0")
        post, url = archive.db.execute("SELECT id, url FROM posts").fetchone()
        archive.posts.move("netz", post, url, "https://netz.example/neu", two.clock())
        archive.runs.end(run, two.clock(), "done")
    assert view(two.one) != before
    assert [change.what for change in two.undo(run)] == [("moved",)]
    assert view(two.one) == before


def found_late(archive: Archive, clock: Clock, url: str) -> int:
    """Store a post at an address that had failed, in a run of its own. Return the run."""
    draft = Draft(url, "Spät", "2026-10-01", "day", "de", LEAD)
    with archive.transaction():
        problem = Problem(ProblemCode.HTTP_STATUS, detail={"status": 500})
        archive.url_records.failed("netz", url, clock(), problem)
        run = archive.runs.begin(clock(), "0.2.0")
        archive.record(Observation("netz", url, draft), clock())
        archive.runs.end(run, clock(), "done")
    archive.sort_stories()
    return run


def test_an_address_that_had_failed_is_tried_again(two: Watch) -> None:
    url = "https://netz.example/spaet"
    with Archive(two.one / "archive.db") as archive:
        run = found_late(archive, two.clock, url)
        archive.undo(archive.plan_undo(run), two.clock())
        (due,) = [one for one in archive.url_records.due("netz", two.clock(), 50) if one.url == url]
        assert (due.status, due.post, due.tries) == ("failed", None, 1)


def changed_in_all_manners(root: Path) -> None:
    edit(root)
    publish(root)
    withdraw(root)


def test_a_night_before_a_source_was_renamed_is_taken_back(root: Path, two: Watch) -> None:
    changed_in_all_manners(root / "news")
    two.night(two.one, recheck=True)
    for folder in (two.one, two.other):
        with Archive(folder / "archive.db") as archive, archive.transaction():
            rename_source(archive.db, "netz", "verbund")
    assert len(two.undo(2)) == 5
    assert view(two.one) == view(two.other)


def test_addresses_stay_with_a_renamed_source_if_another_has_its_former_id(root: Path, two: Watch) -> None:
    edit(root / "news")
    two.night(two.one, recheck=True)
    for folder in (two.one, two.other):
        with Archive(folder / "archive.db") as archive, archive.transaction():
            rename_source(archive.db, "netz", "verbund")
            rename_source(archive.db, "relay", "netz")
    assert {change.source for change in two.undo(2)} == {"verbund"}
    assert view(two.one) == view(two.other)


def test_an_address_that_had_failed_is_tried_again_by_the_renamed_source(two: Watch) -> None:
    url = "https://netz.example/spaet"
    with Archive(two.one / "archive.db") as archive:
        run = found_late(archive, two.clock, url)
        with archive.transaction():
            rename_source(archive.db, "netz", "verbund")
        archive.undo(archive.plan_undo(run), two.clock())
        assert url in {one.url for one in archive.url_records.due("verbund", two.clock(), 50)}


def test_the_posts_of_the_other_sources_are_taken_back_after_one_was_forgotten(
    root: Path, two: Watch
) -> None:
    changed_in_all_manners(root / "news")
    edit(root / "relay")
    two.night(two.one, recheck=True)
    for folder in (two.one, two.other):
        with Archive(folder / "archive.db") as archive, archive.transaction():
            delete_source(archive.db, "relay")
    assert {change.source for change in two.undo(2)} == {"netz"}
    assert view(two.one) == view(two.other)


def test_a_merge_into_a_post_that_was_taken_back_is_not_restored(two: Watch) -> None:
    url = "https://netz.example/spaet"
    with Archive(two.one / "archive.db") as archive:
        first = found_late(archive, two.clock, url)
        (into,) = archive.db.execute("SELECT id FROM posts WHERE url = ?", [url]).fetchone()
        (post,) = archive.db.execute("SELECT min(id) FROM posts WHERE source = 'netz'").fetchone()
        merges = Merges(archive.db, archive.changes)
        with archive.transaction():
            archive.runs.begin(two.clock(), "0.2.0")
            merges.add(post, into, "canonical", two.clock())
        with archive.transaction():
            last = archive.runs.begin(two.clock(), "0.2.0")
            merges.undo(post, two.clock())
        archive.undo(archive.plan_undo(first), two.clock())
        plan = archive.plan_undo(last)
        assert [change.what for change in plan.changes] == [("unmerged",)]
        archive.undo(plan, two.clock())
        assert archive.db.execute("SELECT withdrawn FROM posts WHERE id = ?", [post]).fetchone() == (None,)
        assert archive.db.execute("SELECT count(*) FROM merges").fetchone() == (0,)
