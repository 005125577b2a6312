"""A task of siblings: bodies of one kind told apart by number or place.

usage: python benchmarks/sets/siblings.py LIST.csv -o FOLDER --seed N

Negatives are listed names with another number, or another place of the same kind, that no listed
name has; `against` names the entries that they must not match. Positives are the same names with
the number, or the place, written otherwise. A place counts only where nothing else in the name
tells: nothing but institutions and ordinary words (`places.toml`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.sets import base
from benchmarks.sets.base import Asked, Names
from benchmarks.sets.numerals import Numeral, find, other, written
from compliance.names import prepare_name

FILE = Path(__file__).parent / "places.toml"
FAR = 9
"""A sibling's number lies at most so far from the listed one, if one so near is free."""


@dataclass(frozen=True, slots=True)
class Places:
    """The tables of `places.toml`."""

    kinds: Mapping[str, tuple[str, ...]]
    institutions: frozenset[str]
    ordinary: frozenset[str]


def main(argv: list[str] | None = None) -> None:
    """Make the task and say how much is in it."""
    options = base.parser("Make a task of siblings.").parse_args(argv)
    chance = base.chance_of(options.seed)
    table = base.rows(options.list)
    names, places = base.firms(table), load()
    negatives = [*by_number(names, places, chance), *by_place(names, places, chance)]
    positives = [*same_number(names, places), *same_place(names, places)]
    print(base.save(options.output, table, positives, negatives))


def load(path: Path = FILE) -> Places:
    """The tables."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {
        kind: tuple(" ".join(text.split()).replace("| ", "|").split("|"))
        for kind, text in data["kinds"].items()
    }
    sets = {kind: frozenset(text.split()) for kind, text in data["words"].items()}
    return Places(kinds, sets["institutions"], sets["ordinary"])


# --- Which names ------------------------------------------------------------------------------


def bodies(names: Names, places: Places) -> Iterator[tuple[str, str]]:
    """(entry id, name) of every listed institution, each name once."""
    seen = set()
    for entry, bears in names.items():
        for name in bears:
            if name.casefold() not in seen and not places.institutions.isdisjoint(words(name)):
                seen.add(name.casefold())
                yield entry, name


def words(name: str) -> list[str]:
    """The words of a name in lower case, as written."""
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", name.casefold())


def numbered(names: Names, places: Places) -> Iterator[tuple[str, str, Numeral]]:
    """(entry id, name, where its number stands) of the bodies that have one number."""
    for entry, name in bodies(names, places):
        if numeral := find(name):
            yield entry, name, numeral


def placed(names: Names, places: Places) -> Iterator[tuple[str, str, str, str]]:
    """(entry id, name, its place, kind of place) of the bodies told apart by the place only."""
    for entry, name in bodies(names, places):
        for kind, known in places.kinds.items():
            for place in known:
                pattern = rf"\b{re.escape(place)}\b"
                rest, times = re.subn(pattern, " ", name, flags=re.IGNORECASE)
                left = set(words(rest))
                if times == 1 and left <= places.institutions | places.ordinary:
                    yield entry, name, place, kind


# --- Negatives --------------------------------------------------------------------------------


def by_number(names: Names, places: Places, chance: Random) -> Iterator[Asked]:
    """Each numbered body with a number that no similar listed body has."""
    taken, same, listed = numbers_by_word(names), base.namesakes(names), word_sets(names)
    for entry, name, numeral in numbered(names, places):
        used = {n for word in set(words(name)) - places.ordinary for n in taken.get(word, ())}
        free = [other(numeral, n) for n in near(numeral.value) if str(n) not in used]
        free = [
            text for text in free if text and frozenset(prepare_name(text).tokens) not in listed
        ]
        if free:
            sibling = chance.choice(free)
            yield Asked(sibling, base.same_party(entry, names, same), "sibling_number")


def near(number: int) -> list[int]:
    """Numbers that a sibling could have."""
    return [n for n in range(max(1, number - FAR), number + FAR + 1) if n != number]


def numbers_by_word(names: Names) -> dict[str, set[str]]:
    """Word -> the numbers in listed names that hold it."""
    found: dict[str, set[str]] = {}
    for bears in names.values():
        for name in bears:
            for word in set(words(name)):
                found.setdefault(word, set()).update(prepare_name(name).numbers)
    return found


def word_sets(names: Names) -> set[frozenset[str]]:
    """The words of every listed name, in any order."""
    return {frozenset(prepare_name(name).tokens) for bears in names.values() for name in bears}


def by_place(names: Names, places: Places, chance: Random) -> Iterator[Asked]:
    """Each placed body with another place of the same kind, if that is not listed."""
    same, listed = base.namesakes(names), word_sets(names)
    for entry, name, place, kind in placed(names, places):
        others = [one for one in places.kinds[kind] if one != place]
        sibling = replaced(name, place, chance.choice(others))
        if frozenset(prepare_name(sibling).tokens) not in listed:
            yield Asked(sibling, base.same_party(entry, names, same), "sibling_place")


def replaced(name: str, place: str, by: str) -> str:
    """The name with another place, in capitals where the name is."""
    by = by.upper() if name.isupper() else by
    return re.sub(rf"\b{re.escape(place)}\b", by, name, flags=re.IGNORECASE)


# --- Positives --------------------------------------------------------------------------------


def same_number(names: Names, places: Places) -> Iterator[Asked]:
    """Each numbered body with its number written in every other way."""
    same = base.namesakes(names)
    for entry, _, numeral in numbered(names, places):
        for way in written(numeral):
            yield Asked(way, base.same_party(entry, names, same), "number_written")


def same_place(names: Names, places: Places) -> Iterator[Asked]:
    """Each placed body that begins with its place, with the place at the end."""
    same = base.namesakes(names)
    for entry, name, place, _ in placed(names, places):
        if name.casefold().startswith(f"{place.casefold()} "):
            rest = name[len(place) :].strip()
            yield Asked(
                f"{rest}, {name[: len(place)]}", base.same_party(entry, names, same), "place_moved"
            )


if __name__ == "__main__":
    main()
