"""The feeds of the demo, in Atom (RFC 4287) or in RSS 2.0 like those of WordPress. They have only excerpts of posts."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from clusterwatch.demo.answer import Answer
from clusterwatch.demo.posts import Post, Site

_TRACKED = "?utm_source=feed&utm_medium=atom"


def feed(site: Site, base: str) -> Answer:
    """Return the feed of a site, in the format that its data file selects."""
    plan = site.plan["feed"]
    posts = site.posts[: plan["items"]]
    write = _atom if plan["kind"] == "atom" else _rss
    return Answer(
        write(site, base, posts).encode(),
        f"application/{plan['kind']}+xml; charset=utf-8",
        modified=posts[0].utc,
    )


def _atom(site: Site, base: str, posts: tuple[Post, ...]) -> str:
    entries = "".join(_atom_entry(post, base, post.id == site.plan["feed"].get("tracked")) for post in posts)
    home = f"{base}{site.plan['list_path']}"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(site.plan['name'])}</title>\n<id>{home}</id>\n"
        f'<link href="{home}"/>\n<link rel="self" href="{base}{site.plan["feed"]["path"]}"/>\n'
        f"<author><name>{escape(site.plan['name'])}</name></author>\n"
        f"<updated>{posts[0].utc:%Y-%m-%dT%H:%M:%SZ}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(post: Post, base: str, tracked: bool) -> str:
    link = f"{base}{post.path}{_TRACKED if tracked else ''}"
    stamp = f"{post.utc:%Y-%m-%dT%H:%M:%SZ}"
    return (
        f"<entry>\n<title>{escape(post.title)}</title>\n<id>{base}{post.path}</id>\n"
        f'<link href="{escape(link)}"/>\n<published>{stamp}</published>\n<updated>{stamp}</updated>\n'
        f"<summary>{escape(post.lead)}</summary>\n</entry>\n"
    )


def _rss(site: Site, base: str, posts: tuple[Post, ...]) -> str:
    items = "".join(
        f"<item>\n<title>{escape(post.title)}</title>\n<link>{base}{post.path}</link>\n"
        f"<pubDate>{format_datetime(post.utc)}</pubDate>\n"
        f'<guid isPermaLink="false">{base}/?p={post.id}</guid>\n'
        f"<description><![CDATA[<p>{escape(post.lead.removesuffix(' …'))} [&#8230;]</p>]]></description>\n</item>\n"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(site.plan['name'])}</title>\n<link>{base}</link>\n<description></description>\n"
        f"<lastBuildDate>{format_datetime(posts[0].utc)}</lastBuildDate>\n"
        f"<language>{site.plan['language']}</language>\n{items}</channel>\n</rss>\n"
    )
