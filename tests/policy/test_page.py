"""docs/policy.md and the officers' table say what the program does."""

import re
from pathlib import Path

from compliance import configuration
from compliance.configuration.checks import POLICY_CHECKS
from compliance.lists.list_files import find_bundled_folder
from compliance.matching.scoring import HIT_FROM, REVIEW_FROM
from compliance.model import Purpose, Settings
from compliance.policy import load_purposes, refuse_problems
from compliance.policy.thresholds import read_limit
from tests.policy.building import PROGRAMMES, TODAY

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
OFFICERS = (ROOT / "docs" / "lists-for-officers.md").read_text(encoding="utf-8")
TABLE = load_purposes(find_bundled_folder())


def test_the_purposes_are_those_of_the_table() -> None:
    for purpose in Purpose:
        assert f"| `{purpose}` | {TABLE.names[purpose]} |" in PAGE


def test_the_examples_can_be_used(tmp_path: Path) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "screen.toml"
    file.write_text(text, encoding="utf-8")
    rows = configuration.load(file).policy
    assert len(rows) == 3
    settings = Settings(policy=rows)
    refuse_problems(settings, TODAY, PROGRAMMES, {"letters"}, is_list=lambda _: False)


def test_every_key_and_every_number_is_told() -> None:
    assert all(f"`{key}" in PAGE for key in POLICY_CHECKS)
    assert f"instead of {HIT_FROM:.2f} and {REVIEW_FROM:.2f}" in PAGE
    told = f"Above a REVIEW threshold of {read_limit('review'):g}, or a HIT threshold of"
    assert f"{told} {read_limit('hit'):g}" in " ".join(PAGE.split())


def test_the_officers_table_says_how_each_list_counts_under_each_purpose() -> None:
    for rule in TABLE.rules.values():
        [line] = [
            line
            for line in OFFICERS.splitlines()
            if line.startswith(f"| {PROGRAMMES[rule.programme].name} (")
        ]
        cell = line.removesuffix(" |").rpartition(" | ")[2]
        if len(rule.purposes) == len(Purpose):
            assert cell == "every purpose"
        else:
            said = ", ".join(one for one in Purpose if one in rule.purposes)
            assert cell.startswith(f"{said}. The list {rule.why} [{rule.source}")
