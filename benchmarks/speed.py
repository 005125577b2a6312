"""Time the matcher and `screen` as a whole, beside what others need for less, in one run.

usage: python -m benchmarks.speed [LIST] [--names FILE] [--most N] [--rows N] [--docs PAGE] ...

Without LIST the list of the project's reference set is used when it is there, else the bundled
list. The names asked are a CSV's column `name`: by default those of the reference set's innocents,
else the list's own primary names. What is compared takes turns, R times over, and medians count:
machines are noisy, so ratios of one run tell more than seconds. The floor of the workbook is what
reading it and writing as many cells takes with the fastest libraries (calamine, XlsxWriter where
it is installed).
"""

import argparse
import csv
import gc
import gzip
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from benchmarks.quality import REFERENCE
from benchmarks.question_set import rows, watchlist
from compliance import catalog, kept
from compliance.matching import Matcher
from compliance.matching.addresses import named_by
from compliance.model import Party, Watchlist
from compliance.names import prepare

FOUND_SOMETHING = (0, 1)
"""Exit codes of a run that screened everything."""
START, END = "<!-- figures: written by benchmarks/speed.py -->", "<!-- end of figures -->"
SMALL = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command and prints the most memory that it or one of its own took, in KiB."""
BATCH = 4096
REPORTED = 5
"""Columns that a report adds."""
SHOWN = ("numpy", "rapidfuzz", "rigour", "openpyxl", "python-calamine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A line of the table."""

    what: str
    value: str
    goal: str = ""


