"""What comes of a run: of each file, and the folder, which in the end holds a run record."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from compliance.errors import OutputError
from compliance.model import Report
from compliance.spark.inputs import SparkFile, is_remote
from compliance.storage.atomic_file import replace_file

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ANSWERS = "results"
"""The folder of Parquet files, in the folder that the user names."""
RECORD = "run.json"
"""The run record beside it, written last: where it is missing the run did not end well."""
_NEW = "name a new folder with -o: one for each run"


class ScreenedFile(Struct, frozen=True, kw_only=True):
    """What became of one file."""

    file: SparkFile
    report: Report | None = None
    """Counts and what was understood; its results are in the folder. None for a problem."""
    problem: str = ""


@contextmanager
def create_folder(folder: str) -> Iterator[None]:
    """The folder, empty; when the block fails, what was written into it goes again.

    A place that only Spark knows is left to Spark, which refuses to write over earlier answers.
    Raises OutputError.
    """
    if is_remote(folder):
        yield
        return
    path = Path(folder)
    before = path.is_dir()
    if path.exists() and not (before and not any(path.iterdir())):
        raise OutputError(f"{path} is there already, and is no empty folder", _NEW)
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        problem = f"folder {path} cannot be made: {error.strerror or error}"
        raise OutputError(problem, "choose another place with -o") from error
    try:
        yield
    except BaseException:
        shutil.rmtree(path / ANSWERS, ignore_errors=True)
        if not before:
            shutil.rmtree(path, ignore_errors=True)
        raise


def join_location(folder: str, name: str) -> str:
    """A place in the folder, as Spark takes it."""
    return (
        f"{folder.rstrip('/')}/{name}" if is_remote(folder) else str(Path(folder).resolve() / name)
    )


def write_record(spark: "SparkSession", folder: str, data: bytes) -> None:
    """Write the run record. Raises OutputError."""
    if not is_remote(folder):
        with replace_file(Path(folder) / RECORD) as stream:
            stream.write(data)
        return
    java = spark.sparkContext._jvm
    path = java.org.apache.hadoop.fs.Path(join_location(folder, RECORD))
    system = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    stream = system.create(path, True)
    stream.write(bytearray(data))
    stream.close()
