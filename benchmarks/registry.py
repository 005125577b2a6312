"""Ordinary firms' names: makers of network devices, and firms of all trades on stock exchanges.

The text of the public IEEE OUI registry (`oui.txt`, as IEEE publishes it and as the package netaddr
carries it) gives each assignment a line `10-E9-92 (hex) Organisation`. The table of stocks is that
of the package investpy: a row a stock, with the columns `country` and `full_name`.
"""

import csv
import re
from collections.abc import Collection
from pathlib import Path

_ASSIGNMENT = re.compile(r"^[0-9A-F]{2}(?:-[0-9A-F]{2}){2}\s+\(hex\)\s+(?P<name>.*)$")
BARRED = ("russia", "china", "hong kong")
"""Exchanges with many firms of listed families: their brands are not ordinary words."""


def organisations(path: Path) -> list[str]:
    """Every organisation once, sorted. Raises SystemExit when the file is no OUI registry."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = {match["name"].strip() for match in map(_ASSIGNMENT.match, lines) if match}
    if not found:
        raise SystemExit(f"{path}: no line `XX-XX-XX (hex) name`; is this the IEEE oui.txt?")
    return sorted(found)


def quoted_firms(path: Path, barred: Collection[str] = ()) -> list[str]:
    """Every firm on the exchanges of countries that are not barred, once, sorted.

    Raises SystemExit when the file is no such table.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if not {"country", "full_name"} <= set(rows.fieldnames or ()):
            raise SystemExit(f"{path}: no columns country and full_name; is this stocks.csv?")
        found = {row["full_name"].strip() for row in rows if row["country"] not in barred}
    return sorted(found - {""})
