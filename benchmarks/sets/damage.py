"""A task of damaged names: every kind of `damage` and `damage_more`, of entries asked nowhere else.

usage: python benchmarks/sets/damage.py LIST.csv OUI.TXT -o FOLDER --seed N [--without POSITIVES]...

`--without` names the positives of other tasks: no entry that is right there is asked here.
"""

from argparse import ArgumentParser
from pathlib import Path

from benchmarks.damage import DAMAGES
from benchmarks.damage_more import MORE_DAMAGES
from benchmarks.development_set import damaged
from benchmarks.registry import organisations
from benchmarks.sets import base
from benchmarks.sets.base import Asked

PER_DAMAGE = 100
INNOCENTS = 3000


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    given = arguments().parse_args(argv)
    chance = base.chance_of(given.seed)
    table = base.rows(given.list)
    names = base.listed_names(table)
    barred = {one for path in given.without for one in expected(path)}
    free = {entry: bears for entry, bears in names.items() if entry not in barred}
    same = base.namesakes(names)
    positives = [
        Asked(one.name, base.same_party(one.entry, names, same), one.kind)
        for one in damaged(free, chance, {**DAMAGES, **MORE_DAMAGES}, PER_DAMAGE)
    ]
    firms = list(base.innocents(organisations(given.registry), table))
    print(base.save(given.output, table, positives, chance.sample(firms, INNOCENTS)))


def arguments() -> ArgumentParser:
    """The options."""
    options = base.parser("Make a task of damaged names.")
    options.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    options.add_argument("--without", type=Path, action="append", default=[], metavar="POSITIVES")
    return options


def expected(path: Path) -> set[str]:
    """The entries that are right in another task."""
    return {one for row in base.rows(path) for one in row["expected"].split("|")}


if __name__ == "__main__":
    main()
