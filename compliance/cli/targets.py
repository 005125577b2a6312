"""Where the reports go: nowhere, standard output, one file, or one file each in a folder."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from compliance.errors import OutputError, UsageError
from compliance.reporters import COMBINED, JOINT, STDOUT, choose_ending, choose_format

DEFAULT_FORMAT = "xlsx"


class ReportTarget(Struct, frozen=True, kw_only=True):
    """Where one report goes and in which format."""

    path: Path
    format: str
    in_folder: bool = False
    """Whether the output is a folder, which is made, and not a file."""


def find_targets(
    inputs: Sequence[Path], output: str | None, form: str | None
) -> list[ReportTarget] | list[None]:
    """The target of the report of each input; None where no report is written.

    Several inputs share a file in a format of lines. Raises UsageError when they would in another,
    and OutputError when the folder of a file does not exist or a report would replace a file that
    is screened: before the work, not after it.
    """
    if output is None and form is None:
        return [None] * len(inputs)
    path = Path(output or STDOUT).expanduser()
    if is_folder(path, output or "", len(inputs)):
        targets = make_folder_targets(path, inputs, form or DEFAULT_FORMAT)
    else:
        targets = [ReportTarget(path=path, format=choose_format(path, form))] * len(inputs)
        if len(inputs) > 1 and targets[0].format not in COMBINED:
            problem = f"{len(inputs)} files cannot share one report in {targets[0].format}"
            raise UsageError(
                problem, "give a folder: -o reports/, or one file of lines: -o all.jsonl"
            )
        refuse_missing_folder(path)
    refuse_replacing(inputs, targets)
    return targets


class TargetPlan(Struct, frozen=True, kw_only=True):
    """Where all reports of a run go."""

    of_files: tuple[tuple[str, tuple[ReportTarget, ...]], ...]
    """Each output that is written file by file, with the target of each input."""
    joint: tuple[ReportTarget, ...]
    """Reports over all inputs."""

    @property
    def targets(self) -> tuple[ReportTarget, ...]:
        """Every report, as often as a file goes into it."""
        return (*(one for _, several in self.of_files for one in several), *self.joint)

    @property
    def is_to_stdout(self) -> bool:
        """Whether a report goes to standard output, where nothing else may be then."""
        return any(target.path == STDOUT for target in self.targets)


def plan_targets(inputs: Sequence[Path], outputs: Sequence[str], form: str | None) -> TargetPlan:
    """The targets of all reports; of several outputs `form` is that of those without an ending.

    Raises UsageError and OutputError as `find_targets`, and for a place that is named twice.
    """
    of_files, joint = [], []
    for output in outputs or ((str(STDOUT),) if form else ()):
        name = form if len(outputs) < 2 or not names_format(output) else None
        path = Path(output).expanduser()
        if not is_folder(path, output, len(inputs)) and choose_format(path, name) in JOINT:
            joint.append(ReportTarget(path=path, format=choose_format(path, name)))
        else:
            found = (one for one in find_targets(inputs, output, name) if one)
            of_files.append((output, tuple(found)))
    plan = TargetPlan(of_files=tuple(of_files), joint=tuple(joint))
    for target in plan.joint:
        refuse_missing_folder(target.path)
    refuse_replacing(inputs, plan.joint)
    refuse_twice(
        [*(Path(output).expanduser() for output, _ in of_files), *(one.path for one in joint)]
    )
    return plan


def names_format(output: str) -> bool:
    """Whether the ending of an output names a format."""
    try:
        return Path(output) != STDOUT and bool(choose_format(Path(output), None))
    except UsageError:
        return False


def refuse_twice(places: Sequence[Path]) -> None:
    """Raise UsageError when two reports would be one file."""
    times = Counter(place if place == STDOUT else place.resolve() for place in places)
    for place, number in times.items():
        if number > 1:
            where = "standard output" if place == STDOUT else place.name
            raise UsageError(f"two reports would go to {where}", "give each -o a name of its own")


def is_folder(path: Path, text: str, inputs: int) -> bool:
    """Whether the output means a folder: it is one, ends like one, or has to hold several files."""
    separators = tuple(mark for mark in (os.sep, os.altsep) if mark)
    several = inputs > 1 and not path.suffix and path != STDOUT
    return path.is_dir() or text.endswith(separators) or several


def make_folder_targets(folder: Path, inputs: Sequence[Path], form: str) -> list[ReportTarget]:
    """One report a file, named after it; a name that is taken gets a number, macros stay."""
    uses: Counter[str] = Counter()
    targets = []
    for file in inputs:
        uses[file.stem.casefold()] += 1
        number = uses[file.stem.casefold()]
        name = f"{file.stem}-screened{f'-{number}' if number > 1 else ''}"
        path = folder / f"{name}.{choose_ending(file, form)}"
        targets.append(ReportTarget(path=path, format=choose_format(path, form), in_folder=True))
    return targets


def refuse_missing_folder(path: Path) -> None:
    """Raise OutputError when the report would go into a folder that does not exist."""
    if path != STDOUT and not path.parent.is_dir():
        problem = f"{path}: the folder {path.parent} does not exist"
        raise OutputError(problem, "create it first, or choose another place with -o")


def refuse_replacing(inputs: Sequence[Path], targets: Sequence[ReportTarget]) -> None:
    """Raise OutputError when a report would take the place of a file that is screened."""
    screened = {path.resolve() for path in inputs}
    for target in targets:
        if target.path != STDOUT and target.path.resolve() in screened:
            problem = f"{target.path} is itself screened; its report would overwrite it"
            raise OutputError(problem, "choose another place with -o")


def refuse_next_inputs(
    paths: Sequence[str], targets: Sequence[ReportTarget] | Sequence[None]
) -> None:
    """Raise UsageError when reports would land in a folder that is screened: next time they too."""
    folders = [Path(path).resolve() for path in paths if Path(path).is_dir()]
    for target in targets:
        for folder in folders:
            if target and target.path != STDOUT and target.path.resolve().is_relative_to(folder):
                problem = f"reports in {target.path.parent} would themselves be screened next time"
                raise UsageError(problem, f"choose a folder outside {folder.name} with -o")
