"""The sites of a simulated world, and the truth about them: what each published, changed, moved and withdrew, and when.

A site answers requests by itself, without faults. `World.answer` lets the fault of a site change the answer, and notes
which posts were shown as they are: a program cannot know more than that.
"""

from __future__ import annotations

import json
import os
import signal
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Literal

from tests.generated.frames import systems
from tests.generated.frames.parts import Frame, footer, menu
from tests.generated.posts import Form, Language
from tests.generated.posts import Post as Text
from tests.soak.server import Answer
from tests.soak.texts import languages, paragraph, write

if TYPE_CHECKING:
    from tests.soak.faults import Fault

Kind = Literal["wordpress", "feed", "listing", "sitemap"]
KINDS: tuple[Kind, ...] = ("wordpress", "feed", "listing", "sitemap")
START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # the first night, a Monday
PER_PAGE = 6
_FEED_ITEMS = 60
_BUSY = 9  # one site in so many publishes often


@dataclass(frozen=True, slots=True)
class Design:
    """How a site looks: the frame of its posts, its list, and selectors that read both."""

    frame: Frame
    card: str
    form: Form
    link: str
    select: str


def _card(tag: str, name: str, heading: str, when: str) -> str:
    return (
        f'<{tag} class="{name}"><{heading}><a href="{{path}}">{{title}}</a></{heading}>'
        f'<{when} class="day">{{day}}</{when}><p>{{lead}}</p></{tag}>'
    )


# The day on pages of this one is read by a selector only. Without it, only the index tells the day.
UNDATED = Design(
    systems.hugo,
    _card("article", "post-entry", "h2", "span"),
    "long",
    "article.post-entry h2 a",
    "{title: h1.post-title, date: .post-meta span, body: .post-content}",
)
DESIGNS: tuple[Design, ...] = (
    Design(
        systems.joomla,
        _card("article", "item", "h2", "span"),
        "long",
        "article.item h2 a",
        '{title: "h2[itemprop=headline]", date: .published time, body: "[itemprop=articleBody]"}',
    ),
    Design(
        systems.drupal,
        _card("div", "views-row", "h3", "span"),
        "numeric",
        ".views-row h3 a",
        "{title: h1.page-title, date: .node__meta span, body: .field--name-body}",
    ),
    Design(
        systems.jekyll,
        _card("li", "post-item", "h3", "time"),
        "long",
        "li.post-item h3 a",
        "{title: h1.p-name, date: .dt-published, body: .e-content}",
    ),
    Design(
        systems.wordpress_blocks,
        _card("li", "wp-block-post", "h2", "p"),
        "long",
        "li.wp-block-post h2 a",
        "{title: h1.wp-block-post-title, date: .wp-block-post-date time, body: .entry-content}",
    ),
)


@dataclass(slots=True)
class Post:
    """A post and its history. `paths` are its addresses, the newest last; an old one leads to it while `redirects`.

    `shown` are the versions that were answered, each once in a row; `withdrawn` is the status of its page since then.
    """

    number: int
    text: Text
    paths: list[str]
    night: int
    versions: list[Text] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    withdrawn: int | None = None
    gone_shown: int = 0
    redirects: bool = True

    @property
    def path(self) -> str:
        return self.paths[-1]

    def edit(self, text: Text) -> None:
        """Publish another version."""
        self.text = text
        self.versions.append(text)

    def show(self) -> None:
        """Note that the present version was answered."""
        version = len(self.versions) - 1
        if self.shown[-1:] != [version]:
            self.shown.append(version)


