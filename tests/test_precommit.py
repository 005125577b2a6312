"""The pre-commit hook: what it names, and, where pre-commit is at hand, that it stops a commit."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from compliance import __version__
from compliance.readers import SUFFIXES

ROOT = Path(__file__).parent.parent
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
LISTED = "Customer,Country\nHangzhou Hikvision Digital Technology Co Ltd,CN\n"
HARMLESS = "Customer,Country\nBakery Zimmermann,DE\n"


def files_pattern() -> re.Pattern[str]:
    found = re.search(r"files: (.+)", HOOKS)
    assert found
    return re.compile(found[1])


def test_the_hook_takes_every_kind_of_workbook() -> None:
    kinds = set(SUFFIXES) - {".txt", ".parquet"}  # Parquet needs an extra
    assert all(files_pattern().search(f"folder/customers{kind}") for kind in kinds)
    assert files_pattern().search("CUSTOMERS.XLSX")
    assert not files_pattern().search("README.txt")


def test_the_hook_runs_once_and_its_command_exists() -> None:
    assert "require_serial: true" in HOOKS
    assert "entry: party-screen --quiet" in HOOKS
    assert 'party-screen = "compliance.cli:run"' in (ROOT / "pyproject.toml").read_text()


def test_the_readme_names_the_tag_of_this_version() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"rev: (.+)", readme) == [f"v{__version__}"]


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.slow
def test_try_repo_stops_a_commit_with_a_listed_party(tmp_path: Path) -> None:
    if not shutil.which("pre-commit"):
        pytest.skip("pre-commit is not installed; try: pipx install pre-commit")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, which pre-commit needs")
    git(tmp_path, "init", "-q")
    listed = try_repo(tmp_path, "listed.csv", LISTED)
    assert listed.returncode == 1
    assert "listed.csv: row 2: HIT" in listed.stdout
    harmless = try_repo(tmp_path, "harmless.csv", HARMLESS)
    assert harmless.returncode == 0, harmless.stdout


def try_repo(folder: Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    """Run the hook of this checkout on one file that is about to be committed."""
    (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", name)
    return subprocess.run(
        ["pre-commit", "try-repo", str(ROOT), "screen", "--files", name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
