"""Site generators from npm: their packages are installed once, and each site is built in a folder of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.real import built

_RECIPES = Path(__file__).parent / "npm"
_CACHE = Path(os.environ.get("CLUSTERWATCH_NPM") or Path(__file__).parents[2] / ".cache" / "npm")


def prepare(generator: str, folder: Path) -> Path:
    """Make `folder` one in which the generator can build a site. Return the folder of its commands."""
    recipe = _RECIPES / generator / "package.json"
    modules = (
        built.installed(recipe, _CACHE / generator, lambda made: _install(recipe, made)) / "node_modules"
    )
    shutil.copytree(_RECIPES / generator, folder, dirs_exist_ok=True)
    (folder / "node_modules").symlink_to(modules)
    return modules / ".bin"


def _install(recipe: Path, folder: Path) -> None:
    if shutil.which("npm") is None:
        pytest.fail("npm is missing. Install Node.js 20 or newer with npm: `apt-get install nodejs npm`.")
    shutil.copy(recipe, folder)
    built.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
