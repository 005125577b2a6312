"""Screen into a page, import what it saves; the browser is in tests/reporters/html."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Screen
from tests.cli.review.test_review import BOOK, CUSTOMERS, Put, fill, screened

Review = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772352000")  # 2026-03-01


@pytest.fixture
def review(screen: Screen, put: Put) -> Review:
    """Run `screen review` on two parties that are screened into a page and a workbook."""
    put("customers.csv", CUSTOMERS)
    for name in ("r.html", "r.xlsx"):
        assert screened(screen, name).code == 1

    def run(*words: str, book: str = BOOK) -> Ran:
        return screen("review", *words, "--decisions", book)

    return run


def save(name: str = "d.json", **fields: str) -> Path:
    """What the page saves when all its open matches are decided alike."""
    [rows] = re.findall(r'id="rows">(.*?)</script>', Path("r.html").read_text("utf-8"), re.DOTALL)
    keys = [one["key"] for row in json.loads(rows) for one in row.get("matches", ())]
    filled: dict[str, Any] = {"reason": "a bakery", "reviewer": "A. Berg", **fields}
    decisions = [{"where": "row 2", "key": key, **filled} for key in keys]
    whole = {"form": "party-screen decisions", "version": 1, "decisions": decisions}
    path = Path(name)
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def test_the_page_and_the_workbook_make_the_same_decisions(review: Review) -> None:
    fill(Path("r.xlsx"), "false positive", "false positive")
    save(decision="false positive")
    assert review("import", "r.xlsx", book="workbook.jsonl").code == 0
    assert review("import", "d.json", book="page.jsonl").code == 0
    assert Path("page.jsonl").read_bytes() == Path("workbook.jsonl").read_bytes()


def test_a_page_and_a_workbook_are_imported_together(review: Review) -> None:
    fill(Path("r.xlsx"), "false positive", "false positive")
    save(decision="false positive")
    assert "2 decisions added: 2 false positive" in review("import", "r.xlsx", "d.json").out
    assert "2 were recorded already" in review("import", "d.json").out


def test_decisions_of_a_page_are_quiet_in_the_next_run(review: Review, screen: Screen) -> None:
    save(decision="licence held")
    assert review("import", "d.json").code == 0
    again = screened(screen, "again.html")
    assert again.code == 0
    assert '"state":"decided"' in Path("again.html").read_text("utf-8")


def test_a_problem_names_decision_row_and_field_and_nothing_is_imported(review: Review) -> None:
    save(decision="false positive", reason="")
    ran = review("import", "d.json")
    assert ran.code == 2
    assert "d.json, decision 1 (row 2), Reason" in ran.err
    assert ": a reason is missing" in ran.err
    assert "nothing was imported: 2 problems" in ran.err
    assert "Hikvision" not in ran.err
    assert not Path(BOOK).exists()


def test_a_page_without_decisions_and_a_page_itself_are_refused(review: Review) -> None:
    save(reason="", reviewer="")
    ran = review("import", "d.json")
    assert (ran.code, "no decision is filled in" in ran.err) == (2, True)
    ran = review("import", "r.html")
    assert ran.code == 2
    assert "r.html: a page does not keep what is decided in it (open it, press Save" in ran.err
    ran = review("import", "missing.json")
    assert "missing.json: there is no such file" in ran.err


def test_a_key_that_was_edited_is_refused(review: Review) -> None:
    path = save(decision="escalate")
    path.write_text(path.read_text("utf-8").replace("matcher", "watcher"), encoding="utf-8")
    ran = review("import", "d.json")
    assert (ran.code, "the key was changed or cut" in ran.err) == (2, True)
