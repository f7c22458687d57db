"""Sites built by Hugo with a small theme: a home page with teasers, paginated news, and optional feeds."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from tests.real.built import POSTS, Kind, Made, Task, command
from tests.real.truth import located

_HERE = Path(__file__).parent / "hugo"
_WORDS = {
    "fr": ("Actualités", "À la une", "Découvrir", "À lire aussi", "02/01/2006"),
    "de": ("Aktuelles", "Neueste Meldungen", "Entdecken", "Das könnte Sie auch interessieren", "02.01.2006"),
    "pl": ("Aktualności", "Najnowsze", "Poznaj nas", "Czytaj także", "02.01.2006"),
}


def _hugo(task: Task, *, rss: bool) -> Made:
    shutil.copytree(_HERE / "layouts", task.folder / "layouts")
    truth = []
    for number, post in enumerate(task.posts()):
        name = f"{POSTS - number}-release"
        head = {"title": post.published.title, "date": post.published.day, "tags": post.tags}
        task.write_page(f"content/news/{name}.md", post.published.lines, **head)
        truth.append(located(post.published, f"{task.base}/news/{name}/"))
    draft = truth[0]
    task.write_page("content/news/draft.md", draft.lines, title="draft", date=draft.day, draft=True)
    task.write_page("content/news/_index.md", (), title=_WORDS[task.language][0])
    for number, (_, title, text) in enumerate(task.pages):
        task.write_page(f"content/page-{number}.md", (text,), title=title)
    task.write("hugo.json", json.dumps(_settings(task, rss=rss)))
    task.run(command("hugo", "hugo"), "--quiet", "--config", "hugo.json")
    return task.folder / "public", truth


def _settings(task: Task, *, rss: bool) -> dict[str, Any]:
    news, latest, about, more, day = _WORDS[task.language]
    pages = [(title, f"/page-{n}/") for n, (_, title, _) in enumerate(task.pages)]
    menu = [(news, "/news/"), *pages]
    html = ["HTML", *(["RSS"] if rss else [])]
    return {
        "baseURL": f"{task.base}/",
        "title": task.text("site"),
        "languageCode": task.language,
        "defaultContentLanguage": task.language,
        "paginate": 8,
        "outputs": dict.fromkeys(("home", "section", "taxonomy", "term"), html),
        "menu": {"main": [{"name": n, "url": u, "weight": w} for w, (n, u) in enumerate(menu, 1)]},
        "params": {"latest": latest, "about": about, "more": more, "day": day, "address": "4"},
    }


KINDS = (
    *(Kind(f"hugo_rss-{language}", language, partial(_hugo, rss=True)) for language in _WORDS),
    *(Kind(f"hugo_{language}", language, partial(_hugo, rss=False)) for language in _WORDS),
)
