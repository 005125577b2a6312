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
