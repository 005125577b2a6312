"""The README cannot go stale: its examples run, its reference is what the commands say."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from compliance import configuration
from compliance.cli.main import main
from compliance.matching import scoring
from compliance.matching.caps import Cap, Floor
from tests.goldens.write import DAY

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
WIDTH = "90"


def calls(example: str) -> list[tuple[str, str]]:
    """Each command of an example with the output that follows it."""
    parts = re.split(r"^\$ (.*)\n", example, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def pattern(shown: str) -> str:
    """The output as a pattern: a line `...` stands for any lines."""
    lines = (
        r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown.splitlines()
    )
    return "".join(lines)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: str(text.splitlines()[0]))
def test_the_examples_give_what_they_show(
    example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    code = 0
    for command, shown in calls(example):
        if command == "echo $?":
            assert shown.strip() == str(code)
        else:
            code = main(shlex.split(command)[1:])
            lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
            assert re.fullmatch(pattern(shown), "\n".join([*lines, ""])), "\n".join(lines)


def test_there_are_examples() -> None:
    assert EXAMPLES


def reference() -> ModuleType:
    path = ROOT / "docs" / "reference.py"
    found = importlib.util.spec_from_file_location("reference", path)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_the_reference_is_what_the_commands_say(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", WIDTH)
    text = (ROOT / page).read_text(encoding="utf-8")
    assert reference().with_reference(text, page) == text, "make docs"


def test_the_officers_page_has_every_published_list() -> None:
    text = (ROOT / "docs" / "lists-for-officers.md").read_text(encoding="utf-8")
    assert reference().with_effects(text) == text, "make docs"


def test_every_page_of_the_reference_is_tested() -> None:
    assert list(reference().PAGES) == ["README.md", "docs/commands.md"]


def test_the_two_first_commands_are_named_first() -> None:
    assert README.index("make demo") < README.index("make test") < README.index("pip install")


def test_the_settings_example_is_valid(tmp_path: Path) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "screen.toml"
    path.write_text(text, encoding="utf-8")
    assert configuration.load(path).columns == (("name", "Firma"), ("country", "Land"))


@pytest.mark.parametrize("page", ["README.md", "docs/matching.md"])
def test_bands_and_caps_are_those_of_the_program(page: str) -> None:
    text = " ".join((ROOT / page).read_text(encoding="utf-8").split())
    assert f"HIT from {scoring.HIT_FROM:.2f}, REVIEW from {scoring.REVIEW_FROM:.2f}" in text
    assert f"from {scoring.LEAD_FROM:.2f} on" in text
    for cap in (Cap.SIBLING, Cap.BRANCH):
        assert f"score {cap.score:.2f}" in text


def test_the_floor_is_that_of_the_program() -> None:
    text = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    assert f"at least {Floor.FAMILY.score:.2f}, because" in text
    assert (
        f"at least {Floor.TELLING_WORD.score:.2f} where a firm is asked for by the **one word"
        in text
    )
    assert f"at least {Floor.SLIP.score:.2f} where both names are one word" in text


def test_it_can_be_read_in_one_go() -> None:
    assert len(README.splitlines()) <= 300
