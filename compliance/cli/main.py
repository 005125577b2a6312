"""The one place where a run ends: every way out becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import typer

from compliance.cli.complaints import reason
from compliance.cli.exits import ExitCode
from compliance.cli.terminal import tell
from compliance.errors import ScreenError, UsageError

PROGRAM = "screen"
MAIN_JOB = "files"
COMPLETION = "_SCREEN_COMPLETE"
"""Set by the script that a shell was given: what it asks for, such as `complete_bash`."""
NAMES_OF_HELP: Mapping[str, Any] = {"help_option_names": ["-h", "--help"]}
COMMANDS = {
    "name": "name",
    "explain": "explain",
    "replay": "replay",
    "rescreen": "rescreen",
    "records list": "records_list",
    "records verify": "records_verify",
    "lists": "lists",
    "lists show": "lists_show",
    "lists search": "lists_search",
    "lists diff": "lists_diff",
    "lists import": "lists_import",
    "lists update": "lists_update",
    "lists history": "lists_history",
    "lists verify": "lists_verify",
    "lists pin": "lists_pin",
    "review": "review",
    "review import": "review_import",
    "review list": "review_list",
    "review show": "review_show",
    "review lint": "review_lint",
    "review stats": "review_stats",
    "review expire": "review_expire",
    "review verify": "review_verify",
}
"""First words that are commands -> the module beside this one, loaded when it is asked for.

Any other first word is a file to screen; `./name` is a file too.
"""


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; never raises."""
    try:
        refuse_lost_folder()
        code = dispatch(argv)
        sys.stdout.flush()
    except BaseException as error:  # the edge of the program: nothing may pass as success
        code = ended(error)
    return code


def refuse_lost_folder() -> None:
    """Raise UsageError where the working folder has been deleted: no path means anything then."""
    try:
        os.getcwd()  # noqa: PTH109 - Path.cwd() is the same, and loads more
    except OSError:
        problem = "the folder that you are in no longer exists"
        raise UsageError(problem, "change to another folder") from None


def dispatch(argv: Sequence[str]) -> int:
    """Choose the command by the first words and run it."""
    if os.environ.get(COMPLETION):
        return complete()
    if not argv:
        run_command(command(MAIN_JOB), PROGRAM, ["--help"])
        return ExitCode.NOT_STARTED
    name = named_command(argv)
    words = len(name.split())
    return run_command(
        command(COMMANDS.get(name, MAIN_JOB)), f"{PROGRAM} {name}".strip(), argv[words:]
    )


def named_command(argv: Sequence[str]) -> str:
    """The command that the first words name; empty for the main job."""
    names = (" ".join(argv[:words]) for words in (2, 1))
    return next((name for name in names if name in COMMANDS), "")


def complete() -> int:
    """Answer a shell that asks how the line may go on."""
    from compliance.cli import completion  # late: only a shell needs it

    before, begun = completion.words_before(os.environ)
    words = completion.next_words(COMMANDS, before, begun)
    if words and not before:
        words += completion.files_beginning(begun)
    named = COMMANDS.get(named_command(before), MAIN_JOB)
    app = completion.app_of_words(words) if words else command(named)
    return completion.answer_shell(app, PROGRAM, COMPLETION)


def command(module: str) -> typer.Typer:
    """One of the commands. Only its module is loaded, so that short commands start at once."""
    app: typer.Typer = import_module(f"compliance.cli.{module}").app
    return app


def run_command(app: typer.Typer, program: str, argv: Sequence[str]) -> int:
    """Run one command; its return value is the exit code.

    Not by the command's own `main`, which turns a closed pipe and Ctrl-C into endings of its own.
    """
    command = typer.main.get_command(app)
    try:
        context = command.make_context(program, list(argv), **NAMES_OF_HELP)
    except (typer.Exit, SystemExit) as end:  # --help and the options about completion
        failed = end.exit_code if isinstance(end, typer.Exit) else end.code
        return ExitCode.NOT_STARTED if failed else ExitCode.NOTHING_OPEN
    with context:
        return int(command.invoke(context))


def ended(error: BaseException) -> int:
    """Tell why the run ended early, and with which exit code."""
    if isinstance(error, BrokenPipeError):
        silence_stdout()
        return ExitCode.PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        tell("interrupted; no report was left half written")
        return ExitCode.INTERRUPTED
    tell(f"error: {reason(error)}")
    return error.exit_code if isinstance(error, ScreenError) else ExitCode.NOT_STARTED


def silence_stdout() -> None:
    """The reader of a pipe has gone: keep Python from complaining when it closes stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
