"""The headings of a page: their own words, without what themes put into them, and whose name they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clusterwatch import urls
from clusterwatch.dates import parse_date
from clusterwatch.extraction.blocks import line_of
from clusterwatch.extraction.compare import squeeze
from clusterwatch.html_tree import TEXT, Node
from clusterwatch.text import one_line
from clusterwatch.vocab import class_names, class_pattern

_APART = re.compile(class_pattern("heading_part", "spoken"), re.I)
_HIDDEN = re.compile(class_pattern("spoken"), re.I)
_LOGO = class_names("site_name")
_HOME = re.compile(rf"https?://[^/]+/(?:[a-z]{{2}}(?:[-_][a-z]{{2,4}})?/?)?(?:{urls.FRONT_PAGES}/?)?", re.I)
# An address whose path ends in a longer word than one of a language, and in no name of a front page.
_BELOW = re.compile(
    rf"(?:https?://[^/\\?#\s]+)?/(?:[\w.~-]+/)*(?!{urls.FRONT_PAGES})[\w-]{{8,}}/?\Z", re.I | re.A
)
_ENDS = " \t\n|·•–—-:,/"
_DAY_AND_MONTH = re.compile(r"(?:3[01]|[12]\d|0?[1-9])\.\s?(?:1[0-2]|0?[1-9])\.")
_NEVER = frozenset(("time", "button", "svg", "script", "style", "noscript", "template"))
_LINES = frozenset(("br", "div", "p", "li", "tr"))
_LONGEST = 400  # characters: a longer heading is no title, and its parts are not read
_WORDS = 3  # of a title that is a part of its heading
_HIGHEST = 3  # elements around a heading in which the class of a logo is looked for


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page.

    `text` are all its words, and `own` those that are left without labels, dates, links to itself and words for screen
    readers; both are one line. `of_site` says whether it is the logo: its link leads to the front page, or its class
    says so. `hidden` says whether only screen readers read it, and `ends` are the words without the first elements or
    lines of the heading.
    """

    text: str
    own: str
    of_site: bool
    hidden: bool
    ends: tuple[str, ...]

    def words(self, declared: Iterable[str]) -> str:
        """Return the heading with its labels only if another place declares the title with them.

        What stands first in an element or line of its own is left out if another place begins with the rest.
        """
        forms, whole = [squeeze(other) for other in declared], squeeze(self.text)
        if any(whole in form for form in forms):
            return self.text
        begun = (end for end in self.ends if any(form.startswith(squeeze(end)) for form in forms))
        return next(begun, self.own)


def read_heading(node: Node, url: str) -> Heading:
    """Return the heading in the element `node` of the page at `url`."""
    text = line_of(node)
    own = text
    if len(text) <= _LONGEST and node.css_first("*:not(br)") is not None:
        words = one_line(_words(node, url, squeeze(text))).strip(_ENDS)
        own = words if squeeze(words) else text
    hidden = _HIDDEN.search(node.attributes.get("class") or "") is not None
    return Heading(text, own, _is_logo(node, url, text), hidden, _ends_of(node, own))


def _ends_of(node: Node, own: str) -> tuple[str, ...]:
    """Return the ends of a heading behind its first elements or lines, the longest first."""
    found: list[str] = []
    before = ""
    for child in node.iter(include_text=True):
        if child.tag == "br":
            found.append(before)
        words = child.text(deep=True) if child.tag_id != TEXT else child.text_content or ""
        before += f" {words} " if child.tag in _LINES else words
        if child.tag_id != TEXT:
            found.append(before)
        elif before.strip() and not found and child.next is not None and child.next.tag != "br":
            return ()  # words that no element holds begin the heading
    starts = [one for start in found if (one := one_line(start).strip(_ENDS)) and own.startswith(one)]
    ends = (own[len(start) :].strip(_ENDS) for start in starts)
    return tuple(end for end in ends if len(end.split()) >= _WORDS)


def _words(node: Node, url: str, whole: str) -> str:
    """Return the text of an element without the parts that are no words of the heading."""
    found: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag_id == TEXT:
            found.append(child.text_content or "")
        elif child.tag == "small" and not "".join(found).strip():
            continue  # a label above the title; below it stands a part of the title
        elif not _is_apart(child, url, whole):
            words = _words(child, url, whole)
            found.append(f" {words} " if child.tag in _LINES else words)
    return "".join(found)


def _is_apart(node: Node, url: str, whole: str) -> bool:
    """Return whether an element within a heading is a label, a date, a link to the heading, or for screen readers."""
    if node.tag in _NEVER:
        return True
    text = node.text(deep=True)
    if squeeze(text) == whole:
        return False
    attributes = node.attributes
    if attributes.get("aria-hidden") == "true" or _APART.search(attributes.get("class") or ""):
        return True
    if node.tag == "a" and _leads_here(attributes, url):
        return True
    return is_date(text)


def is_date(text: str) -> bool:
    """Return whether a text is a day, alone or with a time, and nothing else."""
    line = one_line(text).strip(_ENDS + "()[]")
    if not any(map(str.isdigit, line)):
        return False
    if _DAY_AND_MONTH.fullmatch(line):
        return True
    read = parse_date(line)
    return read is not None and read.precision not in ("year", "month") and len(read.raw) * 2 > len(line)


def without_date(text: str) -> str:
    """Return a heading without the day in it: `News 12.05.2026`."""
    read = parse_date(text) if any(map(str.isdigit, text)) else None
    return text.replace(read.raw, "").strip(_ENDS) if read is not None else text


def _leads_here(attributes: Mapping[str, str | None], url: str) -> bool:
    address, mark, _ = (attributes.get("href") or "").strip().partition("#")
    if not mark:
        return False
    target = urls.absolute(url, address) if address else url
    return target is not None and urls.key(target) == urls.key(url)


def _is_logo(node: Node, url: str, text: str) -> bool:
    around: Node | None = node
    high = 0
    while around is not None and high <= _HIGHEST:
        attributes = around.attributes
        if any(_is_named_logo(name) for name in (attributes.get("class") or "").split()):
            return True
        if around.tag == "a" and leads_home(attributes, url):
            return True
        around, high = around.parent, high + 1
    link = node.css_first("a[href]")
    return (
        link is not None
        and squeeze(link.text(deep=True)) == squeeze(text)
        and leads_home(link.attributes, url)
    )


def _is_named_logo(name: str) -> bool:
    spelt = name.lower().replace("_", "-")
    return spelt in _LOGO or spelt.rpartition("-")[2] in _LOGO


def leads_home(attributes: Mapping[str, str | None], url: str) -> bool:
    """Return whether a link with these attributes leads from another page to the front page of its site."""
    href = attributes.get("href") or ""
    if _BELOW.match(href) is not None:  # as most links
        return False
    target = urls.absolute(url, href)
    if target is None or _HOME.fullmatch(target) is None:
        return False
    return urls.same_site(target, url) and urls.key(target) != urls.key(url)
