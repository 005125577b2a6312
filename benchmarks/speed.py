"""Time the matcher and `screen` as a whole, beside what others need for less, in one run.

usage: python -m benchmarks.speed [LIST] [--names FILE] [--world FILE] [--most N] [--rows N]
                                  [--runs R] [--only PART] [--logic-v2 PYTHON] [--docs PAGE] ...

Without LIST the list of the project's reference set is used when it is there, else the bundled
list. Asked are ordinary firms, and names of the world in all scripts: the columns `name` of a CSV
each, by default the reference set's. Firms go on with names made of their words until there are
enough (benchmarks/made_names.py); without a file they are the list's own primary names. What is
compared takes turns, R times over, and medians count: machines are noisy, so ratios of one run tell
more than seconds. `--only` times one part: rates (the matcher), starting (the program) or tables (a
workbook and a CSV), and writes no page. With the Python of an environment that has nomenklatura its
logic-v2 takes turns, too. Growth is measured apart (benchmarks/growth.py).
"""

import argparse
import gc
import gzip
import os
import platform
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from benchmarks.commands import Commands
from benchmarks.made_names import more_names
from benchmarks.quality import REFERENCE
from benchmarks.question_set import rows, watchlist
from benchmarks.rates import FIRMS, SEED, WORLD, Rates, sample_names
from benchmarks.timing import Figure, between, table
from compliance.lists import catalog
from compliance.matching.cells import named_by
from compliance.model import Watchlist
from compliance.screening import list_cache

START, END = "<!-- figures: written by benchmarks/speed.py -->", "<!-- end of figures -->"
PARTS = ("rates", "starting", "tables")
WORLD_FILE = "innocents_world.csv"
SHOWN = ("numpy", "rapidfuzz", "anyascii", "openpyxl", "python-calamine")


def main(argv: list[str] | None = None) -> None:
    """Time everything, print a table, and write it into a page."""
    parser = make_parser()
    options = parser.parse_args(argv)
    if options.only and options.docs:
        parser.error("--docs writes the whole table: leave --only out")
    gc.set_threshold(200_000, 20, 100)  # as the command does
    path = options.list or find_default("list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        os.environ[list_cache.CACHE_VARIABLE] = str(Path(folder) / "kept")
        screened = unpack_list(path, Path(folder)) if path else None
        listed = watchlist(screened) if screened else catalog.load()
        asked = choose_names(options.names, options.world, listed, options.most)
        chosen = [str(screened)] if screened else []
        rates = Rates(
            folder=Path(folder),
            chosen=chosen,
            asked=asked,
            runs=options.runs,
            logic=options.logic_v2,
            of_logic=options.logic_names,
        )
        commands = Commands(Path(folder), chosen, asked[FIRMS], options.runs)
        parts: dict[str, Callable[[], Iterable[Figure]]] = {
            "rates": rates.list_figures,
            "starting": commands.time_starting,
            "tables": lambda: commands.time_tables(options.rows),
        }
        chosen_parts = (options.only,) if options.only else PARTS
        figures = [figure for part in chosen_parts for figure in parts[part]()]
    text = f"{describe_basis(listed, asked, options.runs)}\n\n{table(figures)}"
    print(text)
    if options.docs:
        page = options.docs.read_text("utf-8")
        options.docs.write_text(between(page, START, text, END), encoding="utf-8")


def make_parser() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time the matcher and the whole program.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--world", type=Path, metavar="FILE", help="the same in all scripts")
    parser.add_argument("--most", type=int, default=10_000, metavar="N", help="names of each")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="of the tables")
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


def describe_basis(listed: Watchlist, asked: Mapping[str, Sequence[str]], runs: int) -> str:
    """On what the figures were measured."""
    count = sum(len(named_by(entry)) for entry in listed.entries)
    used = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    turns = f"medians of {runs} turns, with the least and the most"
    sets = " and ".join(f"{len(names):,} {what}" for what, names in asked.items())
    return f"{sets} against {count:,} list names; {turns}; {machine}; {used}."


def find_default(name: str) -> Path | None:
    """A file of the reference set, if it is there."""
    path = REFERENCE / name
    return path if path.is_file() else None


def unpack_list(path: Path, folder: Path) -> Path:
    """The list as a file that the program reads: a .gz is unpacked into the folder."""
    if path.suffix != ".gz":
        return path
    plain = folder / path.stem
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


def choose_names(
    firms: Path | None, world: Path | None, listed: Watchlist, most: int
) -> dict[str, list[str]]:
    """The sets of names to ask: so many different ones of each, fewer where no more are made."""
    firms, world = firms or find_default("innocents.csv"), world or find_default(WORLD_FILE)
    known = read_names(firms, listed)
    made = skip_repeats(more_names(known, SEED)) if firms else iter(known)
    asked = {FIRMS: list(islice(made, most))}
    if world:
        asked[WORLD] = sample_names(read_names(world, listed), most)
    return asked


def read_names(path: Path | None, listed: Watchlist) -> list[str]:
    """The different names of a file, in its order; without one the list's own."""
    found = [row["name"] for row in rows(path)] if path else [e.name for e in listed.entries]
    return list(dict.fromkeys(found))


def skip_repeats(names: Iterable[str]) -> Iterator[str]:
    """Each name once."""
    known: set[str] = set()
    for name in names:
        if name not in known:
            known.add(name)
            yield name


if __name__ == "__main__":
    main()
