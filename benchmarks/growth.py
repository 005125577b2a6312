"""Measure how time and memory grow with the list and with the rows, and draw it.

usage: python -m benchmarks.growth LIST --names FILE [--list-names 3000,10000,...] [--rows 1000,...]
                                   [--asked-rows 1000,...] [--again] [--docs PAGE]
                                   [--picture SVG] ...

LIST holds real parties and FILE, a CSV with a column `name`, real firms: the first of them are
asked, the others make the list longer, and beyond both names are put together from their words
(benchmarks/made_names.py). Each point is measured in processes of its own. Points are kept in a
CSV file, and those that are in it are not measured again unless asked for: so a run can be stopped
and taken up. A curve ends where a point takes too long or too much memory; what was not measured is
not drawn. The rows go through the whole program, from CSV to JSON Lines, in one process or more;
`--asked-rows` are only asked, batch by batch, without files.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from benchmarks.chart import drawn
from benchmarks.engines import altered
from benchmarks.made_names import Named, grown, holding, more_names
from benchmarks.points import POINTS, Point, Points, load, save, told
from benchmarks.question_set import rows, watchlist
from benchmarks.timing import Ran, between, run
from compliance.lists.sources.csl import COLUMNS, KINDS
from compliance.matching.cells import named_by
from compliance.screening import list_cache

START, END = "<!-- growth: written by benchmarks/growth.py -->", "<!-- end of growth -->"
LIST_NAMES = (3_000, 10_000, 56_000, 100_000, 300_000, 560_000, 1_000_000, 3_000_000)
ROWS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
LISTED = 50
"""One row in so many is a listed name with a letter more."""
SEED = 4
KEPT = "kept"
SOURCE = "Specially Designated Nationals (SDN) - Treasury Department"
TYPES = {kind: name for name, kind in KINDS.items()}


def main(argv: list[str] | None = None) -> None:
    """Measure what is missing, keep it, and draw everything."""
    options = arguments().parse_args(argv)
    points: Points = load(options.points)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        os.environ[list_cache.CACHE_VARIABLE] = str(Path(folder) / KEPT)
        for point in measured(Growth(options, Path(folder)), points, options):
            points = {**points, point.key: point}
            save(options.points, points.values())
    found = sorted(points.values(), key=lambda point: point.key)
    text = "\n".join(told(found))
    print(text)
    if options.picture:
        options.picture.write_text(drawn(found), encoding="utf-8")
    if options.docs:
        page = options.docs.read_text("utf-8")
        options.docs.write_text(between(page, START, text, END), encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Measure how time and memory grow.")
    parser.add_argument("list", type=Path, metavar="LIST", help="real parties")
    parser.add_argument("--names", type=Path, required=True, metavar="FILE", help="real firms")
    parser.add_argument("--list-names", type=sizes, default=LIST_NAMES, metavar="N,N,...")
    parser.add_argument("--rows", type=sizes, default=ROWS, metavar="N,N,...")
    parser.add_argument("--asked-rows", type=sizes, default=(), metavar="N,N,...")
    parser.add_argument("--asked", type=int, default=10_000, metavar="N", help="of each list")
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="for the rows")
    parser.add_argument("--seconds", type=float, default=3600, help="most for one step of a point")
    parser.add_argument("--gigabytes", type=float, default=16, help="most address space of it")
    parser.add_argument("--again", action="store_true", help="also those that are there already")
    parser.add_argument("--folder", type=Path, help="where there is room for lists and reports")
    parser.add_argument("--points", type=Path, default=POINTS, metavar="CSV")
    parser.add_argument("--picture", type=Path, metavar="SVG", help="draw the points")
    parser.add_argument("--docs", type=Path, metavar="PAGE", help="write the table into this page")
    return parser


def sizes(text: str) -> tuple[int, ...]:
    """Numbers between commas, rising; none in an empty text."""
    return tuple(sorted(int(part) for part in text.split(",") if part.strip()))


def measured(growth: "Growth", points: Points, options: argparse.Namespace) -> Iterator[Point]:
    """The points that are wanted, each as soon as it is there; a curve ends where one fails."""
    wanted = (
        ("list", options.list_names, growth.by_list),
        ("rows", options.rows, growth.by_rows),
        ("asked", options.asked_rows, growth.by_asking),
    )
    for curve, numbers, measure in wanted:
        for size in numbers:
            if (curve, size) in points and not options.again:
                continue
            try:
                yield measure(size)
            except SystemExit as failure:
                print(f"{curve} {size:,}: not measured, nor any larger: {failure}", file=sys.stderr)
                break


# --- Points -----------------------------------------------------------------------------------


class Growth:
    """What is wanted, and a folder to work in."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self._options, self._folder = options, folder
        firms = [row["name"] for row in rows(options.names)]
        self._asked, self._firms = firms[: options.asked], firms[options.asked :]
        entries = watchlist(options.list).entries
        self._real = [
            Named(kind=one.kind, names=tuple(name.text for name in named_by(one)))
            for one in entries
            if named_by(one)
        ]

    def by_list(self, size: int) -> Point:
        """Making a list of so many names ready, then asking it. Raises SystemExit."""
        parties = holding(grown(self._real, self._firms, SEED), size)
        listed = written_list(self._folder / "list.csv", parties)
        made = self._point(listed, written(self._folder / "none.csv", ()))
        done = self._point(listed, written(self._folder / "asked.csv", self._asked))
        for file in (self._folder / KEPT).iterdir():  # a list of this size will not come again
            file.unlink()
        return Point(
            curve="list",
            size=size,
            asked=done.answered,
            seconds=done.seconds,
            megabytes=done.megabytes,
            build_seconds=made.build,
            build_megabytes=made.megabytes,
        )

    def by_rows(self, size: int) -> Point:
        """So many rows from CSV to JSON Lines, start and all. Raises SystemExit."""
        listed, report = self._ready(), self._folder / "rows.jsonl"
        table = written(self._folder / "rows.csv", self.rows(size))
        processes = ("--processes", self._options.processes)
        words = (table, "--list", listed, *processes, "--format", "jsonl", "-o", report)
        done = self._run("compliance", *words, "--quiet", "--no-config")
        report.unlink()
        table.unlink()
        return Point(
            curve="rows", size=size, asked=size, seconds=done.seconds, megabytes=done.megabytes
        )

    def by_asking(self, size: int) -> Point:
        """So many names asked, batch by batch, without reading and writing. Raises SystemExit."""
        listed = self._ready()
        done = self._point(listed, written(self._folder / "rows.csv", self.rows(size)))
        return Point(
            curve="asked",
            size=size,
            asked=done.answered,
            seconds=done.seconds,
            megabytes=done.megabytes,
        )

    def _ready(self) -> Path:
        """The real list, made ready."""
        path = written_list(self._folder / "real.csv", self._real)
        self._point(path, written(self._folder / "none.csv", ()))
        return path

    def rows(self, size: int) -> Iterator[str]:
        """Names as a ledger has them: firms, and now and then a listed one."""
        names = [one.names[0] for one in self._real]
        misspelt = islice(altered(names, 1 << 40), len(names), None)
        firms = islice(more_names([*self._asked, *self._firms], SEED + 1), size)
        for at, name in enumerate(firms, 1):
            yield next(misspelt) if at % LISTED == 0 else name

    def _point(self, listed: Path, asked: Path) -> "Asked":
        said = self._folder / "said"
        said.unlink(missing_ok=True)
        done = self._run("benchmarks.growth_point", listed, asked, said)
        build, seconds, answered = said.read_text(encoding="utf-8").split()
        return Asked(
            build=float(build),
            seconds=float(seconds),
            answered=int(answered),
            megabytes=done.megabytes,
        )

    def _run(self, *words: object) -> Ran:
        limits = {"seconds": self._options.seconds, "gigabytes": self._options.gigabytes}
        return run(*map(str, words), **limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a process of growth_point says, and its memory."""

    build: float
    seconds: float
    answered: int
    megabytes: float


# --- Files ------------------------------------------------------------------------------------


def written(path: Path, names: Iterable[str]) -> Path:
    """A table with the names in it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(chain([["name"]], ([name] for name in names)))
    return path


def written_list(path: Path, parties: Iterable[Named]) -> Path:
    """A list in the Consolidated Screening List's form; a semicolon would part a name in two."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["_id", *COLUMNS], restval="")
        writer.writeheader()
        for at, one in enumerate(parties):
            name, *others = (text.replace(";", ",") for text in one.names)
            about = {"_id": f"g{at}", "source": SOURCE, "type": TYPES.get(one.kind, "")}
            writer.writerow({**about, "name": name, "alt_names": "; ".join(others)})
    return path


if __name__ == "__main__":
    main()
