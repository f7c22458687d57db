"""The title of a post: every place that may hold it has a vote, after the name of the site is cut off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from clusterwatch.extraction.compare import akin, squeeze
from clusterwatch.extraction.headings import is_date, without_date
from clusterwatch.models import Evidence, Method, MethodKind, Reason, Rejected
from clusterwatch.text import fold, one_line, tidy, unescape, words
from clusterwatch.urls import FILE_KINDS
from clusterwatch.vocab import Phrases, folded, phrases

_SEPARATOR = re.compile(
    r"\s+[|｜│ㅣ·•–—―/»›«‹<>~*⋆★\-]+\s+|\s*(?:\||｜|│|ㅣ|::|»|--+|[−－：]|_{1,})\s*|\s+:\s+"
    r"|(?<=\S)-(?=[\u3040-\ud7af]{2,6}(?:$|\W))"
)
_MARKS = re.compile(r"[|｜│ㅣ·•–—―/»›«‹<>~*⋆★\-:_−－：]")  # every separator has one
# Hardly any title has such a mark of its own; dashes and colons stand in many.
_STRONG = re.compile(r"[|｜│ㅣ·•»›«‹⋆★]|::")
# A separator without a name, where a site has none.
_EDGES = re.compile(r"^[|｜│·•»⋆★–—]+\s+|\s+[|｜│·•«⋆★–—-]+$")
_PERMALINK = re.compile(r"\s+[¶#§🔗⚓]+$")
# `(PDF)`, `(ODS, 2 MB)`. Kinds such as ODS stand for something else, too, if they are alone.
_FILE = re.compile(
    rf"\s*[(\[](?:(?:pdf|docx?|xlsx?)\b|(?:{FILE_KINDS})\W{{1,3}}\d)[^()\[\]]{{0,20}}[)\]]$", re.I
)
# Formatting alone: other words in angle brackets are the title's own.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|br|em|font|i|mark|p|s|small|span|strong|sub|sup|u|wbr)\b[^>]{0,200}>", re.I
)
_CUT = re.compile(r"\s*(\.\.\.|…)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORTEST_NAME = 4  # letters: a shorter piece is a part of many names
_LONGEST_NAME = 4  # words
_LONGEST = 400
_OF_OTHERS = (Reason.SECTION, Reason.OTHER_HEADING)  # why a heading is that of something else
_MANY = 40  # votes: more are not compared with each other
# Weights of og:title: an editor's own outweighs JSON-LD, h1 and <title> (2.4), not four or more places that agree.
_EDITED, _UNBACKED = 2.75, 0.6


@dataclass(frozen=True, slots=True)
class TitleVote:
    """One place that may carry the title.

    `weight` is the trust in the place, and `reason` says why it is not the title. A `reserve` counts if no other
    heading is usable.
    """

    method: Method
    raw: str
    where: str
    weight: float
    reason: Reason | None = None
    reserve: bool = False


def choose_title(
    votes: Sequence[TitleVote],
    site_names: Iterable[str] = (),
    names_on_page: Callable[[], Iterable[str]] = tuple,
) -> Evidence:
    """Return the title that most places agree on; the places that say otherwise are in `rejected`.

    `names_on_page` returns further names of the site. They are read, one by one, if the end of a title may be one.
    """
    names = _Names(site_names, names_on_page)
    names.add(vote.raw for vote in votes if vote.reason is Reason.SITE_NAME)
    others = {squeeze(vote.raw): vote.reason for vote in votes if vote.reason in _OF_OTHERS}
    rejected: list[Rejected] = []

    def usable(readings: Iterable[tuple[TitleVote, str]]) -> list[tuple[TitleVote, str]]:
        kept = []
        for vote, text in readings:
            if reason := vote.reason or _refusal(vote, text, names.known, others):
                rejected.append(Rejected(vote.method, vote.raw[:_LONGEST], text or None, reason))
            else:
                kept.append((vote, text))
        return kept

    readings = usable((vote, _clean(vote.raw)) for vote in votes if not vote.reserve)
    if not any(vote.method is Method.HEADING for vote, _ in readings):
        readings += usable((vote, _clean(vote.raw)) for vote in votes if vote.reserve)[:1]
    readings = usable(_without_site(readings, names, others))
    if not readings:
        reason = Reason.NO_USABLE_TITLE if votes else Reason.NO_TITLE
        return Evidence(Method.NONE, "", None, None, reason, tuple(rejected))
    best = _winner(_preferred(_without_labels(readings), names))
    chosen = tidy(best[1])
    for vote, text in readings:
        if squeeze(text) != squeeze(chosen):
            rejected.append(Rejected(vote.method, vote.raw[:_LONGEST], tidy(text), Reason.WEAKER))
    vote = best[0]
    return Evidence(vote.method, vote.raw[:_LONGEST], chosen, vote.where, None, tuple(rejected))


@lru_cache(maxsize=512)
def name_form(name: str) -> str:
    """Return the letters of a name of a site, as a host has them: without accents, `ae` for `ä`."""
    return squeeze(fold(name.casefold().translate(_UMLAUTS)))


class _Names:
    """The names of the site, in the form of `name_form`, and their words."""

    def __init__(self, known: Iterable[str], on_page: Callable[[], Iterable[str]]) -> None:
        self.known: set[str] = set()
        self._names: list[tuple[str, str]] = []
        self._further = _when_asked(on_page)
        self.add(known)

    def add(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Add names of the site, and return their forms and words."""
        new = [(form, _spoken(name)) for name in names if (form := name_form(name))]
        self.known.update(form for form, _ in new)
        self._names += new
        return new

    def has(self, piece: str) -> bool:
        """Return whether a piece of a title names the site."""
        form, spoken = name_form(piece), _spoken(piece)

        def is_in(names: Iterable[tuple[str, str]]) -> bool:
            return form in self.known or any(_is_part(form, spoken, name) for name in names)

        return is_in(self._names) or any(is_in(self.add((name,))) for name in self._further)


