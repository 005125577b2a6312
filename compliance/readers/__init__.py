"""Input: one file a family of workbooks, path to rows; nothing is dropped in silence.

The bytes that are hashed are the bytes that are read: a text table is read anew whenever its rows
are walked, and is refused when it has changed meanwhile. The ending names the reader (`READERS`);
where the content says otherwise, the content wins and a warning says so.
"""

from pathlib import Path

from msgspec.structs import replace

from compliance.errors import InputError
from compliance.readers.base import Contents, Reader, Sheet, SourceFile
from compliance.readers.disk_file import HEAD, MAX_BYTES, DiskFile, open_file, refuse_large
from compliance.readers.fence import reader_behind_fence
from compliance.readers.file_kind import FileKind, detect_kind, is_archive
from compliance.readers.own_reports import explain_exclusion, is_own_report
from compliance.readers.text_table import read_csv, read_tsv

__all__ = [
    "READERS",
    "SUFFIXES",
    "Contents",
    "FileKind",
    "Reader",
    "Sheet",
    "SourceFile",
    "is_own_report",
    "read",
    "recognise_file",
]

_EXCEL = reader_behind_fence(".xlsx")
READERS: dict[str, Reader] = {
    ".xlsx": _EXCEL,
    ".xlsm": _EXCEL,
    ".xls": reader_behind_fence(".xls"),
    ".ods": reader_behind_fence(".ods"),
    ".parquet": reader_behind_fence(".parquet"),
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".txt": read_csv,
}
SUFFIXES: tuple[str, ...] = tuple(READERS)
LARGEST_UNKNOWN = 1 << 26
"""Bytes of an archive that are read to see whether it is a workbook, when nobody says so."""
CONTENT_SUFFIX = {
    FileKind.XLSX: ".xlsx",
    FileKind.XLS: ".xls",
    FileKind.ODS: ".ods",
    FileKind.PARQUET: ".parquet",
    FileKind.TEXT: ".csv",
}
"""The ending that fits what the bytes are."""


def read(path: Path) -> SourceFile:
    """Read every sheet of a workbook or text table.

    Raises:
        InputError: with one sentence and a hint, for whatever cannot be read.

    """
    file = open_file(path)
    suffix, warnings = _choose_suffix(path, _detect_kind_of(file))
    contents = READERS[suffix](file.source)
    sheets = tuple(replace(each, left_out=explain_exclusion(each.rows)) for each in contents.sheets)
    return SourceFile(
        name=path.name,
        path=str(path),
        sha256=file.sha256,
        size=file.size,
        sheets=sheets,
        warnings=(*warnings, *contents.warnings),
    )


def _detect_kind_of(file: DiskFile) -> FileKind:
    """What the file is; what is read as a whole must not be too large. Raises InputError."""
    kind = None if is_archive(file.head) else detect_kind(file.head, file.source.name)
    if kind is FileKind.TEXT:
        return kind
    refuse_large(file.source.name, file.size, MAX_BYTES)
    return kind or detect_kind(file.source.data(), file.source.name)


def recognise_file(path: Path) -> FileKind | None:
    """What a file is by its content; None when it is no workbook and no text, or cannot be told.

    An archive of more than LARGEST_UNKNOWN bytes is not looked into.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            if is_archive(head):
                head += stream.read(LARGEST_UNKNOWN)
        return detect_kind(head, path.name)
    except (InputError, OSError):
        return None


def _choose_suffix(path: Path, kind: FileKind) -> tuple[str, tuple[str, ...]]:
    """Return the ending to read the file by, and a warning if that is not its own."""
    suffix = path.suffix.lower()
    fitting = CONTENT_SUFFIX[kind]
    if suffix in READERS and READERS[suffix] in _find_readers(fitting):
        return suffix, ()
    if suffix and suffix not in READERS and kind is FileKind.TEXT:
        raise InputError(
            f"{path.name}: files ending in {suffix} are not read",
            f"use one of {', '.join(SUFFIXES)}",
        )
    ending = f"ends in {suffix}" if suffix else "has no ending"
    return fitting, (f"the file {ending} but is {kind}; read as {fitting}",)


def _find_readers(suffix: str) -> tuple[Reader, ...]:
    return (read_csv, read_tsv) if suffix == ".csv" else (READERS[suffix],)
