"""docs/review.md cannot go stale: its round is really made, on the samples."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from compliance import configuration
from compliance.cli.main import main
from tests.test_readme import calls, pattern

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
HEADER = 4


def decided() -> dict[str, tuple[str, str]]:
    """Party -> decision and reason, as the page has them in its table."""
    rows = re.findall(
        r"^\| ([^|]+) \| (false positive|true match|licence held) \| ([^|]+) \|$",
        PAGE,
        re.MULTILINE,
    )
    return {party: (decision, reason) for party, decision, reason in rows}


def fill(path: Path) -> None:
    """Fill in the Hits sheet as the page says."""
    book = load_workbook(path)
    sheet = book["Hits"]
    at = {str(cell.value): cell.column or 0 for cell in sheet[HEADER]}
    for row in range(HEADER + 1, sheet.max_row + 1):
        found = decided().get(str(sheet.cell(row, at["Party"]).value))
        if found and sheet.cell(row, at["Questions"]).value:
            texts = (*found, "A. Berg", "C. Dahl")
            names = ("Officer's decision", "Reason", "Reviewer", "Second reviewer")
            for name, text in zip(names, texts, strict=True):
                sheet.cell(row, at[name]).value = text
    book.save(path)


def change(path: Path) -> None:
    """Give the customer in row 44 another address."""
    book = load_workbook(path)
    for cell in book["Customers"][44]:
        if isinstance(cell.value, str) and "Shenzhen" in cell.value:
            cell.value = f"{cell.value}, Building 2"
    book.save(path)


def test_the_round_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793606400")  # 2026-11-02
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copy("samples/customers.xlsx", "changed.xlsx")
    change(Path("changed.xlsx"))
    for example in EXAMPLES:
        for command, shown in calls(example):
            if " review import " in command:
                fill(Path("report.xlsx"))
            main(shlex.split(command)[1:])
            lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
            said = "\n".join([*lines, ""])
            assert re.fullmatch(pattern(shown), said), f"{command}\n{said}"
    again = (
        "Open again: the customer's address changed since the decision of 2026-11-02 by A. Berg."
    )
    assert again in PAGE.replace("\n", " ")
    assert again in Path("answers.csv").read_text(encoding="utf-8")


def test_the_page_decides_what_its_table_says() -> None:
    assert len(decided()) == 3


def test_its_settings_are_settings(tmp_path: Path) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "screen.toml"
    path.write_text(text, encoding="utf-8")
    choices = configuration.load(path)
    assert (choices.expiry_days, choices.two_reviewers) == (365, True)
    assert choices.decisions == str(tmp_path / "decisions.jsonl")
