"""What can go wrong with a site: the answers, what must be told of it, and when it must be over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.soak import changes
from tests.soak.changes import INDEXES, Change, everywhere, on, on_part, robots, rule, status, wall
from tests.soak.server import Answer
from tests.soak.world import KINDS, UNDATED, Kind, Site


def _nothing(site: Site) -> None:
    """Leave the site itself as it is."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault.

    At least one of the codes `told` must be told within `within` nights; without any, nothing needs to be told. Those
    in `also` may be told too. A fault lasts `lasts` nights. In its first night `publishes` new posts make it visible.
    While it is `silent`, nothing is published. All its incidents must end within `closing` nights after it, in which
    the site publishes again. None may end before, unless the program itself `heals` the fault.

    Only sites of some `kinds` have it: those whose index is in sources.yaml if `configured`, or is not if it is False;
    those that publish at least every `most_days` days; and, if it `redesigns` them, those whose pages tell their day.
    """

    name: str
    change: Change = changes.same
    told: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    kinds: tuple[Kind, ...] = KINDS
    configured: bool | None = None
    within: int = 2
    lasts: int = 4
    publishes: int = 0
    silent: bool = False
    most_days: float = 99.0
    redesigns: bool = False
    heals: bool = False
    closing: int = 2
    begin: Callable[[Site], None] = _nothing
    end: Callable[[Site], None] = _nothing

    def suits(self, site: Site) -> bool:
        """Return whether a site can have this fault."""
        configured = site.configured or site.kind == "sitemap"
        suits = site.kind in self.kinds and self.configured in (None, configured)
        return suits and site.every <= self.most_days and not (self.redesigns and site.design is UNDATED)


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_READ = _codes("blocked needs-script index-empty index-broken")  # a wall in place of everything
_HELD = _codes("blocked same-text-on-many")  # a wall in place of posts
_SAME_DAY = _codes("same-day-on-all")
_PAGES: tuple[Kind, ...] = ("feed", "listing", "sitemap")  # their posts are read from pages

OF_HOSTS = (
    Fault("no answer", everywhere(lambda *_: Answer(framing="drop")), _codes("unreachable")),
    Fault("503 everywhere", everywhere(status(503)), _codes("http-status")),
    Fault("403 everywhere", everywhere(status(403)), _codes("http-status blocked")),
    Fault("429, Retry-After of a day", everywhere(status(429, Retry_After="86000")), _codes("deferred")),
    Fault("maintenance, 503", everywhere(wall("maintenance", 503)), _codes("http-status blocked")),
    Fault("maintenance, 200", everywhere(wall("maintenance")), _NOT_READ),
    Fault("cookie wall, 200", everywhere(wall("cookies")), _NOT_READ),
    Fault("JavaScript demanded, 200", everywhere(wall("script")), _NOT_READ),
    Fault("redirect to a login", everywhere(changes.to_login), _NOT_READ | _codes("leads-home")),
    Fault("domain parked", everywhere(changes.parked), _codes("domain-lost")),
    Fault("robots.txt forbids all", rule("Disallow: /\n"), _codes("robots-closed")),
    Fault("robots.txt answers 503", robots(status(503)), _codes("deferred")),
    Fault("Crawl-delay of an hour", rule("Crawl-delay: 3600\n"), _codes("crawl-delay")),
    Fault("site moved to another host", told=_codes("moved"), begin=changes.move, end=changes.follow_move),
)
OF_INDEXES = (
    Fault("index 404", on(INDEXES, status(404)), _codes("http-status"), configured=True),
    Fault("index without posts", on(INDEXES, changes.no_posts), _codes("index-empty"), configured=True),
    Fault(
        "index with an empty body",
        on(INDEXES, changes.no_body),
        _NOT_READ | _codes("http-status"),
        configured=True,
    ),
    Fault(
        "index of another site",
        on(INDEXES, changes.other_site),
        _NOT_READ | _codes("http-status domain-lost"),
        configured=True,
    ),
    Fault(
        "HTML in place of the index",
        on("feed rest sitemap", changes.as_html),
        _codes("index-broken http-status"),
        kinds=("feed", "wordpress", "sitemap"),
        configured=True,
    ),
    Fault("wrong Content-Length", on(INDEXES, changes.too_long), _codes("unreachable"), configured=True),
    Fault("broken gzip", on(INDEXES, changes.broken_gzip), _codes("unreachable"), configured=True),
    Fault(
        "old copy of the index every second night",
        on(INDEXES, changes.every_second_night(changes.old_copy)),
        lasts=6,
    ),
    Fault("list sorted by title", on("index", changes.sorted_by_title), kinds=("listing",)),
    Fault("list in a wrong charset", on("index", changes.wrong_charset), kinds=("listing",)),
    Fault("pager that leads to itself", on("index", changes.looping_pager), kinds=("listing",)),
    Fault("feed with today's date on all", on("feed", changes.todays_dates), also=_SAME_DAY, kinds=("feed",)),
    Fault("no validators any more", on(INDEXES, changes.without_tags)),
)
OF_POSTS = (
    Fault(
        "posts answer 500",
        on("post", status(500)),
        _codes("pages-failed http-status"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "posts answer 403",
        on("post", status(403)),
        _codes("pages-failed http-status blocked"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "posts lead to the home page",
        on("post", changes.to_home),
        _codes("pages-failed leads-home posts-gone-at-once"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "posts lead to a login",
        changes.posts_to_login,
        _HELD | _codes("pages-failed"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "every address shows the home page",
        on("post", changes.home_page),
        _HELD | _codes("pages-failed"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault("cookie wall on posts, 200", on("post", wall("cookies")), _HELD, kinds=_PAGES, publishes=4),
    Fault("maintenance on posts, 200", on("post", wall("maintenance")), _HELD, kinds=_PAGES, publishes=4),
    Fault(
        "login on posts, 200",
        on("post", wall("login")),
        _HELD | _codes("pages-failed"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "'not found' on posts, 200",
        on("post", wall("missing")),
        _HELD | _codes("pages-failed posts-gone-at-once"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault(
        "cookie wall on most posts, 200",
        on("post", on_part(wall("cookies"))),
        _HELD,
        kinds=_PAGES,
        publishes=5,
    ),
    Fault(
        "title of posts is the site's name", on("post", changes.same_title), _HELD, kinds=_PAGES, publishes=4
    ),
    Fault(
        "posts cut short",
        on("post", changes.cut),
        _codes("page-cut bodies-short pages-failed"),
        kinds=_PAGES,
        publishes=4,
    ),
    Fault("posts in a wrong charset", on("post", changes.wrong_charset), kinds=_PAGES, publishes=2),
    Fault("today's date on every page", on("post", changes.of_today), _SAME_DAY, kinds=_PAGES, publishes=4),
    Fault("a notice on every page", on("post", changes.with_notice), kinds=_PAGES, publishes=2),
    Fault("a counter on every page", on("post", changes.with_clock), kinds=_PAGES, publishes=2),
    Fault(
        "many posts withdrawn at once",
        told=_codes("posts-gone-at-once"),
        kinds=_PAGES,
        begin=changes.withdraw_many,
        heals=True,
    ),
    Fault("new addresses without redirects", also=_codes("posts-gone-at-once"), begin=changes.new_addresses),
)
OF_SILENCE = (
    Fault(
        "the feed is frozen, the list goes on",
        on("feed rest", changes.old_copy),
        _codes("index-frozen"),
        _codes("silent"),
        kinds=("feed", "wordpress"),
        within=15,
        lasts=16,
        publishes=2,
        closing=3,
        heals=True,
        most_days=5,
    ),
    Fault(
        "304 to every conditional request",
        on(INDEXES, changes.stuck_tag),
        _codes("index-frozen"),
        _codes("silent"),
        within=15,
        lasts=16,
        publishes=2,
        closing=3,
        heals=True,
        most_days=5,
    ),
    Fault(
        "nothing is published any more", told=_codes("silent"), within=13, lasts=14, silent=True, most_days=3
    ),
)
OF_DESIGNS = (
    Fault(
        "redesign: selectors find nothing",
        told=_codes("selector-lost index-empty"),
        also=_codes("site-rebuilt"),
        kinds=("feed", "listing"),
        configured=True,
        publishes=3,
        begin=changes.redesign,
        redesigns=True,
        closing=5,
        end=changes.undo_redesign,
    ),
    Fault(
        "redesign without selectors",
        also=_codes("site-rebuilt"),
        kinds=("feed", "listing", "wordpress"),
        configured=False,
        publishes=3,
        begin=changes.redesign,
        redesigns=True,
        closing=5,
        end=changes.undo_redesign,
    ),
)
FAULTS: tuple[Fault, ...] = (*OF_HOSTS, *OF_INDEXES, *OF_POSTS, *OF_DESIGNS, *OF_SILENCE)
