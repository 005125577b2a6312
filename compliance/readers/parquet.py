"""Parquet files (.parquet): the names of the columns are row 1, records follow as rows of text.

pyarrow reads them, an extra of this project; it is loaded when a file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compliance.errors import InputError
from compliance.model import Row
from compliance.readers.base import Contents, Rows, Sheet
from compliance.readers.values import read_value, row_of_values

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS = 4_096
"""Records that are held at a time."""
NANOSECONDS = "ns"


def read_parquet(data: bytes, name: str) -> Contents:
    """Read a Parquet file. Raises InputError where it is damaged, or pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        problem = f"{name}: this is a Parquet file, and pyarrow, which reads them, is not installed"
        raise InputError(
            problem, 'pip install "party-screen[parquet]", or save it as .csv'
        ) from None

    with _explain_errors(name):
        table = pq.ParquetFile(pa.BufferReader(data))
        count, labels = table.metadata.num_rows, table.schema_arrow.names

    def rows() -> Iterator[Row]:
        yield Row(sheet="", number=1, cells=tuple(labels))
        number = 1
        with _explain_errors(name):
            for batch in table.iter_batches(batch_size=RECORDS):
                columns = [
                    map(read_value, _to_microseconds(column).to_pylist())
                    for column in batch.columns
                ]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield row_of_values(number, cells)

    return Contents(sheets=(Sheet(name="", hidden=False, rows=Rows(1 + count, rows)),))


@contextmanager
def _explain_errors(name: str) -> Iterator[None]:
    """Raise InputError for whatever pyarrow says."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        problem = f"{name}: the Parquet file is damaged, encrypted or cut short"
        raise InputError(problem, "fetch it again, or save it as .csv") from None


def _to_microseconds(column: pa.Array) -> pa.Array:
    """The column; moments to the microsecond, which is what Python has."""
    import pyarrow as pa

    kind = column.type
    if getattr(kind, "unit", "") != NANOSECONDS:
        return column
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", kind.tz), safe=False)
    return column.cast(pa.time64("us") if pa.types.is_time(kind) else pa.duration("us"), safe=False)
