"""Sites built by Nikola, Pelican, MkDocs, ABlog, Lektor, Marmite and Blag, with own and foreign themes."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from string import Template
from typing import Any

from tests.real.built import Kind, Made, Task, front, slug
from tests.real.pypi import installed, package
from tests.real.truth import located

_ARCHIVE = {"fr": "Archives", "de": "Archiv", "pl": "Archiwum"}
_DATE = {"fr": "%d %B %Y", "de": "%d. %B %Y", "pl": "%d.%m.%Y"}
_NEWS = {"fr": "actualites", "de": "aktuelles", "pl": "aktualnosci"}
_LOCALE = {"fr": "fr_FR", "de": "de_DE", "pl": "pl_PL"}


def _assigned(**settings: Any) -> str:
    """The settings as lines of Python."""
    return "".join(f"{name} = {value!r}\n" for name, value in settings.items())


def _with_mark(lines: tuple[str, ...], mark: str) -> str:
    """Paragraphs with the mark that ends the teaser after the first."""
    return "\n\n".join([lines[0], mark, *lines[1:]]) + "\n"


def _nikola(task: Task, *, theme: str, teasers: bool) -> Made:
    nikola = installed("nikola") / "nikola"
    task.run(nikola, "init", "-q", "site")
    menu = (
        ("/archive.html", _ARCHIVE[task.language]),
        *((f"/pages/{name}/", title) for name, title, _ in task.pages),
        ("/categories/index.html", "Tags"),
    )
    config = (task.folder / "site" / "conf.py").read_text("utf-8")
    config += _assigned(
        BLOG_TITLE=task.text("site"),
        BLOG_AUTHOR=task.text("site"),
        BLOG_DESCRIPTION=task.text("tagline"),
        SITE_URL=f"{task.base}/",
        BASE_URL=f"{task.base}/",
        DEFAULT_LANG=task.language,
        TRANSLATIONS={task.language: ""},
        NAVIGATION_LINKS={task.language: menu},
        NAVIGATION_ALT_LINKS={task.language: ()},
        THEME=theme,
        THEME_CONFIG={task.language: {"featured_large": False, "featured_small": False, "sidebar": ""}},
        TIMEZONE="Europe/Paris",
        INDEX_TEASERS=teasers,
        COMMENT_SYSTEM="",
    )
    task.write("site/conf.py", config)
    truth = []
    for post in task.posts():
        head = {
            "title": post.published.title,
            "slug": post.slug,
            "date": f"{post.published.day} 09:30:00 UTC+01:00",
            "tags": ", ".join(post.tags),
            "category": post.category,
        }
        lines = "".join(f".. {name}: {value}\n" for name, value in head.items())
        text = _with_mark(post.published.lines, "<!-- TEASER_END -->")
        task.write(f"site/posts/{post.slug}.md", f"{lines}\n{text}")
        truth.append(located(post.published, f"{task.base}/posts/{post.slug}/"))
    task.write(
        "site/posts/draft.md",
        ".. title: Draft\n.. slug: draft\n.. date: 2026-01-01\n.. status: draft\n\nNo.\n",
    )
    for name, title, text in task.pages:
        task.write(
            f"site/pages/{name}.md", f".. title: {title}\n.. slug: {name}\n.. date: 2019-01-01\n\n{text}\n"
        )
    task.run("env", "-C", "site", nikola, "build", "-q")
    return task.folder / "site" / "output", truth


def _pelican(task: Task, *, theme: str, address: str = "{slug}.html", extra: str = "") -> Made:
    truth = []
    for n, post in enumerate(task.posts()):
        year, month, _ = post.date
        head = f"Title: {post.published.title}\nDate: {post.published.day} 09:30\nCategory: {post.category}\n"
        head += f"Tags: {', '.join(post.tags)}\nSlug: {post.slug}\n"
        head += "" if n % 4 else f"Summary: {post.published.lines[0]}\n"
        task.write(f"content/{post.slug}.md", f"{head}\n" + "\n\n".join(post.published.lines) + "\n")
        path = address.format(slug=post.slug, date=_Date(year, month))
        truth.append(located(post.published, f"{task.base}/{path}"))
    task.write("content/draft.md", "Title: Draft\nDate: 2026-01-01\nStatus: draft\n\nNot yet.\n")
    for name, title, text in task.pages:
        task.write(f"content/pages/{name}.md", f"Title: {title}\n\n{text}\n")
    settings = {
        "AUTHOR": task.text("site"),
        "SITENAME": task.text("site"),
        "SITESUBTITLE": task.text("tagline"),
        "SITEURL": task.base,
        "PATH": "content",
        "TIMEZONE": "Europe/Paris",
        "DEFAULT_LANG": task.language,
        "DEFAULT_DATE_FORMAT": _DATE[task.language],
        "FEED_ALL_ATOM": "feeds/all.atom.xml",
        "DEFAULT_PAGINATION": 10,
        "ARTICLE_URL": address,
        "ARTICLE_SAVE_AS": f"{address}index.html" if address.endswith("/") else address,
        "YEAR_ARCHIVE_SAVE_AS": "archives/{date:%Y}/index.html",
        "THEME": theme if "/" not in theme else str(package("pelican", theme)),
        "PLUGINS": ["pelican.plugins.sitemap"],
        "SITEMAP": {"format": "xml"},
        "DISPLAY_PAGES_ON_MENU": True,
        "DISPLAY_CATEGORIES_ON_MENU": True,
    }
    task.write("settings.py", _assigned(**settings) + extra)
    task.run(installed("pelican") / "pelican", "-q", "-s", "settings.py", "-o", "made")
    return task.folder / "made", truth


class _Date:
    """The date of a post, as Pelican formats it in an address."""

    def __init__(self, year: str, month: str) -> None:
        self._year, self._month = year, month

    def __format__(self, spec: str) -> str:
        return spec.replace("%Y", self._year).replace("%m", self._month)


_BULRUSH = """
import bulrush
JINJA_ENVIRONMENT = bulrush.ENVIRONMENT
JINJA_FILTERS = bulrush.FILTERS
PLUGINS += ["webassets"]
"""


def _mkdocs(task: Task, index: str, theme: dict[str, Any], plugins: list[Any]) -> Path:
    for name, title, text in task.pages:
        task.write(f"docs/{name}.md", f"# {title}\n\n{text}\n")
    task.write("docs/index.md", f"# {task.text('site')}\n\n{index}\n")
    config = {"site_name": task.text("site"), "site_url": f"{task.base}/", "theme": theme, "plugins": plugins}
    task.write("mkdocs.yml", json.dumps(config))
    task.run(installed("mkdocs") / "mkdocs", "build", "-q")
    return task.folder / "site"


def _material(task: Task, *, folder: str, address: str) -> Made:
    """The blog of Material for MkDocs in a folder, or on the home page if `folder` is `.`."""
    truth = []
    for post in task.posts():
        head = front(
            date=post.published.day, categories=[post.category], tags=list(post.tags), slug=post.slug
        )
        text = _with_mark(post.published.lines, "<!-- more -->")
        task.write(f"docs/{folder}/posts/{post.slug}.md", f"{head}# {post.published.title}\n\n{text}")
        path = address.format(date="/".join(post.date), slug=post.slug)
        truth.append(
            located(post.published, f"{task.base}/" + (f"{folder}/" if folder != "." else "") + f"{path}/")
        )
    task.write(f"docs/{folder}/index.md", f"# {task.categories[0]}\n")
    blog = {"blog_dir": folder, "post_url_format": address, "pagination_per_page": 10}
    feed = {"match_path": ".*posts/.*", "date_from_meta": {"as_creation": "date"}, "use_git": False}
    theme = {"name": "material", "language": task.language, "features": ["navigation.tabs"]}
    made = _mkdocs(task, task.pages[0][2], theme, [{"blog": blog}, "tags", "search", {"rss": feed}])
    return made, truth


def _blog_by_hand(task: Task) -> Made:
    """MkDocs with the theme simple-blog and a home page on which the keeper lists the posts."""
    truth, items = [], []
    for post in task.posts():
        title, day = post.published.title, post.published.day
        text = "\n\n".join(post.published.lines)
        head = front(title=title, date=day, description=post.published.lines[0])
        task.write(f"docs/blog/{post.slug}.md", f"{head}# {title}\n\n*{day}*\n\n{text}\n")
        items.append(f"- {day}: [{title}](blog/{post.slug}.md)")
        truth.append(located(post.published, f"{task.base}/blog/{post.slug}/"))
    return _mkdocs(task, "\n".join(items), {"name": "simple-blog"}, ["search"]), truth


def _blogging(task: Task, *, theme: str) -> Made:
    """MkDocs with the plugin blogging, which pages the posts by script."""
    truth = []
    for post in task.posts():
        head = front(
            title=post.published.title,
            time=f"{post.published.day} 09:30:00 +0100",
            tags=list(post.tags),
            description=post.published.lines[0],
        )
        text = "\n\n".join(post.published.lines)
        task.write(f"docs/blog/{post.slug}.md", f"{head}# {post.published.title}\n\n{text}\n")
        truth.append(located(post.published, f"{task.base}/blog/{post.slug}/"))
    task.run("git", "init", "-q", ".")
    options = {
        "dirs": ["blog"],
        "size": 8,
        "locale": _LOCALE[task.language],
        "meta_time_format": "%Y-%m-%d %H:%M:%S %z",
        "tags": {},
    }
    return _mkdocs(task, "{{ blog_content }}", {"name": theme}, ["search", {"blogging": options}]), truth


def _ablog(task: Task, *, theme: str, listed: bool) -> Made:
    """Sphinx with ABlog. The home page lists ten posts, or leads to the blog."""
    truth = []
    for post in task.posts():
        bar = "=" * (len(post.published.title) + 2)
        about = f"   :tags: {', '.join(post.tags)}\n   :category: {post.category}\n   :language: {task.language}\n"
        head = f"{bar}\n{post.published.title}\n{bar}\n\n.. post:: {post.published.day}\n{about}\n"
        task.write(f"news/{post.slug}.rst", head + "\n\n".join(post.published.lines) + "\n")
        truth.append(located(post.published, f"{task.base}/news/{post.slug}/"))
    for name, title, text in task.pages:
        task.write(f"{name}.rst", f"{title}\n{'=' * len(title)}\n\n{text}\n")
    posts = ".. postlist:: 10\n   :excerpts:\n   :date: %d.%m.%Y\n   :format: {title} — {date}\n"
    leads = f"{task.pages[0][2]}\n\n`{task.categories[0]} <blog/>`_\n"
    names = "".join(f"   {name}\n" for name, _, _ in task.pages)
    index = f"{task.text('site')}\n{'=' * 60}\n\n{task.text('tagline')}\n\n{posts if listed else leads}\n"
    task.write("index.rst", f"{index}.. toctree::\n   :hidden:\n\n{names}")
    boxes = ("postcard", "recentposts", "tagcloud", "categories", "archives")
    sidebar = ["about.html", "navigation.html", *(f"ablog/{name}.html" for name in boxes), "searchbox.html"]
    config = _assigned(
        project=task.text("site"),
        author=task.text("site"),
        language=task.language,
        extensions=["ablog"],
        html_title=task.text("site"),
        html_theme=theme,
        blog_title=task.text("site"),
        blog_baseurl=task.base,
        blog_path="blog",
        blog_feed_archives=True,
        fontawesome_included=True,
        post_date_format="%d.%m.%Y",
        post_date_format_short="%d.%m",
        **({"html_sidebars": {"**": sidebar}} if theme == "alabaster" else {}),
    )
    task.write("conf.py", config)
    task.run(installed("ablog") / "python", "-m", "sphinx", "-q", "-b", "dirhtml", ".", "made")
    return task.folder / "made", truth


_MODELS = {
    "page": "[fields.title]\ntype = string\n[fields.body]\ntype = markdown\n",
    "blog": "hidden = yes\n[children]\nmodel = blog-post\norder_by = -pub_date, title\n"
    "[pagination]\nenabled = yes\nper_page = 10\n[fields.title]\ntype = string\n",
    "blog-post": "hidden = yes\n[fields.title]\ntype = string\n[fields.author]\ntype = string\n"
    "[fields.pub_date]\ntype = date\n[fields.body]\ntype = markdown\n",
}


def _lektor(task: Task) -> Made:
    """Lektor with the templates of its quickstart and a menu with the news."""
    news = _NEWS[task.language]
    shutil.copytree(
        package("lektor", "lektor") / "quickstart-templates/project/templates", task.folder / "templates"
    )
    for file in (task.folder / "templates").rglob("*.in"):
        text = Template(file.read_text("utf-8")).safe_substitute(project_name=task.text("site"))
        file.with_suffix("").write_text(text, "utf-8")
        file.unlink()
    layout = (task.folder / "templates" / "layout.html").read_text("utf-8")
    links = [("/", "Start"), (f"/{news}/", task.categories[0]), *((f"/{n}/", t) for n, t, _ in task.pages)]
    menu = "".join(f"<li><a href='{url}'>{title}</a></li>" for url, title in links)
    before, _, after = layout.partition("<nav>")
    task.write("templates/layout.html", f"{before}<nav><ul>{menu}</ul></nav>{after.partition('</nav>')[2]}")
    project = f"[project]\nname = {task.text('site')}\nurl = {task.base}/\nlocale = {task.language}\n"
    task.write("site.lektorproject", project)
    for name, fields in _MODELS.items():
        task.write(f"models/{name}.ini", f"[model]\nname = {name}\n{fields}")

    def page(path: str, text: str = "", **fields: str) -> None:
        parts = [f"{name}: {value}" for name, value in fields.items()]
        task.write(f"content/{path}/contents.lr", "\n---\n".join([*parts, f"body:\n\n{text}"]) + "\n")

    page(".", task.pages[0][2], _model="page", title=task.text("site"))
    page(news, _model="blog", title=task.categories[0])
    for name, title, text in task.pages:
        page(name, text, _model="page", title=title)
    truth = []
    for post in task.posts():
        text = "\n\n".join(post.published.lines)
        page(
            f"{news}/{post.slug}",
            text,
            title=post.published.title,
            author=task.text("site"),
            pub_date=post.published.day,
        )
        truth.append(located(post.published, f"{task.base}/{news}/{post.slug}/"))
    task.run(installed("lektor") / "lektor", "build", "-O", task.folder / "made")
    return task.folder / "made", truth


def _marmite(task: Task) -> Made:
    truth = []
    for n, post in enumerate(task.posts()):
        title, text = post.published.title, "\n\n".join(post.published.lines)
        excerpt = {} if n % 3 else {"description": post.published.lines[0]}
        head = front(
            title=title,
            date=f"{post.published.day} 09:30:00",
            slug=post.slug,
            tags=list(post.tags),
            **excerpt,
        )
        task.write(f"content/{post.published.day}-{post.slug}.md", f"{head}{text}\n")
        truth.append(located(post.published, f"{task.base}/{post.slug}.html"))
    for name, title, text in task.pages:
        task.write(f"content/{name}.md", f"{front(title=title)}{text}\n")
    config = {
        "name": task.text("site"),
        "tagline": task.text("tagline"),
        "url": task.base,
        "language": task.language,
        "pagination": 10,
        "menu": [
            [_ARCHIVE[task.language], "archive.html"],
            *([title, f"{name}.html"] for name, title, _ in task.pages),
        ],
    }
    task.write("marmite.yaml", json.dumps(config))
    task.run(installed("marmite") / "marmite", ".", "made")
    return task.folder / "made", truth


def _blag(task: Task) -> Made:
    truth = []
    for post in task.posts():
        head = (
            f"title: {post.published.title}\ndate: {post.published.day} 09:30\ntags: {', '.join(post.tags)}\n"
        )
        head += f"description: {post.published.lines[0]}\n"
        task.write(f"content/{post.slug}.md", f"{head}\n" + "\n\n".join(post.published.lines) + "\n")
        truth.append(located(post.published, f"{task.base}/{slug(post.published.title)}.html"))
    for name, title, text in task.pages:
        task.write(f"content/{name}.md", f"title: {title}\n\n{text}\n")
    about = (
        f"title = {task.text('site')}\ndescription = {task.text('tagline')}\nauthor = {task.text('site')}\n"
    )
    task.write("config.ini", f"[main]\nbase_url = {task.base}/\n{about}")
    (task.folder / "static").mkdir()
    shutil.copytree(package("blag", "blag") / "templates", task.folder / "templates")
    task.run(installed("blag") / "blag", "build")
    return task.folder / "build", truth


KINDS = (
    Kind("nikola_bootblog4", "fr", partial(_nikola, theme="bootblog4", teasers=True)),
    Kind("nikola_base", "de", partial(_nikola, theme="base", teasers=True)),
    Kind("nikola_bootstrap4", "pl", partial(_nikola, theme="bootstrap4", teasers=False)),
    Kind("pelican_notmyidea", "fr", partial(_pelican, theme="notmyidea")),
    Kind(
        "pelican_simple", "de", partial(_pelican, theme="simple", address="posts/{date:%Y}/{date:%m}/{slug}/")
    ),
    Kind("pelican_bulrush", "pl", partial(_pelican, theme="./bulrush", extra=_BULRUSH)),
    Kind("pelican_smallweb", "fr", partial(_pelican, theme="pelican/themes/smallweb")),
    Kind("pelican_themeless", "de", partial(_pelican, theme="pelican/themes/themeless")),
    Kind("pelican_reflex", "pl", partial(_pelican, theme="pelican/themes/reflex", extra="CC_LICENSE = {}\n")),
    Kind("mkdocs_material", "fr", partial(_material, folder="blog", address="{date}/{slug}")),
    Kind("mkdocs_material-home", "de", partial(_material, folder=".", address="{slug}")),
    Kind("mkdocs_simple-blog", "de", _blog_by_hand),
    Kind("mkdocs_blogging", "fr", partial(_blogging, theme="mkdocs")),
    Kind("mkdocs_blogging-readthedocs", "pl", partial(_blogging, theme="readthedocs")),
    Kind("ablog_alabaster", "fr", partial(_ablog, theme="alabaster", listed=True)),
    Kind("ablog_pydata", "de", partial(_ablog, theme="pydata_sphinx_theme", listed=False)),
    Kind("lektor_quickstart", "de", _lektor),
    Kind("marmite", "fr", _marmite),
    Kind("blag", "de", _blag),
)