@dataclass(slots=True)
class Site:
    """A site with its posts, newest first.

    sources.yaml has the selectors of `read_by`. `every` is the mean number of days between two posts.
    """

    id: str
    kind: Kind
    language: Language
    design: Design
    read_by: Design
    configured: bool
    tagged: bool
    host: str
    other_host: str
    every: float
    random: Random
    port: int = 0
    posts: list[Post] = field(default_factory=list)
    due: float = 0.0
    night: int = 0
    fault: Fault | None = None
    copies: dict[str, Answer] = field(default_factory=dict)  # of a cache, by path
    clicks: int = 0
    moved: bool = False  # to the other host, although sources.yaml still names this one

    @property
    def live(self) -> str:
        """The host that has the pages. The other one leads to it."""
        return self.other_host if self.moved else self.host

    @property
    def base(self) -> str:
        return f"http://{self.live}:{self.port}"

    @property
    def news(self) -> str:
        return "/news/"

    def today(self) -> date:
        """The day before the present night."""
        return (START + timedelta(days=self.night - 1)).date()

    def listed(self) -> list[Post]:
        return [post for post in self.posts if post.withdrawn is None]

    def publish(self, day: date | None = None) -> Post:
        """Publish a new post."""
        text = write(self.random, self.language, day or self.today())
        number = len(self.posts) + 1
        post = Post(number, text, [f"/news/{number}-{text.slug}/"], self.night, [text])
        self.posts.insert(0, post)
        return post

    def edit(self) -> None:
        """Edit one of the newest posts: another paragraph, and at times another title."""
        candidates = self.listed()[:5]
        if not candidates:
            return
        post = self.random.choice(candidates)
        body = (*post.text.body, paragraph(self.random, self.language))
        title = post.text.title
        if self.random.random() < 0.3:
            title = f"{title} {write(self.random, self.language, post.text.day).title.split()[0].lower()}"
        post.edit(replace(post.text, title=title, body=body))

    def withdraw(self) -> None:
        """Take back one of the newest posts."""
        candidates = self.listed()[1:6]
        if candidates:
            self.random.choice(candidates).withdrawn = self.random.choice((404, 410))

    def move(self) -> None:
        """Give one of the newest posts another address, to which the old one leads."""
        candidates = self.listed()[:5]
        if candidates:
            post = self.random.choice(candidates)
            post.paths.append(f"/item/{post.number}-{post.text.slug}-{len(post.paths)}/")

    def yaml(self) -> str:
        """Return the lines of the site in sources.yaml."""
        base = f"http://{self.host}:{self.port}"
        lines = [f"  {self.id}:", f"    url: {base}{self.news}", f"    languages: [{self.language.code}]"]
        if self.kind == "sitemap":
            lines.append(f'    discover: {{kind: sitemap, url: {base}/sitemap.xml, match: "/(news|item)/."}}')
        elif self.configured:
            index = {
                "feed": f"{{kind: feed, url: {base}/feed.xml}}",
                "wordpress": "{kind: wordpress}",
                "listing": f'{{kind: listing, link: "{self.read_by.link}", next: a.next}}',
            }[self.kind]
            lines.append(f"    discover: {index}")
        if self.configured and self.kind != "wordpress":
            lines.append(f"    select: {self.read_by.select}")
        return "\n".join(lines) + "\n"

    def answer(self, target: str) -> Answer:
        """Return the answer to a path with its query, as the site without faults gives it."""
        path, _, query = target.partition("?")
        if path == "/robots.txt":
            return Answer(b"User-agent: *\nDisallow: /admin/\n", "text/plain", role="robots")
        if path in ("/", self.news):
            return self.index(int(query.removeprefix("page=") or 1) if query.startswith("page=") else 1)
        if path == "/feed.xml" and self.kind == "feed":
            return Answer(self.feed().encode(), "application/rss+xml; charset=utf-8", role="feed")
        if path == "/sitemap.xml" and self.kind == "sitemap":
            return Answer(self.sitemap().encode(), "application/xml", role="sitemap")
        if path.startswith("/wp-json") and self.kind == "wordpress":
            return self.rest(path, query)
        found = self.find(path)
        if found is not None:
            return self.post(found, path)
        return Answer(b"<!doctype html><title>404</title><h1>404</h1>", status=404)

    def find(self, path: str) -> Post | None:
        """Return the post that has or had an address."""
        return next((post for post in self.posts if path in post.paths), None)

    def post(self, post: Post, path: str) -> Answer:
        """Return the page of a post, or where it is now."""
        if post.withdrawn is not None:
            return Answer(b"<!doctype html><title>-</title><h1>-</h1>", status=post.withdrawn, role="post")
        if path != post.path and not post.redirects:
            return Answer(status=404, role="other")
        if path != post.path:
            return Answer(status=301, headers={"Location": self.base + post.path}, role="post")
        return self.page(replace(post.text, slug=post.path.strip("/")))

    def page(self, text: Text) -> Answer:
        """Return a page with the text of a post."""
        html = self.design.frame(text).html
        assert isinstance(html, str)
        return Answer(html.replace(f"https://{self.language.host}", self.base).encode(), role="post")

    def wall(self, name: str, status: int = 200, more: str = "") -> Answer:
        """Return a page of the site that says something else than what was asked for, in its language."""
        text = self.posts[0].text
        heading, line = _walls()[self.language.code].get(name, ("Cookies", text.word("cookies")))
        html = (
            f'<!doctype html><html lang="{self.language.code}"><head><meta charset="utf-8">'
            f"<title>{heading} | {text.site}</title></head>\n<body><header>{menu(text)}</header>"
            f"<main><h1>{heading}</h1><p>{line}</p>{more}</main>{footer(text)}</body></html>"
        )
        return Answer(html.encode(), status=status, tagged=False)

    def index(self, number: int = 1, *, design: Design | None = None) -> Answer:
        """Return a page of the list of posts."""
        design = design or self.design
        posts = self.listed()
        part = posts[(number - 1) * PER_PAGE : number * PER_PAGE] if self.kind != "sitemap" else []
        if not part and self.kind != "sitemap":
            return Answer(b"<!doctype html><title>404</title><h1>404</h1>", status=404)
        cards = "\n".join(self.cards(part, design))
        older = (
            f'<a class="next" rel="next" href="?page={number + 1}">2</a>'
            if posts[number * PER_PAGE :]
            else ""
        )
        text = self.posts[0].text
        head = ""
        if self.kind == "feed":
            head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        elif self.kind == "wordpress":
            head = f'<link rel="https://api.w.org/" href="{self.base}/wp-json/">'
        name = text.word("news")
        about = text.word("about") if self.kind == "sitemap" else ""
        html = (
            f'<!doctype html>\n<html lang="{self.language.code}"><head><meta charset="utf-8">'
            f"<title>{name} | {text.site}</title>{head}</head>\n"
            f"<body><header>{menu(text)}</header><main><h1>{name}</h1><p>{about}</p>\n"
            f'<div class="list">{cards}</div><div class="pager">{older}</div></main>{footer(text)}</body></html>'
        )
        return Answer(html.encode(), role="index")

    def cards(self, posts: list[Post], design: Design) -> Iterator[str]:
        for post in posts:
            lead = " ".join(post.versions[0].lines[0].split()[:14]) + " …"
            yield design.card.format(
                path=post.path, title=post.text.title, day=post.text.write(design.form), lead=lead
            )

    def feed(self) -> str:
        """Return the RSS feed, with excerpts."""
        items = "".join(
            f"<item><title>{post.text.title}</title><link>{self.base}{post.path}</link>"
            f"<pubDate>{format_datetime(_moment(post.text.day))}</pubDate>"
            f"<description>{' '.join(post.versions[0].lines[0].split()[:14])} …</description></item>\n"
            for post in self.listed()[:_FEED_ITEMS]
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
            f"<title>{self.language.site}</title><link>{self.base}</link><description>-</description>\n"
            f"{items}</channel></rss>"
        )

    def sitemap(self) -> str:
        """Return the sitemap of all pages."""
        urls = "".join(
            f"<url><loc>{self.base}{post.path}</loc><lastmod>{post.text.day}</lastmod></url>\n"
            for post in self.listed()
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<url><loc>{self.base}/</loc></url>\n{urls}</urlset>"
        )

    def rest(self, path: str, query: str) -> Answer:
        """Return the part of the REST interface of WordPress that reads posts."""
        kind = "application/json; charset=UTF-8"
        given = dict(part.partition("=")[::2] for part in query.split("&"))
        route = path.removeprefix("/wp-json").rstrip("/")
        if not route:
            routes = {"/wp/v2/posts": {"methods": ["GET"]}, "/wp/v2/types": {"methods": ["GET"]}}
            return Answer(
                json.dumps({"name": self.language.site, "namespaces": ["wp/v2"], "routes": routes}).encode(),
                kind,
            )
        if route == "/wp/v2/types":
            types = {"post": {"slug": "post", "rest_base": "posts"}}
            return Answer(json.dumps(types).encode(), kind)
        if route != "/wp/v2/posts":
            return Answer(b'{"code": "rest_no_route"}', kind, 404)
        size, number = int(given.get("per_page", 10)), int(given.get("page", 1))
        posts = self.listed()
        total = -(-len(posts) // size)
        if number > max(total, 1):
            return Answer(b'{"code": "rest_post_invalid_page_number"}', kind, 400)
        part = posts[(number - 1) * size : number * size]
        headers = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(total)}
        return Answer(json.dumps([self._item(post) for post in part]).encode(), kind, 200, headers, "rest")

    def _item(self, post: Post) -> dict[str, object]:
        day = f"{post.text.day}T10:12:00"
        return {
            "id": post.number,
            "date": day,
            "date_gmt": day,
            "modified": day,
            "modified_gmt": day,
            "slug": post.path.strip("/").rpartition("/")[2],
            "status": "publish",
            "type": "post",
            "link": self.base + post.path,
            "title": {"rendered": post.text.title},
            "content": {
                "rendered": "".join(f"<p>{line}</p>\n" for line in post.text.lines),
                "protected": False,
            },
            "excerpt": {"rendered": f"<p>{post.text.lines[0][:80]}</p>", "protected": False},
        }


