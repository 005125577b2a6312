"""What a row of the page holds."""

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from compliance.decisions.row_keys import read_row_key
from compliance.model import Decision, DestinationNote, Report, Review, RowResult, Verdict
from compliance.reporters.base import run_id
from compliance.reporters.html.parties import (
    LONGEST,
    MOST_NAMES,
    PartyRecords,
    SharedRecords,
    shorten_text,
)
from tests.reporters.factory import (
    CHIPMAKER,
    EZVIZ,
    HIKVISION,
    SUNDOWNER,
    full_report,
    match,
    report,
    result,
    unscreened,
)
from tests.reporters.html.page import page_of

RUN = "20261122T063000Z-0123456789ab"
SETTLED = Review(
    verdict=Verdict.FALSE_POSITIVE,
    reason="A bakery.",
    reviewer="A. Berg",
    date="2026-03-01",
    expires="2027-03-01",
)


def row(answer: RowResult) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row of an answer, and the tables that it refers to."""
    shared = SharedRecords()
    made: dict[str, Any] = dict(PartyRecords(shared, RUN).record(answer))
    return made, dict(shared.tables)


def test_a_match_carries_the_key_that_the_workbook_has() -> None:
    made, _ = row(result("Hik Vision", match()))
    ticket = read_row_key(made["matches"][0]["key"])
    assert (ticket.list, ticket.entry, ticket.run) == ("curated", "hikvision", RUN)
    assert (ticket.party, ticket.score) == ("Hik Vision", 0.9312)


def test_a_match_that_is_only_shown_takes_no_decision() -> None:
    made, _ = row(result("Chipmaker", match(CHIPMAKER, 1.0, Decision.CLEAR)))
    assert "key" not in made["matches"][0]
    assert made["state"] == "clear"


def test_the_state_says_whether_somebody_must_look() -> None:
    settled = replace(match(), review=SETTLED)
    place = DestinationNote(place="Iran", kind="comprehensive embargo", is_question=True)
    clear = result("Bakery")
    placed = replace(clear, decision=Decision.REVIEW, destination=(place,))
    states = [
        row(one)[0]["state"]
        for one in (result("a", match()), result("a", settled), unscreened(), clear, placed)
    ]
    assert states == ["open", "decided", "unscreened", "clear", "open"]


def test_an_earlier_decision_is_told_and_can_be_taken_again() -> None:
    made, _ = row(result("a", replace(match(), review=SETTLED)))
    [found] = made["matches"]
    assert found["earlier"].startswith("false positive by A. Berg on 2026-03-01: A bakery.")
    assert found["key"]
    assert "open" not in found


def test_what_was_seen_before_stays_open_and_says_so() -> None:
    before = replace(SETTLED, verdict=Verdict.SEEN)
    [found] = row(result("a", replace(match(), review=before)))[0]["matches"]
    assert (found["open"], found["seen"]) == (True, True)
    ended = replace(before, reopened=("the baseline ended",))
    [found] = row(result("a", replace(match(), review=ended)))[0]["matches"]
    assert (found["open"], "seen" in found) == (True, False)


def test_listings_in_force_are_told_whole_and_ended_ones_in_a_line() -> None:
    _, tables = row(result("a", match(), match(SUNDOWNER, 0.95)))
    listed, ended = tables["listed"]
    [first, second] = listed["force"]
    assert first["reason"].startswith("Surveillance in Xinjiang")
    assert first["citation"] == "84 FR 54002"
    assert "force" not in ended
    assert "ended 2017-03-29" in ended["past"][0]
    programmes = tables["programmes"]
    assert programmes[second["programme"]]["name"] == "NDAA section 889"


def test_ways_to_listed_parties_have_their_source() -> None:
    _, tables = row(result("EZVIZ", match(EZVIZ)))
    [listed] = tables["listed"]
    [(says, source)] = listed["leads"]
    assert source == "annual report 2024"
    assert says == (
        "subsidiary of Hangzhou Hikvision Digital Technology Co., Ltd. "
        "(stake in %: 48 %, as of 2024-12, confidence high, entry hikvision)"
    )


def test_what_rows_share_stands_once(tmp_path: Path) -> None:
    answers = [result(f"Hik {number}", match(), row=number) for number in range(2, 50)]
    page = page_of(report(*answers), tmp_path)
    assert len(page.data("listed")) == 1
    assert len(page.data("reasons")) == 1
    assert len(page.data("rows")) == 48


def test_numbers_of_the_tables_are_there_even_when_they_are_nought() -> None:
    made, _ = row(result("a", match()))
    assert (made["sheet"], made["reason"], made["matches"][0]["listed"]) == (0, 0, 0)


def test_long_texts_are_cut_and_say_so() -> None:
    cut = shorten_text("N" * 10_000)
    assert cut.startswith("N" * LONGEST)
    assert cut.endswith("[... 10,000 characters; whole in the file]")
    many = replace(
        HIKVISION, names=tuple(replace(HIKVISION.names[0], text=f"Name {n}") for n in range(50))
    )
    _, tables = row(result("a", match(many)))
    names = tables["listed"][0]["names"]
    assert len(names) == MOST_NAMES + 1
    assert names[-1] == "and 38 more"


def test_every_answer_has_its_row_in_order(tmp_path: Path) -> None:
    made = full_report()
    page = page_of(made, tmp_path)
    assert [one["row"] for one in page.data("rows")] == [one.question.row for one in made.results]
    assert page.data("facts")["run"] == run_id(made.manifest)


def test_results_are_walked_once(tmp_path: Path) -> None:
    made = full_report()
    once = Report(manifest=made.manifest, results=iter(list(made.results)))
    assert len(page_of(once, tmp_path).data("rows")) == len(list(made.results))
