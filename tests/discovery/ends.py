"""Sites whose list shows the newest of their posts, and leads to the others, or speaks of them, in many ways.

`draw` makes such a site from a number: its language, posts, markup, addresses, and the make of its links.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from itertools import groupby
from random import Random

from clusterwatch import urls, vocab
from tests.discovery.fakeweb import Answer

SITE = "https://www.cluster.example"
SETS = (
    "year_parameters",
    "month_parameters",
    "page_words",
    "page_numbers",
    "page_counts",
    "next_page",
    "archive_pages",
    "news_pages",
)
LANGUAGES = sorted(set.intersection(*({*vocab.by_language(name)} for name in SETS)))
MONTHS: Mapping[str, list[list[str]]] = {
    code: words["months"]
    for code, words in json.loads(
        files("clusterwatch.dates").joinpath("cldr.json").read_text("utf-8")
    ).items()
}
WHAT = (
    "Members visit a foundry",
    "New laboratory for young firms",
    "Call for partners in the north",
    "Three firms share a machine",
    "Report on the first half year",
    "Our office has moved to the port",
    "A prize for clean water",
)
ROWS: tuple[str, ...] = (
    "<li><a href='{url}'>{title}</a> {day}</li>",
    "<article><h3><a href='{url}'>{title}</a></h3><time>{day}</time><p>What it will bring to all of us.</p></article>",
    "<div class='item'><span>{day}</span><h4><a href='{url}'>{title}</a></h4></div>",
    "<tr><td>{day}</td><td><a href='{url}'>{title}</a></td></tr>",
)
AROUND = ("<ul>{}</ul>", "<section>{}</section>", "<div>{}</div>", "<table>{}</table>")


@dataclass
class Ending:
    """A site: its posts, newest first, the pages of its list, and whether all posts can be read from them."""

    random: Random
    language: str
    size: int
    news: str
    days: list[date]
    web: dict[str, Answer] = field(default_factory=dict)
    readable: bool = True

    def __post_init__(self) -> None:
        self._make = self.random.randrange(len(ROWS))
        self.posts = [
            urls.canonical(
                f"{SITE}{self.news.removesuffix('.html')}/{n}-{WHAT[n % 7].lower().replace(' ', '-')}"
            )
            for n in range(len(self.days))
        ]

    def word(self, name: str) -> str:
        """A phrase of a vocabulary in the language of the site."""
        return self.random.choice(vocab.by_language(name)[self.language]).replace("*", "")

    def rows(self, numbers: Sequence[int]) -> str:
        """The markup of a list of these posts."""
        rows = (
            ROWS[self._make].format(
                url=self.posts[n], title=f"{WHAT[n % 7]}, part {n}", day=self.days[n].strftime("%d.%m.%Y")
            )
            for n in numbers
        )
        return AROUND[self._make].format("".join(rows))

    def show(self, path: str, numbers: Sequence[int], after: str = "") -> None:
        """Add a page that lists these posts."""
        menu = f"<header><nav><a href='/'>Home</a> <a href='{self.news}'>{self.word('news_pages')}</a></nav></header>"
        self.web[urls.canonical(SITE + path)] = (
            f"<html lang='{self.language}'><body>{menu}<main><h1>{self.word('news_pages')}</h1>"
            f"{self.rows(numbers)}{after}</main><footer><p>2019–2026</p></footer></body></html>"
        )

    @property
    def parts(self) -> list[list[int]]:
        """The numbers of the posts on each page."""
        numbers = range(len(self.posts))
        return [list(numbers[n : n + self.size]) for n in numbers[:: self.size]]


def _pager(site: Ending, address: Callable[[int], str], label: Callable[[int], str] = str) -> None:
    """One page after another: numbers, or a link to the next page alone."""
    parts, numbers = site.parts, site.random.random() < 0.6
    following = site.word("next_page")
    for n, part in enumerate(parts):
        if numbers:
            links = "".join(
                f"<li>{label(k + 1)}</li> "
                if k == n
                else f"<li><a href='{address(k + 1)}'>{label(k + 1)}</a></li> "
                for k in range(len(parts))
            )
            after = f"<ul class='pagination'>{links}</ul>"
        else:
            after = (
                f"<p class='pager'><a href='{address(n + 2)}'>{following}</a></p>"
                if n + 1 < len(parts)
                else ""
            )
        site.show(address(n + 1), part, after)


def page_number(site: Ending) -> None:
    """`?page=2`, with the word for a page or another."""
    name = site.random.choice(["page", site.word("page_numbers"), "sheet", "pg"])
    _pager(site, lambda n: site.news if n == 1 else f"{site.news}?{name}={n}")


def offset(site: Ending) -> None:
    """`?start=10`: the number of the first post of the page."""
    name = site.random.choice(["start", "offset", "from", "debut_articles"])
    _pager(site, lambda n: site.news if n == 1 else f"{site.news}?{name}={(n - 1) * site.size}")


def page_in_path(site: Ending) -> None:
    """`/news/page/2`."""
    word = site.word("page_numbers")
    _pager(site, lambda n: site.news if n == 1 else f"{site.news.removesuffix('.html')}/{word}/{n}/")


def numbered_file(site: Ending) -> None:
    """`/news.html`, `/news2.html`."""
    stem = site.news.removesuffix(".html")
    site.news = f"{stem}.html"
    _pager(site, lambda n: site.news if n == 1 else f"{stem}{n}.html")


def _periods(
    site: Ending, key: Callable[[date], str], address: Callable[[str], str], label: Callable[[str], str]
) -> None:
    """The newest posts, and links to the lists of years or months."""
    groups = [
        (name, list(numbers)) for name, numbers in groupby(range(len(site.days)), lambda n: key(site.days[n]))
    ]
    links = "".join(f"<li><a href='{address(name)}'>{label(name)}</a></li> " for name, _ in groups)
    place = site.random.choice(["<ul class='years'>{}</ul>", "<div class='pagination'><ul>{}</ul></div>"])
    after = place.format(links)
    site.show(site.news, site.parts[0], after)
    for name, numbers in groups:
        site.show(address(name), numbers, after)


def year_in_path(site: Ending) -> None:
    """`/news/2024`."""
    folder = site.news.removesuffix(".html") + site.random.choice(["", "/archive", "/y"])
    _periods(site, lambda day: str(day.year), lambda year: f"{folder}/{year}", str)


def year_in_query(site: Ending) -> None:
    """`?year=2024`, with the word for a year or another."""
    name = site.random.choice([site.word("year_parameters"), site.word("year_parameters"), "zz"])
    _periods(site, lambda day: str(day.year), lambda year: f"{site.news}?{name}={year}", str)


def year_in_file(site: Ending) -> None:
    """`/news-2024.html`."""
    stem = site.news.removesuffix(".html")
    _periods(site, lambda day: str(day.year), lambda year: f"{stem}-{year}.html", str)


def months(site: Ending) -> None:
    """`/news/2024/03` with the text `March 2024`."""
    names = MONTHS[site.language]
    year, month = site.word("year_parameters"), site.word("month_parameters")
    folder = site.news.removesuffix(".html")
    form = site.random.choice([folder + "/{}/{:02}", f"{site.news}?{year}={{}}&amp;{month}={{}}"])

    def address(key: str) -> str:
        return form.format(*map(int, key.split("-"))).replace("&amp;", "&")

    def label(key: str) -> str:
        return f"{names[int(key[5:]) - 1][0]} {key[:4]}"

    _periods(site, lambda day: day.strftime("%Y-%m"), address, label)


def archive(site: Ending) -> None:
    """A page with all posts, by its name."""
    site.show(site.news, site.parts[0], f"<p><a href='/x/'>{site.word('archive_pages')}</a></p>")
    site.show("/x/", range(len(site.posts)))


def archive_that_goes_on(site: Ending) -> None:
    """A page with more posts, which itself speaks of more."""
    site.readable = False
    site.show(site.news, site.parts[0], f"<p><a href='/x/'>{site.word('archive_pages')}</a></p>")
    more = site.random.choice([_pages_said, _posts_said, _button])
    shown = site.size + site.random.randrange(1, len(site.posts) - site.size)
    site.show("/x/", range(shown), more(site, shown))


def button_with_address(site: Ending) -> None:
    """A button whose attribute is the address of the next page."""
    for n, part in enumerate(site.parts):
        address = f"{site.news}?page={n + 2}"
        button = f"<button class='more' data-url='{address}'>{site.word('next_page')}</button>"
        site.show(
            site.news if n == 0 else f"{site.news}?page={n + 1}",
            part,
            button if n + 1 < len(site.parts) else "",
        )


def _pages_said(site: Ending, shown: int) -> str:
    pages = -(-len(site.posts) // site.size) + 1
    return f"<p>{site.word('page_words')} 1 {site.word('page_counts')} {pages}</p>".capitalize()


def _posts_said(site: Ending, shown: int) -> str:
    return f"<p>1–{shown} {site.word('page_counts')} {len(site.posts)}</p>"


def _button(site: Ending, shown: int) -> str:
    return f"<button>{site.word('next_page')}</button>"


def only_said(site: Ending) -> None:
    """`Page 1 of 5`, `1–10 of 47` or a button alone."""
    site.readable = False
    more = site.random.choice([_pages_said, _posts_said, _button])
    site.show(site.news, site.parts[0], more(site, len(site.parts[0])))


def newest_year_in_pages(site: Ending) -> None:
    """A pager of some pages, and links to years whose posts the pages do not have."""
    newest = [n for n, day in enumerate(site.days) if day.year == site.days[0].year]
    years = sorted({day.year for day in site.days}, reverse=True)
    links = "".join(f"<a href='{site.news}/{year}'>{year}</a> " for year in years)
    half = max(len(newest) // 2, 1)
    pager = f"<p class='pager'><a href='?page=2'>{site.word('next_page')}</a></p>"
    site.show(site.news, newest[:half], pager + links)
    site.show(f"{site.news}?page=2", newest[half:], links)
    for year in years:
        site.show(f"{site.news}/{year}", [n for n, day in enumerate(site.days) if day.year == year], links)


MAKES: tuple[Callable[[Ending], None], ...] = (
    page_number,
    offset,
    page_in_path,
    numbered_file,
    year_in_path,
    year_in_query,
    year_in_file,
    months,
    archive,
    archive_that_goes_on,
    button_with_address,
    only_said,
    newest_year_in_pages,
)


def draw(make: Callable[[Ending], None], seed: int) -> Ending:
    """A site of this make. It may have a front page that shows the newest posts and one more."""
    random = Random(f"{make.__name__} {seed}")
    size, number, step = random.randrange(4, 11), random.randrange(12, 40), random.randrange(9, 60)
    days = [date(2026, 10, 28) - timedelta(days=step * n) for n in range(number)]
    language = random.choice(LANGUAGES)
    word = random.choice(
        ["news", "novinky", "items", random.choice(vocab.by_language("news_paths").get(language, ("x",)))]
    )
    site = Ending(random, language, size, f"/{word}", days)
    make(site)
    home = random.randrange(3)
    if home:
        site.show("/", range(size + home - 1))
    return site
