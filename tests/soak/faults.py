"""What can go wrong with a site: how it changes the answers, what must be told of it, and when it is over.

A fault is a function of the site, the requested path and the honest answer. It returns the same answer object if it
does not touch it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests.generated.frames.parts import footer, menu
from tests.soak.server import Answer
from tests.soak.world import DESIGNS, KINDS, Kind, Site

Change = Callable[[Site, str, Answer], Answer]
_INDEXES = frozenset({"index", "feed", "rest", "sitemap"})


def _same(site: Site, target: str, answer: Answer) -> Answer:
    return answer


def _nothing(site: Site) -> None:
    """Change nothing else about the site."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    At least one of the codes `told` must be told within `within` nights; with none, nothing may be told. Those in
    `also` may be told too. It lasts `lasts` nights. In its first night `publishes` new posts make it visible. All its
    incidents must end within `closing` nights after its end, in which the site publishes again.
    """

    name: str
    change: Change = _same
    told: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    kinds: tuple[Kind, ...] = KINDS
    configured: bool | None = None
    within: int = 2
    lasts: int = 4
    publishes: int = 0
    closing: int = 2
    begin: Callable[[Site], None] = _nothing
    end: Callable[[Site], None] = _nothing

    def suits(self, site: Site) -> bool:
        return site.kind in self.kinds and self.configured in (
            None,
            site.configured or site.kind == "sitemap",
        )


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _all(*, status: int = 200, body: str | None = None, headers: dict[str, str] | None = None) -> Change:
    """All pages but robots.txt answer the same."""

    def change(site: Site, target: str, answer: Answer) -> Answer:
        if answer.role == "robots":
            return answer
        return Answer(
            (body or f"<h1>{status}</h1>").encode(), status=status, headers=headers or {}, tagged=False
        )

    return change


def _on(roles: str, make: Callable[[Site, str, Answer], Answer]) -> Change:
    """Change only answers of some roles."""
    names = frozenset(roles.split())

    def change(site: Site, target: str, answer: Answer) -> Answer:
        return make(site, target, answer) if answer.role in names and answer.status == 200 else answer

    return change


def _indexes(make: Callable[[Site, str, Answer], Answer]) -> Change:
    return _on(" ".join(_INDEXES), make)


def _status(status: int) -> Callable[[Site, str, Answer], Answer]:
    return lambda site, target, answer: Answer(f"<h1>{status}</h1>".encode(), status=status)


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("walls.toml").read_text("utf-8"))


def _wall(name: str, status: int = 200, more: str = "") -> Callable[[Site, str, Answer], Answer]:
    """A page in the language of the site that says something else than what was asked for."""

    def make(site: Site, target: str, answer: Answer) -> Answer:
        text = site.posts[0].text
        heading, line = (
            _words()[site.language.code][name] if name != "cookies" else ("Cookies", text.word("cookies"))
        )
        html = (
            f'<!doctype html><html lang="{site.language.code}"><head><meta charset="utf-8">'
            f"<title>{heading} | {text.site}</title></head>"
            f"<body><header>{menu(text)}</header><main><h1>{heading}</h1><p>{line}</p>{more}</main>"
            f"{footer(text)}</body></html>"
        )
        return Answer(html.encode(), status=status, tagged=False)

    return make


def _everywhere(make: Callable[[Site, str, Answer], Answer]) -> Change:
    def change(site: Site, target: str, answer: Answer) -> Answer:
        return answer if answer.role == "robots" else make(site, target, answer)

    return change


PASSWORD = (
    '<form method="post"><input name="user"><input type="password" name="password"><button>OK</button></form>'
)


def _to_login(site: Site, target: str, answer: Answer) -> Answer:
    if target.startswith("/login"):
        return _wall("login", more=PASSWORD)(site, target, answer)
    return Answer(status=302, headers={"Location": f"{site.base}/login?next={target}"}, tagged=False)


def _parked(site: Site, target: str, answer: Answer) -> Answer:
    name = site.language.host.removeprefix("www.")
    html = (
        f"<!doctype html><html><head><title>{name}</title></head><body><h1>{name}</h1><p>This domain is for sale. "
        'Buy this domain now.</p><ul><li><a href="/?q=insurance">Insurance</a></li><li><a href="/?q=loans">Loans</a>'
        '</li><li><a href="/?q=hosting">Web hosting</a></li></ul><p>The owner parked this page.</p></body></html>'
    )
    return Answer(html.encode(), tagged=False)


def _cut(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) * 6 // 10], framing="close", tagged=False)


def _too_long(site: Site, target: str, answer: Answer) -> Answer:
    length = {"Content-Length": str(len(answer.body) + 100)}
    return replace(answer, headers={**answer.headers, **length}, framing="close", tagged=False)


def _broken_gzip(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, headers={**answer.headers, "Content-Encoding": "gzip"}, tagged=False)


def _empty_index(site: Site, target: str, answer: Answer) -> Answer:
    if answer.role == "rest":
        return replace(answer, body=b"[]", headers={"X-WP-Total": "0", "X-WP-TotalPages": "0"})
    if answer.role == "feed":
        return replace(answer, body=re.sub(rb"<item>.*</item>", b"", answer.body, flags=re.S))
    if answer.role == "sitemap":
        return replace(answer, body=re.sub(rb"<url>.*</url>", b"", answer.body, flags=re.S))
    return replace(
        answer,
        body=re.sub(rb'(<div class="list">).*(?=<div class="pager">)', rb"\1</div>", answer.body, flags=re.S),
    )


def _as_html(site: Site, target: str, answer: Answer) -> Answer:
    return site.index()


def _other_site(site: Site, target: str, answer: Answer) -> Answer:
    """The index is that of another body, with its addresses: a wrong virtual host."""
    other = _other_posts(site)
    return Answer(other.encode(), tagged=False)


def _other_posts(site: Site) -> str:
    cards = "".join(
        f'<article><h2><a href="/blog/{n}-shoe">Shoes number {n} at a good price</a></h2><time>2026-02-{n + 10}</time>'
        "</article>"
        for n in range(6)
    )
    return f"<!doctype html><html><head><title>Shoes</title></head><body><main>{cards}</main></body></html>"


def _without_tags(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, tagged=False)


def _sorted(site: Site, target: str, answer: Answer) -> Answer:
    """The list is sorted by title."""
    cards = sorted(site.cards(site.listed()[:6], site.design), key=lambda card: card.partition(">")[2][40:])
    body = re.sub(
        rb'(<div class="list">).*(?=</div><div class="pager">)',
        lambda found: found[1] + "\n".join(cards).encode(),
        answer.body,
        flags=re.S,
    )
    return replace(answer, body=body)


def _wrong_charset(site: Site, target: str, answer: Answer) -> Answer:
    body = answer.body.replace(b'<meta charset="utf-8">', b"")
    return replace(answer, body=body, kind="text/html; charset=iso-8859-1")


def _looping_pager(site: Site, target: str, answer: Answer) -> Answer:
    body = re.sub(rb'(<a class="next"[^>]*href=")\?page=\d+', rb"\1?page=1", answer.body)
    return replace(answer, body=body)


def _todays_dates(site: Site, target: str, answer: Answer) -> Answer:
    today = datetime.combine(site.today(), datetime.min.time(), UTC)
    date = today.strftime("<pubDate>%a, %d %b %Y 08:00:00 +0000</pubDate>").encode()
    return replace(answer, body=re.sub(rb"<pubDate>.*?</pubDate>", date, answer.body))


def _redesigned(site: Site) -> None:
    site.design = DESIGNS[(DESIGNS.index(site.design) + 1) % len(DESIGNS)]


def _designed_back(site: Site) -> None:
    site.design = DESIGNS[(DESIGNS.index(site.design) - 1) % len(DESIGNS)]


def _new_addresses(site: Site) -> None:
    for post in site.listed():
        post.paths.append(f"/archive/{post.number}/{post.text.slug}/")
        post.redirects = False


def _swap_hosts(site: Site) -> None:
    site.moved = True


def _settled(site: Site) -> None:
    site.host, site.other_host, site.moved = site.other_host, site.host, False


FAULTS: tuple[Fault, ...] = (
    Fault(
        "the host gives no answer", _everywhere(lambda s, t, a: Answer(framing="drop")), _codes("unreachable")
    ),
    Fault("every page answers 503", _all(status=503), _codes("http-status")),
    Fault("every page answers 403", _all(status=403), _codes("http-status blocked")),
    Fault(
        "429 with Retry-After of a day",
        _all(status=429, headers={"Retry-After": "86000"}),
        _codes("deferred"),
    ),
    Fault("the index answers 404", _indexes(_status(404)), _codes("http-status"), configured=True),
    Fault("the index is empty", _indexes(_empty_index), _codes("index-empty"), configured=True),
    Fault(
        "the index is an empty body",
        _indexes(lambda s, t, a: replace(a, body=b"")),
        _codes("index-empty index-broken http-status"),
        configured=True,
    ),
    Fault(
        "the index is the page of another site",
        _indexes(_other_site),
        _codes("index-empty index-broken http-status"),
        configured=True,
    ),
    Fault(
        "HTML in place of the feed",
        _on("feed rest sitemap", _as_html),
        _codes("index-broken"),
        kinds=("feed", "wordpress", "sitemap"),
        configured=True,
    ),
    Fault("a wrong Content-Length", _indexes(_too_long), _codes("unreachable"), configured=True),
    Fault("a broken gzip", _indexes(_broken_gzip), _codes("unreachable"), configured=True),
    Fault(
        "robots.txt forbids everything",
        lambda s, t, a: replace(a, body=b"User-agent: *\nDisallow: /\n") if a.role == "robots" else a,
        _codes("robots-closed"),
    ),
    Fault(
        "robots.txt answers 503",
        lambda s, t, a: Answer(status=503) if a.role == "robots" else a,
        _codes("deferred"),
    ),
    Fault(
        "a Crawl-delay of an hour",
        lambda s, t, a: replace(a, body=a.body + b"Crawl-delay: 3600\n") if a.role == "robots" else a,
        _codes("crawl-delay"),
    ),
    Fault(
        "a redirect to a login", _everywhere(_to_login), _codes("blocked index-empty index-broken leads-home")
    ),
    Fault("maintenance with 503", _everywhere(_wall("maintenance", 503)), _codes("http-status blocked")),
    Fault(
        "maintenance with 200", _everywhere(_wall("maintenance")), _codes("blocked index-empty index-broken")
    ),
    Fault(
        "a cookie wall with 200", _everywhere(_wall("cookies")), _codes("blocked index-empty index-broken")
    ),
    Fault(
        "JavaScript is asked for",
        _everywhere(_wall("script")),
        _codes("blocked needs-script index-empty index-broken"),
    ),
    Fault(
        "the domain is parked", _everywhere(_parked), _codes("domain-lost blocked index-empty index-broken")
    ),
    Fault(
        "redesign: selectors find nothing",
        told=_codes("selector-lost index-empty"),
        also=_codes("selector-lost site-rebuilt"),
        kinds=("feed", "listing"),
        configured=True,
        publishes=3,
        begin=_redesigned,
        end=_designed_back,
        closing=4,
    ),
    Fault(
        "redesign of a site without selectors",
        also=_codes("site-rebuilt"),
        configured=False,
        kinds=("feed", "listing", "wordpress"),
        publishes=3,
        begin=_redesigned,
        end=_designed_back,
    ),
    Fault("the site moves to another host", told=_codes("moved"), begin=_swap_hosts, end=_settled),
    Fault(
        "posts answer 500",
        _on("post", _status(500)),
        _codes("pages-failed http-status"),
        kinds=("feed", "listing", "sitemap"),
        publishes=4,
    ),
    Fault("the list is sorted by title", _on("index", _sorted), kinds=("listing",)),
    Fault("the list has a wrong charset", _on("index", _wrong_charset), kinds=("listing",)),
    Fault("the pager leads to itself", _on("index", _looping_pager), kinds=("listing",)),
    Fault("all dates in the feed are of today", _on("feed", _todays_dates), kinds=("feed",), configured=True),
    Fault("no validators any more", _indexes(_without_tags)),
)
