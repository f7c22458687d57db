"""Sites built by Eleventy, Docusaurus, Astro and VuePress, each with a home page and a menu as its users have them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.real import built, npm
from tests.real.truth import TEXTS, Published, written

_TELEMETRY = {"ASTRO_TELEMETRY_DISABLED": "1", "DO_NOT_TRACK": "1", "CI": "1"}
_WORDS = {
    "fr": {
        "archive": "Archives", "latest": "À la une", "older": "Articles plus anciens", "newer": "Articles plus récents",
        "featured": "À ne pas manquer", "all": "Tous les articles", "news": "Blog", "locale": "fr-FR",
    },
    "de": {
        "archive": "Zeitleiste", "latest": "Neueste Beiträge", "older": "Ältere Beiträge", "newer": "Neuere Beiträge",
        "featured": "Ausgewählt", "all": "Alle Beiträge", "news": "Blog", "locale": "de-DE",
    },
    "pl": {
        "archive": "Archiwum", "latest": "Najnowsze wpisy", "older": "Starsze wpisy", "newer": "Nowsze wpisy",
        "featured": "Wyróżnione", "all": "Wszystkie wpisy", "news": "Wpisy", "locale": "pl-PL",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A site: its generator, its language, and what its home page shows.

    `build` makes it in a folder. Its arguments are the kind, the folder, the address, and the folder that is served.
    """

    generator: str
    language: str
    front: str
    build: Callable[[Kind, Path, str, Path], list[Published]]

    @property
    def name(self) -> str:
        """Return the name for test ids."""
        return f"{self.generator}_{self.front}"


def _site(kind: Kind, base: str) -> dict[str, Any]:
    """What the templates know of the site."""
    texts = TEXTS[kind.language]
    pages = [{"title": t, "text": x, "url": f"/page-{n}/"} for n, (t, x) in enumerate(texts["pages"].items())]
    names = {"title": texts["site"], "tagline": texts["tagline"], "language": kind.language}
    return {"base": base, **names, **_WORDS[kind.language], "pages": pages}


def _start(kind: Kind, folder: Path, base: str) -> tuple[Path, list[Published], dict[str, Any]]:
    """The folder of the commands, the posts without addresses, and what the templates know of the site."""
    commands = npm.prepare(kind.generator, folder)
    site = _site(kind, base)
    (folder / "site.json").write_text(json.dumps(site), "utf-8")
    return commands, written(kind.language, built.POSTS), site


def _eleventy(kind: Kind, folder: Path, base: str, public: Path) -> list[Published]:
    """The base blog of Eleventy: its home page shows the latest three posts, or pages of teasers."""
    commands, posts, site = _start(kind, folder, base)
    shutil.copy(folder / "fronts" / f"{kind.front}.njk", folder / "content" / "index.njk")
    for number, post in enumerate(posts):
        tags = ["posts", TEXTS[kind.language]["tags"][number % 4]]
        file = folder / "content" / "blog" / f"{built.slug(post.title)}.md"
        npm.write_page(file, post.lines, title=post.title, date=post.day, tags=tags, layout="post.njk")
    for number, page in enumerate(site["pages"]):
        text = [f"# {page['title']}", page["text"]]
        npm.write_page(folder / "content" / f"page-{number}.md", text, title=page["title"], layout="base.njk")
    built.run(folder, commands / "eleventy", "--quiet")
    npm.publish(folder / "_site", public)
    return [replace(post, url=f"{base}/blog/{built.slug(post.title)}/") for post in posts]


def _astro(kind: Kind, folder: Path, base: str, public: Path) -> list[Published]:
    """A blog of Astro: all posts are cards on one page, or a home page shows some, and all are on pages of four."""
    commands, posts, _ = _start(kind, folder, base)
    shutil.copytree(folder / "fronts" / kind.front, folder / "src" / "pages", dirs_exist_ok=True)
    for post in posts:
        file = folder / "posts" / f"{built.slug(post.title)}.md"
        npm.write_page(
            file, post.lines, title=post.title, description=f"{post.lines[0][:90]}…", pubDate=post.day
        )
    built.run(folder, commands / "astro", "build", **_TELEMETRY)
    npm.publish(folder / "dist", public)
    return [replace(post, url=f"{base}/posts/{built.slug(post.title)}/") for post in posts]


