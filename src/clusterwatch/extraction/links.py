"""The links of a post: their addresses, what they say, and what kind of page or file they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from clusterwatch import urls
from clusterwatch.html_tree import Node
from clusterwatch.models import Link, LinkKind
from clusterwatch.text import fold, tidy
from clusterwatch.vocab import by_language, slugs

_MOST = 500  # links of a post
_MAIL = re.compile(r"mailto:\s*([^\s?@,;<>\"']{1,64}@[^\s?@,;<>\"']{1,253})", re.I)
# The types of what the browser itself shows.
_PAGE = re.compile(r"(?:x?html?|javascript|image/|video/|audio/)", re.I)
_PARAMETER = re.compile("[&=]")
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 3  # of a segment of an address that names a form: a longer one is the title of a post
_KEPT_IN_FRAGMENT = "!$&'()*+,;=:@/~-._?%"


@dataclass(slots=True, eq=False)
class Anchor:
    """A link element with the words that it shows.

    `is_file` says whether it is offered as a file, `kept` whether some of its words are in the text of the post.
    """

    url: str
    is_file: bool
    words: list[str] = field(default_factory=list)
    kept: bool = False


class Links:
    """The links of one page at `base`, the address that its relative links are relative to."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._anchors: dict[int, Anchor | None] = {}

    def anchor(self, node: Node) -> Anchor | None:
        """Return a link element, or None if it does not lead to another page, a file or a mail address."""
        number = node.mem_id
        if number not in self._anchors:
            attributes = node.attributes
            url = address(self._base, attributes.get("href") or "")
            kind = attributes.get("type") or ""
            is_file = "download" in attributes or ("/" in kind and _PAGE.search(kind) is None)
            self._anchors[number] = Anchor(url, is_file) if url else None
        return self._anchors[number]

    def note_further(self, runs: Iterable[tuple[str, Anchor | None, int]]) -> None:
        """Note the links of a line of the post that is not a part of its text."""
        for text, link, _ in runs:
            if link is not None:
                link.words.append(text)

    def found(self) -> tuple[Link, ...]:
        """Return the links of the text, and the files and portals that the post names beside it."""
        links: dict[str, Link] = {}
        for anchor in self._anchors.values():
            if anchor is None or not anchor.words or len(links) >= _MOST or anchor.url in links:
                continue
            text = tidy("".join(anchor.words))
            kind = kind_of(anchor.url, is_file=anchor.is_file) if text else None
            if kind is not None and (anchor.kept or kind in (LinkKind.ATTACHMENT, LinkKind.PORTAL)):
                links[anchor.url] = Link(anchor.url, text, kind, host_of(anchor.url))
        return tuple(links.values())


def address(base: str, href: str) -> str | None:
    """Return the absolute http(s) address of a link with its fragment, or `mailto:` and a mail address, or None."""
    if (mail := _MAIL.match(href.strip())) is not None:
        return f"mailto:{quote(unquote(mail[1]), safe=_KEPT_IN_FRAGMENT)}"
    url = urls.absolute(base, href)
    fragment = href.partition("#")[2].strip()
    return f"{url}#{quote(fragment, safe=_KEPT_IN_FRAGMENT)}" if url and fragment else url


def host_of(url: str) -> str:
    """Return the host of an address without `www.`; of a mail address the domain."""
    return url.rpartition("@")[2].lower() if url.startswith("mailto:") else urls.site(url)


def kind_of(url: str, *, is_file: bool = False) -> LinkKind | None:
    """Return what an address leads to; None for a form to share the page. `is_file`: the page offers it as a file."""
    if url.startswith("mailto:"):
        return LinkKind.MAIL
    path, _, query = url.partition("#")[0].partition("//")[2].partition("/")[2].partition("?")
    if (
        is_file
        or urls.is_attachment(path)
        or ("." in query and any(map(urls.is_attachment, _PARAMETER.split(query))))
    ):
        return LinkKind.ATTACHMENT
    host = _host_kinds(urls.site(url))
    for start, kind in host:
        if path.lower().startswith(start):
            return kind
    return LinkKind.PORTAL if _names_form(path) else LinkKind.PAGE


def _names_form(path: str) -> bool:
    """Return whether a segment of a path is that of a form: `registration`, `inscription-salon`."""
    names = slugs("portal_paths")
    segments = map(_WORD.findall, fold(unquote(path)).split("/"))
    return any(len(words) <= _MOST_WORDS and not names.isdisjoint(words) for words in segments)


@lru_cache(maxsize=1024)
def _host_kinds(site: str) -> tuple[tuple[str, LinkKind | None], ...]:
    """Return how the path of an address begins on this host, and what it is then; longer beginnings come first."""
    exact, names = _hosts()
    labels = site.partition(":")[0].split(".")
    found = [one for start in range(len(labels)) for one in exact.get(".".join(labels[start:]), ())]
    # The name of a site may stand before two labels, as in `eventbrite.co.uk`.
    if not names.isdisjoint(labels[-3:-1]) or _names_form("/".join(labels[:-2])):
        found.append(("", LinkKind.PORTAL))
    return tuple(sorted(found, key=lambda one: -len(one[0])))


@cache
def _hosts() -> tuple[dict[str, tuple[tuple[str, LinkKind | None], ...]], frozenset[str]]:
    """Return the beginnings of paths by host, each with its kind, and the names of portals under any ending."""
    exact: dict[str, tuple[tuple[str, LinkKind | None], ...]] = {}
    names = set()
    for key, listed in by_language("link_hosts").items():
        for one in listed:
            host, _, path = one.partition("/")
            if "." in host:
                exact[host] = (*exact.get(host, ()), (path, None if key == "share" else LinkKind(key)))
            else:
                names.add(host)
    return exact, frozenset(names)
