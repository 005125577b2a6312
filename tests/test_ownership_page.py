"""docs/ownership.md cannot go stale: its example runs, its table of days is what the rule says."""

import re
import shlex
from pathlib import Path

import pytest

from compliance.cli.main import main
from compliance.lists import catalog, list_files
from compliance.ownership.rules import find_state
from compliance.ownership.shares import read_share
from tests.test_readme import WIDTH, calls, pattern

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ownership.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
DAYS = re.findall(r"^\| (?:before|from)? ?(\d{4}-\d{2}-\d{2})[^|]*\| ([a-z ]+) \|", PAGE, re.M)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: str(text.splitlines()[0]))
def test_the_example_gives_what_it_shows(
    example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", WIDTH)
    code = 0
    for command, shown in calls(example):
        if command == "echo $?":
            assert shown.strip() == str(code)
        else:
            code = main(shlex.split(command)[1:])
            lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
            assert re.fullmatch(pattern(shown), "\n".join([*lines, ""])), "\n".join(lines)


def test_the_table_of_days_is_what_the_rule_says() -> None:
    [rule] = [
        one
        for one in catalog.load_reference(list_files.find_bundled_folder()).ownership
        if one.id == "bis-affiliates"
    ]
    assert len(DAYS) == 4
    for day, state in DAYS[1:]:
        assert find_state(rule, day).state.value == state
    assert find_state(rule, "2025-09-28").state.value == DAYS[0][1]


def test_every_share_of_the_page_is_read() -> None:
    table = PAGE[PAGE.index("| share | means |") : PAGE.index("| `unknown`")]
    texts = re.findall(r"`([^`]+)`", table)
    assert len(texts) == 8
    assert all(read_share(text).written == "" for text in texts)
