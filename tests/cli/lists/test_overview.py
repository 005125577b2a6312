"""`screen lists`: what is in use, and what is missing from it."""

from pathlib import Path

import pytest

from compliance.cli.main import main
from tests.cli.conftest import Screen
from tests.lists.sources.csl_rows import csl


def test_the_bundled_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    assert main(["lists"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("curated: ")
    assert "  Entity List" in out
    assert "  as of      20" in out


def test_publisher_date_counts_and_hash(screen: Screen) -> None:
    ran = screen("lists")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "csl: Consolidated Screening List"
    assert lines[1] == "  publisher  US Departments of Commerce, State and the Treasury"
    assert lines[2] == "  as of      a date that the file does not state"
    assert lines[3] == "  file       list.csv"
    assert lines[5] == "  rows       2 rows: 2 entries with 2 names"
    assert lines[6] == "          2  Entity List"


def test_every_rejected_row_is_named(screen: Screen, folder: Path) -> None:
    data = csl({"name": "Foo"}, {"name": "Bar"})
    header = data.splitlines(keepends=True)[0]
    (folder / "cut.csv").write_bytes(header + data[: data.rindex(b"Bar") + 3])
    ran = screen("lists", "--list", "cut.csv")
    cut = (
        "line 4: 6 of 29 columns; the file ends in the middle of this row, and what followed is "
        "missing"
    )
    assert ran.code == 3
    assert "  rejected   line 2: the header line again\n" in ran.out
    assert f"  rejected   {cut}\n" in ran.out
    assert f"  warning    {cut}\n" in ran.out
