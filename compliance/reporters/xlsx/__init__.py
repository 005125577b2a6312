"""The Excel report: Hits, Coverage, and the user's own sheets with the decisions beside each row.

findings     the results, walked once: marks a row, open answers, what was not screened
loading      an .xlsx as values and looks, everything that acts taken out   } the user's
building     other inputs: sheets built from the rows that were read        } own sheets
annotating   the decision columns beside them
hits         what the officer decides on, files and prints (columns: its columns)
coverage     what was checked, against what, and what was not
saving       the same report as the same bytes
"""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from compliance.errors import InputError
from compliance.files import sha256_of
from compliance.model import InputFile, Manifest, Report
from compliance.readers import read
from compliance.reporters.base import output
from compliance.reporters.xlsx import coverage, hits, loading
from compliance.reporters.xlsx.annotating import annotate
from compliance.reporters.xlsx.building import build
from compliance.reporters.xlsx.cells import Brush
from compliance.reporters.xlsx.findings import Findings, gather
from compliance.reporters.xlsx.saving import save
from compliance.reporters.xlsx.titles import title

HITS = "Hits"
COVERAGE = "Coverage"

_KEPT = (
    "The user's sheets are copied with their values, formats, widths, merged cells and notes. "
    "Formulas are kept as the values they had when the file was saved. Links, filters, drop-downs, "
    "conditional formats and protection are left out; rows that were hidden are shown."
)
_BUILT = (
    "The user's sheets are built from the text of their cells, each row at its own number; "
    "formats are not copied."
)


def write(report: Report, path: Path) -> None:
    """Write the workbook.

    Raises:
        OutputError: when it cannot be written.
        InputError: when the screened file is gone or has changed, so that it cannot be copied.

    """
    with output(path) as stream:
        findings = gather(report.results)
        save(_workbook(report.manifest, findings), report.manifest, stream)


def _workbook(manifest: Manifest, findings: Findings) -> Workbook:
    _refuse_changed(manifest.input)
    brush = Brush()
    workbook, notes = _copied(manifest.input, findings, brush)
    hits.add(workbook, title(HITS, workbook.sheetnames), manifest, findings.open, brush)
    names = workbook.sheetnames
    coverage.add(workbook, title(COVERAGE, names), manifest, findings, notes, brush)
    workbook.active = 0
    return workbook


def _refuse_changed(source: InputFile) -> None:
    """The copy must show the very rows that were screened."""
    try:
        found = sha256_of(Path(source.path))
    except OSError as error:
        raise InputError(
            f"{source.name} cannot be read again to copy its sheets into the report",
            "leave it in place until the report is written",
        ) from error
    if found != source.sha256:
        raise InputError(
            f"{source.name} has changed since it was screened, so no report was written",
            "run the command again",
        )


def _copied(source: InputFile, findings: Findings, brush: Brush) -> tuple[Workbook, list[str]]:
    """The user's sheets with their decision columns, and what to know about the copy."""
    path = Path(source.path)
    headers = {sheet.name: max(sheet.header_rows, default=0) for sheet in source.sheets}
    if not loading.is_workbook(path):
        return build(read(path), findings.marks, headers, brush), [_BUILT]
    try:
        workbook = loading.load(path)
    except Exception:  # openpyxl raises whatever it trips over, where the reader was more lenient
        note = f"The formats of the workbook could not be read. {_BUILT}"
        return build(read(path), findings.marks, headers, brush), [note]
    notes = [_KEPT, *_left_out(path)]
    return workbook, [*notes, *_annotated(workbook, findings, headers, brush)]


def _left_out(path: Path) -> list[str]:
    missing = loading.left_out(path)
    return [f"Also left out of the copy: {', '.join(missing)}."] if missing else []


def _annotated(
    workbook: Workbook, findings: Findings, headers: Mapping[str, int], brush: Brush
) -> list[str]:
    """Add the decision columns to every screened sheet; say where there was no room."""
    notes = []
    for sheet in workbook.worksheets:
        marks = findings.marks.get(sheet.title, {})
        if marks and not annotate(sheet, marks, headers.get(sheet.title, 0), brush):
            notes.append(
                f"The sheet {sheet.title} has no room for decision columns; "
                "its matches stand in the first sheet only."
            )
    return notes
