"""Makes the table of known names of persons: how common each is, and which are one name.

    python -m benchmarks.person_table SURNAMES WOMEN MEN PERSONS MORE > TABLE

TABLE is compliance/matching/data/known_names.tsv.

SURNAMES, WOMEN, MEN: frequencies of the United States census of 1990 (public domain; the package
`names` carries them): name, percentage, cumulative percentage, rank. PERSONS: names of persons of
the whole world, one a line (those of a public sanctions list), counted by word. MORE: further
names, one a line, known but not counted (the Latin names of the package `Faker`, MIT).

Which names are spellings or short forms of one another says rigour's table of names (MIT; from
Wikidata, CC0): names that share one of its symbols get the same number here. It is asked once,
here, and not installed with the project.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from compliance.names.transliterate import spell_ascii

_PER = 10_000
_LEAST_CENSUS = 0.5
_LEAST_LISTED = 3
_KNOWN = 0.3
_LONGEST_FAMILY = 40
_WORD = re.compile(r"[a-z]{2,}")
_NAMES = ("NAME", "NICK")
HEAD = "# name<TAB>persons in ten thousand<TAB>families: see benchmarks/person_table.py"


def census(path: Path, share: float) -> Iterator[tuple[str, float]]:
    """Name and persons in ten thousand, of those that occur at all often."""
    for line in path.read_text("utf-8").splitlines():
        name, percent, *_ = line.split()
        if float(percent) * 100 * share >= _LEAST_CENSUS:
            yield name.casefold(), float(percent) * 100 * share


def counted(path: Path) -> Iterator[tuple[str, float]]:
    """Words of persons' names that several persons have."""
    lines = path.read_text("utf-8").splitlines()
    counts = Counter(word for line in lines for word in set(_words(line)))
    for word, count in counts.items():
        if count >= _LEAST_LISTED:
            yield word, count * _PER / len(lines)


def known(path: Path) -> Iterator[tuple[str, float]]:
    """Names that are known, without a count."""
    for line in path.read_text("utf-8").splitlines():
        yield from ((word, _KNOWN) for word in _words(line))


def _words(text: str) -> list[str]:
    return _WORD.findall(spell_ascii(re.sub(r"['’ʼ`]", "", text)))


def families(names: Iterable[str]) -> dict[str, list[int]]:
    """For each name the numbers of the families it belongs to."""
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        for symbol in _symbols(name):
            members[symbol].append(name)
    groups = {tuple(found) for found in members.values() if 1 < len(found) <= _LONGEST_FAMILY}
    found: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(sorted(groups)):
        for name in group:
            found[name].append(number)
    return found


def _symbols(name: str) -> set[tuple[str, str]]:
    names = import_module("rigour.names")
    analysed = names.analyze_names(names.NameTypeTag.PER, [name], rewrite=False)
    symbols = ((one.category.value, one.id) for name in analysed for one in name.symbols)
    return {(kind, key) for kind, key in symbols if kind in _NAMES}


def main() -> None:
    """Write the table to standard output."""
    surnames, women, men, persons, more = map(Path, sys.argv[1:])
    common: dict[str, float] = {}
    sources = (census(surnames, 1), census(women, 0.5), census(men, 0.5), counted(persons))
    for source in (*sources, known(more)):
        for name, share in source:
            common[name] = max(share, common.get(name, 0))
    related = families(common)
    print(HEAD)
    for name in sorted(common):
        if common[name] > _KNOWN or name in related:
            numbers = ",".join(map(str, related.get(name, ()))) or "-"
            print(f"{name}\t{common[name]:.2g}\t{numbers}")


if __name__ == "__main__":
    main()
