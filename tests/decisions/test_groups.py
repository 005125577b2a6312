"""One decision on several entries: one line, bound to each entry as it was."""

from pathlib import Path

from msgspec.structs import replace

from compliance.decisions.chain import Record, record_of
from compliance.decisions.decision_book import DecisionBook, ValidityRules
from compliance.decisions.lines import (
    GROUP_FORM,
    RecordedDecision,
    decode_line,
    hash_decision,
    join_decisions,
)
from compliance.decisions.lines import encode_line as line_of
from compliance.decisions.record_file import chain_decisions, read_record
from compliance.model import Name, Verdict
from tests.decisions.building import BAKERY, decided, matched, written
from tests.reporters.factory import EZVIZ, HIKVISION

BOTH = join_decisions([decided(entry=HIKVISION), decided(entry=EZVIZ)])
RULES = ValidityRules(today="2026-06-01")


def book(*drafts: RecordedDecision) -> DecisionBook:
    return DecisionBook(Record(decisions=chain_decisions(drafts, Record())), RULES)


def test_it_is_one_line_that_verifies(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    record = written(path, BOTH, decided(replace(BAKERY, name="Other")))
    assert len(path.read_bytes().splitlines()) == 2
    assert read_record(path).faults == ()
    assert (record.decisions[0].form, record.decisions[1].form) == (GROUP_FORM, 1)
    assert b'"others"' not in path.read_bytes().splitlines()[1]
    assert decode_line(path.read_bytes().splitlines()[0]) == record.decisions[0]


def test_it_settles_each_of_its_entries_and_no_other() -> None:
    found = book(BOTH)
    for entry in (HIKVISION, EZVIZ):
        review = found.review(BAKERY, matched(entry))
        assert review
        assert review.settles
    third = replace(EZVIZ, id="another")
    assert found.review(BAKERY, matched(third)) is None


def test_a_change_of_one_entry_reopens_that_one_only() -> None:
    grown = replace(EZVIZ, names=(*EZVIZ.names, Name(text="Another Alias")))
    reviews = [book(BOTH).review(BAKERY, matched(entry)) for entry in (HIKVISION, grown)]
    assert [bool(review and review.settles) for review in reviews] == [True, False]
    assert reviews[1]
    assert reviews[1].reopened == (
        "the list entry gained a name or alias since the decision of 2026-03-01 by A. Berg",
    )


def test_a_later_decision_on_one_entry_leaves_the_others_as_they_were() -> None:
    later = decided(entry=EZVIZ, verdict=Verdict.TRUE_MATCH, date="2026-04-01")
    record = Record(decisions=chain_decisions([BOTH, later], Record()))
    standing = {one.entry: one.decision for found in record.standing.values() for one in found}
    assert standing == {
        HIKVISION.id: Verdict.FALSE_POSITIVE,
        EZVIZ.id: Verdict.TRUE_MATCH,
    }


def test_a_group_takes_over_what_was_decided_of_its_entries() -> None:
    first = [decided(entry=entry, verdict=Verdict.ESCALATE) for entry in (EZVIZ, HIKVISION)]
    record = Record(decisions=chain_decisions([*first, BOTH], Record()))
    assert set(record.decisions[-1].replaces) == {one.id for one in record.decisions[:2]}
    assert {one.decision for found in record.standing.values() for one in found} == {
        Verdict.FALSE_POSITIVE
    }


def test_a_replaced_pair_that_is_not_in_the_line_is_a_fault() -> None:
    stranger = decided(replace(BAKERY, name="Stranger"))
    first, second = chain_decisions([stranger, BOTH], Record())
    bent = replace(second, replaces=(first.id,))
    bent = replace(bent, id=hash_decision(bent))
    record = record_of(line_of(first) + line_of(bent))
    assert [fault.line for fault in record.faults] == [2]


def test_an_edited_target_is_found() -> None:
    (line,) = chain_decisions([BOTH], Record())
    data = line_of(line).replace(EZVIZ.id.encode(), b"someone-else", 1)
    assert record_of(data).faults


def test_a_form_that_does_not_fit_is_a_fault() -> None:
    (line,) = chain_decisions([BOTH], Record())
    bent = replace(line, form=1)
    bent = replace(bent, id=hash_decision(bent))
    assert "form 1" in record_of(line_of(bent)).faults[0].what
