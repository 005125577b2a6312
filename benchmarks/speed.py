"""Time the matcher in this process and `screen` as a whole, on one list and one sheet of names.

usage: python benchmarks/speed.py [LIST] [--names FILE] [--most N]

Without LIST the list of the project's reference set is used when it is there, else the bundled
list. The names asked are a CSV's column `name`: by default those of the reference set's
innocents, else the list's own primary names. Each step runs once, as it does for a user;
nothing is warmed up.
"""

import argparse
import csv
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.quality import REFERENCE
from benchmarks.question_set import rows, watchlist
from compliance import catalog
from compliance.matching import Matcher
from compliance.model import Party, Watchlist
from compliance.names import prepare

FOUND_SOMETHING = (0, 1)
"""Exit codes of a run that screened everything."""
MOST_NAMES = 3000


def main(argv: list[str] | None = None) -> None:
    """Time every step and print a table."""
    options = arguments().parse_args(argv)
    path = options.list or default(REFERENCE / "list.csv.gz")
    with tempfile.TemporaryDirectory() as folder:
        screened = unpacked(path, Path(folder)) if path else None
        listed = watchlist(screened) if screened else catalog.load()
        asked = names(options.names or default(REFERENCE / "innocents.csv"), listed, options.most)
        print(f"{len(listed.entries)} entries, {len(asked)} names asked")
        print(f"{'step':34}{'seconds':>10}{'a second':>12}")
        in_process(listed, asked)
        whole_process(screened, asked, Path(folder))


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Time the matcher and the whole program.")
    parser.add_argument("list", type=Path, nargs="?", metavar="LIST")
    parser.add_argument("--names", type=Path, metavar="FILE", help="a CSV with a column `name`")
    parser.add_argument("--most", type=int, default=MOST_NAMES, metavar="N", help="names asked")
    return parser


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


# --- The steps --------------------------------------------------------------------------------


@contextmanager
def timed(step: str, number: int) -> Iterator[None]:
    """Print how long the block takes, and how many things a second that is."""
    start = time.perf_counter()
    yield
    seconds = time.perf_counter() - start
    print(f"{step:34}{seconds:10.2f}{number / seconds:12,.0f}")


def in_process(listed: Watchlist, asked: Sequence[str]) -> None:
    """Prepare, index, make ready, search."""
    texts = [name.text for entry in listed.entries for name in entry.names]
    prepare.cache_clear()
    with timed("prepare list names", len(texts)):
        for text in texts:
            prepare(text)
    with timed("make the matcher ready (names)", len(texts)):
        matcher = Matcher(listed)
    with timed("search (names asked)", len(asked)):
        matcher.search([Party(name=text) for text in asked])


def whole_process(listed: Path | None, asked: Sequence[str], folder: Path) -> None:
    """The command line from start to report. Raises SystemExit when it fails."""
    sheet = folder / "names.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([text] for text in asked)])
    command = [sys.executable, "-m", "compliance", str(sheet), "-o", str(folder / "report.jsonl")]
    command += ["--list", str(listed)] if listed else []
    with timed("screen, whole process (rows)", len(asked)):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in FOUND_SOMETHING:
        raise SystemExit(f"screen ended with {done.returncode}: {done.stderr.strip()}")


if __name__ == "__main__":
    main()
