"""Which files a run is about: files as named, and the workbooks in folders."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from compliance.errors import InputError
from compliance.readers import SUFFIXES

HIDDEN_OR_LOCK = (".", "~$")
"""How files begin that programs keep for themselves; `~$` is Excel's lock file."""


def inputs_of(paths: Sequence[str], suffixes: Sequence[str] = SUFFIXES) -> list[Path]:
    """Every file once, in the order given; folders in the order of their paths.

    Raises InputError when a folder holds nothing to screen.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in files_of(Path(path), suffixes):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def files_of(path: Path, suffixes: Sequence[str] = SUFFIXES) -> list[Path]:
    """The path itself, or every workbook in the folder and in those below it."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in visible_files(path) if file.suffix.casefold() in suffixes)
    if not files:
        problem = f"folder {str(path)!r} holds no file that can be screened"
        raise InputError(problem, f"it looks for {', '.join(suffixes)}")
    return files


def visible_files(folder: Path) -> Iterator[Path]:
    """Files in the folder and below it that no program hides."""
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith(HIDDEN_OR_LOCK) for part in parts):
            yield file


def passed_over(paths: Sequence[str], suffixes: Sequence[str] = SUFFIXES) -> int:
    """How many files in the folders are of no kind that can be screened."""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    return sum(
        file.suffix.casefold() not in suffixes
        for folder in folders
        for file in visible_files(folder)
    )
