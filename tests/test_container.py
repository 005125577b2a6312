"""The Containerfile without a container: its steps run in a folder, and what they make screens.

Two steps are not run: libraries come from a network (those of the test's own Python stand in), and
users are made by root alone. What both have to hold is read instead.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE = ROOT / "packaging" / "Containerfile"
INSIDE = re.compile(r"(?<![\w.])/(?=(?:opt|build|work|lists)\b)")
"""The slash that begins a path of the image's own."""


def steps_of(text: str) -> list[tuple[str, str]]:
    """Instruction and argument of each step."""
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return [(instruction, argument) for instruction, argument in steps]


STEPS = steps_of(FILE.read_text(encoding="utf-8"))


@dataclass
class Image:
    """A folder that stands for the file system of an image."""

    root: Path
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: str = ""
    not_run: list[str] = field(default_factory=list)

    def path(self, text: str) -> Path:
        """Where a path of the image is."""
        return (
            self.root / os.path.normpath(f"{self.workdir}/{text}" if text[0] != "/" else text)[1:]
        )

    def take(self, instruction: str, argument: str) -> None:
        """Carry out one step."""
        if instruction == "WORKDIR":
            self.workdir = argument
            self.path(argument).mkdir(parents=True, exist_ok=True)
        elif instruction == "COPY" and not argument.startswith("--from="):
            *sources, target = argument.split()
            for source in sources:
                self.copy(ROOT / source, target)
        elif instruction == "RUN":
            self.run(argument)
        elif instruction == "ENV":
            self.environment |= dict(pair.split("=", 1) for pair in argument.split())
        elif instruction == "VOLUME":
            self.path(argument).mkdir(parents=True)
        elif instruction == "ENTRYPOINT":
            self.entrypoint = argument.strip('[]"')

    def copy(self, source: Path, target: str) -> None:
        """A file into a folder; a folder's contents into one, but for what is never copied."""
        place = self.path(target)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)

    def run(self, command: str) -> None:
        """Run a step, unless it needs a network or root."""
        if "requirements.lock" in command or "useradd" in command:
            self.not_run.append(command)
            return
        offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0"}  # 0 means: no isolation
        done = self.call(INSIDE.sub(f"{self.root}/", command), self.workdir, offline)
        assert done.returncode == 0, done.stderr

    def call(
        self, command: str, workdir: str, more: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Call a command of the image, with the libraries of the test's own Python."""
        libraries = sysconfig.get_paths()["purelib"]
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {"PATH": path, "HOME": str(self.root), "PYTHONPATH": libraries, **more}
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.path(workdir),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def arguments(instruction: str) -> list[str]:
    return [argument for name, argument in STEPS if name == instruction]


def test_nobody_runs_as_root_and_nothing_but_the_lists_is_kept() -> None:
    assert arguments("USER") == ["screen"]
    [made] = [step for step in arguments("RUN") if "useradd" in step]
    assert made.startswith("useradd --create-home --uid 10001 screen")
    assert arguments("VOLUME") == ["/lists"]
    assert "SCREEN_DATA=/lists" in arguments("ENV")[0]


def test_the_base_is_small_and_libraries_are_those_of_the_lock_file() -> None:
    assert all(":3.13-slim" in base for base in arguments("FROM"))
    installs = [step for step in arguments("RUN") if "pip install" in step]
    assert all("--require-hashes" in step or "--no-deps" in step for step in installs)


def test_what_is_copied_is_there_and_all_that_the_build_needs() -> None:
    copied = [each.split() for each in arguments("COPY") if not each.startswith("--from=")]
    sources = {source for *names, _ in copied for source in names}
    assert all((ROOT / source).exists() for source in sources)
    assert {"compliance", "lists", "packaging", "pyproject.toml", "README.md"} <= sources


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="an image has the folders of Linux")
def test_its_steps_make_a_program_that_screens(tmp_path: Path) -> None:
    image = Image(root=tmp_path / "image")
    image.root.mkdir()
    for instruction, argument in STEPS:
        image.take(instruction, argument)
    assert len(image.not_run) == 2
    program = image.root / "opt" / "screen" / "bin" / image.entrypoint
    shutil.copy(ROOT / "samples" / "suppliers.csv", image.path("/work"))
    data = {"SCREEN_DATA": str(image.path("/lists"))}
    done = image.call(f'"{program}" suppliers.csv -o report.xlsx', "/work", data)
    assert (done.returncode, done.stderr) == (1, "report: report.xlsx\n")
    where = image.call(
        f'"{program.parent}/python" -P -c "import compliance as c; print(c)"', "/", {}
    )
    assert str(image.root) in where.stdout
    assert (image.root / "opt/screen/share/man/man1/party-screen.1").is_file()
