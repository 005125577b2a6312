"""Which files a run is about."""

from pathlib import Path

import pytest

from compliance.cli.inputs import inputs_of, passed_over
from compliance.errors import InputError


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_files_stay_in_the_order_given_and_come_once(tmp_path: Path) -> None:
    put(tmp_path, "b.csv", "a.csv")
    given = [f"{tmp_path}/b.csv", f"{tmp_path}/a.csv", f"{tmp_path}/./b.csv"]
    assert [path.name for path in inputs_of(given)] == ["b.csv", "a.csv"]


def test_a_missing_file_is_left_to_the_reader(tmp_path: Path) -> None:
    assert inputs_of([f"{tmp_path}/nowhere.csv"]) == [tmp_path / "nowhere.csv"]


def test_a_folder_gives_its_workbooks_and_those_below(tmp_path: Path) -> None:
    put(
        tmp_path,
        "b.XLSX",
        "a.csv",
        "sub/c.ods",
        "notes.pdf",
        "~$b.XLSX",
        ".hidden.csv",
        ".git/d.csv",
    )
    found = [str(path.relative_to(tmp_path)) for path in inputs_of([str(tmp_path)])]
    assert found == ["a.csv", "b.XLSX", "sub/c.ods"]
    assert passed_over([str(tmp_path)]) == 1


def test_a_folder_without_workbooks(tmp_path: Path) -> None:
    put(tmp_path, "notes.pdf")
    with pytest.raises(InputError) as caught:
        inputs_of([str(tmp_path)])
    assert str(caught.value) == (
        f"folder {str(tmp_path)!r} holds no file that can be screened "
        "(it looks for .xlsx, .xlsm, .xls, .ods, .csv, .tsv, .txt)"
    )
