"""Ordinary firms' names out of the registries."""

from pathlib import Path

import pytest

from benchmarks.registry import organisations, quoted_firms


def test_organisations_are_told_once(tmp_path: Path) -> None:
    registry = tmp_path / "oui.txt"
    line = "10-E9-92   (hex)\t\t{}\n"
    registry.write_text(
        f"OUI\n{line.format('Blue River')}{line.format('Acme')}{line.format('Acme')}"
    )
    assert organisations(registry) == ["Acme", "Blue River"]


def test_quoted_firms_of_barred_countries_are_left_out(tmp_path: Path) -> None:
    stocks = tmp_path / "stocks.csv"
    stocks.write_text(
        "country,name,full_name\nturkey,A,Ak Cimento AS\nrussia,B,Gazprom\npoland,C,\n"
        "turkey,A,Ak Cimento AS\n"
    )
    assert quoted_firms(stocks) == ["Ak Cimento AS", "Gazprom"]
    assert quoted_firms(stocks, ["russia"]) == ["Ak Cimento AS"]


@pytest.mark.parametrize("read", [organisations, quoted_firms])
def test_another_file_is_refused(tmp_path: Path, read: object) -> None:
    other = tmp_path / "other.csv"
    other.write_text("symbol,title\nA,Acme\n")
    assert callable(read)
    with pytest.raises(SystemExit, match="is this"):
        read(other)
