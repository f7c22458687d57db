"""Kill commands with SIGKILL at random moments: what was committed stays, and the next call ends as if nothing was.

    a prepared archive ─► copy ─► command, killed ─► intact? nothing lost? ─► the command again ─► equal to the archive
                                                                              of a call that was never killed

A moment is a time in the life of the command, or the n-th time at which its archive grew, so that many moments lie
between two writes. A command is a fork of this process, which has loaded everything already, so that more of its life
is spent with the archive. Run by: python -m tests.soak.kills
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from clusterwatch.archive import schema
from clusterwatch.cli import main as clusterwatch
from clusterwatch.demo import DemoSites
from clusterwatch.demo.posts import Post, Site, load
from clusterwatch.demo.routes import Routes, routes
from clusterwatch.demo.server import serving
from tests.demo.nights import Nights

_OLD_POSTS = 3000  # in the archive that is upgraded
_AT_LAST = 300  # seconds after which a command is considered to hang
_POLL = 0.0005  # seconds between two looks at the size of the archive
_WITH_WORKERS = 0.15  # share of the calls that read pages in a worker
# What a reader sees of an archive, without numbers of rows and times of day.
_VIEWS = {
    "posts": "SELECT source, url, title, published, precision, language, body, revision, withdrawn IS NULL, flags, "
    "fingerprint FROM posts",
    "revisions": "SELECT p.source, p.url, r.revision, r.title, r.published, r.body, r.changed, r.cause, r.evidence "
    "FROM revisions r JOIN posts p ON p.id = r.post",
    "evidence": "SELECT p.source, p.url, field, method, raw, value, location, reason, rejected "
    "FROM evidence e JOIN posts p ON p.id = e.post",
    "sightings": "SELECT s.source, s.url, s.key, s.status, p.url FROM sightings s LEFT JOIN posts p ON p.id = s.post",
    "stories": "SELECT group_concat(source || ' ' || url, ' '), s.posts, s.sources, s.first_published, "
    "s.last_published FROM (SELECT * FROM posts ORDER BY source, url) p JOIN stories s ON s.id = p.story GROUP BY s.id",
    # Without the entries of indexes: after a killed run, the next one reads more pages of an index.
    "facts": "SELECT source, url, kind, kind_confidence, facts_revision = revision FROM posts",
    "days": "SELECT p.source, p.url, d.number, d.kind, d.start, d.time, d.raw, d.paragraph, d.superseded "
    "FROM days d JOIN posts p ON p.id = d.post",
    "mentions": "SELECT p.source, p.url, m.number, m.kind, m.id, m.name, m.raw, m.paragraph "
    "FROM mentions m JOIN posts p ON p.id = m.post",
    "moved days": "SELECT p.source, p.url, m.kind, m.before, m.after, m.stated "
    "FROM moved_days m JOIN posts p ON p.id = m.post",
    "pages": "SELECT DISTINCT source, url, kind, digest FROM pages WHERE kind != 'index'",
}
# What must not be: each query finds faults.
_FAULTS = {
    "a post twice": "SELECT source, url FROM posts GROUP BY source, url HAVING count(*) > 1",
    "a text twice": "SELECT source, url FROM posts GROUP BY source, fingerprint, title, published "
    "HAVING count(*) > 1",
    "a gap in the revisions": "SELECT p.id FROM posts p LEFT JOIN revisions r ON r.post = p.id GROUP BY p.id "
    "HAVING count(r.post) != p.revision - 1 OR coalesce(max(r.revision), 0) != p.revision - 1",
    "a post without address": "SELECT p.id FROM posts p WHERE NOT EXISTS (SELECT 1 FROM sightings WHERE post = p.id)",
    "a post that is not in the search index": "SELECT id FROM posts EXCEPT SELECT id FROM posts_fts_docsize",
    "an empty entry of the search index": "SELECT id FROM posts_fts_docsize EXCEPT SELECT id FROM posts",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the archive that it starts with, in `folder`. `lasting` says that what it wrote only grows."""

    name: str
    folder: Path
    args: tuple[str, ...]
    lasting: bool = True


@dataclass(slots=True)
class Life:
    """A call that was not killed: how long it took, how often its archive grew, and the archive after a second call."""

    seconds: float
    events: int
    views: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Killed:
    """The moments of one command. `ended` counts calls that ended before they could be killed."""

    name: str
    moments: int = 0
    ended: int = 0
    before_writing: int = 0
    faults: list[str] = field(default_factory=list)


