"""Measure start-up and quiet nights: the CPU of short commands, and runs over many hosts that have nothing new.

    python benchmarks/nights.py [--sources 100] [--hosts 1000] [--longest 20] [--rounds 7]

One local server plays all sites. Each site has a loopback address of its own (127.x.y.z), so that each is a host. A
quarter of the sites have a feed and a quarter a news page, which the program finds by itself; the others have a feed
or a news page in sources.yaml. Half of the sites send an ETag and answer 304, the others send the same bytes again.
A quiet night is a run a day after the last one: robots.txt is a day old, and no site has changed. The posts are older
than the 90 days for which they are fetched again.

The last night is a run over many hosts with a delay of one second. All of them are quiet except one, which has
`longest` new posts. The unavoidable time is the number of requests to that host times the delay.

CPU is user and system time of the command and all its processes. The peak memory of the command is given alone and
together with its workers; pages that they share are counted for each of them. Requests are counted by the server.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

import processes

POSTS = 8  # of each site
OLDEST = date(2026, 1, 5)
WORDS = (
    "harbour",
    "sensor",
    "press",
    "board",
    "member",
    "region",
    "turbine",
    "laboratory",
    "project",
    "partner",
    "energy",
)
MENU = "".join(f'<li><a href="/section-{n}/">{word.title()}</a></li>' for n, word in enumerate(WORDS))


class Site:
    """One site of the web. `new` posts were published after the first night."""

    def __init__(self, host: str) -> None:
        number = int(host.rpartition(".")[2])
        self.host = host
        self.feed = number % 2 == 0
        self.tagged = number % 4 < 2
        self.new = 0

    def answer(self, path: str, tag: str) -> tuple[int, str, bytes]:
        """Return status, content type and body."""
        kind, text = "text/html; charset=utf-8", None
        if path == "/robots.txt":
            kind, text = "text/plain", "User-agent: *\nDisallow: /private/\n"
        elif path == "/feed" and self.feed:
            kind, text = "application/rss+xml", self.feed_text()
        elif path in ("/", "/news/"):
            text = self.page("News", self.cards())
        elif path.startswith("/news/") and path[6:-1].isdecimal() and int(path[6:-1]) < POSTS + self.new:
            text = self.page(title(int(path[6:-1])), self.post(int(path[6:-1])))
        if text is None:
            return 404, kind, b"<h1>Not found</h1>"
        body = text.encode()
        if self.tagged and path != "/robots.txt" and tag == etag(body):
            return 304, kind, b""
        return 200, kind, body

    def numbers(self) -> range:
        return range(POSTS + self.new - 1, -1, -1)

    def cards(self) -> str:
        return "<h1>News</h1>" + "".join(
            f'<article><h2><a href="/news/{n}/">{title(n)}</a></h2><time datetime="{day(n)}">{day(n)}</time></article>'
            for n in self.numbers()
        )

    def post(self, n: int) -> str:
        text = "".join(f"<p>{sentence(n * 7 + p)} {sentence(n * 7 + p + 3)}</p>" for p in range(6))
        return f'<article><h1>{title(n)}</h1><time datetime="{day(n)}">{day(n)}</time><div>{text}</div></article>'

    def page(self, name: str, main: str) -> str:
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed">' if self.feed else ""
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name} - Site {self.host}</title>{feed}'
            f"</head><body><header><nav><ul>{MENU}</ul></nav></header><main>{main}</main><footer>{self.host}</footer></body>"
            "</html>"
        )

    def feed_text(self) -> str:
        items = "".join(
            f"<item><title>{title(n)}</title><link>http://{self.host}:{PORT}/news/{n}/</link>"
            f"<pubDate>{day(n).strftime('%a, %d %b %Y')} 08:00:00 GMT</pubDate></item>"
            for n in self.numbers()
        )
        channel = f"<channel><title>Site {self.host}</title>{items}</channel>"
        return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'


def title(n: int) -> str:
    return (
        f"{WORDS[n % len(WORDS)].title()} {WORDS[(n * 5 + 3) % len(WORDS)]} opens its test bench number {n}"
    )


def day(n: int) -> date:
    return OLDEST + timedelta(days=5 * n)


def sentence(n: int) -> str:
    return " ".join(WORDS[(n * 3 + i * i) % len(WORDS)] for i in range(12)).capitalize() + "."


def etag(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


async def serve(port: int) -> None:
    """Serve all sites, on every loopback address. `/counts` returns the requests of each host since the last call."""
    sites: dict[str, Site] = {}
    counts: Counter[str] = Counter()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                first, *lines = head.split("\r\n")
                fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
                path, host = first.split(" ")[1], fields["host"].partition(":")[0]
                status, kind, body = 200, "application/json", b"{}"
                if path == "/counts":
                    body = json.dumps(counts).encode()
                    counts.clear()
                elif path.startswith("/publish/"):
                    sites.setdefault(host, Site(host)).new = int(path.rpartition("/")[2])
                else:
                    counts[host] += 1
                    site = sites.setdefault(host, Site(host))
                    status, kind, body = site.answer(path, fields.get("if-none-match", ""))
                tag = (
                    f"ETag: {etag(body)}\r\n"
                    if status == 200 and host in sites and sites[host].tagged
                    else ""
                )
                writer.write(
                    f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{tag}Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "0.0.0.0", port, backlog=4096)
    async with server:
        await server.serve_forever()


PORT = 18300
HERE = Path(__file__).resolve()


def ask(path: str, host: str = "127.0.0.1") -> dict[str, int]:
    with urllib.request.urlopen(f"http://{host}:{PORT}{path}", timeout=60) as answer:
        counts: dict[str, int] = json.loads(answer.read())
        return counts


def host_of(number: int) -> str:
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


def sources_of(hosts: list[str], delay: float) -> str:
    """Return sources.yaml with a source for each host."""
    lines = ["network: {allow_private: true}", f"defaults: {{delay: {delay}}}", "sources:"]
    for number, host in enumerate(hosts):
        base, site = f"http://{host}:{PORT}", Site(host)
        lines += [f"  site-{number}:", f"    name: Site {number}", "    country: FR", "    languages: [en]"]
        lines += ["    timezone: Europe/Paris", f"    url: {base}/news/"]
        if number // 2 % 2 == 0:
            index = f"{{kind: feed, url: {base}/feed}}" if site.feed else "{kind: listing, link: h2 a}"
            lines.append(f"    discover: {index}")
    return "\n".join(lines) + "\n"


def clusterwatch(folder: Path, *arguments: str) -> processes.Usage:
    """Run a command on the sources of a folder, with compiled modules as in an installation."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    files = ("--sources", str(folder / "sources.yaml")) if arguments[0][0] != "-" else ()
    with (folder / "output").open("w") as output:
        return processes.run(
            [sys.executable, "-m", "clusterwatch", *arguments, *files],
            apart=HERE.name,
            env=env,
            output=output,
        )


