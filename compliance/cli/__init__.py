"""Options in, exit code out: the only importer of typer."""

import gc
import io
import os
import sys

from compliance.cli.main import main


def run() -> None:
    """Entry point of the installed commands `screen` and `party-screen`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a script gets its code points, never a crash.
            stream.reconfigure(errors="backslashreplace")
    # numpy starts a team of threads for products of matrices, which nothing here asks for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A list becomes millions of small objects that all live to the end: looking through them again
    # and again for what may go takes a quarter of the time it takes to make a list ready.
    gc.set_threshold(200_000, 20, 100)
    raise SystemExit(main(sys.argv[1:]))
