r"""Sheet names that every spreadsheet program accepts, each of them once.

At most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end, not "History", and
unique without regard to case (Excel's rules; LibreOffice and .ods allow more).
"""

import re
from collections.abc import Collection

from compliance.files import visible

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
_RESERVED = "history"


def title(wanted: str, taken: Collection[str]) -> str:
    """A name as near to `wanted` as the rules and the names taken allow."""
    clean = _FORBIDDEN.sub("_", visible(wanted)).strip().strip("'")[:LONGEST].strip()
    if not clean or clean.casefold() == _RESERVED:
        clean = f"Sheet {clean}".strip()
    lower = {name.casefold() for name in taken}
    if clean.casefold() not in lower:
        return clean
    return next(name for name in _numbered(clean, len(lower)) if name.casefold() not in lower)


def _numbered(clean: str, taken: int) -> list[str]:
    """`Hits (2)`, `Hits (3)`, ...: more names than are taken."""
    suffixes = (f" ({number})" for number in range(2, taken + 3))
    return [clean[: LONGEST - len(suffix)].rstrip() + suffix for suffix in suffixes]
