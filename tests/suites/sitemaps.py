"""Sitemaps: our own files of each make, as ultimate-sitemap-parser reads them. Its source package has no tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from clusterwatch import urls
from clusterwatch.discovery.strategies.sitemap import Sitemap, read_sitemap
from clusterwatch.models import Page
from tests.discovery.sitemap_shapes import SHAPES, SITE
from tests.suites import feeds
from tests.suites.cases import Comparison, package

REQUIREMENT = "ultimate-sitemap-parser==1.8.1"
# Reads the bodies as JSON, and writes what stands in each.
_PROGRAM = """
import json, logging, sys
from usp.tree import sitemap_from_str
logging.disable()
def page(p):
    news = p.news_story
    dates = [d.isoformat() if d else None for d in (news.publish_date if news else None, p.last_modified)]
    return [p.url, news.title if news else None, *dates]
read = [sitemap_from_str(body) for body in json.load(sys.stdin)]
own = [[] if not hasattr(tree, "sub_sitemaps") else [s.url for s in tree.sub_sitemaps] for tree in read]
json.dump([[sorted(map(page, tree.all_pages()), key=str), urls] for tree, urls in zip(read, own)], sys.stdout)
"""


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield one comparison per address, title and date in a file, and one per list of sitemaps."""
    at = package(REQUIREMENT, folder)
    answer = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps([shape.body for shape in SHAPES]),
        env={**os.environ, "PYTHONPATH": str(at)},
        check=True,
        capture_output=True,
        text=True,
    )
    for shape, (pages, children) in zip(SHAPES, json.loads(answer.stdout), strict=True):
        body = shape.body.encode()
        url = f"{SITE}/sitemap.xml"
        read = read_sitemap(Page(url, url, 200, {}, body, feeds.NOW), match="/")
        yield Comparison(f"{shape.name}: sitemaps", sorted(children), sorted(read.children), shape.other)
        yield from _of_pages(shape.name, {_address(row[0]): row for row in pages}, read, shape.other)


def _of_pages(name: str, pages: dict[str, Any], read: Sitemap, reason: str) -> Iterator[Comparison]:
    found = {entry.url: entry for entry in read.entries}
    for url in sorted(found.keys() | pages.keys()):
        yield Comparison(
            f"{name}: address", url if url in pages else None, url if url in found else None, reason
        )
        if url not in found or url not in pages:
            continue
        entry, (_, title, published, updated) = found[url], pages[url]
        yield Comparison(f"{name}: title", title, entry.title, reason)
        for field, expected, text in (
            ("published", published, entry.published),
            ("updated", updated, entry.updated),
        ):
            when = feeds.in_utc(datetime.fromisoformat(expected)) if expected else None
            yield feeds.instant(f"{name}: {field}", when, text, reason)


def _address(url: str) -> str:
    return urls.absolute("", url) or url
