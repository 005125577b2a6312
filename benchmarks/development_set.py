"""Make a screening task with known answers, to fit and to try the matcher on.

usage: python benchmarks/development_set.py LIST.csv OUI.TXT -o FOLDER --seed N [--stocks FILE]
                                            [--without FILE]...

From a list in the form of the Consolidated Screening List: some published aliases are taken out
and asked (they are `alias_near`, `alias_mid` or `alias_far` from the names left), and other
entries' names are asked damaged in the ways of `damage`. Innocents are organisations of the
IEEE OUI registry that are not on the list, and, with `--stocks`, firms on stock exchanges.
`--without` keeps every name of an evaluation set out. The same files and seed give the same bytes;
measure on a seed that nothing was fitted on.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rapidfuzz import fuzz

from benchmarks.damage import DAMAGES, Damage
from benchmarks.question_set import rows, write
from benchmarks.registry import BARRED, organisations, quoted_firms
from compliance.names import prepare_name

ALIASES = 1800
PER_DAMAGE = 140
UNFOLDED = 140
INNOCENTS = 7000
NEAR, MID = 75.0, 55.0
"""Least RapidFuzz token_sort_ratio, 0..100, to the nearest name left of the entry."""
SHORTEST_ALIAS, SHORTEST_NAME, SHORTEST_QUERY = 3, 5, 3
_BETWEEN_ALIASES = "; "
_TELLING = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A true party under another name."""

    name: str
    entry: str
    kind: str


Names = dict[str, list[str]]
"""Entry id -> its names, the primary first."""


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = arguments().parse_args(argv)
    chance = Random(options.seed)  # noqa: S311 - repeatable on purpose; nothing secret hangs on it
    table = rows(options.list)
    barred = {row["name"].strip().casefold() for path in options.without for row in rows(path)}
    held = held_out(table, chance)
    gone = {prepare_name(alias).core_text for _, alias in held}
    kept = [without_aliases(row, gone) for row in table]
    kept, unfolded = only_initials(kept, chance)
    names = {row["_id"]: names_of(row) for row in kept}
    asked = [*aliases(held, names), *damaged(names, chance), *unfolded]
    asked = [one for one in asked if one.name.strip().casefold() not in barred]
    others = quoted_firms(options.stocks, BARRED) if options.stocks else []
    firms = innocents([*organisations(options.registry), *others], names, barred, chance)
    save(options.output, kept, asked, names, firms)
    print(f"{len(asked)} true parties, {len(firms)} innocents -> {options.output}")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(description="Make a screening task with known answers.")
    parser.add_argument("list", type=Path, metavar="LIST.csv", help="may be packed (.csv.gz)")
    parser.add_argument("registry", type=Path, metavar="OUI.TXT", help="the IEEE OUI registry")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--seed", type=int, required=True, metavar="N")
    parser.add_argument("--stocks", type=Path, metavar="STOCKS.CSV", help="the table of investpy")
    parser.add_argument(
        "--without",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a CSV whose column `name` must not be asked; may be given again",
    )
    return parser


# --- True parties under other names -----------------------------------------------------------


def names_of(row: dict[str, str]) -> list[str]:
    """The names of an entry, the primary first."""
    return [row["name"].strip(), *filter(None, row["alt_names"].split(_BETWEEN_ALIASES))]


def held_out(table: Sequence[dict[str, str]], chance: Random) -> list[tuple[str, str]]:
    """(entry id, alias) of the aliases to take out: not a person's, and nobody's primary name."""
    primary = {prepare_name(row["name"]).core_text for row in table}
    published = [
        (row["_id"], alias)
        for row in table
        if row["type"] != "Individual"
        for alias in names_of(row)[1:]
        if len(alias) >= SHORTEST_ALIAS and prepare_name(alias).core_text not in primary
    ]
    return chance.sample(published, min(ALIASES, len(published)))


def without_aliases(row: dict[str, str], held: set[str]) -> dict[str, str]:
    """The row without the unspaced names taken out: one party's several entries all lose them."""
    left = [alias for alias in names_of(row)[1:] if prepare_name(alias).core_text not in held]
    return {**row, "alt_names": _BETWEEN_ALIASES.join(left)}


def aliases(held: Iterable[tuple[str, str]], names: Names) -> Iterator[Asked]:
    """The aliases taken out, by how far they are from what is left."""
    for entry, alias in held:
        if likeness(alias, names[entry]) < 100:
            yield Asked(alias, entry, f"alias_{distance(alias, names[entry])}")


