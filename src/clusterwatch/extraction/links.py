"""The links of a post: their addresses, what they say, and what kind of page or file they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import parse_qsl, quote, unquote

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
# The kind of a file in brackets or with its size, as pages write it behind the name of the file.
_FILE_TEXT = re.compile(
    rf"[(\[](?:[^()\[\]]*[^\w()\[\]])?(?:{urls.FILE_KINDS})(?:[^\w()\[\]][^()\[\]]*)?[)\]]"
    rf"|\b(?:{urls.FILE_KINDS})\W{{1,3}}\d+(?:[.,]\d+)?\s?[kmg]i?[bo]\b",
    re.I,
)
_FILE_SIGN = re.compile(r"[(\[\d]")  # to search for it first takes less time
# How systems name what answers with a file, beside which the number of the file stands.
_DOWNLOAD = re.compile(
    r"(?:file|document|media)?[-_]?(?:download|getfile|dumpfile|attachments?)[-_]?(?:file|document|media)?"
)
_DOWNLOADS = ("download", "file", "attachment")  # each such name has one of them
_NUMBER = re.compile(r"[0-9a-f-]*\d[0-9a-f-]*")
_DIGIT = re.compile(r"\d")
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
            is_file = anchor.is_file or (
                _FILE_SIGN.search(text) is not None and _FILE_TEXT.search(text) is not None
            )
            kind = kind_of(anchor.url, is_file=is_file) if text else None
            if kind is not None and (anchor.kept or kind in (LinkKind.ATTACHMENT, LinkKind.PORTAL)):
                links[anchor.url] = Link(anchor.url, text, kind, host_of(anchor.url))
        return tuple(links.values())


def address(base: str, href: str) -> str | None:
    """Return the absolute http(s) address of a link with its fragment, or `mailto:` and a mail address, or None."""
    if "@" in href and (mail := _MAIL.match(href.strip())) is not None:
        return f"mailto:{quote(unquote(mail[1]), safe=_KEPT_IN_FRAGMENT)}"
    url = urls.absolute(base, href)
    if url and "?" in url and (target := _redirected(url)):
        href, url = target, urls.absolute(target, target)
    fragment = href.partition("#")[2].strip()
    return f"{url}#{quote(fragment, safe=_KEPT_IN_FRAGMENT)}" if url and fragment else url


def _redirected(url: str) -> str | None:
    """Return the address to which a service leads that counts or checks the clicks on links, or None for others."""
    path, _, query = url.partition("//")[2].partition("/")[2].partition("?")
    starts = _hosts()[2]
    if not any(path.startswith(start) for host in _parents(urls.site(url)) for start in starts.get(host, ())):
        return None
    return next((value for _, value in parse_qsl(query) if value.startswith(("http://", "https://"))), None)


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
        or _is_download(path.lower(), query.lower())
    ):
        return LinkKind.ATTACHMENT
    host = _host_kinds(urls.site(url))
    for start, kind in host:
        if path.lower().startswith(start):
            # An address of the front page of a network with parameters is a form to share something there.
            return kind if path or not query or kind is not LinkKind.SOCIAL else None
    return LinkKind.PORTAL if _names_form(path) else LinkKind.PAGE


def _is_download(path: str, query: str) -> bool:
    """Return whether an address says that it answers with a file, by a word for that and the number of the file."""
    where = f"{path}?{query}"
    if not any(map(where.__contains__, _DOWNLOADS)) or not _DIGIT.search(where):  # as most addresses
        return False
    segments = [urls.without_ending(one) for one in path.split("/")]
    places = [n for n, one in enumerate(segments) if _DOWNLOAD.fullmatch(one)]
    values = _PARAMETER.split(query)
    if not places and not any(map(_DOWNLOAD.fullmatch, values)):
        return False
    beside = [one for n in places for one in segments[max(0, n - 1) : n + 2]]
    return any(map(_NUMBER.fullmatch, [*beside, *values]))


def _names_form(path: str) -> bool:
    """Return whether a segment of a path is that of a form: `registration`, `inscription-salon`."""
    names = slugs("portal_paths")
    segments = map(_WORD.findall, fold(unquote(path)).split("/"))
    return any(len(words) <= _MOST_WORDS and not names.isdisjoint(words) for words in segments)


@lru_cache(maxsize=1024)
def _host_kinds(site: str) -> tuple[tuple[str, LinkKind | None], ...]:
    """Return how the path of an address begins on this host, and what it is then; longer beginnings come first."""
    exact, names, _ = _hosts()
    labels = site.partition(":")[0].split(".")
    found = [one for host in _parents(site) for one in exact.get(host, ())]
    # The name of a site may stand before two labels, as in `eventbrite.co.uk`.
    if not names.isdisjoint(labels[-3:-1]) or _names_form("/".join(labels[:-2])):
        found.append(("", LinkKind.PORTAL))
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def _parents(site: str) -> list[str]:
    """Return a host and the domains that it belongs to."""
    labels = site.partition(":")[0].split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


@cache
def _hosts() -> tuple[
    dict[str, tuple[tuple[str, LinkKind | None], ...]], frozenset[str], dict[str, tuple[str, ...]]
]:
    """Return the beginnings of paths by host, each with its kind, and the names of portals under any ending.

    The last dict has the beginnings of paths that lead to other addresses, by host.
    """
    exact: dict[str, tuple[tuple[str, LinkKind | None], ...]] = {}
    names = set()
    redirects: dict[str, tuple[str, ...]] = {}
    for key, listed in by_language("link_hosts").items():
        for one in listed:
            host, _, path = one.partition("/")
            if key == "redirect":
                redirects[host] = (*redirects.get(host, ()), path)
            elif "." in host:
                exact[host] = (*exact.get(host, ()), (path, None if key == "share" else LinkKind(key)))
            else:
                names.add(host)
    return exact, frozenset(names), redirects