def _when_asked(read: Callable[[], Iterable[str]]) -> Iterator[str]:
    """Yield the names that `read` returns, which is called when the first one is needed."""
    yield from read()


def _spoken(text: str) -> str:
    return f" {' '.join(words(text))} "


def _is_part(form: str, spoken: str, name: tuple[str, str]) -> bool:
    """Return whether a piece has most letters of a name, or is some of its words."""
    if len(form) < _SHORTEST_NAME or form.isdigit():
        return False
    return (form in name[0] and 2 * len(form) >= len(name[0])) or spoken in name[1]


@lru_cache(maxsize=512)  # most places of a page say the same
def _clean(raw: str) -> str:
    text = unescape(raw) if "&" in raw else raw
    if "<" in text:
        text = _MARKUP.sub("", text)
    return _EDGES.sub("", _FILE.sub("", _PERMALINK.sub("", one_line(text))))


def _refusal(vote: TitleVote, text: str, names: set[str], others: Mapping[str, Reason]) -> Reason | None:
    """The reason why a text is no title, or None. `others` are the letters of headings that are not the title."""
    if not text or not any(c.isalnum() for c in text):
        return Reason.EMPTY
    if folded(text).strip(" .…>»›→[]()") in _no_titles():
        return Reason.LINK_TEXT
    if name_form(text) in names:
        return Reason.SITE_NAME
    if vote.method.kind is not MethodKind.INDEX and (squeeze(text) in others or is_section(text)):
        return others.get(squeeze(text), Reason.SECTION)
    if len(text) > _LONGEST:
        return Reason.TOO_LONG
    return None


def _no_titles() -> Phrases:
    return phrases("read_more", "placeholder_titles")


def parts_of(text: str) -> list[str]:
    """Return the parts of a title that separators divide."""
    return [part for part in _SEPARATOR.split(text) if part.strip()]


def outer_parts_of(text: str) -> set[str]:
    """Return the letters of the beginnings and ends of a title that separators or a colon divide from the rest."""
    pieces = [piece for start, end in _separators(text) for piece in (text[:start], text[end:])]
    return {squeeze(piece) for piece in (*pieces, text.partition(": ")[2])} - {""}


def is_section(text: str) -> bool:
    """Return whether a text is the name of a section with news or of the press, and so no title."""
    return folded(text) in phrases("news_pages", "press_pages")


