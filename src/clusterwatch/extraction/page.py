"""A parsed page and the values that the steps need from it. Each value is computed once, when it is first needed."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from clusterwatch import charset
from clusterwatch.extraction.blocks import HEADINGS, read_blocks
from clusterwatch.extraction.body.choice import Body, find_body
from clusterwatch.extraction.body.plain_text import plain_text
from clusterwatch.extraction.declared.claims import Structured, read_structured
from clusterwatch.extraction.declared.declared_body import confirmed, replaces
from clusterwatch.extraction.layout import Layout
from clusterwatch.extraction.published.vote import DateClaim
from clusterwatch.extraction.selectors.apply import cut
from clusterwatch.extraction.title import TitleVote
from clusterwatch.html_tree import parse
from clusterwatch.models import Method
from clusterwatch.text import join_lines

_SHORT = 300  # letters: if a body is shorter, the boxes that were left out are read as well


class Written(NamedTuple):
    """The text of a body and how it was found."""

    text: str
    method: Method
    where: str


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
        self.url = url
        self.title: str | None = None  # of the post, once it is chosen

    def remove(self, css: str) -> None:
        """Cut the nodes that `css` selects from the tree."""
        cut(self.document, css)

    @cached_property
    def claims(self) -> Structured:
        return read_structured(self.document, self.url)

    @cached_property
    def layout(self) -> Layout:
        return self._read(with_boilerplate=False)

    def _read(self, *, with_boilerplate: bool) -> Layout:
        root = self.document.body or self.document.root
        return read_blocks(root, with_boilerplate=with_boilerplate) if root is not None else Layout((), ())

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
        return list(dict.fromkeys(c.raw for c in self.claims.of("title")))[:4]

    def title_votes(self, *, chosen: bool = False) -> list[TitleVote]:
        """Every place of the page that may hold the title; the lesser headings only if no selector gave one."""
        votes = [TitleVote(c.method, c.raw, c.where, c.weight) for c in self.claims.of("title")]
        headings = self.claims.headings
        votes += [TitleVote(Method.HEADING, text, "h1", 0.9 / (1 + n / 2)) for n, text in enumerate(headings)]
        if self.head_title:
            votes.append(TitleVote(Method.TITLE, self.head_title, "title", 0.5))
        if not headings and not chosen:
            votes += [
                TitleVote(Method.HEADING, b.text, b.tag, 0.3) for b in self.layout.blocks if b.tag in HEADINGS
            ][:1]
        return votes

    def date_claims(self) -> list[DateClaim]:
        """Dates in the page's metadata and `<time>` elements, the strongest first."""
        out = [DateClaim(c.method, c.raw, c.where, c.weight) for c in self.claims.of("published")]
        out += [
            DateClaim(c.method, c.raw, c.where, c.weight, modified=True) for c in self.claims.of("modified")
        ]
        return out

    def lines(self) -> list[str]:
        """All lines of the page that a reader sees, with its boilerplate."""
        return [block.text for block in self._read(with_boilerplate=True).blocks]

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
        if found < _SHORT and self.layout.partial and (not found or self.layout.prose_left_out() > found):
            self.read_with_boilerplate()
        declared = max((claim.raw for claim in self.claims.of("body")), key=len, default="")
        chosen = confirmed(self.layout, self.located.blocks, declared)
        text = join_lines([self.layout.blocks[i].text for i in chosen])
        if replaces(declared, text):
            return Written(plain_text(declared, self.title), Method.JSON_LD, "articleBody")
        return Written(text, Method.GENERIC, self.located.where)
