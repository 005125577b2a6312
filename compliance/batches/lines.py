"""A batch on the terminal: one line a file, and the totals at the end."""

from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from compliance.batches.index import BatchIndex, FileAnswers, IndexedFile, gap_lines
from compliance.model import Decision
from compliance.model.counts import write_count
from compliance.model.visible_text import visible
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE, STYLES, line, score_words
from compliance.reporters.console import counts_line, list_line, list_warnings
from compliance.reporters.forge_findings import flat
from compliance.reporters.hit_lines import fit_text

HEADS = f"{'Open':>7} {'Parties':>9}  File"
INDENT = 19
"""Cells before the file."""


def show_heads(console: Console) -> None:
    """Print the headings of the lines."""
    console.print(line(HEADS, "bold"))


def show_file(file: IndexedFile, name: str, console: Console) -> None:
    """Print the line of a file: how many are open, of how many, and what to mind."""
    known = file.answers
    if known:
        numbers = f"{known.open:>7,} {sum(known.counts.values()):>9,}  "
        style = open_style(known)
    else:
        numbers, style = f"{'not screened':>17}  ", STYLES[Decision.UNSCREENED]
    remark = describe_remark(file)
    room = console.width - INDENT
    text = f"{visible(name)}: {remark}" if remark else visible(name)
    text = text if cell_len(text) <= room else fit_text(text, room)
    shown = Text(numbers, style=style).append(text, "not bold default")
    console.print(shown, soft_wrap=True)


def open_style(known: FileAnswers) -> str:
    """How the numbers look: as the gravest decision that is open."""
    if not known.open:
        return ""
    decisions = {one.decision for one in known.open_parties}
    return STYLES[Decision.HIT if Decision.HIT in decisions else Decision.REVIEW]


def describe_remark(file: IndexedFile) -> str:
    """Why a file was not screened; else what of it was not, and whether it is as it was."""
    if not file.answers:
        name = Path(file.path).name
        return file.problem.removeprefix(name).lstrip(":, ") or file.problem
    missing = list(gap_lines(file.answers))
    more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
    words = (f"{missing[0]}{more}" if missing else "", "unchanged" if file.unchanged else "")
    return "; ".join(filter(None, words))


def show_parties(file: IndexedFile, console: Console) -> None:
    """Print the open parties of a file, one line each, as `--quiet` has it."""
    for one in file.answers.open_parties if file.answers else ():
        sheet = f"{one.sheet}: " if one.sheet else ""
        score = f" {score_words(one.score)}" if one.entry else ""
        found = f"{one.party} may be {one.listed}: {one.lists}" if one.entry else one.party
        place_words = "" if one.entry else f": Destination: {one.listed}"
        said = f"{file.path}:{one.row}: {sheet}{one.decision}{score}: {found}{place_words}"
        console.print(line(flat(said)), soft_wrap=True)
    if file.answers and (rest := file.answers.open - len(file.answers.open_parties)) > 0:
        console.print(line(f"{file.path}: ... and {rest:,} more, in the report"), soft_wrap=True)


def show_total(index: BatchIndex, console: Console) -> None:
    """Print how many files and parties there were, and against what they were screened."""
    failed = sum(not one.answers for one in index.files)
    unchanged = sum(one.unchanged for one in index.files)
    screened = len(index.files) - failed - unchanged
    parts = [f"{screened:,} screened", f"{unchanged:,} unchanged", f"{failed:,} not screened"]
    console.print()
    files = write_count(len(index.files), "file", "files")
    console.print(line(f"{files}: {', '.join(parts)}", "bold"))
    total = sum(one.open for one in index.answers)
    said = counts_line("all files", index.counts)
    console.print(said.append(f"; {total:,} open", "bold" if total else "not bold"))
    for info in index.lists:
        console.print(line(f"Screened against {list_line(info)}"))
    for warning in list_warnings(index.lists):
        console.print(line(f"Mind: {warning}", "bold"))
    console.print(line(NOT_CLEARANCE, "bold"))
    console.print(line(NOT_ADVICE))
