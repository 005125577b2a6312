"""Options in, exit code out: the only importer of typer."""

import io
import sys

from compliance.cli.main import main


def run() -> None:
    """Entry point of the installed commands `screen` and `party-screen`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a script gets its code points, never a crash.
            stream.reconfigure(errors="backslashreplace")
    raise SystemExit(main(sys.argv[1:]))
