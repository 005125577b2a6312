"""Several tables on one sheet of a private list: each by its own header, nothing left out."""

from pathlib import Path

import pytest

from compliance.lists.private.model import PrivateList
from compliance.lists.private.private_list import import_private_list
from tests.lists.private.test_private_list import WISH, adds_up, csv_file, workbook

BELOW = [
    ["Company", "Country", ""],
    ["Alpha GmbH", "Germany", ""],
    ["Beta Ltd", "Ireland", ""],
    ["", "", ""],
    ["Vendor ID", "Vendor name", "Address"],
    ["7", "Gamma Sarl", "1 Rue X"],
    ["8", "Delta SpA", "Via Y"],
]


def names(found: PrivateList) -> list[str]:
    return [one.names[0].text for one in found.parties]


@pytest.mark.parametrize("kind", ["csv", "workbook"])
def test_a_second_table_is_read_by_its_own_header(tmp_path: Path, kind: str) -> None:
    path = (
        csv_file(tmp_path, *BELOW)
        if kind == "csv"
        else workbook(tmp_path, Blocked=[[cell or None for cell in row] for row in BELOW])
    )
    found = import_private_list(path, WISH)
    assert adds_up(found)
    assert names(found) == ["Alpha GmbH", "Beta Ltd", "Gamma Sarl", "Delta SpA"]
    assert found.parties[0].countries == ("DE",)
    assert found.parties[2].addresses[0].text == "1 Rue X"
    assert len(found.mappings) == 2  # both headers are shown to the user
    assert found.warnings == ()


def test_every_sheet_with_names_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, One=[["Company"], ["Alpha GmbH"]], Two=[["Company"], ["Beta Ltd"]])
    assert names(import_private_list(path, WISH)) == ["Alpha GmbH", "Beta Ltd"]


def test_names_that_the_list_is_not_about_are_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, ["Company", "Contact person"], ["Alpha GmbH", "Ann Other"])
    found = import_private_list(path, WISH)
    assert names(found) == ["Alpha GmbH"]
    [told] = found.warnings
    assert told.startswith("denied.csv: the names in column 'Contact person' are kept as remarks")
