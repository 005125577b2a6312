"""Parquet files through the same door as workbooks."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from compliance import readers
from compliance.errors import InputError


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three records of five kinds of columns."""
    pytest.importorskip("pyarrow")
    moments = ["2020-01-01", "2020-01-02 03:04:05.123456789", None]
    frame = pd.DataFrame(
        {
            "Customer": ["Bakery", None, "Mill & Co"],
            "Country": pd.Categorical(["DE", "CH", None]),
            "Since": pd.to_datetime(pd.Series(moments), format="mixed").astype("datetime64[ns]"),
            "Number": [7.0, None, 8.5],
            "Several": [["a"], None, ["b", "c"]],
        }
    )
    path = tmp_path / "table.parquet"
    frame.to_parquet(path)
    return path


def test_cells_are_text_under_their_labels(table: Path) -> None:
    (sheet,) = readers.read(table).sheets
    assert len(sheet.rows) == 4
    assert [row.cells for row in sheet.rows] == [
        ("Customer", "Country", "Since", "Number", "Several"),
        ("Bakery", "DE", "2020-01-01", "7", ""),
        ("", "CH", "2020-01-02 03:04:05", "", ""),
        ("Mill & Co", "", "", "8.5", ""),
    ]
    assert [sorted(row.unreadable) for row in sheet.rows] == [[], [4], [], [4]]
    assert list(sheet.rows) == list(sheet.rows)  # walked anew


def test_the_content_wins_over_the_ending(table: Path) -> None:
    other = table.rename(table.with_suffix(".xlsx"))
    found = readers.read(other)
    assert found.warnings == ("the file ends in .xlsx but is a Parquet file; read as .parquet",)
    assert len(found.sheets[0].rows) == 4


@pytest.mark.parametrize("cut", [10, 200])
def test_a_damaged_file(table: Path, cut: int) -> None:
    table.write_bytes(table.read_bytes()[:-cut])
    with pytest.raises(InputError, match="damaged, encrypted or cut short"):
        readers.read(table)


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(b"PAR1 and so on")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match="pyarrow") as raised:
        readers.read(path)
    assert raised.value.hint == 'pip install "party-screen[parquet]", or save it as .csv'
