"""The wheel as a user gets it, and the folder with its own Python: built, and screening elsewhere.

Version, tag and systems are said once, and alike wherever they are said.
"""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from compliance import __version__
from compliance.audit.program import identify_program

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_said_in_one_place_and_its_tag_is_in_the_changelog() -> None:
    assert PROJECT["dynamic"] == ["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", changelog, re.MULTILINE)[0] == (
        f"{__version__} (tag `v{__version__}`)"
    )


def test_the_oldest_python_is_the_first_that_is_named() -> None:
    named = [each for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert named[0].endswith(f":: {oldest}")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def run(site: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` with the installed wheel in front of the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_wheel_holds_the_lists_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "compliance/bundled/programmes.toml" in names
    assert any(name.startswith("compliance/bundled/curated/") for name in names)
    assert all(name.startswith(("compliance/", "party_screen-")) for name in names)
    about = f"party_screen-{__version__}"
    assert f"{about}.data/data/share/man/man1/party-screen.1" in names
    text = zipfile.ZipFile(wheel).read(f"{about}.dist-info/METADATA").decode()
    assert Parser().parsestr(text)["Version"] == __version__


@pytest.mark.slow
def test_the_installed_package_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    code = (
        "import compliance.lists.list_files as c; print(c.__file__); print(c.find_bundled_folder())"
    )
    done = run(site, tmp_path, sys.executable, "-c", code)
    assert done.stdout.splitlines() == [
        str(site / "compliance" / "lists" / "list_files.py"),
        str(site / "compliance" / "bundled"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["screen", "party-screen", "python -m compliance"])
def test_every_way_to_call_it_screens(site: Path, tmp_path: Path, command: str) -> None:
    workbook = tmp_path / "customers.csv"
    workbook.write_text(
        "Customer name,Country\nHangzhou Hikvision Digital Technology Co Ltd,CN\n", encoding="utf-8"
    )
    module = command.startswith("python")
    call = [sys.executable, "-m", "compliance"] if module else [str(site / "bin" / command)]
    done = run(site, tmp_path, *call, "customers.csv", "-o", "report.xlsx")
    assert (done.returncode, done.stderr) == (1, "report: report.xlsx\n")
    assert "HIT      1.00  2 " in done.stdout
    assert (tmp_path / "report.xlsx").stat().st_size > 0


# --- The folder with its own Python -----------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not importlib.util.find_spec("PyInstaller"):
        pytest.skip("PyInstaller is not installed; try: .venv/bin/pip install pyinstaller")
    place = tmp_path_factory.mktemp("folder")
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(place), "--workpath", str(place / "work")]
    subprocess.run([*build, *places, str(ROOT / "packaging" / "screen.spec")], check=True)
    return place / "screen"


def run_folder(folder: Path, home: Path, *words: str) -> str:
    """What the program in the folder says of the sample, with an empty home and no PATH."""
    (home / "customers.xlsx").write_bytes((ROOT / "samples/customers.xlsx").read_bytes())
    done = subprocess.run(
        [str(folder / "screen"), *words],
        cwd=home,
        env={"HOME": str(home), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("customers.xlsx", "-o", "report.xlsx"),
        ("customers.xlsx", "--processes", "2"),
        ("name", "Hikvision"),
        ("name", "海康威视"),
    ],
)
def test_the_folder_screens(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "HIT" in run_folder(folder, tmp_path, *words)


@pytest.mark.slow
def test_run_records_of_the_folder_name_the_program_as_the_checkout_does(
    folder: Path, tmp_path: Path
) -> None:
    run_folder(folder, tmp_path, "customers.xlsx", "--record", "run.json")
    record = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert identify_program().code in record
    assert f'"{__version__}"' in record
