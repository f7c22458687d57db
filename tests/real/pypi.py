"""Packages of site generators from PyPI, each generator in a virtual environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.real import built

_RECIPES = Path(__file__).parent / "pypi"
_CACHE = Path(os.environ.get("CLUSTERWATCH_PYPI") or Path(__file__).parents[2] / ".cache" / "pypi")


@cache
def installed(generator: str) -> Path:
    """Return the folder with the commands of a generator, which pip installs on the first call."""
    recipe = _RECIPES / f"{generator}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"

    def install(folder: Path) -> None:
        _call(generator, sys.executable, "-m", "venv", folder)
        _call(generator, folder / "bin" / "pip", "install", "-q", "-r", recipe)

    return built.installed(recipe, _CACHE / f"{generator}-{version}", install) / "bin"


def package(generator: str, name: str) -> Path:
    """Return the folder of an installed package."""
    root = installed(generator).parent
    return next(root.glob(f"lib/python*/site-packages/{name}"))


def _call(generator: str, *command: str | Path) -> None:
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(
            f"{generator} cannot be installed from tests/real/pypi/{generator}.txt. pip needs a package index:\n"
            f"{done.stderr[-2000:]}"
        )