def _vuepress(kind: Kind, folder: Path, base: str, public: Path) -> list[Published]:
    """A blog of VuePress, whose pager works by script only; a timeline lists all posts."""
    commands, posts, site = _start(kind, folder, base)
    texts, docs = TEXTS[kind.language], folder / "docs"
    for number, post in enumerate(posts):
        terms = {"category": [texts["categories"][number % 3]], "tag": [texts["tags"][number % 4]]}
        file = docs / "posts" / f"{built.slug(post.title)}.md"
        npm.write_page(file, post.lines, title=post.title, date=post.day, **terms)
    head = {"home": True, "layout": "Blog", "heroText": texts["site"], "tagline": texts["tagline"]}
    npm.write_page(docs / "README.md", [site["pages"][0]["text"]], title=site["news"], **head)
    for number, page in enumerate(site["pages"]):
        npm.write_page(docs / f"page-{number}.md", [f"# {page['title']}", page["text"]], article=False)
    built.run(folder, commands / "vuepress-vite", "build", "docs", **_TELEMETRY)
    npm.publish(docs / ".vuepress" / "dist", public)
    return [replace(post, url=f"{base}/posts/{built.slug(post.title)}.html") for post in posts]


def _docusaurus(kind: Kind, folder: Path, base: str, public: Path) -> list[Published]:
    """Docusaurus: a blog alone, or a site with a manual and a blog."""
    commands, posts, site = _start(kind, folder, base)
    texts = TEXTS[kind.language]
    alone = kind.front == "blog"
    path = "" if alone else "blog/"
    truth = []
    for number, post in enumerate(posts):
        name = built.slug(post.title)
        lines = [post.lines[0], "<!-- truncate -->", *post.lines[1:]]
        # Every other post names its address. Those of the others have the day.
        head = {"slug": name} if number % 2 else {}
        file = folder / "blog" / f"{post.day}-{name}.md"
        npm.write_page(file, lines, title=post.title, date=post.day, tags=[texts["tags"][number % 4]], **head)
        address = name if number % 2 else f"{post.day.replace('-', '/')}/{name}"
        truth.append(replace(post, url=f"{base}/{path}{address}/"))
    pages = folder / "src" / "pages"
    for number, page in enumerate(site["pages"]):
        npm.write_page(pages / f"page-{number}.md", [f"# {page['title']}", page["text"]])
    if not alone:
        npm.write_page(pages / "index.md", [f"# {site['title']}", site["pages"][0]["text"]])
        for number, line in enumerate(posts[0].lines):
            npm.write_page(folder / "docs" / f"guide-{number}.md", [f"# Guide {number}", line])
    settings = json.dumps(_docusaurus_settings(kind, site, alone=alone))
    (folder / "docusaurus.config.js").write_text(f"module.exports = {settings};\n", "utf-8")
    (folder / "static").mkdir()
    built.run(folder, commands / "docusaurus", "build", DOCUSAURUS_NO_PERSISTENT_CACHE="1", **_TELEMETRY)
    npm.publish(folder / "build", public)
    return truth


def _docusaurus_settings(kind: Kind, site: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    menu = (
        [] if alone else [{"to": "/docs/guide-0", "label": "Guide"}, {"to": "/blog", "label": site["news"]}]
    )
    blog = {
        "routeBasePath": "/" if alone else "blog",
        "postsPerPage": 10,
        "feedOptions": {"type": "all", "limit": 20},
        **dict.fromkeys(("onUntruncatedBlogPosts", "onInlineTags", "onInlineAuthors"), "ignore"),
    }
    archive = {"label": site["archive"], "to": "/archive" if alone else "/blog/archive"}
    return {
        "title": site["title"],
        "tagline": site["tagline"],
        "url": site["base"],
        "baseUrl": "/",
        "trailingSlash": True,
        "onBrokenLinks": "ignore",
        "i18n": {"defaultLocale": kind.language, "locales": [kind.language]},
        "presets": [["classic", {"docs": False if alone else {}, "blog": blog}]],
        "themeConfig": {
            "navbar": {"title": site["title"], "items": [*menu, *_items(site)]},
            "footer": {"links": [{"title": site["title"], "items": [archive]}]},
        },
    }


def _items(site: dict[str, Any]) -> list[dict[str, str]]:
    return [{"to": page["url"], "label": page["title"]} for page in site["pages"]]


KINDS = (
    Kind("eleventy", "fr", "latest", _eleventy),
    Kind("eleventy", "pl", "paged", _eleventy),
    Kind("docusaurus", "de", "blog", _docusaurus),
    Kind("docusaurus", "fr", "site", _docusaurus),
    Kind("astro", "fr", "cards", _astro),
    Kind("astro", "pl", "recent", _astro),
    Kind("vuepress", "de", "hope", _vuepress),
)
