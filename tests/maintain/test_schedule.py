"""Tests of the lines for cron and systemd: names with blanks, quotes and percent signs survive."""

from __future__ import annotations

import shlex
import subprocess
from datetime import time
from pathlib import Path

from clusterwatch.maintain.schedule import crontab, service, timer
from tests.tables import each

HARD = 'it\'s 100% "odd" $HOME\\x'
COMMAND = ["/opt/my venv/bin/clusterwatch", "run", "-q", "--db", f"/srv/{HARD}/archive.db"]


def as_cron_reads(line: str) -> str:
    """Return the shell command of a line of a crontab. cron removes the backslash before a percent sign."""
    command = line.split(None, 5)[5]
    assert "%" not in command.replace("\\%", "")
    return command.replace("\\%", "%")


def test_cron_runs_the_command_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / HARD
    folder.mkdir()
    words = ["sh", "-c", 'pwd; printf "%s\\n" "$@"', "sh", HARD]
    lines = crontab(words, folder, time(3, 5), "watch@example.org").splitlines()
    assert lines[0] == "MAILTO=watch@example.org"
    assert lines[1].split()[:5] == ["5", "3", "*", "*", "*"]
    done = subprocess.run(["sh", "-c", as_cron_reads(lines[1])], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [str(folder), HARD]


def test_without_an_address_cron_decides_where_mail_goes() -> None:
    assert crontab(["x"], Path("/srv"), time(0, 0), None) == "0 0 * * * cd /srv && x\n"


def words_of(line: str) -> list[str]:
    """Split a command line as systemd does (systemd.syntax(7)), for words in double quotes."""
    return [w.replace("$$", "$").replace("%%", "%") for w in shlex.split(line)]


def test_systemd_reads_the_same_words() -> None:
    lines = dict(
        line.split("=", 1) for line in service(COMMAND, Path(f"/srv/{HARD}")).splitlines() if "=" in line
    )
    assert words_of(lines["ExecStart"]) == COMMAND
    assert words_of(lines["ReadWritePaths"]) == [f"/srv/{HARD}"]
    assert lines["WorkingDirectory"].replace("%%", "%") == f"/srv/{HARD}"
    assert lines["Type"] == "oneshot"


@each(
    ("archives", "written"),
    [(None, "/srv/watch"), ("/srv/watch/data", "/srv/watch"), ("/var/my data", '/srv/watch "/var/my data"')],
)
def test_the_service_can_write_the_archive(archives: str | None, written: str) -> None:
    unit = service(["x"], Path("/srv/watch"), Path(archives) if archives else None)
    assert f"\nReadWritePaths={written}\n" in unit


def test_the_variables_that_the_sources_need_are_named() -> None:
    lines = crontab(["x"], Path("/srv"), time(0, 0), None, ["WATCH_MAIL"]).splitlines()
    assert lines[1:] == ["# WATCH_MAIL=", "0 0 * * * cd /srv && x"]
    assert "\nEnvironmentFile=/srv/100%%\n" in service(["x"], Path("/srv"), secrets=Path("/srv/100%"))


@each(("at", "written"), [(time(3, 15), "*-*-* 03:15:00"), (time(23, 5), "*-*-* 23:05:00")])
def test_the_timer(at: time, written: str) -> None:
    assert f"OnCalendar={written}\nPersistent=true\n" in timer(at)
