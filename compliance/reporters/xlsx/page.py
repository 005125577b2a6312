r"""How a sheet of the report prints and what it is called.

A4 or Letter, landscape, headed, numbered. A sheet's name has at most 31 characters, none of
`[ ] : * ? / \`, no apostrophe at either end, is not "History", and is unique without regard to
case (Excel's rules; LibreOffice and .ods allow more).
"""

import math
import re
from collections.abc import Collection, Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.model import Manifest
from compliance.model.visible_text import visible

A4 = 9
"""Number of the paper size."""
WIDEST_PAGE = 230
"""Units of column width on one page that still print legibly: 9-point text as 6-point."""
WIDEST = 162
"""Units of column width of a landscape page on which 9-point text is printed as 8-point."""
WIDEST_REPEATED = 60
"""Units of column width that are repeated on every page at most."""
MOST_ACROSS = 4
"""Pages side by side at most; a wider table is printed smaller."""
LONGEST_PART = 60
"""Characters of one part of a page header; all three parts together may hold 255."""


LONGEST_TITLE = 31
"""Characters of a sheet's name."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
_RESERVED = "history"


def set_up(sheet: Worksheet, manifest: Manifest, subject: str) -> None:
    """Landscape, one page wide, with the file's name, the time and page numbers."""
    fit(sheet)
    margins = sheet.page_margins
    margins.left = margins.right = 0.3
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    page: Any = sheet  # whose parts, says openpyxl's typing, may be missing
    page.oddHeader.left.text = f"{subject}: {_literal(manifest.input.name)}"
    page.oddHeader.right.text = "No match is not clearance"
    page.oddFooter.left.text = _literal(manifest.input.name)
    page.oddFooter.center.text = "Page &P of &N"
    page.oddFooter.right.text = _literal(f"party-screen {manifest.version}, {manifest.time}")


def fit(sheet: Worksheet) -> None:
    """Landscape A4, one page wide and as many long as it takes.

    Excel fits the page to Letter where that is the printer's paper.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def fit_columns(sheet: Worksheet, sizes: Sequence[float]) -> None:
    """Landscape A4, as many pages wide as columns of these widths need to stay legible."""
    fit(sheet)
    widen(sheet, sizes)


def widen(sheet: Worksheet, sizes: Sequence[float]) -> None:
    """Print on more pages side by side if these columns would not be legible on those chosen.

    The first columns are repeated on each, as far as they are narrow, so that a row can be followed
    from one page to the next.
    """
    across = min(MOST_ACROSS, math.ceil(sum(sizes) / WIDEST_PAGE))
    chosen = sheet.page_setup.fitToWidth
    if chosen == 0 or across <= (chosen or 1):  # 0: as many as it takes; None: one
        return
    sheet.page_setup.fitToWidth = across
    sheet.page_setup.pageOrder = "overThenDown"
    narrow = sum(sum(sizes[: count + 1]) <= WIDEST_REPEATED for count in range(2))
    if narrow and not sheet.print_title_cols:
        sheet.print_title_cols = f"A:{get_column_letter(narrow)}"


def _literal(text: str) -> str:
    """Text for a page header, where `&` starts a code."""
    return visible(text)[:LONGEST_PART].replace("&", "&&")


def title(wanted: str, taken: Collection[str]) -> str:
    """A name as near to `wanted` as the rules and the names taken allow: `Hits`, `Hits (2)`."""
    clean = _FORBIDDEN.sub("_", visible(wanted)).strip().strip("'")[:LONGEST_TITLE].strip()
    if not clean or clean.casefold() == _RESERVED:
        clean = f"Sheet {clean}".strip()
    lower = {name.casefold() for name in taken}
    tried, number = clean, 1
    while tried.casefold() in lower:
        number += 1
        suffix = f" ({number})"
        tried = clean[: LONGEST_TITLE - len(suffix)].rstrip() + suffix
    return tried
