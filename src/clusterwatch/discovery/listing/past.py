"""A page of a listing → what it says of posts that it does not show: archives, years, and how many there are.

A backfill uses it to find older posts, and to know whether it has reached them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from clusterwatch import html_tree, urls
from clusterwatch.dates import parse_date
from clusterwatch.dates.url import YEAR, YEAR_IN_TEXT
from clusterwatch.discovery.listing import pagination, url_filter
from clusterwatch.discovery.listing.links import ancestors, outline_of
from clusterwatch.discovery.listing.outline import Nearest, Outline
from clusterwatch.models import Page
from clusterwatch.vocab import folded, only_words, phrases, slugs

_LONGEST = 60  # letters of a link to an archive
_BELOW, _MENU = 3, 8  # links below a list and in the menu that may lead to the whole list
_WORDS = 3  # of a link that says `March 2024 (3)`
_SHALLOW = 2  # segments of the address of a link in the menu
_MOST_CHOICES = 500  # of the lists of a page
_MOST_TEXTS = 4_000  # elements that are asked for a text such as `1 / 5`
_NUMBER = re.compile(r"\d+")
_NUMBER_OF_POSTS = re.compile(r"\s?[(\[]\d{1,4}[)\]]$|\s\d{1,3}$")
_COUNT = phrases("page_counts").pattern
_PAGES = re.compile(
    rf"(?<![\d/.])(?<!/\s)([1-9]\d{{0,3}})\s?(?:/|{_COUNT})\s?(?!{YEAR})([1-9]\d{{0,3}})(?!\d|\s?[/.])"
)
_POSTS = re.compile(rf"(?<!\d)\d{{1,4}}\s?[-–—]\s?(\d{{1,5}})\s(?:{_COUNT})\s(\d{{1,5}})(?!\d)")


@dataclass(frozen=True, slots=True)
class Past:
    """What a page says of older posts.

    `archives` are pages that are called archives, `lists` news and press pages, likeliest first; both may list all
    posts. `periods` are those of years and months, newest first.
    `pages` is how many pages the list has, `posts` how many posts, `said` the text that says so. `more` is True when
    there is a link or button for more, whether its address can be read or not, `pager` when there is a pager at all.
    """

    archives: tuple[str, ...]
    lists: tuple[str, ...]
    periods: tuple[str, ...]
    pages: int | None
    posts: int | None
    said: str
    more: bool
    pager: bool


def read_past(page: Page) -> Past:
    """What a page says of older posts; a worker runs it."""
    return past_of(outline_of(page), page.url)


def read_below(page: Page, folder: str) -> tuple[str, ...]:
    """The addresses directly in a folder to which a page links; a worker runs it."""
    outline = outline_of(page)
    depth = len(url_filter.segments(folder)) + 1
    below = (target for _, target in outline.links if url_filter.is_below(target, folder))
    return tuple(dict.fromkeys(t for t in below if len(url_filter.segments(t)) == depth))


def read_leads(page: Page, places: frozenset[str]) -> tuple[str, ...]:
    """The links that stand below the list whose links have these places, then those of the menu of a front page.

    A worker runs it.
    """
    outline = outline_of(page)
    links = [(n, t) for n, t in outline.links if _of_site(t, page.url) and not url_filter.never(t, page.url)]
    posts = [node for node, _ in links if outline.path(node) in places]
    if not posts:
        return ()
    (start, _), (_, last) = outline.span(posts[0]), outline.span(posts[-1])
    around = next((a for a in ancestors(posts[-1]) if start in range(*outline.span(a))), None)
    _, end = outline.span(around.parent if around else None)
    below = [
        t
        for n, t in links
        if outline.span(n)[0] in range(last, end) and outline.text(n, _LONGEST) and _period(t) is None
    ]
    menus = Nearest(lambda node: node.tag in {"nav", "header"})
    menu = [t for n, t in links if len(url_filter.segments(t)) <= _SHALLOW and menus.of(n)]
    found = (*below[:_BELOW], *(menu[:_MENU] if url_filter.is_home(page.url) else ()))
    return tuple(dict.fromkeys(found))


def past_of(outline: Outline, url: str) -> Past:
    """As `read_past`, for a page that is parsed."""
    pages, posts, said = _counts(outline)
    number = pagination.last_number(outline, url) or pagination.scripted_number(outline)
    if number and (pages is None or number > pages):
        pages, said = number, str(number)
    more, pager = pagination.more_and_pager(outline)
    periods = _periods(outline, url)
    likely = {target: weight for target, weight in _weighted(outline, url).items() if target not in periods}
    archives = tuple(target for target, weight in likely.items() if weight == 0)
    lists = tuple(target for target, weight in likely.items() if weight)
    return Past(archives, lists, periods, pages, posts, said, more, pager)


def archive_links(outline: Outline, url: str) -> tuple[str, ...]:
    """The links of a page to pages that may list all posts of the site, likeliest first."""
    return tuple(_weighted(outline, url))


def _weighted(outline: Outline, url: str) -> dict[str, int]:
    """The links to pages that may list all posts, likeliest first: 0 for archives, 1 for news and 2 for press pages."""
    weights: dict[str, int] = {}
    names = (
        (phrases("archive_pages"), slugs("archive_pages")),
        (phrases("news_pages"), slugs("news_pages")),
        (phrases("press_pages"), slugs("press_pages", "news_paths")),
    )
    for node, target in outline.links:
        text = outline.text(node, _LONGEST)
        if text is None or not _of_site(target, url):
            continue
        words = only_words(text)
        last = url_filter.last_name(target)
        for weight, (listed, segments) in enumerate(names):
            if words in listed or last in segments or (len(words.split()) <= 4 and listed.within(words)):
                weights[target] = min(weight, weights.get(target, weight))
                break
    return dict(sorted(weights.items(), key=lambda pair: pair[1]))


def _of_site(target: str, url: str) -> bool:
    """True for another page of the site that is not a file."""
    return urls.same_site(target, url) and not urls.is_file(target) and urls.key(target) != urls.key(url)


def _periods(outline: Outline, url: str) -> tuple[str, ...]:
    """The lists of years and months, newest first.

    A link to a month whose text is not understood (`May` is another word too, `listopad` two months) is one of them if
    its address differs only in numbers from the address of one that is.
    """
    own = _period(url)
    found: dict[str, tuple[int, int]] = {}
    unread: dict[str, tuple[int, int]] = {}
    for node, target in (*outline.links, *_choices(outline)):
        period = _period(target) if urls.same_site(target, url) else None
        if period is None or period == own:
            continue
        text = outline.text(node, _LONGEST)
        if _says(text, period):
            found.setdefault(target, period)
        elif text and period[1] and len(text.split()) <= _WORDS:
            unread.setdefault(target, period)
    makes = {_NUMBER.sub("#", target) for target in found}
    found |= {t: period for t, period in unread.items() if _NUMBER.sub("#", t) in makes}
    return tuple(sorted(found, key=lambda target: found[target], reverse=True))


def _says(text: str | None, period: tuple[int, int]) -> bool:
    """True when the text of a link is this year or month: `2024`, `March 2024 (3)`, or `March` below a year."""
    year, month = period
    words = _NUMBER_OF_POSTS.sub("", text or "")
    written = YEAR_IN_TEXT.search(words)
    if not words or not (written or month) or (written and int(written[0]) != year):
        return False
    if folded(words.replace(str(year), "")).strip() in phrases("archive_pages", "news_pages"):
        return True
    read = parse_date(words if written else f"{words} {year}")
    return read is not None and read.precision in {"year", "month"} and len(read.raw) >= len(words)


def _choices(outline: Outline) -> Iterator[tuple[html_tree.Node, str]]:
    """The choices of lists such as `<select name=year>`, each with the address that its form requests."""
    for node in outline.tree.css("select option[value]")[:_MOST_CHOICES]:
        value = node.attributes.get("value") or ""
        name = next(a for a in ancestors(node) if a.tag == "select").attributes.get("name")
        if re.match(r"https?://|/|\?", value):
            target = urls.absolute(outline.base, value)
        elif name and re.fullmatch(YEAR, value):
            form = next((a for a in ancestors(node) if a.tag == "form"), None)
            action = form.attributes.get("action") if form is not None else None
            target = urls.absolute(
                outline.base, f"{(action or outline.url).split('?')[0]}?{urlencode({name: value})}"
            )
        else:
            target = None
        if target:
            yield node, target


def _period(url: str) -> tuple[int, int] | None:
    """The year and month (0: none) that an address is of; None for one of a day, and for one without a year."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    numbers = [(n, v) for n, v in query if re.fullmatch(r"\d{1,2}", v)]
    if any(url_filter.is_named(name, "day_parameters") for name, _ in numbers):
        return None
    for _, value in query:
        found = re.fullmatch(rf"({YEAR})[-/]?(\d{{1,2}})?", value)
        if found:
            months = (v for n, v in numbers if url_filter.is_named(n, "month_parameters"))
            return int(found[1]), int(found[2] or next(months, 0))
    path = "/".join(("", *url_filter.segments(url)))
    tail = re.search(rf"/(?:[^/\d]{{1,20}}-)?({YEAR})(?:[-/](\d{{1,2}}))?(?:\.\w{{2,5}})?$", path)
    month_first = re.search(rf"/(\d{{1,2}})[-_/]({YEAR})(?:\.\w{{2,5}})?$", path)
    if month_first and 1 <= int(month_first[1]) <= 12:
        return int(month_first[2]), int(month_first[1])
    return (int(tail[1]), int(tail[2] or 0)) if tail else None


def _counts(outline: Outline) -> tuple[int | None, int | None, str]:
    """The numbers of pages and of posts that a short text of the page says, and that text."""
    pages, posts, said = None, None, ""
    nodes = outline.tree.css("nav,ul,ol,div,p,td,span,b,strong,small,em,li")[:_MOST_TEXTS]
    for text in (t for node in nodes if (t := outline.text(node, _LONGEST)) and _NUMBER.search(t)):
        words = folded(text)
        of_posts, of_pages = _POSTS.search(words), _PAGES.search(words)
        if of_posts and int(of_posts[1]) < int(of_posts[2]):
            posts, said = int(of_posts[2]), text
        elif of_pages and _is_count(words, of_pages) and int(of_pages[1]) < int(of_pages[2]):
            pages, said = int(of_pages[2]), text
    return pages, posts, said


def _is_count(text: str, found: re.Match[str]) -> bool:
    """True when the text around `1 / 5` is of a pager: a word for a page before it, or none but one for the next."""
    before, after = (only_words(t).strip(" -") for t in (text[: found.start()], text[found.end() :]))
    if before:
        return before.rpartition(" ")[2] in phrases("page_words", "page_numbers")
    return not after or pagination.says_next(after)
