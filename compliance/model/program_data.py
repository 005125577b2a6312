"""Tables that come with the program, by their places in the package: its data, no other file."""

from pathlib import Path
from typing import Any

import tomli


def read_data_text(place: str) -> str:
    """A file of the package as text; its place is written with slashes: `names/data/towns.tsv`."""
    return Path(__file__).parents[1].joinpath(place).read_text(encoding="utf-8")


def read_data_tables(place: str) -> dict[str, Any]:
    """The tables of a TOML file of the package."""
    return tomli.loads(read_data_text(place))


def read_data_columns(place: str) -> list[list[str]]:
    """The columns of a table of tab-separated values of the package, without its head.

    The head is the lines in front that begin with "#"; all rows have as many cells as the first.
    """
    text, start = read_data_text(place), 0
    while text.startswith("#", start):
        start = text.index("\n", start) + 1
    width = text.count("\t", start, text.index("\n", start)) + 1
    cells = text[start:].removesuffix("\n").replace("\n", "\t").split("\t")
    return [cells[column::width] for column in range(width)]
