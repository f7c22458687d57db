"""The faults that change no behaviour, as equivalent.toml lists them with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.faults import Fault

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
Key = tuple[str, str, str]  # the file, its line as written, the line with the fault


def key(fault: Fault, root: Path) -> Key:
    """What a fault is listed by. Lines that move stay listed; lines that are rewritten do not."""
    return fault.path.relative_to(root).as_posix(), fault.before, fault.after


def load_equivalent(path: Path) -> dict[Key, str]:
    """The listed faults, each with the reason why no test can notice it."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = tomllib.load(file).get("fault", [])
    listed = {(entry["file"], entry["line"], entry["fault"]): entry["reason"] for entry in entries}
    if len(listed) != len(entries) or not all(map(str.strip, listed.values())):
        raise ValueError(f"{path}: an entry is listed twice or has no reason")
    return listed


def stale(listed: Iterable[Key], faults: Iterable[Fault], root: Path) -> list[Key]:
    """The entries whose line is no longer in the source."""
    return sorted(set(listed) - {key(fault, root) for fault in faults})


def entry(fault: Fault, root: Path) -> str:
    """A survivor as a table of equivalent.toml, still without its reason."""
    file, line, changed = key(fault, root)
    return f"[[fault]]\nfile = {_quoted(file)}\nline = {_quoted(line)}\nfault = {_quoted(changed)}\n"


def printed(path: Path) -> set[Key]:
    """The survivors in the output of an earlier run."""
    lines = path.read_text(encoding="utf-8").splitlines()
    tables = [line for line in lines if line.startswith(("[[fault]]", "file = ", "line = ", "fault = "))]
    entries = tomllib.loads("\n".join(tables)).get("fault", [])
    return {(entry["file"], entry["line"], entry["fault"]) for entry in entries}


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
