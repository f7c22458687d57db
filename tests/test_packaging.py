"""Tests of the package: the files in the wheel, the bounds of dependencies, and the tested versions of Python."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
# Packages of which src/ uses internals.
INTERNALS_USED = ("aiohttp", "dateparser", "httpx-aiohttp", "py3langid", "ruamel.yaml", "selectolax")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    loaded: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return loaded


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel without the network and return the names of its files."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("clusterwatch-*.whl")
    with ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_contains_exactly_the_files_of_the_package(wheel: set[str]) -> None:
    files = {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / "clusterwatch").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in wheel if ".dist-info/" not in name}
    assert {Path(name).suffix for name in packed} >= {".py", ".toml", ".json", ".html", ".css", ".yaml"}
    assert "clusterwatch/py.typed" in packed
    assert packed == files


def test_the_wheel_has_the_licence_and_the_command(wheel: set[str]) -> None:
    described = {name.split(".dist-info/")[1] for name in wheel if ".dist-info/" in name}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE", "licenses/NOTICE"} <= described


@pytest.mark.parametrize("name", INTERNALS_USED)
def test_a_package_whose_internals_are_used_has_an_upper_bound(project: dict[str, Any], name: str) -> None:
    (wanted,) = (d for d in project["dependencies"] if re.match(rf"{re.escape(name)}[<>=]", d))
    assert re.search(r",<\d", wanted), wanted


def test_datasette_is_pinned_to_a_minor_version_because_of_its_templates(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    wanted = {d for extra in ("browse", "test") for d in extras[extra] if d.startswith("datasette")}
    assert len(wanted) == 1
    assert re.fullmatch(r"datasette>=0\.(\d+)\.\d+,<0\.(\d+)", wanted.pop())


def test_the_extras_for_tests_contain_those_for_users(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    for name in set(extras) - {"test", "dev"}:
        assert set(extras[name]) <= set(extras["test"]), name


def test_every_extra_that_users_are_told_to_install_exists(project: dict[str, Any]) -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]
    named = re.findall(r"clusterwatch\[([a-z,]+)\]", "".join(path.read_text("utf-8") for path in files))
    assert {name for names in named for name in names.split(",")} == set(project["optional-dependencies"]) - {
        "test",
        "dev",
    }


def test_all_files_name_the_same_versions_of_python(project: dict[str, Any]) -> None:
    sessions = re.search(r"^PYTHONS = \((.+)\)$", (ROOT / "noxfile.py").read_text("utf-8"), re.M)
    matrix = re.search(r"^ +python: \[(.+)\]$", (ROOT / ".github/workflows/ci.yml").read_text("utf-8"), re.M)
    assert sessions
    assert matrix
    tested = re.findall(r'"([\d.]+)"', sessions[1])
    assert re.findall(r'"([\d.]+)"', matrix[1]) == tested
    assert project["requires-python"] == f">={tested[0]}"
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert named == tested
