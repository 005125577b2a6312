"""The wheel as a user gets it: built, installed elsewhere, screening with the lists inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


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


def test_the_wheel_holds_the_lists_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "compliance/lists/programmes.toml" in names
    assert any(name.startswith("compliance/lists/curated/") for name in names)
    assert all(name.startswith(("compliance/", "party_screen-")) for name in names)


def test_the_installed_package_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    code = "import compliance.catalog as c; print(c.__file__); print(c.bundled_folder())"
    done = run(site, tmp_path, sys.executable, "-c", code)
    assert done.stdout.splitlines() == [
        str(site / "compliance" / "catalog" / "__init__.py"),
        str(site / "compliance" / "lists"),
    ]


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
    assert "Hangzhou Hikvision Digital Technology" in done.stdout
    assert (tmp_path / "report.xlsx").stat().st_size > 0
