"""docs/forges.md cannot go stale: its jobs fit the forges' schemas, and their commands are run."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from compliance import __version__
from compliance.configuration import FAIL_ON, KEYS, WITHOUT_PARTIES, load
from compliance.reporters import JOINT, find_ending
from compliance.reporters.forge_findings import RULES
from tests.repositories import LISTED, ROOT, Repository, new_repository
from tests.test_precommit import HOOKS

PAGE = (ROOT / "docs" / "forges.md").read_text(encoding="utf-8")
BLOCKS: Mapping[str, str] = {
    found[1]: found[2] for found in re.finditer(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)
}
GITHUB, GITLAB = ".github/workflows/screen.yml", ".gitlab-ci.yml"
SCHEMAS = {GITHUB: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}
OPEN = f"No.,Customer,Country\n1,Bakery,DE\n2,{LISTED},CN\n"


def block(name: str) -> Any:
    return yaml.safe_load(BLOCKS[name])


def test_every_format_ending_rule_and_option_is_described() -> None:
    assert all(f"| `{name}` | `.{find_ending(name)}` |" in PAGE for name in JOINT)
    assert all(f"`{rule.id}`" in PAGE for rule in RULES)
    assert all(f"`--fail-on {word}`" in PAGE for word in FAIL_ON)
    assert f"`--without-parties {WITHOUT_PARTIES[1]}`" in PAGE
    assert {"fail-on", "without-parties"} <= set(KEYS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_job_fits_the_schema_of_its_forge(name: str, tmp_path: Path) -> None:
    path = tmp_path / Path(name).name
    path.write_text(BLOCKS[name], encoding="utf-8")
    words = ["-m", "check_jsonschema", "--builtin-schema", SCHEMAS[name], str(path)]
    words += ["--data-transform", "gitlab-ci"] if name == GITLAB else []
    ran = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_hooks_are_those_that_there_are_and_the_tag_that_of_this_version() -> None:
    [repo] = block(".pre-commit-config.yaml")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == list(HOOKS)
    assert set(re.findall(r"(?:rev: |project>@)(v[\d.]+)", PAGE)) == {f"v{__version__}"}


def test_the_settings_are_good(tmp_path: Path) -> None:
    [settings] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "screen.toml").write_text(settings, encoding="utf-8")
    assert load(tmp_path / "screen.toml").fail_on == "review"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    for command in ("git", "bash"):
        if not shutil.which(command):
            pytest.skip(f"{command} is not installed")
    return new_repository(tmp_path)


def exit_codes(repository: Repository, commands: list[str]) -> list[int]:
    """Run the commands one by one, as a runner would; the installing one is left out."""
    wanted = [one for one in commands if "pip install" not in one]
    assert len(wanted) == len(commands) - 1
    return [repository.run("bash", "-e", "-c", one).returncode for one in wanted]


def steps_of_github() -> list[str]:
    return [step["run"] for step in block(GITHUB)["jobs"]["screen"]["steps"] if "run" in step]


def test_the_job_of_github_stops_and_writes_what_it_uploads(
    repository: Repository, tmp_path: Path
) -> None:
    repository.more["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary")
    repository.put("customers/new.csv", OPEN)
    assert exit_codes(repository, steps_of_github()) == [0, 1, 0]
    assert LISTED in (tmp_path / "summary").read_text("utf-8")
    uploads = [
        step["with"]["sarif_file"]
        for step in block(GITHUB)["jobs"]["screen"]["steps"]
        if "upload-sarif" in step.get("uses", "")
    ]
    [run] = json.loads((repository.folder / uploads[0]).read_text("utf-8"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "customers/new.csv"
    assert place["region"] == {"startLine": 3}
    told = repository.run("bash", "-c", steps_of_github()[2]).stdout
    assert "::error file=customers/new.csv,line=3,title=HIT B3::HIT 1.00: " in told
    repository.put("customers/new.csv", OPEN.rpartition("2,")[0])
    assert exit_codes(repository, steps_of_github()) == [0, 0, 0]


def test_the_job_of_gitlab_stops_and_writes_what_it_uploads(repository: Repository) -> None:
    repository.put("customers/new.csv", OPEN)
    job = block(GITLAB)["screen"]
    assert exit_codes(repository, job["script"]) == [0, 1]
    written = (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values())
    assert all((repository.folder / name).stat().st_size for name in written)
    issues = json.loads((repository.folder / "screen.gitlab.json").read_text("utf-8"))
    assert issues[0]["location"] == {"path": "customers/new.csv", "lines": {"begin": 3}}


def test_the_examples_can_be_typed(repository: Repository) -> None:
    repository.put("customers/new.csv", OPEN)
    repository.put("suppliers.csv", OPEN)
    [examples] = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in examples.splitlines():
        assert repository.run(*shlex.split(line)).returncode == 1
    assert len(list(repository.folder.glob("*.*"))) >= 4
