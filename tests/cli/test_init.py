"""`screen init`: a settings file that holds every setting, explains it, and changes nothing yet."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli.init import TEMPLATE
from compliance.cli.main import main
from compliance.configuration import KEYS, PUBLISHER_CHECKS, Choices, load
from compliance.reporters import FORMATS

TEXT = TEMPLATE.read_text(encoding="utf-8")
Put = Callable[[str, str | bytes], Path]


def switched_on(text: str) -> str:
    """The text with the # taken away from every setting."""
    return re.sub(r"(?m)^# (?=[a-z-]+ = |\[)", "", text)


def test_it_changes_nothing_until_a_line_is_switched_on() -> None:
    assert tomllib.loads(TEXT) == {}


def test_every_setting_is_in_it_and_every_line_of_it_is_good(tmp_path: Path) -> None:
    path = tmp_path / "screen.toml"
    path.write_text(switched_on(TEXT), encoding="utf-8")
    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == set(KEYS)
    choices = load(path, formats=FORMATS)
    assert choices.fail_on == "review"
    assert choices.outputs[0].endswith("all.sarif")


def test_it_names_every_format_and_says_where_the_rest_is_explained() -> None:
    assert all(re.search(rf"\b{name}\b", TEXT) for name in FORMATS)
    assert "docs/lists-update.md" in TEXT
    assert PUBLISHER_CHECKS


def test_it_is_written_once_and_never_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 0
    path = folder / "screen.toml"
    assert path.read_text(encoding="utf-8") == TEXT
    assert load(path) == Choices()
    path.write_text("quiet = true\n", encoding="utf-8")
    assert main(["init"]) == 2
    assert path.read_text(encoding="utf-8") == "quiet = true\n"
    assert capsys.readouterr().err == (
        "written: screen.toml\n"
        "error: screen.toml is there already, and is left as it is "
        "(edit it, or run this in another folder)\n"
    )


def test_settings_of_a_pyproject_are_not_put_aside(
    put: Put, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("pyproject.toml", "[tool.screen]\nquiet = true\n")
    assert main(["init"]) == 2
    assert not (folder / "screen.toml").exists()
    assert "[tool.screen] in pyproject.toml is there already" in capsys.readouterr().err


def test_it_says_where_it_takes_the_place_of_other_settings(
    put: Put, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("screen.toml", "quiet = true\n")
    put("below/x.csv", "")
    monkeypatch.chdir(folder / "below")
    assert main(["init"]) == 0
    told = f"notice: in this folder it takes the place of {folder / 'screen.toml'}"
    assert told in capsys.readouterr().err
