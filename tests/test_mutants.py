"""Tests of tests/mutants: which faults it makes, which of them count as noticed, and what it lists."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.areas import AREAS, load_areas
from tests.mutants.faults import faults_of
from tests.mutants.listed import EQUIVALENT, load_equivalent, stale

ROOT = Path(__file__).parents[1]

AREAS_OF_TOY = '[toy]\nfiles = ["toy/*.py"]\ntests = ["checks"]\n'
TOY = """\
ENOUGH = 3

def grade(points):
    if points < 0:
        raise ValueError(points)
    return "pass" if points >= ENOUGH else "fail"

def never_run(points):
    return points == 7

def endless(points):
    while points > 0:
        points -= 1
    return points
"""
CHECKS = """\
import gc
import pytest
from toy import endless, grade

gc.freeze()  # as the program does in its workers

def test_three_points_are_enough():
    assert [grade(2), grade(3)] == ["fail", "pass"]

def test_fewer_than_none_are_refused():
    with pytest.raises(ValueError):
        grade(-1)
    assert grade(0) == "fail"

def test_it_ends():
    assert endless(3) == 0
"""
LISTED = """
[[fault]]
file = 'toy/__init__.py'
line = '{line}'
fault = 'while (points >= 0):'
reason = 'Only to be listed.'
"""


def try_toy(folder: Path, listed: str = "", *chosen: str, toy: str = TOY) -> tuple[int, list[str], str]:
    """Try faults of the toy project, by default all.

    Return the exit code, the changed lines of the survivors and the last line.
    """
    (folder / "toy").mkdir()
    (folder / "checks").mkdir()
    (folder / "toy" / "__init__.py").write_text(toy)
    (folder / "checks" / "test_toy.py").write_text(CHECKS)
    (folder / "areas.toml").write_text(AREAS_OF_TOY)
    (folder / "equivalent.toml").write_text(listed)
    options = ["--areas", "areas.toml", "--equivalent", "equivalent.toml", "--package", "toy", "--least", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", *options, *(chosen or ["--all"])],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    survivors = [line for line in done.stdout.splitlines() if line.startswith("fault = ")]
    return done.returncode, survivors, (done.stdout + done.stderr).rstrip().rpartition("\n")[2]


def test_noticed_faults_and_survivors_are_separated(tmp_path: Path) -> None:
    code, survivors, summary = try_toy(tmp_path, LISTED.format(line="while points > 0:"))
    assert code == 1
    # No test calls `never_run`. The others are noticed: the constant, the guard, and the endless loop.
    assert survivors == [
        "fault = 'return (points != 7)'",
        "fault = 'return points == 6'",
        "fault = 'return points == 8'",
    ]
    assert "14 tried    11 noticed    3 survive" in summary
    assert "1 listed as equivalent" in summary


def printed_survivor(line: str, fault: str) -> str:
    """What an earlier run printed of one survivor."""
    return (
        "# toy/__init__.py:9 in never_run: 0 tests run this line\n[[fault]]\nfile = 'toy/__init__.py'\n"
        f"line = '{line}'\nfault = '{fault}'\n\ntoy 14 tried\n"
    )


def test_only_the_survivors_of_an_earlier_run_are_tried_again(tmp_path: Path) -> None:
    (tmp_path / "before.txt").write_text(printed_survivor("return points == 7", "return points == 6"))
    code, survivors, summary = try_toy(tmp_path, "", "--again", "before.txt")
    assert (code, survivors) == (1, ["fault = 'return points == 6'"])
    assert "1 tried     0 noticed    1 survive" in summary


def test_a_fault_that_cannot_be_tried_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "before.txt").write_text(printed_survivor("return 1 < 2", "return (1 <= 2)"))
    gone = "\ndef once():\n    return 1 < 2\n\nONCE = once()\ndel once\n"
    code, _, last = try_toy(tmp_path, "", "--again", "before.txt", toy=TOY + gone)
    assert (code, last) == (2, "a trial could not be made; the error stands above")


def test_a_listed_fault_without_its_line_is_an_error(tmp_path: Path) -> None:
    code, _, last = try_toy(tmp_path, LISTED.format(line="while points > 1:"))
    assert code == 2
    assert "while points > 1:" in last


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("x = a < b", ["x = (a <= b)"]),
        ("x = a >= b", ["x = (a > b)"]),
        ("x = a == b", ["x = (a != b)"]),
        ("x = a is None", ["x = (a is not None)"]),
        ("x = a not in b", ["x = (a in b)"]),
        ("x = a < b <= c", ["x = (a <= b <= c)", "x = (a < b < c)"]),
        ("x = a and b", ["x = (a or b)"]),
        (
            "x = (a or b) and not c",
            ["x = ((a and b)) and not c", "x = ((a or b) or not c)", "x = (a or b) and (c)"],
        ),
        ("x = not a", ["x = (a)"]),
        ("x = 3", ["x = 2", "x = 4"]),
        ("x = 0", ["x = (-1)", "x = 1"]),
        ("x = 0.5", ["x = 0.25", "x = 0.75"]),
        ("x = f(True)", ["x = f(False)"]),
        ("x = [a for a in b if a]", ["x = [a for a in b if True]"]),
        ("def f(a):\n    if a:\n        return\n    g()", ["if False:"]),
        ("def f(a):\n    if a:\n        g()\n    g()", []),
        ("@cache(maxsize=4)\ndef f(a: Literal[1]): ...", []),
        ('x = "text"', []),
    ],
)
def test_faults_by_kind(tmp_path: Path, source: str, changed: list[str]) -> None:
    path = tmp_path / "module.py"
    path.write_text(source)
    assert {fault.after for fault in faults_of(path)} == set(changed)


def test_every_listed_fault_can_still_be_made() -> None:
    areas = load_areas(AREAS, ROOT)
    faults = [fault for area in areas.values() for path in area.files for fault in faults_of(path)]
    assert stale(load_equivalent(EQUIVALENT), faults, ROOT) == []
