"""How a sheet of the report prints: A4 or Letter, landscape, headed, numbered."""

import math
from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from compliance.files import visible
from compliance.model import Manifest

A4 = 9
"""Number of the paper size."""
WIDEST_PAGE = 230
"""Units of column width on one page that still print legibly: 9-point text as 6-point."""
WIDEST_REPEATED = 60
"""Units of column width that are repeated on every page at most."""
MOST_ACROSS = 4
"""Pages side by side at most; a wider table is printed smaller."""
LONGEST_PART = 60
"""Characters of one part of a page header; all three parts together may hold 255."""


def set_up(sheet: Worksheet, manifest: Manifest, subject: str, pages_across: int = 1) -> None:
    """Landscape, so many pages wide, with the file's name, the time and page numbers."""
    fit(sheet, pages_across)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    sheet.HeaderFooter = HeaderFooter(
        oddHeader=HeaderFooterItem(
            left=_HeaderFooterPart(f"{subject}: {_literal(manifest.input.name)}"),
            right=_HeaderFooterPart("No match is not clearance"),
        ),
        oddFooter=HeaderFooterItem(
            left=_HeaderFooterPart(_literal(manifest.input.name)),
            center=_HeaderFooterPart("Page &P of &N"),
            right=_HeaderFooterPart(_literal(f"party-screen {manifest.version}, {manifest.time}")),
        ),
    )


def fit(sheet: Worksheet, pages_across: int = 1) -> None:
    """Landscape A4, so many pages wide and as many long as it takes.

    Excel fits the page to Letter where that is the printer's paper.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = pages_across
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"  # the halves of a line follow each other
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
