"""Site generators from npm: their packages are installed once, and each site is built in a folder of its own."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.real.built import run
from tests.sites.serving import Site, served

RECIPES = Path(__file__).parent / "npm"
CACHE = Path(os.environ.get("CLUSTERWATCH_NPM") or Path(__file__).parents[2] / ".cache" / "npm")
PATH = os.environ.get("PATH", "")


def installed(generator: str) -> Path:
    """Return the folder with the packages of a generator, which npm fetches on the first call.

    The name of the folder depends on the versions, so that other versions are installed in another one.
    """
    recipe = RECIPES / generator / "package.json"
    folder = CACHE / f"{generator}-{hashlib.sha256(recipe.read_bytes()).hexdigest()[:10]}"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{generator}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            if shutil.which("npm") is None:
                pytest.fail(
                    "npm is missing. Install Node.js 20 or newer with npm: `apt-get install nodejs npm`."
                )
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            shutil.copy(recipe, folder)
            run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
            (folder / "complete").touch()
    return folder


def prepare(generator: str, folder: Path) -> Path:
    """Make `folder` one in which the generator can build a site. Return the folder of its commands."""
    packages = installed(generator)
    folder.mkdir(parents=True, exist_ok=True)
    for file in (RECIPES / generator).iterdir():
        if file.is_dir():
            shutil.copytree(file, folder / file.name, dirs_exist_ok=True)
        else:
            shutil.copy(file, folder)
    (folder / "node_modules").symlink_to(packages / "node_modules")
    return packages / "node_modules" / ".bin"


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve `public` in the folder, which is empty at first, because generators must know the address."""
    (folder / "public").mkdir(parents=True)
    with served(folder / "public") as site:
        yield site


def publish(made: Path, public: Path) -> None:
    """Move the site that a generator has made to where it is served."""
    shutil.copytree(made, public, dirs_exist_ok=True)


def write_page(file: Path, lines: tuple[str, ...] | list[str], **head: Any) -> None:
    """Write a page in Markdown with its front matter."""
    file.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, but a day in quotation marks would be a text.
    values = {
        k: v if k in {"date", "pubDate"} else json.dumps(v, ensure_ascii=False) for k, v in head.items()
    }
    front = "".join(f"{name}: {value}\n" for name, value in values.items())
    file.write_text(f"---\n{front}---\n\n" + "\n\n".join(lines) + "\n", "utf-8")
