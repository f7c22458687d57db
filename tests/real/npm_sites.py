"""Sites built by Eleventy, Docusaurus, Astro and VuePress, each with a home page and a menu as its users have them."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

from tests.real import npm
from tests.real.built import Kind, Made, Task
from tests.real.truth import located

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


def _start(task: Task, generator: str) -> tuple[Path, dict[str, Any]]:
    """Prepare the folder of the task. Return that of the commands, and what the templates know of the site."""
    commands = npm.prepare(generator, task.folder)
    pages = [{"title": t, "text": x, "url": f"/page-{n}/"} for n, (_, t, x) in enumerate(task.pages)]
    names = {"title": task.text("site"), "tagline": task.text("tagline"), "language": task.language}
    site = {"base": task.base, **names, **_WORDS[task.language], "pages": pages}
    task.write("site.json", json.dumps(site))
    return commands, site


def _eleventy(task: Task, *, home: str) -> Made:
    """The base blog of Eleventy: its home page shows the latest three posts, or pages of teasers."""
    commands, site = _start(task, "eleventy")
    shutil.copy(task.folder / "fronts" / f"{home}.njk", task.folder / "content" / "index.njk")
    truth = []
    for post in task.posts():
        head = {"title": post.published.title, "date": post.published.day, "tags": ["posts", *post.tags]}
        task.write_page(f"content/blog/{post.slug}.md", post.published.lines, **head, layout="post.njk")
        truth.append(located(post.published, f"{task.base}/blog/{post.slug}/"))
    for number, page in enumerate(site["pages"]):
        text = [f"# {page['title']}", page["text"]]
        task.write_page(f"content/page-{number}.md", text, title=page["title"], layout="base.njk")
    task.run(commands / "eleventy", "--quiet")
    return task.folder / "_site", truth


def _astro(task: Task, *, home: str) -> Made:
    """A blog of Astro: all posts are cards on one page, or a home page shows some, and all are on pages of four."""
    commands, _ = _start(task, "astro")
    shutil.copytree(task.folder / "fronts" / home, task.folder / "src" / "pages", dirs_exist_ok=True)
    truth = []
    for post in task.posts():
        lines = post.published.lines
        about = {"title": post.published.title, "description": f"{lines[0][:90]}…"}
        task.write_page(f"posts/{post.slug}.md", lines, **about, pubDate=post.published.day)
        truth.append(located(post.published, f"{task.base}/posts/{post.slug}/"))
    task.run(commands / "astro", "build", **_TELEMETRY)
    return task.folder / "dist", truth


def _vuepress(task: Task) -> Made:
    """A blog of VuePress with the theme hope, whose pager works by script only; a timeline lists all posts."""
    commands, site = _start(task, "vuepress")
    truth = []
    for post in task.posts():
        head = {"title": post.published.title, "date": post.published.day}
        terms = {"category": [post.category], "tag": post.tags}
        task.write_page(f"docs/posts/{post.slug}.md", post.published.lines, **head, **terms)
        truth.append(located(post.published, f"{task.base}/posts/{post.slug}.html"))
    home = {"home": True, "layout": "Blog", "heroText": site["title"], "tagline": site["tagline"]}
    task.write_page("docs/README.md", [site["pages"][0]["text"]], title=site["news"], **home)
    for number, page in enumerate(site["pages"]):
        task.write_page(f"docs/page-{number}.md", [f"# {page['title']}", page["text"]], article=False)
    task.run(commands / "vuepress-vite", "build", "docs", **_TELEMETRY)
    return task.folder / "docs" / ".vuepress" / "dist", truth


def _docusaurus(task: Task, *, alone: bool) -> Made:
    """Docusaurus: a blog alone, or a site with a manual and a blog."""
    commands, site = _start(task, "docusaurus")
    posts = task.posts()
    truth = []
    for number, post in enumerate(posts):
        title, day, lines = post.published.title, post.published.day, post.published.lines
        # Every other post names its address. Those of the others have the day.
        named = {"slug": post.slug} if number % 2 else {}
        text = [lines[0], "<!-- truncate -->", *lines[1:]]
        task.write_page(f"blog/{day}-{post.slug}.md", text, title=title, date=day, tags=post.tags, **named)
        address = post.address(":title" if named else ":year/:month/:day/:title")
        truth.append(located(post.published, f"{task.base}/{'' if alone else 'blog/'}{address}/"))
    for number, page in enumerate(site["pages"]):
        task.write_page(f"src/pages/page-{number}.md", [f"# {page['title']}", page["text"]])
    if not alone:
        task.write_page("src/pages/index.md", [f"# {site['title']}", site["pages"][0]["text"]])
        for number, line in enumerate(posts[0].published.lines):
            task.write_page(f"docs/guide-{number}.md", [f"# Guide {number}", line])
    task.write(
        "docusaurus.config.js", f"module.exports = {json.dumps(_docusaurus_settings(site, alone=alone))};\n"
    )
    (task.folder / "static").mkdir()
    task.run(commands / "docusaurus", "build", DOCUSAURUS_NO_PERSISTENT_CACHE="1", **_TELEMETRY)
    return task.folder / "build", truth


def _docusaurus_settings(site: dict[str, Any], *, alone: bool) -> dict[str, Any]:
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
        "i18n": {"defaultLocale": site["language"], "locales": [site["language"]]},
        "presets": [["classic", {"docs": False if alone else {}, "blog": blog}]],
        "themeConfig": {
            "navbar": {"title": site["title"], "items": [*menu, *_items(site)]},
            "footer": {"links": [{"title": site["title"], "items": [archive]}]},
        },
    }


def _items(site: dict[str, Any]) -> list[dict[str, str]]:
    return [{"to": page["url"], "label": page["title"]} for page in site["pages"]]


KINDS = (
    Kind("eleventy_latest", "fr", partial(_eleventy, home="latest")),
    Kind("eleventy_paged", "pl", partial(_eleventy, home="paged")),
    Kind("docusaurus_blog", "de", partial(_docusaurus, alone=True)),
    Kind("docusaurus_site", "fr", partial(_docusaurus, alone=False)),
    Kind("astro_cards", "fr", partial(_astro, home="cards")),
    Kind("astro_recent", "pl", partial(_astro, home="recent")),
    Kind("vuepress_hope", "de", _vuepress),
)
