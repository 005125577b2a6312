"""Names and tables for the engines, and what is told of them."""

from pathlib import Path

from benchmarks.engines import PARTS, Timed, altered, report, written


def test_names_are_the_same_ones_in_every_run_and_differ() -> None:
    found = list(altered(["Bakery", "Mill"], 40))
    assert found == list(altered(["Bakery", "Mill"], 40))
    assert found[:2] == ["Bakery", "Mill"]
    assert len(set(found)) > 30


def test_every_name_is_in_one_part(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [str(at) for at in range(10)])
    lines = [path.read_text().splitlines() for path in sorted(folder.iterdir())]
    assert len(lines) == PARTS
    assert sorted(int(name) for part in lines for name in part[1:]) == list(range(10))


def test_the_work_is_what_the_start_leaves() -> None:
    lines = list(report([Timed(engine="one", start=2, whole=12)], 1000, 3000))
    assert "| one | 2.0 | 10.0 | 12.0 | 100 |" in lines
    assert lines[0].startswith("1,000 rows, 3,000 list names")


def test_a_start_that_hides_the_work_tells_no_rate() -> None:
    lines = list(report([Timed(engine="one", start=3, whole=2)], 1000, 3000))
    assert "| one | 3.0 | 0.0 | 2.0 | too few rows to tell |" in lines
