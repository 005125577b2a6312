"""Output: a report to a file or to standard output, one file a format.

A format is one file with a `write(report, path)` and its name in `FORMATS`; one that takes several
files in one report has `write_outcomes(outcomes, path)` and its name in `JOINT`. Everything is
written beside the target and renamed, so that a failure leaves the earlier file. `console` and
`entry` print for people and are no formats.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from compliance.errors import OutputError, UsageError
from compliance.model import FileOutcome, Report

Reporter = Callable[[Report, Path], None]
"""Writes the report to the path, whole or not at all. Raises OutputError."""

STDOUT = Path("-")
"""The path that stands for standard output."""
JOINT = ("sarif", "junit", "github", "gitlab", "md")
"""Formats of places where code is kept: one report over all files of a run (docs/forges.md)."""
FORMATS = ("xlsx", "html", "jsonl", "json", "csv", *JOINT)
MACRO_ENDING, WITH_MACROS = ".xlsm", "xlsx"
"""The ending of a workbook that may hold macros, and its format."""
COMBINED = ("jsonl", "csv")
"""Formats of lines, in which several files can share a report."""
ENDINGS = {"junit": "junit.xml", "github": "github.txt", "gitlab": "gitlab.json"}
"""How a file of a format ends, where it does not end with the format's name."""
_TO_STDOUT = tuple(name for name in FORMATS if name != "xlsx")


def choose_format(path: Path, asked: str | None) -> str:
    """The format for this path: the one asked for, else the one its ending names.

    The longest ending counts. Raises UsageError for a format that does not exist, an ending that
    names none, and a workbook on standard output.
    """
    if asked is not None:
        name = asked.lower()
        if name not in FORMATS:
            known = f"choose {', '.join(FORMATS)}"
            raise UsageError(f"there is no report format {asked!r}", known)
        if path == STDOUT and name not in _TO_STDOUT:
            raise UsageError(
                f"a report in {name} cannot be written to standard output",
                f"give a file with -o, or choose {', '.join(_TO_STDOUT)}",
            )
        return name
    if path == STDOUT:
        raise UsageError(
            "standard output has no ending that names a format",
            f"add --format {', '.join(_TO_STDOUT)}",
        )
    whole = path.name.lower()
    if whole.endswith(MACRO_ENDING):
        return WITH_MACROS
    special = (name for name, ending in ENDINGS.items() if whole.endswith(f".{ending}"))
    name = next(special, path.suffix.removeprefix(".").lower())
    if name not in FORMATS:
        endings = ", ".join(f".{find_ending(name)}" for name in FORMATS)
        raise UsageError(
            f"{path}: the ending names no report format", f"use {endings}, or add --format"
        )
    return name


def write(report: Report, path: Path, format: str) -> None:  # noqa: A002 - the word users know
    """Write the report. Raises OutputError, and UsageError for an unknown format."""
    _refuse_the_input(report, path)
    reporter(choose_format(path, format))(report, path)


def write_joint(outcomes: Sequence[FileOutcome], path: Path, format: str) -> None:  # noqa: A002
    """Write one report over all files, in one of JOINT. Raises OutputError."""
    for outcome in outcomes:
        if outcome.report:
            _refuse_the_input(outcome.report, path)
    import_module(f"compliance.reporters.{format}").write_outcomes(outcomes, path)


def append(report: Report, stream: BinaryIO, format: str, *, is_first: bool) -> None:  # noqa: A002
    """Write the answers of one of several files, which are named by their paths, behind others.

    `format` is one of COMBINED; `is_first` says that nothing stands before.
    """
    import_module(f"compliance.reporters.{format}").append(report, stream, is_first=is_first)


def reporter(name: str) -> Reporter:
    """What writes a format, imported when it is used: a workbook's library takes long to load."""
    module = import_module(f"compliance.reporters.{name}")
    if name in JOINT:
        return lambda report, path: module.write_outcomes(
            [FileOutcome(path=report.manifest.input.path, report=report)], path
        )
    write: Reporter = module.write
    return write


def find_ending(name: str) -> str:
    """How a file of the format ends, without the dot before it."""
    return ENDINGS.get(name, name)


def choose_ending(file: Path, name: str) -> str:
    """How the report of a file ends in the format, without the dot: macros of a workbook stay."""
    keeps = name == WITH_MACROS and file.suffix.lower() == MACRO_ENDING
    return MACRO_ENDING.removeprefix(".") if keeps else find_ending(name)


def _refuse_the_input(report: Report, path: Path) -> None:
    """A report never takes the place of the file that was screened."""
    source = Path(report.manifest.input.path)
    if path.is_file() and source.is_file() and path.samefile(source):
        raise OutputError(
            f"{path} is the file being screened; the report would overwrite it",
            "choose another name with -o",
        )
