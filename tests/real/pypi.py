"""Packages of site generators from PyPI, each generator in a virtual environment of its own."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_RECIPES = Path(__file__).parent / "pypi"
_CACHE = Path(os.environ.get("CLUSTERWATCH_PYPI") or Path(__file__).parents[2] / ".cache" / "pypi")


@cache
def installed(generator: str) -> Path:
    """Return the folder with the commands of a generator, which pip installs on the first call.

    The name of its environment depends on the versions, so that other versions are installed in another one.
    """
    recipe = _RECIPES / f"{generator}.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = (
        _CACHE / f"{generator}-{version}-{hashlib.sha256(recipe.read_bytes()).hexdigest()[:10]}"
    ).absolute()
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / f"{generator}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _call(generator, sys.executable, "-m", "venv", folder)
            _call(generator, folder / "bin" / "pip", "install", "-q", "-r", recipe)
            (folder / "complete").touch()
    return folder / "bin"


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
