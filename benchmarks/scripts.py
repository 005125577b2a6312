"""Measure how near names spelled from each script come to the same names in Latin letters.

usage: python -m benchmarks.scripts

The names are those of countries and their parts in `compliance/names/data/country_names.tsv`: of
each script, the mean likeness (share of letters kept, 0..1) of a name, spelled by `spell_ascii`, to
the nearest Latin name of the same territory. Many are translations, so 1 is out of reach; what
counts is whether a change of the tables moves a script up or down. Greek, Cyrillic and Armenian
names are in Latin letters there already.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources

from rapidfuzz.distance import OSA

from compliance.names.transliterate import spell_ascii

LEAST_NAMES = 50
"""Names of a script from which on its mean says something."""


def main() -> None:
    """Print a line a script, the one with most names first."""
    found: dict[str, list[float]] = defaultdict(list)
    for script, likeness in measure():
        found[script].append(likeness)
    for script, values in sorted(found.items(), key=lambda item: -len(item[1])):
        if len(values) >= LEAST_NAMES:
            print(f"{script:16} {len(values):6} names  {sum(values) / len(values):.3f}")


def measure() -> Iterator[tuple[str, float]]:
    """The script of each name that is not in Latin letters, and how near its spelling comes."""
    file = resources.files("compliance.names").joinpath("data/country_names.tsv")
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            _, *names = line.split("\t")
            latin = [letters(name) for name in names if name.isascii()]
            for name in names:
                if not name.isascii() and latin:
                    yield script_of(name), nearest(letters(spell_ascii(name)), latin)


def nearest(name: str, others: Sequence[str]) -> float:
    """Likeness to the likest of several names."""
    return max(OSA.normalized_similarity(name, other) for other in others)


def letters(name: str) -> str:
    """The letters of a name alone."""
    return "".join(filter(str.isalpha, name))


def script_of(name: str) -> str:
    """The script of most of a name's letters, by their names in Unicode: `TAMIL`."""
    scripts = (unicodedata.name(char, "?").split()[0] for char in name if char.isalpha())
    counts = Counter(scripts).most_common(1)
    return counts[0][0] if counts else "?"


if __name__ == "__main__":
    main()
