"""A folder of one's own, a short list in it, and the command line run inside this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from compliance.cli.main import main
from tests.lists.sources.csl_rows import csl

LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Screen = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a list of two parties in `list.csv`'s folder beside it."""
    work = tmp_path / "work"
    work.mkdir()
    rows = {"_id": "1", "name": LISTED, "addresses": "CN"}, {"_id": "2", "name": "Dahua Technology"}
    (tmp_path / "list.csv").write_bytes(csl(*rows))
    monkeypatch.chdir(work)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("SCREEN_DATA", str(tmp_path / "data"))  # where a recorded run keeps lists
    return work


@pytest.fixture
def screen(folder: Path, capsys: pytest.CaptureFixture[str]) -> Screen:
    """Run `screen` with these words against the short list."""

    def run(*words: str) -> Ran:
        code = main([*words, "--list", str(folder.parent / "list.csv")])
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return run


@pytest.fixture
def put(folder: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into the working folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
