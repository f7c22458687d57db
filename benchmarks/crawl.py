"""Compare a whole crawl with Scrapy: both fetch the same local web, in turns.

    python benchmarks/crawl.py [--sites 20] [--posts 100] [--kb 34] [--rounds 3] [--scrapy-env DIR] [-- FLAGS of run]

nginx (Debian: nginx-light) serves the sites, each on a port of its own. Both programs fetch every listing page and
every post, read title, day and paragraphs with selectors, and write them into SQLite. benchmarks/crawl_spider.py is
what a user of Scrapy would write. clusterwatch does its usual work: robots.txt, raw pages, evidence, search index,
stories. Scrapy has a virtual environment in DIR, which is created if it is missing. The output is seconds of wall
clock, posts per second, and milliseconds of CPU per post, of the program and its workers; nginx is not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import processes

PER_PAGE = 10
FIRST_PORT = 18400
LANGUAGES = ("fr", "de", "en", "es")
# Months as words, and the order in which a date is written.
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
WRITTEN = {"fr": "{d} {m} {y}", "de": "{d}. {m} {y}", "en": "{d} {m} {y}", "es": "{d} de {m} de {y}"}
LINKS = (
    '<li class="menu-item menu-item-{n}"><a href="/section-{n}/" title="{w}" data-track="menu:{n}">'
    '<span class="icon icon-{n}" aria-hidden="true"></span>{w}</a></li>'
)


@dataclass(frozen=True)
class Site:
    """One site of the web: where it is, and what it holds."""

    number: int
    language: str
    posts: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{FIRST_PORT + self.number}"


def words(rng: random.Random) -> list[str]:
    """Invented words with the lengths of real ones."""
    parts = (
        "an",
        "ber",
        "clo",
        "der",
        "en",
        "fil",
        "gra",
        "ho",
        "in",
        "ka",
        "lu",
        "mor",
        "ne",
        "ol",
        "per",
        "ra",
    )
    return ["".join(rng.choices(parts, k=rng.choice((1, 2, 2, 3)))) for _ in range(4000)]


def sentence(rng: random.Random, vocabulary: list[str]) -> str:
    return " ".join(rng.choices(vocabulary, k=rng.randint(9, 22))).capitalize() + "."


def page(site: Site, title: str, main: str, size: int, rng: random.Random, vocabulary: list[str]) -> str:
    """A page of about `size` bytes: `main` in a frame of menus, scripts and teasers as themes make them."""
    head = (
        f'<!doctype html><html lang="{site.language}"><head><meta charset="utf-8">'
        f"<title>{title} - Site {site.number}</title>"
        f'<meta property="og:site_name" content="Site {site.number}">'
        '</head><body class="single"><header class="site-header"><nav class="main-menu"><ul>'
    )
    foot = "</ul></nav></footer></body></html>"
    menu: list[str] = []
    room = size - len(head) - len(main) - len(foot) - 300
    while sum(map(len, menu)) < room:
        menu.append(LINKS.format(n=len(menu), w=" ".join(rng.choices(vocabulary, k=2))))
    half = len(menu) // 2
    return (
        f'{head}{"".join(menu[:half])}</ul></nav></header><main id="main">{main}</main>'
        f'<footer class="site-footer"><nav><ul>{"".join(menu[half:])}{foot}'
    )


def build(folder: Path, sites: list[Site], kb: int) -> None:
    """Write the pages of all sites."""
    rng = random.Random(20261129)
    vocabulary = words(rng)
    size = kb * 1024
    for site in sites:
        root = folder / str(site.number)
        root.mkdir(parents=True)
        (root / "robots.txt").write_text("User-agent: *\nDisallow: /private/\n")
        cards = []
        for n in range(site.posts):
            day = date(2026, 11, 20) - timedelta(days=3 * n)
            months = MONTHS[site.language].split()
            written = WRITTEN[site.language].format(d=day.day, m=months[day.month - 1], y=day.year)
            title = f"{' '.join(rng.choices(vocabulary, k=6)).capitalize()} {site.number}-{n}"
            body = "".join(
                f"<p>{' '.join(sentence(rng, vocabulary) for _ in range(3))}</p>" for _ in range(6)
            )
            main = f'<article><h1>{title}</h1><p class="date">{written}</p><div class="body">{body}</div></article>'
            slug = f"news/{day.isoformat()}-{site.number}-{n}"
            (root / slug).mkdir(parents=True)
            (root / slug / "index.html").write_text(page(site, title, main, size, rng, vocabulary))
            cards.append(
                f'<article><h2><a href="/{slug}/">{title}</a></h2><p class="date">{written}</p></article>'
            )
        last = (len(cards) + PER_PAGE - 1) // PER_PAGE
        for number in range(1, last + 1):
            part = "".join(cards[(number - 1) * PER_PAGE : number * PER_PAGE])
            onward = f'<a class="next" href="/news/page/{number + 1}/">Next</a>' if number < last else ""
            where = root / "news" if number == 1 else root / "news" / "page" / str(number)
            where.mkdir(parents=True, exist_ok=True)
            (where / "index.html").write_text(
                page(site, "News", f"<h1>News</h1>{part}{onward}", size, rng, vocabulary)
            )


@contextmanager
def serving(folder: Path, sites: list[Site]) -> Iterator[None]:
    """nginx on loopback, one port for each site."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        sys.exit("nginx is missing: apt-get install nginx-light")
    servers = "".join(
        f"server {{ listen 127.0.0.1:{FIRST_PORT + s.number}; root {folder}/{s.number}; }}\n" for s in sites
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"user root;\nworker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; keepalive_requests 100000; types {{ text/html html; text/plain txt; }}\n"
        f"{servers} }}\n"
    )
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(config), "-g", "daemon off;"])
    try:
        time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True)
