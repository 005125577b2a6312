"""Rows, reports and the record against each other: nothing contradicts in silence."""

from msgspec.structs import replace

from compliance.decisions.chain import Record
from compliance.decisions.proposals import (
    ProposedDecision,
    check_row,
    find_new_decisions,
    find_outdated,
    join_proposals,
)
from compliance.decisions.record_file import chain_decisions
from compliance.decisions.review_form import ReviewProblem, group_problems
from compliance.decisions.row_keys import read_row_key
from compliance.model import ListEntry, Name
from tests.decisions.building import RUN, another
from tests.decisions.filling import DECIDED, LIMITS, filled, key, words
from tests.reporters.factory import HIKVISION

LATER = "20260401T080000Z-ba9876543210"


def proposed(*cells: str, run: str = RUN, party: str = "Hik Vision Bakery") -> ProposedDecision:
    row_key = read_row_key(key(another(name=party), run=run))
    made = check_row(filled(*cells, row_key=row_key), LIMITS)
    assert isinstance(made, ProposedDecision)
    return made


FALSE = proposed(*DECIDED)
TRUE = proposed("true match", *DECIDED[1:])


def recorded(*proposals: ProposedDecision) -> Record:
    return Record(decisions=chain_decisions([one.draft for one in proposals], Record()))


def test_rows_of_one_pair_are_one_decision() -> None:
    other = proposed(*DECIDED, party="Other")
    each, problems = join_proposals([FALSE, other, FALSE])
    assert (each, problems) == ([FALSE, other], [])


def test_rows_that_decide_one_pair_differently_are_told() -> None:
    _, problems = join_proposals([FALSE, replace(TRUE, place="Hits!C9")])
    assert words(problems) == [
        "Hits!C9: the same party and entry is decided differently in Hits!C5"
    ]
    assert join_proposals([FALSE, proposed(*DECIDED[:1], "another reason", *DECIDED[2:])])[1]


def test_what_is_new_is_added() -> None:
    fresh, problems = find_new_decisions([FALSE], Record())
    assert (fresh.decisions, fresh.known, problems) == ((FALSE.draft,), 0, [])


def test_importing_a_report_again_adds_nothing() -> None:
    short = proposed("fp", "a bakery", "A. Berg")
    tomorrow = replace(short, draft=replace(short.draft, expires="2027-03-02"))
    for first, again in ((FALSE, FALSE), (short, tomorrow)):
        fresh, problems = find_new_decisions([again], recorded(first))
        assert (fresh.decisions, fresh.known, problems) == ((), 1, [])


def test_a_decided_row_of_a_later_report_adds_nothing_until_it_is_changed() -> None:
    later = proposed(*DECIDED, run=LATER)
    assert find_new_decisions([later], recorded(FALSE))[0].known == 1
    changed = proposed("true match", *DECIDED[1:], run=LATER)
    assert find_new_decisions([changed], recorded(FALSE))[0].decisions == (changed.draft,)


def test_two_reports_of_one_run_that_contradict_each_other() -> None:
    fresh, problems = find_new_decisions([TRUE], recorded(FALSE))
    assert fresh.decisions == ()
    assert words(problems) == [
        (
            "Hits!C5: the record has another decision from a report of the same run: "
            "false positive by A. Berg on 2026-03-01"
        )
    ]


def test_a_report_older_than_the_decision_that_stands() -> None:
    _, problems = find_new_decisions([TRUE], recorded(proposed(*DECIDED, run=LATER)))
    assert words(problems) == [
        (
            "Hits!C5: this report is older than a decision that stands: "
            "false positive by A. Berg on 2026-03-01; screen again"
        )
    ]


def entries(*found: ListEntry) -> dict[tuple[str, str], ListEntry]:
    return {(entry.list_id, entry.id): entry for entry in found}


def test_an_entry_that_has_changed_or_gone_since_the_report() -> None:
    assert list(find_outdated([FALSE], entries(HIKVISION))) == []
    more = replace(HIKVISION, names=(*HIKVISION.names, Name(text="Hik")))
    assert words(list(find_outdated([FALSE], entries(more)))) == [
        "Hits!C5: the list entry has changed since the report was made: screen again"
    ]
    assert words(list(find_outdated([FALSE], {}))) == [
        ("Hits!C5: list curated of the report is not in use: name its file with --list")
    ]
    assert words(list(find_outdated([FALSE], {}, {"curated"}))) == [
        "Hits!C5: entry hikvision is no longer in list curated: screen again"
    ]


def test_the_same_complaint_is_made_once_with_its_places() -> None:
    problems = [ReviewProblem(place=f"C{row}", what="no decision") for row in range(7)]
    problems.append(ReviewProblem(place="D1", what="no reason"))
    assert list(group_problems(problems)) == [
        "C0; C1; C2; C3; C4; and 2 more: no decision",
        "D1: no reason",
    ]
