"""What a file is, told by its bytes: endings lie (a CSV named .xls is the most common export).

Signatures: ZIP (APPNOTE 4.3.7), Parquet ("File format" of apache/parquet-format), OLE compound file
([MS-CFB] 2.2), encrypted OOXML ([MS-OFFCRYPTO] 2.3.1: a compound file with a stream
`EncryptedPackage`).
"""

import io
import posixpath
import struct
import zipfile
from enum import StrEnum

from compliance.errors import InputError


class FileKind(StrEnum):
    """What the bytes hold, in the words of a message."""

    XLSX = "an Excel workbook"
    XLS = "an old Excel workbook (.xls)"
    ODS = "an OpenDocument spreadsheet"
    PARQUET = "a Parquet file"
    TEXT = "plain text"


ZIP = b"PK\x03\x04"
PARQUET = b"PAR1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
BIFF_START = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""BOF record of a BIFF8 workbook ([MS-XLS] 2.4.21)."""
FILEPASS = 0x2F
FIRST_RECORDS = 8
FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
)
"""First bytes -> what it is: common things that get a spreadsheet's ending by mistake."""
DOCUMENTS = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint document"),
    ("index/", "an Apple iWork document (Numbers, Pages)"),
)
"""Folders in a ZIP archive -> what it is."""
MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")
SAVE_AS = "open it in Excel or LibreOffice and save it as .xlsx or .csv"
PASSWORD = "open it in Excel or LibreOffice, save it without a password and try again"  # noqa: S105


def is_archive(head: bytes) -> bool:
    """Whether all bytes of the file are needed to tell what it is: it holds several parts."""
    return head.startswith((ZIP, OLE))


def detect_kind(data: bytes, name: str) -> FileKind:
    """Return what the bytes are; of a file that is no archive the first 64 KiB are enough.

    Raises:
        InputError: encrypted, damaged, or something that is no table of rows.

    """
    if data.startswith(ZIP):
        return _zip_kind(data, name)
    if data.startswith(OLE):
        if ENCRYPTED_STREAM in data or _has_filepass(data):
            raise encryption_error(name)
        if not any(stream in data for stream in WORKBOOK_STREAMS):
            problem = f"{name}: this is an old Office document, but not a workbook"
            raise InputError(problem, SAVE_AS)
        return FileKind.XLS
    if data.startswith(PARQUET):
        return FileKind.PARQUET
    _refuse_foreign(data, name)
    return FileKind.TEXT


def encryption_error(name: str) -> InputError:
    """Return the error for a workbook that needs a password."""
    return InputError(f"{name}: the workbook is encrypted with a password", PASSWORD)


class DamagedFileError(InputError):
    """A workbook whose parts cannot be read."""


def damage_error(name: str) -> DamagedFileError:
    """Return the error for a workbook whose parts cannot be read."""
    return DamagedFileError(
        f"{name}: the workbook is damaged or cut short",
        "fetch it again, or open it in Excel or LibreOffice, which may repair it; save it again",
    )


def _zip_kind(data: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {part.replace("\\", "/").casefold() for part in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise damage_error(name) from None
    if "xl/workbook.bin" in members:
        raise InputError(f"{name}: binary Excel workbooks (.xlsb) are not read", SAVE_AS)
    if any(posixpath.basename(member) == "workbook.xml" for member in members) or any(
        "/worksheets/" in member for member in members
    ):
        return FileKind.XLSX
    if "content.xml" in members:
        return FileKind.ODS
    for folder, what in DOCUMENTS:
        if any(member.startswith(folder) for member in members):
            raise InputError(f"{name}: this is {what}, not a workbook or CSV file", SAVE_AS)
    raise InputError(f"{name}: this is a ZIP archive without a workbook in it", SAVE_AS)


def _has_filepass(data: bytes) -> bool:
    """Whether the workbook's first records hold FILEPASS ([MS-XLS] 2.4.117): encrypted BIFF."""
    at = data.find(BIFF_START)
    for _ in range(FIRST_RECORDS if at >= 0 else 0):
        record, length = struct.unpack_from("<HH", data, at)
        if record == FILEPASS:
            return True
        at += 4 + length
        if at + 4 > len(data):
            break
    return False


def _refuse_foreign(data: bytes, name: str) -> None:
    """Raise InputError for common things that get a spreadsheet's ending, and are no text."""
    for signature, what in FOREIGN:
        if data.startswith(signature):
            raise InputError(f"{name}: this is {what}, not a workbook or CSV file", SAVE_AS)
    # Exports named .xls are often web pages or Excel 2003 XML; neither is a table of rows.
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP):
        raise InputError(f"{name}: this is a web page (HTML), not a workbook", SAVE_AS)
    if start.startswith(b"<?xml"):
        raise InputError(f"{name}: this is an XML file, not a workbook", SAVE_AS)
    # More than one control byte in ten (NUL aside: UTF-16 is full of them) is no text.
    sample = data[:65536]
    controls = sum(sample.count(bytes((byte,))) for byte in (*range(1, 9), *range(14, 27), 28))
    if controls * 10 > len(sample):
        raise InputError(f"{name}: this is neither a workbook nor text", SAVE_AS)
