"""Input: one file a family of workbooks, path to rows; nothing is dropped in silence.

The bytes that are hashed are the bytes that are read: a text table is read anew whenever its rows
are walked, and is refused when it has changed meanwhile. The ending names the reader (`READERS`);
where the content says otherwise, the content wins and a warning says so.
"""

from pathlib import Path

from compliance.errors import InputError
from compliance.readers import opening
from compliance.readers.base import Contents, Reader, Sheet, SourceFile, whole
from compliance.readers.delimited import read_csv, read_tsv
from compliance.readers.kinds import Kind, detect, is_archive
from compliance.readers.workbook import read_ods, read_xls, read_xlsx

__all__ = ["READERS", "SUFFIXES", "Contents", "Reader", "Sheet", "SourceFile", "read"]

_EXCEL = whole(read_xlsx)
READERS: dict[str, Reader] = {
    ".xlsx": _EXCEL,
    ".xlsm": _EXCEL,
    ".xls": whole(read_xls),
    ".ods": whole(read_ods),
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".txt": read_csv,
}
SUFFIXES: tuple[str, ...] = tuple(READERS)
CONTENT_SUFFIX = {Kind.XLSX: ".xlsx", Kind.XLS: ".xls", Kind.ODS: ".ods", Kind.TEXT: ".csv"}
"""The ending that fits what the bytes are."""


def read(path: Path) -> SourceFile:
    """Read every sheet of a workbook or text table.

    Raises:
        InputError: with one sentence and a hint, for whatever cannot be read.

    """
    file = opening.opened(path)
    suffix, warnings = _suffix(path, _kind(file))
    contents = READERS[suffix](file.source)
    return SourceFile(
        name=path.name,
        path=str(path),
        sha256=file.sha256,
        size=file.size,
        sheets=contents.sheets,
        warnings=(*warnings, *contents.warnings),
    )


def _kind(file: opening.Opened) -> Kind:
    """What the file is; what is read as a whole must not be too large. Raises InputError."""
    if not is_archive(file.head):
        return detect(file.head, file.source.name)
    opening.refuse_large(file.source.name, file.size, opening.MAX_BYTES)
    return detect(file.source.data(), file.source.name)


def _suffix(path: Path, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """Return the ending to read the file by, and a warning if that is not its own."""
    suffix = path.suffix.lower()
    fitting = CONTENT_SUFFIX[kind]
    if suffix in READERS and READERS[suffix] in _readers_of(fitting):
        return suffix, ()
    if suffix not in READERS and kind is Kind.TEXT:
        raise InputError(
            f"{path.name}: files ending in {suffix or 'nothing'} are not read",
            f"use one of {', '.join(SUFFIXES)}",
        )
    ending = f"ends in {suffix}" if suffix else "has no ending"
    return fitting, (f"the file {ending} but is {kind}; read as {fitting}",)


def _readers_of(suffix: str) -> tuple[Reader, ...]:
    return (read_csv, read_tsv) if suffix == ".csv" else (READERS[suffix],)
