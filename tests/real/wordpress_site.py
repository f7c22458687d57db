"""WordPress from Debian's package on loopback, with a private MariaDB, PHP's built-in server and known posts."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.real.servers import free_port, running, serves, until
from tests.real.truth import TEXTS, Published, written

_HERE = Path(__file__).parent / "wordpress"
_WORDPRESS = Path("/usr/share/wordpress")
NOT_PUBLISHED = ("draft", "pending", "private", "future")


@dataclass(frozen=True)
class Kind:
    """A configuration of WordPress.

    `front` is for a static front page: its title, the title of the page of posts, and the text of the front page. With
    `excerpts`, feeds contain summaries. If `permalinks` is empty, URLs look like ?p=12.
    """

    language: str
    locale: str
    zone: str
    theme: str
    permalinks: str
    front: tuple[str, str, str] | None = None
    excerpts: bool = False

    @property
    def name(self) -> str:
        """Return the name for test ids and for the database."""
        addresses = "pretty" if self.permalinks else "plain"
        return f"{self.locale}_{self.theme}_{addresses}"


KINDS = (
    Kind("fr", "fr_FR", "Europe/Paris", "twentytwentyone", "/%year%/%monthnum%/%day%/%postname%/"),
    Kind(
        "de", "de_DE", "Europe/Berlin", "twentytwentytwo", "/%postname%/",
        ("Willkommen", "Aktuelles", "Das Netzwerk Leichtbau Auental verbindet Betriebe und Institute der Region."),
    ),
    Kind("pl", "pl_PL", "Europe/Warsaw", "twentytwentythree", "/archives/%post_id%", excerpts=True),
    Kind("fr", "fr_FR", "Europe/Paris", "twentytwentythree", ""),
)  # fmt: skip


@dataclass(frozen=True)
class WordPress:
    """A running WordPress. `base` is its URL without a trailing slash."""

    kind: Kind
    base: str
    folder: Path
    truth: list[Published]

    def switch(self, *, feed: bool, rest: bool, sitemap: bool = True) -> None:
        """Turn feeds, REST API and sitemap on or off."""
        switches = json.dumps({"feed": feed, "rest": rest, "sitemap": sitemap})
        (self.folder / "wp-content" / "switches.json").write_text(switches)


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """Start a MariaDB in `folder` that listens on a socket only. Yield the path of the socket."""
    data, sock = folder / "data", folder / "s"
    common = [f"--datadir={data}", *(["--user=root"] if os.geteuid() == 0 else [])]
    install = ["mariadb-install-db", "--no-defaults", *common, "--auth-root-authentication-method=normal"]
    subprocess.run(install, check=True, capture_output=True)
    server = [
        "mariadbd",
        "--no-defaults",
        *common,
        f"--socket={sock}",
        "--skip-networking",
        f"--pid-file={folder}/pid",
    ]
    with running(*server) as process:
        until(process, lambda: _answers(sock))
        yield sock


def _answers(sock: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(sock))
        return True
    return False


@contextmanager
def wordpress(folder: Path, sock: Path, kind: Kind) -> Iterator[WordPress]:
    """Start a WordPress of this kind in `folder`.

    It has 25 published posts and one post of each NOT_PUBLISHED status.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    _lay_out(folder, sock, kind, base)
    texts = TEXTS[kind.language]
    _sql(sock, f"CREATE DATABASE {kind.name} CHARACTER SET utf8mb4")
    _php(_HERE / "install.php", folder, kind.locale, texts["site"])
    truth = written(kind.language)
    hidden = []
    for post, status in zip(truth, NOT_PUBLISHED, strict=False):
        day = "2099-01-01" if status == "future" else post.day
        hidden.append({**asdict(post), "title": f"{post.title} ({status})", "status": status, "day": day})
    content = {
        "theme": kind.theme,
        "permalinks": kind.permalinks,
        "front": kind.front,
        "options": {
            "blogdescription": texts["tagline"],
            "timezone_string": kind.zone,
            "posts_per_page": 10,
            "rss_use_excerpt": int(kind.excerpts),
        },
        "pages": texts["pages"],
        "categories": texts["categories"],
        "tags": texts["tags"],
        "comments": texts["comments"],
        "posts": [*({**asdict(p), "status": "publish"} for p in truth), *hidden],
        "sticky": 14,
    }
    (folder / "content.json").write_text(json.dumps(content), "utf-8")
    addresses = json.loads(_php(_HERE / "publish.php", folder, folder / "content.json"))
    server: list[str | Path] = [
        "php",
        "-d",
        "opcache.enable_cli=1",
        "-S",
        f"127.0.0.1:{port}",
        "-t",
        folder,
        folder / "router.php",
    ]
    with running(*server) as process:
        until(process, lambda: serves(base))
        yield WordPress(
            kind, base, folder, [replace(p, url=u) for p, u in zip(truth, addresses, strict=True)]
        )


def _lay_out(folder: Path, sock: Path, kind: Kind, base: str) -> None:
    """Set up a folder with Debian's files, a configuration and a separate wp-content."""
    # PHP resolves symbolic links, so files that locate others by their own path are copied.
    for file in _WORDPRESS.glob("*.php"):
        shutil.copy(file, folder)
    for part in ("wp-admin", "wp-includes"):
        (folder / part).symlink_to(_WORDPRESS / part)
    content = folder / "wp-content"
    (content / "mu-plugins").mkdir(parents=True)
    for part in ("themes", "languages"):
        (content / part).symlink_to(_WORDPRESS / "wp-content" / part)
    shutil.copy(_HERE / "switches.php", content / "mu-plugins")
    (content / "switches.json").write_text('{"feed": true, "rest": true, "sitemap": true}')
    shutil.copy(_HERE / "router.php", folder)
    config = (_HERE / "config.php").read_text("utf-8")
    for name, value in {"@NAME@": kind.name, "@SOCKET@": str(sock), "@BASE@": base}.items():
        config = config.replace(name, value)
    (folder / "wp-config.php").write_text(config, "utf-8")


def _sql(sock: Path, statement: str) -> None:
    subprocess.run(["mariadb", "--no-defaults", f"--socket={sock}", "-uroot", "-e", statement], check=True)


def _php(*args: str | Path) -> str:
    done = subprocess.run(["php", *map(str, args)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, (args, done.stdout, done.stderr)
    return done.stdout
