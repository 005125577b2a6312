"""What cannot be opened is told in one sentence with a hint."""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from compliance.errors import InputError
from compliance.readers import disk_file, read
from compliance.readers.disk_file import open_file


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_file(path)
    return caught.value


def test_bytes_come_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"name\r\nA\x00\n")
    found = open_file(file)
    assert found.source.data() == found.head == b"name\r\nA\x00\n"
    assert found.sha256 == hashlib.sha256(found.head).hexdigest()
    assert found.size == len(found.head)


def test_missing_file(tmp_path: Path) -> None:
    error = refusal(tmp_path / "customers.xlsx")
    assert error.message == "customers.xlsx: there is no such file"
    assert error.hint == "check the folder and the spelling"


def test_folder(tmp_path: Path) -> None:
    folder = tmp_path / "customers.xlsx"
    folder.mkdir()
    error = refusal(folder)
    assert error.message == "customers.xlsx: this is a folder, not a file"
    assert error.hint == "name a file in it"


def test_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.touch()
    error = refusal(file)
    assert error.message == "a.csv: the file is empty"
    assert error.hint == "export or save it again"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path, __: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "a.csv"
    file.write_text("name")
    monkeypatch.setattr(Path, "open", forbidden)
    error = refusal(file)
    assert error.message == "a.csv: you are not allowed to read this file"
    assert error.hint == "ask its owner for read permission, or copy it to a folder of your own"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert refusal(pipe).message == "pipe.csv: this is not an ordinary file"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name\nA\n")
    monkeypatch.setattr(disk_file, "MAX_STREAMED", 5)
    error = refusal(file)
    assert error.message == "a.csv: the file has 7 bytes; more than 5 are not read"
    assert error.hint == "split it into smaller files"


def test_a_name_that_is_no_file_name() -> None:
    error = refusal(Path("a\0b.csv"))
    assert error.message == "'a\\x00b.csv': cannot be opened: the name is not a possible file name"


def test_a_name_that_is_too_long() -> None:
    assert "cannot be opened: File name too long" in refusal(Path("a" * 5000 + ".csv")).message


def test_a_file_that_has_changed_is_not_read_as_if_it_had_not(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"name\nA\n")
    source = open_file(file).source
    for other in (b"name\nB\n", b"name\nA\nB\n"):
        file.write_bytes(other)
        with pytest.raises(InputError, match="has changed since it was read first"):
            source.data()
    file.write_bytes(b"name\nA\n")
    assert source.data() == b"name\nA\n"


def test_a_file_that_has_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"name\nA\n")
    source = open_file(file).source
    file.unlink()
    with pytest.raises(InputError) as caught:
        source.data()
    assert caught.value.message == "a.csv cannot be read again: No such file or directory"
    assert caught.value.hint == "leave it in place until the report is written"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b'name,x\n"A",1\nB,2\n', b'name,x\n"A"1\nB,2\n\n'),  # a quotation mark out of place
        ("name,x\nM\u00fcller,1\n".encode(), b"name,x\nM\xff\xffller,1\n"),  # no UTF-8
        (b"name,x\nA,1\nB,2\n", b"name,x\nA,1\n\n\n\n\n"),  # more rows, blank
    ],
)
def test_rows_of_a_changed_file_end_in_one_line(tmp_path: Path, first: bytes, then: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(first)
    [sheet] = read(file).sheets
    assert len(first) == len(then)
    file.write_bytes(then)
    with pytest.raises(InputError, match="has changed"):
        list(sheet.rows)
