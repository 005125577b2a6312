"""Time the matcher and `screen` as a whole, beside what others need for less, in one run.

usage: python -m benchmarks.speed [LIST] [--names FILE] [--most N] [--rows N] [--runs R]
                                  [--only PART] [--logic-v2 PYTHON] [--docs PAGE] ...

Without LIST the list of the project's reference set is used when it is there, else the bundled
list. The names asked are a CSV's column `name`: by default those of the reference set's innocents,
else the list's own primary names. What is compared takes turns, R times over, and medians count:
machines are noisy, so ratios of one run tell more than seconds. The floor of the workbook is what
reading it and writing the cells of the report takes with the fastest libraries: calamine, and
XlsxWriter where it is installed, in the faster of its two ways to write texts. `--only` times one
part: rates (the matcher), starting (the program) or workbook, and writes no page. With the Python
of an environment that has nomenklatura its logic-v2 takes turns, too.
"""

import argparse
import csv
import gc
import gzip
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.quality import REFERENCE
from benchmarks.question_set import rows, watchlist
from benchmarks.rates import Rates
from benchmarks.timing import (
    SCREENED,
    Figure,
    Ran,
    between,
    in_turn,
    ratios,
    run,
    since,
    spread,
    start,
    table,
)
from compliance.lists import catalog
from compliance.matching.cells import named_by
from compliance.model import Watchlist
from compliance.screening import list_cache

START, END = "<!-- figures: written by benchmarks/speed.py -->", "<!-- end of figures -->"
PARTS = ("rates", "starting", "workbook")
STARTS = {"typer": "`python -c 'import typer'`", "help": "`--help`"}
"""What the start of the program is compared with."""
SHOWN = ("numpy", "rapidfuzz", "anyascii", "openpyxl", "python-calamine")


