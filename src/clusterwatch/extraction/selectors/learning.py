"""Learn selectors from pages with known title, date and text.

The known values come from a feed, or from the archive if a site was rebuilt. A selector that finds a different value on
a single page is rejected. This is wrapper induction (Kushmerick, "Wrapper induction: efficiency and expressiveness",
2000) with CSS selectors in place of string delimiters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clusterwatch.extraction.body.plain_text import kept_of_nodes
from clusterwatch.extraction.page import PageView
from clusterwatch.extraction.pipeline import habits_of
from clusterwatch.extraction.published.vote import DateClaim, DateHabits, read_claim
from clusterwatch.extraction.selectors.naming import selectors_for
from clusterwatch.html_tree import Document, Node
from clusterwatch.models import Draft, LearnedSelector, Method, Page
from clusterwatch.text import words

if TYPE_CHECKING:
    from clusterwatch.config import Source

_DAY = len("2019-09-10")
ENOUGH = 5  # pages that must agree
_MISSING = 0.2  # share of pages on which a selector may find nothing
_TRIED = 80  # selectors of a field that are tried on all pages
_HITS = 12  # maximum number of nodes of a page with the value
_NODES = 20_000  # maximum number of nodes of a page that are examined
_LONG_DATE = 120  # characters: a longer text that contains a date is prose
_SAME_TEXT = 0.97  # share of common words of equal texts: a caption or signature may differ
_AROUND = 0.25  # cost of each element between the one that is found and the innermost one with the value
_SEVERAL = 2.0  # cost of finding several nodes on all pages
_DATE_ATTRIBUTES = ("datetime", "content", "title")


@dataclass(slots=True)
class Example:
    """A page with the known values of its post, or None. `day` is a date in ISO 8601, and `body` is plain text.

    `same` is the share of common words from which two texts are equal.
    """

    document: Document
    habits: DateHabits
    title: str | None = None
    day: str | None = None
    body: str | None = None
    same: float = _SAME_TEXT
    _texts: list[tuple[Node, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[tuple[Node, str]]:
        """The elements of the page in document order, with their text on one line."""
        if not self._texts:
            nodes = self.document.css("*")[:_NODES]
            self._texts = [(n, " ".join(n.text(deep=True).split())) for n in nodes]
        return self._texts


def labelled(page: Page, known: Draft, source: Source | None, order: str | None = None) -> Example:
    """Return an example from a page and the known values of its post. `order` is the order of numeric dates."""
    view = PageView(page.body, page.url, page.headers.get("content-type"))
    for css in source.select.remove if source and source.select else ():
        view.remove(css)
    day = (known.published or "")[:_DAY]
    habits = habits_of(view, source, None, page.fetched, order)
    return Example(view.document, habits, known.title, day if len(day) == _DAY else None, known.body)


def derive(examples: Sequence[Example], *, enough: int = ENOUGH) -> dict[str, LearnedSelector]:
    """Return the best selector for title, date and body. Fields without a selector are left out.

    At least `enough` pages must have the known value, none may have a different one, and the values must differ
    between pages.
    """
    found = {name: _best(examples, rule, enough) for name, rule in _RULES.items()}
    return {name: learned for name, learned in found.items() if learned is not None}


_Choice = tuple[str, str | None]  # a selector, and an attribute or None


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a field is known, found on a page, and compared with other text."""

    known: Callable[[Example], str | None]
    hits: Callable[[Example], Iterator[tuple[Node, str | None]]]
    agrees: Callable[[Example, Sequence[Node], str | None], bool]


def _best(examples: Sequence[Example], rule: _Rule, enough: int) -> LearnedSelector | None:
    labelled = [e for e in examples if rule.known(e)]
    if len(labelled) < enough or len({rule.known(e) for e in labelled}) < 2:
        return None
    support: Counter[_Choice] = Counter()
    cost: dict[_Choice, float] = {}
    for example in labelled:
        proposed: dict[_Choice, None] = {}  # in their order, so that each run learns the same
        for depth, (node, attr) in enumerate(rule.hits(example)):
            for price, css in selectors_for(node):
                choice, mine = (css, attr), price + _AROUND * depth
                proposed[choice] = None
                cost[choice] = min(cost.get(choice, mine), mine)
        support.update(proposed.keys())
    least = max(enough, round(len(labelled) * (1 - _MISSING)))
    likely = sorted((c for c, n in support.items() if n >= least), key=lambda c: (-support[c], cost[c]))
    scored = [s for choice in likely[:_TRIED] if (s := _score(labelled, rule, choice, cost[choice]))]
    return min(scored, key=lambda s: s[0])[1] if scored else None


