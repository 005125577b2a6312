"""What the rules of ownership make of a party is in every form of report."""

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from compliance.model import Decision, ListEntry, Match, Outcome, Ownership, Standing
from compliance.reporters import brief, console, entry, write
from compliance.reporters.base import describe_standing, ownership_words
from compliance.reporters.text_lines import show_lines
from tests.reporters.factory import EZVIZ, match, report, result

ONE = Ownership(
    rule="BIS Affiliates Rule",
    outcome=Outcome.OWNED,
    says="Hikvision (Entity List) holds 60 %, which is 50 % or more",
    state="in force",
    meaning="In force since 2025-09-29. Treat the party as listed.",
    source="[a register]",
    applies=True,
)
OWNED = replace(EZVIZ, ownership=(ONE,))
WORDS = (
    "BIS Affiliates Rule: owned. Hikvision (Entity List) holds 60 %, which is 50 % or more. "
    "In force since 2025-09-29. Treat the party as listed."
)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_words() -> None:
    assert OWNED.standing is Standing.OWNED
    assert ownership_words(ONE) == WORDS


@pytest.mark.parametrize(
    ("party", "words"),
    [
        (OWNED, "; BIS Affiliates Rule: owned"),
        (replace(OWNED, leads=()), "BIS Affiliates Rule: owned"),
    ],
)
def test_the_standing_in_one_line(party: ListEntry, words: str) -> None:
    assert describe_standing(match(party)).endswith(words)


def hit() -> Match:
    return match(OWNED, 1.0, Decision.HIT)


def test_it_is_printed() -> None:
    stream = io.StringIO()
    console.show(report(result("EZVIZ", hit())), Console(file=stream, width=80))
    assert "BIS Affiliates Rule: owned" in flat(stream.getvalue())
    [told] = brief.list_open_lines(report(result("EZVIZ", hit())))
    assert "BIS Affiliates Rule: owned" in told.text
    stream = io.StringIO()
    show_lines(entry.list_answer_lines(result("EZVIZ", hit())), Console(file=stream, width=80))
    assert f"{WORDS} [[a register]]" in flat(stream.getvalue())


def test_it_is_written(tmp_path: Path) -> None:
    answers = report(result("EZVIZ", hit()))
    write(answers, tmp_path / "r.csv", "csv")
    [line] = csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8-sig")))
    assert line["ownership"] == WORDS
    write(answers, tmp_path / "r.jsonl", "jsonl")
    [found] = json.loads((tmp_path / "r.jsonl").read_text("utf-8"))["matches"]
    assert found["standing"] == "owned by listed parties"
    assert found["ownership"] == [
        {
            "rule": ONE.rule,
            "outcome": "owned",
            "says": ONE.says,
            "state": "in force",
            "meaning": ONE.meaning,
            "applies": True,
            "source": "[a register]",
        }
    ]
