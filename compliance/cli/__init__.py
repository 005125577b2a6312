"""Options in, exit code out: the only importer of typer."""


def run() -> None:
    """Entry point of the installed commands `screen` and `party-screen`."""
    raise SystemExit(2)
