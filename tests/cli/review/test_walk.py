"""The walk through open hits: keys decide, each decision is on the disk at once, and it goes on."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from rich.console import Console

from compliance.cli.main import main
from compliance.cli.review.walk import ReviewDesk, walk_file
from compliance.configuration import Choices
from compliance.errors import RecordError, UsageError
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
CUSTOMERS = "id,name\n1,Hikvision Digital Tech\n2,Dahua Technology\n3,hikvision  digital tech\n"
BOOK = Path("decisions.jsonl")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:  # noqa: ARG001 - it is the folder
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772352000")  # 2026-03-01


def walk(
    keys: str, answers: Sequence[str] = (), reviewer: str = "A. Berg", **review: object
) -> tuple[int, str]:
    """Walk through the customers with these keys and lines; what is left, and what was shown."""
    pressed: Iterator[str] = iter(keys)
    typed: Iterator[str] = iter(answers)
    screen = Console(file=io.StringIO(), width=100)
    desk = ReviewDesk(console=screen, key=lambda: next(pressed, ""), ask=lambda _: next(typed, ""))
    review = {"lists": ("../list.csv",), **review}
    choices = Choices(decisions=str(BOOK), **review)  # type: ignore[arg-type]
    left = walk_file(Path("customers.csv"), choices, reviewer, desk)
    assert isinstance(screen.file, io.StringIO)
    return left, screen.file.getvalue()


def decisions() -> list[dict[str, object]]:
    lines = BOOK.read_text(encoding="utf-8").splitlines() if BOOK.exists() else []
    return [json.loads(line) for line in lines]


def said(name: str) -> list[object]:
    return [one[name] for one in decisions()]


def test_keys_decide_and_each_pair_is_asked_once(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    left, shown = walk("ft", ["a bakery", "", "the same firm", "2026-12-31"])
    assert left == 0
    assert said("decision") == ["false positive", "true match"]
    assert said("reason") == ["a bakery", "the same firm"]
    assert said("expires") == ["2027-03-01", "2026-12-31"]
    assert said("reviewer") == ["A. Berg"] * 2
    assert "1 of 2" in shown
    assert "2 decided and recorded in decisions.jsonl, 0 left" in shown


def test_it_goes_on_where_it_was(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    assert walk("fq", ["a bakery"])[0] == 1
    left, shown = walk("l", ["a licence"])
    assert left == 0
    assert "1 of 1" in shown
    assert "Dahua Technology" in shown
    assert "no open hit is undecided" in walk("")[1]
    assert said("decision") == ["false positive", "licence held"]


def test_skipping_and_ending_decide_nothing(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    assert walk("ss")[0] == 2
    assert walk("")[0] == 2
    assert decisions() == []


def test_another_key_asks_again_and_more_shows_the_whole_entry(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    left, shown = walk("xmeq", ["ask the bank"])
    assert (left, said("decision")) == (1, ["escalate"])
    assert "Listing 1 of 1" in shown


def test_what_is_wrong_is_asked_again_and_may_be_passed_over(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    left, shown = walk("f fs", ["", "soon", "a bakery", "", "", ""])
    assert "reason: a reason is missing" in shown
    assert "expires: 'soon' is not a date" in shown
    assert (left, said("reason")) == (1, ["a bakery"])


def test_two_people_where_the_settings_ask_for_them(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    walk("fq", ["a bakery", "C. Dahl", ""], two_reviewers=True)
    assert said("second") == ["C. Dahl"]


def test_what_is_open_again_is_asked_again_with_its_history(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    walk("fq", ["a bakery"])
    put("customers.csv", CUSTOMERS.replace("Digital Tech", "Digital Technologies", 1))
    left, shown = walk("qq")
    assert left >= 1
    assert "Open again: the customer's name changed" in shown


def test_somebody_must_be_named(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    with pytest.raises(UsageError, match="the reviewer is missing"):
        walk("f", reviewer=" ")
    walk("fq", ["C. Dahl", "a bakery"], reviewer="")
    assert said("reviewer") == ["C. Dahl"]


def test_a_damaged_record_stops_it(put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    put("decisions.jsonl", "hello\n")
    with pytest.raises(RecordError, match="does not verify"):
        walk("f")


def test_words_that_differ_are_marked(put: Put) -> None:
    put("customers.csv", "name\nHangzhou Hikvision Digital Bakery\n")
    shown = walk("q")[1]
    assert "[Bakery]" in shown
    assert "[Hangzhou]" not in shown


def test_it_needs_a_terminal_and_one_file(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("customers.csv", CUSTOMERS)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["review", "customers.csv"]) == 2
    assert "needs a terminal (fill in a report and run: screen review import" in (
        capsys.readouterr().err
    )
    assert main(["review"]) == 2
    assert "name one file" in capsys.readouterr().err


SISTERS = ("Alpha Trading House Minsk", "Alpha Trading House Minsk Leasing", "Alpha Trading Minsk")


def sisters(folder: Path) -> Path:
    rows = [{"_id": str(number), "name": name} for number, name in enumerate(SISTERS, 1)]
    path = folder.parent / "sisters.csv"
    path.write_bytes(csl(*rows))
    return path


def test_a_capital_letter_decides_what_is_left_of_the_party(put: Put, folder: Path) -> None:
    put("customers.csv", "id,name\n1,Alpha Trading House Minsk\n2,Zebra Bakery\n")
    listed = str(sisters(folder))
    left, shown = walk(
        "tF", ["the listed firm", "", "its affiliates, not our party"], lists=(listed,)
    )
    assert "a capital letter decides the 2 further open matches of this party as well" in shown
    assert "recorded: false positive of 2 matches until" in shown
    assert left == 0
    assert said("decision") == ["true match", "false positive"]
    assert said("form") == [1, 2]
    assert "no open hit is undecided" in walk("", lists=(listed,))[1]


def test_a_capital_s_passes_over_all_of_the_party(put: Put, folder: Path) -> None:
    put("customers.csv", "id,name\n1,Alpha Trading House Minsk\n")
    assert walk("S", lists=(str(sisters(folder)),))[0] == 3
    assert decisions() == []
