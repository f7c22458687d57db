"""Sites built by Hexo with themes from npm, each with addresses, pages and a menu of its own.

The settings of a theme are in `npm/hexo/_config.THEME.yml`, where Hexo looks for them.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.real import built, npm
from tests.real.truth import TEXTS, Published, written

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Theme:
    """A theme of Hexo and the site that has it.

    `language` is that of the texts, `locale` that of the theme where it lacks this language. `cover` is the theme's
    name for the picture of a post. Posts are listed at `index`; if it is not empty, the home page has only a text.
    """

    name: str
    language: str
    permalink: str = ":year/:month/:day/:title/"
    per_page: int = 10
    locale: str = ""
    cover: str = ""
    index: str = ""


THEMES = (
    Theme("landscape", "fr"),
    Theme("next", "de", ":category/:title.html", 7),
    Theme("icarus", "pl", "posts/:title/", 8, cover="thumbnail"),
    Theme("fluid", "de", ":year/:month/:title.html", 6, cover="index_img"),
    Theme("butterfly", "pl", ":title/", 12, "en", "cover"),
    Theme("keep", "fr", "p/:number/", index="actualites"),
    Theme("kratos-rebirth", "de", "archives/:year/:title/"),
    Theme("redefine", "fr", ":year:month:day-:title/", 5, cover="thumbnail"),
    Theme("volantis", "de", "blog/:year/:title/", 10, "en", index="aktuelles"),
    Theme("yun", "pl", locale="en"),
    Theme("stellar", "fr", locale="en"),
)


def build(theme: Theme, folder: Path, base: str, public: Path) -> list[Published]:
    """Build the site with Hexo into `public`. Return the published posts; a draft is not among them."""
    texts = TEXTS[theme.language]
    commands = npm.prepare("hexo", folder)
    source = folder / "source"
    (source / "images").mkdir(parents=True)
    (source / "images" / "cover.png").write_bytes(_PICTURE)
    truth = [
        replace(post, url=f"{base}/{_address(theme, number, post)}")
        for number, post in enumerate(written(theme.language, built.POSTS))
    ]
    for number, post in enumerate(truth):
        lines = list(post.lines)
        if number % 4 == 1:
            lines.insert(2, "![](/images/cover.png)")
        if number % 2 == 0:
            lines.insert(1, "<!-- more -->")
        tags = [texts["tags"][(number + n) % 4] for n in range(number % 3)]
        head = {"number": number, "categories": [texts["categories"][number % 3]], "tags": tags}
        if theme.cover and number % 3 == 0:
            head[theme.cover] = "/images/cover.png"
        file = source / "_posts" / f"{built.slug(post.title)}.md"
        npm.write_page(file, lines, title=post.title, date=f"{post.day} 09:30:00", **head)
    npm.write_page(source / "_drafts" / "draft.md", truth[0].lines, title="draft")
    for number, (title, text) in enumerate(texts["pages"].items()):
        npm.write_page(source / f"page-{number}" / "index.md", [text], title=title, date="2019-01-01")
    if theme.index:
        npm.write_page(
            source / "index.md", [*texts["pages"].values()][:1], title=texts["site"], date="2019-01-01"
        )
    (folder / "_config.yml").write_text(json.dumps(_settings(theme, base)), "utf-8")
    path = {"PATH": f"{commands}:{npm.PATH}"}
    built.run(folder, commands / "hexo", "generate", "--silent", **path)
    npm.publish(folder / "public", public)
    return truth


def _address(theme: Theme, number: int, post: Published) -> str:
    year, month, day = post.day.split("-")
    category = TEXTS[theme.language]["categories"][number % 3]
    parts = {
        "year": year,
        "month": month,
        "day": day,
        "title": built.slug(post.title),
        "category": built.slug(category),
        "number": str(number),
    }
    address = theme.permalink
    for name, value in parts.items():
        address = address.replace(f":{name}", value)
    return address


def _settings(theme: Theme, base: str) -> dict[str, Any]:
    texts = TEXTS[theme.language]
    return {
        "title": texts["site"],
        "subtitle": texts["tagline"],
        "description": texts["tagline"],
        "author": texts["site"],
        "language": theme.locale or theme.language,
        "timezone": "Europe/Paris",
        "url": base,
        "permalink": theme.permalink,
        "category_map": {name: built.slug(name) for name in texts["categories"]},
        "index_generator": {"per_page": theme.per_page, "order_by": "-date", "path": theme.index},
        "archive_generator": {"per_page": 20},
        "theme": theme.name,
        "feed": {"enable": True, "type": "atom", "path": "atom.xml", "limit": 20},
        "sitemap": {"path": "sitemap.xml"},
    }
