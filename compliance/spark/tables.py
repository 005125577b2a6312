"""Questions and answers as Arrow tables.

An answer has the fields of the JSON Lines report, in its order, behind three that place it:
`file_number` (position of the file in the run record, from 0), `position` (order within the file)
and `party` (which party of its row, from 1). Sorted by them the answers are in the order in which
one process gives them: `read_answers`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from compliance.model import Identifier, Party, PartyKind, Question

ORDER = ("file_number", "position", "party")
_PLACE = [("file_number", pa.int32()), ("position", pa.int64()), ("party", pa.int32())]
_TEXTS = pa.list_(pa.string())
_LISTING = pa.struct(
    [
        *(
            (name, pa.string())
            for name in (
                "list list_name publisher official_name reason restricts requirement policy "
                "citation effective_date end_date"
            ).split()
        ),
        ("in_force", pa.bool_()),
        ("status", pa.string()),
        ("amendments", _TEXTS),
        ("notes", _TEXTS),
        ("tags", _TEXTS),
        ("effects", _TEXTS),
        ("source", pa.string()),
    ]
)
_LEAD = pa.struct(
    [
        (name, pa.string())
        for name in "to_entry to_name relation stake as_of confidence note source".split()
    ]
)
_OWNERSHIP = pa.struct(
    [
        *((name, pa.string()) for name in "rule outcome says state meaning".split()),
        ("applies", pa.bool_()),
        ("source", pa.string()),
    ]
)
_EVIDENCE = pa.struct(
    [
        ("rule", pa.string()),
        ("score", pa.float64()),
        ("asked", pa.string()),
        ("listed", pa.string()),
        ("note", pa.string()),
    ]
)
_REVIEW = pa.struct(
    [
        *(
            (name, pa.string())
            for name in "verdict reason reviewer second date expires record".split()
        ),
        ("settles", pa.bool_()),
        ("reopened", _TEXTS),
    ]
)
_MATCH = pa.struct(
    [
        *((name, pa.string()) for name in "list entry_id name matched_name name_kind".split()),
        ("score", pa.float64()),
        *((name, pa.string()) for name in "band standing not_restricted".split()),
        ("same_party", _TEXTS),
        ("listings", pa.list_(_LISTING)),
        ("leads", pa.list_(_LEAD)),
        ("ownership", pa.list_(_OWNERSHIP)),
        ("evidence", pa.list_(_EVIDENCE)),
        ("review", _REVIEW),
        ("counted", pa.bool_()),
        ("own_policy", pa.string()),
    ]
)
_DESTINATION = pa.struct(
    [
        *((name, pa.string()) for name in "place kind cell words remark".split()),
        ("open", pa.bool_()),
        (
            "rules",
            pa.list_(
                pa.struct(
                    [
                        (name, pa.string())
                        for name in "id name kind restricts citation state source".split()
                    ]
                )
            ),
        ),
        ("review", _REVIEW),
    ]
)
ANSWERS = pa.schema(
    [
        *_PLACE,
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        *((name, pa.string()) for name in "role id name country decision reason".split()),
        ("destination", pa.list_(_DESTINATION)),
        ("matches", pa.list_(_MATCH)),
    ]
)
QUESTIONS = pa.schema(
    [
        *_PLACE,
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("reason", pa.string()),
        ("has_country", pa.bool_()),
        ("column", pa.int64()),
        *(
            (name, pa.string())
            for name in "note name role id country address destination birth nationality"
            " gender kind".split()
        ),
        ("identifiers", pa.list_(pa.struct([("kind", pa.string()), ("value", pa.string())]))),
        ("found", pa.binary()),
    ]
)
"""`found` is what became of a whole file, in a row of its own; empty in a question."""

_OF_QUESTION = ("file", "sheet", "row", "reason", "has_country", "column", "note")
_OF_PARTY = (
    "name",
    "role",
    "id",
    "country",
    "address",
    "destination",
    "birth",
    "nationality",
    "gender",
    "kind",
)

Record = Mapping[str, object]


class PlacedQuestion(Struct, frozen=True, kw_only=True):
    """A question and where its answer belongs."""

    file_number: int
    position: int
    party: int
    question: Question

    @property
    def place(self) -> dict[str, object]:
        """The first three fields of its answer."""
        return {
            "file_number": self.file_number,
            "position": self.position,
            "party": self.party,
        }


def encode_questions(placed: Sequence[PlacedQuestion]) -> pa.RecordBatch:
    """Questions as a table, column by column: row by row takes three times as long."""
    asked = [each.question for each in placed]
    found: list[Iterable[object]] = [map(attrgetter(name), placed) for name in ORDER]
    found += [map(attrgetter(name), asked) for name in _OF_QUESTION]
    found += [map(attrgetter(f"party.{name}"), asked) for name in _OF_PARTY]
    found += [map(_list_identifiers, asked), [None] * len(asked)]
    arrays = [
        pa.array(list(values), field.type) for values, field in zip(found, QUESTIONS, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=QUESTIONS)


def _list_identifiers(question: Question) -> list[dict[str, str]]:
    return [{"kind": number.kind, "value": number.value} for number in question.party.identifiers]


def decode_questions(batch: pa.RecordBatch) -> list[PlacedQuestion]:
    """The questions of a table."""
    columns = [column.to_pylist() for column in batch.columns]
    first, last = len(ORDER), len(ORDER) + len(_OF_QUESTION)
    places, questions = columns[:first], columns[first:last]
    *parties, kinds, identifiers = columns[last : last + len(_OF_PARTY) + 1]
    return [
        PlacedQuestion(
            **dict(zip(ORDER, place, strict=True)),
            question=Question(
                **dict(zip(_OF_QUESTION, asked, strict=True)),
                party=_build_party(texts, kind, numbers),
            ),
        )
        for place, asked, texts, kind, numbers in zip(
            zip(*places, strict=True),
            zip(*questions, strict=True),
            zip(*parties, strict=True),
            kinds,
            identifiers,
            strict=True,
        )
    ]


def _build_party(texts: Sequence[str], kind: str, numbers: Sequence[Mapping[str, str]]) -> Party:
    return Party(
        **dict(zip(_OF_PARTY, texts, strict=False)),
        kind=PartyKind(kind),
        identifiers=tuple(Identifier(**number) for number in numbers),
    )


def encode_answers(records: Iterable[Record]) -> pa.RecordBatch:
    """Answers as a table."""
    return pa.RecordBatch.from_pylist(list(records), schema=ANSWERS)


def read_answers(folder: Path) -> Iterator[Record]:
    """The answers in a folder of results, as the JSON Lines report has them and in its order."""
    table = pq.read_table(folder, schema=ANSWERS)
    for record in table.sort_by([(name, "ascending") for name in ORDER]).to_pylist():
        found = {name: list(map(_drop_empty, record[name])) for name in ("destination", "matches")}
        fields = {key: value for key, value in record.items() if key not in ORDER}
        yield {**fields, **found}


def _drop_empty(item: Record) -> Record:
    """A match or place as the report has it: only one that was decided or judged says so."""
    rare = ("review", "counted", "own_policy")
    return {key: value for key, value in item.items() if key not in rare or value is not None}
