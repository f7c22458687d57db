"""Measure `clusterwatch reextract` without selectors, on an archive of pages that is made here.

    python benchmarks/reextract.py [--sites 20] [--posts 100] [--kb 38] [--rounds 3] [-- FLAGS of reextract]

The pages are those of benchmarks/crawl.py: a post in a frame of menus, in four languages. They are read once without
selectors and stored as a run stores them. Then the command reads them again; nothing changes. The output is seconds of
wall clock, posts per second, and milliseconds of CPU per post, of the command with its start and all its workers. The
last column is what the one writer needs for a post when it is new, after a worker has read it.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from crawl import LANGUAGES, MONTHS, WRITTEN, Measured, Site, measure, page, sentence, words

from clusterwatch.archive import Archive
from clusterwatch.config import load_sources
from clusterwatch.models import Observation, Page
from clusterwatch.pipeline.steps import read_post

BATCH = 25  # posts of one transaction
NOW = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)


def posts(site: Site, kb: int, rng: random.Random, vocabulary: list[str]) -> list[Page]:
    """Return the fetched pages of one site."""
    made = []
    for n in range(site.posts):
        day = date(2026, 11, 20) - timedelta(days=3 * n)
        month = MONTHS[site.language].split()[day.month - 1]
        written = WRITTEN[site.language].format(d=day.day, m=month, y=day.year)
        title = f"{' '.join(rng.choices(vocabulary, k=6)).capitalize()} {site.number}-{n}"
        body = "".join(f"<p>{' '.join(sentence(rng, vocabulary) for _ in range(3))}</p>" for _ in range(6))
        main = (
            f'<article><h1>{title}</h1><p class="date">{written}</p><div class="body">{body}</div></article>'
        )
        html = page(site, title, main, kb * 1024, rng, vocabulary).encode()
        url = f"{site.base}/news/{day.isoformat()}-{site.number}-{n}/"
        made.append(Page(url, url, 200, {"content-type": "text/html"}, html, NOW))
    return made


def fill(folder: Path, sites: list[Site], kb: int) -> float:
    """Write sources.yaml and an archive of the pages of all sites.

    Return the CPU seconds of the one writer, without the work that workers do.
    """
    lines = "".join(f"  site-{s.number}: {{url: {s.base}/news/, languages: [{s.language}]}}\n" for s in sites)
    (folder / "sources.yaml").write_text(f"sources:\n{lines}")
    sources = load_sources(folder / "sources.yaml")
    rng = random.Random(20261129)
    vocabulary = words(rng)
    written = 0.0
    with Archive(folder / "archive.db") as archive:
        with archive.transaction():
            archive.sources.register(list(sources.values()), NOW)
        for site, source in zip(sites, sources.values(), strict=True):
            ready = []
            for fetched in posts(site, kb, rng, vocabulary):
                post = read_post(fetched, source, None, None, {})
                page = replace(fetched, compressed=post.compressed)
                ready.append(Observation(source.id, fetched.url, post.draft, page=page))
            started = time.process_time()
            for first in range(0, len(ready), BATCH):
                with archive.transaction():
                    for seen in ready[first : first + BATCH]:
                        archive.record(seen, NOW)
            archive.sort_stories()
            written += time.process_time() - started
    return written


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--posts", type=int, default=100, help="of each site")
    parser.add_argument("--kb", type=int, default=38, help="size of a page")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("flags", nargs="*", help="further flags of `clusterwatch reextract`, after --")
    asked = parser.parse_args()
    sites = [Site(n, LANGUAGES[n % len(LANGUAGES)], asked.posts) for n in range(asked.sites)]
    total = asked.sites * asked.posts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = fill(folder, sites, asked.kb)
        where = ["--sources", str(folder / "sources.yaml")]
        command = [sys.executable, "-m", "clusterwatch", "reextract", "-q", *where, *asked.flags]
        runs: list[Measured] = []
        for number in range(1, asked.rounds + 1):
            one = measure(command, dict(os.environ), folder / "archive.db")
            print(f"round {number}: {one.wall:6.2f} s, CPU {one.cpu:6.2f} s, {one.posts} posts")
            runs.append(one)
    wall, cpu = median(r.wall for r in runs), median(r.cpu for r in runs)
    print(f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{total:,} posts of {asked.kb} KB; medians of {asked.rounds} rounds\n")
    print("| s | posts/s | CPU ms a post | CPU ms of the writer for a new post |\n|---|---|---|---|")
    print(f"| {wall:.2f} | {total / wall:.0f} | {1000 * cpu / total:.2f} | {1000 * written / total:.2f} |")


if __name__ == "__main__":
    main()
