"""The manual page is what the commands say, and a formatter of manuals finds nothing to warn of."""

import importlib
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from compliance import __version__
from compliance.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def manual() -> ModuleType:
    return importlib.import_module("manual")


def test_the_page_is_what_the_commands_say(manual: ModuleType) -> None:
    page = ROOT / manual.PAGE
    assert page.read_text(encoding="utf-8") == manual.manual(), "make docs"


def test_it_has_every_command_and_the_version(manual: ModuleType) -> None:
    page = manual.manual()
    assert f'"party-screen {__version__}"' in page
    assert all(f".SS screen {name} " in page for name in COMMANDS)
    assert "Exit codes:\n" in page


@pytest.mark.parametrize(
    ("text", "written"),
    [(".start", "\\&.start"), ("'q'", "\\&'q'"), ("a-b", "a\\-b"), ("C:\\x", "C:\\ex")],
)
def test_text_means_itself(manual: ModuleType, text: str, written: str) -> None:
    assert manual.escaped(text) == written


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_groff_warns_of_nothing(manual: ModuleType) -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-P-cbou", str(ROOT / manual.PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "screen lists update [OPTIONS]" in done.stdout
