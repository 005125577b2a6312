import os
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from compliance.reporters.xlsx.book import Book
from compliance.reporters.xlsx.saving import save
from compliance.reporters.xlsx.strings import Strings
from tests.reporters.factory import report


def test_every_part_has_the_same_date_and_is_compressed() -> None:
    buffer = BytesIO()
    save(Book(Workbook(), Strings()), report().manifest, buffer)
    with zipfile.ZipFile(buffer) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in archive.infolist()} == {zipfile.ZIP_DEFLATED}


class Full(BytesIO):
    """A disk without room."""

    def write(self, data: object) -> int:
        del data
        raise OSError(28, "No space left on device")


def test_what_stops_the_thread_stops_the_writing() -> None:
    book = Book(Workbook(), Strings())
    book.rows[book.titles[0]] = (os.urandom(1 << 16) for _ in range(100))
    with pytest.raises(OSError, match="No space left"):
        save(book, report().manifest, Full())


def test_blocks_are_written_in_their_order() -> None:
    book, buffer = Book(Workbook(), Strings()), BytesIO()
    rows = [b'<row r="%d"/>' % number for number in range(1, 200)]
    book.rows[book.titles[0]] = iter(rows)
    save(book, report().manifest, buffer)
    with zipfile.ZipFile(buffer) as archive:
        assert b"".join(rows) in archive.read("xl/worksheets/sheet1.xml")


def test_the_time_is_written_in_utc() -> None:
    buffer = BytesIO()
    manifest = replace(report().manifest, time="2026-11-22T08:30:00+02:00")
    save(Book(Workbook(), Strings()), manifest, buffer)
    assert str(load_workbook(buffer).properties.created) == "2026-11-22 06:30:00"


def test_a_strange_file_name_can_be_the_title() -> None:
    buffer = BytesIO()
    made = report().manifest
    save(
        Book(Workbook(), Strings()),
        replace(made, input=replace(made.input, name="a\x01\ud800.csv")),
        buffer,
    )
    assert load_workbook(buffer).properties.title == (
        "Restricted-party screening of a<U+0001><U+D800>.csv"
    )
