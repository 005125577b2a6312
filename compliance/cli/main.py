"""The one place where a run ends: every way out becomes one line on stderr and an exit code."""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from compliance import __version__
from compliance.cli import files, lists, name
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import tell
from compliance.errors import ScreenError

PROGRAM = "screen"
MAIN_JOB = files.app
COMMANDS: Mapping[str, typer.Typer] = {"name": name.app, "lists": lists.app}
"""First word -> command. Any other first word is a file to screen; `./name` is a file too."""

# Typer has carried its own copy of click since 0.26, so the class of its complaints is looked up.
USAGE_PROBLEM = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; never raises."""
    try:
        code = dispatch(argv)
        sys.stdout.flush()
    except BaseException as error:  # the edge of the program: nothing may pass as success
        code = ended(error)
    return code


def dispatch(argv: Sequence[str]) -> int:
    """Choose the command by the first word and run it."""
    if not argv:
        run_command(MAIN_JOB, PROGRAM, ["--help"])
        return ExitCode.NOT_STARTED
    if argv[0] in COMMANDS:
        return run_command(COMMANDS[argv[0]], f"{PROGRAM} {argv[0]}", argv[1:])
    return run_command(MAIN_JOB, PROGRAM, argv)


def run_command(app: typer.Typer, program: str, argv: Sequence[str]) -> int:
    """Run one command; its return value is the exit code.

    Not by the command's own `main`, which turns a closed pipe and Ctrl-C into endings of its own.
    """
    command = typer.main.get_command(app)
    try:
        with command.make_context(program, list(argv)) as context:
            return int(command.invoke(context))
    except typer.Exit as end:  # --help
        return end.exit_code


def ended(error: BaseException) -> int:
    """Tell why the run ended early, and with which exit code."""
    if os.environ.get("SCREEN_DEBUG") == "1":
        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        silence_stdout()
        return ExitCode.PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        tell("interrupted; no report was left half written")
        return ExitCode.INTERRUPTED
    tell(f"error: {reason(error)}")
    return error.exit_code if isinstance(error, ScreenError) else ExitCode.NOT_STARTED


def reason(error: BaseException) -> str:
    """The error in one line. One that nobody foresaw tells its place, and none of its data."""
    if isinstance(error, ScreenError):
        return str(error)
    if isinstance(error, USAGE_PROBLEM):
        text = str(getattr(error, "format_message", error.__str__)())
        return f"{text.rstrip('.')} (try: {PROGRAM} --help)"
    what = (isinstance(error, OSError) and error.strerror) or type(error).__name__
    return (
        f"internal error: {what} at {origin(error)} in version {__version__}; "
        "nothing of this run can be relied on (please report this line; SCREEN_DEBUG=1 shows more, "
        "which may hold names from your file)"
    )


def origin(error: BaseException) -> str:
    """File and line of the program where the error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "compliance" in Path(frame.filename).parts] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "an unknown place"


def silence_stdout() -> None:
    """The reader of a pipe has gone: keep Python from complaining when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
