"""What a page declares about itself in JSON-LD, meta elements, microdata and microformats, as a list of claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from clusterwatch.extraction.blocks import line_of
from clusterwatch.extraction.declared.element_index import Element, ElementIndex
from clusterwatch.extraction.declared.json_ld import Item, read_scripts, types_of
from clusterwatch.extraction.headings import Heading, read_heading
from clusterwatch.html_tree import Document, Node
from clusterwatch.models import Method
from clusterwatch.text import one_line
from clusterwatch.urls import absolute, key

Field = Literal["title", "published", "modified", "body", "language", "address", "site"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that the page gives for a field; `where` is the name that it has there."""

    field: Field
    method: Method
    raw: str
    where: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Structured:
    """All claims of a page in order of trust within each field, and what else one pass over it finds."""

    claims: tuple[Claim, ...]
    title: str  # the text of `<title>`
    headings: tuple[Heading, ...]  # the first `<h1>`
    protected: bool  # the page asks for the password of a post

    def of(self, name: Field) -> list[Claim]:
        return [claim for claim in self.claims if claim.field == name]


_META_NAMES: dict[str, tuple[Field, float]] = {
    "og:title": ("title", 1.0),
    "twitter:title": ("title", 0.8),
    "dc.title": ("title", 0.7),
    "dcterms.title": ("title", 0.7),
    "citation_title": ("title", 0.9),
    "parsely-title": ("title", 0.9),
    "sailthru.title": ("title", 0.8),
    "headline": ("title", 0.9),
    "title": ("title", 0.5),
    "og:url": ("address", 1.0),
    **dict.fromkeys(("og:site_name", "application-name", "publisher", "dc.publisher"), ("site", 1.0)),
    **dict.fromkeys(
        ("og:locale", "dc.language", "content-language", "language", "dcterms.language"), ("language", 1.0)
    ),
}
# Meta names are written with any mixture of prefix, case and marks: `DC.date.issued`, `article:published_time`.
_MARKS = re.compile(r"[-_.:\s]+")
_PUBLISHED = re.compile(
    r"(publi(shed|cation|sh)?(date|time|on|at)*|date(time)?publi(shed|cation)?|pub(date|time)|(date)?issued"
    r"|(date)?created|creationdate|releasedate|datereleased?|displaydate|firstpublished\w*|originalpublicationdate"
    r"|articledate|onlinedate|publishtime|date|timestamp|citationdate|dateposted|createdate)$"
)
_MODIFIED = re.compile(r"(modif|updat|revis(?!it)|changed|lastmod|edited)")
_DATED = re.compile(r"\d(?:\d{3}|\d?\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2})")
_NEVER = re.compile(r"(expir|event|start|end|valid|copyright|available|accept|birth|review|deadline)")


def read_structured(document: Document, index: ElementIndex, url: str) -> Structured:
    """Read every claim of the page at `url`, whose elements are in `index`; never raises."""
    items = read_scripts(node for node, _ in index.scripts)
    marked = (*_single(_microdata(index, url)), *_single(_microformats(index, url)))
    claims = [*_json_ld(items, url), *_meta(index), *_links(document, index), *marked]
    headings = (read_heading(node, url) for node, _ in index.headings)
    title = next((line_of(node) for node, _ in index.titles), "")
    shown = tuple(heading for heading in headings if heading.text)
    return Structured(tuple(claims), title, shown, bool(index.passwords))


def _json_ld(items: list[Item], url: str) -> list[Claim]:
    out: list[Claim] = []
    own = key(url) if url.startswith("http") else url
    for item in items:
        kinds = types_of(item)
        page = not any(k.endswith(("Article", "Posting", "Report")) for k in kinds)
        weight = 0.5 if page else 1.0
        address = _address(item, url)
        if address and own and key(address) != own:
            weight *= 0.6
        out += _item_claims(item, kinds[0] if kinds else "?", weight)
    return out


def _item_claims(item: Item, kind: str, weight: float) -> list[Claim]:
    out: list[Claim] = []
    titles = ("headline",) if "headline" in item else ("name",)
    wanted: tuple[tuple[Field, tuple[str, ...], float], ...] = (
        ("title", titles, 1.2 if kind.endswith("Page") else 1.0),  # the name of a page is its own
        ("published", ("datePublished", "uploadDate"), 1.0),
        ("published", ("dateCreated",), 0.6),
        ("modified", ("dateModified",), 1.0),
        ("body", ("articleBody", "reviewBody"), 1.0),
        ("language", ("inLanguage",), 1.0),
    )
    for name, keys, factor in wanted:
        for k in keys:
            text = _text(item.get(k))
            if text:
                out.append(Claim(name, Method.JSON_LD, text, f"{kind}.{k}", weight * factor))
    publisher = item.get("publisher")
    if isinstance(publisher, dict) and (name_ := _text(publisher.get("name"))):
        out.append(Claim("site", Method.JSON_LD, name_, f"{kind}.publisher"))
    return out


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _address(item: Item, url: str) -> str | None:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http", "/")) and "#" not in value:
            return absolute(url, value)
    return None


