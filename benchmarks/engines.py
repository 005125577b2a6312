"""Time `screen` as a whole on every engine, and work out what a hundred million parties cost.

usage: python -m benchmarks.engines [LIST] [--rows N] [--names FILE] [--runs R] [--docs PAGE]

Needs the extra `spark` and Java for the engine spark; without them its lines say so. The list and
the names are those of benchmarks/speed.py; names are altered by a letter where more are asked than
there are. The engines take turns, R times over, and the median counts. Each is also run on one row
a file: what that takes is its start, and the rest is work. The list is made ready before, and
timed, so that every engine maps it into memory. All answers are compared to the byte. How a night
grows with the list is taken from benchmarks/growth.csv.
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
from pathlib import Path

from benchmarks.nightly import Nightly, add_assumptions, growth, paper, write
from benchmarks.points import load
from benchmarks.question_set import watchlist
from benchmarks.speed import find_default, read_names, unpack_list
from benchmarks.timing import between, since
from compliance import __version__
from compliance.cli.setup import DAY
from compliance.configuration.clock import start_time
from compliance.lists import catalog
from compliance.matching.cells import named_by
from compliance.screening import list_cache
from compliance.screening.processes import count_cores
from compliance.spark.session import find_java

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
        """What the rows took; 0 where that is lost in the noise of the start."""
        return max(self.whole - self.start, 0.0)


def main(argv: list[str] | None = None) -> None:
    """Measure, print, and write into the page if there is one."""
    options = arguments().parse_args(argv)
    path = options.list or find_default("list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        lists = unpack_list(path, Path(folder)) if path else None
        listed = watchlist(lists) if lists else catalog.load()
        asked = read_names(options.names or find_default("innocents.csv"), listed)[: options.rows]
        size = sum(len(named_by(entry)) for entry in listed.entries)
        os.environ[list_cache.CACHE_VARIABLE] = str(Path(folder) / "kept")
        start = time.perf_counter()
        # As the program does it, on its day: so that no engine's first run has to.
        list_cache.prepare_named_lists([str(lists)] if lists else [], day=start_time()[:DAY])
        build = since(start)
        timed = measured(Path(folder), lists, asked, options)
    if not timed[0].work:
        raise SystemExit("the rows took no longer than the start; ask more of them with --rows")
    night = Nightly(
        rate=options.rows / timed[0].work,
        measured=size,
        build=build,
        cores=options.cores,
        price=options.price,
        growth=growth(load(options.points).values()),
    )
    text = "\n".join(report(timed, options.rows, size))
    print(text, *paper(night), sep="\n")
    if options.docs:
        write(night, options.docs)
        page = options.docs.read_text(encoding="utf-8")
        options.docs.write_text(between(page, START, f"\n{text}\n", END), encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time every engine, start and work.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--rows", type=int, default=200_000, metavar="N")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="times each engine runs")
    add_assumptions(parser)
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
    return bool(find_spec("pyspark") and find_spec("pyarrow") and find_java())


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
    from compliance.reporters.jsonl import line
    from compliance.spark.tables import read_answers

    return b"".join(line(dict(record)) + b"\n" for record in read_answers(out / "results"))


# --- Report -----------------------------------------------------------------------------------


def report(timed: Sequence[Timed], rows: int, listed: int) -> Iterator[str]:
    """The engines beside one another, in Markdown."""
    yield f"{rows:,} rows, {listed:,} list names, {count_cores()} cores; version {__version__},"
    yield f"Python {'.'.join(map(str, sys.version_info[:3]))}, load {os.getloadavg()[0]:.1f}."
    yield ""
    yield "| engine | start, s | work, s | whole, s | rows a second of work |"
    yield "|---|---:|---:|---:|---:|"
    for one in timed:
        speed = f"{rows / one.work:,.0f}" if one.work else "too few rows to tell"
        yield (f"| {one.engine} | {one.start:.1f} | {one.work:.1f} | {one.whole:.1f} | {speed} |")
    if not has_spark():
        yield "| Spark | not installed | | | |"


if __name__ == "__main__":
    main()
