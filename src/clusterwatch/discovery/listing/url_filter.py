"""Entries → those that can be posts: not indexes, forms, files, events, legal pages or other sites.

The rules test whole path segments, in many languages. Some are certain: files, other schemes and the index itself
are always dropped. The others are conventions of site builders, and do not apply to a list that they would empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from clusterwatch import urls
from clusterwatch.dates.url import YEAR
from clusterwatch.models import Entry, LeftOutReason, Method
from clusterwatch.text import fold
from clusterwatch.vocab import by_language, folded_word, phrases, slugs

# The end of the address of a list of a year, a month or a day, and that of a page below a month or a day.
_DATE = re.compile(rf"/{YEAR}(?:/\d{{1,2}}){{0,2}}$")
_BELOW_DATE = re.compile(rf"/{YEAR}(?:/\d{{1,2}}){{1,2}}/[^/]+$")
_INDEX_QUERY = re.compile(
    r"^(s|q|search|keyword|keywords|cat|tag|author|m|feed|page|paged|page_id|attachment_id|start|limitstart|offset"
    r"|sort|order|orderby|filter|filters?\[.*|year|month|date|login|redirect_to|add-to-cart|share|print|format|ical|post_type)$",
    re.I,
)
_LANGUAGE = re.compile(
    r"^([a-z]{2}|eng|fr[ae]|deu|ger|spa|esp|ita|por|pol|nld|dut|ce[sz]|slk|slv|hun|ron|rom|bul|hrv|ell|lit|lav|est|fin|swe"
    r"|dan|nor|glg|eus|cat|srp|ukr|tur)([-_][a-z]{2,4})?$",
    re.I,
)
_BREAK = re.compile(r"[-_. ]|%20")
# Codes of countries that stand for their languages in names of files.
_OF_COUNTRIES = frozenset({"cz", "dk", "ee", "gb", "gr", "no", "se", "si", "ua"})
_PAGE_NUMBER = re.compile(rf"/(?:page-?|{phrases('page_numbers').pattern}/)\d+/?$", re.I)
PAGE_PARAMETER = re.compile(
    rf"(?:^|[?&])(?:\w+%5B|\w+\[|\w+[_-])?(?:current_?page|paged|pg?|pageno|page_no|pagenum|cur"
    rf"|{phrases('page_numbers').pattern})(?:_[a-z]?\d{{1,4}})?(?:%5D|\])?=(\d{{1,9}})(?!\d)",
    re.I,
)
_PAGE_OF_INDEX = re.compile(
    rf"/(?:p/?|{phrases('page_numbers').pattern}(?:[/:=_-]|%3[AD])?)\d{{1,5}}/?$", re.I
)

# The first page of an index, and the next ones: `index2.html`, `index-2.html`, `index_2.html`.
_FIRST_FILE = re.compile(r"/(?:index[-_]?\d{0,3}(?:\.\w{2,5})?)?", re.I)
_FILE_OF_INDEX = re.compile(r"/index[-_]?\d{1,3}(?:\.\w{2,5})?", re.I)

_WORDS = re.compile(r"[^\W\d_]+")  # of the name of a parameter
_DATED = re.compile(r"/(19|20)\d\d/(0?[1-9]|1[0-2])/([0-2]?\d|3[01])/[^/?#]+/?$")
_FEW = 3  # posts: so many show how the addresses of posts are made
_LONG = 200  # characters of the two ends of a long path that are looked at

Item = TypeVar("Item")


@lru_cache(maxsize=256)  # an address is looked at from several sides in a row
def segments(url: str) -> tuple[str, ...]:
    """The path of an address as folded segments, without empty ones; of a very long path the first and the last."""
    path = urlsplit(url).path
    if len(path) > 2 * _LONG:
        path = f"{path[:_LONG]}/{path[-_LONG:]}"
    return tuple([fold(unquote(s)) for s in path.split("/") if s])


def last_name(url: str) -> str:
    """The last segment of an address without the ending of a page; empty for the front page."""
    found = segments(url)
    return urls.without_ending(found[-1]) if found else ""


def is_named(parameter: str, *sets: str) -> bool:
    """True when the last word of the name of a parameter is in one of these vocabularies: `filter[year]`."""
    found = _WORDS.findall(folded_word(parameter))
    return bool(found) and found[-1] in phrases(*sets)


def news_segments() -> frozenset[str]:
    """Segments of addresses of news pages, and of posts in general."""
    return slugs("news_pages", "press_pages", "news_paths")


def without_language(name: str) -> tuple[str, frozenset[str]]:
    """The address of a file without what may be codes of languages in its name, and these codes, of two letters.

    They may be other words, too, as in `note-de-synthese`: only the other files beside it show whether they are codes.
    """
    path, slash, last = name.rpartition("/")
    first, *others = _BREAK.split(last)
    codes = frozenset(p[:2].lower() for p in others if _is_code(p))
    return f"{path}{slash}{'-'.join([first, *(p for p in others if not _is_code(p))])}", codes


def _is_code(word: str) -> bool:
    """True for a code of a language whose words are known: `fr`, `FRA`."""
    code = word.lower()
    if len(code) == 2:
        return code in by_language("common_words") or code in _OF_COUNTRIES
    return _LANGUAGE.match(code) is not None


class AddressShape:
    """What the addresses of some posts have in common: the number of segments, and those that are the same in all."""

    def __init__(self, addresses: Sequence[str]) -> None:
        split = [segments(url) for url in addresses]
        lengths = Counter(map(len, split))
        self._length = max(lengths, key=lengths.__getitem__, default=0)
        alike = [parts for parts in split if len(parts) == self._length]
        levels = enumerate({parts[n] for parts in alike} for n in range(self._length))
        self._same = {
            n: word for n, level in levels for word in level if len(level) == 1 and not word.isdigit()
        }
        self._query = {name for url in addresses for name, _ in parse_qsl(urlsplit(url).query)}

    @property
    def words(self) -> frozenset[str]:
        """The segments that are the same in all."""
        return frozenset(self._same.values())

    def fits(self, url: str) -> bool:
        """True when an address has all that the others have in common."""
        parts = segments(url)
        names = {name for name, _ in parse_qsl(urlsplit(url).query)}
        return (
            len(parts) == self._length
            and all(parts[n] == part for n, part in self._same.items())
            and (names == self._query if self._query else not names)
        )


def folders(addresses: Iterable[str]) -> list[str]:
    """The addresses of the folders of some posts, that with most posts first; without the front page."""
    found: list[str] = []
    for url in addresses:
        parts = urlsplit(url)
        above, _, _ = parts.path.rstrip("/").rpartition("/")
        if above and not parts.query:
            slash = "/" if parts.path.endswith("/") else ""
            found.append(urlunsplit((parts.scheme, parts.netloc, above + slash, "", "")))
    return [url for url, _ in Counter(found).most_common()]


def is_below(url: str, folder: str) -> bool:
    """True for an address in a folder of the same host."""
    one, other = urlsplit(url), urlsplit(folder)
    return one.netloc == other.netloc and one.path.startswith(f"{other.path.rstrip('/')}/")


def is_home(url: str) -> bool:
    """True for the front page of a site or of one of its languages."""
    query = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    if any(name not in {"lang", "language", "l", "locale"} for name in query):
        return False
    parts = [part for part in segments(url) if not urls.is_front_page(part)]
    match parts:
        case [code]:
            return bool(_LANGUAGE.match(code)) and code not in news_segments()
    return not parts


def left_out(url: str, index: str, *, files: bool = False) -> LeftOutReason | None:
    """The reason why `url` is not a page of the site of `index`: it is a file, or on another site.

    With `files`, a file may be a post if it can be the text of one.
    """
    parts, own = urlsplit(url), urlsplit(index)
    if not (parts.netloc == own.netloc or urls.same_site(url, index)):
        return LeftOutReason.OTHER_SITE
    return LeftOutReason.FILE if urls.is_file(url) and not (files and urls.is_document(url)) else None


def never(url: str, index: str, *, files: bool = False) -> bool:
    """True when `url` is certainly not a post of the index at `index`; `files` as in `left_out`."""
    parts, own = urlsplit(url), urlsplit(index)
    if left_out(url, index, files=files):
        return True
    if parts.fragment:
        return False  # a section of a page
    if is_home(url) or _PAGE_NUMBER.search(parts.path) or urls.key(url) == urls.key(index):
        return True
    if _FIRST_FILE.fullmatch(own.path) and _FILE_OF_INDEX.fullmatch(parts.path):
        return True
    index_path = _without_number(own.path)
    if index_path and parts.path != own.path and _without_number(parts.path) == index_path:
        return True
    same_path = parts.path.rstrip("/") == own.path.rstrip("/")
    if not (same_path and parts.query):
        return False
    if PAGE_PARAMETER.search(parts.query) and not re.search(r"(?:^|&)p=", parts.query):
        return True  # WordPress writes ?p= for posts
    names = [n for n, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return bool(names) and all(_INDEX_QUERY.match(n) or n == "lang" for n in names)


def _without_number(path: str) -> str:
    """The path of an index without the number of its page at the end."""
    return _PAGE_OF_INDEX.sub("", path).rstrip("/")


def unlikely(url: str, index: str, *, dated: bool = False, own: frozenset[str] = frozenset()) -> bool:
    """True when `url` is by convention not a post. Words in the address of the index, and `own`, do not count.

    A category may be named like events: where a feed has the day of publication (`dated`), or the path has a day before
    the title, such a word does not count either.
    """
    if urlsplit(url).fragment:
        return False
    own = own | set(segments(index))
    parts = [s for s in segments(url) if s not in own]
    if not parts and urlsplit(index).path.startswith(urlsplit(url).path) and not urlsplit(url).query:
        return True  # an index above
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    if query and all(_INDEX_QUERY.match(name) for name, _ in query):
        return True  # a form or an index
    return bool(parts) and _has_unlikely_segments(parts, segments(url), dated or bool(_DATED.search(url)))


def _has_unlikely_segments(parts: Sequence[str], whole: Sequence[str], dated: bool) -> bool:
    last = urls.without_ending(parts[-1])
    titled = is_titled(parts[-1])
    never_posts = slugs("form_paths") if dated else slugs("form_paths", "event_lists", "event_paths")
    for segment in parts:
        bare = urls.without_ending(segment)
        if segment in slugs("form_paths") or bare in never_posts:
            return True
        if bare in slugs("job_paths") and not news_segments() & set(whole):
            return True
        if bare in slugs("index_paths") and not titled:
            return True
        if bare in slugs("member_paths") and not (titled and segment != parts[0]):
            return True
    if last in slugs("page_paths", "owner_paths", "member_paths", "job_paths"):
        return True
    path = "/".join(("", *whole))
    if last in news_segments() and not re.search(r"\d", last) and not _BELOW_DATE.search(path):
        return True  # /2026/10/09/news/ is a post with a poor slug
    return bool(_DATE.search(path))


def is_titled(segment: str) -> bool:
    """True for a segment of an address that is made from a title: it has four words or more."""
    return len(re.findall(r"[^\W_]+", urls.without_ending(segment))) >= 4


def is_news_address(url: str) -> bool:
    """True when a segment before the last is a word for news, or the path has a date."""
    *above, _ = ("", *segments(url))
    return any(p in news_segments() for p in above) or bool(re.search(r"/(19|20)\d\d/\d\d?/.", url))


def is_event_address(url: str) -> bool:
    """True when a segment before the last is a word for events, and none is one for news."""
    *above, _ = ("", *segments(url))
    return not slugs("event_lists", "event_paths").isdisjoint(above) and news_segments().isdisjoint(above)


def likely(found: Sequence[tuple[str, Item]], index: str) -> list[Item]:
    """The items whose addresses can be posts. Where the conventions would leave none, they do not apply."""
    # One pass, so that an address is split once.
    possible = [(unlikely(url, index), item) for url, item in found if not never(url, index)]
    return [item for is_unlikely, item in possible if not is_unlikely] or [item for _, item in possible]


def alike(posts: Sequence[str], others: Iterable[str], index: str) -> frozenset[str]:
    """The addresses among `others`, by convention no posts, that are made like those of the posts.

    Where `/archive/` or `/members/` stands in the address of each post, it says nothing of a post with a short title
    either. It does, if most of the addresses with this word are no posts.
    """
    if len(posts) < _FEW:
        return frozenset()
    shape = AddressShape(posts)
    same = [url for url in others if shape.fits(url) and not unlikely(url, index, own=shape.words)]
    return frozenset(same) if len(same) * 2 <= len(posts) else frozenset()


def filter_entries(
    entries: Sequence[Entry], index: str, *, sure: bool = False, files: bool = False
) -> tuple[Entry, ...]:
    """The entries that can be posts, each once (by `urls.key` of its address and of its twins), in their order.

    `sure` where a selector of a person or the interface of the site says that they are posts; then only the certain
    rules apply. With `files`, files that can be the text of a post are posts.
    """
    home = site_index(entries, index)
    wanted = [e for e in entries if not never(e.url, home, files=files)]
    if not sure:
        wanted = _by_convention(wanted, home) or wanted
    seen: set[str] = set()
    out = []
    for entry in wanted:
        keys = {urls.key(u) for u in (entry.url, *entry.twins)}
        if not keys & seen:
            out.append(entry)
        seen |= keys
    return tuple(out)


def _by_convention(entries: Sequence[Entry], index: str) -> list[Entry]:
    taken = [(e, urls.is_document(e.url) or not unlikely(e.url, index, dated=_is_dated(e))) for e in entries]
    posts = [e.url for e, is_post in taken if is_post]
    also = alike(posts, [e.url for e, is_post in taken if not is_post], index)
    return [e for e, is_post in taken if is_post or e.url in also]


def _is_dated(entry: Entry) -> bool:
    return entry.method is Method.FEED and entry.published is not None


def site_index(entries: Sequence[Entry], index: str) -> str:
    """The index, or the site of most of its posts where none lies on the index's (a feed hosted elsewhere)."""
    if any(urls.same_site(e.url, index) for e in entries):
        return index
    sites = Counter("{0.scheme}://{0.netloc}/".format(urlsplit(e.url)) for e in entries)
    return max(sites, key=sites.__getitem__, default=index)