def _without_site(
    readings: list[tuple[TitleVote, str]], names: _Names, sections: Collection[str]
) -> list[tuple[TitleVote, str]]:
    """Cut the name of the site from the ends of the titles that carry it. Leave the section of "Section - Name"."""
    forms = {squeeze(text) for _, text in readings} - {""}
    longer = {squeeze(text[:start]) for _, text in readings for start, _ in _separators(text)}
    bare = {
        squeeze(text)
        for vote, text in readings
        if vote.method.bare_title
        and (squeeze(text) in longer or not _ends_in_name(text, forms | longer, names))
    }
    listed = {squeeze(text) for vote, text in readings if vote.method.kind is MethodKind.INDEX}
    names.add(_ends_left_out([text for _, text in readings], forms))
    out = []
    for vote, text in readings:
        if len(readings) <= _MANY and squeeze(text) not in bare:
            # The heading of a page may be the name of the site; an index has the title.
            cut = _piece(text, listed - {squeeze(text)}) or _cut(text, forms, names, vote.method)
            text = _section_of(cut, sections) or cut if sections else cut
            before, _, rest = text.partition(": ")
            if squeeze(rest) in forms and (is_section(without_date(before)) or _is_label(before, rest, bare)):
                text = rest  # `Press release: Title`, as the heading has it
        out.append((vote, text))
    return out


def _ends_in_name(text: str, forms: set[str], names: _Names) -> bool:
    """Return whether a heading is another title, or the beginning of one, and the name of the site behind it."""
    beginning = _piece(text, forms - {squeeze(text)})
    return beginning is not None and text.startswith(beginning) and names.has(_end(text, beginning))


def _is_label(before: str, rest: str, bare: set[str]) -> bool:
    """Return whether metadata put one word before a title that the page prints without it: `Analysis: Title`."""
    return " " not in before and squeeze(rest) in bare


def _ends_left_out(texts: Sequence[str], forms: set[str]) -> Iterator[str]:
    """Yield the ends of titles that name the site, also behind a title of its own.

    Other places leave them out, or titles that begin differently have them in common.
    """
    shared: dict[str, set[str]] = {}
    for text in texts:
        beginning = _piece(text, forms - {squeeze(text)})
        end = ""
        if beginning is not None and text.startswith(beginning):
            end = _end(text, beginning)
        elif ends := _separators(text):
            start, behind = ends[-1]
            beginnings = shared.setdefault(squeeze(text[behind:]), set())
            beginnings.add(squeeze(text[:start]))
            if _STRONG.search(text[start:behind]) and len(beginnings) > 1:
                end = text[behind:]
        if squeeze(end) not in {*forms, ""} and _may_be_name(parts_of(end)[-1]):
            yield end


def _end(text: str, beginning: str) -> str:
    """Return what stands behind the separator that follows the beginning of a title."""
    return next(text[end:] for start, end in _separators(text) if start == len(beginning))


def _section_of(text: str, sections: Collection[str]) -> str | None:
    """Return the section that a title begins with, or None."""
    beginnings = (text[:start] for start, _ in _separators(text))
    return next((piece for piece in beginnings if squeeze(piece) in sections), None)


