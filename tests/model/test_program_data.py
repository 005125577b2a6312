"""Tables of the program are found wherever the program is installed, whatever the folder is."""

from pathlib import Path

import pytest

from compliance.model.program_data import read_data_columns, read_data_tables, read_data_text
from tests.test_architecture import PACKAGE


def test_places_are_those_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_data_text("errors.py") == (PACKAGE / "errors.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", sorted(PACKAGE.rglob("data/*.toml")), ids=lambda path: path.name)
def test_every_table_of_the_package_can_be_read(place: Path) -> None:
    assert read_data_tables(place.relative_to(PACKAGE).as_posix())


def test_columns_are_those_below_the_head_with_empty_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.model.program_data.__file__", str(tmp_path / "a" / "b.py"))
    (tmp_path / "rows.tsv").write_text("# a\tb\n# c\n1\t#2\t\n\t3\t4\n", encoding="utf-8")
    assert read_data_columns("rows.tsv") == [["1", ""], ["#2", "3"], ["", "4"]]
