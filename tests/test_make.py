"""`make` says in one line what is missing, and starts again by itself after a failed start."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SYSTEMS = ("Debian", "Fedora", "macOS", "Windows")

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for file in ("requirements.lock", "pyproject.toml"):
        (tmp_path / file).touch()
    return tmp_path


def make(project: Path, python: str, target: str) -> subprocess.CompletedProcess[str]:
    """Run make with a stand-in for Python, a shell script."""
    stand_in = project / "python"
    stand_in.write_text(f"#!/bin/sh\n{python}\n", "utf-8")
    stand_in.chmod(0o755)
    command = ["make", "--silent", f"PYTHON={stand_in}", target]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("missing", "words"), [("version_info", ("3.11",)), ("ensurepip", SYSTEMS)]
)
def test_what_is_missing_is_said_in_one_line(
    project: Path, missing: str, words: tuple[str, ...]
) -> None:
    done = make(project, f'case "$2" in *{missing}*) exit 1;; esac', ".venv/.made")
    assert done.returncode == 2
    [line] = done.stdout.splitlines()
    assert all(word in line for word in words)
    assert not (project / ".venv").exists()


def test_an_environment_that_fails_does_not_stay_and_the_next_start_makes_it(project: Path) -> None:
    failing = 'case "$1$2" in -mvenv) mkdir -p "$3/bin"; exit 1;; esac'
    assert make(project, failing, ".venv/.made").returncode == 2
    assert not (project / ".venv").exists()
    (project / ".venv/bin").mkdir(parents=True)  # killed on the way
    (project / ".venv/bin/half").touch()
    working = failing.replace("exit 1", 'touch "$3/bin/python"')
    assert make(project, working, ".venv/.made").returncode == 0
    assert sorted(path.name for path in (project / ".venv/bin").iterdir()) == ["python"]


def test_what_the_tests_need_is_said_too() -> None:
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "git is" in line)
    assert all(system in line for system in SYSTEMS)


def test_the_build_installs_what_the_readme_names_and_runs_without_a_compiler() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [needs] = re.findall(r"^Both need (.*?)\. No compiler", README, re.MULTILINE | re.DOTALL)
    installed = re.findall(r"missing\+=\((\S+)\)", script)
    assert installed == ["make", "git", "python3-venv"]
    assert all(program in needs for program in installed)
    assert re.findall(r"^.*\bmake (\w+)$", script, re.MULTILINE) == ["test", "lint"]
    assert len(re.findall(r"^without_compiler make", script, re.MULTILINE)) == 2


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_the_build_finds_every_program_but_compilers(tmp_path: Path) -> None:
    tools, project = tmp_path / "tools", tmp_path / "project"
    (project / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", project / ".ci")
    tools.mkdir()
    for name in ("gcc", "g++-12", "cc", "rustc", "x86_64-linux-gnu-gcc", "pkg-config", "harmless"):
        (tools / name).write_text("#!/bin/sh\n", "utf-8")
        (tools / name).chmod(0o755)
    seen = "ls -1 $(dirname $(command -v harmless)) > ../seen; echo $PATH > ../path"
    (tools / "make").write_text(f"#!/bin/sh\n{seen}\n", "utf-8")
    (tools / "make").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"
    subprocess.run(["bash", ".ci/run"], cwd=project, env={**os.environ, "PATH": path}, check=True)
    found = (tmp_path / "seen").read_text().split()
    assert {"harmless", "make", "sh", "git"} <= set(found)
    assert not {"gcc", "g++-12", "cc", "rustc", "x86_64-linux-gnu-gcc", "pkg-config"} & set(found)
    assert ":" not in (tmp_path / "path").read_text()