@cache
def _walls() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("walls.toml").read_text("utf-8"))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 12, tzinfo=UTC)


class World:
    """All sites, by their hosts."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = Random(seed)
        self.requests = 0  # of this night
        self.interrupted_at: int | None = None  # the request at which Ctrl-C is pressed
        self.sites = [self._site(number) for number in range(count)]
        self._by_host = {host: site for site in self.sites for host in (site.host, site.other_host)}

    def _site(self, number: int) -> Site:
        random = Random(self.random.random())
        design = random.choice((*DESIGNS, UNDATED))
        site = Site(
            id=f"site-{number:03}",
            kind=KINDS[number % len(KINDS)],
            language=random.choice(languages()),
            design=design,
            read_by=design,
            configured=number // len(KINDS) % 2 == 0,
            tagged=random.random() < 0.5,
            host=f"127.1.{number // 250}.{number % 250 + 1}",
            other_host=f"127.2.{number // 250}.{number % 250 + 1}",
            every=2.5 if number % _BUSY == 0 else random.uniform(3, 9),
            random=random,
        )
        days, count = 0.0, 32 if number % _BUSY == 0 else random.randint(9, 16)
        ages = []
        for _ in range(count):
            days += site.every * random.uniform(0.6, 1.4)
            ages.append(round(days))
        for age in reversed(ages):
            site.publish((START - timedelta(days=age + 1)).date())
        site.due = max(0.5, site.every * random.uniform(0.8, 1.4) - ages[0])
        return site

    def hosts(self) -> list[str]:
        return list(self._by_host)

    def opened(self, port: int) -> None:
        """Tell the sites the port of the server."""
        for site in self.sites:
            site.port = port

    def yaml(self) -> str:
        """Return sources.yaml."""
        head = "network: {allow_private: true}\ndefaults: {delay: 0}\nsources:\n"
        return head + "".join(site.yaml() for site in self.sites)

    def advance(self, night: int) -> None:
        """Let a day pass: sites publish, edit, move and withdraw posts. A site with a fault only publishes."""
        self.requests = 0
        for site in self.sites:
            site.night = night
            while site.due <= night:
                if site.fault is None or not site.fault.silent:
                    site.publish()
                site.due += site.every * site.random.uniform(0.6, 1.4)
            if site.fault is not None:
                continue
            chance = site.random.random()
            if chance < 0.04:
                site.edit()
            elif chance < 0.055:
                site.withdraw()
            elif chance < 0.07:
                site.move()

    def answer(self, host: str, target: str) -> Answer:
        """Answer a request, changed by the fault of the site."""
        self.requests += 1
        if self.requests == self.interrupted_at:
            os.kill(os.getpid(), signal.SIGINT)
        site = self._by_host[host]
        if host != site.live:
            return Answer(status=301, headers={"Location": site.base + target}, tagged=False)
        honest = site.answer(target)
        answer = honest if site.fault is None else site.fault.change(site, target, honest)
        if answer is honest:
            self._note(site, target, honest)
        return answer

    @staticmethod
    def _note(site: Site, target: str, answer: Answer) -> None:
        """Note what a program could learn from an answer."""
        if answer.role == "rest":
            for post in site.listed():
                post.show()
        elif answer.role == "post":
            path = target.partition("?")[0]
            found = site.find(path)
            if found is not None and found.withdrawn is not None:
                found.gone_shown += 1
            elif found is not None and path == found.path:
                found.show()
