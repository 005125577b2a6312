"""The hooks: what they name, and that they stop a commit until a decision is recorded."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from compliance import __version__
from compliance.decisions.review_form import SAVED_FORM, SAVED_VERSION
from compliance.readers import SUFFIXES
from tests.reporters.html.page import Page
from tests.repositories import LISTED, ROOT, Repository, fill_in, new_repository

HOOKS: Mapping[str, Mapping[str, Any]] = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
HEADER = "No.,Customer,Address,Country\n"
HARMLESS = "1,Bakery Zimmermann,Mill Lane 1,DE\n"
OPEN = f"2,{LISTED},Quay 7,CN\n"
COLOURS = "Kind,Colour\nsmall,red\nbig,blue\n"


def test_the_hook_takes_every_kind_of_workbook() -> None:
    files = re.compile(HOOKS["screen"]["files"])
    kinds = set(SUFFIXES) - {".txt", ".parquet"}  # Parquet needs an extra
    assert all(files.search(f"folder/customers{kind}") for kind in kinds)
    assert files.search("CUSTOMERS.XLSX")
    assert not files.search("README.txt")


def test_the_other_hook_takes_the_record_of_decisions_alone() -> None:
    files = re.compile(HOOKS["screen-decisions"]["files"])
    assert files.search("decisions.jsonl")
    assert files.search("customers/decisions.jsonl")
    assert not files.search("old-decisions.jsonl")


def test_the_hooks_run_once_and_their_command_exists() -> None:
    assert all(hook["require_serial"] for hook in HOOKS.values())
    assert all(hook["entry"].split()[0] == "party-screen" for hook in HOOKS.values())
    assert 'party-screen = "compliance.cli:run"' in (ROOT / "pyproject.toml").read_text()


def test_the_readme_names_the_tag_of_this_version() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"rev: (.+)", readme) == [f"v{__version__}"]


# --- In a repository --------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with both hooks, which keeps its decisions beside its customers."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    found = new_repository(tmp_path)
    use_hooks(found)
    found.put("screen.toml", 'decisions = "decisions.jsonl"\n')
    found.done(sys.executable, "-m", "pre_commit", "install")
    committed = found.commit("screen.toml", ".pre-commit-config.yaml")
    assert committed.returncode == 0, committed.stdout
    return found


def use_hooks(repository: Repository, *args: str) -> None:
    """Write the configuration; the hooks run as they are, without being installed anew."""
    hooks = [{**hook, "language": "system"} for hook in HOOKS.values()]
    hooks[0] |= {"args": list(args)}
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    repository.put(".pre-commit-config.yaml", yaml.safe_dump(config))


def decide_in_page(repository: Repository, report: Path) -> None:
    """The same in the page, and the file that it saves: tests/reporters/html has the browser."""
    page = report.with_suffix(".html")
    assert repository.run("party-screen", "customers.csv", "-o", str(page)).returncode == 1
    rows = Page(page.read_text(encoding="utf-8")).data("rows")
    [key] = [match["key"] for row in rows for match in row.get("matches", ()) if match.get("key")]
    decision = {
        "key": key,
        "decision": "false positive",
        "reason": "Another firm.",
        "reviewer": "A. Berg",
    }
    saved = report.with_name("customers-decisions.json")
    form = {"form": SAVED_FORM, "version": SAVED_VERSION, "decisions": [decision]}
    saved.write_text(json.dumps(form), encoding="utf-8")
    repository.done("party-screen", "review", "import", str(saved))


def decide(repository: Repository, report: Path) -> None:
    """Screen, fill in the workbook, and import it, as the message of the hook says."""
    words = ("party-screen", "customers.csv", "-o", str(report))
    assert repository.run(*words).returncode == 1
    fill_in(report, LISTED)
    repository.done("party-screen", "review", "import", str(report))


@pytest.mark.parametrize("way", [decide, decide_in_page])
def test_a_listed_party_stops_a_commit_until_it_is_decided_and_again_when_its_row_changes(
    repository: Repository, tmp_path: Path, way: Callable[[Repository, Path], None]
) -> None:
    repository.put("customers.csv", f"{HEADER}{HARMLESS}{OPEN}")
    stopped = repository.commit("customers.csv")
    assert stopped.returncode == 1
    assert f"customers.csv:3: HIT 1.00: {LISTED} may be Hangzhou Hikvision" in stopped.stdout
    assert (
        "to decide: screen review customers.csv --decisions decisions.jsonl; or screen "
        "customers.csv -o report.xlsx, fill in Hits, then screen review import report.xlsx"
    ) in stopped.stdout

    way(repository, tmp_path / "report.xlsx")
    passed = repository.commit("customers.csv", "decisions.jsonl")
    assert passed.returncode == 0, passed.stdout
    assert passed.stdout.count("Passed") == 2

    repository.put("customers.csv", f"{HEADER}{OPEN}{HARMLESS}")  # another row, the same party
    assert repository.commit("customers.csv").returncode == 0
    repository.put("customers.csv", f"{HEADER}{OPEN.replace('Quay 7', 'Quay 8')}{HARMLESS}")
    again = repository.commit("customers.csv")
    assert again.returncode == 1
    assert "customers.csv:2: HIT 1.00" in again.stdout
    assert "Open again: the customer's address changed since the decision of" in again.stdout


def test_a_record_that_was_tampered_with_stops_a_commit(
    repository: Repository, tmp_path: Path
) -> None:
    repository.put("customers.csv", f"{HEADER}{OPEN}")
    decide(repository, tmp_path / "report.xlsx")
    record = repository.folder / "decisions.jsonl"
    repository.put("decisions.jsonl", record.read_text("utf-8").replace("a bakery", "a mill"))
    stopped = repository.commit("decisions.jsonl")
    assert stopped.returncode == 1
    assert "lint decisions on restricted parties" in stopped.stdout
    assert "line 1" in stopped.stdout


def test_a_table_without_parties_stops_no_commit_unless_it_is_told_to(
    repository: Repository,
) -> None:
    repository.put("colours.csv", COLOURS)
    passed = repository.commit("colours.csv")
    assert passed.returncode == 0, passed.stdout
    use_hooks(repository, "--without-parties", "stop")
    repository.put("colours.csv", f"{COLOURS}middling,green\n")
    stopped = repository.commit("colours.csv", ".pre-commit-config.yaml")
    assert stopped.returncode == 1
    assert "no party column was found among the headers 'Kind', 'Colour'" in stopped.stdout


def test_a_file_that_cannot_be_read_stops_a_commit(repository: Repository) -> None:
    (repository.folder / "bad.xlsx").write_bytes(b"PK\x03\x04 cut off")
    assert repository.commit("bad.xlsx").returncode == 1


@pytest.mark.slow
def test_pre_commit_installs_the_hooks_of_this_checkout(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, which pre-commit needs")
    found = new_repository(tmp_path)
    found.put("listed.csv", f"{HEADER}{OPEN}")
    found.put("harmless.csv", f"{HEADER}{HARMLESS}")
    found.done("git", "add", "listed.csv", "harmless.csv")
    words = (sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "screen", "--files")
    listed = found.run(*words, "listed.csv")
    assert listed.returncode == 1
    assert "listed.csv:2: HIT" in listed.stdout
    harmless = found.run(*words, "harmless.csv")
    assert harmless.returncode == 0, harmless.stdout
