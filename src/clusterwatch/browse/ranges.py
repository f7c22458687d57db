"""Draw medians and shares with the ranges in which the true values lie, one line per group, as SVG without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusterwatch.archive import Estimate
from clusterwatch.browse.charts import drawing, tick

MOST = 30  # groups that are drawn; the table has all
_TOP, _ROW, _BOTTOM = 26, 26, 22
_LETTER = 6.6  # units of width of a letter that is 12 units high
# Positions in a drawing: the end of the names, both panels from left to right, and the end of the numbers.
_WIDE, _NARROW = (760, 186, (200, 456), (496, 676), 756), (360, 104, (114, 212), (246, 304), 358)

_Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Line:
    """A group: its name, the median of days, the share of what was never relayed, and what was counted, in words."""

    name: str
    days: Estimate | None
    never: Estimate
    counts: str
    told: str


def chart(lines: Sequence[Line], title: str, *, narrow: bool = False) -> Markup:
    """Draw the first MOST groups. A dot is a median or a share, a line its range; a ring has too few values for one."""
    width, end, left, right, last = _NARROW if narrow else _WIDE
    shown = lines[:MOST]
    floor = _TOP + _ROW * len(shown)
    most = max((one.days.high or one.days.value for one in shown if one.days), default=1)
    step = tick(max(1, round(most)))
    top = max(step, -(-round(most) // step) * step)
    days, shares = _scale(left, top), _scale(right, 1)
    parts = [
        _heading(left[0], "days" if narrow else "median days until relayed"),
        _heading(right[0], "never" if narrow else "share never relayed"),
        Markup('<text class="axis end" x="{}" y="14">{}</text>').format(
            last, "relayed" if narrow else "relayed/all"
        ),
        *(_grid(days(value), floor, str(value)) for value in range(0, top + 1, step)),
        *(_grid(shares(value), floor, f"{value:.0%}") for value in ((0, 1) if narrow else (0, 0.5, 1))),
    ]
    for number, line in enumerate(shown):
        y = _TOP + _ROW * (number + 0.5)
        parts.append(_row(line, y, end, last, days, shares))
    return drawing(title, width, floor + _BOTTOM, parts)


def _row(line: Line, y: float, end: float, last: float, days: _Scale, shares: _Scale) -> Markup:
    name = line.name if len(line.name) * _LETTER <= end else f"{line.name[: int(end / _LETTER) - 1]}…"
    drawn = [
        Markup('<text class="label end" x="{}" y="{:.1f}">{}</text>').format(end, y + 4, name),
        *(_marks(line.days, days, y, "0") if line.days else ()),
        *_marks(line.never, shares, y, "1"),
        Markup('<text class="axis end" x="{}" y="{:.1f}">{}</text>').format(last, y + 4, line.counts),
    ]
    return Markup("<g><title>{}</title>{}</g>").format(line.told, Markup("").join(drawn))


def _marks(value: Estimate, scale: _Scale, y: float, colour: str) -> Iterator[Markup]:
    """Yield the line of a range and the dot of its value, or a ring."""
    if value.low is None or value.high is None:
        ring = '<circle class="ring r{}" cx="{:.1f}" cy="{:.1f}" r="4"/>'
        yield Markup(ring).format(colour, scale(value.value), y)
        return
    line = '<line class="range r{}" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>'
    yield Markup(line).format(colour, scale(value.low), scale(value.high), y, y)
    yield Markup('<circle class="c{}" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(colour, scale(value.value), y)


def _scale(panel: tuple[int, int], top: float) -> _Scale:
    first, last = panel
    return lambda value: first + (last - first) * value / top


def _heading(x: float, text: str) -> Markup:
    return Markup('<text class="axis" x="{}" y="14">{}</text>').format(x - 4, text)


def _grid(x: float, floor: float, label: str) -> Markup:
    line = '<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>'
    text = '<text class="axis middle" x="{0:.1f}" y="{3}">{4}</text>'
    return Markup(line + text).format(x, _TOP, floor, floor + 16, label)