class TwoDays:
    """The demo sites on two days: on the second one, posts are new, edited and gone. `day` is 0 or 1."""

    def __init__(self) -> None:
        self.day = 0

    def make(self, site: Site, base: str) -> Routes:
        """Return the function that answers requests to a site on the present day."""
        first, *rest = site.posts
        last = replace(rest[-1], title=f"{rest[-1].title} II", body=("Changed by its site.", *rest[-1].body))
        days: list[Sequence[Post]] = [rest, [first, *rest[1:-1], last]]
        answers = [routes(replace(site, posts=tuple(posts)), base) for posts in days]
        return lambda target: answers[self.day](target)


@contextmanager
def prepared(folder: Path, names: Sequence[str], ids: tuple[str, ...] = ()) -> Iterator[list[Command]]:
    """Serve the sites, and make the archives that the named commands start with, of all sites or of some.

    The sites are served by another process, because a process with threads should not be forked.
    """
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        yaml: str = ours.recv()
        nights = Nights(folder / "nights", yaml.replace("delay: 0.02", "delay: 0"))
        nights.time = datetime.now(UTC) - timedelta(days=5)
        if set(names) - {"upgrade"}:
            nights.run(ids=ids)
        ours.send(1)
        ours.recv()
        yield [_MADE[name](name, folder / name, nights, ids) for name in names]
    finally:
        server.kill()
        server.join()
        ours.close()
        theirs.close()


