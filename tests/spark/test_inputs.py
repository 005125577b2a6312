"""Which files there are, as Spark and as a user name them."""

from pathlib import Path

import pytest

from compliance.spark.inputs import (
    LARGEST_FILE,
    InputArgument,
    SparkFile,
    escape_pattern,
    find_problem,
    group_tables,
    is_remote,
    list_files,
    plain_location,
)


def file(place: str, number: int = 0, size: int = 1, root: str = "in") -> SparkFile:
    return SparkFile(number=number, path=place, place=place, size=size, root=root)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("file:/in/a%20b%2520.csv", "/in/a b%20.csv"),
        ("file:///in/%5B1%5D+ü.csv", "/in/[1]+ü.csv"),
        ("/in/a.csv", "/in/a.csv"),
        ("s3a://bucket/a%20b.parquet", "s3a://bucket/a b.parquet"),
    ],
)
def test_places_are_written_in_one_way(url: str, place: str) -> None:
    assert plain_location(url) == place


def test_no_name_is_a_pattern() -> None:
    assert escape_pattern("/in/[1] {a,b}*?.csv") == r"/in/\[1\] \{a,b\}\*\?.csv"


def test_files_keep_their_order_and_are_numbered(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.csv", "a.parquet", "nowhere.csv")]
    for path in paths[:2]:
        path.write_bytes(b"x")
    given = [
        InputArgument(path="b", files=(paths[0],)),
        InputArgument(path="rest", files=tuple(paths[1:])),
    ]
    found = list_files(None, given)
    assert [(one.number, one.name, one.size, one.is_table) for one in found] == [
        (0, "b.csv", 1, False),
        (1, "a.parquet", 1, True),
        (2, "nowhere.csv", -1, False),
    ]


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (file("/in/a.csv"), ""),
        (file("/in/a.parquet", size=LARGEST_FILE + 1), ""),
        (file("/in/a.csv", size=-1), "a.csv: there is no such file (check the folder"),
        (file("/in/a.csv", size=0), "a.csv: the file is empty (export or save it again)"),
        (file("/in/a.csv", size=LARGEST_FILE + 1), "a.csv: too large to be read whole"),
    ],
)
def test_what_cannot_be_read_at_all(found: SparkFile, problem: str) -> None:
    assert find_problem(found).startswith(problem)
    assert bool(find_problem(found)) == bool(problem)


def test_the_tables_of_an_argument_are_one() -> None:
    files = [
        file("/a/1.parquet", 0, root="a"),
        file("/a/2.csv", 1, root="a"),
        file("/a/3.parquet", 2, root="a"),
        file("/b.parquet", 3, root="b"),
    ]
    assert [[one.number for one in group] for group in group_tables(files)] == [[0, 2], [3]]


@pytest.mark.parametrize("path", ["s3a://bucket/in", "hdfs://name/in", "file:///in"])
def test_places_that_only_spark_knows(path: str) -> None:
    assert is_remote(path)


@pytest.mark.parametrize("path", ["in", "/in", "C:\\in", "a:b.csv"])
def test_places_of_this_computer(path: str) -> None:
    assert not is_remote(path)
