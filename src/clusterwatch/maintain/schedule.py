"""The lines by which cron or systemd runs the program every night."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import time
from pathlib import Path


def crontab(
    command: Sequence[str], folder: Path, at: time, mail: str | None, variables: Sequence[str] = ()
) -> str:
    """Return the lines of a crontab, as crontab(5) of Debian describes them.

    cron sends what the command prints to `mail`. The command prints nothing if all is well. A comment names each of the
    environment `variables` that the command needs.
    """
    # cron turns every % that has no backslash into a line end.
    line = f"cd {shlex.quote(str(folder))} && {shlex.join(command)}".replace("%", "\\%")
    to = [f"MAILTO={mail}"] if mail else []
    unset = [f"# Write the value of {name}, and remove the #:\n# {name}=" for name in variables]
    return "\n".join([*to, *unset, f"{at.minute} {at.hour} * * * {line}"]) + "\n"


def service(
    command: Sequence[str], folder: Path, archives: Path | None = None, secrets: Path | None = None
) -> str:
    """Return a service unit of systemd, see systemd.service(5) and systemd.exec(5).

    The program runs in `folder`, and can write below it and below `archives` only. `secrets` is a file with environment
    variables.
    """
    folders = [folder] if archives is None or archives.is_relative_to(folder) else [folder, archives]
    return "\n".join(
        [
            "[Unit]",
            "Description=Fetch new announcements with clusterwatch",
            "Wants=network-online.target",
            "After=network-online.target",
            "",
            "[Service]",
            "Type=oneshot",
            f"WorkingDirectory={_escaped(str(folder))}",
            *([f"EnvironmentFile={_escaped(str(secrets))}"] if secrets else []),
            f"ExecStart={' '.join(map(_quoted, command))}",
            "Nice=10",
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            f"ReadWritePaths={' '.join(_quoted(str(one)) for one in folders)}",
            "",
        ]
    )


def timer(at: time) -> str:
    """Return a timer unit of systemd for the service of the same name, see systemd.timer(5).

    A night that was missed, because the machine was off, is made up for at the next start.
    """
    return "\n".join(
        [
            "[Unit]",
            "Description=Run clusterwatch every night",
            "",
            "[Timer]",
            f"OnCalendar=*-*-* {at:%H:%M}:00",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
            "",
        ]
    )


def _escaped(text: str) -> str:
    """Write a value in which systemd expands nothing."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """Write one word of a command line, see "Quoting" in systemd.syntax(7) and `$` in systemd.service(5)."""
    word = _escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return word if word and not set(word) & set(" \t\"'\\;") else f'"{word}"'
