"""Tests of run: its output, the archive and the exit code."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clusterwatch.cli import main
from clusterwatch.cli.run import report
from clusterwatch.models import Note, NoteCode, Outcome
from tests.cli.workspace import AT_LAST, POSTS, SLUGS, Web, Workspace, ended, listing, serving
from tests.http.certificates import authority
from tests.tables import each

NOWHERE = "  nowhere:\n    url: {base}/nowhere\n    discover: {{kind: listing, link: h2 a}}\n"


def outcomes(out: str) -> dict[str, dict[str, Any]]:
    """Parse the outcomes of --json, which prints one object on one line."""
    assert out.count("\n") == 1
    assert out.endswith("\n")
    answer = json.loads(out)
    return {o["source"]: o for o in answer["outcomes"]}


def counts(out: str) -> tuple[int, ...]:
    """Return found, new, changed, copies, gone and failed of `vessel` from the table."""
    cells = next(line for line in out.splitlines() if line.startswith("vessel ")).split()
    return tuple(0 if cell == "unchanged" else int(cell) for cell in cells[1:7])


def titles(workspace: Workspace) -> list[str]:
    return list(workspace.column("SELECT title FROM posts ORDER BY published DESC"))


def test_a_run_prints_a_table_and_the_next_run_finds_nothing_new(workspace: Workspace, web: Web) -> None:
    with workspace.start("run") as process:
        out, err = ended(process, 0, AT_LAST)
    head, row = out.splitlines()
    assert head.split() == ["source", "found", "new", "changed", "copies", "gone", "failed", "time", "state"]
    assert counts(out) == (6, 6, 0, 0, 0, 0)
    assert row.split()[-1] == "ok"
    assert err == ""
    assert workspace.archive == workspace.folder / "archive.db"
    assert titles(workspace) == [title for _, title, _, _ in POSTS]
    assert workspace.column("SELECT published FROM posts ORDER BY published DESC") == [
        day for _, _, day, _ in POSTS
    ]
    web.log.clear()
    out, _ = workspace.call("run")
    assert out.splitlines()[1].split()[:3] == ["vessel", "unchanged", "0"]
    assert counts(out)[1:] == (0, 0, 0, 0, 0)
    assert web.log == ["304 /news"]
    assert len(titles(workspace)) == 6
    assert workspace.column("SELECT status FROM runs") == ["done", "done"]


def test_json_is_one_object_with_all_outcomes(workspace: Workspace, web: Web) -> None:
    workspace.sources(listing(web), NOWHERE.format(base=web.base))
    out, err = workspace.shell("run", "--json", code=1)
    found = outcomes(out)
    assert err == ""
    assert json.loads(out)["dry_run"] is False
    assert list(found) == ["vessel", "nowhere"]
    assert all(list(o) == [f.name for f in fields(Outcome)] for o in found.values())
    assert found["vessel"]["state"] == "ok"
    assert (found["vessel"]["found"], found["vessel"]["new"], found["vessel"]["requests"]) == (6, 6, 8)
    assert found["nowhere"]["state"] == "failed"
    (problem,) = found["nowhere"]["problems"]
    assert (problem["code"], problem["url"]) == ("http-status", f"{web.base}/nowhere")
    assert problem["detail"] == {"status": 404}
    assert problem["sentence"].startswith(f"{web.base}/nowhere answers 404 Not Found since ")


def test_a_source_that_fails_does_not_stop_the_others(workspace: Workspace, web: Web) -> None:
    workspace.sources(NOWHERE.format(base=web.base), listing(web))
    today = datetime.now(UTC).date()
    message = f"nowhere: {web.base}/nowhere answers 404 Not Found since {today}. The page is gone.\n"
    out, err = workspace.call("run", code=1)
    states = {line.split()[0]: line.split()[-1] for line in out.splitlines()[1:3]}
    assert states == {"nowhere": "failed", "vessel": "ok"}
    assert out.splitlines()[3].split() == ["all", "6", "6", "0", "0", "0", "0"]
    assert err == message
    assert len(titles(workspace)) == 6
    assert workspace.column("SELECT status FROM runs") == ["failed"]
    assert workspace.column("SELECT code FROM incidents") == ["http-status"]
    assert "  done, 1 source failed  " in workspace.call("undo")[0]
    # The incident is known, so that cron has nothing to tell, except on Mondays.
    out, err = workspace.call("run", "-q")
    assert (out, "[incident 1, open since" in err) == ("", today.weekday() == 0)
    workspace.call("run", "-q", "--strict", code=1)
    assert (
        f"nowhere: {web.base}/nowhere answers 404 Not Found. The page is gone. [incident 1"
        in workspace.call("status")[0]
    )
    line = workspace.call("status", "nowhere")[0].splitlines()[-1]
    assert line.split()[0:2] == ["1", str(today)]
    assert line.endswith("open       3  http-status: 404 Not Found")
    assert "no such source" in workspace.call("status", "nobody", code=2)[1]
    workspace.call("ack", "1", "--why", "moving house")
    again = workspace.call("ack", "1")[0]
    assert again.startswith("Was acknowledged already; now until it ends (moving house): nowhere: ")
    assert "Acknowledged: moving house." in workspace.call("status", "nowhere")[0]
    workspace.call("run", "-q", "--strict")


@pytest.mark.parametrize(("day", "told"), [(6, False), (7, True)])  # a Sunday and a Monday
def test_a_night_in_which_all_sources_fail_again_is_told_on_mondays_only(
    workspace: Workspace, web: Web, monkeypatch: pytest.MonkeyPatch, day: int, told: bool
) -> None:
    monkeypatch.setattr("clusterwatch.cli.run.now", lambda: datetime(2026, 12, day, 2, tzinfo=UTC))
    workspace.sources(NOWHERE.format(base=web.base))
    assert "404" in workspace.call("run", "-q", code=1)[1]
    out, err = workspace.call("run", "-q", code=1)
    assert (out, "[incident 1, open since" in err, bool(err)) == ("", told, told)


def test_quiet_prints_nothing_on_success_and_verbose_prints_the_strategy(
    workspace: Workspace, web: Web
) -> None:
    assert workspace.call("run", "-q") == ("", "")
    assert len(titles(workspace)) == 6
    workspace.sources(f"  vessel:\n    url: {web.base}/news\n")
    workspace.archive.unlink()
    out, err = workspace.call("run", "-v")
    assert counts(out)[1] == 6
    assert "vessel: Posts are found by the " in err
    assert " requests in " in err
    assert f"{web.base}/news" in err


def test_commands_without_a_source_say_how_to_begin(workspace: Workspace) -> None:
    workspace.sources()
    told = "There is no enabled source. Add one with: clusterwatch add URL\n"
    assert workspace.call("run") == ("", told)
    assert workspace.call("run", "-q") == ("", told)  # nobody notices a file that lost its sources otherwise
    assert workspace.call("status") == ("", told)
    assert workspace.call("status", "--json")[0] == "[]\n"
    for options in ([], ["--offline"]):
        assert workspace.call("check", *options)[1] == told
    workspace.sources("  off:\n    url: https://off.example.org/\n    enabled: false\n    reason: gone\n")
    assert workspace.call("check", "--offline", code=1)[1] == told
    assert workspace.call("check", "off", "--offline", code=1)[1] == ""


@each("command", ["calls", "events", "status", "search x", "digest", "serve", "why 1"])
def test_commands_in_an_empty_folder_name_what_works_there(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docker-compose.yaml").touch()
    Path("mine").mkdir(exist_ok=True)

    def error(*options: str) -> str:
        result = CliRunner().invoke(main, [*command.split(), *options])
        assert result.exit_code == 2
        return result.stderr.removeprefix("Error: ")

    none = "archive.db: no such archive; "
    assert error() == f"{none}add a site with `clusterwatch add URL` first, then call: clusterwatch run\n"
    own = ("--sources", "mine/watch.yml")
    added = "add a site with `clusterwatch add URL --sources mine/watch.yml` first, then call"
    assert error(*own) == f"mine/{none}{added}: clusterwatch run --sources mine/watch.yml\n"
    Path("mine/watch.yml").write_text("sources:\n", "utf-8")
    assert error(*own) == f"mine/{none}create it with: clusterwatch run --sources mine/watch.yml\n"
    Path("sources.yaml").write_text("sources:\n", "utf-8")
    assert error() == f"{none}create it with: clusterwatch run\n"
    assert (
        error("--db", "a b.db") == "a b.db: no such archive; create it with: clusterwatch run --db 'a b.db'\n"
    )
    Path("mine/watch.yml").unlink()
    Path("sources.yaml").unlink()


def test_only_the_given_sources_are_run(workspace: Workspace, web: Web) -> None:
    with serving() as other:
        other.publish(POSTS[:1])
        workspace.sources(listing(web), listing(other, "asleep", "    enabled: false\n    reason: rebuilt\n"))
        assert list(outcomes(workspace.call("run", "--json", "--limit", "1")[0])) == ["vessel"]
        assert other.log == []
        assert list(outcomes(workspace.call("run", "asleep", "--json")[0])) == ["asleep"]
        assert "/news/composites" in other.requested()
    out, err = workspace.call("run", "vessel", "vesel", "relay", code=2)
    assert (out, err) == ("", "Error: sources.yaml: no source named relay, vesel; did you mean vessel?\n")


def test_a_source_without_a_url_is_never_run(workspace: Workspace, web: Web) -> None:
    workspace.sources(listing(web), "  nowhere:\n    enabled: false\n    reason: its site is not known\n")
    assert list(outcomes(workspace.call("run", "--json", "--limit", "1")[0])) == ["vessel"]
    assert workspace.rows("select id from sources") == [("vessel",)]
    out, err = workspace.call("run", "vessel", "nowhere", code=2)
    assert out == ""
    assert re.fullmatch(r"Error: sources.yaml:\d+: nowhere: has no url: its site is not known\n", err)


def test_a_dry_run_counts_and_writes_nothing(workspace: Workspace, web: Web) -> None:
    out, _ = workspace.call("run", "--dry-run")
    assert counts(out) == (6, 6, 0, 0, 0, 0)
    assert out.splitlines()[-1] == "Dry run: nothing was written."
    assert not workspace.archive.exists()
    workspace.call("run", "-q")
    before = workspace.dump()
    web.publish((("extra", "An extra call for proposals", "2026-11-21", "The call is open."), *POSTS))
    out, _ = workspace.call("run", "--dry-run", "--json")
    assert json.loads(out)["dry_run"] is True
    found = outcomes(out)["vessel"]
    assert (found["found"], found["new"], found["same"]) == (7, 1, 6)
    assert workspace.dump() == before
    assert counts(workspace.call("run")[0])[1] == 1


def test_posts_beyond_the_limit_are_fetched_by_the_next_run(workspace: Workspace, web: Web) -> None:
    out, _ = workspace.call("run", "--limit", "2")
    assert counts(out) == (6, 2, 0, 0, 0, 0)
    assert web.requested() == ["/news", "/news/composites", "/news/hydrogen"]
    assert counts(workspace.call("run")[0])[1] == 4
    assert len(titles(workspace)) == 6


def test_since_fetches_no_older_posts(workspace: Workspace, web: Web) -> None:
    out, _ = workspace.call("run", "--since", "2026-10-30")
    assert counts(out)[1] == 3
    assert titles(workspace) == [title for _, title, _, _ in POSTS[:3]]
    assert web.requested() == ["/news", "/news/composites", "/news/hydrogen", "/news/lodz"]


def test_since_fetches_posts_whose_month_or_year_is_not_older(workspace: Workspace, web: Web) -> None:
    """The day of such a post may be after the first day that is wanted."""
    days = ("2026-10-31", "October 2026", "2026", "2026-10-29", "September 2026", "2025")
    web.publish(
        tuple((slug, title, day, text) for (slug, title, _, text), day in zip(POSTS, days, strict=True))
    )
    workspace.call("run", "--since", "2026-10-30")
    assert web.requested() == ["/news", "/news/composites", "/news/hydrogen", "/news/lodz"]


def test_backfill_goes_beyond_max_pages(workspace: Workspace, web: Web) -> None:
    web.publish(per_page=2)
    workspace.sources(listing(web, more="    max_pages: 1\n"))
    assert counts(workspace.call("run")[0])[1] == 2
    assert "/news?page=2" not in web.requested()
    assert counts(workspace.call("run", "--backfill")[0])[1] == 4
    assert len(titles(workspace)) == 6


def test_recheck_fetches_all_known_posts_again(workspace: Workspace, web: Web) -> None:
    workspace.call("run", "-q")
    web.pages["/news/harbour"] = web.pages["/news/harbour"].replace("Two boats", "Five boats")
    web.log.clear()
    out, _ = workspace.call("run", "--recheck", "--json")
    found = outcomes(out)["vessel"]
    assert (found["new"], found["changed"], found["same"]) == (0, 1, 5)
    edited = "/news/harbour"  # fetched twice, because a changed page is compared with a second visit
    assert sorted(web.requested()) == sorted(["/news", edited, *(f"/news/{slug}" for slug in SLUGS)])
    assert workspace.rows("SELECT url, revision FROM posts WHERE revision > 1") == [
        (f"{web.base}/news/harbour", 2)
    ]


def test_old_raw_pages_are_deleted(workspace: Workspace, web: Web) -> None:
    def aged() -> int:
        with closing(sqlite3.connect(workspace.archive)) as db, db:
            db.execute("UPDATE pages SET fetched = '2020' || substr(fetched, 5)")
            db.execute("UPDATE sightings SET next_check = NULL")
        return len(workspace.rows("SELECT url FROM pages WHERE kind = 'page'"))

    workspace.call("run", "-q")
    assert aged() == 6
    out, _ = workspace.call("run", "--keep-pages", "30", "--dry-run", "--json")
    assert json.loads(out)["dropped_pages"] == 6
    assert aged() == 6
    workspace.sources(
        listing(web), head="network: {allow_private: true}\ndefaults: {delay: 0, keep_pages: 30}\n"
    )
    assert "Deleted" not in workspace.call("run", "--keep-pages", "all")[0]
    assert aged() == 6
    out, err = workspace.call("run")
    assert (out.splitlines()[-1], err) == ("Deleted 6 raw pages older than 30 days.", "")
    assert workspace.rows("SELECT count(*) FROM pages WHERE kind = 'page'") == [(0,)]
    assert workspace.rows("SELECT count(*), max(revision) FROM posts") == [(6, 1)]


def test_the_archive_is_next_to_the_sources_or_at_db(workspace: Workspace) -> None:
    (workspace.folder / "watch").mkdir()
    (workspace.folder / "sources.yaml").rename(workspace.folder / "watch" / "mine.yaml")
    workspace.call("run", "--sources", "watch/mine.yaml", "--limit", "1", "-q")
    assert (workspace.folder / "watch" / "archive.db").exists()
    workspace.call("run", "--sources", "watch/mine.yaml", "--db", "other.db", "--limit", "1", "-q")
    assert (workspace.folder / "other.db").exists()
    assert not workspace.archive.exists()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--since", "2024-02-30"), "--since: invalid date '2024-02-30'"),
        (("--since", "yesterday"), "--since: invalid date 'yesterday'; use YYYY-MM-DD"),
        (("--since", ""), "--since: invalid date ''"),
        (("--limit", "0"), "0 is not in the range x>=1"),
        (("--limit", "few"), "'few' is not a valid integer"),
        (("--backfil",), "No such option"),
        (("--keep-pages", "0"), "--keep-pages: invalid value '0'; use a number of days or all"),
        (("--keep-pages", "2w"), "--keep-pages: invalid value '2w'"),
    ],
)
def test_wrong_usage_changes_nothing(
    workspace: Workspace, web: Web, args: tuple[str, ...], word: str
) -> None:
    out, err = workspace.call("run", *args, code=2)
    assert out == ""
    assert word in err
    assert web.log == []
    assert not workspace.archive.exists()


def test_a_run_uses_the_proxy_of_the_file_or_of_the_environment(
    workspace: Workspace, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, web.base = web.base.removeprefix("http://"), "http://93.184.216.34"
    web.pages = {web.base + path: page for path, page in web.pages.items()}
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy}")
    workspace.sources(listing(web), head="defaults: {delay: 0}\n")
    assert counts(workspace.call("run")[0])[:2] == (6, 6)
    assert web.requested()[0] == f"{web.base}/news"
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    head = f"network: {{proxy: 'http://me:${{SECRET}}@{proxy}'}}\ndefaults: {{delay: 0}}\n"
    workspace.sources(listing(web), head=head)
    assert "SECRET is not set" in workspace.call("run", code=2)[1]
    monkeypatch.setenv("SECRET", "hunter2")
    web.log.clear()
    out, err = workspace.call("run", "-vv", "--log", "log")
    assert f"{web.base}/news" in web.requested()
    assert "hunter2" not in out + err + (workspace.folder / "log").read_text()


def test_status_shows_that_certificates_are_not_checked(workspace: Workspace, web: Web) -> None:
    workspace.sources(listing(web) + "    tls: {verify: false}\n")
    workspace.call("run")
    assert "vessel: The certificates of the site are not checked" in workspace.call("status")[0]
    workspace.sources(listing(web))
    workspace.call("run")
    assert "certificates" not in workspace.call("status")[0]


def test_a_file_of_authorities_is_relative_to_the_sources(workspace: Workspace, web: Web) -> None:
    head = "network: {allow_private: true, ca: own.pem}\ndefaults: {delay: 0}\n"
    workspace.sources(listing(web), head=head)
    error = workspace.call("run", code=2)[1]
    assert "network.ca: own.pem cannot be used: No such file or directory" in error
    workspace.write("own.pem", authority().cert_pem.bytes())
    workspace.call("run")


def test_what_to_install_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    lacks = (Note(NoteCode.PDF_NOT_READ),)
    report([Outcome("a", "ok", notes=lacks), Outcome("b", "failed", notes=lacks)], verbose=True)
    assert capsys.readouterr().err.count("pip install 'clusterwatch[pdf]'") == 1
