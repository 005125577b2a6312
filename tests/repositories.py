"""Scratch repositories: a folder under git, with the commands of this checkout at hand."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent
LISTED = "Hangzhou Hikvision Digital Technology Co Ltd"
HEADER = 4
"""Row of the headings of the Hits sheet."""
ANSWER = {"Officer's decision": "false positive", "Reason": "a bakery", "Reviewer": "A. Berg"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository in `folder`; commands are found in `bin`, and nothing is kept elsewhere."""

    folder: Path
    bin: Path
    more: dict[str, str] = field(default_factory=dict)
    """Further variables of the environment."""

    def put(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder, with both outputs as one."""
        names = {"GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org"}
        names |= {"GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.org"}
        path = os.pathsep.join((str(self.bin), os.environ["PATH"]))
        home = {"HOME": str(self.bin), "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": str(self.bin)}
        return subprocess.run(
            words,
            cwd=self.folder,
            env={**os.environ, **home, **names, "PATH": path, "PYTHONPATH": str(ROOT), **self.more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def done(self, *words: str) -> str:
        """Run a command that must end well; what it said."""
        ran = self.run(*words)
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    def commit(self, *names: str) -> subprocess.CompletedProcess[str]:
        """Commit these files, as far as the hooks let it pass."""
        self.done("git", "add", *names)
        return self.run("git", "commit", "-m", "a change")


def new_repository(path: Path) -> Repository:
    """An empty repository, with `party-screen` and `screen` of this checkout in its path."""
    folder, commands = path / "repository", path / "bin"
    folder.mkdir()
    commands.mkdir()
    for name in ("party-screen", "screen"):
        script = commands / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m compliance "$@"\n', "utf-8")
        script.chmod(0o755)
    repository = Repository(folder=folder, bin=commands)
    repository.done("git", "init", "-q", "-b", "main")
    return repository


def fill_in(report: Path, party: str) -> None:
    """Decide every match of a party in the Hits sheet of a report."""
    book = load_workbook(report)
    sheet = book["Hits"]
    at = {str(cell.value): cell.column or 0 for cell in sheet[HEADER]}
    for row in range(HEADER + 1, sheet.max_row + 1):
        if sheet.cell(row, at["Party"]).value == party and sheet.cell(row, at["Questions"]).value:
            for heading, text in ANSWER.items():
                sheet.cell(row, at[heading]).value = text
    book.save(report)
