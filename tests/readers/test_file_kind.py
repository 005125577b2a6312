"""What a file is, is told by its bytes; what is no table is refused by what it is."""

import struct

import pytest

from compliance.errors import InputError
from compliance.readers.file_kind import OLE, SAVE_AS, FileKind, detect_kind
from tests.readers.building import raw_ods, raw_xlsx, zipped

BOF = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
WORKBOOK = "Workbook".encode("utf-16-le")


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        detect_kind(data, "f.xls")
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (raw_xlsx(""), FileKind.XLSX),
        (zipped({"XL\\Workbook.xml": ""}), FileKind.XLSX),
        (zipped({"workbook.xml": ""}), FileKind.XLSX),
        (raw_ods(""), FileKind.ODS),
        (OLE + WORKBOOK + BOF, FileKind.XLS),
        (b"name,country\n", FileKind.TEXT),
        ("Kunde;Land\n".encode("utf-16"), FileKind.TEXT),
        (b"name\x00,x\n", FileKind.TEXT),
        ("客户\n".encode("gb18030"), FileKind.TEXT),
    ],
)
def test_kinds(data: bytes, kind: FileKind) -> None:
    assert detect_kind(data, "f.xls") is kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "this is a JPEG picture, not a workbook or CSV file"),
        (b"%PDF-1.7 ...", "this is a PDF document, not a workbook or CSV file"),
        (b"\r\n<html><table>", "this is a web page (HTML), not a workbook"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "this is an XML file, not a workbook"),
        (zipped({"a.csv": ""}), "this is a ZIP archive without a workbook in it"),
        (zipped({"word/document.xml": ""}), "this is a Word document, not a workbook or CSV file"),
        (
            zipped({"Index/Document.iwa": ""}),
            "this is an Apple iWork document (Numbers, Pages), not a workbook or CSV file",
        ),
        (zipped({"xl/workbook.bin": ""}), "binary Excel workbooks (.xlsb) are not read"),
        (OLE + b"\0" * 600, "this is an old Office document, but not a workbook"),
        (bytes(range(1, 9)) * 50, "this is neither a workbook nor text"),
    ],
)
def test_what_is_no_table(data: bytes, what: str) -> None:
    error = refusal(data)
    assert error.message == f"f.xls: {what}"
    assert error.hint == SAVE_AS


@pytest.mark.parametrize(
    "data",
    [
        OLE + "EncryptedPackage".encode("utf-16-le"),
        OLE + WORKBOOK + BOF + struct.pack("<HH", 0x2F, 54) + b"\0" * 54,
    ],
    ids=["xlsx", "xls"],
)
def test_encrypted(data: bytes) -> None:
    error = refusal(data)
    assert error.message == "f.xls: the workbook is encrypted with a password"
    assert "without a password" in error.hint


def test_truncated_zip() -> None:
    error = refusal(raw_xlsx("")[:400])
    assert error.message == "f.xls: the workbook is damaged or cut short"
    assert "fetch it again" in error.hint


def test_records_that_lead_nowhere_are_not_followed() -> None:
    with pytest.raises(InputError, match="not a workbook"):
        detect_kind(OLE + BOF[:6] + b"\x05\x00", "f.xls")
