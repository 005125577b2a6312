"""The measured points of the curves of growth: their file, and their table."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

POINTS = Path(__file__).parent / "growth.csv"
CURVES = {
    "list": "list names, asked by {} others",
    "rows": "rows, CSV to JSON Lines",
    "asked": "names, asked only",
}
"""Curve -> what its size counts."""
WHOLE = ("curve", "size", "asked")
"""Fields that are no measures."""
HEADS = ("a name", "most memory", "beside a tenth of the size")
ABOUT_TEN = (8, 12.5)
"""Sizes that count as ten times another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What was measured at one size."""

    curve: str
    """`list`, `rows` or `asked`."""
    size: int
    """Names of the list, or rows."""
    asked: int
    """Names asked."""
    seconds: float
    """For all of them."""
    megabytes: float
    """Most memory meanwhile."""
    build_seconds: float = 0.0
    """Until the list was ready, read and kept; 0 where that was not measured."""
    build_megabytes: float = 0.0

    @property
    def key(self) -> tuple[str, int]:
        """What a point is found by."""
        return self.curve, self.size

    @property
    def each(self) -> float:
        """Microseconds a name."""
        return self.seconds / self.asked * 1e6


Points = Mapping[tuple[str, int], Point]


def load(path: Path) -> dict[tuple[str, int], Point]:
    """The points of a file; none when it is not there."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        found = [point(line) for line in csv.DictReader(file)]
    return {one.key: one for one in found}


def point(line: Mapping[str, str]) -> Point:
    """One row of the file."""
    numbers = {name: float(value) for name, value in line.items() if name != "curve"}
    size, asked = int(numbers.pop("size")), int(numbers.pop("asked"))
    return Point(curve=line["curve"], size=size, asked=asked, **numbers)


def save(path: Path, points: Iterable[Point]) -> None:
    """Write the points, in order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        names = [field.name for field in fields(Point)]
        writer = csv.DictWriter(file, fieldnames=names, lineterminator="\n")
        writer.writeheader()
        for one in sorted(points, key=lambda point: point.key):
            numbers = {k: v for k, v in asdict(one).items() if k not in WHOLE}
            rounded = {name: f"{value:.3f}" for name, value in numbers.items()}
            writer.writerow({**{name: getattr(one, name) for name in WHOLE}, **rounded})


def told(points: Sequence[Point]) -> Iterator[str]:
    """A table a curve; factors compare with the point of a tenth the size."""
    for curve, words in CURVES.items():
        found = [point for point in points if point.curve == curve]
        if found:
            build = ("ready after", "most memory") if curve == "list" else ()
            heads = (words.format(f"{found[0].asked:,}"), *build, *HEADS)
            yield row(heads)
            yield row([*("---:" for _ in heads[1:]), "---"])
            yield from (row(cells(one, found)) for one in found)
            yield ""


def cells(one: Point, others: Iterable[Point]) -> Iterator[str]:
    """One line of a table."""
    yield f"{one.size:,}"
    if one.curve == "list":
        yield f"{one.build_seconds:,.1f} s"
        yield f"{one.build_megabytes:,.0f} MB"
    yield f"{one.each:,.0f} µs"
    yield f"{one.megabytes:,.0f} MB"
    yield factors(one, others)


def row(texts: Iterable[str]) -> str:
    """A line of Markdown."""
    return f"| {' | '.join(texts)} |"


def factors(one: Point, others: Iterable[Point]) -> str:
    """How much more time a name and memory take than at a tenth the size, if that was measured."""
    for other in others:
        if ABOUT_TEN[0] <= one.size / other.size <= ABOUT_TEN[1]:
            time, memory = one.each / other.each, one.megabytes / other.megabytes
            return f"time × {time:.1f}, memory × {memory:.1f}"
    return ""
