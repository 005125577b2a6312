"""A decision on all matches of a party, taken in one row of the report."""

from compliance.decisions.chain import Record
from compliance.decisions.filled_reports import FilledRow
from compliance.decisions.place_matches import make_place_match
from compliance.decisions.proposals import (
    ProposedDecision,
    check_row,
    find_new_decisions,
    find_outdated,
    join_proposals,
)
from compliance.decisions.record_file import chain_decisions
from compliance.decisions.row_keys import make_row_key
from compliance.model import DestinationNote, ListEntry
from tests.decisions.building import BAKERY, RUN, another
from tests.decisions.filling import DECIDED, HEADER, LIMITS, found, sheet
from tests.reporters.factory import EZVIZ, HIKVISION, match

WIDE = (*HEADER[:-1], "Applies to", "Key")
THIRD = ListEntry(id="third", list_id="test", names=EZVIZ.names, listings=EZVIZ.listings)


def row(entry: ListEntry, *cells: str, name: str = BAKERY.name) -> tuple[str, ...]:
    key = make_row_key(another(name=name), match(entry), RUN, name, 0.9)
    return ("HIT", name, *cells, *[""] * (6 - len(cells)), key)


def filled(*rows: tuple[str, ...]) -> list[FilledRow]:
    read, problems = found(sheet(*rows, header=WIDE))
    assert problems == []
    return read


def proposals(*rows: tuple[str, ...]) -> list[ProposedDecision]:
    made = [check_row(each, LIMITS) for each in filled(*rows)]
    assert all(isinstance(one, ProposedDecision) for one in made), made
    return [one for one in made if isinstance(one, ProposedDecision)]


def test_all_matches_that_nothing_is_filled_in_for_are_decided_in_one_line() -> None:
    (one,) = proposals(
        row(HIKVISION, *DECIDED, "all matches of this party"), row(EZVIZ), row(THIRD)
    )
    assert [each.entry for each in one.draft.split()] == [HIKVISION.id, EZVIZ.id, THIRD.id]


def test_a_row_with_a_decision_of_its_own_is_left_out() -> None:
    whole, single = proposals(
        row(HIKVISION, "true match", *DECIDED[1:]),
        row(EZVIZ, *DECIDED, "all"),
        row(THIRD),
    )
    assert [each.entry for each in whole.draft.split()] == [HIKVISION.id]
    assert [each.entry for each in single.draft.split()] == [EZVIZ.id, THIRD.id]


def test_another_party_is_left_out() -> None:
    (one,) = proposals(row(HIKVISION, *DECIDED, "all"), row(EZVIZ, name="Another Party"))
    assert [each.entry for each in one.draft.split()] == [HIKVISION.id]


def test_without_the_word_a_decision_is_on_its_match() -> None:
    for scope in ("", "this match"):
        (one,) = proposals(row(HIKVISION, *DECIDED, scope), row(EZVIZ))
        assert one.draft.others == ()


def test_another_word_is_a_problem_of_its_cell() -> None:
    (one,) = filled(row(HIKVISION, *DECIDED, "everything else"))
    problems = check_row(one, LIMITS)
    assert isinstance(problems, list)
    (problem,) = problems
    assert str(problem) == (
        "report.xlsx, sheet Hits, cell H5: 'everything else' is not what it applies to: "
        "'this match' or 'all matches of this party'"
    )


def test_importing_again_adds_only_what_is_new() -> None:
    wide = proposals(row(HIKVISION, *DECIDED, "all"), row(EZVIZ))
    record = Record(decisions=chain_decisions([wide[0].draft], Record()))
    again, _ = find_new_decisions(wide, record)
    assert (again.decisions, again.known) == ((), 2)
    wider = proposals(row(HIKVISION, *DECIDED, "all"), row(EZVIZ), row(THIRD))
    more, _ = find_new_decisions(wider, record)
    assert [each.entry for each in more.decisions[0].split()] == [THIRD.id]


def test_rows_that_overlap_are_decided_once() -> None:
    first = proposals(row(HIKVISION, *DECIDED, "all"), row(EZVIZ))
    second = proposals(row(EZVIZ, *DECIDED, "all"), row(THIRD))
    each, problems = join_proposals([*first, *second])
    assert problems == []
    assert [part.entry for one in each for part in one.draft.split()] == [
        HIKVISION.id,
        EZVIZ.id,
        THIRD.id,
    ]


def test_an_entry_that_is_gone_is_told_for_each() -> None:
    wide = proposals(row(HIKVISION, *DECIDED, "all"), row(EZVIZ))
    known = {(HIKVISION.list_id, HIKVISION.id): HIKVISION}
    (problem,) = find_outdated(wide, known)
    assert EZVIZ.list_id in problem.what


def test_a_decision_on_all_matches_leaves_the_places_of_the_party_open() -> None:
    note = DestinationNote(place="Iran", kind="comprehensive embargo", is_question=True)
    key = make_row_key(BAKERY, make_place_match(note), RUN, BAKERY.name, 1.0)
    place = ("REVIEW", BAKERY.name, *[""] * 6, key)
    (one,) = proposals(row(HIKVISION, *DECIDED, "all"), place, row(EZVIZ))
    assert [each.entry for each in one.draft.split()] == [HIKVISION.id, EZVIZ.id]
