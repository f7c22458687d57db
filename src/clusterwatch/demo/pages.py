"""The HTML pages of a site: its list of posts, the posts, and other pages. The templates are in templates/<site>/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from clusterwatch.demo.answer import Answer
from clusterwatch.demo.posts import Body, Post, Site

_RELATED = 3  # related posts on the page of a post


def html_pages(site: Site, base: str) -> dict[str, Answer]:
    """Return all pages of a site by path and query. `base` is its address."""
    pages = _Pages(site, base)
    answers = {post.path: pages.post(post) for post in site.posts}
    count = -(-len(site.posts) // site.plan["per_page"])
    for number in range(1, count + 1):
        answers[list_path(site, number)] = pages.index(number, count)
    return answers | {page["path"]: pages.other(page) for page in site.plan["pages"]}


def list_path(site: Site, number: int) -> str:
    """Return the path of page `number` (from 1) of the list of posts."""
    pattern = site.plan["list_path"] if number == 1 else site.plan["next_path"]
    return str(pattern.format(page=number))


def body_html(body: Body) -> str:
    """Return the HTML of the paragraphs and lists of a post."""
    lines = []
    for part in body:
        if isinstance(part, str):
            lines.append(f"<p>{escape(part)}</p>")
        else:
            items = "\n".join(f"<li>{escape(item)}</li>" for item in part)
            lines.append(f"<ul>\n{items}\n</ul>")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Pages:
    site: Site
    base: str

    def post(self, post: Post) -> Answer:
        others = [p for p in self.site.posts if p is not post][:_RELATED]
        content = self.fill(
            "post", **self.fields(post), body=body_html(post.body), related=self.each("related", others)
        )
        return self.page(post.title, content, [post], self.markup(post))

    def index(self, number: int, count: int) -> Answer:
        size = self.site.plan["per_page"]
        posts = self.site.posts[(number - 1) * size : number * size]
        content = self.fill("list", cards=self.each("card", posts), pager=self.pager(number, count))
        return self.page(self.site.plan["list_title"], content, posts)

    def other(self, page: Mapping[str, Any]) -> Answer:
        posts = self.site.posts[: page.get("cards", 0)]
        content = f"<h1>{escape(page['title'])}</h1>\n{body_html(page['body'])}\n{self.each('card', posts)}"
        return self.page(page["title"], content, posts or self.site.posts[-1:])

    def page(self, title: str, content: str, posts: Iterable[Post], head: str = "") -> Answer:
        html = self.fill("frame", title=escape(title), content=content, head=head, base=self.base)
        headers = {}
        if self.site.plan.get("rest"):
            headers["Link"] = f'<{self.base}/wp-json/>; rel="https://api.w.org/"'
        return Answer(html.encode(), modified=max(p.utc for p in posts), headers=headers)

    def fields(self, post: Post) -> dict[str, str]:
        stamp = post.published.isoformat()
        texts = {"path": post.path, "title": post.title, "day": post.day, "lead": post.lead, "stamp": stamp}
        return {"base": self.base} | {name: escape(text) for name, text in texts.items()}

    def each(self, name: str, posts: Iterable[Post]) -> str:
        return "\n".join(self.fill(name, **self.fields(post)) for post in posts)

    def fill(self, name: str, **fields: str) -> str:
        return _template(self.site.id, name).substitute(fields).rstrip("\n")

    def pager(self, number: int, count: int) -> str:
        if count == 1:
            return ""
        newer, older = self.site.plan["pager"]
        parts = [f'<span class="aktivni">{number}</span>']
        if number > 1:
            parts.insert(0, f'<a rel="prev" href="{list_path(self.site, number - 1)}">{newer}</a>')
        if number < count:
            parts.append(f'<a rel="next" href="{list_path(self.site, number + 1)}">{older}</a>')
        return f'<nav class="pager">{" ".join(parts)}</nav>'

    def markup(self, post: Post) -> str:
        """Return the metadata in the head of a post: JSON-LD, meta tags or none, as the site has it."""
        kind, stamp = self.site.plan.get("markup"), post.utc.isoformat()
        if kind == "meta":
            return (
                f'<link rel="canonical" href="{self.base}{post.path}">\n'
                f'<meta property="og:title" content="{escape(post.title)}">\n'
                f'<meta property="article:published_time" content="{stamp}">'
            )
        if kind != "json-ld":
            return ""
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": self.base + post.path,
            "headline": post.title,
            "datePublished": stamp,
            "publisher": {"@type": "Organization", "name": self.site.plan["name"]},
        }
        text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
        return f'<script type="application/ld+json">{text}</script>'


@cache
def _template(site: str, name: str) -> Template:
    return Template(files(__package__).joinpath("templates", site, f"{name}.html").read_text("utf-8"))
