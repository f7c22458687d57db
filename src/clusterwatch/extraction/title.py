"""The title of a post: every place that may hold it has a vote, after the name of the site is cut off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from clusterwatch.extraction.compare import akin, squeeze
from clusterwatch.models import Evidence, Method, Reason, Rejected
from clusterwatch.text import tidy, unescape
from clusterwatch.vocab import Phrases, folded, phrases

_SEPARATOR = re.compile(
    r"\s+[|│ㅣ·•–—―/»›«‹<>~\-]+\s+|\s*(?:\||│|ㅣ|::|»|--+|[−－：]|_{1,})\s*|\s+:\s+|(?<=\S)-(?=[\u3040-\ud7af]{2,6}(?:$|\W))"
)
_MARKS = re.compile(r"[|│ㅣ·•–—―/»›«‹<>~\-:_−－：]")  # every separator has one
# Formatting alone: other words in angle brackets are the title's own.
_MARKUP = re.compile(
    r"</?(?:a|abbr|b|br|em|font|i|mark|p|s|small|span|strong|sub|sup|u|wbr)\b[^>]{0,200}>", re.I
)
_CUT = re.compile(r"\s*(\.\.\.|…)$")
_LONGEST = 400
_MANY = 40  # votes: more are not compared with each other
_LINK_TEXT = 40  # characters: the text of a link that is no title is shorter
# Weights of og:title: an editor's own outweighs JSON-LD, h1 and <title> (2.4), not four or more places that agree.
_EDITED, _UNBACKED = 2.75, 0.6


@dataclass(frozen=True, slots=True)
class TitleVote:
    """One place that may carry the title. `weight` is the trust in the place."""

    method: Method
    raw: str
    where: str
    weight: float


def choose_title(votes: Sequence[TitleVote], site_names: Iterable[str] = ()) -> Evidence:
    """The title most places agree on; the places that say otherwise are in `rejected`."""
    names = {squeeze(name) for name in site_names} - {""}
    rejected: list[Rejected] = []
    readings: list[tuple[TitleVote, str]] = []
    for vote in votes:
        text = _clean(vote.raw)
        reason = _refusal(text, names)
        if reason:
            rejected.append(Rejected(vote.method, vote.raw[:_LONGEST], text or None, reason))
        else:
            readings.append((vote, text))
    if not readings:
        reason = Reason.NO_USABLE_TITLE if votes else Reason.NO_TITLE
        return Evidence(Method.NONE, "", None, None, reason, tuple(rejected))
    readings = _preferred(_without_site(readings, names))
    best = _winner(readings)
    chosen = tidy(best[1])
    for vote, text in readings:
        if squeeze(text) != squeeze(chosen):
            rejected.append(Rejected(vote.method, vote.raw[:_LONGEST], tidy(text), Reason.WEAKER))
    vote = best[0]
    return Evidence(vote.method, vote.raw[:_LONGEST], chosen, vote.where, None, tuple(rejected))


def _clean(raw: str) -> str:
    text = unescape(raw) if "&" in raw else raw
    if "<" in text:
        text = _MARKUP.sub("", text)
    return " ".join(text.split())


def _refusal(text: str, names: set[str]) -> Reason | None:
    """The reason why a text is no title, or None."""
    if not text or not any(c.isalnum() for c in text):
        return Reason.EMPTY
    if len(text) < _LINK_TEXT and folded(text).strip(" .>»›→[]()") in _no_titles():
        return Reason.LINK_TEXT
    if squeeze(text) in names:
        return Reason.SITE_NAME
    if len(text) > _LONGEST:
        return Reason.TOO_LONG
    return None


def _no_titles() -> Phrases:
    return phrases("read_more", "placeholder_titles")


def _without_site(readings: list[tuple[TitleVote, str]], names: set[str]) -> list[tuple[TitleVote, str]]:
    """Cut the site's name from the ends of the titles that carry it."""
    bare = {squeeze(text) for vote, text in readings if vote.method.bare_title}
    out = []
    for n, (vote, text) in enumerate(readings):
        others = [other for m, (_, other) in enumerate(readings) if m != n]
        keep = vote.method.bare_title or len(readings) > _MANY or squeeze(text) in bare
        out.append((vote, text if keep else _cut(text, others, names, vote.method is Method.TITLE)))
    return out


def _cut(text: str, others: list[str], names: set[str], loose: bool) -> str:
    """`loose`: the text is a `<title>`, which nearly always ends in the site's name."""
    ends = [(m.start(), m.end()) for m in _SEPARATOR.finditer(text)] if _MARKS.search(text) else []
    if not ends:
        return text
    known = {squeeze(other) for other in others} - {"", squeeze(text)}
    pieces = [text[:start] for start, _ in ends] + [text[end:] for _, end in ends]
    for piece in sorted(pieces, key=len, reverse=True):
        if squeeze(piece) in known:
            return piece
    first, last = text[: ends[0][0]], text[ends[-1][1] :]
    if _names_site(last, names):
        return _cut(text[: ends[-1][0]], others, names, False)
    if _names_site(first, names):
        return _cut(text[ends[0][1] :], others, names, False)
    if loose and len(last.split()) <= 4 and len(last) < 0.5 * len(text):
        return text[: ends[-1][0]]
    return text


def _names_site(piece: str, names: set[str]) -> bool:
    squeezed = squeeze(piece)
    return bool(squeezed) and any(
        squeezed == name or (len(squeezed) > 3 and squeezed in name) for name in names
    )


def _preferred(readings: list[tuple[TitleVote, str]]) -> list[tuple[TitleVote, str]]:
    """An `og:title` leads if another place is like it. Otherwise it is the same on all pages and counts for little."""
    out = []
    for vote, text in readings:
        if vote.where == "og:title":
            others = (t for v, t in readings if v is not vote and v.where != "twitter:title")
            weight = _EDITED if any(akin(text, other) for other in others) else _UNBACKED
            vote = replace(vote, weight=weight)
        elif vote.where == "twitter:title":
            # It is a copy of og:title nearly everywhere, and so not a second witness.
            vote = replace(vote, weight=_UNBACKED / 2)
        out.append((vote, text))
    return out


def _winner(readings: list[tuple[TitleVote, str]]) -> tuple[TitleVote, str]:
    """The reading with the greatest sum of votes; a cut-off or shortened form lends its vote to the whole."""
    sums: dict[str, float] = {}
    heard: set[tuple[str, str, str]] = set()
    forms = [squeeze(text) for _, text in readings]
    for (vote, _), form in zip(readings, forms, strict=True):
        witness = (vote.method, vote.where, form)  # a place that says the same twice is one witness
        if witness not in heard:
            heard.add(witness)
            sums[form] = sums.get(form, 0.0) + vote.weight
    total = dict(sums)
    for (vote, text), form in zip(readings, forms, strict=True):
        if not text.endswith(("...", "…")):
            continue
        stem = squeeze(_CUT.sub("", text))
        for other in sums:
            if len(stem) > 12 and other.startswith(stem) and other != form:
                total[other] += vote.weight
                total[form] -= vote.weight
    return max(readings, key=lambda reading: (total[squeeze(reading[1])], reading[0].weight))