def _serve(pipe: Connection) -> None:
    """Serve the sites, and send the text of their sources.yaml. Each message that arrives is the day from then on."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # connections of killed commands
    two = TwoDays()
    with ExitStack() as stack:
        bases = {site.id: stack.enter_context(serving(partial(two.make, site))) for site in load()}
        pipe.send(DemoSites(bases).sources_yaml())
        while True:
            two.day = pipe.recv()
            pipe.send(two.day)


def _copied(folder: Path, nights: Nights) -> Path:
    """Return a new folder with copies of the archive and the sources."""
    folder.mkdir()
    shutil.copy(nights.archive, folder / "archive.db")
    shutil.copy(nights.path, folder / "sources.yaml")
    return folder


def _run(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    return Command(name, _copied(folder, nights), ("run", *ids, "--recheck", "-q"))


def _first_run(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    folder.mkdir()
    shutil.copy(nights.path, folder / "sources.yaml")
    return Command(name, folder, ("run", *ids, "-q"))


def _undo(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    later = Nights(folder, nights.path.read_text("utf-8"))
    shutil.copy(nights.archive, later.archive)
    later.time = nights.time + timedelta(days=2)
    later.run(ids=ids, recheck=True)
    return Command(name, folder, ("undo", "2", "--yes"), lasting=False)


def _reextract(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    made = _copied(folder, nights)
    with closing(sqlite3.connect(made / "archive.db")) as db, db:
        db.execute("UPDATE posts SET title = 'Read by earlier rules: ' || title")
    return Command(name, made, ("reextract", *ids, "-q"))


def _backfill(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    made = _first_run(name, folder, nights, ids)
    export = ("export", "warc", "--db", str(nights.archive.resolve()), "-o", "all.warc.gz")
    subprocess.run(_call(export), cwd=folder, check=True, capture_output=True, timeout=_AT_LAST)
    return replace(made, args=("backfill", "warc", "all.warc.gz"))


def _upgrade(name: str, folder: Path, nights: Nights, ids: tuple[str, ...]) -> Command:
    """Make an archive of the first schema. `ack` opens it, upgrades it, and finds no such incident."""
    folder.mkdir()
    shutil.copy(nights.path, folder / "sources.yaml")
    migrations = schema.MIGRATIONS
    schema.MIGRATIONS = migrations[:1]
    try:
        schema.connect(folder / "archive.db").conn.close()
    finally:
        schema.MIGRATIONS = migrations
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute(
            "INSERT INTO sources (id, name, url, first_seen, rules) VALUES ('s', 'S', '/', '2026', '')"
        )
        db.execute("INSERT INTO runs VALUES (1, '2026', '2026', 'done', '0.1')")
        db.execute("INSERT INTO outcomes VALUES (1, 's', 'ok', 0, 0, 0, 0, 0, 0, 0, 0, 0, '[\"a\", \"b\"]')")
        for number in range(1, _OLD_POSTS + 1):
            url = f"https://s.example/{number}{'/amp' if number % 3 == 0 else ''}"
            flags = '["doubtful"]' if number % 2 else None
            db.execute(
                "INSERT INTO posts (id, source, url, title, body, first_seen, last_seen, last_changed, fingerprint, "
                "flags) VALUES (?, 's', ?, ?, ?, '2026', '2026', '2026', ?, ?)",
                [number, url, f"Title {number}", f"Łódź, number {number}. " * 20, str(number), flags],
            )
            db.execute(
                "INSERT INTO sightings (url, post, source, status, key, first_seen, last_seen) "
                "VALUES (?, ?, 's', 'post', ?, '2026', '2026')",
                [url, number, f"s.example/{number}"],
            )
    return Command(name, folder, ("ack", "999"))


_MADE: dict[str, Callable[[str, Path, Nights, tuple[str, ...]], Command]] = {
    "run": _run,
    "first run": _first_run,
    "backfill": _backfill,
    "upgrade": _upgrade,
    "undo": _undo,
    "reextract": _reextract,
}
# How many of 200 moments each command gets.
SHARES = {"run": 50, "first run": 40, "backfill": 35, "upgrade": 25, "undo": 25, "reextract": 25}


def _call(args: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "clusterwatch", *args]


class Process:
    """A command in a fork of this process, in a process group of its own."""

    def __init__(self, command: Command, folder: Path, workers: int) -> None:
        self._code: int | None = None
        self.pid = os.fork()
        if not self.pid:
            self._run(command, folder, workers)

    @staticmethod
    def _run(command: Command, folder: Path, workers: int) -> None:
        code = 70
        try:
            os.setsid()
            null = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(null, number)
            os.chdir(folder)
            os.environ["CLUSTERWATCH_WORKERS"] = str(workers)
            clusterwatch(list(command.args), prog_name="clusterwatch")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            os._exit(code)

    def poll(self) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        while (code := self.poll()) is None:
            time.sleep(_POLL)
        return code


def _size(folder: Path) -> tuple[int, int]:
    """Return the sizes of the archive and of its write-ahead log; 0 for a missing file."""
    sizes = []
    for name in ("archive.db", "archive.db-wal"):
        try:
            sizes.append((folder / name).stat().st_size)
        except FileNotFoundError:
            sizes.append(0)
    return sizes[0], sizes[1]


def _watched(process: Process, folder: Path, stop: Callable[[float, int], bool]) -> tuple[float, int]:
    """Wait until the process ends, or `stop(seconds, events)`. Return the seconds and how often the archive grew."""
    started, before, events = time.monotonic(), _size(folder), 0
    while process.poll() is None:
        now = _size(folder)
        events += now != before
        before = now
        seconds = time.monotonic() - started
        if stop(seconds, events):
            return seconds, events
        if seconds > _AT_LAST:
            process.kill()
            raise TimeoutError(f"{folder.name}: the command hangs")
        time.sleep(_POLL)
    return time.monotonic() - started, events


def _ended(command: Command, folder: Path) -> tuple[float, int]:
    """Run a command to its end. Raises RuntimeError if it could not be done."""
    process = Process(command, folder, 0)
    watched = _watched(process, folder, lambda seconds, events: False)
    code = process.wait()
    if code not in (0, 1) and not (command.name == "upgrade" and code == 2):
        raise RuntimeError(f"{' '.join(command.args)}: exit code {code}")
    return watched


def whole_life(command: Command, folder: Path) -> Life:
    """Run a command twice in a copy, without killing it."""
    shutil.copytree(command.folder, folder)
    seconds, events = _ended(command, folder)
    _ended(command, folder)
    return Life(seconds, events, views(folder))


def views(folder: Path) -> dict[str, list[str]]:
    """Return what a reader sees of an archive, sorted."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        return {name: sorted(map(repr, db.execute(sql))) for name, sql in _VIEWS.items()}


def kill_once(command: Command, life: Life, folder: Path, chance: random.Random, result: Killed) -> None:
    """Kill a command at a random moment, and add what is wrong afterwards to the result."""
    shutil.copytree(command.folder, folder)
    process = Process(command, folder, int(chance.random() < _WITH_WORKERS))
    seconds, events = _watched(process, folder, _moment(life, chance))
    committed = _committed(folder)
    killed = process.poll() is None
    process.kill()
    process.wait()
    if not killed:
        result.ended += 1
        return
    result.moments += 1
    result.before_writing += events == 0
    faults = [*_left_behind(process.pid), *faults_of(folder)]
    if command.lasting:
        faults += [f"lost: {row}" for row in committed - _committed(folder)]
    try:
        _ended(command, folder)
        faults += faults_of(folder)
        now = views(folder)
        faults += [
            f"{name} differ: {_difference(now[name], life.views[name])}"
            for name in now
            if now[name] != life.views[name]
        ]
    except (RuntimeError, sqlite3.Error) as error:
        faults.append(str(error))
    result.faults += [f"{command.name}, {seconds:.3f} s, {events} writes: {fault}" for fault in faults]


