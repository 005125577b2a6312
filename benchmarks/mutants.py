"""`make mutants`: which numbers of matching can change without any test noticing.

Every number in a constant of `compliance/matching` and in its tables of numbers is changed, one
at a time, in a copy of the tree; the tests of its module run first, then all of `tests/matching`,
which compares no goldens. `--own` stops after the first: it takes minutes, and what it leaves can
be given to the second with `--only`. Numbers that decide only how fast an answer comes say so in
their docstring (`COST`) and are not counted; `tests/matching/test_costs.py` holds them to it.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
MATCHING = Path("compliance/matching")
TESTS = Path("tests/matching")
TABLES = {
    "caps": "",
    "subjects": "scoring",
    "telling_words": "scoring",
    "parameters": "",
}
"""Tables of numbers, and the module that uses each; empty where the table itself says which."""
_TOML_NUMBER = re.compile(r"^[^#\"\n]*?=\s*(-?\d+(?:\.\d+)?)\s*(?:#.*)?$", re.MULTILINE)
_HEADER = re.compile(r"^\[(\w+)\.\w+\]$", re.MULTILINE)
"""What stands above a parameter: the module that uses it, and its name."""
COST = "No answer depends on it."
"""What the docstring of a number says that decides how much is done at a time or remembered."""
_STEP = 1.1
"""A fraction is made a tenth larger: enough to move a band, too little to break everything."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a file, by the place of its characters."""

    path: Path
    line: int
    start: int
    end: int
    text: str
    module: str
    """The module that uses it, whose tests run first."""
    cost: bool = False
    """Whether no answer depends on it, as its docstring says."""

    @property
    def changed(self) -> str:
        """The number that is written in its place."""
        value = ast.literal_eval(self.text)
        return repr(value + 1 if isinstance(value, int) else value * _STEP or 1.0)


def list_numbers(root: Path) -> Iterator[Number]:
    """All numbers of matching, file by file."""
    for path in sorted((root / MATCHING).rglob("*.py")):
        yield from _python_numbers(path.relative_to(root), path.read_text("utf-8"))
    for table, module in TABLES.items():
        path = MATCHING / "data" / f"{table}.toml"
        text = (root / path).read_text("utf-8")
        for found in _TOML_NUMBER.finditer(text):
            line = text.count("\n", 0, found.start(1)) + 1
            user = module or _HEADER.findall(text, 0, found.start())[-1]
            yield Number(path, line, found.start(1), found.end(1), found[1], user)


def _python_numbers(path: Path, text: str) -> Iterator[Number]:
    """The numbers of the constants of a module; its other numbers are how something is computed."""
    data = text.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    body = ast.parse(text).body
    for statement, after in zip_longest(body, body[1:]):
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        cost = isinstance(after, ast.Expr) and COST in ast.unparse(after)
        for node in ast.walk(statement.value):
            # True and False are integers to Python.
            if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                first = len(data[: starts[node.lineno - 1] + node.col_offset].decode())
                written = ast.get_source_segment(text, node) or ""
                end = first + len(written)
                yield Number(path, node.lineno, first, end, written, path.stem, cost)


def is_noticed(root: Path, number: Number, *, own_only: bool = False) -> bool:
    """Whether a test fails when the number is changed in the tree, which is left as it was."""
    file = root / number.path
    text = file.read_text("utf-8")
    file.write_text(text[: number.start] + number.changed + text[number.end :], "utf-8")
    try:
        if _fails(root, list_own_tests(root, number)):
            return True
        return not own_only and _fails(root, [str(root / TESTS)])
    finally:
        file.write_text(text, "utf-8")


def list_own_tests(root: Path, number: Number) -> list[str]:
    """The tests of the module that uses the number, and of the table in which it stands."""
    names = {number.module, number.path.stem}
    return sorted(str(one) for name in names for one in (root / TESTS).rglob(f"test_{name}*.py"))


def _fails(root: Path, tests: list[str]) -> bool:
    if not tests:
        return False
    # Two changes within a second have one time and one size: kept bytecode would hide the second.
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)
    return done.returncode != 0


def main() -> int:
    """Change the numbers and tell which changes no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help="modules whose name contains this, or module:line"
    )
    parser.add_argument("--own", action="store_true", help="ask the tests of the module only")
    parser.add_argument("--list", action="store_true", help="name the numbers, change none")
    asked = parser.parse_args()
    every = [
        one
        for one in list_numbers(ROOT)
        if asked.only in one.module or asked.only in f"{one.path.stem}:{one.line}:"
    ]
    numbers = [one for one in every if not one.cost]
    if asked.list:
        for one in numbers:
            print(f"{one.path}:{one.line}: {one.text} -> {one.changed}")
        return 0
    with TemporaryDirectory() as folder:
        root = Path(folder) / "tree"
        left = shutil.ignore_patterns(".git", ".venv", "__pycache__", "reports", ".*_cache")
        shutil.copytree(ROOT, root, ignore=left)
        tests = {test for one in numbers for test in list_own_tests(root, one)}
        if _fails(root, sorted(tests) if asked.own else [str(root / TESTS)]):
            print("the tests fail before any number is changed", file=sys.stderr)
            return 2
        noticed = 0
        for one in numbers:
            seen = is_noticed(root, one, own_only=asked.own)
            noticed += seen
            if not seen:
                print(
                    f"{one.path}:{one.line}: {one.text} -> {one.changed}: not noticed", flush=True
                )
    print(f"{noticed} of {len(numbers)} noticed; {len(every) - len(numbers)} change no answer")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
