"""What whole runs of the program take: its start, the first over a list, a workbook, a CSV.

The floor of the workbook is what reading it and writing the cells of the report takes with the
fastest libraries: calamine, and XlsxWriter where it is installed, in the faster of its two ways to
write texts.
"""

import csv
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.timing import SCREENED, Figure, Ran, ratios, run, since, spread, start, time_in_turn
from compliance.screening import list_cache

EMPTY = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
"""A program of typer's that does nothing."""
STARTS = {
    "import": "`python -c 'import typer'`",
    "typer": "an empty typer program's",
    "help": "`screen --help`",
}
"""What the start of the program is compared with."""
HEADER = ("Id", "Name", "Country", "City", "Amount")
Cells = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Commands:
    """The whole program: a folder to work in, lists, and names to ask."""

    folder: Path
    chosen: Sequence[str]
    asked: Sequence[str]
    runs: int

    def time_starting(self) -> Iterator[Figure]:
        """`--help` and one name beside Python with typer alone; these and ten rows beside `--help`.

        The list is ready: whoever asks the first time waits for that once, which comes last.
        """
        sheet = self.folder / "ten.csv"
        write_text_table(sheet, [["name"], *([text] for text in self.asked[:10])])
        name = ("-m", "compliance", "name", self.asked[0], *self._lists)
        rows = ("-m", "compliance", str(sheet), "--quiet", *self._lists)
        found = SCREENED["compliance"]
        steps: dict[str, Callable[[], float]] = {
            "import": lambda: start("-c", "import typer"),
            "typer": lambda: start("-c", EMPTY, "--help"),
            "help": lambda: start("-m", "compliance", "--help"),
            "name": lambda: start(*name, codes=found),
            "rows": lambda: start(*rows, codes=found),
        }
        steps["name"]()
        taken = time_in_turn(steps, self.runs)
        yield Figure(what="`screen --help`", value=spread(taken["help"], 2, "s"))
        for step, what, than, goal in (
            ("help", "`screen --help`", "import", "2.0"),
            ("help", "`screen --help`", "typer", "1.0"),
            ("name", "`screen name`", "import", "4"),
            ("name", "`screen name`", "help", "3.5"),
            ("rows", "ten rows, as the hook has them", "help", "4"),
        ):
            times = spread(ratios(taken[step], taken[than]), 1)
            yield Figure(what=f"{what}, times {STARTS[than]}", value=times, goal=goal)
        first = [self._time_first_run(*name) for _ in range(self.runs)]
        yield Figure(what="first run of a list", value=spread(first, 1, "s"), goal="4 s")

    def _time_first_run(self, *words: str) -> float:
        """Seconds of one name where no list was made ready before."""
        kept = os.environ[list_cache.CACHE_VARIABLE]
        empty = self.folder / "first"
        os.environ[list_cache.CACHE_VARIABLE] = str(empty)
        try:
            return start(*words, codes=SCREENED["compliance"])
        finally:
            os.environ[list_cache.CACHE_VARIABLE] = kept
            shutil.rmtree(empty, ignore_errors=True)

    def time_tables(self, count: int) -> Iterator[Figure]:
        """A workbook to its annotated copy beside its floor; a text table to JSON Lines."""
        book, report = self.folder / "parties.xlsx", self.folder / "report.xlsx"
        table, lines = self.folder / "parties.csv", self.folder / "report.jsonl"
        cells = [HEADER, *(make_row(at, self.asked) for at in range(count))]
        write_workbook(book, [cells])
        write_text_table(table, cells)
        floors, books, tables = [], [], []
        for _ in range(self.runs):
            books.append(self._screen(str(book), "-o", str(report), "--quiet"))
            floors.append(_time_floor(book, read_sheets(report), self.folder / "floor.xlsx"))
            tables.append(self._screen(str(table), "-o", str(lines), "--quiet"))
        seconds = [one.seconds for one in books]
        what = f"{count:,} rows of a workbook to its annotated copy"
        yield Figure(what=what, value=spread(seconds, 1, "s"))
        times = spread(ratios(seconds, floors), 1)
        yield Figure(what="that is so many times the floor", value=times, goal="2.5")
        what = f"{count:,} rows of CSV to JSON Lines"
        yield Figure(what=what, value=spread([one.seconds for one in tables], 1, "s"))
        memory = max(one.megabytes for one in (*books, *tables))
        what = "most memory meanwhile, of one process"
        yield Figure(what=what, value=f"{memory:.0f} MB", goal="300 MB")

    def _screen(self, *words: str) -> Ran:
        """Run the command line with the lists. Raises SystemExit when it fails."""
        return run("compliance", *words, *self._lists)

    @property
    def _lists(self) -> list[str]:
        return [word for name in self.chosen for word in ("--list", name)]


def make_row(at: int, asked: Sequence[str]) -> list[str | int]:
    """A row of a ledger; names that come again are other branches."""
    turn, place = divmod(at, len(asked))
    branch = f" {turn}" if turn else ""
    return [f"C{at:06}", f"{asked[place]}{branch}", "DE", "Hamburg", at]


def write_text_table(path: Path, cells: Iterable[Sequence[object]]) -> None:
    """A CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)


# --- Workbooks --------------------------------------------------------------------------------


def read_sheets(report: Path) -> list[Cells]:
    """The cells of every sheet of a report."""
    with CalamineWorkbook.from_path(str(report)) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _time_floor(book: Path, sheets: Sequence[Cells], copy: Path) -> float:
    """Seconds for reading a workbook and writing the report's cells, with the fastest libraries."""
    ways = (True, False) if find_spec("xlsxwriter") else (None,)
    return min(_time_copy(book, sheets, copy, constant=way) for way in ways)


def _time_copy(book: Path, sheets: Sequence[Cells], copy: Path, *, constant: bool | None) -> float:
    start = time.perf_counter()
    CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    write_workbook(copy, sheets, constant=constant)
    return since(start)


def write_workbook(path: Path, sheets: Sequence[Cells], *, constant: bool | None = True) -> None:
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
