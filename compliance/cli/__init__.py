"""Options in, exit code out: the only importer of typer."""

import gc
import io
import os
import sys
from contextlib import suppress
from pathlib import Path


def run() -> None:
    """Entry point of the installed commands `screen` and `party-screen`."""
    # Modules and lists become millions of small objects that all live to the end: looking through
    # them again and again for what may go takes a quarter of the time it takes to make a list
    # ready, and a tenth of that to load the program.
    gc.set_threshold(200_000, 20, 100)
    # numpy starts a team of threads for products of matrices, which nothing here asks for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Late: what is above has to be said first.
    from compliance.cli.exits import ExitCode
    from compliance.cli.main import main
    from compliance.cli.messages import tell

    is_silent = sys.stdout is None
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a script gets its code points, never a crash.
            stream.reconfigure(errors="backslashreplace")
    if is_silent:
        tell("error: standard output is closed, so no result can be shown (> FILE keeps it)")
        raise SystemExit(ExitCode.NOT_STARTED)
    code = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody takes it any more, which the code says
            stream.flush()
    # All is written and closed. To let go of every object one by one, as Python does when it ends,
    # would take a twentieth of the time of one name.
    os._exit(code)


def open_streams() -> None:
    """Let standard streams that are closed lead nowhere.

    Else the next file that is opened takes the number of one, and what is printed is written to it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
