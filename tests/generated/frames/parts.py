"""What frames share: the text of a post in several kinds of markup, menus, footers, teasers, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from tests.generated.posts import Form, Piece, Post

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)  # when all pages are fetched
Style = Literal["paragraphs", "breaks", "divs"]


@dataclass(frozen=True)
class Page:
    """A page and what is true of the post on it.

    `day` is None where the page tells no day of publication, `title` None where it shows no post at all.
    `canonical` is the address that the page rightly gives itself, if it gives one.
    """

    html: str | bytes
    url: str
    title: str | None
    day: date | None
    body: tuple[str, ...]
    language: str
    canonical: str | None = None


Frame = Callable[[Post], Page]


@dataclass(frozen=True)
class Head:
    """The head of a document: `title` is the text of `<title>`, `rest` further elements."""

    title: str | None = None
    rest: str = ""
    charset: str = "utf-8"


def page(
    post: Post,
    inner: str,
    head: Head = Head(),
    *,
    path: str | None = None,
    dated: bool = True,
    lang: str | None = None,
) -> Page:
    """A whole document around `inner`; `dated` says whether it tells the day of the post."""
    code = lang or ("en-GB" if post.language.code == "en" else post.language.code)
    title = f"{post.title} | {post.site}" if head.title is None else head.title
    html = (
        f'<!doctype html>\n<html lang="{code}"><head><meta charset="{head.charset}">'
        f"<title>{title}</title>{head.rest}</head>\n<body>{inner}</body></html>"
    )
    url = address(post, path if path is not None else f"/{post.slug}")
    return Page(html, url, post.title, post.day if dated else None, post.lines, post.language.code)


def address(post: Post, path: str) -> str:
    return f"https://{post.language.host}{path}"


def prose(post: Post, style: Style = "paragraphs", *, skip: int = 0, most: int | None = None) -> str:
    """The text of the post as HTML, from piece `skip` on."""
    write = {"paragraphs": _paragraphs, "breaks": _breaks, "divs": _divs}[style]
    return "\n".join(write(piece) for piece in post.body[skip:most])


def lead(post: Post) -> str:
    """The first paragraph, which many systems print apart."""
    return post.body[0].lines[0]


def _paragraphs(piece: Piece) -> str:
    if piece.kind in ("ul", "ol"):
        return f"<{piece.kind}>{_each('li', piece.lines)}</{piece.kind}>"
    if piece.kind == "table":
        rows = "".join(f"<tr><th>{row[0]}</th>{_each('td', row[1:])}</tr>" for row in piece.rows)
        return f"<table><tbody>{rows}</tbody></table>"
    if piece.kind == "quote":
        return f"<blockquote><p>{piece.lines[0]}</p></blockquote>"
    return f"<{piece.kind}>{piece.lines[0]}</{piece.kind}>"


def _breaks(piece: Piece) -> str:
    if piece.kind == "h2":
        return f"<b>{piece.lines[0]}</b><br>"
    if piece.kind == "table":
        return "".join(f"{': '.join(row)}<br>" for row in piece.rows) + "<br>"
    mark = "- " if piece.kind in ("ul", "ol") else ""
    return "".join(f"{mark}{line}<br>" for line in piece.lines) + "<br>"


def _divs(piece: Piece) -> str:
    if piece.kind in ("p", "quote"):
        return f"<div>{piece.lines[0]}</div>"
    return f"<div>{_paragraphs(piece)}</div>"


def _each(tag: str, texts: tuple[str, ...]) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def menu(post: Post, attributes: str = 'class="main-menu"') -> str:
    """The navigation of the site."""
    names = ("home", "news", "members", "events", "contact")
    items = "".join(f'<li><a href="/{name}">{post.word(name)}</a></li>' for name in names)
    return f"<nav {attributes}><ul>{items}</ul></nav>"


def footer(post: Post) -> str:
    """The foot of the page, with two years and an address."""
    name, rights = post.site, post.word("rights")
    return (
        f"<footer><p>{post.word('about')}</p><p>© 2009–2026 {name}. {rights}.</p>"
        f'<p><a href="/contact">{post.word("contact")}</a></p></footer>'
    )


def breadcrumb(post: Post) -> str:
    return (
        f'<div class="breadcrumb"><a href="/">{post.word("home")}</a> &raquo; '
        f'<a href="/news">{post.word("news")}</a> &raquo; {post.title}</div>'
    )


def share(post: Post) -> str:
    links = "".join(
        f'<a href="https://{name}.example/share">{name.title()}</a> ' for name in ("mastodon", "linkedin")
    )
    return f'<div class="share-buttons"><span>{post.word("share")}</span> {links}</div>'


def newsletter(post: Post) -> str:
    return (
        f'<div class="newsletter-box"><h3>Newsletter</h3><p>{post.word("newsletter")}</p>'
        '<form><input type="email"><button>OK</button></form></div>'
    )


def cookies(post: Post) -> str:
    text = post.word("cookies")
    return f'<div id="cookie-consent" role="dialog"><h2>Cookies</h2><p>{text}</p><p>{text}</p></div>'


def comments(post: Post) -> str:
    """Two comments with their days, below the post."""
    items = "".join(
        f'<li class="comment"><div class="comment-meta"><b>{one.author}</b> '
        f'<time datetime="{stamp(post.day + timedelta(days=3 + n))}">'
        f"{post.at(post.day + timedelta(days=3 + n))}</time></div>"
        f"<p>{one.text}</p></li>"
        for n, one in enumerate(post.language.comments)
    )
    return f'<section id="comments" class="comments-area"><h2>2</h2><ol class="comment-list">{items}</ol></section>'


@dataclass(frozen=True)
class TeaserList:
    """How teasers of other posts are written; `days` are counted from the post's own."""

    item: str = (
        '<div class="{name}"><h3><a href="/{n}">{title}</a></h3><p class="date">{day}</p><p>{text}</p></div>'
    )
    name: str = "teaser"
    days: tuple[int, ...] = field(default=(420, 21, -45))
    form: Form = "long"

    def write(self, post: Post) -> str:
        out = []
        for n, (other, shift) in enumerate(zip(post.others, self.days, strict=True)):
            day = post.day + timedelta(days=shift)
            values = {"title": other.title, "text": other.text, "iso": day.isoformat()}
            written = post.at(day, self.form)
            out.append(self.item.format(name=self.name, n=n, day=written, **values))
        return "\n".join(out)


def events(post: Post, tag: str = "h3") -> str:
    """A list of events to come, two of them before and after the day of the post."""
    items = "".join(
        f'<li>{post.at(post.day + timedelta(days=shift))} <a href="/e/{shift}">{other.title}</a></li>'
        for shift, other in zip((12, 40), post.others, strict=False)
    )
    return f"<{tag}>{post.word('events')}</{tag}><ul>{items}</ul>"


def stamp(day: date, clock: str = "10:12:00", zone: str = "+02:00") -> str:
    return f"{day.isoformat()}T{clock}{zone}"
