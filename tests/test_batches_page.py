"""The page on batches: its commands run and print what it shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from compliance.cli.main import main
from tests.goldens.write import DAY
from tests.test_readme import calls, pattern

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "batches.md").read_text(encoding="utf-8")


def test_the_nights_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "samples" / "make_samples.py").unlink()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    [example] = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    code = 0
    for command, shown in calls(example):
        if command == "echo $?":
            assert shown.strip() == str(code)
            continue
        code = main(shlex.split(command)[1:])
        lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
        assert re.fullmatch(pattern(shown), "\n".join([*lines, ""])), "\n".join(lines)