def distance(alias: str, left: Iterable[str]) -> str:
    """How far a name is from those of its entry: `near`, `mid` or `far`."""
    nearest = likeness(alias, left)
    return "near" if nearest >= NEAR else "mid" if nearest >= MID else "far"


def likeness(alias: str, left: Iterable[str]) -> float:
    """Token-sort ratio to the nearest of an entry's names, 0..100."""
    return max(fuzz.token_sort_ratio(alias.lower(), name.lower()) for name in left)


def damaged(
    names: Names,
    chance: Random,
    damages: Mapping[str, Damage] = DAMAGES,
    each: int = PER_DAMAGE,
) -> Iterator[Asked]:
    """Primary names, each damaged in one way; no entry is asked twice."""
    pool = [(entry, found[0]) for entry, found in names.items() if len(found[0]) >= SHORTEST_NAME]
    chance.shuffle(pool)
    rest = iter(pool)
    for kind, damage in damages.items():
        for _ in range(each):
            for entry, name in rest:
                other = damage(name, chance)
                if other != name and len(prepare_name(other).core_text) >= SHORTEST_QUERY:
                    yield Asked(other, entry, kind)
                    break


def only_initials(
    table: Sequence[dict[str, str]], chance: Random
) -> tuple[list[dict[str, str]], list[Asked]]:
    """The list with some entries left under their initials alone, and those asked in full."""
    bearers = Counter(prepare_name(name).core_text for row in table for name in names_of(row))
    known = [(row, short) for row in table if (short := initials_of(row))]
    known = [pair for pair in known if bearers[prepare_name(pair[0]["name"]).core_text] == 1]
    chosen = {row["_id"]: short for row, short in chance.sample(known, min(UNFOLDED, len(known)))}
    rest = [
        {**row, "name": chosen[row["_id"]], "alt_names": ""} if row["_id"] in chosen else row
        for row in table
    ]
    asked = [row for row in table if row["_id"] in chosen]
    return rest, [Asked(row["name"], row["_id"], "alias_unfolded") for row in asked]


def initials_of(row: dict[str, str]) -> str:
    """The alias of a row that is the first letters of its primary name; empty without one."""
    wanted = "".join(token[0] for token in prepare_name(row["name"]).tokens)
    shorts = (alias for alias in names_of(row)[1:] if prepare_name(alias).core_text == wanted)
    return next(shorts, "") if len(wanted) >= SHORTEST_ALIAS else ""


# --- Innocents --------------------------------------------------------------------------------


def innocents(firms: Iterable[str], names: Names, barred: set[str], chance: Random) -> list[str]:
    """Firms that are neither barred nor on the list, a branch of a listed party included."""
    listed = {prepare_name(name).core_text for found in names.values() for name in found}
    free = [firm for firm in firms if firm.casefold() not in barred and not is_listed(firm, listed)]
    return chance.sample(free, min(INNOCENTS, len(free)))


def is_listed(firm: str, listed: set[str]) -> bool:
    """Whether a firm bears a listed name or begins with one of two words ("China Mobile IOT")."""
    name = prepare_name(firm)
    starts = ("".join(name.tokens[:end]) for end in range(2, len(name.tokens)))
    return name.core_text in listed or any(len(s) >= _TELLING and s in listed for s in starts)


# --- The folder -------------------------------------------------------------------------------


def save(
    folder: Path,
    table: Iterable[dict[str, str]],
    asked: Iterable[Asked],
    names: Names,
    firms: Iterable[str],
) -> None:
    """Write the three files of the task."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "list.csv", table)
    same = namesakes(names)
    write(
        folder / "positives.csv",
        (
            {"query_id": f"p{at}", "name": one.name, "class": one.kind, "expected": expected}
            for at, one in enumerate(asked)
            for expected in ["|".join(right(one.entry, names, same))]
        ),
    )
    rows_of = ({"query_id": f"n{at}", "name": firm} for at, firm in enumerate(firms))
    write(folder / "innocents.csv", rows_of)


def namesakes(names: Names) -> dict[str, set[str]]:
    """Unspaced name -> the entries that bear it: one party is often on several lists."""
    found: dict[str, set[str]] = {}
    for entry, bears in names.items():
        for name in bears:
            found.setdefault(prepare_name(name).core_text, set()).add(entry)
    return found


def right(entry: str, names: Names, same: dict[str, set[str]]) -> list[str]:
    """The entry and its namesakes, by number."""
    ids = {entry}.union(*(same[prepare_name(name).core_text] for name in names[entry]))
    return sorted(ids, key=lambda one: [int(n) for n in re.findall(r"\d+", one)])


if __name__ == "__main__":
    main()