@lru_cache(maxsize=512)
def _separators(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the separators of a title begin and end."""
    return tuple(one.span() for one in _SEPARATOR.finditer(text)) if _MARKS.search(text) else ()


def _piece(text: str, forms: set[str]) -> str | None:
    """Return the longest part of a title between separators that is one of `forms`, or None."""
    ends = _separators(text) if forms else ()
    pieces = [text[:start] for start, _ in ends] + [text[end:] for _, end in ends]
    pieces += [text[end:start] for (_, end), (start, _) in combinations(ends, 2)]
    return max((piece for piece in pieces if squeeze(piece) in forms), key=len, default=None)


def _cut(text: str, forms: set[str], names: _Names, method: Method | None) -> str:
    """Return a title without the name of the site at its ends. `forms` are the letters of all titles.

    `method` is None if a name is cut off already.

    Behind a mark that titles do not have, a `<title>` ends in the name of the site. A title in an index that begins
    with a part of the name, as in `Lumenburg : Light for all`, has it from its author.
    """
    ends = _separators(text)
    if not ends:
        return text
    if (piece := _piece(text, forms - {squeeze(text)})) is not None:
        return piece
    (first_end, behind), (last_end, last_from) = ends[0], ends[-1]
    first, last = text[:first_end], text[last_from:]
    if method is None and is_section(last) and _STRONG.search(text[last_end:last_from]):
        return text[:last_end]  # `Title » News » Name`
    if names.has(last):
        return _cut(text[:last_end], forms, names, None)
    of_index = method is not None and method.kind is MethodKind.INDEX
    if name_form(first) in names.known or (not of_index and names.has(first)):
        return _cut(text[behind:], forms, names, None)
    if (
        method is Method.TITLE
        and _STRONG.search(text[last_end:last_from])
        and _may_be_name(last)
        and len(last) < 0.5 * len(text)
    ):
        return text[:last_end]
    return text


def _may_be_name(piece: str) -> bool:
    return len(piece.split()) <= 4 and not piece[:1].islower() and not piece[:1].isdigit()


def _without_labels(readings: list[tuple[TitleVote, str]]) -> list[tuple[TitleVote, str]]:
    """Cut a date or a label from the ends of a heading, if another place has the title without it."""
    out = []
    for vote, text in readings:
        if vote.method is Method.HEADING:
            shorter = (other for _, other in readings if _has_only_label_more(text, other))
            text = next(shorter, text)
        out.append((vote, text))
    return out


def _has_only_label_more(text: str, other: str) -> bool:
    """Return whether a heading is `other` and a date, or a label before it that only the style of the page divides."""
    low, part = text.casefold(), other.casefold()
    if low.startswith(part):
        return is_date(text[len(other) :])
    if not low.endswith(part):
        return False
    label = text[: -len(other)]
    if _separators(label) and any(map(is_section, parts_of(label))):
        return True  # the path to the page
    return is_date(label) or (label[-1].islower() and other[:1].isupper() and " " in other)


def _preferred(readings: list[tuple[TitleVote, str]], names: _Names) -> list[tuple[TitleVote, str]]:
    """An `og:title` leads if another place is like it. Otherwise it is the same on all pages and counts for little.

    A heading that the index of the site has, too, leads instead.
    """
    out = []
    listed = {squeeze(text) for vote, text in readings if vote.method.kind is MethodKind.INDEX}
    listed &= {squeeze(text) for vote, text in readings if vote.method is Method.HEADING}
    for vote, text in readings:
        if listed and vote.where in ("og:title", "h1"):
            vote = replace(vote, weight=_EDITED if squeeze(text) in listed else _UNBACKED)
        elif vote.where == "og:title":
            others = [t for v, t in readings if v is not vote and v.where != "twitter:title"]
            backed = any(akin(text, other) and not _share_only_name(text, other, names) for other in others)
            weight = _EDITED if backed else _UNBACKED
            vote = replace(vote, weight=weight)
        elif vote.where == "twitter:title":
            # It is a copy of og:title nearly everywhere, and so not a second witness.
            vote = replace(vote, weight=_UNBACKED / 2)
        out.append((vote, text))
    return out


def _share_only_name(text: str, other: str, names: _Names) -> bool:
    """Return whether all that two titles share is the name of the site.

    Names have few words. More words in common are not looked for, as this would read all links of the page.
    """
    if squeeze(text) in squeeze(other) or squeeze(other) in squeeze(text):
        return False
    known = set(words(other))
    shared = [word for word in words(text) if word in known]
    return len(shared) <= _LONGEST_NAME and names.has(" ".join(shared))


def _winner(readings: list[tuple[TitleVote, str]]) -> tuple[TitleVote, str]:
    """The reading with the greatest sum of votes; a cut-off or shortened form lends its vote to the whole."""
    sums: defaultdict[str, float] = defaultdict(float)
    heard: set[tuple[str, str, str]] = set()
    formed = [(vote, text, squeeze(text)) for vote, text in readings]
    for vote, _, form in formed:
        witness = (vote.method, vote.where, form)  # a place that says the same twice is one witness
        if witness not in heard:
            heard.add(witness)
            sums[form] += vote.weight
    total = dict(sums)
    for vote, text, form in formed:
        for whole in _wholes(text, readings):
            if whole != form:
                total[whole] += vote.weight
                total[form] -= vote.weight
    return max(readings, key=lambda reading: (total[squeeze(reading[1])], reading[0].weight))


def _wholes(text: str, readings: Sequence[tuple[TitleVote, str]]) -> set[str]:
    """Return the forms of which a text is only the beginning."""
    if text.endswith(("...", "…")):
        stem = squeeze(_CUT.sub("", text))
        forms = {squeeze(other) for _, other in readings}
        return {form for form in forms if len(stem) > 12 and form.startswith(stem)}
    # A quote that is not escaped ends the attribute early; heading and `<title>` have the rest.
    places: dict[str, set[str]] = {}
    for other, whole in readings:
        if whole.startswith(text) and whole[len(text) :].lstrip().startswith(('"', "'")):
            places.setdefault(squeeze(whole), set()).add(other.where)
    return {form for form, where in places.items() if {"h1", "title"} <= where}
