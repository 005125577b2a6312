"""The Excel report: the user's own workbook with the decisions beside each row, and four sheets.

row_marks       the results, walked once: marks a row, open answers, what was not screened
package         a workbook as its parts; what is not replaced is written as the bytes it was
workbook_part   the part that names the sheets; stylesheet: the looks
user_sheets     the sheets of the user's that get decision columns; user_sheet: one of them, row
                by row; sheet_frame: what stands around the rows; margin: the columns
built_sheets    other inputs: sheets built from the rows that were read
frames          the program's own sheets, streamed between what openpyxl writes around them
lines           what stands in the sheets of the report; positions: where, so that they link
summary         one page to print and sign      hits       what the officer decides on
listings        what each list says             coverage   what was checked, and what was not
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError
from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

from compliance.errors import InputError
from compliance.model import InputFile, Manifest, Report
from compliance.readers import read
from compliance.reporters.base import output, run_id
from compliance.reporters.xlsx import coverage, hits, listings
from compliance.reporters.xlsx.built_sheets import BuiltSheets
from compliance.reporters.xlsx.cells import sheet_text
from compliance.reporters.xlsx.frames import Frames
from compliance.reporters.xlsx.lines import aside_lines, list_decided_lines, open_lines
from compliance.reporters.xlsx.package import TYPES, Package, Uneditable
from compliance.reporters.xlsx.page import title
from compliance.reporters.xlsx.positions import Positions
from compliance.reporters.xlsx.row_marks import SheetAnswers, gather_answers
from compliance.reporters.xlsx.stylesheet import Styles
from compliance.reporters.xlsx.summary import SummarySheet
from compliance.reporters.xlsx.user_sheets import UserSheets
from compliance.reporters.xlsx.workbook_part import WorkbookPart
from compliance.storage.hashing import hash_file

SUMMARY, HITS, LISTINGS, COVERAGE = "Summary", "Hits", "Listings", "Coverage"

_EDITED = (
    "The user's sheets are as they were, with the decision columns behind their last column; "
    "formulas, links, filters, charts and all else are the user's own."
)
_BUILT = (
    "The user's sheets are built from the text of their cells, each row at its own number; "
    "formats are not copied."
)
_NO_MACROS = "The macros are left out, since this report is no .xlsm: -o FILE.xlsm keeps them."
_CORE = "docProps/core.xml"


def write(report: Report, path: Path) -> None:
    """Write the workbook.

    Raises:
        OutputError: when it cannot be written.
        InputError: when the screened file is gone or has changed, so that it cannot be copied.

    """
    answers = gather_answers(report.results)
    screened = report.manifest.input
    source = Path(screened.path)
    try:
        found = hash_file(source)
    except OSError as error:
        raise InputError(
            f"{screened.name} cannot be read again to copy its sheets into the report",
            "leave it in place until the report is written",
        ) from error
    if found != screened.sha256:  # the copy must show the very rows that were screened
        raise InputError(
            f"{screened.name} has changed since it was screened, so no report was written",
            "run the command again",
        )
    why = ""
    try:
        with ZipFile(source) as archive:  # an Office Open XML workbook, whatever its ending
            is_workbook = TYPES in archive.namelist()
    except (BadZipFile, OSError):
        is_workbook = False
    if is_workbook:
        try:
            with_macros = path.suffix.lower() == ".xlsm"
            with output(path) as stream, ZipFile(source) as archive:
                _edit_workbook(report.manifest, answers, Package(archive), with_macros).write(
                    stream
                )
                return
        except Uneditable as error:
            why = f"The workbook cannot be edited without risk: {error}. "
        except (ValueError, TypeError, LxmlError) as error:  # numbers and ranges that are none
            why = f"The workbook cannot be edited without risk ({type(error).__name__}). "
    with output(path) as stream:
        _build_workbook(report.manifest, answers, f"{why}{_BUILT}").write(stream)


def _edit_workbook(
    manifest: Manifest, answers: SheetAnswers, package: Package, with_macros: bool
) -> Package:
    """The user's workbook with the decisions in it, ready to be written. Raises Uneditable."""
    workbook = WorkbookPart(package)
    asked = {sheet.name for sheet in manifest.input.sheets if sheet.asked_rows}
    if not asked <= {sheet.name for sheet in workbook.sheets if sheet.is_worksheet}:
        raise Uneditable("its sheets have other names than those that were screened")
    user = UserSheets(package, workbook, answers.marks, _headers(manifest.input))
    notes = [
        _EDITED,
        *user.notes,
        *([_NO_MACROS] if workbook.has_macros and not with_macros else []),
    ]
    titles = {name: name for name in workbook.titles}
    positions = _put_report(manifest, answers, notes, (package, workbook, titles))
    user.annotate(positions)
    workbook.finish(with_macros=with_macros)
    return package


def _build_workbook(manifest: Manifest, answers: SheetAnswers, note: str) -> Package:
    """A workbook with the texts of the user's cells, ready to be written; dated by the run."""
    sheets = BuiltSheets(read(Path(manifest.input.path)), _headers(manifest.input))
    styles = Styles()
    sheets.fill(answers.marks, styles)
    package = sheets.frames.package()
    workbook = WorkbookPart(package, styles)
    time = datetime.fromisoformat(manifest.time).astimezone(UTC).replace(tzinfo=None)
    document = DocumentProperties(
        creator=f"party-screen {manifest.version}",
        title=sheet_text(f"Restricted-party screening of {manifest.input.name}"),
        created=time,
        modified=time,
    )
    properties: Any = tostring(document.to_tree())  # bytes, whatever the typing says
    package.replace(_CORE, bytes(properties))
    _put_report(manifest, answers, [note], (package, workbook, sheets.titles))
    workbook.finish(with_macros=False)
    return package


def _put_report(
    manifest: Manifest,
    answers: SheetAnswers,
    notes: Sequence[str],
    into: tuple[Package, WorkbookPart, Mapping[str, str]],
) -> Positions:
    """Put the sheets of the report before the user's, whose titles are known."""
    package, workbook, titles = into
    names: list[str] = []
    for wanted in (SUMMARY, HITS, LISTINGS, COVERAGE):
        names.append(title(wanted, [*workbook.titles, *names]))
    summary_title, hits_title, listings_title, coverage_title = names
    run = run_id(manifest)
    positions = Positions(
        open_lines(answers.open, run),
        list_decided_lines(answers.decided, run),
        aside_lines(answers.aside, run),
        titles,
    )
    positions.put_hits(hits_title, hits.HEADER_ROW + 1)
    positions.put_listings(listings_title, listings.HEADER_ROW + 1)
    frames, styles = Frames(), workbook.styles
    SummarySheet(summary_title, manifest, answers, notes).add(frames, positions, styles)
    hits.HitsSheet(hits_title, manifest, answers).add(frames, positions, styles)
    listings.add(frames, listings_title, manifest, positions, styles)
    coverage.add(frames, coverage_title, manifest, answers, notes, styles)
    frames.put_before(workbook, package)
    return positions


def _headers(source: InputFile) -> dict[str, int]:
    """The last row of the first header of each sheet; 0 for none."""
    headers = {}
    for sheet in source.sheets:
        last = min(sheet.header_rows, default=0)
        while last + 1 in sheet.header_rows:
            last += 1
        headers[sheet.name] = last
    return headers
