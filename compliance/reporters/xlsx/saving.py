"""The same workbook as the same bytes: no clock is read while a report is written.

openpyxl stamps the time of writing into docProps/core.xml and into every entry of the zip. Here the
document carries the time of the run, and the entries the earliest date that a zip can hold.
"""

import datetime
import shutil
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.writer.excel import ExcelWriter

from compliance.model import Manifest
from compliance.reporters.xlsx.cells import sheet_text

_EARLIEST = (1980, 1, 1, 0, 0, 0)


class _Stamped(ZipFile):
    """A zip whose entries all have the same date, whenever and from whatever they are written."""

    def writestr(self, name: str, data: str | bytes) -> None:  # type: ignore[override]
        """Add text or bytes."""
        super().writestr(_entry(name), data)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        """Add a file's content."""
        with Path(filename).open("rb") as source, self.open(_entry(arcname), "w") as target:
            shutil.copyfileobj(source, target)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=_EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    return entry


def save(workbook: Workbook, manifest: Manifest, stream: BinaryIO) -> None:
    """Write the workbook, dated by the manifest's time."""
    time = _utc(manifest.time)
    workbook.properties = DocumentProperties(
        creator=f"party-screen {manifest.version}",
        title=sheet_text(f"Restricted-party screening of {manifest.input.name}"),
        created=time,
        modified=time,
    )
    workbook.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined] # not in stubs
    with _Stamped(stream, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(workbook, archive).write_data()


def _utc(time: str) -> datetime.datetime:
    """The manifest's time without a zone, as the document properties want it."""
    return datetime.datetime.fromisoformat(time).astimezone(datetime.UTC).replace(tzinfo=None)
