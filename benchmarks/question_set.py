"""A screening task with known answers, in a folder of three files.

list.csv, list.csv.gz   a restricted-party list in the Consolidated Screening List's form
positives.csv           query_id, name, class, expected (ids of right entries, joined by `|`)
innocents.csv           query_id, name: parties that are on no list; perhaps class, and against
                        (ids of the entries that they only look like)
"""

import csv
import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compliance.lists import catalog, list_files
from compliance.model import Watchlist

INNOCENT = "innocent"


@dataclass(frozen=True, slots=True)
class Query:
    """One name asked, and what would be right."""

    id: str
    name: str
    kind: str
    """Class of the query: `typo1`, `alias_near`, ...; `innocent` for a party on no list."""
    expected: frozenset[str] = frozenset()
    """Ids of the entries that are right; empty for an innocent."""
    against: frozenset[str] = frozenset()
    """Ids of the entries that an innocent only looks like."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The whole task."""

    name: str
    """Name of its folder."""
    digest: str
    """SHA-256 of the list file, in hex: two tasks may share a list."""

    watchlist: Watchlist
    positives: tuple[Query, ...]
    innocents: tuple[Query, ...]

    @property
    def queries(self) -> tuple[Query, ...]:
        """All of them, those with an answer first."""
        return self.positives + self.innocents


def load(folder: Path) -> QuestionSet:
    """Read a task. Raises SystemExit when the folder lacks one of its files."""
    positives = tuple(
        Query(row["query_id"], row["name"], row["class"], ids(row["expected"]))
        for row in rows(folder / "positives.csv")
    )
    innocents = tuple(
        Query(
            row["query_id"],
            row["name"],
            row.get("class") or INNOCENT,
            against=ids(row.get("against") or ""),
        )
        for row in rows(folder / "innocents.csv")
    )
    path = list_file(folder)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return QuestionSet(folder.name, digest, watchlist(path), positives, innocents)


def ids(text: str) -> frozenset[str]:
    """Ids joined by `|`; none in an empty text."""
    return frozenset(text.split("|")) if text else frozenset()


def list_file(folder: Path) -> Path:
    """The list of a task, packed or not."""
    for name in ("list.csv", "list.csv.gz"):
        if (folder / name).is_file():
            return folder / name
    raise SystemExit(f"{folder}: holds no list.csv or list.csv.gz")


def watchlist(path: Path) -> Watchlist:
    """A list read as the program reads it, unpacked first when it is a .gz."""
    if path.suffix != ".gz":
        return catalog.load([str(path)])
    files = {path.stem: gzip.decompress(path.read_bytes())}
    return catalog.parse_lists([list_files.ListFiles(id="", file=path.stem, files=files)])


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, packed or not. Raises SystemExit when it is not there."""
    if not path.is_file():
        raise SystemExit(f"{path}: no such file")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, table: Iterable[Mapping[str, str]]) -> None:
    """Write rows as CSV; the first row names the columns."""
    table = list(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
