"""The Excel report: Hits, Coverage, and the user's own sheets with the decisions beside each row.

findings     the results, walked once: marks a row, open answers, what was not screened
loading      an .xlsx without its rows, everything that acts left out   } the user's
building     other inputs: sheets built from the rows that were read    } own sheets
annotating   the decision columns beside them (beside: the columns; dressing: colours and heights)
copying      an .xlsx's rows, byte by byte where they are written as usual (plain), else anew (wild)
strings      an .xlsx's shared strings, copied; the report's own behind them
hits         what the officer decides on, files and prints (columns: its columns)
coverage     what was checked, against what, and what was not
saving       the same report as the same bytes, its rows streamed (book: what is saved)
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from compliance.errors import InputError
from compliance.files import sha256_of
from compliance.model import InputFile, Manifest, Report
from compliance.readers import read
from compliance.reporters.base import output
from compliance.reporters.xlsx import coverage, hits, loading
from compliance.reporters.xlsx.annotating import annotate, copy
from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.building import build
from compliance.reporters.xlsx.findings import Findings, gather
from compliance.reporters.xlsx.loading import Loaded
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
    with output(path) as stream, ExitStack() as opened:
        findings = gather(report.results)
        save(_book(report.manifest, findings, opened), report.manifest, stream)


def _book(manifest: Manifest, findings: Findings, opened: ExitStack) -> Book:
    """The report, ready to be written; what it copies from stays open as long as `opened`."""
    _refuse_changed(manifest.input)
    book, notes = _copied(manifest.input, findings, opened)
    hits.add(book, title(HITS, book.titles), manifest, findings)
    coverage.add(book, title(COVERAGE, book.titles), manifest, findings, notes)
    book.workbook.active = 0
    return book


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


def _copied(source: InputFile, findings: Findings, opened: ExitStack) -> tuple[Book, list[str]]:
    """The user's sheets with their decision columns, and what to know about the copy."""
    path = Path(source.path)
    headers = {sheet.name: _header_row(sheet.header_rows) for sheet in source.sheets}
    if not loading.is_workbook(path):
        return build(read(path), findings.marks, headers), [_BUILT]
    try:
        loaded = loading.load(opened.enter_context(path.open("rb")))
    except Exception:  # openpyxl raises whatever it trips over, where the reader was more lenient
        note = f"The formats of the workbook could not be read. {_BUILT}"
        return build(read(path), findings.marks, headers), [note]
    if not {sheet.name for sheet in source.sheets if sheet.asked_rows} <= set(loaded.sheets):
        note = f"Two sheets of the workbook have one name. {_BUILT}"
        return build(read(path), findings.marks, headers), [note]
    notes = [_KEPT, *_left_out(path)]
    return loaded.book, [*notes, *_annotated(loaded, findings, headers)]


def _header_row(rows: Sequence[int]) -> int:
    """The last row of the first header: headings are written beside it, and a filter hung there."""
    last = min(rows, default=0)
    while last + 1 in rows:
        last += 1
    return last


def _left_out(path: Path) -> list[str]:
    missing = loading.left_out(path)
    return [f"Also left out of the copy: {', '.join(missing)}."] if missing else []


def _annotated(loaded: Loaded, findings: Findings, headers: Mapping[str, int]) -> list[str]:
    """Add the decision columns to every screened sheet; say where there was no room."""
    notes = []
    for name, source in loaded.sheets.items():
        sheet = loaded.book.workbook[name]
        marks = findings.marks.get(name, {})
        if not marks:
            copy(loaded.book, sheet, source)
        elif not annotate(loaded.book, sheet, source, marks, headers.get(name, 0)):
            notes.append(
                f"The sheet {name} has no room for decision columns; "
                "its matches stand in the first sheet only."
            )
    return notes
