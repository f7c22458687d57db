"""Draw a graph of bodies that are named together as SVG, without scripts. The page also shows the pairs as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from urllib.parse import quote

from markupsafe import Markup

from clusterwatch.archive.mentioned import Pair

MOST = 24  # bodies; more names cannot be read around one circle
_RADIUS, _SMALLEST, _STEP = 190, 90, 8  # of the circle, of one with a few bodies, and what each of them adds
_LONGEST = 34  # characters of a name
_GAP = 13  # between a body and its name
_WIDTH = 880  # with space for names on both sides
_MARGIN = 30  # above and below the circle
_EDGE = (
    '<line class="edge" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke-width="{:.1f}">'
    "<title>{}</title></line>"
)
_NODE = (
    '<a href="/body/{}"><circle class="c0" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
    '<text class="axis{}" x="{:.1f}" y="{:.1f}">{}</text></a>'
)


def circle(pairs: Sequence[Pair]) -> Markup:
    """Draw the bodies of the heaviest pairs on a circle, neighbours beside each other, and a line for each pair.

    The width of a line and the size of a dot grow with the number of stories.
    """
    weights: Counter[str] = Counter()
    names: dict[str, str] = {}
    for pair in pairs:
        names.setdefault(pair.body, pair.name)
        names.setdefault(pair.other, pair.other_name)
        weights.update({pair.body: pair.stories, pair.other: pair.stories})
    kept = {body for body, _ in weights.most_common(MOST)}
    shown = [pair for pair in pairs if pair.body in kept and pair.other in kept]
    radius = min(_RADIUS, _SMALLEST + _STEP * len(kept))
    height = 2 * (radius + _MARGIN)
    at = _places(list(_ordered(kept, shown)), radius, height / 2)
    most = max((pair.stories for pair in shown), default=1)
    parts = [_edge(pair, at, most) for pair in shown]
    heaviest = max(weights.values(), default=1)
    parts += [_node(body, names[body], at[body], weights[body] / heaviest) for body in at]
    title = f"{len(at)} bodies that are named together, with {len(shown)} lines between them"
    svg = '<svg class="chart graph" role="group" aria-label="{0}" viewBox="0 0 {1} {2}"><title>{0}</title>{3}</svg>'
    return Markup(svg).format(title, _WIDTH, height, Markup("").join(parts))


def _ordered(kept: set[str], pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield the bodies so that each follows the one with which it shares most stories, if that is possible."""
    weight: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        weight[pair.body, pair.other] = weight[pair.other, pair.body] = pair.stories
    left, last = sorted(kept), ""
    while left:
        last = max(left, key=lambda body: weight[last, body])
        left.remove(last)
        yield last


def _places(bodies: Sequence[str], radius: int, middle: float) -> dict[str, tuple[float, float]]:
    step = 2 * pi / max(1, len(bodies))
    return {
        body: (_WIDTH / 2 + radius * cos(i * step), middle + radius * sin(i * step))
        for i, body in enumerate(bodies)
    }


def _edge(pair: Pair, at: dict[str, tuple[float, float]], most: int) -> Markup:
    count = f"{pair.stories} {'story' if pair.stories == 1 else 'stories'}"
    title = f"{pair.name} and {pair.other_name}: {count}"
    return Markup(_EDGE).format(*at[pair.body], *at[pair.other], 1 + 5 * pair.stories / most, title)


def _node(body: str, name: str, at: tuple[float, float], share: float) -> Markup:
    x, y = at
    outside = 1 if x >= _WIDTH / 2 else -1
    label = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    end = "" if outside > 0 else " end"
    return Markup(_NODE).format(
        quote(body, safe=""), x, y, 4 + 5 * share, end, x + _GAP * outside, y + 4, label
    )
