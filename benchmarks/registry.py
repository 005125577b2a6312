"""The organisations of the public IEEE OUI registry: a large sample of ordinary firms' names.

The registry's text (`oui.txt`, as IEEE publishes it and as the package netaddr carries it)
gives each assignment a line `10-E9-92 (hex) Organisation`.
"""

import re
from pathlib import Path

_ASSIGNMENT = re.compile(r"^[0-9A-F]{2}(?:-[0-9A-F]{2}){2}\s+\(hex\)\s+(?P<name>.*)$")


def organisations(path: Path) -> list[str]:
    """Every organisation once, sorted. Raises SystemExit when the file is no OUI registry."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = {match["name"].strip() for match in map(_ASSIGNMENT.match, lines) if match}
    if not found:
        raise SystemExit(f"{path}: no line `XX-XX-XX (hex) name`; is this the IEEE oui.txt?")
    return sorted(found)
