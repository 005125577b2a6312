"""`screen review verify`: whether every line of the record is as it was written, and in place."""

from collections.abc import Sequence
from pathlib import Path

from compliance.cli import options
from compliance.cli.choices import configured, merged
from compliance.cli.decided import record_path
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import results, tell
from compliance.configuration import Choices
from compliance.decisions import Record, append, load
from compliance.errors import RecordError
from compliance.reporters.base import line

app = options.new_app()


@app.command()
def review_verify(
    repair: options.Repair = False,
    heads: options.Heads = None,
    decisions_file: options.Decisions = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
) -> int:
    """Prove that no line of the decision record was changed, moved, or deleted from the middle.

    Lines missing at the very end cannot be told from lines that were never written: `--head` proves
    that a line that a report or manifest names is still there.

    Exit codes: 0 it verifies, 2 it does not.
    """
    choices = merged(Choices(decisions=decisions_file), configured(config, ignored=no_config))
    path = record_path(choices)
    record = repaired(path) if repair else load(path)
    for fault in record.faults:
        tell(f"{path.name}, line {fault.line}: {fault.what}")
    refuse(path, record, heads or ())
    console = results()
    console.print(line(f"{path}: {len(record.decisions):,} lines verify"), soft_wrap=True)
    for head in record.heads:
        console.print(line(f"  last line {head}"), soft_wrap=True)
    return ExitCode.NOTHING_OPEN


def repaired(path: Path) -> Record:
    """The record without a torn last line, which is in a file beside."""
    done = append(path, lambda _: ())
    if done.torn:
        tell(f"{path.name}: the torn last line was moved to {done.torn.name}")
    return done.record


def refuse(path: Path, record: Record, heads: Sequence[str]) -> None:
    """Raise RecordError when the record does not verify or lacks one of the lines."""
    hint = "bring back the last good version, for example from your repository or backup"
    if record.faults:
        raise RecordError(f"{path.name}: {len(record.faults)} lines do not verify", hint)
    if record.torn:
        problem = f"{path.name}: the last line is torn"
        raise RecordError(problem, "--repair moves it into a file beside the record")
    known = {one.id for one in record.decisions}
    for head in heads:
        if head not in known:
            problem = f"{path.name}: the line {head[:12]}... is not there: lines are missing"
            raise RecordError(problem, hint)