def _score(
    labelled: Sequence[Example], rule: _Rule, choice: _Choice, cost: float
) -> tuple[tuple[int, float, str], LearnedSelector] | None:
    """Return the rank of a selector (smaller is better), or None if it finds a different value on any page.

    The best one finds the value on most pages, and of several such the one that costs the least.
    """
    css, attr = choice
    agreed = several = 0
    for example in labelled:
        nodes = example.document.css(css)
        if not nodes:
            continue
        if not rule.agrees(example, nodes, attr):
            return None
        agreed += 1
        several += len(nodes) > 1
    cost += _SEVERAL * several / len(labelled)
    return (-agreed, cost, css), LearnedSelector((css,), attr, agreed, len(labelled))


def _title_hits(example: Example) -> Iterator[tuple[Node, str | None]]:
    wanted = words(example.title or "")
    longest = 2 * len(example.title or "") + 20
    hits = [n for n, text in example.texts if 0 < len(text) <= longest and words(text) == wanted]
    for node in _inmost_first(_in_body(hits)):
        yield node, None


def _title_agrees(example: Example, nodes: Sequence[Node], _attr: str | None) -> bool:
    return words(nodes[0].text(deep=True)) == words(example.title or "")


def _date_hits(example: Example) -> Iterator[tuple[Node, str | None]]:
    found: list[tuple[Node, str | None]] = []
    for node, text in example.texts:
        for attr in _DATE_ATTRIBUTES:
            value = node.attributes.get(attr)
            if value and _day(example, value) == example.day:
                found.append((node, attr))
        if any(c.isdigit() for c in text) and _day(example, text) == example.day:
            found.append((node, None))
        if len(found) >= 3 * _HITS:
            break
    yield from found


def _date_agrees(example: Example, nodes: Sequence[Node], attr: str | None) -> bool:
    value = nodes[0].attributes.get(attr) if attr else nodes[0].text(deep=True)
    return bool(value) and _day(example, " ".join((value or "").split())) == example.day


def _day(example: Example, text: str) -> str | None:
    if len(text) > _LONG_DATE:
        return None
    read = read_claim(DateClaim(Method.LEARNED, text, "", 1.0), example.habits)
    return read.value[:_DAY] if read and len(read.value) >= _DAY else None


def _body_hits(example: Example) -> Iterator[tuple[Node, str | None]]:
    least = 0.8 * len(example.body or "")
    boxes = [n for n, text in example.texts if len(text) >= least]
    for node in _inmost_first(_in_body(boxes)):
        if _body_agrees(example, [node], None):
            yield node, None


def _body_agrees(example: Example, nodes: Sequence[Node], _attr: str | None) -> bool:
    return (
        _share(kept_of_nodes(nodes, example.title).text, Counter(words(example.body or ""))) >= example.same
    )


def _share(text: str, wanted: Counter[str]) -> float:
    """Return the F1 score of the words of `text`, compared with `wanted`."""
    found = Counter(words(text))
    return 2 * (found & wanted).total() / ((found.total() + wanted.total()) or 1)


def _inmost_first(nodes: Iterable[Node]) -> list[Node]:
    return list(reversed(list(nodes)))[:_HITS]


def _in_body(nodes: Iterable[Node]) -> list[Node]:
    return [n for n in nodes if n.tag not in ("html", "body", "head", "title", "meta", "script", "option")]


_RULES = {
    "title": _Rule(lambda e: e.title, _title_hits, _title_agrees),
    "date": _Rule(lambda e: e.day, _date_hits, _date_agrees),
    "body": _Rule(lambda e: e.body, _body_hits, _body_agrees),
}
