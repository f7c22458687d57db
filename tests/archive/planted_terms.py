"""An archive of a year and a month whose rising terms are known."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from clusterwatch.archive import Archive

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 30)
SOURCES = ("a", "b", "c")
STORIES = 40  # a month
WORDS = [f"{one}{two}{three}en" for one in "bdfgklmnpr" for two in "aeiou" for three in "bdfgklmnpr"]


def plant(path: Path) -> None:
    """Write the archive. Announcements of its last month, from FIRST to LAST, use planted words; see `_body`."""
    rng = random.Random(19)
    with Archive(path) as archive, archive.transaction():
        for source in (*SOURCES, "new"):
            sector = '["photonics"]' if source == "a" else '["energy"]'
            row = [source, source, f"https://{source}.example/", "FR" if source == "c" else "DE", sector]
            archive.db.execute(
                "INSERT INTO sources (id, name, url, country, sectors, first_seen, rules) "
                "VALUES (?, ?, ?, ?, ?, '', '')",
                row,
            )
        number = 0
        for month in range(-12, 1):
            for story in range(STORIES):
                number += 1
                day = FIRST + timedelta(days=30 * month + story % 30)
                copies = 3 if (month, story) == (0, 7) else 1
                for copy in range(copies):
                    source = "new" if month == 0 and story == 8 else SOURCES[(story + copy) % 3]
                    body = _body(rng, month, story, source)
                    _insert(archive, number, f"{number}/{copy}", source, day, _title(month, story), body)
        number += 1
        _insert(archive, number, str(number), "a", LAST + timedelta(days=1), "Wasserstoff", "Zu spät")


def _body(rng: random.Random, month: int, story: int, source: str) -> str:
    """Return a text of chance words.

    In the last month: `wasserstoff` in every fourth, `grüne allianz` together in every fifth, `messestand` only on one
    site, `relais` in one story with three posts; `März` in all, which was in the same month a year ago, too.
    `und` is always there. Each source ends its posts with a line of its own, which it changed for the last month. Two
    sources have a line in three posts each, and three sources one in two posts each.
    """
    words = rng.choices(WORDS, k=40)
    words[3] = "und"
    if month in (-12, 0):
        words[5] = "März"
    if month == 0:
        if story % 4 == 0:
            words[10] = "Wasserstoff"
        if story % 5 == 0:
            words[20:20] = ["grüne", "Allianz"]
        if source == "a":
            words[30] = "Messestand"
        if story == 7:
            words[31] = "Relais"
        if story in (18, 19, 21, 22, 24, 25):
            words.append("\nBitte weitersagen")
        if 12 <= story < 18:
            words.append("\nHallenplan")
    ending = "Unser Rundbrief erscheint donnerstags" if month == 0 else "Folgen Sie uns"
    return f"{' '.join(words)}\n{ending} {source}"


def _title(month: int, story: int) -> str:
    """Return a title. In the last month, every fourth has a planted word."""
    return "Meldung: Fotonik" if month == 0 and story % 4 == 1 else "Meldung"


def _insert(
    archive: Archive, story: int, address: str, source: str, day: date, title: str, body: str
) -> None:
    archive.db.execute("INSERT OR IGNORE INTO stories (id) VALUES (?)", [story])
    archive.db.execute(
        "INSERT INTO posts (source, url, title, body, day, published, precision, language, first_seen, last_seen, "
        "last_changed, story, fingerprint) VALUES (?, ?, ?, ?, ?, ?, 'day', 'de', '', '', '', ?, '')",
        [source, address, title, body, day.isoformat(), day.isoformat(), story],
    )
