"""Two addresses → how one differs from the other, as pages of one list do: by a number of pages or posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from clusterwatch.dates.url import YEARS
from clusterwatch.discovery.listing import url_filter
from clusterwatch.discovery.listing.url_filter import PAGE_PARAMETER
from clusterwatch.vocab import phrases

WORD_AND_NUMBER = re.compile(r"(.*/[^/\d][^/]*)/(\d{1,4})/?")
_ENDING = r"(?:\.(?:html?|php|aspx?|jsp|cfm))?"
_PATH = re.compile(
    rf"/(?:p|{phrases('page_numbers').pattern})(?:[/:=_-]|%3[AD])?(\d{{1,9}})(?:/|{_ENDING})$", re.I
)
# What the first page of a folder has at the end of its path, and the others have not.
_FIRST = re.compile(rf"(?:/(?:index|default))?{_ENDING}$", re.I)
_IN_PATH = re.compile(rf"/(?:\w{{1,12}}-)?(\d{{1,5}})(?:/|{_ENDING})$", re.I)
_FILE = re.compile(r"(.*?)[-_]?(\d{0,4})(\.\w{2,5}|)")
# Parameters that change with each address and say nothing, and those that name a year, a month or a day.
_CHECKSUM = re.compile(r"c?hash|_|nonce|token|time|ts|v", re.I)
_OF_DAYS = ("year_parameters", "month_parameters", "day_parameters")
# Parameters with the number of the first post of a page.
_OFFSET = re.compile(r"start|limitstart|offset|from|skip|b_start:int|debut.*")


@dataclass(frozen=True, slots=True)
class Slot:
    """The one place where an address differs from that of the page: `name` of the place, and its number."""

    name: str
    value: int


def is_paged(target: str, url: str) -> bool:
    """True when two addresses differ by a number of pages or posts only."""
    one, other = urlsplit(target), urlsplit(url)
    if number_of(target) is not None and bare(target).startswith(bare(url).rstrip("/")):
        return True
    named = {n for n, v in parse_qsl(one.query) if v.isdigit() and _OFFSET.fullmatch(n)}
    return bool(named) and one.path.rstrip("/") == other.path.rstrip("/")


def differs_in_query(target: str, url: str) -> bool:
    """True when two addresses differ only in parameters with numbers, and in none that names a day."""
    one, other = urlsplit(target), urlsplit(url)
    own, its = {*parse_qsl(other.query)}, {*parse_qsl(one.query)}
    numbers = any(re.search(r"\d", value) for _, value in its - own)
    return (
        one.path == other.path
        and numbers
        and not any(url_filter.is_named(n, *_OF_DAYS) for n, _ in its ^ own)
    )


def slot_of(target: str, url: str) -> Slot | None:
    """The number by which alone an address differs from that of the page; None where more differs, or a day."""
    one, other = urlsplit(target), urlsplit(url)
    if one.path.rstrip("/") != other.path.rstrip("/"):
        number, place = _IN_PATH.search(one.path), one.path.rstrip("/").rpartition("/")[0]
        if not number or one.query != other.query or int(number[1]) in YEARS:
            return None
        above = _IN_PATH.sub("", other.path)
        beside = place in {above, without_file(other.path), without_file(above)}
        return Slot("/", int(number[1])) if beside else None
    own, its = dict(parse_qsl(other.query)), dict(parse_qsl(one.query))
    changed = [n for n, v in its.items() if own.get(n) != v and not _CHECKSUM.fullmatch(n)]
    match changed:
        case [name] if re.fullmatch(r"\d{1,5}", its[name]) and not url_filter.is_named(name, *_OF_DAYS):
            return Slot(name, int(its[name]))
    return None


def own_value(slot: str, url: str) -> int | None:
    """The number in this place of the address of the page itself."""
    parts = urlsplit(url)
    if slot == "/":
        number = _IN_PATH.search(parts.path)
        return int(number[1]) if number else None
    value = dict(parse_qsl(parts.query)).get(slot, "")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else None


def bare(url: str) -> str:
    """The path of an address without the number of a page and without the name of a file."""
    return without_file(_PATH.sub("", urlsplit(url).path)) or "/"


def without_file(path: str) -> str:
    return _FIRST.sub("", path.rstrip("/"))


def number_of(url: str) -> int | None:
    """The number of the page that an address names, or None."""
    found = _PATH.search(urlsplit(url).path) or PAGE_PARAMETER.search(urlsplit(url).query)
    return int(found[1]) if found else None


def numbers_of_files(target: str, url: str) -> tuple[int, int]:
    """The numbers of the file at `url` and of one that differs by its number only; 0 for a file without a number.

    0 and 0 for other files, and where a number is a year.
    """
    path, other = ((p := urlsplit(u).path) + ("index.html" if p.endswith("/") else "") for u in (url, target))
    if here := _FILE.fullmatch(path):
        stem, number, ending = here.groups()
        written = re.fullmatch(re.escape(stem) + r"[-_]?(\d{0,4})" + re.escape(ending), other)
        if written and YEARS.isdisjoint(numbers := (int(number or 0), int(written[1] or 0))):
            return numbers
    return 0, 0


def leads_back(target: str, url: str) -> bool:
    """True for a link from a numbered file to the first one, which some sites call the next page."""
    own, number = numbers_of_files(target, url)
    return bool(own) and not number


def is_before(target: str, url: str) -> bool:
    """True for `/older/1` on the page `/older/2`."""
    one, own = (WORD_AND_NUMBER.fullmatch(urlsplit(address).path) for address in (target, url))
    return bool(one and own and one[1] == own[1] and int(one[2]) in range(int(own[2])))
