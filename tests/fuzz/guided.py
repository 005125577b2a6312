"""The same kinds, with inputs that a fuzzer makes from what they reach in the program's own code.

usage: python -m tests.fuzz.guided [--seconds S] [KIND ...]

Needs atheris, which installs on some systems only; where it is missing, nothing is done and said
so. It sees Python code alone, so that kinds whose files are read by native code are left out.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

GUIDED = ("settings", "lock files", "decisions", "tickets", "journals", "run records", "signatures")
"""Kinds that Python code reads."""
LONGEST = 4096
"""Bytes of an input."""
FIRST = 20
"""Inputs of the campaign that it starts from."""


def main() -> int:
    """Run each kind in a process of its own, as the fuzzer ends the one it is in."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", default=list(GUIDED), metavar="KIND")
    parser.add_argument("--seconds", type=int, default=60, help="for all kinds together")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        sys.stdout.write("atheris is not installed: no guided fuzzing\n")
        return 0
    if asked.inside:
        fuzz(asked.kinds[0], asked.seconds)
    each = max(1, asked.seconds // len(asked.kinds))
    command = [sys.executable, "-m", "tests.fuzz.guided", "--inside", "--seconds", str(each)]
    codes = [subprocess.run([*command, kind], check=False).returncode for kind in asked.kinds]
    return int(any(codes))


def fuzz(kind: str, seconds: int) -> None:
    """Fuzz one kind; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["compliance"]):
        from tests.fuzz.campaign import FAULT, judge
        from tests.fuzz.kinds import KINDS

    def take(data: bytes) -> None:
        said = judge(kind, data)
        if said.startswith(FAULT):
            raise AssertionError(said)

    with tempfile.TemporaryDirectory() as folder:
        for number in range(FIRST):
            first = KINDS[kind].make(Random(number))  # noqa: S311 - not for secrets
            (Path(folder) / str(number)).write_bytes(first[:LONGEST])
        os.chdir(folder)  # where it leaves an input that was a fault
        words = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-verbosity=0", "-seed=1"]
        atheris.Setup([sys.argv[0], *words, "-print_final_stats=1", folder], take)
        atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main())