def _meta(index: ElementIndex) -> list[Claim]:
    out: list[Claim] = []
    for _, attributes in index.metas:
        content = (attributes.get("content") or "").strip()
        name = (
            attributes.get("property")
            or attributes.get("name")
            or _other_itemprop(attributes.get("itemprop"))
        )
        if not content or not name:
            continue
        claim = _meta_claim(name.strip().lower(), content[:1000], name.strip())
        if claim:
            out.append(claim)
    out.sort(key=lambda claim: -claim.weight)
    return out


def _meta_claim(name: str, content: str, where: str) -> Claim | None:
    known = _META_NAMES.get(name)
    if known is None and len(content) <= 60 and _DATED.search(content):
        known = _date_named(name)
    return Claim(known[0], Method.META, content, where, known[1]) if known else None


@lru_cache(maxsize=1 << 12)  # nearly all pages have the same names
def _date_named(name: str) -> tuple[Field, float] | None:
    """Return which date has such a name, and the weight of its claim; None for what is no date of a post."""
    if _NEVER.search(name):
        return None
    if _MODIFIED.search(name):
        return "modified", 0.9
    bare = _MARKS.sub("", name)
    if not _PUBLISHED.search(bare):
        return None
    strong = "publi" in bare or "pubdate" in bare or "issued" in bare
    return "published", 1.0 if strong else 0.6


def _links(document: Document, index: ElementIndex) -> list[Claim]:
    out = [
        Claim("address", Method.META, attributes.get("href") or "", "link[rel=canonical]")
        for _, attributes in index.canonical
    ]
    root = document.css_first("html")
    if root is not None and (lang := root.attributes.get("lang") or root.attributes.get("xml:lang")):
        out.append(Claim("language", Method.META, lang, "html[lang]", 0.5))
    return out


_DEFINED: dict[str, tuple[str, Field, float]] = {
    "datepublished": ("datePublished", "published", 0.9),
    "datecreated": ("dateCreated", "published", 0.6),
    "datemodified": ("dateModified", "modified", 0.9),
    "headline": ("headline", "title", 0.8),
}


def _microdata(index: ElementIndex, url: str) -> list[Claim]:
    out: list[Claim] = []
    for node, attributes in index.properties:
        for name in (attributes.get("itemprop") or "").lower().split():
            known = _DEFINED.get(name)
            if known and (text := _micro_value((node, attributes))) and not _is_of_teaser(node, url):
                out.append(Claim(known[1], Method.MICRODATA, text[:500], f"[itemprop={known[0]}]", known[2]))
    return out


def _microformats(index: ElementIndex, url: str) -> list[Claim]:
    """hAtom and microformats2: the classes `published` and `updated`, as many themes print them."""
    out: list[Claim] = []
    formats: tuple[tuple[str, Field, list[Element]], ...] = (
        (".published", "published", index.published),
        (".updated", "modified", index.updated),
    )
    for css, name, found in formats:
        out += [
            Claim(name, Method.MICROFORMAT, text, css, 0.7)
            for node, attributes in found
            if 6 <= len(text := _micro_value((node, attributes))) <= 60
            and any(c.isdigit() for c in text)
            and not _is_of_teaser(node, url)
        ]
    return out


def _is_of_teaser(node: Node, url: str) -> bool:
    """True for what stands in an article without an `<h1>` whose first heading links to another page than `url`."""
    around: Node | None = node
    while around is not None and around.tag != "article":
        around = around.parent
    if around is None or around.css_first("h1") is not None:
        return False
    heading = around.css_first("h2, h3, h4, h5")
    link = heading.css_first("a[href]") if heading is not None else None
    other = absolute(url, link.attributes.get("href") or "") if link is not None else None
    return other is not None and key(other) != key(url)


def _other_itemprop(name: str | None) -> str | None:
    """Names that sites use beside those of schema.org, as `dateUpdate`; `_microdata` reads the others."""
    return name if name and name.lower() not in _DEFINED else None


def _single(claims: list[Claim]) -> list[Claim]:
    """Contradicting claims come from teasers or comments: all of them lose most of their weight."""
    for name in {claim.field for claim in claims}:
        values = {claim.raw for claim in claims if claim.field == name}
        if len(values) > 1:
            claims = [replace(c, weight=c.weight * 0.25) if c.field == name else c for c in claims]
    return claims


def _micro_value(element: Element) -> str:
    node, attributes = element
    for name in ("datetime", "content", "title"):
        value = (attributes.get(name) or "").strip()
        if value and (name != "title" or any(c.isdigit() for c in value)):
            return value
    return one_line(node.text(deep=True))