def a_day_later(folder: Path) -> None:
    """Make the robots.txt files in the archive a day older, as they are on the next night."""
    before = (datetime.now(UTC) - timedelta(days=1, minutes=1)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        db.execute("UPDATE hosts SET robots_fetched = ? WHERE robots_fetched IS NOT NULL", [before])


def made(folder: Path, hosts: list[str], delay: float) -> Path:
    """Return a new folder with an archive of the first night of these hosts."""
    folder.mkdir()
    (folder / "sources.yaml").write_text(sources_of(hosts, 0))
    first = clusterwatch(folder, "run", "-q")
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        posts = db.execute("SELECT count(*) FROM posts").fetchone()[0]
    if posts != POSTS * len(hosts):
        sys.exit(f"the first night found {posts} posts; there are {POSTS * len(hosts)}")
    (folder / "sources.yaml").write_text(sources_of(hosts, delay))
    total = sum(ask("/counts").values())
    took = f"{first.wall:.1f} s, CPU {first.cpu:.1f} s, {memory(first)}"
    print(f"first night of {len(hosts)} hosts: {posts} posts, {total} requests, {took}")
    return folder


def memory(usage: processes.Usage) -> str:
    """Return the peak memory of the command, and that of all processes."""
    own, *others = usage.memory
    return f"{own:.0f} MB" + (f", with {len(others)} processes {sum(usage.memory):.0f} MB" if others else "")


def short_commands(folder: Path, rounds: int) -> None:
    """Print the CPU of commands over one quiet source."""
    print("\n| command | CPU s, median | least | MB |\n|---|---|---|---|")
    for name, arguments in {
        "--help": ("--help",),
        "--version": ("--version",),
        "status": ("status",),
        "search": ("search", "turbine"),
        "run, nothing new": ("run",),
        "run -q, nothing new": ("run", "-q"),
    }.items():
        used = []
        for _ in range(rounds):
            if arguments[0] == "run":
                a_day_later(folder)
            used.append(clusterwatch(folder, *arguments))
        cpu = [usage.cpu for usage in used]
        print(f"| {name} | {median(cpu):.2f} | {min(cpu):.2f} | {max(sum(u.memory) for u in used):.0f} |")


def night(folder: Path, hosts: list[str]) -> tuple[processes.Usage, dict[str, int]]:
    """Run a night, and return the requests of each host."""
    a_day_later(folder)
    ask("/counts")
    usage = clusterwatch(folder, "run", "-q")
    counts = ask("/counts")
    least, most = min(counts.get(h, 0) for h in hosts), max(counts.values())
    print(
        f"\nnight of {len(hosts)} hosts: {usage.wall:.1f} s, CPU {usage.cpu:.2f} s, {memory(usage)}; "
        f"{least} to {most} requests for each host"
    )
    return usage, counts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=100, help="of the quiet night")
    parser.add_argument("--hosts", type=int, default=1000, help="of the last night; 0 leaves it out")
    parser.add_argument("--longest", type=int, default=20, help="new posts of the one host that has some")
    parser.add_argument("--rounds", type=int, default=7, help="of each short command")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        asyncio.run(serve(PORT))
        return
    server = subprocess.Popen([sys.executable, str(HERE), "--serve"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                    break
            time.sleep(0.1)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            print(processes.machine())
            short_commands(made(folder / "one", [host_of(1)], 0), asked.rounds)
            hosts = [host_of(n) for n in range(asked.sources)]
            night(made(folder / "quiet", hosts, 0), hosts)
            if asked.hosts:
                hosts = [host_of(n) for n in range(asked.hosts)]
                many = made(folder / "many", hosts, 1)
                ask(f"/publish/{asked.longest}", hosts[-1])
                usage, counts = night(many, hosts)
                unavoidable = counts[hosts[-1]] - 1  # there is no delay before the first request
                print(
                    f"longest host: {counts[hosts[-1]]} requests, {unavoidable} s of delays; "
                    f"the night took {usage.wall / unavoidable:.2f} times as long"
                )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
