"""Questions and answers survive their way through Arrow; the answers have the report's fields."""

import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra `spark` is not installed")

import pyarrow as pa
import pyarrow.parquet as pq

import compliance
from compliance.matching import Matcher
from compliance.model import (
    Identifier,
    Party,
    PartyKind,
    Question,
    Review,
    Settings,
    Verdict,
)
from compliance.reporters.jsonl import line, record
from compliance.screening.screen import screen_questions
from compliance.screening.settlement import apply_decisions
from compliance.spark.tables import (
    ANSWERS,
    ORDER,
    PlacedQuestion,
    decode_questions,
    encode_answers,
    encode_questions,
    read_answers,
)
from tests.screening.parties import WATCHLIST, questions

SCHEMA = Path(compliance.__file__).parent / "schemas" / "result.schema.json"


def test_a_question_arrives_as_it_was_sent() -> None:
    party = Party(
        name="海康 \x00 威视",
        role="consignee",
        id="C-1",
        country="CN",
        address="1 Elm Road",
        identifiers=(Identifier(kind="lei", value="007"), Identifier(kind="", value="x")),
        kind=PartyKind.PERSON,
    )
    question = Question(file="f.csv", sheet="S", row=1 << 40, party=party, reason="because")
    placed = PlacedQuestion(file_number=3, position=1 << 41, party=2, question=question)
    assert decode_questions(encode_questions([placed])) == [placed]


def test_answers_come_back_in_order_and_as_the_report_has_them(tmp_path: Path) -> None:
    asked = questions(60)
    records = [
        record(one) for one in screen_questions(asked, Matcher(WATCHLIST), Settings(min_score=0.3))
    ]
    placed = [
        {"file_number": at // 20, "position": at % 20 // 2, "party": at % 2 + 1, **one}
        for at, one in enumerate(records)
    ]
    for part, some in enumerate((placed[1::2][::-1], placed[::2])):
        table = pa.Table.from_batches([encode_answers(some)])
        pq.write_table(table, tmp_path / f"part-{part}.parquet")
    assert [line(dict(one)) for one in read_answers(tmp_path)] == [line(one) for one in records]


REVIEW = Review(
    verdict=Verdict.FALSE_POSITIVE,
    reason="A bakery.",
    reviewer="A. Berg",
    date="2026-03-01",
    expires="2027-03-01",
    record="abc",
    reopened=("the list entry gained a name",),
)


def test_what_officers_decided_stands_only_at_the_pairs_that_were_decided(tmp_path: Path) -> None:
    found = screen_questions(questions(20), Matcher(WATCHLIST), Settings(min_score=0.3))
    decided = apply_decisions(found, lambda _, match: REVIEW if match.score > 0.9 else None, 5)
    records = [record(one) for one in decided]
    text = [line(one) for one in records]
    assert len({b'"review": {' in one for one in text}) == 2
    placed = [
        {"file_number": 0, "position": at, "party": 1, **one} for at, one in enumerate(records)
    ]
    pq.write_table(pa.Table.from_batches([encode_answers(placed)]), tmp_path / "part.parquet")
    assert [line(dict(one)) for one in read_answers(tmp_path)] == text


def described(kind: pa.DataType, name: str) -> set[str]:
    """The fields of the things in a list."""
    return {field.name for field in kind.field(name).type.value_type}


def test_no_field_of_the_report_is_missing() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    kinds = schema["$defs"]
    assert [*ORDER, *schema["required"]] == ANSWERS.names
    match = ANSWERS.field("matches").type.value_type
    assert {field.name for field in match} == set(kinds["match"]["properties"])
    review = {field.name for field in match.field("review").type}
    assert review == set(kinds["review"]["required"])
    for name, kind in (("listings", "listing"), ("leads", "lead"), ("evidence", "evidence")):
        assert described(match, name) == set(kinds[kind]["required"])
