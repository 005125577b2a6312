"""The measured points: kept in a file, and told beside those of a tenth the size."""

from pathlib import Path

from benchmarks.points import Point, factors, load, save, told

SMALL = Point(
    curve="list",
    size=56_000,
    asked=1_000,
    seconds=0.5,
    megabytes=200,
    build_seconds=20,
    build_megabytes=400,
)
LARGE = Point(curve="list", size=560_000, asked=1_000, seconds=1.0, megabytes=900.0006)
ROWS = Point(curve="rows", size=1_000, asked=1_000, seconds=2, megabytes=240)


def test_points_come_back_as_they_were_kept_in_order(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    assert load(path) == {}
    save(path, [ROWS, LARGE, SMALL])
    assert list(load(path)) == [("list", 56_000), ("list", 560_000), ("rows", 1_000)]
    assert load(path)["list", 56_000] == SMALL
    before = path.read_bytes()
    save(path, load(path).values())
    assert path.read_bytes() == before


def test_a_point_stands_beside_the_one_of_a_tenth_its_size() -> None:
    assert factors(LARGE, [SMALL, LARGE]) == "time × 2.0, memory × 4.5"
    assert factors(SMALL, [SMALL, LARGE]) == ""


def test_a_table_a_curve_that_was_measured() -> None:
    lines = list(told([SMALL, LARGE, ROWS]))
    assert lines[0].startswith("| list names, asked by 1,000 others | ready after |")
    assert lines[2] == "| 56,000 | 20.0 s | 400 MB | 500 µs | 200 MB |  |"
    assert lines[5].startswith("| rows, CSV to JSON Lines | a name |")
    assert lines[7] == "| 1,000 | 2,000 µs | 240 MB |  |"
    assert not [line for line in lines if "asked only" in line]
