"""What a night costs on paper: a hundred million parties, from what was measured and assumed.

usage: python -m benchmarks.nightly RATE NAMES BUILD [--cores N] [--price P] [--docs PAGE]

Arithmetic alone, spelt out line by line so that a reader can put in figures of their own: RATE
parties a second on one core against NAMES list names, which took BUILD seconds to make ready.
`benchmarks.engines` measures these three and writes the same table.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log10
from pathlib import Path

from benchmarks.points import POINTS, Point, load
from benchmarks.timing import between

PRICE = 0.05
"""Of a core-hour: an assumption, about what a rented core costs."""
CORES = 64
"""Of the cluster, likewise."""
START, END = "<!-- a night: written by benchmarks/nightly.py -->", "<!-- end of the night -->"
BOUND = 3.0
"""The goal's bound on the time of a party against a list of ten times the names."""
REAL = 50_000
"""Names of a list from which on its growth tells something."""
FAR = 8.0
"""How many times as long the longest measured list must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How many times as long a party takes against a list of ten times the names."""

    times: float
    source: str
    """Where that is known from, in words."""


def growth(points: Iterable[Point]) -> Growth:
    """As it was measured between a list of real length and the longest; else the goal's bound."""
    found = sorted(
        (one for one in points if one.curve == "list" and one.size >= REAL),
        key=lambda one: one.size,
    )
    if not found or found[-1].size < FAR * found[0].size:
        return Growth(times=BOUND, source="the bound set as a goal, not measured")
    first, last = found[0], found[-1]
    times: float = (last.each / first.each) ** (1 / log10(last.size / first.size))
    return Growth(times=times, source=f"measured, {first.size:,} to {last.size:,} names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nightly:
    """What is screened every night, and what that is reckoned with."""

    rate: float
    """Parties a second and core, against `measured` list names."""
    measured: int
    build: float
    """Seconds to make that list ready, once, by one process, before Spark starts."""
    parties: int = 100_000_000
    names: int = 3_000_000
    growth: "Growth"
    """How much longer a party takes against a longer list."""
    cores: int = CORES
    price: float = PRICE
    """Of a core-hour: an assumption, about what a rented core costs."""
    changed: float = 0.005
    """Share of parties, and of list names, that are new or changed since last night."""

    def seconds(self, names: float) -> float:
        """Time of one party on one core against so many names."""
        slower: float = self.growth.times ** log10(names / self.measured)
        return slower / self.rate

    @property
    def builds(self) -> float:
        """Core-hours until the list is ready, on one core; workers map it in next to no time."""
        return self.build * self.names / self.measured / 3600

    @property
    def all(self) -> float:
        """Core-hours of all parties against all names."""
        return self.parties * self.seconds(self.names) / 3600

    @property
    def new_parties(self) -> float:
        """Core-hours of the new parties against all names."""
        return self.changed * self.all

    @property
    def new_names(self) -> float:
        """Core-hours of all other parties against the new names."""
        others = (1 - self.changed) * self.parties
        return others * self.seconds(self.changed * self.names) / 3600


def main(argv: list[str] | None = None) -> None:
    """Reckon with the figures given, print, and write into the page if there is one."""
    options = arguments().parse_args(argv)
    night = Nightly(
        rate=options.rate,
        measured=options.names,
        build=options.build,
        cores=options.cores,
        price=options.price,
        growth=growth(load(options.points).values()),
    )
    print("\n".join(paper(night)))
    if options.docs:
        write(night, options.docs)


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="What a night costs, on paper.")
    parser.add_argument("rate", type=float, metavar="RATE", help="parties a second and core")
    parser.add_argument("names", type=int, metavar="NAMES", help="list names at that rate")
    parser.add_argument("build", type=float, metavar="BUILD", help="seconds to make them ready")
    add_assumptions(parser)
    return parser


def add_assumptions(parser: argparse.ArgumentParser) -> None:
    """The options that are no measured figures."""
    parser.add_argument("--cores", type=int, default=CORES, help="cores of the cluster on paper")
    parser.add_argument("--price", type=float, default=PRICE, help="of a core-hour, assumed")
    parser.add_argument("--points", type=Path, default=POINTS, help="written by growth.py")
    parser.add_argument("--docs", type=Path, metavar="PAGE", help="page to write the figures into")


def write(night: Nightly, page: Path) -> None:
    """Put the table into its place in the page."""
    text = "\n".join(paper(night))
    old = page.read_text(encoding="utf-8")
    page.write_text(between(old, START, f"\n{text}\n", END), encoding="utf-8")


def paper(night: Nightly) -> Iterator[str]:
    """The arithmetic of one night, line by line."""
    yield "| on paper | | |"
    yield "|---|---|---:|"
    for what, sum_, value in (*one_night(night), *one_delta(night)):
        yield f"| {what} | {sum_} | {value} |"


def one_night(night: Nightly) -> Iterator[tuple[str, str, str]]:
    """All parties against all names: what, how it is reckoned, and how much."""
    each, total = night.seconds(night.names) * 1000, night.all + night.builds
    yield f"measured, one core, {night.measured:,} names", "r", f"{night.rate:,.0f} a second"
    yield "ten times the names", night.growth.source, f"× {night.growth.times:.2g}"
    yield f"one party, {night.names:,} names", spelt_out(night, night.names), f"{each:.3f} ms"
    yield "**all against all**", f"{night.parties:,} × {each:.3f} ms", hours(night.all)
    builds = f"{night.build:.1f} s × {night.names:,} / {night.measured:,}"
    yield "the list made ready, on one core", builds, hours(night.builds)
    yield "money", f"{total:,.1f} × {night.price:.2f}", f"{total * night.price:,.2f}"
    time = f"{night.builds:.2f} + {night.all:,.1f} / {night.cores}"
    yield (
        f"time on {night.cores} cores",
        time,
        f"{night.builds + night.all / night.cores:,.2f} hours",
    )


def one_delta(night: Nightly) -> Iterator[tuple[str, str, str]]:
    """Only what changed."""
    new, rest = night.changed * night.names, 1 - night.changed
    each = night.seconds(new) * 1000
    delta = night.new_parties + night.new_names
    yield f"one party, {new:,.0f} names", spelt_out(night, new), f"{each:.3f} ms"
    asked = f"{night.changed:.1%} × {night.all:,.1f}"
    yield "new parties against all names", asked, hours(night.new_parties)
    asked = f"{rest:.1%} × {night.parties:,} × {each:.3f} ms"
    yield "other parties against new names", asked, hours(night.new_names)
    saved = f"1 − ({night.new_parties:,.1f} + {night.new_names:,.1f}) / {night.all:,.1f}"
    yield "**delta saves**", saved, f"{1 - delta / night.all:.0%}"
    total = delta + night.builds
    money = f"{total * night.price:,.2f}"
    yield "money, the list included", f"{total:,.1f} × {night.price:.2f}", money


def spelt_out(night: Nightly, names: float) -> str:
    """How the time of one party is reckoned."""
    return f"{night.growth.times:.2g}^log10({names:,.0f} / {night.measured:,}) / r"


def hours(number: float) -> str:
    """So many core-hours."""
    return f"{number:,.1f} core-hours"


if __name__ == "__main__":
    main()
