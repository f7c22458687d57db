"""Draw charts as SVG, without scripts and inline styles. The colours are classes of the style sheet.

Each chart has a title for screen readers. The pages also show the figures as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clusterwatch.browse import names

LARGEST = 5  # countries with their own colour; the others share one
_HEIGHT, _LEFT, _TOP, _BOTTOM = 230, 38, 10, 24
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Series:
    """The counts of one name, with a value for each position on the axis."""

    name: str
    values: tuple[int, ...]

    def last(self, count: int) -> Series:
        """Return the series with only its last `count` values."""
        return Series(self.name, self.values[-count:])


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in two widths, of which the style sheet shows one, with the figures for its table.

    `periods` are months such as 2026-11, or years. The narrow chart has the last twelve of them only.
    """

    wide: Markup
    narrow: Markup
    periods: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A row of the table next to the chart. `colour` is the number of its series."""

    code: str | None
    posts: int
    colour: int


def stacked(
    months: Sequence[str], counted: Iterable[tuple[str, str | None, int]]
) -> tuple[list[Series], list[Country]]:
    """Return series by period for the countries with the most posts and for all others, and the list of all countries.

    `counted` has (period, country, posts). The countries are sorted by their number of posts.
    """
    by_country: Counter[str | None] = Counter()
    cells: Counter[tuple[str, str | None]] = Counter()
    for month, country, posts in counted:
        by_country[country] += posts
        cells[month, country] += posts
    ranked = sorted(by_country.items(), key=lambda item: (-item[1], item[0] or "~"))
    own = [code for code, _ in ranked[:LARGEST]]
    series = [Series(names.country(code), tuple(cells[m, code] for m in months)) for code in own]
    rest = [code for code, _ in ranked[LARGEST:]]
    if rest:
        series.append(Series("other countries", tuple(sum(cells[m, c] for c in rest) for m in months)))
    return series, [Country(code, n, min(i, LARGEST)) for i, (code, n) in enumerate(ranked)]


def figure(periods: Sequence[str], series: Sequence[Series], title: str) -> Figure:
    """Return the charts and figures of the series."""
    last = periods[-12:]
    wide = columns(periods, series, title)
    narrow = columns(last, [s.last(12) for s in series], f"{title}; the last {len(last)} of them", width=360)
    return Figure(wide, narrow, tuple(periods), tuple(series))


def columns(periods: Sequence[str], series: Sequence[Series], title: str, width: int = 760) -> Markup:
    """Draw one stacked column per period. `width` is in units of the SVG; letters are 12 units high."""
    sums = [sum(s.values[i] for s in series) for i in range(len(periods))]
    step = tick(max(sums, default=0))
    top = max(step, -(-max(sums, default=0) // step) * step)
    floor, wide = _HEIGHT - _BOTTOM, (width - _LEFT - 4) / max(1, len(periods))
    scale = (floor - _TOP) / top
    parts = [_grid(value, floor - value * scale, width) for value in range(0, top + 1, step)]
    for i, period in enumerate(periods):
        x = _LEFT + i * wide
        parts.append(_column(period, x, wide, floor, scale, [(s.name, s.values[i]) for s in series]))
        if label := _label(period, first=i == 0, many=len(periods) > 12):
            parts.append(
                Markup('<text class="axis" x="{:.1f}" y="{}">{}</text>').format(
                    x + wide * 0.1, _HEIGHT - 7, label
                )
            )
    return drawing(title, width, _HEIGHT, parts)


def shares(counts: Sequence[tuple[str, int]]) -> Markup:
    """Draw one bar that is divided into the shares of the states. States without sources are left out."""
    total = sum(n for _, n in counts)
    parts, x = [], 0.0
    for name, n in counts:
        if n:
            wide = 1000 * n / total
            rect = '<rect class="state-{}" x="{:.1f}" y="0" width="{:.1f}" height="22"><title>{}: {}</title></rect>'
            parts.append(Markup(rect).format(_class(name), x, max(0.0, wide - 2), name, n))
            x += wide
    summary = ", ".join(f"{n} {name}" for name, n in counts if n) or "no sources yet"
    return drawing(f"Sources: {summary}", 1000, 22, parts, stretched=True)


def strip(runs: Sequence[tuple[str, str]]) -> Markup:
    """Draw one square per run. `runs` has (day, state), oldest first."""
    rect = '<rect class="state-{}" x="{}" y="0" width="16" height="24" rx="3"><title>{}: {}</title></rect>'
    parts = [Markup(rect).format(_class(state), 20 * i, day, state) for i, (day, state) in enumerate(runs)]
    counts = Counter(state for _, state in runs)
    summary = ", ".join(f"{n} {state}" for state, n in counts.most_common()) or "no runs"
    return drawing(f"The last {len(runs)} runs: {summary}", max(20, 20 * len(runs)), 24, parts)


def spark(months: Sequence[str], values: Sequence[int]) -> Markup:
    """Draw one small bar per month, on a scale of its own, for a cell of a table."""
    most = max(values, default=0)
    height = 20
    rect = '<rect class="{}" x="{}" y="{:.1f}" width="3" height="{:.1f}"/>'
    parts = [
        Markup(rect).format("c0" if n else "zero", 4 * i, height - tall, tall)
        for i, n in enumerate(values)
        for tall in [max(1.5, height * n / most) if n else 1]
    ]
    peak = f", most in {months[values.index(most)]}: {most}" if most else ""
    posts = f"{sum(values)} post{'' if sum(values) == 1 else 's'} from {months[0]} to {months[-1]}{peak}"
    return drawing(posts, 4 * len(values), height, parts)


def tick(most: int) -> int:
    """Return the distance between the grid lines of a scale up to `most`.

    It is 1, 2 or 5 times a power of ten, and gives at most five lines.
    """
    step, factors = 1, (2, 5, 10)
    while step * 5 < most:
        base = 10 ** (len(str(step)) - 1)
        step = next(base * f for f in factors if base * f > step)
    return step


def _grid(value: int, y: float, width: int) -> Markup:
    line = '<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>'
    text = '<text class="axis end" x="{}" y="{:.1f}">{}</text>'
    return Markup(line + text).format(_LEFT, width - 4, y, y, _LEFT - 6, y + 4, f"{value:,}")


def _column(
    period: str, x: float, wide: float, floor: float, scale: float, values: Sequence[tuple[str, int]]
) -> Markup:
    """Draw the parts of a column from the bottom up, or a mark on the line if there are none, with a tooltip."""
    rect = '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
    parts, y = [], floor
    for number, (_, value) in enumerate(values):
        if value:
            y -= value * scale
            parts.append(Markup(rect).format(f"c{number}", x + wide * 0.1, y, wide * 0.8, value * scale))
    if not parts:
        parts = [Markup(rect).format("zero", x + wide * 0.1, floor - 2, wide * 0.8, 2)]
    summary = ", ".join(f"{name} {value}" for name, value in values if value) or "no posts"
    return Markup("<g><title>{}: {}</title>{}</g>").format(period, summary, Markup("").join(parts))


def _label(period: str, *, first: bool, many: bool) -> str | None:
    """Return the label under a column: the year, or some months if there is room."""
    if len(period) == len("2026"):
        return period if not many or int(period) % 5 == 0 else None
    number = int(period[5:7])
    if number == 1 or (first and not many and number < 11):
        return period[:4] if number == 1 else _MONTHS[number - 1]
    if many:
        return _MONTHS[number - 1] if number == 7 else None
    return _MONTHS[number - 1] if number % 3 == 1 else None


def _class(state: str) -> str:
    return state.replace(" ", "-")


def drawing(
    title: str, width: int, height: int, parts: Sequence[Markup], *, stretched: bool = False
) -> Markup:
    """Return an SVG with a title for screen readers. One that is `stretched` fills its box in both directions."""
    aspect = Markup(' preserveAspectRatio="none"') if stretched else Markup("")
    svg = (
        '<svg class="chart" role="img" aria-label="{0}" viewBox="0 0 {1} {2}"{3}><title>{0}</title>{4}</svg>'
    )
    return Markup(svg).format(title, width, height, aspect, Markup("").join(parts))
