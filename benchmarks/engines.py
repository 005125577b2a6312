"""Time `screen` as a whole on every engine, and work out what a hundred million parties cost.

usage: python benchmarks/engines.py [LIST] [--rows N] [--names FILE] [--runs R] [--docs PAGE]

Needs the extra `spark` and Java for the engine spark; without them its lines say so. The list and
the names are those of benchmarks/speed.py; names are altered by a letter where more are asked than
there are. The engines take turns, R times over, and the median counts. Each is also run on one row
a file: what that takes is its start, and the rest is work. All answers are compared to the byte.
"""

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import log10
from pathlib import Path

from benchmarks.quality import REFERENCE
from benchmarks.question_set import watchlist
from benchmarks.speed import default, names, unpacked
from compliance import __version__, catalog
from compliance.engines.spark.session import java
from compliance.engines.team import cores

PARTS = 2
FOUND_SOMETHING = (0, 1)
ENGINES: Mapping[str, tuple[str, ...]] = {
    "one process": ("--processes", "1"),
    "two processes": ("--processes", "2"),
    "Spark, local[2]": ("--engine", "spark", "--master", "local[2]"),
    "Spark, local-cluster[2,1,2048]": ("--engine", "spark", "--master", "local-cluster[2,1,2048]"),
}
SPARK = {name for name, words in ENGINES.items() if "spark" in words}
START, END = "<!-- figures: written by benchmarks/engines.py -->", "<!-- end of figures -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One engine, in seconds; medians."""

    engine: str
    start: float
    whole: float

    @property
    def work(self) -> float:
        """What the rows took."""
        return max(self.whole - self.start, 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nightly:
    """What is screened every night, and what that is reckoned with."""

    rate: float
    """Parties a second and core, against `measured` list names."""
    measured: int
    build: float
    """Seconds to make that list ready, once in every process."""
    parties: int = 100_000_000
    names: int = 3_000_000
    growth: float = 3.0
    """Time of a party against a list of ten times the names: the goal's bound, not a measure."""
    cores: int = 64
    price: float = 0.05
    """Of a core-hour: an assumption, about what a rented core costs."""
    changed: float = 0.005
    """Share of parties, and of list names, that are new or changed since last night."""

    def seconds(self, names: float) -> float:
        """Time of one party on one core against so many names."""
        slower: float = self.growth ** log10(names / self.measured)
        return slower / self.rate

    @property
    def builds(self) -> float:
        """Core-hours until the matcher stands in the process of every core."""
        return self.cores * self.build * self.names / self.measured / 3600

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
    """Measure, print, and write into the page if there is one."""
    options = arguments().parse_args(argv)
    path = options.list or default(REFERENCE / "list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        lists = unpacked(path, Path(folder)) if path else None
        listed = watchlist(lists) if lists else catalog.load()
        asked = names(options.names or default(REFERENCE / "innocents.csv"), listed, options.rows)
        size = sum(len(entry.names) for entry in listed.entries)
        timed = measured(Path(folder), lists, asked, options)
    text = "\n".join(report(timed, options.rows, size, options.cores))
    print(text)
    if options.docs:
        options.docs.write_text(inserted(options.docs.read_text(encoding="utf-8"), text), "utf-8")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time every engine, start and work.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--rows", type=int, default=200_000, metavar="N")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="times each engine runs")
    parser.add_argument("--cores", type=int, default=64, help="cores of the cluster on paper")
    parser.add_argument("--docs", type=Path, metavar="PAGE", help="page to write the figures into")
    return parser


# --- Names ------------------------------------------------------------------------------------


def altered(asked: Sequence[str], number: int) -> Iterator[str]:
    """So many names: the given ones, then the same with a letter more; always the same ones."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    for at in range(number):
        name = asked[at % len(asked)]
        if at < len(asked):
            yield name
        else:
            place = chance.randrange(len(name) + 1)
            yield f"{name[:place]}{chance.choice('aeiourstln')}{name[place:]}"


def written(folder: Path, asked: Sequence[str]) -> Path:
    """A folder of text tables with the names in it."""
    folder.mkdir()
    for part in range(PARTS):
        with (folder / f"part-{part}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["name"], *([text] for text in asked[part::PARTS])])
    return folder


# --- Runs -------------------------------------------------------------------------------------


def measured(
    folder: Path, lists: Path | None, asked: Sequence[str], options: argparse.Namespace
) -> list[Timed]:
    """Every engine that there is, on one row a file and on all. Raises SystemExit."""
    many = list(altered(asked, options.rows))
    inputs = written(folder / "few", many[:PARTS]), written(folder / "many", many)
    engines = [name for name in ENGINES if name not in SPARK or has_spark()]
    runs: dict[tuple[str, Path], list[float]] = {}
    answers = set()
    for run in range(options.runs):
        for engine in engines:
            for source in inputs:
                out = folder / f"{source.name}-{run}-{engine}"
                runs.setdefault((engine, source), []).append(timed(engine, source, out, lists))
            answers.add(rendered(out))
    if len(answers) != 1:
        raise SystemExit("the engines gave different answers")
    few, all_rows = ({e: statistics.median(runs[e, s]) for e in engines} for s in inputs)
    return [Timed(engine=engine, start=few[engine], whole=all_rows[engine]) for engine in engines]


def has_spark() -> bool:
    """Whether the extra and Java are there."""
    return bool(find_spec("pyspark") and find_spec("pyarrow") and java())


def timed(engine: str, source: Path, out: Path, lists: Path | None) -> float:
    """Seconds of one run. Raises SystemExit when it fails."""
    command = [sys.executable, "-m", "compliance", str(source), "--no-config", "-q", "-o", str(out)]
    command += [*ENGINES[engine], *(["--list", str(lists)] if lists else [])]
    if engine not in SPARK:
        out.mkdir()
        command += ["--format", "jsonl"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    print(f"{engine:32} {source.name:5} {seconds:8.1f} s", file=sys.stderr)
    if done.returncode not in FOUND_SOMETHING:
        raise SystemExit(f"{engine} ended with {done.returncode}: {done.stderr.strip()}")
    return seconds


def rendered(out: Path) -> bytes:
    """The answers in one form, whatever the engine."""
    if not (out / "results").is_dir():
        return b"".join(path.read_bytes() for path in sorted(out.iterdir()))
    from compliance.engines.spark.tables import in_order
    from compliance.reporters.jsonl import line

    return b"".join(line(dict(record)) + b"\n" for record in in_order(out / "results"))


# --- Report -----------------------------------------------------------------------------------


def report(timed: Sequence[Timed], rows: int, listed: int, cluster: int) -> Iterator[str]:
    """Both tables, in Markdown."""
    yield f"{rows:,} rows, {listed:,} list names, {cores()} cores; version {__version__}, "
    yield f"Python {'.'.join(map(str, sys.version_info[:3]))}, load {os.getloadavg()[0]:.1f}."
    yield ""
    yield "| engine | start, s | work, s | whole, s | rows a second of work |"
    yield "|---|---:|---:|---:|---:|"
    for one in timed:
        speed = rows / one.work
        yield (
            f"| {one.engine} | {one.start:.1f} | {one.work:.1f} | {one.whole:.1f} | {speed:,.0f} |"
        )
    if not has_spark():
        yield "| Spark | not installed | | | |"
    yield ""
    first = timed[0]
    yield from paper(
        Nightly(rate=rows / first.work, measured=listed, build=first.start, cores=cluster)
    )


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
    yield f"one party, {night.names:,} names", spelt_out(night, night.names), f"{each:.3f} ms"
    yield "**all against all**", f"{night.parties:,} × {each:.3f} ms", hours(night.all)
    builds = f"{night.cores} × {night.build:.1f} s × {night.names:,} / {night.measured:,}"
    yield f"the matcher on {night.cores} cores", builds, hours(night.builds)
    yield "money", f"{total:,.1f} × {night.price:.2f}", f"{total * night.price:,.2f}"
    yield f"time on {night.cores} cores", "", f"{total / night.cores:,.2f} hours"


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


def spelt_out(night: Nightly, names: float) -> str:
    """How the time of one party is reckoned."""
    return f"{night.growth:g}^log10({names:,.0f} / {night.measured:,}) / r"


def hours(number: float) -> str:
    """So many core-hours."""
    return f"{number:,.1f} core-hours"


def inserted(page: str, text: str) -> str:
    """The page with the text between its marks."""
    before, _, rest = page.partition(START)
    return f"{before}{START}\n\n{text}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    main()
