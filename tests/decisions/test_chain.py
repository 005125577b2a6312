"""Whoever deletes, edits, moves or adds a line is found; merged branches of a repository verify."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions.chain import Record, record_of
from compliance.decisions.lines import RecordedDecision, encode_line, seal_decision
from compliance.decisions.record_file import chain_decisions
from compliance.model import Verdict
from tests.decisions.building import another, decided

SEVERAL = [decided(another(name=f"Party {number}")) for number in range(4)]


def lines(drafts: Sequence[RecordedDecision] = SEVERAL, after: Record | None = None) -> list[bytes]:
    return [encode_line(one) for one in chain_decisions(drafts, after or Record())]


def whats(data: bytes) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in record_of(data).faults]


def test_what_was_written_verifies() -> None:
    record = record_of(b"".join(lines()))
    assert (record.faults, record.torn) == ((), b"")
    assert [one.party for one in record.decisions] == [one.party for one in SEVERAL]
    assert record.heads == (record.decisions[-1].id,)


def test_a_line_is_for_people_first() -> None:
    line = lines([decided(another(name="Bäckerei 海康"))])[0].decode()
    assert line.startswith(
        '{"form":1,"date":"2026-03-01","decision":"false positive",'
        '"reason":"A bakery in Bonn; no cameras.","reviewer":"A. Berg","second":"",'
        '"expires":"2027-03-01","party":"Bäckerei 海康","customer":"C-017","list":"curated"'
    )
    assert line.endswith('"signature":""}\n')


def test_an_edited_line_is_found() -> None:
    data = b"".join(lines()).replace(b'"party":"Party 1"', b'"party":"Party 9"')
    said = "its content does not fit its hash: it was changed, or written by hand"
    assert whats(data) == [(2, said)]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_deleted_line_is_found(gone: int) -> None:
    rest = lines()
    del rest[gone]
    said = "it follows a line that is not there: one above it was deleted or changed"
    assert whats(b"".join(rest)) == [(gone + 1, said)]


def test_moved_lines_are_found() -> None:
    one, two, three, four = lines()
    assert whats(one + three + two + four) == [
        (2, "it follows a line that stands below it: lines were moved")
    ]


def test_a_copied_line_is_found() -> None:
    one, two, *_ = lines()
    assert whats(one + two + one) == [(3, "it is a copy of line 1")]


def test_a_line_in_another_form_is_found() -> None:
    one, two, *_ = lines()
    told = "it was rewritten in another form, so that readers may differ on what it says"
    assert whats(one + two.replace(b'","', b'", "', 1)) == [(2, told)]
    twice = two.replace(b'{"form":1,', b'{"form":1,"reviewer":"somebody else",')
    assert whats(one + twice) == [(2, told)]


def test_a_new_hash_does_not_help() -> None:
    first, second, *_ = chain_decisions(SEVERAL, Record())
    forged = seal_decision(replace(first, decision=Verdict.LICENCE_HELD))
    assert whats(encode_line(forged) + encode_line(second)) == [
        (2, "it follows a line that is not there: one above it was deleted or changed")
    ]


def test_dates_that_are_none_are_found() -> None:
    [one] = chain_decisions([decided(expires="never")], Record())
    assert whats(encode_line(one)) == [(1, "its dates are none")]


def test_strangers_are_found() -> None:
    form = "it is no decision in the form of this record"
    assert whats(b"hello\n[]\n" + b"".join(lines())) == [(1, form), (2, form)]
    [newer] = chain_decisions([replace(decided(), form=2)], Record())
    assert "this version of the program knows 1" in whats(encode_line(newer))[0][1]


def test_line_ends_of_windows_empty_lines_and_a_missing_last_line_end_are_none_of_it() -> None:
    data = b"".join(lines())
    assert record_of(data.replace(b"\n", b"\r\n")).faults == ()
    assert record_of(data.replace(b"\n", b"\n\n")).faults == ()
    unended = record_of(data[:-1])
    assert (unended.faults, unended.torn, len(unended.decisions)) == ((), b"", 4)


@given(st.integers(min_value=1))
def test_wherever_it_is_cut_the_whole_lines_are_there_and_the_rest_is_told(at: int) -> None:
    whole = lines()
    data = b"".join(whole)
    cut = data[: at % len(data)]
    record = record_of(cut)
    complete = sum(len(b"".join(whole[: n + 1])) - 1 <= len(cut) for n in range(4))
    assert record.faults == ()
    assert len(record.decisions) == complete
    assert bool(record.torn) == (cut not in {b"".join(whole[:n]) for n in range(5)}) or (
        cut + b"\n"
    ) in {b"".join(whole[:n]) for n in range(5)}


# --- Branches ---------------------------------------------------------------------------------


def branches() -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Common lines, and what each of two branches has added."""
    common = lines(SEVERAL[:2])
    base = record_of(b"".join(common))
    ours = lines([decided(another(name="Ours 1")), decided(another(name="Ours 2"))], base)
    theirs = lines([decided(another(name="Theirs"))], base)
    return common, ours, theirs


@pytest.mark.parametrize("swapped", [False, True])
def test_merged_branches_verify_in_either_order(swapped: bool) -> None:
    common, ours, theirs = branches()
    merged = [*common, *theirs, *ours] if swapped else [*common, *ours, *theirs]
    record = record_of(b"".join(merged))
    assert record.faults == ()
    assert len(record.heads) == 2


def test_the_next_decision_ties_the_branches_together() -> None:
    common, ours, theirs = branches()
    record = record_of(b"".join((*common, *ours, *theirs)))
    [tied] = chain_decisions([decided(another(name="After"))], record)
    assert tied.parents == record.heads
    whole = b"".join((*common, *ours, *theirs, encode_line(tied)))
    assert (record_of(whole).faults, record_of(whole).heads) == ((), (tied.id,))
    without = b"".join((*common, *ours, encode_line(tied)))
    assert [line for line, _ in whats(without)] == [5]


def test_what_git_could_not_merge_is_told_as_such() -> None:
    common, ours, theirs = branches()
    marks = b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> theirs\n"
    data = b"".join((*common, marks[0], *ours, marks[1], *theirs, marks[2]))
    said = "git could not merge here: keep the lines of both sides and delete its marks"
    assert whats(data) == [(3, said), (6, said), (8, said)]


def test_a_later_decision_replaces_the_one_on_the_same_pair() -> None:
    first, second = chain_decisions([decided(), decided(verdict=Verdict.TRUE_MATCH)], Record())
    assert second.replaces == (first.id,)
    record = record_of(encode_line(first) + encode_line(second))
    assert record.standing == {second.pair: (second,)}


def test_two_branches_that_decide_the_same_pair_stand_side_by_side_until_somebody_decides() -> None:
    common = lines(SEVERAL[:1])
    base = record_of(b"".join(common))
    ours, theirs = lines([decided()], base), lines([decided(verdict=Verdict.TRUE_MATCH)], base)
    merged = record_of(b"".join((*common, *ours, *theirs)))
    assert len(merged.standing[decided().pair]) == 2
    [last] = chain_decisions([decided(verdict=Verdict.ESCALATE)], merged)
    assert len(last.replaces) == 2


def test_replacing_the_decision_on_another_pair_is_found() -> None:
    [first] = chain_decisions([decided()], Record())
    other = replace(decided(another(name="Other")), parents=(first.id,), replaces=(first.id,))
    assert whats(encode_line(first) + encode_line(seal_decision(other))) == [
        (2, "it replaces a decision on the same pair that does not stand above it")
    ]
