"""Sites built by Hexo with themes from npm, each with addresses, pages and a menu of its own.

The settings of a theme are in `npm/hexo/_config.THEME.yml`, where Hexo looks for them.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.real import npm
from tests.real.built import Kind, Made, Task, slug
from tests.real.truth import located

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Theme:
    """A theme of Hexo and the settings of the site that has it.

    `locale` is the language of the theme where it lacks that of the texts. `cover` is the theme's name for the picture
    of a post. Posts are listed at `index`; if it is not empty, the home page has only a text.
    """

    name: str
    permalink: str = ":year/:month/:day/:title/"
    per_page: int = 10
    locale: str = ""
    cover: str = ""
    index: str = ""


def _hexo(task: Task, theme: Theme) -> Made:
    commands = npm.prepare("hexo", task.folder)
    picture = task.folder / "source" / "images" / "cover.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(_PICTURE)
    truth = []
    for number, post in enumerate(task.posts()):
        lines = list(post.published.lines)
        if number % 4 == 1:
            lines.insert(2, "![](/images/cover.png)")
        if number % 2 == 0:
            lines.insert(1, "<!-- more -->")
        head = {"title": post.published.title, "date": f"{post.published.day} 09:30:00", "number": number}
        if theme.cover and number % 3 == 0:
            head[theme.cover] = "/images/cover.png"
        terms = {"categories": [post.category], "tags": post.tags}
        task.write_page(f"source/_posts/{post.slug}.md", lines, **head, **terms)
        address = post.address(theme.permalink).replace(":number", str(number))
        truth.append(located(post.published, f"{task.base}/{address}"))
    task.write_page("source/_drafts/draft.md", truth[0].lines, title="draft")
    for number, (_, title, text) in enumerate(task.pages):
        task.write_page(f"source/page-{number}/index.md", [text], title=title, date="2019-01-01")
    if theme.index:
        task.write_page("source/index.md", [task.pages[0][2]], title=task.text("site"), date="2019-01-01")
    task.write("_config.yml", json.dumps(_settings(task, theme)))
    task.run(commands / "hexo", "generate", "--silent", PATH=f"{commands}:{os.environ['PATH']}")
    return task.folder / "public", truth


def _settings(task: Task, theme: Theme) -> dict[str, Any]:
    return {
        "title": task.text("site"),
        "subtitle": task.text("tagline"),
        "description": task.text("tagline"),
        "author": task.text("site"),
        "language": theme.locale or task.language,
        "timezone": "Europe/Paris",
        "url": task.base,
        "permalink": theme.permalink,
        "category_map": {name: slug(name) for name in task.categories},
        "index_generator": {"per_page": theme.per_page, "order_by": "-date", "path": theme.index},
        "archive_generator": {"per_page": 20},
        "theme": theme.name,
        "feed": {"enable": True, "type": "atom", "path": "atom.xml", "limit": 20},
        "sitemap": {"path": "sitemap.xml"},
    }


def _kind(language: str, theme: Theme) -> Kind:
    return Kind(f"hexo_{theme.name}", language, partial(_hexo, theme=theme))


KINDS = (
    _kind("fr", Theme("landscape")),
    _kind("de", Theme("next", ":category/:title.html", 7)),
    _kind("pl", Theme("icarus", "posts/:title/", 8, cover="thumbnail")),
    _kind("de", Theme("fluid", ":year/:month/:title.html", 6, cover="index_img")),
    _kind("pl", Theme("butterfly", ":title/", 12, "en", "cover")),
    _kind("fr", Theme("keep", "p/:number/", index="actualites")),
    _kind("de", Theme("kratos-rebirth", "archives/:year/:title/")),
    _kind("fr", Theme("redefine", ":year:month:day-:title/", 5, cover="thumbnail")),
    _kind("de", Theme("volantis", "blog/:year/:title/", 10, "en", index="aktuelles")),
    _kind("pl", Theme("yun", locale="en")),
    _kind("fr", Theme("stellar", locale="en")),
)