class Measured:
    """One run of one program; `cpu` seconds of it and its children."""

    wall: float
    cpu: float
    posts: int


def measure(command: list[str], env: dict[str, str], archive: Path) -> Measured:
    """Run a command and all its processes, and count the posts it wrote."""
    usage = processes.run(command, apart="nginx", env=env)
    with closing(sqlite3.connect(archive)) as db:
        right = (
            "SELECT count(*) FROM posts WHERE title != '' AND length(published) = 10 AND length(body) > 500"
        )
        return Measured(usage.wall, usage.cpu, db.execute(right).fetchone()[0])


def clusterwatch(folder: Path, sites: list[Site], flags: list[str]) -> Measured:
    """One first run into an empty archive."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = "".join(
        f"  site-{s.number}:\n    url: {s.base}/news/\n    languages: [{s.language}]\n"
        f'    discover: {{kind: listing, url: "{s.base}/news/", link: article h2 a, next: a.next, date: p.date}}\n'
        "    select: {title: h1, date: p.date, body: div.body}\n"
        for s in sites
    )
    (folder / "sources.yaml").write_text(
        f"network: {{allow_private: true}}\ndefaults: {{delay: 0, max_pages: 1000}}\nsources:\n{lines}"
    )
    command = [
        sys.executable,
        "-m",
        "clusterwatch",
        "run",
        "-q",
        "--sources",
        str(folder / "sources.yaml"),
        *flags,
    ]
    return measure(command, dict(os.environ), folder / "archive.db")


def scrapy(folder: Path, sites: list[Site], python: Path) -> Measured:
    """One crawl into an empty database."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    listed = "[" + ", ".join(f'["{s.base}/news/", "{s.language}"]' for s in sites) + "]"
    command = [
        str(python),
        str(Path(__file__).with_name("crawl_spider.py")),
        str(folder / "posts.db"),
        listed,
    ]
    return measure(command, dict(os.environ), folder / "posts.db")


def environment(folder: Path) -> Path:
    """The Python of an environment that has Scrapy; made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "scrapy", "dateparser"], check=True)
    return python


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--posts", type=int, default=100, help="of each site")
    parser.add_argument("--kb", type=int, default=34, help="size of a page")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scrapy-env", type=Path, default=Path(tempfile.gettempdir()) / "scrapy-env")
    parser.add_argument("--without-scrapy", action="store_true")
    parser.add_argument("flags", nargs="*", help="further flags of `clusterwatch run`, after --")
    asked = parser.parse_args()
    sites = [Site(n, LANGUAGES[n % len(LANGUAGES)], asked.posts) for n in range(asked.sites)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "web", sites, asked.kb)
        runs: dict[str, list[Measured]] = {"clusterwatch": [], "Scrapy": []}
        python = None if asked.without_scrapy else environment(asked.scrapy_env)
        with serving(folder / "web", sites):
            for number in range(1, asked.rounds + 1):
                runs["clusterwatch"].append(clusterwatch(folder / "ours", sites, asked.flags))
                if python:
                    runs["Scrapy"].append(scrapy(folder / "theirs", sites, python))
                for program, measured in runs.items():
                    if measured:
                        one = measured[-1]
                        spent = f"{one.wall:6.2f} s, CPU {one.cpu:6.2f} s"
                        print(f"round {number}: {program:<13} {spent}, {one.posts} posts")
    total = asked.sites * asked.posts
    print(f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{total:,} posts of {asked.kb} KB on {asked.sites} sites; medians of {asked.rounds} rounds\n")
    print("| program | s | posts/s | CPU ms a post | right |\n|---|---|---|---|---|")
    for program, measured in runs.items():
        if measured:
            wall, cpu = median(m.wall for m in measured), median(m.cpu for m in measured)
            right = min(m.posts for m in measured)
            print(
                f"| {program} | {wall:.2f} | {total / wall:.0f} | {1000 * cpu / total:.2f} | {right} of {total} |"
            )


if __name__ == "__main__":
    main()
