"""What the page of a report saves, read back as decisions, or as problems that name their place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.decisions.filled_reports import read_saved_page
from compliance.decisions.proposals import ProposedDecision, check_row
from compliance.decisions.review_form import SAVED_FORM, SAVED_VERSION, ReviewField
from tests.decisions.filling import DECIDED, LIMITS, key, words
from tests.reporters.factory import HIKVISION, match

FIELDS = ("decision", "reason", "reviewer", "second", "expires")


def saved(
    *rows: dict[str, Any], form: str = SAVED_FORM, version: int = SAVED_VERSION, **more: Any
) -> bytes:
    """A file as the page saves it."""
    whole = {"form": form, "version": version, "decisions": rows, **more}
    return json.dumps(whole).encode()


def row(*cells: str, **more: Any) -> dict[str, Any]:
    return {**dict(zip(FIELDS, cells, strict=False)), "key": key(), "where": "Hits row 5", **more}


def test_a_saved_decision_is_what_the_workbook_would_give() -> None:
    found = read_saved_page("d.json", saved(row(*DECIDED), run="r", file="customers.xlsx"))
    assert found.problems == []
    proposal = check_row(found.rows[0], LIMITS)
    assert isinstance(proposal, ProposedDecision)
    made = proposal.draft
    assert (made.decision, made.reason, made.reviewer, made.second, made.expires) == DECIDED
    assert (made.list, made.entry) == ("curated", "hikvision")


def test_the_same_decision_on_several_matches_of_a_party_is_one() -> None:
    others = [key(found=match(replace(HIKVISION, id=each))) for each in ("b", "c", "d")]
    several = [row(*DECIDED, key=each) for each in others[:2]]
    apart = row("escalate", "why", "A. Berg", key=others[2])
    found = read_saved_page("d.json", saved(row(*DECIDED), *several, apart))
    made = [check_row(each, LIMITS) for each in found.rows]
    entries = [
        [part.entry for part in one.draft.split()]
        for one in made
        if isinstance(one, ProposedDecision)
    ]
    assert entries == [["hikvision", "b", "c"], ["d"]]


def test_a_key_that_stands_twice_counts_once() -> None:
    found = read_saved_page("d.json", saved(row(*DECIDED), row(*DECIDED)))
    [made] = [check_row(each, LIMITS) for each in found.rows]
    assert isinstance(made, ProposedDecision)
    assert len(made.draft.pairs) == 1


def test_problems_name_the_decision_the_row_and_the_field() -> None:
    found = read_saved_page("d.json", saved(row("perhaps", "why", "A. Berg")))
    problems = check_row(found.rows[0], LIMITS)
    assert isinstance(problems, list)
    [problem] = words(problems)
    assert problem == (
        "d.json, decision 1 (Hits row 5), Officer's decision: 'perhaps' is no decision; "
        "there are false positive, true match, licence held, escalate"
    )


def test_an_empty_decision_is_passed_over() -> None:
    found = read_saved_page("d.json", saved(row(), row("", " ")))
    assert (found.rows, found.problems, found.keys) == ([], [], 2)


@pytest.mark.parametrize("changed", ["", "x", key().replace("hikvision", "dahua"), key()[:-2]])
def test_a_key_that_was_changed_is_refused(changed: str) -> None:
    found = read_saved_page("d.json", saved(row(*DECIDED, key=changed)))
    assert found.rows == []
    [problem] = words(found.problems)
    assert problem == (
        "d.json, decision 1 (Hits row 5): the key was changed or cut, or another version of the "
        "program has made it"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"form": "party-screen decisions"}',
        saved(form="other"),
        saved(version=2),
        saved({"decision": "escalate"}),
        saved({"key": 7}),
        b"[" * 100_000,
    ],
)
def test_what_no_page_has_saved_is_one_problem(data: bytes) -> None:
    found = read_saved_page("d.json", data)
    assert found.rows == []
    [problem] = found.problems
    assert str(problem).startswith("d.json: it holds no decisions as the page of a report saves")


def test_a_place_in_a_message_is_harmless_and_short() -> None:
    place = "\x1b[31m" + "x" * 500
    found = read_saved_page("d.json", saved(row(*DECIDED, where=place)))
    told = found.rows[0].places[ReviewField.REASON]
    assert "\x1b" not in told
    assert len(told) < 200


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    found = read_saved_page("d.json", data)
    assert bool(found.problems) or not found.rows
