"""A task of innocents out of real ledgers: suppliers, hospitals, factories, shops, persons.

usage: python benchmarks/sets/ledgers.py LIST.csv -o FOLDER --seed N LEDGER:COLUMN[:CLASS]...

LEDGER is a workbook or CSV file, COLUMN the header over its names (`Vendor Name`), CLASS the word
by which the figures are told apart. Names that are exactly on the list are left out. Positives
are a hundred listed names as they stand, because a task needs some.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.sets import base
from benchmarks.sets.base import Asked
from compliance import readers

POSITIVES = 100


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = base.parser("Make a task of innocents out of real ledgers.")
    options.add_argument("ledgers", nargs="+", metavar="LEDGER:COLUMN[:CLASS]")
    given = options.parse_args(argv)
    table = base.rows(given.list)
    listed = base.listed_names(table)
    chosen = base.chance_of(given.seed).sample(sorted(listed), min(POSITIVES, len(listed)))
    same = base.namesakes(listed)
    positives = [Asked(listed[e][0], base.same_party(e, listed, same), "listed") for e in chosen]
    negatives = [one for ledger in given.ledgers for one in of_ledger(ledger, table)]
    print(base.save(given.output, table, positives, once(negatives)))


def of_ledger(ledger: str, table: base.Table) -> Iterator[Asked]:
    """The innocents of one ledger, under its class."""
    path, column, *kind = ledger.split(":")
    for one in base.innocents(names(Path(path), column), table):
        yield replace(one, kind=kind[0] if kind else one.kind)


def names(path: Path, column: str) -> Iterator[str]:
    """What stands under a header, wherever the header row is. SystemExit when it is not there."""
    found = False
    for sheet in readers.read(path).sheets:
        at = -1
        for row in sheet.rows:
            if at >= 0 and at < len(row.cells):
                yield row.cells[at]
            elif column in row.cells:
                at, found = row.cells.index(column), True
    if not found:
        raise SystemExit(f"{path}: no column {column!r}")


def once(asked: Iterable[Asked]) -> list[Asked]:
    """Each name once, in the class that has it first."""
    return list({one.name.casefold(): one for one in reversed(list(asked))}.values())[::-1]


if __name__ == "__main__":
    main()
