"""Input: one file a family of workbooks, path to rows; nothing is dropped in silence.

`read` opens a file once: the bytes that are hashed are the bytes that are read. The ending names
the reader (`READERS`); where the content says otherwise, the content wins and a warning says so.
"""

import hashlib
from pathlib import Path

from compliance.errors import InputError
from compliance.readers.base import Contents, Reader, Sheet, SourceFile
from compliance.readers.delimited import read_csv, read_tsv
from compliance.readers.kinds import Kind, detect
from compliance.readers.opening import load
from compliance.readers.workbook import read_ods, read_xls, read_xlsx

__all__ = ["READERS", "SUFFIXES", "Contents", "Reader", "Sheet", "SourceFile", "read"]

READERS: dict[str, Reader] = {
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xls": read_xls,
    ".ods": read_ods,
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
    data = load(path)
    suffix, warnings = _suffix(path, detect(data, path.name))
    contents = READERS[suffix](data, path.name)
    return SourceFile(
        name=path.name,
        path=str(path),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sheets=contents.sheets,
        warnings=(*warnings, *contents.warnings),
    )


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
