"""Boilerplate on a site where it looks like prose: paragraphs that repeat on all pages are left out of the bodies."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

from clusterwatch.archive import Archive
from clusterwatch.models import Note, NoteCode
from tests.sites.serving import Clock, posts, served, watch

MISSION = (
    "The network brings together two hundred companies, laboratories and schools of the region, and has worked since "
    "its foundation for an industry that needs less water, less energy and fewer journeys than the one before."
)
COOKIES = (
    "This site keeps a small file on your machine so that it knows you again when you come back, and counts its visits "
    "with a program that runs on a server of our own and sends nothing to anybody else."
)
NOUNS = [
    "pump",
    "valve",
    "sensor",
    "loom",
    "kiln",
    "ferry",
    "orchard",
    "quarry",
    "turbine",
    "archive",
    "furnace",
    "bridge",
    "harvest",
    "tram",
]
VERBS = [
    "tests",
    "builds",
    "repairs",
    "measures",
    "lends",
    "compares",
    "records",
    "shares",
    "doubles",
    "opens",
]


def sentence(dice: random.Random) -> str:
    """Return a sentence that is practically unique."""
    words = [f"the {dice.choice(NOUNS)} {dice.choice(VERBS)} {dice.randint(2, 999)} parts" for _ in range(4)]
    return (", and ".join(words) + ".").capitalize()


def post(number: int, paragraphs: list[str]) -> str:
    """Return the page of a post, with boilerplate and teasers in the same container as the text."""
    teasers = "".join(
        f"<p class=k>On {n + 3} December 2026 the members met to see the workshop number {n} at work and to try it.</p>"
        for n in range(3)
    )
    text = "".join(f"<p class=k>{p}</p>" for p in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>Report {number}</title></head><body><div class=a>"
        f"<div class=b><h1>Report number {number}</h1><p class=k>{number % 27 + 1} October 2026</p>{text}"
        f"<p class=k>{MISSION}</p><p class=k>{COOKIES}</p>{teasers}</div></div></body></html>"
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the sequences of four words in a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def f1(true: str, found: str) -> float:
    """Return the F1 score of a body, by the sequences of four words that it shares with the truth."""
    a, b = shingles(true), shingles(found)
    both = (a & b).total()
    return 2 * both / (a.total() + b.total())


def test_paragraphs_that_repeat_on_all_pages_are_left_out(tmp_path: Path) -> None:
    dice, site = random.Random(7), tmp_path / "site"
    (site / "news").mkdir(parents=True)
    truth = {n: [sentence(dice) for _ in range(dice.randint(3, 6))] for n in range(1, 41)}
    items = "".join(f"<li><h3><a href=/news/report-{n}.html>Report number {n}</a></h3></li>" for n in truth)
    (site / "news" / "index.html").write_text(
        f"<html lang=en><body><h1>News</h1><ul>{items}</ul></body></html>"
    )
    for n, paragraphs in truth.items():
        (site / "news" / f"report-{n}.html").write_text(post(n, paragraphs))
    with served(site) as server:
        yaml = f"sources:\n  network:\n    url: {server.base}/news/\n    languages: [en]\n"
        clock = Clock()
        outcome = watch(tmp_path, yaml, clock)["network"]
        assert (outcome.new, outcome.state) == (40, "ok"), outcome
        assert Note(NoteCode.BOILERPLATE_LEFT_OUT, "body", count=5) in outcome.notes
        rows = {int(re.findall(r"(\d+)\.html", row["url"])[0]): row for row in posts(tmp_path)}
        scores = [f1("\n".join(truth[n]), rows[n]["body"]) for n in truth]
        assert min(scores) > 0.98
        assert sum(scores) / len(scores) >= 0.995
        assert {row["revision"] for row in rows.values()} == {1}
        with Archive(tmp_path / "archive.db", readonly=True) as archive:
            assert archive.search("foundation") == []  # the search index is updated
            assert archive.search('"report number 7"')[0].url.endswith("report-7.html")
        clock.forward(days=1)
        assert watch(tmp_path, yaml, clock)["network"].changed == 0
