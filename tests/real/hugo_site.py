"""A site built by Hugo with a small theme: a home page with teasers, paginated news, and optional feeds."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.real.truth import TEXTS, Published, written

_HERE = Path(__file__).parent / "hugo"
_WORDS = {
    "fr": ("Actualités", "À la une", "Découvrir", "À lire aussi", "02/01/2006"),
    "de": ("Aktuelles", "Neueste Meldungen", "Entdecken", "Das könnte Sie auch interessieren", "02.01.2006"),
    "pl": ("Aktualności", "Najnowsze", "Poznaj nas", "Czytaj także", "02.01.2006"),
}


def build(folder: Path, base: str, language: str, *, feeds: bool) -> list[Published]:
    """Build the site with Hugo into `public` in the folder. Return the published posts; a draft is not among them."""
    shutil.copytree(_HERE / "layouts", folder / "layouts")
    truth = [replace(p, url=f"{base}/news/{_slug(n)}/") for n, p in enumerate(written(language))]
    texts = TEXTS[language]
    news = folder / "content" / "news"
    news.mkdir(parents=True)
    for number, post in enumerate(truth):
        tag = texts["tags"][number % 4]
        _write(news / f"{_slug(number)}.md", post.lines, title=post.title, date=post.day, tags=[tag])
    _write(news / "draft.md", truth[0].lines, title="draft", date=truth[0].day, draft=True)
    _write(news / "_index.md", (), title=_WORDS[language][0])
    for number, (title, text) in enumerate(texts["pages"].items()):
        _write(folder / "content" / f"page-{number}.md", (text,), title=title)
    (folder / "hugo.json").write_text(json.dumps(_settings(language, base, feeds=feeds)), "utf-8")
    command = ["hugo", "--quiet", "--source", str(folder), "--config", str(folder / "hugo.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr)
    return truth


def _slug(number: int) -> str:
    return f"{25 - number}-release"


def _write(file: Path, lines: tuple[str, ...], **head: Any) -> None:
    file.write_text(f"{json.dumps(head, ensure_ascii=False)}\n\n" + "\n\n".join(lines) + "\n", "utf-8")


def _settings(language: str, base: str, *, feeds: bool) -> dict[str, Any]:
    news, latest, about, more, day = _WORDS[language]
    pages = [(title, f"/page-{n}/") for n, title in enumerate(TEXTS[language]["pages"])]
    menu = [(news, "/news/"), *pages]
    html = ["HTML", *(["RSS"] if feeds else [])]
    return {
        "baseURL": f"{base}/",
        "title": TEXTS[language]["site"],
        "languageCode": language,
        "defaultContentLanguage": language,
        "paginate": 8,
        "outputs": dict.fromkeys(("home", "section", "taxonomy", "term"), html),
        "menu": {"main": [{"name": n, "url": u, "weight": w} for w, (n, u) in enumerate(menu, 1)]},
        "params": {"latest": latest, "about": about, "more": more, "day": day, "address": "4"},
    }
