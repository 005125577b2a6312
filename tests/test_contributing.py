"""CONTRIBUTING.md cannot go stale: its paths exist, its commands parse, its walk works."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path

import pytest

from compliance.cli.main import COMMANDS
from compliance.columns.vocabulary import TABLES, explain

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
COMMAND_LINES = [
    line for block in BLOCKS for line in block.splitlines() if "<where you keep" not in line
]
TARGETS = set(
    re.findall(r"^([\w./-]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
)
PATH = re.compile(r"(?:[\w.-]+/)+[\w.*-]*|\w+\.(?:toml|md)")
MADE = (".venv/", "party-screen", "report.md")
"""What the commands themselves make."""


def code_spans() -> list[str]:
    """What stands between backticks, code blocks apart, and what links lead to."""
    text = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    return [*re.findall(r"`([^`]+)`", text), *re.findall(r"\]\(([^)]+)\)", text)]


def paths() -> list[str]:
    found = {
        word
        for text in (*code_spans(), *COMMAND_LINES)
        for word in text.split()
        if PATH.fullmatch(word) and not word.startswith(MADE)
    }
    return sorted(found)


@pytest.mark.parametrize("path", paths())
def test_every_path_is_there(path: str) -> None:
    assert list(ROOT.glob(path.rstrip("/")))


def test_the_page_names_paths() -> None:
    assert len(paths()) > 60


def test_every_target_of_make_is_there() -> None:
    starts = [text.split()[:2] for text in (*code_spans(), *COMMAND_LINES) if "make " in text]
    asked = {words[1] for words in starts if words[0] == "make"}
    assert {"demo", "check", "goldens", "mutants", ".venv/.installed-dev"} <= asked
    assert asked - TARGETS == set()


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_every_command_parses(line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[0] == ".venv/bin/screen":
        first = words[1]
        known = {name.split()[0] for name in COMMANDS}
        assert first in known or PATH.fullmatch(first) or first.endswith(".csv")
    else:
        assert words[0] in {"git", "cd", "make", "printf", ".venv/bin/pytest"}


def test_the_first_change_is_still_to_be_made() -> None:
    assert explain("Charterer").unknown == 1
    assert "name" in TABLES


def test_every_folder_and_file_of_tests_has_a_row() -> None:
    table = PAGE[PAGE.index("| tests | what they hold |") :]
    named = re.findall(
        r"`(tests/[^`]+)`", "".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))
    )
    there = [path for path in ROOT.glob("tests/*") if (path / "__init__.py").is_file()]
    there += ROOT.glob("tests/test_*.py")
    without = [
        path.name
        for path in there
        if not any(fnmatch(path.relative_to(ROOT).as_posix(), name) for name in named)
    ]
    assert without == []


def test_the_names_in_the_steps_are_in_the_files_that_they_are_said_to_be_in() -> None:
    for file, name in {
        "compliance/lists/sources/__init__.py": "SOURCES",
        "compliance/matching/features.py": "RULES",
        "compliance/matching/caps.py": "class Floor",
        "compliance/reporters/__init__.py": "ENDINGS",
        "compliance/__init__.py": "MATCHER",
        "tests/lists/sources/test_hostile.py": "SAMPLES",
        "tests/columns/test_vocabulary.py": "test_explain",
        "compliance/lists/sources/seco.py": "def recognises(files",
        "compliance/storage/atomic_file.py": "def replace_file",
        "tests/lists/sources/world_files.py": "SCREEN_SHARED",
    }.items():
        assert name in (ROOT / file).read_text(encoding="utf-8"), file
