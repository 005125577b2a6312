"""The console of rich as results are printed on it; apart, because rich takes its time to load."""

from typing import Any

from rich.console import Console


class ResultsConsole(Console):
    """A console that cuts no word and leaves a closed pipe to `main`; rich would exit with 1."""

    def print(self, *objects: Any, soft_wrap: bool | None = None, **options: Any) -> None:
        """Print; what is a line of its own in a pipe or a file is broken at words on a terminal."""
        super().print(*objects, soft_wrap=soft_wrap and not self.is_terminal, **options)

    def on_broken_pipe(self) -> None:
        """Pass on that nobody reads any more."""
        raise BrokenPipeError