def main(argv: list[str] | None = None) -> None:
    """Time everything, print a table, and write it into a page."""
    parser = arguments()
    options = parser.parse_args(argv)
    if options.only and options.docs:
        parser.error("--docs writes the whole table: leave --only out")
    gc.set_threshold(200_000, 20, 100)  # as the command does
    path = options.list or default(REFERENCE / "list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[list_cache.CACHE_VARIABLE] = str(Path(folder) / "kept")
        screened = unpacked(path, Path(folder)) if path else None
        listed = watchlist(screened) if screened else catalog.load()
        asked = names(options.names or default(REFERENCE / "innocents.csv"), listed, options.most)
        chosen = [str(screened)] if screened else []
        rates = Rates(
            folder=Path(folder),
            chosen=chosen,
            asked=asked,
            runs=options.runs,
            logic=options.logic_v2,
            of_logic=options.logic_names,
        )
        bench = Bench(Path(folder), chosen, asked, options.runs)
        parts: dict[str, Callable[[], Iterable[Figure]]] = {
            "rates": rates.figures,
            "starting": bench.starting,
            "workbook": lambda: bench.workbook(options.rows),
        }
        chosen_parts = (options.only,) if options.only else PARTS
        figures = [figure for part in chosen_parts for figure in parts[part]()]
    text = f"{about(listed, asked, options.runs)}\n\n{table(figures)}"
    print(text)
    if options.docs:
        page = options.docs.read_text("utf-8")
        options.docs.write_text(between(page, START, text, END), encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time the matcher and the whole program.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--most", type=int, default=10_000, metavar="N", help="names asked")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="of the workbook")
    parser.add_argument("--only", choices=PARTS, help="time this part alone")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="turns; medians count")
    parser.add_argument(
        "--logic-v2", type=Path, metavar="PYTHON", help="one that has nomenklatura: asked as well"
    )
    parser.add_argument(
        "--logic-names", type=int, default=400, metavar="N", help="names it is asked"
    )
    parser.add_argument("--docs", type=Path, metavar="PAGE", help="write the table into this page")
    return parser


def about(listed: Watchlist, asked: Sequence[str], runs: int) -> str:
    """On what the figures were measured."""
    count = sum(len(named_by(entry)) for entry in listed.entries)
    used = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    turns = f"medians of {runs} turns, with the least and the most"
    return f"{len(asked):,} names against {count:,} list names; {turns}; {machine}; {used}."


def default(path: Path) -> Path | None:
    """The file of the reference set, if it is there."""
    return path if path.is_file() else None


def unpacked(path: Path, folder: Path) -> Path:
    """The list as a file that the program reads: a .gz is unpacked into the folder."""
    if path.suffix != ".gz":
        return path
    plain = folder / path.stem
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


def names(path: Path | None, listed: Watchlist, most: int) -> list[str]:
    """The names to ask."""
    found = [row["name"] for row in rows(path)] if path else [e.name for e in listed.entries]
    return found[:most]


# --- What is timed ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bench:
    """The whole program: a folder to work in, lists, and names to ask."""

    folder: Path
    chosen: Sequence[str]
    asked: Sequence[str]
    runs: int

    def starting(self) -> Iterator[Figure]:
        """`--help` and one name beside Python with typer alone; ten rows beside `--help`.

        The list is ready: whoever asks the first time waits for that once.
        """
        sheet = self.folder / "ten.csv"
        _table(sheet, self.asked[:10])
        lists = [word for name in self.chosen for word in ("--list", name)]
        name = ("-m", "compliance", "name", self.asked[0], *lists)
        rows = ("-m", "compliance", str(sheet), "--quiet", *lists)
        steps: dict[str, Callable[[], float]] = {
            "typer": lambda: start("-c", "import typer"),
            "help": lambda: start("-m", "compliance", "--help"),
            "name": lambda: start(*name, codes=SCREENED["compliance"]),
            "rows": lambda: start(*rows, codes=SCREENED["compliance"]),
        }
        steps["name"]()
        taken = in_turn(steps, self.runs)
        yield Figure(what="`screen --help`", value=spread(taken["help"], 2, "s"))
        for step, what, than, goal in (
            ("help", "`screen --help`", "typer", "2.0"),
            ("name", "`screen name`", "typer", "4"),
            ("rows", "ten rows, as the hook has them", "help", "4"),
        ):
            times = spread(ratios(taken[step], taken[than]), 1)
            yield Figure(what=f"{what}, times {STARTS[than]}", value=times, goal=goal)

    def workbook(self, rows_: int) -> Iterator[Figure]:
        """A workbook to its annotated copy, beside reading it and writing as many cells."""
        book, report = self.folder / "parties.xlsx", self.folder / "report.xlsx"
        cells = [_row(at, self.asked) for at in range(rows_)]
        _written(book, [[["Id", "Name", "Country", "City", "Amount"], *cells]])
        floors, done = [], []
        for _ in range(self.runs):
            done.append(self._screen(str(book), "-o", str(report), "--quiet"))
            floors.append(_floor(book, _sheets(report), self.folder / "floor.xlsx"))
        seconds = [one.seconds for one in done]
        what = f"{rows_:,} rows of a workbook to its annotated copy"
        yield Figure(what=what, value=spread(seconds, 1, "s"))
        times = spread(ratios(seconds, floors), 1)
        yield Figure(what="that is so many times the floor", value=times, goal="2.5")
        memory = max(one.megabytes for one in done)
        what = "most memory meanwhile, of one process"
        yield Figure(what=what, value=f"{memory:.0f} MB", goal="300 MB")

    def _screen(self, *words: str) -> Ran:
        """Run the command line with the lists. Raises SystemExit when it fails."""
        lists = [word for name in self.chosen for word in ("--list", name)]
        return run("compliance", *words, *lists)


Cells = Sequence[Sequence[object]]


def _sheets(report: Path) -> list[Cells]:
    """The cells of every sheet of a report."""
    with CalamineWorkbook.from_path(str(report)) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _floor(book: Path, sheets: Sequence[Cells], copy: Path) -> float:
    """Seconds for reading a workbook and writing the report's cells, with the fastest libraries."""
    ways = (True, False) if find_spec("xlsxwriter") else (None,)
    return min(_read_and_written(book, sheets, copy, constant=way) for way in ways)


def _read_and_written(
    book: Path, sheets: Sequence[Cells], copy: Path, *, constant: bool | None
) -> float:
    start = time.perf_counter()
    CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    _written(copy, sheets, constant=constant)
    return since(start)


def _row(at: int, asked: Sequence[str]) -> list[str | int]:
    """A row of a ledger; names that come again are other branches."""
    turn, place = divmod(at, len(asked))
    branch = f" {turn}" if turn else ""
    return [f"C{at:06}", f"{asked[place]}{branch}", "DE", "Hamburg", at]


def _table(path: Path, asked: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([text] for text in asked)])


def _written(path: Path, sheets: Sequence[Cells], *, constant: bool | None = True) -> None:
    """A workbook, by XlsxWriter with texts in their cells or shared, or by openpyxl (None)."""
    if constant is not None and find_spec("xlsxwriter"):
        book = import_module("xlsxwriter").Workbook(str(path), {"constant_memory": constant})
        for cells in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(cells):
                sheet.write_row(at, 0, row)
        book.close()
        return
    plain = Workbook(write_only=True)
    for cells in sheets:
        page = plain.create_sheet()
        for row in cells:
            page.append([None if value == "" else value for value in row])
    plain.save(path)


if __name__ == "__main__":
    main()
