"""Which files a run on Spark is about, in which order, and what the columns of a table are.

Parquet is read record by record and by many workers; every other file is read whole by one. The
Parquet files of one argument are one table, whose columns are those of all of them.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from compliance import columns
from compliance.columns import ColumnMapping, NoMapping
from compliance.errors import InputError
from compliance.model import Row, Settings
from compliance.readers import SUFFIXES

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PARQUET = ".parquet"
KINDS = (*SUFFIXES, PARQUET)
LARGEST_FILE = 1 << 29
"""Bytes above which a file is not read whole."""
SAMPLE_RECORDS = 500
"""Records that are looked at to tell the columns."""
_FIRST_RECORD = 10
"""Number of the first record of a sample: far enough from the header, which is row 0."""
_PATTERN = re.compile(r"([\\*?\[\]{}^])")
_NO_TEXT = ("array", "binary", "map", "struct", "variant")


class InputArgument(Struct, frozen=True, kw_only=True):
    """One argument of the command line."""

    path: str
    """A file or folder, or a place that Spark knows (`s3a://...`)."""
    files: tuple[Path, ...] = ()
    """Its files in order; none for a place that only Spark knows."""


class SparkFile(Struct, frozen=True, kw_only=True):
    """One file of the run."""

    number: int
    """Position in the run, from 0."""
    path: str
    """As the user would write it."""
    place: str
    """As `plain_location` has it."""
    size: int
    root: str
    """The argument it was found by."""

    @property
    def name(self) -> str:
        """File name without folders."""
        return PurePosixPath(self.place).name

    @property
    def is_table(self) -> bool:
        """Whether it is read record by record."""
        return self.name.casefold().endswith(PARQUET)


def is_remote(path: str) -> bool:
    """Whether only Spark knows the place."""
    return "://" in path


def plain_location(url: str) -> str:
    """A place as Spark names it, without the scheme of local files and with nothing escaped."""
    place = unquote(url)
    if not place.startswith("file:"):
        return place
    return "/" + place.removeprefix("file:").lstrip("/")


def list_files(spark: "SparkSession", given: Iterable[InputArgument]) -> list[SparkFile]:
    """Every file of the run, in order. Raises InputError for a place without any."""
    files = [
        file
        for argument in given
        for file in (
            _find_remote_files(spark, argument)
            if is_remote(argument.path)
            else _find_local_files(argument)
        )
    ]
    return [replace(file, number=number) for number, file in enumerate(files)]


def _find_local_files(given: InputArgument) -> Iterator[SparkFile]:
    for path in given.files:
        size = path.stat().st_size if path.is_file() else -1
        place = os.path.abspath(path)  # noqa: PTH100 - Spark keeps symbolic links, so do we
        yield SparkFile(number=0, path=str(path), place=place, size=size, root=given.path)


def _find_remote_files(spark: "SparkSession", given: InputArgument) -> list[SparkFile]:
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(given.path)
    rows = found.select("_metadata.file_path", "_metadata.file_size").collect()
    sizes = {plain_location(row[0]): row[1] for row in rows}
    places = sorted(filter(_is_known, sizes), key=lambda place: PurePosixPath(place).parts)
    if not places:
        problem = f"{given.path} holds no file that can be screened"
        raise InputError(problem, f"it looks for {', '.join(KINDS)}")
    return [
        SparkFile(number=0, path=place, place=place, size=sizes[place], root=given.path)
        for place in places
    ]


def _is_known(place: str) -> bool:
    return PurePosixPath(place).suffix.casefold() in KINDS


def find_problem(file: SparkFile) -> str:
    """Why a file cannot be read at all; empty when it may be."""
    if file.size < 0:
        return f"{file.name}: there is no such file (check the folder and the spelling)"
    if not file.size:
        return f"{file.name}: the file is empty (export or save it again)"
    if not file.is_table and file.size > LARGEST_FILE:
        return f"{file.name}: too large to be read whole (write it as Parquet, or in parts)"
    return ""


def escape_pattern(place: str) -> str:
    """The place as Spark takes it, with no letter that it would take for a pattern."""
    return _PATTERN.sub(r"\\\1", place)


# --- Parquet ----------------------------------------------------------------------------------


class ParquetTable(Struct, frozen=True, kw_only=True):
    """The Parquet files of one argument, opened."""

    files: tuple[SparkFile, ...]
    records: "DataFrame"
    """Location, row index, and every column as text."""
    mapping: ColumnMapping


def group_tables(files: Iterable[SparkFile]) -> list[tuple[SparkFile, ...]]:
    """The Parquet files of each argument."""
    tables = [file for file in files if file.is_table]
    return [tuple(group) for _, group in groupby(tables, key=lambda file: file.root)]


def open_table(
    spark: "SparkSession", files: Sequence[SparkFile], settings: Settings
) -> ParquetTable:
    """A table and what its columns are. Raises InputError when no column holds parties."""
    if settings.sheets:
        problem = f"{files[0].path}: there is no sheet {settings.sheets[0]!r}"
        raise InputError(problem, "it has no sheets")
    reader = spark.read.option("mergeSchema", "true")
    if is_remote(files[0].root) or Path(files[0].root).is_dir():
        reader = reader.option("basePath", _make_absolute(files[0].root))
    found = reader.parquet(*(escape_pattern(file.place) for file in files))
    types = {f.name: f.dataType.typeName() for f in found.schema.fields}
    names = [name for name, kind in types.items() if kind not in _NO_TEXT]
    records = found.select(
        "_metadata.file_path",
        "_metadata.row_index",
        *(found[_quote_column(name)].cast("string") for name in names),
    )
    return ParquetTable(
        files=tuple(files),
        records=records,
        mapping=_map_columns(records, names, files[0], settings),
    )


def _make_absolute(root: str) -> str:
    return root if is_remote(root) else os.path.abspath(root)  # noqa: PTH100


def _quote_column(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _map_columns(
    records: "DataFrame", names: Sequence[str], first: SparkFile, settings: Settings
) -> ColumnMapping:
    sample = [tuple(row)[2:] for row in records.limit(SAMPLE_RECORDS).collect()]
    rows = [Row(sheet="", number=0, cells=tuple(names))]
    rows += [
        Row(sheet="", number=number, cells=tuple(cell or "" for cell in cells))
        for number, cells in enumerate(sample, _FIRST_RECORD)
    ]
    columns.check_overrides([rows], settings.columns)
    layout = columns.find_layout(rows, settings.columns)
    if isinstance(layout, NoMapping) or not layout.tables:
        reason = layout.reason if isinstance(layout, NoMapping) else "it is no table"
        raise InputError(f"{first.path}: {reason}")
    # No record is a heading, whatever it looks like.
    mapping = layout.tables[0].mapping
    width = len(names)
    return replace(mapping, header_rows=(), header_cells=(), doubtful=frozenset(), width=width)


def count_records(table: ParquetTable) -> Mapping[str, int]:
    """How many records each file has."""
    found = table.records.groupBy("file_path").count().collect()
    return {plain_location(row[0]): row[1] for row in found}
