"""Where the reports go: nowhere, standard output, one file, or one file each in a folder."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import OutputError, UsageError
from compliance.reporters import MACRO_ENDING, WITH_MACROS, format_of
from compliance.reporters.base import STDOUT

DEFAULT_FORMAT = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one report goes and in which format."""

    path: Path
    format: str


def targets_of(
    inputs: Sequence[Path], output: str | None, form: str | None
) -> list[Target] | list[None]:
    """The target of the report of each input; None where no report is written.

    Raises UsageError when several reports would be one file, and OutputError when a folder does
    not exist or a report would replace a file that is screened: before the work, not after it.
    """
    if output is None and form is None:
        return [None] * len(inputs)
    path = Path(output or STDOUT).expanduser()
    if is_folder(path, output or "", len(inputs)):
        targets = in_folder(path, inputs, form or DEFAULT_FORMAT)
    elif len(inputs) > 1:
        problem = f"{len(inputs)} files cannot share one report"
        raise UsageError(problem, "give a folder that exists: -o reports/")
    else:
        targets = [Target(path=path, format=format_of(path, form))]
    refuse_missing_folder(targets[0].path)
    refuse_replacing(inputs, targets)
    return targets


def is_folder(path: Path, text: str, inputs: int) -> bool:
    """Whether the output means a folder: it is one, ends like one, or has to hold several files."""
    separators = tuple(mark for mark in (os.sep, os.altsep) if mark)
    several = inputs > 1 and not path.suffix and path != STDOUT
    return path.is_dir() or text.endswith(separators) or several


def in_folder(folder: Path, inputs: Sequence[Path], form: str) -> list[Target]:
    """One report a file, named after it; a name that is taken gets a number, macros stay."""
    uses: Counter[str] = Counter()
    targets = []
    for file in inputs:
        uses[file.stem.casefold()] += 1
        number = uses[file.stem.casefold()]
        keeps = form == WITH_MACROS and file.suffix.lower() == MACRO_ENDING
        ending = MACRO_ENDING if keeps else f".{form}"
        path = folder / f"{file.stem}-screened{f'-{number}' if number > 1 else ''}{ending}"
        targets.append(Target(path=path, format=format_of(path, form)))
    return targets


def refuse_missing_folder(path: Path) -> None:
    """Raise OutputError when the report would go into a folder that does not exist."""
    if path != STDOUT and not path.parent.is_dir():
        problem = f"{path}: the folder {path.parent} does not exist"
        raise OutputError(problem, "create it first, or choose another place with -o")


def refuse_replacing(inputs: Sequence[Path], targets: Sequence[Target]) -> None:
    """Raise OutputError when a report would take the place of a file that is screened."""
    screened = {path.resolve() for path in inputs}
    for target in targets:
        if target.path != STDOUT and target.path.resolve() in screened:
            problem = f"{target.path} is itself screened; its report would overwrite it"
            raise OutputError(problem, "choose another place with -o")


def refuse_next_inputs(paths: Sequence[str], targets: Sequence[Target] | Sequence[None]) -> None:
    """Raise UsageError when reports would land in a folder that is screened: next time they too."""
    folders = [Path(path).resolve() for path in paths if Path(path).is_dir()]
    for target in targets:
        for folder in folders:
            if target and target.path != STDOUT and target.path.resolve().is_relative_to(folder):
                problem = f"reports in {target.path.parent} would themselves be screened next time"
                raise UsageError(problem, f"choose a folder outside {folder.name} with -o")
