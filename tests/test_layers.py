"""The rooms of the house: who may import whom, read from the imports themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import clusterwatch

ROOT = Path(clusterwatch.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# A room imports only from the steps above its own; rooms that share a step never import each other.
STEPS: tuple[tuple[str, ...], ...] = (
    ("models",),
    ("errors", "logs", "reasons"),
    ("text", "files"),
    ("urls", "worddiff"),
    ("charset",),
    ("html_tree",),
    ("vocab",),
    ("config", "dates"),
    ("discovery", "extraction"),
    ("http", "archive"),
    ("pipeline",),
    ("maintain",),
    ("browse", "demo", "export"),
    ("cli",),
    ("__main__",),
)
STEP = {room: step for step, rooms in enumerate(STEPS) for room in rooms}
# Further up, and yet no business of theirs.
NEVER = {("archive", "discovery"), ("archive", "extraction"), ("http", "discovery"), ("http", "extraction")}
# Each package has one room, so that it can be exchanged there.
ROOM_OF = {
    "aiohttp": "http",
    "babel": "dates",
    "backports": "archive",
    "brotli": "http",
    "chardet": "charset",
    "click": "cli",
    "datasette": "browse",
    "dateparser": "dates",
    "duckdb": "export",
    "feedparser": "discovery",
    "httpx": "http",
    "httpx_aiohttp": "http",
    "idna": "urls",
    "markupsafe": "browse",
    "protego": "http",
    "py3langid": "extraction",
    "pydantic": "config",
    "pydantic_core": "config",
    "rapidfuzz": "worddiff",
    "rich": "cli",
    "ruamel": "config",
    "selectolax": "html_tree",
    "sqlite_utils": "archive",
    "tenacity": "http",
    "trafilatura": "extraction",
    "uvicorn": "browse",
    "warcio": "export",
    "webencodings": "charset",
}


def module_name(path: Path) -> str:
    """`…/clusterwatch/http/client.py` → `web.client`, `…/web/__init__.py` → `web`, the top's own → ``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def imports(code: str, package: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import in `code`, wherever it stands; `package` resolves relative ones."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = f"clusterwatch.{package}".rstrip(".").split(".")
                base = ".".join([*here[: len(here) - node.level + 1], *([base] if base else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def inner(name: str) -> str | None:
    """The module of ours that an imported name lies in: `clusterwatch.http.Client` → `http`; None for others."""
    if name.split(".")[0] != "clusterwatch":
        return None
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in NAMES:
        parts.pop()
    return ".".join(parts)


def faults(path: str, room: str, code: str) -> list[str]:
    """A sentence for each import in `code` that its room may not have."""
    found = []
    package = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package = package if path.endswith("__init__.py") else package.rpartition(".")[0]
    for line, name in imports(code, package):
        where = f"src/clusterwatch/{path}:{line}: imports {name}, but"
        top = name.split(".")[0]
        theirs = "".join(name.split(".")[1:2])
        if top == "clusterwatch":
            if theirs not in STEP and theirs not in ("__version__", ""):
                found.append(f"{where} no room is called so: import from the room itself")
            elif (
                theirs in STEP and theirs != room and (STEP[theirs] >= STEP[room] or (room, theirs) in NEVER)
            ):
                found.append(f"{where} {theirs} does not stand above {room}")
        elif top not in sys.stdlib_module_names and ROOM_OF.get(top) != room:
            home = f"belongs to {ROOM_OF[top]} only" if top in ROOM_OF else "belongs to no room"
            found.append(f"{where} {top} {home}")
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent != ROOT or p.name != "__init__.py"], ids=str)
def test_a_module_imports_only_from_above(path: Path) -> None:
    inside = path.relative_to(ROOT)
    room = inside.with_suffix("").parts[0]
    assert room in STEP, f"src/clusterwatch/{inside}: {room} has no place among the layers"
    found = faults(inside.as_posix(), room, path.read_text("utf-8"))
    assert not found, "\n" + "\n".join(found)


def test_nothing_imports_in_a_circle() -> None:
    needs = {}
    for path in MODULES:
        name = module_name(path)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        found = imports(path.read_text("utf-8"), package)
        needs[name] = {i for i in (inner(n) for _, n in found) if i and i != name}
    needs.pop("")
    assert circle(needs) is None, f"clusterwatch imports in a circle: {circle(needs)}"


def circle(needs: dict[str, set[str]]) -> str | None:
    """`a → b → a` when there is a circle, else None."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> str | None:
        if name in way:
            return " → ".join([*way[way.index(name) :], name])
        if name in done:
            return None
        found = next(filter(None, (walk(n, [*way, name]) for n in sorted(needs.get(name, ())))), None)
        done.add(name)
        return found

    return next(filter(None, (walk(name, []) for name in sorted(needs))), None)


def test_the_front_door_opens_rooms_only_when_asked() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    at_once = [
        n.lineno for n in tree.body if isinstance(n, ast.ImportFrom) and "clusterwatch" in (n.module or "")
    ]
    assert not at_once, f"src/clusterwatch/__init__.py:{at_once}: a room is imported before it is asked for"


@pytest.mark.parametrize(
    ("path", "code", "sentence"),
    [
        (
            "text.py",
            "from clusterwatch import urls",
            "text.py:1: imports clusterwatch.urls, but urls does not stand",
        ),
        ("http/client.py", "import clusterwatch.archive.store", "but archive does not stand above http"),
        (
            "http/client.py",
            "\nfrom ..archive import Archive",
            "client.py:2: imports clusterwatch.archive.Archive",
        ),
        (
            "discovery/feed.py",
            "from clusterwatch.extraction import extract_post",
            "extraction does not stand above discovery",
        ),
        (
            "archive/store.py",
            "from clusterwatch.discovery import walk",
            "discovery does not stand above archive",
        ),
        (
            "archive/store.py",
            "if TYPE_CHECKING:\n    from clusterwatch.cli import main",
            "cli does not stand above",
        ),
        (
            "archive/store.py",
            "def f():\n    from clusterwatch.pipeline.run import run",
            "store.py:2: imports clusterwatch.pipeline.run",
        ),
        ("config/load.py", "from clusterwatch import Archive", "no room is called so"),
        ("archive/store.py", "import httpx", "but httpx belongs to http only"),
        ("http/client.py", "from sqlite_utils import Database", "but sqlite_utils belongs to archive only"),
        ("dates/read.py", "import arrow.parser", "but arrow belongs to no room"),
    ],
)
def test_a_forbidden_import_is_named(path: str, code: str, sentence: str) -> None:
    found = faults(path, Path(path).with_suffix("").parts[0], code)
    assert len(found) == 1
    assert found[0].startswith(f"src/clusterwatch/{path}:")
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (
            "config/load.py",
            "from clusterwatch import html_tree, models, urls\nfrom clusterwatch.config import positions",
        ),
        ("archive/runs.py", "import json\nfrom sqlite_utils import Database\nfrom .times import stamp"),
        ("pipeline/run.py", "from clusterwatch import __version__, dates"),
        ("archive/pages.py", "from backports import zstd"),
    ],
)
def test_an_allowed_import_is_not(path: str, code: str) -> None:
    assert faults(path, Path(path).with_suffix("").parts[0], code) == []


def test_a_circle_is_drawn() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == "b → c → b"
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None
