"""What all suites share: one comparison, and the sources that pip and apt unpack into a folder."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value that a suite expects, and what clusterwatch reads. `name` is the case in the words of the suite.

    `reason` says why clusterwatch reads it otherwise on purpose; it is empty where no difference is wanted.
    """

    name: str
    expected: object
    found: object
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """True when both are the same."""
        return self.expected == self.found


class Unavailable(Exception):
    """The sources of a suite could not be downloaded."""


def sdist(requirement: str, folder: Path) -> Path:
    """Download the source package of a pinned requirement with pip; return the folder that it unpacks to."""
    name = requirement.partition("==")[0]
    target = folder / name
    if not target.exists():
        call = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name]
        _run([*call, "-d", str(target), requirement])
        for archive in target.glob("*.tar.gz"):
            _unpack(archive, target)
    return next(path for path in target.iterdir() if path.is_dir())


def package(requirement: str, folder: Path) -> Path:
    """Install a pinned requirement and what it needs into a folder of its own; return that folder."""
    target = folder / f"{requirement.partition('==')[0]}-installed"
    if not target.exists():
        _run([sys.executable, "-m", "pip", "install", "-q", "--target", str(target), requirement])
    return target


def debian_source(package: str, release: str, folder: Path) -> Path:
    """Download the source package of a Debian release with apt, from the mirror that this machine uses."""
    target = folder / package
    if not target.exists():
        site = _run(["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]).split()
        if not site:
            raise Unavailable("apt has no index")
        for part in ("lists/partial", "cache/archives/partial"):
            (target / part).mkdir(parents=True)
        (target / "sources.list").write_text(f"deb-src {site[0]} {release} main\n")
        apt = [
            "apt-get",
            "-qq",
            *("-o", f"Dir::Etc::sourcelist={target / 'sources.list'}", "-o", "Dir::Etc::sourceparts=-"),
            *("-o", f"Dir::State::lists={target / 'lists'}", "-o", f"Dir::Cache={target / 'cache'}"),
            *("-o", "APT::Sandbox::User=root"),
        ]
        _run([*apt, "update"])
        _run([*apt, "source", "--download-only", package], target)
        for archive in target.glob("*.orig.tar.*"):
            _unpack(archive, target)
    return next(path for path in target.iterdir() if path.is_dir() and path.name not in ("lists", "cache"))


def _unpack(archive: Path, target: Path) -> None:
    with tarfile.open(archive) as source:
        source.extractall(target, filter="data")


def _run(call: list[str], folder: Path | None = None) -> str:
    try:
        return subprocess.run(call, cwd=folder, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError as error:
        raise Unavailable(f"{call[0]} is not installed") from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise Unavailable(f"{' '.join(call[:4])} …: {last}") from error
