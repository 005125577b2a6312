"""Output: a report to a file or to standard output, one file a format.

A format is one file with a `write(report, path)` and its name in `FORMATS`. Everything is
written beside the target and renamed, so that a failure leaves the earlier file. `console` and
`entry` print for people and are no formats.
"""

from importlib import import_module
from pathlib import Path

from compliance.errors import OutputError, UsageError
from compliance.model import Report
from compliance.reporters.base import STDOUT, Reporter

FORMATS = ("xlsx", "jsonl", "json", "csv")
MACRO_ENDING, WITH_MACROS = ".xlsm", "xlsx"
"""The ending of a workbook that may hold macros, and its format."""
_TO_STDOUT = ("jsonl", "json", "csv")


def format_of(path: Path, asked: str | None) -> str:
    """The format for this path: the one asked for, else the one its ending names.

    Raises UsageError for a format that does not exist, an ending that names none, and a workbook on
    standard output.
    """
    if asked is None and path == STDOUT:
        raise UsageError(
            "standard output has no ending that names a format",
            f"add --format {', '.join(_TO_STDOUT)}",
        )
    name = asked if asked is not None else path.suffix.removeprefix(".")
    name = WITH_MACROS if asked is None and path.suffix.lower() == MACRO_ENDING else name
    if name.lower() not in FORMATS:
        raise _unknown(path, asked)
    if path == STDOUT and name.lower() not in _TO_STDOUT:
        raise UsageError(
            f"a report in {name.lower()} cannot be written to standard output",
            f"give a file with -o, or choose {', '.join(_TO_STDOUT)}",
        )
    return name.lower()


def write(report: Report, path: Path, format: str) -> None:  # noqa: A002 - the word users know
    """Write the report. Raises OutputError, and UsageError for an unknown format."""
    _refuse_the_input(report, path)
    reporter(format_of(path, format))(report, path)


def reporter(name: str) -> Reporter:
    """What writes a format, imported when it is used: a workbook's library takes long to load."""
    module = import_module(f"compliance.reporters.{name}")
    write: Reporter = module.write
    return write


def _unknown(path: Path, asked: str | None) -> UsageError:
    if asked is not None:
        return UsageError(f"there is no report format {asked!r}", f"choose {', '.join(FORMATS)}")
    endings = ", ".join(f".{name}" for name in FORMATS)
    return UsageError(
        f"{path}: the ending names no report format", f"use {endings}, or add --format"
    )


def _refuse_the_input(report: Report, path: Path) -> None:
    """A report never takes the place of the file that was screened."""
    source = Path(report.manifest.input.path)
    if path.is_file() and source.is_file() and path.samefile(source):
        raise OutputError(
            f"{path} is the file being screened; the report would overwrite it",
            "choose another name with -o",
        )
