"""A parsed page and the values that the steps need from it. Each value is computed once, when it is first needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from clusterwatch import charset
from clusterwatch.extraction.blocks import line_of, read_blocks
from clusterwatch.extraction.body.choice import find_body
from clusterwatch.extraction.body.kept import KeptBlocks, KeptBody
from clusterwatch.extraction.body.plain_text import kept_of_html
from clusterwatch.extraction.compare import akin, squeeze
from clusterwatch.extraction.declared.claims import Structured, read_structured
from clusterwatch.extraction.declared.declared_body import confirmed, replaces
from clusterwatch.extraction.declared.element_index import ElementIndex, index_elements
from clusterwatch.extraction.declared.events import Event, declared_events
from clusterwatch.extraction.headings import Heading, leads_home, read_heading, without_date
from clusterwatch.extraction.layout import Body, Layout
from clusterwatch.extraction.links import Links
from clusterwatch.extraction.published.vote import DateClaim
from clusterwatch.extraction.selectors.apply import cut
from clusterwatch.extraction.title import TitleVote, is_section, name_form, outer_parts_of
from clusterwatch.html_tree import HEADINGS, Node, drop_permalinks, parse
from clusterwatch.models import Location, Method, Reason
from clusterwatch.urls import absolute, key, same_site, site

_MOST_LINKS = 2_000
_MOST_LESSER = 12  # headings below the `<h1>`
_LINE_OF_DATE = 60  # characters: a longer line is text
_WORDS_OF_NAME = 4
_WORDS_OF_TITLE = 3
_MARKED_TITLE = '.hentry .entry-title, .h-entry .p-name, [role="heading"][aria-level="1"]'
_MARKED = 0.6  # weight of a title that its class or `<title>` marks, where the page has no usable `<h1>`
_SHORT = 300  # letters: if a body is shorter, the boxes that were left out are read as well


class Written(NamedTuple):
    """The text of a body, how it was found, and the blocks that it was read from."""

    text: str
    method: Method
    where: str
    kept: KeptBody


class PageView:
    """A document that is read lazily. Where selectors give every field, the page is never split into blocks."""

    def __init__(self, html: bytes | str, url: str, content_type: str | None = None) -> None:
        utf8: bytes | None = None
        if isinstance(html, str):
            self.markup = html
        elif (text := charset.decode_utf8(html)) is not None:
            self.markup, utf8 = text, html
        else:
            self.markup = charset.decode(html, content_type)
        self.document = parse(self.markup, utf8)
        if drop_permalinks(self._index.links_in_headings, self.markup):
            del self._index
        self.url = url
        self.title: str | None = None  # of the post, once it is chosen

    def remove(self, css: str) -> None:
        """Cut the nodes that `css` selects from the tree."""
        cut(self.document, css)
        self.__dict__.pop("_index", None)

    @cached_property
    def _index(self) -> ElementIndex:
        """The elements with metadata, as long as nothing is cut from the page."""
        return index_elements(self.document)

    @cached_property
    def claims(self) -> Structured:
        return read_structured(self.document, self._index, self.url)

    def events(self) -> tuple[Event, ...]:
        """Return the events that the data of the page declare."""
        return declared_events(self._index)

    @cached_property
    def layout(self) -> Layout:
        return self._read(with_boilerplate=False)

    def _read(self, *, with_boilerplate: bool) -> Layout:
        root = self.document.body
        if root is None:  # a set of frames
            return Layout((), ())
        return read_blocks(root, self.url, with_boilerplate=with_boilerplate)

    @property
    def head_title(self) -> str:
        return self.claims.title

    @property
    def languages(self) -> list[str]:
        return [claim.raw for claim in self.claims.of("language")]

    @property
    def site_names(self) -> list[str]:
        return [claim.raw for claim in self.claims.of("site")]

    @property
    def claimed_addresses(self) -> list[str]:
        claims = self.claims.of("address")
        return [c.raw for c in sorted(claims, key=lambda c: c.where != "link[rel=canonical]")]

    @cached_property
    def _headlines(self) -> list[str]:
        """The titles that places other than headings give."""
        return list(dict.fromkeys(c.raw for c in self.claims.of("title")))

    def names_of_site(self, known: Iterable[str]) -> list[str]:
        """Return the `known` names of the site, those that the page gives, and that of its host.

        Some generators write the title of each page as the name of the application.
        """
        titles = {squeeze(heading.own) for heading in self.claims.headings if not heading.of_site}
        titles &= {squeeze(title) for title in (*self._headlines, self.head_title)}
        given = [
            c.raw for c in self.claims.of("site") if c.where == "og:site_name" or squeeze(c.raw) not in titles
        ]
        host = max(site(self.url).partition(":")[0].split(".")[:-1], key=len, default="")
        return [*known, *given, host]

    def title_votes(self, names: Iterable[str], *, chosen: bool = False) -> list[TitleVote]:
        """Every place of the page that may hold the title; the lesser headings only if no selector gave one.

        `names` are those of the site.
        """
        forms = {name_form(name) for name in names}
        votes = [TitleVote(c.method, c.raw, c.where, c.weight) for c in self.claims.of("title")]
        declared = [*self._headlines, self.head_title]
        for heading in self.claims.headings:
            reason = None if chosen else self._not_of_post(heading, forms)
            votes.append(TitleVote(Method.HEADING, heading.words(declared), "h1", 0.9, reason))
        if self.head_title:
            votes.append(TitleVote(Method.TITLE, self.head_title, "title", 0.5))
        if not chosen and all(vote.reason for vote in votes if vote.where == "h1"):
            votes += [*self._marked_title(), *self._lesser_headings(declared)]
            votes += self._line_of_title()
        return votes

    def _marked_title(self) -> list[TitleVote]:
        """The title that a microformat or a role marks, if it is the only one on the page and no heading."""
        match self.document.css(_MARKED_TITLE):
            case [node] if node.tag not in HEADINGS:
                is_heading = node.attributes.get("role") == "heading"
                method = Method.HEADING if is_heading else Method.MICROFORMAT
                return [TitleVote(method, line_of(node), Location.MARKED, _MARKED)]
        return []

    def _line_of_title(self) -> list[TitleVote]:
        """The line that is a beginning or an end of `<title>`, and longer than most names of sites."""
        parts = outer_parts_of(self.head_title)
        for one in self.layout.blocks if parts else ():
            if not one.linked and squeeze(one.text) in parts and len(one.text.split()) > _WORDS_OF_NAME:
                return [TitleVote(Method.TEXT, one.text, Location.LINE, _MARKED)]
        return []

    def _lesser_headings(self, declared: Sequence[str]) -> list[TitleVote]:
        """The first headings below the `<h1>` that stand in the main part of the page."""
        boxes = self.layout.boxes
        lines = (b for b in self.layout.blocks if b.tag in HEADINGS and b.tag != "h1")
        shown: dict[str, Node] = {}
        for line in islice(lines, _MOST_LESSER):
            shown.setdefault(squeeze(line.text), boxes[line.box].node)
        found = [
            read_heading(node, self.url) for form, node in shown.items() if form == squeeze(line_of(node))
        ]
        return [
            TitleVote(Method.HEADING, one.words(declared), "h2", 0.3, reserve=True)
            for one in found
            if not one.of_site
        ]

    def _not_of_post(self, heading: Heading, names: Collection[str]) -> Reason | None:
        """Return why an `<h1>` is not the title of the post: it names the site, a section or something else."""
        form = squeeze(heading.own)
        if name_form(heading.own) in names or (heading.of_site and not self._is_declared(heading, names)):
            return Reason.SITE_NAME
        if is_section(without_date(heading.own)):
            return Reason.SECTION
        if heading.hidden and not self._is_announced(heading):
            return Reason.OTHER_HEADING
        if self._is_above_title(heading) and self._names_other_page(form):
            return Reason.SECTION
        return Reason.OTHER_HEADING if self._gives_way(heading) else None

    def _gives_way(self, heading: Heading) -> bool:
        """Return whether no other place has a title like an `<h1>`, and a lesser heading is the title of one.

        Such an `<h1>` greets the readers, or is that of a dialog.
        """
        titles = [title for title in (*self._headlines, self.head_title) if title]
        if any(akin(heading.own, title) for title in titles):
            return False
        forms = {squeeze(title) for title in titles}.union(*map(outer_parts_of, titles))
        return any(
            block.tag in HEADINGS
            and block.tag != "h1"
            and not block.linked
            and len(block.text.split()) >= _WORDS_OF_TITLE
            and squeeze(block.text) in forms
            for block in self.layout.blocks
        )

    def _is_declared(self, heading: Heading, names: Collection[str]) -> bool:
        """Return whether another place gives this title, alone or with the name of the site."""
        form, headlines = name_form(heading.own), {*map(name_form, self._headlines)}
        with_name = {form + name for name in names} | {name + form for name in names}
        return form in headlines or not with_name.isdisjoint((*headlines, name_form(self.head_title)))

    def _is_announced(self, heading: Heading) -> bool:
        """Return whether metadata or `<title>` begin with a heading."""
        form = squeeze(heading.own)
        return any(squeeze(title).startswith(form) for title in (*self._headlines, self.head_title))

    def _is_above_title(self, heading: Heading) -> bool:
        """Return whether an `<h1>` is followed by another heading and not by text, and no metadata agrees with it."""
        if squeeze(heading.own) in map(squeeze, self._headlines):
            return False
        blocks = self.layout.blocks
        start = next((i for i, b in enumerate(blocks, 1) if b.tag == "h1" and b.text == heading.text), 0)
        below = (b for b in blocks[start:] if b.tag in HEADINGS or len(b.text) > _LINE_OF_DATE)
        following = next(below, None)
        # A lead may be marked as a heading.
        return following is not None and following.tag in HEADINGS and not following.text.endswith(".")

    def _names_other_page(self, form: str) -> bool:
        """Return whether a link with these words leads to another page, as those of menus and breadcrumbs do."""
        for link in self.document.css("a[href]")[:_MOST_LINKS]:
            if squeeze(link.text(deep=True)) == form:
                target = absolute(self.url, link.attributes.get("href") or "")
                if target is not None and same_site(target, self.url) and key(target) != key(self.url):
                    return True
        return False

    def names_shown(self) -> Iterator[str]:
        """Yield what the links to the front page say: often the name of the site."""
        for link in self.document.css("a[href]")[:_MOST_LINKS]:
            if leads_home(link.attributes, self.url):
                yield link.text(deep=True)
                yield from (image.attributes.get("alt") or "" for image in link.css("img"))

    def date_claims(self) -> list[DateClaim]:
        """Dates in the page's metadata and `<time>` elements, the strongest first."""
        out = [DateClaim(c.method, c.raw, c.where, c.weight) for c in self.claims.of("published")]
        out += [
            DateClaim(c.method, c.raw, c.where, c.weight, modified=True) for c in self.claims.of("modified")
        ]
        return out

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page, also those of its boilerplate."""
        for layout in (self.layout, *(read_blocks(node) for _, node in self.layout.left_out)):
            yield from (block.text for block in layout.blocks)

    @cached_property
    def located(self) -> Body:
        """The blocks of the page that the generic rules take for the post."""
        return find_body(self.layout, self.title, self._headlines)

    def read_with_boilerplate(self) -> None:
        """Read the page again with all its boilerplate: a box that is named like a menu may hold a post."""
        self.layout = self._read(with_boilerplate=True)
        self.located = find_body(self.layout, self.title, self._headlines)

    def body(self) -> Written:
        """The text of the post that the generic rules find."""
        found = sum([len(self.layout.blocks[i].text) for i in self.located.blocks])
        if found < _SHORT and self.layout.prose_left_out() > found:
            self.read_with_boilerplate()
        declared = max((claim.raw for claim in self.claims.of("body")), key=len, default="")
        chosen = confirmed(self.layout, self.located.blocks, declared)
        kept = KeptBody([KeptBlocks(self.layout, chosen, self._others(chosen))])
        text = kept.text
        if replaces(declared, text):
            kept = kept_of_html(declared, self.title)
            return Written(kept.text, Method.JSON_LD, "articleBody", kept)
        return Written(text, Method.GENERIC, self.located.where, kept)

    def _others(self, chosen: Sequence[int]) -> list[int]:
        """Return the blocks in the box of the post that are neither its text nor teasers, comments or navigation."""
        box = self.layout.boxes[self.located.box] if chosen else None
        apart = self.located.foreign.union(chosen)
        return [i for i in range(box.start, box.end) if i not in apart] if box else []

    @cached_property
    def links(self) -> Links:
        """The links of the page."""
        href = next((attributes.get("href") for _, attributes in self._index.bases), None)
        return Links((absolute(self.url, href) if href else None) or self.url)