def _moment(life: Life, chance: random.Random) -> Callable[[float, int], bool]:
    """Return what says at which moment to kill: (seconds, writes) of the command."""
    if chance.random() < 0.5 or not life.events:
        at = life.seconds * chance.random()
        return lambda seconds, events: seconds >= at
    write, later = chance.randint(1, life.events), chance.uniform(0, 0.01)
    reached: list[float] = []

    def stop(seconds: float, events: int) -> bool:
        if events >= write:
            reached.append(seconds)
        return bool(reached) and seconds >= reached[0] + later

    return stop


def _committed(folder: Path) -> set[tuple[object, ...]]:
    """Return the versions of posts that a reader sees, with those that were replaced."""
    if not (folder / "archive.db").exists():
        return set()
    try:
        with closing(sqlite3.connect(folder / "archive.db", timeout=30)) as db:
            posts = set(db.execute("SELECT source, url, revision, title FROM posts"))
            return posts | set(
                db.execute(
                    "SELECT p.source, p.url, r.revision, r.title FROM revisions r JOIN posts p ON p.id = r.post"
                )
            )
    except sqlite3.OperationalError:  # there are no tables yet
        return set()


def _left_behind(group: int) -> Iterator[str]:
    """Yield a fault if processes of a killed command do not end by themselves."""
    waited = 0.0
    while waited < 10:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
        waited += 0.05
    os.killpg(group, signal.SIGKILL)
    yield "workers went on for 10 s"


def faults_of(folder: Path) -> list[str]:
    """Return what is wrong with an archive; nothing if there is none yet."""
    if not (folder / "archive.db").exists():
        return []
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        faults = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"reference to nothing: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'posts_fts'").fetchone():
            return faults
        try:
            db.execute("INSERT INTO posts_fts (posts_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            faults.append(f"search index: {error}")
        db.rollback()
        for what, sql in _FAULTS.items():
            faults += [f"{what}: {row}" for row in db.execute(sql)]
    return faults


def _difference(now: Sequence[str], expected: Sequence[str]) -> str:
    more, less = sorted(set(now) - set(expected)), sorted(set(expected) - set(now))
    return f"{len(more)} rows more, {len(less)} less; {(more or less or ['only repeated'])[0][:300]}"


def kills(folder: Path, moments: Mapping[str, int], seed: int, ids: tuple[str, ...] = ()) -> list[Killed]:
    """Kill each command at the given number of moments, and return the results. `ids` are the sites; none means all."""
    chance = random.Random(seed)
    results = []
    with prepared(folder, list(moments), ids) as commands:
        for command in commands:
            result = Killed(command.name)
            life = whole_life(command, folder / f"{command.name} whole")
            for number in range(3 * moments[command.name]):
                if result.moments == moments[command.name]:
                    break
                copy = folder / f"{command.name} {number}"
                kill_once(command, life, copy, chance, result)
                shutil.rmtree(copy)
            results.append(result)
    return results


def table(results: Sequence[Killed]) -> str:
    """Return the results as a Markdown table."""
    counts = [(one.moments, one.before_writing, len(one.faults)) for one in results]
    sums = tuple(sum(numbers) for numbers in zip(*counts, strict=True))
    names = [*(one.name for one in results), "all"]
    rows = [(name, *numbers) for name, numbers in zip(names, [*counts, sums], strict=True)]
    head = "| command | moments | of these before the first write | faults afterwards |\n|---|---:|---:|---:|"
    return "\n".join([head, *("| " + " | ".join(map(str, row)) + " |" for row in rows)])


def main() -> int:
    """Kill commands, and print the table. The exit code is 1 if there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.kills", description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SHARES, help="only this command, at all moments")
    parser.add_argument("--site", action="append", default=[], help="only this site")
    parser.add_argument(
        "--markdown", action="store_true", help="print only the table, for docs/reliability.md"
    )
    given = parser.parse_args()
    whole = sum(SHARES.values())
    moments = {name: round(given.moments * share / whole) for name, share in SHARES.items()}
    if given.only:
        moments = {given.only: given.moments}
    with tempfile.TemporaryDirectory() as folder:
        results = kills(
            Path(folder), {name: n for name, n in moments.items() if n}, given.seed, tuple(given.site)
        )
    for fault in (fault for one in results for fault in one.faults):
        print(fault, file=sys.stderr)
    print(table(results))
    if not given.markdown:
        ended = sum(one.ended for one in results)
        print(f"\nseed {given.seed}; {ended} more calls ended before they could be killed")
    return int(any(one.faults for one in results))


if __name__ == "__main__":
    sys.exit(main())
