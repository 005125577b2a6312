"""What a shell may put in for the word that is being typed.

`screen --install-completion` gives a shell a script, which starts the program again for each word,
with the line so far in environment variables: COMP_WORDS and COMP_CWORD from bash,
_TYPER_COMPLETE_ARGS from zsh, fish and PowerShell.
"""

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.completion import get_completion_inspect_parameters, shell_complete


def words_before(environment: Mapping[str, str]) -> tuple[list[str], str]:
    """The words after the program's name, and the beginning of the one that is being typed."""
    if "COMP_WORDS" in environment:
        line = environment["COMP_WORDS"].split()
        place = int(environment.get("COMP_CWORD", len(line)))
        return line[1:place], line[place] if place < len(line) else ""
    text = environment.get("_TYPER_COMPLETE_ARGS", "")
    line = text.split()[1:]
    begun = line.pop() if line and not text[-1].isspace() else ""
    return line, begun


def next_words(commands: Iterable[str], before: Sequence[str], begun: str) -> list[str]:
    """The words that go on a command there, each once; none where no command goes on so."""
    place = len(before)
    longer = [words for words in map(str.split, commands) if len(words) > place]
    found = dict.fromkeys(words[place] for words in longer if words[:place] == [*before])
    return [word for word in found if word.startswith(begun)]


def files_beginning(begun: str) -> list[str]:
    """Files and folders here that begin so, but for hidden ones and those that need quotes."""
    names = (path.name for path in Path().iterdir() if not path.name.startswith("."))
    return sorted(name for name in names if name.startswith(begun) and shlex.quote(name) == name)


def command_of_words(words: Sequence[str]) -> Any:
    """A command whose argument can be any of these words."""
    app = typer.Typer(rich_markup_mode=None)

    @app.command()
    def offer(
        word: Annotated[list[str], typer.Argument(autocompletion=lambda: list(words))],
    ) -> None:
        raise NotImplementedError(word)  # only its argument is asked for

    return typer.main.get_command(app)


def answer_shell(command: Any, program: str, variable: str) -> int:
    """Print what fits, in the form that the shell asks for; the exit code is for its script.

    `variable` is the one of the environment that says what the shell asks for.
    """
    get_completion_inspect_parameters()  # makes the shells known, as for an app with such options
    try:
        return shell_complete(command, {}, program, variable, os.environ[variable])
    except SystemExit as end:  # fish is told by the exit code whether anything fits
        return int(end.code or 0)
