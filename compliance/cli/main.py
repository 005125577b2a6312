"""The one place where a run ends: every way out becomes one line on stderr and an exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from compliance.cli.exits import ExitCode, end_run
from compliance.errors import UsageError

PROGRAM = "screen"
MAIN_JOB = "files"
CLOSE = 0.7
"""How like a command a word must be to be taken for it misspelt: 0..1, as difflib has it."""
Command = Any
"""A command as click has it; typer carries its own copy of click, which has no public name."""
COMPLETION = "_SCREEN_COMPLETE"
"""Set by the script that a shell was given: what it asks for, such as `complete_bash`."""
NAMES_OF_HELP: Mapping[str, Any] = {"help_option_names": ["-h", "--help"]}
COMMANDS = {
    "init": "init",
    "name": "name",
    "explain": "explain",
    "replay": "run_records",
    "rescreen": "rescreen",
    "records list": "run_records",
    "records verify": "run_records",
    "lists": "lists.show",
    "lists show": "lists.show",
    "lists search": "lists.show",
    "lists diff": "lists.versions",
    "lists import": "lists.list_import",
    "lists update": "lists.update",
    "lists history": "lists.versions",
    "lists verify": "lists.versions",
    "lists pin": "lists.versions",
    "selftest": "selftest",
    "baseline": "review.baseline",
    "review": "review.walk",
    "review import": "review.report_import",
    "review list": "review.decision_record",
    "review show": "review.decision_record",
    "review lint": "review.report_import",
    "review stats": "review.decision_record",
    "review expire": "review.decision_record",
    "review verify": "review.decision_record",
}
"""Words of a command -> the module below this folder that has it, loaded when it is asked for.

Any other first word is a file to screen; `./name` is a file too.
"""


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; never raises."""
    try:
        refuse_lost_folder()
        code = dispatch(argv)
        sys.stdout.flush()
    except BaseException as error:  # the edge of the program: nothing may pass as success
        code = end_run(error)
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
        return answer_completion()
    if not argv:
        run_command(load_command(""), PROGRAM, ["--help"])
        return ExitCode.NOT_STARTED
    name = find_command(argv)
    rest = argv[len(name.split()) :]
    refuse_misspelt(name, rest)
    return run_command(load_command(name), f"{PROGRAM} {name}".strip(), rest)


def find_command(argv: Sequence[str]) -> str:
    """The command that the first words name; empty for the main job."""
    names = (" ".join(argv[:words]) for words in (2, 1))
    return next((name for name in names if name in COMMANDS), "")


def refuse_misspelt(name: str, rest: Sequence[str]) -> None:
    """Raise UsageError where the next word is meant for a command, and is none."""
    word = rest[0] if rest else "-"
    begun = f"{name} ".lstrip()
    words = dict.fromkeys(
        one.removeprefix(begun).split()[0] for one in COMMANDS if one.startswith(begun)
    )
    if word.startswith("-") or not words or any(sign in word for sign in "./\\"):
        return
    asked = f"{PROGRAM} {begun}"
    if name == "lists":  # it takes no argument of its own
        close = get_close_matches(word, words, n=1)
        hint = f"did you mean {asked}{close[0]}?" if close else f"there are {', '.join(words)}"
        raise UsageError(f"{PROGRAM} {name} has no command {word!r}", hint)
    close = get_close_matches(word, words, n=1, cutoff=CLOSE)
    if close and not Path(word).exists():
        problem = f"there is neither a file nor a command {word!r}"
        raise UsageError(problem, f"did you mean {asked}{complete_words(close[0], begun)}?")


def complete_words(word: str, begun: str) -> str:
    """A word of a command, with the words that have to follow where it is none alone."""
    whole = f"{begun}{word}"
    if whole in COMMANDS:
        return word
    return " or ".join(one.removeprefix(begun) for one in COMMANDS if one.startswith(whole))


def answer_completion() -> int:
    """Answer a shell that asks how the line may go on."""
    from compliance.cli import completion  # late: only a shell needs it

    before, begun = completion.words_before(os.environ)
    words = completion.next_words(COMMANDS, before, begun)
    if words and not before:
        words += completion.files_beginning(begun)
    if words:
        return completion.answer_shell(completion.command_of_words(words), PROGRAM, COMPLETION)
    return completion.answer_shell(load_command(find_command(before)), PROGRAM, COMPLETION)


def load_command(name: str) -> Command:
    """The command of these words; the main job for none.

    Only its module is loaded, so that short commands start at once.
    """
    app: typer.Typer = import_module(f"compliance.cli.{COMMANDS.get(name, MAIN_JOB)}").app
    found = typer.main.get_command(app)
    return found.commands[name] if isinstance(found, TyperGroup) else found


def run_command(command: Command, program: str, argv: Sequence[str]) -> int:
    """Run one command; its return value is the exit code.

    Not by the command's own `main`, which turns a closed pipe and Ctrl-C into endings of its own.
    """
    try:
        context = command.make_context(program, list(argv), **NAMES_OF_HELP)
    except (typer.Exit, SystemExit) as end:  # --help and the options about completion
        failed = end.exit_code if isinstance(end, typer.Exit) else end.code
        return ExitCode.NOT_STARTED if failed else ExitCode.NOTHING_OPEN
    with context:
        return int(command.invoke(context))
