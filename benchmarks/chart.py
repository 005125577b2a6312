"""The curves of growth as a picture: small multiples on logarithmic axes, in plain SVG.

No drawing library: one is tens of megabytes for a dozen lines of text. The colours follow the
reader's choice of a light or a dark page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from benchmarks.points import Point

WIDTH, HEIGHT = 960, 560
COLUMNS, PANEL_WIDTH, PANEL_HEIGHT = 3, 320, 280
LEFT, RIGHT, TOP, BOTTOM = 58, 16, 44, 48
"""Margins of a panel, for its labels."""
FEW = 3
"""Powers of ten on an axis that is short."""
STYLE = """
text { font: 11px sans-serif; fill: #444 } .title { font-weight: bold; fill: #111 }
.grid { stroke: #ddd } .frame { stroke: #999; fill: none }
.s0 { stroke: #0b62a4; fill: #0b62a4 } .s1 { stroke: #c2570c; fill: #c2570c }
path { fill: none !important; stroke-width: 2 } .key { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #bbb } .title { fill: #eee } .grid { stroke: #444 } .frame { stroke: #888 }
.s0 { stroke: #5ab0f2; fill: #5ab0f2 } .s1 { stroke: #f29a5a; fill: #f29a5a } .key { stroke: none }
}
"""
Value = Callable[[Point], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line: whose points, which of their values, and its name."""

    curve: str
    value: Value
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One small picture."""

    title: str
    below: str
    series: tuple[Series, ...]


LIST, ROWS = "names of the list", "rows"
PANELS = (
    Panel(
        title="list made ready, s",
        below=LIST,
        series=(Series(curve="list", value=lambda one: one.build_seconds),),
    ),
    Panel(
        title="a name asked, µs",
        below=LIST,
        series=(Series(curve="list", value=lambda one: one.each),),
    ),
    Panel(
        title="most memory, MB",
        below=LIST,
        series=(
            Series(curve="list", value=lambda one: one.build_megabytes, name="made ready"),
            Series(curve="list", value=lambda one: one.megabytes, name="asked"),
        ),
    ),
    Panel(
        title="whole run, s",
        below=ROWS,
        series=(
            Series(curve="rows", value=lambda one: one.seconds, name="CSV to JSON Lines"),
            Series(curve="asked", value=lambda one: one.seconds, name="asked only"),
        ),
    ),
    Panel(
        title="a row, µs",
        below=ROWS,
        series=(
            Series(curve="rows", value=lambda one: one.each, name="CSV to JSON Lines"),
            Series(curve="asked", value=lambda one: one.each, name="asked only"),
        ),
    ),
    Panel(
        title="most memory, MB",
        below=ROWS,
        series=(
            Series(curve="rows", value=lambda one: one.megabytes, name="CSV to JSON Lines"),
            Series(curve="asked", value=lambda one: one.megabytes, name="asked only"),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Whole decades from least to most, and where on the page they lie."""

    least: int
    most: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        share = (log10(value) - self.least) / (self.most - self.least)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def marks(self) -> list[float]:
        """What is marked: the powers of ten, on a short axis two and five times those as well."""
        powers = range(self.least, self.most + 1)
        steps = (1, 2, 5) if len(powers) <= FEW else (1,)
        found = [step * 10.0**power for power in powers for step in steps]
        return [mark for mark in found if mark <= 10.0**self.most]


def axis(values: Sequence[float], start: float, end: float) -> Axis:
    """An axis of whole decades that holds all values."""
    least, most = floor(log10(min(values))), ceil(log10(max(values)))
    return Axis(least=least, most=max(most, least + 1), start=start, end=end)


def drawn(points: Sequence[Point]) -> str:
    """The whole picture; a panel without points says so."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    about = "<title>Time and memory as the list and the rows grow, logarithmic</title>"
    lines = [head, about, f"<style>{STYLE}</style>"]
    for at, panel in enumerate(PANELS):
        down, across = divmod(at, COLUMNS)
        lines += [f'<g transform="translate({across * PANEL_WIDTH} {down * PANEL_HEIGHT})">']
        lines += [*_panel(panel, points), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _panel(panel: Panel, points: Sequence[Point]) -> Iterator[str]:
    yield _text(LEFT, TOP - 24, panel.title, "title")
    found = [(one, places(one, points)) for one in panel.series]
    all_ = [place for _, line in found for place in line]
    if not all_:
        yield _text(LEFT, TOP + 20, "not measured")
        return
    across = axis([x for x, _ in all_], LEFT, PANEL_WIDTH - RIGHT)
    up = axis([y for _, y in all_], PANEL_HEIGHT - BOTTOM, TOP)
    yield from _frame(across, up, panel.below)
    for at, (one, line) in enumerate(found):
        yield from _line(line, across, up, f"s{at}")
        if line and one.name:
            yield _text(LEFT + at * 125, TOP - 8, f"● {one.name}", f"key s{at}")


def places(series: Series, points: Sequence[Point]) -> list[tuple[float, float]]:
    """Size and value of the points that were measured."""
    own = [(one.size, series.value(one)) for one in points if one.curve == series.curve]
    return sorted((size, value) for size, value in own if value > 0)


def _frame(across: Axis, up: Axis, below: str) -> Iterator[str]:
    """Grid, numbers and what they count."""
    for mark in across.marks:
        x = across.at(mark)
        yield f'<line class="grid" x1="{x}" y1="{up.start}" x2="{x}" y2="{up.end}"/>'
        yield _text(x, up.start + 16, short(mark), anchor="middle")
    for mark in up.marks:
        y = up.at(mark)
        yield f'<line class="grid" x1="{across.start}" y1="{y}" x2="{across.end}" y2="{y}"/>'
        yield _text(across.start - 6, y + 4, short(mark), anchor="end")
    width, height = across.end - across.start, up.start - up.end
    size = f'width="{width}" height="{height}"'
    yield f'<rect class="frame" x="{across.start}" y="{up.end}" {size}/>'
    yield _text((across.start + across.end) / 2, up.start + 34, below, anchor="middle")


def _line(line: Sequence[tuple[float, float]], across: Axis, up: Axis, name: str) -> Iterator[str]:
    spots = [(across.at(size), up.at(value)) for size, value in line]
    if spots:
        steps = " L".join(f"{x} {y}" for x, y in spots)
        yield f'<path class="{name}" d="M{steps}"/>'
    for x, y in spots:
        yield f'<circle class="{name}" cx="{x}" cy="{y}" r="3"/>'


def _text(x: float, y: float, text: str, name: str = "", anchor: str = "start") -> str:
    called = f' class="{name}"' if name else ""
    return f'<text{called} x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def short(number: float) -> str:
    """A number in a few letters: 0.01, 10, 1 k, 20 M."""
    for unit, name in ((1e6, "M"), (1e3, "k")):
        if number >= unit:
            return f"{number / unit:g} {name}"
    return f"{number:g}"
