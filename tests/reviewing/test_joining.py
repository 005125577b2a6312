"""Rows, reports and the record against each other: nothing contradicts in silence."""

from dataclasses import replace

from compliance.decisions import Record
from compliance.decisions.keeping import chained
from compliance.decisions.tickets import read
from compliance.model import ListEntry, Name
from compliance.reviewing import (
    Problem,
    Proposal,
    checked,
    group_problems,
    joined,
    new_ones,
    outdated,
)
from tests.decisions.building import RUN, another
from tests.reporters.factory import HIKVISION
from tests.reviewing.building import DECIDED, LIMITS, filled, key, words

LATER = "20260401T080000Z-ba9876543210"


def proposed(*cells: str, run: str = RUN, party: str = "Hik Vision Bakery") -> Proposal:
    ticket = read(key(another(name=party), run=run))
    made = checked(filled(*cells, ticketed=ticket), LIMITS)
    assert isinstance(made, Proposal)
    return made


FALSE = proposed(*DECIDED)
TRUE = proposed("true match", *DECIDED[1:])


def recorded(*proposals: Proposal) -> Record:
    return Record(decisions=chained([one.decided for one in proposals], Record()))


def test_rows_of_one_pair_are_one_decision() -> None:
    other = proposed(*DECIDED, party="Other")
    each, problems = joined([FALSE, other, FALSE])
    assert (each, problems) == ([FALSE, other], [])


def test_rows_that_decide_one_pair_differently_are_told() -> None:
    _, problems = joined([FALSE, replace(TRUE, place="Hits!C9")])
    assert words(problems) == [
        "Hits!C9: the same party and entry is decided differently in Hits!C5"
    ]
    assert joined([FALSE, proposed(*DECIDED[:1], "another reason", *DECIDED[2:])])[1]


def test_what_is_new_is_added() -> None:
    fresh, problems = new_ones([FALSE], Record())
    assert (fresh.decisions, fresh.known, problems) == ((FALSE.decided,), 0, [])


def test_importing_a_report_again_adds_nothing() -> None:
    short = proposed("fp", "a bakery", "A. Berg")
    tomorrow = replace(short, decided=replace(short.decided, expires="2027-03-02"))
    for first, again in ((FALSE, FALSE), (short, tomorrow)):
        fresh, problems = new_ones([again], recorded(first))
        assert (fresh.decisions, fresh.known, problems) == ((), 1, [])


def test_a_decided_row_of_a_later_report_adds_nothing_until_it_is_changed() -> None:
    later = proposed(*DECIDED, run=LATER)
    assert new_ones([later], recorded(FALSE))[0].known == 1
    changed = proposed("true match", *DECIDED[1:], run=LATER)
    assert new_ones([changed], recorded(FALSE))[0].decisions == (changed.decided,)


def test_two_reports_of_one_run_that_contradict_each_other() -> None:
    fresh, problems = new_ones([TRUE], recorded(FALSE))
    assert fresh.decisions == ()
    assert words(problems) == [
        (
            "Hits!C5: the record has another decision from a report of the same run: "
            "false positive by A. Berg on 2026-03-01"
        )
    ]


def test_a_report_older_than_the_decision_that_stands() -> None:
    _, problems = new_ones([TRUE], recorded(proposed(*DECIDED, run=LATER)))
    assert words(problems) == [
        (
            "Hits!C5: this report is older than a decision that stands: "
            "false positive by A. Berg on 2026-03-01; screen again"
        )
    ]


def entries(*found: ListEntry) -> dict[tuple[str, str], ListEntry]:
    return {(entry.list_id, entry.id): entry for entry in found}


def test_an_entry_that_has_changed_or_gone_since_the_report() -> None:
    assert list(outdated([FALSE], entries(HIKVISION))) == []
    more = replace(HIKVISION, names=(*HIKVISION.names, Name(text="Hik")))
    assert words(list(outdated([FALSE], entries(more)))) == [
        "Hits!C5: the list entry has changed since the report was made: screen again"
    ]
    assert words(list(outdated([FALSE], {}))) == [
        ("Hits!C5: list curated of the report is not in use: name its file with --list")
    ]
    assert words(list(outdated([FALSE], {}, {"curated"}))) == [
        "Hits!C5: entry hikvision is no longer in list curated: screen again"
    ]


def test_the_same_complaint_is_made_once_with_its_places() -> None:
    problems = [Problem(place=f"C{row}", what="no decision") for row in range(7)]
    problems.append(Problem(place="D1", what="no reason"))
    assert list(group_problems(problems)) == [
        "C0; C1; C2; C3; C4; and 2 more: no decision",
        "D1: no reason",
    ]
