"""One way in for every file: the ending names the reader, and the content has the last word."""

import hashlib
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers import READERS, SUFFIXES, read, recognise_file
from compliance.readers.base import Rows
from compliance.readers.file_kind import FileKind
from tests.readers.building import raw_ods, xlsx, zipped

TABLE = [["Name", "Country"], ["A", "NA"]]
TEXT = b"Name,Country\nA,NA\n"
SHARED = Path(__file__).parents[3] / "shared" / "spreadsheets"


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_endings() -> None:
    assert SUFFIXES == (".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".csv", ".tsv", ".txt")
    assert tuple(READERS) == SUFFIXES


def test_a_file_is_what_was_read(tmp_path: Path) -> None:
    source = read(written(tmp_path, "a.csv", TEXT))
    assert source.name == "a.csv"
    assert source.path == str(tmp_path / "a.csv")
    assert source.size == len(TEXT)
    assert source.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert [row.cells for row in source.sheets[0].rows] == [("Name", "Country"), ("A", "NA")]
    assert source.warnings == ()


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    assert read(written(tmp_path, "A.XLSX", xlsx(TABLE))).warnings == ()


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("a.xls", xlsx(TABLE), "ends in .xls but is an Excel workbook; read as .xlsx"),
        ("a.csv", xlsx(TABLE), "ends in .csv but is an Excel workbook; read as .xlsx"),
        ("a.xlsx", TEXT, "ends in .xlsx but is plain text; read as .csv"),
        ("a.xls", TEXT.replace(b",", b"\t"), "ends in .xls but is plain text; read as .csv"),
        ("a.bin", xlsx(TABLE), "ends in .bin but is an Excel workbook; read as .xlsx"),
        ("a", xlsx(TABLE), "has no ending but is an Excel workbook; read as .xlsx"),
        ("a", TEXT, "has no ending but is plain text; read as .csv"),
    ],
)
def test_content_wins_over_the_ending(tmp_path: Path, name: str, data: bytes, warning: str) -> None:
    source = read(written(tmp_path, name, data))
    assert source.warnings == (f"the file {warning}",)
    assert [row.cells for row in source.sheets[0].rows] == [("Name", "Country"), ("A", "NA")]


def test_unknown_endings_of_text(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, "a.md", TEXT))
    assert caught.value.message == "a.md: files ending in .md are not read"
    assert caught.value.hint == "use one of .xlsx, .xlsm, .xls, .ods, .parquet, .csv, .tsv, .txt"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a", TEXT, FileKind.TEXT),
        ("a.bak", xlsx(TABLE), FileKind.XLSX),
        ("a", raw_ods(""), FileKind.ODS),
        ("a.zip", zipped({"a.csv": "name"}), None),
        ("a", b"\x01\x02\x03" * 99, None),
        ("a.pdf", b"%PDF-1.7", None),
    ],
)
def test_a_file_is_recognised_by_its_content(
    tmp_path: Path, name: str, data: bytes, kind: FileKind | None
) -> None:
    assert recognise_file(written(tmp_path, name, data)) is kind
    assert recognise_file(tmp_path / "nowhere") is None


def test_same_file_same_rows(tmp_path: Path) -> None:
    file = written(tmp_path, "a.xlsx", xlsx(TABLE))
    assert read(file) == read(file)


def test_a_workbook_without_cells(tmp_path: Path) -> None:
    assert [list(sheet.rows) for sheet in read(written(tmp_path, "a.xlsx", xlsx([]))).sheets] == [
        []
    ]
    assert read(written(tmp_path, "a.ods", raw_ods(""))).sheets[0].rows == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference material is not here")
def test_reference_spreadsheets_are_read_or_refused() -> None:
    refused = []
    for file in sorted(file for file in SHARED.rglob("*") if file.is_file()):
        try:
            source = read(file)
        except InputError as error:
            refused.append(error.message)
        else:
            for sheet in source.sheets:
                assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    assert refused == [
        "messytables_encrypted_no_password.xls: the workbook is encrypted with a password"
    ]


def numbered(count: int) -> Rows:
    return Rows(
        count, lambda: (Row(sheet="", number=n, cells=(str(n),)) for n in range(1, count + 1))
    )


def test_rows_made_anew_are_a_sequence() -> None:
    rows = numbered(5)
    held = list(rows)
    assert (len(rows), list(rows), rows[:2], rows[3:]) == (5, held, held[:2], held[3:])
    assert (rows[-1], rows[1], rows[::-2]) == (held[-1], held[1], held[::-2])
    assert rows == held
    assert rows != held[:4]
    assert numbered(0) == []
    with pytest.raises(IndexError):
        rows[5]