def main(argv: list[str] | None = None) -> None:
    """Time everything, print a table, and write it into a page."""
    options = arguments().parse_args(argv)
    gc.set_threshold(200_000, 20, 100)  # as the command does
    path = options.list or default(REFERENCE / "list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[kept.VARIABLE] = str(Path(folder) / "kept")
        screened = unpacked(path, Path(folder)) if path else None
        listed = watchlist(screened) if screened else catalog.load()
        asked = names(options.names or default(REFERENCE / "innocents.csv"), listed, options.most)
        bench = Bench(Path(folder), screened, asked, options.runs)
        figures = [*bench.searching(), *bench.starting(), *bench.workbook(options.rows)]
    text = table(figures)
    print(text)
    if options.docs:
        write(options.docs, f"{about(listed, asked)}\n\n{text}")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time the matcher and the whole program.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--most", type=int, default=10_000, metavar="N", help="names asked")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="of the workbook")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="turns; medians count")
    parser.add_argument("--docs", type=Path, metavar="PAGE", help="write the table into this page")
    return parser


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table."""
    lines = [f"| {one.what} | {one.value} | {one.goal} |" for one in figures]
    return "\n".join(["| measure | measured | goal |", "|---|---:|---:|", *lines])


def about(listed: Watchlist, asked: Sequence[str]) -> str:
    """On what the figures were measured."""
    count = sum(len(named_by(entry)) for entry in listed.entries)
    used = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    return f"{len(asked):,} names against {count:,} list names; {machine}; {used}."


def write(page: Path, text: str) -> None:
    """Put the text between the marks of a page."""
    before, _, rest = page.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


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
    """A list, names to ask, and a folder to work in."""

    folder: Path
    listed: Path | None
    asked: Sequence[str]
    runs: int

    def searching(self) -> Iterator[Figure]:
        """Names a second: this project, and RapidFuzz over all pairs with two workers."""
        chosen = [str(self.listed)] if self.listed else []
        kept.made_ready(chosen)
        start = time.perf_counter()
        ready, _ = kept.made_ready(chosen)
        yield Figure(what="a kept list is there after", value=f"{_since(start):.2f} s")
        matcher = Matcher(ready)
        listed = [name.text for entry in ready.entries for name in named_by(entry)]
        rates = self._in_turn(
            {
                "ours": lambda: self._searched(matcher),
                "ratio": lambda: _all_pairs(self.asked[:300], listed, fuzz.ratio),
                "WRatio": lambda: _all_pairs(self.asked[:40], listed, fuzz.WRatio),
            }
        )
        ours = statistics.median(rates["ours"])
        yield Figure(what="names a second, one process, full scoring", value=f"{ours:,.0f}")
        for name, goal in (("ratio", "8"), ("WRatio", "1,000")):
            factor = statistics.median(
                a / b for a, b in zip(rates["ours"], rates[name], strict=True)
            )
            what = f"that is so many times `cdist` {name} with two workers"
            yield Figure(what=what, value=f"{factor:,.1f}", goal=goal)

    def _searched(self, matcher: Matcher) -> float:
        prepare.cache_clear()
        parties = [Party(name=text) for text in self.asked]
        start = time.perf_counter()
        for at in range(0, len(parties), BATCH):
            matcher.search(parties[at : at + BATCH])
        return len(parties) / _since(start)

    def _in_turn(self, steps: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
        """What each step says, in turns."""
        turns = [{name: step() for name, step in steps.items()} for _ in range(self.runs)]
        return {name: [turn[name] for turn in turns] for name in steps}

    def starting(self) -> Iterator[Figure]:
        """One name and ten rows, beside `--help` of the same program."""
        sheet = self.folder / "ten.csv"
        _table(sheet, self.asked[:10])
        steps: dict[str, Callable[[], float]] = {
            "help": lambda: self._run("--help").seconds,
            "name": lambda: self._run("name", self.asked[0], *self._lists()).seconds,
            "rows": lambda: self._run(str(sheet), "--quiet", *self._lists()).seconds,
        }
        taken = self._in_turn(steps)
        plain = statistics.median(taken["help"])
        yield Figure(what="`screen --help`", value=f"{plain:.2f} s")
        for name, what in (("name", "`screen name`"), ("rows", "ten rows, as the hook has them")):
            times = statistics.median(
                a / b for a, b in zip(taken[name], taken["help"], strict=True)
            )
            yield Figure(what=f"{what}, times `--help`", value=f"{times:.1f}", goal="4")

    def workbook(self, rows_: int) -> Iterator[Figure]:
        """A workbook to its annotated copy, beside reading it and writing as many cells."""
        book, report = self.folder / "parties.xlsx", self.folder / "report.xlsx"
        cells = [_row(at, self.asked) for at in range(rows_)]
        _written(book, [["Id", "Name", "Country", "City", "Amount"], *cells])
        floors, done = [], []
        for _ in range(self.runs):
            start = time.perf_counter()
            read = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
            _written(self.folder / "floor.xlsx", [[*row, *row[:REPORTED]] for row in read])
            floors.append(_since(start))
            done.append(self._run(str(book), "-o", str(report), "--quiet", *self._lists()))
        times = statistics.median(
            one.seconds / floor for one, floor in zip(done, floors, strict=True)
        )
        seconds = statistics.median(one.seconds for one in done)
        what = f"{rows_:,} rows of a workbook to its annotated copy"
        yield Figure(what=what, value=f"{seconds:.1f} s")
        yield Figure(what="that is so many times the floor", value=f"{times:.1f}", goal="2.5")
        memory = max(one.megabytes for one in done)
        what = "most memory meanwhile, of one process"
        yield Figure(what=what, value=f"{memory:.0f} MB", goal="300 MB")

    def _lists(self) -> Sequence[str]:
        return ("--list", str(self.listed)) if self.listed else ()

    def _run(self, *words: str) -> "Ran":
        """Run the command line. Raises SystemExit when it fails.

        It is the child of a small process: the memory of what it is forked from counts as its own.
        """
        command = [sys.executable, "-c", SMALL, sys.executable, "-m", "compliance", *words]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        taken = _since(start)
        if done.returncode not in FOUND_SOMETHING:
            raise SystemExit(f"{' '.join(words)} failed: {done.stderr}")
        return Ran(seconds=taken, megabytes=int(done.stdout) / 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A command that ended."""

    seconds: float
    megabytes: float


def _since(start: float) -> float:
    return time.perf_counter() - start


def _all_pairs(asked: Sequence[str], listed: Sequence[str], scorer: Callable[..., float]) -> float:
    start = time.perf_counter()
    cdist(asked, listed, scorer=scorer, workers=2, dtype="uint8")
    return len(asked) / _since(start)


def _row(at: int, asked: Sequence[str]) -> list[str | int]:
    """A row of a ledger; names that come again are other branches."""
    turn, place = divmod(at, len(asked))
    branch = f" {turn}" if turn else ""
    return [f"C{at:06}", f"{asked[place]}{branch}", "DE", "Hamburg", at]


def _table(path: Path, asked: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([text] for text in asked)])


def _written(path: Path, cells: Sequence[Sequence[object]]) -> None:
    """A workbook of one sheet, by the fastest library there is."""
    if find_spec("xlsxwriter"):
        book = import_module("xlsxwriter").Workbook(str(path), {"constant_memory": True})
        sheet = book.add_worksheet()
        for at, row in enumerate(cells):
            sheet.write_row(at, 0, row)
        book.close()
        return
    plain = Workbook(write_only=True)
    page = plain.create_sheet()
    for row in cells:
        page.append(list(row))
    plain.save(path)


if __name__ == "__main__":
    main()
