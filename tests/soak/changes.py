"""How faults change the answers of a site, and what they do to the site itself.

A change is a function of the site, the requested path and the honest answer. It returns the same answer object if it
does not touch it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.soak.server import Answer
from tests.soak.world import DESIGNS, PER_PAGE, Post, Site

Change = Callable[[Site, str, Answer], Answer]
INDEXES = "index feed rest sitemap"
_PASSWORD = (
    '<form method="post"><input name="user"><input type="password" name="password"><button>OK</button></form>'
)
_LIST = re.compile(rb'(<div class="list">).*(?=</div><div class="pager">)', re.S)


def same(site: Site, target: str, answer: Answer) -> Answer:
    """Change nothing."""
    return answer


def everywhere(make: Change) -> Change:
    """Change all answers but robots.txt."""
    return lambda site, target, answer: answer if answer.role == "robots" else make(site, target, answer)


def on(roles: str, make: Change) -> Change:
    """Change the answers with these roles that are a success."""
    names = frozenset(roles.split())

    def change(site: Site, target: str, answer: Answer) -> Answer:
        return make(site, target, answer) if answer.role in names and answer.status == 200 else answer

    return change


def robots(make: Change) -> Change:
    """Change robots.txt."""
    return lambda site, target, answer: make(site, target, answer) if answer.role == "robots" else answer


def rule(lines: str) -> Change:
    """Add lines to robots.txt."""
    return robots(lambda site, target, answer: replace(answer, body=answer.body + lines.encode()))


def status(number: int, **headers: str) -> Change:
    """Answer with a status and no text of its own."""
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda *_: Answer(f"<h1>{number}</h1>".encode(), status=number, headers=fields)


def wall(name: str, number: int = 200) -> Change:
    """Answer with a page in the language of the site that says something else than what was asked for."""
    more = _PASSWORD if name == "login" else ""
    return lambda site, *_: site.wall(name, number, more)


def on_part(make: Change) -> Change:
    """Change two pages of posts out of three."""
    return lambda site, target, answer: (
        answer if _post(site, target).number % 3 == 0 else make(site, target, answer)
    )


def every_second_night(make: Change) -> Change:
    return lambda site, target, answer: answer if site.night % 2 else make(site, target, answer)


def to_login(site: Site, target: str, answer: Answer) -> Answer:
    if target.startswith("/login"):
        return site.wall("login", more=_PASSWORD)
    return Answer(status=302, headers={"Location": f"{site.base}/login?next={target}"}, tagged=False)


def posts_to_login(site: Site, target: str, answer: Answer) -> Answer:
    """The pages of posts lead to a login, the others are as they were."""
    is_asked = answer.role == "post" and answer.status == 200
    return to_login(site, target, answer) if is_asked or target.startswith("/login") else answer


def to_home(site: Site, target: str, answer: Answer) -> Answer:
    return Answer(status=302, headers={"Location": f"{site.base}/"}, tagged=False)


def home_page(site: Site, target: str, answer: Answer) -> Answer:
    """A server that answers every address with the home page."""
    return replace(site.index(), role="other")


def parked(site: Site, target: str, answer: Answer) -> Answer:
    name = site.language.host.removeprefix("www.")
    html = (
        f"<!doctype html><html><head><title>{name}</title></head><body><h1>{name}</h1><p>This domain is for sale. "
        'Buy this domain now.</p><ul><li><a href="/?q=insurance">Insurance</a></li><li><a href="/?q=loans">Loans</a>'
        '</li><li><a href="/?q=hosting">Web hosting</a></li></ul><p>The owner parked this page.</p></body></html>'
    )
    return Answer(html.encode(), tagged=False)


def other_site(site: Site, target: str, answer: Answer) -> Answer:
    """The index of another body, as a wrong virtual host answers it."""
    cards = "".join(
        f'<article><h2><a href="/blog/{n}-shoe">Shoes number {n} at a good price</a></h2><time>2026-02-{n + 10}</time>'
        "</article>"
        for n in range(6)
    )
    html = f"<!doctype html><html><head><title>Shoes</title></head><body><main>{cards}</main></body></html>"
    return Answer(html.encode(), tagged=False)


def cut(site: Site, target: str, answer: Answer) -> Answer:
    """A page that ends in the middle, with nothing that says so."""
    return replace(answer, body=answer.body[: len(answer.body) * 6 // 10], framing="close", tagged=False)


def too_long(site: Site, target: str, answer: Answer) -> Answer:
    """An answer with a Content-Length that is too large, after which the connection ends."""
    length = {"Content-Length": str(len(answer.body) + 100)}
    return replace(answer, headers={**answer.headers, **length}, framing="close", tagged=False)


def broken_gzip(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, headers={**answer.headers, "Content-Encoding": "gzip"}, tagged=False)


def no_body(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, body=b"")


def no_posts(site: Site, target: str, answer: Answer) -> Answer:
    """An index without posts."""
    if answer.role == "rest":
        return replace(answer, body=b"[]", headers={"X-WP-Total": "0", "X-WP-TotalPages": "0"})
    body = re.sub(rb"<(item|url)>.*</\1>", b"", answer.body, flags=re.S)
    return replace(answer, body=_LIST.sub(rb"\1", body))


def as_html(site: Site, target: str, answer: Answer) -> Answer:
    """The list of posts in place of another index."""
    return replace(site.index(), role="other")


def without_tags(site: Site, target: str, answer: Answer) -> Answer:
    return replace(answer, tagged=False)


def sorted_by_title(site: Site, target: str, answer: Answer) -> Answer:
    posts = sorted(site.listed()[:PER_PAGE], key=lambda post: post.text.title)
    cards = "\n".join(site.cards(posts, site.design)).encode()
    return replace(answer, body=_LIST.sub(lambda found: found[1] + cards, answer.body))


def wrong_charset(site: Site, target: str, answer: Answer) -> Answer:
    body = answer.body.replace(b'<meta charset="utf-8">', b"")
    return replace(answer, body=body, kind="text/html; charset=iso-8859-1")


def looping_pager(site: Site, target: str, answer: Answer) -> Answer:
    return replace(
        answer, body=re.sub(rb'(<a class="next"[^>]*href=")\?page=\d+', rb"\1?page=1", answer.body)
    )


def todays_dates(site: Site, target: str, answer: Answer) -> Answer:
    today = datetime.combine(site.today(), datetime.min.time(), UTC)
    date = today.strftime("<pubDate>%a, %d %b %Y 08:00:00 +0000</pubDate>").encode()
    return replace(answer, body=re.sub(rb"<pubDate>.*?</pubDate>", date, answer.body))


def same_title(site: Site, target: str, answer: Answer) -> Answer:
    """The page of a post whose title is the name of the site."""
    return site.page(replace(_post(site, target).text, title=site.language.site))


def of_today(site: Site, target: str, answer: Answer) -> Answer:
    """The page of a post that says that it was published today."""
    return site.page(replace(_post(site, target).text, day=site.today() + timedelta(days=1)))


def with_notice(site: Site, target: str, answer: Answer) -> Answer:
    """A notice to all readers is put above the page."""
    notice = f'<div class="notice"><p>{site.posts[0].text.word("newsletter")}</p></div>'
    return replace(answer, body=answer.body.replace(b"<body>", b"<body>" + notice.encode(), 1))


def with_clock(site: Site, target: str, answer: Answer) -> Answer:
    """The page prints how often it was seen."""
    site.clicks += 1
    line = f'<p class="hits">{site.posts[0].text.word("popular")}: {site.clicks}</p></body>'
    return replace(answer, body=answer.body.replace(b"</body>", line.encode(), 1), tagged=False)


def old_copy(site: Site, target: str, answer: Answer) -> Answer:
    """What the index was when the fault began."""
    return site.copies.setdefault(target, answer)


def stuck_tag(site: Site, target: str, answer: Answer) -> Answer:
    """An ETag that stays the same, so that all later answers are 304."""
    return replace(answer, tagged=True, tag='"1"')


def redesign(site: Site) -> None:
    site.design = DESIGNS[(DESIGNS.index(site.design) + 1) % len(DESIGNS)]


def undo_redesign(site: Site) -> None:
    site.design = DESIGNS[(DESIGNS.index(site.design) - 1) % len(DESIGNS)]


def new_addresses(site: Site) -> None:
    """Give all posts other addresses. The old ones lead nowhere."""
    for post in site.listed():
        post.paths.append(f"/item/{post.number}/{post.text.slug}/")
        post.redirects = False


def move(site: Site) -> None:
    site.moved = True


def follow_move(site: Site) -> None:
    """The keeper corrects sources.yaml."""
    site.host, site.other_host, site.moved = site.other_host, site.host, False


def withdraw_many(site: Site) -> None:
    for post in site.listed():
        if post.number % 4:
            post.withdrawn = 404


def _post(site: Site, target: str) -> Post:
    found = site.find(target.partition("?")[0])
    assert found is not None
    return found
