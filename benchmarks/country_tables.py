"""Make the tables of countries: what is one, and how each is written in any language.

usage: python -m benchmarks.country_tables TERRITORIES --version VERSION --day DAY [-o FOLDER]

TERRITORIES is `rust/data/territories/data.jsonl` of the source distribution of rigour (MIT; names
from Wikidata, CC0, and Unicode CLDR). Nothing of rigour is needed at run time. The same file gives
the same bytes.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from compliance.names.countries import write_key

FOLDER = Path(__file__).parent.parent / "compliance/names/data"
SOURCE = """\
# Source: rigour {version} (https://github.com/opensanctions/rigour), MIT License, Copyright (c)
# 2023-2025 OpenSanctions Datenbanken GmbH; from Wikidata (CC0) and Unicode CLDR. Made by
# benchmarks/country_tables.py on {day}.
"""
TERRITORIES = """\
# Countries, their parts, and what was one: code<TAB>country or part<TAB>name in English
# <TAB>other names in English, parted by "|"<TAB>other codes, that of three letters first.
"""
NAMES = """\
# How countries and their parts are written, in any language: code<TAB>names, parted by tabs, as
# `countries.write_key` leaves them.
"""
TIERS = ("names_strong", "names_weak", "places")
"""Kinds of names; one that two territories share belongs to the one that has it in the first."""
Territory = Mapping[str, Any]


def main(argv: list[str] | None = None) -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description="Make the tables of countries.")
    parser.add_argument("territories", type=Path, metavar="TERRITORIES")
    parser.add_argument("-o", "--output", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--version", required=True, help="rigour's version")
    parser.add_argument("--day", required=True, help="when the tables are made, ISO 8601")
    options = parser.parse_args(argv)
    lines = options.territories.read_text("utf-8").splitlines()
    territories: list[Territory] = sorted(map(json.loads, lines), key=lambda one: one["code"])
    source = SOURCE.format(version=options.version, day=options.day)
    for file, head, rows in (
        ("countries.tsv", TERRITORIES, [describe(one) for one in territories]),
        ("country_names.tsv", NAMES, by_code(find_names(territories))),
    ):
        text = head + source + "".join("\t".join(row) + "\n" for row in rows)
        (options.output / file).write_text(text, "utf-8")


def describe(territory: Territory) -> list[str]:
    """A line of the table of territories."""
    name = territory["name"]
    others = (territory.get("in_sentence"), territory.get("full_name"))
    codes = (territory.get("alpha3"), *territory.get("other_codes", ()))
    return [
        territory["code"].upper(),
        "country" if territory.get("is_country") else "part",
        name,
        " | ".join(dict.fromkeys(other for other in others if other and other != name)),
        " ".join(dict.fromkeys(code.upper() for code in codes if code)),
    ]


def find_names(territories: Iterable[Territory]) -> dict[str, str]:
    """Every name -> the code of the territory that it belongs to."""
    found: dict[str, str] = {}
    for tier in TIERS:
        of_tier: dict[str, str] = {}
        for one in territories:
            names = [*one.get(tier, ())]
            names += [one["name"], one.get("full_name", "")] if tier == TIERS[0] else []
            of_tier |= {write_key(name): one["code"].upper() for name in names}
        found = of_tier | found
    found.pop("", None)
    return found


def by_code(names: Mapping[str, str]) -> list[list[str]]:
    """A row a territory, its names in order."""
    rows: dict[str, list[str]] = {}
    for name in sorted(names):
        rows.setdefault(names[name], []).append(name)
    return [[code, *rows[code]] for code in sorted(rows)]


if __name__ == "__main__":
    main()
