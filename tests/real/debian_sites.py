"""Sites built by generators of Debian: Jekyll with the theme minima, and BlazeBlogger."""

from __future__ import annotations

import json
from functools import partial

from tests.real.built import Kind, Made, Task, command, slug
from tests.real.truth import located

_PACKAGES = (
    "jekyll jekyll-theme-minima ruby-jekyll-feed ruby-jekyll-seo-tag ruby-jekyll-sitemap ruby-jekyll-paginate"
    " ruby-jekyll-archives"
)
_DATES = {"fr": "%d/%m/%Y", "de": "%d.%m.%Y", "pl": "%d.%m.%Y"}


def _jekyll(task: Task, *, permalink: str, per_page: int = 0, archives: bool = False) -> Made:
    truth = []
    for post in task.posts():
        head = {
            "layout": "post",
            "title": post.published.title,
            "date": f"{post.published.day} 09:30:00 +0100",
            "categories": [slug(post.category)],
            "tags": post.tags,
        }
        text = "\n\n".join(post.published.lines)
        task.write(f"_posts/{post.published.day}-{post.slug}.md", f"---\n{json.dumps(head)}\n---\n\n{text}\n")
        truth.append(located(post.published, f"{task.base}{post.address(permalink)}"))
    task.write("_drafts/draft.md", "---\ntitle: Draft\n---\n\nNot yet.\n")
    for name, title, text in task.pages:
        head = {"layout": "page", "title": title, "permalink": f"/{name}/"}
        task.write(f"{name}.md", f"---\n{json.dumps(head)}\n---\n\n{text}\n")
    task.write("index.html" if per_page else "index.md", "---\nlayout: home\n---\n")
    plugins = ["feed", "seo-tag", "sitemap", *(["paginate"] if per_page else [])]
    config = {
        "title": task.text("site"),
        "description": task.text("tagline"),
        "url": task.base,
        "lang": task.language,
        "theme": "minima",
        "minima": {"date_format": _DATES[task.language]},
        "timezone": "Europe/Paris",
        "permalink": permalink,
        "plugins": [f"jekyll-{name}" for name in (*plugins, *(["archives"] if archives else []))],
        "show_excerpts": archives,
        "jekyll-archives": {
            "enabled": "all",
            "layouts": dict.fromkeys(("year", "month", "tag", "category"), "home"),
        },
        **({"paginate": per_page, "paginate_path": "/page:num/"} if per_page else {}),
    }
    task.write("_config.yml", json.dumps(config))
    task.run(command("jekyll", _PACKAGES), "build", "-q")
    return task.folder / "_site", truth


def _blazeblogger(task: Task) -> Made:
    blaze = command("blaze-init", "blazeblogger").parent
    task.run(blaze / "blaze-init", "-q")
    config = {
        "blog.title": task.text("site"),
        "blog.subtitle": task.text("tagline"),
        "blog.posts": "10",
        "feed.baseurl": task.base,
        "user.name": task.text("site"),
        "user.email": "office@cluster.example",
        "core.encoding": "UTF-8",
    }
    for name, value in config.items():
        task.run(blaze / "blaze-config", "-q", name, value)
    truth = []
    for n, post in enumerate(task.posts(), 1):
        lines = [f"<p>{line}</p>" for line in post.published.lines]
        task.write("post.txt", "\n".join([lines[0], "<!-- break -->", *lines[1:]] if n % 2 else lines) + "\n")
        about = ("-t", post.published.title, "-d", post.published.day, "-T", ",".join(post.tags))
        task.run(blaze / "blaze-add", "-q", *about, "-u", post.slug, "post.txt")
        year, month, _ = post.date
        truth.append(located(post.published, f"{task.base}/{year}/{month}/{n}-{post.slug}/"))
    for name, title, text in task.pages:
        task.write("page.txt", f"<p>{text}</p>\n")
        task.run(blaze / "blaze-add", "-p", "-q", "-t", title, "-u", name, "page.txt")
    made = task.folder / "made"
    made.mkdir()
    task.run(blaze / "blaze-make", "-d", made)
    return made, truth


KINDS = (
    Kind("jekyll_minima", "fr", partial(_jekyll, permalink="/:categories/:year/:month/:day/:title.html")),
    Kind("jekyll_minima-pages", "de", partial(_jekyll, permalink="/:year/:month/:day/:title/", per_page=8)),
    Kind(
        "jekyll_minima-archives",
        "pl",
        partial(_jekyll, permalink="/aktualnosci/:title/", per_page=8, archives=True),
    ),
    Kind("blazeblogger", "pl", _blazeblogger),
)
