"""The auditor's page: every command on it runs and prints what it shows."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from compliance.cli.main import main
from tests.test_readme import calls, pattern

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
[SIGNATURES] = re.findall(r"^## Signatures$.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
OTHERS = PAGE.replace(SIGNATURES, "")
MONDAY, TUESDAY = 1_795_420_800, 1_795_507_200
NEW = 'P-13,"Zhejiang Dahua Technology Co., Ltd.",CN,cameras\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples, an archive of them, and the settings of the page."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for folder in ("records", "archive"):
        (tmp_path / folder).mkdir()
    suppliers = tmp_path / "samples" / "suppliers.csv"
    shutil.copy(suppliers, tmp_path / "archive" / "suppliers-2026-11.csv")
    text = suppliers.read_text(encoding="utf-8")
    (tmp_path / "samples" / "more-suppliers.csv").write_text(text + NEW, encoding="utf-8")
    [settings] = re.findall(r"```toml\n(.*?)```", OTHERS, re.DOTALL)
    (tmp_path / "screen.toml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    return tmp_path


def shown(text: str) -> str:
    """What is shown as a pattern; `...` at the end of a line stands for the rest of it."""
    lines = [
        re.escape(line.removesuffix("...")) + r".*\n"
        if line.endswith("...") and line != "..."
        else pattern(line)
        for line in text.splitlines()
    ]
    return "".join(lines)


def test_the_commands_print_what_the_page_shows(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = re.findall(r"```console\n(.*?)```", OTHERS, re.DOTALL)
    known = [call for example in examples for call in calls(example)]
    assert [shlex.split(command)[1] for command, _ in known] == [
        "samples/suppliers.csv",
        "replay",
        "replay",
        "records",
        "records",
        "rescreen",
    ]
    for command, text in known:
        day = TUESDAY if "rescreen" in command else MONDAY
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day))
        main(shlex.split(command)[1:])
        lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
        assert re.fullmatch(shown(text), "\n".join([*lines, ""])), "\n".join(lines)
    assert (place / "records" / "tuesday.json").is_file()


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not installed")
def test_what_is_signed_is_checked_as_the_page_shows(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, check = re.findall(r"```sh\n(.*?)```", SIGNATURES, re.DOTALL)
    [settings] = re.findall(r"```toml\n(.*?)```", SIGNATURES, re.DOTALL)
    make = make.replace("ssh-keygen -q", "ssh-keygen -q -N ''")  # else it asks for a passphrase
    subprocess.run(["sh", "-ec", make], cwd=place, check=True)
    with (place / "screen.toml").open("a", encoding="utf-8") as stream:
        stream.write(settings)
    [example] = re.findall(r"```console\n(.*?)```", SIGNATURES, re.DOTALL)
    for command, text in calls(example):
        main(shlex.split(command)[1:])
        out, err = capsys.readouterr()
        assert "error" not in err
        assert text == "...\n" or text == out
    done = subprocess.run(["sh", "-ec", check], cwd=place, capture_output=True, text=True)
    assert done.stdout.startswith('Good "party-screen-record" signature for berg'), done.stderr


def test_the_parts_are_those_of_a_record(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["samples/suppliers.csv", "--record", "records/a.json"])
    assert capsys.readouterr().out
    parts = json.loads((place / "records" / "a.json").read_bytes())
    told = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert {*told, "form", "counts"} == set(parts)


def test_the_rules_are_those_of_the_program() -> None:
    text = (ROOT / "compliance" / "audit" / "retention.toml").read_text(encoding="utf-8")
    for citation in re.findall(r'citation = "(.*)"', text):
        assert citation in PAGE
