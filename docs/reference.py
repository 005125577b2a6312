"""Write the command reference into the README, from what the commands say of themselves.

usage: python docs/reference.py [--check]      --check writes nothing and exits 1 when it is stale
"""

import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

from compliance.cli.main import COMMANDS, main

README = Path(__file__).parent.parent / "README.md"
START = "<!-- reference: written by `make docs` -->\n"
END = "<!-- end of reference -->\n"
WIDTH = "90"


def reference() -> str:
    """The help of every command, as Markdown."""
    calls = [["--help"], *([*name.split(), "--help"] for name in COMMANDS)]
    return "\n".join(
        f"```text\n$ screen {' '.join(call)}\n{help_text(call)}```\n" for call in calls
    )


def help_text(call: list[str]) -> str:
    """What `screen` prints for these words, at a fixed width."""
    os.environ["COLUMNS"] = WIDTH
    output = io.StringIO()
    with redirect_stdout(output):
        main(call)
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def with_reference(text: str) -> str:
    """The README with the reference between its marks."""
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{reference()}\n{END}{after}"


def run(arguments: list[str]) -> int:
    """Write or check; the exit code says whether the README was up to date."""
    old = README.read_text(encoding="utf-8")
    new = with_reference(old)
    if "--check" in arguments:
        return int(old != new)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
